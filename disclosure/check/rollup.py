"""A report that sums up the bodies in its folder: every figure is theirs added up."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import BodyReports, FiledReport
from ..model.report import Cell, Report, Table
from .evaluation import ZERO
from .typos import MIN_TELLING_VALUE


class Mismatch(NamedTuple):
    """A figure that is not what those of the bodies add up to: where, and by how much it is too large."""

    row: int
    column: int
    given: Decimal
    sum: Decimal


def check_rollup(body_reports: BodyReports) -> Iterator[Finding]:
    """Compare each summing report with those it sums up; where one of these is missing or blank, a larger sum is uncertain."""
    filed = [{filing.report.year: filing for filing in below.filings} for below in body_reports.below]
    for filing in body_reports.filings if body_reports.below else ():
        if not filing.format.free_chapters:
            children = [by_year.get(filing.report.year) for by_year in filed]
            there = [child for child in children if child and child.format.key == filing.format.key]
            missing = [b.body.name for b, child in zip(body_reports.below, children, strict=True) if child not in there]
            held = [b.body.name for b, child in zip(body_reports.below, children, strict=True) if child in there and b.held]
            yield from _compare(filing, there, missing, held)


def _compare(filing: FiledReport, children: Sequence[FiledReport], missing: list[str], held: list[str]) -> Iterator[Finding]:
    """The findings about one summing report: one for each table with figures that are off, one for all that is uncertain."""
    uncertain, blank, disputed = 0, dict[str, None](), dict[str, None]()
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        theirs = [(child.body.name, found) for child in children if (found := child.report.table(table.key))]
        as_issued = [child.body.name for child in children if _is_issued_with_faults(child.report, table.key)]
        wrong: list[Mismatch] = []
        for row, column, cell in _cells(table, form):
            parts = [(name, found.rows[row][column]) for name, found in theirs]
            if any(part.unread or (part.amount and part.unit != cell.unit) for _, part in parts):
                continue
            total = sum((part.amount or ZERO for _, part in parts), ZERO)
            if cell.amount is None or total == cell.amount:
                continue
            silent = [name for name, part in parts if part.blank]
            either = form.column_lines[column][-1].holds == "change"
            if as_issued or held or ((missing or silent) and (cell.amount > total or either)):
                uncertain += 1
                blank |= dict.fromkeys(silent)
                disputed |= dict.fromkeys(as_issued)
            else:
                wrong.append(Mismatch(row, column, cell.amount, total))
        if wrong:
            yield _unequal(filing, form, wrong, theirs)
    if uncertain:
        lacks = [f"缺少{_quoted(missing)}的报告"] if missing else []
        lacks += [f"{_quoted(blank)}的报告有空白"] if blank else []
        lacks += [f"{_quoted(disputed)}的报告照原文登载，数有错误"] if disputed else []
        lacks += [f"{_quoted(held)}暂缓，用的是已公开的数"] if held else []
        year, gaps = filing.report.year, [*missing, *blank]
        message = f"{year} 年的汇总有 {uncertain} 格无法核对：{'，'.join(lacks)}"
        fill = f"补上{_quoted(gaps)} {year} 年的数，再核对；确实没有的，可以保留" if gaps else ""
        keep = f"对照{_quoted(disputed)} {year} 年的原文（source: 一行写明登在哪里）；原文如此的，可以保留" if disputed else ""
        again = f"改好{_quoted(held)}，再运行 disclosure check" if held else ""
        hint = "；".join(filter(None, (fill, keep, again)))
        yield Finding("rollup.uncertain", message, filing.report.path, ("tables", ""), hint=hint)


def _is_issued_with_faults(report: Report, table: str) -> bool:
    """Whether a report says that it was issued with figures in a table that do not add up."""
    return any(one.target.partition(".")[0] in ("", table) for one in report.as_published)


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _cells(table: Table, form: TableForm) -> Iterator[tuple[int, int, Cell]]:
    if not form.authored:
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                yield row, column, cell


def _unequal(filing: FiledReport, form: TableForm, wrong: list[Mismatch], theirs: list[tuple[str, Table]]) -> Finding:
    """The finding about one table, at its first figure that is off."""
    first = wrong[0]
    name = f"“{form.row_label(form.row_keys[first.row])}”的“{form.column_label(form.column_keys[first.column])}”"
    more = f"，同表另有 {len(wrong) - 1} 格不符" if len(wrong) > 1 else ""
    message = f"{name}现为 {first.given}，所属机构相加是 {first.sum}{more}{_forgotten_or_repeated(wrong, theirs)}"
    hint = (
        f"核对后改为 {first.sum}；本级自己的数单独填一份报告，放进本级的文件夹；确有原因的，写 explain: {{rollup.unequal: 原因}}"
    )
    return Finding("rollup.unequal", message, filing.report.path, form.place(first.row, first.column), hint=hint)


def _forgotten_or_repeated(wrong: list[Mismatch], theirs: list[tuple[str, Table]]) -> str:
    """The one body whose figures explain every difference, left out or counted twice; one or two cases mean nothing."""
    if sum(abs(off.given - off.sum) for off in wrong) < MIN_TELLING_VALUE:
        return ""
    for sign, words in ((-1, "漏加了"), (1, "重复加了")):
        found = [
            name
            for name, table in theirs
            if all(sign * (table.rows[off.row][off.column].amount or ZERO) == off.given - off.sum for off in wrong)
        ]
        if len(found) == 1:
            return f"；像是{words}“{found[0]}”"
    return ""
