"""Readers, faults and a full disk for scripts/service-load.sh, which gives the arguments."""

from __future__ import annotations

import collections
import csv
import gzip
import pathlib
import socket
import statistics
import sys
import threading
import time

import requests

WHAT, SERVICE, MONTH, VP, IMPORTER, ACCOUNTS, PROCESS = sys.argv[1:8]
HOST, PORT = SERVICE.removeprefix("http://").split(":")
PAGES = ["/months/{m}", "/months/{m}/csms", "/months/{m}/audit", "/api/v1/reviews/{m}/company",
         "/api/v1/reviews/{m}/scorecards?limit=20", "/api/v1/reviews/{m}/episodes?limit=20"]


def memory() -> int:
    """Resident megabytes of the service, now."""
    for line in pathlib.Path(f"/proc/{PROCESS}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def accounts() -> list[str]:
    """The portfolio's accounts."""
    with open(ACCOUNTS) as file:
        return [row["account_id"] for row in csv.DictReader(file)]


def rows(count: int):
    """A health feed of so many rows, before all that is known, in parts."""
    names = accounts()
    yield b"account_id,date,score,tier,model_version\n"
    for start in range(0, count, 20_000):
        yield "".join(
            f"{names[n % len(names)]},{2018 + n // len(names) // 336 % 6}-"
            f"{n // len(names) // 28 % 12 + 1:02}-{n // len(names) % 28 + 1:02},50.{n % 10},amber,old\n"
            for n in range(start, min(count, start + 20_000))).encode()


def send(
        content, feed: str = "health", kind: str = "text/csv", **options) -> requests.Response:
    """Sends a feed."""
    return requests.post(
        f"{SERVICE}/api/v1/imports?feed={feed}", data=content, timeout=600, **options,
        headers={"Authorization": f"Bearer {IMPORTER}", "Content-Type": kind})


def end_of(answer: requests.Response) -> dict:
    """What became of an import."""
    if answer.status_code != 202:
        return {"status": answer.status_code, **answer.json()}
    while True:
        standing = requests.get(
            SERVICE + answer.headers["Location"], timeout=600,
            headers={"Authorization": f"Bearer {IMPORTER}"}).json()
        if standing["state"] in ("done", "failed"):
            return standing
        time.sleep(0.2)


def readers() -> None:
    """200 readers at once while a million rows are taken in."""
    statuses, times, errors = collections.Counter(), [], collections.Counter()
    stop = threading.Event()

    def read(number: int) -> None:
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {VP}"
        turn = number
        while not stop.is_set():
            start = time.perf_counter()
            try:
                answer = session.get(
                    SERVICE + PAGES[turn % len(PAGES)].format(m=MONTH), timeout=120)
                statuses[answer.status_code] += 1
                times.append(time.perf_counter() - start)
            except requests.RequestException as error:
                errors[type(error).__name__] += 1
            turn += 1
            time.sleep(0.5)

    for path in PAGES:
        requests.get(
            SERVICE + path.format(m=MONTH), headers={"Authorization": f"Bearer {VP}"}, timeout=120)
    print(f"memory before: {memory()} MB")
    threads = [threading.Thread(target=read, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    time.sleep(5)
    quiet, times[:] = list(times), []
    print(f"readers alone: median {1000 * statistics.median(quiet):.0f} ms, "
          f"longest {1000 * max(quiet):.0f} ms")
    start, most = time.perf_counter(), memory()
    answer = send(rows(1_000_000))
    standing = end_of(answer)
    took = time.perf_counter() - start
    most = max(most, memory())
    time.sleep(5)
    stop.set()
    for thread in threads:
        thread.join()
    times.sort()
    figures = standing.get("summary", {}).get("files")
    print(f"import: {answer.status_code}, {standing.get('state')} after {took:.1f} s, {figures}")
    print(f"readers meanwhile: {sum(statuses.values())} answers {dict(statuses)}, errors {dict(errors)}; "
          f"median {1000 * statistics.median(times):.0f} ms, 99 % "
          f"{1000 * times[int(len(times) * 0.99)]:.0f} ms, longest {1000 * times[-1]:.0f} ms")
    time.sleep(5)
    print(f"memory: {most} MB when the import was done, {memory()} MB after")


def exchange(content: bytes, drip: bytes = b"", every: float = 1, most: float = 10) -> str:
    """Sends bytes, then more of them slowly; what comes back and after how long it ends."""
    start, got = time.monotonic(), b""
    with socket.create_connection((HOST, int(PORT)), timeout=10) as link:
        try:
            link.sendall(content)
            while time.monotonic() - start < most:
                link.settimeout(every)
                try:
                    part = link.recv(4096)
                    if not part:
                        return f"{got[:30]!r}, closed after {time.monotonic() - start:.0f} s"
                    got += part
                except TimeoutError:
                    if drip:
                        link.sendall(drip)
        except OSError as error:
            return f"{got[:30]!r}, {type(error).__name__} after {time.monotonic() - start:.0f} s"
    return f"{got[:30]!r}, still open after {most:.0f} s"


def faults() -> None:
    """Requests that no honest client sends."""
    line = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"
    post = (f"POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {IMPORTER}\r\n").encode()
    malformed = {
        "no HTTP": b"hello there\r\n\r\n", "bytes": bytes(range(256)) * 20,
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
        "HTTP/3.7": b"GET / HTTP/3.7\r\nHost: a\r\n\r\n", "no path": b"GET  HTTP/1.1\r\n\r\n",
        "path out": b"GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
        "NUL in path": b"GET /a\x00b HTTP/1.1\r\nHost: a\r\n\r\n",
        "bad escape": b"GET /months/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "two lengths": line + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "length and chunks": line + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "negative length": line + b"Content-Length: -5\r\n\r\n",
        "bad chunk": post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "folded header": line + b"X-A: b\r\n c\r\n\r\n", "long line": b"GET /" + b"a" * 200_000,
        "many headers": line + b"X-A: b\r\n" * 500 + b"\r\n",
        "CONNECT": b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "unknown method": b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
        "expect": post + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n",
    }
    for name, content in malformed.items():
        print(f"{name:20} {exchange(content, most=2)}")
    slow = {
        "slow header": (line + b"X-A: ", b"a"), "silent": (b"", b""),
        "slow body": (post + b"Content-Length: 90000\r\n\r\n", b"a"),
        "silent body": (post + b"Content-Length: 90000\r\n\r\n", b""),
        "slow form": (b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n"
                      b"Content-Type: application/x-www-form-urlencoded\r\n\r\n", b"a"),
        "slow refused body": (b"PUT /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n", b"a"),
    }
    found: dict[str, str] = {}
    threads = [
        threading.Thread(target=lambda name=name, parts=parts: found.__setitem__(
            name, exchange(*parts, every=2, most=80))) for name, parts in slow.items()]
    many = [socket.create_connection((HOST, int(PORT)), timeout=10) for _ in range(500)]
    for link in many:
        link.sendall(line + b"X-A: ")
    for thread in threads:
        thread.start()
    start = time.perf_counter()
    answer = requests.get(SERVICE + "/healthz", timeout=60)
    print(f"beside 500 connections that send half a head: {answer.status_code} in "
          f"{1000 * (time.perf_counter() - start):.0f} ms, memory {memory()} MB")
    for thread in threads:
        thread.join()
    for name, outcome in found.items():
        print(f"{name:20} {outcome}")
    for link in many:
        link.close()
    answer = requests.get(SERVICE + "/healthz", timeout=60)
    print(f"afterwards: {answer.status_code}, memory {memory()} MB")


def full() -> None:
    """A disk without room."""
    folder = pathlib.Path(sys.argv[8])
    path = f"/api/v1/reviews/{MONTH}/company"
    headers = {"Authorization": f"Bearer {VP}"}
    before = requests.get(SERVICE + path, headers=headers, timeout=60).content
    packed = gzip.compress(b"".join(rows(2_000_000)), 1)
    for what, content in (
            ("2,000,000 rows as they are", rows(2_000_000)), ("the same packed", packed)):
        outcome = end_of(send(content, kind="text/csv" if content is not packed else "application/gzip"))
        print(f"{what}: {outcome.get('status', 202)} {outcome.get('state')} {outcome.get('detail')}")
    filler = folder / "filler"
    try:
        with filler.open("wb") as file:
            while True:
                file.write(b"x" * 65_536)
    except OSError:
        pass
    named = requests.get(f"{SERVICE}/months/{MONTH}/csms", headers=headers, timeout=60)
    whole = requests.get(SERVICE + path, headers=headers, timeout=60)
    print(f"no byte left: company {whole.status_code}, cards (to be logged first) {named.status_code}, "
          f"import {end_of(send(rows(1000))).get('status', 202)}")
    filler.unlink()
    named = requests.get(f"{SERVICE}/months/{MONTH}/csms", headers=headers, timeout=60)
    outcome = end_of(send(b"csm_id,name\nF1,Bo\n", "csms"))
    after = requests.get(SERVICE + path, headers=headers, timeout=60).content
    print(f"room again: cards {named.status_code}, import {outcome.get('state')}, the review is "
          f"{'the same' if after == before else 'another'}, left over: "
          f"{[one.name for one in folder.glob('*.imports/*/*') if one.name not in ('import.json', 'rejects.csv')]}")


{"readers": readers, "faults": faults, "full": full}[WHAT]()
