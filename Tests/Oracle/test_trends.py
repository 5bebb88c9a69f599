#!/usr/bin/env python3
"""Charts of months and quarters on numbers that can be worked out by hand."""

import unittest
from fractions import Fraction

from cards import Scope
from knowledge import Knowledge
from test_oracle import OCTOBER, feeds_from
from trends import (CountScale, RatioScale, assurance, binomial_standings, grain_of, labels_of,
                    last_quarters, moving_range, point, quarter_of, segment_of, target_of, trends)


def named(points):
    return [dict(p, month="m%02d" % i, quarter=None) for i, p in enumerate(points)]


class Standings(unittest.TestCase):
    def test_binomial(self):
        # ten at 1/2: 5 is the middle; 1 has (1 + 5)/1024 below, the quantile -2.5205; 10 has 1/2048
        # above
        found = binomial_standings(10, Fraction(1, 2))
        self.assertEqual(found[5], 0)
        self.assertAlmostEqual(found[1], -2.520502217190359, 12)
        self.assertAlmostEqual(found[10], 3.2971933456919635, 12)
        self.assertEqual([-z for z in reversed(found)], found)
        # 1/2 of 0.999 ^ 1000 lies below none of a thousand at 0.999; none is cut at -8
        found = binomial_standings(1000, Fraction(999, 1000))
        self.assertEqual(found[0], -8)
        self.assertGreater(found[1000], 0.9)

    def test_count_limits(self):
        points = [point(5, 10, 10), point(10, 21, 21), point(8, 15, 15)]
        scale = CountScale(points)
        self.assertEqual((scale.mean, scale.typical_size), (Fraction(1, 2), 15))  # 46 / 3 = 15.3
        self.assertEqual(CountScale([point(5, 10, 10), point(5, 11, 11)]).typical_size, 11)  # 10.5
        # at 3: 1 to 9 of ten; at 2: z of 2 is -1.84
        self.assertEqual(scale.reach(10, 3), (Fraction(1, 10), Fraction(9, 10)))
        self.assertEqual(scale.reach(10, 2), (Fraction(2, 10), Fraction(8, 10)))
        self.assertFalse(CountScale([point(0, 10, 10), point(0, 12, 12)]).has_spread)

    def test_ratio(self):
        # sizes 16 and 9 of values 1 and 0.5: mean 20.5/25; v by hand: r_A = 15/20, (10 x 0.25)^2 and
        # (5 - 7.5)^2 over 200
        points = [dict(point(10, 10, 16, [(10, 10)])), dict(point(5, 10, 10, [(10, 5)]), size=9)]
        scale = RatioScale(points, 1)
        self.assertEqual(scale.mean, Fraction(41, 50))
        self.assertEqual(scale.variance, Fraction(1, 16))
        self.assertAlmostEqual(scale.z(points[0]), 0.18 / (0.25 / 4), 13)
        low, high = scale.reach(25, 3)
        self.assertAlmostEqual(low, 0.82 - 3 * 0.05, 13)
        self.assertAlmostEqual(high, 0.82 + 3 * 0.05, 13)
        # NPS of 6 + 4 answers, 5 promoters and 1 detractor: P + D - (P - D)^2 = 0.6 - 0.16
        scale = RatioScale([point(3, 12, 12, [(1, 1)] * 3 + [(1, 0)] * 3, 100),
                            point(1, 12, 12, [(1, 1)] * 2 + [(1, -1)] + [(1, 0)], 100)], 100)
        self.assertEqual(scale.variance, 10000 * Fraction(44, 100))
        self.assertFalse(RatioScale([point(10, 10, 16, [(10, 10)]), point(5, 5, 16, [(5, 5)])],
                                    1).has_spread)

    def test_effective_events(self):
        # ten that are equal are enough whatever the rounding, nine are not
        self.assertIsNotNone(point(10, 10, 10 - 1e-12)["value"])
        self.assertIsNone(point(10, 10, 9.99)["value"])


