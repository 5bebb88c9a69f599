"""Who looked at whom is logged, once each, for the person to see; what people say stays said."""

from __future__ import annotations

import re
import sqlite3

import pytest
from conftest import MATE, MONTH, OWN, STRANGER, TEAM, csms, moved

BASE = f"/api/v1/reviews/{MONTH}"
PAGE = f"/months/{MONTH}"

# What shows the figures of {own}, or of everybody with them among them.
SHOWING = [
    BASE, BASE + "/scorecards", BASE + "/scorecards?limit=1", BASE + "/scorecards/{own}",
    BASE + "/scorecards/{own}/comments", BASE + "/override-audit", BASE + "/episodes",
    BASE + "/episodes/{episode}", BASE + "/episodes/{episode}/scores.png",
    BASE + "/episodes/{episode}/comments", BASE + "/charts", BASE + "/charts/scorecards.png",
    BASE + "/workbook.xlsx", BASE + "/deck.pptx?for=vp",
    PAGE + "/csms", PAGE + "/csms/{own}", PAGE + "/csms/{own}/reply", PAGE + "/episodes",
    PAGE + "/episodes/{episode}", PAGE + "/charts"]
# What shows no person's figures.
SILENT = [
    "/api/v1/months", BASE + "/company", BASE + "/teams", BASE + "/trends", BASE + "/segments",
    BASE + "/charts/renewal_rate.png", BASE + "/deck.pptx?for=board", PAGE + "/audit", PAGE + "/trends", "/account"]


def entries(service, token: str) -> list[dict]:
    """All entries that the bearer may see: for admins, sign-ins are among them."""
    return service.get("/api/v1/access-log?limit=500", token).json()["views"]


def views(service, token: str) -> list[dict]:
    """What the log says to the bearer about who was shown performance."""
    return [entry for entry in entries(service, token) if entry["kind"] == "view"]


@pytest.fixture(scope="module")
def browsers(service, tokens):
    """Signed-in browsers of those who may look at the csm."""
    return {role: service.browser(tokens[role]) for role in ("vp", "manager", "csm")}


@pytest.mark.parametrize("role", ["vp", "manager", "csm"])
@pytest.mark.parametrize("path", SHOWING)
def test_a_look_is_one_entry(service, tokens, episodes, browsers, role, path):
    before = views(service, tokens["csm"])
    path = path.format(own=OWN, episode=episodes[OWN])
    answer = (browsers[role].open if path.startswith("/months") else
              lambda path: service.get(path, tokens[role]))(path)
    if answer.status_code == 403 and role != "vp":
        assert views(service, tokens["csm"]) == before
        return
    assert answer.status_code == 200
    after = views(service, tokens["csm"])
    assert len(after) == len(before) + 1
    assert after[0]["role"] == role and after[0]["number"] > before[0]["number"]
    assert after[0]["csm_id"] in (None, OWN)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", after[0]["time"])


@pytest.mark.parametrize("path", SILENT)
def test_what_names_nobody_is_not_logged(service, tokens, path):
    before = views(service, tokens["admin"])
    answer = service.get(path, tokens["vp"])
    assert answer.status_code == 200
    if ".p" not in path:
        assert not [row for row in csms() if row["name"] in answer.text or row["csm_id"] in answer.text]
    assert views(service, tokens["admin"]) == before


