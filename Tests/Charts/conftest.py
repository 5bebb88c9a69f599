"""Charts of the sample, whose CSMs have names in many scripts, drawn once for all tests."""

import csv
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["PARALLAX_BINARY"]
NAMES = ["محمد عبد الله", "שרה כהן", "अनुष्का क्षत्रिय", "陈伟", "김민수", "山田太郎", "สมชาย ใจดี",
         "Łukasz Żółć", "Δημήτρης Παπαδόπουλος", "Юлия Кузнецова"]


class Charts:
    """The program with a ledger of its own, and a folder to write to."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder, self.ledger = folder, folder / "ledger.sqlite"

    def run(self, *arguments, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                              cwd=self.folder, check=check)

    def draw(self, name: str, *arguments, check: bool = True) -> subprocess.CompletedProcess:
        whose = ["--csm", "C0001"] if name == "bridge" else []
        return self.run("chart", name, *whose, "--db", self.ledger, "--month", "2026-10",
                        *arguments, check=check)


@pytest.fixture(scope="session")
def charts(tmp_path_factory) -> Charts:
    """The sample is in the ledger, and its review in the folder `review`, with SVG."""
    charts = Charts(tmp_path_factory.mktemp("charts"))
    feeds = charts.folder / "feeds"
    shutil.copytree(ROOT / "Data/sample", feeds)
    with open(feeds / "csms.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, name in zip(rows, NAMES):
        row["name"] = name
    with open(feeds / "csms.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    charts.run("import", feeds, "--db", charts.ledger, "--rejects", charts.folder / "rejects.csv")
    charts.run("review", "--db", charts.ledger, "--month", "2026-10", "--svg",
               "--out", charts.folder / "review")
    return charts
