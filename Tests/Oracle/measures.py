"""Intervals and tests of methods.md, sections 5, 7 and 8, in their textbook form."""

import math
from fractions import Fraction

from statistics_reference import student_quantile

Z = 1.959963984540054


def wilson(share, count):
    """Wilson score interval; `count` may be any positive real number. It ends at 0 or 1 exactly where
    the share is 0 or 1, whatever the rounding of doubles makes of it."""
    is_none, is_all = share == 0, share == 1
    share, count = float(share), float(count)
    z2 = Z * Z
    centre = (share + z2 / (2 * count)) / (1 + z2 / count)
    inner = share * (1 - share) / count + z2 / (4 * count * count)
    half = Z * math.sqrt(inner) / (1 + z2 / count)
    return (0.0 if is_none else max(0.0, centre - half), 1.0 if is_all else min(1.0, centre + half))


def effective_count(pairs):
    """(sum x)^2 / sum x^2 of (x, y) pairs; None without any."""
    if not pairs:
        return None
    return sum(x for x, y in pairs) ** 2 / sum(x * x for x, y in pairs)


def gross_ratio(pairs):
    """(value, low, high) of sum min(y, x) / sum x over (x, y) pairs."""
    value = sum(min(x, y) for x, y in pairs) / sum(x for x, y in pairs)
    low, high = wilson(value, effective_count(pairs))
    return value, low, high


def net_ratio(pairs):
    """(value, low, high) of sum y / sum x over at least two (x, y) pairs."""
    count = len(pairs)
    total = sum(x for x, y in pairs)
    gross, gross_low, gross_high = gross_ratio(pairs)
    extra = sum(max(Fraction(0), y - x) for x, y in pairs) / total
    spread = sum((max(Fraction(0), y - x) - extra * x) ** 2 for x, y in pairs)
    error = math.sqrt(Fraction(count, count - 1) * spread) / float(total)
    value = sum(y for x, y in pairs) / total
    down = math.sqrt((float(gross) - gross_low) ** 2 + min(float(extra), Z * error) ** 2)
    up = math.sqrt((gross_high - float(gross)) ** 2 + (Z * error) ** 2)
    return value, max(0.0, float(value) - down), max(0.0, float(value) + up)


def promoter_score(answers):
    """(value, low, high) of (account, score) pairs. The interval counts answers of one account as
    one, and three more answers than there are, each 0.75, 1.5 and 0.75 times; it is (None, None)
    where all answers are of one account."""
    signs = [(account, 1 if score >= 9 else -1 if score <= 6 else 0) for account, score in answers]
    count = len(signs)
    total = sum(sign for _, sign in signs)
    value = Fraction(100 * total, count)
    centre = Fraction(total, count + 3)
    off = {}
    for account, sign in signs:
        off[account] = off.get(account, 0) + sign - centre
    clusters = len(off)
    if clusters < 2:
        return value, None, None
    spread = Fraction(clusters, clusters - 1) * sum(x ** 2 for x in off.values())
    spread += (Fraction(3, 4) * (1 - centre) ** 2 + Fraction(3, 2) * centre ** 2
               + Fraction(3, 4) * (1 + centre) ** 2)
    half = 100 * student_quantile(clusters - 1) * math.sqrt(spread) / (count + 3)
    middle = 100 * float(centre)
    return value, max(-100.0, middle - half), min(100.0, middle + half)


def binomial_differs(successes, count, target):
    """Whether the exact two-sided binomial p of `successes` under `target` is below 0.05.

    Whole-number arithmetic: with target = a/b an outcome i has the weight
    C(n, i) a^i (b-a)^(n-i) out of b^n.
    """
    a, b = target.numerator, target.denominator
    weights = [math.comb(count, i) * a ** i * (b - a) ** (count - i) for i in range(count + 1)]
    no_likelier = 0
    for weight in weights:
        if weight * 10 ** 7 <= weights[successes] * (10 ** 7 + 1):
            no_likelier += weight
    return no_likelier * 20 < b ** count
