#!/usr/bin/env python3
"""The oracle on cases small enough to compute by hand, and on properties of random portfolios."""

import copy
import os
import random
import tempfile
import unittest
from fractions import Fraction

from calendar_days import parse_day
from cards import Scope, balance_metrics, card, target_for
from compare_review import Comparison
from feed_reader import read_feeds, tenths
from knowledge import Knowledge, TRANSITION, UNASSIGNED
from measures import binomial_differs, gross_ratio, net_ratio, promoter_score, wilson
from random_portfolio import Portfolio
from review_oracle import plain, review

OCTOBER = (2026, 10)  # as_of 2026-10-31, window from 2025-11-01, opening 2025-10-31


def feeds_from(**texts):
    with tempfile.TemporaryDirectory() as folder:
        for feed, text in texts.items():
            with open(os.path.join(folder, feed + ".csv"), "w", encoding="utf-8") as file:
                file.write(text)
        return read_feeds(folder)


def known_from(month=OCTOBER, **texts):
    texts.setdefault("accounts", "account_id,segment,customer_since\nA,S,\nB,S,\n")
    texts.setdefault("csms", "csm_id,name,team\nx,X,T\ny,Y,T\nz,Z,\n")
    feeds, rejects = feeds_from(**texts)
    assert not rejects, rejects
    return Knowledge(feeds, month)


def owned(*spans):
    """assignments.csv of account A, (csm, start, end or '')."""
    return "account_id,csm_id,start_date,end_date\n" + "".join(
        "A,%s,%s,%s\n" % span for span in spans)


class Feeds(unittest.TestCase):
    def test_tenths_round_half_away_from_zero(self):
        self.assertEqual(tenths("39.95"), 40)  # a double holds 39.9500000000000028
        self.assertEqual(tenths("0.25"), Fraction(3, 10))
        self.assertEqual(tenths("69.949999"), Fraction(699, 10))

    def test_timestamps_become_utc_days(self):
        self.assertEqual(parse_day("2026-03-01T00:30:00+02:00"), parse_day("2026-02-28"))
        self.assertEqual(parse_day("2026-02-28T23:30:00.5-01:00"), parse_day("2026-03-01"))
        for text in ("2025-02-29", "2026-1-05", "2026-01-05T24:00:00Z", "01/02/2026"):
            with self.assertRaises(ValueError):
                parse_day(text)

class States(unittest.TestCase):
    def state(self, due, outcome="open", closed=""):
        known = known_from(renewals="renewal_id,account_id,due_date,outcome,closed_date,arr_before,"
                           "arr_after\nr,A,%s,%s,%s,5,%s\n"
                           % (due, outcome, closed, "5" if outcome == "renewed" else ""))
        return known.state(known.events_of["A"][0])

    def test_thresholds(self):
        self.assertEqual(self.state("2026-10-01"), "pending")  # 30 days before as_of
        self.assertEqual(self.state("2026-09-30"), "overdue")  # 31
        self.assertEqual(self.state("2026-08-02"), "overdue")  # 29 + 30 + 31 = 90
        self.assertEqual(self.state("2026-08-01"), "lapsed")  # 91

    def test_closing_known_only_later(self):
        self.assertEqual(self.state("2026-10-20", "renewed", "2026-11-01"), "pending")
        self.assertEqual(self.state("2026-10-20", "renewed", "2026-10-31"), "renewed")
        self.assertEqual(self.state("2026-10-20", "churned", ""), "churned")


class Attribution(unittest.TestCase):
    """Due 2026-07-30: the window is [2026-01-31, 2026-06-30], due - 90 is 2026-05-01."""

    def credit(self, *spans):
        known = known_from(assignments=owned(*spans))
        return known.attribution({"account_id": "A", "due_date": parse_day("2026-07-30")})

    def test_most_days(self):
        # x: Jan 31 to Apr 30 = 1 + 28 + 31 + 30 = 90 days; y: 61
        self.assertEqual(self.credit(("x", "2025-01-01", "2026-05-01"), ("y", "2026-05-01", "")),
                         ("csm", "x"))

    def test_tie_to_the_owner_ninety_days_before(self):
        # x: Jan 31 to Apr 10 = 1+28+31+10 = 70; nobody 11 days; y: Apr 22 to Jun 30 = 9+31+30 = 70
        self.assertEqual(self.credit(("x", "2025-01-01", "2026-04-11"), ("y", "2026-04-22", "")),
                         ("csm", "y"))

    def test_tie_to_the_last_started_when_a_third_had_that_day(self):
        # x 60 days from Jan 31 (to Mar 31), z to May 1, y 60 days from May 2
        self.assertEqual(self.credit(("x", "2025-01-01", "2026-04-01"),
                                     ("z", "2026-04-01", "2026-05-02"), ("y", "2026-05-02", "")),
                         ("csm", "y"))

    def test_pools(self):
        self.assertEqual(self.credit(("x", "2026-05-03", "")), TRANSITION)  # 29 + 30 = 59 days
        self.assertEqual(self.credit(("x", "2026-05-02", "")), ("csm", "x"))  # 60
        self.assertEqual(self.credit(("x", "2026-07-01", "")), UNASSIGNED)
        self.assertEqual(self.credit(("x", "2026-05-02", "2026-06-01"), ("x", "2026-06-01", "")),
                         ("csm", "x"))  # adjoining


