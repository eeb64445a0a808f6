"""Digits that ran together → the figures they were, where the sums allow only one reading."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, islice

from msgspec import Struct

from ...model.form import Address, Equation, TableForm

_READINGS = 5_000
"""Readings of one strip that are weighed; with more it stays blank."""
_STEPS = 200_000
_LONGEST = 15
"""Digits of the longest figure that a cell may hold."""
_SAMPLE = 7
"""Readings shown where no sum chooses among them."""


class DigitRun(Struct, frozen=True):
    """Cells whose figures ran together: the pieces as they stand, in order; a cell never reaches over two pieces."""

    cells: tuple[Address, ...]
    pieces: tuple[str, ...]


class Reading(Struct, frozen=True):
    """What became of a strip: the figure of each cell, None where more than one is possible; the readings that are left.

    `open` is False when the number of digits alone leaves one reading.
    """

    figures: tuple[str | None, ...]
    readings: tuple[tuple[str, ...], ...]
    open: bool


def split_digits(table: TableForm, known: Mapping[Address, Decimal], runs: Sequence[DigitRun]) -> tuple[Reading, ...]:
    """Return the reading of each strip that the table's sums allow, all strips of a table together.

    `known` are the cells that stand for themselves. A sum with a blank in it decides nothing.
    """
    sums = _sums_over(table, set(known).union(*(run.cells for run in runs)))
    cut = [_cuts(run, sums, known) for run in runs]
    settled = [n for n, readings in enumerate(cut) if readings is not None]
    sums = _sums_over(table, set(known).union(*(runs[n].cells for n in settled)))
    mine = [runs[n] for n in settled]
    chosen = dict(zip(settled, _propagate(sums, known, mine, [cut[n] or [] for n in settled]), strict=True))
    return tuple(_reading(run, chosen.get(number, [])) for number, run in enumerate(runs))


def sums_of(table: TableForm) -> list[Equation]:
    """Return the sums of a table that speak of this year only."""
    return [one for one in table.equations if one.identity.relation == "=" and not one.identity.reaches_back]


def holds(equation: Equation, values: Mapping[Address, Decimal]) -> bool:
    """Return whether a sum is right; not when one of its figures is missing."""
    if any((term.row, term.column) not in values for term in equation.terms):
        return False
    return not sum(term.factor * values[term.row, term.column] for term in equation.terms)


def _sums_over(table: TableForm, cells: set[Address]) -> list[Equation]:
    """The sums of a table that speak of these cells only."""
    return [one for one in sums_of(table) if all((term.row, term.column) in cells for term in one.terms)]


def _reading(run: DigitRun, left: list[tuple[str, ...]]) -> Reading:
    free = list(islice(_ways(run, [[] for _ in run.cells], {}), _SAMPLE))
    readings = left or [way for way in free if way != _TOO_LONG]
    figures = tuple(values[0] if len(set(values)) == 1 else None for values in zip(*left, strict=True))
    return Reading(figures or (None,) * len(run.cells), tuple(readings), len(free) > 1)


def _cuts(run: DigitRun, sums: list[Equation], known: Mapping[Address, Decimal]) -> list[tuple[str, ...]] | None:
    """The ways to cut a strip that satisfy the sums within it; None when there are too many to weigh."""
    place = {cell: number for number, cell in enumerate(run.cells)}
    closing: list[list[Equation]] = [[] for _ in run.cells]
    for equation in sums:
        cells = [(term.row, term.column) for term in equation.terms]
        inside = [place[cell] for cell in cells if cell in place]
        if inside and all(cell in place or cell in known for cell in cells):
            closing[max(inside)].append(equation)
    found = list(islice(_ways(run, closing, known), _READINGS + 1))
    return found if len(found) <= _READINGS and _TOO_LONG not in found else None


_TOO_LONG = ("",)


def _ways(run: DigitRun, closing: list[list[Equation]], known: Mapping[Address, Decimal]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut the pieces into as many figures as there are cells; none begins with a needless 0.

    `closing` holds for each cell the sums that it completes. After `_STEPS` steps `_TOO_LONG` is yielded, and no more.
    """
    text = "".join(run.pieces)
    ends = [*accumulate(map(len, run.pieces))]
    stack: list[tuple[int, tuple[str, ...]]] = [(0, ())] if len(text) <= _LONGEST * len(run.cells) else []
    for _ in range(_STEPS):
        if not stack:
            return
        at, taken = stack.pop()
        closed = closing[len(taken) - 1] if taken else []
        values = {**known, **{cell: Decimal(figure) for cell, figure in zip(run.cells, taken, strict=False)}} if closed else {}
        if not all(holds(equation, values) for equation in closed):
            continue
        if at == len(text):
            yield taken
            continue
        cells = len(run.cells) - len(taken) - 1
        end = next(end for end in ends if end > at)
        longest = 1 if text[at] == "0" else min(end - at, _LONGEST)
        # each piece that is left has a figure at least, and each cell a digit
        stops = (at + n for n in range(longest, 0, -1) if sum(end > at + n for end in ends) <= cells <= len(text) - at - n)
        stack += ((stop, (*taken, text[at:stop])) for stop in stops)
    yield _TOO_LONG


def _propagate(
    sums: list[Equation], known: Mapping[Address, Decimal], runs: Sequence[DigitRun], readings: list[list[tuple[str, ...]]]
) -> list[list[tuple[str, ...]]]:
    """Strike out readings that no reading of the other strips can make good, one sum at a time, until none is left to strike."""
    owner = {cell: (n, i) for n, run in enumerate(runs) for i, cell in enumerate(run.cells)}
    left = [list(some) for some in readings]
    changed = True
    while changed:
        changed = False
        for equation in sums:
            parts = [(term.factor, owner[term.row, term.column]) for term in equation.terms if (term.row, term.column) in owner]
            if len({n for _, (n, _) in parts}) < 2 or any(not left[n] for _, (n, _) in parts):
                continue
            fixed = sum((s.factor * known[s.row, s.column] for s in equation.terms if (s.row, s.column) not in owner), Decimal(0))
            for number, (factor, (n, i)) in enumerate(parts):
                others = [part for k, part in enumerate(parts) if k != number]
                reachable = _sums([{f * Decimal(r[j]) for r in left[m]} for f, (m, j) in others], fixed)
                kept = [r for r in left[n] if reachable is None or -factor * Decimal(r[i]) in reachable]
                if kept and len(kept) < len(left[n]):
                    left[n], changed = kept, True
    return left


def _sums(sets: list[set[Decimal]], start: Decimal) -> set[Decimal] | None:
    """Every sum of one value from each set; None when there are too many to tell."""
    found = {start}
    for values in sets:
        found = {total + value for total in found for value in values}
        if len(found) > _READINGS:
            return None
    return found
