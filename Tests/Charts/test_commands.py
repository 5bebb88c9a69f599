"""Formats and themes on the command line."""

import xml.etree.ElementTree as xml

from PIL import Image

from conftest import ROOT

HARBOUR = ROOT / "Charts/themes/harbour.yaml"


def test_a_format_is_named_or_follows_from_the_file(charts):
    charts.draw("nps", "--out", charts.folder / "one.svg")
    assert xml.parse(charts.folder / "one.svg").getroot().tag.endswith("svg")
    charts.draw("nps", "--format", "svg")
    assert (charts.folder / "nps.svg").read_bytes() == (charts.folder / "one.svg").read_bytes()
    assert charts.draw("nps", "--format", "svg", "--out", "-").stdout.startswith("<svg ")
    for arguments in (["--out", "one.pdf"], ["--out", "one.png", "--format", "svg"]):
        refused = charts.draw("nps", *arguments, check=False)
        assert refused.returncode != 0 and "charts are written as" in refused.stderr


def test_a_theme_of_a_file_is_drawn(charts):
    charts.draw("renewal_rate", "--theme", HARBOUR, "--out", charts.folder / "own.png")
    with Image.open(charts.folder / "own.png") as image:
        assert image.convert("RGB").getpixel((3, 3)) == (0xFB, 0xF8, 0xF2)
        assert "\nlogo " in image.text["Layout"] and "Harbour & Co." in image.text["Layout"]
    charts.run("review", "--db", charts.ledger, "--month", "2026-10", "--theme", HARBOUR,
               "--format", "html", "--out", charts.folder / "own")
    with Image.open(charts.folder / "own/charts/renewal_rate.png") as image:
        assert image.convert("RGB").getpixel((3, 3)) == (0xFB, 0xF8, 0xF2)


def test_a_wrong_theme_is_told_in_one_line_before_anything_is_drawn(charts):
    path = charts.folder / "wrong.yaml"
    path.write_text("colors:\n  grey: \"#CCCCCC\"\n")
    for command in (["chart", "nps"], ["review", "--out", charts.folder / "none"]):
        refused = charts.run(*command, "--db", charts.ledger, "--theme", path, check=False)
        assert refused.returncode != 0
        lines = refused.stderr.strip().splitlines()
        assert " ".join(lines) == (
            f"Error: {path}, line 2: colors.grey #CCCCCC on the background #FFFFFF has a contrast of "
            "1.6, and text needs 4.5 (WCAG AA): choose a darker grey"), refused.stderr
    assert not (charts.folder / "none").exists()


def test_a_font_that_is_missing_is_a_note(charts):
    path = charts.folder / "fonts.yaml"
    path.write_text("fonts:\n  text: Nobodys Grotesk\n")
    drawn = charts.draw("nps", "--theme", path, "--out", charts.folder / "fonts.png")
    assert drawn.stderr.count("Nobodys Grotesk is not installed, so charts use ") == 1
