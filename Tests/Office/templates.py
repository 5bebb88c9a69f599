"""Makes the templates that samples are written on: `templates.py FOLDER`.

Each is a company's template as it may come: with slides of its own, whose words must not stay.
"""

import copy
import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

SECRET = "Project Nightfall"


def picture() -> io.BytesIO:
    """A small red PNG."""
    rows = b"".join(b"\0" + bytes([200, 30, 30]) * 20 for _ in range(10))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20, 10, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b""))


def add_slides(deck) -> None:
    """Adds slides with notes, a picture and names, as a template that was a deck once has them."""
    for number in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[min(1, len(deck.slide_layouts) - 1)])
        if slide.shapes.title is not None:
            slide.shapes.title.text = f"{SECRET} {number}"
        slide.shapes.add_picture(picture(), Inches(1), Inches(1))
        slide.notes_slide.notes_text_frame.text = f"{SECRET} in the notes"
    deck.core_properties.title = SECRET
    deck.core_properties.author = SECRET
    deck.core_properties.keywords = SECRET


def set_theme(deck, colors: dict[str, str], font: str) -> None:
    """Sets colours and fonts of the theme."""
    part = next(
        relation.target_part for relation in deck.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme"))
    text = part.blob.decode()
    from lxml import etree
    root = etree.fromstring(text.encode())
    scheme = root.find(".//" + qn("a:clrScheme"))
    for name, value in colors.items():
        slot = scheme.find(qn("a:" + name))
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", value)
    for kind in ("majorFont", "minorFont"):
        root.find(".//" + qn("a:" + kind)).find(qn("a:latin")).set("typeface", font)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def remove_layouts(deck, kept: set[str]) -> None:
    """Removes all layouts but those of the given names."""
    for layout in list(deck.slide_layouts):
        if layout.name not in kept:
            deck.slide_layouts.remove(layout)


def scale(deck, width: int, height: int) -> None:
    """Gives slides another size and moves everything on the master and layouts accordingly."""
    across, down = width / deck.slide_width, height / deck.slide_height
    for base in [deck.slide_master, *deck.slide_layouts]:
        for transform in base._element.iter(qn("a:xfrm")):
            offset, extent = transform.find(qn("a:off")), transform.find(qn("a:ext"))
            if offset is None:
                continue
            for node, name, factor in [
                    (offset, "x", across), (offset, "y", down), (extent, "cx", across),
                    (extent, "cy", down)]:
                node.set(name, str(int(int(node.get(name)) * factor)))
    deck.slide_width, deck.slide_height = width, height


def four_by_three(path: pathlib.Path) -> None:
    """4:3, titles in 44 points, German names of layouts."""
    deck = Presentation()
    names = {
        "Title Slide": "Titelfolie", "Title and Content": "Titel und Inhalt",
        "Section Header": "Abschnitt", "Title Only": "Nur Titel", "Blank": "Leer",
    }
    remove_layouts(deck, set(names))
    for layout in deck.slide_layouts:
        layout.name = names[layout.name]
    set_theme(deck, {"accent1": "7A1F5C", "accent2": "0B8A6A", "dk2": "3A1030"}, "Georgia")
    add_slides(deck)
    deck.save(path)


def dark(path: pathlib.Path) -> None:
    """16:9, light on dark, French names, and no layout with a place for content."""
    deck = Presentation()
    scale(deck, Emu(12192000), Emu(6858000))
    remove_layouts(deck, {"Title Only", "Blank"})
    for layout, name in zip(deck.slide_layouts, ["Titre seul", "Vide"]):
        layout.name = name
    set_theme(
        deck, {"dk1": "F4F4F4", "lt1": "101820", "accent1": "5BC0EB", "accent2": "FDE74C",
               "accent3": "9BC53D", "accent4": "E55934", "accent5": "FA7921", "dk2": "C8D0D8",
               "lt2": "1E2A35"}, "Verdana")
    title = deck.slide_master.placeholders[0]
    title.height = Inches(0.9)
    title.text_frame.auto_size = None
    style = deck.slide_master._element.find(".//" + qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", "3200")
    add_slides(deck)
    deck.save(path)


def named(path: pathlib.Path) -> None:
    """Layouts with the names that are looked for, beside a coloured panel with a logo."""
    deck = Presentation()
    scale(deck, Emu(12192000), Emu(6858000))
    set_theme(
        deck, {"accent1": "00594C", "accent2": "E4002B", "accent6": "A7B1B7", "dk1": "222222"},
        "Arial")
    kept = {"Title Slide": "Parallax:Title", "Title and Content": "parallax:chart",
            "Section Header": "parallax:text", "Title Only": "Nothing special"}
    remove_layouts(deck, set(kept))
    for layout in deck.slide_layouts:
        layout.name = kept[layout.name]
    panel = deck.slide_master.shapes._spTree
    deck_slide = deck.slides.add_slide(deck.slide_layouts[0])
    shape = deck_slide.shapes.add_shape(1, 0, 0, Inches(1.2), deck.slide_height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0, 0x59, 0x4C)
    shape.line.fill.background()
    element = copy.deepcopy(shape._element)
    panel.insert(2, element)
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx in (10, 11, 12):
                place.left, place.top, place.width, place.height = (
                    place.left or Inches(2), Inches(6.95), Inches(3), Inches(0.35))
                place.left = {10: Inches(1.6), 11: Inches(5), 12: Inches(9.9)}[
                    place.placeholder_format.idx]
            elif layout.name == "Parallax:Title":
                place.left, place.width = Inches(2), Inches(10.5)
            elif place.placeholder_format.idx == 0:
                place.left, place.top = Inches(1.6), Inches(0.4)
                place.width, place.height = Inches(11.3), Inches(1)
                place.text_frame.paragraphs[0].font.size = Pt(30)
            else:
                place.left, place.top = Inches(1.6), Inches(1.5)
                place.width, place.height = Inches(11.3), Inches(5.3)
                place._element.txBody.bodyPr.set("anchor", "t")
    add_slides(deck)
    deck.save(path)


def resaved(path: pathlib.Path) -> None:
    """Saved by LibreOffice, which writes the look of text into sample texts, not into styles."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / path.name
        four_by_three(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pptx", "--outdir", str(path.parent), str(source)],
            check=True, capture_output=True, timeout=300)


TEMPLATES = {"four-by-three": four_by_three, "dark": dark, "named": named, "resaved": resaved}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        make(folder / f"{name}.pptx")
