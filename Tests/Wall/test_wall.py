#!/usr/bin/env python3
"""Searches both programs for the other side: see README.md.

    PARALLAX=.build/release/parallax PARALLAX_DESK=.build/release/parallax-desk \
        python3 -m unittest test_wall
"""

import csv
import hashlib
import io
import json
import os
import pathlib
import re
import sqlite3
import tempfile
import unittest
import urllib.parse

import requests
import yaml

from pages import Page
from programs import BINARIES, DAY, LEDGERS, MARKS, MONTH, OTHER, ROOT, both

WORDS = yaml.safe_load((pathlib.Path(__file__).parent / "words.yaml").read_text())
MOST_PAGES = 120
FLOORS = {"performance": "Performance", "desk": "Desk"}


def texts(kind, body):
    """What a file or an answer says that people or programs go by: text, and names of fields."""
    if kind == "html":
        return [Page(body).text]
    if kind == "json":
        return keys(json.loads(body))
    if kind == "csv":
        return next(csv.reader(io.StringIO(body)), [])
    return [body]


def keys(value):
    found = []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += [name, *keys(inner)]
    elif isinstance(value, list):
        for inner in value[:200]:
            found += keys(inner)
    return found


def contents(side):
    """What the files of a side hold: of a database its rows, not the mode in which it was opened."""
    found = {}
    for path, content in side.files().items():
        if content.startswith(b"SQLite format 3\0"):
            with sqlite3.connect(path) as database:
                content = "\n".join(database.iterdump()).encode()
        if not path.endswith(("-wal", "-shm")):
            found[path] = hashlib.sha256(content).digest()
    return found


def kind_of(name):
    if "html" in name:
        return "html"
    if "json" in name:
        return "json"
    return "csv" if "csv" in name else "text"


