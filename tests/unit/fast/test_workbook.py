"""A workbook put together from one made before opens as the one that is written for the report itself."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from disclosure.model.report import AuthoredRow, Cell, Report, Table
from disclosure.outputs.report_xlsx import render_xlsx, write_workbook
from tests.support.forms import FORMS
from tests.support.reports import authored, cells, plain_cells, report_of, titles


def opened(workbook: bytes) -> dict[str, Any]:
    """What a spreadsheet program shows of a workbook."""
    book = load_workbook(BytesIO(workbook))
    assert ZipFile(BytesIO(workbook)).testzip() is None
    sheets = {
        sheet.title: {
            "cells": {
                cell.coordinate: (cell.value, cell.data_type, cell.style_id, cell.comment.text if cell.comment else None)
                for row in sheet.iter_rows()
                for cell in row
            },
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "panes": sheet.freeze_panes,
            "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
            "paper": (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight),
        }
        for sheet in book.worksheets
    }
    about = book.properties
    return sheets | {"about": (about.title, about.creator, about.lastModifiedBy, about.created, about.modified)}


@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # opening workbooks is slow
@given(
    form=st.integers(0, len(FORMS) - 1),
    left_out=st.integers(0, 9),
    filled=st.lists(cells, min_size=1, max_size=3) | st.lists(plain_cells, min_size=1, max_size=3),
    rows=authored,
    titles=st.tuples(titles, titles),
    day=st.dates(date(1990, 1, 1), date(2099, 1, 1)),
)
def test_opens_alike(
    form: int, left_out: int, filled: list[Cell], rows: list[AuthoredRow], titles: tuple[str, str], day: date
) -> None:
    """Titles, headings, figures to the last digit, marks, styles, merges and properties are the same in both."""
    report = report_of(FORMS[form], left_out, filled, rows, titles[0], day)
    made, written = render_xlsx(titles[1], report, FORMS[form]), write_workbook(titles[1], report, FORMS[form])
    assert opened(made) == opened(written)


def test_amounts_keep_their_digits() -> None:
    """A number stands in the workbook with the very digits that the report gives."""
    form = next(form for form in FORMS if form.key == "2021")
    table = form.tables["article_20_8"]
    report = Report("", "", "甲", 2022, date(2023, 1, 1), form.key, (Table(table.key, ((Cell(Decimal("8.12")),),)),), "", ())
    for workbook in (render_xlsx("甲", report, form), write_workbook("甲", report, form)):
        sheet = ZipFile(BytesIO(workbook)).read("xl/worksheets/sheet1.xml")
        assert b"<v>8.12</v>" in sheet
