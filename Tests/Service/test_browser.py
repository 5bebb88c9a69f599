"""Pages in a real browser: read, followed, downloaded; for everybody who reads them."""

from __future__ import annotations

import pytest
from chromium import Chromium
from conftest import MONTH, OWN, TEAM, own_renewals, until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BEFORE = f"/months/{MONTH}"

# Every page, by who reads it.
READ = {
    "vp": ["", "/company", "/csms", f"/teams/{TEAM}", f"/csms/{OWN}", "/audit", "/episodes", "/episodes?direction=up",
           "/episodes/{judged}", "/trends", "/charts", "/data-quality", "/closing", f"/csms/{OWN}/conclude"],
    "csm": [f"/csms/{OWN}", f"/csms/{OWN}/reply", f"/csms/{OWN}/dispute",
            f"/csms/{OWN}/dispute?feed=renewals&key={own_renewals()[0]['renewal_id']}",
            f"/csms/{OWN}/dispute?feed=renewals", "/closing", "/episodes", "/episodes/{own}"],
    "model_owner": ["/audit", "/episodes", "/episodes/{hidden}"], "manager": ["", f"/teams/{TEAM}", "/csms", "/trends"],
    "admin": ["/data-quality"], "deck": ["/company", "/charts"]}
ALSO = {"vp": ["/account", "/nowhere", f"{BEFORE}/csms/nobody",
               f"{BEFORE}/csms?sort=-rate&q=a&team={TEAM}", f"{BEFORE}/csms?q=nobody"], "csm": ["/access-log", BEFORE]}


