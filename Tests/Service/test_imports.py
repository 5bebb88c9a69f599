"""Feeds sent to the service: all or nothing, while others read; stopped, killed, copied, restored."""

from __future__ import annotations

import csv
import gzip
import json
import pathlib
import shutil
import signal
import threading
import time

import pytest
import requests
from conftest import CSMS, LONG, MONTH, OWN, SAMPLE, Service, parallax, put, until

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


def reached(service, token, answer: requests.Response, share: float = 1) -> dict:
    """How a large import stands once so much of its file is read, or it is over."""
    assert answer.status_code == 202

    def standing() -> dict | None:
        found = service.get(answer.headers["Location"], token).json()
        if found["state"] != "running":
            return found if found["state"] in ("done", "failed") else None
        assert 0 <= found["bytes_done"] <= found["bytes_total"]
        return found if share < 1 and found["bytes_done"] >= share * found["bytes_total"] else None

    return until(standing, "the import goes on")


def ended(service, token, answer: requests.Response) -> dict:
    """What became of a large import."""
    return reached(service, token, answer)


def listed(service, token) -> list[dict]:
    """The imports that the service knows, the newest first."""
    return service.get("/api/v1/imports?limit=500", token).json()["imports"]


def health_rows(days: int) -> bytes:
    """A health feed of the sample's 420 accounts for days before its own."""
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
    assert listed(service, importer)[0] == answer.json()


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
    pytest.param(
        "csms", "application/x-ndjson", json.dumps({f"column{i}": 1 for i in range(50_000)}), 400,
        id="50,000 columns"),
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
    assert standing["summary"]["files"][0]["new"] == 126_000
    again = ended(service, importer, put(service, importer, "health", health_rows(300)))
    assert again["summary"]["files"][0]["unchanged"] == 126_000
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


def folder(service) -> pathlib.Path:
    """Where the service keeps what it knows of imports."""
    return pathlib.Path(f"{service.db}.imports")


def scratch(service) -> list[str]:
    """What lies beside the ledger that is neither a record of an import nor its rejected rows."""
    kept = ("import.json", "rejects.csv")
    return [path.name for path in folder(service).glob("*/*") if path.name not in kept]


def begun(service) -> list[str]:
    """The files that are being received. A record that is being written is none."""
    return [name for name in scratch(service) if not name.endswith(".part")]


def test_a_truncated_upload_leaves_nothing(start):
    service = start()
    vp, token = service.token("vp"), service.token("importer")
    before = state(service, vp)
    for framing, body in (
            ("Content-Length: 5000", CSMS + "U1,Bo,Harbour,,2026-01-01,\n"),
            ("Transfer-Encoding: chunked", f"{len(CSMS):x}\r\n{CSMS}\r\n40\r\nU1,Bo")):
        with service.connect() as link:
            link.sendall((
                "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
                f"Authorization: Bearer {token}\r\n{framing}\r\n\r\n{body}").encode())
            until(lambda: begun(service), "the file is begun")
        until(lambda: not scratch(service), "the file is gone")
    until(lambda: [one["state"] for one in listed(service, token)] == ["failed", "failed"],
          "both are over")
    assert state(service, vp) == before
    assert service.stop() == 0
    again = start(db=service.db)
    for one in listed(again, token):
        assert again.get(f"/api/v1/imports/{one['id']}", token).json() == one
        assert "whole" in one["detail"]
    again.stop()


def test_chunks_that_are_none_are_the_senders_fault(service, importer):
    with service.connect() as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {importer}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        ).encode())
        assert link.recv(100).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_waits_to_be_asked_for_is_asked_for(service, importer):
    body = (CSMS + "E1,Bo,Harbour,,2026-01-01,\n").encode()
    with service.connect() as link:
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
        standing = reached(service, token, answer, share)
        service.stop(signal.SIGKILL)
        service = start(db=service.db)
        seen = state(service, vp)
        # What was accepted is taken up again, under its name; readers see all of it or nothing.
        after = ended(service, token, answer)
        assert after["state"] == "done" and (standing["state"] == "running" or standing == after)
        whole = state(service, vp)
        assert seen in (before, whole) and whole != before
    standing = ended(service, token, put(service, token, "health", content))
    file, = standing["summary"]["files"]
    assert (file["new"], file["unchanged"], file["rejected"]) == (0, 420_000, 0)
    assert service.stop() == 0
    assert scratch(service) == []


