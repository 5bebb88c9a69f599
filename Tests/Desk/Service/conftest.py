"""A running `parallax-desk serve` over the sample and a written working week, with a token for every role."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import requests
import working_week

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "Data" / "sample"
BINARY = pathlib.Path(os.environ.get("PARALLAX_DESK", ROOT / ".build/release/parallax-desk"))
OTHER = pathlib.Path(os.environ.get("PARALLAX", ROOT / ".build/release/parallax"))
DAY = working_week.DAY.isoformat()

# What the tests of both programs use.
sys.path.append(str(ROOT / "Tests" / "Support" / "ServiceTesting"))
from program import LONG, Browser, ServingProgram, run, until  # noqa: E402, F401

OWNED = working_week.owned(SAMPLE)
TEAMS = {row["csm_id"]: row["team"] for row in working_week.rows(SAMPLE, "csms")}
# The CSM with the most accounts.
OWN = max(sorted(Counter(OWNED.values())), key=Counter(OWNED.values()).get)
TEAM = TEAMS[OWN]
STRANGER = next(csm for csm in sorted(set(OWNED.values())) if TEAMS[csm] != TEAM)
MINE = sorted(account for account, csm in OWNED.items() if csm == OWN)
THEIRS = sorted(account for account, csm in OWNED.items() if csm == STRANGER)


def desk(*arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command of the desk to its end."""
    return run(BINARY, *arguments, check=check)


class Service(ServingProgram):
    """One process of `parallax-desk serve`."""

    binary, greeting = BINARY, "Parallax desk"

    def __init__(self, db: pathlib.Path, *options: str, **more) -> None:
        super().__init__(db, "--date", DAY, "--plain-http", *options, **more)

    def enter(self, account: str, path: str, token: str, **fields: str) -> requests.Response:
        """Sends an entry as a program does."""
        return self.send("POST", f"/api/v1/accounts/{account}/{path}", token, json=fields)

    def export(self, folder: pathlib.Path) -> pathlib.Path:
        """What the ledger exports now."""
        desk("export", "--db", self.db, "--date", DAY, folder)
        return folder


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A ledger that holds the sample and the working week; to be copied, not used."""
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "sample.sqlite"
    week = folder / "week"
    week.mkdir()
    # Of the sample, what the working week does not bring itself.
    for feed in ("accounts", "csms", "assignments", "health", "overrides", "renewals", "measures", "milestones"):
        for file in SAMPLE.glob(f"{feed}.csv*"):
            shutil.copy(file, week)
    working_week.write(SAMPLE, week)
    desk("import", week, "--db", path, "--rejects", folder / "rejects.csv", check=False)
    return path


@pytest.fixture(scope="session")
def start(
    sample_ledger: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Service]]:
    """Starts a service over a copy of the sample, or over the ledger given."""
    running: list[Service] = []

    def begin(*options: str, db: pathlib.Path | None = None, **more) -> Service:
        if db is None:
            db = tmp_path_factory.mktemp("service") / "desk.sqlite"
            shutil.copy(sample_ledger, db)
        running.append(Service(db, *options, **more))
        return running[-1]

    yield begin
    for service in running:
        service.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def service(start: Callable[..., Service]) -> Service:
    """A service over a copy of the sample, for the tests of one file."""
    return start()


@pytest.fixture(scope="module")
def tokens(service: Service) -> dict[str, str]:
    """A token for every role; `stranger` is a CSM of another team."""
    tokens = {role: service.token(role) for role in ("importer", "admin")}
    tokens["lead"] = service.token("lead", "--team", TEAM)
    return tokens | {
        name: service.token("csm", "--csm", csm) for name, csm in (("csm", OWN), ("stranger", STRANGER))}
