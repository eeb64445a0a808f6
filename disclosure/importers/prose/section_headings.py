"""Where sections begin: under the official headings of a form, or under the chapters of a report without one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...model.form import Format, SectionForm
from ..document import TextBlock
from ..matching.labels import best_alignment, likeness, plain
from .title_and_date import TITLE

CHAPTER_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_CHAPTERS = (
    CHAPTER_NUMBER,
    re.compile("第[一二三四五六七八九十]{1,2}(?:部分|章)"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
)
"""How the chapters of a report may be numbered; the first of these that it has more than once counts."""
PART_NUMBER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
HEADING_LENGTH = 45
"""Characters of the longest official heading as documents have it."""
NAME_LENGTH = 38


_NAMED = re.compile(
    r"(?<![（(第\w])(?:([一二三四五六七八九十])、|（[一二三四五六七八九十]）)[ \u3000]*[^\s，。；：、]{2,26}(?=[ \u3000])"
)


def cut_at_blanks(text: str) -> list[str]:
    """Return a text of several chapters on one line cut where a blank ends its title or the name of a chapter."""
    names = list(_NAMED.finditer(text))
    chapters = [name[1] for name in names if name[1]]
    if len(chapters) < 2 or chapters[0] != "一":
        return [text]
    first = re.match(r"\S+", text)
    title = {first.end()} if first and TITLE.fullmatch(first[0]) else set()
    cuts = {0, len(text), *title, *(at for name in names for at in name.span())}
    return [piece for start, end in pairwise(sorted(cuts)) if (piece := text[start:end].strip())]


def cut_at_headings(text: TextBlock, form: Format) -> Iterator[TextBlock]:
    """A paragraph cut where a section's heading stands in the middle of it, and before the numbered parts of a long one."""
    if text.kind != "paragraph" or len(text.text) <= HEADING_LENGTH:
        yield text
        return
    marks = _free_marks(text.text) if form.free_chapters else list(_marks(text.text, form.sections))
    at = 0
    for start, end in marks:
        yield from _parts(text.text[at:start])
        yield TextBlock(text.text[start:end].strip())
        at = end
    yield from _parts(text.text[at:])


def _marks(text: str, sections: Sequence[SectionForm]) -> Iterator[tuple[int, int]]:
    """Where headings stand inside a text: their number, then nearly their words."""
    at = 0
    for section in sections:
        ordinal, _, name = section.heading.partition("、")
        best = (0.0, 0, 0)
        for match in re.finditer(rf"{ordinal}\s*[、.．]\s*", text[at:]):
            start = at + match.start()
            for length in range(len(name) - 2, len(name) + 5):
                end = at + match.end() + length
                said = text[at + match.end() : end]
                near = likeness(said, name) - (0.001 if said[-1:].isspace() else 0)
                best = max(best, (near, -start, -end))
        if best[0] >= 0.85:
            yield -best[1], -best[2]
            at = -best[2]


def _free_marks(text: str) -> list[tuple[int, int]]:
    """Where numbered chapters begin in a text without line breaks: 一、二、三、… in order, each with a short name."""
    found: list[tuple[int, int]] = []
    for ordinal in "一二三四五六七八九十":
        name = re.compile(rf"(?<![（(第]){ordinal}、[^，。；（(【\d：:]{{2,26}}?(?=[（(【]|\s|\d{{4}}年|指标名称|我|全|$)")
        match = name.search(text, found[-1][1] if found else 0)
        if not match:
            break
        found.append(match.span())
    return found


def _parts(text: str) -> Iterator[TextBlock]:
    """A text as paragraphs: one that runs on past a screen is parted before its （一）, （二）, …"""
    pieces = re.split(r"(?<=[。；：】])(?=（[一二三四五六七八九十]{1,2}）)", text) if len(text) > 300 else [text]
    for piece in pieces:
        if piece.strip():
            yield TextBlock(piece.strip())


def official_headings(pieces: Sequence[TextBlock], form: Format) -> Iterator[tuple[int, str]]:
    """Yield (piece, official heading) where sections begin, in the form's order.

    Of two candidates the later is taken: a list of contents comes first.
    """
    sections = form.sections
    near = [[_nearness(piece, section) for section in sections] for piece in pieces]
    if any(any(some) and CHAPTER_NUMBER.match(plain(piece.text)) for piece, some in zip(pieces, near, strict=True)):
        # among chapters 一、二、 a heading （一）主动公开 is one within the first; only what has no table may stand so low
        for piece, some in zip(pieces, near, strict=True):
            some[:] = [0.0 if s.tables and PART_NUMBER.match(piece.text) else n for n, s in zip(some, sections, strict=True)]
    last = len(sections) - 1
    backwards = [{last - n: value for n, value in enumerate(some) if value} for some in near[::-1]]
    for i, n in best_alignment(backwards, len(sections))[::-1]:
        yield len(pieces) - 1 - i, sections[last - n].heading


def _nearness(piece: TextBlock, section: SectionForm) -> float:
    if len(piece.text) > HEADING_LENGTH or piece.kind == "table" or "。" in piece.text:
        return 0.0
    said = re.sub(r"[.·…\s]*\d*$", "", piece.text)
    near = max(likeness(said, section.heading), *(0.97 * likeness(said, other) for other in section.also), 0.0)
    return near + (0.1 if CHAPTER_NUMBER.match(plain(said)) else 0.0) if near >= 0.75 else 0.0


def free_headings(pieces: Sequence[TextBlock]) -> Iterator[tuple[int, str]]:
    """Yield (piece, its text) where chapters begin: those that are numbered, and what stands on the same level."""
    short = [n for n, piece in enumerate(pieces) if len(piece.text) <= NAME_LENGTH and piece.text[-1] not in "。；，"]
    ways = ([n for n in short if pattern.match(pieces[n].text)] for pattern in _CHAPTERS)
    numbered = next((found for found in ways if len(found) > 1), [])
    deepest = min((pieces[n].level for n in numbered if pieces[n].kind == "heading"), default=2)
    for number, piece in enumerate(pieces):
        styled = piece.kind == "heading" and piece.level <= deepest and not TITLE.fullmatch(re.sub(r"\s", "", piece.text))
        if number in numbered or styled:
            yield number, piece.text