def test_an_upload_that_a_kill_cut_off_is_removed(start):
    service = start()
    token = service.token("importer")
    with service.connect() as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: 5000\r\n\r\n{CSMS}").encode())
        until(lambda: begun(service), "the file is begun")
        before, = listed(service, token)
        service.stop(signal.SIGKILL)
    again = start(db=service.db)
    assert scratch(again) == []
    one, = listed(again, token)
    assert (one["id"], one["state"]) == (before["id"], "failed") and "whole" in one["detail"]
    again.stop()


MIXED = CSMS + "M1,Bo,Harbour,,2026-01-01,\nM2,Cy,Harbour,,not a day,\n"


def record(service, answer: requests.Response) -> pathlib.Path:
    """What is kept on disk of an import."""
    return folder(service) / answer.headers["Location"].rpartition("/")[2] / "import.json"


def changed(path: pathlib.Path, change) -> None:
    """Changes a record while no service runs."""
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_finished_and_refused_imports_answer_after_a_kill(start):
    service = start()
    token = service.token("importer")
    mixed = put(service, token, "csms", MIXED)
    strict = put(service, token, "csms", MIXED, strict="true")
    rehearsed = put(service, token, "csms", CSMS + "M3,Di,Tide,,2026-01-01,\n", dry_run="true")
    refused = put(service, token, "csms", "a,b\n1,2\n")
    assert [one.status_code for one in (mixed, strict, rehearsed, refused)] == [200, 200, 200, 422]
    known = listed(service, token)
    rejects = service.get(mixed.json()["rejects"], token).text
    assert "not a day" in rejects
    for how in (signal.SIGKILL, signal.SIGTERM):
        service.stop(how)
        service = start(db=service.db)
        assert listed(service, token) == known
        for answer in (mixed, strict, rehearsed):
            assert service.get(answer.headers["Location"], token).json() == answer.json()
        told = service.get(refused.headers["Location"], token).json()
        assert (told["state"], told["detail"]) == ("failed", refused.json()["detail"])
        assert service.get(mixed.json()["rejects"], token).text == rejects
    assert [one["id"] for one in known] == [
        one.headers["Location"].rpartition("/")[2] for one in (refused, rehearsed, strict, mixed)]
    first = service.get("/api/v1/imports?limit=3", token).json()["imports"]
    rest = service.get(f"/api/v1/imports?before={first[-1]['id']}", token).json()["imports"]
    assert first + rest == known
    assert service.get("/api/v1/imports?before=1", token).status_code == 400
    # Only the owner reads what is kept, and no token is in it.
    kept = [folder(service), *folder(service).rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o700, 0o600}
    assert not [path for path in kept if path.is_file() and token in path.read_text()]
    service.stop()


def test_a_kill_between_the_ledger_and_the_record_is_told_truly(start):
    """The file is in the ledger, but the process ended before it could say so."""
    service = start()
    token = service.token("importer")
    shod = MIXED.replace("end_date\n", "end_date,shoe\n").replace(",\n", ",,7\n")
    taken = put(service, token, "csms", shod)
    assert figures(taken) == {"new": 1, "rejected": 1}
    assert taken.json()["summary"]["files"][0]["unknown_columns"] == ["shoe"]
    lost = put(service, token, "csms", CSMS + "M4,Ed,Tide,,2026-01-01,\n", dry_run="true")
    given_up = put(service, token, "csms", CSMS + "M5,Flo,Tide,,2026-01-01,\n", dry_run="true")
    refused = put(service, token, "csms", "a,b\n1,2\n")
    service.stop(signal.SIGKILL)

    def undo(answer, content: str | None, attempts: int = 1) -> None:
        """Puts back what the process would have left that was killed at that moment."""
        def change(kept: dict) -> None:
            del kept["end"]
            kept["order"]["isRehearsal"] = False
            kept["attempts"] *= attempts

        changed(record(service, answer), change)
        if content:
            record(service, answer).with_name("csms.csv").write_text(content)

    undo(taken, shod)
    undo(lost, CSMS + "M4,Ed,Tide,,2026-01-01,\n")
    undo(given_up, CSMS + "M5,Flo,Tide,,2026-01-01,\n", attempts=2)
    undo(refused, None)
    again = start(db=service.db)
    until(lambda: {one["state"] for one in listed(again, token)} <= {"done", "failed"}, "all end")
    # The ledger has the first already: told from its log, as if nothing had happened.
    assert again.get(taken.headers["Location"], token).json() == taken.json()
    assert "not a day" in again.get(taken.json()["rejects"], token).text
    # It lacks the second, which is taken in now; and the third was begun often enough.
    file, = again.get(lost.headers["Location"], token).json()["summary"]["files"]
    assert (file["new"], file["kept"]) == (1, True)
    for answer, said in ((given_up, "ended 2 times"), (refused, "refused")):
        told = again.get(answer.headers["Location"], token).json()
        assert told["state"] == "failed" and said in told["detail"]
    assert figures(put(again, token, "csms", CSMS + "M5,Flo,Tide,,2026-01-01,\n")) == {"new": 1}
    assert figures(put(again, token, "csms", CSMS + "M4,Ed,Tide,,2026-01-01,\n")) == {
        "unchanged": 1}
    assert scratch(again) == [] and again.stop() == 0


