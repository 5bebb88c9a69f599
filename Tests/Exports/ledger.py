"""A ledger of its own for a test, and what `parallax` says about it."""

from __future__ import annotations

import calendar
import contextlib
import csv
import functools
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

from portfolio import MONTH, Row, headline, text

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("PARALLAX_BINARY", ROOT / ".build/release/parallax")).resolve()

# Seconds after which a command counts as hanging.
LONG = 60

Content = str | bytes | list[Row]


class Done:
    """A command that came to its end."""

    def __init__(self, arguments: list[str], folder: pathlib.Path) -> None:
        done = subprocess.run(
            [BINARY, *arguments], capture_output=True, timeout=LONG, cwd=folder,
            stdin=subprocess.DEVNULL)
        self.arguments = arguments
        self.code = done.returncode
        self.out = done.stdout.decode(errors="backslashreplace")
        self.err = done.stderr.decode(errors="backslashreplace")
        assert self.code in (0, 1, 2, 64), f"it crashed: {self}"

    def __repr__(self) -> str:
        return f"{' '.join(self.arguments)} -> {self.code}\n{self.out}{self.err}"

    @property
    def said(self) -> str:
        """All that it printed."""
        return self.out + self.err


class Taken(Done):
    """An import that came to its end."""

    def __init__(self, ledger: Ledger, paths: list[pathlib.Path], options: tuple[str, ...]) -> None:
        self.ledger, self.paths, self.options = ledger, paths, options
        super().__init__(ledger.importing(paths, *options, "--json"), ledger.folder)
        self.summary = json.loads(self.out) if self.out.strip() else {}
        self.rejects = ledger.report_rows()

    @property
    def refused(self) -> dict[str, str]:
        """The files refused and why."""
        found = {item["file"]: item["reason"] for item in self.summary.get("refused", [])}
        if not found and self.code == 1:
            found = {path.name: self.err.strip() for path in self.paths}
        return found

    @property
    def refusal(self) -> str:
        """The one line that says why the only file was refused. Nothing of the file was taken."""
        assert self.code == 1, f"not refused: {self}"
        assert self.count("new") == self.count("restated") == 0
        line, = self.refused.values()
        assert line and line.isprintable(), f"not one line: {self}"
        assert len(line) < 2000, f"a very long line: {line[:200]}"
        return line

    def count(self, what: str) -> int:
        """A count over the files taken: new, unchanged, restated, rejected, withdrawn."""
        return sum(file.get(what, 0) for file in self.summary.get("files", []) if file["kept"])

    @property
    def counts(self) -> dict[str, int]:
        """The counts that are not zero."""
        names = ("new", "unchanged", "restated", "rejected", "withdrawn")
        return {name: self.count(name) for name in names if self.count(name)}

    @functools.cached_property
    def told(self) -> str:
        """What a person reads of the same import, as a dry run, refusals and all."""
        arguments = self.ledger.importing(self.paths, *self.options, "--dry-run")
        return Done(arguments, self.ledger.folder).said

    @property
    def reasons(self) -> str:
        """The rejects report as one text."""
        return "\n".join(",".join(map(str, row.values())) for row in self.rejects)


