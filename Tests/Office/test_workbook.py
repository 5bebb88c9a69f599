"""What openpyxl finds in the workbook."""

import openpyxl
import pytest
from conftest import SAMPLES


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(SAMPLES / "workbook.xlsx")


def test_texts_are_texts_and_nothing_is_a_formula(book):
    sheet = book["Shops"]
    texts = [sheet.cell(row, 1).value for row in range(2, 10)]
    assert texts == ["Harbour", "=1+1", "-x", "@x", "+1", "0012", "https://example.com",
                     "日本 עברית 🦉 <&>"]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f" and cell.hyperlink is None
            # Excel reads a text cell that begins with = as text: it is stored as a string.
            if isinstance(cell.value, str):
                assert cell.data_type == "s"


def test_numbers_have_their_values_and_formats(book):
    sheet = book["Shops"]
    row = [sheet.cell(2, column) for column in range(1, 8)]
    assert row[1].value == 212 and row[1].number_format == "#,##0"
    # Fifteen or sixteen digits are all that Excel keeps.
    assert row[2].value == pytest.approx(0.3, rel=1e-15) and row[2].number_format == "0.0 %"
    assert row[3].value == 1200000.5 and row[3].number_format == '"USD "#,##0'
    assert row[4].value == -3.25 and row[4].number_format.startswith("+")
    assert row[5].value.date().isoformat() == "2026-02-16"
    assert row[6].value is True
    assert sheet.cell(3, 2).value is None  # not a number
    assert sheet.cell(4, 2).value == 0


def test_a_very_long_text_is_cut_where_excel_ends(book):
    text = book["Shops"].cell(10, 1).value
    assert len(text) == 32767 and text.endswith("…")


def test_the_header_stays_in_view_with_filters_and_definitions(book):
    sheet = book["Shops"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G10"
    assert sheet.cell(1, 1).font.bold
    assert sheet.cell(1, 3).comment.text.strip() == "Purchases not returned over all."
    assert sheet.cell(1, 4).comment is None
    assert 9 <= sheet.column_dimensions["B"].width <= 60


def test_properties_name_nobody(book):
    assert book.properties.title == "Shops"
    assert not book.properties.creator and not book.properties.lastModifiedBy
    assert book.properties.created.isoformat().startswith("2000-01-01")


def test_a_sheet_without_rows_has_its_header(book):
    assert book["Empty"]["A1"].value == "nothing" and book["Empty"].max_row == 1
