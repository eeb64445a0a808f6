"""A saved web page → `SourceDocument`: the report itself, without the page around it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..characters import tidy
from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock, UnreadableError
from .decode import decoded
from .limits import GRID_ROWS, WIDEST, LimitExceededError, checked_blocks
from .page_files import NOTHING, SAVED_FROM, take_files
from .visibility import Style, length, style_of, take_out_unseen

_SKIPPED = frozenset(("style", "iframe", "svg", "button", "nav", "head", "rp", "option"))


_LANDMARKS = ("总体情况", "其他需要报告的事项")
_DEEPEST, _NEAR = 2000, 5
"""How deep elements may nest; how many of those around a text may say that its lines end where they do in the file."""
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr"
    "|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""The elements that stand in lines of their own."""
_NO_TEXT_FIELD = re.compile(r"hidden|submit|button|image|reset|search|password|file|checkbox|radio", re.IGNORECASE)
_SEARCH = re.compile(r"search|query|keyword|\b(?:q|kw|wd)\b|请输入", re.IGNORECASE)


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
    saved = SAVED_FROM.search(text[:4000])
    where = address or (saved[1] if saved else "")
    files, missing = take_files(report, beside, where)
    return SourceDocument(
        checked_blocks(_blocks(report)),
        _title(page),
        _meta(page, "PubDate"),
        pictures=len(report.css("img")),
        left=(*left, *(f"内嵌的网页“{one.attributes.get('src') or ''}”没有导入" for one in report.css("iframe"))),
        around=len("".join(root.text().split())) - len("".join(report.text().split())),
        files=files,
        missing=missing,
        address=where,
    )


def pieces_of_page(text: str, left: list[str]) -> Iterator[str | Block]:
    """Yield a text with pieces of a page in it: the tables as grids, the text around them with its lines as they were.

    What is to be said of what nobody sees is added to `left`.
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_depth(text)
    page = LexborHTMLParser(text)
    left += take_out_unseen(page)
    lines: list[str] = []
    for part in _walk(page.body, lambda node: _text_in_cell(node, node.parent)) if page.body else ():
        if isinstance(part, GridBlock):
            yield "".join(lines)
            lines.clear()
            yield part
        else:
            lines.append(part if isinstance(part, str) else "\n")
    yield "".join(lines)


def _check_depth(text: str) -> None:
    """Raise where tags that are opened and not closed pile up: a parser's stack is not for everyone to fill."""
    depth = 0
    for match in re.finditer(r"<(/?)(div|span|table|b|i|em|font|center|section|ul|a)\b", text, re.IGNORECASE):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise LimitExceededError(f"标签嵌套超过 {_DEEPEST} 层")


def _title(page: Any) -> str:
    headings = (node.text(strip=True) for name in ("h1", "title") if (node := page.css_first(name)) is not None)
    shown = next(filter(None, headings), "")
    return _meta(page, "ArticleTitle") or re.split(r"\s*[-_|—]+\s*", shown)[0]


def _meta(page: Any, name: str) -> str:
    node = page.css_first(f'meta[name="{name}" i]')
    return (node.attributes.get("content") or "").strip() if node is not None else ""


def _report_in(root: Any) -> Any:
    """The innermost element that still holds all tables and every mention of the first and last section.

    A page that declares its article is taken at its word when most of its text is in it.
    """
    declared = root.css("article") or root.css("main")
    whole = len(declared) == 1 and len(declared[0].text()) > len(root.text()) / 2
    node = declared[0] if whole and len(declared[0].css("table")) == len(root.css("table")) else root
    while True:
        said, tables = node.text(), len(node.css("table"))
        for inner in node.iter():
            mentions = all(0 < said.count(mark) == inner.text().count(mark) for mark in _LANDMARKS)
            if mentions and len(inner.css("table")) == tables and inner.tag not in ("table", "tbody", "tr"):
                node = inner
                break
        else:
            return node


