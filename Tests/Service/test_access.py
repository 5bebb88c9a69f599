"""Who may see what: every role, and nobody, on every route."""

from __future__ import annotations

import re
import sqlite3

import pytest
from conftest import MATE, MONTH, OWN, STRANGER, TEAM, Service, csms, parallax

WHO = ["nobody", "vp", "manager", "csm", "model_owner", "deck", "importer", "admin"]

# The csm is OWN, the manager leads their team; MATE is in that team, STRANGER is not. `{own}` and
# the like stand for those; `{own_e}` and the like for an episode of theirs, which a model owner
# knows by a pseudonym only.
# 400 to a POST means: may send, but what the test sends holds nothing.
API = """
                                                    nobody vp  man csm own dck imp adm
GET  /healthz                                          200 200 200 200 200 200 200 200
GET  /readyz                                           200 200 200 200 200 200 200 200
GET  /assets/style.css                                 200 200 200 200 200 200 200 200
GET  /api/v1/openapi.json                              200 200 200 200 200 200 200 200
GET  /metrics                                          401 403 403 403 403 403 403 200
GET  /api/v1/months                                    401 200 200 200 200 200 200 200
GET  /api/v1/closings                                  401 200 200 200 403 403 403 403
POST /api/v1/closings                                  401 400 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/restatements              401 404 404 404 403 403 403 403
GET  /api/v1/reviews/{month}                           401 200 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/company                   401 200 403 403 403 200 403 403
GET  /api/v1/reviews/{month}/teams                     401 200 200 403 403 200 403 403
GET  /api/v1/reviews/{month}/trends                    401 200 200 403 403 200 403 403
GET  /api/v1/reviews/{month}/data-quality              401 200 403 403 403 403 200 200
GET  /api/v1/reviews/{month}/scorecards                401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{own}          401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{mate}         401 200 200 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{stranger}     401 200 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/unknown        401 404 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{own}/bridge.png      401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{mate}/bridge.png     401 200 200 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{stranger}/bridge.png 401 200 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{own}/comments      401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{mate}/comments     401 200 200 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{stranger}/comments 401 200 403 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{own}/comments      401 400 400 400 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{mate}/comments     401 400 400 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{stranger}/comments 401 400 403 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{own}/disputes      401 403 403 400 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{mate}/disputes     401 403 403 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{stranger}/disputes 401 403 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{own}/conclusions      401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{mate}/conclusions     401 200 200 403 403 403 403 403
GET  /api/v1/reviews/{month}/scorecards/{stranger}/conclusions 401 200 403 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{own}/conclusions      401 400 400 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{mate}/conclusions     401 400 400 403 403 403 403 403
POST /api/v1/reviews/{month}/scorecards/{stranger}/conclusions 401 400 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/disputes                  401 200 200 200 403 403 403 403
POST /api/v1/reviews/{month}/disputes/unknown/answer   401 404 404 403 403 403 403 403
GET  /api/v1/reviews/{month}/override-audit            401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/segments                  401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/proposal.md               401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/proposal.csv              401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/signals                   401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/signals.md                401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/signals.csv               401 200 403 403 200 403 403 403
GET  /api/v1/reviews/{month}/episodes                  401 200 200 200 200 403 403 403
GET  /api/v1/reviews/{month}/episodes/{own_e}          401 200 200 200 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{mate_e}         401 200 200 403 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{stranger_e}     401 200 403 403 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/unknown          401 404 403 403 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{own_e}/scores.png      401 200 200 200 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{mate_e}/scores.png     401 200 200 403 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{stranger_e}/scores.png 401 200 403 403 404 403 403 403
GET  /api/v1/reviews/{month}/episodes/{own_e}/comments        401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/episodes/{mate_e}/comments       401 200 200 403 403 403 403 403
GET  /api/v1/reviews/{month}/episodes/{stranger_e}/comments   401 200 403 403 403 403 403 403
POST /api/v1/reviews/{month}/episodes/{own_e}/comments        401 400 400 400 403 403 403 403
POST /api/v1/reviews/{month}/episodes/{mate_e}/comments       401 400 400 403 403 403 403 403
POST /api/v1/reviews/{month}/episodes/{stranger_e}/comments   401 400 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/charts                    401 200 403 403 200 200 403 403
GET  /api/v1/reviews/{month}/charts/renewal_rate.png   401 200 403 403 403 200 403 403
GET  /api/v1/reviews/{month}/charts/override_outcomes.png 401 200 403 403 200 200 403 403
GET  /api/v1/reviews/{month}/charts/scorecards.png     401 200 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/charts/unknown.png        401 404 404 404 404 404 404 404
GET  /api/v1/reviews/{month}/workbook.xlsx             401 200 200 200 403 403 403 403
GET  /api/v1/reviews/{month}/deck.pptx                 401 200 403 403 403 200 403 403
GET  /api/v1/reviews/{month}/deck.pptx?for=board       401 200 403 403 403 200 403 403
GET  /api/v1/reviews/{month}/deck.pptx?for=vp          401 200 403 403 403 403 403 403
GET  /api/v1/reviews/{month}/deck.pptx?for=all         401 400 403 403 403 400 403 403
GET  /api/v1/imports                                   401 403 403 403 403 403 200 200
POST /api/v1/imports                                   401 403 403 403 403 403 400 400
GET  /api/v1/imports/unknown                           401 403 403 403 403 403 404 404
GET  /api/v1/imports/unknown/rejects                   401 403 403 403 403 403 404 404
GET  /api/v1/access-log                                401 403 403 200 403 403 403 200
GET  /api/v1/deliveries                                401 200 403 403 403 403 403 200
"""

