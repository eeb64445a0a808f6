"""A saved web page → `SourceDocument`: the report itself, without the page around it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..document import Block, GridBlock, GridRow, SourceDocument, TextBlock, UnreadableError
from .decode import decoded
from .limits import ROWS, WIDEST, LimitExceededError, checked_blocks
from .page_cells import BLOCKS, field_text, reversed_children, text_in_cell, text_of_cell
from .page_files import NOTHING, saved_from, take_files
from .visibility import take_out_unseen

_SKIPPED = frozenset(("style", "iframe", "svg", "button", "nav", "head", "rp", "option"))


def _of_the_page(attributes: Any) -> bool:
    """Whether an element belongs to the page and not to the document it shows."""
    return attributes.get("class") == "legend" or "data-nosnippet" in attributes


_LANDMARKS = ("总体情况", "其他需要报告的事项")
_DEEPEST = 2000
_BREAK = "\n"


def read_html(data: bytes, beside: Mapping[str, bytes] = NOTHING, address: str = "") -> SourceDocument:
    """Return what a page says. Its declared encoding is tried last: GBK pages often lie about it.

    `beside` are the files that it leads to and that came along, `address` is where it was on the web.
    """
    from selectolax.lexbor import LexborHTMLParser

    text = decoded(data, "在浏览器里打开后另存为 UTF-8")
    _check_depth(text)
    page = LexborHTMLParser(text)
    left = tuple(take_out_unseen(page))
    root = page.body or page.root
    if root is None:
        raise UnreadableError("网页是空的")
    report = _report_in(root)
    where = address or saved_from(text)
    taken = take_files(report, beside, where)
    return SourceDocument(
        checked_blocks(_blocks(report)),
        _title(page),
        _meta(page, "PubDate"),
        pictures=len(report.css("img")),
        left=(*left, *_frames(report)),
        around=len("".join(root.text().split())) - len("".join(report.text().split())),
        files=taken.files,
        missing=taken.missing,
        address=where,
    )


def _frames(report: Any) -> Iterator[str]:
    """What is to be said of pages within the page."""
    for frame in report.css("iframe"):
        yield f"内嵌的网页“{frame.attributes.get('src') or ''}”没有导入"


def pieces_of_page(text: str, left: list[str]) -> Iterator[str | Block]:
    """Yield a text with pieces of a page in it: the tables as grids, the text around them with its lines as they were.

    What is to be said of what nobody sees is added to `left`.
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_depth(text)
    page = LexborHTMLParser(text)
    left += take_out_unseen(page)
    lines: list[str] = []
    pending: list[Any] = [page.body] if page.body else []
    while pending:
        node = pending.pop()
        if node is None or node.tag == "-text" or node.tag == "br":
            lines.append("\n" if node is None else " " if node.tag == "br" else node.text(deep=False))
        elif node.tag == "table" and not _is_layout(node):
            yield "".join(lines)
            lines.clear()
            yield GridBlock(_grid(node))
        elif (said := text_in_cell(node, node.parent)) is not None:
            lines.append(said)
        else:
            apart = [None] if BLOCKS.fullmatch(node.tag) else []
            pending += [*apart, *reversed_children(node), *apart]
    yield "".join(lines)


def _check_depth(text: str) -> None:
    """Raise where tags that are opened and not closed pile up: a parser's stack is not for everyone to fill."""
    depth = 0
    for match in re.finditer(r"<(/?)(div|span|table|b|i|em|font|center|section|ul|a)\b", text, re.IGNORECASE):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise LimitExceededError(f"标签嵌套超过 {_DEEPEST} 层")


def _title(page: Any) -> str:
    said = _meta(page, "ArticleTitle")
    if said:
        return said
    for name in ("h1", "title"):
        node = page.css_first(name)
        if node is not None and node.text(strip=True):
            return re.split(r"\s*[-_|—]+\s*", node.text(strip=True))[0]
    return ""


def _meta(page: Any, name: str) -> str:
    for node in page.css("meta"):
        if (node.attributes.get("name") or "").lower() == name.lower():
            return (node.attributes.get("content") or "").strip()
    return ""


def _report_in(root: Any) -> Any:
    """The innermost element that still holds all tables and every mention of the first and last section.

    A page that declares its article is taken at its word when most of its text is in it.
    """
    declared = root.css("article") or root.css("main")
    whole = len(declared) == 1 and len(declared[0].text()) > len(root.text()) / 2
    node = declared[0] if whole and len(declared[0].css("table")) == len(root.css("table")) else root
    while True:
        inner = next((child for child in node.iter() if _holds_report(child, node)), None)
        if inner is None or inner.tag in ("table", "tbody", "tr"):
            return node
        node = inner


def _holds_report(inner: Any, outer: Any) -> bool:
    said, all_said = inner.text(), outer.text()
    mentions = all(0 < all_said.count(mark) == said.count(mark) for mark in _LANDMARKS)
    return mentions and len(inner.css("table")) == len(outer.css("table"))


