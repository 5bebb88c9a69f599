#!/usr/bin/env python3
"""Contracts, customers, owners and contradicting rows, on cases worked out by hand."""

import os
import tempfile
import unittest
from fractions import Fraction

from calendar_days import day_text, parse_day, parse_moment
from cards import Scope, card, customer_metric
from events import closing_by, notice_day, noticed_or_closed, settled_on, state_on
from feed_reader import read_feeds, salesforce_id
from knowledge import Knowledge, TRANSITION, UNASSIGNED
from test_oracle import OCTOBER, feeds_from

RENEWALS = "renewal_id,account_id,due_date,outcome,closed_date,notice_date,arr_before,arr_after," \
           "currency,term_start\n"
ARR = "account_id,effective_date,arr,currency\n"
IMPORT_DAY = parse_day("2026-11-26")


def known_from(month=OCTOBER, **texts):
    texts.setdefault("accounts", "account_id,segment,customer_since\nA,S,\nB,S,\n")
    texts.setdefault("csms", "csm_id,name,team,end_date\nx,X,T,\ny,Y,T,\nz,Z,,\n")
    feeds, rejects = feeds_from(**texts)
    assert not rejects, rejects
    return Knowledge(feeds, month)


class Lines(unittest.TestCase):
    """Lines of account A due on 2026-01-31: + 30 is 03-02, + 90 is 05-01."""

    def event(self, *lines):
        """Lines are (outcome, closed, notice)."""
        rows = "".join("%d,A,2026-01-31,%s,%s,%s,100,%s,,\n" % (
            n, outcome, closed, notice, "90" if outcome == "renewed" else "")
            for n, (outcome, closed, notice) in enumerate(lines))
        events = known_from(renewals=RENEWALS + rows).events_of["A"]
        self.assertEqual(len(events), 1)
        return events[0]

    def history(self, event, *days):
        """(settled as, closed on) as seen on some days."""
        return [(settled_on(event, parse_day(day)), day_text(closing_by(event, parse_day(day))))
                for day in days]

    def test_the_smallest_id_names_the_event(self):
        known = known_from(renewals=RENEWALS + "r9,A,2026-01-31,open,,,1,,,\n"
                           "r10,A,2026-01-31,open,,,1,,,\nr1,A,2026-02-01,open,,,1,,,\n"
                           "r0,B,2026-01-31,open,,,1,,,\n")
        self.assertEqual([e["renewal_id"] for e in known.events_of["A"]], ["r10", "r1"])

    def test_one_renewed_and_one_open(self):
        event = self.event(("renewed", "2026-01-20", ""), ("open", "", ""))
        self.assertEqual(self.history(event, "2026-03-02", "2026-04-01", "2026-05-01", "2026-05-02",
                                      "2026-05-31"),
                         [(None, None)] * 3 + [("renewed", "2026-05-02")] * 2)
        waiting = self.states(event, "2026-01-31", "2026-03-02", "2026-03-03", "2026-05-01",
                              "2026-05-02")
        self.assertEqual(waiting, ["pending", "pending", "overdue", "overdue", "renewed"])

    @staticmethod
    def states(event, *days):
        return [state_on(event, parse_day(day)) for day in days]

    def test_one_churned_and_one_open(self):
        event = self.event(("churned", "2026-01-20", ""), ("open", "", ""))
        self.assertEqual(self.states(event, "2026-03-02", "2026-03-03", "2026-05-01", "2026-05-02"),
                         ["pending", "overdue", "overdue", "lapsed"])

    def test_all_churned_on_different_days(self):
        event = self.event(("churned", "2026-01-20", ""), ("churned", "", ""),
                           ("churned", "2026-03-15", ""))
        self.assertEqual(self.history(event, "2026-03-14", "2026-03-15"),
                         [(None, None), ("churned", "2026-03-15")])

    def test_closed_after_the_lapse(self):
        # day 91 is 05-02; the second line is signed on 05-10
        event = self.event(("churned", "2026-01-31", ""), ("renewed", "2026-05-10", ""))
        self.assertEqual(self.history(event, "2026-05-01", "2026-05-02", "2026-05-09", "2026-05-10"),
                         [(None, None), ("churned", "2026-05-02"), ("churned", "2026-05-02"),
                          ("renewed", "2026-05-10")])

    def notice(self, *lines):
        return day_text(notice_day(self.event(*lines)))

    def test_notice(self):
        self.assertIsNone(self.notice(("churned", "2026-01-20", "2025-11-01"), ("open", "", "")))
        self.assertIsNone(self.notice(("churned", "2026-01-20", ""), ("churned", "", "")))
        self.assertEqual(self.notice(("churned", "2026-01-20", "2025-11-01"),
                                     ("open", "", "2025-12-01")), "2025-12-01")
        self.assertEqual(self.notice(("churned", "2026-01-20", ""), ("open", "", "2025-12-01")),
                         "2026-01-20")
        self.assertEqual(self.notice(("churned", "", "2025-11-01"), ("churned", "", "")),
                         "2026-01-31")
        self.assertEqual(self.notice(("renewed", "2026-01-20", "2025-11-01"),), "2025-11-01")
        self.assertIsNone(self.notice(("renewed", "2026-01-20", ""), ("open", "", "2025-11-01")))

    def test_noticed_or_closed(self):
        event = self.event(("churned", "2026-01-20", "2025-11-01"), ("renewed", "2025-12-24", ""))
        found = [noticed_or_closed(event, parse_day(day)) for day in ("2026-01-19", "2026-01-20")]
        self.assertEqual(found, [False, True])


