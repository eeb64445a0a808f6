"""How well import does on real reports: `python -m bench.import_truth FOLDER`.

FOLDER holds reports in any kind of file and `truth/*.json`, the figures of each read by eye: `raw_file` names the report,
`year` its year, `applications.rows` the rows of the table of requests (each a list of seven), `proactive` the blocks of the
table of disclosures, `review_litigation` the three groups of disputes, `statistics` the rows of a report of before 2019;
null is blank. For each report: figures right; blank though the truth has a number, as where the document lost a cell;
ambiguous, which is blank with a finding about it; wrong; and wrong without a finding, which must be 0.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from disclosure.importers import Imported, import_report
from disclosure.model.finding import Finding
from disclosure.model.form import Format
from disclosure.model.report import Cell, Report
from tests.support.forms import BY_KEY, FORMS, report_of

Address = tuple[str, str, str]

_GROUPS = {
    "denied": "refused",
    "cannot_provide": "unavailable",
    "not_processed": "not_handled",
    "other_handling": "otherwise_closed",
}
_HEADS = ("right", "blank", "ambiguous", "wrong", "unsaid")


def main(arguments: Sequence[str]) -> int:
    """Import every report that has a truth and print what came of its figures; 1 when one is wrong and no finding says so."""
    folder = Path(arguments[0])
    print(f"{'report':<28}{'figures':>8}" + "".join(f"{head:>11}" for head in _HEADS))
    tallies = [_tried(folder, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("truth/*.json"))]
    return 1 if any(tally["unsaid"] for tally in tallies) else 0


def _tried(folder: Path, truth: Mapping[str, Any]) -> Counter[str]:
    """What came of one report: one line of the table, then the figures that are not right."""
    name = str(truth["raw_file"])
    parsed = import_report((folder / name).read_bytes(), name, "{year}.md", FORMS)
    if parsed.value is None:
        print(f"{name}: {'; '.join(finding.message for finding in parsed.findings)}")
        return Counter(unsaid=1)
    report = _report(parsed.value)
    tally: Counter[str] = Counter()
    lines = []
    for address, amount, cell in _pairs(report, truth):
        tally["figures"] += 1
        said = _named(address, parsed.findings)
        kind = _judged(amount, cell, said)
        tally[kind] += 1
        tally["unsaid"] += kind == "wrong" and not said
        lines += [] if kind == "right" else [f"    {'.'.join(address)}: {amount} read as {cell.amount}, {kind}"]
    print(f"{name:<28}{tally['figures']:>8}" + "".join(f"{tally[head]:>11}" for head in _HEADS))
    print("".join(f"{line}\n" for line in lines), end="")
    return tally


def _judged(amount: Decimal | None, cell: Cell, said: bool) -> str:
    if cell.amount == amount:
        return "right"
    if cell.amount is None:
        return "ambiguous" if said else "blank"
    return "wrong"


def _report(imported: Imported) -> Report:
    return report_of(re.sub(r"(?m)^published: ~", "published: 2000-01-01", imported.text).encode())


def _named(address: Address, findings: Sequence[Finding]) -> bool:
    """Whether a finding speaks of this figure: by its place, or by that of its row, group or table."""
    table, row, column = address
    steps = ("tables", table, *row.split("."), column)
    return any(finding.place[:2] == steps[:2] and finding.place == steps[: len(finding.place)] for finding in findings)


def _pairs(report: Report, truth: Mapping[str, Any]) -> Iterator[tuple[Address, Decimal | None, Cell]]:
    """Yield where each true figure stands, what it is, and the cell that was read for it."""
    if truth.get("statistics"):
        yield from _statistics(report, truth["statistics"])
        return
    form = BY_KEY[report.format]
    for (table, row, column), amount in _true_figures(form, truth):
        found = report.table(table)
        cells = form.tables[table]
        cell = found.rows[cells.row_index[row]][cells.column_index[column]] if found else Cell()
        yield (table, row, column), amount, cell


def _statistics(report: Report, truth: Mapping[str, Any]) -> Iterator[tuple[Address, Decimal | None, Cell]]:
    """The figures of a statistics table, its rows told by the end of their labels; a row that is not there is blank."""
    table = report.tables[0]
    for label, figures in truth.items():
        rows = [
            n
            for n, row in enumerate(table.authored)
            if row.label.replace("政府信息", "").endswith(label.replace("公开信息", "公开"))
        ]
        for column, value in zip(("this_year", "cumulative"), figures.values(), strict=True):
            index = ("this_year", "cumulative").index(column)
            cell = table.rows[rows[0]][index] if rows else Cell()
            yield (table.key, str(rows[0] if rows else label), column), _amount(value), cell


def _true_figures(form: Format, truth: Mapping[str, Any]) -> Iterator[tuple[Address, Decimal | None]]:
    """The true figures under the form's own keys: the rows and columns of both stand in the form's order."""
    for block, rows in (truth.get("proactive") or {}).items():
        table = form.tables[block.replace("art", "article_")]
        for row, figures in zip(table.row_keys, rows.values(), strict=True):
            numbers = [value for key, value in figures.items() if not key.endswith("_as_printed")]
            yield from (((table.key, row, c), _amount(n)) for c, n in zip(table.column_keys, numbers, strict=True))
    table = form.tables["requests"]
    rows = (truth.get("applications") or {}).get("rows", {})
    for row, figures in _rows(tuple(table.row_keys), rows):
        yield from ((("requests", row, c), _amount(n)) for c, n in zip(table.column_keys, figures, strict=True))
    table = form.tables["disputes"]
    for row, figures in zip(table.row_keys, (truth.get("review_litigation") or {}).values(), strict=False):
        yield from ((("disputes", row, c), _amount(n)) for c, n in zip(table.column_keys, figures.values(), strict=True))


def _rows(keys: tuple[str, ...], rows: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The rows of requests under the form's keys. A group told in one row is one only where the form has it so, or all are 0."""
    left = list(keys)
    for name, figures in rows.items():
        group = _GROUPS.get(name.partition(".")[0], "")
        inside = [key for key in left if group and key.startswith(f"processed.{group}.")]
        mine = inside if group and "." not in name and inside else left[:1]
        left = [key for key in left if key not in mine]
        if len(mine) == 1 or not any(figures):
            yield from ((key, figures) for key in mine)


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