def test_imports_are_remembered_for_thirty_days(start):
    service = start()
    token = service.token("importer")
    answers = [put(service, token, "csms", MIXED, strict="true") for _ in range(2)]
    service.stop()
    for answer, days in zip(answers, (31, 29)):
        changed(record(service, answer),
                lambda kept: kept["end"].update(time=time.time() // 1 - days * 86_400))
    again = start(db=service.db)
    old, new = (answer.headers["Location"] for answer in answers)
    assert again.get(old, token).status_code == 404 == again.get(f"{old}/rejects", token).status_code
    assert not record(service, answers[0]).parent.exists()
    assert again.get(new, token).json() == answers[1].json()
    assert again.get(f"{new}/rejects", token).status_code == 200
    again.stop()


def test_a_record_that_cannot_be_read_hides_no_other(start):
    service = start()
    token = service.token("importer")
    broken, whole = (put(service, token, "csms", MIXED, strict="true") for _ in range(2))
    service.stop()
    record(service, broken).write_text("{")
    again = start(db=service.db)
    assert listed(again, token) == [whole.json()]
    assert again.get(broken.headers["Location"], token).status_code == 404
    again.stop()
    assert "cannot take up an import" in again.log.read_text()


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
    shutil.rmtree(folder(service))
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
    assert refused.returncode != 0 and "exists" in refused.stderr
    restored.stop()


def refuses(service) -> bool:
    """Whether the service takes no connections."""
    try:
        service.connect().close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:
        # The connection waited to be taken when the service stopped listening: the next is refused.
        return False
    return False


def test_a_body_that_drips_does_not_hold_up_a_stop(start):
    service = start()
    token = service.token("importer")
    dripping = threading.Event()
    with service.connect() as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: 1000000000\r\n\r\n").encode())

        def drip() -> None:
            """Bytes at a rate that is not too slow, for as long as anybody takes them."""
            while not dripping.wait(0.1):
                try:
                    link.sendall(b"x" * 2000)
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            until(lambda: begun(service), "the file is begun")
            assert service.stop() == 0
        finally:
            dripping.set()
            thread.join()
    again = start(db=service.db)
    assert [one["state"] for one in listed(again, token)] == ["failed"]


def test_a_graceful_stop_answers_first(start):
    service = start()
    token = service.token("importer")
    body = (CSMS + "Q1,Bo,Harbour,,2026-01-01,\n").encode()
    with service.connect() as link:
        link.sendall((
            "POST /api/v1/imports?feed=csms HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body[:20])
        until(lambda: begun(service), "the file is begun")
        service.process.send_signal(signal.SIGTERM)
        until(lambda: refuses(service), "no further connections are taken")
        assert service.process.poll() is None
        link.sendall(body[20:])
        answer = b""
        while part := link.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200 ") and b'"state": "done"' in answer
    assert service.process.wait(timeout=LONG) == 0
    again = Service(service.db)
    assert figures(put(again, token, "csms", body)) == {"unchanged": 1}
    assert again.stop() == 0


def test_a_stop_waits_for_an_import_that_was_accepted(start):
    service = start()
    token = service.token("importer")
    content = health_rows(500)
    first = put(service, token, "health", content)
    assert first.status_code == 202
    assert service.stop() == 0
    again = start(db=service.db)
    # Done before the end of the process, not taken up again.
    assert again.get(first.headers["Location"], token).json()["state"] == "done"
    standing = ended(again, token, put(again, token, "health", content))
    file, = standing["summary"]["files"]
    assert (file["unchanged"], file["new"]) == (210_000, 0)
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
