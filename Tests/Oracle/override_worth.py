"""What an override is worth, in log-odds and in score points (methods.md, section 13)."""

import math

from calendar_days import first_day_of
from contrast import BUCKET_NAMES, controls_against, treated_of
from logistic import LogisticFit, expit, independent, logit
from statistics_reference import Z, student_quantile

ARM_NEEDED, EXPECTED_NEEDED, LEVEL_NEEDED = 20, 5, 5
CUT = 0.005
PRECISION = 0.25  # of a normal prior of SD 2
HEEDED_NEEDED = 50
SLOPE_BUCKET = 1  # T-60


def cut(p):
    return min(1 - CUT, max(CUT, p))


def rows_of(book, model, direction, day):
    """Treated and controls of the contrast as of `day` that have a p, both arms as one list."""
    treated = treated_of(book.episodes, direction, day)
    controls = controls_against(book, direction, treated, day)
    found = []
    for is_treated, rows in ((1, treated), (0, controls)):
        for row in rows:
            p = model.fit(row["day"], row["bucket"]).probability(row["score"])
            if p is not None:
                found.append(dict(row, treated=is_treated, p=float(p),
                                  segment=row["stratum"][2]))
    return found


def joined_levels(names, outcomes):
    """Levels with few of either outcome take the name of the largest."""
    count, churned = {}, {}
    for name, outcome in zip(names, outcomes):
        count[name] = count.get(name, 0) + 1
        churned[name] = churned.get(name, 0) + outcome
    largest = min(count, key=lambda name: (-count[name], name.encode("utf-8")))
    few = {name for name in count
           if min(churned[name], count[name] - churned[name]) < LEVEL_NEEDED}
    return [largest if name in few else name for name in names]


def indicators(names):
    """A column of each level but the first."""
    levels = sorted(set(names), key=lambda name: name.encode("utf-8"))
    return [[int(name == level) for name in names] for level in levels[1:]]


def worth_of_rows(rows):
    """delta and its interval, or the reason why not."""
    found = {"treated": sum(r["treated"] for r in rows),
             "controls": sum(1 - r["treated"] for r in rows),
             "accounts": len({r["account"] for r in rows}),
             "delta": None, "low": None, "high": None, "standard_error": None, "reason": None}
    if min(found["treated"], found["controls"]) < ARM_NEEDED:
        return dict(found, reason="too_few")
    for arm in (0, 1):
        chances = [r["p"] for r in rows if r["treated"] == arm]
        churns = math.fsum(chances)
        if min(churns, len(chances) - churns) < EXPECTED_NEEDED - 1e-9:
            return dict(found, reason="too_few")
    if found["accounts"] < 2:
        return dict(found, reason="no_fit")
    outcomes = [int(r["churned"]) for r in rows]
    columns = [[1] * len(rows)]
    for names in ([BUCKET_NAMES[r["bucket"]] for r in rows], [r["segment"] for r in rows]):
        columns += indicators(joined_levels(names, outcomes))
    columns.append([r["treated"] for r in rows])
    kept = independent(columns)
    if kept[-1] != len(columns) - 1:
        return dict(found, reason="no_fit")
    fit = LogisticFit([columns[i] for i in kept], outcomes, [logit(cut(r["p"])) for r in rows],
                      PRECISION)
    if not fit.converged:
        return dict(found, reason="no_fit")
    delta = fit.coefficients[-1]
    error = max(fit.clustered_error([r["account"] for r in rows]), fit.model_error())
    half = student_quantile(found["accounts"] - 1) * error
    return dict(found, delta=delta, low=delta - half, high=delta + half, standard_error=error)


def slope_of(rows):
    """(slope of churn on the score in log-odds, its clustered error); None without a fit."""
    outcomes = [row["churned"] for row in rows]
    accounts = [row["account"] for row in rows]
    if len(set(outcomes)) < 2 or len(set(accounts)) < 2:
        return None
    # Standardised: on the raw scale steps are cut one by one and telling scores find no fit.
    scores = [float(row["score"]) for row in rows]
    mean = sum(scores) / len(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores))
    if deviation == 0:
        return None
    fit = LogisticFit([[1] * len(rows), [(score - mean) / deviation for score in scores]], outcomes)
    return ((fit.coefficients[-1] / deviation, fit.clustered_error(accounts) / deviation)
            if fit.converged else None)


def points_of(worth, slope):
    found = {"slope": slope and slope[0], "points": None, "points_low": None, "points_high": None,
             "points_reason": None}
    if worth["delta"] is None:
        found["points_reason"] = worth["reason"]
    elif slope is None or slope[0] + Z * slope[1] >= 0:
        found["points_reason"] = "flat"
    else:
        ends = sorted(worth[end] / slope[0] for end in ("low", "high"))
        found.update(points=worth["delta"] / slope[0], points_low=ends[0], points_high=ends[1])
    return found


def direction_shown(direction, worth):
    if worth["delta"] is None:
        return None
    if worth["low"] <= 0 <= worth["high"]:
        return "not_shown"
    means_less_churn = worth["delta"] < 0
    return "right_way" if means_less_churn == (direction == "up") else "wrong_way"


def face_value(direction, added):
    """What the calls at their word were worth against the score."""
    block = added["by_direction"]
    if block is None or block[direction]["difference"]["low"] is None:
        return "not_shown"
    difference = block[direction]["difference"]
    return "better" if difference["low"] > 0 else "worse" if difference["high"] < 0 else "not_shown"


def override_worth(auditor, direction, added):
    book, model = auditor.book, auditor.model
    worth = worth_of_rows(rows_of(book, model, direction, book.as_of))
    worth.update(points_of(worth, slope_of(model.training_rows(book.known.month, SLOPE_BUCKET))))
    worth.update(direction_shown=direction_shown(direction, worth),
                 face_value=face_value(direction, added), word_reason=None)
    return worth


class Heeded:
    """The score moved by what overrides were known to be worth before the month of a forecast."""

    def __init__(self, book, model):
        self.book, self.model, self.deltas = book, model, {}

    def delta(self, direction, month):
        if (direction, month) not in self.deltas:
            self.deltas[direction, month] = self.delta_before(direction, first_day_of(month) - 1)
        return self.deltas[direction, month]

    def delta_before(self, direction, day):
        """Of what had matured by `day`; 0 where that shows nothing."""
        if len(treated_of(self.book.episodes, direction, day)) < HEEDED_NEEDED:
            return 0.0
        worth = worth_of_rows(rows_of(self.book, self.model, direction, day))
        if worth["treated"] < HEEDED_NEEDED or worth["delta"] is None \
                or worth["low"] <= 0 <= worth["high"]:
            return 0.0
        return worth["delta"]

    def forecast(self, p, direction, month):
        delta = self.delta(direction, month)
        return float(p) if delta == 0 else expit(logit(cut(float(p))) + delta)
