"""Signing in with a provider: what is asked of it, what it may answer, and every known attack."""

from __future__ import annotations

import base64
import hmac
import json
import re
import time

import pytest
from conftest import MATE, MONTH, OWN, parallax
from provider import CLIENT, SECRET, Visitor, free_port, new_keys, serving, settings
from test_oidc import encoded

COMPANY = f"/api/v1/reviews/{MONTH}/company"
ROLES = """  role:
    claim: roles
  csm:
    claim: employee
  roles:
    vp: cs-leadership
    csm: cs-people
"""


@pytest.fixture(scope="module")
def acme():
    """The provider."""
    with serving() as provider:
        yield provider


@pytest.fixture(autouse=True)
def good_again(acme):
    """Every test begins with a provider that is good, and a person with a role in their claims."""
    acme.reset()
    acme.claims = {"roles": ["everyone", "cs-leadership"]}


@pytest.fixture(scope="module")
def service(start, acme, tmp_path_factory):
    """A service whose people sign in with the provider."""
    folder, port = tmp_path_factory.mktemp("provider"), free_port()
    (folder / "secret").write_text(SECRET + "\n")
    (folder / "parallax.yaml").write_text(settings(acme, port, folder / "secret", ROLES))
    return start("--plain-http", "--config", str(folder / "parallax.yaml"), "--port", str(port))


def newest(service) -> dict:
    """The newest entry of the access log."""
    return service.get("/api/v1/access-log?limit=1", service.token("admin")).json()["views"][0]


