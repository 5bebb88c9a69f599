"""A CSM's Monday in a real browser, and every page for everybody who reads it."""

from __future__ import annotations

import csv
import re
import shutil
import time
from collections import Counter

import pytest
import working_week
from chromium import Chromium
from conftest import MINE, OWN, OWNED, SAMPLE, TEAM, desk
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

WORDS = ["renewal rate", "rank", "target", "verdict", "won", "lost", "churn", "retention", "performance"]


@pytest.fixture(scope="module")
def chromium(service):
    """A browser."""
    browser = Chromium(service)
    yield browser
    browser.driver.quit()


@pytest.fixture
def fresh(start):
    """A browser of its own, over a ledger that nobody has written to."""
    service = start()
    browser = Chromium(service)
    yield browser
    browser.driver.quit()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_monday(fresh, width):
    """Open, see what changed, open the first account, read why, start a playbook, log a touch, override
    another account with three inputs, come back to a shorter list."""
    fresh.look(width, "dark" if width == 390 else "light")
    fresh.sign_in(fresh.service.token("csm", "--csm", OWN))
    assert fresh.path == "/portfolio"
    fresh.press(next(one for one in fresh.all("header nav a") if one.text == "Monday"))
    assert "changed tier since" in fresh.find(".lede").text
    assert "fell from" in fresh.find(".change").text
    fresh.press(fresh.find(".back a"))
    fresh.press(fresh.find(".undecided a"))
    before = len(fresh.all(".work tbody tr"))
    rows = [one for one in fresh.all(".work tbody tr") if not one.find_elements(By.CSS_SELECTOR, ".override")]
    other = rows[1].find_element(By.CSS_SELECTOR, "th a").get_attribute("href")
    first = fresh.find(".work tbody tr")
    first.find_element(By.CSS_SELECTOR, "summary").click()
    assert "Urgency 0." in first.find_element(By.CSS_SELECTOR, "details").text
    fresh.press(first.find_element(By.CSS_SELECTOR, "th a"))
    account = fresh.path
    assert "The score is" in fresh.find(".lede").text
    started = len(fresh.all(".playbook"))
    while fresh.all(".playbook .choices > form button"):
        fresh.press(fresh.find(".playbook .choices > form button"))
        assert "playbook has begun" in fresh.find("[role=status]").text
    assert started and len(fresh.all("ul.actions li")) >= 3
    # What was overdue is done.
    while fresh.all("ul.actions .overdue"):
        fresh.press(fresh.find("ul.actions .overdue .choices > form button"))
    fresh.find("#touch-summary").send_keys("They will train two more teams.")
    fresh.press(fresh.find("#touch button"))
    assert fresh.path.startswith(account)
    assert "They will train two more teams." in fresh.find(".timeline li").text
    # Another account, for which no override stands yet: three inputs.
    fresh.driver.get(other + "/override")
    fresh.find("input[name=tier][value=green]").click()
    fresh.find("#note").send_keys("They moved to single sign-on: logins are counted elsewhere.")
    fresh.find("#reason").send_keys("migration")
    fresh.press(fresh.find(".override-form button"))
    assert "Said to be" in fresh.find(".said").text
    fresh.open("/portfolio?show=undecided")
    assert len(fresh.all(".work tbody tr")) < before
    assert account.partition("?")[0] not in [
        one.get_attribute("href").removeprefix(fresh.service.url) for one in fresh.all(".work tbody th a")]


def test_by_keyboard_alone(fresh):
    """From sign-in to a logged call without a pointer."""
    fresh.look()
    fresh.open("/")
    token = fresh.service.token("csm", "--csm", OWN)

    def reach(condition, keys=Keys.TAB, most=80):
        for _ in range(most):
            active = fresh.driver.switch_to.active_element
            if condition(active):
                outline = active.value_of_css_property("outline-style")
                assert outline != "none", "the focus is to be seen"
                return active
            active.send_keys(keys)
        raise AssertionError("the keyboard does not get there")

    reach(lambda one: one.get_attribute("id") == "token").send_keys(token)
    fresh.leave_by(lambda: fresh.driver.switch_to.active_element.send_keys(Keys.ENTER))
    link = reach(lambda one: one.get_attribute("href") and "/accounts/" in one.get_attribute("href"))
    fresh.leave_by(lambda: link.send_keys(Keys.ENTER))
    summary = reach(lambda one: one.get_attribute("id") == "touch-summary")
    summary.send_keys("By keyboard.")
    summary.send_keys(Keys.TAB)
    button = reach(lambda one: one.tag_name == "button" and one.text == "Log it")
    fresh.leave_by(lambda: button.send_keys(Keys.ENTER))
    assert "By keyboard." in fresh.find(".timeline li").text


def test_a_team_agrees_on_a_task(fresh):
    fresh.look()
    fresh.sign_in(fresh.service.token("lead", "--team", TEAM))
    fresh.press(next(one for one in fresh.all("header nav a") if one.text == "Team"))
    form = fresh.find(".sheet-row form")
    form.find_element(By.CSS_SELECTOR, "[name=title]").send_keys("Call the sponsor")
    fresh.press(form.find_element(By.CSS_SELECTOR, "button"))
    assert fresh.path == f"/teams/{TEAM}"
    assert "Call the sponsor" in fresh.find("main").text


