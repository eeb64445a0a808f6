"""A report that sums up the bodies in its folder: every figure is theirs added up."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import BodyReports, FiledReport
from ..model.report import Cell, Report, Table
from .evaluation import ZERO
from .explanations import matches
from .slips import Mismatch, Slip, cell_name, find_slips
from .typos import MIN_TELLING_VALUE


class UnavailableBodies(NamedTuple):
    """The bodies whose figures for a year are not at hand: no report, one that can't be used, one that is held back."""

    missing: list[str]
    unread: list[str]
    held: list[str]


def check_rollup(body_reports: BodyReports) -> Iterator[Finding]:
    """Compare each summing report with those it sums up; where one of these is missing or blank, a larger sum is uncertain.

    Where one body's slip explains what is off, that body's file is named as well.
    """
    filed = [{filing.report.year: filing for filing in below.filings} for below in body_reports.below]
    for filing in body_reports.filings if body_reports.below else ():
        children = [by_year.get(filing.report.year) for by_year in filed]
        there = [child for child in children if child and child.format.key == filing.format.key]
        yield from _compare(filing, there, _lacks(filing, body_reports.below, children))


def _lacks(filing: FiledReport, below: Sequence[BodyReports], children: Sequence[FiledReport | None]) -> UnavailableBodies:
    lacks = UnavailableBodies([], [], [])
    for one, child in zip(below, children, strict=True):
        name = f"{one.body.folder}/{filing.report.year}.md"
        if child and child.format.key == filing.format.key:
            lacks.held.extend([one.body.name] if one.held else [])
        elif name in one.unread and all(gone.report.name != name for gone in one.withdrawn):
            lacks.unread.append(one.body.name)
        elif child or (one.body.name and one.body.owes(filing.report.year)):
            lacks.missing.append(one.body.name)
    return lacks


def _compare(filing: FiledReport, children: Sequence[FiledReport], lacks: UnavailableBodies) -> Iterator[Finding]:
    """The findings about one summing report: those about each table with figures that are off, one for all that is uncertain."""
    uncertain, blank, disputed = 0, dict[str, None](), dict[str, None]()
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        theirs = [(child.body.name, found) for child in children if (found := child.report.table(table.key))]
        as_issued = [child.body.name for child in children if _is_issued_with_faults(child.report, table.key)]
        wrong: list[Mismatch] = []
        unsure: list[Mismatch] = []
        for row, column, cell in _cells(table, form):
            parts = [(name, found.rows[row][column]) for name, found in theirs]
            if any(part.unread or (part.amount and part.unit != cell.unit) for _, part in parts):
                continue
            total = sum((part.amount or ZERO for _, part in parts), ZERO)
            if cell.amount is None or total == cell.amount:
                continue
            silent = [name for name, part in parts if part.blank]
            either = form.leaf_columns[column].holds == "change"
            gaps = lacks.missing or lacks.unread or silent
            if as_issued or lacks.held or (gaps and (cell.amount > total or either)):
                unsure.append(Mismatch(row, column, cell.amount, total))
                blank |= dict.fromkeys(silent)
                disputed |= dict.fromkeys(as_issued)
            else:
                wrong.append(Mismatch(row, column, cell.amount, total))
        slips = _slips(filing, children, form, (wrong, unsure), theirs)
        explained = {off for group, _ in slips for off in group}
        uncertain += sum(off not in explained for off in unsure)
        yield from _unequal(filing, form, [off for off in wrong if off not in explained], slips, theirs)
    if uncertain:
        yield _uncertain(filing, uncertain, lacks, blank, disputed)


