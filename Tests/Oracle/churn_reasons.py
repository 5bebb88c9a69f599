"""Why customers left (methods.md, section 25)."""

from fractions import Fraction

from calendar_days import first_day_of, last_day_of, month_plus
from events import line_closing_by
from knowledge import byte_order
from periods import QUARTERS, last_periods
from trends import quarter_of

CLASSES = ("controllable", "uncontrollable", "unknown")
MINIMUM = 10


def key_of(reason):
    """A reason without case and spaces; None for nothing."""
    key = "".join((reason or "").lower().split())
    return key or None


def lost_by(known, line):
    after = line["arr_after"] if line["outcome"] == "renewed" else 0
    return known.converted(line["arr_before"] - after, line["currency"]) or Fraction(0)


def reason_of(known, event):
    """Of the line that lost most among those that are closed and have a reason."""
    lines = [line for line in event["lines"] if key_of(line["reason"]) is not None
             and line_closing_by(line, known.as_of) is not None]
    most = None
    for line in lines:  # by renewal_id
        if most is None or lost_by(known, line) > lost_by(known, most):
            most = line
    return None if most is None else most["reason"]


def losses_of(known, first, last):
    found = []
    for events in known.events_of.values():
        for event in events:
            if not first <= event["due_date"] <= last:
                continue
            facts = known.event_facts(event)
            before, after = facts["before"], facts["after"]
            is_downsell = facts["state"] == "renewed" and None not in (before, after) \
                and after < before
            if facts["state"] not in ("churned", "lapsed") and not is_downsell:
                continue
            found.append({"is_downsell": is_downsell, "reason": reason_of(known, event),
                          "lost": Fraction(0) if None in (before, after) else before - after})
    return found


def table(losses, classes, spelling):
    events, lost = len(losses), sum((loss["lost"] for loss in losses), Fraction(0))

    def row(own):
        own_lost = sum((loss["lost"] for loss in own), Fraction(0))
        enough = events >= MINIMUM
        return {"events": len(own), "arr_lost": own_lost,
                "share": Fraction(len(own), events) if enough else None,
                "arr_share": own_lost / lost if enough and lost else None}

    def class_of(key):
        return classes.get(key, "unknown")

    keys = sorted({key_of(loss["reason"]) for loss in losses},
                  key=lambda key: (CLASSES.index(class_of(key)), key is None,
                                   byte_order(spelling.get(key))))
    named = len([loss for loss in losses if loss["reason"] is not None])
    return {
        "events": events, "with_reason": named, "arr_lost": lost,
        "coverage": Fraction(named, events) if events >= MINIMUM else None,
        "reason": None if events >= MINIMUM else "too_few",
        "classes": [dict(row([x for x in losses if class_of(key_of(x["reason"])) == name]),
                         **{"class": name}) for name in CLASSES],
        "reasons": [dict(row([x for x in losses if key_of(x["reason"]) == key]),
                         reason=spelling.get(key), **{"class": class_of(key)}) for key in keys],
    }


def churn_reasons(known, year_start=1, classes=None):
    """`classes` maps reasons to classes, as in the policy."""
    classes = {key_of(reason): name for reason, name in (classes or {}).items()}
    months = last_periods(known.month, year_start, 3, QUARTERS)
    spans = [(first_day_of(month_plus(month, -2)), last_day_of(month)) for month in months]
    spelling = {}
    for loss in losses_of(known, min(known.window_start, spans[0][0]), known.as_of):
        key = key_of(loss["reason"])
        if key is not None:
            spelling[key] = min(spelling.get(key, loss["reason"]), loss["reason"], key=byte_order)

    def tables(first, last):
        losses = losses_of(known, first, last)
        return {"losses": table([x for x in losses if not x["is_downsell"]], classes, spelling),
                "downsell": table([x for x in losses if x["is_downsell"]], classes, spelling)}

    return {"window": tables(known.window_start, known.as_of),
            "quarters": [dict(tables(*span), quarter="%04d-Q%d" % quarter_of(month, year_start))
                         for span, month in zip(spans, months)]}
