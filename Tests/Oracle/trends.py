"""Charts of months or fiscal quarters (methods.md, section 10)."""

import math
from fractions import Fraction
from statistics import NormalDist

from calendar_days import first_day_of, last_day_of, month_plus, month_text
from cards import INHERITING, MINIMUM, is_settled, sum_of, target_for
from measures import effective_count

COUNTS = ("logo_renewal_rate", "logo_churn_rate")
RATIOS = ("gross_renewal_rate", "net_renewal_rate")
CHARTED = ("logo_renewal_rate", "gross_renewal_rate", "net_renewal_rate", "nps", "logo_churn_rate")
STOCKS = ("mean_score", "share_green", "share_amber", "share_red")
METRICS = CHARTED + STOCKS
MONTHS, QUARTERS = 24, 12
ENOUGH = {"month": 13, "quarter": 6}       # points that qualify, for a trend
NO_LONGER_TRIAL = {"month": 13, "quarter": 8}
SLACK = Fraction(1, 10 ** 9)
FURTHEST = 8.0                             # |z| of a count is cut here
ON_THE_MEAN = 1e-9
NO_SPREAD = Fraction(1, 10 ** 18)
LEAST_REACH, REACH = 3, 2.66               # h = max(3, 2.66 a)
OUTLYING_RANGE = 3.267
LIMITS = ("lower", "upper", "near_lower", "near_upper")


# Points. `size` is what a point's spread goes by; `events` are its (x, y); both leave it at the end.

def point(numerator, denominator, size, events=(), scale=1, label=None):
    value = None if size < MINIMUM - SLACK else scale * Fraction(numerator) / denominator
    return dict({"value": value, "numerator": numerator, "denominator": denominator, "z": None,
                 "label": label, "size": size, "events": events}, **dict.fromkeys(LIMITS))


def ratio_point(events, is_net, label):
    pairs = [(e["before"], e["after"] if is_net else min(e["before"], e["after"]))
             for e in events if e["before"] is not None]
    return point(sum_of(y for x, y in pairs), sum_of(x for x, y in pairs),
                 effective_count(pairs) or 0, pairs, label=label)


def points_between(known, scope, first, last, events):
    """The point of every charted metric of [first, last]."""
    due = [e for e in events if first <= e["due"] <= last and scope.holds(e["credit"], e["due"])]
    settled = [e for e in due if is_settled(e)]
    label = "provisional" if len(settled) * 10 < len(due) * 9 else None
    renewed = len([e for e in settled if e["state"] == "renewed"])
    points = {"logo_renewal_rate": point(renewed, len(settled), len(settled), label=label),
              "gross_renewal_rate": ratio_point(settled, False, label),
              "net_renewal_rate": ratio_point(settled, True, label)}

    scores = [a["score"] for a in known.answers("nps", first, last)
              if scope.holds(a["credit"], a["day"])]
    signs = [1 if s >= 9 else -1 if s <= 6 else 0 for s in scores]
    points["nps"] = point(sum(signs), len(signs), len(signs), [(1, s) for s in signs], scale=100)

    had, lost = 0, 0
    for account in known.accounts:
        if not scope.holds(known.owner_credit(account, first - 1), first - 1):
            continue
        if not known.arr_on(account, first - 1).is_zero():
            had += 1
            if known.arr_on(account, last).is_zero():
                lost += 1
    points["logo_churn_rate"] = point(lost, had, had)
    return points


def stock_points(known, scope, last, health):
    own = [(score, tier) for account, score, tier in health
           if scope.holds(known.owner_credit(account, last), last)]
    points = {"mean_score": point(sum_of(s for s, t in own), len(own), len(own))}
    for tier in ("green", "amber", "red"):
        in_tier = len([t for s, t in own if t == tier])
        points["share_" + tier] = point(in_tier, len(own), len(own))
    return points


# Fiscal quarters

def quarter_of(month, year_start):
    """(fiscal year, quarter) of a month. A year is named after the calendar year in which it ends."""
    place = (month[1] - year_start) % 12
    last_month = month_plus(month, 11 - place)
    return last_month[0], place // 3 + 1


def last_quarters(month, year_start):
    """The last months of the QUARTERS quarters that have ended by the end of a month."""
    while (month[1] - year_start) % 3 != 2:
        month = month_plus(month, -1)
    return [month_plus(month, -3 * back) for back in range(QUARTERS - 1, -1, -1)]


# Standing of a count: how far out a binomial count is

def binomial_standings(count, share):
    """z of every x = 0 ... count under a share strictly between 0 and 1, in whole numbers until the
    last step."""
    a, b = share.numerator, share.denominator
    weights = [math.comb(count, x) * a ** x * (b - a) ** (count - x) for x in range(count + 1)]
    whole, below, found = b ** count, 0, []
    for weight in weights:
        lower = 2 * below + weight
        below += weight
        upper = 2 * (whole - below) + weight
        found.append(-standing(upper, 2 * whole) if lower > upper else standing(lower, 2 * whole))
    return found


