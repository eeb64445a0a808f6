"""What is wrong, and where: one value, shown in as many ways as there are readers."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

Place = tuple[str | int, ...]
"""Where inside a file, in its own terms: `("tables", "requests", "received", "total")` is a cell,
`("title",)` a field, `("#", 2)` the third level-2 heading, `("#", 2, "words")` those words below it,
`("#", "words")` those words anywhere in the text; a last step "" means a key and not its value.
It stays true when lines move, so values need to carry no positions."""


TODAY = "年-月-日"
"""Stands in hints for the day on which somebody reads them; whoever shows a hint puts the day in."""


def cell_place(table: str, row: str, column: str) -> Place:
    """Return the place of a cell; `row` is a key as the forms have it, `processed.granted`."""
    return ("tables", table, *row.split("."), column)


class Span(Struct, frozen=True, array_like=True):
    """Characters of one line: `line` and `column` count from 1, `width` in characters."""

    line: int
    column: int
    width: int = 1


class Finding(Struct, frozen=True, omit_defaults=True):
    """One problem: its code, the sentence about this case, and its place.

    `span` is known when the text itself was at fault; otherwise `place` is looked up
    in the source only when the finding is shown. The level belongs to the code.
    """

    code: str
    message: str
    path: str
    place: Place = ()
    span: Span | None = None
    hint: str = ""

    @property
    def target(self) -> str:
        """The place as `explain:` writes it: `requests.received.total`; empty when it is not in a table."""
        return ".".join(str(step) for step in self.place[1:]) if self.place[:1] == ("tables",) else ""


class Parsed(Struct, Generic[T], frozen=True):
    """What could be made of a text, and what was wrong with it; `value` is None when nothing could."""

    value: T | None
    findings: tuple[Finding, ...] = ()


def by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, then line, each shown once."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.span or Span(1, 1)
    return (finding.path, span.line, span.column, finding.code, finding.message)
