#!/usr/bin/env python3
"""The fair comparison on numbers that can be worked out by hand."""

import math
import unittest
from types import SimpleNamespace

from fair import (Book, Chances, Comparison, Portfolio, band_of, chance_of, der_simonian_laird, expit,
                  logit, mid_p, more_needed, own_effect, shift_to, weaker_band)
from measures import Z
from review_oracle import review
from test_oracle import OCTOBER, feeds_from


def feeds(segments, renewed, owner="account_id,csm_id,start_date\n"):
    """An account per letter of `segments`, one renewal each in the window."""
    accounts = "account_id,segment\n" + "".join(
        "A%02d,%s\n" % pair for pair in enumerate(segments))
    renewals = "renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after\n" + "".join(
        "R%02d,A%02d,2026-05-01,%s,2026-05-01,10,%d\n" % (
            (i, i, "renewed", 10) if i in renewed else (i, i, "churned", 0))
        for i in range(len(segments)))
    found, rejects = feeds_from(accounts=accounts, renewals=renewals, assignments=owner,
                                csms="csm_id,name,team\nx,X,T\n")
    assert not rejects, rejects
    return found


class Fair(unittest.TestCase):
    def test_chance(self):
        # two fair coins: P(0) = 1/4, so a mid-p of 2 (1/8)
        self.assertEqual([mid_p([0.25, 0.5, 0.25], k) for k in range(3)], [0.25, 1, 0.25])
        self.assertEqual([band_of(p) for p in (0.05, 0.049, 0.0019)],
                         ["in_line", "worth_a_conversation", "unlikely_chance"])
        # ten at 1/2: 1 or fewer has (1 + 10/2) / 1024 x 2 = 0.0117, 2 has (11 + 45/2) / 512
        own = [{"p": 0.5, "y": int(i < 1)} for i in range(10)]
        p, span, outside = chance_of(own, 1)
        self.assertAlmostEqual(p, 12 / 1024, 14)
        self.assertEqual(span, [2, 8])
        self.assertAlmostEqual(outside, 22 / 1024, 14)
        # twice as wide, 1 counts as 3 and 0 as 2.5, halfway from 2 (67 / 1024) to 3 (232 / 1024);
        # luck alone knows no widening
        p, span, outside = chance_of(own, 2)
        self.assertAlmostEqual(p, 232 / 1024, 14)
        self.assertEqual(span, [0, 10])
        self.assertAlmostEqual(outside, 22 / 1024, 14)
        self.assertAlmostEqual(mid_p([1 / 1024 * math.comb(10, k) for k in range(11)], 2.5),
                               (67 + 232) / 2048, 14)

    def test_shift(self):
        self.assertAlmostEqual(shift_to([0, 0, 0, 0], 3), math.log(3), 13)
        # four of four at 1/2: (4 - 2) / 1 in one step
        self.assertEqual(own_effect([{"p": 0.5, "y": 1}] * 4), (2, 1))

    def test_random_effects(self):
        # weights 1: fixed mean 2, Q = 8, C = 3 - 1 = 2, so tau^2 = (8 - 2) / 2
        tau2, mean = der_simonian_laird([(0, 1), (2, 1), (4, 1)])
        self.assertAlmostEqual((tau2, mean), (3, 2))
        self.assertEqual(der_simonian_laird([(1, 1), (1, 1)])[0], 0)
        # (7/3) / 1 / 0.25 = 9.33: ten are needed, four are there
        self.assertEqual(more_needed(1.0, [{"p": 0.5}] * 4, 0.5), 6)
        self.assertEqual(more_needed(1.0, [{"p": 0.5}] * 4, 0.7), 0)

    def test_cells(self):
        # company 12/20; segment a (10 of 10): (10 + 12) / 30, b (2 of 10): (2 + 12) / 30; below it
        # the same events once more: (10 + 20 x 22/30) / 30 ...
        book = Book(feeds("a" * 10 + "b" * 10, range(12)), OCTOBER)
        chance = {"a": 0.6, "b": 0.6}
        for _ in range(3):
            chance = {"a": (10 + 20 * chance["a"]) / 30, "b": (2 + 20 * chance["b"]) / 30}
        found = {e["segment"]: e["p"] for e in book.chances.given_to(book.window)}
        self.assertAlmostEqual(10 * found["a"] + 10 * found["b"], 12, 12)
        self.assertAlmostEqual(logit(found["a"]) - logit(found["b"]),
                               logit(chance["a"]) - logit(chance["b"]), 11)
        # a segment that nobody was in has the chance of the company
        self.assertEqual(float(Chances(book.events, book.window).cell("term_tier", ("c",))), 0.6)

    def test_undefined(self):
        self.assertEqual(Book(feeds("a" * 10, range(10)), OCTOBER).reason, "no_variation")
        self.assertEqual(Book(feeds("", []), OCTOBER).reason, "no_data")

        def portfolio(segments, renewed, count):
            return Portfolio(Book(feeds(segments, renewed, owned(count)), OCTOBER), {"x": None})

        found = portfolio("a" * 29, range(5, 24), 9)
        self.assertEqual((found.reason, found.others_rate), ("too_few", 15 / 20))
        self.assertAlmostEqual(found.block()["expected"], 9 * 0.75, 12)
        self.assertIsNone(found.block()["widening"])
        for segments, renewed, count, reason in (
                ("a" * 19, range(15), 10, "no_others"), ("a" * 18, range(15), 9, "too_few"),
                ("a" * 20, range(15), 20, "no_others"), ("a" * 20, range(5, 20), 10, "no_variation"),
                ("a" * 20, range(5), 10, "no_variation")):
            found = portfolio(segments, renewed, count)
            self.assertEqual((found.reason, found.block()["expected"]), (reason, None))

    def test_own_events_teach_nothing(self):
        # x has ten, five of them renewed; of the twenty others fifteen
        book = Book(feeds("a" * 30, list(range(5)) + list(range(10, 25)), owned(10)), OCTOBER)
        block = Portfolio(book, {"x": None}).block()
        self.assertAlmostEqual(block["expected"], 7.5, 12)
        self.assertAlmostEqual(block["variance"], 1.875, 12)
        self.assertAlmostEqual(block["risk_adjusted_renewal_rate"], 0.5, 12)
        # one segment: only the shift is uncertain, 1 / (20 x 0.75 x 0.25)
        self.assertAlmostEqual(block["expectation_variance"], 1 / 3.75, 12)
        self.assertAlmostEqual(block["widening"], math.sqrt(1.5), 12)
        x = 7.5 - 2.5 / math.sqrt(1.5)  # 5.459

        def middle(count):
            mass = [math.comb(10, k) * 0.75 ** k * 0.25 ** (10 - k) for k in range(count + 1)]
            return sum(mass[:-1]) + mass[-1] / 2

        wanted = 2 * (middle(5) + (x - 5) * (middle(6) - middle(5)))
        self.assertAlmostEqual(block["mid_p"], wanted, 12)
        self.assertEqual(block["band"], "in_line")
        steps = Portfolio(book, {"x": None}).bridge()
        self.assertAlmostEqual(steps["rest_luck"], Z * math.sqrt(1.875 * 1.5) / 10, 12)
        self.assertEqual((steps["others_rate"], steps["transition"], steps["transition_luck"]),
                         (0.75, 0, 0))

    def test_expectation_variance(self):
        def spread(segments, renewed):
            found = Portfolio(Book(feeds(segments, renewed, owned(10)), OCTOBER), {"x": None})
            return found.block()["expectation_variance"]

        # ten in a; the others twenty in a, twenty in b, three quarters of each renewed:
        # 1/7.5 + 2 x 0.5^2 / (40 x 0.1875)
        halves = list(range(10, 25)) + list(range(30, 45))
        self.assertAlmostEqual(spread("a" * 30 + "b" * 20, halves), 1 / 7.5 + 0.5 / 7.5, 12)
        # ten in c, where nobody else is: 1/3.75 + 1 / (20 x 0.1875) + 1 / (40 x 0.1875)
        self.assertAlmostEqual(spread("c" * 10 + "a" * 20, range(10, 25)),
                               1 / 3.75 + 1 / 3.75 + 1 / 7.5, 12)

    def test_bridge_adds_up(self):
        owner = ("account_id,csm_id,start_date\n"
                 + "".join("A%02d,x,2024-01-01\n" % i for i in range(6))
                 + "".join("A%02d,x,2025-09-01\n" % i for i in range(6, 12)))
        found = Comparison(feeds("a" * 8 + "b" * 16, range(14), owner), OCTOBER, ["x"],
                           {"T": {"x": None}})
        steps, reason = found.bridges["csm", "x"]
        self.assertIsNone(reason)
        self.assertAlmostEqual(steps["others_rate"] + steps["case_mix"] + steps["transition"]
                               + steps["rest"], steps["rate"], 13)
        block = found.blocks["csm", "x"]
        self.assertEqual((block["observed"], float(steps["rate"])), (12, 1))
        # all renewed: what is missing to one in each part
        chance = Portfolio(found.book, {"x": None}).own[0]["p"]
        self.assertAlmostEqual(steps["rest"], 6 * (1 - chance) / 12, 13)
        self.assertEqual(block["rank_reason"], "too_few_books")
        self.assertEqual(found.groups["team"]["books"], 1)
        self.assertAlmostEqual(expit(logit(0.3)), 0.3, 15)


