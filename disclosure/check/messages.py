"""What is said of figures that do not add up: both sides, the likely slip, and what to type."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import Filing
from ..model.report import Cell
from .equations import ZERO, Figure, Weighed, origin, row_name
from .typos import TELLING, Doubt, Part, likely_slip, one_slip

Group = tuple[tuple[Figure, int], ...]
"""Figures that one slip of the pen falsifies, each by the same amount, with its sign."""


class Slip(NamedTuple):
    """A change that satisfies every equation in `resolved`: the figures of a group moved by `delta`, the first to be mended."""

    group: Group
    delta: Decimal
    resolved: tuple[Weighed, ...]


def slip_finding(slip: Slip, filings: dict[int, Filing]) -> Finding:
    """The finding about one figure that several failures come from."""
    columns = filings[slip.group[0][0].year].format.tables[slip.group[0][0].table].column_index
    moved = len(slip.group) > 1 and slip.group[1][1] < 0
    group = sorted(slip.group, key=lambda pair: columns[pair[0].column]) if moved else slip.group
    figure, sign = group[0]
    filing = filings[figure.year]
    form = filing.format.tables[figure.table]
    cells = {at: cell for w in slip.resolved for at, _, cell in w.terms}
    amounts = {at: cells[at].amount or ZERO if at in cells else ZERO for at, _ in group}
    right = amounts[figure] + sign * slip.delta
    total = any(w.identity.code == "total.unequal" and figure == w.total for w in slip.resolved)
    shown = min(slip.resolved, key=lambda w: (w.filing is not filing, w.total != figure, w.identity.each != "row", len(w.terms)))
    also = "".join(
        f"，“{form.column_label(other.column)}”的 {amounts[other]} 改为 {amounts[other] + its_sign * slip.delta}"
        for other, its_sign in group[1:]
    )
    why = "像是填错了列" if moved else _guess(slip, figure, amounts[figure], right, filing)
    message = (
        f"{_name(figure, form)}现为 {amounts[figure]}，应为 {right}：有 {len(slip.resolved)} 条勾稽关系因它不成立，"
        f"如“{shown.identity.says}”（{_sides(shown)}）{_and(why)}"
    )
    mend = f"把 {amounts[figure]} 改为 {right}{also}，{len(slip.resolved)} 条勾稽关系就都成立"
    hint = mend if total else f"先核对台账；台账上是 {right} 的，{mend}"
    return Finding("total.unequal" if total else "figure.wrong", message, filing.report.path, figure.place, hint=hint)


def _guess(slip: Slip, figure: Figure, given: Decimal, right: Decimal, filing: Filing) -> str:
    """The likely slip, seen from each rule that has the figure for its total, or else from the figure alone."""
    before = _before(figure, filing)
    sums = [_parts(w) for w in slip.resolved if w.total == figure]
    return next((clause for parts in (*sums, ()) if (clause := likely_slip(Doubt(given, right, parts, before)))), "")


def unmet_finding(w: Weighed) -> Finding:
    """The finding about one rule that does not hold, at its total or at its first figure of this year."""
    at = w.total or next(figure for figure, _, _ in w.terms if figure.year == w.filing.report.year)
    code, path = w.identity.code, w.filing.report.path
    if w.total and w.identity.relation == "=":
        message, hint = _wrong_total(w, w.total)
    elif w.identity.relation == "<=" and len(w.terms) == 2 and any(abs(factor) != 1 for _, factor, _ in w.terms):
        message, hint = _too_large_a_share(w)
    else:
        lane = w.form.column_label(w.equation.lane) if w.identity.each == "column" else w.form.row_label(w.equation.lane)
        right = [
            (figure, cell, cell.amount - w.difference / factor) for figure, factor, cell in w.terms if cell.amount is not None
        ]
        doubts = (
            (w.label(figure), Doubt(cell.amount or ZERO, should, (), _before(figure, w.filing))) for figure, cell, should in right
        )
        slip = one_slip(doubts) if w.identity.relation == "=" else ""
        message = f"“{lane}”不符合“{w.identity.says}”：{_sides(w)}，相差 {abs(w.difference)}{_and(slip or _equal_part(w))}"
        changes = [f"“{w.label(figure)}”{cell.amount} 改为 {should}" for figure, cell, should in right if should >= 0]
        hint = f"先核对台账，再改其中一处：{'，或'.join(changes)}"
    return Finding(code, message, path, at.place, hint=hint)


def _wrong_total(w: Weighed, total: Figure) -> tuple[str, str]:
    """The message and the hint for a figure that is not what its rule makes it."""
    factor, cell = next((factor, cell) for figure, factor, cell in w.terms if figure == total)
    right = (cell.amount or ZERO) - w.difference / factor
    slip = likely_slip(Doubt(cell.amount or ZERO, right, _parts(w), _before(total, w.filing)))
    message = f"{_name(total, w.form)}现为 {_shown(cell)}，应为 {right}：{w.identity.says}（{_sides(w)}）{_and(slip)}"
    before = w.filing.previous
    if not (w.identity.reaches_back and before):
        return message, f"先核对台账；各项无误的，把 {_shown(cell)} 改为 {right}"
    last = "、".join(
        f"{_name(figure, before.format.tables[total.table])}是 {_shown(cell)}"
        for figure, _, cell in w.terms
        if figure.year == before.report.year
    )
    explain = f"确有原因的，写 explain: {{{w.identity.code}: 原因}}"
    return message, f"{before.report.path} 的{last}；本年写错的，把 {_shown(cell)} 改为 {right}；{explain}"


def _too_large_a_share(w: Weighed) -> tuple[str, str]:
    """The message and the hint for a figure that is more of another than it should be, in percent."""
    (part, _, cell), (whole, _, of) = w.terms
    share = f"{100 * (cell.amount or ZERO) / of.amount:.0f}%" if of.amount else "全部"
    message = f"{_name(part, w.form)}{_shown(cell)} 占“{w.label(whole)}”{_shown(of)} 的 {share}：{w.identity.says}"
    return message, f"先核对归类，能归入前几类的改填该类；确实如此的，写 explain: {{{w.identity.code}: 原因}}"


def _equal_part(w: Weighed) -> str:
    """What the two sides differ by, where exactly one of the figures is just as large; "" otherwise."""
    same = [w.label(figure) for figure, _, cell in w.terms if cell.amount == abs(w.difference) >= TELLING]
    return f"差的正好是“{same[0]}”" if len(same) == 1 else ""


def _before(figure: Figure, filing: Filing) -> tuple[int, Decimal] | None:
    """The year and the figure of last year's report in the same cell, if there is one."""
    of = origin(filing, figure.table) if figure.year == filing.report.year else None
    if of is None or figure.row not in of[1].row_index or figure.column not in of[1].column_index:
        return None
    amount = of[2].rows[of[1].row_index[figure.row]][of[1].column_index[figure.column]].amount
    return None if amount is None else (of[0].report.year, amount)


