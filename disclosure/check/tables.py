"""What single cells may say, beyond being numbers."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import KINDS, Filing


def check_cells(filing: Filing) -> Iterator[Finding]:
    """Rows reserved for some kinds of body hold nothing elsewhere; an amount of money names its unit."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        if form.authored:
            continue
        with_units = any(column[-1].units for column in form.column_lines)
        for key, line, cells in zip(form.row_keys, form.row_lines, table.rows, strict=True):
            reserved = next((heading.reserved_for for heading in line if heading.reserved_for), ())
            if not reserved and not with_units:
                continue
            for column, cell in zip(form.column_lines, cells, strict=True):
                place = ("tables", table.key, *key.split("."), column[-1].key)
                if reserved and filing.body.kind not in reserved and cell.amount:
                    message = f"“{line[-1].label}”填了 {cell.amount}，而{filing.body.name}是{KINDS[filing.body.kind]}"
                    yield Finding("rules.authority", message, filing.report.path, place)
                    break
                if column[-1].units and cell.amount and not cell.unit:
                    message = f"“{column[-1].label}”{cell.amount} 没有写单位"
                    hint = f'写成 "{cell.amount}{column[-1].units[0]}"'
                    yield Finding("cell.unit-missing", message, filing.report.path, place, hint=hint)
