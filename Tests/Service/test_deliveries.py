"""Deliveries with a real mail server, a receiver of webhooks and folders on this machine: who gets
what, each once, across kills, restarts and two processes at once."""

from __future__ import annotations

import collections
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from conftest import BINARY, LONG, MATE, MONTH, OWN, SAMPLE, STRANGER, TEAM, Service, csms, parallax
from program import until
from receivers import SECRET, Mailbox, Receiver

KILLS = int(os.environ.get("PARALLAX_KILLS", "50"))
NAMES = {row["csm_id"]: row["name"] for row in csms()}


class Desk:
    """A ledger with deliveries, and what receives them."""

    def __init__(self, folder: pathlib.Path, ledger: pathlib.Path) -> None:
        self.folder, self.db = folder, folder / "parallax.sqlite"
        shutil.copy(ledger, self.db)
        self.file = folder / "deliveries.yaml"
        self.mailbox, self.receiver = Mailbox(), Receiver()
        self.environment = os.environ | {"PARALLAX_WEBHOOK_SECRET": SECRET}

    def plan(self, *deliveries: dict, alerts: tuple[dict, ...] = (), **more: object) -> None:
        """Writes the settings; JSON is YAML."""
        content = {
            "mail": {"server": self.mailbox.address, "from": "Parallax <parallax@example.com>"},
            "deliveries": list(deliveries), "alerts": list(alerts)} | more
        self.file.write_text(json.dumps({key: value for key, value in content.items() if value}))

    def deliver(self, *options: str, expected: int = 0, before: tuple[str, ...] = ()) -> str:
        """One run of `parallax deliver`; what it said."""
        done = subprocess.run(
            [*before, str(BINARY), "deliver", "--db", str(self.db), "--deliveries", str(self.file),
             *(options or ("--due",))],
            env=self.environment, capture_output=True, text=True, timeout=LONG)
        said = done.stdout + done.stderr
        assert done.returncode == expected, said
        assert SECRET not in said and "part-that-is-secret" not in said
        # Lines are as wide as the terminal is.
        return " ".join(said.split())

    def close(self, *options: str) -> None:
        """Closes the month."""
        parallax("close", "--month", MONTH, "--db", self.db, *options)

    def rows(self, query: str) -> list[tuple]:
        """Rows of the access file."""
        with sqlite3.connect(f"{self.db}.access") as database:
            return database.execute(query).fetchall()

    def backdate(self, name: str, day: str) -> None:
        """Makes a delivery one that has been seen since a day."""
        parallax("token", "list", "--db", self.db)  # makes the file
        with sqlite3.connect(f"{self.db}.access") as database:
            database.execute(
                "INSERT INTO delivery_events (delivery, period, kind, time, text, alert, wait) "
                "VALUES (?, '', 'seen', unixepoch(?), '', '', 0)", (name, day))

    def listed(self) -> dict[str, dict]:
        """What --list says, by delivery."""
        return {
            item["name"]: item
            for item in json.loads(self.deliver("--list", "--json"))["deliveries"]}

    def states(self, name: str) -> list[tuple[str, str]]:
        return [(item["period"], item["state"]) for item in self.listed()[name]["periods"]]


@pytest.fixture
def desk(tmp_path: pathlib.Path, sample_ledger: pathlib.Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, sample_ledger)
    yield desk
    desk.mailbox.stop()
    desk.receiver.shutdown()
    desk.receiver.server_close()


def one(name: str, role: str = "vp", what: object = "brief", when: object = "close", **more) -> dict:
    """A delivery; by mail unless it says otherwise."""
    if not {"folder", "webhook", "mail"} & more.keys():
        more["mail"] = f"{name}@example.com"
    return {"name": name, "role": role, "what": what, "when": when} | more


def whole(mail) -> str:
    """Everything that a mail says, attachments and all, without the pictures."""
    parts = [str(mail["Subject"]), mail.get_body().get_content()]
    for part in mail.iter_attachments():
        content = part.get_content()
        parts.append(content if isinstance(content, str) else content.decode("utf-8"))
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,", "\n".join(parts))


# MARK: Who gets what


