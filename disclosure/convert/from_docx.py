""".docx → Document: every sentence of the body, tables with their spans undone."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..model.finding import Parsed
from .bounds import ROWS, TooMuchError, unsafe_package, within
from .document import Block, Document, Grid, Row, Text, refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr")}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def from_docx(data: bytes, path: str) -> Parsed[Document]:
    """Return what a Word document says: tracked deletions left out, insertions and text boxes kept."""
    if problem := unsafe_package(data, path):
        return problem
    import docx

    try:
        document = docx.Document(BytesIO(data))
        styles = {style.style_id: str(style.name or "") for style in document.styles}
        blocks = within(_blocks(document.element.body, styles))
        title, published = document.core_properties.title or "", ""
    except TooMuchError as error:
        return refused(path, "import.refused", str(error))
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        return refused(
            path, "import.unreadable", f"读不懂这个 Word 文件（{type(error).__name__}）", "用 Word 或 WPS 打开后另存一次"
        )
    return Parsed(Document(blocks, title, published))


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tbl":
            yield Grid(tuple(_rows(child)))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[Text]:
    """A paragraph, cut where its author broke the line; text boxes anchored in it follow."""
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    heading = re.fullmatch(r"(?:heading|标题)\s*(\d)", name, re.IGNORECASE)
    listed = element.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list")
    for line in _text(element).split("\n"):
        if not line.strip():
            continue
        if heading:
            yield Text(line.strip(), "heading", int(heading[1]))
        elif listed:
            yield Text(line.strip(), "item")
        else:
            yield Text(line.strip())


def _text(element: Any) -> str:
    """The text below an element in reading order, breaks as line feeds."""
    out: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            out.append(child.text or "")
        elif child.tag == f"{_W}tab":
            out.append("\t")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            out.append("-")
        elif child.tag == f"{_W}p":
            out.append("\n" + _text(child))
        else:
            out.append(_text(child))
    return "".join(out)


def _rows(table: Any) -> Iterator[Row]:
    lines = table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr | ./w:ins/w:tr")
    if len(lines) > ROWS:
        raise TooMuchError(f"表格超过 {ROWS:,} 行")
    for line in lines:
        row: list[str | None] = [""] * _number(line.find(f"{_W}trPr/{_W}gridBefore"))
        for cell in line.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            covered = merge is not None and merge.get(f"{_W}val") != "restart"
            row.append(None if covered else _text(cell).strip())
            row += [None] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) - 1)
        yield tuple(row)


def _number(element: Any) -> int:
    value = element.get(f"{_W}val") if element is not None else "0"
    return min(int(value), 1000) if value and value.isdecimal() else 0
