"""XmR charts of monthly values (methods.md, section 10)."""

from fractions import Fraction

from calendar_days import first_day_of, last_day_of, month_plus, month_text
from cards import INHERITING, MINIMUM, is_settled, sum_of, target_for

METRICS = ("logo_renewal_rate", "gross_renewal_rate", "net_renewal_rate", "nps",
           "logo_churn_rate", "mean_score", "share_green", "share_amber", "share_red")
MONTHS = 24


def point(numerator, denominator, count, scale=1, label=None):
    value = None if count < MINIMUM else scale * Fraction(numerator) / denominator
    return {"value": value, "numerator": numerator, "denominator": denominator, "label": label}


def month_points(known, scope, month, events, health):
    """The month's point of every metric."""
    first, last = first_day_of(month), last_day_of(month)
    due = [e for e in events if first <= e["due"] <= last and scope.holds(e["credit"], e["due"])]
    settled = [e for e in due if is_settled(e)]
    label = "provisional" if len(settled) * 10 < len(due) * 9 else None
    renewed = len([e for e in settled if e["state"] == "renewed"])
    points = {"logo_renewal_rate": point(renewed, len(settled), len(settled), label=label)}
    pairs = [(e["before"], e["after"]) for e in settled if e["before"] is not None]
    before = sum_of(x for x, y in pairs)
    gross, net = sum_of(min(x, y) for x, y in pairs), sum_of(y for x, y in pairs)
    points["gross_renewal_rate"] = point(gross, before, len(pairs), label=label)
    points["net_renewal_rate"] = point(net, before, len(pairs), label=label)

    scores = [a["score"] for a in known.answers("nps", first, last)
              if scope.holds(a["credit"], a["day"])]
    promoters = len([s for s in scores if s >= 9])
    detractors = len([s for s in scores if s <= 6])
    points["nps"] = point(promoters - detractors, len(scores), len(scores), scale=100)

    had, lost = 0, 0
    for account in known.accounts:
        if not scope.holds(known.owner_credit(account, first - 1), first - 1):
            continue
        if not known.arr_on(account, first - 1).is_zero():
            had += 1
            if known.arr_on(account, last).is_zero():
                lost += 1
    points["logo_churn_rate"] = point(lost, had, had)

    own = [(score, tier) for account, score, tier in health[month]
           if scope.holds(known.owner_credit(account, last), last)]
    points["mean_score"] = point(sum_of(s for s, t in own), len(own), len(own))
    for tier in ("green", "amber", "red"):
        in_tier = len([t for s, t in own if t == tier])
        points["share_" + tier] = point(in_tier, len(own), len(own))
    return points


def mean_of(numbers):
    return sum_of(numbers) / len(numbers)


def limits(values):
    """(mean, mean moving range or None) of a segment's values."""
    mean = mean_of(values)
    ranges = [abs(b - a) for a, b in zip(values, values[1:])]
    if not ranges:
        return mean, None
    average = mean_of(ranges)
    kept = [r for r in ranges if r < Fraction("3.267") * average]
    screened = mean_of(kept) if kept else Fraction(0)
    if screened == 0:
        screened = average
    return mean, screened if screened > 0 else None


def is_run(values, mean, kind):
    """Whether all of `values` strictly rise, fall, or lie on one side of the mean."""
    pairs = list(zip(values, values[1:]))
    if kind == "trend":
        return all(b > a for a, b in pairs) or all(b < a for a, b in pairs)
    return all(v > mean for v in values) or all(v < mean for v in values)


def labels_of(values, mean, moving_range):
    """The label of each valid point of a segment."""
    count = len(values)
    marks = [set() for _ in values]
    if moving_range is not None:
        reach = Fraction("2.66") * moving_range
        for i, value in enumerate(values):
            if abs(value - mean) > reach:
                marks[i].add("outside")
        for start in range(count - 2):
            three = range(start, start + 3)
            if is_run([values[i] for i in three], mean, "side"):
                beyond = [i for i in three if reach * 2 / 3 < abs(values[i] - mean) <= reach]
                if len(beyond) >= 2:
                    for i in beyond:
                        marks[i].add("two_of_three")
    for start in range(count - 6):
        seven = range(start, start + 7)
        if is_run([values[i] for i in seven], mean, "trend"):
            for i in seven:
                marks[i].add("trend")
        if is_run([values[i] for i in seven], mean, "side"):
            for i in seven:
                marks[i].add("shift")
    found = []
    for mark in marks:
        first = None
        for name in ("outside", "trend", "two_of_three", "shift"):
            if name in mark and first is None:
                first = name
        found.append(first)
    return found


def assurance(metric, lower, upper, target):
    if target is None or lower is None:
        return None
    if metric == "logo_churn_rate":
        if upper <= target:
            return "capable"
        return "not_capable" if lower > target else "hit_or_miss"
    if lower >= target:
        return "capable"
    return "not_capable" if upper < target else "hit_or_miss"


def chart(known, scope, metric, points):
    """One trend: `points` in month order, labelled here. No rebases: one segment."""
    trend = {"metric": metric, "scope": scope.kind, "scope_id": scope.name, "points": points,
             "segments": [], "assurance": None}
    if metric not in INHERITING:
        return trend
    valid = [p for p in points if p["value"] is not None and p["label"] != "provisional"]
    if not valid:
        return trend
    values = [p["value"] for p in valid]
    mean, moving_range = limits(values)
    for p, label in zip(valid, labels_of(values, mean, moving_range)):
        p["label"] = label
    lower = upper = near_lower = near_upper = None
    if moving_range is not None:
        reach = Fraction("2.66") * moving_range
        lower, upper = mean - reach, mean + reach
        near_lower, near_upper = mean - reach * 2 / 3, mean + reach * 2 / 3
    trend["segments"] = [{"from": points[0]["month"], "mean": mean, "lower": lower, "upper": upper,
                          "near_lower": near_lower, "near_upper": near_upper,
                          "trial": len(valid) < 13}]
    trend["assurance"] = assurance(metric, lower, upper, target_for(known, metric, scope))
    return trend


def trends(known, scopes):
    """Every metric's chart of every scope, scope by scope."""
    months = [month_plus(known.month, offset) for offset in range(1 - MONTHS, 1)]
    events = known.events_due(first_day_of(months[0]), known.as_of)
    health = {}
    for month in months:
        health[month] = []
        for account in known.accounts:
            found = known.score_on(account, last_day_of(month))
            if found is not None:
                health[month].append((account,) + found)
    charts = []
    for scope in scopes:
        points_of = {metric: [] for metric in METRICS}
        for month in months:
            found = month_points(known, scope, month, events, health)
            for metric in METRICS:
                points_of[metric].append(dict(month=month_text(month), **found[metric]))
        for metric in METRICS:
            charts.append(chart(known, scope, metric, points_of[metric]))
    return charts
