"""Feeds sent to the service: all or nothing, while others read; stopped, killed, copied, restored."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import signal
import socket
import threading
import time

import pytest
import requests
from conftest import CSMS, MONTH, OWN, SAMPLE, Service, parallax, put

BASE = f"/api/v1/reviews/{MONTH}"


@pytest.fixture
def importer(service) -> str:
    """A token that may import."""
    return service.token("importer")


@pytest.fixture
def vp(service) -> str:
    """A token that may read."""
    return service.token("vp")


def figures(answer: requests.Response) -> dict:
    """New, unchanged, restated, rejected of the one file sent."""
    assert answer.status_code == 200, answer.text
    file, = answer.json()["summary"]["files"]
    return {name: file[name] for name in ("new", "unchanged", "restated", "rejected") if file[name]}


def ended(service, token, answer: requests.Response) -> dict:
    """What became of a large import."""
    assert answer.status_code == 202
    for _ in range(600):
        standing = service.get(answer.headers["Location"], token).json()
        if standing["state"] in ("done", "failed"):
            return standing
        if standing["state"] == "running":
            assert 0 <= standing["bytes_done"] <= standing["bytes_total"]
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def health_rows(days: int) -> bytes:
    """A health feed of the sample's 280 accounts for days before its own."""
    with (SAMPLE / "accounts.csv").open() as file:
        accounts = [row["account_id"] for row in csv.DictReader(file)]
    lines = ["account_id,date,score,tier,model_version"]
    for day in range(days):
        date = f"{2019 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
        lines += [f"{account},{date},50.{day % 10},amber,old" for account in accounts]
    return ("\n".join(lines) + "\n").encode()


def state(service, token) -> str:
    """The digest of the facts that pages are made of."""
    page = service.get(f"/months/{MONTH}/data-quality", token).text
    return page.rpartition("data <code>")[2].partition("<")[0]


def test_the_three_forms_say_the_same(service, importer):
    row = "{0},Ada {0},Harbour,,2026-01-01,\n"
    lines = "\n".join(json.dumps(
        {"csm_id": f"L{n}", "name": f"Ada \"L{n}\", née ß", "team": "Harbour", "start_date": "2026-01-01"})
        for n in range(3))
    assert figures(put(service, importer, "csms", CSMS + row.format("T1"))) == {"new": 1}
    assert figures(put(service, importer, "csms", CSMS + row.format("T1"))) == {"unchanged": 1}
    packed = gzip.compress((CSMS + row.format("T1") + row.format("T2")).encode())
    assert figures(put(service, importer, "csms", packed, "application/gzip")) == {
        "new": 1, "unchanged": 1}
    answer = put(service, importer, "csms", lines.encode(), "application/x-ndjson; charset=utf-8")
    assert figures(answer) == {"new": 3}
    changed = CSMS + row.format("T1").replace("Harbour", "Tide")
    assert figures(put(service, importer, "csms", changed)) == {"restated": 1}


def test_rejected_rows_are_listed(service, importer):
    content = CSMS + "R1,Bo,Harbour,,2026-01-01,\nR2,Cy,Harbour,,not a day,\n"
    answer = put(service, importer, "csms", content)
    assert figures(answer) == {"new": 1, "rejected": 1}
    rejects = service.get(answer.json()["rejects"], importer)
    assert rejects.headers["Content-Type"].startswith("text/csv")
    assert "not a day" in rejects.text and "start_date" in rejects.text
    assert service.get(answer.headers["Location"], importer).json() == answer.json()
    listed = service.get("/api/v1/imports", importer).json()["imports"]
    assert listed[0] == answer.json()


def test_strict_takes_all_or_nothing(service, importer):
    content = CSMS + "S1,Bo,Harbour,,2026-01-01,\nS2,Cy,Harbour,,not a day,\n"
    answer = put(service, importer, "csms", content, strict="true")
    assert answer.json()["summary"]["files"][0]["kept"] is False
    good = CSMS + "S1,Bo,Harbour,,2026-01-01,\n"
    assert figures(put(service, importer, "csms", good, strict="true")) == {"new": 1}


def test_a_dry_run_changes_nothing(service, importer, vp):
    before = state(service, vp)
    content = CSMS + "D1,Bo,Harbour,,2026-01-01,\n"
    for _ in range(2):
        answer = put(service, importer, "csms", content, dry_run="true")
        assert figures(answer) == {"new": 1} and answer.json()["summary"]["dry_run"] is True
    assert state(service, vp) == before


def test_other_systems_exports_are_read_through_a_mapping(service, importer):
    content = "account_id,date,score\nV1,2026-10-01,55\n"
    assert put(service, importer, "health", content, mapping="nobodys").status_code == 400
    answer = put(service, importer, "health", content, mapping="vitally", dry_run="true")
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("feed, kind, content, status", [
    ("csms", "application/json", "[]", 415), ("csms", "", "a", 415), ("csms", "text/csvx", "a", 415),
    ("shoes", "text/csv", CSMS, 400), ("", "text/csv", CSMS, 400),
    ("csms", "application/x-ndjson", "{]\n", 400), ("csms", "application/x-ndjson", "[1]\n", 400),
    ("csms", "application/x-ndjson", '{"csm_id": [1]}', 400),
    ("csms", "application/x-ndjson", '{"csm_id": "a"}\n{"shoe": 1}', 400)])