class MissingOutcomes(unittest.TestCase):
    def test_the_weaker_word(self):
        def portfolio(band, above, reason=None):
            return SimpleNamespace(reason=reason, band=band, is_above=lambda: above)

        far, near, line = "unlikely_chance", "worth_a_conversation", "in_line"
        for first, second, word in (
                ((far, True), (near, True), near), ((near, False), (far, False), near),
                ((far, False), (far, False), far), ((far, True), (far, False), "cannot_tell"),
                ((far, True), (line, True), "cannot_tell"), ((line, True), (line, True), "cannot_tell"),
                ((near, True), (None, True, "too_few"), "cannot_tell")):
            self.assertEqual(weaker_band(portfolio(*first), portfolio(*second)), word)

    def test_a_portfolio_without_outcomes(self):
        # x: ten of twenty renewed, ten never settled; the others 36 of 40
        found, rejects = feeds_from(
            accounts="account_id,segment\n" + "".join("A%02d,S\n" % i for i in range(60)),
            csms="csm_id,name\nx,X\ny,Y\n", assignments=owned(20),
            renewals="renewal_id,account_id,due_date,outcome,arr_before,arr_after\n" + "".join(
                "R%02d,A%02d,2026-05-01,%s\n" % (
                    i, i, "open,10," if i < 10 else "churned,10,0" if 20 <= i < 24
                    else "renewed,10,10") for i in range(60)),
            targets="scope,scope_id,metric,from_date,to_date,value\n"
                    "company,,logo_renewal_rate,2026-01-01,2026-12-31,0.9\n"
                    "company,,logo_churn_rate,2026-01-01,2026-12-31,0.9\n")
        self.assertEqual(rejects, [])
        whole = review(found, OCTOBER)
        of_x = whole["scorecards"][0]
        self.assertLess(of_x["fair"]["mid_p"], 0.002)
        self.assertEqual([of_x["fair"][k] for k in ("band", "reason", "first_time")],
                         ["cannot_tell", "outcomes_missing", None])
        logo = whole["company"]["metrics"]["logo_renewal_rate"]
        self.assertEqual((logo["numerator"], logo["versus_target"], logo["verdict_reason"]),
                         (46, "cannot_tell", "outcomes_missing"))
        # far below 90 % churn in either computation
        churn = whole["company"]["metrics"]["logo_churn_rate"]
        self.assertEqual((churn["versus_target"], churn["verdict_reason"]), ("below", None))
        self.assertEqual(whole["fair_comparison"]["csms"]["outside"], 0)


def owned(count):
    """The first accounts are x's."""
    return "account_id,csm_id,start_date\n" + "".join(
        "A%02d,x,2024-01-01\n" % i for i in range(count))


if __name__ == "__main__":
    unittest.main()
