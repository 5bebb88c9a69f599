"""What people enter reaches the ledger once, survives a kill, and comes out of the export."""

from __future__ import annotations

import concurrent.futures
import csv
import json
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest
import requests
from conftest import BINARY, DAY, LONG, MINE, OTHER, OWN, SAMPLE, THEIRS, Browser, Service, desk

NOTE = "Their old system still counts the logins: \"all fine\", said the sponsor.\nSeen on site."


def exported(folder: pathlib.Path, name: str) -> list[dict[str, str]]:
    """The rows of an exported file."""
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_an_override_entered_on_a_page_comes_out_of_the_export(service, tokens, tmp_path):
    browser = Browser(service, tokens["csm"])
    account = next(a for a in MINE if "Override the score" in browser.open(f"/accounts/{a}/override").text)
    line = service.get(f"/api/v1/accounts/{account}", tokens["csm"]).json()
    fields = browser.hidden_fields(f"/accounts/{account}/override", "form", "entry")
    answer = browser.send_form(
        f"/accounts/{account}/overrides", fields | {"tier": "red", "note": NOTE, "reason": "migration"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/accounts/{account}?done=override")
    row = next(
        row for row in exported(service.export(tmp_path), "overrides.csv")
        if row["account_id"] == account and row["logged_on"] == DAY)
    assert row["asserted_tier"] == "red" and row["note"] == NOTE and row["reason"] == "migration"
    assert row["csm_id"] == OWN and row["model_tier"] == (line["tier"] or "")
    assert row["reevaluate_on"] == "2026-12-30" and not row["withdrawn_on"]
    # The same form again changes nothing.
    before = service.get(f"/api/v1/accounts/{account}", tokens["csm"]).json()
    assert browser.send_form(
        f"/accounts/{account}/overrides",
        fields | {"tier": "red", "note": NOTE, "reason": "migration"}).status_code == 303
    assert service.get(f"/api/v1/accounts/{account}", tokens["csm"]).json() == before
    # The score stays as it was, and the other program takes the file.
    assert before["score"] == line["score"]
    def taken(path: pathlib.Path) -> dict:
        made = subprocess.run(
            [OTHER, "import", path, "--db", tmp_path / "other.sqlite", "--json", "--rejects",
             tmp_path / "rejects.csv"], check=False, capture_output=True, text=True, timeout=LONG)
        return json.loads(made.stdout)["files"][0]

    taken(SAMPLE)
    counts = taken(tmp_path / "overrides.csv")
    assert counts["new"] == 1 and counts["rejected"] == counts["restated"] == 0


def test_a_meaningful_touch_becomes_a_session(service, tokens, tmp_path):
    account = MINE[1]
    made = service.enter(account, "touches", tokens["csm"], kind="meeting", summary="About the roll-out")
    quiet = service.enter(account, "touches", tokens["csm"], kind="note", summary="Their words, not for others")
    assert (made.status_code, quiet.status_code) == (201, 201)
    sessions = {row["session_id"]: row for row in exported(service.export(tmp_path), "sessions.csv")}
    row = sessions[made.json()["ids"][0]]
    assert (row["account_id"], row["csm_id"], row["held_on"]) == (account, OWN, DAY)
    assert quiet.json()["ids"][0] not in sessions
    assert not any("roll-out" in path.read_text() for path in tmp_path.iterdir())


def test_many_at_once_are_all_there_once(service, tokens):
    account = MINE[2]

    def enter(number: int) -> list[str]:
        answer = service.enter(
            account, "actions", tokens["csm"], title=f"Task {number // 2}", entry_id=f"mark {number // 2}")
        assert answer.status_code == 201
        return answer.json()["ids"]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(enter, range(24)))
    assert len({one[0] for one in ids}) == 12
    actions = service.get(f"/api/v1/accounts/{account}", tokens["csm"]).json()["actions"]
    assert sorted(one["title"] for one in actions if one["title"].startswith("Task")) == sorted(
        f"Task {number}" for number in range(12))


def test_rows_have_their_author(service, tokens):
    service.enter(MINE[3], "ratings", tokens["csm"], rating="good", note="They call back")
    with sqlite3.connect(service.db) as ledger:
        kinds = ledger.execute(
            "SELECT entry_kind, why FROM ratings JOIN imports USING (import_id)").fetchall()
    assert kinds and all(kind == "entry" and why.startswith(OWN) for kind, why in kinds)


@pytest.mark.parametrize("round_", range(3))
def test_a_kill_loses_no_acknowledged_entry(start, round_):
    service: Service = start()
    token = service.token("csm", "--csm", OWN)
    acknowledged: list[str] = []

    def keep_entering(worker: int) -> None:
        number = 0
        while True:
            title = f"Kept {worker}-{number}"
            try:
                answer = service.enter(MINE[worker], "actions", token, title=title)
            except requests.RequestException:
                return
            if answer.status_code != 201:
                return
            acknowledged.append(title)
            number += 1

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        work = [pool.submit(keep_entering, worker) for worker in range(4)]
        time.sleep(0.4 + 0.35 * round_)
        service.stop(signal.SIGKILL)
        concurrent.futures.wait(work)
    assert acknowledged
    again = start(db=service.db)
    kept = [
        action["title"] for worker in range(4)
        for action in again.get(f"/api/v1/accounts/{MINE[worker]}", token).json()["actions"]]
    assert all(kept.count(title) == 1 for title in acknowledged)
    # At most the entry of each worker that nobody heard of is there beside them.
    assert sum(title.startswith("Kept") for title in kept) <= len(acknowledged) + 4


def no_room() -> None:
    """Lets no file grow beyond a megabyte, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))


def test_without_room_nothing_is_acknowledged_and_nothing_lost(start):
    service: Service = start(preexec_fn=no_room)
    token = service.token("csm", "--csm", OWN)
    kept, status = [], 201
    while status == 201:
        title = f"Before {len(kept)}"
        status = service.enter(MINE[0], "actions", token, title=title).status_code
        if status == 201:
            kept.append(title)
        assert len(kept) < 500
    assert status == 503 and kept
    # People still read, and go on when there is room again.
    assert service.get("/api/v1/portfolio", token).status_code == 200
    resource.prlimit(
        service.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert service.enter(MINE[0], "actions", token, title="After").status_code == 201
    service.stop(signal.SIGKILL)
    actions = start(db=service.db).get(f"/api/v1/accounts/{MINE[0]}", token).json()["actions"]
    titles = [action["title"] for action in actions if action["title"].startswith(("Before", "After"))]
    assert sorted(titles) == sorted([*kept, "After"])


def test_an_import_over_http_reports_rejected_rows(service, tokens):
    rows = f"touch_id,account_id,held_on,kind\nH1,{MINE[0]},{DAY},call\nH2,{MINE[0]},{DAY},lunch\n"
    for _ in range(2):
        answer = service.send(
            "POST", "/api/v1/imports?feed=touches", tokens["importer"], data=rows,
            headers={"Content-Type": "text/csv"})
        assert answer.status_code == 200
    summary = answer.json()
    assert summary["files"][0]["unchanged"] == 1 and summary["files"][0]["rejected"] == 1
    assert "lunch" in summary["rejected_rows"]
    touches = service.get(f"/api/v1/accounts/{MINE[0]}", tokens["csm"]).json()["touches"]
    assert sum(touch["touch_id"] == "H1" for touch in touches) == 1
    strict = service.send(
        "POST", "/api/v1/imports?feed=touches&strict=true", tokens["admin"],
        data=rows.replace("H1", "H9"), headers={"Content-Type": "text/csv"})
    assert strict.json()["files"][0]["kept"] is False
    nothing = service.send(
        "POST", "/api/v1/imports?feed=touches", tokens["admin"], data="a,b\n1,2\n",
        headers={"Content-Type": "text/csv"})
    assert nothing.status_code == 422
    assert not any(pathlib.Path(f"{service.db}.imports").iterdir())


def test_a_file_that_is_too_large_is_refused(start):
    service = start("--largest-import", "1000")
    token = service.token("importer")
    answer = service.send(
        "POST", "/api/v1/imports?feed=touches", token, data=b"x" * 2000,
        headers={"Content-Type": "text/csv"})
    assert answer.status_code == 413


def test_another_process_is_seen_at_once(service, tokens, tmp_path):
    (tmp_path / "touches.csv").write_text(
        f"touch_id,account_id,held_on,kind\nP1,{MINE[4]},{DAY},onsite\n")
    desk("import", tmp_path / "touches.csv", "--db", service.db, "--rejects", tmp_path / "r.csv")
    touches = service.get(f"/api/v1/accounts/{MINE[4]}", tokens["csm"]).json()["touches"]
    assert touches[0]["touch_id"] == "P1"


def test_others_accounts_are_out_of_reach(service, tokens):
    assert THEIRS[0] not in MINE
    for path in (f"/accounts/{THEIRS[0]}", f"/api/v1/accounts/{THEIRS[0]}"):
        assert service.get(path, tokens["csm"]).status_code == 404
    assert service.enter(THEIRS[0], "touches", tokens["csm"], kind="call").status_code == 404


def test_a_token_of_one_program_is_useless_to_the_other(service, tokens, tmp_path):
    db = tmp_path / "other.sqlite"
    made = subprocess.run(
        [OTHER, "token", "new", "--role", "vp", "--db", db, "--json"], check=True, capture_output=True,
        text=True, timeout=LONG)
    secret = json.loads(made.stdout)["secret"]
    assert secret.startswith("plx_") and tokens["csm"].startswith("pdk_")
    assert service.get("/api/v1/portfolio", secret).status_code == 401
    # Not even where one access file is put in the other's place.
    shutil.copy(f"{db}.access", tmp_path / "desk.sqlite.access")
    refused = desk("token", "list", "--db", tmp_path / "desk.sqlite", check=False)
    assert refused.returncode != 0 and "another program" in refused.stderr
    for program, access in ((BINARY, "desk"), (OTHER, "performance")):
        assert program.exists(), access


def test_the_cookie_is_the_desks_own(service, tokens):
    browser = Browser(service, tokens["csm"])
    cookie = browser.answer.headers["Set-Cookie"]
    assert cookie.startswith("parallax_desk_session=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert re.search(r"\bSecure\b", cookie) is None  # --plain-http
    value = cookie.split(";")[0].partition("=")[2]
    stolen = requests.get(
        service.url + "/portfolio", headers={"Cookie": f"parallax_session={value}"}, allow_redirects=False,
        timeout=LONG)
    assert stolen.status_code == 303
