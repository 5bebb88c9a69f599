"""Whether other weights, or other signals, would have told more (methods.md, section 16)."""

import math

import numpy

from calendar_days import day_text
from hashed_draws import SplitMix64, fnv_1a, place_of as place_of_draw
from knowledge import byte_order
from score_model import Isotonic
from signal_statistics import (RidgeFit, area, area_difference, concordant_pairs, quantile_7,
                               weighted_sum)
from signal_values import place_of
from statistics_reference import brier, grouped_by_x

KNOWN_NEEDED, OUTCOMES_NEEDED, CHURNS_PER_SIGNAL, AT_MOST = 30, 10, 10, 5
FOLDS, GAIN, SLACK, RESAMPLES, LEVEL = 5, 0.005, 1e-12, 500, 0.05
COMPOSITE = ("score", "composite")
OTHER_FAMILIES = ("contact", "account", "measures", "milestones")
JUDGED = ("auc_current", "auc_proposed", "auc_difference", "auc_low", "auc_high", "p",
          "brier_current", "brier_proposed")


class Part:
    """Rows of the T-90 table, the older or the newer."""

    def __init__(self, rows):
        self.rows = rows
        self.renewed = numpy.array([row["renewed"] for row in rows], int)
        self.accounts = [row["account"] for row in rows]
        self.composite = [row["values"][COMPOSITE] for row in rows]

    @property
    def churns(self):
        return int(len(self.rows) - self.renewed.sum())

    def columns(self, signals):
        table = [[row["values"].get(signal, math.nan) for signal in signals] for row in self.rows]
        return numpy.array(table, float).reshape(len(self.rows), len(signals))

    def known(self, signal):
        return [row for row in self.rows if signal in row["values"]]

    def can_tell(self, signal):
        """Whether enough is known of a signal that varies."""
        rows = self.known(signal)
        good = sum(row["renewed"] for row in rows)
        return (len(rows) >= KNOWN_NEEDED and min(good, len(rows) - good) >= OUTCOMES_NEEDED
                and len({row["values"][signal] for row in rows}) > 1)

    def summary(self):
        dues = [row["due"] for row in self.rows]
        return {"rows": len(self.rows), "renewed": int(self.renewed.sum()), "churned": self.churns,
                "accounts": len(set(self.accounts)),
                "first_due": day_text(min(dues, default=None)),
                "last_due": day_text(max(dues, default=None))}


