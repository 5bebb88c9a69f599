"""What LibreOffice makes of the files."""

import subprocess

import pytest
from conftest import DECKS, SAMPLES
from pptx import Presentation
from pypdf import PdfReader


@pytest.mark.parametrize("name", DECKS)
def test_every_slide_becomes_a_page_with_its_words(pdfs, name):
    pages = PdfReader(pdfs / f"{name}.pdf").pages
    slides = Presentation(SAMPLES / f"{name}.pptx").slides
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides):
        words = page.extract_text().lower().split()
        for word in slide.shapes.title.text.lower().split():
            assert word in words, (slide.shapes.title.text, words)


@pytest.mark.parametrize("name", DECKS)
def test_charts_are_drawn_with_their_labels(pdfs, name):
    text = "\n".join(page.extract_text() for page in PdfReader(pdfs / f"{name}.pdf").pages)
    text = " ".join(text.split())
    for word in ["Kept 84.4 %", "Target 90 %", "Usual range", "Market square", "Harbour", "+0.62 m",
                 "Upper limit", "n = 212", "Repeat"]:
        assert word in text, word


def test_no_page_is_empty(pdfs, tmp_path):
    for name in DECKS:
        subprocess.run(["pdftoppm", "-r", "20", "-gray", str(pdfs / f"{name}.pdf"),
                        str(tmp_path / name)], check=True)
    pictures = sorted(tmp_path.glob("*.pgm"))
    assert len(pictures) >= 4 * 12
    for picture in pictures:
        assert len(set(picture.read_bytes()[20:])) > 10, picture.name


def test_the_workbook_becomes_pages(pdfs):
    text = PdfReader(pdfs / "workbook.pdf").pages[0].extract_text()
    assert "Harbour" in text and "=1+1" in text
