#!/usr/bin/env python3
"""The override audit on cases small enough to compute by hand, and on a random portfolio."""

import types
import unittest
from fractions import Fraction

from calendar_days import parse_day
from contrast import (Auditor, contrast, controls_against, drawn_lead, is_confirmed, more_needed,
                      serving_bucket, tables_of)
from override_audit import override_audit
from overrides import CLASSES, OverrideBook, band_of
from random_portfolio import Portfolio
from score_model import Fit, ScoreModel
from statistics_reference import exact_conditional
from test_oracle import OCTOBER, feeds_from
from value_added import word_on

OVERRIDES = "override_id,account_id,csm_id,logged_on,asserted_tier,model_tier,model_score," \
            "reevaluate_on,withdrawn_on\n"
RENEWALS = "renewal_id,account_id,due_date,outcome,closed_date,notice_date,arr_before,arr_after\n"
HEALTH = "account_id,date,score\n"
RENEWED = "%s,%s,%s,renewed,%s,,100,100\n"


def feeds_of(**texts):
    texts.setdefault("accounts", "account_id,segment\n" + "".join(a + ",S\n" for a in "ABCDEFG"))
    texts.setdefault("csms", "csm_id,name\nx,X\ny,Y\n")
    feeds, rejects = feeds_from(**texts)
    assert not rejects, rejects
    return feeds


def book_of(month=OCTOBER, **texts):
    return OverrideBook(feeds_of(**texts), month)


class Classes(unittest.TestCase):
    """Due 2026-06-30: 2026-01-01 is 180 days before it."""

    def classes(self, rows, renewals=RENEWED % ("r", "A", "2026-06-30", "2026-06-25")):
        book = book_of(overrides=OVERRIDES + rows, renewals=RENEWALS + renewals)
        return [o["class"] for o in sorted(book.overrides, key=lambda o: o["id"])]

    def test_leads(self):
        found = self.classes("1,A,x,2025-12-31,green,red,,,\n2,A,x,2026-01-01,green,red,,,\n"
                             "3,A,x,2026-06-16,green,red,,,\n4,A,x,2026-06-17,green,red,,,\n"
                             "5,A,x,2026-07-01,green,red,,,\n6,A,x,2026-11-01,green,red,,,\n")
        self.assertEqual(found, ["too_early", "eligible", "eligible", "too_late", "no_renewal"])

    def test_notice_and_closing(self):
        found = self.classes("1,A,x,2026-04-30,green,red,,,\n2,A,x,2026-05-01,green,red,,,\n",
                             "r,A,2026-06-30,churned,2026-07-05,2026-05-01,100,\n")
        self.assertEqual(found, ["eligible", "too_late"])
        found = self.classes("1,A,x,2026-04-30,green,red,,,\n2,A,x,2026-05-01,green,red,,,\n",
                             RENEWED % ("r", "A", "2026-06-30", "2026-05-01"))
        self.assertEqual(found, ["eligible", "too_late"])

    def test_the_models_tier(self):
        # its own word, else the tier of the score given, else nothing is known of B and C
        found = self.classes("1,A,x,2026-03-01,amber,amber,95,,\n2,A,x,2026-03-01,amber,,69.9,,\n"
                             "3,A,x,2026-03-01,amber,,70,,\n4,B,x,2026-03-01,amber,,,,\n")
        self.assertEqual(found, ["affirm", "affirm", "eligible", "unknown_tier"])


class Episodes(unittest.TestCase):
    def test_merging(self):
        # 1 ends 01-20; 2 is logged 7 days later and ends 60 days on, 03-28; 3 ends sooner, which
        # changes nothing; 4 is logged 8 days after 03-28; 5 is the other direction and ends 4.
        book = book_of(
            overrides=OVERRIDES + "1,A,x,2026-01-10,green,red,,2026-01-20,\n"
            "2,A,y,2026-01-27,green,red,,,\n3,A,x,2026-02-10,amber,red,,2026-02-11,\n"
            "4,A,x,2026-04-05,green,red,,,\n5,A,x,2026-04-06,red,green,,,\n"
            "6,A,x,2026-04-07,green,red,,,\n",
            renewals=RENEWALS + RENEWED % ("r", "A", "2026-06-30", ""))
        self.assertEqual([(e["members"], e["csm"], e["direction"], e["counted"])
                          for e in book.episodes],
                         [(["1", "2", "3"], "x", "up", True), (["4"], "x", "up", False),
                          (["5"], "x", "down", True), (["6"], "x", "up", False)])

    def test_withdrawal_ends_an_override_once_it_is_known(self):
        rows = OVERRIDES + "10,A,x,2026-08-01,green,red,,2026-11-20,2026-08-11\n" \
            "9,A,x,2026-08-19,green,red,,2026-12-01,2026-11-05\n9b,A,x,2026-10-30,green,red,,,\n"
        book = book_of(overrides=rows, renewals=RENEWALS + "r,A,2026-12-30,open,,,1,\n")
        self.assertEqual([e["members"] for e in book.episodes], [["10"], ["9", "9b"]])

    def test_one_day_in_order_of_ids(self):
        book = book_of(renewals=RENEWALS + RENEWED % ("r", "A", "2026-06-30", ""), overrides=OVERRIDES
                       + "9,A,x,2026-03-01,green,red,,,\n10,A,y,2026-03-01,amber,red,,,\n")
        self.assertEqual([e["members"] for e in book.episodes], [["10", "9"]])


