#!/usr/bin/env python3
"""Signals: values worked out by hand, worlds whose truth is known, random portfolios."""

import copy
import math
import os
import random
import tempfile
import unittest

try:
    import numpy
    import sklearn  # noqa: F401
except ImportError as error:
    raise unittest.SkipTest("needs requirements.txt: %s" % error)

from calendar_days import day_text, parse_day, parse_month
from compare_review import Comparison, without_unbuilt
from feed_reader import read_feeds
from random_portfolio import Portfolio
from random_signals import Restatement
from review_oracle import plain
from signal_values import LANDMARKS, SignalReader
from signal_weights import COMPOSITE, Weights
from signals import by_model_version, landmark_of, signal_of, signals
from test_oracle import censored, feeds_from

OCTOBER = parse_month("2026-10")
HEAD = "account_id,segment,customer_since\n"


class Values(unittest.TestCase):
    """Account A, due 2026-06-30; T-90 is 2026-04-01."""

    def feeds(self, **texts):
        texts.setdefault("accounts", HEAD + "A,S,2025-01-01\nB,S,\n")
        texts.setdefault("csms", "csm_id,name\nx,X\ny,Y\n")
        texts.setdefault("renewals", "renewal_id,account_id,due_date,outcome,arr_before,arr_after,"
                         "closed_date\nr,A,2026-06-30,renewed,1000,1000,2026-06-30\n")
        feeds, rejects = feeds_from(**texts)
        self.assertEqual(rejects, [])
        return feeds

    def values(self, landmark=90, feeds=None, **texts):
        rows = SignalReader(feeds or self.feeds(**texts), OCTOBER).rows(landmark)
        return rows[0]["values"]

    def test_movement(self):
        health = "account_id,date,score,tier,component_Use\n" + "".join(
            "A,%s,%s,%s,%s\n" % row for row in (
                ("2026-01-01", 70, "", ""), ("2026-01-20", 65, "red", ""), ("2026-02-10", 39.9, "", ""),
                ("2026-03-02", 60, "", 7), ("2026-03-25", 50.1, "", ""), ("2026-04-02", 1, "", 9)))
        found = self.values(health=health)
        self.assertEqual(found["score", "composite"], 50.1)
        self.assertNotIn(("score", "use"), found)  # the latest row has none
        self.assertEqual(found["movement", "change_30"], -9.9)  # 2026-03-02
        self.assertEqual(found["movement", "change_90"], -19.9)  # 2026-01-01, the day of the row
        # Days from 2026-01-02: red from 01-20 to 03-01.
        self.assertEqual(found["movement", "days_red_90"], 12 + 28 + 1)
        self.assertAlmostEqual(found["movement", "deviation_90"],
                               numpy.std([65, 39.9, 60, 50.1], ddof=1), 12)
        self.assertEqual(self.values(60, health=health)["score", "composite"], 1)

    def test_contact(self):
        found = self.values(
            sessions="session_id,account_id,csm_id,held_on\n1,A,x,2026-01-02\n2,A,x,2026-01-01\n"
                     "3,A,x,2026-04-02\n4,B,x,2025-06-01\n",
            surveys="response_id,account_id,kind,score,responded_on\n1,A,nps,3,2026-03-01\n"
                    "10,A,nps,9,2026-03-01\n2,A,nps,7,2026-03-01\n3,A,csat,1,2026-03-05\n"
                    "4,A,nps,1,2026-04-02\n")
        self.assertEqual(found["contact", "sessions_90"], 1)
        self.assertEqual(found["contact", "days_since_session"], 89)
        self.assertEqual(found["contact", "nps"], 7)  # 2 is larger than 10 by bytes
        found = self.values(sessions="session_id,account_id,csm_id,held_on\n1,A,x,2026-01-03\n")
        self.assertNotIn(("contact", "sessions_90"), found)  # the feed begins a day too late
        self.assertEqual(found["contact", "days_since_session"], 88)

    def test_account(self):
        found = self.values(assignments="account_id,csm_id,start_date,end_date\n"
                            "A,x,2025-06-01,2026-01-01\nA,x,2026-01-01,\n")
        self.assertEqual(found["account", "days_as_customer"], 455)
        self.assertEqual(found["account", "days_with_owner"], 304)  # since 2025-06-01
        self.assertEqual(found["account", "log_arr"], math.log(1000))
        late = self.values(accounts=HEAD + "A,S,2026-04-02\n")
        self.assertNotIn(("account", "days_as_customer"), late)

    def test_measures(self):
        head = "account_id,measure,observed_on,location,value,of\n"
        rows = ("A,use,2026-01-31,,9,10\nA,use,2026-03-01,HQ,3,10\nA,use,2026-03-01,,4,10\n"
                "A,use,2026-04-02,,1,10\n")
        self.assertEqual(self.values(measures=head + rows)["measures", "use"], 7 / 20)
        self.assertEqual(self.values(measures=head + rows + "B,use,2026-01-01,,5,\n")
                         ["measures", "use"], 7)  # no share, as one row has no whole
        self.assertEqual(self.values(measures=head + rows + "B,use,2026-11-01,,5,\n")
                         ["measures", "use"], 7 / 20)  # nobody knew that on as_of
        self.assertEqual(self.values(150, measures=head + "A,use,2025-12-02,,1,\n")
                         ["measures", "use"], 1)  # 60 days before 2026-01-31
        self.assertNotIn(("measures", "use"), self.values(150, measures=head + "A,use,2025-12-01,,1,\n"))

    def test_milestones(self):
        head = "account_id,milestone,reached_on\n"

        def found(landmark, *rows, since="2025-01-01"):
            text = head + "".join("%s\n" % row for row in rows)
            values = self.values(landmark, milestones=text, accounts=HEAD + "A,S,%s\nB,S,\n" % since)
            return values.get(("milestones", "go_within_45")), values.get(("milestones", "go_within_90"))

        self.assertEqual(found(90, "A,go,2025-02-15"), (1, 1))  # 45 days
        self.assertEqual(found(90, "A,go,2025-02-16"), (0, 1))
        self.assertEqual(found(90, "A,go,2024-02-16"), (1, 1))  # before
        self.assertEqual(found(90, "A,go,", "B,go,2025-05-01"), (0, 0))  # has a row
        self.assertEqual(found(90, "B,go,2025-01-01"), (0, 0))  # since is not before the earliest
        self.assertEqual(found(90, "B,go,2025-01-02"), (None, None))
        # Reached after 2026-04-01: on that day there was no row.
        self.assertEqual(found(90, "A,go,2026-04-02", "B,go,2025-05-01"), (None, None))
        self.assertEqual(found(90, "A,go,2026-04-01", "B,go,2025-05-01"), (0, 0))
        self.assertEqual(found(90, "A,go,2026-01-01", since=""), (None, None))
        # 2026-04-01 is 45 days after 2026-02-15, 46 after the day before.
        self.assertEqual(found(90, "A,go,2026-02-20", since="2026-02-15"), (None, None))
        self.assertEqual(found(90, "A,go,2026-02-20", since="2026-02-14"), (1, None))
        # Nobody had reached it by as_of: whoever has an empty row has not.
        self.assertEqual(found(90, "A,go,", "B,go,2026-11-01"), (0, 0))
        self.assertEqual(found(90, "A,go,2026-11-01", "B,go,"), (None, None))

    def test_first_recorded(self):
        with tempfile.TemporaryDirectory() as folder:
            first, later = os.path.join(folder, "1"), os.path.join(folder, "2")
            for place, texts in ((first, {
                    "accounts": HEAD + "A,S,2025-01-01\nB,S,\n",
                    "renewals": "renewal_id,account_id,due_date,outcome,arr_before,arr_after\n"
                                "r,A,2026-06-30,renewed,1000,1000\n",
                    "health": "account_id,date,score\nA,2026-03-30,50\n",
                    "milestones": "account_id,milestone,reached_on\nA,go,\nA,up,2025-01-05\n"}),
                    (later, {"health": "account_id,date,score\nA,2026-03-30,80\nA,2026-04-01,70\n",
                             "milestones": "account_id,milestone,reached_on\nA,go,2025-02-01\n"
                                           "A,up,2025-09-05\n"})):
                os.mkdir(place)
                for feed, text in texts.items():
                    with open(os.path.join(place, feed + ".csv"), "w", encoding="utf-8") as file:
                        file.write(text)
            feeds, rejects = read_feeds(first, restated=later)
        self.assertEqual(rejects, [])
        found = self.values(feeds=feeds)
        self.assertEqual(found["score", "composite"], 70)  # a row that came later is a first one
        self.assertEqual(found["milestones", "go_within_45"], 1)
        self.assertEqual(found["milestones", "up_within_90"], 1)
        self.assertEqual([row["score"] for row in feeds["health"]], [80, 70])

    def test_events(self):
        renewals = "renewal_id,account_id,due_date,outcome,arr_before,arr_after,notice_date,closed_date\n"
        rows = ("1,A,2023-10-31,renewed,1,1,,\n2,A,2023-11-01,renewed,1,1,,\n"  # 36 months
                "3,A,2026-08-01,open,1,,,\n4,A,2026-08-02,open,1,,,\n"  # due + 90 is as_of
                "5,B,2026-03-01,churned,1,,2025-12-01,\n6,B,2026-02-01,churned,1,,2025-11-01,\n")
        reader = SignalReader(self.feeds(renewals=renewals + rows), OCTOBER)
        self.assertEqual([e["renewal_id"] for e in reader.events()], ["2", "6", "5", "3"])
        self.assertEqual([reader.renewed(e) for e in reader.events()], [True, False, False, False])
        self.assertEqual([day_text(r["due"]) for r in reader.rows(90)],
                         ["2023-11-01", "2026-08-01"])  # 5 gave notice on the day itself
        found, reason = signals(self.feeds(renewals=renewals + "4,A,2026-08-02,open,1,,,\n"), OCTOBER)
        self.assertEqual((found, reason), (None, "no_data"))