def standing(part, whole):
    chance = part / whole
    if chance <= NormalDist().cdf(-FURTHEST):
        return -FURTHEST
    return max(-FURTHEST, NormalDist().inv_cdf(chance))


class CountScale:
    """A segment of counts: z of a count, and the shares within reach."""

    def __init__(self, points):
        self.mean = sum_of(p["numerator"] for p in points) / sum(p["denominator"] for p in points)
        self.has_spread = self.mean not in (0, 1)
        self.variance = None
        whole = Fraction(sum(p["size"] for p in points), len(points))
        self.typical_size = math.floor(whole + Fraction(1, 2))
        self.known_standings, self.known_chances = {}, {}

    def standings(self, size):
        if size not in self.known_standings:
            self.known_standings[size] = binomial_standings(size, self.mean)
        return self.known_standings[size]

    def z(self, p):
        return self.standings(p["denominator"])[p["numerator"]]

    def chance_of_side(self, size, side):
        """How likely luck puts a count of `size` on that side of the mean."""
        if (size, side) not in self.known_chances:
            self.known_chances[size, side] = sum(
                math.comb(size, x) * self.mean ** x * (1 - self.mean) ** (size - x)
                for x, z in enumerate(self.standings(size)) if side_of(z) == side)
        return self.known_chances[size, side]

    def reach(self, size, far):
        """(least, greatest) share of `size` with |z| <= far."""
        inside = [x for x, z in enumerate(self.standings(size)) if abs(z) <= far]
        return Fraction(inside[0], size), Fraction(inside[-1], size)


class RatioScale:
    """A segment of ratios of amounts or of NPS (`scale` 100), whose spread goes by the size."""

    def __init__(self, points, scale):
        self.scale = scale
        sizes = sum_of(p["size"] for p in points)
        self.mean = sum_of(p["size"] * p["value"] for p in points) / sizes
        events = [event for p in points for event in p["events"]]
        share = sum_of(y for x, y in events) / sum_of(x for x, y in events)
        self.variance = (scale ** 2 * sum_of((y - share * x) ** 2 for x, y in events)
                         / sum_of(x ** 2 for x, y in events))
        self.has_spread = self.variance > NO_SPREAD
        self.typical_size = sizes / len(points)

    @staticmethod
    def chance_of_side(size, side):
        return Fraction(1, 2)

    def z(self, p):
        return float(p["value"] - self.mean) / math.sqrt(self.variance / p["size"])

    def reach(self, size, far):
        away = far * math.sqrt(self.variance / size)
        return float(self.mean) - away, float(self.mean) + away


# Limits and labels

def mean_of(numbers):
    return math.fsum(numbers) / len(numbers)


def moving_range(standings):
    """The mean range between successive points, without outlying ranges unless only they are not 0."""
    smallest = 1e-12 * max(abs(z) for z in standings)
    ranges = [abs(b - a) for a, b in zip(standings, standings[1:])]
    ranges = [0.0 if r <= smallest else r for r in ranges]
    average = mean_of(ranges)
    kept = [r for r in ranges if r < OUTLYING_RANGE * average]
    screened = mean_of(kept) if kept else 0.0
    return screened if screened > 0 else average


def side_of(z):
    return 0 if abs(z) < ON_THE_MEAN else 1 if z > 0 else -1


def on_one_side(standings):
    sides = {side_of(z) for z in standings}
    return sides in ({1}, {-1})


def rise_or_fall(values):
    pairs = list(zip(values, values[1:]))
    return all(b > a for a, b in pairs) or all(b < a for a, b in pairs)


def is_unlikely_run(run, standings, sizes, scale):
    """Whether luck gives a run on one side no more often than seven heads or seven tails."""
    side, chance = side_of(standings[run[0]]), Fraction(1)
    for i in run:
        chance *= scale.chance_of_side(sizes[i], side)
    return chance <= Fraction(1, 64)


def runs_on_one_side(standings):
    runs = []
    for i, z in enumerate(standings):
        if runs and side_of(z) != 0 and side_of(z) == side_of(standings[runs[-1][-1]]) \
                and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        elif side_of(z) != 0:
            runs.append([i])
    return runs


def labels_of(values, standings, far, sizes, scale):
    """The label of each valid point: `trend` by what is plotted, all others by z around 0."""
    marks = [set() for _ in values]
    for i, z in enumerate(standings):
        if abs(z) > far:
            marks[i].add("outside")
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        beyond = [i for i in three if 2 * far / 3 < abs(standings[i]) <= far]
        if on_one_side([standings[i] for i in three]) and len(beyond) >= 2:
            for i in beyond:
                marks[i].add("two_of_three")
    for start in range(len(values) - 6):
        seven = range(start, start + 7)
        if rise_or_fall([values[i] for i in seven]):
            for i in seven:
                marks[i].add("trend")
    for run in runs_on_one_side(standings):
        if len(run) >= 7 and is_unlikely_run(run, standings, sizes, scale):
            for i in run:
                marks[i].add("shift")
    found = []
    for mark in marks:
        first = None
        for name in ("outside", "trend", "two_of_three", "shift"):
            if name in mark and first is None:
                first = name
        found.append(first)
    return found