class Wall(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.sides = both(cls.scratch.name)

    @classmethod
    def tearDownClass(cls):
        for side in cls.sides.values():
            side.stop()
        cls.scratch.cleanup()

    def search(self, side, kind, body, where):
        """Fails if something of a side has a word or a mark of the other."""
        other = OTHER[side]
        self.assertNotIn(MARKS[other], body, where)
        for text in texts(kind, body):
            # A name in code, such as daysSinceTouch or last_touch, is words too.
            text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " ")) + " " + text
            for word in WORDS[other]:
                if found := re.search(word, text, re.IGNORECASE):
                    around = text[max(0, found.start() - 60):found.end() + 60]
                    self.fail(f"{where} of the {side} side says '{found[0]}': …{around}…")

    def test_the_search_finds(self):
        """What it must find on either side, it finds."""
        for side, kind, body in (
                ("desk", "html", "<p>Your renewal rate is 92 %</p>"),
                ("desk", "html", "<a title='Scorecard'>x</a>"), ("desk", "json", '{"nps": 1}'),
                ("desk", "text", "quota"), ("performance", "json", '[{"last_touch": 1}]'),
                ("performance", "csv", "account_id,due_on\n"), ("performance", "html", "Urgent"),
                ("performance", "json", '{"a": [{"openActions": 2}]}'),
                ("performance", "text", MARKS["desk"] + "7")):
            with self.assertRaises(self.failureException, msg=body):
                self.search(side, kind, body, "a test")
        for body in ("<style>a { rank: 1 }</style>", "<p>Frankly, the retargeted tank</p>"):
            self.search("desk", "html", body, "a test")

    def commands(self):
        performance = [
            ["doctor"], ["review", "--month", MONTH, "--json"], ["review", "--out", "review"],
            ["audit", "--month", MONTH], ["audit", "--month", MONTH, "--json"],
            ["audit", "--month", MONTH, "--handoff", "audit"], ["scorecard", "--month", MONTH],
            ["scorecard", "C0001", "--month", MONTH, "--json"], ["history", "A000001"],
            ["history", "A000001", "--json"], ["signals", "--month", MONTH], ["verify"],
            ["rejects"],
        ]
        desk = [["score"], ["score", "--explain"], ["score", "--account", "A000002"], ["monday"],
                ["digest", "--dry-run"], ["export", "export"]]
        desk += [["portfolio", "--csm", f"C000{number}", "--explain"] for number in (1, 2, 3)]
        desk += [[*command, "--json"] for command in desk if command[0] not in ("digest", "export")]
        model = ["--model", str(ROOT / "Data" / "health-model.yaml")]
        desk += [["score", "--json", *model], ["monday", *model], ["export", "scored", *model]]
        known = {side: {command["commandName"] for command in self.sides[side].commands()["subcommands"]}
                 for side in OTHER}
        desk = [[*command, "--date", DAY] for command in desk]
        return {side: [command for command in commands if command[0] in known[side]]
                for side, commands in (("performance", performance), ("desk", desk))}

    def test_help(self):
        def walk(side, command, path):
            name = command["commandName"]
            said = [command.get("abstract", ""), command.get("discussion", "") or ""]
            for argument in command.get("arguments", []):
                said += [argument.get("abstract", "") or "", argument.get("valueName", "") or ""]
                said += [word["name"] for word in argument.get("names", []) or []]
            # Help names the feeds of the program, which check-rooms.py and the import keep apart.
            self.search(side, "text", " ".join([name, *said]), f"help of {path} {name}")
            for inner in command.get("subcommands", []):
                walk(side, inner, f"{path} {name}")
        for name, side in self.sides.items():
            walk(name, side.commands(), "")

    def test_what_commands_print_and_write(self):
        for name, commands in self.commands().items():
            side = self.sides[name]
            for command in commands:
                said = side.run(*command, expected=None)
                kind = "json" if "--json" in command and said.lstrip()[:1] in "[{" else "text"
                self.search(name, kind, said, " ".join(command))
            for path, content in side.files().items():
                ending = path.rsplit(".", 1)[-1]
                if ending in ("html", "json", "csv", "txt", "md"):
                    crosses = name == "desk" and "/export/" in path or "/scored/" in path
                    body = content.decode()
                    if crosses:  # what goes to the performance side, in its own words
                        self.assertNotIn(MARKS["desk"], body, path)
                        self.assertNotIn(MARKS["performance"], body, path)
                    else:
                        self.search(name, kind_of(ending), body, path)

    def test_templates(self):
        for side, floor in FLOORS.items():
            for path in (ROOT / "Sources" / floor).rglob("Templates/*"):
                if path.suffix in (".mustache", ".html", ".txt", ".md"):
                    self.search(side, "html", path.read_text(), str(path.relative_to(ROOT)))

    def test_files_have_no_mark_and_no_table_of_the_other(self):
        desk, performance = self.sides["desk"], self.sides["performance"]
        desk.run("export", "out", "--date", DAY)
        performance.run("import", os.path.join(desk.folder, "out"))
        for name, side in self.sides.items():
            for path, content in side.files().items():
                self.assertNotIn(MARKS[OTHER[name]].encode(), content, path)
                if not content.startswith(b"SQLite format 3\0"):
                    continue
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                    names = {row[0] for row in database.execute(
                        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
                    columns = {row[0] for table in names for row in database.execute(
                        "SELECT name FROM pragma_table_info(?)", (table,))}
                foreign = set(WORDS["tables"][OTHER[name]])
                parts = {part.removesuffix("_history").removesuffix("_then") for part in names}
                self.assertEqual(foreign & (parts | columns), set(), path)
        # The marks are where they belong, so the search can find something.
        for name, side in self.sides.items():
            ledger = os.path.join(side.folder, LEDGERS[name])
            own = pathlib.Path(ledger).read_bytes() + b"".join(
                pathlib.Path(path).read_bytes() for path in side.files() if path.endswith("-wal"))
            self.assertIn(MARKS[name].encode(), own)

    def test_each_refuses_the_others_files_and_ledger(self):
        feeds = os.path.join(self.scratch.name, "feeds")
        for name, files in (("desk", ("arr", "opportunities", "surveys", "targets", "benchmarks",
                                      "fx", "sessions")),
                            ("performance", ("touches", "actions", "contacts"))):
            side = self.sides[name]
            for feed in files:
                path = os.path.join(feeds, feed + ".csv")
                self.assertIn("does not read", side.run("import", path, expected=1))
                self.assertRegex(
                    side.run("import", path, "--feed", feed, expected=None),
                    "there is no feed|is invalid for '--feed")
        commands = {
            "desk": (["score"], ["import", feeds], ["export", "other"], ["digest", "--dry-run"],
                     ["monday"], ["push", "http://127.0.0.1:1"], ["serve", "--port", "0"]),
            "performance": (["doctor"], ["import", feeds], ["review"], ["audit"], ["verify"],
                            ["serve", "--port", "0"]),
        }
        for name, attempts in commands.items():
            other = self.sides[OTHER[name]]
            ledger = os.path.join(other.folder, LEDGERS[OTHER[name]])
            before = contents(other)
            known = {command["commandName"]
                     for command in self.sides[name].commands()["subcommands"]}
            for attempt in attempts:
                if attempt[0] not in known:
                    continue
                said = self.sides[name].run(
                    *attempt, "--db", ledger, expected=None, timeout=60, PARALLAX_PUSH_TOKEN="x")
                self.assertRegex(said, r"(?s)Error: .*(parallax-desk|other|ledger)", attempt)
            after = contents(other)
            self.assertEqual({path for path in before if after.get(path) != before[path]}, set())
            self.assertEqual(after.keys() - before.keys(), set(), "it left files beside it")

    # The services

    def roles(self, name):
        options = {
            "performance": {"vp": (), "manager": ("--team", "Harbour"), "csm": ("--csm", "C0001"),
                            "model_owner": (), "deck": (), "importer": (), "admin": ()},
            "desk": {"csm": ("--csm", "C0001"), "lead": ("--team", "Harbour"), "admin": (),
                     "importer": ()},
        }[name]
        return {role: self.sides[name].token(role, *more) for role, more in options.items()}

    def paths(self, name, token):
        """The paths of all GET routes, with their parameters filled in."""
        description = requests.get(
            self.sides[name].url + "/api/v1/openapi.json",
            headers={"Authorization": "Bearer " + token}, timeout=60)
        known = {"month": MONTH, "csm_id": "C0001", "csm": "C0001", "team": "Harbour",
                 "account_id": "A000002", "account": "A000002", "name": "scorecards"}
        self.search(name, "text", json.dumps(
            [[path, route.get("summary", "")] for path, routes in
             description.json()["paths"].items() for route in routes.values()
             if isinstance(route, dict) and "/imports" not in path]), "the description")
        found = []
        for path, routes in description.json()["paths"].items():
            filled = re.sub(r"\{(\w+)\}", lambda part: known.get(part[1], "x"), path)
            found += [filled] if "get" in routes else []
        self.assertGreater(len(found), 5)
        return found

    def serve(self):
        for side in self.sides.values():
            if side.has_service and not side.service:
                side.serve()
        return {name: side for name, side in self.sides.items() if side.service}

    def test_pages_and_answers(self):
        for name, side in self.serve().items():
            for role, token in self.roles(name).items():
                session = requests.Session()
                session.headers["Authorization"] = "Bearer " + token
                waiting = ["/", *self.paths(name, token)]
                seen = set()
                while waiting and len(seen) < MOST_PAGES:
                    path = waiting.pop(0)
                    if path in seen or "/sign-out" in path:
                        continue
                    seen.add(path)
                    answer = session.get(side.url + path, timeout=120)
                    kind = kind_of(answer.headers.get("Content-Type", ""))
                    # The import page of a program names its own feeds, and the file that it got.
                    if answer.headers.get("Content-Type", "").startswith("image/"):
                        continue
                    if "/import" not in path:
                        self.search(name, kind, answer.text, f"{path} for {role}")
                    if kind == "html":
                        links = (urllib.parse.urljoin(answer.url, link)
                                 for link in Page(answer.text).links)
                        waiting += [link.removeprefix(side.url).split("#")[0] for link in links
                                    if link.startswith(side.url + "/")]
                self.assertGreater(len(seen), 5, (name, role))

    def test_a_token_of_one_is_useless_to_the_other(self):
        running = self.serve()
        if len(running) < 2:
            self.skipTest("the desk has no service here")
        tokens = {name: self.roles(name) for name in running}
        for name, side in running.items():
            admin = tokens[name]["admin"]
            for path in self.paths(name, admin):
                def status(secret):
                    headers = {"Authorization": "Bearer " + secret} if secret else {}
                    return requests.get(
                        side.url + path, headers=headers, allow_redirects=False,
                        timeout=60).status_code
                nobody = status(None)
                for role, secret in tokens[OTHER[name]].items():
                    found = status(secret)
                    # What is open to all stays open; nothing else opens.
                    self.assertTrue(found == nobody or found == 401, (name, path, role, found))


if __name__ == "__main__":
    for binary in BINARIES.values():
        if not os.path.exists(binary):
            raise SystemExit(f"no {binary}: run make build first")
    unittest.main()
