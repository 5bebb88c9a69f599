"""The words of an override audit where outcomes are missing: each also with lapsed renewals
removed, and the weaker one stands (methods.md, section 1). Figures stay as they are."""

MISSING = "outcomes_missing"
STATUS_ORDER = ("candidate", "confirmed")  # the lower one first


def weaker_verdict(word, other):
    if word is None or word == other:
        return word
    return "no_difference_shown" if "no_difference_shown" in (word, other) else "cannot_tell"


def weaker_shown(word, other):
    """Of direction_shown and face_value."""
    return word if word is None or word == other else "not_shown"


def weaken_audit(audit, other):
    """`other` is the same audit with lapsed renewals removed, or None where there is none."""
    word = weaker_verdict(audit["verdict"], other and other["verdict"])
    if word != audit["verdict"]:
        audit["verdict"], audit["reason"] = word, MISSING


def weaken_worth(worth, other):
    for name in ("direction_shown", "face_value"):
        word = weaker_shown(worth[name], other[name])
        if word != worth[name]:
            worth[name], worth["word_reason"] = word, MISSING


def weaker_status(segment, other):
    statuses = [segment["status"], other["status"] if other else None]
    if all(status in STATUS_ORDER for status in statuses):
        if segment["audit"]["matched"]["risk_difference"] \
                * other["audit"]["matched"]["risk_difference"] > 0:
            return min(statuses, key=STATUS_ORDER.index)
        return "insufficient"
    return statuses[0] if statuses[0] == statuses[1] else "insufficient"


def weaken_segment(segment, other, more_needed):
    """`more_needed` works out how many more a segment needs that is insufficient."""
    status = weaker_status(segment, other)
    if status != segment["status"]:
        segment["status"], segment["status_reason"] = status, MISSING
        if status == "insufficient":
            segment["more_needed"] = more_needed(segment)
    if status in STATUS_ORDER:
        weaken_audit(segment["audit"], other["audit"])
    elif segment["audit"]["verdict"] is not None:
        segment["audit"]["verdict"], segment["audit"]["reason"] = None, MISSING


def part_key(segment):
    return segment["dimension"], segment["value"], segment["direction"]


def weaken(found, other, more_needed):
    """Changes the words of one override audit by those of the other."""
    for direction in found["directions"]:
        weaken_audit(found["directions"][direction], other["directions"][direction])
        weaken_worth(found["override_worth"][direction], other["override_worth"][direction])
    other_csms = {row["csm_id"]: row for row in other["by_csm"]}
    for row in found["by_csm"]:
        for direction in found["directions"]:
            weaken_audit(row[direction], other_csms[row["csm_id"]][direction])
    other_parts = {part_key(segment): segment for segment in other["segments"]}
    for segment in found["segments"]:
        weaken_segment(segment, other_parts.get(part_key(segment)), more_needed)