def test_each_role_gets_its_own_view_once(desk: Desk) -> None:
    desk.plan(
        one("vp", what=["brief", "page"]), one("lead", "manager", ["brief", "page"], team=TEAM),
        one("own", "csm", ["brief", "page"], csm=OWN), one("board", "board", ["brief", "page"]))
    assert "New: vp" in desk.deliver()
    assert desk.mailbox.mails == []
    desk.close()
    desk.deliver()
    mails = {mail.recipients[0].split("@")[0]: mail for mail in desk.mailbox.mails}
    assert sorted(mails) == ["board", "lead", "own", "vp"]
    for role, mail in mails.items():
        names = [part.get_filename() for part in mail.iter_attachments()]
        # A CSM's brief is the text.
        assert names == [f"brief-{MONTH}.html", f"review-{MONTH}.html"][role == "own":]
        text = whole(mail)
        assert "As published: edition 1" in text
        # Everything is attached: nothing leads anywhere.
        assert set(re.findall(r'(?:href|src)="([^"]*)"', text)) <= {"data:image/png;base64,"} | {
            f"#csm-{number}" for number in range(1, 300)}
        assert "http" not in text.replace("http-equiv", "")

    said = {name: whole(mail) for name, mail in mails.items()}
    current = [row for row in csms() if not row["end_date"]]
    assert all(row["name"] in said["vp"] for row in current)
    team = {row["csm_id"] for row in current if row["team"] == TEAM}
    for csm, name in NAMES.items():
        assert (name in said["lead"]) == (csm in team)
        assert (name in said["own"]) == (csm == OWN)
        assert name not in said["board"]
    for row in csms():
        assert not re.search(rf"\b{row['csm_id']}\b", said["board"])
    assert f"Team {TEAM}" in said["lead"] and mails["own"]["Subject"].startswith(NAMES[OWN])
    # The board has pictures, of the company alone; a CSM sees the way from expected to actual.
    assert said["board"].count("data:image/png") >= 6
    assert "scorecards" not in said["board"]

    # Never again.
    for _ in range(3):
        assert "Nothing is due" in desk.deliver()
    desk.close("--note", "a second edition")
    assert "Nothing is due" in desk.deliver()
    assert len(desk.mailbox.mails) == 4
    assert all(desk.states(name) == [(MONTH, "sent")] for name in mails)


def test_sends_are_logged_for_whom_they_show(desk: Desk, start: Callable[..., Service]) -> None:
    desk.plan(
        one("vp"), one("lead", "manager", team=TEAM), one("mate", "csm", csm=MATE),
        one("board", "board"))
    desk.deliver()
    desk.close()
    desk.deliver()
    service = start("--plain-http", db=desk.db)

    def seen(csm: str) -> list[tuple[str, str, str]]:
        views = service.get("/api/v1/access-log", service.token("csm", "--csm", csm)).json()["views"]
        return sorted((view["viewer"], view["role"], view["what"]) for view in views)

    vp = ("mail to vp@example.com", "vp", f"brief {MONTH}")
    lead = ("mail to lead@example.com", "manager", f"brief {MONTH}")
    mate = ("mail to mate@example.com", "csm", f"brief {MONTH}")
    assert seen(OWN) == [lead, vp]
    assert seen(MATE) == [lead, mate, vp]
    assert seen(STRANGER) == [vp]
    page = service.browser(service.token("csm", "--csm", OWN)).open("/access-log").text
    assert "mail to lead@example.com" in page


def test_what_has_no_figures_stops_and_can_be_tried_again(desk: Desk) -> None:
    desk.plan(one("gone", "csm", csm="C9999"))
    desk.deliver()
    desk.close()
    assert "has no card in October 2026" in desk.deliver(expected=2)
    assert "Nothing is due" in desk.deliver()
    assert desk.states("gone") == [(MONTH, "stopped")]
    desk.plan(one("gone", "csm", csm=OWN))
    assert "tries again: gone" in desk.deliver("--retry", "gone")
    desk.deliver()
    assert len(desk.mailbox.mails) == 1


# MARK: When