def _walk(root: Any, said: Callable[[Any], str | None], *, in_cell: bool = False) -> Iterator[str | GridBlock | tuple[str, ...]]:
    """Yield what stands below an element in reading order: texts as `said` has them, tables, and around what stands on lines
    of its own its tag where it begins and () where it ends. The stack is its own: a page may nest deeper than Python recurses.
    """
    pending: list[Any] = _reversed_children(root)
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            yield node
        elif node.tag == "table" and not in_cell and not _is_skipped(node) and not _is_layout(node):
            yield GridBlock(_grid(node))
        elif (text := said(node)) is not None:
            yield text
        elif _BLOCKS.fullmatch(node.tag) or (in_cell and _stands_apart(node)):
            yield (str(node.tag),)
            pending += [(), *_reversed_children(node)]
        else:
            pending += _reversed_children(node)


def _reversed_children(node: Any) -> list[Any]:
    return list(node.iter(include_text=True))[::-1]


def _blocks(root: Any) -> Iterator[Block]:
    """Text and grids below an element, in reading order; a <dd> goes on where its <dt> stopped, on the same line."""
    line: list[str] = []
    tags = [str(root.tag)]
    for part in _walk(root, _inline):
        if isinstance(part, str):
            line.append(part)
        elif isinstance(part, GridBlock):
            yield from _text_blocks(line, tags[-1])
            yield part
        elif part == ("dd",) and line:
            line.append("：")
            tags += part
        elif part:
            yield from _text_blocks(line, tags[-1])
            tags += part
        else:
            yield from _text_blocks(line, tags[-1]) if tags[-1] != "dt" else ()
            tags.pop()
    yield from _text_blocks(line, tags[-1])


def _text_blocks(line: list[str], tag: str) -> Iterator[TextBlock]:
    """What was gathered of a block of this kind, cut at its line breaks; the next line begins empty."""
    for part in "".join(line).split("\n"):
        text = part.strip(" \u3000\t")
        if text and re.fullmatch(r"h[1-6]", tag):
            yield TextBlock(text, "heading", int(tag[1]))
        elif text:
            yield TextBlock(text, "item" if tag == "li" else "paragraph")
    line.clear()


def _is_skipped(node: Any) -> bool:
    """Whether an element is no text of the document: a comment, a control, or what belongs to the page that shows it."""
    if node.tag == "-text":
        return False
    of_the_page = node.attributes.get("class") == "legend" or "data-nosnippet" in node.attributes
    return node.tag.startswith("-") or node.tag in _SKIPPED or of_the_page


def _inline(node: Any) -> str | None:
    """What a text, a line break or a link says; None for an element that only holds others."""
    if _is_skipped(node):
        return ""
    if node.tag == "-text":
        said = node.text(deep=False)
        lines = said.split("\n") if "\n" in said and said.strip() and _keeps_breaks(node) else [said]
        return "\n".join(re.sub(r"[\s\u00a0]+", " ", line) for line in lines)
    if node.tag == "br":
        return "\n"
    if (field := _field_text(node)) is not None:
        return field
    if node.tag == "a" and _href(node):
        said = node.text(strip=True)
        return f"[{said}]({_href(node)})" if said else ""
    return None


def _keeps_breaks(node: Any) -> bool:
    """Whether the elements around a text show its lines as the file has them."""
    for _ in range(_NEAR):
        if (node := node.parent) is None:
            return False
        if node.tag == "pre" or style_of(node).get("white-space", "").startswith(("pre", "break")):
            return True
    return False


def _href(node: Any) -> str:
    href = node.attributes.get("href") or ""
    is_shown = re.sub(r"^https?://", "", href).startswith(re.sub(r"^https?://", "", node.text(strip=True)))
    return href if re.match(r"(?:https?://[^\s()\[\]]+|attached:\d+)$", href) and not is_shown else ""


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges the page: it holds tables of more than one cell, or the report's own sections."""
    inner = any(one.mem_id != table.mem_id and len(one.css("td, th")) > 1 for one in table.css("table"))
    return inner or all(mark in table.text() for mark in _LANDMARKS)


