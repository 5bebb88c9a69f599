"""The settings page and the page about the interface, in a real browser, for everybody."""

from __future__ import annotations

import pytest
from chromium import Chromium, is_gone
from conftest import MONTH, TEAM, until
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select


@pytest.fixture(scope="module")
def service(start, tmp_path_factory):
    """A service with a policy file."""
    policy = tmp_path_factory.mktemp("policy") / "policy.yaml"
    policy.write_text("smallest_team: 6\nreporting_currency: EUR\n")
    return start("--plain-http", "--policy", str(policy))


@pytest.fixture(scope="module")
def chromium(service, tmp_path_factory):
    """A browser."""
    browser = Chromium(service, tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def scriptless(service, tmp_path_factory):
    """A browser that runs no script."""
    browser = Chromium(service, tmp_path_factory.mktemp("scriptless"), script=False)
    yield browser
    browser.driver.quit()


def make_token(browser, name: str, role: str, **more: str) -> None:
    """Fills in the form for a token and sends it."""
    browser.open("/settings")
    browser.find("form[action='/settings/tokens']").find_element("xpath", "../summary").click()
    browser.find("#token-name").send_keys(name)
    Select(browser.find("#token-role")).select_by_value(role)
    for field, text in more.items():
        browser.find(f"#token-{field}").clear()
        browser.find(f"#token-{field}").send_keys(text)
    browser.press(browser.find("form[action='/settings/tokens'] button"))


def test_an_admin_makes_a_token_uses_it_and_revokes_it(scriptless, service, tokens):
    browser = scriptless
    browser.sign_in(tokens["admin"])
    browser.follow("Settings")
    assert browser.path == "/settings"
    make_token(browser, "Mia of Harbour", "manager", team=TEAM, days="30")
    assert browser.find("h1").text == "The token is made"
    secret = browser.find(".secret").text
    assert secret.startswith("plx_") and secret not in browser.driver.current_url
    name = browser.find("main code").text
    assert service.get("/api/v1/months", secret).status_code == 200
    browser.follow("Back to the settings")
    assert secret not in browser.driver.page_source
    row = next(one for one in browser.all("#tokens ~ .wide tbody tr") if name in one.text)
    assert "Mia of Harbour" in row.text and TEAM in row.text
    # Somebody signs in with it.
    browser.sign_in(secret)
    assert browser.path.startswith("/months/")
    assert "Settings" not in [link.text for link in browser.all("header nav a")]
    session = browser.driver.get_cookie("parallax_session")
    browser.sign_in(tokens["admin"])
    browser.open("/settings")
    row = next(one for one in browser.all("#tokens ~ .wide tbody tr") if name in one.text)
    row.find_element("tag name", "summary").click()
    browser.press(row.find_element("tag name", "button"))
    assert browser.path == f"/settings?revoked={name}"
    assert f"{name} is revoked." in browser.find(".notice").text
    assert service.get("/api/v1/months", secret).status_code == 401
    browser.driver.delete_all_cookies()
    browser.driver.add_cookie({"name": "parallax_session", "value": session["value"]})
    browser.open("/account")
    assert browser.path.startswith("/sign-in")
    browser.sign_in(tokens["admin"])
    browser.open("/access-log")
    text = browser.find("main").text
    assert f"token {name} revoked" in text and f"token {name} made for Mia of Harbour" in text
    assert "signed in with a token" in text and secret not in text


def test_what_is_wrong_is_said_beside_the_field(scriptless, tokens):
    scriptless.sign_in(tokens["admin"])
    make_token(scriptless, "Nobody", "csm")
    assert scriptless.path == "/settings/tokens"
    assert scriptless.find("#token-csm-help").text == "With this role, give the CSM’s identifier."
    assert scriptless.find("#token-name").get_attribute("value") == "Nobody"
    assert scriptless.find("#token-csm").get_attribute("aria-invalid") == "true"


def test_the_page_shows_where_constants_and_targets_come_from(chromium, tokens):
    chromium.sign_in(tokens["admin"])
    chromium.open("/settings")
    own = {row.text for row in chromium.all("#policy ~ table tbody tr")}
    assert own == {"reporting_currency EUR policy file", "smallest_team 6 policy file"}
    chromium.find("#policy ~ details summary").click()
    rows = [row.text for row in chromium.all("#policy ~ details tbody tr")]
    assert "window_months 12 default" in rows and len(rows) > 80
    targets = chromium.all("#targets ~ .wide tbody tr")
    assert targets and all(row.text.endswith("targets feed") for row in targets)


def test_the_interface_is_described_for_people(scriptless, service):
    scriptless.driver.delete_all_cookies()
    scriptless.open("/sign-in")
    scriptless.follow("API for programs")
    assert scriptless.path == "/api"
    described = service.get("/api/v1/openapi.json").json()["paths"]
    shown = [one.text for one in scriptless.all(".operation h3")]
    assert sorted(shown) == sorted(
        f"{method.upper()} {path}" for path, methods in described.items() for method in methods)
    next(link for link in scriptless.all("main nav a") if link.text == "Imports").click()
    assert scriptless.driver.current_url.endswith("#imports")
    scriptless.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not scriptless.find("main nav").is_displayed()
    assert scriptless.find(".operation table").is_displayed()
    scriptless.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("path", ["/settings", "/settings/tokens", "/api", "/access-log", "made"])
def test_every_page_is_for_everybody(chromium, tokens, path):
    """axe-core finds nothing, and no page is wider than its window."""
    chromium.look()
    chromium.sign_in(tokens["admin"])
    if path == "made":
        make_token(chromium, "A name", "vp")
    elif path == "/settings/tokens":
        make_token(chromium, "A name", "csm")
    else:
        chromium.open(path)
    for summary in chromium.all("main details summary"):
        if summary.is_displayed() and not summary.find_element("xpath", "..").get_attribute("open"):
            summary.click()
    faults = []
    for width in (1440, 390):
        for theme in ("light", "dark"):
            chromium.look(width, theme)
            faults += [(width, theme, fault) for fault in chromium.faults()]
        if chromium.is_wider_than_the_window():
            faults.append((width, "wider than the window"))
    assert faults == []
    levels = [int(one.tag_name[1]) for one in chromium.all("h1, h2, h3, h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:]))


def test_the_keyboard_is_enough_to_make_a_token(chromium, tokens):
    chromium.look()
    chromium.sign_in(tokens["admin"])
    chromium.open("/settings")
    chromium.find("form[action='/settings/tokens']").find_element("xpath", "../summary").send_keys(Keys.ENTER)
    chromium.find("#token-name").send_keys("By keys", Keys.TAB, "deck", Keys.TAB)
    assert Select(chromium.find("#token-role")).first_selected_option.text == "deck builder"
    page = chromium.find("html")
    chromium.find("#token-days").send_keys(Keys.ENTER)
    until(lambda: is_gone(page), "the form is sent")
    until(chromium.is_whole, "the next page is there")
    assert chromium.find("h1").text == "The token is made"


def test_a_vp_has_no_settings(chromium, service, tokens):
    chromium.sign_in(tokens["vp"])
    assert "Settings" not in [link.text for link in chromium.all("header nav a")]
    chromium.open("/settings")
    assert chromium.find("h1").text == "Not for your role"
    chromium.open(f"/months/{MONTH}")
    links = [link.get_attribute("href") for link in chromium.all("footer a")]
    assert [link.removeprefix(service.url) for link in links[-3:]] == [
        "/how-we-judge", "/deliveries", "/api"]
