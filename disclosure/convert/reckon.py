"""What an identity says a figure is. Blank is not zero: all else in it must be filled in; not applicable counts as nothing."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ..model.form import Equation, Slot, TableForm
from ..model.report import Cell
from ..read.typed import cell_of

Look = Callable[[Slot], Cell]
"""Finds the cell of a slot, of this year or of the year before."""

_ZERO = Decimal(0)


def defined_by(equation: Equation) -> Slot | None:
    """Return the figure that the others of an equation add up to, if it has one."""
    identity = equation.identity
    if identity.relation != "=" or not identity.total:
        return None
    keys = (equation.lane, identity.total) if identity.each == "row" else (identity.total, equation.lane)
    return next(slot for slot in equation.slots if (slot.row, slot.column) == keys and not slot.previous)


def others(equation: Equation) -> Iterator[Slot]:
    """Yield the figures that define another one."""
    own = defined_by(equation)
    return (slot for slot in equation.slots if slot != own)


def gaps(equation: Equation, look: Look) -> tuple[Slot, ...]:
    """Return the figures that are missing before the equation says anything."""
    return tuple(slot for slot in others(equation) if look(slot).blank or look(slot).unread)


def reckon(equation: Equation, form: TableForm, look: Look) -> tuple[Cell | None, str]:
    """Return the cell that an equation without gaps defines, or None and the reason why it can't be."""
    own = defined_by(equation)
    amounts = [slot.factor * amount for slot in others(equation) if (amount := look(slot).amount) is not None]
    if own is None or not amounts:
        return None, "各项都不适用"
    column = form.column_lines[form.column_index[own.column]][-1]
    value = (_ZERO - sum(amounts)) / own.factor + _ZERO
    cell, problem = cell_of(f"{value:f}", column.holds, column.units)
    return (None, f"算得{problem[1]}") if problem else (cell, "")
