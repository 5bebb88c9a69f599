#!/usr/bin/env python3
"""The ARR walk, quarters and years, and why customers left, on facts that can be worked out by hand."""

import unittest

from cards import Scope
from churn_reasons import churn_reasons
from periods import last_periods, periods
from test_oracle import OCTOBER, known_from
from walk import STEPS, walk

ARR = "account_id,effective_date,arr,currency\n"
RENEWALS = ("renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after,currency,"
            "reason\n")


def accounts(text):
    return "account_id,segment\n" + "".join("%s,S\n" % a for a in text)


def walked(teams=(), with_currency=False, **texts):
    known = known_from(**texts)
    events = known.events_due(known.window_start, known.as_of)
    return walk(known, list(teams), events, with_currency=with_currency)


def shown(step):
    return {name: float(amount) for name, amount in step.items()
            if name in STEPS + ("opening", "closing") and amount}


class Walk(unittest.TestCase):
    def test_each_step(self):
        found = walked(accounts=accounts("ABCDE"), arr=ARR
                       + "A,2026-03-10,1000,\nB,2024-01-01,500,\nB,2025-01-01,0,\n"
                       "B,2026-03-20,700,\nC,2024-01-01,2000,\nC,2026-03-01,2600,\n"
                       "D,2024-01-01,3000,\nD,2026-03-31,2500,\nE,2024-01-01,4000,\n"
                       "E,2026-03-05,0,\n")["company"]
        self.assertEqual(shown(found["window"]), {
            "opening": 9000, "new": 1000, "returned": 700, "expansion": 600, "contraction": 500,
            "churn": 4000, "closing": 6800})
        march = [m for m in found["months"] if m["month"] == "2026-03"][0]
        self.assertEqual(shown(march), shown(found["window"]))
        self.assertEqual([q["quarter"] for q in found["quarters"]],
                         ["2026-Q1", "2026-Q2", "2026-Q3"])
        self.assertEqual(shown(found["quarters"][0]), shown(found["window"]))

    def test_a_team_gets_an_account_with_its_opening(self):
        teams = [Scope("team", "T", ["x", "y"]), Scope("team", "U", ["z"])]
        found = walked(
            teams, accounts=accounts("AB"), csms="csm_id,name,team\nx,X,T\ny,Y,T\nz,Z,U\n",
            assignments="account_id,csm_id,start_date,end_date\nA,x,2024-01-01,2026-03-15\n"
                        "A,z,2026-03-15,\n",
            arr=ARR + "A,2024-01-01,100,\nA,2026-03-20,130,\nB,2024-01-01,10,\n")["teams"]
        self.assertEqual([part["team"] for part in found], ["T", "U", None])
        self.assertEqual([shown(part["window"]) for part in found], [
            {"opening": 100, "moved": -100}, {"moved": 100, "expansion": 30, "closing": 130},
            {"opening": 10, "closing": 10}])

    def test_currency(self):
        texts = dict(accounts=accounts("A"), fx="currency,date,rate\nEUR,2025-01-01,1\n"
                                                "EUR,2026-03-05,1.2\n",
                     arr=ARR + "A,2024-01-01,1000,EUR\nA,2026-03-10,1500,EUR\n")
        self.assertEqual(shown(walked(**texts)["company"]["window"]),
                         {"opening": 1000, "expansion": 500, "closing": 1500})
        self.assertEqual(shown(walked(with_currency=True, **texts)["company"]["window"]),
                         {"opening": 1000, "expansion": 500, "currency": 300, "closing": 1800})

    def test_without_a_rate(self):
        found = walked(accounts=accounts("AB"),
                       arr=ARR + "A,2024-01-01,1000,\nB,2024-01-01,1000,\n"
                                 "B,2026-05-31,10,JPY\nB,2026-06-15,1000,\n")
        self.assertEqual((found["unrated"], found["company"]["window"]["opening"]), (1, 1000))

    def test_up_for_renewal(self):
        found = walked(accounts=accounts("ABC"),
                       arr=ARR + "".join("%s,2024-01-01,1000,\n" % a for a in "ABC"),
                       renewals=RENEWALS + "r,A,2026-02-01,renewed,,1000,1200,,\n"
                                           "s,B,2028-02-01,open,,1000,,,\n"
                                           "t,C,2026-10-20,open,,4000,,,\n")["company"]
        self.assertAlmostEqual(float(found["up_for_renewal"]), 2 / 3, 15)
        self.assertEqual(walked(accounts=accounts("A"))["company"]["up_for_renewal_reason"],
                         "no_data")


class Periods(unittest.TestCase):
    def test_which(self):
        self.assertEqual(last_periods(OCTOBER, 1, 3, 2), [(2026, 6), (2026, 9)])
        self.assertEqual(last_periods(OCTOBER, 2, 3, 2), [(2026, 7), (2026, 10)])
        self.assertEqual(last_periods(OCTOBER, 2, 12, 2), [(2025, 1), (2026, 1)])

    def test_money_is_at_the_rates_of_the_first_day(self):
        rows = "".join("r%02d,A,2026-0%d-%02d,renewed,,100,100,EUR,\n" % (i, i % 3 + 7, i + 1)
                       for i in range(12))
        known = known_from(renewals=RENEWALS + rows,
                           fx="currency,date,rate\nEUR,2025-01-01,1\nEUR,2026-07-01,2\n")
        company = periods(known, Scope("company"), [])["company"]
        quarter, year = company["quarters"][-1], company["years"][-1]
        self.assertEqual((quarter["quarter"], year["year"]), ("2026-Q3", "2025"))
        self.assertEqual(quarter["renewals"]["renewed"], 12)
        self.assertEqual(quarter["metrics"]["net_renewal_rate"]["denominator"], 2400)
        self.assertEqual(len(company["quarters"]), 8)


class Reasons(unittest.TestCase):
    def test_the_line_that_lost_most(self):
        known = known_from(renewals=RENEWALS + "a,A,2026-03-01,churned,,900,0,,\n"
                                               "b,A,2026-03-01,churned,,300,0,,Mer ger\n"
                                               "c,A,2026-03-01,churned,,100,0,,price\n"
                                               "d,B,2026-03-01,renewed,,100,60,,PRICE\n"
                                               "e,B,2026-04-01,open,,100,,,price\n")
        found = churn_reasons(known, classes={"merger": "uncontrollable"})["window"]
        losses = found["losses"]
        self.assertEqual((losses["events"], losses["with_reason"], losses["arr_lost"]),
                         (2, 1, 1400))
        self.assertEqual([(r["reason"], r["class"], r["events"]) for r in losses["reasons"]],
                         [("Mer ger", "uncontrollable", 1), (None, "unknown", 1)])
        self.assertEqual((losses["coverage"], losses["reason"]), (None, "too_few"))
        self.assertEqual([(r["reason"], r["arr_lost"]) for r in found["downsell"]["reasons"]],
                         [("PRICE", 40)])


if __name__ == "__main__":
    unittest.main()