def _blocks(root: Any) -> Iterator[Block]:
    """Text and grids below an element, in reading order."""
    walk = _Walk(root)
    while walk.pending:
        node, inside = walk.pending.pop()
        if node is None:
            yield from walk.end_block(inside)
        elif _is_skipped(node):
            continue
        elif node.tag == "table" and not _is_layout(node):
            yield from walk.end_block(walk.tag)
            yield GridBlock(_grid(node))
        elif BLOCKS.fullmatch(node.tag):
            yield from walk.begin_block(node)
        elif (said := _inline(node)) is not None:
            walk.line.append(said)
        else:
            walk.enter(node, inside)
    yield from walk.end_block(walk.tag)


class _Walk:
    """A walk through a page with a stack of its own: a page may nest deeper than Python recurses.

    `pending` are the nodes to come, the next one last, each with the tag of the block it stands in; where the node is None,
    a block ends there and the one of that tag goes on. `line` is the text gathered since the last block, `tag` its block.
    """

    def __init__(self, root: Any) -> None:
        self.line: list[str] = []
        self.tag = str(root.tag)
        self.pending: list[tuple[Any, str]] = []
        self.enter(root, self.tag)

    def enter(self, node: Any, inside: str) -> None:
        """Go on with what an element holds."""
        self.pending += [(child, inside) for child in reversed(list(node.iter(include_text=True)))]

    def begin_block(self, node: Any) -> Iterator[TextBlock]:
        """Begin a block, and yield the one before it; a <dd> goes on where its <dt> stopped, on the same line."""
        if node.tag == "dd" and self.line:
            self.line.append("：")
        else:
            yield from self.end_block(self.tag)
        if node.tag != "dt":
            self.pending.append((None, self.tag))
        self.tag = str(node.tag)
        self.enter(node, self.tag)

    def end_block(self, following: str) -> Iterator[TextBlock]:
        """Yield what was gathered since the last block, cut at its line breaks; `following` is the block that goes on."""
        for part in "".join(self.line).split(_BREAK):
            text = part.strip(" \u3000\t")
            if text and re.fullmatch(r"h[1-6]", self.tag):
                yield TextBlock(text, "heading", int(self.tag[1]))
            elif text:
                yield TextBlock(text, "item" if self.tag == "li" else "paragraph")
        self.line.clear()
        self.tag = following


def _is_skipped(node: Any) -> bool:
    """Whether an element is no text of the document: a comment, a control, or what belongs to the page that shows it."""
    if node.tag == "-text":
        return False
    return node.tag.startswith("-") or node.tag in _SKIPPED or _of_the_page(node.attributes)


def _inline(node: Any) -> str | None:
    """What a text, a line break or a link says; None for an element that only holds others."""
    if node.tag == "-text":
        return re.sub(r"[\s\u00a0]+", " ", node.text(deep=False))
    if node.tag == "br":
        return _BREAK
    if (field := field_text(node)) is not None:
        return field
    if node.tag == "a" and _href(node):
        said = node.text(strip=True)
        return f"[{said}]({_href(node)})" if said else ""
    return None


def _href(node: Any) -> str:
    href = node.attributes.get("href") or ""
    is_shown = re.sub(r"^https?://", "", href).startswith(re.sub(r"^https?://", "", node.text(strip=True)))
    return href if re.match(r"(?:https?://[^\s()\[\]]+|attached:\d+)$", href) and not is_shown else ""


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges the page: it holds tables of more than one cell, or the report's own sections."""
    if any(inner.mem_id != table.mem_id and len(inner.css("td, th")) > 1 for inner in table.css("table")):
        return True
    return all(mark in table.text() for mark in _LANDMARKS)


def _lines(table: Any) -> list[Any]:
    """The rows of a table as a browser shows them, its head first and its foot last, without those of a table in a cell."""
    parts = sorted(table.iter(), key=lambda part: {"thead": 0, "tfoot": 2}.get(part.tag, 1))
    lines = (part.iter() if part.tag in ("thead", "tbody", "tfoot") else (part,) for part in parts)
    return [line for some in lines for line in some if line.tag == "tr"]


def _grid(table: Any) -> tuple[GridRow, ...]:
    """The cells of a table, merges undone; columns that merged cells alone reach into are none."""
    rows = list(_rows(table))
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell is not None), default=0)
    return tuple(row[:width] for row in rows)


def _rows(table: Any) -> Iterator[GridRow]:
    covered: dict[tuple[int, int], None] = {}
    lines = _lines(table)
    if len(lines) > ROWS:
        raise LimitExceededError(f"表格超过 {ROWS:,} 行")
    for number, line in enumerate(lines):
        row: list[str | None] = []
        for cell in line.iter():
            if cell.tag not in ("td", "th"):
                continue
            while (number, len(row)) in covered:
                row.append(None)
            across, down = (_span(cell, name) for name in ("colspan", "rowspan"))
            for below in range(1, down):
                covered |= dict.fromkeys((number + below, len(row) + right) for right in range(across))
            row += [text_of_cell(cell), *[None] * (across - 1)]
            if len(row) > WIDEST or len(covered) > 1_000_000:
                raise LimitExceededError(f"表格超过 {WIDEST} 列")
        while (number, len(row)) in covered:
            row.append(None)
        yield tuple(row)


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), WIDEST)) if value.strip().isdecimal() else 1