class Measures(unittest.TestCase):
    def test_wilson(self):
        # Newcombe (1998), 81 of 263: 0.2553 to 0.3662
        low, high = wilson(Fraction(81, 263), 263)
        self.assertAlmostEqual(low, 0.2553, 4)
        self.assertAlmostEqual(high, 0.3662, 4)
        for count in (7, Fraction("13.37"), 233):
            self.assertEqual((wilson(1, count)[1], wilson(0, count)[0]), (1, 0))

    def test_ratios(self):
        # Ten of 100, all kept but one lost, one doubled: gross 9/10, n_eff 10, net 10/10.
        pairs = [(Fraction(100), Fraction(100))] * 8 + [(Fraction(100), Fraction(0)),
                                                        (Fraction(100), Fraction(200))]
        gross, low, high = gross_ratio(pairs)
        self.assertEqual(gross, Fraction(9, 10))
        self.assertEqual((low, high), wilson(0.9, 10))
        # X = 0.1; sum (max(0, y-x) - 10)^2 = 9 * 100 + 8100 = 9000; SE = sqrt(10/9 * 9000)/1000
        # = 0.1; z SE = 0.196 > X, so the lower arm uses X.
        net, net_low, net_high = net_ratio(pairs)
        self.assertEqual(net, 1)
        self.assertAlmostEqual(net_low, 1 - ((0.9 - low) ** 2 + 0.01) ** 0.5, 12)
        self.assertAlmostEqual(net_high, 1 + ((high - 0.9) ** 2 + 0.1959963984540054 ** 2) ** 0.5, 12)

    def test_promoter_score(self):
        # two accounts, 4 promoters and 3 passives, 2 promoters and 1 detractor: c = 5/13; off by
        # 4 - 35/13 = 17/13 and 1 - 15/13 = -2/13; 2 (289 + 4)/169 + (0.75 x 64 + 1.5 x 25 + 0.75 x
        # 324)/169 = 914.5/169; half = 100 x 12.7062 sqrt(914.5)/169 = 227: cut at both ends
        answers = [("A", 9)] * 4 + [("A", 7)] * 3 + [("B", 10)] * 2 + [("B", 6)]
        self.assertEqual(promoter_score(answers), (50, -100, 100))
        # ten accounts, 7 promoters: c = 7/13; (10/9) (7 x 36 + 3 x 49)/169 + (27 + 73.5 + 300)/169
        answers = [(str(i), 9 if i < 7 else 7) for i in range(10)]
        value, low, high = promoter_score(answers)
        half = 100 * 2.26215716279820 * ((10 / 9 * 399 + 27 + 73.5 + 300) / 169) ** 0.5 / 13
        self.assertEqual(value, 70)
        self.assertAlmostEqual(low, 700 / 13 - half, 10)
        self.assertAlmostEqual(high, 700 / 13 + half, 10)
        # all alike has an interval, one account has none
        self.assertLess(promoter_score([("A", 9)] * 9 + [("B", 9)])[1], 100)
        self.assertEqual(promoter_score([("A", 9)] * 10), (100, None, None))

    def test_binomial(self):
        # 10 of 10 under 0.7: 0.7^10 = 0.0282; P(0..3) = 0.0106 are no likelier: p = 0.0388
        self.assertTrue(binomial_differs(10, 10, Fraction(7, 10)))
        # under 0.75: 0.0563 and more
        self.assertFalse(binomial_differs(10, 10, Fraction(3, 4)))
        # symmetric: 1 of 10 under 0.5 is (1+10)*2/1024 = 0.0215; 2 of 10 is 0.109
        self.assertTrue(binomial_differs(1, 10, Fraction(1, 2)))
        self.assertFalse(binomial_differs(2, 10, Fraction(1, 2)))
        self.assertTrue(binomial_differs(9, 10, Fraction(1)))


