"""勾稽关系: the identities between figures, within a report and from one year to the next.

One wrong figure breaks several identities at once, and an official corrects the cell he is sent to. So the identities
that fail are first looked at together: where one changed figure would satisfy them all, that figure is reported and
nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import Identity, TableForm, Term
from ..model.portal import BodyReports, FiledReport
from ..model.report import Cell
from .cell_values import is_blank_report
from .evaluation import ZERO, Evaluated, FigureKey, evaluated_equations, last_years_table
from .messages import Correction, Group, correction_finding, first_blanks, uncertain_findings, unmet_finding


def check_identities(body_reports: BodyReports) -> Iterator[Finding]:
    """Report identities that do not hold, at the figure to correct, and say which could not be checked."""
    by_year = {filing.report.year: filing for filing in body_reports.filings}
    evaluated = [e for filing in body_reports.filings for e in evaluated_equations(filing)]
    yield from _failures(evaluated, by_year)
    blank = {filing.report.path for filing in body_reports.filings if is_blank_report(filing.report)}  # told once, by itself
    yield from (finding for finding in uncertain_findings(evaluated, by_year) if finding.path not in blank)


def _failures(evaluated: list[Evaluated], filings: dict[int, FiledReport]) -> Iterator[Finding]:
    """Report the figures that failures come from, and the failures that come from none.

    A change is only advised once it was tried: following it must make no new finding.
    """
    if all(e.verdict != "unmet" for e in evaluated):
        return
    reach = _reach(evaluated)
    diagnosis = _diagnose(evaluated, reach)
    known = diagnosis.places(evaluated, filings)
    for correction in diagnosis.corrections:
        yield correction_finding(correction, filings, _is_safe(correction, evaluated, known, filings))
    for e in diagnosis.failures:
        options = (option for option in _options(e, diagnosis.unmet, reach) if _is_safe(option, evaluated, known, filings))
        yield unmet_finding(e, tuple(options))


class Reach(NamedTuple):
    """Which equations each figure stands in, and the cell that it has."""

    equations: dict[FigureKey, list[Evaluated]]
    cells: dict[FigureKey, Cell]


def _reach(evaluated: list[Evaluated]) -> Reach:
    equations: dict[FigureKey, list[Evaluated]] = defaultdict(list)
    cells: dict[FigureKey, Cell] = {}
    for e in evaluated:
        for figure, _, cell in e.terms:
            equations[figure].append(e)
            cells[figure] = cell
    return Reach(equations, cells)


class Diagnosis(NamedTuple):
    """What failed equations come from: figures to correct, and failures that none explains; `unmet` are all that failed."""

    corrections: tuple[Correction, ...]
    failures: tuple[Evaluated, ...]
    unmet: tuple[Evaluated, ...]

    def places(self, evaluated: list[Evaluated], filings: dict[int, FiledReport]) -> set[tuple[str, FigureKey]]:
        """The code and the figure of every finding about these equations."""
        found = {correction.named for correction in self.corrections}
        found |= {(e.identity.code, e.named) for e in self.failures}
        return found | {("figures.uncertain", blank) for blank in first_blanks(evaluated, filings)}


def _diagnose(evaluated: list[Evaluated], reach: Reach) -> Diagnosis:
    unmet = [e for e in evaluated if e.verdict == "unmet"]
    strict = [e for e in unmet if e.identity.relation == "=" and not _may_stand(e)]
    corrections = tuple(_corrections(strict, reach))
    wrong = {figure for correction in corrections for figure, _ in correction.group}
    left = [e for e in unmet if not any(e in correction.resolved for correction in corrections)]
    failures = [
        e
        for e in left
        if not (e.identity.relation == "<=" and any(figure in wrong for figure, _, _ in e.terms))
        if not _follows(e, left, evaluated)
    ]
    return Diagnosis(corrections, tuple(failures), tuple(unmet))


def _is_safe(
    correction: Correction, evaluated: list[Evaluated], known: set[tuple[str, FigureKey]], filings: dict[int, FiledReport]
) -> bool:
    """Whether nothing is found after a change that was not found before."""
    changes = {figure: sign * correction.delta for figure, sign in correction.group}
    after = [e.changed(changes) for e in evaluated]
    return _diagnose(after, _reach(after)).places(after, filings) <= known


def _options(e: Evaluated, unmet: Sequence[Evaluated], reach: Reach) -> Iterator[Correction]:
    """Yield for each figure of this year in a failed equation the smallest correction of it that breaks nothing else."""
    for figure, factor, _ in e.terms if e.identity.relation == "=" else ():
        if figure.year != e.filing.report.year:
            continue
        tried = (_try(group, -e.difference / factor, unmet, reach) for group in _groups(figure, e.form, reach.cells))
        found = [one for one in tried if one is not None and e in one.resolved]
        if found:
            yield min(found, key=lambda one: len(one.group))


def _may_stand(e: Evaluated) -> bool:
    """Whether the author explained this failure, or the rule fails for lawful reasons: then it is no clue to a wrong figure."""
    explained = any(explanation.code == e.identity.code for explanation in e.filing.report.explanations)
    return explained or (e.identity.reaches_back and e.identity.code != "carry-over.unequal")


def _corrections(unmet: list[Evaluated], reach: Reach) -> Iterator[Correction]:
    """Yield, largest first, the corrections that satisfy two or more failed equations, each the only one to do so."""
    left = list(unmet)
    while len(left) > 1:
        candidates = dict.fromkeys(
            (group, -e.difference / factor)
            for e in left
            for figure, factor, _ in e.terms
            for group in _groups(figure, e.form, reach.cells)
        )
        found = [one for group, delta in candidates if (one := _try(group, delta, left, reach))]
        best = max(map(_rank_of, found), default=(0, 0))
        winners: dict[frozenset[FigureKey], Correction] = {}
        for one in found:
            if _rank_of(one) == best and best[0] > 1:
                winners.setdefault(frozenset(dict(one.group)), one)
        alone = [one for one in winners.values() if not any(_rivals(one, other) for other in winners.values())]
        if not alone:
            return
        yield from alone
        left = [e for e in left if not any(e in correction.resolved for correction in alone)]


def _rivals(correction: Correction, other: Correction) -> bool:
    """Whether two corrections satisfy the same equation, so that either could be the right one."""
    return dict(correction.group).keys() != dict(other.group).keys() and any(e in other.resolved for e in correction.resolved)


def _rank_of(correction: Correction) -> tuple[int, int]:
    """Higher is better: the most equations satisfied, then the fewest figures changed."""
    return len(correction.resolved), -len(correction.group)


def _groups(figure: FigureKey, form: TableForm, cells: dict[FigureKey, Cell]) -> Iterator[Group]:
    """The figure alone; the figure and the row total computed from it; the figure and the one it was meant for."""
    yield ((figure, 1),)
    if figure.column not in form.column_index:
        return
    for column in form.leaf_columns:
        other = figure._replace(column=column.key)
        if other in cells and other != figure:
            yield ((figure, 1), (other, 1 if column.sums else -1))


def _try(group: Group, delta: Decimal, unmet: Sequence[Evaluated], reach: Reach) -> Correction | None:
    """The correction if the change is possible, satisfies one of the failed equations and makes no other worse."""
    if any((amount := reach.cells[figure].amount) is None or amount + sign * delta < 0 for figure, sign in group):
        return None
    signs = dict(group)
    resolved = []
    for e in {id(e): e for figure in signs for e in reach.equations[figure]}.values():
        effect = sum((factor * delta * signs[figure] for figure, factor, _ in e.terms if figure in signs), ZERO)
        if effect == 0:
            continue
        if e.difference + effect == 0:
            resolved += [e] if e in unmet else []
        elif _gets_worse(e, e.difference + effect):
            return None
    amounts = tuple(reach.cells[figure].amount or ZERO for figure in signs)
    return Correction(group, delta, tuple(resolved), amounts) if resolved else None


def _gets_worse(e: Evaluated, difference: Decimal) -> bool:
    """Whether an equation fails with this difference, and did not before, or not by as much."""
    return e.verdict_at(difference) == "unmet" and (e.verdict != "unmet" or abs(difference) > abs(e.difference))


def _follows(e: Evaluated, unmet: list[Evaluated], evaluated: list[Evaluated]) -> bool:
    """Whether a failure in a total column only repeats failures beside it: each row's total being right, it must."""
    if e.identity.each != "column" or not e.form.column(e.equation.holds_in).sums:
        return False
    beside = any(o.filing is e.filing and o.identity == e.identity and o.form is e.form and o is not e for o in unmet)
    rows = {(figure.year, figure.table, figure.row) for figure, _, _ in e.terms}
    totals = [
        o
        for o in evaluated
        if o.identity.each == "row"
        and o.identity.total
        and (o.filing.report.year, o.terms[0][0].table, o.equation.holds_in) in rows
    ]
    return beside and all(o.verdict == "holds" for o in totals)


