#!/usr/bin/env python3
"""The program against the reference, on random feeds; and the wall between the two programs.

    PARALLAX_DESK=.build/release/parallax-desk python3 -m unittest
    PARALLAX_SEEDS="7 11" ...       only these seeds
    PARALLAX=.build/release/parallax ...   the export is imported there too
"""

import datetime
import json
import os
import subprocess
import tempfile
import unittest

import yaml

from desk_reference import Desk
from random_desk import TODAY, RandomDesk

PROGRAM = os.path.abspath(os.environ.get("PARALLAX_DESK", "../../../.build/release/parallax-desk"))
PERFORMANCE = os.path.abspath(os.environ.get("PARALLAX", "../../../.build/release/parallax"))
SEEDS = [int(seed) for seed in os.environ.get("PARALLAX_SEEDS", "").split()] or range(40)
TOLERANCE = 1e-9


def run(folder, *arguments, program=PROGRAM, expected=0):
    done = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert expected in (None, done.returncode), (arguments, done.stdout, done.stderr)
    return done.stdout


class Comparison(unittest.TestCase):
    def near(self, found, expected, what):
        if expected is None or found is None:
            self.assertEqual(found, expected, what)
        else:
            self.assertAlmostEqual(found, expected, delta=TOLERANCE, msg=str(what))

    def compare_scores(self, found, desk, on):
        self.assertEqual([row["account_id"] for row in found], desk.accounts)
        for row in found:
            what = row["account_id"]
            expected = desk.score(what, on)
            self.near(row["score"], expected["score"], what)
            self.assertEqual(row["tier"], expected["tier"], what)
            self.near(row["basis"], expected["basis"], what)
            self.assertEqual({part["name"] for part in row["components"]},
                             set(expected["components"]))
            for part in row["components"]:
                twin = expected["components"][part["name"]]
                self.near(part["score"], twin["score"], (what, part["name"]))
                self.near(part["basis"], twin["basis"], (what, part["name"]))
                self.near(part["weight_in_use"], twin["weight_in_use"], (what, part["name"]))
                for measure, value in zip(part["measures"], twin.get("measures", [])):
                    self.near(measure["score"], value, (what, part["name"], measure["name"]))
            if row["score"] is not None and row["components"]:
                self.near(sum(part["weight_in_use"] for part in row["components"]), 1, what)

    def compare_portfolio(self, found, desk, csm, on):
        accounts = desk.portfolio(csm, on)
        self.assertEqual(sorted(row["account_id"] for row in found["accounts"]), accounts)
        for name, value in desk.figures(accounts, on).items():
            self.near(found["figures"][name], value, name)
        previous = None
        for row in found["accounts"]:
            account = row["account_id"]
            expected = desk.urgency(account, on)
            for name in ("level", "decline", "silence", "time", "value"):
                self.near(row["urgency"][name], expected[name], (account, name))
            self.assertEqual(row["urgency"]["comes_first"], expected["comes_first"], account)
            if previous:
                self.assertGreaterEqual(previous["comes_first"], expected["comes_first"], account)
                if previous["comes_first"] == expected["comes_first"]:
                    self.assertGreaterEqual(previous["value"], expected["value"] - TOLERANCE)
            previous = expected
            self.near(row["days_to_renewal"], desk.days_to_renewal(account, on), account)
            override = desk.override(account, on)
            self.assertEqual(row["override"] is None, override is None, account)
            if override:
                self.assertEqual(row["override"]["tier"], override["tier"])
                self.assertEqual(row["override"]["is_in_force"], override["in_force"])
                self.assertEqual(row["override"]["needs_review"], override["needs_review"])
        groups = desk.concentrations(accounts, on)
        self.assertEqual(sorted((row["dimension"], row["group"]) for row in found["concentrations"]),
                         sorted((row["dimension"], row["group"]) for row in groups))
        for row in groups:
            twin = next(twin for twin in found["concentrations"] if
                        (twin["dimension"], twin["group"]) == (row["dimension"], row["group"]))
            for name in ("p", "adjusted_p", "ambers", "accounts"):
                self.near(twin[name], row[name], (row["group"], name))

    def test_random_feeds(self):
        named = changed = 0
        for seed in SEEDS:
            random_desk = RandomDesk(seed)
            model, policy = random_desk.model(), random_desk.policy()
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                random_desk.write(os.path.join(folder, "feeds"))
                for name, value in (("model.yaml", model), ("policy.yaml", policy)):
                    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                        yaml.safe_dump(value, file)
                if not policy:
                    os.truncate(os.path.join(folder, "policy.yaml"), 0)
                run(folder, "import", "feeds")
                for on in (TODAY, TODAY - datetime.timedelta(days=16)):
                    for chosen in (model, None):
                        desk = Desk(os.path.join(folder, "feeds"), chosen, policy)
                        options = ["--date", on.isoformat(), "--json", "--policy", "policy.yaml"]
                        if chosen:
                            options += ["--model", "model.yaml"]
                        if not chosen and all(desk.score(account, on.toordinal())["score"] is None
                                              for account in desk.accounts):
                            run(folder, "score", *options, expected=1)
                            continue
                        self.compare_scores(
                            json.loads(run(folder, "score", *options)), desk, on.toordinal())
                        for csm in ("C1", "C2", "C3"):
                            found = json.loads(run(folder, "portfolio", "--csm", csm, *options))
                            self.compare_portfolio(found, desk, csm, on.toordinal())
                            named += len(found["concentrations"])
                        since, changes = desk.tier_changes(on.toordinal())
                        week = json.loads(run(folder, "monday", *options))
                        self.assertEqual(week["since"], since)
                        self.assertEqual(
                            {row["account_id"]: (row["tier_before"], row["tier_now"])
                             for row in week["changes"]}, changes)
                        changed += len(changes)
        if len(SEEDS) > 20:
            self.assertGreater(named, 0, "no concentration was ever found")
            self.assertGreater(changed, 0, "no tier ever changed")