class Book(unittest.TestCase):
    def test_arr_from_renewals(self):
        known = known_from(
            accounts="account_id,segment,customer_since\nA,S,2025-03-01\nB,S,2026-02-01\n",
            renewals="renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after\n"
                     "1,A,2026-01-10,renewed,2026-03-01,100,120\n2,A,2026-07-01,open,,999,\n"
                     "3,A,2026-10-15,open,,5,\n4,B,2026-01-10,renewed,,100,70\n")

        def arr(account, day):
            return known.arr_on(account, parse_day(day)).value()

        self.assertEqual(arr("A", "2025-02-28"), 0)  # before customer_since
        self.assertEqual(arr("A", "2026-01-09"), 100)
        self.assertEqual(arr("A", "2026-01-10"), 120)  # from the due date, though signed later
        self.assertEqual(arr("A", "2026-07-01"), 0)  # 122 days open: lapsed
        self.assertEqual(arr("A", "2026-10-31"), 0)  # pending: as it was
        self.assertEqual(arr("B", "2026-01-09"), 0)  # customer_since after the first renewal
        self.assertEqual(arr("B", "2026-01-10"), 70)

    def test_arr_rows_win_only_if_dated_by_as_of(self):
        known = known_from(
            arr="account_id,effective_date,arr\nA,2026-05-01,50\nB,2026-11-01,50\n",
            renewals="renewal_id,account_id,due_date,outcome,arr_before\n"
                     "1,A,2027-01-10,open,100\n2,B,2027-01-10,open,100\n")
        day = parse_day("2026-04-30")
        self.assertEqual(known.arr_on("A", day).value(), 0)
        self.assertEqual(known.arr_on("A", day + 1).value(), 50)
        self.assertEqual(known.arr_on("B", day).value(), 100)

    def test_one_owners_end_is_the_next_ones_start(self):
        # ARR 100, then 60 from 2026-03-01, the day x hands A over to y; 0 from 2026-09-01.
        known = known_from(
            assignments=owned(("x", "2024-01-01", "2026-03-01"), ("y", "2026-03-01", "2026-12-31")),
            arr="account_id,effective_date,arr\nA,2024-01-01,100\nA,2026-03-01,60\nA,2026-09-01,0\n")
        metrics = {c: balance_metrics(known, Scope("csm", c, [c])) for c in "xy"}
        found = [(metrics[c][m]["numerator"], metrics[c][m]["denominator"])
                 for c in "xy" for m in ("net_revenue_retention", "logo_churn_rate")]
        self.assertEqual(found, [(60, 100), (0, 1), (0, 60), (1, 1)])

    def test_sixty_days(self):
        # opening 2025-10-31: to Dec 29 inclusive are 1 + 30 + 29 = 60 days
        for end, count in (("2025-12-30", 1), ("2025-12-29", 0)):
            known = known_from(assignments=owned(("x", "2024-01-01", end)),
                               arr="account_id,effective_date,arr\nA,2024-01-01,100\n")
            found = balance_metrics(known, Scope("csm", "x", ["x"]))["logo_churn_rate"]
            self.assertEqual(found["denominator"], count)


