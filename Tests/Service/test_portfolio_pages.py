"""Two hundred CSMs in a browser, and scorecards on paper."""

from __future__ import annotations

import base64
import io
import re

import pytest
from chromium import Chromium
from conftest import MONTH, SAMPLE, parallax, until
from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from test_browser import BEFORE, chromium  # noqa: F401  (a fixture)

# No page may take more bytes or more pixels than this.
BYTES, PIXELS = 300_000, 5_200
CSMS = f"{BEFORE}/csms"
LETTERS = str.maketrans("áàâäãåçéèêëíìîïñóòôöõøúùûüýÿ", "aaaaaaceeeeiiiinoooooouuuuyy")


@pytest.fixture(scope="module")
def service(start, tmp_path_factory):
    """A service over a large portfolio."""
    folder = tmp_path_factory.mktemp("large")
    parallax("sample", "--out", folder / "feeds", "--csms", 200, "--accounts", 3000,
             "--months", 26)
    parallax("import", folder / "feeds", "--db", folder / "large.sqlite")
    return start("--plain-http", db=folder / "large.sqlite")


@pytest.fixture(scope="module")
def team(service) -> str:
    """The name of a team."""
    teams = service.get(f"/api/v1/reviews/{MONTH}/teams", service.token("vp")).json()["teams"]
    return teams[0]["team"]


def cells(browser: Chromium, column: str) -> list[str]:
    """The texts of a column of the table."""
    return [cell.text for cell in browser.all(f"tbody .col-{column}")]


def names(browser: Chromium) -> list[str]:
    """The names in the table."""
    return [cell.text for cell in browser.all("tbody th")]


def sheets(browser: Chromium) -> list[str]:
    """The text of each sheet of the printed page on one line, with "(picture)" for each picture."""
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pages = PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    assert all(round(page.mediabox.height) in (841, 842) for page in pages)
    return [
        " ".join(page.extract_text().split() + ["(picture)"] * len(page.images)) for page in pages]


def test_two_hundred_csms_come_in_parts(chromium, service):
    chromium.look()
    chromium.sign_in(service.token("vp"))
    chromium.open(CSMS)
    seen, sizes = names(chromium), [len(chromium.all("tbody tr"))]
    while chromium.all("[rel=next]"):
        chromium.follow("Next")
        seen += names(chromium)
        sizes.append(len(chromium.all("tbody tr")))
    assert sizes[:-1] == [50, 50, 50] and len(seen) == sum(sizes) > 180
    plain = [name.lower().translate(LETTERS) for name in seen]
    assert plain == sorted(plain)
    chromium.follow("Previous")
    assert names(chromium) == seen[100:150]


def test_they_are_sorted_searched_and_cut_to_a_team(chromium, service, team):
    chromium.sign_in(service.token("vp"))
    chromium.open(CSMS)
    for sign, order in (("", "ascending"), ("-", "descending")):
        chromium.press(next(
            link for link in chromium.all("thead a") if link.text.startswith("Renewal rate")))
        assert f"sort={sign}rate" in chromium.path
        assert chromium.find(f"th[aria-sort={order}]").text.startswith("Renewal rate")
        rates = [float(found[1]) for text in cells(chromium, "rate")
                 if (found := re.match(r"([\d.]+)", text))]
        assert len(rates) == 50 and rates == sorted(rates, reverse=bool(sign))
    name = names(chromium)[7]
    chromium.find("#q").send_keys(name.upper(), Keys.ENTER)
    until(lambda: "q=" in chromium.path and chromium.is_whole(), "the search is done")
    assert name in names(chromium) and set(names(chromium)) == {name}
    assert "sort=-rate" in chromium.path
    chromium.follow("Show all")
    Select(chromium.find("#team")).select_by_visible_text(team)
    chromium.press(chromium.find(".find button"))
    assert set(cells(chromium, "team")) == {team}
    chromium.press(chromium.find("tbody .col-team a"))
    assert chromium.find("h1").text == f"Team {team}"
    assert len(names(chromium)) > 5


def test_no_page_is_too_large(chromium, service, team):
    chromium.sign_in(service.token("vp"))
    chromium.look()
    chromium.open(CSMS)
    card = chromium.find("tbody a").get_attribute("href").removeprefix(service.url)
    for path in (f"{BEFORE}/company", CSMS, f"{BEFORE}/teams/{team}", card):
        chromium.open(path)
        assert len(chromium.driver.page_source.encode()) < BYTES, path
        for width in (1440, 390):
            chromium.look(width)
            height = chromium.driver.execute_script(
                "return document.documentElement.scrollHeight")
            assert height < PIXELS, (path, width, height)
            assert not chromium.is_wider_than_the_window()
    chromium.look()


def test_a_manager_prints_a_card(chromium, service, team):
    chromium.look()
    chromium.sign_in(service.token("manager", "--team", team))
    chromium.follow("CSMs")
    assert not chromium.all("tbody .col-team a[href$=nothing]")
    # One with a verdict, so that there is something to explain.
    row = next(row for row in chromium.all("tbody tr") if "expected range" in row.text)
    link = row.find_element("css selector", "th a")
    name = link.text
    chromium.press(link)
    digest = chromium.all("footer code")[1].text
    printed = sheets(chromium)
    assert 1 <= len(printed) <= 2
    for sheet in printed:
        assert f"{name} · October 2026 · data {digest}" in sheet
        # No sheet is nearly empty: what has few words has the chart.
        assert len(sheet) > 300 or "(picture)" in sheet
    text = " ".join(printed)
    assert "Renewal rate" in printed[0] and "expected range" in printed[0]
    # What is folded away on the screen is open on paper.
    assert "contracts due:" in text and "average mix of accounts" in text
    assert "From the others’" in text and "Benchmarks" not in text


def test_the_cards_of_a_written_review_are_printed_each_on_sheets_of_its_own(
        chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    parallax("import", SAMPLE, "--db", folder / "sample.sqlite",
             "--rejects", folder / "rejects.csv")
    parallax("review", "--db", folder / "sample.sqlite", "--out", folder / "review",
             "--format", "html")
    chromium.driver.get((folder / "review" / "review.html").as_uri())
    whole = sheets(chromium)
    assert len(whole) <= 12
    assert "contracts fell due in October 2026" in whole[0] and "Look into this" in whole[0]
    pages = sorted((folder / "review").glob("team-*.html"))
    assert pages
    for page in pages:
        chromium.driver.get(page.as_uri())
        digest = chromium.all("footer code")[1].text
        people = [card.get_attribute("textContent") for card in chromium.all("article[id^=csm] h3")]
        printed = sheets(chromium)
        assert all(len(sheet) > 100 for sheet in printed)
        for name in people:
            own = [sheet for sheet in printed if f"{name} · October 2026 · data {digest}" in sheet]
            assert 1 <= len(own) <= 2
            others = [f"{other} · October 2026" for other in people if other != name]
            assert not any(other in sheet for sheet in own for other in others)
