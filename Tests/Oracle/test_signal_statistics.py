#!/usr/bin/env python3
"""The statistics of signals against R (pROC), scipy and statsmodels, and a bootstrap by account."""

import math
import unittest

try:
    import numpy
    from scipy import optimize, stats
    from statsmodels.stats.multitest import multipletests
except ImportError as error:
    raise unittest.SkipTest("needs requirements.txt: %s" % error)

from signal_statistics import (RidgeFit, area_difference, area_test, clustered_spread,
                               concordant_pairs, deciles, placements, quantile_7, stability)
from signals import correlation
from statistics_reference import benjamini_hochberg

VALUES = [62.5, 71, 55, 80.5, 71, 66, 90, 48.5, 77, 62.5, 84, 59, 73.5, 68,
          41, 55, 62.5, 38.5, 49, 71, 30, 58, 66, 44.5]
OTHERS = [5, 7, 4, 9, 6, 6, 8, 5, 7, 7, 9, 3, 8, 6, 4, 6, 5, 3, 5, 6, 4, 7, 5, 4]
RENEWED = 14 * [1] + 10 * [0]
ACCOUNTS = list("abcdeafgbhicjd" "akblmgncko")  # a has two renewals and a churn, and so on


def spread_of(values, accounts, others=None):
    v10, v01 = placements(values, RENEWED)
    if others is not None:
        other10, other01 = placements(others, RENEWED)
        v10, v01 = v10 - other10, v01 - other01
    return clustered_spread(v10, v01, math.fsum(v10) / len(v10), RENEWED, accounts)


