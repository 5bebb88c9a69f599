"""Debian's Chromium, driven by the tests of both programs."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import shutil

from PIL import Image
from program import LONG, until
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def is_gone(element) -> bool:
    """Whether the page that an element belonged to was left; drivers say so in several ways."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False


class Chromium:
    """Debian's Chromium without a screen."""

    def __init__(self, service, downloads: pathlib.Path | None = None, script: bool = True) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                         "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {
            **({"download.default_directory": str(downloads)} if downloads else {}),
            **({} if script else {"profile.managed_default_content_settings.javascript": 2})})
        driver = webdriver.ChromeService(shutil.which("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=driver)
        self.driver.set_page_load_timeout(LONG)
        self.driver.set_script_timeout(LONG)
        self.driver.command_executor.client_config.timeout = LONG
        self.service, self.downloads = service, downloads

    def look(self, width: int = 1440, theme: str = "light") -> None:
        """Sets the window and the theme that its reader prefers."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": theme}]})
        # A page that does not say how wide a telephone is to show it is laid out wider.
        until(lambda: self.driver.execute_script(
            "return matchMedia(`(prefers-color-scheme: ${arguments[1]})`).matches && ("
            "!document.querySelector('meta[name=viewport]') ||"
            " document.documentElement.clientWidth === arguments[0])", width, theme),
            f"the window is {width} wide and {theme}")

    def open(self, path: str) -> None:
        """Opens a page."""
        self.driver.get(self.service.url + path)

    def find(self, selector: str):
        """The one element that a selector finds first, once it is there."""
        return until(lambda: self.all(selector), selector)[0]

    def all(self, selector: str) -> list:
        """Everything that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def follow(self, words: str) -> None:
        """Clicks on a link."""
        links = until(lambda: self.driver.find_elements(By.LINK_TEXT, words), f"a link {words}")
        self.press(links[0])

    def leave_by(self, act) -> None:
        """Does what leads to another page, and waits until all of that is there."""
        page = self.find("html")
        act()
        until(lambda: is_gone(page), "the page is left")
        until(self.is_whole, "the next page is there")

    def press(self, element) -> None:
        """Clicks on what leads to another page."""
        self.leave_by(element.click)

    def is_whole(self) -> bool:
        """Whether all of a page of the service is there."""
        try:
            return self.driver.execute_script(
                "return document.readyState === 'complete' && !!document.querySelector('main')")
        except WebDriverException:  # between two pages
            return False

    def download(self, link) -> Image.Image:
        """The picture that a link leads to, once all of it is in a file."""
        target = self.downloads / link.get_attribute("download")
        target.unlink(missing_ok=True)

        def whole() -> Image.Image | None:
            try:
                picture = Image.open(target)
                picture.load()
            except OSError:  # not there, or not all of it
                return None
            return picture

        link.click()
        return until(whole, f"{target.name} is downloaded")

    @property
    def path(self) -> str:
        """Where the browser is."""
        return self.driver.current_url.removeprefix(self.service.url)

    def sign_in(self, token: str) -> None:
        """Signs in as whoever the token is of."""
        self.driver.delete_all_cookies()
        self.open("/sign-in")
        self.find("#token").send_keys(token)
        self.press(self.find("main button"))
        assert self.path != "/sign-in"

    def faults(self) -> list[str]:
        """What axe-core finds wrong with the page."""
        # By the debugger: the page itself lets no script run.
        said = self.driver.execute_cdp_cmd("Runtime.evaluate", {
            "expression": AXE.read_text() + f"""; axe.run(document, {{
                runOnly: {json.dumps(RULES)}, resultTypes: ['violations']
            }}).then(found => JSON.stringify([found.violations.flatMap(one => one.nodes.map(
                node => one.id + ': ' + node.target + ' ' + node.failureSummary)),
                found.passes.length]))""",
            "awaitPromise": True, "returnByValue": True})
        violations, passes = json.loads(said["result"]["value"])
        assert passes > 0
        return violations

    def is_wider_than_the_window(self) -> bool:
        """Whether the page as a whole must be scrolled sideways."""
        return self.driver.execute_script(
            "return document.documentElement.scrollWidth > window.innerWidth")