class Wall(unittest.TestCase):
    def test_round_trip(self):
        """What the desk exports is what the performance side imports, and it changes nothing twice."""
        if not os.path.exists(PERFORMANCE):
            self.skipTest("no " + PERFORMANCE)
        with tempfile.TemporaryDirectory() as folder:
            random_desk = RandomDesk(2)
            random_desk.write(os.path.join(folder, "feeds"))
            with open(os.path.join(folder, "model.yaml"), "w", encoding="utf-8") as file:
                yaml.safe_dump(random_desk.model(), file)
            run(folder, "import", "feeds")
            run(folder, "export", "out", "--model", "model.yaml", "--date", TODAY.isoformat(),
                "--since", (TODAY - datetime.timedelta(days=3)).isoformat())
            for feed in ("accounts", "csms", "assignments", "renewals", "overrides"):
                run(folder, "import", "feeds/%s.csv" % feed, program=PERFORMANCE)
            done = json.loads(run(folder, "import", "out", "--json", program=PERFORMANCE))
            by_feed = {file["feed"]: file for file in done["files"]}
            self.assertEqual(set(by_feed), {"overrides", "sessions", "health"})
            overrides = by_feed["overrides"]
            self.assertEqual(overrides["unchanged"], len(random_desk.feeds["overrides"]))
            self.assertEqual((overrides["new"], overrides["restated"]), (0, 0))
            self.assertGreater(by_feed["sessions"]["new"], 0)
            self.assertGreater(by_feed["health"]["new"], 0)
            again = json.loads(run(folder, "import", "out", "--json", program=PERFORMANCE))
            self.assertTrue(all(file["new"] == file["restated"] == file["rejected"] == 0
                                for file in again["files"]), again)

    def test_files_and_words(self):
        """Neither program takes the other's files, opens its ledger, or speaks of it in its help."""
        with tempfile.TemporaryDirectory() as folder:
            RandomDesk(2).write(os.path.join(folder, "feeds"))
            run(folder, "import", "feeds")
            commands = [[], ["import"], ["score"], ["portfolio"], ["monday"], ["export"]]
            text = " ".join(run(folder, *command, "--help") for command in commands).lower()
            for word in ("renewal rate", "churn", "scorecard", "verdict", "rank", "target", "arr ",
                         "opportunit", "survey", "benchmark"):
                self.assertNotIn(word, text)
            with open(os.path.join(folder, "parallax-desk.sqlite"), "rb") as file:
                stored = file.read().lower()
            for word in (b"outcome", b"arr_before", b"opportunit", b"benchmark"):
                self.assertNotIn(b"create table " + word, stored)
            if not os.path.exists(PERFORMANCE):
                self.skipTest("no " + PERFORMANCE)
            run(folder, "doctor", "--db", "parallax-desk.sqlite", program=PERFORMANCE, expected=1)
            run(folder, "import", "feeds/touches.csv", program=PERFORMANCE, expected=1)
            run(folder, "import", "feeds", program=PERFORMANCE)
            run(folder, "score", "--db", "parallax.sqlite", expected=1)
            with open(os.path.join(folder, "parallax.sqlite"), "rb") as file:
                stored = file.read().lower()
            for word in (b"touches", b"actions", b"contacts", b"due_dates"):
                self.assertNotIn(b"create table " + word, stored)


if __name__ == "__main__":
    unittest.main()
