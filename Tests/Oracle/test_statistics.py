#!/usr/bin/env python3
"""The statistics of the override audit on numbers that can be worked out by hand."""

import unittest
from fractions import Fraction

from behaviour import funnel_upper, one_sided_fisher
from statistics_reference import (benjamini_hochberg, clustered_mean, corp, fisher, incomplete_beta,
                                  poisson_binomial, quantile, student_quantile, two_sided_chance)


class Statistics(unittest.TestCase):
    def test_chance(self):
        found = poisson_binomial([0.5, 0.5])
        self.assertEqual(found, [0.25, 0.5, 0.25])
        self.assertEqual([two_sided_chance(found, k) for k in (0, 1)], [0.5, 1])
        self.assertEqual((quantile(found, 0.025), quantile(found, 0.975)), (0, 2))

    def test_families(self):
        found = benjamini_hochberg([0.01, 0.04, None, 0.03])
        self.assertEqual([p and round(p, 12) for p in found], [0.03, 0.04, None, 0.04])
        self.assertEqual(fisher(3, 3, 0, 3), Fraction(1, 10))  # tea, 2 x 1/20
        self.assertEqual([one_sided_fisher(side, 3, 3, 0, 3) for side in ("at_least", "at_most")],
                         [Fraction(1, 20), 1])

    def test_student(self):
        for degrees, value in ((1, 12.7062047361747), (9, 2.26215716279820), (30, 2.04227245630124)):
            self.assertAlmostEqual(student_quantile(degrees), value, 11)

    def test_corp(self):
        # recalibrated 0, 1/2, 1/2, 1: 0.125; score 0.1425; uncertainty 0.25
        found = corp([0.1, 0.4, 0.4, 0.8], [0, 1, 0, 1])
        for name, value in (("mcb", 0.0175), ("dsc", 0.125), ("unc", 0.25)):
            self.assertAlmostEqual(found[name], value, 14)

    def test_incomplete_beta(self):
        # I_0.4(2, 3) = P(at least 2 of 4 under 0.4) = 1 - 0.1296 - 0.3456
        self.assertAlmostEqual(incomplete_beta(2, 3, 0.4), 0.5248, 14)

    def test_clusters(self):
        # mean 2; clusters are off by -1 - 1 and 1 + 1: 2/1 (4 + 4) / 16 = 1, 1 degree of freedom
        mean, low, high = clustered_mean([("a", 1), ("a", 1), ("b", 3), ("b", 3)])
        self.assertEqual(mean, 2)
        self.assertAlmostEqual(high, 2 + 12.7062047361747, 11)
        self.assertAlmostEqual(low, 2 - 12.7062047361747, 11)
        self.assertEqual(clustered_mean([("a", 1), ("a", 3)]), (2, None, None))

    def test_funnel(self):
        # n = 2, share 1/2: F(1) = 0.75, r = 2, alpha = 0.025 / 0.25; (2 - 0.1) / 1
        self.assertAlmostEqual(funnel_upper(1.0, 2), 1.9, 14)


if __name__ == "__main__":
    unittest.main()
