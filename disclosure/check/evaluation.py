"""Which identities hold: every equation of a report's tables, evaluated with its figures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Place, cell_place
from ..model.form import Equation, Identity, TableForm
from ..model.portal import FiledReport
from ..model.report import Cell, Table

ZERO = Decimal(0)


class FigureKey(NamedTuple):
    """The address of a figure within one body's reports."""

    year: int
    table: str
    row: str
    column: str

    @property
    def place(self) -> Place:
        """The same within its report."""
        return cell_place(self.table, self.row, self.column)


Verdict = Literal["holds", "unmet", "uncertain"]


class EvaluatedTerm(NamedTuple):
    """One summand of an equation: the figure's key, its factor, and the cell that the report has there."""

    figure: FigureKey
    factor: Decimal
    cell: Cell


class Evaluated(Struct, frozen=True, dict=True):
    """An equation with the figures of one report in it: what its two sides differ by, and whether blanks could change that.

    Over blanks it *holds* when the filled cells satisfy it, is *unmet* when no value of the blanks
    could, and is otherwise *uncertain*. Not applicable counts as nothing.
    """

    filing: FiledReport
    form: TableForm
    equation: Equation
    cells: tuple[Cell, ...]
    difference: Decimal
    can_rise: bool
    can_fall: bool

    @cached_property
    def terms(self) -> tuple[EvaluatedTerm, ...]:
        """The summands, each with its cell; of most equations, which hold, nobody asks for them."""
        year, before = self.filing.report.year, self.filing.previous
        years = ((before.report.year if term.previous and before else year, term) for term in self.equation.terms)
        return tuple(
            EvaluatedTerm(FigureKey(its_year, self.form.key, term.row, term.column), term.factor, cell)
            for (its_year, term), cell in zip(years, self.cells, strict=True)
        )

    @property
    def verdict(self) -> Verdict:
        """Whether it holds."""
        return self.verdict_at(self.difference)

    def verdict_at(self, difference: Decimal) -> Verdict:
        """Whether it would hold if its two sides differed by this; the blanks could still raise or lower it."""
        if difference == 0 or (self.identity.relation == "<=" and difference < 0):
            return "holds"
        return "uncertain" if (difference > 0 and self.can_fall) or (difference < 0 and self.can_rise) else "unmet"

    @property
    def named(self) -> FigureKey:
        """The figure at which a failure is reported: the total, or else the first figure of this year."""
        return self.total or next(figure for figure, _, _ in self.terms if figure.year == self.filing.report.year)

    def changed(self, by: Mapping[FigureKey, Decimal]) -> "Evaluated":
        """The same with some figures more or less by these amounts."""
        if not any(term.figure in by for term in self.terms):
            return self
        cells = tuple(
            replace(term.cell, amount=(term.cell.amount or ZERO) + by[term.figure]) if term.figure in by else term.cell
            for term in self.terms
        )
        difference = self.difference + sum((term.factor * by.get(term.figure, ZERO) for term in self.terms), ZERO)
        return replace(self, cells=cells, difference=difference)

    @property
    def identity(self) -> Identity:
        """The rule that was applied."""
        return self.equation.identity

    @property
    def total(self) -> FigureKey | None:
        """The figure that the others should add up to, where the rule has one."""
        for figure, _, _ in self.terms:
            if self.identity.total == (figure.row if self.identity.each == "column" else figure.column):
                return figure if figure.year == self.filing.report.year else None
        return None

    def label(self, figure: FigureKey) -> str:
        """What a term is called beside the others: they share their column, or their row."""
        by_row = self.identity.each == "row"
        return self.form.column_label(figure.column) if by_row else row_name(figure.row, self.form)


def row_name(row: str, form: TableForm) -> str:
    """Return the official wording of a row; rows of another form are called by their key."""
    return form.row_label(row) if row in form.row_index else row


def evaluated_equations(filing: FiledReport) -> Iterator[Evaluated]:
    """Yield every equation of a report's tables whose figures exist; those that reach back need last year's."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        for equation in form.equations:
            evaluated = _evaluate(equation, filing, form, table)
            if evaluated:
                yield evaluated


def _evaluate(equation: Equation, filing: FiledReport, form: TableForm, table: Table) -> Evaluated | None:
    """The equation with a report's figures in it; None where one of them does not exist or could not be read."""
    cells = []
    difference, can_rise, can_fall = ZERO, False, False
    for term in equation.terms:
        of = last_years_table(filing, table.key) if term.previous else (filing, form, table)
        if of is None:
            return None
        _, its_form, its_table = of
        row, column = its_form.row_index.get(term.row), its_form.column_index.get(term.column)
        if row is None or column is None:
            return None
        cell = its_table.rows[row][column]
        if cell.amount is not None:
            difference += term.factor * cell.amount
        elif cell.unread:
            return None
        elif cell.blank:
            either = its_form.leaf_columns[column].holds == "change"
            can_rise |= either or term.factor > 0
            can_fall |= either or term.factor < 0
        cells.append(cell)
    return Evaluated(filing, form, equation, tuple(cells), difference, can_rise, can_fall)


def last_years_table(filing: FiledReport, key: str) -> tuple[FiledReport, TableForm, Table] | None:
    """Return last year's table of this key, with its report and its form; None where there is none."""
    before = filing.previous
    table = before.report.table(key) if before else None
    return (before, before.format.tables[key], table) if before and table else None
