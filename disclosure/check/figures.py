"""勾稽关系: the identities between figures, within a report and from one year to the next.

A slip breaks several identities at once, and an official mends the cell he is sent to. So the identities
that fail are first laid over each other: where one changed figure would satisfy them all, that figure is
reported and nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import lcm
from operator import itemgetter
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import Equation, Identity, TableForm
from ..model.portal import Dossier, Filing
from ..model.report import Cell, Table

ZERO = Decimal(0)


class Figure(NamedTuple):
    """The address of a figure within one body's reports."""

    year: int
    table: str
    row: str
    column: str


class Weighed(NamedTuple):
    """An equation with the figures of one report in it: what its two sides differ by, and its verdict.

    Over blanks it *holds* when the filled cells satisfy it, is *unmet* when no value of the blanks could,
    and is otherwise *uncertain*. Not applicable counts as nothing.
    """

    filing: Filing
    form: TableForm
    equation: Equation
    terms: tuple[tuple[Figure, Decimal, Cell], ...]
    difference: Decimal
    verdict: str

    @property
    def identity(self) -> Identity:
        """The rule that was applied."""
        return self.equation.identity


def check_figures(dossier: Dossier) -> Iterator[Finding]:
    """Report identities that do not hold, at the figure to mend, and say which could not be checked."""
    if not all(map(adds_up, dossier.filings)):
        weighed = [w for filing in dossier.filings for w in weigh_report(filing)]
        if any(w.verdict != "holds" for w in weighed):
            yield from _judge(weighed, {filing.report.year: filing for filing in dossier.filings})
    for filing in dossier.filings:
        yield from _check_cumulative(filing)


def adds_up(filing: Filing) -> bool:
    """Whether every equation of a report's tables plainly holds; False also where that takes a closer look.

    It says nothing that `weigh_report` does not say, but most reports are sound, and this is quick to see.
    """
    for table in filing.report.tables:
        form, origin = filing.format.tables[table.key], _previous(filing, table.key)
        if form.authored:
            continue
        sums = _sums(form, origin[1] if origin else None)
        cells = [*chain.from_iterable(table.rows), *(chain.from_iterable(origin[2].rows) if origin else ())]
        if any(cell.unread for cell in set(cells)):
            return False
        amounts = [cell.amount or ZERO for cell in cells]
        for parts, whole, exact in sums:
            more, less = sum(parts(amounts)), sum(whole(amounts))
            if more != less and (exact or more > less):
                return False
    return True


Sum = tuple[Callable[[list[Decimal]], tuple[Decimal, ...]], Callable[[list[Decimal]], tuple[Decimal, ...]], bool]
"""What adds up the figures of one side of an equation, of the other, and whether both must be the same."""


def _sums(form: TableForm, before: TableForm | None) -> tuple[Sum, ...]:
    """The equations of a table, after one of the form `before`, over its figures line by line and then last year's."""
    known: dict[int, tuple[TableForm | None, tuple[Sum, ...]]] = form.__dict__.setdefault("sums", {})
    if id(before) not in known:
        known[id(before)] = before, _compiled(form, before)
    return known[id(before)][1]


def _compiled(form: TableForm, before: TableForm | None) -> tuple[Sum, ...]:
    found = []
    start = len(form.row_keys) * len(form.column_keys)
    for equation in form.equations:
        sides: tuple[list[int], list[int]] = ([], [])
        whole = lcm(*(Fraction(slot.factor).denominator for slot in equation.slots))  # a figure that counts half counts once
        for slot in equation.slots:
            its = before if slot.previous else form
            if its is None or slot.row not in its.row_index or slot.column not in its.column_index:
                break
            at = its.row_index[slot.row] * len(its.column_keys) + its.column_index[slot.column]
            times = int(abs(slot.factor) * whole)
            sides[slot.factor < 0].extend([at + start if slot.previous else at] * times)
        else:
            found.append((_getter(sides[0]), _getter(sides[1]), equation.identity.relation == "="))
    return tuple(found)