class Ratios(unittest.TestCase):
    def card(self, rows, **texts):
        known = known_from(renewals=RENEWALS + rows, **texts)
        return card(known, Scope("company"), known.events_due(known.window_start, known.as_of))

    def test_amounts_add_up_and_gross_takes_the_minimum_of_the_sums(self):
        # A: 10 + 40 before, 60 + 0 after: gross 50, though line by line 10; EUR at 2
        found = self.card("1,A,2026-01-31,renewed,,,10,60,,\n2,A,2026-01-31,churned,,,40,,,\n"
                          "3,B,2026-01-31,renewed,,,10,9,USD,\n4,B,2026-01-31,renewed,,,10,9,eur,\n",
                          fx="currency,date,rate\nEur,2025-11-01,2\n")
        gross = found["metrics"]["gross_renewal_rate"]
        self.assertEqual((gross["numerator"], gross["denominator"]), (50 + 27, 50 + 30))
        self.assertEqual(found["metrics"]["net_renewal_rate"]["numerator"], 60 + 27)
        self.assertEqual(found["renewals"], dict(
            due=2, settled=2, renewed=2, churned=0, lapsed=0, pending=0, overdue=0, on_time=2, late=0,
            early=0, provisional=False))

    def test_a_line_without_a_rate_takes_the_event_out_of_the_ratios(self):
        found = self.card("1,A,2026-01-31,renewed,,,10,10,,\n2,A,2026-01-31,churned,,,40,,CHF,\n")
        self.assertEqual(found["metrics"]["gross_renewal_rate"]["denominator"], 0)
        self.assertEqual(found["metrics"]["logo_renewal_rate"]["numerator"], 1)

    def test_on_time_by_the_last_line_and_by_the_lapse(self):
        # 1 + 2 close on the last of the two days: late; 3 early; 4 + 5 renew by lapse: late
        found = self.card("1,A,2026-01-31,renewed,2025-12-31,,10,10,,\n"
                          "2,A,2026-01-31,churned,2026-02-01,,10,,,\n"
                          "3,A,2026-02-28,renewed,2026-01-31,,10,10,,\n"
                          "4,B,2026-01-31,renewed,2025-12-31,,10,10,,\n5,B,2026-01-31,open,,,10,,,\n")
        self.assertEqual([found["renewals"][k] for k in ("settled", "renewed", "late", "on_time",
                                                         "early")], [3, 3, 2, 1, 1])

    def test_customers(self):
        def events(text):
            return [{"account": word[0], "state": {"r": "renewed", "c": "churned", "l": "lapsed",
                                                   "p": "pending", "o": "overdue"}[state]}
                    for word in text.split() for state in word[1:]]

        # ten with a settled one: a to g all renewed (g's other is pending), h, i, j not all;
        # k and l have open ones only
        found = customer_metric(events("ar brr cr dr er frrr grp hrc ilr jc kp lop"))
        self.assertEqual((found["numerator"], found["denominator"]), (7, 10))
        self.assertEqual(found["value"], Fraction(7, 10))
        self.assertEqual((found["worst"], found["best"]), (Fraction(6, 12), Fraction(9, 12)))
        found = customer_metric(events("ar br cr dr er fr gr hr irc jp"))
        self.assertEqual((found["numerator"], found["denominator"], found["reason"], found["value"],
                          found["worst"]), (8, 9, "too_few", None, None))

    def test_customer_rate_has_no_target(self):
        found = self.card("1,A,2026-01-31,renewed,,,10,10,,\n",
                          targets="scope,scope_id,metric,from_date,to_date,value\n"
                                  "company,,customer_renewal_rate,2026-01-01,2026-12-31,0.9\n")
        self.assertIsNone(found["metrics"]["customer_renewal_rate"]["target"])


