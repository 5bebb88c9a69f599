"""Files to take along: who gets what of the workbook and of the slides."""

from __future__ import annotations

import io
import zipfile

import pytest
from conftest import MONTH, OWN, STRANGER, TEAM, csms

BASE = f"/api/v1/reviews/{MONTH}"
OFFICE = "application/vnd.openxmlformats-officedocument."


def text_of(content: bytes) -> str:
    """All parts of a package, those of packages in it too, as one text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            part = package.read(name)
            found.append(name)
            found.append(text_of(part) if part[:4] == b"PK\3\4" else part.decode("utf-8", "replace"))
    return "\n".join(found)


def people_in(text: str) -> set[str]:
    return {row["csm_id"] for row in csms() if row["csm_id"] in text or row["name"] in text}


@pytest.mark.parametrize("path, kind, name", [
    ("/workbook.xlsx", "spreadsheetml.sheet", f"review-{MONTH}.xlsx"),
    ("/deck.pptx?for=vp", "presentationml.presentation", f"review-{MONTH}-vp.pptx"),
    ("/deck.pptx", "presentationml.presentation", f"review-{MONTH}-board.pptx")])
def test_a_browser_saves_it_under_a_name(service, tokens, path, kind, name):
    answer = service.get(BASE + path, tokens["vp"])
    assert answer.headers["Content-Type"] == OFFICE + kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers
    assert service.get(BASE + path, tokens["vp"]).content == answer.content


def test_a_workbook_has_what_its_reader_may_see(service, tokens):
    books = {who: text_of(service.get(BASE + "/workbook.xlsx", tokens[who]).content)
             for who in ("vp", "manager", "csm")}
    team = {row["csm_id"] for row in csms() if row["team"] == TEAM}
    assert STRANGER in people_in(books["vp"])
    assert people_in(books["manager"]) <= team and OWN in people_in(books["manager"])
    assert people_in(books["csm"]) == {OWN}
    for other in {row["team"] for row in csms()} - {TEAM}:
        assert other not in books["manager"], other
    assert 'name="Company"' in books["vp"]
    assert 'name="Company"' not in books["manager"] + books["csm"]
    assert "<f>" not in books["vp"]


def test_the_boards_slides_name_nobody(service, tokens):
    board = text_of(service.get(BASE + "/deck.pptx?for=board", tokens["deck"]).content)
    assert people_in(board) == set()
    assert people_in(text_of(service.get(BASE + "/deck.pptx?for=vp", tokens["vp"]).content))


def test_whoever_asks_the_boards_slides_are_the_same(service, tokens):
    decks = {service.get(BASE + "/deck.pptx", tokens[who]).content for who in ("vp", "deck")}
    assert len(decks) == 1