def _getter(places: list[int]) -> Callable[[list[Decimal]], tuple[Decimal, ...]]:
    """What takes the figures at these places; `itemgetter` of one place gives no tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1)) if places else itemgetter(slice(0))


def weigh_report(filing: Filing) -> Iterator[Weighed]:
    """Yield every equation of a report's tables whose figures exist; those that reach back need last year's."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        for equation in form.equations:
            weighed = _weigh(equation, filing, form, table)
            if weighed:
                yield weighed


def _weigh(equation: Equation, filing: Filing, form: TableForm, table: Table) -> Weighed | None:
    terms = []
    difference, can_rise, can_fall = ZERO, False, False
    for slot in equation.slots:
        origin = _previous(filing, table.key) if slot.previous else (filing, form, table)
        if origin is None:
            return None
        of, its_form, its_table = origin
        row, column = its_form.row_index.get(slot.row), its_form.column_index.get(slot.column)
        if row is None or column is None:
            return None
        cell = its_table.rows[row][column]
        if cell.unread:
            return None
        terms.append((Figure(of.report.year, table.key, slot.row, slot.column), slot.factor, cell))
        if cell.amount is not None:
            difference += slot.factor * cell.amount
        elif cell.blank:
            either = its_form.column_lines[column][-1].holds == "change"
            can_rise |= either or slot.factor > 0
            can_fall |= either or slot.factor < 0
    if difference == 0 or (equation.identity.relation == "<=" and difference < 0):
        verdict = "holds"
    elif (difference > 0 and can_fall) or (difference < 0 and can_rise):
        verdict = "uncertain"
    else:
        verdict = "unmet"
    return Weighed(filing, form, equation, tuple(terms), difference, verdict)


def _previous(filing: Filing, key: str) -> tuple[Filing, TableForm, Table] | None:
    before = filing.previous
    table = before.report.table(key) if before else None
    return (before, before.format.tables[key], table) if before and table else None


def _judge(weighed: list[Weighed], filings: dict[int, Filing]) -> Iterator[Finding]:
    unmet = [w for w in weighed if w.verdict == "unmet"]
    strict = [w for w in unmet if w.identity.relation == "=" and not _may_stand(w)]
    wrong: set[Figure] = set()
    for slip in _slips(strict, weighed):
        yield _slip_finding(slip, filings)
        wrong.update(figure for figure, _ in slip.group)
        unmet = [w for w in unmet if w not in slip.resolved]
    for w in unmet:
        bound = w.identity.relation == "<=" and any(figure in wrong for figure, _, _ in w.terms)
        if not bound and not _follows(w, unmet, weighed):
            yield _unmet_finding(w)
    yield from _uncertain_findings(weighed, filings)


def _may_stand(w: Weighed) -> bool:
    """Whether the author explained this break, or the rule breaks for lawful reasons: then it is no clue to a slip."""
    explained = any(e.code == w.identity.code for e in w.filing.report.explanations)
    return explained or (w.identity.reaches_back and w.identity.code != "carry-over.unequal")


Group = tuple[tuple[Figure, int], ...]
"""Figures that one slip of the pen falsifies, each by the same amount, with its sign."""


class Slip(NamedTuple):
    """A change that satisfies every equation in `resolved`: the figures of a group moved by `delta`, the first to be mended."""

    group: Group
    delta: Decimal
    resolved: tuple[Weighed, ...]


def _slips(unmet: list[Weighed], weighed: list[Weighed]) -> Iterator[Slip]:
    """Yield, largest first, the slips that explain two or more failures, each the only one to explain them."""
    touching: dict[Figure, list[Weighed]] = defaultdict(list)
    cells: dict[Figure, Cell] = {}
    for w in weighed:
        for figure, _, cell in w.terms if w.identity.relation == "=" and unmet else ():
            touching[figure].append(w)
            cells[figure] = cell
    left = list(unmet)
    while len(left) > 1:
        candidates = {
            (group, -w.difference / factor)
            for w in left
            for figure, factor, _ in w.terms
            for group in _groups(figure, w.form, cells)
        }
        found = [slip for group, delta in candidates if (slip := _try(group, delta, left, touching, cells))]
        best = max((_weight(slip) for slip in found), default=(0, 0))
        winners = {frozenset(dict(slip.group)): slip for slip in found if _weight(slip) == best and best[0] > 1}
        alone = [slip for slip in winners.values() if not any(_rivals(slip, other) for other in winners.values())]
        if not alone:
            return
        yield from alone
        left = [w for w in left if not any(w in slip.resolved for slip in alone)]


