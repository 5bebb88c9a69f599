"""Workbooks as Excel, other programs and hands write them."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile

import openpyxl
import xlsxwriter
from portfolio import Row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def grid(rows: list[Row]) -> list[list[object]]:
    """A header and lines, with days as days."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return [columns] + [[day_or(row.get(column, "")) for column in columns] for row in rows]


def day_or(value: object) -> object:
    """A day where the text is one."""
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return value


def workbook(
    sheets: dict[str, list[Row] | list[list[object]]], hidden: tuple[str, ...] = (),
    day_format: str | int = "yyyy-mm-dd", number_format: str = "General",
    formats: dict | None = None,
    **options: object,
) -> bytes:
    """A workbook as Excel saves it. A sheet is rows, or lines of cells; `formats` gives columns
    their own number format. A cell (formula, value) is a formula with its cached value."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True} | options)
    days = book.add_format({"num_format": day_format})
    numbers = book.add_format({"num_format": number_format})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        lines = grid(rows) if rows and isinstance(rows[0], dict) else rows
        if name in hidden:
            sheet.hide()
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                own = (formats or {}).get(lines[0][x] if x < len(lines[0]) else None)
                if isinstance(value, (datetime.date, datetime.datetime)):
                    sheet.write_datetime(y, x, value, days)
                elif isinstance(value, tuple):
                    sheet.write_formula(y, x, value[0], None, value[1])
                elif isinstance(value, (int, float)):
                    sheet.write_number(
                        y, x, value, book.add_format({"num_format": own}) if own else numbers)
                elif value != "":
                    sheet.write_string(y, x, str(value))
    book.close()
    return out.getvalue()


def without_cached_values(rows: list[Row]) -> bytes:
    """A workbook that a library wrote: formulas, but nobody has worked them out."""
    book = openpyxl.Workbook()
    for line in grid(rows):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_macros(book: bytes) -> bytes:
    """The workbook as .xlsm."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as parts, zipfile.ZipFile(out, "w") as file:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            file.writestr(name, part)
        file.writestr("xl/vbaProject.bin", b"macros")
    return out.getvalue()


def raw_workbook(
    sheet: str, shared: str = "", namespace: str = MAIN, extra: dict[str, str] | None = None,
    prolog: str = "", compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook of one sheet, by hand. `sheet` is what stands in sheetData."""
    relations = STRICT_RELATIONS if namespace == STRICT else RELATIONS
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}'
            '.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="'
            f'{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}'
            '.sharedStrings+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="'
            f'{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{namespace}" xmlns:r="{relations}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="'
            f'{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="'
            f'{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{shared}</sst>',
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{namespace}"><sheetData>{sheet}</sheetData></worksheet>',
    } | (extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, part in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + prolog + part)
    return out.getvalue()


def inline_cells(rows: list[Row], mark: str = "") -> str:
    """sheetData with inline strings and numbers; `mark` is a namespace prefix such as `x:`."""
    lines = []
    for y, line in enumerate(grid(rows), 1):
        cells = []
        for x, value in enumerate(line):
            where = f'r="{chr(65 + x)}{y}"'
            if isinstance(value, (int, float)):
                cells.append(f"<{mark}c {where}><{mark}v>{value}</{mark}v></{mark}c>")
            elif value != "":
                cells.append(f'<{mark}c {where} t="inlineStr"><{mark}is><{mark}t>{value}</{mark}t>'
                             f"</{mark}is></{mark}c>")
        lines.append(f'<{mark}row r="{y}">{"".join(cells)}</{mark}row>')
    return "".join(lines)


def other_zip(parts: dict[str, bytes]) -> bytes:
    """A zip that is no workbook. The first part is stored, as OpenDocument asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def compound_file(stream: str) -> bytes:
    """A compound file as Excel 97 writes them, with one stream of that name: sector 0 is the
    allocation table, 1 the directory, 2 to 9 the stream."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0,
        4096, end, 0,
        end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, 3, 4, 5, 6, 7, 8, 9, end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        return (text.ljust(64, b"\0") + struct.pack(
            "<HBB3I", len(text) + 2 if name else 0, kind, 1, free, free, child)
                + bytes(36) + struct.pack("<IQ", start, size))

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, 4096) + entry(
        "", 0, free, 0, 0) * 2
    return header + table + directory + b"\x09\x08\x10\x00" + bytes(4092)
