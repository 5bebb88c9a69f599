"""The numbers of charts and those of their workbooks."""

import io
import posixpath
import re
import zipfile

import openpyxl
from lxml import etree

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_2012 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def charts(deck):
    """Each chart with the sheet of its workbook."""
    with zipfile.ZipFile(deck) as package:
        names = sorted(n for n in package.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", n))
        assert names
        for name in names:
            root = etree.fromstring(package.read(name))
            external = root.find(CHART + "externalData")
            folder, base = posixpath.split(name)
            relations = etree.fromstring(package.read(f"{folder}/_rels/{base}.rels"))
            target = next(r.get("Target") for r in relations
                          if r.get("Id") == external.get(RELATION + "id"))
            assert all(r.get("TargetMode") != "External" for r in relations)
            path = posixpath.normpath(posixpath.join(folder, target))
            book = openpyxl.load_workbook(io.BytesIO(package.read(path)))
            yield name, root, book


def cells(book, reference):
    sheet, area = reference.split("!")
    found = book[sheet][area.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_what_charts_show_is_what_their_workbooks_hold(deck):
    checked = 0
    for name, root, book in charts(deck):
        for element in root.iter(CHART + "strRef", CHART + "numRef"):
            values = cells(book, element.findtext(CHART + "f"))
            cache = element.find(CHART + "strCache")
            is_text = cache is not None
            cache = cache if is_text else element.find(CHART + "numCache")
            assert int(cache.find(CHART + "ptCount").get("val")) == len(values)
            shown = {int(p.get("idx")): p.findtext(CHART + "v") for p in cache.iter(CHART + "pt")}
            for index, value in enumerate(values):
                if value is None:
                    assert index not in shown or shown[index] == "", (name, index)
                elif is_text:
                    assert shown[index] == value, (name, index)
                else:
                    assert float(shown[index]) == value, (name, index)
                checked += 1
    assert checked > 300


def test_labels_from_cells_say_what_the_cells_say(deck):
    checked = 0
    for _, root, book in charts(deck):
        for element in root.iter(CHART_2012 + "datalabelsRange"):
            values = cells(book, element.findtext(CHART_2012 + "f"))
            cache = element.find(CHART_2012 + "dlblRangeCache")
            shown = {int(p.get("idx")): p.findtext(CHART + "v") for p in cache.iter(CHART + "pt")}
            for index, value in enumerate(values):
                assert shown.get(index) in (value, "" if value is None else value)
                checked += 1
    assert checked > 10


def test_chart_workbooks_have_no_formulas(deck):
    for _, _, book in charts(deck):
        for row in book.active.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_every_series_has_its_own_number_and_the_axes_belong_together(deck):
    for name, root, _ in charts(deck):
        numbers = [e.find(CHART + "idx").get("val") for e in root.iter(CHART + "ser")]
        assert len(numbers) == len(set(numbers)), name
        area = root.find(f"{CHART}chart/{CHART}plotArea")
        axes = {e.find(CHART + "axId").get("val") for e in area
                if e.tag in (CHART + "catAx", CHART + "valAx")}
        used = {e.get("val") for group in area for e in group.findall(CHART + "axId")}
        assert used == axes, name
