"""The text of a document as whole paragraphs: broken lines rejoined, pieces of table labels set apart."""

import re
from collections.abc import Sequence

from ..characters import WIDE, cleaned
from ..document import GridBlock, SourceDocument, TextBlock
from ..matching.labels import core, likeness, plain
from ..matching.wordings import Wordings
from .section_headings import CHAPTER_NUMBER, HEADING_LENGTH, PART_NUMBER, cut_at_blanks

_TABLE_NAME = re.compile(r"(续?表|附表)[一二三四五\d]*\s*[:：.、]?\s*")
_UNIT = re.compile(r"[（(]?(?:计量|金额)?单位\s*[:：][^。；\d]{1,12}[)）]?")
_AROUND = 12
"""Blocks before a table that may be pieces of its head."""


def paragraphs_of(document: SourceDocument, grids: frozenset[int], wordings: Wordings) -> tuple[TextBlock, ...]:
    """Return the document's text in order: broken lines rejoined, torn labels of its used tables left out, other tables as Markdown."""
    fragments = _fragments(document, grids, wordings)
    texts: list[TextBlock] = []
    for number, block in enumerate(document.blocks):
        if number in fragments:
            continue
        if isinstance(block, TextBlock):
            *pieces, last = cut_at_blanks(block.text) if document.line_wrapped else [block.text]
            texts += [TextBlock(cleaned(piece, line_wrapped=True)) for piece in pieces]
            texts.append(TextBlock(cleaned(last, document.line_wrapped), block.kind, block.level, block.open))
        elif number not in grids and any(any(row) for row in block.rows):
            texts.append(_table_text(block))
        elif texts:
            texts[-1] = TextBlock(texts[-1].text, texts[-1].kind, texts[-1].level)
    return tuple(_joined([text for text in texts if text.text], document.line_wrapped, wordings))


def label_fragments(document: SourceDocument, grids: frozenset[int], wordings: Wordings) -> tuple[str, ...]:
    """Return the pieces of labels that stood around the used tables and that no whole wording of the forms accounts for."""
    found = (text for number, text in sorted(_fragments(document, grids, wordings).items()))
    return tuple(text for text in found if wordings.strip_known(core(_TABLE_NAME.sub("", text, count=1))))


def _fragments(document: SourceDocument, grids: frozenset[int], wordings: Wordings) -> dict[int, str]:
    """The texts around the used tables that are only what their heads and stubs left behind, by number of block."""
    near = range(max(0, min(grids, default=0) - _AROUND), min(len(document.blocks), max(grids, default=-1) + 3)) if grids else ()
    found = ((number, " ".join(document.blocks[number].words)) for number in near if number not in grids)
    return {number: text for number, text in found if _is_fragment(text, wordings, document.line_wrapped)}


def _is_fragment(text: str, wordings: Wordings, line_wrapped: bool) -> bool:
    """Whether a text says nothing but labels: whole ones, or pieces of them where the layout may have torn them apart."""
    if _UNIT.fullmatch(text):
        return True
    without = _TABLE_NAME.sub("", text, count=1)
    if without != text and (not core(without) or any(likeness(without, word) > 0.9 for word in wordings.sections)):
        return True
    if _section_of(text, wordings.sections) and (CHAPTER_NUMBER.match(plain(text)) or len(core(text)) > 8):
        return False
    if not core(text) or len(text) >= 200:
        return False
    if not line_wrapped:
        return not wordings.strip_known(core(without))
    # a text with a number of its own has that of a label: （三）政府信息管理情况 is made of the forms' words, too
    begins = plain(text)[:4] if PART_NUMBER.match(text) else ""
    labels = (*wordings.rows, *wordings.heads)
    return wordings.covers(without) and (not begins or any(plain(word).startswith(begins) for word in labels))


def _section_of(text: str, sections: Sequence[str]) -> bool:
    return len(text) < HEADING_LENGTH and any(likeness(text, word) > 0.9 for word in sections)


def _joined(texts: list[TextBlock], line_wrapped: bool, wordings: Wordings) -> list[TextBlock]:
    """Paragraphs whole again: a line that only the layout ended is joined with the next."""
    found: list[TextBlock] = []
    is_open = False
    for text in texts:
        if is_open and text.kind == "paragraph" and not _section_of(text.text, wordings.sections):
            held = found.pop()
            glue = "" if re.search(rf"[{WIDE}\d，。]$", held.text) or re.match(rf"[{WIDE}]", text.text) else " "
            text = TextBlock(cleaned(held.text + glue + text.text, line_wrapped), held.kind, held.level, text.open)
        found.append(text)
        is_open = text.open and not _section_of(text.text, wordings.sections)
    return found


def _table_text(grid: GridBlock) -> TextBlock:
    """A table that no form knows, as Markdown; one of a single line as that line."""
    rows = [[re.sub(r"\s+", " ", cell or "").replace("|", "\\|").strip() for cell in row] for row in grid.rows if any(row)]
    if len(rows) == 1:
        return TextBlock(" ".join(cell for cell in rows[0] if cell))
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return TextBlock("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]), "table")