class Labels(unittest.TestCase):
    def test_moving_range(self):
        # ranges 1 x 9 and 20: mean 2.9, 20 >= 9.47 goes, mean of the rest 1
        self.assertEqual(moving_range([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 21]), 1)
        # ranges 0 x 9 and 1: mean 0.1, the 1 goes, so the mean before dropping stays
        self.assertAlmostEqual(moving_range([0] * 5 + [1] * 6), 0.1, 15)
        self.assertEqual(moving_range([3, 3, 3]), 0)

    def test_reach_is_never_below_three(self):
        # the same 8 of 10 again and again: no range, h = 3
        points = named([point(8, 10, 10) for _ in range(13)])
        found = segment_of("logo_renewal_rate", "month", points)
        self.assertEqual((found["moving_range"], found["h"], found["trial"]), (0, 3, False))
        self.assertEqual((found["from"], found["mean"], found["typical_size"]),
                         ("m00", Fraction(4, 5), 10))
        # of ten at 0.8: 3 has z = -3.25, 4 has -2.67
        self.assertEqual((found["lower"], found["upper"]), (Fraction(2, 5), 1))
        self.assertTrue(segment_of("logo_renewal_rate", "quarter", points[:7])["trial"])

    def test_no_limits(self):
        found = segment_of("logo_renewal_rate", "month", named([point(10, 10, 10)] * 13))
        self.assertEqual((found["mean"], found["moving_range"], found["h"], found["lower"],
                          found["variance"], found["typical_size"]), (1, None, None, None, None, 10))

    def test_a_run_that_luck_often_gives_is_no_shift(self):
        # One of 20 churned every ninth month: eight quiet months in a row are nothing.
        quiet = named([point(1 if i % 9 == 8 else 0, 20, 20) for i in range(24)])
        segment_of("logo_churn_rate", "month", quiet)
        self.assertEqual([p["label"] for p in quiet], [None] * 24)
        # Of ten at 0.82 luck lies below in 56 %: seven in a row are not enough, eight are.
        for run, label in ((7, None), (8, "shift")):
            low = named([point(7, 10, 10)] * run + [point(9, 10, 10)] * 10)
            segment_of("logo_renewal_rate", "month", low)
            self.assertEqual([p["label"] for p in low][:run], [label] * run)

    def test_words(self):
        def words(values, standings, far=3):
            return labels_of([Fraction(str(v)) for v in values], standings, far,
                             [10] * len(values), RatioScale)

        # z decides what lies outside, near or on one side; 2 is near, not beyond
        self.assertEqual(words([1, 1, 1, 1], [3.1, 2.1, 0.1, 2.9]),
                         ["outside", "two_of_three", None, "two_of_three"])
        self.assertEqual(words([1, 1, 1], [2, 2, 2.5]), [None] * 3)
        self.assertEqual(words([1] * 7, [0.1] * 7), ["shift"] * 7)
        self.assertEqual(words([1] * 7, [0.1] * 6 + [1e-10]), [None] * 7)  # on the mean
        # the plotted values decide what is a trend, whatever their sizes make of z
        self.assertEqual(words([1, 2, 3, 4, 5, 6, 7], [0.5, -1, 0.5, -1, 0.5, -1, 0.5]), ["trend"] * 7)
        self.assertEqual(words([1, 2, 3, 4, 4, 6, 7], [-1, -0.9, -0.8, 0.1, 0.2, 0.3, 0.4]), [None] * 7)


