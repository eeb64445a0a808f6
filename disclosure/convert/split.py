"""Digits that ran together → the figures they were, where the sums allow only one reading."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.form import Equation, TableForm

Address = tuple[str, str]
"""Row and column of a table."""

_READINGS = 20_000
"""Readings of one strip that are looked at; beyond that it is called ambiguous without listing them."""
_STEPS = 100_000
_JOINT = 20_000


class Strip(Struct, frozen=True):
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


def solve(table: TableForm, known: Mapping[Address, Decimal], strips: Sequence[Strip]) -> tuple[Reading, ...]:
    """Return the reading of each strip that the table's sums allow, all strips of a table together.

    `known` are the cells that stand for themselves. A sum with a blank in it decides nothing.
    """
    counted = [list(_readings(strip)) for strip in strips]
    given = set(known) | {cell for strip in strips for cell in strip.cells}
    sums = [
        equation
        for equation in table.equations
        if equation.identity.relation == "=" and all(not slot.previous and (slot.row, slot.column) in given for slot in equation.slots)
    ]
    sound = [[r for r in readings if _agrees(strip, r, sums, known)] for strip, readings in zip(strips, counted, strict=True)]
    left = _propagated(sums, known, strips, sound)
    solutions = _solutions(sums, known, strips, left)
    chosen = [sorted({s[n] for s in solutions}) for n in range(len(strips))] if solutions else left
    return tuple(_reading(strip, every, some) for strip, every, some in zip(strips, counted, chosen, strict=True))


def _reading(strip: Strip, every: list[tuple[str, ...]], left: list[tuple[str, ...]]) -> Reading:
    if len(every) > _READINGS:
        return Reading((None,) * len(strip.cells), (), True)
    figures = tuple(values[0] if len(set(values)) == 1 else None for values in zip(*left, strict=True))
    return Reading(figures or (None,) * len(strip.cells), tuple(left or every), len(every) > 1)


def _readings(strip: Strip) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut the pieces into as many figures as there are cells; none begins with a needless 0.

    At most one more than `_READINGS` are yielded.
    """
    steps = yielded = 0
    stack: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    while stack and steps < _STEPS and yielded <= _READINGS:
        piece, at, taken = stack.pop()
        steps += 1
        if piece == len(strip.pieces):
            if len(taken) == len(strip.cells):
                yielded += 1
                yield taken
            continue
        text = strip.pieces[piece]
        rest = len(text) - at + sum(map(len, strip.pieces[piece + 1 :]))
        wanted = len(strip.cells) - len(taken)
        if not len(strip.pieces) - piece <= wanted <= rest:
            continue
        longest = 1 if text[at] == "0" else len(text) - at
        for length in range(longest, 0, -1):
            end = at + length
            stack.append((piece + 1, 0, (*taken, text[at:end])) if end == len(text) else (piece, end, (*taken, text[at:end])))
    if steps >= _STEPS:
        for _ in range(_READINGS + 1 - yielded):
            yield ("0",) * len(strip.cells)


def _agrees(strip: Strip, reading: tuple[str, ...], sums: list[Equation], known: Mapping[Address, Decimal]) -> bool:
    return _holds(strip, sums, {**known, **{cell: Decimal(figure) for cell, figure in zip(strip.cells, reading, strict=True)}})


def _propagated(
    sums: list[Equation], known: Mapping[Address, Decimal], strips: Sequence[Strip], readings: list[list[tuple[str, ...]]]
) -> list[list[tuple[str, ...]]]:
    """Strike out readings that no reading of the other strips can make good, one sum at a time, until none is left to strike."""
    owner = {cell: (n, i) for n, strip in enumerate(strips) for i, cell in enumerate(strip.cells)}
    left = [list(some) for some in readings]
    changed = True
    while changed:
        changed = False
        for equation in sums:
            parts = [(slot.factor, owner[slot.row, slot.column]) for slot in equation.slots if (slot.row, slot.column) in owner]
            if len({n for _, (n, _) in parts}) < 2 or any(not left[n] for _, (n, _) in parts):
                continue
            fixed = sum((s.factor * known[s.row, s.column] for s in equation.slots if (s.row, s.column) not in owner), Decimal(0))
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


def _solutions(
    sums: list[Equation], known: Mapping[Address, Decimal], strips: Sequence[Strip], readings: list[list[tuple[str, ...]]]
) -> list[list[tuple[str, ...]]]:
    """All ways to read the open strips that satisfy every sum; none when there are too many, or the source contradicts itself."""
    if not strips or any(not some for some in readings):
        return []
    order = sorted(range(len(strips)), key=lambda n: len(readings[n]))
    found: list[list[tuple[str, ...]]] = []
    values: dict[Address, Decimal] = dict(known)
    steps = 0

    def settle(depth: int) -> bool:
        nonlocal steps
        if depth == len(order):
            found.append([chosen[n] for n in range(len(strips))])
            return len(found) <= _JOINT // 20
        strip = strips[order[depth]]
        for reading in readings[order[depth]]:
            steps += 1
            if steps > _JOINT:
                return False
            chosen[order[depth]] = reading
            values.update({cell: Decimal(figure) for cell, figure in zip(strip.cells, reading, strict=True)})
            if _holds(strip, sums, values) and not settle(depth + 1):
                return False
            for cell in strip.cells:
                values.pop(cell, None)
        return True

    chosen: dict[int, tuple[str, ...]] = {}
    return found if settle(0) else []


def _holds(strip: Strip, sums: list[Equation], values: Mapping[Address, Decimal]) -> bool:
    """Whether every sum that the strip completes is right."""
    inside = set(strip.cells)
    for equation in sums:
        cells = [(slot.row, slot.column) for slot in equation.slots]
        complete = inside.intersection(cells) and all(cell in values for cell in cells)
        if complete and sum(slot.factor * values[slot.row, slot.column] for slot in equation.slots):
            return False
    return True