def test_the_provider_is_asked_as_the_standards_say(service, acme):
    visitor = Visitor(service)
    asked = visitor.leave("/sign-in/provider?next=/account")
    assert visitor.provider == acme.issuer + "/authorize"
    assert {name: asked[name] for name in asked if name not in ("state", "nonce", "code_challenge")} == {
        "theme": "calm", "response_type": "code", "client_id": CLIENT, "scope": "openid profile email",
        "redirect_uri": f"{service.url}/sign-in/callback", "code_challenge_method": "S256"}
    assert all(re.fullmatch(r"[\w-]{43}", asked[name]) for name in ("state", "nonce", "code_challenge"))
    again = visitor.leave()
    assert not {again[name] for name in ("state", "nonce", "code_challenge")} & set(asked.values())
    assert "prompt" not in asked
    assert visitor.leave("/sign-in/provider?other=yes")["prompt"] == "select_account"


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_person_signs_in_and_out(service, acme, kind):
    acme.kind = kind
    visitor = Visitor(service)
    page = visitor.open("/sign-in?next=/account").text
    assert "Sign in with Acme" in page and 'name="token"' in page
    answer = visitor.enter("/sign-in/provider?next=/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    cookies = answer.raw.headers.getlist("Set-Cookie")
    opened = next(one for one in cookies if one.startswith("parallax_session="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(opened.split("; "))
    assert 43_000 < int(re.search(r"Max-Age=(\d+)", opened)[1]) <= 43_200
    assert any(one.startswith("parallax_sign_in=;") for one in cookies)
    entry = newest(service)
    assert (entry["kind"], entry["viewer"], entry["role"]) == ("sign_in", "Vera Lund", "vp")
    form, authorization = acme.asked[-1]
    assert form["redirect_uri"] == f"{service.url}/sign-in/callback"
    assert form["grant_type"] == "authorization_code" and "client_secret" not in form
    basic = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    assert basic == "parallax:p%40ss%3Aw%2Frd%20%26%20more"
    assert "Vera Lund" in visitor.open("/account").text
    assert visitor.open(f"/months/{MONTH}").status_code == 200
    out = visitor.send_form("/sign-out", {"form": visitor.form_field()})
    assert out.headers["Location"] == "/sign-in?signed-out=yes"
    assert visitor.open("/account").status_code == 303
    assert f'href="{acme.issuer}/bye?client_id=parallax"' in visitor.open(out.headers["Location"]).text


def test_a_role_reaches_what_it_does_with_any_other_sign_in(service, acme):
    acme.claims = {"roles": "cs-people", "employee": OWN}
    visitor = Visitor(service)
    assert visitor.enter().headers["Location"] == "/"
    assert visitor.open(f"/months/{MONTH}/csms/{OWN}").status_code == 200
    assert visitor.open(f"/months/{MONTH}/csms/{MATE}").status_code == 403


@pytest.mark.parametrize("path", [
    "//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX:1", ""])
def test_signing_in_leads_nowhere_else(service, path):
    visitor = Visitor(service)
    asked = visitor.leave(f"/sign-in/provider?next={path}")
    answer = visitor.come_back(code=visitor.code(asked), state=asked["state"], next="https://evil.example")
    assert answer.status_code == 303
    assert answer.headers["Location"] in ("/", "/%0d%0aX:1") and "evil" not in answer.headers["Location"]
    # A path in a changed cookie is not followed either.
    asked = visitor.leave()
    parts = visitor.cookies["parallax_sign_in"].split(".")
    parts[2] = encoded(b"https://evil.example")
    visitor.cookies.set("parallax_sign_in", ".".join(parts), path="/sign-in", domain="127.0.0.1")
    answer = Visitor(service)
    answer.headers["Cookie"] = "parallax_sign_in=" + ".".join(parts)
    refused = answer.come_back(code=visitor.code(asked), state=asked["state"])
    assert refused.status_code == 400 and "Location" not in refused.headers


def test_a_wrong_state_opens_nothing_and_ends_nothing(service, acme):
    visitor, other = Visitor(service), Visitor(service)
    asked, theirs = visitor.leave(), other.leave()
    code = visitor.code(asked)
    for state in ("", "x" * 43, theirs["state"], asked["state"][:-1], asked["nonce"]):
        answer = visitor.come_back(code=code, state=state)
        assert answer.status_code == 400 and "not open in this browser" in visitor.alert(answer)
        assert "Set-Cookie" not in answer.headers
    # Somebody else's answer in a browser that began nothing: login CSRF.
    assert Visitor(service).come_back(code=code, state=asked["state"]).status_code == 400
    # A code that another browser was given does not fit this browser's verifier: PKCE.
    stolen = visitor.come_back(code=other.code(theirs), state=asked["state"])
    assert stolen.status_code == 401
    assert newest(service)["what"].endswith("did not accept the code (invalid_grant)")
    assert other.come_back(code=other.code(theirs), state=theirs["state"]).status_code == 303


def test_an_answer_counts_once(service, acme):
    visitor = Visitor(service)
    asked = visitor.leave()
    cookie = visitor.cookies["parallax_sign_in"]
    fields = {"code": visitor.code(asked), "state": asked["state"]}
    assert visitor.come_back(**fields).status_code == 303
    # This provider would take the code again; whoever kept the cookie is refused here.
    replaying = Visitor(service)
    replaying.headers["Cookie"] = f"parallax_sign_in={cookie}"
    for _ in range(2):
        answer = replaying.come_back(**fields)
        assert answer.status_code == 400 and "parallax_session" not in str(answer.headers)
    assert len(acme.asked) == 1


WRONG = {
    "another sign-in's nonce": ({"nonce": "n"}, "belongs to another sign-in"),
    "no nonce": ({"nonce": None}, "belongs to another sign-in"),
    "two nonces": ({"nonce": ["a", "b"]}, "belongs to another sign-in"),
    "another audience": ({"aud": "other"}, "meant for another service"),
    "no audience": ({"aud": None}, "meant for another service"),
    "an empty audience": ({"aud": []}, "meant for another service"),
    "several audiences": ({"aud": [CLIENT, "other"]}, "issued to another client"),
    "another party": ({"azp": "other"}, "issued to another client"),
    "expired": ({"exp": int(time.time()) - 5}, "has expired"),
    "no end": ({"exp": None}, "signature"),
    "to come": ({"iat": int(time.time()) + 9999}, "a time to come"),
    "not yet": ({"nbf": int(time.time()) + 9999}, "not valid yet"),
    "another issuer": ({"iss": "https://evil.example"}, "another issuer"),
    "no subject": ({"sub": None}, "signature"),
    "an empty subject": ({"sub": ""}, "subject"),
}


@pytest.mark.parametrize("claims, reason", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_says_something_wrong_is_refused(service, acme, claims, reason):
    acme.claims |= claims
    visitor = Visitor(service)
    answer = visitor.enter()
    assert answer.status_code == 401 and "parallax_session" not in str(answer.headers)
    assert visitor.alert(answer).startswith("Signing in with Acme failed.")
    entry = newest(service)
    assert reason in entry["what"] and (entry["kind"], entry["role"]) == ("sign_in", None)


def unsigned(acme, header: dict, secret: bytes | None):
    """Makes tokens without a true signature."""
    def make(nonce: str) -> str:
        start = encoded(json.dumps(header).encode()) + "." + encoded(json.dumps(acme.said(nonce)).encode())
        mark = encoded(hmac.digest(secret, start.encode(), "sha256")) if secret else ""
        return f"{start}.{mark}"
    return make


FORGED = ["none", "None", "HS256 of the public key", "HS256 of the client secret", "a foreign key",
          "a foreign key of another name", "an access token", "no token"]


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_token_is_refused(service, acme, forgery):
    public = acme.keys["rsa"].as_pem(private=False)
    foreign = new_keys()["rsa"]
    if forgery in ("none", "None"):
        acme.make_token = unsigned(acme, {"alg": forgery, "kid": "rsa"}, None)
    elif forgery.startswith("HS256"):
        secret = public if "public" in forgery else SECRET.encode()
        acme.make_token = unsigned(acme, {"alg": "HS256", "kid": "rsa", "typ": "JWT"}, secret)
    elif forgery == "an access token":
        acme.header = {"typ": "at+jwt"}
    elif forgery == "no token":
        acme.answer = (200, b'{"access_token": "a"}')
    else:
        acme.signing_key = foreign
        acme.header = {"kid": "new"} if "name" in forgery else {}
    answer = Visitor(service).enter()
    assert answer.status_code == 401 and "parallax_session" not in str(answer.headers)
    assert "not accepted" in newest(service)["what"] or forgery == "no token"


def test_keys_may_change(service, acme):
    assert Visitor(service).enter().status_code == 303
    acme.keys = new_keys("-2")
    # A key that is not known is looked for at most every ten seconds.
    assert Visitor(service).enter().status_code in (303, 401)
    time.sleep(11)
    assert Visitor(service).enter().status_code == 303
    acme.signing_key = new_keys("-2")["rsa"]
    assert Visitor(service).enter().status_code == 401


def test_what_the_provider_declines_is_said(service):
    visitor = Visitor(service)
    asked = visitor.leave("/sign-in/provider?next=/account")
    answer = visitor.come_back(
        error="access_denied", error_description="<b>no</b>", state=asked["state"])
    assert answer.status_code == 401 and "You did not sign in with Acme." in visitor.alert(answer)
    assert "<b>" not in answer.text and "next=%2Faccount" in answer.text
    asked = visitor.leave()
    assert visitor.come_back(error="<script>", state=asked["state"]).status_code == 401
    assert newest(service)["what"] == "sign-in refused: the provider declined (no_reason_given)"
    asked = visitor.leave()
    assert visitor.come_back(state=asked["state"]).status_code == 401


def test_an_answer_names_the_issuer_that_was_asked(service, acme):
    visitor = Visitor(service)
    asked = visitor.leave()
    mixed = visitor.come_back(
        code=visitor.code(asked), state=asked["state"], iss="https://evil.example")
    assert mixed.status_code == 400 and acme.asked == []
    asked = visitor.leave()
    named = visitor.come_back(code=visitor.code(asked), state=asked["state"], iss=acme.issuer)
    assert named.status_code == 303


ANSWERS = {
    "an error": (400, b'{"error": "invalid_client"}', 401, "(invalid_client)"),
    "an error of its own": (500, b"oops", 503, "cannot be reached, or fails"),
    "no JSON": (200, b"<html>", 401, "no ID token"),
    "nothing": (200, b"", 401, "no ID token"),
    "too much": (200, b'{"id_token": "' + b"a" * (2 << 20) + b'"}', 503, "cannot be reached, or fails"),
}


@pytest.mark.parametrize("status, content, shown, reason", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_of_another_kind_is_an_error_in_a_line(service, acme, status, content, shown, reason):
    acme.answer = (status, content)
    visitor = Visitor(service)
    answer = visitor.enter()
    assert answer.status_code == shown and visitor.alert(answer)
    assert reason in newest(service)["what"]
    assert len(answer.content) < 10_000


def test_secrets_are_sent_nowhere_else(service, acme):
    acme.answer, acme.location = (307, b""), f"{acme.issuer}/elsewhere"
    assert Visitor(service).enter().status_code in (401, 503)
    assert acme.strayed == 0


@pytest.mark.parametrize("moved, status", [
    ({"/keys": "/new-keys"}, 303),
    # The service asks nobody over plain HTTP but this machine.
    ({"/keys": "http://keys.example.com/"}, 401),
    ({"/keys": "/new-keys", "/new-keys": "/keys"}, 401),
], ids=["elsewhere", "to plain HTTP", "in a circle"])
def test_keys_may_lead_on(start, tmp_path, moved, status):
    with serving() as other:
        other.claims, other.moved = {"roles": ["cs-leadership"]}, moved
        port = free_port()
        (tmp_path / "secret").write_text(SECRET + "\n")
        (tmp_path / "parallax.yaml").write_text(settings(other, port, tmp_path / "secret", ROLES))
        service = start(
            "--plain-http", "--config", str(tmp_path / "parallax.yaml"), "--port", str(port))
        assert Visitor(service).enter().status_code == status


def test_a_slow_provider_is_given_up(service, acme):
    acme.delay = 14
    begin = time.monotonic()
    assert Visitor(service).enter().status_code == 503
    assert time.monotonic() - begin < 14


def test_people_are_given_access_by_name(service, acme):
    acme.claims = {"sub": "u-18"}
    visitor = Visitor(service)
    answer = visitor.enter()
    assert answer.status_code == 403 and "parallax_session" not in str(answer.headers)
    for words in ("nobody has given you access", "the People desk", "Vera.Lund@example.com", "u-18"):
        assert words in answer.text
    assert newest(service)["what"] == "sign-in refused: nobody has given them access"
    parallax("person", "add", "--db", service.db, "--email", "VERA.LUND@example.com", "--role", "csm",
             "--csm", OWN, "--name", "Vera")
    # An address that is not verified is nobody's.
    for verified in (False, None, "false", 1):
        acme.claims = {"sub": "u-66", "email_verified": verified}
        refused = Visitor(service).enter()
        assert refused.status_code == 403 and "has not confirmed" in refused.text
    # What was given by name counts, not what claims would give.
    acme.claims = {"sub": "u-18", "roles": "cs-leadership"}
    assert visitor.enter().status_code == 303
    assert visitor.open(f"/months/{MONTH}/csms/{OWN}").status_code == 200
    assert visitor.open(f"/months/{MONTH}").status_code == 403
    # The address changed hands at the provider: its new owner is somebody else.
    acme.claims = {"sub": "u-19"}
    assert Visitor(service).enter().status_code == 403
    listed = parallax("person", "list", "--db", service.db, "--json").stdout
    person = next(one for one in json.loads(listed) if one["subject"] == "u-18")
    assert parallax(
        "person", "add", "--db", service.db, "--subject", "u-18", "--role", "vp",
        check=False).returncode == 1
    parallax("person", "remove", "--db", service.db, person["person_id"])
    assert visitor.open("/account").status_code == 303


def test_csms_are_not_shown_who_signs_in(service):
    Visitor(service).enter()
    csm = service.token("csm", "--csm", OWN)
    shown = service.get("/api/v1/access-log?limit=500", csm).json()["views"]
    assert all(entry["kind"] == "view" for entry in shown)


def test_an_id_token_is_no_access_token(service, acme):
    token = acme.signed("n")
    assert service.get(COMPANY, token).status_code == 401


def test_nothing_secret_is_written_down(service):
    log = service.log.read_text()
    assert "refused" in log
    for secret in (SECRET, "p%40ss", "code=", "state=", "code_verifier", "id_token", "eyJ"):
        assert secret not in log, secret


def test_a_service_with_tls_has_cookies_for_tls_only(start, acme, tmp_path):
    port = free_port()
    (tmp_path / "parallax.yaml").write_text(
        settings(acme, port, "x").replace("    secret:\n      file: x\n", ""))
    acme.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"],
                     "authorization_response_iss_parameter_supported": True}
    environment = {"PARALLAX_OIDC_CLIENT_SECRET": SECRET, "PATH": "/usr/bin:/bin"}
    service = start("--config", str(tmp_path / "parallax.yaml"), "--port", str(port), env=environment)
    visitor = Visitor(service)
    answer = visitor.open("/sign-in/provider")
    assert "Secure" in answer.headers["Set-Cookie"]
    visitor.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    asked = dict(part.split("=", 1) for part in answer.headers["Location"].split("?")[1].split("&"))
    # This provider always names itself, so an answer without a name is not its.
    assert visitor.come_back(code=visitor.code(asked), state=asked["state"]).status_code == 400
    answer = visitor.open("/sign-in/provider")
    visitor.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    asked = dict(part.split("=", 1) for part in answer.headers["Location"].split("?")[1].split("&"))
    acme.claims = {"parallax_role": "vp"}
    answer = visitor.come_back(code=visitor.code(asked), state=asked["state"], iss=acme.issuer)
    assert answer.status_code == 303, answer.text
    assert all("Secure" in one for one in answer.raw.headers.getlist("Set-Cookie"))
    form, authorization = acme.asked[-1]
    assert (form["client_secret"], form["client_id"], authorization) == (SECRET, CLIENT, "")
    service.stop()


@pytest.mark.parametrize("metadata", [
    {"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"},
    {"authorization_endpoint": None}, {"jwks_uri": "file:///etc/passwd"}])
def test_a_description_that_leads_away_is_not_used(start, acme, tmp_path, metadata):
    port = free_port()
    acme.metadata = metadata
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "parallax.yaml").write_text(settings(acme, port, tmp_path / "secret"))
    service = start("--config", str(tmp_path / "parallax.yaml"), "--port", str(port))
    visitor = Visitor(service)
    answer = visitor.open("/sign-in/provider")
    assert answer.status_code == 503 and "does not work just now" in visitor.alert(answer)
    assert "description cannot be read" in service.log.read_text()
    service.stop()


SETTINGS = {
    "issuer: http://login.example.com": "oidc.issuer",
    "issuer: https://login.example.com?x=y": "oidc.issuer",
    "address: http://parallax.example.com": "oidc.address",
    "address: https://parallax.example.com/sub": "oidc.address",
    "address:": "oidc.address",
    "file: /nowhere": "oidc.client.secret.file",
    "scopes: profile": "oidc.scopes",
}


@pytest.mark.parametrize("line, named", SETTINGS.items())
def test_a_setting_that_is_wrong_is_named(acme, tmp_path, sample_ledger, line, named):
    (tmp_path / "secret").write_text(SECRET)
    text = settings(acme, 1, tmp_path / "secret", "  scopes: openid\n")
    name = line.partition(":")[0]
    text = re.sub(rf"(?m)^( +){name}: .*$", rf"\g<1>{line}" if line[-1] != ":" else "", text)
    (tmp_path / "parallax.yaml").write_text(text)
    tried = parallax("serve", "--db", sample_ledger, "--port", 0, "--config", tmp_path / "parallax.yaml",
                     check=False)
    assert tried.returncode != 0 and named in tried.stderr and SECRET not in tried.stderr
    assert len(tried.stderr.strip().splitlines()) <= 4
