"""Which identities hold: every equation of a report's tables, with its figures in it.

Nearly all reports add up, and one that does is through here in some 50 µs: its figures laid out in one row, from which
each equation picks its two sides. Only where an equation fails is anything more made of it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from ..model.finding import Place, cell_place
from ..model.form import Equation, Identity, TableForm
from ..model.portal import Filing
from ..model.report import Cell, Table

ZERO = Decimal(0)


class Figure(NamedTuple):
    """The address of a figure within one body's reports."""

    year: int
    table: str
    row: str
    column: str

    @property
    def place(self) -> Place:
        """The same within its report."""
        return cell_place(self.table, self.row, self.column)


class Weighed(NamedTuple):
    """An equation with the figures of one report in it: what its two sides differ by, and its verdict.

    Over blanks it *holds* when the filled cells satisfy it, is *unmet* when no value of the blanks
    could, and is otherwise *uncertain*. Not applicable counts as nothing.
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

    @property
    def total(self) -> Figure | None:
        """The figure that the others should add up to, where the rule has one."""
        for figure, _, _ in self.terms:
            if self.identity.total == (figure.row if self.identity.each == "column" else figure.column):
                return figure if figure.year == self.filing.report.year else None
        return None

    def label(self, figure: Figure) -> str:
        """What a term is called beside the others: they share their column, or their row."""
        by_row = self.identity.each == "row"
        return self.form.column_label(figure.column) if by_row else row_name(figure.row, self.form)


def row_name(row: str, form: TableForm) -> str:
    """The official wording of a row; rows of another form are called by their key."""
    return form.row_label(row) if row in form.row_index else row


Pick = Callable[[list[Decimal]], tuple[Decimal, ...]]
"""Takes some figures out of a row."""


class Sum(NamedTuple):
    """An equation as picks from a row of figures: what is added, what is taken away, and what is added a part of."""

    equation: Equation
    plus: Pick
    minus: Pick
    parts: tuple[tuple[Decimal, int], ...]


def doubtful(filing: Filing) -> list[Weighed]:
    """The equations of a report that do not hold, weighed."""
    found = []
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        if not form.identities or form.authored:
            continue
        before = origin(filing, table.key)
        row = laid_out(table)
        if before:
            row += laid_out(before[2])
        row.append(ZERO)
        for equation, plus, minus, parts in _known_sums(form, before[1] if before else None):
            difference = sum(f * row[at] for f, at in parts) if parts else sum(plus(row)) - sum(minus(row))
            if difference and (difference > 0 or equation.identity.relation == "="):
                weighed = weigh(equation, filing, form, table)
                if weighed and weighed.verdict != "holds":
                    found.append(weighed)
    return found


def _known_sums(form: TableForm, before: TableForm | None) -> tuple[Sum, ...]:
    """What there is to weigh, which is worked out once for a form and the form of the year before."""
    known: dict[int, tuple[TableForm | None, tuple[Sum, ...]]] = form.__dict__.setdefault("sums", {})
    if id(before) not in known:
        known[id(before)] = before, tuple(_sums(form, before))
    return known[id(before)][1]


def laid_out(table: Table) -> list[Decimal]:
    """The figures of a table in one row, 0 where there is none."""
    return [cell.amount or ZERO for cells in table.rows for cell in cells]


def _sums(form: TableForm, before: TableForm | None) -> Iterator[Sum]:
    """Yield the equations whose figures both forms have."""
    size = len(form.row_keys) * len(form.column_keys)
    for equation in form.equations:
        places = []
        for slot in equation.slots:
            of = before if slot.previous else form
            if of is None or slot.row not in of.row_index or slot.column not in of.column_index:
                break
            at = of.row_index[slot.row] * len(of.column_keys) + of.column_index[slot.column]
            places.append((slot.factor, at + size * slot.previous))
        else:
            whole = all(abs(factor) == 1 for factor, _ in places)
            plus, minus = (_pick([at for factor, at in places if factor == sign]) for sign in (1, -1))
            yield Sum(equation, plus, minus, () if whole else tuple(places))


def _pick(places: list[int]) -> Pick:
    """Takes the figures at these places and, so that it is always several, twice the 0 at the end."""
    pick: Pick = itemgetter(-1, -1, *places)
    return pick


def weigh_report(filing: Filing) -> Iterator[Weighed]:
    """Yield every equation of a report's tables whose figures exist; those that reach back need last year's."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        for equation in form.equations:
            weighed = weigh(equation, filing, form, table)
            if weighed:
                yield weighed


def weigh(equation: Equation, filing: Filing, form: TableForm, table: Table) -> Weighed | None:
    """Put a report's figures into an equation; None where one of them does not exist or could not be read."""
    terms = []
    difference, can_rise, can_fall = ZERO, False, False
    for slot in equation.slots:
        of = origin(filing, table.key) if slot.previous else (filing, form, table)
        if of is None:
            return None
        its_filing, its_form, its_table = of
        row, column = its_form.row_index.get(slot.row), its_form.column_index.get(slot.column)
        if row is None or column is None:
            return None
        cell = its_table.rows[row][column]
        if cell.unread:
            return None
        terms.append((Figure(its_filing.report.year, table.key, slot.row, slot.column), slot.factor, cell))
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


def origin(filing: Filing, key: str) -> tuple[Filing, TableForm, Table] | None:
    """Last year's table of this key, with its filing and its form."""
    before = filing.previous
    table = before.report.table(key) if before else None
    return (before, before.format.tables[key], table) if before and table else None