class Verdicts(unittest.TestCase):
    def found(self, renewal, asserted, model, sessions=""):
        book = book_of(
            overrides=OVERRIDES + "1,A,x,2026-05-01,%s,%s,,,\n" % (asserted, model),
            sessions="session_id,account_id,csm_id,held_on\n" + sessions,
            renewals="renewal_id,due_date,outcome,closed_date,arr_before,arr_after,account_id\n"
            + renewal + ",A\n")
        return book.episodes[0]["state"], book.episodes[0]["verdict"]

    def test_up(self):
        self.assertEqual(self.found("r,2026-07-30,renewed,,5,5", "green", "red"),
                         ("renewed", "csm_right"))
        self.assertEqual(self.found("r,2026-07-30,churned,,5,", "green", "red"),
                         ("churned", "score_right"))
        self.assertEqual(self.found("r,2026-08-01,open,,5,", "green", "red"),  # lapsed: 91 days
                         ("churned", "score_right"))

    def test_down(self):
        self.assertEqual(self.found("r,2026-07-30,churned,,5,", "red", "green"),
                         ("churned", "csm_right"))
        for day, word in (("2026-05-01", "without"), ("2026-05-02", "with"),
                          ("2026-07-30", "with"), ("2026-07-31", "without")):
            held = "s,A,x,%s\nt,B,x,2026-06-01\n" % day
            self.assertEqual(self.found("r,2026-07-30,renewed,,5,5", "red", "green", held),
                             ("renewed", "renewed_%s_action" % word))

    def test_maturity_is_by_date(self):
        self.assertEqual(self.found("r,2026-10-01,renewed,2026-09-20,5,5", "green", "red"),
                         ("pending", None))  # due + 30 is as_of
        self.assertEqual(self.found("r,2026-09-30,renewed,2026-09-20,5,5", "green", "red"),
                         ("renewed", "csm_right"))
        self.assertEqual(self.found("r,2026-09-30,renewed,2026-11-02,5,5", "green", "red"),
                         ("overdue", None))


