#!/usr/bin/env python3
"""Draws, luck with uncertain fits, and what an override is worth, on cases worked out by hand."""

import math
import types
import unittest
from fractions import Fraction

import luck
import worth_session
from calendar_days import first_day_of, month_plus
from contrast import Auditor, treated_of
from hashed_draws import SplitMix64, finalised, fnv_1a, place_of
from logistic import LogisticFit, independent, inverse
from luck import Luck
from override_worth import (Heeded, direction_shown, face_value, indicators, joined_levels, points_of,
                            rows_of, slope_of, worth_of_rows)
from random_portfolio import Portfolio
from score_model import Bands, Fit, Isotonic
from statistics_reference import student_quantile
from test_oracle import OCTOBER, feeds_from
from test_overrides import csv_text
from weaker_words import weaken_audit, weaken_segment, weaken_worth


class Draws(unittest.TestCase):
    def test_published_values(self):
        self.assertEqual([fnv_1a(t) for t in ("", "a", "foobar")],
                         [0xcbf29ce484222325, 0xaf63dc4c8601ec8c, 0x85944171f73967e8])
        stream = SplitMix64(1234567)
        self.assertEqual([stream.draw() for _ in range(3)],
                         [6457827717110365317, 3203168211198807973, 9817491932198370423])

    def test_places(self):
        self.assertEqual(fnv_1a("R0001-2"), 0x72805e4ef02eab8d)
        self.assertEqual(finalised(fnv_1a("R0001-2")), 0xa1c6e85cebec05f5)
        self.assertEqual([place_of(bits, 4) for bits in (0, 2 ** 62 - 1, 2 ** 62, 2 ** 64 - 1)],
                         [0, 0, 1, 3])


class Resamples(unittest.TestCase):
    def test_weighted_bands(self):
        # b = (3 + 0.5) / (5 + 1) = 7/12; the band of 50 has 2 churns of 3
        shape = Bands([(Fraction(50), 1, 3), (Fraction(95), 1, 2)])
        self.assertEqual(shape.probability(Fraction(55)), Fraction(31, 48))

    def test_refits(self):
        rows = [{"account": a, "score": Fraction(x), "churned": y}
                for a, x, y in (("a", 50, 1), ("b", 59, 0), ("b", 95, 0))]
        fit = Fit([], rows)
        own, twice, none = fit.refitted([{"a": 1, "b": 1}, {"a": 0, "b": 2}, {"a": 0, "b": 0}])
        for score in (Fraction(55), Fraction(97), Fraction(5)):
            self.assertEqual(own.probability(score), fit.probability(score))
            self.assertIs(none, fit.shape)
        self.assertEqual(twice.probability(Fraction(55)), Fraction(1, 10) / 3)  # b = 0.5 / 5

    def test_isotonic_refits_stand_on_the_scores_drawn(self):
        rows = [{"account": a, "score": Fraction(x), "churned": y}
                for a, x, y in (("a", 10, 1), ("b", 20, 1), ("b", 20, 0), ("c", 40, 0))]
        fit = Fit([], rows)
        fit.kind, fit.shape = "isotonic", Isotonic([(10, 0, 1), (20, 1, 2), (40, 1, 1)])
        (drawn,) = fit.refitted([{"a": 3, "b": 0, "c": 1}])
        self.assertEqual([drawn.probability(Fraction(x)) for x in (5, 25, 60)], [1, 0.5, 0])

    def test_the_mean_of_two_resamples(self):
        fits = {"one": (0.5, 0.1), "two": (0.5, 0.3)}
        found = Luck(types.SimpleNamespace(), OCTOBER)
        found.resamples, found.chances_of = [], fits
        usual, luck.RESAMPLES = luck.RESAMPLES, 2
        try:
            masses = found.distribution([{"id": "one"}, {"id": "two"}])
        finally:
            luck.RESAMPLES = usual
        for mass, expected in zip(masses, ((0.25 + 0.63) / 2, (0.5 + 0.34) / 2, (0.25 + 0.03) / 2)):
            self.assertAlmostEqual(mass, expected, 14)

    def test_one_stream(self):
        model = types.SimpleNamespace(training_rows=lambda month, bucket: [
            {"account": name} for name in ("b", "a", "c")[bucket:]])
        found = Luck(model, OCTOBER).drawn()
        stream = SplitMix64(luck.POLICY_SEED)
        for times in found:
            drawn = ["abc"[place_of(stream.draw(), 3)] for _ in range(3)]
            self.assertEqual(times, {name: drawn.count(name) for name in "abc"})
        self.assertEqual(len(found), 200)


