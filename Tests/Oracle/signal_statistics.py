"""Statistics of methods.md, section 16, by numpy, scipy and scikit-learn."""

import math
from collections import namedtuple

import numpy
from scipy import stats
from sklearn.linear_model import LogisticRegression

NOTHING = 1e-24  # a variance up to this is none

Spread = namedtuple("Spread", "variance degrees reason")
Test = namedtuple("Test", "low high p reason")


def placements(values, renewed):
    """(V10 of the renewed, V01 of the churned): how far each lies on the right side of the others."""
    values, renewed = numpy.asarray(values, float), numpy.asarray(renewed, bool)
    good, bad = values[renewed], values[~renewed]

    def at_or_below(others, own):
        ordered = numpy.sort(others)
        return (numpy.searchsorted(ordered, own, "left")
                + numpy.searchsorted(ordered, own, "right")) / 2

    return at_or_below(bad, good) / len(bad), 1 - at_or_below(good, bad) / len(good)


def area(values, renewed):
    """The AUC of renewal."""
    above, _ = placements(values, renewed)
    return math.fsum(above) / len(above)


def sums_by_account(off, accounts):
    found = {}
    for value, account in zip(off, accounts):
        found.setdefault(account, []).append(value)
    return {account: math.fsum(values) / len(off) for account, values in found.items()}


def clustered_spread(v10, v01, centre, renewed, accounts):
    """Obuchowski's variance of the mean of v10 (which is that of v01), and Satterthwaite's degrees
    of freedom. `reason` says why there are none."""
    renewed = numpy.asarray(renewed, bool)
    of_good = [account for account, y in zip(accounts, renewed) if y]
    of_bad = [account for account, y in zip(accounts, renewed) if not y]
    good = sums_by_account(numpy.asarray(v10) - centre, of_good)
    bad = sums_by_account(numpy.asarray(v01) - centre, of_bad)
    if min(len(good), len(bad)) < 2:
        return Spread(None, None, "one_account")
    count = len(set(accounts))
    a = len(good) / (len(good) - 1) * math.fsum(v * v for v in good.values())
    b = len(bad) / (len(bad) - 1) * math.fsum(v * v for v in bad.values())
    both = math.fsum(good[account] * bad[account] for account in good if account in bad)
    variance = a + b + 2 * count / (count - 1) * both
    if variance <= NOTHING or a + b <= NOTHING:
        return Spread(variance, None, "no_variation")
    return Spread(variance, (a + b) ** 2 / (a * a / (len(good) - 1) + b * b / (len(bad) - 1)), None)


def student_test(estimate, against, spread):
    """Interval and two-sided p by Student's t."""
    if spread.reason is not None:
        return Test(None, None, None, spread.reason)
    error = math.sqrt(spread.variance)
    half = stats.t.ppf(0.975, spread.degrees) * error
    p = 2 * stats.t.sf(abs(estimate - against) / error, spread.degrees)
    return Test(float(estimate - half), float(estimate + half), float(p), None)


def area_test(values, renewed, accounts):
    """(AUC, Test against 0.5), the interval cut to [0, 1]."""
    v10, v01 = placements(values, renewed)
    auc = math.fsum(v10) / len(v10)
    found = student_test(auc, 0.5, clustered_spread(v10, v01, auc, renewed, accounts))
    if found.low is not None:
        found = found._replace(low=max(0.0, found.low), high=min(1.0, found.high))
    return auc, found


def area_difference(proposed, current, renewed, accounts):
    """(AUC of the proposed less that of the current, Test against 0) of the same rows."""
    (v10, v01), (other10, other01) = placements(proposed, renewed), placements(current, renewed)
    difference = math.fsum(v10 - other10) / len(v10)
    spread = clustered_spread(v10 - other10, v01 - other01, difference, renewed, accounts)
    return difference, student_test(difference, 0.0, spread)


def deciles(values):
    """The nine of type 7, equal ones once."""
    ordered, edges = sorted(values), []
    for k in range(1, 10):
        place, rest = divmod((len(ordered) - 1) * k, 10)
        edge = ordered[place]
        if rest:
            edge += rest / 10 * (ordered[place + 1] - ordered[place])
        if edge not in edges:
            edges.append(edge)
    return edges


def stability(older, newer):
    """(PSI between the halves, whether it is larger than luck and than 0.25)."""
    edges = deciles(older)
    bins = len(edges) + 1

    def shares(values):
        counts = numpy.bincount(numpy.searchsorted(edges, values, "left"), minlength=bins)
        return numpy.maximum(counts / len(values), 0.0001)

    old, new = shares(older), shares(newer)
    psi = float(numpy.sum((new - old) * numpy.log(new / old)))
    luck = stats.chi2.ppf(0.95, bins - 1) * (1 / len(older) + 1 / len(newer))
    return psi, bool(psi > 0.25 and psi > luck)


def quantile_7(values, share):
    return float(numpy.quantile(values, share, method="linear"))


class RidgeFit:
    """Logistic regression of `renewed` with the penalty |b|^2 / 2 on coefficients per population SD
    of the rows, each counted `weights` times. Missing values (nan) are the mean of the known ones."""

    def __init__(self, columns, renewed, weights=None):
        table = numpy.asarray(columns, float)
        weights = numpy.ones(len(table)) if weights is None else numpy.asarray(weights, float)
        renewed = numpy.asarray(renewed)
        counted = weights > 0
        is_known = ~numpy.isnan(table) & counted[:, None]
        known_weight = (is_known * weights[:, None]).sum(axis=0)
        sums = (numpy.where(is_known, table, 0) * weights[:, None]).sum(axis=0)
        self.means = numpy.divide(sums, known_weight, out=numpy.zeros(table.shape[1]),
                                  where=known_weight > 0)
        off = self.filled(table) - self.means
        self.deviations = numpy.sqrt((off ** 2 * weights[:, None]).sum(axis=0) / weights.sum())
        self.varies = self.deviations > 1e-9 * numpy.maximum(1, abs(self.means))
        self.coefficients = numpy.zeros(table.shape[1])
        self.intercept = 0.0
        self.is_fitted = len(set(renewed[counted])) == 2
        if not self.is_fitted:
            return
        base = numpy.average(renewed, weights=weights)
        self.intercept = math.log(base / (1 - base))
        if self.varies.any():
            scaled = off[:, self.varies] / self.deviations[self.varies]
            model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-12, max_iter=200)
            model.fit(scaled[counted], renewed[counted], sample_weight=weights[counted])
            self.coefficients[self.varies] = model.coef_[0]
            self.intercept = float(model.intercept_[0])

    def filled(self, columns):
        table = numpy.asarray(columns, float)
        return numpy.where(numpy.isnan(table), self.means, table)

    def scores(self, columns):
        """Log-odds of renewal without the intercept."""
        per_unit = numpy.divide(self.coefficients, self.deviations,
                                out=numpy.zeros(len(self.means)), where=self.varies)
        return weighted_sum(self.filled(columns) - self.means, per_unit)


def weighted_sum(table, weights):
    """Column after column, so that equal rows have equal sums."""
    found = numpy.zeros(len(table))
    for column, weight in zip(table.T, weights):
        found = found + column * weight
    return found


def concordant_pairs(scores, renewed):
    """(pairs in which the renewed scores higher, equal ones half; pairs)."""
    renewed = numpy.asarray(renewed, bool)
    pairs = int(renewed.sum()) * int((~renewed).sum())
    return (area(scores, renewed) * pairs if pairs else 0.0), pairs
