"""What single cells may say, beyond being numbers."""

from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import KINDS, FiledReport
from ..model.report import Report, Table, digits


def check_cells(filing: FiledReport) -> Iterator[Finding]:
    """Rows reserved for some kinds of body hold nothing elsewhere; an amount of money names its unit."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        if not form.authored:
            yield from _reserved(filing, table, form)
            yield from _without_unit(filing, table, form)


def check_blank(filing: FiledReport) -> Iterator[Finding]:
    """A report that is to be published has some figure."""
    report = filing.report
    if not report.draft and is_blank_report(report):
        hint = "照台账填写，没有发生的写 0；还没有填好的，写 draft: true；确实没有数的，写 explain: {report.blank: 原因}"
        yield Finding("report.blank", "各张表都是空白，一个数也没有填", report.path, ("tables",), hint=hint)


def is_blank_report(report: Report) -> bool:
    """Whether a report has tables and no cell of them says anything."""
    return any(table.rows for table in report.tables) and all(
        cell.blank for table in report.tables for row in table.rows for cell in row
    )


_OFFICE = "人民政府办公"
"""In the name of an office that reports for its government, and so may have what that has."""


def _reserved(filing: FiledReport, table: Table, form: TableForm) -> Iterator[Finding]:
    """The first figure of each row that is not for this kind of body."""
    for number, kinds in form.reserved_rows.items():
        filled = next((at for at, cell in enumerate(table.rows[number]) if cell.amount), None)
        if filled is None or filing.body.kind in kinds or _OFFICE in filing.body.name:
            continue
        label, amount = form.row_lines[number][-1].label, table.rows[number][filled].amount
        message = f"“{label}”填了 {amount}，而{filing.body.name}是{KINDS[filing.body.kind]}"
        others = [line[-1].label for at, line in enumerate(form.row_lines) if at not in form.reserved_rows]
        hint = f"把 {amount} 移到“{others[0]}”一行，这里写 0；" if others else "这里写 0；"
        hint += "确应填在这里的，写 explain: {rules.authority: 原因}"
        yield Finding("rules.authority", message, filing.report.path, form.place(number, filled), hint=hint)


def _without_unit(filing: FiledReport, table: Table, form: TableForm) -> Iterator[Finding]:
    for column in form.unit_columns:
        heading = form.leaf_columns[column]
        for number, cells in enumerate(table.rows):
            if (amount := cells[column].amount) and not cells[column].unit:
                hint = _in_units(amount, heading.units)
                message = f"“{heading.label}”{amount} 没有写单位"
                yield Finding("cell.unit-missing", message, filing.report.path, form.place(number, column), hint=hint)


_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_CENTS = -2
"""The last decimal that an amount in yuan has."""


def _in_units(amount: Decimal, units: tuple[str, ...]) -> str:
    """How to write an amount with its unit: a bare number is of the first one, unless it has decimals too many for that."""
    unit, *larger = units
    exponent = amount.as_tuple().exponent
    if larger and unit == "元" and isinstance(exponent, int) and exponent < _CENTS:
        return f'小数多于两位，不是{unit}；写成 "{digits(amount)}{larger[0]}"，单位以台账为准'
    also = [
        f'"{digits((amount * _YUAN[unit] / _YUAN[other]).normalize())}{other}"' for other in larger if {unit, other} <= set(_YUAN)
    ]
    same = f"，就是 {'、'.join(also)}" if also else ""
    return f'写成 "{digits(amount)}{unit}"{same}；单位以台账为准'
