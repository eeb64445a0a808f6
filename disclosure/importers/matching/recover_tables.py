"""Tables that lost their borders → grids: official wordings followed by figures, wherever in the text they stand."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock
from .labels import core, plain, without_ordinal, without_remarks
from .wordings import Wordings

_UNITS = r"(?:万元|元|件|个|项|条|宗|次)?"
_NOTE = r"(?:[（(](?![一二三四五六七八九十]{1,3}[)）])[^（）()\n]{2,40}[)）])?"
_FIGURE = rf"(?:[+\-−–—]*\d[\d.,，]*{_UNITS}{_NOTE}|[/\\／]|[-—－]+(?!\w))"
_FIGURES = re.compile(rf"(?:[ \t\u3000\u00a0\n|]*{_FIGURE})+")
_TOKENS = re.compile(_FIGURE)
_LINE_OF_FIGURES = re.compile(rf"[ \t]*{_FIGURE}(?:[ \t\u3000|]+{_FIGURE})+[ \t]*")
_MANY, _FARTHEST = 5, 600
"""Figures on a line that make it a row of some table even when no wording stands near; characters of its longest head."""


class LooseRow(Struct, frozen=True):
    """A row found in a text: where its label begins, where its figures begin and end."""

    start: int
    figures: int
    end: int


def recover_tables(document: SourceDocument, wordings: Wordings) -> SourceDocument:
    """Return the document with every table that stands in its text as a grid, and the text around it as it was."""
    pattern = _labels(wordings)
    blocks: list[Block] = []
    for is_text, run in groupby(document.blocks, key=lambda block: isinstance(block, TextBlock)):
        if is_text:
            blocks += _recover_grids([block for block in run if isinstance(block, TextBlock)], pattern, wordings)
        else:
            blocks += run
    return replace(document, blocks=tuple(blocks))


def _labels(wordings: Wordings) -> re.Pattern[str]:
    """One pattern for all row labels, longest first, each with its number or without."""
    whole = {without_ordinal(plain(word)) for word in (*wordings.rows, *wordings.closings)}
    said = sorted(whole | set(map(without_remarks, whole)), key=len, reverse=True)
    ordinal = r"(?:\((?:[一二三四五六七八九十]{1,2})\)|[一二三四五六七八九十]{1,2}[、.,]|\d[、.,])?"
    return re.compile(ordinal + "(?:" + "|".join(re.escape(word).replace("其他", "其[他它]") for word in said) + ")")


def _recover_grids(texts: list[TextBlock], pattern: re.Pattern[str], wordings: Wordings) -> Iterator[Block]:
    raw = "\n".join(text.text for text in texts)
    regions = list(_regions(raw, list(_entries(raw, pattern, wordings)), wordings))
    at = offset = 0
    for text in texts:
        end = offset + len(text.text)
        while at < end:
            start, stop, grid = regions[0] if regions and regions[0][0] < end else (end, end, None)
            if said := raw[max(at, offset) : start].strip(" \n\u3000"):
                yield replace(text, text=said)
            if grid:
                yield grid
                regions.pop(0)
            at = stop
        offset = end + 1


def _without_blanks(raw: str) -> tuple[str, list[int]]:
    """The text without blanks, and where each of its characters stands in `raw`."""
    packed = [(one, at) for at, character in enumerate(raw) for one in plain(character)]
    return "".join(one for one, _ in packed).replace("其它", "其他"), [at for _, at in packed]


def _entries(raw: str, pattern: re.Pattern[str], wordings: Wordings) -> Iterator[LooseRow]:
    """Official row labels that figures follow, up to the next label, a line's end or another wording of the forms."""
    packed, origin = _without_blanks(raw)
    found = [(origin[match.start()], origin[match.end() - 1] + 1) for match in pattern.finditer(packed)]
    for number, (start, label_end) in enumerate(found):
        limit = found[number + 1][0] if number + 1 < len(found) else len(raw)
        match = _FIGURES.match(raw, label_end, limit)
        if match and _ends_well(raw, match.end(), limit, wordings):
            yield LooseRow(start, label_end, match.end())


