"""A report that sums up other bodies: its blank cells, filled in with what these reported; what is typed stays unless asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Finding, by_place, cell_place
from ..model.form import Address, Format, TableForm, form_of_key
from ..model.report import Cell, Report, Source, Table
from ..parsing.locate import Locator
from ..parsing.reports import parse_report
from .fill import FilledFile, cells_by_address, with_cells
from .yaml_text import cell_text


class BodyFigures(Struct, frozen=True):
    """A body that a report sums up: its name, and the file of its report of that year, None where there is none."""

    name: str
    source: Source | None


def fill_sums(source: Source, bodies: Sequence[BodyFigures], forms: tuple[Format, ...], *, overwrite: bool = False) -> FilledFile:
    """Fill the blank cells of a report with what these bodies reported, added up; with `overwrite` those that differ as well.

    Bodies without a report of that year are named; a cell that none of them fills in stays as it is, one that only some do is
    said, and so is each figure that gave way.
    """
    parsed = parse_report(source, forms)
    if parsed.value is None:
        return FilledFile(source.data, parsed.findings)
    report = parsed.value
    form = form_of_key(forms, report.format)
    read = {body.name: parse_report(body.source, forms).value if body.source else None for body in bodies}
    there = {name: one for name, one in read.items() if one and one.format == report.format}
    sums = {table.key: _sums(form.tables[table.key], table, there, overwrite=overwrite) for table in report.tables}
    cells = {cell_place(key, *at): cell_text(cell) for key, (each, _) in sums.items() for at, cell in each.items()}
    filled = replace(source, data=with_cells(source, Locator(source, form.tables), cells))
    locator = Locator(filled, form.tables)
    missing = _missing_findings(report, [name for name in read if name not in there])
    found = [*missing, *_filled_findings(report, form, sums, len(there)), *_replaced_findings(report, form, sums)]
    return FilledFile(filled.data, by_place(replace(one, span=locator.span(one.place)) for one in found))


Sums = dict[Address, Cell]
"""The cells of a table that are filled in, by row key and column key."""


def _sums(form: TableForm, table: Table, reports: dict[str, Report], *, overwrite: bool) -> tuple[Sums, Counter[str]]:
    """The sums for the blank cells of a table, or all that differ, and how many of these cells each body left blank."""
    theirs = {name: cells_by_address(form, found) for name, one in reports.items() if (found := one.table(table.key))}
    sums: Sums = {}
    silent: Counter[str] = Counter()
    for at, cell in cells_by_address(form, table).items():
        parts = {name: cells[at] for name, cells in theirs.items()}
        given = [part for part in parts.values() if part.amount is not None]
        if (cell.blank or overwrite) and given and len({part.unit for part in given}) == 1:
            total = sum((part.amount for part in given if part.amount is not None), Decimal(0))
            if total == cell.amount:
                continue
            sums[at] = Cell(total, unit=given[0].unit)
            silent.update(name for name, part in parts.items() if part.blank)
    return sums, silent


def _missing_findings(report: Report, names: list[str]) -> Iterator[Finding]:
    if names:
        message = f"没有加进去：{'、'.join(f'“{name}”' for name in names)}没有能读的 {report.year} 年报告"
        hint = f"补上报告以后，把填入的格改回 ~，再运行 disclosure fill {report.path} --sum"
        yield Finding("sum.missing", message, report.path, ("year",), hint=hint)


def _replaced_findings(report: Report, form: Format, sums: dict[str, tuple[Sums, Counter[str]]]) -> Iterator[Finding]:
    """What stood where a sum stands now."""
    for table in report.tables:
        before = cells_by_address(form.tables[table.key], table)
        for at, cell in sums[table.key][0].items():
            if not before[at].blank:
                row, column = form.tables[table.key].row_label(at[0]), form.tables[table.key].column_label(at[1])
                message = f"“{row}”的“{column}”由 {cell_text(before[at])} 改为 {cell_text(cell)}"
                yield Finding("sum.replaced", message, report.path, cell_place(table.key, *at))


def _filled_findings(report: Report, form: Format, sums: dict[str, tuple[Sums, Counter[str]]], bodies: int) -> Iterator[Finding]:
    for key, (cells, silent) in sums.items():
        if cells:
            blank = f"；其中{'、'.join(f'“{name}”有 {count} 格空白' for name, count in silent.items())}" if silent else ""
            message = f"“{form.tables[key].title}”有 {len(cells)} 格按 {bodies} 个机构相加填入{blank}"
            yield Finding("sum.filled", message, report.path, cell_place(key, *next(iter(cells))))