@pytest.fixture(scope="module")
def chromium(service, tmp_path_factory):
    """A browser."""
    browser = Chromium(service, tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def names(service, tokens) -> dict[str, str]:
    """Episodes to look at."""
    items = service.get(f"/api/v1/reviews/{MONTH}/episodes?limit=500", tokens["vp"]).json()["items"]

    def first(condition) -> str:
        return next(item["episode_id"] for item in items if condition(item))

    hidden = service.get(
        f"/api/v1/reviews/{MONTH}/episodes?state=churned", tokens["model_owner"]).json()["items"]
    return {
        "hidden": hidden[0]["episode_id"],
        "judged": first(lambda item: item["state"] == "churned"),
        "open": first(lambda item: item["state"] == "pending"),
        "own": first(
            lambda item: item["csm_id"] == OWN and item["state"] in ("renewed", "churned"))}


@pytest.fixture(scope="module", autouse=True)
def words(service, tokens, names) -> None:
    """Something said and answered, as pages look different with it."""
    for path in (f"scorecards/{OWN}", f"episodes/{names['own']}"):
        path = f"/api/v1/reviews/{MONTH}/{path}/comments"
        said = service.send("POST", path, tokens["csm"], json={
            "text": "Two of these left because their buyer was merged.\nNo visit changed that."})
        service.send("POST", path, tokens["vp"], json={
            "text": "Thank you, noted.", "answers": said.json()["number"]})


def test_the_review_is_read_from_sign_in_to_picture(chromium, tokens):
    chromium.look()
    chromium.driver.delete_all_cookies()
    chromium.open(f"{BEFORE}/trends")
    assert chromium.path.startswith("/sign-in")
    chromium.find("#token").send_keys("plx_nothing")
    chromium.press(chromium.find("main button"))
    assert "was not accepted" in chromium.find("[role=alert]").text
    chromium.find("#token").send_keys(tokens["vp"])
    chromium.press(chromium.find("main button"))
    assert chromium.path == f"{BEFORE}/trends"
    chromium.follow("Company")
    assert chromium.path == f"{BEFORE}/company"
    assert chromium.find(".sentence").text.startswith("The company renewed")
    chromium.find(".term summary").send_keys(Keys.ENTER)
    until(lambda: "of those settled" in chromium.find(".term").text, "the metric is explained")
    chromium.find(".months summary").click()
    chromium.follow("Sep 2026")
    assert chromium.path == "/months/2026-09/company"
    assert "September 2026" in chromium.driver.title
    chromium.follow("CSMs")
    assert chromium.path == "/months/2026-09/csms"
    person = chromium.find("tbody a")
    name = person.text
    chromium.press(person)
    assert chromium.find("h1").text == name
    chromium.open(f"{BEFORE}/episodes?direction=down")
    assert chromium.find(".choices [aria-current]").text == "To a worse tier"
    episode = next(row for row in chromium.all("tbody tr") if "renewed" in row.text)
    link = episode.find_element(By.CSS_SELECTOR, "a")
    words = link.text
    chromium.press(link)
    assert words in chromium.find("h1").text and "verdict" in chromium.find("#facts").text
    chromium.follow("Charts")
    sizes = [(1280, 720), (1920, 1080), (3840, 2160)]
    for link, size in zip(chromium.all(".chart:first-child a[download]"), sizes):
        picture = chromium.download(link).convert("L")
        low, high = picture.getextrema()
        assert picture.size == size and high - low > 150
    shown = chromium.driver.execute_async_script("""
        const done = arguments[0], all = [...document.images];
        all.forEach(one => one.loading = 'eager');
        Promise.all(all.map(one => one.decode())).then(
            () => done(all.map(one => one.naturalWidth)), error => done(String(error)))""")
    assert shown == [1920] * 20
    texts = [one.get_attribute("textContent") for one in chromium.all(".copy")]
    assert texts == [one.get_attribute("alt") for one in chromium.all("main img")]


def test_the_first_finding_leads_to_its_evidence_and_back(chromium, tokens):
    """A VP reads the brief first, and who needs a conversation is one click away."""
    chromium.look()
    chromium.sign_in(tokens["vp"])
    chromium.open("/")
    assert chromium.path.startswith("/months/")
    chromium.open(BEFORE)
    assert chromium.find(".lede").text.startswith("We renewed")
    assert 1 <= len(chromium.all(".finding")) <= 5
    titles = [one.text for one in chromium.all(".finding h2")]
    someone = next(n for n, title in enumerate(titles) if "portfolio renewed" in title)
    for number in (0, someone):
        finding = chromium.all(".finding")[number]
        link = finding.find_element(By.CSS_SELECTOR, "a")
        words = link.text
        chromium.press(link)
        heading = chromium.find("h1").text
        assert heading.lower() in words.lower()
        assert number == 0 or heading in titles[number]
        chromium.driver.back()
        until(lambda: chromium.path == BEFORE, "the brief is back")


def test_a_csm_disputes_a_row_by_keyboard_alone(chromium, tokens):
    """From the card to a sent dispute, without a pointer and without knowing a key."""
    chromium.look()
    chromium.sign_in(tokens["csm"])
    chromium.open(f"{BEFORE}/csms/{OWN}")

    def reach(condition):
        for _ in range(200):
            active = chromium.driver.switch_to.active_element
            if condition(active):
                return active
            active.send_keys(Keys.TAB)
        raise AssertionError("the keyboard does not get there")

    link = reach(lambda one: one.text == "Dispute a fact")
    chromium.leave_by(lambda: link.send_keys(Keys.ENTER))
    summary = reach(lambda one: one.tag_name == "summary" and one.text.endswith("rows"))
    summary.send_keys(Keys.ENTER)
    link = reach(lambda one: one.text.startswith("Dispute this"))
    words = link.get_attribute("textContent")
    assert ": the renewal of " in words
    chromium.leave_by(lambda: link.send_keys(Keys.ENTER))
    assert chromium.find("h2").text.lower() == words.partition(": ")[2].lower()
    choice = reach(lambda one: one.get_attribute("id") == "field")
    choice.send_keys("Reason")
    choice.send_keys(Keys.TAB)
    chromium.driver.switch_to.active_element.send_keys("merger", Keys.TAB)
    chromium.driver.switch_to.active_element.send_keys("They were bought.", Keys.TAB)
    button = chromium.driver.switch_to.active_element
    assert button.text == "Dispute it"
    chromium.leave_by(lambda: button.send_keys(Keys.ENTER))
    assert chromium.path == f"{BEFORE}/csms/{OWN}"
    assert "reason should say merger" in chromium.find("[aria-labelledby=disputes]").text


def test_a_model_owner_takes_the_proposal_along(chromium, tokens):
    chromium.sign_in(tokens["model_owner"])
    chromium.open(f"{BEFORE}/audit")
    links = [one.get_attribute("href") for one in chromium.all("main a[download]")]
    texts = [
        chromium.service.get("/api" + link.partition("/api")[2], tokens["model_owner"])
        for link in links if "/proposal." in link]
    assert [one.headers["Content-Type"].partition(";")[0] for one in texts] == [
        "text/markdown", "text/csv"]
    assert texts[0].text.startswith("# What CSMs' overrides say about the health score")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_months_open_within_the_window(chromium, tokens, width):
    chromium.sign_in(tokens["vp"])
    chromium.look(width)
    for path in (BEFORE, f"{BEFORE}/data-quality", f"{BEFORE}/csms/{OWN}"):
        chromium.open(path)
        chromium.find(".months summary").click()
        left, right = chromium.driver.execute_script(
            "const one = document.querySelector('.months ul').getBoundingClientRect();"
            "return [one.left, window.innerWidth - one.right]")
        assert left >= 0 and right >= 0 and not chromium.is_wider_than_the_window()
        # To the oldest.
        months = chromium.all(".months a")
        assert len(months) > 24
        chromium.press(months[-1])
        assert not chromium.path.startswith(BEFORE)
    chromium.look()


def test_the_wrong_role_is_refused(chromium, tokens):
    chromium.sign_in(tokens["csm"])
    assert chromium.path == f"{BEFORE}/csms/{OWN}"
    chromium.open(BEFORE)
    assert chromium.find("h1").text == "Not for your role"
    assert "Episodes" in [link.text for link in chromium.all("header nav a")]
    chromium.follow("To the beginning")
    assert chromium.path == f"{BEFORE}/csms/{OWN}"
    labels = [link.text for link in chromium.all("header nav a")]
    assert labels == ["Your card", "Episodes", "Access log", "Account"]


def test_a_csm_replies_and_signs_out(chromium, tokens):
    chromium.look(390)
    chromium.sign_in(tokens["csm"])
    chromium.follow("Add your view")
    chromium.find("textarea").send_keys("Said in a browser: 3 < 4 & true.")
    chromium.press(chromium.find("main button"))
    assert chromium.path == f"{BEFORE}/csms/{OWN}"
    assert chromium.all(".said")[-1].text == "Said in a browser: 3 < 4 & true."
    chromium.press(chromium.all("[aria-label^='Answer comment']")[-1])
    chromium.find("textarea").send_keys("And answered.")
    chromium.press(chromium.find("main button"))
    assert "in answer to" in chromium.all(".answer")[-1].text
    chromium.follow("Account")
    chromium.press(chromium.find("main button"))
    assert chromium.path == "/sign-in" and chromium.driver.get_cookies() == []
    chromium.open(f"{BEFORE}/csms/{OWN}")
    assert chromium.path.startswith("/sign-in")


@pytest.mark.parametrize("role", READ)
def test_every_page_is_for_everybody(chromium, tokens, names, role):
    """axe-core finds nothing, and no page is wider than its window."""
    chromium.sign_in(tokens[role])
    paths = [BEFORE + path.format_map(names) for path in READ[role]] + ALSO.get(role, [])
    faults = []
    for path in paths:
        chromium.open(path)
        for width in (1440, 390):
            for theme in ("light", "dark"):
                chromium.look(width, theme)
                faults += [(path, width, theme, fault) for fault in chromium.faults()]
            if chromium.is_wider_than_the_window():
                faults.append((path, width, "wider than the window"))
    assert faults == []


def test_signing_in_is_for_everybody(chromium):
    chromium.driver.delete_all_cookies()
    chromium.open(f"/sign-in?next={BEFORE}")
    for wrong in (False, True):
        if wrong:
            chromium.find("#token").send_keys("plx_nothing")
            chromium.press(chromium.find("main button"))
        for width, theme in ((1440, "light"), (390, "dark")):
            chromium.look(width, theme)
            assert chromium.faults() == [] and not chromium.is_wider_than_the_window()


def test_the_keyboard_is_enough(chromium, tokens):
    chromium.look()
    chromium.sign_in(tokens["vp"])
    chromium.open(f"{BEFORE}/csms")
    body = chromium.find("body")
    body.send_keys(Keys.TAB)
    focused = chromium.driver.switch_to.active_element
    assert focused.text == "Skip to the content" and focused.rect["x"] >= 0
    seen = []
    for _ in range(14):
        focused = chromium.driver.switch_to.active_element
        style = chromium.driver.execute_script(
            "const one = getComputedStyle(arguments[0]); return [one.outlineStyle, "
            "parseFloat(one.outlineWidth)]", focused)
        assert style[0] != "none" and style[1] >= 2, focused.get_attribute("outerHTML")[:200]
        seen.append(focused.text)
        focused.send_keys(Keys.TAB)
    assert seen[1:12] == [
        "Parallax", "Brief", "Company", "CSMs", "Overrides", "Signals", "Episodes", "Trends",
        "Charts", "Data quality", "Account"]
    assert seen[12] == "October 2026"
    chromium.find(".months summary").send_keys(Keys.ENTER)
    until(lambda: chromium.find(".months a").is_displayed(), "the months are open")
    chromium.open(f"{BEFORE}/csms")
    chromium.find("body").send_keys(Keys.TAB)
    chromium.driver.switch_to.active_element.send_keys(Keys.ENTER)
    until(lambda: chromium.driver.switch_to.active_element.get_attribute("id") == "main",
          "the content has the focus")


def test_pages_have_one_heading_and_a_title_of_their_own(chromium, tokens, names):
    chromium.sign_in(tokens["vp"])
    titles = set()
    for path in READ["vp"]:
        chromium.open(BEFORE + path.format_map(names))
        assert len(chromium.all("h1")) == 1 and len(chromium.all("main")) == 1
        levels = [int(one.tag_name[1]) for one in chromium.all("h1, h2, h3, h4")]
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), (path, levels)
        assert "October 2026" in chromium.driver.title
        titles.add(chromium.driver.title)
    assert len(titles) >= len(READ["vp"]) - 1  # the filtered list keeps its name


def test_nothing_needs_a_script(service, tokens, tmp_path):
    browser = Chromium(service, tmp_path, script=False)
    try:
        browser.open("/sign-in")
        browser.find("#token").send_keys(tokens["csm"])
        browser.press(browser.find("main button"))
        assert browser.path == f"{BEFORE}/csms/{OWN}"
        browser.find(".months summary").click()
        browser.follow("Sep 2026")
        assert browser.path == f"/months/2026-09/csms/{OWN}"
        browser.follow("Add your view")
        browser.find("textarea").send_keys("Without a script.")
        browser.press(browser.find("main button"))
        assert browser.all(".said")[-1].text == "Without a script."
    finally:
        browser.driver.quit()


def test_pages_print_without_what_is_for_the_screen(chromium, tokens):
    chromium.look()
    chromium.sign_in(tokens["vp"])
    chromium.open(f"{BEFORE}/csms/{OWN}")
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not chromium.find("header nav").is_displayed()
    assert chromium.find("h1").is_displayed() and chromium.find("main table").is_displayed()
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(chromium.driver.print_page()) > 10_000