def check_authored_rows(filing: FiledReport) -> Iterator[Finding]:
    """Report the identities of rows that the author named, each beside last year's row of the same label, at their totals."""
    for table in filing.report.tables:
        last_year = last_years_table(filing, table.key) if table.authored else None
        if last_year is None:
            continue
        form = filing.format.tables[table.key]
        before = {row.label: cells for row, cells in zip(last_year[2].authored, last_year[2].rows, strict=True)}
        for number, (row, cells) in enumerate(zip(table.authored, table.rows, strict=True)):
            for identity in form.identities if row.label in before else ():
                amounts = _amounts(identity, form, cells, before[row.label])
                if amounts is not None and sum(amounts.values(), ZERO):
                    said = _authored_total(identity, form, row.label, amounts, last_year[0].report.path)
                    place = ("tables", table.key, number, identity.total)
                    yield Finding(identity.code, said[0], filing.report.path, place, hint=said[1])


def _amounts(
    identity: Identity, form: TableForm, cells: tuple[Cell, ...], before: tuple[Cell, ...]
) -> dict[Term, Decimal] | None:
    """What each term of a rule between columns adds; None where a figure is missing."""
    found = {}
    for term in identity.terms:
        amount = (before if term.previous else cells)[form.column_index[term.key]].amount
        if amount is None:
            return None
        found[term] = term.factor * amount
    return found


def _authored_total(identity: Identity, form: TableForm, row: str, amounts: dict[Term, Decimal], path: str) -> tuple[str, str]:
    """The message and the hint for a figure that is not what its rule makes it."""
    total = next(term for term in amounts if term.key == identity.total and not term.previous)
    given = amounts[total] / total.factor
    others = [-amount / total.factor for term, amount in amounts.items() if term != total]
    label, right = form.column_label(total.key), sum(others, ZERO)
    sides = f"{' + '.join(map(str, others))} ≠ {given}"
    last = "、".join(f"{form.column_label(term.key)}是 {amounts[term] / term.factor}" for term in amounts if term.previous)
    message = f"“{row}”的{label}现为 {given}，应为 {right}：{identity.says}（{sides}）"
    return message, f"{path} 的{last}；本年写错的，把 {given} 改为 {right}"
