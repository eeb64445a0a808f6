"""The findings about figures that do not add up: both sides, the likely typing error, and what to type instead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import FiledReport
from ..model.report import Cell
from .cell_groups import bare_label
from .evaluation import ZERO, Evaluated, FigureKey, last_years_table, row_name
from .typos import MIN_TELLING_VALUE, Summand, Suspect, likely_typo, only_typo

Group = tuple[tuple[FigureKey, int], ...]
"""Figures that one typing error makes wrong, each by the same amount, with its sign."""


SEVERAL = "先核对台账；写错的可能不止一处，与它同行、同列的数要一起核对，只改一处会使别的勾稽关系不成立"
"""The advice where no change of one figure would do."""


class Correction(NamedTuple):
    """A change that satisfies every equation in `resolved`: the figures of a group, now `amounts`, moved by `delta`."""

    group: Group
    delta: Decimal
    resolved: tuple[Evaluated, ...]
    amounts: tuple[Decimal, ...]

    @property
    def moved(self) -> bool:
        """Whether a figure stands in another's column."""
        return len(self.group) > 1 and self.group[1][1] < 0

    @property
    def ordered(self) -> Group:
        """The figures, the one to be named first; of two that changed places the one in the form's earlier column."""
        form = self.resolved[0].form
        return tuple(sorted(self.group, key=lambda pair: form.column_index.get(pair[0].column, 0))) if self.moved else self.group

    @property
    def named(self) -> tuple[str, FigureKey]:
        """The code and the figure of what is found."""
        figure = self.ordered[0][0]
        total = any(e.identity.code == "total.unequal" and figure == e.total for e in self.resolved)
        return "total.unequal" if total else "figure.wrong", figure


