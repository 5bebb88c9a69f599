"""What a PNG says of itself, as a decoder that shares no code with the program reads it."""

import hashlib
import json

import pytest
from PIL import Image


def pictures(charts):
    return sorted((charts.folder / "review/charts").glob("*.png"))


def test_every_picture_says_what_it_shows(charts):
    listed = json.loads((charts.folder / "review/charts/charts.json").read_text())["charts"]
    words = {chart["name"]: chart for chart in listed}
    assert {path.stem for path in pictures(charts)} == set(words) and len(words) == 20
    for path in pictures(charts):
        with Image.open(path) as image:
            image.load()
            assert image.text["Title"] == words[path.stem]["title"]
            assert image.text["Description"] == words[path.stem]["alt"]
            assert image.text["Layout"].startswith("1920x1080 #FFFFFF\n")
        chart = words[path.stem]
        # Two sentences: the finding, then what is drawn.
        assert chart["alt"].startswith(chart["title"])
        assert chart["subtitle"] in chart["alt"] and chart["alt"].endswith(".")


def test_every_chart_keeps_to_the_standard(charts):
    for chart in json.loads((charts.folder / "review/charts/charts.json").read_text())["charts"]:
        footer = " · ".join(chart["footer"])
        name = chart["name"]
        assert len(chart["title"]) <= 70, name
        assert any(word in chart["subtitle"] for word in ("whole company", "CSMs")), name
        assert "2026" in chart["subtitle"], name
        assert any(word in footer for word in ("n = ", "n: ", "fitted to", "CSMs, ")), name
        assert "policy " in footer and ", data " in footer and "as of 31 Oct 2026" in footer, name


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_same_values_same_bytes(charts, ending):
    digests = set()
    for turn in range(2):
        path = charts.folder / f"turn{turn}.{ending}"
        charts.draw("scorecards", "--out", path)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    review = charts.folder / f"review/charts/scorecards.{ending}"
    digests.add(hashlib.sha256(review.read_bytes()).hexdigest())
    assert len(digests) == 1