def _parts(w: Weighed) -> tuple[Part, ...]:
    """What a rule reckons its total from, each with the group of headings it stands in."""
    towards = -next(factor for figure, factor, _ in w.terms if figure == w.total)
    lines = {line[-1].key: line for line in w.form.column_lines} if w.identity.each == "row" else {}
    lines |= dict(zip(w.form.row_keys, w.form.row_lines, strict=True)) if w.identity.each == "column" else {}
    found = []
    for figure, factor, cell in w.terms:
        if figure != w.total and cell.amount is not None:
            line = lines.get(figure.column if w.identity.each == "row" else figure.row, ())
            name = line[-1].label if line else w.label(figure)
            found.append(Part(name, line[-2].label if len(line) > 2 else "", factor / towards * cell.amount))
    return tuple(found)


def uncertain_findings(weighed: list[Weighed], filings: dict[int, Filing]) -> Iterator[Finding]:
    """One note for each table whose blanks keep identities from being checked, at the first of those blanks."""
    groups: dict[tuple[int, str], list[tuple[Weighed, Figure]]] = defaultdict(list)
    for w in weighed:
        if w.verdict == "uncertain":
            blank = min(figure for figure, _, cell in w.terms if cell.blank)
            groups[blank.year, blank.table].append((w, blank))
    for (year, table), group in groups.items():
        filing = filings[year]
        form = filing.format.tables[table]
        blanks = sorted({blank for _, blank in group}, key=lambda b: (form.row_index[b.row], form.column_index[b.column]))
        rules = "；".join(dict.fromkeys(f"“{w.identity.says}”" for w, _ in group))
        message = f"{_name(blanks[0], form)}等 {len(blanks)} 处空白" if len(blanks) > 1 else f"{_name(blanks[0], form)}空白"
        message += f"，使 {len(group)} 条勾稽关系无法核对：{rules}"
        hint = "补填空白；确实没有填报的，可以保留"
        if any(_is_total(blank, form) for blank in blanks):
            hint = f"能算出的总计由 python build.py fill {filing.report.path} 填入；{hint}"
        yield Finding("figures.uncertain", message, filing.report.path, blanks[0].place, hint=hint)


def _is_total(figure: Figure, form: TableForm) -> bool:
    lines = (form.row_lines[form.row_index[figure.row]], form.column_lines[form.column_index[figure.column]])
    return any(line[-1].sums for line in lines)


def _sides(w: Weighed) -> str:
    """Both sides in figures, zeros left out of long sums: `3 + 1 ≠ 3 + 0`."""
    sign = "≠" if w.identity.relation == "=" else ">"
    if w.identity.total:
        others = [(f, c) for figure, f, c in w.terms if figure != w.total]
        total = next(c for figure, _, c in w.terms if figure == w.total)
        towards = -1 if w.terms[0][0] == w.total else 1
        return f"{_sum((f * towards, c) for f, c in others)} {sign} {_shown(total)}"
    left = [(f, c) for _, f, c in w.terms if f > 0]
    right = [(-f, c) for _, f, c in w.terms if f < 0]
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


def _name(figure: Figure, form: TableForm) -> str:
    return f"“{row_name(figure.row, form)}”的“{form.column_label(figure.column)}”"


def _and(clause: str) -> str:
    return f"；{clause}" if clause else ""