def test_what_cannot_be_a_feed_is_refused(service, importer, vp, feed, kind, content, status):
    before = state(service, vp)
    answer = put(service, importer, feed, content, kind)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert state(service, vp) == before


@pytest.mark.parametrize("kind, content", [
    ("text/csv", b""), ("text/csv", b"a,b\n1,2\n"), ("application/gzip", b"no gzip at all"),
    ("application/gzip", gzip.compress(CSMS.encode() + b"G1,Bo,Harbour,,,\n" * 999)[:-12]),
    ("text/csv", CSMS.encode() + b"\xff\xfe\x00"), ("application/x-ndjson", b"")])
def test_a_broken_file_is_an_honest_no(service, importer, kind, content):
    answer = put(service, importer, "csms", content, kind)
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        summary = answer.json()["summary"]
        assert summary["refused"] or sum(file["new"] for file in summary["files"]) == 0
    found = put(service, importer, "csms", CSMS + "G1,Bo,Harbour,,2026-01-01,\n", dry_run="true")
    assert figures(found) == {"new": 1}


def test_a_large_file_is_taken_in_meanwhile(service, importer, vp):
    review = service.get(BASE, vp)
    answer = put(service, importer, "health", health_rows(300))
    standing = ended(service, importer, answer)
    assert standing["state"] == "done"
    assert standing["summary"]["files"][0]["new"] == 84_000
    again = ended(service, importer, put(service, importer, "health", health_rows(300)))
    assert again["summary"]["files"][0]["unchanged"] == 84_000
    assert service.get(BASE, vp).status_code == review.status_code == 200


def test_readers_see_the_old_or_the_new(start):
    service = start("--plain-http")
    vp, importer = service.token("vp"), service.token("importer")
    seen, statuses, stop = set(), set(), threading.Event()

    def read() -> None:
        while not stop.is_set():
            company = service.get(BASE, vp)
            statuses.add(company.status_code)
            seen.add((company.json()["data_digest"], company.headers["ETag"].removesuffix('-gz"')))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    before = state(service, vp)
    standing = ended(service, importer, put(service, importer, "health", health_rows(300)))
    assert standing["state"] == "done"
    after = state(service, vp)
    stop.set()
    for reader in readers:
        reader.join()
    assert statuses == {200} and before != after
    assert {digest for digest, _ in seen} <= {before, after} and len(seen) <= 2
    service.stop()


def scratch(service) -> list[str]:
    """Folders of imports beside the ledger."""
    return [path.name for path in service.db.parent.glob("parallax-import-*")]


def test_a_truncated_upload_leaves_nothing(start):
    service = start()
    vp, token = service.token("vp"), service.token("importer")
    before = state(service, vp)
    for framing, body in (
            ("Content-Length: 5000", CSMS + "U1,Bo,Harbour,,2026-01-01,\n"),
            ("Transfer-Encoding: chunked", f"{len(CSMS):x}\r\n{CSMS}\r\n40\r\nU1,Bo")):
        with socket.create_connection(("127.0.0.1", service.port), timeout=20) as link:
            link.sendall((
                "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
                f"Authorization: Bearer {token}\r\n{framing}\r\n\r\n{body}").encode())
            time.sleep(0.2)
    for _ in range(100):
        imports = service.get("/api/v1/imports", token).json()["imports"]
        if len(imports) == 2 and all(one["state"] == "failed" for one in imports):
            break
        time.sleep(0.05)
    assert [one["state"] for one in imports] == ["failed", "failed"]
    assert scratch(service) == [] and state(service, vp) == before
    assert service.stop() == 0


def test_chunks_that_are_none_are_the_senders_fault(service, importer):
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {importer}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        ).encode())
        assert link.recv(100).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_waits_to_be_asked_for_is_asked_for(service, importer):
    body = (CSMS + "E1,Bo,Harbour,,2026-01-01,\n").encode()
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms&dry_run=true HTTP/1.1\r\nHost: a\r\n"
            f"Content-Type: text/csv\r\nAuthorization: Bearer {importer}\r\n"
            f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n").encode())
        assert link.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        link.sendall(body)
        assert link.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_too_large_is_refused(start):
    service = start("--largest-import", "100000")
    token = service.token("importer")
    assert put(service, token, "csms", CSMS + "x" * 200_000).status_code == 413

    def parts():
        for _ in range(300):
            yield b"y" * 1000

    assert put(service, token, "csms", parts()).status_code == 413
    assert scratch(service) == []
    assert figures(put(service, token, "csms", CSMS + "K1,Bo,Harbour,,2026-01-01,\n")) == {"new": 1}
    service.stop()


