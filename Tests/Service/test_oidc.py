"""Access tokens of an OpenID Connect provider."""

from __future__ import annotations

import base64
import concurrent.futures
import hmac
import http.server
import json
import re
import threading
import time

import pytest
from conftest import LONG, MATE, MONTH, OWN, TEAM, parallax, until
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

ISSUER, AUDIENCE = "https://login.example.com/", "parallax"
BASE = f"/api/v1/reviews/{MONTH}"

KEYS = {
    "rsa": ("RS256", RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS256", "use": "sig"})),
    "ec": ("ES256", ECKey.generate_key("P-256", {"kid": "ec", "alg": "ES256", "use": "sig"}))}
STRANGE = {
    "rsa": RSAKey.generate_key(2048, {"kid": "rsa"}), "ec": ECKey.generate_key("P-256", {"kid": "ec"})}


def claims(**more) -> dict:
    """What a good token says; None takes a claim away."""
    now = int(time.time())
    said = {
        "iss": ISSUER, "sub": "u-17", "aud": AUDIENCE, "iat": now, "exp": now + 600,
        "name": "Ada Quist", "roles": ["everyone", "cs-leadership"]} | more
    return {name: value for name, value in said.items() if value is not None}


def signed(kind: str = "rsa", key=None, header: dict | None = None, **more) -> str:
    """An access token."""
    algorithm, own = KEYS[kind]
    return jwt.encode(
        {"alg": algorithm, "kid": kind, "typ": "at+jwt"} | (header or {}), claims(**more),
        key or own, algorithms=["RS256", "ES256"])


def encoded(content: bytes) -> str:
    """Base64 as JSON Web Tokens have it."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """The provider's public keys."""
    path = tmp_path_factory.mktemp("oidc") / "jwks.json"
    path.write_text(json.dumps({"keys": [key.as_dict(private=False) for _, key in KEYS.values()]}))
    return path


@pytest.fixture(scope="module")
def service(start, keys):
    """A service that takes the provider's tokens too."""
    config = keys.with_name("parallax.yaml")
    config.write_text(f"""
oidc:
  issuer: {ISSUER}
  audience: {AUDIENCE}
  jwks: {keys}
  role:
    claim: roles
  csm:
    claim: employee
  team:
    claim: team
  roles:
    vp: cs-leadership
    manager: cs-managers
    csm: cs-people
""")
    return start("--config", str(config))


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_good_token_opens_what_its_role_may(service, kind):
    assert service.get(BASE + "/company", signed(kind)).status_code == 200
    own = signed(kind, roles="cs-people", employee=OWN)
    assert service.get(f"{BASE}/scorecards/{OWN}", own).status_code == 200
    assert service.get(f"{BASE}/scorecards/{MATE}", own).status_code == 403
    team = signed(kind, roles=["cs-managers"], team=TEAM)
    found = service.get(f"{BASE}/scorecards", team).json()["items"]
    assert {card["team"] for card in found} == {TEAM}
    several = signed(kind, aud=["other", AUDIENCE])
    assert service.get(BASE + "/company", several).status_code == 200


def test_its_bearer_is_named_in_the_log(service):
    service.get(f"{BASE}/scorecards/{OWN}", signed())
    own = signed(roles="cs-people", employee=OWN)
    newest = service.get("/api/v1/access-log", own).json()["views"][0]
    assert (newest["viewer"], newest["role"], newest["csm_id"]) == ("Ada Quist", "vp", OWN)


BAD = {
    "wrong audience": {"aud": "another"}, "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://login.example.com"}, "no issuer": {"iss": None},
    "expired": {"exp": int(time.time()) - 5}, "no end": {"exp": None},
    "not yet": {"nbf": int(time.time()) + 3600}, "no subject": {"sub": None},
    "unmapped role": {"roles": ["everyone"]}, "its own word for vp": {"roles": ["vp"]},
    "no role": {"roles": None}, "role of another shape": {"roles": {"vp": True}},
}


@pytest.mark.parametrize("more", BAD.values(), ids=BAD.keys())
def test_a_token_that_is_not_for_this_opens_nothing(service, more):
    assert service.get(BASE + "/company", signed(**more)).status_code == 401


@pytest.mark.parametrize("roles", ["cs-people", "cs-managers"])
def test_a_role_without_its_person_or_team_sees_nobody(service, roles):
    for path in (BASE + "/scorecards", f"{BASE}/scorecards/{OWN}", BASE + "/episodes"):
        assert service.get(path, signed(roles=roles)).status_code == 403


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_token_of_another_key_opens_nothing(service, kind):
    for header in ({}, {"kid": "new"}):
        token = signed(kind, key=STRANGE[kind], header=header)
        assert service.get(BASE + "/company", token).status_code == 401