def test_a_working_day(desk: Desk) -> None:
    desk.plan(one("early", when={"working_day": 3}), one("new", when={"working_day": 3}))
    desk.backdate("early", "2026-10-20")
    desk.deliver()
    # October fell due on 4 November; September on 5 October, before the delivery was there.
    assert [mail.recipients for mail in desk.mailbox.mails] == [["early@example.com"]]
    assert desk.states("early")[0] == (MONTH, "sent")
    assert desk.states("new") == []


def test_nothing_is_lost_by_a_long_shutdown_and_nothing_old_is_sent(desk: Desk) -> None:
    parallax("close", "--month", "2026-08", "--db", desk.db)
    desk.plan(one("closed"), one("day", when={"working_day": 1}))
    desk.deliver()
    assert desk.mailbox.mails == []
    for month in ("2026-09", "2026-10"):
        parallax("close", "--month", month, "--db", desk.db)
    desk.deliver()
    subjects = sorted(mail["Subject"] for mail in desk.mailbox.mails)
    assert subjects == [
        "Customer success review, October 2026", "Customer success review, September 2026"]


def test_a_month_without_data_waits_for_it(desk: Desk) -> None:
    desk.plan(one("later", when={"working_day": 1}))
    feeds, short = desk.folder / "feeds", desk.folder / "short.sqlite"
    shutil.copytree(SAMPLE, feeds, ignore=shutil.ignore_patterns("restated", "health*"))
    with gzip.open(SAMPLE / "health.csv.gz", "rt") as file:
        (feeds / "health.csv").write_text(
            "".join(line for line in file if "2026-10-3" not in line))
    desk.db = short
    parallax("import", feeds, "--db", short, check=False)
    desk.backdate("later", "2026-10-02")
    assert "does not cover 2026-10 to its end" in desk.deliver(expected=2)
    assert desk.mailbox.mails == []
    parallax("import", SAMPLE, "--db", desk.db, check=False)
    assert "Sent: later, 2026-10" in desk.deliver()
    assert len(desk.mailbox.mails) == 1


# MARK: Ways


def test_a_webhook_is_signed_and_retried_after_503(desk: Desk) -> None:
    desk.plan(one("hook", what=["brief", "page"], webhook={"address": desk.receiver.url}))
    desk.deliver()
    desk.close()
    desk.receiver.answers = [503]
    assert "answers 503" in desk.deliver(expected=2)
    # The receiver asked for a quarter of an hour.
    assert "Nothing is due" in desk.deliver()
    assert desk.receiver.asked == 1
    [period] = desk.listed()["hook"]["periods"]
    assert period["state"] == "failed" and "next try from" in period["words"]
    desk.deliver("--retry", "hook")
    desk.deliver()
    [taken] = desk.receiver.taken
    assert taken["header"] == taken["id"] and taken["period"] == MONTH
    assert [file["name"] for file in taken["attachments"]] == [
        f"brief-{MONTH}.html", f"review-{MONTH}.html"]
    assert desk.states("hook") == [(MONTH, "sent")]


def test_a_webhook_that_refuses_stops(desk: Desk) -> None:
    desk.plan(one("hook", webhook={"address": desk.receiver.url}))
    desk.deliver()
    desk.close()
    desk.receiver.answers = [410]
    assert "Stopped: hook" in desk.deliver(expected=2)
    assert "Nothing is due" in desk.deliver()
    assert desk.receiver.asked == 1