PAGES = """
                                                    nobody vp  man csm own dck imp adm
GET  /                                                 303 303 303 303 303 303 303 303
GET  /sign-in                                          200 200 200 200 200 200 200 200
GET  /api                                              200 200 200 200 200 200 200 200
GET  /sign-in/provider                                 404 404 404 404 404 404 404 404
GET  /sign-in/callback                                 404 404 404 404 404 404 404 404
GET  /settings                                         303 403 403 403 403 403 403 200
POST /settings/tokens                                  303 403 403 403 403 403 403 400
POST /settings/tokens/unknown/revoke                   303 403 403 403 403 403 403 404
POST /settings/people                                  303 403 403 403 403 403 403 400
POST /settings/people/unknown/remove                   303 403 403 403 403 403 403 404
GET  /account                                          303 200 200 200 200 200 200 200
GET  /how-we-judge                                     303 200 200 200 200 200 200 200
GET  /access-log                                       303 403 403 200 403 403 403 200
GET  /deliveries                                       303 200 403 403 403 403 403 200
GET  /import                                           303 403 403 403 403 403 200 200
POST /import                                           303 403 403 403 403 403 400 400
GET  /import/unknown                                   303 403 403 403 403 403 404 404
POST /import/unknown                                   303 403 403 403 403 403 404 404
GET  /months/{month}                                   303 200 200 403 403 200 403 403
GET  /months/{month}/company                           303 200 403 403 403 200 403 403
GET  /months/{month}/teams/{team}                      303 200 200 403 403 404 403 403
GET  /months/{month}/teams/{other_team}                303 200 403 403 403 404 403 403
GET  /months/{month}/teams/unknown                     303 404 403 403 403 404 403 403
GET  /months/{month}/closing                           303 200 200 200 403 403 403 403
POST /months/{month}/closing                           303 400 403 403 403 403 403 403
GET  /months/{month}/restatements                      303 404 404 404 403 403 403 403
GET  /months/{month}/csms                              303 200 200 200 403 403 403 403
GET  /months/{month}/csms/{own}                        303 200 200 200 403 403 403 403
GET  /months/{month}/csms/{mate}                       303 200 200 403 403 403 403 403
GET  /months/{month}/csms/{stranger}                   303 200 403 403 403 403 403 403
GET  /months/{month}/csms/unknown                      303 404 403 403 403 403 403 403
GET  /months/{month}/csms/{own}/reply                  303 200 200 200 403 403 403 403
GET  /months/{month}/csms/{mate}/reply                 303 200 200 403 403 403 403 403
GET  /months/{month}/csms/{stranger}/reply             303 200 403 403 403 403 403 403
POST /months/{month}/csms/{own}/reply                  303 400 400 400 403 403 403 403
POST /months/{month}/csms/{mate}/reply                 303 400 400 403 403 403 403 403
POST /months/{month}/csms/{stranger}/reply             303 400 403 403 403 403 403 403
GET  /months/{month}/csms/{own}/dispute                303 403 403 200 403 403 403 403
GET  /months/{month}/csms/{mate}/dispute               303 403 403 403 403 403 403 403
POST /months/{month}/csms/{own}/dispute                303 403 403 400 403 403 403 403
POST /months/{month}/csms/{mate}/dispute               303 403 403 403 403 403 403 403
GET  /months/{month}/csms/{own}/conclude               303 200 200 403 403 403 403 403
GET  /months/{month}/csms/{stranger}/conclude          303 200 403 403 403 403 403 403
POST /months/{month}/csms/{own}/conclude               303 400 400 403 403 403 403 403
POST /months/{month}/csms/{stranger}/conclude          303 400 403 403 403 403 403 403
POST /months/{month}/disputes/unknown/answer           303 404 404 403 403 403 403 403
GET  /months/{month}/audit                             303 200 403 403 200 403 403 403
GET  /months/{month}/signals                           303 200 403 403 200 403 403 403
GET  /months/{month}/episodes                          303 200 200 200 200 403 403 403
GET  /months/{month}/episodes/{own_e}                  303 200 200 200 404 403 403 403
GET  /months/{month}/episodes/{mate_e}                 303 200 200 403 404 403 403 403
GET  /months/{month}/episodes/{stranger_e}             303 200 403 403 404 403 403 403
GET  /months/{month}/episodes/{own_e}/reply            303 200 200 200 403 403 403 403
GET  /months/{month}/episodes/{mate_e}/reply           303 200 200 403 403 403 403 403
GET  /months/{month}/episodes/{stranger_e}/reply       303 200 403 403 403 403 403 403
POST /months/{month}/episodes/{own_e}/reply            303 400 400 400 403 403 403 403
POST /months/{month}/episodes/{mate_e}/reply           303 400 400 403 403 403 403 403
POST /months/{month}/episodes/{stranger_e}/reply       303 400 403 403 403 403 403 403
GET  /months/{month}/trends                            303 200 200 403 403 200 403 403
GET  /months/{month}/charts                            303 200 403 403 200 200 403 403
GET  /months/{month}/data-quality                      303 200 403 403 403 403 200 200
POST /sign-in                                          401 401 401 401 401 401 401 401
POST /sign-out                                         303 303 303 303 303 303 303 303
"""