class Cards(unittest.TestCase):
    def test_currencies_and_counts(self):
        # EUR at the window's first day is 1.5; CHF has no rate, SEK only a later one.
        rows = "".join("r%d,A,2026-%02d-05,renewed,100,90,EUR\n" % (m, m) for m in range(1, 10))
        rows += "q1,B,2026-01-05,churned,40,,CHF\nq2,B,2026-02-05,renewed,40,50,SEK\n"
        rows += "q3,B,2026-03-05,renewed,10,20,\nq4,B,2026-10-05,open,30,,\n"
        known = known_from(
            renewals="renewal_id,account_id,due_date,outcome,arr_before,arr_after,currency\n" + rows,
            fx="currency,date,rate\nEUR,2024-01-01,9\nEUR,2025-11-01,1.5\nEUR,2025-11-02,7\n"
               "SEK,2025-11-02,1\n")
        found = card(known, Scope("company"), known.events_due(known.window_start, known.as_of))
        logo = found["metrics"]["logo_renewal_rate"]
        self.assertEqual((logo["numerator"], logo["denominator"]), (11, 12))
        self.assertEqual((logo["worst"], logo["best"]), (Fraction(11, 13), Fraction(12, 13)))
        gross = found["metrics"]["gross_renewal_rate"]
        self.assertEqual((gross["numerator"], gross["denominator"]), (9 * 135 + 10, 1360))
        self.assertEqual(gross["worst"], Fraction(1225, 1390))
        self.assertEqual(gross["best"], Fraction(1255, 1390))
        self.assertEqual(found["largest_share"], {
            "account_id": "A", "share": Fraction(1350, 1360), "net_renewal_rate_without": 2})
        self.assertEqual(found["renewals"], dict(
            due=13, settled=12, renewed=11, churned=1, lapsed=0, pending=1, overdue=0, on_time=12,
            late=0, early=0, provisional=False))

    def test_answers(self):
        known = known_from(
            assignments=owned(("x", "2026-01-01", "")),
            surveys="response_id,account_id,respondent_id,kind,score,responded_on\n"
                    "r9,A,p,nps,1,2026-05-01\nr10,A,p,nps,10,2026-05-01\n"  # "r9" > "r10"
                    "r1,A,p,nps,10,2026-04-01\nr2,B,p,nps,7,2026-04-01\n"
                    "r3,A,,nps,9,2025-12-31\nr4,A,,nps,9,2026-01-01\nr5,A,p,nps,9,2026-11-01\n")
        found = known.answers("nps", known.window_start, known.as_of)
        self.assertEqual(sorted((a["score"], a["credit"]) for a in found), [
            (1, ("csm", "x")), (7, UNASSIGNED), (9, ("csm", "x")), (9, UNASSIGNED)])

    def test_targets_inherit_for_rates_only(self):
        known = known_from(targets="scope,scope_id,metric,from_date,to_date,value\n"
                           "company,,nps,2026-01-01,2026-12-31,30\n"
                           "team,T,nps,2026-01-01,2026-12-31,40\n"
                           "team,T,nps,2026-02-01,2026-10-31,50\n"
                           "csm,x,nps,2026-01-01,2026-10-30,60\ncompany,,mrr,2026-01-01,2026-12-31,9\n")
        x, z = Scope("csm", "x", ["x"], "T"), Scope("csm", "z", ["z"])
        self.assertEqual(target_for(known, "nps", x), 50)
        self.assertEqual(target_for(known, "nps", z), 30)
        self.assertIsNone(target_for(known, "mrr", x))
        self.assertEqual(target_for(known, "mrr", Scope("company")), 9)
        self.assertIsNone(target_for(known, "nps", Scope("pool", "transition")))

    def test_few_say_nothing_against_a_target(self):
        # n_eff of fourteen equal events and fifteen; a company needs none
        rows = "".join("r%02d,A,2026-%02d-%02d,renewed,100,100\n" % (i, 1 + i // 3, 1 + i % 3)
                       for i in range(14))
        texts = dict(
            assignments=owned(("x", "2024-01-01", "")),
            targets="scope,scope_id,metric,from_date,to_date,value\n"
                    "company,,gross_renewal_rate,2026-01-01,2026-12-31,0.6\n"
                    "company,,nps,2026-01-01,2026-12-31,-90\n")
        answers = ["r%02d,C%02d,,nps,9,2026-05-01\n" % (i, i) for i in range(20)]
        accounts = "".join("C%02d,S\n" % i for i in range(20))
        for last, count, word, reason in (
                ("", 19, "cannot_tell", "too_few_for_verdict"),
                ("q,A,2026-07-01,renewed,100,100\n", 20, "above", None)):
            known = known_from(
                accounts="account_id,segment\nA,S\n" + accounts,
                renewals="renewal_id,account_id,due_date,outcome,arr_before,arr_after\n" + rows + last,
                surveys="response_id,account_id,respondent_id,kind,score,responded_on\n"
                        + "".join(answers[:count]), **texts)
            events = known.events_due(known.window_start, known.as_of)
            of_x = card(known, Scope("csm", "x", ["x"], "T"), events)["metrics"]
            whole = card(known, Scope("company"), events)["metrics"]
            for found, wanted in ((of_x["gross_renewal_rate"], (word, reason)),
                                  (whole["gross_renewal_rate"], ("above", None)),
                                  (whole["nps"], (word, reason))):
                self.assertEqual((found["versus_target"], found["verdict_reason"]), wanted)
            self.assertEqual(of_x["gross_renewal_rate"]["n_eff"], count - 5)
            self.assertIsNone(of_x["logo_renewal_rate"]["n_eff"])


class RandomPortfolios(unittest.TestCase):
    def feeds(self, seed):
        with tempfile.TemporaryDirectory() as folder:
            Portfolio(seed, 90).write(folder)
            feeds, rejects = read_feeds(folder)
        self.assertEqual(rejects, [])
        return feeds

    def assert_same(self, actual, expected):
        comparison = Comparison(["feeds"])
        comparison.walk("", plain(actual), plain(expected))
        self.assertEqual(comparison.differences, [])

    def test_bad_rows_change_nothing(self):
        for seed in (2, 8, 9):
            with tempfile.TemporaryDirectory() as folder:
                portfolio = Portfolio(seed, 60)
                portfolio.write(folder)
                clean, _ = read_feeds(folder)
                portfolio.add_bad_rows()
                portfolio.write(folder)
                dirty, rejects = read_feeds(folder)
            self.assertGreater(len(rejects), 60)
            self.assertEqual(plain(review(dirty, OCTOBER)), plain(review(clean, OCTOBER)))

    def test_rows_sum_to_totals(self):
        for seed in (1, 2, 4):
            found = review(self.feeds(seed), OCTOBER)
            rows = found["scorecards"] + list(found["pools"].values())
            for name in ("due", "settled", "renewed", "pending", "overdue", "late", "early"):
                self.assertEqual(sum(r["renewals"][name] for r in rows),
                                 found["company"]["renewals"][name])
            for metric, field in (("nps", "denominator"), ("csat", "numerator"), ("mrr", "value"),
                                  ("gross_renewal_rate", "denominator"), ("accounts", "value"),
                                  ("expansion_pipeline", "value"), ("expansion_won", "month_value"),
                                  ("expansion_pipeline", "lost"), ("sessions_held", "value")):
                self.assertEqual(sum(r["metrics"][metric][field] for r in rows),
                                 found["company"]["metrics"][metric][field], metric)

    def test_missing_outcomes_change_words_only(self):
        feeds = self.feeds(17)
        weak, plain_words = review(feeds, OCTOBER), review(feeds, OCTOBER, lapsed_means_churn=True)
        changed = 0
        for key in ("scorecards", "teams"):
            for found, first in zip(weak[key], plain_words[key]):
                for name, block in found["metrics"].items():
                    other = first["metrics"][name]
                    if block != other:
                        changed += 1
                        self.assertEqual(block, dict(other, versus_target="cannot_tell",
                                                     verdict_reason="outcomes_missing"))
                fair, other = found["fair"], first["fair"]
                if fair != other:
                    changed += 1
                    self.assertEqual(fair["reason"], "outcomes_missing")
                    self.assertEqual({k for k in fair if fair[k] != other[k]}
                                     - {"band", "reason", "first_time"}, set())
                self.assertEqual(found["bridge"], first["bridge"])
        self.assertGreater(changed, 0)
        self.assertEqual(weak["trends"], plain_words["trends"])

    def test_bridges_add_up(self):
        for seed in (1, 8):
            for found in review(self.feeds(seed), OCTOBER)["scorecards"]:
                steps = found["bridge"]
                if steps is not None:
                    self.assertAlmostEqual(steps["others_rate"] + steps["case_mix"]
                                           + steps["transition"] + steps["rest"], steps["rate"], 12)

    def test_order_of_rows_is_nothing(self):
        feeds = self.feeds(3)
        shuffled = {feed: random.Random(1).sample(rows, len(rows)) for feed, rows in feeds.items()}
        self.assert_same(review(shuffled, OCTOBER), review(feeds, OCTOBER))

    def test_no_look_ahead(self):
        for month in (OCTOBER, (2026, 3)):
            feeds = self.feeds(4)
            as_of = Knowledge(feeds, month).as_of
            self.assert_same(review(censored(feeds, as_of), month), review(feeds, month))


def censored(feeds, as_of):
    """The feeds as somebody would have had them on as_of."""
    seen = copy.deepcopy(feeds)
    for feed, column in (("assignments", "start_date"), ("health", "date"), ("fx", "date"),
                         ("arr", "effective_date"), ("opportunities", "created_on"),
                         ("surveys", "responded_on"), ("sessions", "held_on"),
                         ("csms", "start_date"), ("benchmarks", "as_of"),
                         ("overrides", "logged_on")):
        seen[feed] = [r for r in seen[feed] if r[column] is None or r[column] <= as_of]
    for row in seen["assignments"] + seen["csms"]:
        if row["end_date"] is not None and row["end_date"] > as_of:
            row["end_date"] = None
    for feed, column in (("overrides", "withdrawn_on"), ("renewals", "notice_date")):
        for row in seen[feed]:
            if row[column] is not None and row[column] > as_of:
                row[column] = None
    for row in seen["opportunities"]:
        if row["closed_on"] is not None and row["closed_on"] > as_of:
            row["stage"], row["closed_on"] = "open", None
    for row in seen["renewals"]:
        closed = row["due_date"] if row["closed_date"] is None else row["closed_date"]
        if row["outcome"] != "open" and closed > as_of:
            row["outcome"], row["closed_date"], row["arr_after"] = "open", None, None
    return seen


if __name__ == "__main__":
    unittest.main()
