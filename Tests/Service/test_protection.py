"""What keeps strangers, other sites and careless logs out."""

from __future__ import annotations

import concurrent.futures
import pathlib
import re
import string
import time

import pytest
import requests
from conftest import MONTH, OWN, parallax, tokens_of, until

BASE = f"/api/v1/reviews/{MONTH}"

HEADERS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin"}


def test_every_kind_of_answer_is_protected(service, tokens):
    vp, importer = tokens["vp"], tokens["importer"]
    tag = service.get(BASE + "/company", vp).headers["ETag"]
    answers = [
        service.get(f"/months/{MONTH}", vp), service.get(BASE + "/company", vp),
        service.get(BASE + "/charts/nps.png", vp), service.get("/assets/style.css"),
        service.get("/"), service.get("/sign-in"), service.get("/healthz"),
        service.get(BASE + "/company", vp, headers={"If-None-Match": tag}),
        service.get(BASE + "/company?x=1&limit=2", vp), service.get("/api/v1/reviews/soon", vp),
        service.get(BASE), service.get("/api/v1/imports", vp), service.get("/nowhere"),
        service.get("/months/1999-01", vp), service.send("PUT", BASE, vp),
        service.send("HEAD", f"/months/{MONTH}", vp),
        service.send("POST", "/api/v1/imports?feed=csms", importer, data="a"),
        service.send("POST", f"{BASE}/scorecards/{OWN}/comments", tokens["csm"],
                     json={"text": "x" * 70_000})]
    statuses = {answer.status_code for answer in answers}
    assert statuses == {200, 303, 304, 400, 401, 403, 404, 405, 413, 415}
    for answer in answers:
        what = (answer.url, answer.status_code)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, what
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, what
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, what
        assert "max-age=" in answer.headers["Strict-Transport-Security"], what
        assert "Server" not in answer.headers, what
        if answer.url.endswith(("sign-in", "company")) or "/months/" in answer.url:
            assert re.search("no-store|private", answer.headers.get("Cache-Control", "no-store"))


def test_pages_hold_nothing_that_the_policy_forbids(service, tokens):
    for path in ("", "/csms", f"/csms/{OWN}", "/audit", "/episodes", "/trends", "/charts"):
        page = service.get(f"/months/{MONTH}{path}", tokens["vp"]).text
        assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:|https?://(?!www\.w3)", page)


def test_the_cookie_is_for_this_service_alone(start):
    for options, is_secure in (((), True), (("--plain-http",), False)):
        service = start(*options)
        cookie = service.browser(service.token("vp")).answer.headers["Set-Cookie"]
        parts = [part.strip() for part in cookie.split(";")]
        assert parts[0].startswith("parallax_session=tok-") and "plx_" not in cookie
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
        assert ("Secure" in parts) == is_secure
        assert not [part for part in parts if part.startswith("Domain")]
        age = next(int(part[8:]) for part in parts if part.startswith("Max-Age="))
        assert 0 < age <= 12 * 3600
        service.stop()


def test_a_cookie_cannot_be_made_up(service, tokens):
    browser = service.browser(tokens["vp"])
    name, value = browser.headers["Cookie"].split("=", 1)
    token, expires, number, signature = value.split(".")
    other = service.browser(tokens["deck"]).headers["Cookie"].split("=", 1)[1].split(".")
    for forged in (
            f"{token}.{int(expires) + 1}.{number}.{signature}",
            f"{token}.{expires}.{other[2]}.{signature}", f"{token}.{expires}.{signature}",
            f"{token}.{expires}.{number}.{signature[:-1]}", f"{token}.{expires}.{number}.",
            f"{other[0]}.{other[1]}.{other[2]}.{signature}", f"{token}.{expires}.{number}",
            f"{token}.{expires}.{number}.{signature}.", "", "...",
            f"{token}.{expires}.{number}.{'A' * 43}"):
        answer = service.get("/account", headers={"Cookie": f"{name}={forged}"})
        assert answer.status_code == 303, forged


def test_no_other_signature_will_do(service, tokens):
    browser = service.browser(tokens["vp"])
    name, value = browser.headers["Cookie"].split("=", 1)
    content, signature = value.rsplit(".", 1)
    letters = string.ascii_letters + string.digits + "-_"
    forged = {letter * len(signature) for letter in letters}
    forged |= {signature[:-1] + letter for letter in letters}
    forged |= {
        signature[:at] + letter + signature[at + 1:] for at in range(len(signature))
        for letter in "A_z"}
    field = browser.form_field()
    for other in forged - {signature}:
        cookie = {"Cookie": f"{name}={content}.{other}"}
        assert service.get("/account", headers=cookie).status_code == 303, other
    for letter in letters:
        other = field[:-1] + letter
        if other != field:
            assert browser.send_form("/sign-out", {"form": other}).status_code == 403, other
    assert browser.open("/account").status_code == 200