class Ledger:
    """A ledger in a folder of its own."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.db = folder / "parallax.sqlite"
        self.report = folder / "rejects.csv"

    def run(self, *arguments: object) -> Done:
        """A command on this ledger."""
        return Done([*map(str, arguments), "--db", str(self.db)], self.folder)

    def run_without_db(self, *arguments: object) -> Done:
        """A command that needs no ledger."""
        return Done([*map(str, arguments)], self.folder)

    def importing(self, paths: list[pathlib.Path], *options: str) -> list[str]:
        """The arguments of an import."""
        return ["import", *map(str, paths), "--db", str(self.db), "--rejects", str(self.report),
                *options]

    def write(self, name: str, content: Content) -> pathlib.Path:
        """A file; rows become CSV."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = text(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take(self, name: str, content: Content, *options: str) -> Taken:
        """Imports one file."""
        return Taken(self, [self.write(name, content)], options)

    def tell(self, name: str, content: Content, *options: str) -> str:
        """Imports one file; what a person reads."""
        done = Done(self.importing([self.write(name, content)], *options), self.folder)
        assert done.code in (0, 2), done
        return done.said

    def take_folder(self, files: dict[str, Content], *options: str) -> Taken:
        """Imports a folder with these files, and no others."""
        folder = self.folder / f"in{len(list(self.folder.glob('in*')))}"
        folder.mkdir()
        for name, content in files.items():
            self.write(f"{folder.name}/{name}", content)
        return Taken(self, [folder], options)

    def report_rows(self) -> list[dict[str, str]]:
        """The rejects report's rows; none where there is no report."""
        if not self.report.exists():
            return []
        with self.report.open(newline="", errors="backslashreplace") as file:
            return list(csv.DictReader(file))

    def of_month(self, command: str, month: str, *options: str) -> Done:
        """A command about a month. Where the health history does not cover it, the command is run
        on a copy with a reading of one account on the month's last day."""
        done = self.run(command, "--month", month, *options)
        if "does not cover" not in done.err:
            return done
        with tempfile.TemporaryDirectory() as folder:
            copy = Ledger(pathlib.Path(folder))
            for file in self.folder.glob("parallax.sqlite*"):
                shutil.copy(file, copy.folder)
            with contextlib.closing(sqlite3.connect(copy.folder / "parallax.sqlite")) as database:
                account, = database.execute("SELECT min(account_id) FROM accounts").fetchone()
            year, number = map(int, month.split("-"))
            date = f"{month}-{calendar.monthrange(year, number)[1]}"
            taken = copy.take("health.csv", [{"account_id": account, "date": date, "score": 75}])
            assert taken.count("new") == 1, taken
            return copy.run(command, "--month", month, *options)

    def review(self, month: str = MONTH, *options: str) -> dict:
        """review.json of a month."""
        done = self.of_month("review", month, "--json", *options)
        assert done.code == 0, done
        return json.loads(done.out)

    def headline(self, month: str = MONTH, *options: str) -> dict[str, object]:
        """The company's headline figures."""
        return headline(self.review(month, *options)["company"])

    def card(self, csm: str, month: str = MONTH) -> dict[str, object]:
        """The headline figures of a CSM, or of a pool."""
        review = self.review(month)
        if csm in review["pools"]:
            return headline(review["pools"][csm])
        return headline(next(card for card in review["scorecards"] if card["csm_id"] == csm))

    def feed(self, name: str, month: str = MONTH) -> dict:
        """A feed's line of review.json."""
        return next(item for item in self.review(month)["feeds"] if item["feed"] == name)

    def rows(self, table: str) -> int:
        """How many rows a table of the ledger has, for ledgers that no month can be reviewed of."""
        with contextlib.closing(sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)) as database:
            count, = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        return count

    def doctor(self, month: str = MONTH) -> str:
        """What the doctor says."""
        done = self.of_month("doctor", month)
        assert done.code == 0, done
        return done.out

    def history(self, account: str) -> str:
        """An account's history, as a person reads it."""
        done = self.run("history", account)
        assert done.code == 0, done
        return done.out

    def scores(self, account: str) -> dict[str, float]:
        """An account's scores by day."""
        return {date: float(score) for date, score in
                re.findall(r"(?m)^(\d{4}-\d\d-\d\d) +(\d+(?:\.\d)?)", self.history(account))}

    def rejects(self, *feed: str) -> str:
        """The rejected rows that the ledger remembers."""
        done = self.run("rejects", *feed)
        assert done.code in (0, 2), done
        return done.said

    def withdraw(self, feed: str, *keys: str, why: str = "a mistake") -> Done:
        """Withdraws single rows."""
        return self.run("withdraw", feed, *keys, "--why", why)


def says(text: str, *patterns: str) -> None:
    """Fails unless every pattern is found, in any case."""
    for pattern in patterns:
        assert re.search(pattern, text, re.IGNORECASE), f"nothing like {pattern!r} in:\n{text}"


def silent(text: str, *patterns: str) -> None:
    """Fails if a pattern is found."""
    for pattern in patterns:
        found = re.search(pattern, text, re.IGNORECASE)
        assert not found, f"{found[0]!r} in:\n{text}"


def keeps_promise(ledger: Ledger, taken: Taken, *right: dict[str, object]) -> None:
    """The promise where the page leaves open which way it goes: right figures, or a word about what
    is in the way. Never other figures in silence."""
    if taken.code == 0:
        assert ledger.headline() in right, taken
    elif taken.code == 1:
        assert taken.refusal
    else:
        assert taken.count("new") + taken.count("rejected") >= 12 and taken.reasons, taken