class Revenue(unittest.TestCase):
    def arr(self, *days, rows=None, renewals="", accounts="A,S,", month=OCTOBER, fx="EUR,2025-01-01,2"):
        texts = {"fx": "currency,date,rate\n%s\n" % fx, "renewals": RENEWALS + renewals,
                 "accounts": "account_id,segment,customer_since\n%s\n" % accounts}
        if rows is not None:
            texts["arr"] = ARR + rows
        known = known_from(month, **texts)
        return [known.arr_on("A", parse_day(day)).value() for day in days]

    def test_an_event_after_the_last_row(self):
        row = "A,2026-01-31,100,\n"
        for outcome, after, expected in (("churned", "", 10), ("renewed", "120", 130),
                                         ("renewed", "80", 90)):
            found = self.arr("2026-03-14", "2026-03-15", "2026-10-31", rows=row,
                             renewals="1,A,2026-03-15,%s,,,90,%s,,\n" % (outcome, after))
            # 100 - 90 + after: the part that is no part of this contract stays
            self.assertEqual(found, [100, expected, expected])

    def test_lapsed_pending_and_seen_from_before(self):
        row = "A,2026-01-31,100,\n"
        event = "1,A,2026-07-31,open,,,100,,,\n"
        self.assertEqual(self.arr("2026-07-30", "2026-07-31", rows=row, renewals=event), [100, 0])
        event = "1,A,2026-08-02,open,,,100,,,\n"  # 90 days: overdue
        self.assertEqual(self.arr("2026-08-02", "2026-10-31", rows=row, renewals=event), [100, 100])
        event = "1,A,2026-03-15,churned,2026-06-10,,100,,,\n"
        self.assertEqual(self.arr("2026-03-15", rows=row, renewals=event, month=(2026, 5)), [100])
        self.assertEqual(self.arr("2026-03-15", rows=row, renewals=event, month=(2026, 6)), [0])

    def test_a_row_between_due_and_closed_stands(self):
        # the row of 04-30 was written before anybody knew: by the page it stands
        self.assertEqual(
            self.arr("2026-03-15", "2026-04-30", "2026-10-31", rows="A,2026-01-31,100,\nA,2026-04-30,100,\n",
                     renewals="1,A,2026-03-15,churned,2026-05-20,,100,,,\n"), [0, 100, 100])

    def test_a_row_on_the_due_date_stands(self):
        self.assertEqual(self.arr("2026-03-14", "2026-03-15", rows="A,2026-01-31,100,\nA,2026-03-15,120,\n",
                                  renewals="1,A,2026-03-15,renewed,,,100,120,,\n"), [100, 120])

    def test_already_in_the_row(self):
        # signed on 01-20 for 03-15: a row of that day or later that says 120 knows of it
        def after(row, closed="2026-01-20", currency="", arr_after="120"):
            return self.arr("2026-03-15", rows=row, renewals="1,A,2026-03-15,renewed,%s,,100,%s,%s,\n"
                            % (closed, arr_after, currency))[0]
        self.assertEqual(after("A,2026-01-20,120,\n"), 120)
        self.assertEqual(after("A,2026-01-19,120,\n"), 140)
        self.assertEqual(after("A,2026-01-31,100,\n"), 120)
        self.assertEqual(after("A,2026-01-20,120.004,\n"), Fraction("120.004"))
        self.assertEqual(after("A,2026-01-20,120.006,\n"), Fraction("140.006"))
        self.assertEqual(after("A,2026-01-20,240,\n", currency="EUR"), 240)  # 120 EUR are 240
        self.assertEqual(after("A,2026-01-20,120,eur\n", currency="EUR"), 240)
        # the older row knows of it, the newer one says something else: 130 + 20
        self.assertEqual(after("A,2026-01-20,120,\nA,2026-02-10,130,\n"), 150)

    def test_lines_already_in_the_row(self):
        lines = "1,A,2026-03-15,renewed,2026-01-10,,60,70,,\n2,A,2026-03-15,churned,2026-01-20,,40,,,\n"
        self.assertEqual(self.arr("2026-03-14", "2026-03-15", rows="A,2026-01-20,70,\n",
                                  renewals=lines), [70, 70])
        # the last line closes on 01-20: a row of the 19th does not know of it: 70 + 70 - 100
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-19,70,\n", renewals=lines), [40])

    def test_two_events_and_half_a_cent(self):
        # 100 - 99.996 = 0.004 is 0, so the second event starts from 0: 0 + 50 - 50
        two = "1,A,2026-02-15,churned,,,99.996,,,\n2,A,2026-03-15,renewed,,,50,50,,\n"
        days = "2026-02-14", "2026-02-15", "2026-03-15"
        self.assertEqual(self.arr(*days, rows="A,2026-01-31,100,\n", renewals=two), [100, 0, 0])
        # 0.005 is something: it stays through the second
        self.assertEqual(self.arr(*days, rows="A,2026-01-31,100.001,\n", renewals=two),
                         [Fraction("100.001"), Fraction("0.005"), Fraction("0.005")])
        # never below 0: 100 - 130 is 0, then 50 + 20
        two = "1,A,2026-02-15,churned,,,130,,,\n2,A,2026-03-15,renewed,,,50,70,,\n"
        self.assertEqual(self.arr(*days, rows="A,2026-01-31,100,\n", renewals=two), [100, 0, 20])

    def test_currencies(self):
        churn = "1,A,2026-03-15,churned,,,50,,EUR,\n"
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-31,100,\n", renewals=churn), [0])
        # without a rate on either side nobody can subtract: the CHF stay
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-31,100,chf\n", renewals=churn), [None])
        churn = "1,A,2026-03-15,churned,,,100,,CHF,\n"
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-31,100,chf\n", renewals=churn), [0])
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-31,100,\n", renewals=churn), [None])
        # a row of 0 is 0 in any currency: 0 + 80 - 30 CHF, then 50 - 80
        two = "1,A,2026-03-15,renewed,,,30,80,CHF,\n2,A,2026-06-15,churned,,,80,,CHF,\n"
        self.assertEqual(self.arr("2026-03-14", "2026-03-15", "2026-06-15", rows="A,2026-01-31,0,\n",
                                  renewals=two), [0, None, 0])
        # both parts end: 0 in all
        two = "1,A,2026-03-15,churned,,,100,,CHF,\n2,A,2026-03-15,churned,,,20,,,\n"
        self.assertEqual(self.arr("2026-03-15", rows="A,2026-01-31,100,CHF\n", renewals=two), [0])

    def test_back_with_a_term(self):
        back = "1,A,2025-06-30,churned,,,100,,,\n2,A,2026-12-31,open,,,240,,,2025-09-01\n"
        days = "2025-06-29", "2025-06-30", "2025-08-31", "2025-09-01", "2026-10-31"
        self.assertEqual(self.arr(*days, renewals=back), [100, 0, 0, 240, 240])
        for rows, expected in (
                ("A,2025-01-01,100,\n", [100, 0, 0, 240, 240]),  # the same
                ("A,2025-01-01,100,\nA,2025-08-31,0,\n", [100, 0, 0, 240, 240]),
                # the row of the term's first day, or a later one, knows better
                ("A,2025-01-01,100,\nA,2025-09-01,0,\n", [100, 0, 0, 0, 0]),
                ("A,2025-01-01,100,\nA,2025-10-01,0,\n", [100, 0, 0, 240, 0]),
                ("A,2025-01-01,100,\nA,2025-10-01,250,\n", [100, 0, 0, 240, 250])):
            self.assertEqual(self.arr(*days, rows=rows, renewals=back), expected)

    def test_what_a_term_brought_stays_and_is_adjusted(self):
        # 240 from 2025-09-01; due 2026-03-01, renewed at 300: 0 + 300, not 300 - 240
        for rows in (None, "A,2025-01-01,100,\n"):
            back = "1,A,2025-06-30,churned,,,100,,,\n2,A,2026-03-01,renewed,,,240,300,,2025-09-01\n"
            self.assertEqual(self.arr("2026-02-28", "2026-03-01", rows=rows, renewals=back), [240, 300])
            back = "1,A,2025-06-30,churned,,,100,,,\n2,A,2026-10-01,open,,,240,,,2025-09-01\n"
            self.assertEqual(self.arr("2026-10-01", "2026-10-31", rows=rows, renewals=back), [240, 240])
            back = "1,A,2025-06-30,churned,,,100,,,\n2,A,2026-07-01,open,,,240,,,2025-09-01\n"
            self.assertEqual(self.arr("2026-06-30", "2026-07-01", rows=rows, renewals=back), [240, 0])

    def test_the_first_by_due_date_brings(self):
        # both terms have come when the first leaves: that of the earlier due date counts
        more = "1,A,2025-06-30,churned,,,100,,,\n3,A,2026-06-30,churned,,,30,,,2025-02-01\n" \
               "2,A,2026-03-01,churned,,,20,,,2025-03-01\n"
        self.assertEqual(self.arr("2025-06-29", "2025-06-30", "2026-02-28", "2026-03-01", "2026-06-29",
                                  "2026-06-30", renewals=more), [100, 20, 20, 30, 30, 0])

    def test_the_earliest_line_begins_the_term(self):
        lines = "1,A,2026-06-30,open,,,10,,,2026-02-01\n2,A,2026-06-30,open,,,20,,,2026-01-15\n" \
                "3,A,2026-06-30,open,,,30,,,\n"
        self.assertEqual(self.arr("2026-01-14", "2026-01-15", renewals=lines), [0, 60])

    def test_customer_since_and_the_first_term(self):
        def found(since, start):
            return self.arr("2025-01-01", "2025-03-01", "2025-06-01", "2025-12-30", "2025-12-31",
                            accounts="A,S," + since,
                            renewals="1,A,2025-12-31,renewed,,,100,90,,%s\n" % start)
        self.assertEqual(found("", ""), [100, 100, 100, 100, 90])
        self.assertEqual(found("", "2025-03-01"), [0, 100, 100, 100, 90])
        self.assertEqual(found("2025-03-01", "2025-06-01"), [0, 100, 100, 100, 90])
        self.assertEqual(found("2025-06-01", "2025-03-01"), [0, 0, 100, 100, 90])
        self.assertEqual(found("2025-12-31", "2025-03-01"), [0, 0, 0, 0, 90])

    def test_before_the_first_row_there_is_nothing(self):
        found = self.arr("2026-02-28", "2026-03-01", "2026-05-01", rows="A,2026-05-01,70,\n",
                         renewals="1,A,2026-12-31,open,,,100,,,2026-03-01\n")
        self.assertEqual(found, [0, 0, 70])


