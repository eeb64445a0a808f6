"""The official tables of all reports, each as one table: a line for each row of each report, its figures side by side.

A table of several forms has the columns of all of them; where a form has no such column the cell is empty. What was left
blank or does not apply is said in words, so that sums pass over it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.form import Format, Heading, TableForm
from ..model.portal import BodyReports
from ..model.report import Cell, digits
from .addresses import data_address, page_path
from .page_head import BodyContext
from .report_data import STATES, TOTALS, data_body, labelled_rows
from .report_xlsx import MAX_DIGITS

Line = tuple[str | int | Decimal, ...]
"""A line of a table: numbers are figures, and the year."""

BEFORE = ("机构", "年度", "行名")
"""What stands before the figures; the first columns stay in view."""
BEHIND = ("计量单位", "合计", "注", "发布日期", "机构类别", "机构键", "上级机构键", "格式", "行", "网页", "版本")
"""What stands behind the figures."""


class Dataset(Struct, frozen=True):
    """A table of all reports: its key and title, and of its figures the keys, and the headings with their units."""

    key: str
    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings of all columns."""
        return (*BEFORE, *self.headings, *BEHIND)


def datasets(forms: Sequence[Format]) -> tuple[Dataset, ...]:
    """Return the tables of these forms, those of the newest form first, in its order and wording."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for form in sorted(forms, key=lambda form: -form.first_year):
        for table in form.tables.values():
            _, columns = found.setdefault(table.key, (table.title, {}))
            for column in table.leaf_columns:
                columns.setdefault(column.key, _heading(table, column))
    return tuple(Dataset(key, title, tuple(columns), tuple(columns.values())) for key, (title, columns) in found.items())


def _heading(table: TableForm, column: Heading) -> str:
    """The wording of a column with its unit, unless the wording has it."""
    unit = table.unit_of(column)
    return column.label if not unit or "单位" in column.label else f"{column.label}（{unit}）"


def dataset_lines(dataset: Dataset, body_reports: BodyReports, context: BodyContext) -> Iterator[Line]:
    """Yield the lines of a table that the reports of a body have, newest first."""
    for filing in body_reports.filings:
        table = filing.format.tables.get(dataset.key)
        filed = next((one for one in filing.report.tables if one.key == dataset.key), None)
        if table is None or filed is None:
            continue
        body = data_body(body_reports, context, filing.report.year)
        page, version = data_address(context.frame.settings, page_path(filing.report.name)), len(filing.versions)
        places = [table.column_index.get(key) for key in dataset.columns]
        for (key, label, unit, sums), cells in zip(labelled_rows(table, filed.authored), filed.rows, strict=True):
            figures = ("" if place is None else spreadsheet_value(cells[place]) for place in places)
            total = TOTALS[2] if body.sums else TOTALS[1] if sums else TOTALS[0]
            noted = ((name, cell.note) for name, cell in zip(table.column_keys, cells, strict=True) if cell.note)
            notes = "；".join(f"{table.column_label(name)}：{note}" for name, note in noted)
            before = (body.name, filing.report.year, label)
            of_body = (body.kind, body.key, body.parent, filing.format.key)
            yield (*before, *figures, unit, total, notes, filing.report.published.isoformat(), *of_body, key, page, version)


def spreadsheet_value(cell: Cell) -> str | Decimal:
    """Return a figure as a number, or as a text: where it is none, names a unit, or is too long for a number of a spreadsheet."""
    if cell.amount is None:
        return STATES[2] if cell.not_applicable else STATES[1]
    if cell.unit or len(cell.amount.as_tuple().digits) > MAX_DIGITS:
        return f"{digits(cell.amount)}{cell.unit}"
    return cell.amount