class Weights:
    """`rows` is the table at T-90; `policy` {component: weight} or None."""

    def __init__(self, rows, signals, seed, policy=None):
        self.rows = [row for row in rows if COMPOSITE in row["values"]]
        cut = 7 * len(self.rows) // 10
        self.older, self.newer = Part(self.rows[:cut]), Part(self.rows[cut:])
        able = [signal for signal in signals if self.older.can_tell(signal)]
        self.parts = [s for s in signals if s[0] == "score" and s != COMPOSITE]
        self.components = [s for s in able if s in self.parts]
        self.candidates = self.components + [s for s in able if s[0] in OTHER_FAMILIES]
        self.seed, self.policy = seed, policy
        self.draws = None

    def block(self):
        good = sum(row["renewed"] for row in self.rows)
        current = self.current_weights()
        return {"landmark": 90, "rows": len(self.rows), "renewed": good,
                "churned": len(self.rows) - good, "older": self.older.summary(),
                "newer": self.newer.summary(), "tests": 2,
                "current": current, "current_reason": None if current else "not_known",
                "components": self.components_proposal(), "other_signals": self.other_proposal()}

    def proposal(self, signals, fit, proposed, **more):
        """Shape of both; `proposed` is one weight for each signal, or None without weights."""
        rows = []
        for place, signal in enumerate(signals if proposed is not None else []):
            rows.append({"family": signal[0], "name": signal[1],
                         "known": len(self.older.known(signal)),
                         "mean": float(fit.means[place]),
                         "deviation": float(fit.deviations[place]),
                         "coefficient": float(fit.coefficients[place]),
                         "proposed": float(proposed[place]), "low": None, "high": None})
        found = {"signals": rows, "intercept": fit.intercept if rows else None, "steps": [],
                 "resamples": None, "judgement": self.counts_judged()}
        return dict(found, **more)

    # The components

    def components_proposal(self):
        names, older = self.components, self.older
        if not names:
            return self.proposal([], None, None, verdict="too_few", reason="no_signals")
        if older.churns < CHURNS_PER_SIGNAL * len(names):
            return self.proposal([], None, None, verdict="too_few", reason="too_few")
        fit = RidgeFit(older.columns(names), older.renewed)
        chosen = self.largest(fit.coefficients)
        proposed = shares(fit, chosen)
        if proposed is None:
            return self.proposal([], None, None, verdict="no_gain_shown", reason="no_weights")

        def score(part):
            return weighted_sum(fit.filled(part.columns(names)), proposed)

        found = self.proposal(names, fit, proposed)
        found.update(self.judged(score))
        self.set_ranges(found, names, lambda refit: shares(refit, chosen),
                        lambda place: place in chosen)
        return found

    def largest(self, coefficients):
        """Places of the largest coefficients, at most five; of equal ones the first by name."""
        left, chosen = list(range(len(coefficients))), []
        while left and len(chosen) < AT_MOST:
            best = max(coefficients[p] for p in left)
            chosen.append(next(p for p in left if coefficients[p] >= best - SLACK))
            left.remove(chosen[-1])
        return chosen

    def current_weights(self):
        """The weights of all components, or None where they cannot be told."""
        names = [name for _, name in self.parts]
        if self.policy:
            names = sorted({*names, *self.policy}, key=byte_order)
            weights, count = [self.policy.get(name, 0.0) for name in names], None
        else:
            rows = [row for row in self.rows if all(part in row["values"] for part in self.parts)]
            if len(rows) < len(names) + 2:
                return None
            table = numpy.array([[1.0] + [row["values"][part] for part in self.parts] for row in rows])
            if has_combination(table):
                return None
            composite = numpy.array([row["values"][COMPOSITE] for row in rows])
            weights = numpy.linalg.lstsq(table, composite, rcond=None)[0][1:]
            count = len(rows)
        total = math.fsum(weights)
        if total <= 1e-9:
            return None
        return {"source": "policy" if self.policy else "estimated", "rows": count,
                "weights": [{"name": name, "share": float(weight / total)}
                            for name, weight in zip(names, weights)]}

    # Other signals

    def other_proposal(self):
        older = self.older
        most = min(AT_MOST, older.churns // CHURNS_PER_SIGNAL)
        if not self.candidates:
            return self.proposal([], None, None, verdict="too_few", reason="no_signals")
        if most == 0:
            return self.proposal([], None, None, verdict="too_few", reason="too_few")
        chosen, steps = self.selected(most)
        if not chosen:
            return self.proposal([], None, None, verdict="no_gain_shown", reason="no_signal_adds")
        fit = RidgeFit(older.columns(chosen), older.renewed)
        found = self.proposal(chosen, fit, fit.coefficients, steps=steps)
        found.update(self.judged(lambda part: fit.scores(part.columns(chosen))))
        self.set_ranges(found, chosen, lambda refit: refit.coefficients, lambda place: True)
        return found

    def selected(self, most):
        chosen, steps, best = [], [], 0.5
        while len(chosen) < most:
            scores = {signal: self.fold_score(chosen + [signal])
                      for signal in sorted(self.candidates, key=place_of) if signal not in chosen}
            scores = {signal: score for signal, score in scores.items() if score is not None}
            highest = max(scores.values(), default=0.0)
            if highest - best < GAIN - SLACK:
                break
            chosen.append(next(s for s, score in scores.items() if score >= highest - SLACK))
            best = scores[chosen[-1]]
            steps.append({"family": chosen[-1][0], "name": chosen[-1][1], "score": best})
        return chosen, steps

    def fold_score(self, signals):
        """Share of concordant pairs within folds, each predicted by the other folds."""
        table, renewed = self.older.columns(signals), self.older.renewed
        folds = numpy.array([fnv_1a(account) % FOLDS for account in self.older.accounts])
        concordant = pairs = 0
        for fold in range(FOLDS):
            own = folds == fold
            if own.any() and not own.all():
                fit = RidgeFit(table[~own], renewed[~own])
                right, count = concordant_pairs(fit.scores(table[own]), renewed[own])
                concordant, pairs = concordant + right, pairs + count
        return concordant / pairs if pairs else None

    # Ranges

    def resamples(self):
        """Of each resample how often it has each row of the older part."""
        if self.draws is None:
            accounts = sorted(set(self.older.accounts), key=byte_order)
            place = {account: number for number, account in enumerate(accounts)}
            own = [place[account] for account in self.older.accounts]
            self.draws = []
            for resample in range(RESAMPLES):
                stream, times = SplitMix64(self.seed + resample), numpy.zeros(len(accounts))
                for _ in accounts:
                    times[place_of_draw(stream.draw(), len(accounts))] += 1
                self.draws.append(times[own])
        return self.draws

    def set_ranges(self, found, signals, weights_of, has_range):
        table, drawn = self.older.columns(signals), []
        for times in self.resamples():
            refit = RidgeFit(table, self.older.renewed, times)
            weights = weights_of(refit) if refit.is_fitted else None
            if weights is not None:
                drawn.append(weights)
        found["resamples"] = len(drawn)
        for place, row in enumerate(found["signals"]):
            if has_range(place) and len(drawn) >= 2:
                own = [weights[place] for weights in drawn]
                row["low"], row["high"] = quantile_7(own, 0.025), quantile_7(own, 0.975)

    # The judgement

    def counts_judged(self):
        found = {"rows": len(self.newer.rows), "renewed": int(self.newer.renewed.sum()),
                 "churned": self.newer.churns}
        return dict(found, **dict.fromkeys(JUDGED))

    def judged(self, score):
        """Of a proposal that scores the rows of a part."""
        newer, older, judgement = self.newer, self.older, self.counts_judged()
        if (len(newer.rows) < KNOWN_NEEDED
                or min(judgement["renewed"], judgement["churned"]) < OUTCOMES_NEEDED):
            return {"verdict": "too_few", "reason": "too_few_to_judge"}
        proposed = score(newer)
        difference, test = area_difference(proposed, newer.composite, newer.renewed, newer.accounts)
        judgement.update(
            auc_current=area(newer.composite, newer.renewed),
            auc_proposed=area(proposed, newer.renewed), auc_difference=difference,
            auc_low=test.low, auc_high=test.high, p=test.p,
            brier_current=newer_brier(older, older.composite, newer, newer.composite),
            brier_proposed=newer_brier(older, score(older), newer, proposed))
        gains = (difference > 0 and test.p is not None and test.p < LEVEL
                 and judgement["brier_proposed"] <= judgement["brier_current"] + SLACK)
        return {"judgement": judgement, "reason": test.reason,
                "verdict": "gain_shown" if gains else "no_gain_shown"}


def shares(fit, chosen):
    """Coefficients of the chosen places, cut at 0, per unit, summing to 1; None where all are 0."""
    found = numpy.zeros(len(fit.coefficients))
    for place in chosen:
        if fit.varies[place]:
            found[place] = max(0.0, fit.coefficients[place]) / fit.deviations[place]
    return found / found.sum() if found.sum() > 0 else None


def has_combination(table):
    """Whether a column is a combination of those before it."""
    orthogonal, triangle = numpy.linalg.qr(table)
    lengths = numpy.linalg.norm(table, axis=0)
    return bool((abs(numpy.diag(triangle)) < 1e-9 * lengths).any() or (lengths == 0).any())


def newer_brier(older, older_scores, newer, newer_scores):
    """Brier score of churn on the newer part, through the isotonic fit of the older part."""
    groups = grouped_by_x((float(s), int(y)) for s, y in zip(older_scores, older.renewed))
    fit = Isotonic(groups, divided=lambda a, b: a / b)
    chances = [float(fit.probability(float(score))) for score in newer_scores]
    return brier(chances, [1 - int(y) for y in newer.renewed])