def world(seed, accounts=200, signals_of=None):
    """Rows of a table: accounts with one to five events."""
    rng = numpy.random.default_rng(seed)
    rows = []
    for account in range(accounts):
        for event in range(rng.integers(1, 6)):
            renewed, values = signals_of(rng, account, event)
            rows.append({"account": "a%03d" % account, "due": 0, "renewed": renewed,
                         "model_version": None, "values": values})
    order = rng.permutation(len(rows))
    rows = [rows[i] for i in order]
    for day, row in enumerate(rows):
        row["due"] = 735000 + day
    return rows


class Worlds(unittest.TestCase):
    def test_noise(self):
        names = [("measures", "m%d" % k) for k in range(6)]

        def noise(rng, account, event):
            # Signals and outcomes of an account are alike, but tell nothing of each other.
            own = numpy.random.default_rng(account + 1000 * int(rng.integers(0, 2)))
            return int(rng.random() < 0.85), {n: float(own.normal() + rng.normal()) for n in names}

        below = starred = 0
        for seed in range(60):
            found = landmark_of(90, world(seed, 150, noise), names, 0)
            below += sum(row["p"] < 0.05 for row in found["signals"])
            starred += sum(row["starred"] for row in found["signals"])
        self.assertLess(abs(below / 360 - 0.05), 0.035)
        self.assertLess(starred / 360, 0.03)

    def test_a_planted_milestone_is_strongest(self):
        planted = ("milestones", "go_within_45")
        names = [("score", "composite")] + [("measures", "m%d" % k) for k in range(6)] + [planted]

        def plant(rng, account, event):
            reached = float(rng.random() < 0.6)
            values = {name: float(rng.normal()) for name in names}
            values[planted] = reached
            return int(rng.random() < (0.95 if reached else 0.6)), values

        for seed in range(20):
            found = landmark_of(90, world(seed, 150, plant), names, 0)
            self.assertEqual(found["strongest"][0], {"family": planted[0], "name": planted[1]})

    def test_reading_after_notice(self):
        """A score that falls after notice tells nothing at a landmark, and nearly all to those who
        read every event on due - 30."""
        rng = random.Random(5)
        health, renewals, accounts = [], [], []
        for number in range(400):
            account, due = "A%03d" % number, parse_day("2025-01-01") + rng.randint(0, 500)
            churns = number % 3 == 0
            notice = due - rng.randint(0, 300)
            accounts.append("%s,S,\n" % account)
            renewals.append("r%03d,%s,%s,%s,9,%s,%s\n" % (
                number, account, day_text(due), "churned" if churns else "renewed",
                "" if churns else 9, day_text(notice) if churns else ""))
            for day in range(due - 300, due, 8):
                score = 5 if churns and day > notice else rng.randint(50, 80)
                health.append("%s,%s,%d\n" % (account, day_text(day), score))
        feeds, rejects = feeds_from(
            accounts=HEAD + "".join(accounts), csms="csm_id,name\nx,X\n",
            renewals="renewal_id,account_id,due_date,outcome,arr_before,arr_after,notice_date\n"
                     + "".join(renewals),
            health="account_id,date,score\n" + "".join(health))
        self.assertEqual(rejects, [])
        reader = SignalReader(feeds, OCTOBER)
        for landmark in LANDMARKS:
            found = signal_of(COMPOSITE, reader.rows(landmark))
            if found["reason"] is None:
                self.assertLess(found["auc_low"], 0.5)
                self.assertGreater(found["auc_high"], 0.5)
        self.assertIsNone(found["reason"])
        rows = [{"account": e["account_id"], "renewed": int(reader.renewed(e)),
                 "values": reader.values(e, e["due_date"] - 30)} for e in reader.events()]
        self.assertGreater(signal_of(COMPOSITE, rows)["auc"], 0.9)

    def test_weights(self):
        """Where one of two components tells all, it gets the weight; noise gets none of the rest."""
        good, noise = ("score", "good"), ("score", "noise")
        milestone = ("milestones", "go_within_45")

        def one(rng, account, event):
            values = {good: float(rng.integers(0, 1000) / 10), noise: float(rng.integers(0, 1000) / 10),
                      milestone: float(rng.random() < 0.5)}
            values[COMPOSITE] = 0.2 * values[good] + 0.8 * values[noise]
            odds = 1.5 + (values[good] - 50) / 15 + (2 * values[milestone] - 1)
            return int(rng.random() < 1 / (1 + math.exp(-odds))), values

        rows = world(1, 300, one)
        rows[5]["values"].pop(good)
        found = Weights(rows, [COMPOSITE, good, noise, milestone], 1).block()
        parts = {row["name"]: row for row in found["components"]["signals"]}
        current = {row["name"]: row["share"] for row in found["current"]["weights"]}
        self.assertAlmostEqual(current["good"], 0.2, 9)
        self.assertGreater(parts["good"]["proposed"], 0.85)
        self.assertAlmostEqual(sum(row["proposed"] for row in parts.values()), 1, 12)
        self.assertLessEqual(parts["good"]["low"], parts["good"]["proposed"])
        self.assertEqual(found["components"]["verdict"], "gain_shown")
        other = found["other_signals"]
        self.assertEqual([row["name"] for row in other["signals"]][:2], ["good", "go_within_45"])
        scores = [step["score"] for step in other["steps"]]
        self.assertTrue(all(b - a >= 0.005 - 1e-12 for a, b in zip([0.5] + scores, scores)))
        self.assertEqual(other["verdict"], "gain_shown")
        self.assertEqual(other["resamples"], 500)
        by_policy = Weights(rows, [COMPOSITE, good, noise], 1, {"good": 3, "noise": 1})
        given = by_policy.current_weights()
        self.assertEqual([row["share"] for row in given["weights"]], [0.75, 0.25])
        self.assertEqual((given["source"], given["rows"]), ("policy", None))

    def test_too_few(self):
        rows = world(1, 10, lambda rng, account, event: (1, {COMPOSITE: 50.0}))
        found = Weights(rows, [COMPOSITE], 1).block()
        self.assertEqual((found["components"]["verdict"], found["components"]["reason"]),
                         ("too_few", "no_signals"))
        self.assertEqual(found["other_signals"]["reason"], "no_signals")
        self.assertEqual(Weights([], [], 1).block()["older"]["first_due"], None)
        found = landmark_of(30, [], [COMPOSITE], 3)
        self.assertEqual((found["noticed"], found["tested"], found["strongest"]), (3, 0, []))
        self.assertIsNone(found["signals"][0]["missing_share"])

    def test_versions(self):
        rows = world(2, 60, lambda rng, account, event: (1, {COMPOSITE: 50.0}))
        self.assertEqual(by_model_version(90, rows), [])
        for row in rows[::2]:
            row["model_version"] = "v2"
        found = by_model_version(90, rows)
        self.assertEqual([row["model_version"] for row in found], [None, "v2"])
        self.assertEqual(sum(row["events"] for row in found), len(rows))


