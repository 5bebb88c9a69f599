#!/usr/bin/env python3
"""`parallax-desk push` to a real service on this machine: every row once, whatever is killed.

    PARALLAX_DESK=.build/release/parallax-desk PARALLAX=.build/release/parallax \
        python3 -m unittest test_push
"""

import csv
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

from test_desk import PERFORMANCE, PROGRAM, run

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "Data" / "sample"
DAY = "2026-10-31"
KILLS = int(os.environ.get("PARALLAX_KILLS", "20"))


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def write(path, table):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)


class Service:
    """`parallax serve` over a ledger, with an importer's token."""

    def __init__(self, folder, port="0"):
        self.folder, self.port = folder, port
        self.process = None
        self.start()
        made = run(folder, "token", "new", "--role", "importer", "--json", program=PERFORMANCE)
        self.secret = json.loads(made)["secret"]

    def start(self):
        self.process = subprocess.Popen(
            [PERFORMANCE, "serve", "--port", self.port, "--rate-limit", "100000"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        found = re.search(r"(http://127\.0\.0\.1:(\d+))", self.process.stdout.readline())
        self.url, self.port = found[1], found[2]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()


@unittest.skipUnless(os.path.exists(PERFORMANCE), "no " + PERFORMANCE)
class Push(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.desk = os.path.join(scratch.name, "desk")
        self.other = os.path.join(scratch.name, "other")
        for folder in (self.desk, self.other):
            os.makedirs(os.path.join(folder, "feeds"))

    def feed(self, folder, *names, change=lambda name, table: table):
        for name in names:
            path = SAMPLE / (name + ".csv")
            table = change(name, rows(path))
            write(os.path.join(folder, "feeds", name + ".csv"), table)

    def serve(self):
        service = Service(self.other)
        self.addCleanup(lambda: service.process.poll() is None and service.stop())
        return service

    def push(self, service, *options, expected=0, secret=None):
        done = subprocess.run(
            [PROGRAM, "push", service.url, "--date", DAY, "--json", *options], cwd=self.desk,
            env={**os.environ, "PARALLAX_PUSH_TOKEN": secret or service.secret},
            capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, expected, done.stdout + done.stderr)
        return {row["feed"]: row for row in json.loads(done.stdout)} if done.stdout else done.stderr

    def table(self, sql, *values):
        with sqlite3.connect(os.path.join(self.other, "parallax.sqlite")) as database:
            return database.execute(sql, values).fetchall()

    def test_an_override_is_judged_after_its_renewal(self):
        everything = ("accounts", "csms", "assignments", "overrides", "renewals", "touches")
        self.feed(self.desk, *everything)
        shutil.copy(SAMPLE / "health.csv.gz", os.path.join(self.desk, "feeds"))
        # An override that the sample's own ledger judges; the performance side lacks it here.
        run(self.other, "import", str(SAMPLE), "--db", "whole.sqlite", program=PERFORMANCE)
        audit = ("audit", "--month", "2026-10", "--json")
        whole = json.loads(run(self.other, *audit, "--db", "whole.sqlite", program=PERFORMANCE))
        expected = next(row for row in whole["episodes"] if len(row["override_ids"]) == 1
                        and row["counted"] and row["due_date"] >= "2026-08-01")
        override, account = expected["episode_id"], expected["account_id"]
        self.feed(
            self.other, "accounts", "csms", "assignments", "overrides", "renewals",
            change=lambda name, table: [
                row for row in table
                if not (name == "overrides" and row[0] == override
                        or name == "renewals" and row[1] == account)])
        shutil.copy(SAMPLE / "health.csv.gz", os.path.join(self.other, "feeds"))
        run(self.other, "import", "feeds", program=PERFORMANCE)
        run(self.desk, "import", "feeds")
        service = self.serve()
        audit += ("--episode", override)
        run(self.other, *audit, program=PERFORMANCE, expected=1)
        sent = self.push(service)
        count = len(rows(SAMPLE / "overrides.csv")) - 1
        self.assertEqual((sent["overrides"]["new"], sent["overrides"]["unchanged"]), (1, count - 1))
        run(self.other, *audit, program=PERFORMANCE, expected=1)
        # Its renewal comes later, as it does in life.
        run(self.other, "import", str(SAMPLE / "renewals.csv"), program=PERFORMANCE)
        judged = json.loads(run(self.other, *audit, program=PERFORMANCE))
        for name in ("state", "direction", "asserted_tier", "model_score", "due_date", "counted"):
            self.assertEqual(judged[name], expected[name], name)
        self.assertIn(judged["state"], ("renewed", "churned"))
        # Again: nothing is sent, and nothing there is other than before.
        revision = self.table("SELECT count(*) FROM imports")
        again = self.push(service)
        for row in again.values():
            self.assertEqual(row["sent_before"], row["rows"])
        self.assertEqual(self.table("SELECT count(*) FROM imports"), revision)

    def small(self, without=None):
        """A desk and a performance ledger with the sample's accounts, and no sessions there."""
        self.feed(self.desk, "accounts", "csms", "assignments", "overrides", "touches", "measures")
        self.feed(
            self.other, "accounts", "csms", "assignments",
            change=lambda name, table: [row for row in table if not (
                name in ("accounts", "assignments") and without in (row[0], row[-1]))])
        run(self.desk, "import", "feeds")
        run(self.other, "import", "feeds", program=PERFORMANCE)

    def test_refused_rows_wait_for_the_next_push(self):
        account = "A000011"
        self.small(without=account)
        service = self.serve()
        sent = self.push(service, expected=2)
        lost = [row[0] for row in rows(SAMPLE / "overrides.csv") if row[1] == account]
        self.assertGreater(len(lost), 0)
        self.assertEqual(sorted(row["row"] for row in sent["overrides"]["refused"]), sorted(lost))
        self.assertIn("account", sent["overrides"]["refused"][0]["reason"])
        self.assertGreater(sent["sessions"]["new"], 100)
        again = self.push(service, expected=2)
        for feed, row in again.items():
            self.assertEqual(len(row["refused"]), len(sent[feed]["refused"]))
            self.assertEqual(row["sent_before"], row["rows"] - len(row["refused"]))
        run(self.other, "import", str(SAMPLE / "accounts.csv"), program=PERFORMANCE)
        self.push(service)
        final = self.push(service)
        self.assertTrue(all(row["sent_before"] == row["rows"] for row in final.values()), final)
        found = {row[0] for row in self.table("SELECT override_id FROM overrides")}
        self.assertEqual(found, {row[0] for row in rows(SAMPLE / "overrides.csv")[1:]})

    def test_kills_change_nothing(self):
        """The push, and now and then the service, is killed at random moments."""
        self.small()
        service = self.serve()
        options = ("--rows-at-once", "10", "--model", "model.yaml", "--since", "2026-10-25")
        with open(os.path.join(self.desk, "model.yaml"), "w", encoding="utf-8") as file:
            file.write(
                'version: "1"\nthreshold: 60\ncomponents:\n  - name: use\n    title: Use\n    weight: 1\n'
                '    valid_days: 60\n    threshold: 60\n    measures:\n      - share: active_users\n'
                '        points: [[0, 0], [1, 100]]\n        text: "Active users: {value}"\n')
        chance = random.Random(11)
        finished = 0
        for number in range(KILLS):
            process = subprocess.Popen(
                [PROGRAM, "push", service.url, "--date", DAY, *options], cwd=self.desk,
                env={**os.environ, "PARALLAX_PUSH_TOKEN": service.secret},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 0.5))
            if number % 4 == 3:
                service.stop(signal.SIGKILL)
                process.wait()
                service.start()
            finished += process.poll() == 0
            process.kill()
            process.wait()
        self.assertLess(finished, KILLS, "the kills came too late")
        self.push(service, *options)
        final = self.push(service, *options)
        self.assertTrue(all(row["sent_before"] == row["rows"] for row in final.values()), final)
        # What is there is what a single import of the exported files gives, and nothing twice.
        run(self.desk, "export", "out", "--model", "model.yaml", "--date", DAY,
            "--since", "2026-10-25")
        done = json.loads(run(
            self.other, "import", os.path.join(self.desk, "out"), "--json", program=PERFORMANCE))
        for file in done["files"]:
            self.assertEqual(
                (file["new"], file["restated"], file["rejected"]), (0, 0, 0), file)
        for feed in ("overrides", "sessions"):
            self.assertEqual(self.table(f"SELECT count(*) FROM {feed}_history"), [(0,)])
            count = len(rows(os.path.join(self.desk, "out", feed + ".csv"))) - 1
            self.assertEqual(self.table(f"SELECT count(*) FROM {feed}"), [(count,)])

    def test_plain_errors(self):
        self.small()
        service = self.serve()
        self.assertIn("make a new token", self.push(service, expected=1, secret="plx_x"))
        made = run(self.other, "token", "new", "--role", "vp", "--json", program=PERFORMANCE)
        secret = json.loads(made)["secret"]
        self.assertIn("needs the role importer", self.push(service, expected=1, secret=secret))
        path = os.path.join(self.desk, "token")
        with open(path, "w", encoding="utf-8") as file:
            file.write(service.secret + "\n")
        self.push(service, "--token-file", "token", secret="plx_wrong")
        service.stop()
        self.assertIn("cannot reach", self.push(service, "--again", expected=1))
        for address, words in (("http://example.com", "no address"), ("here", "no address"),
                               ("https://a:b@example.com", "no address")):
            done = subprocess.run(
                [PROGRAM, "push", address], cwd=self.desk, capture_output=True, text=True,
                env={**os.environ, "PARALLAX_PUSH_TOKEN": "x"}, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
