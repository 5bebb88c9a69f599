#!/usr/bin/env python3
"""Renewals that were never settled: treated as open, and when they weaken a verdict."""

import unittest

from calendar_days import parse_day
from events import noticed_or_closed, settled_on, state_on
from knowledge import Knowledge
from review_oracle import review
from test_oracle import OCTOBER, feeds_from

HEADER = "renewal_id,account_id,due_date,outcome,closed_date,notice_date,arr_before,arr_after\n"


def feeds(*renewals):
    accounts = {line.split(",")[1] for line in renewals}
    found, rejects = feeds_from(
        accounts="account_id,segment\n" + "".join("%s,S\n" % a for a in sorted(accounts)),
        renewals=HEADER + "".join(line + "\n" for line in renewals))
    assert not rejects, rejects
    return found


class KeptOpen(unittest.TestCase):
    def test_a_lapsed_event_is_open_on_every_day(self):
        rows = ["r,A,2026-05-01,open,,,10,", "s,B,2026-05-01,churned,2026-05-01,,10,0",
                "t,C,2026-05-01,renewed,2026-11-03,,10,10"]
        known = Knowledge(feeds(*rows), OCTOBER)
        kept = Knowledge(feeds(*rows), OCTOBER, without_lapsed=True)
        day = parse_day("2026-10-31")
        states = [[state_on(k.events_of[a][0], day) for a in "ABC"] for k in (known, kept)]
        self.assertEqual(states, [["lapsed", "churned", "lapsed"],
                                  ["overdue", "churned", "overdue"]])
        event = kept.events_of["A"][0]
        self.assertIsNone(settled_on(event, day + 300))
        self.assertEqual(state_on(event, parse_day("2026-05-31")), "pending")
        self.assertEqual([noticed_or_closed(k.events_of["A"][0], day) for k in (known, kept)],
                         [True, False])
        # the customer goes on paying: an open event leaves ARR as it was
        self.assertEqual([k.arr_on("A", day).sum for k in (known, kept)], [0, 10])
        self.assertEqual([k.arr_on("A", parse_day("2026-04-30")).sum for k in (known, kept)],
                         [10, 10])

    def test_it_is_lapsed_as_of_the_month_only(self):
        rows = ["r,A,2025-05-01,renewed,2026-01-03,,10,10"]
        self.assertEqual(Knowledge(feeds(*rows), OCTOBER, without_lapsed=True).lapsed_events(), [])
        earlier = Knowledge(feeds(*rows), (2025, 10))
        self.assertEqual(len(earlier.lapsed_events()), 1)
        earlier = Knowledge(feeds(*rows), (2025, 10), without_lapsed=True)
        self.assertEqual(earlier.state(earlier.events_of["A"][0]), "overdue")

    def test_when_outcomes_are_missing(self):
        def missing(lapsed, due):
            rows = ["r%02d,A%02d,2026-05-01,%s,,,10,%s" % (
                (i, i, "open", "") if i < lapsed else (i, i, "renewed", "10")) for i in range(due)]
            return Knowledge(feeds(*rows), OCTOBER).outcomes_missing()

        self.assertEqual([missing(2, 2), missing(3, 59), missing(3, 60), missing(4, 79)],
                         [False, True, False, True])
        # two lines of one customer are one event; what fell due before W says nothing
        twice = ["a%d,A,2026-05-01,open,,,10," % i for i in range(3)]
        before = ["b%d,B%d,2025-10-31,open,,,10," % (i, i) for i in range(3)]
        self.assertFalse(Knowledge(feeds(*(twice + before)), OCTOBER).outcomes_missing())

    def test_a_feed_that_stopped(self):
        def status(last_closed, since, last_due="2026-09-30"):
            rows = ["r,Z,2026-01-01,renewed,%s,,10,10" % last_closed]
            rows += ["s%d,A%d,2026-09-30,open,,,10," % (i, i) for i in range(since - 1)]
            rows += ["t,B,%s,open,,,10," % last_due]
            found = {f["feed"]: f["status"] for f in review(feeds(*rows), OCTOBER)["feeds"]}
            return found["renewals"]

        self.assertEqual([status(*case) for case in (
            ("2026-09-15", 5), ("2026-09-16", 5), ("2026-09-15", 4),  # 46 and 45 days before as_of
            ("2026-09-15", 5, "2026-10-01"),                          # 30 days before it
            ("2026-09-15", 5, "2026-09-15"),                          # not after the latest outcome
            ("", 5), ("2026-11-02", 5))],
            ["stale", "fresh", "fresh", "fresh", "fresh", "stale", "stale"])


if __name__ == "__main__":
    unittest.main()