def test_signing_out_ends_the_session_and_no_other(service, tokens):
    browser, other = service.browser(tokens["vp"]), service.browser(tokens["vp"])
    answer = browser.send_form("/sign-out", {"form": browser.form_field()})
    assert answer.status_code == 303 and answer.headers["Location"] == "/sign-in"
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert answer.headers["Set-Cookie"].startswith("parallax_session=;")
    # The cookie that the browser gave up is worth nothing to whoever copied it.
    assert browser.open("/account").status_code == 303
    assert other.open("/account").status_code == 200


def test_forms_from_elsewhere_are_refused(service, tokens):
    browser = service.browser(tokens["csm"])
    path = f"/months/{MONTH}/csms/{OWN}/reply"
    fields = {"form": browser.form_field(), "text": "From elsewhere"}
    other = service.browser(tokens["mate"]).form_field()
    here = service.url
    refused = [
        browser.send_form(path, {"text": "x"}), browser.send_form(path, fields | {"form": ""}),
        browser.send_form(path, fields | {"form": other}),
        browser.send_form(path, fields, {"Origin": "https://elsewhere.example"}),
        browser.send_form(path, fields, {"Origin": "null"}),
        browser.send_form(path, fields, {"Origin": here + ".example"}),
        browser.send_form(path, fields, {"Sec-Fetch-Site": "cross-site", "Origin": here}),
        browser.send_form(path, fields, {"Sec-Fetch-Site": "same-site"}),
        browser.send_form("/sign-out", {"form": other}),
        browser.send_form("/sign-out", {"form": ""}),
        browser.send_form(
            "/sign-in", {"token": tokens["deck"]}, {"Origin": "https://elsewhere.example"}),
        # The interface for programs takes no cookies for changes.
        browser.post(f"{here}{BASE}/scorecards/{OWN}/comments", json={"text": "x"})]
    assert [answer.status_code for answer in refused] == [403] * len(refused)
    said = service.get(f"{BASE}/scorecards/{OWN}/comments", tokens["csm"]).json()
    assert said == {"comments": []}
    sent = browser.send_form(path, fields | {"text": "From here"}, {"Origin": here})
    assert sent.status_code == 303 and sent.headers["Location"] == path.removesuffix("/reply")
    said = service.get(f"{BASE}/scorecards/{OWN}/comments", tokens["csm"]).json()
    assert [one["text"] for one in said["comments"]] == ["From here"]


@pytest.mark.parametrize("next_page", [
    "//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere",
    "elsewhere", "/%0d%0aSet-Cookie:a=b", "/\r\nSet-Cookie: a=b", "/\t/elsewhere.example", ""])
def test_signing_in_leads_nowhere_else(service, tokens, next_page):
    answer = service.send(
        "POST", "/sign-in", data={"token": tokens["vp"], "next": next_page},
        headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location == "/" or location == next_page == "/%0d%0aSet-Cookie:a=b"
    assert "a" not in answer.cookies


@pytest.fixture(scope="module")
def large_ledger(tmp_path_factory):
    """A ledger whose reviews take a while."""
    folder = tmp_path_factory.mktemp("large")
    parallax("sample", "--out", folder / "feeds", "--accounts", 4000, "--csms", 40, "--months", 24)
    parallax("import", folder / "feeds", "--db", folder / "large.sqlite")
    return folder / "large.sqlite"


def test_who_hangs_up_costs_nobody_anything(start, large_ledger):
    service = start(db=large_ledger)
    vp, admin = service.token("vp"), service.token("admin")
    months = service.get("/api/v1/months", vp).json()["months"]
    csm = service.token("csm", "--csm", "C0001")
    for month in months[1:]:
        with service.connect() as connection:
            connection.sendall(
                f"GET /api/v1/reviews/{month}/scorecards HTTP/1.1\r\nHost: here\r\n"
                f"Authorization: Bearer {csm}\r\n\r\n".encode())
    assert service.get(f"/api/v1/reviews/{months[0]}/company", vp).status_code == 200

    def metric(name: str) -> int:
        text = service.get("/metrics", admin).text
        return int(re.search(rf"^parallax_{name} (\d+)$", text, re.MULTILINE)[1])

    until(lambda: metric("requests_in_flight") == 1, "all requests end")
    # One may have been finished before its caller was known to be gone.
    assert metric("reviews_total") <= 3 < len(months) / 2
    service.stop()


def test_a_token_waits_for_two_reviews_and_others_are_not_held_up(start, large_ledger):
    service = start(db=large_ledger)
    vp = service.token("vp")
    months = service.get("/api/v1/months", vp).json()["months"]
    csm = service.token("csm", "--csm", "C0001")
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(
            lambda month: service.get(f"/api/v1/reviews/{month}/scorecards", csm), months[:12]))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 503} and statuses.count(503) > 2
    for answer in answers:
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0
    # What the VP looked at stays ready, however many months the CSM leafs through.
    assert service.get(f"/api/v1/reviews/{months[0]}/company", vp).status_code == 200
    for month in months[1:9]:
        service.get(f"/api/v1/reviews/{month}/scorecards", csm)
    admin = service.token("admin")
    before = re.search(r"parallax_reviews_total (\d+)", service.get("/metrics", admin).text)[1]
    assert service.get(f"/api/v1/reviews/{months[0]}/teams", vp).status_code == 200
    assert re.search(r"parallax_reviews_total (\d+)", service.get("/metrics", admin).text)[1] == before
    service.stop()


