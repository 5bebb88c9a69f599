"""An OpenID Connect provider that says what a test wants it to say, good or bad."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import json
import re
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator

import requests
from conftest import Browser, Service
from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

CLIENT, SECRET = "parallax", "p@ss:w/rd & more"
ALGORITHMS = {"rsa": "RS256", "ec": "ES256"}


def new_keys(suffix: str = "") -> dict[str, Key]:
    """A key of either kind."""
    return {
        "rsa": RSAKey.generate_key(2048, {"kid": "rsa" + suffix, "alg": "RS256", "use": "sig"}),
        "ec": ECKey.generate_key("P-256", {"kid": "ec" + suffix, "alg": "ES256", "use": "sig"})}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Provider:
    """A provider on this machine. What it answers is set by its members."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.reset()

    def reset(self) -> None:
        """Makes it good again."""
        self.keys = new_keys() if not hasattr(self, "keys") else self.keys
        self.kind = "rsa"
        self.claims: dict = {}
        self.header: dict = {}
        self.signing_key: Key | None = None
        self.make_token = self.signed
        self.metadata: dict = {}
        self.answer: tuple[int, bytes] | None = None
        self.location: str | None = None
        self.moved: dict[str, str] = {}
        self.delay = 0.0
        self.asked: list[tuple[dict[str, str], str]] = []
        self.strayed = 0

    def description(self) -> dict:
        """Its metadata; None takes a member away."""
        said = {
            "issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize?theme=calm",
            "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
            "end_session_endpoint": self.issuer + "/bye"} | self.metadata
        return {name: value for name, value in said.items() if value is not None}

    def said(self, nonce: str) -> dict:
        """The claims of the next ID token; None takes a claim away."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "u-17", "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": nonce, "name": "Vera Lund", "email": "Vera.Lund@example.com",
            "email_verified": True} | self.claims
        return {name: value for name, value in claims.items() if value is not None}

    def signed(self, nonce: str) -> str:
        """The next ID token."""
        header = {"alg": ALGORITHMS[self.kind], "kid": self.keys[self.kind].kid, "typ": "JWT"}
        return jwt.encode(
            header | self.header, self.said(nonce), self.signing_key or self.keys[self.kind],
            algorithms=["RS256", "ES256", "HS256"])

    def handle(self, form: dict[str, str], authorization: str) -> tuple[int, bytes]:
        """The answer to a code. As RFC 7636 asks, the verifier has to fit the challenge."""
        self.asked.append((form, authorization))
        time.sleep(self.delay)
        if self.answer:
            return self.answer
        challenge, nonce = json.loads(base64.urlsafe_b64decode(form["code"]))
        proof = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != challenge:
            return 400, b'{"error": "invalid_grant"}'
        content = {"access_token": "a", "token_type": "Bearer", "id_token": self.make_token(nonce)}
        return 200, json.dumps(content).encode()


@contextlib.contextmanager
def serving() -> Iterator[Provider]:
    """A provider that answers while the block runs."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def send(self, status: int, content: bytes, location: str | None = None) -> None:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        def do_GET(self) -> None:
            if self.path in provider.moved:
                self.send(302, b"", provider.moved[self.path])
            elif self.path == "/.well-known/openid-configuration":
                self.send(200, json.dumps(provider.description()).encode())
            elif self.path in ("/keys", "/new-keys"):
                keys = [key.as_dict(private=False) for key in provider.keys.values()]
                self.send(200, json.dumps({"keys": keys}).encode())
            else:
                provider.strayed += 1
                self.send(404, b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path != "/token":
                provider.strayed += 1
                self.send(404, b"")
                return
            form = dict(urllib.parse.parse_qsl(body, strict_parsing=True))
            self.send(*provider.handle(form, self.headers.get("Authorization", "")), provider.location)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = Provider(server.server_port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()


def settings(provider: Provider, port: int, secret: str, more: str = "") -> str:
    """A configuration file for a service at a port; `secret` is the path of a file."""
    return f"""
oidc:
  issuer: {provider.issuer}
  name: Acme
  contact: the People desk
  address: http://127.0.0.1:{port}
  client:
    id: {CLIENT}
    secret:
      file: {secret}
{more}"""


class Visitor(Browser):
    """A browser without scripts that signs in with a provider."""

    def __init__(self, service: Service) -> None:
        requests.Session.__init__(self)
        self.service = service
        Browser.count += 1
        # Failed sign-ins are limited by address; a proxy says which one.
        self.headers["X-Forwarded-For"] = f"198.51.100.{Browser.count}"

    def leave(self, path: str = "/sign-in/provider") -> dict[str, str]:
        """Presses the button; what the provider is asked, by name."""
        answer = self.open(path)
        assert answer.status_code == 303, answer.text
        parts = urllib.parse.urlsplit(answer.headers["Location"])
        self.provider = f"{parts.scheme}://{parts.netloc}{parts.path}"
        return dict(urllib.parse.parse_qsl(parts.query, strict_parsing=True))

    @staticmethod
    def code(asked: dict[str, str], nonce: str | None = None) -> str:
        """A code, as the provider of this file reads it."""
        content = json.dumps([asked["code_challenge"], nonce or asked["nonce"]])
        return base64.urlsafe_b64encode(content.encode()).decode()

    def come_back(self, **fields: str) -> requests.Response:
        """Comes back from the provider."""
        return self.open("/sign-in/callback?" + urllib.parse.urlencode(fields))

    def enter(self, path: str = "/sign-in/provider") -> requests.Response:
        """Signs in; the answer to coming back."""
        asked = self.leave(path)
        return self.come_back(code=self.code(asked), state=asked["state"])

    def alert(self, answer: requests.Response) -> str:
        """What a page says is wrong."""
        found = re.search(r'role="alert">(.*?)</p>', answer.text)
        return re.sub(r"<[^>]+>", "", found[1]) if found else ""