def _uncertain(
    filing: FiledReport, cells: int, lacks: UnavailableBodies, blank: Iterable[str], disputed: Iterable[str]
) -> Finding:
    """The finding about all figures of a report that can't be checked, with what they wait for."""
    year, gaps = filing.report.year, [*lacks.missing, *blank]
    reasons = (
        (lacks.missing, f"缺少{_quoted(lacks.missing)}的报告"),
        (lacks.unread, f"{_quoted(lacks.unread)}的报告读不出或还是草稿"),
        (blank, f"{_quoted(blank)}的报告有空白"),
        (disputed, f"{_quoted(disputed)}的报告照原文登载，数有错误"),
        (lacks.held, f"{_quoted(lacks.held)}暂缓，用的是已公开的数"),
    )
    message = f"{year} 年的汇总有 {cells} 格无法核对：{'，'.join(words for names, words in reasons if names)}"
    steps = (
        (gaps, f"补上{_quoted(gaps)} {year} 年的数，再核对；确实没有的，可以保留"),
        (lacks.unread, f"先改好{_quoted(lacks.unread)}的 {year}.md，再运行 disclosure check"),
        (disputed, f"对照{_quoted(disputed)} {year} 年的原文（source: 一行写明登在哪里）；原文如此的，可以保留"),
        (lacks.held, f"改好{_quoted(lacks.held)}，再运行 disclosure check"),
    )
    hint = "；".join(words for names, words in steps if names)
    return Finding("rollup.uncertain", message, filing.report.path, ("tables", ""), hint=hint)


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


Slips = Sequence[tuple[tuple[Mismatch, ...], Slip]]
"""Slips of bodies, each with the mismatches that it explains."""


def _slips(
    filing: FiledReport,
    children: Sequence[FiledReport],
    form: TableForm,
    off: tuple[Sequence[Mismatch], Sequence[Mismatch]],
    theirs: list[tuple[str, Table]],
) -> Slips:
    """The slips that explain mismatches of a table, wrong and unsure; where a body left out does, only what explains more."""
    wrong, unsure = off
    found = list(find_slips(filing, children, form, wrong, unsure)) if wrong else []
    left_out = bool(found) and bool(_forgotten_or_repeated(wrong, theirs))
    return [(group, slip) for group, slip in found if not left_out or not set(group) <= set(wrong)]


def _unequal(
    filing: FiledReport, form: TableForm, left: Sequence[Mismatch], slips: Slips, theirs: list[tuple[str, Table]]
) -> Iterator[Finding]:
    """The findings about one table: one for each slip of a body, and one for what none explains, at its first figure."""
    for explained, slip in slips:
        where = f"“{slip.filing.body.name}”的 {slip.given}（{slip.clause}）"
        there = f"{slip.filing.report.path} 的{cell_name(form, slip.row, slip.column)}"
        hint = f"先核对 {there}：现为 {slip.given}，{slip.clause}；那里改为 {slip.right} 的，这里不用改"
        finding = _finding(filing, form, explained, f"；多半错在{where}", hint)
        yield finding
        if not slip.is_told and not _stands(filing.report, finding):
            yield _slip_finding(filing, form, slip)
    if left:
        clause = _forgotten_or_repeated(left, theirs)
        yield _finding(filing, form, left, clause, f"核对后改为 {left[0].sum}；本级自己的数单独填一份报告，放进本级的文件夹")


def _stands(report: Report, finding: Finding) -> bool:
    """Whether a report says why it differs, or that it was issued so."""
    return any(matches(one, finding) for one in (*report.explanations, *report.as_published))


def _finding(filing: FiledReport, form: TableForm, wrong: Sequence[Mismatch], clause: str, hint: str) -> Finding:
    first = wrong[0]
    name = cell_name(form, first.row, first.column)
    more = f"，同表另有 {len(wrong) - 1} 格不符" if len(wrong) > 1 else ""
    message = f"{name}现为 {first.given}，所属机构相加是 {first.sum}{more}{clause}"
    hint += "；确有原因的，写 explain: {rollup.unequal: 原因}"
    return Finding("rollup.unequal", message, filing.report.path, form.place(first.row, first.column), hint=hint)


def _slip_finding(above: FiledReport, form: TableForm, slip: Slip) -> Finding:
    """The finding in the body's own file."""
    name = cell_name(form, slip.row, slip.column)
    message = f"{name}现为 {slip.given}，{slip.clause}：照 {slip.right} 算，才与“{above.body.name}”的汇总相符"
    hint = f"核对台账，写错的改为 {slip.right}；确实是 {slip.given} 的，改汇总 {above.report.path}"
    return Finding("rollup.slip", message, slip.filing.report.path, form.place(slip.row, slip.column), hint=hint)


def _forgotten_or_repeated(wrong: Sequence[Mismatch], theirs: list[tuple[str, Table]]) -> str:
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
