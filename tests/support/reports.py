"""Reports of any shape on any form, for hypothesis to draw."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from disclosure.model.digest import fingerprint
from disclosure.model.form import Format
from disclosure.model.report import NOT_APPLICABLE, AuthoredRow, Cell, Report, Table

cells = st.one_of(
    st.sampled_from([Cell(Decimal(0)), Cell(), NOT_APPLICABLE, Cell(Decimal("8.12"), unit="万元"), Cell(Decimal(5), "注<1>")]),
    st.integers(-99, 10**9).map(lambda number: Cell(Decimal(number))),
    st.decimals(0, 10**15 - 1, places=9).map(lambda amount: Cell(amount)),
)
plain_cells = cells.filter(lambda cell: not cell.note)
titles = st.text(st.sampled_from("甲乙 <&>\"'【题】2"), min_size=1, max_size=6)


authored = st.lists(st.builds(AuthoredRow, st.integers(0, 2), titles, st.just("件")), max_size=3)


def report_of(form: Format, left_out: int, filled: list[Cell], rows: list[AuthoredRow], title: str, day: date) -> Report:
    """A report on a form, one of its tables left out, the same few cells in all the others."""
    tables = []
    for place, table in enumerate(form.tables.values()):
        if place != left_out:
            number = len(rows) if table.authored else len(table.row_keys)
            lines = tuple(
                tuple(filled[(row + column) % len(filled)] for column in range(len(table.column_keys))) for row in range(number)
            )
            tables.append(Table(table.key, lines, tuple(rows) if table.authored else ()))
    return Report("a.md", "a.md", title, 2022, day, form.key, tuple(tables), "", (), figures_digest=fingerprint(tables))