class Training(unittest.TestCase):
    """Month 2026-03: due + 90 < 2026-03-01 holds up to 2025-11-30; T-22 is 2025-11-08."""

    def rows(self, due, outcome, closed="", notice="", bucket=0, health="2025-11-01"):
        after = "5" if outcome == "renewed" else ""
        book = book_of(health=HEALTH + "A,%s,55\n" % health, renewals=RENEWALS
                       + "r,A,%s,%s,%s,%s,5,%s\n" % (due, outcome, closed, notice, after))
        found = ScoreModel(book).training_rows((2026, 3), bucket)
        return [(row["score"], row["churned"]) for row in found]

    def test_window(self):
        self.assertEqual(self.rows("2025-11-30", "renewed"), [(55, 0)])
        self.assertEqual(self.rows("2025-12-01", "renewed"), [])

    def test_what_was_known_then(self):
        self.assertEqual(self.rows("2025-11-30", "renewed", "2026-02-28"), [(55, 0)])
        self.assertEqual(self.rows("2025-11-30", "renewed", "2026-03-01"), [])  # overdue: 90 days
        self.assertEqual(self.rows("2025-11-29", "renewed", "2026-03-01"), [(55, 1)])  # lapsed

    def test_noticed_or_closed_at_the_landmark(self):
        self.assertEqual(self.rows("2025-11-30", "churned", "", "2025-11-08"), [])
        self.assertEqual(self.rows("2025-11-30", "churned", "", "2025-11-09"), [(55, 1)])
        self.assertEqual(self.rows("2025-11-30", "renewed", "2025-11-08"), [])
        self.assertEqual(self.rows("2025-11-30", "renewed", "2025-11-09"), [(55, 0)])

    def test_the_score_of_the_landmark(self):
        self.assertEqual(self.rows("2025-11-30", "renewed", health="2025-10-09"), [(55, 0)])
        self.assertEqual(self.rows("2025-11-30", "renewed", health="2025-10-08"), [])  # 31 days
        self.assertEqual(self.rows("2025-11-30", "renewed", bucket=1), [])  # T-60: none yet

    def test_isotonic(self):
        # churn 0.2, 0.3 (rises: together 25 of 100), 0.1
        rows = [{"score": Fraction(x), "tier": "red", "churned": int(i < churned)}
                for x, churned, count in ((10, 10, 50), (20, 15, 50), (40, 10, 100))
                for i in range(count)]
        fit = Fit(rows, [])
        quarter = Fraction(1, 4)
        self.assertEqual([fit.probability(Fraction(x)) for x in (5, 15, 20, 30, 99)],
                         [quarter, quarter, quarter, Fraction(7, 40), Fraction(1, 10)])
        self.assertEqual(fit.churn_rate(), Fraction(35, 200))
        self.assertIsNone(fit.churn_rate("green"))
        self.assertEqual(Fit(rows[1:], rows).kind, "isotonic")
        self.assertEqual(Fit(rows[1:], rows[1:]).kind, "bands")

    def test_bands(self):
        rows = [{"score": Fraction(x), "tier": "red", "churned": y}
                for x, y in ((50, 1), (59, 0), (95, 0), (100, 0))]
        fit = Fit([], rows)  # b = 1.5 / 5
        self.assertEqual([fit.probability(Fraction(x)) for x in (55, 100, 20)],
                         [Fraction(13, 30), Fraction(1, 10), Fraction(3, 10)])
        self.assertIsNone(Fit([], []).probability(Fraction(50)))


