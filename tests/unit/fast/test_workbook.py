"""Workbooks say what reports say, and one that is filled in has the bytes of the one that is written."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from disclosure import fast
from disclosure.model.report import NOT_APPLICABLE, AuthoredRow, Cell, Report, Revision, Table
from disclosure.outputs.report_xlsx import packed_workbook, render_xlsx, spreadsheet_text, workbook_parts
from disclosure.outputs.zip_file import join_parts, pack_part
from tests.support.effort import tried
from tests.support.forms import FORMS
from tests.support.reports import authored, cells, plain_cells, report_of, titles


@settings(max_examples=tried(15, 40), phases=(Phase.explicit, Phase.reuse, Phase.generate))  # writing workbooks is slow
@given(
    form=st.integers(0, len(FORMS) - 1),
    left_out=st.integers(0, 9),
    filled=st.lists(cells, min_size=1, max_size=3) | st.lists(plain_cells, min_size=1, max_size=3),
    rows=authored,
    titles=st.tuples(titles, titles),
    day=st.dates(date(1990, 1, 1), date(2099, 1, 1)),
)
def test_same_bytes(
    form: int, left_out: int, filled: list[Cell], rows: list[AuthoredRow], titles: tuple[str, str], day: date
) -> None:
    """A workbook that is filled in has the bytes of the one that is written for the report itself."""
    report = report_of(FORMS[form], left_out, filled, rows, titles[0], day)
    quick = fast.workbook(titles[1], report, FORMS[form], workbook_parts, pack_part, spreadsheet_text)
    assert (quick is None) == (not report.tables or any(cell.note for cell in figures_of(report)))
    assert quick in (None, packed_workbook(titles[1], report, FORMS[form]))


def figures_of(report: Report) -> list[Cell]:
    """Every cell of a report."""
    return [cell for table in report.tables for row in table.rows for cell in row]


FORM = next(form for form in FORMS if form.key == "2021")


def fees(cell: Cell, title: str = "甲") -> Report:
    """A report of fees alone."""
    return Report("", "", title, 2022, date(2023, 1, 1), "2021", (Table("article_20_8", ((cell,),)),), "", ())


@pytest.mark.parametrize("title", ["<r>甲</r>", "甲_x0041_", "行政事业性收费", "甲\u3000乙", " 甲"])
def test_unusual_titles(title: str) -> None:
    """A title that the library would change, or that is a heading too, makes no difference."""
    report = fees(Cell(Decimal(1)), title)
    assert render_xlsx("甲", report, FORM) == join_parts(packed_workbook("甲", report, FORM))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(Cell(Decimal("8.12")), 8.12, id="number"),
        pytest.param(Cell(Decimal(0)), 0, id="nothing"),
        pytest.param(Cell(), None, id="blank"),
        pytest.param(NOT_APPLICABLE, "/", id="not-applicable"),
        pytest.param(Cell(Decimal("8.10"), unit="万元"), "8.10万元", id="unit"),
        pytest.param(Cell(Decimal(1234567890123456)), "1234567890123456", id="longer-than-a-number"),
        pytest.param(Cell(Decimal(5), "其中2件"), 5, id="note"),
    ],
)
def test_opens(cell: Cell, shown: object) -> None:
    """A spreadsheet program opens the workbook and shows its title, its figure with its note, and its properties."""
    workbook = render_xlsx("甲<镇>", fees(cell, "乙&丙"), FORM)
    assert ZipFile(BytesIO(workbook)).testzip() is None
    book = load_workbook(BytesIO(workbook))
    (sheet,) = book.worksheets
    figure = sheet["B5"]
    assert (sheet["A1"].value, figure.value, figure.comment and figure.comment.text) == ("乙&丙", shown, cell.note or None)
    about = book.properties
    assert (about.title, about.creator, about.created) == ("乙&丙", "甲<镇>", datetime(2023, 1, 1))


def test_amounts_keep_their_digits() -> None:
    """A number stands in the workbook with the very digits that the report gives."""
    for amount in ("8.12", "0.10", "-15"):
        sheet = workbook_parts("甲", fees(Cell(Decimal(amount))), FORM)["xl/worksheets/sheet1.xml"]
        assert f"<v>{amount}</v>".encode() in sheet


def test_a_corrected_report_says_so() -> None:
    """Under the title of a corrected report stands how often it was corrected, and when last."""
    revisions = (Revision(date(2023, 5, 1), "甲"), Revision(date(2023, 6, 1), "乙"))
    book = load_workbook(BytesIO(render_xlsx("甲", replace(fees(Cell(Decimal(5))), revisions=revisions), FORM)))
    assert book.worksheets[0]["A2"].value == "更正过2次，最近一次 2023-06-01"
