"""The interface for programs: true to its document, exact, cheap to ask again."""

from __future__ import annotations

import gzip
import io
import json
import re

import jsonschema
import pytest
from conftest import MONTH, OWN, ROOT, csms, parallax
from openapi_spec_validator import OpenAPIV31SpecValidator
from PIL import Image

BASE = f"/api/v1/reviews/{MONTH}"
COMPUTED = [
    "", "/company", "/teams", "/trends", "/data-quality", "/scorecards", f"/scorecards/{OWN}",
    "/override-audit", "/segments", "/segments?dimension=reason", "/episodes",
    "/episodes/{episode}", "/charts", "/charts/renewal_rate.png", "/episodes/{judged}/scores.png"]


@pytest.fixture(scope="module")
def document(service) -> dict:
    """The OpenAPI document."""
    return service.get("/api/v1/openapi.json").json()


def pages(service, token: str, path: str) -> list[dict]:
    """The items of a list, page by page."""
    found, cursor = [], ""
    limit = int(path.partition("limit=")[2].partition("&")[0])
    while cursor is not None:
        page = service.get(path + cursor, token).json()
        assert len(page["items"]) <= limit
        found += page["items"]
        cursor = page["next"] and f"&cursor={page['next']}"
    return found


@pytest.fixture(scope="module")
def items(service, tokens) -> list[dict]:
    """All episodes of the month."""
    return pages(service, tokens["vp"], BASE + "/episodes?limit=500")


@pytest.fixture(scope="module")
def paths(items) -> list[str]:
    """Everything that is worked out from the facts."""
    judged = next(item for item in items if item["state"] in ("renewed", "churned"))
    names = {"episode": items[0]["episode_id"], "judged": judged["episode_id"]}
    return ["/api/v1/months", *(BASE + path.format_map(names) for path in COMPUTED)]


def test_the_document_is_valid(document):
    OpenAPIV31SpecValidator(document).validate()
    named = [
        operation["operationId"] for methods in document["paths"].values()
        for operation in methods.values()]
    assert len(named) == len(set(named))


def test_every_described_operation_is_served_and_no_other_method(service, tokens, document):
    values = {"month": MONTH, "csm_id": OWN, "name": "nps.png", "id": "x", "episode_id": "x", "number": "1"}
    for path, methods in document["paths"].items():
        address = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            status = service.send(method, address, tokens["vp"]).status_code
            described = method.lower() in methods or method == "HEAD" and "get" in methods
            assert (status != 405) == described, (method, address, status)


def test_what_needs_a_token_says_so(service, document):
    values = {"month": MONTH, "csm_id": OWN, "name": "nps.png", "id": "x", "episode_id": "x", "number": "1"}
    for path, methods in document["paths"].items():
        address = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)
        for method, operation in methods.items():
            status = service.send(method.upper(), address).status_code
            assert (status == 401) == bool(operation.get("security")), (method, path, status)