class Owners(unittest.TestCase):
    CSMS = "csm_id,name,start_date,end_date\nx,X,,2026-05-03\ny,Y,,\nz,Z,2026-07-01,\n"

    def known(self, rows, month=OCTOBER, **texts):
        return known_from(month, csms=self.CSMS, assignments="account_id,csm_id,start_date,end_date,role\n"
                          + rows, **texts)

    def owner(self, rows, day, month=OCTOBER):
        return self.known(rows, month).owner_on("A", parse_day(day))

    def test_an_assignment_ends_with_its_csm(self):
        row = "A,x,2025-01-01,,\n"
        self.assertEqual(self.owner(row, "2026-05-02"), "x")
        self.assertIsNone(self.owner(row, "2026-05-03"))
        self.assertEqual(self.owner(row, "2026-05-02", (2026, 4)), "x")
        self.assertIsNone(self.owner("A,x,2025-01-01,2026-02-01,\n", "2026-02-01"))
        self.assertIsNone(self.owner("A,x,2025-01-01,2026-09-01,\n", "2026-06-01"))
        self.assertIsNone(self.owner("A,x,2026-06-01,,\n", "2026-06-01"))

    def test_overlaps_are_judged_after_it(self):
        rows = "A,x,2025-01-01,,\nA,y,2026-05-03,,\n"
        self.assertEqual(self.owner(rows, "2026-05-03"), "y")
        feeds, rejects = feeds_from(
            accounts="account_id,segment\nA,S\n", csms=self.CSMS,
            assignments="account_id,csm_id,start_date\nA,y,2026-05-02\nA,x,2025-01-01\n")
        self.assertEqual([r["csm_id"] for r in feeds["assignments"]], ["x"])
        self.assertEqual([r["line"] for r in rejects], [2])

    def test_attribution(self):
        # due 2026-07-30: the window starts on 01-31; to 05-02 are 1 + 28 + 31 + 30 + 2 = 92 days
        def credit(rows, due):
            return self.known(rows).attribution({"account_id": "A", "due_date": parse_day(due)})
        self.assertEqual(credit("A,x,2025-01-01,,\n", "2026-07-30"), ("csm", "x"))
        # due 33 days later: 59; due 32 days later: 60
        self.assertEqual(credit("A,x,2025-01-01,,\n", "2026-09-01"), TRANSITION)
        self.assertEqual(credit("A,x,2025-01-01,,\n", "2026-08-31"), ("csm", "x"))
        self.assertEqual(credit("A,x,2025-01-01,,\n", "2026-10-29"), TRANSITION)
        self.assertEqual(credit("A,x,2025-01-01,,\n", "2026-10-30"), UNASSIGNED)
        self.assertEqual(credit("A,x,2025-01-01,,onboarding\n", "2026-07-30"), UNASSIGNED)

    def test_a_csm_who_has_not_begun_owns_nothing(self):
        self.assertEqual(self.owner("A,z,2026-02-01,,\n", "2026-03-01"), "z")
        self.assertIsNone(self.owner("A,z,2026-02-01,,\n", "2026-03-01", (2026, 6)))

    def test_roles(self):
        feeds, rejects = feeds_from(
            accounts="account_id,segment\nA,S\n", csms=self.CSMS,
            assignments="account_id,csm_id,start_date,end_date,role\n"
            "A,x,2025-01-01,,OWNER\nA,y,2025-01-01,,onboarding\nA,y,2025-01-01,,technical\n"
            "A,z,2025-01-01,2025-02-01,technical\nA,z,2025-01-01,2025-03-01,Technical\n"
            "A,y,2025-06-01,,\nA,y,2025-01-01,,technical\n")
        self.assertEqual(sorted(r["line"] for r in rejects), [5, 6, 7])  # z twice, y on x's days
        self.assertEqual(len(feeds["assignments"]), 3)

    def test_owners_who_start_together(self):
        for rows in ("A,x,2025-01-01,\nA,y,2025-01-01,\nA,z,2025-03-01,\n",
                     "A,z,2025-03-01,\nA,y,2025-01-01,\nA,x,2025-01-01,\n"):
            feeds, rejects = feeds_from(
                accounts="account_id,segment\nA,S\n", csms=self.CSMS,
                assignments="account_id,csm_id,start_date,end_date\n" + rows)
            self.assertEqual([r["csm_id"] for r in feeds["assignments"]], ["z"])
            self.assertEqual(len(rejects), 2)


