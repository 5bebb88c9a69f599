"""Statistics of methods.md, sections 11 to 15, in their textbook form; exact where that is cheap."""

import math
from fractions import Fraction

Z = 1.959963984540054
NO_LIKELIER = Fraction(10 ** 7 + 1, 10 ** 7)


# Counts

def poisson_binomial(probabilities):
    """P(X = 0), P(X = 1), ... of a sum of independent events."""
    found = [1.0]
    for p in probabilities:
        p = float(p)
        longer = [0.0] * (len(found) + 1)
        for count, mass in enumerate(found):
            longer[count] += mass * (1 - p)
            longer[count + 1] += mass * p
        found = longer
    return found


def at_most(distribution, count):
    return math.fsum(distribution[:count + 1])


def at_least(distribution, count):
    return math.fsum(distribution[count:])


def two_sided_chance(distribution, count):
    return min(1.0, 2 * min(at_most(distribution, count), at_least(distribution, count)))


def quantile(distribution, share):
    """The smallest count up to which at least `share` of the mass lies, but for rounding."""
    for count in range(len(distribution)):
        if at_most(distribution, count) >= share - 1e-12:
            return count
    return len(distribution) - 1


def hypergeometric_weights(n1, n0, events):
    """{a: C(n1, a) C(n0, events - a)} of every possible a, in whole numbers."""
    lowest, highest = max(0, events - n0), min(n1, events)
    weight = math.comb(n1, lowest) * math.comb(n0, events - lowest)
    weights = {}
    for a in range(lowest, highest + 1):
        weights[a] = weight
        weight = weight * (n1 - a) * (events - a) // ((a + 1) * (n0 - events + a + 1))
    return weights


def by_probabilities(weights, observed):
    """Two-sided p: the part of all outcomes that are no likelier than the observed one."""
    limit = weights[observed] * NO_LIKELIER
    no_likelier = sum(weight for weight in weights.values() if weight <= limit)
    return Fraction(no_likelier, sum(weights.values()))


def fisher(a, n1, c, n0):
    """Two-sided Fisher test of a of n1 against c of n0."""
    return by_probabilities(hypergeometric_weights(n1, n0, a + c), a)


def benjamini_hochberg(p_values):
    """Adjusted p of each; None stays None and is no member of the family."""
    family = sorted(i for i, p in enumerate(p_values) if p is not None)
    family.sort(key=lambda i: p_values[i])
    adjusted = [None] * len(p_values)
    for rank, index in enumerate(family):
        later = [p_values[j] * len(family) / (rank + 1 + k) for k, j in enumerate(family[rank:])]
        adjusted[index] = min([1] + later)
    return adjusted


# Strata of 2 x 2 tables: (a, n1, c, n0) = a of n1 treated and c of n0 controls churned

def cochran_mantel_haenszel(tables):
    """Chi-square without continuity correction and its p; (None, None) without variance."""
    difference = sum(a - Fraction(n1 * (a + c), n1 + n0) for a, n1, c, n0 in tables)
    variance = null_variance(tables)
    if variance == 0:
        return None, None
    chi_square = float(difference ** 2 / variance)
    return chi_square, math.erfc(math.sqrt(chi_square / 2))


def exact_conditional(tables):
    """Two-sided p of the treated churns given every stratum's margins."""
    total = {0: 1}
    for a, n1, c, n0 in tables:
        longer = {}
        for count, weight in total.items():
            for here, more in hypergeometric_weights(n1, n0, a + c).items():
                longer[count + here] = longer.get(count + here, 0) + weight * more
        total = longer
    return by_probabilities(total, sum(a for a, n1, c, n0 in tables))


def odds_ratio(tables):
    above = sum((Fraction(a * (n0 - c), n1 + n0) for a, n1, c, n0 in tables), Fraction(0))
    below = sum((Fraction((n1 - a) * c, n1 + n0) for a, n1, c, n0 in tables), Fraction(0))
    return None if below == 0 else above / below