def test_required_parameters_are_those_that_are_asked_for(service, tokens, document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            wanted = [
                parameter["name"] for parameter in operation.get("parameters", [])
                if parameter["in"] == "query" and parameter["required"]]
            assert wanted == (["feed"] if (method, path) == ("post", "/api/v1/imports") else [])


def test_answers_are_as_described(service, tokens, document, paths):
    for path in paths:
        route = re.sub(r"/(O\d+-\d+)", "/{episode_id}", path.partition("?")[0])
        route = route.replace(MONTH, "{month}").replace("renewal_rate.png", "{name}")
        operation = document["paths"][re.sub(f"/{OWN}", "/{csm_id}", route)]["get"]
        answer = service.get(path, tokens["vp"])
        (kind, content), = operation["responses"]["200"]["content"].items()
        assert answer.headers["Content-Type"].partition(";")[0] == kind
        if kind == "application/json":
            jsonschema.validate(answer.json(), content["schema"])


def test_the_review_is_that_of_the_command(service, tokens):
    answer = service.get(BASE, tokens["vp"])
    made = parallax("review", "--db", service.db, "--month", MONTH, "--json").stdout
    assert answer.text == made
    schema = json.loads((ROOT / "Documentation/review.schema.json").read_text())
    jsonschema.validate(answer.json(), schema)


def test_the_parts_are_those_of_the_review(service, tokens, items):
    whole = service.get(BASE, tokens["vp"]).json()
    audit = service.get(BASE + "/override-audit", tokens["vp"]).json()
    assert items == whole["override_audit"]["episodes"]
    assert audit == whole["override_audit"] | {"episodes": []}
    card = service.get(f"{BASE}/scorecards/{OWN}", tokens["vp"]).json()
    assert card == next(one for one in whole["scorecards"] if one["csm_id"] == OWN)
    assert service.get(BASE + "/company", tokens["vp"]).json() == whole["company"]
    assert service.get(BASE + "/teams", tokens["vp"]).json()["teams"] == whole["teams"]


def test_nothing_new_is_said_in_few_words(service, tokens, paths):
    for path in paths:
        first = service.get(path, tokens["vp"])
        tag = first.headers["ETag"]
        assert re.fullmatch(r'"[\w-]+"', tag), path
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = service.get(path, tokens["vp"], headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["ETag"] == tag
        other = service.get(path, tokens["vp"], headers={"If-None-Match": '"other"'})
        assert other.content == first.content
        assert "Authorization" in first.headers["Vary"]


@pytest.mark.parametrize("asked, packed", [
    ("gzip", True), ("br, gzip;q=0.5", True), ("GZIP", True), ("identity", False), ("", False),
    ("gzip;q=0", False), ("br", False)])
def test_large_answers_are_packed_for_who_asks(service, tokens, asked, packed):
    answer = service.get(BASE, tokens["vp"], headers={"Accept-Encoding": asked}, stream=True)
    assert ("gzip" == answer.headers.get("Content-Encoding")) == packed
    raw = answer.raw.read(decode_content=False)
    assert len(raw) == int(answer.headers["Content-Length"])
    text = gzip.decompress(raw) if packed else raw
    assert json.loads(text)["month"] == MONTH


def test_a_head_request_is_a_get_without_the_body(service, tokens, paths):
    for path in [*paths, "/healthz", f"/months/{MONTH}"]:
        get, head = (service.send(method, path, tokens["vp"]) for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Length", "Content-Type", "ETag"):
            assert head.headers.get(name) == get.headers.get(name), (path, name)


@pytest.mark.parametrize("list_, key", [("episodes", "episode_id"), ("scorecards", "csm_id")])
def test_pages_cover_everything_once(service, tokens, list_, key):
    whole = pages(service, tokens["vp"], f"{BASE}/{list_}?limit=500")
    for limit in (2, 7, min(500, len(whole))):
        assert pages(service, tokens["vp"], f"{BASE}/{list_}?limit={limit}") == whole
    assert len({item[key] for item in whole}) == len(whole)


def test_filters_part_the_episodes(service, tokens, items):
    def ask(query: str, token: str = "vp") -> list[dict]:
        return pages(service, tokens[token], f"{BASE}/episodes?limit=500&{query}")

    for name, values in (
            ("direction", ["up", "down"]), ("state", sorted({item["state"] for item in items})),
            ("csm_id", sorted({item["csm_id"] for item in items}))):
        parts = {value: ask(f"{name}={value}") for value in values}
        for value, part in parts.items():
            assert part == [item for item in items if item[name] == value]
        assert sum(map(len, parts.values())) == len(items)
    account = items[0]["account_id"]
    assert ask(f"account_id={account}&direction={items[0]['direction']}")[0] == items[0]
    assert ask("csm_id=nobody") == [] == ask(f"csm_id={OWN}", "model_owner")
    all_parts = service.get(BASE + "/segments", tokens["vp"]).json()["segments"]
    reasons = service.get(BASE + "/segments?dimension=reason", tokens["vp"]).json()["segments"]
    assert reasons == [one for one in all_parts if one["dimension"] == "reason"] != []


@pytest.mark.parametrize("path, status", [
    ("/api/v1/reviews/october", 400), ("/api/v1/reviews/2026-13", 400),
    ("/api/v1/reviews/2026-1", 400), ("/api/v1/reviews/1999-01", 404),
    ("/api/v1/reviews/2031-01", 404), (BASE + "/episodes?limit=0", 400),
    (BASE + "/episodes?limit=501", 400), (BASE + "/episodes?limit=many", 400),
    (BASE + "/episodes?limit=1&limit=2", 400), (BASE + "/episodes?cursor=", 400),
    (BASE + "/episodes?cursor=0", 400),
    (BASE + "/episodes?cursor=0-abc", 409), (BASE + "/episodes?cursor=99999999999999999999-a", 400),
    (BASE + "/episodes?direction=sideways", 400), (BASE + "/episodes?state=", 400),
    (BASE + "/segments?dimension=shoe_size", 400), (BASE + "/charts/nothing.png", 404),
    (BASE + "/charts/nps.png?size=10x10", 400), (BASE + "/charts/nps.png?size=99999x99999", 400),
    (BASE + "/charts/nps.png?size=big", 400), (BASE + "/charts/nps.png?theme=pink", 400),
    (BASE + "/scorecards/nobody", 404), (BASE + "/episodes/nothing", 404), ("/api/v1", 404),
    (BASE + "/scorecards/%FF%FE", 404), (BASE + "/scorecards/" + "x" * 3000, 404),
    ("/api/v2/months", 404), (BASE + "/", 200)])
def test_what_is_wrong_is_said(service, tokens, path, status):
    answer = service.get(path, tokens["vp"])
    assert answer.status_code == status
    if status == 200:
        return
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == status and problem["detail"].endswith(".")
    assert problem["instance"] == path.partition("?")[0]


def test_a_method_that_is_not_taken_names_those_that_are(service, tokens):
    for path, allowed in ((BASE, "GET"), ("/api/v1/imports", "GET, POST"), ("/sign-in", "GET, POST")):
        answer = service.send("DELETE", path, tokens["vp"])
        assert answer.status_code == 405
        assert answer.headers["Allow"].replace("HEAD, ", "") == allowed


def test_a_page_that_is_not_there_is_a_page(service, tokens):
    for path in ("/nowhere", "/months/soon", "/months/1999-01", f"/months/{MONTH}/nothing"):
        answer = service.get(path, tokens["vp"], headers={"Accept": "text/html,*/*;q=0.8"})
        assert answer.status_code in (400, 404)
        assert answer.headers["Content-Type"].startswith("text/html"), path
        assert "<h1>" in answer.text and 'href="/"' in answer.text


@pytest.mark.parametrize("size", ["1280x720", "1920x1080", "3840x2160", None])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_come_in_sizes_and_themes(service, tokens, size, theme):
    query = f"?theme={theme}" + (f"&size={size}" if size else "")
    answer = service.get(f"{BASE}/charts/renewal_rate.png{query}", tokens["vp"])
    picture = Image.open(io.BytesIO(answer.content)).convert("L")
    assert picture.size == tuple(map(int, (size or "1920x1080").split("x")))
    darkest, lightest = picture.getextrema()
    assert lightest - darkest > 150
    assert (picture.getpixel((3, 3)) > 128) == (theme == "light")


def test_charts_are_told_in_words(service, tokens):
    charts = service.get(BASE + "/charts", tokens["vp"]).json()["charts"]
    assert len(charts) == 20
    for chart in charts:
        assert len(chart["alt"]) > 40 and chart["title"]


def test_the_model_owner_learns_no_csm(service, tokens, document):
    token = tokens["model_owner"]
    listed = service.get(BASE + "/episodes?limit=500", token).json()["items"]
    paths = [BASE + path for path in ("/override-audit", "/segments", "/charts", "/episodes?limit=500")]
    paths += [f"/months/{MONTH}{path}" for path in ("/audit", "/charts", "/account")]
    paths += [f"/months/{MONTH}/episodes?limit=500", "/account", "/"]
    paths += [f"/months/{MONTH}/episodes/{one['episode_id']}" for one in listed]
    paths += [f"{BASE}/episodes/{one['episode_id']}" for one in listed]
    assert len(listed) > 20
    people = [row[name] for row in csms() for name in ("csm_id", "name")]
    whole = service.get(BASE + "/episodes?limit=500", tokens["vp"]).json()["items"]
    people += {one[name] for one in whole for name in ("account_id", "renewal_id", "episode_id")}
    notes = set(re.findall(r"“[^”]+”", "".join(
        service.get(f"/months/{MONTH}/episodes/{one['episode_id']}", tokens["vp"]).text
        for one in whole[:40])))
    for path in paths:
        answer = service.get(path, token)
        told = [word for word in [*people, *notes] if word in answer.text]
        assert not told, (path, told)
    assert all(re.fullmatch(r"CSM-[0-9a-f]{4,}", one["csm_id"]) for one in listed)


def test_pseudonyms_cannot_be_worked_out_from_what_is_shown(start, service, tokens, sample_ledger):
    def names(one, token: str) -> list[str]:
        found = one.get(BASE + "/episodes?limit=500", token).json()["items"]
        return sorted({item["csm_id"] for item in found})

    other = start()
    mine, theirs = names(service, tokens["model_owner"]), names(other, other.token("model_owner"))
    assert len(mine) == len(theirs) and mine != theirs
    assert mine == names(service, tokens["model_owner"])
    other.stop()


def test_the_order_of_a_list_gives_no_pseudonym_away(service, tokens):
    def lists(role: str) -> list[list[str]]:
        audit = service.get(BASE + "/override-audit", tokens[role]).json()
        kinds = [found["kind"] for found in audit["behaviour"]]
        assert sorted(kinds, key=kinds.index) == kinds
        return [[one["csm_id"] for one in audit["by_csm"]]] + [
            [one["csm_id"] for one in audit["behaviour"] if one["kind"] == kind]
            for kind in dict.fromkeys(kinds)]

    named, hidden = lists("vp"), lists("model_owner")
    assert [len(part) for part in named] == [len(part) for part in hidden]
    assert all(part == sorted(part) for part in named + hidden) and len(named[0]) > 5


def test_an_account_that_is_still_open_shows_no_score_of_today(service, tokens, items):
    still_open = [item for item in items if item["state"] in ("pending", "overdue")]
    assert still_open
    for role in ("vp", "model_owner"):
        listed = service.get(BASE + "/episodes?limit=500&state=pending", tokens[role]).json()["items"]
        assert listed
        for item in listed[:5]:
            path = f"/episodes/{item['episode_id']}"
            picture = service.get(f"{BASE}{path}/scores.png", tokens[role])
            assert picture.status_code == 404
            page = service.get(f"/months/{MONTH}{path}", tokens[role]).text
            assert "scores.png" not in page and not re.search("[▁▂▃▄▅▆▇█]", page)


def test_identifiers_may_hold_anything(start, tmp_path):
    name, csm = "Zoë \"Z\" O'Neil <z@example.com>", "team/ä %41&?#1"
    db = tmp_path / "odd.sqlite"
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    for feed in (ROOT / "Data/sample").glob("*.csv*"):
        text = gzip.open(feed).read().decode() if feed.suffix == ".gz" else feed.read_text()
        text = re.sub(rf"\b{OWN}\b", csm.replace('"', '""'), text)
        if feed.stem == "csms":
            quoted = name.replace('"', '""')
            text = re.sub(rf"^({re.escape(csm)}),[^,]+", rf'\1,"{quoted}"', text, flags=re.M)
        (feeds / feed.name.removesuffix(".gz")).write_text(text)
    parallax("import", feeds, "--db", db, "--rejects", tmp_path / "rejects.csv", check=False)
    service = start("--plain-http", db=db)
    token = service.token("csm", "--csm", csm)
    browser = service.browser(token)
    address = browser.open("/").headers["Location"]
    page = browser.open(address)
    assert page.status_code == 200 and "<h1>Zo" in page.text and "<z@" not in page.text
    for link in re.findall(r'href="(/months/[^"]*)"', page.text)[:40]:
        assert browser.open(link.replace("&amp;", "&")).status_code == 200, link
    card = service.get(f"{BASE}/scorecards/{address.rpartition('/')[2]}", token)
    assert card.json()["csm_id"] == csm and card.json()["name"] == name
    reply = address + "/reply"
    sent = browser.send_form(reply, {"form": browser.form_field(), "text": "Hm."})
    assert sent.status_code == 303 and sent.headers["Location"] == address
    assert browser.open(address + "?answers=1").status_code == 200
    service.stop()


def test_what_is_counted_is_told(service, tokens):
    text = service.get("/metrics", tokens["admin"]).text
    assert re.search(r'parallax_requests_total\{method="GET",route="/api/v1/months",status="200"\} \d', text)
    assert OWN not in text and "plx_" not in text


def test_an_empty_ledger_says_what_to_import(start, tmp_path):
    db = tmp_path / "empty.sqlite"
    feed = tmp_path / "csms.csv"
    feed.write_text("csm_id,name\n")
    parallax("import", feed, "--db", db, check=False)
    service = start("--plain-http", db=db)
    for role in ("vp", "deck", "model_owner"):
        browser = service.browser(service.token(role))
        page = browser.open("/")
        assert page.status_code == 200 and "health.csv" in page.text
        assert browser.open("/account").status_code == 200
    token = service.token("vp")
    assert service.get("/api/v1/months", token).json() == {"months": []}
    assert service.get(BASE, token).status_code == 404
    assert service.get("/readyz").status_code == 200
    service.stop()
