"""What an identity says a figure is. Blank is not zero: all else in it must be filled in; not applicable counts as nothing."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from ..model.form import CellTerm, Equation, TableForm
from ..model.report import Cell
from ..parsing.cells import parse_cell

CellLookup = Callable[[CellTerm], Cell]
"""Finds the cell of a term, of this year or of the year before."""

_ZERO = Decimal(0)


class Definition(Struct, frozen=True):
    """An equation read as what one of its figures is: the others determine it."""

    equation: Equation
    figure: CellTerm
    others: tuple[CellTerm, ...]


def definitions(form: TableForm) -> Iterator[Definition]:
    """Yield every equation of a table in which one figure of this year is what the others add up to."""
    for equation in form.equations:
        identity = equation.identity
        if identity.relation == "=" and identity.total:
            at = (equation.holds_in, identity.total) if identity.each == "row" else (identity.total, equation.holds_in)
            figure = next(term for term in equation.terms if (term.row, term.column) == at and not term.previous)
            yield Definition(equation, figure, tuple(term for term in equation.terms if term is not figure))


def gaps(definition: Definition, look: CellLookup) -> tuple[CellTerm, ...]:
    """Return the figures that are missing before a definition says anything."""
    return tuple(term for term in definition.others if look(term).blank or look(term).unread)


def derived_cell(definition: Definition, form: TableForm, look: CellLookup) -> tuple[Cell | None, str]:
    """Return the cell that a definition without gaps determines, or None and the reason why it can't be."""
    amounts = [term.factor * amount for term in definition.others if (amount := look(term).amount) is not None]
    if not amounts:
        return None, "各项都不适用"
    column = form.column(definition.figure.column)
    value = (_ZERO - sum(amounts)) / definition.figure.factor + _ZERO
    cell, problem = parse_cell(f"{value:f}", column.holds, column.units)
    return (None, f"算得{problem[1]}") if problem else (cell, "")