class Portfolios(unittest.TestCase):
    def feeds(self, seed, folder):
        portfolio = Portfolio(seed, 120)
        portfolio.write(os.path.join(folder, "1"))
        Restatement(portfolio).write(os.path.join(folder, "2"))
        return read_feeds(os.path.join(folder, "1"), restated=os.path.join(folder, "2"))[0]

    def test_order_of_rows_and_look_ahead(self):
        with tempfile.TemporaryDirectory() as folder:
            feeds = self.feeds(303, folder)
        found, _ = signals(feeds, OCTOBER)
        self.assertEqual(sum(row["events"] for row in found["reliability"]),
                         found["weights"]["rows"])
        for landmark in found["landmarks"]:
            self.assertEqual(landmark["events"] + landmark["noticed"], found["events"])

        def shuffled(rows_of):
            return {feed: random.Random(1).sample(rows, len(rows)) for feed, rows in rows_of.items()
                    if feed != "first_recorded"}

        other = dict(shuffled(feeds), first_recorded=shuffled(feeds["first_recorded"]))
        self.assert_same(signals(other, OCTOBER)[0], found)
        seen = censored(feeds, parse_day("2026-10-31"))
        for rows_of in (seen, seen["first_recorded"]):
            for feed, column in (("measures", "observed_on"), ("milestones", "reached_on"),
                                 ("health", "date")):
                rows_of[feed] = [row for row in rows_of[feed] if row[column] is None
                                 or row[column] <= parse_day("2026-10-31")]
        self.assert_same(signals(seen, OCTOBER)[0], found)

    def assert_same(self, actual, expected):
        comparison = Comparison([])
        comparison.walk("signals", plain(actual), plain(expected))
        self.assertEqual(comparison.differences, [])
        self.assertGreater(comparison.passed, 1000)

    def test_comparison(self):
        expected = {"signals": {"events": 3}, "signals_reason": None, "month": "2026-10",
                    "feeds": [{"feed": "fx"}, {"feed": "measures"}]}
        unbuilt = {"signals": None, "signals_reason": "not_built", "feeds": [{"feed": "fx"}]}
        self.assertEqual(without_unbuilt(unbuilt, expected),
                         {"month": "2026-10", "feeds": [{"feed": "fx"}]})
        built = copy.deepcopy(expected)
        self.assertEqual(without_unbuilt(built, expected), expected)
        comparison = Comparison([])
        path = "signals.weights.components.intercept"
        comparison.walk(path, 1.0000005, 1.0)
        comparison.walk("signals.landmarks[90].signals[a/b].auc", 0.50000005, 0.5)
        self.assertEqual((comparison.passed, len(comparison.differences)), (1, 1))


if __name__ == "__main__":
    unittest.main()
