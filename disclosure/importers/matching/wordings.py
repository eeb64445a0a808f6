"""The words of the official forms: what a table's labels can say."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

from ...model.form import Format, Heading, TableForm
from ..characters import has_digit
from .labels import bare, core

_NUMBERING = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]、|(?<!\d)\d[.、．](?!\d)")


class Wordings(Struct, frozen=True, dict=True):
    """Wordings of the forms: `rows` stand before figures, `heads` above them, `sections` are headings of the text.

    `closings` end the head of a table whose rows lie side by side, right before its one line of figures.
    """

    rows: tuple[str, ...]
    heads: tuple[str, ...]
    sections: tuple[str, ...]
    closings: tuple[str, ...]

    @cached_property
    def known(self) -> tuple[str, ...]:
        """What every wording of a table says, longest first."""
        return tuple(
            sorted({said for word in (*self.rows, *self.heads) for said in (core(word), bare(word))}, key=len, reverse=True)
        )

    @cached_property
    def pool(self) -> str:
        """All of it as one text, to look pieces up in."""
        return "\n".join(self.known)

    def strip_known(self, said: str) -> str:
        """What is left of a text when the forms' wordings that it begins with are taken away."""
        while word := next((word for word in self.known if word and said.startswith(word)), ""):
            said = said[len(word) :]
        return said

    def covers(self, text: str) -> bool:
        """Whether a text is only pieces of these wordings: a label torn apart by its layout, and no sentence."""
        if "。" in text:
            return False
        said, at = core(_NUMBERING.sub("", text)), 0
        longest = len(self.known[0]) if self.known else 0
        if has_digit(said):
            return False
        while at < len(said):
            length = next((n for n in range(min(len(said) - at, longest), 0, -1) if said[at : at + n] in self.pool), 0)
            if length == 0 or (length == 1 and len(said) > 3):
                return False
            at += length
        return True


def wordings_of(forms: Sequence[Format]) -> Wordings:
    """Return the wordings of all forms together: documents mix them."""
    tables = [table for form in forms for table in form.tables.values()]
    rows = {said for table in tables for line in table.row_lines for said in spellings(line[-1])}
    groups = {said for table in tables for one in _all(table.rows) if one.children for said in spellings(one)}
    heads = {said for table in tables for heading in _all(table.columns) for said in spellings(heading)}
    titles = {said for table in tables for said in (table.title, table.corner, table.unit_label) if said}
    sections = {said for form in forms for section in form.sections for said in (section.heading, *section.also) if said}
    closings = {said for table in tables if table.layout == "across" for said in closing_heads(table)}
    kinds = (rows, groups | heads | titles, sections, closings)
    return Wordings(*(tuple(sorted(found, key=lambda said: (-len(said), said))) for found in kinds))


def spellings(heading: Heading) -> tuple[str, ...]:
    """The official wording of a heading and the others that are met."""
    return (heading.label, *heading.also)


def closing_heads(table: TableForm) -> tuple[str, ...]:
    """How the head of a table ends whose rows lie side by side: what stands right before its one line of figures."""
    before, last = map(spellings, table.leaf_columns[-2:])
    return tuple(f"{one}{other}" for one, other in product(before, last))


def _all(headings: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _all(heading.children)
