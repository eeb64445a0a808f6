"""A report's text paragraph by paragraph, each with what it states."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.finding import Place
from ..model.portal import FiledReport
from .claims import Statement
from .growth import may_hold_changes
from .lexicon import Lexicon
from .paragraph_reader import read_paragraph
from .parts import may_hold_parts
from .phrases import Paragraph, raw_paragraphs
from .rates import may_hold_rates
from .references import may_refer
from .repeated_counts import Count, may_repeat, repeated_counts
from .text_pieces import text_pieces


class ReadParagraph(NamedTuple):
    """A paragraph with its place, what it states, and what it counts that has no cell."""

    place: Place
    text: str
    paragraph: Paragraph
    statements: tuple[Statement, ...]
    repeated: tuple[Count, ...] = ()

    def words(self, start: int, end: int) -> str:
        """The words of the source between two characters of the paragraph, of several lines the last."""
        first, last = self.paragraph.source(start), self.paragraph.source(end - 1) + 1
        return self.text[first:last].strip().split("\n")[-1].strip()

    def at(self, start: int, end: int) -> Place:
        """The place of these words in the report."""
        return (*self.place, self.words(start, end))


def _may_contradict_itself(text: str) -> bool:
    return may_hold_parts(text) or may_hold_changes(text) or may_hold_rates(text) or may_refer(text)


def read_texts(filing: FiledReport, lexicon: Lexicon) -> Iterator[ReadParagraph]:
    """Yield the paragraphs of a report that may state something; a heading says what the paragraphs below it are about."""
    for place, text in text_pieces(filing):
        about: frozenset[str] = frozenset()
        for raw in raw_paragraphs(text):
            if raw.heading:
                about = lexicon.form.about_in(raw.text)
            states = bool(about) or lexicon.form.anchor.search(raw.text) is not None
            counts = may_repeat(raw.text)
            if not (states or counts or _may_contradict_itself(raw.text)):
                continue
            paragraph, year = raw.squeezed(), filing.report.year
            statements = tuple(read_paragraph(paragraph, lexicon, year, about)) if states else ()
            repeated = tuple(repeated_counts(paragraph, lexicon, year)) if counts else ()
            yield ReadParagraph(place, text, paragraph, statements, repeated)