def correction_finding(correction: Correction, filings: dict[int, FiledReport], is_safe: bool) -> Finding:
    """Return the finding about one figure that several failures come from; what is not `is_safe` to change is not advised."""
    moved, group = correction.moved, correction.ordered
    code, figure = correction.named
    sign = group[0][1]
    filing = filings[figure.year]
    form = filing.format.tables[figure.table]
    amounts = {at: amount for (at, _), amount in zip(correction.group, correction.amounts, strict=True)}
    right = amounts[figure] + sign * correction.delta
    shown = min(
        correction.resolved,
        key=lambda e: (
            e.filing is not filing,
            e.total != figure,
            figure not in [term.figure for term in e.terms],
            e.identity.each != "row",
            len(e.terms),
        ),
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
    hint = change if code == "total.unequal" else f"先核对台账；台账上是 {right} 的，{change}"
    return Finding(code, message, filing.report.path, figure.place, hint=hint if is_safe else SEVERAL)


def _guess(correction: Correction, figure: FigureKey, given: Decimal, right: Decimal, filing: FiledReport) -> str:
    """The likely typo, seen from each rule that has the figure for its total, or else from the figure alone."""
    before = _before(figure, filing)
    sums = [_parts(e) for e in correction.resolved if e.total == figure]
    return next((clause for parts in (*sums, ()) if (clause := likely_typo(Suspect(given, right, parts, before)))), "")


def unmet_finding(e: Evaluated, options: tuple[Correction, ...]) -> Finding:
    """Return the finding about one rule that does not hold, with the changes of one figure that would satisfy it alone."""
    own = next((option for option in options if option.group[0][0] == e.total), None)
    if e.total and e.identity.relation == "=" and (own or e.identity.reaches_back):
        message, hint = _wrong_total(e, e.total, own)
    elif e.total and e.identity.relation == "=":
        message, hint = _wrong_parts(e, e.total)
    elif e.identity.relation == "<=" and len(e.terms) == 2 and any(abs(factor) != 1 for _, factor, _ in e.terms):
        message, hint = _too_large_a_share(e)
    else:
        message, hint = _wrong_figures(e, options)
    return Finding(e.identity.code, message, e.filing.report.path, e.named.place, hint=hint)


def _wrong_figures(e: Evaluated, options: tuple[Correction, ...]) -> tuple[str, str]:
    """The message and the hint for a rule any of whose figures may be the wrong one."""
    holds_in = e.equation.holds_in
    line = e.form.column_label(holds_in) if e.identity.each == "column" else e.form.row_label(holds_in)
    right = [(figure, cell, cell.amount - e.difference / factor) for figure, factor, cell in e.terms if cell.amount is not None]
    suspects = (
        (e.label(figure), Suspect(cell.amount or ZERO, should, (), _before(figure, e.filing))) for figure, cell, should in right
    )
    typo = only_typo(suspects) if e.identity.relation == "=" else ""
    message = f"“{line}”不符合“{e.identity.says}”：{_sides(e)}，相差 {abs(e.difference)}{_and(typo or _equal_part(e))}"
    changes = [_change(e, option) for option in options]
    if e.identity.relation == "<=":
        changes = [f"“{e.label(figure)}”{cell.amount} 改为 {should}" for figure, cell, should in right if should >= 0]
    if changes:
        return message, f"先核对台账，再改其中一处：{'，或'.join(changes)}"
    return message, SEVERAL


def _change(e: Evaluated, option: Correction) -> str:
    """What to change of one figure, and of its row total or of the figure that it was meant for along with it."""
    (figure, sign), given = option.group[0], option.amounts[0]
    along = _along(e, option)
    together = f"（同一行{'、'.join(along)}）" if along else ""
    return f"“{e.label(figure)}”{given} 改为 {given + sign * option.delta}{together}"


def _along(e: Evaluated, option: Correction) -> list[str]:
    """What to change along with the first figure of a correction, in the same row."""
    others = list(zip(option.group, option.amounts, strict=True))[1:]
    return [f"“{e.form.column_label(other.column)}”的 {now} 改为 {now + sign * option.delta}" for (other, sign), now in others]


def _wrong_total(e: Evaluated, total: FigureKey, own: Correction | None) -> tuple[str, str]:
    """The message and the hint for a figure that is not what its rule makes it; `own` changes it where that breaks nothing."""
    factor, cell = next((factor, cell) for figure, factor, cell in e.terms if figure == total)
    right = (cell.amount or ZERO) - e.difference / factor
    typo = likely_typo(Suspect(cell.amount or ZERO, right, _parts(e), _before(total, e.filing)))
    message = f"{_name(total, e.form)}现为 {_shown(cell)}，应为 {right}：{e.identity.says}（{_sides(e)}）{_and(typo)}"
    before = e.filing.previous
    along = "".join(f"，{clause}" for clause in _along(e, own)) if own else ""
    if not (e.identity.reaches_back and before):
        return message, f"先核对台账；各项无误的，把 {_shown(cell)} 改为 {right}{along}"
    last = "、".join(
        f"{_name(figure, before.format.tables[total.table])}是 {_shown(cell)}"
        for figure, _, cell in e.terms
        if figure.year == before.report.year
    )
    explain = f"确有原因的，写 explain: {{{e.identity.code}: 原因}}"
    if own is None:
        together = "本年写错的，要连同有关的数一起改，只改这一处会使别的勾稽关系不成立"
        return message, f"{before.report.path} 的{last}；{together}；{explain}"
    return message, f"{before.report.path} 的{last}；本年写错的，把 {_shown(cell)} 改为 {right}{along}；{explain}"


def _wrong_parts(e: Evaluated, total: FigureKey) -> tuple[str, str]:
    """The message and the hint for parts that do not make a total which other rules speak for."""
    factor, cell = next((factor, cell) for figure, factor, cell in e.terms if figure == total)
    more = -e.difference / factor
    off = f"各项{'多' if more > 0 else '少'}了 {abs(more)}"
    twice = [figure for figure, _, part in e.terms if figure != total and part.amount == more >= MIN_TELLING_VALUE]
    alone = next((figure for figure in twice if _counts_alone(figure, e.form)), None)
    names = "、".join(f"“{_short(figure, e.form) if e.identity.each == 'column' else e.label(figure)}”" for figure in twice)
    equal = f"，正好等于{names}" if twice else ""
    message = f"{_name(total, e.form)}是 {_shown(cell)}，{off}{equal}：{e.identity.says}（{_sides(e)}）"
    hint = f"先核对台账；只改 {_shown(cell)} 会使别的勾稽关系不成立，先核对各项"
    if alone:
        hint += f"；“{_short(alone, e.form)}”的 {more} 件是否又计入了别的各项"
    elif len(twice) == 1:
        hint += f"；{names}的 {more} 是否重复计算"
    return message, hint


def _short(figure: FigureKey, form: TableForm) -> str:
    """The heading of a figure's row alone, without its number and what it says in brackets."""
    return bare_label(form.row_lines[form.row_index[figure.row]][-1].label)


def _counts_alone(figure: FigureKey, form: TableForm) -> bool:
    """Whether the form says of a row that what it counts is not counted in another."""
    return figure.row in form.row_index and form.row_lines[form.row_index[figure.row]][-1].counts_alone


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


def _uncertain(evaluated: Iterable[Evaluated]) -> dict[tuple[int, str], list[tuple[Evaluated, FigureKey]]]:
    """By year and table: the equations that blanks keep from being checked, each with its first blank."""
    groups: dict[tuple[int, str], list[tuple[Evaluated, FigureKey]]] = defaultdict(list)
    for e in evaluated:
        if e.verdict == "uncertain":
            blank = min(figure for figure, _, cell in e.terms if cell.blank)
            groups[blank.year, blank.table].append((e, blank))
    return groups


def first_blanks(evaluated: Iterable[Evaluated], filings: dict[int, FiledReport]) -> set[FigureKey]:
    """Return the blanks at which `uncertain_findings` reports."""
    groups = _uncertain(evaluated).items()
    return {_in_order(group, filings[year].format.tables[table])[0] for (year, table), group in groups}


def _in_order(group: list[tuple[Evaluated, FigureKey]], form: TableForm) -> list[FigureKey]:
    return sorted({blank for _, blank in group}, key=lambda b: (form.row_index[b.row], form.column_index[b.column]))


def uncertain_findings(evaluated: list[Evaluated], filings: dict[int, FiledReport]) -> Iterator[Finding]:
    """Yield one note for each table whose blanks keep identities from being checked, at the first of those blanks."""
    for (year, table), group in _uncertain(evaluated).items():
        filing = filings[year]
        form = filing.format.tables[table]
        blanks = _in_order(group, form)
        rules = "；".join(dict.fromkeys(f"“{e.identity.says}”" for e, _ in group))
        message = f"{_name(blanks[0], form)}等 {len(blanks)} 处空白" if len(blanks) > 1 else f"{_name(blanks[0], form)}空白"
        message += f"，使 {len(group)} 条勾稽关系无法核对：{rules}"
        hint = "补填台账上的数，没有发生写 0；确实没有填报的，保留 ~"
        if any(_is_total(blank, form) for blank in blanks):
            hint = f"能算出的总计由 disclosure fill {filing.report.path} 填入；{hint}"
        yield Finding("figures.uncertain", message, filing.report.path, blanks[0].place, hint=hint)


def _is_total(figure: FigureKey, form: TableForm) -> bool:
    return any((form.row_lines[form.row_index[figure.row]][-1].sums, form.column(figure.column).sums))


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
