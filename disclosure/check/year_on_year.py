"""A report beside last year's: figures that jump, and texts that were copied."""

from collections.abc import Iterator
from itertools import pairwise

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import BodyReports, FiledReport

MAYBE = 0.4
"""The share of clauses that copies have in common even as they stand, figures and all."""


def check_jumps(filing: FiledReport) -> Iterator[Finding]:
    """Say which indicators are many times last year's, or a small part of it: one note for a report.

    Three cases after none are no event, so the larger figure must be of some size.
    """
    before = filing.previous
    if before is None:
        return
    last, factor, least = before.trend_values, filing.thresholds.jump_factor, filing.thresholds.jump_minimum
    jumps = [
        (key, then, now)
        for key, now in filing.trend_values.items()
        if now is not None
        and (then := last.get(key)) is not None
        and (now > factor * then or factor * now < then)
        and max(now, then) >= least
    ]
    if jumps:
        labels = {trend.key: trend.label for group in filing.format.trends for trend in group.trends}
        told = "；".join(f"“{labels[key]}”由 {then} 变为 {now}" for key, then, now in jumps)
        message = f"与 {before.report.year} 年相比变化超过 {factor} 倍：{told}"
        hint = f"核对两年的数和单位（{before.report.path}）；无误的可以保留，或写 explain: {{figures.jump: 原因}}"
        key, row, column = filing.format.trend_cells[jumps[0][0]][0]
        place = filing.format.tables[key].place(row, column)
        yield Finding("figures.jump", message, filing.report.path, place, hint=hint)


_STOPS = pattern(r"[，。；：、！？\s#*>|-]+")
_DIGITS = pattern(r"[0-9０-９.%％]+")


def check_repetition(filing: FiledReport) -> Iterator[Finding]:
    """Sections that are to be written anew are not last year's again with other figures; short ones are formulas."""
    before = filing.previous
    if before is None or filing.format.free_chapters or before.format.free_chapters:
        return
    anew = {section.key for section in filing.format.sections if section.must_change}
    of_problems = {form.key for form in filing.format.sections if any(topic.code == "text.problems" for topic in form.topics)}
    last = {section.key: section.text for section in before.report.sections if section.key in anew}
    for number, section in enumerate(filing.report.sections):
        if section.key not in last or len(section.text) < filing.thresholds.repetition_minimum:
            continue
        share, least = _same(section.text, last[section.key]), filing.thresholds.repetition_percent - _REWORDED
        if 100 * share >= filing.thresholds.repetition_percent:
            message = f"“{section.heading}”有 {share:.0%} 的文字与 {before.report.year} 年的相同"
            hint = f"对照 {before.report.path}，写出今年的情况；确实没有变化的，写 explain: {{text.repeated: 原因}}"
            yield Finding("text.repeated", message, filing.report.path, ("#", number), hint=hint)
        elif section.key in of_problems and 100 * (pairs := _pairs_in_common(section.text, last[section.key])) >= least:
            message = f"“{section.heading}”与 {before.report.year} 年的只差几个字：相邻的两个字有 {pairs:.0%} 相同"
            hint = f"对照 {before.report.path}，写出今年的情况；确实没有变化的，写 explain: {{text.repeated: 原因}}"
            words = section.text.strip().partition("\n")[0][:_FIRST_WORDS]
            yield Finding("text.repeated", message, filing.report.path, ("#", number, words), hint=hint)


_REWORDED = 10
"""How many percent less than of whole clauses need be the same of pairs of characters: changed verbs hide no copy."""
_FIRST_WORDS = 12
_NOT_CHINESE = pattern(r"[^一-龥]+")


