"""Section A: containers, workbooks, encodings, separators, line ends, what stands around the
table."""

from __future__ import annotations

import csv
import datetime
import gzip
import json
import zipfile

import pytest
from ledger import keeps_promise, says, silent
from portfolio import (accounts, arr, as_amounts, as_dates, assignments, csms, figures, german,
    health, renamed,
                       renewals, text)
from workbooks import (STRICT, compound_file, grid, inline_cells, other_zip, raw_workbook,
    with_macros,
                       without_cached_values, workbook)

ROWS = renewals()
PLAIN = text(ROWS)
SEMICOLON = text(ROWS, ";", "\r\n")
LINES = PLAIN.splitlines()
HEADER = LINES[0]


def lines(*above: str, header: str = HEADER, below: tuple[str, ...] = ()) -> str:
    """The renewals with lines above the header and below it."""
    return "\n".join([*above, header, *below, *LINES[1:]]) + "\n"


def padded(left: int, right: int, rows: int) -> str:
    """The renewals with empty columns around them and rows of commas alone below."""
    width = left + HEADER.count(",") + right
    return "".join("," * left + line + "," * right + "\r\n" for line in LINES) + (
        "," * width + "\r\n") * rows


def json_lines(rows: list, **options: object) -> str:
    """The rows as JSON lines, empty values as null."""
    return "\n".join(json.dumps({name: value if value != "" else None for name,
        value in row.items()},
                                **options) for row in rows) + "\n"