class OneFile(unittest.TestCase):
    def scores(self, *lines):
        feeds, rejects = feeds_from(accounts="account_id,segment\nA,S\n",
                                    health="account_id,date,score\n" + "".join(
                                        "A,%s\n" % line for line in lines))
        return [float(r["score"]) for r in feeds["health"]], sorted(r["line"] for r in rejects)

    def test_repeats_and_contradictions(self):
        self.assertEqual(self.scores("2026-01-05,39.95", "05.01.2026,40.0", "2026-01-05,39.95"),
                         ([40], []))
        self.assertEqual(self.scores("2026-01-05,40", "2026-01-06,41", "2026-01-05,42",
                                     "2026-01-05,40"), ([41], [2, 4, 5]))
        self.assertEqual(self.scores("2026-01-05,40", "2026-01-05,101"), ([40], [3]))

    def test_the_days_last_reading(self):
        for order in (1, -1):
            lines = ["2026-01-05T08:00:00Z,40", "2026-01-05T20:00:00+02:00,45",
                     "2026-01-05T17:59:59Z,50", "2026-01-06T00:30:00+01:00,55"][::order]
            self.assertEqual(self.scores(*lines), ([55], []))  # 23:30 in UTC
        self.assertEqual(self.scores("2026-01-05T08:00:00Z,40", "2026-01-05T08:00:00Z,41",
                                     "2026-01-05T07:00:00Z,42"), ([42], [2, 3]))
        self.assertEqual(self.scores("2026-01-05T08:00:00Z,40", "2026-01-05,41"), ([40], []))
        self.assertEqual(self.scores("2026-01-05T00:00:00Z,40", "2026-01-05,41"), ([], [2, 3]))

    def test_a_contradicted_account_is_unknown(self):
        feeds, rejects = feeds_from(accounts="account_id,segment\nA,S\nB,S\nA,T\n",
                                    health="account_id,date,score\nA,2026-01-05,5\nB,2026-01-05,5\n")
        self.assertEqual([r["account_id"] for r in feeds["health"]], ["B"])
        self.assertEqual(len(rejects), 3)

    def test_two_files_of_a_feed(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("accounts.csv", "accounts.csv.gz"):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write("account_id,segment\nA,S\n")
            self.assertEqual(read_feeds(folder)[0]["accounts"], [])

    def test_words_blanks_and_nothing(self):
        feeds, rejects = feeds_from(
            accounts=" Account_ID ,SEGMENT,arr_tier,product\n A ,S\u00a0,NULL,\\N\n,,,\n",
            health="account_id,date,score,tier\nA,2026-01-05,50,YELLOW\nA,2026-01-06,50,#N/A\n",
            renewals="renewal_id,account_id,due_date,outcome,arr_before,currency\n"
                     "1,\u200bA,2026-01-05,Churned,5,eur\n")
        self.assertEqual(rejects, [])
        account, = feeds["accounts"]
        self.assertEqual([account[k] for k in ("account_id", "segment", "arr_tier", "product")],
                         ["A", "S", None, None])
        self.assertEqual([r["tier"] for r in feeds["health"]], ["amber", None])
        self.assertEqual([feeds["renewals"][0][k] for k in ("outcome", "currency")], ["churned", "EUR"])

    def test_salesforce_ids(self):
        # capitals: D at place 3 of the first five (8: I), none (A), I and R at 0 and 1 (1 + 2: D)
        self.assertEqual(salesforce_id("001D000000IRt53"), "001D000000IRt53IAD")
        feeds, rejects = feeds_from(
            accounts="account_id,segment\n%s,S\n0013000000abcde,S\nother,S\n" % salesforce_id("0013000000AbCdE"),
            health="account_id,date,score\n0013000000AbCdE,2026-01-05,5\n0013000000abcde,2026-01-05,6\n"
                   "0013000000ABCDE,2026-01-05,7\n%s,2026-01-06,8\n%sAAB,2026-01-07,8\n"
                   % (salesforce_id("0013000000abcde"), "0013000000abcde"))
        self.assertEqual([(r["account_id"], r["score"]) for r in feeds["health"]],
                         [(salesforce_id("0013000000AbCdE"), 5), ("0013000000abcde", 6),
                          ("0013000000abcde", 8)])
        self.assertEqual([r["line"] for r in rejects], [4, 6])

    def test_both_forms_of_an_own_id(self):
        feeds, rejects = feeds_from(accounts="account_id,segment\n001D000000IRt53IAD,S\n001D000000IRt53,S\n"
                                    "001D000000IRt54,S\n%s,T\n" % salesforce_id("001D000000IRt54"))
        self.assertEqual([r["account_id"] for r in feeds["accounts"]], ["001D000000IRt53IAD"])
        self.assertEqual([r["line"] for r in rejects], [4, 5])


class Impossible(unittest.TestCase):
    def taken(self, feed, header, *rows):
        """Which rows are taken."""
        texts = {feed: header + "\n" + "".join(row + "\n" for row in rows)}
        texts.setdefault("accounts", "account_id,segment\nA,S\n")
        texts.setdefault("csms", "csm_id,name\nx,X\n")
        with tempfile.TemporaryDirectory() as folder:
            for name, text in texts.items():
                with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as file:
                    file.write(text)
            feeds, _ = read_feeds(folder, IMPORT_DAY)
        return sorted(row["line"] - 2 for row in feeds[feed])

    def test_rates(self):
        rows = ["gross_renewal_rate,,median,%s" % value for value in ("1", "1.01", "92%", "101 %", "-0.1")]
        rows += ["net_renewal_rate,S,%s,%s" % pair for pair in (
            ("median", "3"), ("leader", "3.01"), ("peers", "110%"))]
        rows += ["nps,%d,median,%s" % pair for pair in enumerate(("-100", "100", "100.1", "-101"))]
        rows += ["customer_renewal_rate,,median,92", "mrr,,median,92", "mrr,,median,92%"]
        texts = [self.taken("benchmarks", "metric,segment,statistic,value", row) for row in rows]
        self.assertEqual([int(bool(t)) for t in texts], [1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0])

    def test_targets(self):
        rows = ["company,,%s,2026-01-01,2026-12-31,%s" % pair for pair in (
            ("Gross_Renewal_Rate", "1.2"), ("net_revenue_retention", "120"), ("csat", "90%"),
            ("csat", "101%"), ("nps", "101"), ("logo_churn_rate", "5"))]
        header = "scope,scope_id,metric,from_date,to_date,value"
        self.assertEqual([i for i, row in enumerate(rows) if self.taken("targets", header, row)], [2])

    def test_days(self):
        self.assertEqual(self.taken("sessions", "session_id,account_id,csm_id,held_on",
                                    "1,A,x,1989-12-31", "2,A,x,1990-01-01", "3,A,x,2056-11-26",
                                    "4,A,x,2056-11-27"), [1, 2])
        self.assertEqual(self.taken("accounts", "account_id,segment,customer_since",
                                    "A,S,1899-12-31", "B,S,2056-11-27"), [0])
        self.assertEqual(self.taken("csms", "csm_id,name,start_date,end_date", "x,X,1980-01-01,",
                                    "y,Y,,1980-01-01", "z,Z,,2099-12-31"), [0, 2])
        self.assertEqual(self.taken("assignments", "account_id,csm_id,start_date,end_date",
                                    "A,x,2020-01-01,2020-02-01", "A,x,2021-01-01,9999-12-31",
                                    "A,x,1980-01-01,1980-02-01"), [0, 1])
        self.assertEqual(self.taken("targets", "scope,scope_id,metric,from_date,to_date,value",
                                    "company,,nps,2026-01-01,9999-12-31,5"), [0])

    def test_forms_of_a_day(self):
        self.assertEqual({parse_day(t) for t in ("2025-12-31", "2025/12/31", "20251231", "31.12.2025",
                                                 "31-Dec-25", "2025-12-31 11:59 PM",
                                                 "2026-01-01T00:30:00+0100")},
                         {parse_day("2025-12-31")})
        self.assertEqual(parse_moment("2025-12-31 12:30 AM")[1], 1800)


if __name__ == "__main__":
    unittest.main()