def _rivals(slip: Slip, other: Slip) -> bool:
    """Whether two slips explain the same failure, so that either could be the one."""
    return dict(slip.group).keys() != dict(other.group).keys() and any(w in other.resolved for w in slip.resolved)


def _weight(slip: Slip) -> tuple[int, int]:
    return len(slip.resolved), -len(slip.group)


def _groups(figure: Figure, form: TableForm, cells: dict[Figure, Cell]) -> Iterator[Group]:
    """The figure alone; the figure and the row total reckoned from it; the figure and another it was written for."""
    yield ((figure, 1),)
    if figure.column not in form.column_index:
        return
    for line in form.column_lines:
        other = figure._replace(column=line[-1].key)
        if other in cells and other != figure:
            yield ((figure, 1), (other, 1 if line[-1].sums else -1))


def _try(
    group: Group,
    delta: Decimal,
    unmet: list[Weighed],
    touching: dict[Figure, list[Weighed]],
    cells: dict[Figure, Cell],
) -> Slip | None:
    """The slip if the change is possible and breaks nothing that holds."""
    if any((amount := cells[figure].amount) is None or amount + sign * delta < 0 for figure, sign in group):
        return None
    signs = dict(group)
    resolved = []
    for w in {id(w): w for figure in signs for w in touching[figure]}.values():
        effect = sum((factor * delta * signs[figure] for figure, factor, _ in w.terms if figure in signs), ZERO)
        if effect == 0:
            continue
        if w.difference + effect == 0:
            resolved += [w] if w in unmet else []
        elif w.verdict == "holds":
            return None
    return Slip(group, delta, tuple(resolved)) if resolved else None


def _slip_finding(slip: Slip, filings: dict[int, Filing]) -> Finding:
    columns = filings[slip.group[0][0].year].format.tables[slip.group[0][0].table].column_index
    moved = len(slip.group) > 1 and slip.group[1][1] < 0
    group = sorted(slip.group, key=lambda pair: columns[pair[0].column]) if moved else slip.group
    figure, sign = group[0]
    filing = filings[figure.year]
    form = filing.format.tables[figure.table]
    amounts = {at: cell.amount or ZERO for w in slip.resolved for at, _, cell in w.terms}
    right = amounts[figure] + sign * slip.delta
    code = (
        "total.unequal"
        if any(w.identity.code == "total.unequal" and figure == _total_of(w) for w in slip.resolved)
        else "figure.wrong"
    )
    rules = "；".join(dict.fromkeys(w.identity.says for w in slip.resolved))
    also = ""
    for other, its_sign in group[1:]:
        also += f"，“{form.column_label(other.column)}”改为 {amounts.get(other, ZERO) + its_sign * slip.delta}"
    why = "，像是填错了列" if moved else ""
    message = f"{_name(figure, form)}现为 {amounts[figure]}，应为 {right}：有 {len(slip.resolved)} 条勾稽关系因它不成立{why}"
    return Finding(code, message, filing.report.path, _place(figure), hint=f"改为 {right}{also}，则{rules}")


def _total_of(w: Weighed) -> Figure | None:
    """The figure that the others should add up to, where the rule has one."""
    for figure, _, _ in w.terms:
        if w.identity.total == (figure.row if w.identity.each == "column" else figure.column):
            return figure if figure.year == w.filing.report.year else None
    return None