def qualifies(p):
    return p["value"] is not None and p["label"] != "provisional"


def limits_at(scale, size, far):
    lower, upper = scale.reach(size, far)
    near_lower, near_upper = scale.reach(size, 2 * far / 3)
    return dict(zip(LIMITS, (lower, upper, near_lower, near_upper)))


def segment_of(metric, grain, points):
    """The one segment of the points (no rebases), which get their z, limits and labels here."""
    valid = [p for p in points if qualifies(p)]
    scale = (CountScale(valid) if metric in COUNTS else
             RatioScale(valid, 100 if metric == "nps" else 1))
    found = dict({"from": points[0]["quarter"] or points[0]["month"], "mean": scale.mean,
                  "moving_range": None, "h": None, "variance": scale.variance,
                  "typical_size": scale.typical_size, "trial": len(valid) < NO_LONGER_TRIAL[grain]},
                 **dict.fromkeys(LIMITS))
    if not scale.has_spread or len(valid) < 2:
        return found
    for p in valid:
        p["z"] = scale.z(p)
    found["moving_range"] = moving_range([p["z"] for p in valid])
    found["h"] = far = max(LEAST_REACH, REACH * found["moving_range"])
    labels = labels_of([p["value"] for p in valid], [p["z"] for p in valid], far,
                       [p["size"] for p in valid], scale)
    for p, label in zip(valid, labels):
        p["label"] = label
        p.update(limits_at(scale, p["size"], far))
    found.update(limits_at(scale, scale.typical_size, far))
    return found


def target_of(metric, grain, target):
    """The target that one month or quarter is held against."""
    if target is None or metric != "logo_churn_rate":
        return target
    return 1 - (1 - float(target)) ** (1 / {"month": 12, "quarter": 4}[grain])


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


def grain_of(monthly, quarterly):
    for grain, points in (("month", monthly), ("quarter", quarterly)):
        if len([p for p in points if qualifies(p)]) >= ENOUGH[grain]:
            return grain
    return None


def chart(known, scope, metric, monthly, quarterly):
    """One trend; the points are in order of time and get their labels here."""
    trend = {"metric": metric, "scope": scope.kind, "scope_id": scope.name, "grain": "month",
             "reason": None, "points": monthly, "segments": [], "assurance": None}
    if metric in STOCKS:
        return trend
    grain = grain_of(monthly, quarterly)
    if grain is None:
        return dict(trend, grain=None, reason="too_few", points=[])
    points = {"month": monthly, "quarter": quarterly}[grain]
    segment = segment_of(metric, grain, points)
    target = target_for(known, metric, scope) if metric in INHERITING else None
    return dict(trend, grain=grain, points=points, segments=[segment],
                assurance=assurance(metric, segment["lower"], segment["upper"],
                                    target_of(metric, grain, target)))


def without_working(trend):
    for p in trend["points"]:
        del p["size"], p["events"]
    return trend


def trends(known, scopes, year_start=1):
    """Every metric's chart of every scope, scope by scope."""
    months = [month_plus(known.month, offset) for offset in range(1 - MONTHS, 1)]
    quarters = last_quarters(known.month, year_start)
    first = min(first_day_of(months[0]), first_day_of(month_plus(quarters[0], -2)))
    events = known.events_due(first, known.as_of)
    health = {}
    for month in months:
        health[month] = []
        for account in known.accounts:
            found = known.score_on(account, last_day_of(month))
            if found is not None:
                health[month].append((account,) + found)
    charts = []
    for scope in scopes:
        monthly, quarterly = ({metric: [] for metric in METRICS} for _ in range(2))
        for month in months:
            last = last_day_of(month)
            found = points_between(known, scope, first_day_of(month), last, events)
            found.update(stock_points(known, scope, last, health[month]))
            for metric in METRICS:
                monthly[metric].append(dict(month=month_text(month), quarter=None, **found[metric]))
        for month in quarters:
            found = points_between(known, scope, first_day_of(month_plus(month, -2)),
                                   last_day_of(month), events)
            name = "%04d-Q%d" % quarter_of(month, year_start)
            for metric in CHARTED:
                quarterly[metric].append(dict(month=month_text(month), quarter=name,
                                              **found[metric]))
        for metric in METRICS:
            charts.append(without_working(
                chart(known, scope, metric, monthly[metric], quarterly[metric])))
    return charts
