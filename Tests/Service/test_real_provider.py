"""Signing in with a real identity provider, Canaille, in a real browser."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.parse

import pytest
import requests
from chromium import Chromium
from conftest import LONG, MONTH, parallax, until
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from provider import free_port
from selenium.webdriver.common.by import By

CANAILLE = pathlib.Path(sys.executable).with_name("canaille")
PASSWORD = "correct horse battery"


class Canaille:
    """One process of the provider, with one person and one client."""

    def __init__(self, folder: pathlib.Path, redirect: str) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        key = rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()).decode()
        config = folder / "canaille.toml"
        config.write_text(f'''
SECRET_KEY = "only for tests on this machine"
SERVER_NAME = "127.0.0.1:{self.port}"
PREFERRED_URL_SCHEME = "http"
[CANAILLE]
[CANAILLE_SQL]
DATABASE_URI = "sqlite:///{folder}/canaille.sqlite"
PASSWORD_SCHEMES = "pbkdf2_sha512"
[CANAILLE_OIDC]
DYNAMIC_CLIENT_REGISTRATION_OPEN = true
ACTIVE_JWKS = ["""{key}"""]
''')
        self.environment = os.environ | {"CANAILLE_CONFIG": str(config)}
        self.run("install")
        self.run("create", "user", "--user-name", "vera", "--password", PASSWORD, "--given-name",
                 "Vera", "--family-name", "Lund", "--formatted-name", "Vera Lund", "--emails",
                 "vera@example.com")
        self.process = subprocess.Popen(
            [CANAILLE, "run", "--bind", f"127.0.0.1:{self.port}"], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=(folder / "canaille.log").open("w"))
        until(self.is_up, "the provider is up")
        self.client = requests.post(self.issuer + "/oauth/register", timeout=LONG, json={
            "client_name": "Parallax", "redirect_uris": [redirect],
            "client_uri": redirect.removesuffix("/sign-in/callback"),
            "grant_types": ["authorization_code"], "response_types": ["code"],
            "scope": "openid profile email", "token_endpoint_auth_method": "client_secret_basic"}).json()

    def run(self, *arguments: str) -> None:
        """Runs a command of the provider."""
        subprocess.run([CANAILLE, *arguments], env=self.environment, check=True,
                       capture_output=True, timeout=LONG)

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            return requests.get(self.issuer + "/oauth/jwks.json", timeout=LONG).ok
        except requests.ConnectionError:
            assert self.process.poll() is None, "the provider has ended"
            return False


@pytest.fixture(scope="module")
def port() -> int:
    """The port of the service."""
    return free_port()


@pytest.fixture(scope="module")
def canaille(port, tmp_path_factory):
    """The provider."""
    provider = Canaille(tmp_path_factory.mktemp("canaille"), f"http://127.0.0.1:{port}/sign-in/callback")
    yield provider
    provider.process.terminate()
    provider.process.wait(LONG)


@pytest.fixture(scope="module")
def service(start, canaille, port, tmp_path_factory):
    """A service whose people sign in with it."""
    folder = tmp_path_factory.mktemp("service")
    (folder / "secret").write_text(canaille.client["client_secret"])
    (folder / "parallax.yaml").write_text(json.dumps({"oidc": {
        "issuer": canaille.issuer, "name": "Canaille", "contact": "the People desk",
        "address": f"http://127.0.0.1:{port}", "client": {
            "id": canaille.client["client_id"], "secret": {"file": str(folder / "secret")}}}}))
    return start("--plain-http", "--config", str(folder / "parallax.yaml"), "--port", str(port))


@pytest.fixture(scope="module")
def chromium(service, tmp_path_factory):
    """A browser that runs no scripts of any page."""
    browser = Chromium(service, tmp_path_factory.mktemp("downloads"), script=False)
    yield browser
    browser.driver.quit()


def next_second() -> None:
    """Waits for the next second: this provider fails (500) where it has to make two tokens for one
    person in the same one."""
    time.sleep(1.05 - time.time() % 1)


def sign_in_there(chromium) -> None:
    """Signs in at the provider: name, then password."""
    for name, text in (("login", "vera"), ("password", PASSWORD)):
        field = until(lambda: chromium.driver.find_elements(By.NAME, name), name)[0]
        field.send_keys(text)
        field.submit()


def test_a_person_is_let_in_once_somebody_gave_them_access(chromium, service, canaille):
    chromium.open("/months/" + MONTH)
    chromium.find("main .button").click()
    sign_in_there(chromium)
    until(lambda: chromium.all("h1") and chromium.find("h1").text == "No access yet", "back here")
    assert "the People desk" in chromium.find("main").text and "vera" in chromium.find("dd").text
    for width, theme in ((1440, "light"), (390, "dark")):
        chromium.look(width, theme)
        assert not chromium.is_wider_than_the_window()
    parallax("person", "add", "--db", service.db, "--subject", "vera", "--role", "vp", "--name", "Vera")
    # The provider knows her already and asks nothing.
    next_second()
    chromium.follow("sign in again")
    until(lambda: chromium.path.startswith("/months/"), "the start page")
    chromium.open("/account")
    assert "You are Vera, VP of customer success." in chromium.find("main").text
    cookies = {one["name"]: one for one in chromium.driver.get_cookies()}
    assert cookies["parallax_session"]["httpOnly"] and cookies["parallax_session"]["sameSite"] == "Lax"
    chromium.press(chromium.find("main button"))
    assert "You are signed out of Parallax." in chromium.find(".notice").text
    away = chromium.find(".notice a").get_attribute("href")
    assert away.startswith(canaille.issuer + "/oauth/end_session")


def test_its_code_works_once_and_with_its_own_verifier(service, canaille):
    """The same over HTTP, to see what comes back; then again, and from another browser."""

    class Person(requests.Session):
        def code(self) -> tuple[str, str]:
            """Leaves, signs in, and is stopped before it is back; where it would be, and its cookie."""
            answer = self.get(service.url + "/sign-in/provider", timeout=LONG)
            cookie = self.cookies["parallax_sign_in"]
            for name, text in (("login", "vera"), ("password", PASSWORD)):
                token = answer.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
                answer = self.post(answer.url, timeout=LONG, allow_redirects=False, data={
                    "csrf_token": token, name: text})
                while answer.is_redirect and not answer.headers["Location"].startswith(service.url):
                    place = urllib.parse.urljoin(answer.url, answer.headers["Location"])
                    answer = self.get(place, timeout=LONG, allow_redirects=False)
            assert answer.headers["Location"].startswith(service.url + "/sign-in/callback?"), answer.text
            return answer.headers["Location"], cookie

    def back(place: str, cookie: str, number: int) -> int:
        """The status of coming back."""
        headers = {"Cookie": f"parallax_sign_in={cookie}", "X-Forwarded-For": f"203.0.113.{number}"}
        return requests.get(place, headers=headers, timeout=LONG, allow_redirects=False).status_code

    next_second()
    place, cookie = Person().code()
    assert f"&iss={urllib.parse.quote(canaille.issuer, safe='')}" in place
    assert back(place, cookie, 1) == 303
    assert back(place, cookie, 1) == 400
    used = urllib.parse.parse_qs(urllib.parse.urlsplit(place).query)["code"][0]
    other, other_cookie = Person().code()
    fresh = urllib.parse.parse_qs(urllib.parse.urlsplit(other).query)["code"][0]
    # A code that was used, in a sign-in that is open.
    assert back(other.replace(fresh, used), other_cookie, 2) == 401
    # A code that was meant for another browser: its verifier is not known here.
    victim, _ = Person().code()
    stolen = urllib.parse.parse_qs(urllib.parse.urlsplit(victim).query)["code"][0]
    mine, my_cookie = Person().code()
    own = urllib.parse.parse_qs(urllib.parse.urlsplit(mine).query)["code"][0]
    assert back(mine.replace(own, stolen), my_cookie, 3) == 401
    log = service.log.read_text()
    assert log.count("did not accept the code (invalid_") == 2
    assert canaille.client["client_secret"] not in log


def test_the_provider_may_be_away(chromium, service, canaille):
    chromium.driver.delete_all_cookies()
    chromium.open("/sign-in")
    canaille.process.terminate()
    canaille.process.wait(LONG)
    visitor = requests.get(
        service.url + "/sign-in/callback", timeout=LONG, allow_redirects=False)
    assert visitor.status_code == 400
    assert service.get("/api/v1/months", service.token("vp")).status_code == 200