class Logistic(unittest.TestCase):
    def test_two_arms(self):
        # 3 of 10 and 8 of 10 without a penalty: the log odds ratio, its error by the four cells
        outcomes = [1] * 3 + [0] * 7 + [1] * 8 + [0] * 2
        fit = LogisticFit([[1] * 20, [0] * 10 + [1] * 10], outcomes)
        self.assertAlmostEqual(fit.coefficients[1], math.log(8 / 2) - math.log(3 / 7), 12)
        self.assertAlmostEqual(fit.model_error(), math.sqrt(1 / 3 + 1 / 7 + 1 / 8 + 1 / 2), 12)
        # every row a cluster: in an arm the squares of its residuals add up to n p (1 - p)
        self.assertAlmostEqual(fit.clustered_error(range(20)) ** 2,
                               20 / 19 * (1 / 3 + 1 / 7 + 1 / 8 + 1 / 2), 12)
        # an arm a cluster: no residual is left
        self.assertAlmostEqual(fit.clustered_error([0] * 10 + [1] * 10), 0, 7)

    def test_offset_and_penalty(self):
        # one column and four rows at odds 1 to 3: 3 of 4 churned; score 3 - 4 p = d / 4
        fit = LogisticFit([[1] * 4], [1, 1, 1, 0], [-math.log(3)] * 4, 0.25)
        d = fit.coefficients[0]
        p = 1 / (1 + 3 * math.exp(-d))
        self.assertAlmostEqual(3 - 4 * p, d / 4, 12)
        self.assertAlmostEqual(fit.model_error(), (4 * p * (1 - p) + 0.25) ** -0.5, 12)

    def test_no_fit(self):
        self.assertFalse(LogisticFit([[1] * 4, [0, 0, 1, 1]], [0, 0, 1, 1]).converged)
        self.assertFalse(LogisticFit([[1] * 4, [2] * 4], [0, 1, 0, 1]).converged)

    def test_columns(self):
        self.assertEqual(independent([[1, 1, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0], [3, 3, 3]]), [0, 1, 3])
        found = inverse([[2.0, 1.0], [1.0, 1.0]])
        for row, expected in zip(found, ([1, -1], [-1, 2])):
            for value, wanted in zip(row, expected):
                self.assertAlmostEqual(value, wanted, 14)
        self.assertIsNone(inverse([[1.0, 1.0], [1.0, 1.0]]))


def rows(treated, treated_churned, controls, controls_churned, p=0.5, segment="S", account=None):
    found = []
    for arm, count, churned in ((1, treated, treated_churned), (0, controls, controls_churned)):
        found += [{"treated": arm, "churned": i < churned, "p": p, "bucket": 1, "segment": segment,
                   "account": account or "%d-%d" % (arm, i)} for i in range(count)]
    return found