def _grid(table: Any) -> tuple[SourceRow, ...]:
    """The cells of a table, its head first, its foot last, merges undone; columns that merged cells alone reach into are none."""
    parts = sorted(table.iter(), key=lambda part: {"thead": 0, "tfoot": 2}.get(part.tag, 1))
    nested = (part.iter() if part.tag in ("thead", "tbody", "tfoot") else (part,) for part in parts)
    lines = [line for some in nested for line in some if line.tag == "tr"]
    if len(lines) > GRID_ROWS:
        raise LimitExceededError(f"表格超过 {GRID_ROWS:,} 行")
    rows = list(_rows(lines))
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell is not None), default=0)
    return tuple(row[:width] for row in rows)


def _rows(lines: Sequence[Any]) -> Iterator[SourceRow]:
    covered: set[tuple[int, int]] = set()
    for number, line in enumerate(lines):
        row: list[str | None] = []
        for cell in line.iter():
            if cell.tag not in ("td", "th"):
                continue
            while (number, len(row)) in covered:
                row.append(None)
            across, down = (_span(cell, name) for name in ("colspan", "rowspan"))
            covered |= {(number + below, len(row) + right) for below in range(1, down) for right in range(across)}
            parts = _walk(cell, partial(_text_in_cell, cell=cell), in_cell=True)
            # blanks only where a line or a block ends: Word puts half a number into a span of its own
            row += [tidy("".join(part if isinstance(part, str) else " " for part in parts)), *[None] * (across - 1)]
            if len(row) > WIDEST or len(covered) > 1_000_000:
                raise LimitExceededError(f"表格超过 {WIDEST} 列")
        while (number, len(row)) in covered:
            row.append(None)
        yield tuple(row)


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), WIDEST)) if value.strip().isdecimal() else 1


def _stands_apart(node: Any) -> bool:
    """Whether an element that is no block is set off from what stands beside it all the same, so that no figure goes on in it."""
    style = style_of(node)
    sides = [style.get(f"{name}-{side}", "") for name in ("margin", "padding") for side in ("left", "right")]
    placed = style.get("position") in ("absolute", "fixed") or style.get("float", "none") != "none"
    blocks = re.match(r"block|table|flex|grid|list-item", style.get("display", ""))
    labels_itself = node.attributes.get("aria-hidden") == "true" or node.tag in ("button", "text", "mn")
    return bool(placed or blocks or labels_itself or any(length(side) > 3 for side in sides))


def _text_in_cell(node: Any, cell: Any) -> str | None:
    """What a node of a cell says; None for an element that only holds others.

    What is struck through stays, marked, so that no figure is made of it and what stands beside it.
    """
    if node.tag == "-text":
        return str(node.text(deep=False))
    if node.tag.startswith(("-", "!")) or node.tag in ("style", "iframe", "rp"):
        return ""
    if node.tag == "br":
        return " "
    if (field := _field_text(node, in_cell=True)) is not None:
        return field
    style, text = style_of(node), node.text(strip=True)
    if _is_raised(node, style) and text != cell.text(strip=True):
        return f"[{text}]" if text.isdecimal() else text
    if node.tag in ("s", "strike") or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        return f"~~{text}~~"
    return None


def _is_raised(node: Any, style: Style) -> bool:
    """Whether an element stands above or below the line, or leads to a note."""
    if node.tag in ("sup", "sub"):
        return True
    if _BLOCKS.fullmatch(node.tag):
        return False
    off = style.get("vertical-align", "")
    shifted = style.get("position") == "relative" and any(length(style.get(side, "")) for side in ("top", "bottom"))
    return off in ("super", "sub") or bool(length(off)) or shifted or (node.attributes.get("href") or "").startswith("#")


def _field_text(node: Any, *, in_cell: bool = False) -> str | None:
    """What a person filled in, or reads beside a character; None for what is no field. A list shows its first entry."""
    given = node.attributes
    if node.tag == "input":
        named = " ".join(filter(None, (given.get(name) for name in ("name", "id", "placeholder", "value"))))
        no_text = _NO_TEXT_FIELD.fullmatch(given.get("type") or "text") or (_SEARCH.search(named) and not in_cell)
        return "" if no_text else f"{given.get('value') or ''}"
    if node.tag == "textarea":
        return str(node.text())
    if node.tag == "select":
        chosen = node.css("option[selected]") or node.css("option")[:in_cell]
        return " ".join(option.text(strip=True) for option in chosen)
    return f"（{node.text(strip=True)}）" if node.tag == "rt" else None
