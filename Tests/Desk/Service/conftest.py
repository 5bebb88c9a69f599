"""A running `parallax-desk serve` over the sample and a written working week, with a token for every role."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
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

# Seconds after which a wait counts as a hang. No test passes or fails by how fast the machine is.
LONG = 300

OWNED = working_week.owned(SAMPLE)
TEAMS = {row["csm_id"]: row["team"] for row in working_week.rows(SAMPLE, "csms")}
# The CSM with the most accounts.
OWN = max(sorted(Counter(OWNED.values())), key=Counter(OWNED.values()).get)
TEAM = TEAMS[OWN]
STRANGER = next(csm for csm in sorted(set(OWNED.values())) if TEAMS[csm] != TEAM)
MINE = sorted(account for account, csm in OWNED.items() if csm == OWN)
THEIRS = sorted(account for account, csm in OWNED.items() if csm == STRANGER)


def until(condition: Callable[[], object], what: str) -> object:
    """Waits until a condition holds; what it gave."""
    end = time.monotonic() + LONG
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {LONG} seconds in vain: {what}"
        time.sleep(0.02)
    return found


def desk(*arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command of the desk to its end."""
    return subprocess.run(
        [BINARY, *map(str, arguments)], check=check, capture_output=True, text=True, timeout=LONG)


class Service:
    """One process of `parallax-desk serve`."""

    def __init__(self, db: pathlib.Path, *options: str, **more) -> None:
        self.db = db
        self.log = db.with_suffix(".log")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--db", db, "--port", "0", "--rate-limit", "100000", "--date", DAY,
             "--plain-http", *options],
            stdout=subprocess.PIPE, stderr=self.log.open("a"), text=True, **more)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Parallax desk serves .+ at (http://127\.0\.0\.1:(\d+))\n", line)
        assert found, f"the service did not start: {line!r} {self.log.read_text()}"
        self.url, self.port = found[1], int(found[2])

    def token(self, role: str, *options: str) -> str:
        """A new token's secret."""
        made = desk("token", "new", "--db", self.db, "--role", role, "--json", *options)
        return json.loads(made.stdout)["secret"]

    def send(self, method: str, path: str, token: str | None = None, **options) -> requests.Response:
        """One request, redirects not followed."""
        headers = dict(options.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return requests.request(
            method, self.url + path, headers=headers, allow_redirects=False, timeout=LONG, **options)

    def get(self, path: str, token: str | None = None, **options) -> requests.Response:
        """One GET request, redirects not followed."""
        return self.send("GET", path, token, **options)

    def enter(self, account: str, path: str, token: str, **fields: str) -> requests.Response:
        """Sends an entry as a program does."""
        return self.send("POST", f"/api/v1/accounts/{account}/{path}", token, json=fields)

    def export(self, folder: pathlib.Path) -> pathlib.Path:
        """What the ledger exports now."""
        desk("export", "--db", self.db, "--date", DAY, folder)
        return folder

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Ends the process; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=LONG)


class Browser(requests.Session):
    """What a browser without scripts does: keeps the cookie, sends forms as pages have them."""

    count = 0

    def __init__(self, service: Service, token: str) -> None:
        super().__init__()
        self.service = service
        Browser.count += 1
        # Sign-ins are limited by address; a proxy says which one.
        address = {"X-Forwarded-For": f"198.51.100.{Browser.count}"}
        self.answer = self.send_form("/sign-in", {"token": token}, address)
        self.headers["Cookie"] = self.answer.headers.get("Set-Cookie", "").split(";")[0]

    def open(self, path: str) -> requests.Response:
        """A page; redirects are not followed."""
        return self.get(self.service.url + path, allow_redirects=False, timeout=LONG)

    def send_form(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> requests.Response:
        """Sends a form; redirects are not followed."""
        return self.post(
            self.service.url + path, data=fields, headers=headers or {}, allow_redirects=False, timeout=LONG)

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the first form of a page that has a mark."""
        text = self.open(path).text
        return {
            "form": re.search(r'name="form" value="([^"]+)"', text)[1],
            "entry": re.search(r'name="entry" value="([^"]+)"', text)[1]}


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
