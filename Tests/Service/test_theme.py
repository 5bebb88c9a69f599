"""A service with a company's own theme draws all its charts in it."""

from __future__ import annotations

import io

import pytest
from conftest import MONTH, ROOT
from PIL import Image

BASE = f"/api/v1/reviews/{MONTH}"
HARBOUR = ROOT / "Charts/themes/harbour.yaml"
PAPER, WHITE, NIGHT = (0xFB, 0xF8, 0xF2), (255, 255, 255), (0x12, 0x15, 0x2B)


@pytest.fixture(scope="module")
def service(start):
    """A service with a theme."""
    return start("--plain-http", "--theme", str(HARBOUR))


@pytest.fixture(scope="module")
def token(service) -> str:
    """A VP's token."""
    return service.token("vp")


def corner(service, token, path) -> tuple[int, int, int]:
    answer = service.get(path, token)
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).convert("RGB").getpixel((3, 3))


def test_charts_have_the_theme_unless_another_is_asked_for(service, token):
    for path in (f"{BASE}/charts/renewal_rate.png", f"{BASE}/scorecards/C0001/bridge.png"):
        assert corner(service, token, path) == PAPER
    assert corner(service, token, f"{BASE}/charts/nps.png?theme=light") == WHITE
    assert corner(service, token, f"{BASE}/charts/nps.png?theme=dark") == NIGHT


def test_pages_ask_for_no_other_theme(service, token):
    page = service.get(f"/months/{MONTH}/charts", token, headers={"Accept": "text/html"})
    assert page.status_code == 200 and "renewal_rate.png" in page.text
    assert "theme=dark" not in page.text


def test_pictures_say_what_they_show(service, token):
    listed = {chart["name"]: chart for chart in service.get(f"{BASE}/charts", token).json()["charts"]}
    answer = service.get(f"{BASE}/charts/renewal_rate.png", token)
    image = Image.open(io.BytesIO(answer.content))
    image.load()
    assert image.text["Title"] == listed["renewal_rate"]["title"]
    assert image.text["Description"] == listed["renewal_rate"]["alt"]
