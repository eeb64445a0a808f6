""".docx → `SourceDocument`: every sentence of the body, tables with their spans undone."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from ...model.finding import Parsed
from ..document import Block, GridBlock, GridRow, SourceDocument, TextBlock, refused
from .limits import ROWS, LimitExceededError, checked_blocks, package_problem
from .numbering import Numbers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    _FALLBACK,
    *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr", "txbxContent")),
}
_TRANSPARENT = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, path: str) -> Parsed[SourceDocument]:
    """Return what a Word document says: tracked deletions left out, insertions, text boxes and footnotes kept."""
    if problem := package_problem(data, path):
        return problem
    import docx

    try:
        document = docx.Document(BytesIO(data))
        reader = _Reader(document)
        blocks = checked_blocks(chain(reader.blocks(document.element.body), reader.footnotes()))
        title = document.core_properties.title or ""
        pictures = sum(1 for _ in document.element.body.iter(_PICTURE))
    except LimitExceededError as error:
        return refused(path, "import.refused", str(error))
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        return refused(
            path, "import.unreadable", f"读不懂这个 Word 文件（{type(error).__name__}）", "用 Word 或 WPS 打开后另存一次"
        )
    return Parsed(SourceDocument(blocks, title, pictures=pictures))


class _Reader:
    """Walks a document, knowing its styles, its numbering and the footnotes met so far."""

    def __init__(self, document: Any) -> None:
        """Take a document that was opened."""
        parts = {relation.reltype.rpartition("/")[2]: relation.target_part for relation in _inside(document.part.rels)}
        self._styles = {style.style_id: style for style in document.styles}
        self._numbers = Numbers(_root(parts.get("numbering")))
        notes = _root(parts.get("footnotes"))
        self._notes = {note.get(f"{_W}id"): note for note in (notes if notes is not None else ())}
        self._cited: list[str] = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the paragraphs and tables below an element; a text box follows the paragraph that it is anchored in."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
                for box in _boxes(child):
                    yield from self.blocks(box)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _TRANSPARENT:
                yield from self.blocks(child)

    def footnotes(self) -> Iterator[Block]:
        """Yield the footnotes that were cited, in the words by which their marks call them."""
        for number, key in enumerate(self._cited, start=1):
            note = self._notes.get(key)
            if note is not None and (text := self._text(note).strip()):
                yield TextBlock(f"注{number}：{text}")

    def _paragraph(self, element: Any) -> Iterator[TextBlock]:
        """A paragraph, cut where its author broke the line, with the number that Word puts before it."""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        known = self._styles.get(style.get(f"{_W}val")) if style is not None else None
        name = str(known.name or "") if known is not None else ""
        heading = re.fullmatch(r"(?:heading|标题)\s*(\d)", name, re.IGNORECASE)
        number = self._numbers.before(self._numbering(element, known), known.style_id if known is not None else "")
        listed = number == "" or (number is None and name.lower().startswith("list"))
        lines = [line.strip() for line in self._text(element).split("\n") if line.strip()]
        for place, line in enumerate(lines):
            text = f"{number or ''}{line}" if not place else line
            if heading:
                yield TextBlock(text, "heading", int(heading[1]))
            else:
                yield TextBlock(text, "item" if listed else "paragraph")

    def _numbering(self, element: Any, style: Any) -> Any:
        """The numbering of a paragraph: its own, else that of its style; None when it has none."""
        own = element.find(f"{_W}pPr/{_W}numPr")
        return own if own is not None or style is None else style.element.find(f"{_W}pPr/{_W}numPr")

    def _text(self, element: Any) -> str:
        """The text below an element in reading order, breaks as line feeds, its text boxes left out."""
        out: list[str] = []
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}r":
                out.append(self._run(child))
            elif child.tag == f"{_W}p":
                out.append("\n" + self._text(child))
            else:
                out.append(_SIGNS.get(child.tag) or self._text(child))
        return "".join(out)

    def _run(self, run: Any) -> str:
        """A run; raised digits are the mark of a footnote, struck-out ones no figure: neither may join the digits beside it."""
        out: list[str] = []
        for child in run:
            if child.tag == f"{_W}t":
                out.append(child.text or "")
            elif child.tag == f"{_W}footnoteReference":
                out.append(self._cite(child.get(f"{_W}id")))
            elif child.tag not in _SKIPPED:
                out.append(_SIGNS.get(child.tag) or self._text(child))
        text = "".join(out)
        if text.strip() and _on(run, "strike", "dstrike"):
            return f"~~{text}~~"
        raised = run.find(f"{_W}rPr/{_W}vertAlign")
        return f"[注{text}]" if raised is not None and raised.get(f"{_W}val") == "superscript" and text.isdecimal() else text

    def _cite(self, key: str) -> str:
        if key not in self._cited:
            self._cited.append(key)
        return f"[注{self._cited.index(key) + 1}]"

    def _table(self, table: Any) -> Iterator[Block]:
        """A table as a grid; one that only arranges the page, with tables of more than one cell in it, as what its cells hold."""
        if any(len(list(inner.iter(f"{_W}tc"))) > 1 for inner in table.iter(f"{_W}tbl") if inner is not table):
            for cell in table.xpath("./w:tr/w:tc | ./w:tr/w:sdt/w:sdtContent/w:tc"):
                yield from self.blocks(cell)
        else:
            yield GridBlock(tuple(self._rows(table)))

    def _rows(self, table: Any) -> Iterator[GridRow]:
        lines = table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr | ./w:ins/w:tr")
        lines = [line for line in lines if line.find(f"{_W}trPr/{_W}del") is None]
        if len(lines) > ROWS:
            raise LimitExceededError(f"表格超过 {ROWS:,} 行")
        for line in lines:
            row: list[str | None] = [""] * _number(line.find(f"{_W}trPr/{_W}gridBefore"))
            for cell in line.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                covered = merge is not None and merge.get(f"{_W}val") != "restart"
                row.append(None if covered else self._cell(cell))
                row += [None] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) - 1)
            yield tuple(row)

    def _cell(self, cell: Any) -> str:
        return "\n".join(self._text(one).strip() for one in (cell, *_boxes(cell))).strip()


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored below an element, not those within them; each once, without the copy for old programs."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _number(element: Any) -> int:
    value = element.get(f"{_W}val") if element is not None else "0"
    return min(int(value), 1000) if value and value.isdecimal() else 0


def _on(run: Any, *names: str) -> bool:
    """Whether one of these properties of a run is switched on."""
    found = (run.find(f"{_W}rPr/{_W}{name}") for name in names)
    return any(one is not None and one.get(f"{_W}val") not in ("0", "false") for one in found)


def _inside(relations: Any) -> Iterator[Any]:
    """The relations of a part that stay within its package: a link elsewhere is never followed."""
    return (relation for relation in relations.values() if not relation.is_external)


def _root(part: Any) -> Any:
    """The XML of a part, None when there is no such part."""
    from docx.oxml import parse_xml

    if part is None:
        return None
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)