def test_a_folder(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.plan(one("files", what=["brief", "page"], folder=str(out)))
    desk.deliver()
    desk.close()
    desk.deliver()
    names = sorted(re.sub("parallax-[0-9a-f]{12}", "id", path.name) for path in out.iterdir())
    stem = f"id-files-{MONTH}"
    assert names == [f"{stem}-brief-{MONTH}.html", f"{stem}-review-{MONTH}.html", f"{stem}.txt"]


def test_a_refusal_for_good_stops_and_a_passing_one_waits(desk: Desk) -> None:
    desk.plan(one("vp"))
    desk.deliver()
    desk.close()
    desk.mailbox.refusal = "451 try later"
    assert "status 451" in desk.deliver(expected=2)
    assert desk.states("vp") == [(MONTH, "failed")]
    desk.deliver("--retry", "vp")
    desk.mailbox.refusal = "550 nobody here"
    assert "Stopped: vp" in desk.deliver(expected=2)
    assert "status 550" in desk.listed()["vp"]["periods"][0]["words"]
    desk.mailbox.refusal = None
    assert "Nothing is due" in desk.deliver()
    desk.deliver("--retry", "vp")
    desk.deliver()
    assert len(desk.mailbox.mails) == 1


def test_a_folder_that_cannot_be_written_to_waits(desk: Desk) -> None:
    out = desk.folder / "out"
    out.write_text("a file is in the way")
    desk.plan(one("files", folder=str(out)))
    desk.deliver()
    desk.close()
    assert "Not sent" in desk.deliver(expected=2)
    out.unlink()
    desk.deliver("--retry", "files")
    desk.deliver()
    assert len(list(out.iterdir())) == 2


def needs_root() -> None:
    """Skips a test that mounts something."""
    tried = subprocess.run(["unshare", "-m", "true"], capture_output=True)
    if os.geteuid() != 0 or tried.returncode != 0:
        pytest.skip("only root may mount")


def test_a_full_disk_leaves_nothing_half_done(desk: Desk) -> None:
    needs_root()
    out = desk.folder / "out"
    out.mkdir()
    desk.plan(one("files", what="page", folder=str(out)))
    desk.deliver()
    desk.close()
    small = ("unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=64k none {out} && "$@"; status=$?; '
             f"ls -A {out} >{desk.folder}/left; exit $status", "sh")
    assert "Not sent" in desk.deliver(expected=2, before=small)
    assert (desk.folder / "left").read_text() == ""
    desk.deliver("--retry", "files")
    desk.deliver()
    assert len(list(out.iterdir())) == 2


def test_a_missing_picture_stops_the_send_and_says_so(desk: Desk) -> None:
    needs_root()
    desk.plan(one("vp"), one("own", "csm", "page", csm=OWN))
    desk.deliver()
    desk.close()
    bare = ("unshare", "-m", "sh", "-c", "for folder in /usr/share/fonts /usr/local/share/fonts; do "
            'if [ -d $folder ]; then mount -t tmpfs none $folder; fi; done; exec "$@"', "sh")
    said = desk.deliver(expected=2, before=bare)
    assert said.count("nothing was sent") == 2 and "font" in said
    assert desk.mailbox.mails == []
    desk.deliver("--retry", "vp")
    desk.deliver("--retry", "own")
    desk.deliver()
    assert len(desk.mailbox.mails) == 2


# MARK: Once


def many(desk: Desk) -> list[str]:
    """Deliveries to every CSM who has a card, by mail."""
    people = [row["csm_id"] for row in csms() if not row["end_date"]]
    desk.plan(
        *(one(csm.lower(), "csm", csm=csm) for csm in people), one("vp"),
        one("lead", "manager", team=TEAM))
    desk.deliver()
    desk.close()
    return [csm.lower() for csm in people] + ["vp", "lead"]


def check_once(desk: Desk, names: list[str], kills: int) -> int:
    """Every message has arrived, under one identifier; how many were sent again.

    A message that was sent again was cut short before: its record says so. Whoever drops repeated
    identifiers has each once, with the same text."""
    by_id = collections.defaultdict(list)
    for mail in desk.mailbox.mails:
        by_id[mail["Message-ID"]].append(mail)
    ids = {re.sub(r"<parallax-[0-9a-f]{12}-(.+)-2026-10@example.com>", r"\1", id) for id in by_id}
    assert ids == set(names)
    again = 0
    for id, mails in by_id.items():
        name = re.sub(r"<parallax-[0-9a-f]{12}-(.+)-2026-10@example.com>", r"\1", id)
        events = [kind for (kind,) in desk.rows(
            f"SELECT kind FROM delivery_events WHERE delivery = '{name}' ORDER BY event_id")]
        assert events[0] == "seen" and events[-1] == "sent" and events.count("sent") == 1
        begun = events.count("begun")
        # Nothing is sent without a record of the intent.
        assert len(mails) <= begun
        assert len({mail.get_body().get_content() for mail in mails}) == 1
        assert len({str(mail["Date"]) for mail in mails}) == 1
        again += len(mails) - 1
    assert again <= kills
    return again


def test_kills_at_random_moments(desk: Desk) -> None:
    """Each run is killed at a moment within the time that a whole run takes at first."""
    names = many(desk)
    chance = random.Random(20261127)
    desk.mailbox.pause = lambda: chance.random() * 0.03
    command = [
        str(BINARY), "deliver", "--due", "--db", str(desk.db), "--deliveries", str(desk.file)]
    killed = 0
    for _ in range(KILLS):
        before = len(desk.mailbox.mails)
        process = subprocess.Popen(
            command, env=desk.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Half of the kills come at any moment, half during the sending.
        if chance.random() < 0.5:
            end = time.monotonic() + LONG
            while len(desk.mailbox.mails) == before and process.poll() is None:
                assert time.monotonic() < end
                time.sleep(0.001)
        time.sleep(chance.random() * 0.1)
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait(timeout=LONG)
        if all(state == [(MONTH, "sent")] for state in map(desk.states, names)):
            names = [*names, *more(desk, len(names))]
    desk.mailbox.pause = lambda: 0
    for name in names:
        if desk.states(name)[0][1] == "failed":
            desk.deliver("--retry", name)
    desk.deliver()
    again = check_once(desk, names, killed)
    print(f"{killed} kills, {len(names)} messages, {again} of them sent twice")


def more(desk: Desk, count: int) -> list[str]:
    """Further deliveries that are due, once all others are sent; their names."""
    known = json.loads(desk.file.read_text())["deliveries"]
    new = [f"more-{count}-{number}" for number in range(10)]
    for name in new:
        desk.backdate(name, "2026-11-01")
    desk.plan(*known, *(one(name, "manager", team=TEAM) for name in new))
    return new


def test_two_processes_at_once(desk: Desk, start: Callable[..., Service]) -> None:
    names = many(desk)
    desk.mailbox.pause = lambda: 0.01
    service = start("--plain-http", "--deliveries", str(desk.file), db=desk.db, env=desk.environment)
    others = [
        subprocess.Popen(
            [str(BINARY), "deliver", "--due", "--db", str(desk.db), "--deliveries", str(desk.file)],
            env=desk.environment, stdout=subprocess.DEVNULL) for _ in range(6)]
    assert all(other.wait(timeout=LONG) == 0 for other in others)
    until(lambda: len(desk.mailbox.mails) == len(names), "all mails")
    assert service.stop() == 0
    desk.deliver()
    assert check_once(desk, names, 0) == 0


def test_the_service_sends_after_a_close_and_stops_gracefully(
    desk: Desk, start: Callable[..., Service]
) -> None:
    desk.plan(one("vp", what=["brief", "page"]), one("own", "csm", csm=OWN))
    options = ("--plain-http", "--deliveries", str(desk.file))
    service = start(*options, db=desk.db, env=desk.environment)
    until(lambda: len(desk.rows("SELECT 1 FROM delivery_events")) == 2, "both are seen")
    desk.close()
    until(lambda: len(desk.mailbox.mails) == 2, "both mails")
    until(lambda: len(desk.rows("SELECT 1 FROM delivery_events WHERE kind = 'sent'")) == 2, "records")
    assert service.stop() == 0
    again = start(*options, db=desk.db, env=desk.environment)
    vp = again.browser(again.token("vp"))
    page = vp.open("/deliveries")
    assert page.status_code == 200 and f"<strong>{MONTH}</strong>: sent on" in page.text
    listed = again.get("/api/v1/deliveries", again.token("admin")).json()
    assert [item["name"] for item in listed["deliveries"]] == ["vp", "own"]
    # It shows no figure.
    assert "%" not in page.text.split("<main")[1]
    assert again.stop() == 0
    assert len(desk.mailbox.mails) == 2
    assert SECRET not in service.log.read_text()


# MARK: Alerts


def test_alerts_are_sent_once_and_name_nobody(desk: Desk, start: Callable[..., Service]) -> None:
    service = start("--plain-http", db=desk.db)
    with (SAMPLE / "assignments.csv").open() as file:
        own = next(line.split(",")[0] for line in file if f",{OWN}," in line)
    with (SAMPLE / "renewals.csv").open() as file:
        head = next(file).strip().split(",")
        row = next(
            dict(zip(head, line.strip().split(","))) for line in file if f",{own}," in f",{line}")
    sent = service.send(
        "POST", f"/api/v1/reviews/{MONTH}/scorecards/{OWN}/disputes",
        service.token("csm", "--csm", OWN), json={
            "feed": "renewals", "key": row["renewal_id"], "field": "outcome", "should": "renewed",
            "why": "It was signed."})
    assert sent.status_code in (200, 201), sent.text
    service.stop()
    rules = ["outside_limits", "stale_feed", "open_disputes"]
    vp = {"name": "vp", "role": "vp", "rules": rules, "mail": "vp@example.com"}
    admin = {"name": "ops", "role": "admin", "rules": "stale_feed", "mail": "ops@example.com"}
    desk.plan(alerts=(vp, admin))
    assert "Dry run" in desk.deliver("--dry-run")
    assert desk.rows("SELECT COUNT(*) FROM delivery_events") == [(0,)]
    desk.deliver()
    texts = {mail.recipients[0]: mail.get_body().get_content() for mail in desk.mailbox.mails}
    assert sorted(texts) == ["ops@example.com", "vp@example.com"]
    assert "The health history ends on" in texts["ops@example.com"]
    assert "1 dispute about October 2026 is open" in texts["vp@example.com"]
    assert "dispute" not in texts["ops@example.com"]
    for text in texts.values():
        for csm, name in NAMES.items():
            assert name not in text and csm not in text
        assert own not in text
    for _ in range(2):
        assert "Nothing is due" in desk.deliver()
    assert len(desk.mailbox.mails) == 2


# MARK: Settings


@pytest.mark.parametrize(("content", "complaint"), [
    ("deliveries: [", "it is no YAML"),
    ("{}", "delivers nothing"),
    ("deliveries: []", "deliveries must be a list with at least one entry"),
    ("deliver: []", "deliver is unknown"),
    ("deliveries: [{ name: a, role: vp, what: brief, when: close, mail: a@b.example }]",
     "mail must be given"),
    ("mail: { server: smtp://localhost, from: a@b.example, user: u, password: hunter2 }\n"
     "deliveries: [{ name: a, role: vp, what: brief, when: close, mail: a@b.example }]",
     "a secret does not belong in this file"),
    ("deliveries: [{ name: a, role: vp, what: brief, when: close, "
     "webhook: { address: 'https://h.example/x?token=hunter2' } }]", "is no address to send to"),
    ("deliveries: [{ name: a, role: vp, what: brief, when: close, "
     "webhook: { address: 'https://h.example/x', secret: { file: /nowhere } } }]",
     "deliveries[0].webhook.secret.file cannot be used"),
])
def test_bad_settings_are_one_line(desk: Desk, content: str, complaint: str) -> None:
    desk.file.write_text(content)
    for command in (["deliver", "--due"], ["serve", "--port", "0"]):
        done = parallax(*command, "--db", desk.db, "--deliveries", desk.file, check=False)
        assert done.returncode != 0
        assert complaint in done.stderr and len(done.stderr.strip().splitlines()) == 1
        assert "hunter2" not in done.stderr


def test_secrets_are_nowhere(desk: Desk) -> None:
    password = desk.folder / "password"
    password.write_text("hunter2\n")
    desk.plan(
        one("hook", webhook={"address": desk.receiver.url}), one("vp"),
        mail={
            "server": desk.mailbox.address, "from": "parallax@example.com", "user": "parallax",
            "password": {"file": str(password)}})
    desk.deliver()
    desk.close()
    said = desk.deliver() + desk.deliver("--list") + desk.deliver("--list", "--json")
    kept = b"".join(path.read_bytes() for path in desk.folder.glob("parallax.sqlite.access*"))
    for secret in ("hunter2", SECRET, "part-that-is-secret"):
        assert secret not in said and secret.encode() not in kept