def test_a_look_is_logged_even_when_nothing_is_new(service, tokens):
    path = f"{BASE}/scorecards/{OWN}"
    tag = service.get(path, tokens["vp"]).headers["ETag"]
    before = views(service, tokens["csm"])
    answer = service.get(path, tokens["vp"], headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert len(views(service, tokens["csm"])) == len(before) + 1


def test_a_refused_look_is_no_entry(service, tokens):
    before = views(service, tokens["admin"])
    for path in (f"{BASE}/scorecards/{STRANGER}", f"{PAGE}/csms/{STRANGER}"):
        assert service.get(path, tokens["manager"]).status_code == 403
    assert views(service, tokens["admin"]) == before


def test_each_sees_what_is_about_them(service, tokens):
    service.get(f"{BASE}/scorecards/{MATE}", tokens["vp"])
    service.get(f"{BASE}/scorecards", tokens["manager"])
    own, mate, stranger = (views(service, tokens[name]) for name in ("csm", "mate", "stranger"))
    for log, csm in ((own, OWN), (mate, MATE), (stranger, STRANGER)):
        assert {view["csm_id"] for view in log} <= {csm, None}
    assert [view["role"] for view in mate[:2]] == ["manager", "vp"]
    assert own[0]["role"] == "manager" and own[0]["team"] == TEAM and own[0]["what"] == mate[0]["what"]
    assert not stranger or stranger[0]["number"] < own[0]["number"]
    everybody = views(service, tokens["admin"])
    assert all(view in everybody for view in own + mate + stranger)


def test_who_changes_teams_keeps_their_log_and_gains_no_other(start):
    service = start()
    manager, own = service.token("manager", "--team", TEAM), service.token("csm", "--csm", OWN)
    stranger = service.token("csm", "--csm", STRANGER)
    service.get(f"{BASE}/scorecards", manager)
    logs = views(service, own), views(service, stranger)
    assert len(logs[0]) == 1 and logs[1] == []
    moved(service, OWN, "Tide")
    moved(service, STRANGER, TEAM)
    assert (views(service, own), views(service, stranger)) == logs
    service.stop()


def test_who_is_shown_nobody_leaves_no_entry(service, tokens):
    months = service.get("/api/v1/months", tokens["vp"]).json()["months"]
    late = max(csms(), key=lambda row: row["start_date"])
    assert late["start_date"][:7] > months[-1]
    token = service.token("csm", "--csm", late["csm_id"])
    before = views(service, tokens["admin"])
    early = f"/api/v1/reviews/{months[-1]}"
    assert service.get(early + "/scorecards", token).json()["items"] == []
    assert service.browser(token).open(f"/months/{months[-1]}/csms").status_code == 200
    assert views(service, tokens["admin"]) == before


def test_a_team_of_one_is_that_person(start):
    service = start()
    moved(service, OWN, "Solo")
    vp, deck, own = service.token("vp"), service.token("deck"), service.token("csm", "--csm", OWN)
    for path, page in ((BASE + "/teams", PAGE + "/company"), (BASE + "/trends", PAGE + "/trends")):
        name = path.rsplit("/", 1)[1]
        for token, isShown in ((vp, True), (deck, False)):
            before = views(service, own)
            answer = service.get(path, token)
            assert answer.status_code == 200 and ("Solo" in answer.text) == isShown
            new = views(service, own)[:-len(before) or None]
            assert [view["what"] for view in new] == ([f"{name} {MONTH}"] if isShown else [])
            assert ("Solo" in service.browser(token).open(page).text) == isShown
    service.stop()


def test_the_log_is_read_in_parts(service, tokens):
    whole = entries(service, tokens["admin"])[:40]
    parts, before = [], ""
    while len(parts) < 40:
        part = service.get(f"/api/v1/access-log?limit=7{before}", tokens["admin"]).json()["views"]
        parts += part
        before = f"&before={part[-1]['number']}"
    assert parts[:40] == whole


def test_the_page_says_what_the_log_says(service, tokens, browsers):
    shown = views(service, tokens["csm"])[:100]
    page = browsers["csm"].open("/access-log").text
    assert page.count("<tr>") == len(shown) + 1
    assert all(entry["time"] in page and entry["what"] in page for entry in shown)


@pytest.mark.parametrize("where", ["card", "episode"])
def test_a_comment_stands_beside_the_figures(service, tokens, episodes, where):
    path = f"{BASE}/scorecards/{OWN}" if where == "card" else f"{BASE}/episodes/{episodes[OWN]}"
    page = path.replace("/api/v1/reviews", "/months").replace("scorecards", "csms")
    text = f"Two of these <left> for reasons of price & merger ({where})."
    sent = service.send("POST", path + "/comments", tokens["csm"], json={"text": text})
    assert sent.status_code == 201
    number = sent.json()["number"]
    answer = service.send(
        "POST", path + "/comments", tokens["vp"], json={"text": "Seen.", "answers": number})
    assert answer.status_code == 201
    for reader in ("vp", "manager", "csm"):
        found = service.get(path + "/comments", tokens[reader]).json()["comments"]
        assert [one["text"] for one in found][-2:] == [text, "Seen."]
        assert [one["answers"] for one in found][-2:] == [None, number]
        shown = service.get(page, tokens[reader]).text
        assert "&lt;left&gt; for reasons" in shown and "<left>" not in shown
    assert service.get(path + "/comments", tokens["stranger"]).status_code == 403
    owner = tokens["model_owner"]
    listed = service.get(BASE + "/episodes?limit=500&state=renewed", owner).json()["items"]
    assert listed
    for one in listed:
        hidden = service.get(f"{PAGE}/episodes/{one['episode_id']}", owner)
        assert hidden.status_code == 200 and "for reasons of price" not in hidden.text


@pytest.mark.parametrize("body, status", [
    ({"text": ""}, 400), ({"text": "  \n"}, 400), ({"text": "x" * 4001}, 400), ({"text": 5}, 400),
    ({"text": "a", "more": 1}, 400), ({"text": "a", "answers": "1"}, 400),
    ({"text": "a", "answers": 999_999}, 404), ({"text": "a", "answers": True}, 400), ([], 400),
    ({"text": "x" * 70_000}, 413)])
def test_what_is_no_comment_is_refused(service, tokens, body, status):
    path = f"{BASE}/scorecards/{OWN}/comments"
    before = service.get(path, tokens["csm"]).json()
    assert service.send("POST", path, tokens["csm"], json=body).status_code == status
    assert service.get(path, tokens["csm"]).json() == before


def test_the_first_word_is_the_persons_own(service, tokens):
    path = f"{BASE}/scorecards/{MATE}/comments"
    for reader in ("vp", "manager"):
        answer = service.send("POST", path, tokens[reader], json={"text": "About you."})
        assert answer.status_code == 403


@pytest.mark.parametrize("table", ["views", "comments"])
def test_log_and_comments_are_only_added_to(service, tokens, table):
    service.send("POST", f"{BASE}/scorecards/{OWN}/comments", tokens["csm"], json={"text": "Hm."})
    with sqlite3.connect(f"{service.db}.access") as book:
        for statement in (f"UPDATE {table} SET time = 0", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to|answered, not"):
                book.execute(statement)
        # Writing over a row that is there deletes it first.
        book.execute("PRAGMA recursive_triggers = OFF")
        with pytest.raises(sqlite3.IntegrityError):
            book.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
