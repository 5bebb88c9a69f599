"""Chromium shows every SVG as the PNG is: texts at their places, with their widths and their ink."""

import io
import shutil

import pytest
from PIL import Image, ImageChops
from selenium import webdriver

# What a browser makes of each text: its box, and its width if nothing forced it.
MEASURE = """
return [...document.querySelectorAll('text')].map(text => {
  const box = text.getBBox(), told = parseFloat(text.getAttribute('textLength'));
  const at = parseFloat(text.getAttribute('x')), base = parseFloat(text.getAttribute('y'));
  const size = parseFloat(text.getAttribute('font-size')), words = text.textContent;
  text.removeAttribute('textLength');
  const natural = text.getComputedTextLength();
  text.setAttribute('textLength', told);
  return {words, at, base, size, told, natural, left: box.x, width: box.width};
});
"""


@pytest.fixture(scope="module")
def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                     "--hide-scrollbars", "--disable-lcd-text"):
        options.add_argument(argument)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False})
    yield driver
    driver.quit()


def names(charts):
    return sorted(path.stem for path in (charts.folder / "review/charts").glob("*.svg"))


def ink(picture, box):
    """How much of a box differs from its most frequent shade, in whole pixels."""
    part = picture.crop(tuple(map(round, box)))
    shades = part.histogram()
    ground = shades.index(max(shades))
    return sum(count * abs(shade - ground) for shade, count in enumerate(shades)) / 255


def test_texts_lie_where_the_scene_says(charts, chromium):
    seen = 0
    for name in names(charts):
        chromium.get(f"file://{charts.folder}/review/charts/{name}.svg")
        for text in chromium.execute_script(MEASURE):
            told = f"{name}: {text}"
            assert abs(text["left"] - text["at"]) <= 1.5, told
            assert abs(text["width"] - text["told"]) <= 1.5, told
            # The same fonts are there, so nothing was forced by more than hinting.
            assert abs(text["natural"] - text["told"]) <= 1.5 + 0.02 * text["told"], told
            seen += 1
    assert seen > 600


def test_the_browser_draws_what_the_png_has(charts, chromium):
    for name in names(charts):
        chromium.get(f"file://{charts.folder}/review/charts/{name}.svg")
        texts = chromium.execute_script(MEASURE)
        drawn = Image.open(io.BytesIO(chromium.get_screenshot_as_png())).convert("L")
        png = Image.open(charts.folder / f"review/charts/{name}.png").convert("L")
        assert drawn.size == png.size == (1920, 1080)
        # Seen from afar, the two are one picture.
        far = [picture.resize((192, 108), Image.BOX) for picture in (drawn, png)]
        worst = ImageChops.difference(*far).getextrema()[1]
        assert worst <= 40, f"{name}: a field differs by {worst} of 255"
        for text in texts:
            box = (text["at"], text["base"] - 0.78 * text["size"],
                   text["at"] + text["told"], text["base"] + 0.22 * text["size"])
            one, other = ink(drawn, box), ink(png, box)
            assert other > 2 and 0.6 < one / other < 1.6, f"{name}: {text['words']} {one} {other}"


def test_an_svg_has_no_script_and_loads_nothing(charts):
    for name in names(charts):
        text = (charts.folder / f"review/charts/{name}.svg").read_text(encoding="utf-8")
        assert "<script" not in text and "@import" not in text and "url(" not in text
        assert text.count("http") == 1 and 'xmlns="http://www.w3.org/2000/svg"' in text