class References(unittest.TestCase):
    """R 4.2.2, pROC 1.18.0, on VALUES (v), OTHERS (w), RENEWED (y), with options(digits = 17)."""

    def test_without_repeats_it_is_delong(self):
        # r <- roc(y, v, direction = "<"); auc(r); var(r)
        # t <- roc.test(r, roc(y, w, direction = "<"), method = "delong", paired = TRUE)
        # d <- auc(r) - auc(roc(y, w)); (d / t$statistic)^2
        auc, _ = area_test(VALUES, RENEWED, range(24))
        self.assertAlmostEqual(auc, 0.84285714285714286, 15)
        self.assertAlmostEqual(spread_of(VALUES, range(24)).variance, 0.0064957264957264949, 15)
        self.assertAlmostEqual(spread_of(OTHERS, range(24)).variance, 0.0096618262689691248, 15)
        difference, _ = area_difference(VALUES, OTHERS, RENEWED, range(24))
        self.assertAlmostEqual(difference, 0.082142857142857073, 14)
        self.assertAlmostEqual(spread_of(VALUES, range(24), OTHERS).variance,
                               0.0070074568288853827, 14)

    def test_repeated_accounts(self):
        # clus <- function(v10, v01, gi, bi) { m <- length(v10); n <- length(v01); a <- mean(v10)
        #   A <- tapply((v10 - a) / m, gi, sum); B <- tapply((v01 - a) / n, bi, sum)
        #   both <- intersect(names(A), names(B)); I10 <- length(A); I01 <- length(B)
        #   I <- length(union(names(A), names(B)))
        #   va <- I10 / (I10 - 1) * sum(A^2); vb <- I01 / (I01 - 1) * sum(B^2)
        #   v <- va + vb + 2 * I / (I - 1) * sum(A[both] * B[both])
        #   df <- (va + vb)^2 / (va^2 / (I10 - 1) + vb^2 / (I01 - 1)); c(v, df, 2 * pt(-a / sqrt(v), df)) }
        for values, others, variance, degrees, p in (
                (VALUES, None, 0.0091075639779721416, 16.836724379068297, 0.0022737964556316576),
                (OTHERS, None, 0.021527602503586471, 13.402044829984639, 0.098273322448966152),
                (VALUES, OTHERS, 0.013156427588042020, 16.473491349690541, 0.48393114596751363)):
            found = spread_of(values, ACCOUNTS, others)
            self.assertAlmostEqual(found.variance, variance, 14)
            self.assertAlmostEqual(found.degrees, degrees, 10)
            test = (area_test(values, RENEWED, ACCOUNTS) if others is None
                    else area_difference(values, others, RENEWED, ACCOUNTS))[1]
            self.assertAlmostEqual(test.p, p, 12)
        self.assertAlmostEqual(test.low, -0.160446624305811109, 12)
        self.assertAlmostEqual(test.high, 0.324732338591525393, 12)
        _, test = area_test(VALUES, RENEWED, ACCOUNTS)  # R: 0.6413610925918 to 1.0443531931
        self.assertAlmostEqual(test.low, 0.6413610925918022954, 12)
        self.assertEqual(test.high, 1)

    def test_point_biserial(self):
        # cor.test(v, y)$estimate
        self.assertAlmostEqual(correlation(VALUES, RENEWED), 0.59758604985917707, 14)
        self.assertAlmostEqual(correlation(OTHERS, RENEWED),
                               stats.pointbiserialr(RENEWED, OTHERS).statistic, 14)

    def test_quantiles(self):
        # quantile(v, (1:9) / 10, type = 7); quantile(v, c(.025, .975), type = 7)
        for found, value in zip(deciles(VALUES), (42.05, 48.8, 55, 59.7, 62.5, 66, 71, 72, 79.45)):
            self.assertAlmostEqual(found, value, 13)
        self.assertAlmostEqual(quantile_7(VALUES, 0.025), 34.8875, 13)
        self.assertAlmostEqual(quantile_7(VALUES, 0.975), 86.55, 13)
        self.assertEqual(deciles(90 * [0] + 10 * [1]), [0, 0.1])  # 89.1: a tenth of the way to 1

    def test_adjustment(self):
        values = [0.001, 0.039, None, 0.008, 0.205, 0.041]
        _, adjusted, _, _ = multipletests([p for p in values if p is not None], method="fdr_bh")
        found = [p for p in benjamini_hochberg(values) if p is not None]
        self.assertEqual(len(found), 5)
        for own, other in zip(found, adjusted):
            self.assertAlmostEqual(own, other, 15)

    def test_ridge(self):
        # f <- function(b) { e <- b[1] + b[2] * z1 + b[3] * z2
        #   sum(log1p(exp(e)) - y * e) + (b[2]^2 + b[3]^2) / 2 }, by Newton's method to 1e-16
        x1 = [0.5, 1.2, -0.3, 2.2, 0.1, -1.5, 0.9, 1.8, -0.7, 0.4, 1.1, -2]
        x2 = [1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0]
        y = numpy.array([1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0])
        fit = RidgeFit(list(zip(x1, x2)), y)
        self.assertAlmostEqual(fit.intercept, 0.40275884240032994, 8)
        self.assertAlmostEqual(fit.coefficients[0], 1.20131732778152389, 8)
        self.assertAlmostEqual(fit.coefficients[1], -0.13398689822114096, 8)
        self.assertAlmostEqual(fit.deviations[0], 1.212750546851614, 14)
        # A row that counts twice is two rows; one that counts 0 times is none.
        times = numpy.array([2, 0, 1, 1, 3, 1, 1, 0, 1, 1, 2, 1])
        rows = list(zip(x1, x2))
        rows[3] = (math.nan, 1)
        weighted = RidgeFit(rows, y, times)
        repeated = [i for i, k in enumerate(times) for _ in range(k)]
        plain_fit = RidgeFit([rows[i] for i in repeated], y[repeated])
        for name in ("means", "deviations", "coefficients"):
            numpy.testing.assert_allclose(getattr(weighted, name), getattr(plain_fit, name),
                                          atol=1e-9)

    def test_ridge_by_another_minimiser(self):
        rng = numpy.random.default_rng(3)
        table = rng.normal(size=(200, 4)) * [1, 30, 0.2, 5] + [0, 50, 1, -3]
        y = (rng.random(200) < 1 / (1 + numpy.exp(-table[:, 0] - 0.02 * table[:, 1]))).astype(int)
        scaled = (table - table.mean(axis=0)) / table.std(axis=0)

        def loss(b):
            e = b[0] + scaled @ b[1:]
            slope = 1 / (1 + numpy.exp(-e)) - y
            return (numpy.logaddexp(0, e).sum() - y @ e + b[1:] @ b[1:] / 2,
                    numpy.concatenate(([slope.sum()], scaled.T @ slope + b[1:])))

        found = optimize.minimize(loss, numpy.zeros(5), jac=True, tol=1e-12).x
        numpy.testing.assert_allclose(RidgeFit(table, y).coefficients, found[1:], atol=1e-6)

    def test_stability(self):
        # older 0 ... 99 ten times, edges 9.9, 19.8, ...: a tenth each; all newer ones above 89.1
        psi, shifted = stability(list(range(100)), 100 * [95])
        wanted = 9 * (0.0001 - 0.1) * math.log(0.001) + (1 - 0.1) * math.log(10)
        self.assertAlmostEqual(psi, wanted, 12)
        self.assertTrue(shifted)
        # Edges 0 and 1: a value on an edge is in the lower bin, the last bin is empty.
        psi, shifted = stability(50 * [0] + 50 * [1], 60 * [0] + 40 * [1])
        self.assertAlmostEqual(psi, 0.1 * math.log(1.2) - 0.1 * math.log(0.8), 12)
        self.assertFalse(shifted)

    def test_concordance(self):
        self.assertEqual(concordant_pairs([1, 2, 2, 3], [0, 1, 0, 1]), (3.5, 4))
        self.assertEqual(concordant_pairs([1, 2], [1, 1]), (0, 0))


class Clusters(unittest.TestCase):
    def test_against_a_bootstrap_by_account(self):
        ratios = []
        for seed in range(6):
            rng = numpy.random.default_rng(seed)
            accounts = numpy.repeat(numpy.arange(150), rng.integers(1, 7, 150))
            effect = rng.normal(size=150)[accounts]
            y = (rng.normal(size=len(accounts)) + effect > -0.8).astype(int)
            values = numpy.round(effect + rng.normal(size=len(accounts)) + 0.5 * y, 1)
            v10, v01 = placements(values, y)
            spread = clustered_spread(v10, v01, v10.mean(), y, list(accounts))
            rows_of = [numpy.flatnonzero(accounts == a) for a in range(150)]
            drawn = []
            for _ in range(600):
                rows = numpy.concatenate([rows_of[a] for a in rng.integers(0, 150, 150)])
                drawn.append(placements(values[rows], y[rows])[0].mean())
            ratios.append(math.sqrt(spread.variance) / numpy.std(drawn, ddof=1))
        self.assertGreater(numpy.mean(ratios), 0.95)
        self.assertLess(numpy.mean(ratios), 1.10)

    def test_nothing_to_tell(self):
        _, test = area_test([3, 4, 1, 2], [1, 1, 0, 0], list("abcd"))
        self.assertEqual(test, (None, None, None, "no_variation"))
        _, test = area_test([3, 1, 2, 2], [1, 1, 0, 0], list("aacd"))
        self.assertEqual(test.reason, "one_account")


if __name__ == "__main__":
    unittest.main()