class Grains(unittest.TestCase):
    def test_months_then_quarters(self):
        good, thin, early = point(5, 10, 10), point(5, 9, 9), point(5, 10, 10, label="provisional")
        self.assertEqual(grain_of([good] * 13 + [thin] * 11, []), "month")
        self.assertEqual(grain_of([good] * 12 + [early] * 12, [good] * 6 + [thin] * 6), "quarter")
        self.assertIsNone(grain_of([good] * 12, [good] * 5 + [early] * 7))

    def test_fiscal_quarters(self):
        self.assertEqual([quarter_of((2026, m), 1) for m in (1, 3, 4, 12)],
                         [(2026, 1), (2026, 1), (2026, 2), (2026, 4)])
        # a year from February: October 2026 ends the third quarter of the year that ends in 2027
        self.assertEqual([quarter_of(m, 2) for m in ((2026, 10), (2026, 11), (2027, 1), (2027, 2))],
                         [(2027, 3), (2027, 4), (2027, 4), (2028, 1)])
        self.assertEqual(last_quarters((2026, 10), 1)[::11], [(2023, 12), (2026, 9)])
        self.assertEqual(last_quarters((2026, 10), 2)[::11], [(2024, 1), (2026, 10)])
        self.assertEqual(len(last_quarters((2026, 8), 1)), 12)

    def test_targets_of_churn(self):
        self.assertAlmostEqual(target_of("logo_churn_rate", "month", Fraction("0.12")),
                               1 - 0.88 ** (1 / 12), 15)
        self.assertAlmostEqual(target_of("logo_churn_rate", "quarter", Fraction("0.12")),
                               1 - 0.88 ** 0.25, 15)
        self.assertEqual(target_of("nps", "month", 30), 30)
        self.assertEqual([assurance("logo_churn_rate", 0.01, 0.02, t) for t in (0.02, 0.015, 0.005)],
                         ["capable", "hit_or_miss", "not_capable"])
        self.assertIsNone(assurance("nps", None, None, 30))

    def test_charts(self):
        # ten renewals in each of the quarters to 2026-Q2, eight of them renewed; nine in 2026-Q3
        lines, number = [], 0
        for quarter in range(12):
            year, month = 2023 + (quarter + 3) // 4, 1 + 3 * ((quarter + 3) % 4)
            for i in range(9 if quarter == 11 else 10):
                outcome = "renewed,10" if i < 8 else "churned,0"
                lines.append("r%d,A%d,%d-%02d-01,%s,10\n" % (number, number, year, month + i % 3,
                                                           outcome))
                number += 1
        feeds, rejects = feeds_from(
            accounts="account_id,segment\n" + "".join("A%d,S\n" % i for i in range(number)),
            renewals="renewal_id,account_id,due_date,outcome,arr_after,arr_before\n" + "".join(lines))
        self.assertEqual(rejects, [])
        charts = {t["metric"]: t for t in trends(Knowledge(feeds, OCTOBER), [Scope("company")])}
        logo = charts["logo_renewal_rate"]
        self.assertEqual((logo["grain"], len(logo["points"]), logo["reason"]), ("quarter", 12, None))
        first, last = logo["points"][0], logo["points"][-1]
        self.assertEqual((first["month"], first["quarter"], first["value"]),
                         ("2023-12", "2023-Q4", Fraction(4, 5)))
        self.assertEqual((last["quarter"], last["value"], last["denominator"], last["z"]),
                         ("2026-Q3", None, 9, None))
        self.assertEqual(logo["segments"][0]["from"], "2023-Q4")
        self.assertFalse(logo["segments"][0]["trial"])
        self.assertEqual(charts["gross_renewal_rate"]["grain"], "quarter")
        # all 119 pay from ever on; nine had stopped by October 2024
        churn = charts["logo_churn_rate"]
        self.assertEqual((churn["grain"], churn["points"][0]["denominator"]), ("month", 110))
        self.assertEqual((charts["nps"]["grain"], charts["nps"]["reason"], charts["nps"]["points"]),
                         (None, "too_few", []))
        self.assertEqual((charts["mean_score"]["grain"], charts["mean_score"]["segments"],
                          len(charts["mean_score"]["points"])), ("month", [], 24))
        self.assertEqual(set(first), {"month", "quarter", "value", "numerator", "denominator", "z",
                                      "lower", "upper", "near_lower", "near_upper", "label"})


if __name__ == "__main__":
    unittest.main()
