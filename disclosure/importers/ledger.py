"""The account of an import: what a document says is in the content file or in a finding, or it is reported as lost."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from .characters import is_figure, tidy
from .document import SourceDocument, TextBlock
from .matching.labels import core, likeness
from .matching.table_lines import numbers_columns, without_row_numbers
from .matching.wordings import Wordings
from .prose.title_and_date import LABELLED_DATE

_CLAUSE = re.compile(r"[。；！？\n]|(?=[一二三四五六七八九十]、)|(?<=[^\d])[,，:：](?=\D)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ANYWHERE = ("类别", "项目", "序号", "标题", "备注", "指标", "内容")
_UNTITLED = re.compile(r"^(?:(?:续?表|附表|图)[一二三四五\d]*[:：.、\s]*|注\d+\s*[:：]?|[-*•]\s+|[^:：]{2,6}[:：]\s*$)")


def lost_pieces(document: SourceDocument, said: Iterable[str], wordings: Wordings) -> tuple[str, ...]:
    """Return what neither the content file nor a finding has, `said` being their texts: clauses, cells and figures.

    What the forms themselves say above and before figures is no loss.
    """
    text = "\n".join(said)
    heap = core(text)
    lost = [piece for piece in _pieces(document) if not _is_kept(piece, heap, wordings)]
    figures = Counter(number for cell in _cells(document) if is_figure(cell) for number in _numbers(cell))
    missing = figures - Counter(_numbers(text))
    return (*dict.fromkeys(lost), *missing.elements())


def _pieces(document: SourceDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, TextBlock):
            yield from (piece.strip() for piece in _CLAUSE.split(block.text))
    yield from (cell for cell in _cells(document) if not is_figure(cell))


def _cells(document: SourceDocument) -> Iterator[str]:
    blocks = (block for block in document.blocks if not isinstance(block, TextBlock))
    return (
        cell.strip()
        for block in blocks
        for row in without_row_numbers(block.rows)
        if not numbers_columns(row)
        for cell in row
        if cell and cell.strip()
    )


def _is_kept(piece: str, heap: str, wordings: Wordings) -> bool:
    """Whether a piece of text is among what was said, or only what forms and pages say themselves."""
    parts = [core(part) for part in _UNTITLED.sub("", piece, count=1).split()]
    if "".join(parts) in heap or all(part in heap for part in parts) or wordings.covers(piece):
        return True
    if not wordings.strip_known(core(piece)) or core(piece) in _ANYWHERE:
        return True
    return bool(LABELLED_DATE.fullmatch(piece)) or any(likeness(piece, word) >= 0.75 for word in wordings.sections)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", normalize("NFKC", tidy(text))))