# The same twelve renewals in one form each, and what the summary must say of it.
FORMS = {
    "comma": (PLAIN, None),
    "semicolon": (SEMICOLON, "semicolon|;"),
    "tab": (text(ROWS, "\t", "\r\n"), r"\btabs?\b"),
    "pipe": (text(ROWS, "|"), r"pipe|\||vertical"),
    "a line sep= for Excel": ("sep=;\r\n" + SEMICOLON, "semicolon|;"),
    "a line sep= that says comma": ("sep=,\r\n" + PLAIN, None),
    "CRLF": (text(ROWS, newline="\r\n"), None),
    "CR": (text(ROWS, newline="\r"), r"\bCR\b|carriage"),
    "CR and semicolons": (text(ROWS, ";", "\r"), "semicolon|;"),
    "no last line end": (PLAIN[:-1], None),
    "no last line end after CR": (text(ROWS, newline="\r")[:-1], None),
    "everything in quotes": (text(ROWS, quoting=csv.QUOTE_ALL), None),
    "UTF-8 mark": (b"\xef\xbb\xbf" + PLAIN.encode(), None),
    "UTF-8 mark before a quoted header": (
        b"\xef\xbb\xbf" + text(ROWS, ";", quoting=csv.QUOTE_ALL).encode(), "semicolon|;"),
    "UTF-16 little-endian": (b"\xff\xfe" + PLAIN.encode("utf-16-le"), "utf-?16"),
    "UTF-16 big-endian": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-?16"),
    "Unicode text from Excel": (text(ROWS, "\t", "\r\n").encode("utf-16"), "utf-?16"),
    "upper-case header": (PLAIN.replace(HEADER, HEADER.upper()), None),
    "blanks in the header": (PLAIN.replace(HEADER, HEADER.replace(",", " , ")), None),
    "no-break space in the header": (
        PLAIN.replace(HEADER, HEADER.replace(",", "\u00a0,")), None),
    "columns in another order": (text([dict(reversed(row.items())) for row in ROWS]), None),
    "rows in another order": (text(ROWS[::-1]), None),
    "empty columns on the right": (padded(0, 3, 0), None),
    "empty columns on the left": (padded(2, 0, 0), None),
    "rows of commas alone": (padded(0, 1, 40), None),
    "empty lines between rows": (PLAIN.replace("\n", "\n\n"), None),
    "an empty column in the middle": (
        "".join(line.replace(",", ",,", 1) + "\n" for line in LINES), None),
    "a title block": (lines("Renewals 2025", "as of;31 Dec 2025", ""), r"line 4"),
    "a title that is quoted over two lines": (lines('"Renewals', '2025"', ""), r"header|line"),
    "header on line 20": (lines(*["About this report"] * 19), r"line 20"),
    "a title with the names of columns": (
        lines("Report: renewal_id, account_id", ",,,,,,"), r"line 3"),
    "a title above semicolons": (
        "Verträge;;;;;;\r\nStand;31.12.2025;;;;;\r\n;;;;;;\r\n" + SEMICOLON, r"line 4"),
    "a line of units": (
        lines(below=("key,key,yyyy-mm-dd,word,yyyy-mm-dd,USD,USD",)), r"unit|line 2|passed over"),
    "a line of units, mostly empty": (
        lines(below=(",,date,,date,USD p.a.,USD p.a.",)), r"unit|line 2|passed over"),
    "a title and a line of units": (
        lines("Renewals", "", below=("id,id,date,text,date,$,$",)), r"line 3"),
    "gzip": (gzip.compress(PLAIN.encode()), None),
    "gzip of semicolons": (gzip.compress(SEMICOLON.encode()), "semicolon|;"),
    "gzip of UTF-16": (gzip.compress(b"\xff\xfe" + PLAIN.encode("utf-16-le")), "utf-?16"),
    "JSON lines": (json_lines(ROWS), "json"),
    "JSON lines, spaced and sorted": (
        json_lines(ROWS, indent=None, separators=(" , ", " : "), sort_keys=True), "json"),
    "JSON lines with numbers as text": (
        json_lines([{name: str(value) for name, value in row.items()} for row in ROWS]), "json"),
    "workbook": (workbook({"Sheet1": ROWS}), r"workbook|xlsx|excel"),
    "workbook, dates since 1904": (workbook({"Sheet1": ROWS}, date_1904=True),
        "workbook|xlsx|excel"),
    "workbook with inline strings": (
        workbook({"Sheet1": ROWS}, constant_memory=True), "workbook|xlsx|excel"),
    "workbook with text for dates": (
        workbook({"Sheet1": [[str(cell) for cell in line] for line in grid(ROWS)]}),
        "workbook|xlsx"),
    "workbook with German text": (
        workbook({"Tabelle1": [[str(cell) for cell in line] for line in grid(
            as_amounts(as_dates(ROWS, "%d.%m.%Y"), german))]}), "workbook|xlsx"),
    "workbook with a title": (
        workbook({"Sheet1": [["Renewals 2025"], ["as of", datetime.date(2025, 12, 31)], []]
                  + grid(ROWS)}), r"row 4|line 4"),
    "workbook with empty columns and rows": (
        workbook({"Sheet1": [[], *(["", *line] for line in grid(ROWS)[:7]), [], [],
                             *(["", *line] for line in grid(ROWS)[7:])]}), "workbook|xlsx"),
    "workbook, days as d-mmm-yy": (
        workbook({"S": ROWS}, day_format="[$-409]d-mmm-yy;@"), "workbook|xlsx"),
    "workbook, days in Japanese": (
        workbook({"S": ROWS}, day_format='yyyy"年"m"月"d"日"'), "workbook|xlsx"),
    "workbook, days in capitals": (workbook({"S": ROWS}, day_format="DD.MM.YYYY"), "workbook|xlsx"),
    "workbook, days in Excel's own form": (workbook({"S": ROWS}, day_format=14), "workbook|xlsx"),
    "workbook, days with their weekday": (
        workbook({"S": ROWS}, day_format="[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"), "workbook|xlsx"),
    "workbook, amounts in engineers' form": (workbook({"S": ROWS}, number_format="0.00E+00"),
        "workbook|xlsx"),
    "workbook with macros": (with_macros(workbook({"S": ROWS})), "workbook|xlsx|xlsm"),
    "workbook, amounts with words in their format": (
        workbook({"S": ROWS}, number_format='#,##0.00 "per year, dd/mm/yy";[Red]-#,##0.00'),
        "workbook|xlsx"),
    "workbook with cached formulas": (
        workbook({"S": [line if y == 0 else [*line[:6], (f"=F{y + 1}*1", line[6])]
                        for y, line in enumerate(grid(ROWS))]}), "workbook|xlsx"),
    "workbook with cached text formulas": (
        workbook({"S": [line if y == 0 else [('="R"&"x"', line[0]), *line[1:]]
                        for y, line in enumerate(grid(ROWS))]}), "workbook|xlsx"),
    "workbook stored without compression": (
        raw_workbook(inline_cells(ROWS), compression=zipfile.ZIP_STORED), "workbook|xlsx"),
    "workbook in the strict form": (
        raw_workbook(inline_cells(ROWS), namespace=STRICT), "workbook|xlsx"),
    "workbook with prefixed names": (
        raw_workbook("", extra={"xl/worksheets/sheet1.xml":
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<x:sheetData>{inline_cells(ROWS, "x:")}</x:sheetData></x:worksheet>'}),
            "workbook|xlsx"),
    "workbook without cell references": (
        raw_workbook("".join("<row>" + "".join(
            f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in line) + "</row>"
            for line in grid(ROWS))), "workbook|xlsx"),
    "workbook with dates of type d": (
        raw_workbook(inline_cells(ROWS).replace(
            't="inlineStr"><is><t>2025', 't="d"><v>2025').replace(
            '-15</t></is></c>', '-15T00:00:00</v></c>')), "workbook|xlsx"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_figures(book, form):
    """Whatever people save, the twelve renewals are the same and the summary says what was
    found."""
    content, word = FORMS[form]
    taken = book.take("renewals.csv", content)
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    assert book.headline() == figures()
    if word:
        says(taken.told, word)


@pytest.mark.parametrize("form", ["comma", "CRLF", "UTF-8 mark", "rows in another order"])
def test_the_plain_form_is_not_talked_about(book, form):
    """A plain UTF-8 CSV with commas and ISO dates needs no words."""
    taken = book.take("renewals.csv", FORMS[form][0])
    silent(taken.told, "comma", "utf", "separator", "dates?:", "header", "encoding")


def test_json_names_what_was_detected_too(book):
    """The summary as JSON has what the text has. open: the page says 'the summary'."""
    taken = book.take("renewals.csv", as_semicolons_16())
    says(taken.out, "utf-?16", "semicolon|;")


def as_semicolons_16() -> bytes:
    """Two things to detect at once."""
    return b"\xff\xfe" + SEMICOLON.encode("utf-16-le")


@pytest.mark.parametrize("form", ["CR", "workbook", "workbook, dates since 1904", "JSON lines",
                                  "a line sep= for Excel", "rows in another order"])
def test_the_review_is_the_same_to_the_byte(book, full, form):
    """Neither the form of a file nor the order of its rows reaches a figure."""
    book.take("renewals.csv", FORMS[form][0])
    assert book.review() == full.review()


def test_quoted_fields_may_hold_everything(book):
    """A reason with separators, quotes and a line break is one field, in every separator."""
    reason = 'left; for, "Rival"\tand|more\r\nsecond line'
    for separator in ",;\t|":
        taken = book.take("renewals.csv", text(renewals(R11={"reason": reason}), separator, "\r\n"))
        assert taken.code == 0, taken
    assert taken.counts == {"unchanged": 12}


def test_more_semicolons_than_commas_do_not_decide(book):
    """The header decides the separator, not the count of a character."""
    rows = renewals(**{f"R{n:02}": {"reason": ";;;;;;;;;"} for n in range(1, 13)})
    assert book.take("renewals.csv", text(rows)).counts == {"new": 12}
    assert book.headline() == figures()


# --- the header -----------------------------------------------------------------------------------

def test_a_header_below_line_20_needs_to_be_pointed_at(book):
    """The header is looked for in the top 20 lines; --header-row says that it is lower."""
    content = lines(*["About this report"] * 20)
    assert book.take("renewals.csv", content).refusal
    assert book.take("renewals.csv", content, "--header-row", "21").counts == {"new": 12}
    assert book.headline() == figures()


def test_header_row_decides_between_two(book):
    """A template has an example above the real table. Without the option the first header
    counts."""
    content = HEADER + "\n" + LINES[1].replace("10000", "99") + "\n\n" + PLAIN
    taken = book.take("renewals.csv", content, "--header-row", "4")
    assert taken.counts == {"new": 12}, taken
    assert book.headline() == figures()


@pytest.mark.parametrize("content, words", [
    ("", ["empty"]), ("\n\n\n", ["header|column|empty"]), (" ", ["header|column|empty"]),
    (b"\xef\xbb\xbf", ["empty|header|column"]), (b"\xff\xfe", ["empty|header|column"]),
    (gzip.compress(b""), ["empty|header|column"]), (",,,,\n,,,,\n", ["header|column|empty"]),
    ("[]", ["column|json|header"]),
    (HEADER.replace("due_date", "due"), ["due_date"]),
    (HEADER + ",arr_after\n" + "".join(f"{line},1\n" for line in LINES[1:]), ["arr_after"]),
    (text(ROWS, "^"), ["column|separator"]),
    ("Dear colleagues,\nplease find the renewals attached.\n", ["column|header"]),
], ids=["no byte", "line ends only", "a blank", "a mark only", "UTF-16 mark only",
"gzip of nothing",
        "commas only", "empty list", "a required column is missing", "a column twice", "carets",
        "a letter"])
def test_no_table_is_refused_in_one_line(book, content, words):
    """A file without a table is refused, with what is missing."""
    says(book.take("renewals.csv", content).refusal, *words)


@pytest.mark.parametrize("content", [
    HEADER, HEADER + "\n", "Renewals\n\n" + HEADER + "\n", "sep=;\r\n" + HEADER.replace(",", ";"),
    workbook({"Sheet1": [HEADER.split(",")]})],
    ids=["no line end", "line end", "title", "sep", "workbook"])
def test_a_header_alone_is_no_fault(book, content):
    """A month without renewals is an empty table: exit 0, no rows."""
    taken = book.take("renewals.csv", content)
    assert (taken.code, taken.counts) == (0, {}), taken


@pytest.mark.parametrize("content", [
    HEADER + "".join(f",c{n}" for n in range(1_000_000)) + "\n",
    "x" * 5_000_000, "x," * 2_000_000, ";" * 3_000_000, '"' + "a\n" * 1_000_000],
    ids=["a million columns", "one long word", "two million fields", "semicolons", "an open quote"])
def test_monsters_end_soon_and_briefly(book, content):
    """Whatever the verdict, it comes soon and does not print the file."""
    taken = book.take("renewals.csv", content)
    assert taken.code in (0, 1, 2)
    assert len(taken.said) < 5000, taken.said[:300]
    assert "rejected" not in taken.counts


def test_a_bad_first_row_is_no_line_of_units(book):
    """Only a line without values is passed over: a bad first row is rejected and named."""
    taken = book.take("renewals.csv", text(renewals(R01={"due_date": "tbd"})))
    assert (taken.code, taken.counts) == (2, {"new": 11, "rejected": 1}), taken
    says(taken.reasons, "due_date", "tbd")


@pytest.mark.parametrize("footer", [
    "Total,,,,,120000,100000", ",,,,,120000,100000", "Grand Summaries,,,,,,",
    "Confidential Information - Do Not Distribute", "Copyright (c) 2000-2025 salesforce.com"])
def test_a_footer_is_not_a_renewal(book, footer):
    """Totals and notices below the table never enter a figure, and are named."""
    taken = book.take("renewals.csv", PLAIN + "\n" + footer + "\n")
    assert taken.code in (0, 2) and taken.count("new") == 12, taken
    assert taken.code == 2 or "14" in taken.told, "passed over without a word"
    assert book.headline() == figures()


def test_a_header_that_is_repeated_is_not_a_renewal(book):
    """Reports in pages repeat their header."""
    taken = book.take("renewals.csv", "\n".join([*LINES[:7], HEADER, *LINES[7:]]) + "\n")
    assert taken.count("new") == 12 and taken.code in (0, 2), taken
    assert book.headline() == figures()


@pytest.mark.parametrize("content", [
    text([{"": n} | row for n, row in enumerate(ROWS)]),
    text([{"#": n} | row for n, row in enumerate(ROWS)]),
    text([row | {"": "note"} for row in ROWS]),
    "\n".join([HEADER, *(line + "," for line in LINES[1:])]) + "\n",
    "\n".join([HEADER + ",reason", *LINES[1:]]) + "\n",
    "\n".join(f'"{line}"' for line in LINES) + "\n",
    "\ufeff\ufeff" + PLAIN, PLAIN + "\x1a", PLAIN + "\0" * 100,
    PLAIN.replace("\n", "\n\r"), PLAIN.replace("\n", "\r\r\n"), PLAIN.replace("R05", "R\n05"),
    json.dumps(ROWS), json.dumps(ROWS, indent=2),
    "\n".join(f"{HEADER}\n{line}" for line in LINES[1:]),
    gzip.compress(gzip.compress(PLAIN.encode())),
    gzip.compress(workbook({"Sheet1": ROWS})),
    "sep=|\n" + text(ROWS, "|"), "sep=\t\n" + text(ROWS, "\t"),
    workbook({"Sheet1": ROWS, "Sheet2": [], "Sheet3": []}),
    workbook({" Renewals ": ROWS, "Accounts 2": accounts()}),
    workbook({"S": ROWS}, day_format="General"),
    workbook({"S": [line if y == 0 else [*line[:2], datetime.datetime(2025, y, 15, 23, 59, 59),
                                         *line[3:]] for y, line in enumerate(grid(ROWS))]},
             day_format="yyyy-mm-dd hh:mm"),
    raw_workbook("<row r='1'><c r='A1'><v>" + "9" * 400 + "</v></c></row>"),
], ids=["pandas index", "row numbers", "notes without a name", "rows end in a comma",
        "rows lack the last field", "every line in quotes", "two marks", "Ctrl-Z",
        "NULs at the end",
        "LF CR", "CR CR LF", "a broken line", "JSON list", "indented JSON",
        "header before each row",
        "gzip twice", "gzip of a workbook", "sep=|", "sep=tab", "empty Sheet2 and Sheet3",
        "blanks in names of sheets", "dates as plain numbers", "a second before midnight",
        "a number of 400 digits"])
def test_odd_forms_keep_the_promise(book, content):
    """Right figures or a word. open: the page names none of these forms."""
    keeps_promise(book, book.take("renewals.csv", content), figures())


@pytest.mark.parametrize("texts", [
    {"R05": '"Rival'}, {"R05": '"Rival', "R09": '"Rival'}, {"R05": '"Rival" won'},
    {"R05": r'"said \"too, much\""'},
    {"R05": '12" rack'}], ids=["never closed", "twice", "in the middle", "backslashes", "inches"])
def test_a_stray_quote_loses_no_row(book, texts):
    """Typed quotes that nobody doubled: each of the twelve rows is taken or named."""
    content = text(renewals(**{name: {"reason": name + "!"} for name in texts}))
    for name, reason in texts.items():
        content = content.replace(name + "!", reason)
    taken = book.take("renewals.csv", content)
    assert taken.count("new") + taken.count("rejected") == 12, taken
    assert taken.count("rejected") == len(taken.rejects) <= 2


def test_lines_are_those_of_the_file(book):
    """A person looks the rejected row up: titles, sep=, empty lines and line breaks in fields
    count."""
    bad = renewals(R05={"outcome": "perhaps"}, R03={"reason": "two\nlines"})
    for content, number in ((text(bad), 7), ("Title\n\n" + text(bad), 9),
            ("sep=;\n" + text(bad, ";"), 8),
                            (text(bad, "|", "\r", csv.QUOTE_ALL).replace(
                                "two\nlines", "two\rlines"), 7),
                            (text(bad).replace("\nR", "\n\nR"), 12)):
        taken = book.take("renewals.csv", content)
        assert [row["line"] for row in taken.rejects] == [str(number)], (
            content[:40], taken.rejects)
    taken = book.take("renewals.xlsx", workbook({"S": [["Title"], [], *grid(bad)]}))
    assert [row["line"] for row in taken.rejects] == ["8"]


def test_several_paths_of_one_feed(book):
    """Two files that a person names are both taken, one after the other: a month each."""
    paths = [book.write(f"{month}.csv", renewals()[at:at + 6]) for month,
        at in (("jan", 0), ("jul", 6))]
    done = book.run("import", *paths, "--feed", "renewals")
    assert done.code == 0, done
    assert book.headline() == figures()


# --- encodings ------------------------------------------------------------------------------------

def people(name: str) -> str:
    """csms.csv with a name that is not ASCII."""
    return text(csms(C1={"name": name}), newline="\r\n")


@pytest.mark.parametrize("encoding, name, likely", [
    ("cp1252", "Jörg Müller", r"1252|latin|8859"), ("cp1252", "Müller – Söhne “AG” €", "1252"),
    ("iso8859-1", "Zoë Ångström", r"1252|latin|8859"), ("mac-roman", "Jörg Müller", r"mac|roman"),
    ("cp1250", "Łukasz Żółć", "--encoding"), ("cp1251", "Анна Петрова", "--encoding"),
    ("shift-jis", "田中さくら", "--encoding"), ("utf-16-le", "Jörg Müller", r"utf-?16"),
    ("utf-16-be", "Anna Meyer", r"utf-?16")])
def test_other_bytes_are_refused_and_read_when_named(ledger, encoding, name, likely):
    """Nothing of the file is taken until a person has named its encoding; then names are right."""
    content = people(name).encode(encoding)
    says(ledger.take("csms.csv", content).refusal, "--encoding", likely, "utf-8|utf-16")
    names = {"mac-roman": "MACINTOSH", "iso8859-1": "ISO-8859-1", "utf-16-le": "UTF-16LE",
             "utf-16-be": "UTF-16BE"}
    taken = ledger.take("csms.csv", content, "--encoding", names.get(encoding, encoding.upper()))
    assert (taken.code, taken.counts) == (0, {"new": 2}), taken
    ledger.take("accounts.csv", accounts())
    ledger.take("health.csv", health())
    assert ledger.review()["scorecards"][0]["name"] == name


@pytest.mark.parametrize("feed, content", [
    ("health.csv", text([row | {"model_version": "v1"} for row in health() * 400]).encode()
     + b"A01,2025-12-30,75,m\xfcller\n"),
    ("renewals.csv", text([row | {"reason": ""} for row in ROWS]).encode()
     + b"R13,A01,2026-01-15,open,,1,,k\xfcndigt\n"),
    ("renewals.csv", b"\xff\xfe" + PLAIN.encode("utf-16-le") + b"\x00"),
    ("renewals.csv", b"\xff\xfe" + PLAIN.encode("utf-16-le").replace(b"5\x00", b"\x00\xd8", 1)),
    ("renewals.csv", PLAIN.encode().replace(b"R05", b"R\xc0\xaf")),
    ("renewals.csv", PLAIN.encode().replace(b"R05", b"R\xed\xa0\x80"))],
    ids=["at the end of health", "at the end", "half a character", "half a pair", "overlong",
         "a surrogate in UTF-8"])
def test_one_bad_byte_refuses_the_whole_file(book, feed, content):
    """Ten of twelve customers with a plain name are no portfolio."""
    says(book.take(feed, content).refusal, "encoding|utf|character|byte")
    assert book.feed("renewals")["rows"] == 0


def test_a_folder_with_a_bad_file_takes_nothing_of_it(ledger):
    """The accounts in Windows-1252 among good files: no review of ten of the twelve."""
    files = {"accounts.csv": text(accounts(A03={"name": "Müller"})).encode("cp1252"),
             "csms.csv": csms(), "renewals.csv": ROWS}
    taken = ledger.take_folder(files)
    assert taken.code == 2 and "accounts.csv" in taken.refused
    says(taken.refused["accounts.csv"], "--encoding", "1252")
    assert ledger.rows("accounts") == ledger.rows("renewals") == 0


@pytest.mark.parametrize("encoding", ["KLINGON", "", "UTF-8", "ASCII"])
def test_a_wrong_encoding_is_refused(ledger, encoding):
    """An encoding that nobody knows, or that does not fit the bytes."""
    taken = ledger.take("csms.csv", people("Jörg").encode("cp1252"), "--encoding", encoding)
    assert taken.code in (1, 64) and not taken.counts, taken
    says(taken.said, "encoding|UTF-8|ASCII")


def test_bytes_that_the_named_encoding_lacks(ledger):
    """0x81 is no character of Windows-1252."""
    content = people("Jörg").encode("cp1252").replace(b"J", b"\x81")
    assert ledger.take("csms.csv", content, "--encoding", "CP1252").refusal


# --- containers -----------------------------------------------------------------------------------

OLE, ENCRYPTED = compound_file("Workbook"), compound_file("EncryptedPackage")
PAGE = ("<html><head><meta charset=UTF-8></head><body><table><tr><th>renewal_id</th></tr><tr><td>"
        "SecretName</td></tr></table></body></html>")
MARKUP_2003 = ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns='
               '"urn:schemas-microsoft-com:office:spreadsheet"></Workbook>')

# Entities that double 30 times.
LAUGHS = '<!DOCTYPE a [<!ENTITY c0 "ha">' + "".join(
    f'<!ENTITY c{n} "&c{n - 1};&c{n - 1};">' for n in range(1, 31)) + "]>"


@pytest.mark.parametrize("content, words", [
    (OLE, [r"\.?xls\b|excel 97|old excel", "xlsx|csv"]),
    (ENCRYPTED, ["xls|password|encrypt|protect", "xlsx|csv"]),
    (PAGE, ["html|web page", "xlsx|csv"]),
    ("\ufeff\r\n  <!DOCTYPE html>\n" + PAGE, ["html|web page", "xlsx|csv"]),
    ("<table border=1><tr><td>renewal_id</td></tr></table>", ["html|web page", "xlsx|csv"]),
    (MARKUP_2003, ["xml", "xlsx|csv"]),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\n" + bytes(range(256)), ["pdf", "xlsx|csv"]),
    (other_zip({"renewals.csv": PLAIN.encode()}), ["zip", "unpack|extract|xlsx|csv"]),
    (other_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"}),
                ["opendocument|ods", "xlsx|csv"]),
    (other_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
     ["word|docx|office", "xlsx|csv"]),
    (other_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\1\2"}),
     ["xlsb|binary|zip|workbook", "xlsx|csv"]),
    (other_zip({"Index/Document.iwa": b"\0"}), ["numbers|zip", "xlsx|csv"]),
    (b"BZh91AY&SY" + bytes(range(128, 256)), ["."]),
    (b"\x28\xb5\x2f\xfd" + bytes(range(128, 256)), ["."]),
    (b"PAR1" + bytes(range(256)) + b"PAR1", ["."]),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ["."]),
    (b"{\\rtf1\\ansi renewal_id}", ["."]),
    (b"SQLite format 3\0" + bytes(500), ["."]),
    (gzip.compress(PLAIN.encode() * 50)[:-9], ["gzip|damaged|cut|incomplete|end"]),
    (gzip.compress(PLAIN.encode())[:-4] + b"abcd", ["gzip|damaged|corrupt|check"]),
    (workbook({"Sheet1": ROWS})[:-400], ["."]),
    (raw_workbook(inline_cells(ROWS) + "<row><c"), ["."]),
    (raw_workbook("", extra={"xl/worksheets/sheet1.xml": ""}), ["."]),
    (raw_workbook(inline_cells(ROWS).replace("A01", "&c30;"), prolog=LAUGHS), ["."]),
], ids=["xls", "encrypted xlsx", "HTML", "HTML after blanks", "a bare table", "XML of 2003", "PDF",
"zip",
        "ods", "docx", "xlsb", "Numbers", "bzip2", "zstd", "Parquet", "PNG", "RTF", "SQLite",
        "cut gzip",
        "damaged gzip", "cut workbook", "broken XML", "an empty part", "a billion laughs"])
def test_other_containers_are_refused_with_a_remedy(book, content, words):
    """Said in one line: what it is and how to save it instead. None of its text on the terminal."""
    taken = book.take("renewals.csv", content)
    says(taken.refusal, *words)
    assert "SecretName" not in taken.told and "\x1b" not in taken.told


def test_a_workbook_that_unpacks_without_end(book):
    """A small file that unpacks to a gigabyte is refused or read, but not for long."""
    bomb = raw_workbook("<row>" + " " * 200_000_000 + "</row>")
    assert len(bomb) < 1_000_000
    assert book.take("renewals.xlsx", bomb).code in (0, 1)


@pytest.mark.parametrize("name, form", [
    ("export.csv", "workbook"), ("export.csv", "gzip of semicolons"), ("export.xls", "tab"),
    ("export.xlsx", "comma"), ("export.csv.gz", "semicolon"), ("export", "JSON lines")])
def test_the_extension_means_nothing(book, name, form):
    """A CRM calls its CSV .xls, a person renames a workbook: the content decides."""
    taken = book.take(name, FORMS[form][0], "--feed", "renewals")
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken


@pytest.mark.parametrize("name, form", [
    ("renewals.xlsx", "workbook"), ("renewals.tsv", "tab"), ("renewals.txt", "semicolon"),
    ("renewals.csv.gz", "gzip of semicolons"), ("renewals.jsonl", "JSON lines"),
    ("renewals.xls", "tab"), ("Renewals.CSV", "comma")])
def test_in_a_folder_the_stem_names_the_feed(book, name, form):
    """Any extension, and capitals as Windows writes them."""
    taken = book.take_folder({name: FORMS[form][0]})
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken


@pytest.mark.parametrize("other", ["renewals.xlsx", "renewals.csv.gz", "Renewals.txt"])
def test_two_files_of_one_feed_are_both_refused(ledger, other):
    """Which of them is meant nobody can know; the other feeds are taken."""
    taken = ledger.take_folder({
        "accounts.csv": accounts(), "csms.csv": csms(), "renewals.csv": ROWS,
        other: workbook({"Sheet1": renewals(R05={"arr_after": 1})})})
    assert taken.code == 2 and taken.count("new") == 14, taken
    says(" ".join(taken.refused) + " ".join(taken.refused.values()), r"renewals\.csv", other)
    says(taken.told, r"renewals\.csv", other)
    assert ledger.feed("renewals")["rows"] == 0


def test_files_that_are_skipped_are_named(ledger):
    """What a folder holds beside feeds is not taken, and said."""
    taken = ledger.take_folder({
        "accounts.csv": accounts(), "notes.txt": "hello", "Budget 2025.xlsx": workbook({"S": ROWS}),
        "contract.pdf": b"%PDF-1.4", "customers.csv": accounts()})
    assert taken.count("new") == 12
    for name in ("notes.txt", "Budget 2025.xlsx", "contract.pdf", "customers.csv"):
        says(taken.told, name)
        says(taken.out, name)


def test_an_unreadable_file_in_a_folder_does_not_stop_the_others(ledger):
    """The .xls is refused by name, the accounts are taken."""
    taken = ledger.take_folder({"accounts.csv": accounts(), "renewals.xls": OLE})
    assert taken.code == 2 and taken.counts == {"new": 12}
    says(taken.refused["renewals.xls"], "xlsx|csv")


# --- workbooks ------------------------------------------------------------------------------------

def test_sheets_named_after_feeds(ledger):
    """One workbook with all feeds; notes and a pivot are skipped and named."""
    taken = ledger.take("portfolio.xlsx", workbook({
        "Read me": [["Prepared by RevOps"]], "Renewals": ROWS, "accounts": accounts(),
        "csms": csms(),
        "assignments": assignments(), "health": health(), "Pivot": [["Sum", 1]]}))
    assert taken.code == 0 and taken.count("new") == 12 + 12 + 2 + 12 + 24, taken
    says(taken.told, "Read me", "Pivot")
    assert ledger.headline() == figures()


def test_hidden_sheets_are_skipped_and_named(book):
    """What nobody sees in Excel is not imported: an old list stays out."""
    old = [row | {"csm_id": "C2", "start_date": "2023-01-01", "end_date": "2023-06-01"}
           for row in assignments()]
    taken = book.take("portfolio.xlsx", workbook(
        {"renewals": ROWS, "assignments": old}, hidden=("assignments",)))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    says(taken.told, "assignments")
    assert book.feed("assignments")["rows"] == 12


def test_several_sheets_none_fitting(book):
    """All are named, and --sheet says which."""
    content = workbook({"Contracts": ROWS, "Old contracts": renewals(9)})
    taken = book.take("renewals.xlsx", content)
    says(taken.refusal, "Contracts", "Old contracts", "--sheet")
    assert book.take("renewals.xlsx", content, "--sheet", "Contracts").counts == {"new": 12}
    assert book.headline() == figures()


def test_a_sheet_that_does_not_exist(book):
    """The sheets that do are named."""
    says(book.take("renewals.xlsx", workbook({"Data": ROWS}), "--sheet", "Dat").refusal, "Data")


def test_a_hidden_sheet_can_be_asked_for(book):
    """--sheet takes it: the person has seen it. open: the page only says that they are skipped."""
    content = workbook({"Cover": [["Hello"]], "Data": ROWS}, hidden=("Data",))
    assert book.take("renewals.xlsx", content, "--sheet", "Data").counts == {"new": 12}


def test_a_formula_without_a_cached_value_rejects_its_row(book):
    """Written by a library, never opened in Excel: the value is not known, and 0 would be wrong."""
    taken = book.take("renewals.xlsx", without_cached_values(
        renewals(R03={"arr_before": "=5000*2"}, R04={"due_date": "=TODAY()"})))
    assert (taken.code, taken.counts) == (2, {"new": 10, "rejected": 2}), taken
    says(taken.reasons, "formula", "arr_before", "due_date")


@pytest.mark.parametrize("error, column, rejected", [
    ("#N/A", "closed_date", False), ("#REF!", "arr_before", True), ("#DIV/0!", "arr_after", True),
    ("#VALUE!", "due_date", True), ("#NAME?", "renewal_id", True)])
def test_error_cells(book, error, column, rejected):
    """#N/A is empty as in CSV; other errors are no values."""
    at = list(ROWS[0]).index(column)
    taken = book.take("renewals.xlsx", workbook({"S": [
        line if y != 5 else [*line[:at], ("=A1", error), *line[at + 1:]]
        for y, line in enumerate(grid(ROWS))]}))
    assert taken.counts == ({"new": 11, "rejected": 1} if rejected else {"new": 12}), taken


def test_numeric_identifiers(ledger):
    """The number 1001 is the identifier 1001, not 1001.0; beyond 15 digits Excel has lost some."""
    names = {"A01": 1001, "A02": 123456789012345, "A03": 1234567890123456}
    rows = [row | {"account_id": names.get(row["account_id"], row["account_id"])}
        for row in accounts()]
    taken = ledger.take("accounts.xlsx", workbook({"S": rows}))
    assert (taken.code, taken.counts) == (2, {"new": 11, "rejected": 1}), taken
    says(taken.reasons, "account_id", "digits|15")
    known = [row | {"account_id": str(names.get(row["account_id"], row["account_id"]))}
        for row in ROWS]
    taken = ledger.take("renewals.csv", known)
    assert taken.counts == {"new": 11, "rejected": 1}, taken


def test_shared_strings_in_pieces(book):
    """Rich text in runs, with reading aids for Japanese that are no part of it."""
    shared = ('<si><r><t>R</t></r><r><rPr><b/></rPr><t xml:space="preserve">01</t></r></si>'
              '<si><t>A01</t><rPh sb="0" eb="1"><t>エー</t></rPh><phoneticPr fontId="1"/></si>')
    sheet = inline_cells(ROWS).replace('<c r="A2" t="inlineStr"><is><t>R01</t></is></c>',
                                       '<c r="A2" t="s"><v>0</v></c>')
    sheet = sheet.replace('<c r="B2" t="inlineStr"><is><t>A01</t></is></c>',
                          '<c r="B2" t="s"><v>1</v></c>')
    assert book.take("renewals.xlsx", raw_workbook(sheet, shared)).counts == {"new": 12}
    assert book.headline() == figures()


def test_a_cell_that_points_nowhere(book):
    """A shared string beyond the table is damage, not an empty cell."""
    sheet = inline_cells(ROWS).replace('<c r="G6" ', '<c r="G6" t="s" x="').replace(
        '<c r="E5" t="inlineStr"><is><t>2025-04-15</t></is></c>', '<c r="E5" t="s"><v>77</v></c>')
    taken = book.take("renewals.xlsx", raw_workbook(sheet, "<si><t>x</t></si>"))
    assert taken.code in (1, 2) and taken.count("new") < 12, taken


def test_percent_cells(full):
    """A cell that shows 90 % holds 0.9: a target of 0.9. A score shown as 75 % is 75.
    open: the page has percent signs in text only."""
    target = [{"scope": "company", "metric": "logo_renewal_rate", "from_date": "2025-01-01",
               "to_date": "2025-12-31", "value": 0.9}]
    assert full.take("targets.xlsx", workbook({"S": target}, formats={"value": "0%"})).code == 0
    assert full.review()["company"]["metrics"]["logo_renewal_rate"]["target"] == 0.9
    score = [{"account_id": "A01", "date": "2025-12-30", "score": 0.754}]
    assert full.take("health.xlsx", workbook({"S": score}, formats={"score": "0.0%"})).code == 0
    assert full.scores("A01")["2025-12-30"] == 75.4


@pytest.mark.parametrize("number_format", ['#,##0.00 "€"', '[$€-407] #,##0', '#,##0.00 [$EUR]',
                                           '_-* #,##0.00 [$€-1]_-'])
def test_currency_formats_of_cells(book, number_format):
    """Euros that only the cell's format shows: figures without a currency, or the euro named. Never
    half. open: the page has signs in text only."""
    taken = book.take("renewals.xlsx", workbook({"S": ROWS}, number_format=number_format))
    assert taken.counts == {"new": 12}
    found = book.headline()
    if found != figures():
        says(book.doctor(), "EUR")
        assert found["logo"] == (10, 12) and found["gross"][1] in (0, None)


def test_typed_numbers_are_never_ambiguous(book):
    """950.125 in a cell or a JSON number is itself; the marks of a text would have to be
    decided."""
    rows = renewals(950.125)
    assert book.take("renewals.xlsx", workbook({"S": rows})).code == 0
    assert book.headline() == figures(950.125)
    assert book.take("renewals.jsonl", json_lines(rows)).counts == {"unchanged": 12}


def test_json_lines_keep_to_their_names(book):
    """A record with a missing name is a row with an empty value; nested values are refused or
    rejected."""
    rows = [{name: value for name, value in row.items() if value != ""}
            for row in renewals(R12={"outcome": "open", "closed_date": "", "arr_after": ""})]
    assert book.take("renewals.jsonl", json_lines(rows)).counts == {"new": 12}
    nested = json_lines(ROWS).replace('"A05"', '{"id": "A05"}')
    taken = book.take("renewals.jsonl", nested)
    assert taken.code in (1, 2) and "unchanged" not in taken.counts or taken.count("rejected") == 1


# --- options --------------------------------------------------------------------------------------

@pytest.mark.parametrize("separator, content", [
    (";", SEMICOLON), ("semicolon", SEMICOLON), ("|", text(ROWS, "|")), ("pipe", text(ROWS, "|")),
    ("tab", text(ROWS, "\t")), (",", PLAIN), ("comma", PLAIN)])
def test_the_separator_can_be_named(book, separator, content):
    """As a character, or in a word. open: the page does not say how it is written."""
    taken = book.take("renewals.csv", content, "--separator", separator)
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken


@pytest.mark.parametrize("options", [
    ("--separator", ";"), ("--header-row", "2"), ("--header-row", "99"), ("--separator", "^"),
    ("--header-row", "0"), ("--dates", "dym"), ("--numbers", "1234"),
    ("--time-zone", "Mars/Olympus"),
    ("--separator", "")], ids=" ".join)
def test_options_that_do_not_fit_are_refused(book, options):
    """An option that the file contradicts, or that means nothing, is said; nothing is imported."""
    taken = book.take("renewals.csv", PLAIN, *options)
    assert taken.code in (1, 64) and not taken.counts, taken
    assert taken.said.strip()


def test_arr_and_accounts_in_other_forms_too(full):
    """Forms are of every feed, not of renewals alone."""
    assert full.take("arr.csv", text(as_amounts(as_dates(arr(), "%d.%m.%Y"), german),
        ";")).counts == {
        "new": 12}
    mac = renamed(accounts(), {"account_id": "Account_ID"})
    assert full.take("accounts.csv", text(mac, "\t", "\r")).counts == {"unchanged": 12}
    assert full.headline() == figures()
