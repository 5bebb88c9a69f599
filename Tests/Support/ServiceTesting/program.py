"""A program's service as a process, and a browser without scripts; for the tests of both programs."""

from __future__ import annotations

import json
import pathlib
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable

import requests

# Seconds after which a wait counts as a hang. No test passes or fails by how fast the machine is.
LONG = 300


def until(condition: Callable[[], object], what: str) -> object:
    """Waits until a condition holds; what it gave."""
    end = time.monotonic() + LONG
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {LONG} seconds in vain: {what}"
        time.sleep(0.02)
    return found


def run(binary: pathlib.Path, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command of a program to its end."""
    return subprocess.run(
        [binary, *map(str, arguments)], check=check, capture_output=True, text=True, timeout=LONG)


class ServingProgram:
    """One process that serves. A class for each program says which one, and what it says once it serves."""

    binary: pathlib.Path
    greeting: str

    def __init__(self, db: pathlib.Path, *options: str, rate: int = 100_000, **more) -> None:
        self.db = db
        self.log = db.with_suffix(".log")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--db", db, "--port", "0", "--rate-limit", str(rate), *options],
            stdout=subprocess.PIPE, stderr=self.log.open("a"), text=True, **more)
        line = self.process.stdout.readline()
        found = re.fullmatch(self.greeting + r" serves .+ at (http://127\.0\.0\.1:(\d+))\n", line)
        assert found, f"the service did not start: {line!r} {self.log.read_text()}"
        self.url, self.port = found[1], int(found[2])

    def token(self, role: str, *options: str) -> str:
        """A new token's secret."""
        return self.new_token(role, *options)["secret"]

    def new_token(self, role: str, *options: str) -> dict[str, str]:
        """A new token, secret and all."""
        made = run(self.binary, "token", "new", "--db", self.db, "--role", role, "--json", *options)
        return json.loads(made.stdout)

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

    def __init__(self, service: ServingProgram, token: str) -> None:
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
        return self.hidden_fields("/account", "form")["form"]

    def hidden_fields(self, path: str, *names: str) -> dict[str, str]:
        """Hidden fields of a page, by name: the first of each."""
        text = self.open(path).text
        return {name: re.search(rf'name="{name}" value="([^"]+)"', text)[1] for name in names}