def test_a_token_without_a_true_signature_opens_nothing(service):
    head, body, signature = signed().split(".")
    none = encoded(b'{"alg": "none"}') + "." + body + "."
    # The public key taken for a shared secret.
    start = encoded(json.dumps({"alg": "HS256", "kid": "rsa"}).encode()) + "." + body
    public = KEYS["rsa"][1].as_pem(private=False)
    shared = start + "." + encoded(hmac.digest(public, start.encode(), "sha256"))
    other = signed(roles=["everyone"]).split(".")
    for token in (
            none, none + signature, shared, f"{head}.{body}.", f"{head}.{body}",
            f"{head}.{body}.{signature[:-4]}AAAA", f"{other[0]}.{body}.{other[2]}",
            f"{none.split('.')[0]}.{body}.{signature}", "a.b.c", "..", "." * 500):
        assert service.get(BASE + "/company", token).status_code == 401, token[:60]


def test_an_end_beyond_all_years_is_an_end(service):
    assert service.get(BASE + "/company", signed(exp=1e30)).status_code == 200
    assert service.get(BASE + "/company", signed(nbf=1e30)).status_code == 401
    assert service.browser(signed(exp=1e30)).open("/account").status_code == 200


def test_a_browser_signs_in_with_it(service):
    browser = service.browser(signed(roles="cs-people", employee=OWN))
    page = browser.open(f"/months/{MONTH}/csms/{OWN}")
    assert page.status_code == 200
    assert browser.open(f"/months/{MONTH}/csms/{MATE}").status_code == 403
    assert "Ada Quist" in browser.open("/account").text
    age = re.search(r"Max-Age=(\d+)", browser.answer.headers["Set-Cookie"])
    assert 0 < int(age[1]) <= 600
    assert browser.send_form("/sign-out", {"form": browser.form_field()}).status_code == 303
    assert browser.open("/account").status_code == 303
    refused = service.browser(signed(aud="another"))
    assert refused.answer.status_code == 401


def test_the_first_callers_wait_for_the_keys_together(start, keys):
    all_wait = threading.Event()

    class Slow(http.server.BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self) -> None:
            Slow.asked += 1
            all_wait.wait(LONG)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(keys.read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow) as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        config = keys.with_name("slow.yaml")
        config.write_text(
            f"oidc:\n  issuer: {ISSUER}\n  audience: {AUDIENCE}\n"
            f"  jwks: http://127.0.0.1:{provider.server_port}/\n  role:\n    claim: roles\n")
        service = start("--config", str(config))
        admin = service.token("admin")

        def in_flight() -> int:
            metrics = service.get("/metrics", admin).text
            return int(re.search(r"^parallax_requests_in_flight (\d+)$", metrics, re.M)[1])

        with concurrent.futures.ThreadPoolExecutor(8) as callers:
            answers = callers.map(
                lambda _: service.get(BASE + "/company", signed(roles="vp")).status_code, range(8))
            # The request that asks is one more.
            until(lambda: in_flight() == 9, "all callers are in")
            all_wait.set()
            assert list(answers) == [200] * 8 and Slow.asked == 1
        provider.shutdown()
    assert service.get(BASE + "/company", signed(roles="vp")).status_code == 200
    service.stop()


@pytest.mark.parametrize("mode, status", [
    ("whole", 200), ("near", 200), ("away", 401), ("large", 401), ("missing", 401)])
def test_keys_are_read_only_from_where_they_should_be(start, keys, tmp_path, mode, status):
    class Provider(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            targets = {"/near": "127.0.0.1", "/away": "127.0.0.2"}
            if host := targets.get(self.path):
                self.send_response(302)
                self.send_header("Location", f"http://{host}:{self.server.server_port}/whole")
                self.end_headers()
                return
            self.send_response(404 if self.path == "/missing" else 200)
            self.end_headers()
            try:
                self.wfile.write(keys.read_bytes() + b" " * (self.path == "/large") * (2 << 20))
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("0.0.0.0", 0), Provider) as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        config = tmp_path / "parallax.yaml"
        config.write_text(
            f"oidc:\n  issuer: {ISSUER}\n  audience: {AUDIENCE}\n"
            f"  jwks: http://127.0.0.1:{provider.server_port}/{mode}\n  role:\n    claim: roles\n")
        service = start("--config", str(config))
        answer = service.get(BASE + "/company", signed(roles="vp"))
        assert answer.status_code == status, service.log.read_text()[-500:]
        service.stop()
        provider.shutdown()


def test_own_tokens_still_open(service):
    assert service.get("/api/v1/months", service.token("deck")).status_code == 200


def test_what_a_provider_needs_is_asked_for(start, tmp_path, sample_ledger):
    config = tmp_path / "half.yaml"
    config.write_text("oidc:\n  issuer: https://login.example.com/\n")
    tried = parallax("serve", "--db", sample_ledger, "--config", config, "--port", 0, check=False)
    assert tried.returncode != 0 and "oidc.audience" in tried.stderr
    config.write_text(
        "oidc:\n  issuer: https://login.example.com/\n  audience: a\n  jwks: http://login.example.com/\n")
    tried = parallax("serve", "--db", sample_ledger, "--config", config, "--port", 0, check=False)
    assert tried.returncode != 0 and "oidc.jwks" in tried.stderr