class Worth(unittest.TestCase):
    def test_levels(self):
        names = ["b"] * 12 + ["a"] * 12 + ["c"] * 11 + ["d"] * 11
        outcomes = [1] * 5 + [0] * 7 + [1] * 5 + [0] * 7 + [1] * 7 + [0] * 4 + [1] * 5 + [0] * 6
        found = joined_levels(names, outcomes)
        self.assertEqual([found.count(n) for n in "abcd"], [23, 12, 0, 11])  # c has four renewals
        self.assertEqual(indicators(["b", "a", "c"]), [[1, 0, 0], [0, 0, 1]])
        # the largest itself has too few: those that have enough stay
        self.assertEqual(set(joined_levels(["z"] * 20 + ["y"] * 10 + ["x"], [1, 0] * 5 + [1] * 10
                                           + [1, 0] * 5 + [1])), {"z", "y"})

    def test_gates(self):
        for case, reason in (((19, 9, 40, 20), "too_few"), ((20, 9, 19, 9), "too_few"),
                             ((20, 9, 40, 20), None), ((20, 0, 40, 0), "no_fit")):
            self.assertEqual(worth_of_rows(rows(*case))["reason"], reason)
        # it is the chances that must promise five of each, not the outcomes
        self.assertEqual(worth_of_rows(rows(20, 9, 40, 20, p=0.24))["reason"], "too_few")
        self.assertEqual(worth_of_rows(rows(20, 9, 40, 20, p=0.25))["reason"], None)
        self.assertEqual(worth_of_rows(rows(20, 9, 40, 20, p=0.76))["reason"], "too_few")
        self.assertEqual(worth_of_rows(rows(20, 9, 40, 20, account="A"))["reason"], "no_fit")

    def test_delta(self):
        # One control level and one treated level: the control rows take up their own log odds a,
        # and delta solves 30 (0.2 - p) = delta / 4 beside it.
        found = worth_of_rows(rows(30, 6, 40, 20))
        self.assertEqual([found[k] for k in ("treated", "controls", "accounts")], [30, 40, 70])
        d = found["delta"]
        low, high = -3.0, 3.0
        for _ in range(100):  # the intercept at a given delta, by bisection
            a = (low + high) / 2
            p1, p0 = 1 / (1 + math.exp(-a - d)), 1 / (1 + math.exp(-a))
            low, high = (a, high) if 26 - 30 * p1 - 40 * p0 > 0 else (low, a)
        self.assertAlmostEqual(6 - 30 * p1, d / 4, 9)
        self.assertAlmostEqual((found["high"] - found["low"]) / 2,
                               student_quantile(69) * found["standard_error"], 9)
        self.assertEqual(direction_shown("up", found), "right_way")
        self.assertEqual(direction_shown("down", found), "wrong_way")
        self.assertEqual(direction_shown("up", worth_of_rows(rows(30, 14, 40, 20))), "not_shown")
        self.assertIsNone(direction_shown("up", worth_of_rows([])))

    def test_the_cut_of_the_offset(self):
        found = [worth_of_rows([dict(r, p=p) for r in rows(6000, 60, 6000, 30)])
                 for p in (0.001, 0.005)]
        self.assertIsNone(found[0]["reason"])
        self.assertEqual(found[0], found[1])

    def test_segments_of_one_arm(self):
        # A segment that is the treated arm leaves nothing to estimate.
        treated = [dict(r, segment="T") for r in rows(30, 15, 0, 0)]
        self.assertEqual(worth_of_rows(treated + rows(0, 0, 40, 20))["reason"], "no_fit")

    def test_the_session(self):
        # worth_session.py --check: statsmodels 0.15.0, scipy 1.17.1, 40 accounts
        found = worth_of_rows(worth_session.compared_rows())
        for name, value in (("delta", -0.24210810203586861), ("standard_error", 0.45498065507367536),
                            ("low", -1.162393341845769), ("high", 0.6781771377740319)):
            self.assertAlmostEqual(found[name], value, 10)
        slope = slope_of(worth_session.training_rows())
        self.assertAlmostEqual(slope[0], -0.04108399118442013, 12)
        self.assertAlmostEqual(slope[1], 0.014250287164370285, 12)

    def test_points(self):
        worth = {"delta": -0.4, "low": -0.7, "high": -0.1, "reason": None}
        found = points_of(worth, (-0.05, 0.01))
        for name, points in (("slope", -0.05), ("points", 8), ("points_low", 2), ("points_high", 14)):
            self.assertAlmostEqual(found[name], points, 12)
        down = points_of({"delta": 0.4, "low": 0.1, "high": 0.7, "reason": None}, (-0.05, 0.01))
        for name, points in (("points", -8), ("points_low", -14), ("points_high", -2)):
            self.assertAlmostEqual(down[name], points, 12)
        for slope in (None, (-0.05, 0.05 / 1.959), (0.05, 0.01)):
            self.assertEqual(points_of(worth, slope)["points_reason"], "flat")
        nothing = {"delta": None, "low": None, "high": None, "reason": "too_few"}
        self.assertEqual(points_of(nothing, None)["points_reason"], "too_few")

    def test_slope(self):
        # 4 of 10 churn at 10, 1 of 10 at 30
        training = [{"account": i, "score": Fraction(x), "churned": int(y)}
                    for i, (x, y) in enumerate([(10, n < 4) for n in range(10)]
                                               + [(30, n < 1) for n in range(10)])]
        value, error = slope_of(training)
        self.assertAlmostEqual(value, (math.log(1 / 9) - math.log(4 / 6)) / 20, 12)
        self.assertAlmostEqual(error, math.sqrt(20 / 19 * (1 / 4 + 1 / 6 + 1 + 1 / 9)) / 20, 12)
        self.assertIsNone(slope_of([]))
        self.assertIsNone(slope_of(training[:10]))
        self.assertIsNone(slope_of([dict(row, churned=0) for row in training]))
        self.assertIsNone(slope_of([dict(row, account=1) for row in training]))

    def test_face_value(self):
        def found(low, high):
            return face_value("up", {"by_direction": {"up": {"difference": {"low": low, "high": high}}}})

        self.assertEqual([found(0.1, 0.2), found(-0.2, -0.1), found(-0.1, 0.1), found(None, None),
                          found(0.0, 0.0), face_value("up", {"by_direction": None})],
                         ["better", "worse"] + ["not_shown"] * 4)