def test_a_kill_during_an_import_loses_nothing_and_leaves_nothing_half_done(start):
    service = start()
    vp, token = service.token("vp"), service.token("importer")
    before = state(service, vp)
    content = health_rows(1000)
    for share in (0.05, 0.5, 0.9):
        answer = put(service, token, "health", content)
        assert answer.status_code == 202
        for _ in range(400):
            standing = service.get(answer.headers["Location"], token).json()
            if standing["state"] == "done" or standing["state"] == "running" and (
                    standing["bytes_done"] >= share * standing["bytes_total"]):
                break
        service.stop(signal.SIGKILL)
        service = start(db=service.db)
        seen = state(service, vp)
        if standing["state"] != "done":
            # What was accepted is taken up again, under its name; readers see all of it or nothing.
            assert ended(service, token, answer)["state"] == "done"
        whole = state(service, vp)
        assert seen in (before, whole) and whole != before
    standing = ended(service, token, put(service, token, "health", content))
    file, = standing["summary"]["files"]
    assert (file["new"], file["unchanged"], file["rejected"]) == (0, 280_000, 0)
    assert service.stop() == 0
    assert scratch(service) == []


def test_an_upload_that_a_kill_cut_off_is_removed(start):
    service = start()
    token = service.token("importer")
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: 5000\r\n\r\n{CSMS}").encode())
        while not scratch(service):
            time.sleep(0.05)
        service.stop(signal.SIGKILL)
    again = start(db=service.db)
    assert scratch(again) == []
    assert again.get("/api/v1/imports", token).json() == {"imports": []}
    again.stop()


def test_a_copy_made_during_use_is_whole(start, tmp_path):
    service = start()
    vp, csm, importer = (service.token("vp"), service.token("csm", "--csm", OWN),
                         service.token("importer"))
    said = service.send(
        "POST", f"{BASE}/scorecards/{OWN}/comments", csm, json={"text": "Stands."}).json()
    review = service.get(BASE, vp).content
    answer = put(service, importer, "health", health_rows(300))
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            service.get(f"{BASE}/scorecards/{OWN}", vp)

    reader = threading.Thread(target=read)
    reader.start()
    copy = tmp_path / "copy.sqlite"
    parallax("backup", "--db", service.db, copy)
    stop.set()
    reader.join()
    ended(service, importer, answer)
    changed = service.get(BASE, vp).content
    service.stop()
    # Restored: in the ledger's place.
    for path in service.db.parent.iterdir():
        if path.name.startswith(service.db.name):
            path.unlink()
    shutil.copy(copy, service.db)
    shutil.copy(f"{copy}.access", f"{service.db}.access")
    restored = start(db=service.db)
    assert restored.get(BASE, vp).content in (review, changed)
    comments = restored.get(f"{BASE}/scorecards/{OWN}/comments", csm).json()["comments"]
    assert comments == [said]
    assert len(restored.get("/api/v1/access-log", csm).json()["views"]) >= 3
    refused = parallax("backup", "--db", service.db, copy, check=False)
    assert refused.returncode != 0 and "exists already" in refused.stderr
    restored.stop()


def test_a_graceful_stop_answers_first(start):
    service = start()
    token = service.token("importer")
    body = (CSMS + "Q1,Bo,Harbour,,2026-01-01,\n").encode()
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body[:20])
        time.sleep(0.3)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert service.process.poll() is None
        link.sendall(body[20:])
        answer = b""
        while part := link.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200 ") and b'"state": "done"' in answer
    assert service.process.wait(timeout=30) == 0
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", service.port), timeout=5)
    again = Service(service.db)
    assert figures(put(again, token, "csms", body)) == {"unchanged": 1}
    assert again.stop() == 0


def test_a_stop_waits_for_an_import_that_was_accepted(start):
    service = start()
    token = service.token("importer")
    content = health_rows(500)
    assert put(service, token, "health", content).status_code == 202
    assert service.stop() == 0
    again = start(db=service.db)
    standing = ended(again, token, put(again, token, "health", content))
    file, = standing["summary"]["files"]
    assert (file["unchanged"], file["new"]) == (140_000, 0)
    again.stop()


def test_a_ledger_that_is_gone_is_begun_anew_and_empty(start):
    service = start()
    token = service.token("vp")
    assert service.get("/api/v1/months", token).json()["months"]
    assert service.get("/readyz").status_code == 200
    service.stop()
    service.db.unlink()
    again = start(db=service.db)
    assert again.get("/api/v1/months", token).json() == {"months": []}
    page = again.browser(token).open("/")
    assert page.status_code == 200 and "Nothing imported yet" in page.text
    assert again.stop() == 0


def test_a_file_that_is_no_ledger_is_not_served(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("Not a ledger. " * 1000)
    tried = parallax("serve", "--db", other, "--port", 0, check=False)
    assert tried.returncode != 0 and str(other) in tried.stderr
    assert other.read_text().startswith("Not a ledger.")