def _pairs_in_common(text: str, before: str) -> float:
    """The share of the neighboring characters of a text that are so in the other too; 0 where even the characters differ."""
    if not _SHORTER < len(text) / max(1, len(before)) < 1 / _SHORTER:
        return 0
    known, others = set(text), set(before)
    if len(known & others) < _SHORTER * len(known | others):
        return 0
    text, before = _NOT_CHINESE.sub("", text), _NOT_CHINESE.sub("", before)
    pairs = set(pairwise(text))
    return len(pairs & set(pairwise(before))) / max(1, len(pairs))


_SHORTER = 0.8
"""A copy is as long as this, and has this share of its characters, at the least."""


def check_same_figures(filing: FiledReport) -> Iterator[Finding]:
    """Say that every figure of the tables is last year's: one of them is likely to be the other's."""
    before = filing.previous
    if before is None or filing.format is not before.format or filing.report.figures_digest != before.report.figures_digest:
        return
    cells = [cell for table in filing.report.tables for row in table.rows for cell in row]
    if len([cell for cell in cells if cell.amount]) >= _FEW_FIGURES and (table := filing.report.tables[0]):
        message = f"表里的每一个数都与 {before.report.year} 年的相同"
        hint = f"对照 {before.report.path}，填上今年的数；确实都相同的，写 explain: {{figures.repeated: 原因}}"
        yield Finding("figures.repeated", message, filing.report.path, ("tables", table.key), hint=hint)


_FEW_FIGURES = 6
"""So many figures, none of them 0, are hardly the same two years running."""


def _same(text: str, before: str) -> float:
    """The share of a text's characters in clauses that the other has too; figures and markup do not count."""
    if not 0.8 < len(text) / max(1, len(before)) < 1.25:
        return 0
    if _share(text.replace("。", "，").split("，"), before.replace("。", "，").split("，")) < MAYBE:
        return 0
    return _share(_clauses(text), _clauses(before))


def _clauses(text: str) -> list[str]:
    return _STOPS.split(_DIGITS.sub("", text))


def _share(clauses: list[str], others: list[str]) -> float:
    known = frozenset(others)
    return sum(len(clause) for clause in clauses if clause in known) / max(1, sum(map(len, clauses)))


def check_gaps(body_reports: BodyReports) -> Iterator[Finding]:
    """Say which years between two reports of a body have none, at the later of the two."""
    for later, earlier in pairwise(body_reports.filings):
        years_between = range(earlier.report.year + 1, later.report.year)
        owed = filter(body_reports.body.owes, years_between)
        missing = [year for year in owed if not any(str(year) in name for name in body_reports.unread)]
        if missing:
            years = "、".join(map(str, missing))
            message = f"{earlier.report.year} 年和 {later.report.year} 年之间缺 {years} 年的报告"
            hint = f"补上 {missing[0]}.md；确实没有的，写 explain: {{year.gap: 原因}}"
            yield Finding("year.gap", message, later.report.path, ("year",), hint=hint)


def check_pending(filing: FiledReport) -> Iterator[Finding]:
    """Say that cases pending last year are gone: this year counts none at all, neither decided nor pending."""
    before = filing.previous
    for table in filing.report.tables if before else ():
        form = filing.format.tables[table.key]
        pending = [column.key for column in form.leaf_columns if column.open]
        last = before.report.table(table.key) if before and pending else None
        if last is None or before is None:
            continue
        open_columns = [before.format.tables[table.key].column_index[key] for key in pending]
        left = sum((row[at].amount or 0 for row in last.rows for at in open_columns), 0)
        if left and all(cell.amount == 0 or cell.not_applicable for row in table.rows for cell in row):
            labels = "、".join(form.column_label(key) for key in pending)
            message = f"{before.report.year} 年有 {left} 件“{labels}”，{filing.report.year} 年的“{form.title}”却全是 0"
            hint = (
                f"核对上一年没有审结的案件（{before.report.path}）本年的结果；确实没有的，写 explain: {{disputes.pending: 原因}}"
            )
            yield Finding("disputes.pending", message, filing.report.path, form.place(0, open_columns[0]), hint=hint)