def test_signing_in_leads_back(service, tokens):
    for path in (f"/months/{MONTH}/episodes?direction=up", f"/months/{MONTH}/csms/a%2Fb%26c"):
        away = service.get(path).headers["Location"]
        form = service.get(away).text
        back = re.search(r'name="next" value="([^"]*)"', form)[1].replace("&amp;", "&")
        assert back == path


def answered_before_429(ask, at_once: int, per_second: float) -> tuple[set[int], requests.Response]:
    """Asks until the limit is reached; the statuses before, and the refusal."""
    begin, statuses = time.monotonic(), []
    while (answer := ask()).status_code != 429:
        statuses.append(answer.status_code)
        assert len(statuses) <= at_once + 1 + per_second * (time.monotonic() - begin)
    assert len(statuses) >= at_once
    return set(statuses), answer


def test_attempts_to_sign_in_are_limited(service):
    headers = {"X-Forwarded-For": "192.0.2.7"}
    # Twenty at once and one more every ten seconds, however long this takes.
    refused, last = answered_before_429(
        lambda: service.send("POST", "/sign-in", data={"token": "plx_wrong"}, headers=headers),
        at_once=20, per_second=0.1)
    assert refused == {401} and int(last.headers["Retry-After"]) > 0


def test_many_may_sign_in_from_behind_one_address(service, tokens):
    headers = {"X-Forwarded-For": "192.0.2.8"}
    answers = [
        service.send("POST", "/sign-in", data={"token": tokens["vp"]}, headers=headers)
        for _ in range(30)]
    assert [answer.status_code for answer in answers] == [303] * 30


def test_a_caller_is_limited_others_are_not(start):
    service = start(rate=1)
    one, other = service.token("vp"), service.token("vp")
    taken, refused = answered_before_429(
        lambda: service.get("/api/v1/months", one), at_once=20, per_second=1)
    assert taken == {200} and int(refused.headers["Retry-After"]) >= 1
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert service.get("/api/v1/months", other).status_code == 200
    service.stop()


def test_too_many_headers_are_refused(service):
    for head in (
            "X-Long: " + "a" * 20_000, "\r\n".join(f"X-{n}: b" for n in range(200)),
            "\r\n".join(f"X-{n}: {'c' * 900}" for n in range(60))):
        with service.connect() as link:
            try:
                link.sendall(f"GET /healthz HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n".encode())
                answer = link.recv(100)
            except ConnectionError:  # ended before all was read
                answer = b""
            assert re.match(rb"HTTP/1\.1 4\d\d ", answer or b"HTTP/1.1 400 ")


def test_logs_hold_no_secrets_and_no_names(start):
    service = start("--plain-http")
    tokens = tokens_of(service)
    browser = service.browser(tokens["csm"])
    browser.open(f"/months/{MONTH}/csms/{OWN}")
    browser.send_form(
        f"/months/{MONTH}/csms/{OWN}/reply", {"form": browser.form_field(), "text": "Hush!"})
    for token in tokens.values():
        service.get(f"{BASE}/scorecards/{OWN}?token={token}", token)
        service.get(f"/nowhere/{token}", token)
    service.get("/api/v1/months", "plx_" + "w" * 43)
    service.send("POST", "/sign-in", data={"token": "plx_" + "w" * 43})
    with service.connect() as link:
        link.sendall(f"GET /healthz HTTP/9.9\r\nAuthorization: {tokens['vp']}\r\n\r\n".encode())
        link.recv(100)
    service.stop()
    log = service.log.read_text()
    assert '"answered"' in log
    cookie = browser.headers["Cookie"].split("=", 1)[1]
    for secret in [*tokens.values(), cookie, cookie.split(".")[2], "Hush!", "w" * 43, OWN]:
        assert secret not in log


def test_the_access_file_and_its_copy_are_for_their_owner(service, tokens, tmp_path):
    parallax("backup", "--db", service.db, tmp_path / "copy.sqlite")
    for path in (pathlib.Path(f"{service.db}.access"), tmp_path / "copy.sqlite.access"):
        assert path.stat().st_mode & 0o077 == 0, path
        assert not [token for token in tokens.values() if token.encode() in path.read_bytes()]


def test_many_at_once_are_all_answered(service, tokens):
    def read(_: int) -> tuple[int, str]:
        answer = service.get(f"/months/{MONTH}", tokens["vp"])
        return answer.status_code, answer.headers["ETag"]

    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        assert len(set(pool.map(read, range(200)))) == 1


@pytest.mark.parametrize("hosts, status", [
    ([], 400), (["a", "a"], 400), (["a", "b"], 400), (["a"], 200)])
def test_a_request_names_one_host(service, hosts, status):
    fields = "".join(f"Host: {host}\r\n" for host in hosts)
    with service.connect() as link:
        link.sendall(f"GET /healthz HTTP/1.1\r\n{fields}Connection: close\r\n\r\n".encode())
        assert link.recv(65536).startswith(f"HTTP/1.1 {status} ".encode())