def rows(table: str) -> list[tuple[str, str, list[int]]]:
    """Method, path and the status for each of WHO."""
    lines = [line.split() for line in table.strip().splitlines()[1:]]
    return [(line[0], line[1], [int(status) for status in line[2:]]) for line in lines]


def ends(path: str) -> str:
    """The path as the OpenAPI document and the counters write it."""
    path = path.partition("?")[0]
    path = re.sub(r"/(scorecards|csms)/[^/]+", r"/\1/{csm_id}", path)
    path = re.sub(r"/episodes/[^/]+", "/episodes/{episode_id}", path)
    path = re.sub(r"/charts/[^/]+", "/charts/{name}", path)
    path = re.sub(r"/teams/[^/]+", "/teams/{team}", path)
    path = re.sub(r"/disputes/[^/]+", "/disputes/{number}", path)
    return re.sub(r"/(imports?)/[^/]+", r"/\1/{id}", path)


@pytest.fixture(scope="module")
def names(episodes: dict[str, str]) -> dict[str, str]:
    """What the tables' braces stand for."""
    people = {"own": OWN, "mate": MATE, "stranger": STRANGER}
    of_people = {name + "_e": episodes[csm] for name, csm in people.items()}
    other = next(row["team"] for row in csms() if row["csm_id"] == STRANGER)
    return {"month": MONTH, "team": TEAM, "other_team": other} | people | of_people


@pytest.fixture(scope="module")
def browsers(service: Service, tokens: dict[str, str]) -> dict:
    """A signed-in browser for every role."""
    return {role: service.browser(tokens[role]) for role in WHO[1:]}


@pytest.mark.parametrize("method, path, expected", rows(API), ids=lambda value: str(value))
def test_api_matrix(service, tokens, names, method, path, expected):
    body = {"json": {}} if method == "POST" else {}
    found = [
        service.send(method, path.format_map(names), tokens.get(who), **body).status_code
        for who in WHO]
    assert dict(zip(WHO, found)) == dict(zip(WHO, expected))


@pytest.mark.parametrize("method, path, expected", rows(PAGES), ids=lambda value: str(value))
def test_page_matrix(service, tokens, names, browsers, method, path, expected):
    found = []
    for who in WHO:
        browser = browsers.get(who)
        if path == "/sign-out" and browser:
            browser = service.browser(tokens[who])
        if method == "POST":
            fields = {"form": browser.form_field(), "text": " "} if browser else {}
            send = browser.send_form if browser else lambda path, data: service.send(
                "POST", path, data=data, headers={
                    "Content-Type": "application/x-www-form-urlencoded"})
            answer = send(path.format_map(names), fields)
        else:
            open_page = browser.open if browser else service.get
            answer = open_page(path.format_map(names))
        found.append(answer.status_code)
        assert answer.headers.get("Content-Type", "text/html").startswith("text/html")
        if who == "nobody" and answer.status_code == 303:
            assert answer.headers["Location"].startswith("/sign-in")
    assert dict(zip(WHO, found)) == dict(zip(WHO, expected))


def test_the_tables_hold_every_route(service, tokens):
    document = service.get("/api/v1/openapi.json").json()
    described = {
        (method.upper(), path) for path, methods in document["paths"].items()
        for method in methods}
    assert {(method, ends(path)) for method, path, _ in rows(API)} == described


