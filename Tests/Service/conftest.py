"""A running `parallax serve` over the sample portfolio, with a token for every role."""

from __future__ import annotations

import csv
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "Data" / "sample"
BINARY = pathlib.Path(os.environ.get("PARALLAX_BINARY", ROOT / ".build/release/parallax"))
MONTH = "2026-10"
TEAM = "Harbour"

# Seconds after which a wait counts as a hang. No test passes or fails by how fast the machine is.
LONG = 300


def until(condition: Callable[[], object], what: str) -> object:
    """Waits until a condition holds; what it gave."""
    end = time.monotonic() + LONG
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {LONG} seconds in vain: {what}"
        time.sleep(0.02)
    return found


def parallax(*arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command of the program to its end."""
    return subprocess.run(
        [BINARY, *map(str, arguments)], check=check, capture_output=True, text=True, timeout=LONG)


# The first line of csms.csv.
CSMS = "csm_id,name,team,manager_id,start_date,end_date\n"


def csms() -> list[dict[str, str]]:
    """The sample's CSMs."""
    with (SAMPLE / "csms.csv").open() as file:
        return list(csv.DictReader(file))


OWN, MATE, *_ = (row["csm_id"] for row in csms() if row["team"] == TEAM and not row["end_date"])
STRANGER = next(row["csm_id"] for row in csms() if row["team"] != TEAM and not row["end_date"])


class Service:
    """One process of `parallax serve`."""

    def __init__(self, db: pathlib.Path, *options: str, rate: int = 100_000, **more) -> None:
        self.db = db
        self.log = db.with_suffix(".log")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--db", db, "--port", "0", "--rate-limit", str(rate), *options],
            stdout=subprocess.PIPE, stderr=self.log.open("a"), text=True, **more)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Parallax serves .+ at (http://127\.0\.0\.1:(\d+))\n", line)
        assert found, f"the service did not start: {line!r} {self.log.read_text()}"
        self.url, self.port = found[1], int(found[2])

    def token(self, role: str, *options: str) -> str:
        """A new token's secret."""
        return self.new_token(role, *options)["secret"]

    def new_token(self, role: str, *options: str) -> dict[str, str]:
        """A new token, secret and all."""
        made = parallax("token", "new", "--db", self.db, "--role", role, "--json", *options)
        return json.loads(made.stdout)

    def send(
        self, method: str, path: str, token: str | None = None, **options
    ) -> requests.Response:
        """One request, redirects not followed."""
        headers = dict(options.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return requests.request(
            method, self.url + path, headers=headers, allow_redirects=False, timeout=LONG, **options)

    def get(self, path: str, token: str | None = None, **options) -> requests.Response:
        """One GET request, redirects not followed."""
        return self.send("GET", path, token, **options)

    def browser(self, token: str) -> Browser:
        """A browser that signed in with a token."""
        return Browser(self, token)

    def connect(self) -> socket.socket:
        """A connection of its own, for requests that no library would send."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=LONG)

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
        cookie = self.answer.headers.get("Set-Cookie", "").split(";")[0]
        self.headers["Cookie"] = cookie

    def request(self, *arguments, **options) -> requests.Response:
        """One request on a connection of its own: the service ends those that idle, perhaps just as
        the next request is sent."""
        try:
            return super().request(*arguments, **options)
        finally:
            self.close()

    def open(self, path: str, **options) -> requests.Response:
        """A page; redirects are not followed."""
        return self.get(self.service.url + path, allow_redirects=False, timeout=LONG, **options)

    def send_form(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> requests.Response:
        """Sends a form; redirects are not followed."""
        return self.post(
            self.service.url + path, data=fields, headers=headers or {}, allow_redirects=False,
            timeout=LONG)

    def form_field(self) -> str:
        """The hidden field that proves a form to come from this browser's pages."""
        return re.search(r'name="form" value="([^"]+)"', self.open("/account").text)[1]


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
