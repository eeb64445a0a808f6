"""Plain text and Markdown → `SourceDocument`: lines, tables drawn with tabs or bars, and cells written one to a line."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from unicodedata import east_asian_width

from ..characters import is_figure
from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock
from .decode import decoded
from .limits import checked_blocks
from .read_html import pieces_of_page

_RULE = re.compile(r"[\s|]*[─━┌┐└┘├┤┬┴┼]{3,}[\s|]*|\s*\|?(\s*:?-{2,}:?\s*\|)+(\s*:?-+:?\s*)?\|?\s*|\s*[-=+_*]{3,}\s*")
_ONE_CELL = re.compile(r"\s*(?P<cell>[^|\t]*?)\s*(?P<bars>\|+)\s*")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*")
_ITEM = re.compile(r"\s{0,3}[-*+]\s+(?P<text>\S.*)")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BARS = str.maketrans("│┃｜", "|||")
_PADDED = re.compile(r"\s*[^\t\n]+\t+\n")
_TAG = re.compile(r"<(?:!--|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_MARKS = re.compile(r"^(\*{1,3}|_{1,2}|`|\$)(.+)\1$")
_LINK = re.compile(r"^\[([^]]*)\]\([^)]*\)$")
_NOTE = re.compile(r"\[\^(\d{1,2})\]$")
_FULL = 40
"""Columns that a text's lines must be wide before they can count as broken for layout."""


def read_text(data: bytes, *, marked: bool = False) -> SourceDocument:
    """Return what a text says, whichever of its shapes a table was flattened into.

    `marked` is Markdown; of its front matter, if it has one, only the title is read.
    """
    text = decoded(data, "另存为 UTF-8 的文本文件")
    front = _FRONT.match(text) if marked else None
    title = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*$", front[0], re.MULTILINE) if front else None
    left: list[str] = []
    body = text[front.end() if front else 0 :].translate(_BARS)
    body = unescape(body) if marked else re.sub(r"(?m)^([^\t\n]+)\t+$", r"\1", body) if _PADDED.match(body) else body
    pieces = pieces_of_page(body, left) if _TAG.search(body) else (body,)
    blocks = checked_blocks(block for piece in pieces for block in _parts(piece, marked=marked))
    return SourceDocument(blocks, title=title[1] if title else "", line_wrapped=not marked, left=tuple(left))


def _parts(piece: str | Block, *, marked: bool) -> Iterator[Block]:
    """The blocks of a piece of a text; a table that stands in it as HTML is one already."""
    if isinstance(piece, str):
        for block in _blocks(piece.split("\n")):
            yield _without_marks(block) if marked and isinstance(block, GridBlock) else block
    else:
        yield piece


def _without_marks(grid: GridBlock) -> GridBlock:
    """A grid without the marks of bold, code, links and formulas around what its cells say."""
    return GridBlock(
        tuple(tuple(cell and _NOTE.sub(r"[\1]", _LINK.sub(r"\1", _MARKS.sub(r"\2", cell))) for cell in row) for row in grid.rows)
    )


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Group lines: runs of rows and runs of cells become grids, all others are text."""
    full = _full_width(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        end = _run(lines, at, _is_row)
        if end > at:
            yield GridBlock(tuple(_row(one) for one in lines[at:end] if not _RULE.fullmatch(one)))
        elif (end := _run(lines, at, lambda line: bool(_ONE_CELL.fullmatch(line)) or not line.strip())) > at + 1:
            yield GridBlock(tuple(_rows_of_cells(lines[at:end])))
        else:
            end = at + 1
            if line.strip(" \t|") and not _RULE.fullmatch(line):
                yield _text(line, lines[end] if end < len(lines) else "", full)
        at = end


def _run(lines: list[str], at: int, belongs: Callable[[str], bool]) -> int:
    """Where a run of lines ends that belong together; a rule drawn with bars is one inside it, too."""
    end = at
    while end < len(lines) and (belongs(lines[end]) or (end > at and "|" in lines[end] and _RULE.fullmatch(lines[end]))):
        end += 1
    return end


def _is_row(line: str) -> bool:
    """Whether a line is a row: its cells parted by tabs, or by bars with something on both sides of one."""
    if _RULE.fullmatch(line):
        return False
    if "\t" in line.strip(" "):
        return True
    filled = sum(bool(cell) for cell in _row(line)) if "|" in line else 0
    return filled > 1 or (filled == 1 and line.lstrip().startswith("|") and line.count("|") > 1)


def _row(line: str) -> SourceRow:
    if "\t" in line and "|" not in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def _rows_of_cells(lines: list[str]) -> Iterator[SourceRow]:
    """Rows from cells that stand one to a line, each closed by a bar: a wording after figures begins a new row."""
    row: list[str | None] = []
    figures = False
    for match in filter(None, map(_ONE_CELL.fullmatch, lines)):
        said = [match["cell"]] if match["cell"] else []
        for cell in (*said, *[""] * (len(match["bars"]) - len(said))):
            if cell and not is_figure(cell) and figures:
                yield tuple(row)
                row, figures = [], False
            figures |= not cell or is_figure(cell)
            row.append(cell)
    if row:
        yield tuple(row)


def _text(line: str, following: str, full: int) -> TextBlock:
    if match := _HEADING.fullmatch(line.strip()):
        return TextBlock(match["text"], "heading", len(match["marks"]))
    if match := _ITEM.fullmatch(line):
        return TextBlock(match["text"], "item")
    wide = _columns(line)
    full_enough = wide >= full - 5 or (wide >= full * 0.8 and not re.search(r"[。；：！？]$", line.rstrip()))
    goes_on = bool(full) and full_enough and bool(following.strip()) and not re.match(r"\s{2}|　", following)
    return TextBlock(line.strip(" \t|"), open=goes_on)


def _full_width(lines: list[str]) -> int:
    """Columns of a full line where the text was broken to a measure; 0 where every paragraph is one line."""
    widths = sorted(_columns(line) for line in lines if line.strip() and "\t" not in line and "|" not in line)
    if len(widths) < 8:
        return 0
    full = widths[int(len(widths) * 0.9)]
    alike = sum(1 for width in widths if full - 6 <= width <= full + 6)
    return full if full >= _FULL and alike >= len(widths) * 0.25 and widths[-1] <= full + 14 else 0


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