def _ends_well(raw: str, end: int, limit: int, wordings: Wordings) -> bool:
    """Whether figures end where a row does: not in the middle of a sentence."""
    after = raw[end : end + 40]
    if end == limit or not after.strip() or "\n" in after[: len(after) - len(after.lstrip())]:
        return True
    said = re.sub(r"\s", "", normalize("NFKC", after))
    begins_chapter = bool(re.match(r"[一二三四五六][、.]|附件|注", said))
    return begins_chapter or any(said.startswith(plain(word)[:6]) for word in (*wordings.heads, *wordings.sections))


def _regions(raw: str, entries: list[LooseRow], wordings: Wordings) -> Iterator[tuple[int, int, GridBlock]]:
    """Runs of entries with nothing but the forms' own words between them, and lines of many figures, as grids."""
    closings = {plain(word) for word in wordings.closings}
    chapters = [plain(section) for section in wordings.sections if "、" in section[:3]]
    entries = sorted([*entries, *_bare_lines(raw, entries)], key=lambda entry: entry.start)
    runs: list[list[LooseRow]] = []
    for entry in entries:
        between = raw[runs[-1][-1].end : entry.start] if runs else "。"
        goes_on = wordings.covers(between) and not any(chapter in plain(between) for chapter in chapters)
        runs = [*runs[:-1], [*runs[-1], entry]] if goes_on else [*runs, [entry]]
    for run in runs:
        first = run[0]
        alone = not raw[: first.start].rpartition("\n")[2].strip() and raw[first.end :].lstrip(" \t|")[:1] in ("\n", "")
        if len(run) > 1 or alone or plain(raw[first.start : first.figures]) in closings:
            start = _reach_back(raw, first.start, wordings)
            yield start, run[-1].end, GridBlock(tuple(_rows(raw, start, run)), bordered=False)


def _rows(raw: str, start: int, run: Sequence[LooseRow]) -> Iterator[SourceRow]:
    """The rows of a run, and what stands before each as a row of one cell."""
    at = start
    for entry in run:
        if raw[at : entry.start].strip():
            yield (re.sub(r"\s+", " ", raw[at : entry.start]).strip(),)
        label = re.sub(r"\s+", " ", raw[entry.start : entry.figures]).strip()
        yield (*((label,) if label else ()), *_TOKENS.findall(raw[entry.figures : entry.end]))
        at = entry.end


def _bare_lines(raw: str, entries: list[LooseRow]) -> Iterator[LooseRow]:
    """Lines of figures alone: rows whose label stands elsewhere."""
    for line in re.finditer("[^\n]+", raw):
        start, end = line.span()
        taken = any(entry.start < end and start < entry.end for entry in entries)
        if not taken and _LINE_OF_FIGURES.fullmatch(line[0]) and len(_TOKENS.findall(line[0])) >= _MANY:
            yield LooseRow(start, start, end)


def _reach_back(raw: str, start: int, wordings: Wordings) -> int:
    """Where a table's head begins: before its first row stand the forms' own words."""
    heads = sorted((plain(word) for word in (*wordings.heads, *wordings.rows)), key=len, reverse=True)
    sections = tuple(plain(section) for section in wordings.sections)
    floor = max(0, start - _FARTHEST)
    packed, origin = _without_blanks(raw[floor:start])
    end = len(packed)
    while not packed[:end].endswith(sections) and (word := next((word for word in heads if packed[:end].endswith(word)), "")):
        end -= len(word)
    start = floor + origin[end] if end < len(packed) else start
    while (before := raw[floor:start].rstrip()) and _is_torn(line := before.rpartition("\n")[2], wordings):
        start = floor + len(before) - len(line)
    return start


def _is_torn(line: str, wordings: Wordings) -> bool:
    """Whether a line is nothing but pieces of headings that stand one below the other: 结果 结果 其他 尚未."""
    pieces = [core(piece) for piece in line.split()]
    return (len(pieces) > 1 or len(line.strip()) < 4) and all(piece and piece in wordings.pool for piece in pieces)
