"""Merged heading cells from a tree of headings: one layout for page heads, page stubs, spreadsheets and import."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Heading


class Box(Struct, frozen=True):
    """A heading and the cells it covers: `leaves` lines from `start`, `levels` deep from `level`.

    In a table's head lines are columns and levels are rows; in its stub it is the other way round.
    """

    heading: Heading
    start: int
    leaves: int
    level: int
    levels: int
    above: tuple["Box", ...] = ()


def depth(headings: Sequence[Heading]) -> int:
    """How many levels a tree of headings has."""
    return max((1 + depth(heading.children) for heading in headings), default=0)


def boxes(headings: Sequence[Heading]) -> tuple[Box, ...]:
    """Lay out every heading of a tree; a leaf reaches down to the deepest level. Parents come before children."""
    return tuple(_boxes(headings, 0, 0, depth(headings), ()))


def _boxes(headings: Sequence[Heading], start: int, level: int, deepest: int, above: tuple[Box, ...]) -> Iterator[Box]:
    for heading in headings:
        leaves = sum(1 for _ in heading.leaves())
        levels = 1 if heading.children else deepest - level
        box = Box(heading, start, leaves, level, levels, above)
        yield box
        yield from _boxes(heading.children, start, level + 1, deepest, (*above, box))
        start += leaves


def graft(trunk: Sequence[Heading], branch: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Put the headings `branch` below every leaf of `trunk`: rows laid over columns."""
    return tuple(replace(heading, children=graft(heading.children, branch) if heading.children else branch) for heading in trunk)
