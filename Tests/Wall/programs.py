"""Both programs over the same marked sample, each in a folder of its own."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = {
    "performance": os.environ.get("PARALLAX", str(ROOT / ".build/release/parallax")),
    "desk": os.environ.get("PARALLAX_DESK", str(ROOT / ".build/release/parallax-desk")),
}
LEDGERS = {"performance": "parallax.sqlite", "desk": "parallax-desk.sqlite"}
OTHER = {"performance": "desk", "desk": "performance"}
DAY, MONTH = "2026-10-31", "2026-10"

# Marks in texts and identifiers that belong to one side, by file and column.
MARKS = {"performance": "zqperfmark", "desk": "zqdeskmark"}
MARKED = {
    "performance": {"renewals": ["reason"], "opportunities": ["opportunity_id"],
                    "surveys": ["response_id", "respondent_id"], "benchmarks": ["source"]},
    "desk": {"touches": ["summary"], "actions": ["title", "action_id"],
             "contacts": ["name", "contact_id"]},
}
# What CSMs write on overrides crosses the wall; here it says nothing.
PLAIN = {"overrides": ["reason", "note"]}


class Side:
    """One program with its ledger."""

    def __init__(self, side, folder):
        self.side, self.folder, self.service = side, folder, None
        os.makedirs(folder)

    def run(self, *arguments, expected=0, timeout=600, **variables):
        # Lines are not broken, so that words stay together.
        variables = {**os.environ, "COLUMNS": "100000", **variables}
        done = subprocess.run(
            [BINARIES[self.side], *arguments], cwd=self.folder, capture_output=True, text=True,
            check=False, timeout=timeout, env=variables)
        if expected is not None:
            assert done.returncode == expected, (arguments, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def commands(self):
        """The help of the program as JSON: all its commands."""
        return json.loads(self.run("--experimental-dump-help"))["command"]

    @property
    def has_service(self):
        return "serve" in {command["commandName"] for command in self.commands()["subcommands"]}

    def token(self, role, *options):
        made = self.run("token", "new", "--role", role, "--json", *options)
        return json.loads(made)["secret"]

    def serve(self):
        self.service = subprocess.Popen(
            [BINARIES[self.side], "serve", "--port", "0", "--plain-http", "--rate-limit", "100000",
             *(["--date", DAY] if self.side == "desk" else [])], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = re.search(r"http://127\.0\.0\.1:\d+", self.service.stdout.readline())[0]

    def stop(self):
        if self.service:
            self.service.kill()
            self.service.wait()
            self.service.stdout.close()

    def files(self):
        """Every file of the side, by path."""
        return {str(path): path.read_bytes() for path in pathlib.Path(self.folder).rglob("*")
                if path.is_file()}


def mark(folder, out):
    """Writes the feeds of a folder with marks."""
    os.makedirs(out)
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        for side, files in MARKED.items():
            for column in files.get(path.stem, []):
                place = header.index(column)
                for number, row in enumerate(rows):
                    if row[place] or column == "reason":
                        row[place] = MARKS[side] + (
                            str(number) if column.endswith("_id") else "")
        if path.stem == "renewals":
            for row in rows:
                row[header.index("reason")] = (
                    MARKS["performance"] if row[header.index("outcome")] == "churned" else "")
        for column in PLAIN.get(path.stem, []):
            for row in rows:
                row[header.index(column)] = "plain"
        with open(os.path.join(out, path.name), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])


def both(folder):
    """Both programs, with the marked sample imported; the importer's token where there is one."""
    sides = {side: Side(side, os.path.join(folder, side)) for side in OTHER}
    plain = os.path.join(folder, "plain")
    sides["performance"].run(
        "sample", "--out", plain, "--accounts", "60", "--csms", "6", "--months", "18")
    mark(plain, os.path.join(folder, "feeds"))
    shutil.rmtree(plain)
    for side in sides.values():
        side.run("import", "../feeds")
    return sides
