"""Episodes against the score and against comparable renewals (methods.md, sections 12 and 14)."""

import math
from fractions import Fraction

from events import noticed_or_closed
from knowledge import byte_order
from overrides import BUCKETS, OverrideBook, band_of
from statistics_reference import (at_most, benjamini_hochberg, cochran_mantel_haenszel,
                                  exact_conditional, odds_ratio, poisson_binomial, quantile,
                                  risk_difference, two_sided_chance)

VERDICTS = {"up": ("csm_right", "score_right"),
            "down": ("csm_right", "renewed_with_action", "renewed_without_action")}
DIMENSIONS = ("segment", "arr_tier", "product", "industry", "region", "reason", "lead_bucket")
BUCKET_NAMES = tuple("%d-%d" % (lowest, highest) for lowest, highest, _ in BUCKETS)
ENOUGH, ENOUGH_FOR_VERDICT, ENOUGH_OUTCOMES = 10, 50, 5
CANDIDATE = Fraction(1, 10)


def serving_bucket(renewal_id):
    return sum(renewal_id.encode("utf-8")) % 3


def controls_of(book):
    """{direction: [control]}: matured resolved renewals at their bucket's landmark."""
    eligible_of = {}
    for override in book.overrides:
        if override["class"] == "eligible":
            eligible_of.setdefault(override["renewal"]["renewal_id"], []).append(override["logged"])
    found = {"up": [], "down": []}
    for renewal in book.renewals:
        outcome = book.outcome(renewal)
        if outcome is None:
            continue
        bucket = serving_bucket(renewal["renewal_id"])
        lowest, _, back = BUCKETS[bucket]
        due, landmark = renewal["due_date"], renewal["due_date"] - back
        health = book.score_on(renewal["account_id"], landmark)
        if health is None or noticed_or_closed(renewal, landmark):
            continue
        if any(day <= due - lowest for day in eligible_of.get(renewal["renewal_id"], [])):
            continue
        score, tier = health
        control = {"account": renewal["account_id"], "renewal": renewal, "bucket": bucket,
                   "churned": outcome == "churned",
                   "stratum": (band_of(score), bucket,
                               book.account[renewal["account_id"]]["segment"])}
        if tier != "green":
            found["up"].append(control)
        if tier != "red":
            found["down"].append(control)
    return found


def tables_of(treated, controls):
    """(tables of strata with both arms, number of strata with one arm)."""
    strata = {}
    for arm, members in enumerate((treated, controls)):
        for stratum, churned in members:
            table = strata.setdefault(stratum, [0, 0, 0, 0])
            table[2 * arm] += churned
            table[2 * arm + 1] += 1
    kept = [tuple(table) for table in strata.values() if table[1] > 0 and table[3] > 0]
    return kept, len(strata) - len(kept)


def contrast(treated, controls):
    """AUDIT.matched of (stratum, churned) pairs; None without any stratum."""
    tables, dropped = tables_of(treated, controls)
    if not tables and not dropped:
        return None
    n1, n0 = sum(t[1] for t in tables), sum(t[3] for t in tables)
    churned = sum(t[0] + t[2] for t in tables)
    found = {"treated": n1, "controls": n0, "strata": len(tables), "dropped": dropped,
             "chi_square": None, "p": None, "exact": False, "odds_ratio": None,
             "risk_difference": None, "risk_difference_low": None, "risk_difference_high": None}
    if tables:
        found["chi_square"], found["p"] = cochran_mantel_haenszel(tables)
        if min(n1, n0, churned, n1 + n0 - churned) < 5:
            found["exact"], found["p"] = True, exact_conditional(tables)
        found["odds_ratio"] = odds_ratio(tables)
        difference, low, high = risk_difference(tables)
        found.update(risk_difference=difference, risk_difference_low=low, risk_difference_high=high)
    return found


def treated_pairs(episodes):
    return [(e["stratum"], e["state"] == "churned") for e in episodes
            if e["resolved"] and e["counted"] and e["stratum"] is not None]


def control_pairs(controls):
    return [(c["stratum"], c["churned"]) for c in controls]


def verdict_of(direction, matured, churned, matched, is_scored):
    """(verdict, reason) of an audit."""
    if matured < ENOUGH:
        return None, "too_few"
    if matured < ENOUGH_FOR_VERDICT or min(churned, matured - churned) < ENOUGH_OUTCOMES:
        return None, "too_few_for_verdict"
    if matched is None or matched["p"] is None:
        return None, "too_few_for_verdict" if is_scored else "no_history"
    if matched["p"] >= 0.05:
        return "no_difference_shown", None
    if matched["risk_difference"] == 0:
        return "no_difference_shown", None
    fewer_churned = matched["risk_difference"] < 0
    if direction == "up":
        return "judgement_beats_score" if fewer_churned else "score_beats_judgement", None
    return "risk_or_action_unclear" if fewer_churned else "judgement_beats_score", None