def mantel_haenszel_weight(tables):
    return sum(Fraction(n1 * n0, n1 + n0) for a, n1, c, n0 in tables)


def risk_difference(tables):
    """By Mantel-Haenszel weights."""
    return sum(Fraction(a * n0 - c * n1, n1 + n0)
               for a, n1, c, n0 in tables) / mantel_haenszel_weight(tables)


def null_variance(tables):
    """Of the treated churns, given the margins, where both arms are alike."""
    found = Fraction(0)
    for a, n1, c, n0 in tables:
        n, m1 = n1 + n0, a + c
        found += Fraction(n1 * n0 * m1 * (n - m1), n * n * (n - 1))
    return found


def null_standard_error(tables):
    """Of the risk difference where both arms are alike: its interval then agrees with the test."""
    return math.sqrt(null_variance(tables)) / float(mantel_haenszel_weight(tables))


# Monotone regression

def rising_blocks(groups):
    """Pool adjacent violators on (sum, count) groups in order: (sum, count, groups) of blocks."""
    blocks = []
    for total, count in groups:
        blocks.append([total, count, 1])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            last = blocks.pop()
            for place in range(3):
                blocks[-1][place] += last[place]
    return blocks


def rising_fit(groups):
    """The fitted value of each group."""
    fitted = []
    for total, count, members in rising_blocks(groups):
        fitted += [Fraction(total, count)] * members
    return fitted


def grouped_by_x(pairs):
    """[(x, sum of y, count)] in rising x."""
    groups = {}
    for x, y in pairs:
        total, count = groups.get(x, (0, 0))
        groups[x] = (total + y, count + 1)
    return [(x,) + groups[x] for x in sorted(groups)]


def corp(forecasts, outcomes):
    """Miscalibration, discrimination and uncertainty of probabilities of 0/1 outcomes."""
    count = len(outcomes)
    groups = grouped_by_x((round(float(p), 12), y) for p, y in zip(forecasts, outcomes))
    fitted = dict(zip((x for x, _, _ in groups), rising_fit([(s, n) for _, s, n in groups])))
    recalibrated = brier([fitted[round(float(p), 12)] for p in forecasts], outcomes)
    rate = Fraction(sum(outcomes), count)
    uncertainty = float(rate * (1 - rate))
    score = brier(forecasts, outcomes)
    return {"mcb": score - recalibrated, "dsc": uncertainty - recalibrated, "unc": uncertainty}


def brier(forecasts, outcomes):
    return math.fsum((float(p) - y) ** 2 for p, y in zip(forecasts, outcomes)) / len(outcomes)


# Student's t

def incomplete_beta(a, b, x):
    """The regularised I_x(a, b) by its continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for step in range(10000):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 + term * d
        d = 1 / (d if abs(d) > tiny else tiny)
        c = 1 + term / c
        c = c if abs(c) > tiny else tiny
        value *= c * d
        if abs(1 - c * d) < 1e-16:
            break
    return front * (value - 1)


def student_quantile(degrees):
    """The 97.5 % quantile of t, by bisection."""
    low, high = 0.0, 1000.0
    for _ in range(200):
        middle = (low + high) / 2
        if incomplete_beta(degrees / 2, 0.5, degrees / (degrees + middle * middle)) > 0.05:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def clustered_mean(pairs):
    """(mean, low, high) of (cluster, value) pairs; no interval with a single cluster."""
    count = len(pairs)
    mean = math.fsum(value for _, value in pairs) / count
    off = {}
    for cluster, value in pairs:
        off[cluster] = off.get(cluster, 0.0) + (value - mean)
    clusters = len(off)
    if clusters < 2:
        return mean, None, None
    squares = math.fsum(total ** 2 for total in off.values())
    variance = clusters / (clusters - 1) * squares / count ** 2
    half = student_quantile(clusters - 1) * math.sqrt(variance)
    return mean, mean - half, mean + half