class Contrasts(unittest.TestCase):
    def test_bands_and_buckets(self):
        self.assertEqual([band_of(Fraction(s)) for s in ("0", "9.9", "10", "99.9", "100")],
                         [0, 0, 1, 9, 9])
        self.assertEqual([serving_bucket(i) for i in ("r", "r1", "é")], [0, 1, (195 + 169) % 3])

    def controls(self, score, override="", leads=(60,)):
        """r1 serves in 31-90; with one treated episode of a lead of 60 it stands on 2026-05-01."""
        book = book_of(health=HEALTH + "A,2026-05-01,%s\n" % score, overrides=OVERRIDES + override,
                       renewals=RENEWALS + RENEWED % ("r1", "A", "2026-06-30", ""))
        treated = [{"bucket": 1, "lead": lead} for lead in leads]
        return [[c["stratum"] for c in controls_against(book, d, treated, book.as_of)]
                for d in ("up", "down")]

    def test_controls(self):
        self.assertEqual(self.controls("55"), [[(5, 1, "S")], [(5, 1, "S")]])
        self.assertEqual(self.controls("39.9"), [[(3, 1, "S")], []])
        self.assertEqual(self.controls("70"), [[], [(7, 1, "S")]])
        self.assertEqual(self.controls("55", leads=()), [[], []])

    def test_overrides_of_controls(self):
        # on or before the day and in the direction only; an affirmation is none
        on_the_day, after = "1,A,x,2026-05-01,%s,\n", "1,A,x,2026-05-02,%s,\n"
        both = [(5, 1, "S")]
        self.assertEqual(self.controls("55", on_the_day % "red,green,,"), [both, []])
        self.assertEqual(self.controls("55", on_the_day % "green,red,,"), [[], both])
        self.assertEqual(self.controls("55", after % "green,red,,"), [both, both])
        self.assertEqual(self.controls("55", on_the_day % "red,red,,"), [both, both])

    def test_notice_and_closing_of_controls(self):
        for closed, notice, count in (("2026-05-01", "", 0), ("2026-05-02", "", 1),
                                      ("2026-07-02", "2026-05-01", 0),
                                      ("2026-07-02", "2026-05-02", 1)):
            book = book_of(health=HEALTH + "A,2026-05-01,55\n", renewals=RENEWALS
                           + "r1,A,2026-06-30,churned,%s,%s,100,\n" % (closed, notice))
            treated = [{"bucket": 1, "lead": 60}]
            self.assertEqual(len(controls_against(book, "up", treated, book.as_of)), count)

    def test_the_lead_is_drawn_by_hash(self):
        # finalised 0xa1c6e85cebec05f5: 0.6319 of the way
        self.assertEqual([drawn_lead("R0001-2", list(range(n))) for n in (1, 2, 3, 5, 100)],
                         [0, 1, 1, 3, 63])
        self.assertEqual([drawn_lead(name, [40, 40, 80]) for name in ("R0001-2", "r3")], [40, 80])

    def test_two_strata(self):
        def arm(stratum, churned, count):
            return [{"stratum": stratum, "churned": i < churned} for i in range(count)]

        found = contrast(arm(1, 2, 5) + arm(2, 1, 4) + arm(3, 1, 1),
                         arm(1, 3, 5) + arm(2, 3, 6) + arm(4, 0, 9))
        self.assertEqual([found[k] for k in ("treated", "controls", "strata", "dropped", "exact")],
                         [9, 11, 2, 2, False])
        # a - E = 3 - 2.5 - 1.6; V = 625/900 + 576/900
        self.assertAlmostEqual(found["chi_square"], 1089 / 1201, 14)
        self.assertAlmostEqual(found["p"], 0.340979, 5)
        # (-0.5 - 0.6) / (2.5 + 2.4); (0.4 + 0.3) / (0.9 + 0.9); SE0 = sqrt(V) / 4.9
        self.assertEqual(found["risk_difference"], Fraction(-11, 49))
        self.assertEqual(found["odds_ratio"], Fraction(7, 18))
        half = 1.959963984540054 * (1201 / 900) ** 0.5 / 4.9
        self.assertAlmostEqual(found["risk_difference_low"], -11 / 49 - half, 14)
        self.assertAlmostEqual(found["risk_difference_high"], -11 / 49 + half, 14)
        self.assertIsNone(found["reason"])

    def test_reasons_of_the_interval(self):
        def found(a, n1, c, n0, other=2):
            matched = contrast([{"stratum": 1, "churned": i < a} for i in range(n1)],
                               [{"stratum": other - 1, "churned": i < c} for i in range(n0)])
            return (matched["reason"], matched["p"] is None, matched["exact"],
                    matched["risk_difference"], matched["risk_difference_low"])

        self.assertEqual(contrast([], [])["reason"], "no_strata")
        self.assertEqual(found(1, 9, 1, 9, other=3), ("no_strata", True, False, None, None))
        self.assertEqual(found(1, 4, 1, 9), ("too_few", False, True, Fraction(5, 36), None))
        self.assertEqual(found(0, 9, 0, 4), ("too_few", True, False, 0, None))
        self.assertEqual(found(9, 9, 9, 9), ("no_variation", True, False, 0, None))
        self.assertEqual(found(0, 9, 4, 9), ("exact", False, True, Fraction(-4, 9), None))

    def test_the_interval_is_cut(self):
        found = contrast([{"stratum": 1, "churned": True}] * 5,
                         [{"stratum": 1, "churned": False}] * 5)
        # 2.5 of 5 expected, variance 25 x 25 / 900: RD 1 +- 1.96 x (5 / 6) x 2 / 5
        self.assertAlmostEqual(found["risk_difference_low"], 1 - 1.959963984540054 * 5 / 6 / 2.5, 14)
        self.assertEqual(found["risk_difference_high"], 1)

    def test_exact(self):
        # of 2 churns among 4 + 4 the treated have 0, 1, 2 in 6, 16, 6 of 28 ways
        self.assertEqual(exact_conditional([(0, 4, 2, 4)]), Fraction(12, 28))
        self.assertEqual(exact_conditional([(1, 4, 1, 4)]), 1)
        # twice one churn of 2: 0, 1, 2 in 1, 2, 1 of 4 ways
        self.assertEqual(exact_conditional([(1, 1, 0, 1), (1, 1, 0, 1)]), Fraction(1, 2))

    def test_more_needed(self):
        def needed(a, n1, c, n0):
            treated = [{"stratum": 1, "churned": i < a} for i in range(n1)]
            controls = [{"stratum": 1, "churned": i < c} for i in range(n0)]
            return more_needed(contrast(treated, controls), tables_of(treated, controls)[0])

        # V = 100^4 / (200^2 x 199), SE0^2 = V / 50^2 = 1/199; 100 z^2 SE0^2 / 0.01 = 193.04
        self.assertEqual(needed(50, 100, 50, 100), 94)
        # RD 0.05: half the room, m1 m0 = 105 x 95, four times 193.04 x 0.9975 = 770.2
        self.assertEqual(needed(55, 100, 50, 100), 671)
        self.assertIsNone(needed(60, 100, 50, 100))  # RD 0.10
        self.assertIsNone(needed(4, 100, 0, 100))  # exact: no interval
        self.assertEqual(needed(5, 1000, 5, 1000), 1)

    def confirmed(self, earlier_p, earlier_difference, fresh):
        """Eight treated of SMB without a churn and eight controls that all churned; a renewal due
        on day 101 was not yet matured by day 131."""
        def renewal(account, number):
            return {"account_id": account, "due_date": 100 + (number < fresh)}

        def arms(direction, episodes, belongs):
            controls = [{"stratum": 1, "churned": account == "A"} for account in "AB"
                        for n in range(8) if belongs(renewal(account, n))]
            return [{"stratum": 1, "churned": False} for _ in episodes], controls

        account = {"A": {"segment": "SMB"}, "B": {"segment": "Other"}}
        episodes = [{"account": "A", "renewal": renewal("A", n)} for n in range(8)]
        book = types.SimpleNamespace(account=account, episodes=episodes)
        segment = dict(dimension="segment", value="SMB", direction="up")
        earlier = {"adjusted_p": earlier_p, "audit": {
            "matched": {"risk_difference": earlier_difference, "p": min(earlier_p, 0.049)}}}
        return is_confirmed(types.SimpleNamespace(book=book, arms=arms), segment, 131, earlier)

    def test_confirmed_by_new_evidence_only(self):
        # 4 + 4 new ones: 1 of C(8, 4) = 70 either way, p = 2/70; 3 + 3: 2/20
        self.assertTrue(self.confirmed(Fraction(1, 10), -0.2, 4))
        self.assertFalse(self.confirmed(Fraction(1, 10), -0.2, 3))
        self.assertFalse(self.confirmed(0.11, -0.2, 8))
        self.assertFalse(self.confirmed(0.01, 0.2, 8))

    def test_audit_of_few(self):
        feeds = feeds_of(overrides=OVERRIDES + "1,A,x,2026-05-01,green,,20,,\n",
                         renewals=RENEWALS + RENEWED % ("r", "A", "2026-06-30", ""))
        auditor = Auditor(feeds, OCTOBER)
        found = auditor.audit("up", auditor.book.episodes)
        self.assertEqual([found[k] for k in ("matured", "observed", "unscored", "expected", "matched",
                                             "reason")], [1, 0, 1, None, None, "too_few"])
        self.assertEqual(found["arr"], {"csm_right": 100, "score_right": 0})


