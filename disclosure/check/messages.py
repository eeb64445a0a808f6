"""The findings about figures that do not add up: both sides, the likely typing error, and what to type instead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import FiledReport
from ..model.report import Cell
from .evaluation import ZERO, Evaluated, FigureKey, last_years_table, row_name
from .typos import MIN_TELLING_VALUE, Summand, Suspect, likely_typo, only_typo

Group = tuple[tuple[FigureKey, int], ...]
"""Figures that one typing error makes wrong, each by the same amount, with its sign."""


class Correction(NamedTuple):
    """A change that satisfies every equation in `resolved`: the figures of a group moved by `delta`, the first of them named."""

    group: Group
    delta: Decimal
    resolved: tuple[Evaluated, ...]


def correction_finding(correction: Correction, filings: dict[int, FiledReport]) -> Finding:
    """Return the finding about one figure that several failures come from."""
    columns = filings[correction.group[0][0].year].format.tables[correction.group[0][0].table].column_index
    moved = len(correction.group) > 1 and correction.group[1][1] < 0
    group = sorted(correction.group, key=lambda pair: columns[pair[0].column]) if moved else correction.group
    figure, sign = group[0]
    filing = filings[figure.year]
    form = filing.format.tables[figure.table]
    cells = {at: cell for e in correction.resolved for at, _, cell in e.terms}
    amounts = {at: cells[at].amount or ZERO if at in cells else ZERO for at, _ in group}
    right = amounts[figure] + sign * correction.delta
    total = any(e.identity.code == "total.unequal" and figure == e.total for e in correction.resolved)
    shown = min(
        correction.resolved, key=lambda e: (e.filing is not filing, e.total != figure, e.identity.each != "row", len(e.terms))
    )
    also = "".join(
        f"，“{form.column_label(other.column)}”的 {amounts[other]} 改为 {amounts[other] + its_sign * correction.delta}"
        for other, its_sign in group[1:]
    )
    why = "像是填错了列" if moved else _guess(correction, figure, amounts[figure], right, filing)
    message = (
        f"{_name(figure, form)}现为 {amounts[figure]}，应为 {right}：有 {len(correction.resolved)} 条勾稽关系因它不成立，"
        f"如“{shown.identity.says}”（{_sides(shown)}）{_and(why)}"
    )
    change = f"把 {amounts[figure]} 改为 {right}{also}，{len(correction.resolved)} 条勾稽关系就都成立"
    hint = change if total else f"先核对台账；台账上是 {right} 的，{change}"
    return Finding("total.unequal" if total else "figure.wrong", message, filing.report.path, figure.place, hint=hint)


def _guess(correction: Correction, figure: FigureKey, given: Decimal, right: Decimal, filing: FiledReport) -> str:
    """The likely typo, seen from each rule that has the figure for its total, or else from the figure alone."""
    before = _before(figure, filing)
    sums = [_parts(e) for e in correction.resolved if e.total == figure]
    return next((clause for parts in (*sums, ()) if (clause := likely_typo(Suspect(given, right, parts, before)))), "")


def unmet_finding(e: Evaluated) -> Finding:
    """Return the finding about one rule that does not hold, at its total or at its first figure of this year."""
    at = e.total or next(figure for figure, _, _ in e.terms if figure.year == e.filing.report.year)
    code, path = e.identity.code, e.filing.report.path
    if e.total and e.identity.relation == "=":
        message, hint = _wrong_total(e, e.total)
    elif e.identity.relation == "<=" and len(e.terms) == 2 and any(abs(factor) != 1 for _, factor, _ in e.terms):
        message, hint = _too_large_a_share(e)
    else:
        holds_in = e.equation.holds_in
        line = e.form.column_label(holds_in) if e.identity.each == "column" else e.form.row_label(holds_in)
        right = [
            (figure, cell, cell.amount - e.difference / factor) for figure, factor, cell in e.terms if cell.amount is not None
        ]
        suspects = (
            (e.label(figure), Suspect(cell.amount or ZERO, should, (), _before(figure, e.filing)))
            for figure, cell, should in right
        )
        typo = only_typo(suspects) if e.identity.relation == "=" else ""
        message = f"“{line}”不符合“{e.identity.says}”：{_sides(e)}，相差 {abs(e.difference)}{_and(typo or _equal_part(e))}"
        changes = [f"“{e.label(figure)}”{cell.amount} 改为 {should}" for figure, cell, should in right if should >= 0]
        hint = f"先核对台账，再改其中一处：{'，或'.join(changes)}"
    return Finding(code, message, path, at.place, hint=hint)


def _wrong_total(e: Evaluated, total: FigureKey) -> tuple[str, str]:
    """The message and the hint for a figure that is not what its rule makes it."""
    factor, cell = next((factor, cell) for figure, factor, cell in e.terms if figure == total)
    right = (cell.amount or ZERO) - e.difference / factor
    typo = likely_typo(Suspect(cell.amount or ZERO, right, _parts(e), _before(total, e.filing)))
    message = f"{_name(total, e.form)}现为 {_shown(cell)}，应为 {right}：{e.identity.says}（{_sides(e)}）{_and(typo)}"
    before = e.filing.previous
    if not (e.identity.reaches_back and before):
        return message, f"先核对台账；各项无误的，把 {_shown(cell)} 改为 {right}"
    last = "、".join(
        f"{_name(figure, before.format.tables[total.table])}是 {_shown(cell)}"
        for figure, _, cell in e.terms
        if figure.year == before.report.year
    )
    explain = f"确有原因的，写 explain: {{{e.identity.code}: 原因}}"
    return message, f"{before.report.path} 的{last}；本年写错的，把 {_shown(cell)} 改为 {right}；{explain}"


def _too_large_a_share(e: Evaluated) -> tuple[str, str]:
    """The message and the hint for a figure that is more of another than it should be, in percent."""
    (part, _, cell), (whole, _, of) = e.terms
    share = f"{100 * (cell.amount or ZERO) / of.amount:.0f}%" if of.amount else "全部"
    message = f"{_name(part, e.form)}{_shown(cell)} 占“{e.label(whole)}”{_shown(of)} 的 {share}：{e.identity.says}"
    return message, f"先核对归类，能归入前几类的改填该类；确实如此的，写 explain: {{{e.identity.code}: 原因}}"


def _equal_part(e: Evaluated) -> str:
    """What the two sides differ by, where exactly one of the figures is just as large; "" otherwise."""
    same = [e.label(figure) for figure, _, cell in e.terms if cell.amount == abs(e.difference) >= MIN_TELLING_VALUE]
    return f"差的正好是“{same[0]}”" if len(same) == 1 else ""


def _before(figure: FigureKey, filing: FiledReport) -> tuple[int, Decimal] | None:
    """The year and the figure of last year's report in the same cell, if there is one."""
    of = last_years_table(filing, figure.table) if figure.year == filing.report.year else None
    if of is None or figure.row not in of[1].row_index or figure.column not in of[1].column_index:
        return None
    amount = of[2].rows[of[1].row_index[figure.row]][of[1].column_index[figure.column]].amount
    return None if amount is None else (of[0].report.year, amount)