@pytest.fixture
def large(start, sample_ledger, tmp_path):
    """A browser over a ledger in which OWN has 65 accounts: those taken over come from the others."""
    db = tmp_path / "desk.sqlite"
    shutil.copy(sample_ledger, db)
    taken = [account for account in sorted(OWNED) if OWNED[account] != OWN][:65 - len(MINE)]
    with (tmp_path / "assignments.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["account_id", "csm_id", "start_date", "end_date"])
        for row in working_week.rows(SAMPLE, "assignments"):
            if row["account_id"] in taken and row["csm_id"] == OWNED[row["account_id"]] and not row["end_date"]:
                writer.writerow([row["account_id"], row["csm_id"], row["start_date"], "2026-10-01"])
                writer.writerow([row["account_id"], OWN, "2026-10-01", ""])
    desk("import", tmp_path / "assignments.csv", "--db", db)
    browser = Chromium(start(db=db))
    yield browser
    browser.driver.quit()


def decide(browser: Chromium) -> list[str]:
    """Everything that an account's page asks for: what was done, in order."""
    done = []
    while browser.all(".playbook .choices > form button"):
        browser.press(browser.find(".playbook .choices > form button"))
        done.append("playbook")
    while browser.all("ul.actions .overdue"):
        browser.press(browser.find("ul.actions .overdue .choices > form button"))
        done.append("overdue action")
    while urgent := [one for one in browser.all("ul.actions > li") if "· escalation" in one.text]:
        browser.press(urgent[0].find_element(By.CSS_SELECTOR, ".choices > form button"))
        done.append("escalation")
    said = browser.all(".said")
    if said and ("lapsed" in said[0].text or "review today" in said[0].text):
        browser.press(said[0].find_element(By.CSS_SELECTOR, "a"))
        browser.find("input[name=outcome][value=withdrawn]").click()
        browser.press(browser.find(".override-form button"))
        done.append("review")
    browser.find("#touch-summary").send_keys("Seen.")
    browser.press(browser.find("#touch button"))
    return [*done, "touch"]


def test_sixty_five_accounts_are_triaged(large, capsys):
    """All accounts of a large portfolio, the most urgent first: each is opened from the list and everything
    that it asks for is decided. Nothing is left to decide, and no touch is lost. `pytest -s` says how long
    the browser took; Documentation/desk.md has the figures."""
    large.look()
    secret = large.service.token("csm", "--csm", OWN)
    began = time.monotonic()
    large.sign_in(secret)
    links = []
    while True:
        links += [one.get_attribute("href") for one in large.all(".work tbody th a")]
        if not (following := large.all(".parts a[rel=next]")):
            break
        large.press(following[0])
    assert len(set(links)) == 65
    decided = Counter()
    for link in links:
        large.driver.get(link)
        decided.update(decide(large))
    took = time.monotonic() - began
    large.open("/portfolio?show=undecided")
    assert "No account fits" in large.find("main").text
    lines = large.service.get("/api/v1/portfolio?limit=500", secret).json()["items"]
    assert {line["account_id"] for line in lines if line["days_since_touch"] == 0} == {
        link.rpartition("/")[2] for link in links}
    with capsys.disabled():
        print(f"\n65 accounts, {decided.total()} entries ({dict(decided)}): {took:.0f} s of the browser")


READ = {
    "csm": ["/portfolio", "/portfolio?show=undecided", "/portfolio?q=nothing", "/accounts/{one}", "/accounts/{two}",
            "/accounts/{one}?done=touch", "/accounts/{one}/override", "/accounts/{two}/override", "/monday", "/you",
            "/accounts/none", "/settings"],
    "lead": ["/portfolio", "/monday", f"/teams/{TEAM}", "/accounts/{one}"],
    "admin": ["/settings", "/settings?revoked=dtok-1", "/import"], "importer": ["/import", "/you"]}


@pytest.mark.parametrize("role", READ)
def test_every_page_is_for_everybody(chromium, tokens, role):
    """axe-core finds nothing, no page is wider than its window, and none has a word that judges people."""
    chromium.sign_in(tokens[role])
    overridden = [
        item["account_id"] for item in chromium.service.get(
            "/api/v1/portfolio?limit=500", tokens["csm"]).json()["items"] if item["override"]]
    names = {"one": next(a for a in MINE if a not in overridden), "two": overridden[0]}
    for path in READ[role]:
        for width in (1440, 390):
            for theme in ("light", "dark"):
                chromium.look(width, theme)
                chromium.open(path.format(**names))
                for one in chromium.all("details:not([open]) > summary"):
                    if one.is_displayed():
                        one.click()
                assert chromium.faults() == [], (path, width, theme)
                assert not chromium.is_wider_than_the_window(), (path, width)
        text = chromium.driver.page_source.lower()
        assert [word for word in WORDS if re.search(rf"\b{word}", text)] == [], path


def test_the_sign_in_page_is_for_everybody(chromium):
    chromium.driver.delete_all_cookies()
    for width in (1440, 390):
        chromium.look(width)
        chromium.open("/portfolio")
        assert chromium.path.startswith("/sign-in") and chromium.faults() == []
        chromium.find("#token").send_keys("pdk_nothing")
        chromium.press(chromium.find("main button"))
        assert "was not accepted" in chromium.find("[role=alert]").text and chromium.faults() == []