class Words(unittest.TestCase):
    def test_the_last_logged_in_force(self):
        book = book_of(overrides=OVERRIDES + "1,A,x,2026-01-01,green,red,,2026-04-01,\n"
                       "2,A,x,2026-02-01,red,green,,,2026-02-11\n3,A,x,2026-03-01,red,red,,,\n")
        days = "2025-12-31 2026-01-01 2026-02-10 2026-02-11 2026-03-01 2026-04-30".split()
        found = [word_on(book, "A", parse_day(day)) for day in days]
        self.assertEqual([f and f["id"] for f in found], [None, "1", "2", "1", None, None])


class RandomPortfolios(unittest.TestCase):
    def test_parts_sum_to_wholes(self):
        texts = {feed: csv_text(rows) for feed, rows in Portfolio(4, 120).rows.items()}
        found = override_audit(feeds_from(**texts)[0], OCTOBER)
        counts = found["counts"]
        self.assertEqual(counts["overrides"], sum(counts[name] for name in CLASSES))
        self.assertEqual(counts["episodes"],
                         counts["pending"] + counts["overdue"] + counts["matured"])
        self.assertEqual(counts["eligible"], sum(len(e["override_ids"]) for e in found["episodes"]))
        self.assertEqual(counts["matured"], sum(a["matured"] for a in found["directions"].values()))
        for direction in ("up", "down"):
            for name in ("matured", "observed", "unscored"):
                self.assertEqual(found["directions"][direction][name],
                                 sum(c[direction][name] for c in found["by_csm"]))


def csv_text(rows):
    columns = list(rows[0])
    lines = [columns] + [[row[c] for c in columns] for row in rows]
    return "".join(",".join('"%s"' % str(v).replace('"', '""') for v in line) + "\n"
                   for line in lines)


if __name__ == "__main__":
    unittest.main()