def _parts(e: Evaluated) -> tuple[Summand, ...]:
    """What a rule adds up to its total, each with the group of headings it stands in."""
    towards = -next(factor for figure, factor, _ in e.terms if figure == e.total)
    lines = {line[-1].key: line for line in e.form.column_lines} if e.identity.each == "row" else {}
    lines |= dict(zip(e.form.row_keys, e.form.row_lines, strict=True)) if e.identity.each == "column" else {}
    found = []
    for figure, factor, cell in e.terms:
        if figure != e.total and cell.amount is not None:
            line = lines.get(figure.column if e.identity.each == "row" else figure.row, ())
            name = line[-1].label if line else e.label(figure)
            found.append(Summand(name, line[-2].label if len(line) > 2 else "", factor / towards * cell.amount))
    return tuple(found)


def uncertain_findings(evaluated: list[Evaluated], filings: dict[int, FiledReport]) -> Iterator[Finding]:
    """Yield one note for each table whose blanks keep identities from being checked, at the first of those blanks."""
    groups: dict[tuple[int, str], list[tuple[Evaluated, FigureKey]]] = defaultdict(list)
    for e in evaluated:
        if e.verdict == "uncertain":
            blank = min(figure for figure, _, cell in e.terms if cell.blank)
            groups[blank.year, blank.table].append((e, blank))
    for (year, table), group in groups.items():
        filing = filings[year]
        form = filing.format.tables[table]
        blanks = sorted({blank for _, blank in group}, key=lambda b: (form.row_index[b.row], form.column_index[b.column]))
        rules = "；".join(dict.fromkeys(f"“{e.identity.says}”" for e, _ in group))
        message = f"{_name(blanks[0], form)}等 {len(blanks)} 处空白" if len(blanks) > 1 else f"{_name(blanks[0], form)}空白"
        message += f"，使 {len(group)} 条勾稽关系无法核对：{rules}"
        hint = "补填空白；确实没有填报的，可以保留"
        if any(_is_total(blank, form) for blank in blanks):
            hint = f"能算出的总计由 disclosure fill {filing.report.path} 填入；{hint}"
        yield Finding("figures.uncertain", message, filing.report.path, blanks[0].place, hint=hint)


def _is_total(figure: FigureKey, form: TableForm) -> bool:
    lines = (form.row_lines[form.row_index[figure.row]], form.column_lines[form.column_index[figure.column]])
    return any(line[-1].sums for line in lines)


def _sides(e: Evaluated) -> str:
    """Both sides in figures, zeros left out of long sums: `3 + 1 ≠ 3 + 0`."""
    sign = "≠" if e.identity.relation == "=" else ">"
    if e.identity.total:
        others = [(f, c) for figure, f, c in e.terms if figure != e.total]
        total = next(c for figure, _, c in e.terms if figure == e.total)
        towards = -1 if e.terms[0][0] == e.total else 1
        return f"{_sum((f * towards, c) for f, c in others)} {sign} {_shown(total)}"
    left = [(f, c) for _, f, c in e.terms if f > 0]
    right = [(-f, c) for _, f, c in e.terms if f < 0]
    return f"{_sum(left)} {sign} {_sum(right)}"


def _sum(terms: Iterable[tuple[Decimal, Cell]]) -> str:
    shown = [(f, c) for f, c in terms]
    kept = [(f, c) for f, c in shown if c.amount] if len(shown) > 4 else shown
    text = "".join(
        f" {'-' if f < 0 else '+'} {'' if abs(f) == 1 else f'{abs(f):%} × '.replace('.000000', '')}{_shown(c)}" for f, c in kept
    )
    return text.removeprefix(" + ").strip() or "0"


def _shown(cell: Cell) -> str:
    return str(cell.amount) if cell.amount is not None else "不适用" if cell.not_applicable else "空白"


def _name(figure: FigureKey, form: TableForm) -> str:
    return f"“{row_name(figure.row, form)}”的“{form.column_label(figure.column)}”"


def _and(clause: str) -> str:
    return f"；{clause}" if clause else ""
