#!/usr/bin/env python3
"""The fair comparison on numbers that can be worked out by hand."""

import math
import unittest

from fair import (Book, Comparison, band_of, chance_of, der_simonian_laird, expit, logit, mid_p,
                  more_needed, own_effect, shift_to)
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
        p, span, outside = chance_of(own)
        self.assertAlmostEqual(p, 12 / 1024, 14)
        self.assertEqual(span, [2, 8])
        self.assertAlmostEqual(outside, 22 / 1024, 14)

    def test_shift(self):
        self.assertAlmostEqual(shift_to([0, 0, 0, 0], 3), math.log(3), 13)
        own = [{"p": 0.5, "y": 1}] * 4
        effect, variance = own_effect(own)  # all renewed: as though 3.5 of 4
        self.assertAlmostEqual(effect, math.log(7), 13)
        self.assertAlmostEqual(variance, 1 / (4 * 7 / 64), 12)

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
        found = {e["segment"]: e["p"] for e in book.window}
        self.assertAlmostEqual(10 * found["a"] + 10 * found["b"], 12, 12)
        self.assertAlmostEqual(logit(found["a"]) - logit(found["b"]),
                               logit(chance["a"]) - logit(chance["b"]), 11)

    def test_undefined(self):
        self.assertEqual(Book(feeds("a" * 10, range(10)), OCTOBER).reason, "no_variation")
        self.assertEqual(Book(feeds("", []), OCTOBER).reason, "no_data")

    def test_bridge_adds_up(self):
        owner = ("account_id,csm_id,start_date\n"
                 + "".join("A%02d,x,2024-01-01\n" % i for i in range(6))
                 + "".join("A%02d,x,2025-09-01\n" % i for i in range(6, 12)))
        found = Comparison(feeds("a" * 8 + "b" * 12, range(10), owner), OCTOBER, ["x"], {"T": {"x": None}})
        block, steps = found.of_csms["x"]
        self.assertAlmostEqual(steps["company_rate"] + steps["case_mix"] + steps["transition"]
                               + steps["rest"], steps["rate"], 13)
        self.assertEqual((block["observed"], float(steps["rate"])), (10, 10 / 12))
        chance = next(e["p"] for e in found.book.window if e["segment"] == "a")
        self.assertAlmostEqual(steps["rest"], 6 * (1 - chance) / 12, 13)
        self.assertEqual(block["rank_reason"], "too_few_books")
        self.assertAlmostEqual(expit(logit(0.3)), 0.3, 15)


if __name__ == "__main__":
    unittest.main()
