"""A running `parallax serve` over the sample portfolio, with a token for every role."""

from __future__ import annotations

import csv
import os
import pathlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "Data" / "sample"
BINARY = pathlib.Path(os.environ.get("PARALLAX_BINARY", ROOT / ".build/release/parallax"))
MONTH = "2026-10"
TEAM = "Harbour"

# What the tests of both programs use.
sys.path.append(str(ROOT / "Tests" / "Support" / "ServiceTesting"))
from program import LONG, Browser, ServingProgram, run, until  # noqa: E402, F401


def parallax(*arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command of the program to its end."""
    return run(BINARY, *arguments, check=check)


# The first line of csms.csv.
CSMS = "csm_id,name,team,manager_id,start_date,end_date\n"


def csms() -> list[dict[str, str]]:
    """The sample's CSMs."""
    with (SAMPLE / "csms.csv").open() as file:
        return list(csv.DictReader(file))


OWN, MATE, *_ = (row["csm_id"] for row in csms() if row["team"] == TEAM and not row["end_date"])
STRANGER = next(row["csm_id"] for row in csms() if row["team"] != TEAM and not row["end_date"])


def own_renewals() -> list[dict[str, str]]:
    """Renewals of the last months on accounts that OWN has always had."""
    with (SAMPLE / "assignments.csv").open() as file:
        rows = list(csv.DictReader(file))
    owners: dict[str, set[str]] = {}
    for row in rows:
        if not row.get("role"):
            owners.setdefault(row["account_id"], set()).add(row["csm_id"])
    with (SAMPLE / "renewals.csv").open() as file:
        return [
            row for row in csv.DictReader(file)
            if owners.get(row["account_id"]) == {OWN} and "2026-01" < row["due_date"] < "2026-10"]


class Service(ServingProgram):
    """One process of `parallax serve`."""

    binary, greeting = BINARY, "Parallax"


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A ledger that holds the sample; to be copied, not used."""
    path = tmp_path_factory.mktemp("ledger") / "sample.sqlite"
    parallax("import", SAMPLE, "--db", path, "--rejects", path.with_suffix(".rejects.csv"))
    return path


@pytest.fixture(scope="session")
def start(
    sample_ledger: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Service]]:
    """Starts a service over a copy of the sample, or over the ledger given."""
    running: list[Service] = []

    def begin(*options: str, db: pathlib.Path | None = None, **more) -> Service:
        if db is None:
            db = tmp_path_factory.mktemp("service") / "parallax.sqlite"
            shutil.copy(sample_ledger, db)
        running.append(Service(db, *options, **more))
        return running[-1]

    yield begin
    for service in running:
        service.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def service(start: Callable[..., Service]) -> Service:
    """A service over a copy of the sample, for the tests of one file."""
    return start("--plain-http")


def put(service, token, feed, content, kind="text/csv", **options) -> requests.Response:
    """Sends one feed."""
    query = "".join(f"&{name}={value}" for name, value in options.items())
    return service.send(
        "POST", f"/api/v1/imports?feed={feed}{query}", token, data=content,
        headers={"Content-Type": kind})


def moved(service, csm: str, team: str, since: str = "2020-01-01") -> None:
    """Puts a CSM into another team from a day on."""
    row = next(row for row in csms() if row["csm_id"] == csm)
    content = CSMS.strip() + ",team_since\n" + ",".join((row | {"team": team}).values()) + f",{since}\n"
    answer = put(service, service.token("importer"), "csms", content)
    assert answer.json()["summary"]["files"][0]["restated"] == 1


def tokens_of(service: Service) -> dict[str, str]:
    """A token for every role; `mate` and `stranger` are CSMs in and outside the manager's team."""
    roles = ["vp", "model_owner", "deck", "importer", "admin"]
    people = {"csm": OWN, "mate": MATE, "stranger": STRANGER}
    tokens = {role: service.token(role) for role in roles}
    tokens["manager"] = service.token("manager", "--team", TEAM)
    return tokens | {name: service.token("csm", "--csm", csm) for name, csm in people.items()}


@pytest.fixture(scope="module")
def tokens(service: Service) -> dict[str, str]:
    """A token for every role of the file's service."""
    return tokens_of(service)


@pytest.fixture(scope="module")
def episodes(service: Service, tokens: dict[str, str]) -> dict[str, str]:
    """An episode of each CSM whose renewal is settled, by identifier."""
    answer = service.get(f"/api/v1/reviews/{MONTH}/episodes?limit=500", tokens["vp"])
    return {
        item["csm_id"]: item["episode_id"] for item in answer.json()["items"]
        if item["state"] in ("renewed", "churned")}