def test_a_link_never_leads_where_its_reader_may_not_go(service, tokens, browsers):
    """Follows every link of every role, and finds no page that the table lacks."""
    known = {
        ends(path).replace("{month}", MONTH) for method, path, _ in rows(API) + rows(PAGES)
        if method == "GET"}
    for role, browser in browsers.items():
        seen, waiting = {"/"}, ["/"]
        while waiting:
            answer = browser.open(waiting.pop())
            assert answer.status_code in (200, 303), (role, answer.url, answer.status_code)
            found = re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
            found += [answer.headers["Location"]] if answer.status_code == 303 else []
            for link in found:
                link = link.replace("&amp;", "&")
                kind = ends(link.partition("?")[0])
                if not link.startswith(f"/months/{MONTH}") and "/months/" in link:
                    continue  # other months have the same pages
                assert kind in known, (role, link)
                # One of each kind is enough, of pages with parameters two.
                if sum(ends(one.partition("?")[0]) == kind for one in seen) < 2 and link not in seen:
                    seen.add(link)
                    waiting.append(link)


@pytest.mark.parametrize("path", ["/api/v1/months", "/months/" + MONTH])
@pytest.mark.parametrize("shown", [
    "", "Bearer", "Bearer ", "Basic dnA6dnA=", "Bearer plx_" + "A" * 43, "Bearer a b",
    "Bearer " + "x" * 4000])
def test_what_is_no_token_opens_nothing(service, path, shown):
    answer = service.get(path, headers={"Authorization": shown})
    assert answer.status_code == (401 if path.startswith("/api") else 303)
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_token_opens_nothing_at_once(service):
    token = service.new_token("vp")
    browser = service.browser(token["secret"])
    assert service.get("/api/v1/months", token["secret"]).status_code == 200
    assert browser.open("/account").status_code == 200
    parallax("token", "revoke", "--db", service.db, token["token_id"])
    assert service.get("/api/v1/months", token["secret"]).status_code == 401
    assert browser.open("/account").status_code == 303
    assert service.browser(token["secret"]).answer.status_code == 401


def test_an_expired_token_opens_nothing(service):
    token = service.new_token("vp")
    browser = service.browser(token["secret"])
    with sqlite3.connect(f"{service.db}.access") as book:
        book.execute("UPDATE tokens SET expires = 1 WHERE token_id = ?", (token["token_id"],))
    assert service.get("/api/v1/months", token["secret"]).status_code == 401
    assert browser.open("/account").status_code == 303


def test_a_manager_sees_the_own_team_only(service, tokens):
    team = {row["csm_id"] for row in csms() if row["team"] == TEAM}
    base = f"/api/v1/reviews/{MONTH}"
    cards = service.get(base + "/scorecards?limit=500", tokens["manager"]).json()["items"]
    assert {card["csm_id"] for card in cards} <= team and len(cards) > 1
    found = service.get(base + "/episodes?limit=500", tokens["manager"]).json()["items"]
    assert {episode["csm_id"] for episode in found} <= team and found
    teams = service.get(base + "/teams", tokens["manager"]).json()["teams"]
    assert [card["team"] for card in teams] == [TEAM]
    others = [row["team"] for row in csms() if row["team"] != TEAM]
    for path in ("", "/trends", "/csms", "/episodes"):
        page = service.get(f"/months/{MONTH}{path}", tokens["manager"]).text
        assert not [team for team in others if team in page], path


def test_a_csm_sees_nothing_of_others(service, tokens):
    base = f"/api/v1/reviews/{MONTH}"
    cards = service.get(base + "/scorecards", tokens["csm"]).json()["items"]
    assert [card["csm_id"] for card in cards] == [OWN]
    found = service.get(base + "/episodes?limit=500", tokens["csm"]).json()["items"]
    assert {episode["csm_id"] for episode in found} == {OWN}
    foreign = service.get(f"{base}/episodes?csm_id={MATE}", tokens["csm"]).json()["items"]
    assert foreign == []
    others = [row for row in csms() if row["csm_id"] != OWN]
    for path in ("/csms", f"/csms/{OWN}", "/episodes"):
        page = service.get(f"/months/{MONTH}{path}", tokens["csm"]).text
        shown = [row for row in others if row["name"] in page or row["csm_id"] in page]
        assert not shown, path


def test_what_is_not_there_looks_like_what_is_not_for_one(service, tokens):
    for path in ("scorecards", "episodes"):
        there = STRANGER if path == "scorecards" else "O000112-101"
        answers = [
            service.get(f"/api/v1/reviews/{MONTH}/{path}/{name}", tokens["csm"]).json()
            for name in (there, "unknown")]
        for answer in answers:
            del answer["instance"]
        assert answers[0] == answers[1]
