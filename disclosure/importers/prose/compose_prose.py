"""The text of a document → title, date and sections in clean Markdown; nothing that was said is lost."""

import re
from collections.abc import Sequence

from msgspec import Struct

from ...model.form import Format
from ..document import SourceDocument, TextBlock
from ..matching.labels import plain
from .markdown_text import as_markdown
from .page_furniture import BREADCRUMB, is_furniture, without_buttons
from .section_headings import PART_NUMBER, cut_at_headings, free_headings, official_headings
from .title_and_date import LABELLED_DATE, signed_date, stated_date, title_of


class Prose(Struct, frozen=True):
    """What a document says besides its figures.

    `missing` are sections that it has no heading for, `dropped` what belonged to the page; `signed` says that the date is
    the one below the text, as no other was found.
    """

    title: str
    published: str
    preamble: str
    sections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept_tables: tuple[str, ...] = ()
    signed: bool = False


def compose_prose(texts: Sequence[TextBlock], form: Format, document: SourceDocument, year: int) -> Prose:
    """Return the prose under the form's own headings; with a form of free chapters under the document's."""
    pieces = [piece for text in texts for piece in cut_at_headings(text, form)]
    headings = dict(free_headings(pieces) if form.free_chapters else official_headings(pieces, form))
    first = min(headings, default=len(pieces))
    title, opening, dropped = _opening(pieces[:first], document.title)
    published = stated_date(document.published, pieces[:first])
    signed = "" if published else signed_date(pieces, year)
    rest = list(range(first, len(pieces)))
    if rest:
        pieces[rest[-1]], end = without_buttons(pieces[rest[-1]])
        dropped += end
    tail = [n for n in rest[-8:] if is_furniture(pieces[n].text) and n not in headings]
    dropped += [pieces[n].text for n in tail]
    sections = _sections([(n, pieces[n]) for n in rest if n not in tail], headings, form)
    missing = (
        [section.heading for section in form.sections if section.heading not in headings.values()]
        if not form.free_chapters
        else []
    )
    tables = [piece.text for piece in pieces if piece.kind == "table"]
    opened = as_markdown(opening)
    return Prose(title, published or signed, opened, sections, tuple(missing), tuple(dropped), tuple(tables), bool(signed))


def _sections(pieces: Sequence[tuple[int, TextBlock]], headings: dict[int, str], form: Format) -> tuple[tuple[str, str], ...]:
    """The text below each heading; the form's headings that the document lacks stand in their places, empty."""
    found: list[tuple[str, list[TextBlock]]] = []
    for number, piece in pieces:
        if number in headings:
            found.append((headings[number], []))
            if PART_NUMBER.match(piece.text) and not form.free_chapters:
                found[-1][1].append(piece)
        elif found:
            found[-1][1].append(piece)
    written = {heading: as_markdown(texts) for heading, texts in found}
    if form.free_chapters:
        own = [section.heading for section in form.sections]
        return tuple((heading, as_markdown(texts)) for heading, texts in found if texts or heading not in own)
    return tuple((section.heading, written.get(section.heading, "")) for section in form.sections)


def _opening(pieces: Sequence[TextBlock], declared: str) -> tuple[str, list[TextBlock], list[str]]:
    """The title, the text before the first section, and what stood there only for the page."""
    title, used = title_of(pieces, declared)
    kept: list[TextBlock] = []
    dropped: list[str] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if number in used or plain(text) == plain(title):
            continue
        if is_furniture(text):
            if not (LABELLED_DATE.fullmatch(text) or re.fullmatch(r"[^:：]+[:：]\s*", text)):
                dropped.append(text)
            continue
        if match := BREADCRUMB.search(text):
            dropped.append(text[: match.end()])
            text = text[match.end() :].strip().removeprefix(title).strip()
        if text:
            kept.append(TextBlock(text, piece.kind, piece.level))
    return title, kept, dropped
