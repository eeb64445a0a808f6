"""A report's text paragraph by paragraph, each with what it states."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.finding import Place
from ..model.portal import Filing
from .claims import Statement, read_paragraph
from .lexicon import Lexicon
from .phrases import Paragraph, paragraphs
from .year_and_body import texts

_SHORT = 30
"""A paragraph of fewer characters without a full stop is a heading, whatever it is written as."""


class ReadParagraph(NamedTuple):
    """A paragraph with its place and what it states."""

    place: Place
    text: str
    paragraph: Paragraph
    statements: tuple[Statement, ...]

    def words(self, start: int, end: int) -> str:
        """The words of the source between two characters of the paragraph, of several lines the last."""
        first, last = self.paragraph.source(start), self.paragraph.source(end - 1) + 1
        return self.text[first:last].strip().split("\n")[-1].strip()

    def at(self, start: int, end: int) -> Place:
        """The place of these words in the report."""
        return (*self.place, self.words(start, end))


def read_texts(filing: Filing, lexicon: Lexicon) -> Iterator[ReadParagraph]:
    """Yield each paragraph of a report; a heading says what the paragraphs below it are about."""
    for place, text in texts(filing):
        about: frozenset[str] = frozenset()
        for paragraph in paragraphs(text):
            if paragraph.heading or (len(paragraph.text) < _SHORT and "。" not in paragraph.text):
                about = frozenset(table for table, words in lexicon.about if any(word in paragraph.text for word in words))
            known = about or lexicon.anchors.search(paragraph.text)
            statements = tuple(read_paragraph(paragraph, lexicon, filing.report.year, about)) if known else ()
            yield ReadParagraph(place, text, paragraph, statements)
