"""What python-pptx finds in the decks."""

import hashlib
import zipfile

import pytest
from conftest import AGAIN, DECKS, SAMPLES
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from templates import SECRET


def shapes_of(deck):
    for number, slide in enumerate(Presentation(deck).slides, 1):
        for shape in slide.shapes:
            yield number, slide, shape


def test_every_slide_has_its_title_in_the_title_placeholder(deck):
    titles = [slide.shapes.title.text for slide in Presentation(deck).slides]
    assert len(titles) >= 12
    assert all(titles)
    assert titles[0] == "Shops in October 2026"


def test_text_is_in_a_body_placeholder_where_the_layout_has_one(deck):
    slide = Presentation(deck).slides[1]
    bodies = [shape for shape in slide.placeholders
              if shape.placeholder_format.type in (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY)
              and "Two of twelve" in shape.text_frame.text]
    if deck.stem == "dark":
        assert any("Two of twelve" in shape.text_frame.text
                   for shape in slide.shapes if shape.has_text_frame)
    else:
        assert bodies


def test_charts_are_native_and_of_the_right_kinds(deck):
    kinds = [str(shape.chart.chart_type) for _, _, shape in shapes_of(deck) if shape.has_chart]
    assert len(kinds) == 8
    for kind in ["AREA_STACKED", "COLUMN_CLUSTERED", "COLUMN_STACKED ", "COLUMN_STACKED_100", "XY"]:
        assert any(kind.strip() in found for found in kinds), kinds


def test_the_table_is_a_table(deck):
    tables = [shape.table for _, _, shape in shapes_of(deck) if shape.has_table]
    assert tables and tables[0].cell(1, 0).text == "Harbour"
    assert tables[0].first_row


def test_notes_are_the_slides_own(deck):
    notes = [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else None
             for slide in Presentation(deck).slides]
    assert notes[0] == "Welcome everybody."
    assert notes[1] == "Say the two shops by name.\nLeave time for questions."
    assert notes[-1] is None


def test_slide_numbers_are_fields(deck):
    for slide in Presentation(deck).slides:
        if not any(place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
                   for place in slide.slide_layout.placeholders):
            continue
        assert 'type="slidenum"' in slide.element.xml


def test_every_graphic_is_described(deck):
    count = 0
    for _, _, shape in shapes_of(deck):
        if shape.has_chart or shape.has_table or shape.shape_type == 13 or hasattr(shape, "image"):
            assert shape._element.xpath(".//p:cNvPr/@descr")[0]
            count += 1
    assert count >= 10


def test_nothing_overlaps_and_everything_is_on_the_slide(deck):
    presentation = Presentation(deck)
    for number, slide in enumerate(presentation.slides, 1):
        boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for name, left, top, right, bottom in boxes:
            assert left >= 0 and top >= 0, (number, name)
            assert right <= presentation.slide_width, (number, name)
            assert bottom <= presentation.slide_height, (number, name)
        for index, a in enumerate(boxes):
            for b in boxes[index + 1:]:
                # Placeholders of a template may touch by a hair.
                hair = 20000
                apart = (a[3] <= b[1] + hair or b[3] <= a[1] + hair
                         or a[4] <= b[2] + hair or b[4] <= a[2] + hair)
                assert apart, (number, a, b)


@pytest.mark.parametrize("name", DECKS[1:])
def test_master_theme_and_size_are_the_templates(name):
    template = SAMPLES / "templates" / f"{name}.pptx"
    before, after = Presentation(template), Presentation(SAMPLES / f"{name}.pptx")
    assert (before.slide_width, before.slide_height) == (after.slide_width, after.slide_height)
    assert [x.name for x in before.slide_layouts] == [x.name for x in after.slide_layouts]
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(SAMPLES / f"{name}.pptx") as new:
        for part in old.namelist():
            if part.startswith(("ppt/slideMasters/s", "ppt/slideLayouts/s", "ppt/theme/theme1")):
                assert old.read(part) == new.read(part), part


@pytest.mark.parametrize("name", DECKS[1:])
def test_nothing_of_the_templates_slides_stays(name):
    with zipfile.ZipFile(SAMPLES / f"{name}.pptx") as package:
        for part in package.namelist():
            assert SECRET.encode() not in package.read(part), part
        pictures = [part for part in package.namelist() if part.startswith("ppt/media/")]
        assert len(pictures) == 1  # the sample's own
        slides = [part for part in package.namelist() if part.startswith("ppt/slides/slide")]
        assert len(slides) == len(Presentation(SAMPLES / f"{name}.pptx").slides)


def test_layouts_with_the_names_are_used():
    slides = Presentation(SAMPLES / "named.pptx").slides
    assert slides[0].slide_layout.name == "Parallax:Title"
    assert slides[1].slide_layout.name == "parallax:text"
    assert slides[2].slide_layout.name == "parallax:chart"


def test_remarks_say_what_the_template_lacks():
    remarks = (SAMPLES / "dark.remarks.txt").read_text()
    assert "no layout with one large place for a chart" in remarks and "Titre seul" in remarks
    assert (SAMPLES / "standard.remarks.txt").read_text() == ""


def test_a_look_that_is_in_sample_texts_only_is_taken_over():
    title = Presentation(SAMPLES / "resaved.pptx").slides[2].shapes.title
    assert title.text_frame.paragraphs[0].runs[0].font.size is not None


def test_two_runs_give_the_same_bytes():
    names = [f"{name}.pptx" for name in DECKS] + ["workbook.xlsx"]
    for name in names:
        digests = [hashlib.sha256((folder / name).read_bytes()).hexdigest()
                   for folder in (SAMPLES, AGAIN)]
        assert digests[0] == digests[1], name


def test_every_part_is_dated_alike_and_the_types_come_first(deck):
    with zipfile.ZipFile(deck) as package:
        entries = package.infolist()
        assert package.testzip() is None
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