def audit(direction, episodes, controls, probabilities):
    """AUDIT of some episodes of one direction against some controls."""
    episodes = [e for e in episodes if e["direction"] == direction and e["resolved"]]
    counted = [e for e in episodes if e["counted"]]
    scored = [e for e in counted if probabilities[e["id"]] is not None]
    observed = len([e for e in scored if e["state"] == "churned"])
    churned = len([e for e in episodes if e["state"] == "churned"])
    found = {"matured": len(episodes), "observed": observed, "expected": None, "range": None,
             "p_chance": None, "unscored": len(counted) - len(scored), "matched": None,
             "arr": {name: sum((e["arr"] for e in episodes
                                if e["verdict"] == name and e["arr"] is not None), Fraction(0))
                     for name in VERDICTS[direction]}}
    if len(episodes) >= ENOUGH:
        if scored:
            chances = [float(probabilities[e["id"]]) for e in scored]
            distribution = poisson_binomial(chances)
            found["expected"] = math.fsum(chances)
            found["range"] = [quantile(distribution, 0.025), quantile(distribution, 0.975)]
            found["p_chance"] = two_sided_chance(distribution, observed)
        found["matched"] = contrast(treated_pairs(episodes), control_pairs(controls))
    found["verdict"], found["reason"] = verdict_of(
        direction, len(episodes), churned, found["matched"], bool(scored))
    return found


# Section 14

def value_of(book, episode, dimension):
    if dimension == "reason":
        return episode["index"]["reason"]
    if dimension == "lead_bucket":
        return BUCKET_NAMES[episode["bucket"]]
    return book.account[episode["account"]][dimension]


def control_value(book, control, dimension):
    if dimension == "lead_bucket":
        return BUCKET_NAMES[control["bucket"]]
    return book.account[control["account"]][dimension]


def with_value(book, episodes, controls, dimension, value):
    chosen = [e for e in episodes if value_of(book, e, dimension) == value]
    if dimension == "reason":
        return chosen, controls
    return chosen, [c for c in controls if control_value(book, c, dimension) == value]


def segment_audits(book, controls, probabilities):
    """Every (dimension, value, direction) with its audit and adjusted p, in order."""
    found = []
    for dimension in DIMENSIONS:
        values = {}
        for episode in book.episodes:
            value = value_of(book, episode, dimension)
            if episode["resolved"] and episode["counted"] and value is not None:
                values.setdefault(value, set()).add(episode["direction"])
        for value in sorted(values, key=byte_order):
            for direction in ("up", "down"):
                if direction not in values[value]:
                    continue
                own, against = with_value(book, book.episodes, controls[direction],
                                          dimension, value)
                found.append({"dimension": dimension, "value": value, "direction": direction,
                              "audit": audit(direction, own, against, probabilities)})
    p_values = [s["audit"]["matched"] and s["audit"]["matched"]["p"] for s in found]
    for segment, adjusted in zip(found, benjamini_hochberg(p_values)):
        segment["adjusted_p"] = adjusted
    return found


def is_candidate(segment):
    return segment["adjusted_p"] is not None and segment["adjusted_p"] <= CANDIDATE


def more_needed(treated, controls):
    """How many more treated give 80 % power at 10 points; None without a stratum of both arms."""
    tables, _ = tables_of(treated, controls)
    if not tables:
        return None
    n1, n0 = sum(t[1] for t in tables), sum(t[3] for t in tables)
    p = sum(Fraction(t[1] * t[2], t[3]) for t in tables) / n1
    if p in (0, 1):
        return None
    factor = (Fraction("1.96") + Fraction("0.8416")) ** 2
    needed = factor * p * (1 - p) * (1 + Fraction(n1, n0)) / Fraction("0.01")
    return max(0, math.ceil(needed - n1))


def is_confirmed(book, controls, segment, earlier_book, earlier):
    """`earlier` is the same segment in the review of 12 months before, or None."""
    if earlier is None or not is_candidate(earlier):
        return False
    direction = segment["direction"]
    own, against = with_value(book, book.episodes, controls[direction],
                              segment["dimension"], segment["value"])
    own = [e for e in own if e["direction"] == direction and not earlier_book.matured(e["renewal"])]
    against = [c for c in against if not earlier_book.matured(c["renewal"])]
    fresh = contrast(treated_pairs(own), control_pairs(against))
    if fresh is None or fresh["p"] is None or fresh["p"] >= 0.05:
        return False
    return fresh["risk_difference"] * earlier["audit"]["matched"]["risk_difference"] > 0


def segments(book, controls, probabilities, feeds, earlier_month, probabilities_of):
    found = segment_audits(book, controls, probabilities)
    earlier_book, earlier_of = None, {}
    if any(is_candidate(segment) for segment in found):
        earlier_book = OverrideBook(feeds, earlier_month)
        for earlier in segment_audits(earlier_book, controls_of(earlier_book),
                                      probabilities_of(earlier_book)):
            earlier_of[earlier["dimension"], earlier["value"], earlier["direction"]] = earlier
    for segment in found:
        direction = segment["direction"]
        segment["more_needed"] = None
        if is_candidate(segment):
            earlier = earlier_of.get((segment["dimension"], segment["value"], direction))
            confirmed = is_confirmed(book, controls, segment, earlier_book, earlier)
            segment["status"] = "confirmed" if confirmed else "candidate"
            continue
        if segment["audit"]["matched"] is not None:
            own, against = with_value(book, book.episodes, controls[direction],
                                      segment["dimension"], segment["value"])
            own = [e for e in own if e["direction"] == direction]
            segment["more_needed"] = more_needed(treated_pairs(own), control_pairs(against))
        segment["status"] = "no_difference" if segment["more_needed"] == 0 else "insufficient"
    return found