def _follows(w: Weighed, unmet: list[Weighed], weighed: list[Weighed]) -> bool:
    """Whether a failure in a total column only repeats failures beside it: each row's total being right, it must."""
    if w.identity.each != "column" or not w.form.column_lines[w.form.column_index[w.equation.lane]][-1].sums:
        return False
    beside = any(o.filing is w.filing and o.identity == w.identity and o.form is w.form and o is not w for o in unmet)
    rows = {(figure.year, figure.table, figure.row) for figure, _, _ in w.terms}
    totals = [
        o
        for o in weighed
        if o.identity.each == "row" and o.identity.total and (o.filing.report.year, o.terms[0][0].table, o.equation.lane) in rows
    ]
    return beside and all(o.verdict == "holds" for o in totals)


def _unmet_finding(w: Weighed) -> Finding:
    total = _total_of(w)
    at = total or next(figure for figure, _, _ in w.terms if figure.year == w.filing.report.year)
    here = next(cell for figure, _, cell in w.terms if figure == at)
    sides = _sides(w)
    if total and w.identity.relation == "=":
        factor = next(factor for figure, factor, _ in w.terms if figure == at)
        right = (here.amount or ZERO) - w.difference / factor
        message = f"{_name(at, w.form)}现为 {_shown(here)}，应为 {right}：{w.identity.says}（{sides}）"
        hint = f"核对后改为 {right}，或更正相加的各项"
        if w.identity.reaches_back:
            hint = f"核对两年的报告：改为 {right}，或在 explain 中说明原因"
        return Finding(w.identity.code, message, w.filing.report.path, _place(at), hint=hint)
    lane = w.form.column_label(w.equation.lane) if w.identity.each == "column" else w.form.row_label(w.equation.lane)
    message = f"“{lane}”不符合“{w.identity.says}”：{sides}，相差 {abs(w.difference)}"
    hint = "核对：" + "、".join(f"{_name(figure, w.form)}{_shown(cell)}" for figure, _, cell in w.terms)
    return Finding(w.identity.code, message, w.filing.report.path, _place(at), hint=hint)


def _sides(w: Weighed) -> str:
    """Both sides in figures, zeros left out of long sums: `3 + 1 ≠ 3 + 0`."""
    sign = "≠" if w.identity.relation == "=" else ">"
    if w.identity.total:
        others = [(f, c) for figure, f, c in w.terms if figure != _total_of(w)]
        total = next(c for figure, _, c in w.terms if figure == _total_of(w))
        towards = -1 if w.terms[0][0] == _total_of(w) else 1
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
    row = form.row_label(figure.row) if figure.row in form.row_index else figure.row
    return f"“{row}”的“{form.column_label(figure.column)}”"


def _place(figure: Figure) -> tuple[str, ...]:
    return ("tables", figure.table, *figure.row.split("."), figure.column)


def _uncertain_findings(weighed: list[Weighed], filings: dict[int, Filing]) -> Iterator[Finding]:
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
        yield Finding(
            "figures.uncertain", message, filing.report.path, _place(blanks[0]), hint="补填空白；确实没有填报的，可以保留"
        )


def _check_cumulative(filing: Filing) -> Iterator[Finding]:
    """Compare 历年累计 of the author's own rows with last year's, row by row of the same label."""
    for table in filing.report.tables:
        origin = _previous(filing, table.key)
        if not table.authored or origin is None:
            continue
        form = filing.format.tables[table.key]
        this_year, cumulative = form.column_index["this_year"], form.column_index["cumulative"]
        before = {row.label: cells[cumulative].amount for row, cells in zip(origin[2].authored, origin[2].rows, strict=True)}
        for number, (row, cells) in enumerate(zip(table.authored, table.rows, strict=True)):
            last, now, total = before.get(row.label), cells[this_year].amount, cells[cumulative].amount
            if last is not None and now is not None and total is not None and last + now != total:
                identity = form.identities[0]
                message = f"“{row.label}”的历年累计现为 {total}，应为 {last + now}：{identity.says}（{last} + {now} ≠ {total}）"
                place = ("tables", table.key, number, "cumulative")
                yield Finding(identity.code, message, filing.report.path, place, hint="核对两年的统计表")
