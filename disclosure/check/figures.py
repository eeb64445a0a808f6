"""勾稽关系: the identities between figures, within a report and from one year to the next.

A slip breaks several identities at once, and an official mends the cell he is sent to. So the identities
that fail are first laid over each other: where one changed figure would satisfy them all, that figure is
reported and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.portal import Dossier, Filing
from ..model.report import Cell
from .equations import ZERO, Figure, Weighed, doubtful, origin, weigh_report
from .messages import Group, Slip, slip_finding, uncertain_findings, unmet_finding


def check_figures(dossier: Dossier) -> Iterator[Finding]:
    """Report identities that do not hold, at the figure to mend, and say which could not be checked."""
    open_to_doubt = [w for filing in dossier.filings for w in doubtful(filing)]
    by_year = {filing.report.year: filing for filing in dossier.filings}
    if any(w.verdict == "unmet" for w in open_to_doubt):
        yield from _judge([w for filing in dossier.filings for w in weigh_report(filing)], by_year)
    yield from uncertain_findings(open_to_doubt, by_year)
    for filing in dossier.filings:
        yield from _check_cumulative(filing)


def _judge(weighed: list[Weighed], filings: dict[int, Filing]) -> Iterator[Finding]:
    unmet = [w for w in weighed if w.verdict == "unmet"]
    strict = [w for w in unmet if w.identity.relation == "=" and not _may_stand(w)]
    wrong: set[Figure] = set()
    for slip in _slips(strict, weighed):
        yield slip_finding(slip, filings)
        wrong.update(figure for figure, _ in slip.group)
        unmet = [w for w in unmet if w not in slip.resolved]
    for w in unmet:
        bound = w.identity.relation == "<=" and any(figure in wrong for figure, _, _ in w.terms)
        if not bound and not _follows(w, unmet, weighed):
            yield unmet_finding(w)


def _may_stand(w: Weighed) -> bool:
    """Whether the author explained this break, or the rule breaks for lawful reasons: then it is no clue to a slip."""
    explained = any(e.code == w.identity.code for e in w.filing.report.explanations)
    return explained or (w.identity.reaches_back and w.identity.code != "carry-over.unequal")


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


def _check_cumulative(filing: Filing) -> Iterator[Finding]:
    """Compare 历年累计 of the author's own rows with last year's, row by row of the same label."""
    for table in filing.report.tables:
        last_year = origin(filing, table.key)
        if not table.authored or last_year is None:
            continue
        form = filing.format.tables[table.key]
        this_year, cumulative = form.column_index["this_year"], form.column_index["cumulative"]
        before = {
            row.label: cells[cumulative].amount for row, cells in zip(last_year[2].authored, last_year[2].rows, strict=True)
        }
        for number, (row, cells) in enumerate(zip(table.authored, table.rows, strict=True)):
            last, now, total = before.get(row.label), cells[this_year].amount, cells[cumulative].amount
            if last is not None and now is not None and total is not None and last + now != total:
                identity = form.identities[0]
                message = f"“{row.label}”的历年累计现为 {total}，应为 {last + now}：{identity.says}（{last} + {now} ≠ {total}）"
                place = ("tables", table.key, number, "cumulative")
                hint = f"{last_year[0].report.path} 的历年累计是 {last}；本年写错的，把 {total} 改为 {last + now}"
                yield Finding(identity.code, message, filing.report.path, place, hint=hint)