class RandomPortfolio(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        texts = {feed: csv_text(rows) for feed, rows in Portfolio(38).rows.items()}
        cls.feeds = feeds_from(**texts)[0]
        cls.auditor = Auditor(cls.feeds, OCTOBER)

    def test_heeded_knows_what_an_earlier_review_knew(self):
        heeded = Heeded(self.auditor.book, self.auditor.model)
        month = (2026, 9)
        earlier = Auditor(self.feeds, month_plus(month, -1))
        day = first_day_of(month) - 1
        self.assertEqual(earlier.book.as_of, day)
        for direction in ("up", "down"):
            then = rows_of(earlier.book, earlier.model, direction, day)
            now = rows_of(self.auditor.book, self.auditor.model, direction, day)
            for part in ("p", "treated", "churned", "lead"):
                self.assertEqual(sorted((r["renewal"]["renewal_id"], r["treated"], r[part])
                                        for r in then),
                                 sorted((r["renewal"]["renewal_id"], r["treated"], r[part])
                                        for r in now))
            worth = worth_of_rows(then)
            shown = worth["delta"] is not None and not worth["low"] <= 0 <= worth["high"]
            expected = worth["delta"] if shown and worth["treated"] >= 50 else 0
            self.assertAlmostEqual(heeded.delta(direction, month), expected, 9)

    def test_controls_stand_where_the_treated_did(self):
        for direction in ("up", "down"):
            treated, controls = self.auditor.arms(direction, self.auditor.book.episodes)
            leads = {(r["bucket"], r["lead"]) for r in treated}
            self.assertTrue(controls)
            self.assertTrue(all((r["bucket"], r["lead"]) in leads for r in controls))
            self.assertEqual(treated, treated_of(self.auditor.book.episodes, direction,
                                                 self.auditor.book.as_of))


class WeakerWords(unittest.TestCase):
    def verdict(self, word, other):
        audit = {"verdict": word, "reason": None}
        weaken_audit(audit, {"verdict": other})
        return audit["verdict"], audit["reason"]

    def test_verdicts(self):
        better, worse, nothing = "judgement_beats_score", "score_beats_judgement", "no_difference_shown"
        for word, other, stands in (
                (better, better, (better, None)), (nothing, better, (nothing, None)),
                (better, nothing, (nothing, "outcomes_missing")),
                (better, worse, ("cannot_tell", "outcomes_missing")),
                (better, None, ("cannot_tell", "outcomes_missing")), (None, better, (None, None))):
            self.assertEqual(self.verdict(word, other), stands)

    def test_worth(self):
        worth = {"direction_shown": "right_way", "face_value": "better", "word_reason": None}
        weaken_worth(worth, {"direction_shown": "right_way", "face_value": "better"})
        self.assertIsNone(worth["word_reason"])
        weaken_worth(worth, {"direction_shown": None, "face_value": "better"})
        self.assertEqual(worth, {"direction_shown": "not_shown", "face_value": "better",
                                 "word_reason": "outcomes_missing"})

    def segment(self, status, difference=-0.2, verdict=None):
        return {"status": status, "status_reason": None, "more_needed": None,
                "audit": {"verdict": verdict, "reason": None, "matched": {
                    "risk_difference": difference}}}

    def weakened(self, segment, other):
        weaken_segment(segment, other, lambda segment: 7)
        return [segment[k] for k in ("status", "status_reason", "more_needed")]

    def test_segments(self):
        missing = "outcomes_missing"
        for status, other, difference, expected in (
                ("confirmed", "confirmed", -0.1, ["confirmed", None, None]),
                ("confirmed", "candidate", -0.1, ["candidate", missing, None]),
                ("candidate", "confirmed", -0.1, ["candidate", None, None]),
                ("candidate", "candidate", 0.1, ["insufficient", missing, 7]),
                ("candidate", "no_difference", -0.1, ["insufficient", missing, 7]),
                ("no_difference", "no_difference", 0.1, ["no_difference", None, None]),
                ("no_difference", "candidate", -0.1, ["insufficient", missing, 7]),
                ("insufficient", "candidate", -0.1, ["insufficient", None, None])):
            self.assertEqual(self.weakened(self.segment(status), self.segment(other, difference)),
                             expected)
        self.assertEqual(self.weakened(self.segment("candidate"), None), ["insufficient", missing, 7])

    def test_verdicts_of_segments(self):
        segment = self.segment("candidate", verdict="judgement_beats_score")
        self.weakened(segment, self.segment("insufficient"))
        self.assertEqual([segment["audit"][k] for k in ("verdict", "reason")],
                         [None, "outcomes_missing"])
        segment = self.segment("candidate", verdict="judgement_beats_score")
        self.weakened(segment, self.segment("candidate", verdict="judgement_beats_score"))
        self.assertEqual(segment["audit"]["verdict"], "judgement_beats_score")


if __name__ == "__main__":
    unittest.main()
