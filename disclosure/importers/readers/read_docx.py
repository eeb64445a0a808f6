""".docx → `SourceDocument`: every sentence of the body, tables with their spans undone."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from ..attached_files import FileCollector
from ..colors import WHITE, Color, color_of, same_color
from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock, UnreadableError, unread
from .limits import GRID_ROWS, LimitExceededError, check_package, checked_blocks, drawn_texts
from .numbering import Numbers, value_of
from .numbering import W as _W
from .read_html import read_html
from .read_spreadsheet import read_workbook
from .read_text import read_text

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    _FALLBACK,
    *(f"{_W}{name}" for name in ("del", "moveFrom", "delText", "rPr", "pPr", "tblPr", "sectPr", "sdtPr", "txbxContent")),
}
_TRANSPARENT = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIGNS = {f"{_W}{name}": sign for name, sign in zip(("tab", "ptab", "br", "cr", "noBreakHyphen"), "\t\t\n\n-", strict=True)}
_AROUND = {f"{_M}den": "/{}", f"{_M}sup": "[{}]", f"{_M}sub": "[{}]", f"{_W}p": "\n{}"}
"""What parts a piece of a text from what stands before it."""

_SMALLEST, _NARROWEST = 5, 10
"""Half points of the smallest type that can be seen, and the least width of characters, in percent."""
_UNSEEN_ROW = "./w:trPr/w:hidden | ./w:trPr/w:del | ./w:trPr/w:trHeight[@w:hRule='exact' and number(@w:val) < 60]"


def read_docx(data: bytes) -> SourceDocument:
    """Return what a Word document shows, with its notes, text boxes and embedded files; what it does not show is named."""
    check_package(data)
    import docx

    try:
        document = docx.Document(BytesIO(data))
        reader = _Reader(document)
        blocks = checked_blocks(chain(reader.blocks(document.element.body), reader.footnotes()))
        files = tuple(reader.collector.files)
        said = " ".join(block.text for block in blocks if isinstance(block, TextBlock))
        left = (*reader.left(said), *drawn_texts(data))
        title = document.core_properties.title or ""
        pictures = sum(1 for _ in document.element.body.iter(_PICTURE)) - reader.taken
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        raise UnreadableError(f"读不懂这个 Word 文件（{type(error).__name__}）", "用 Word 或 WPS 打开后另存一次") from error
    return SourceDocument(blocks, title, pictures=pictures, left=left, files=files)


class _Reader:
    """Walks a document, knowing its styles, its numbering and the footnotes met so far."""

    def __init__(self, document: Any) -> None:
        """Take a document that was opened."""
        parts = {relation.reltype.rpartition("/")[2]: relation.target_part for relation in _inside(document.part.rels)}
        self._styles = {style.style_id: style for style in document.styles}
        self._numbers = Numbers(_root(parts.get("numbering")))
        self._parts = document.part.rels
        self._body = document.element.body
        roots = {kind: _root(parts.get(f"{kind}s")) for kind in ("footnote", "endnote", "comment")}
        self._notes = {(kind, note.get(f"{_W}id")): note for kind, root in roots.items() if root is not None for note in root}
        self._cited: list[tuple[str, str]] = []
        self._in_code = 0
        self._unseen: list[str] = []
        self.collector = FileCollector()
        self.taken = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the paragraphs and tables below an element; a text box follows the paragraph that it is anchored in."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
                yield from self._pictures(child)
                for box in _boxes(child):
                    yield from self.blocks(box)
                for key in child.xpath(".//*[local-name()='OLEObject']/@r:id"):
                    yield from self._embedded_blocks(key)
            elif child.tag == f"{_W}altChunk":
                yield from self._embedded_blocks(child.get(f"{_R}id"))
            elif child.tag == f"{_W}tbl" and child.xpath(".//w:tbl[count(.//w:tc) > 1]"):
                # it only arranges the page
                for cell in child.xpath("./w:tr/w:tc | ./w:tr/w:sdt/w:sdtContent/w:tc"):
                    yield from self.blocks(cell)
            elif child.tag == f"{_W}tbl":
                yield GridBlock(tuple(self._rows(child)))
            elif child.tag in _TRANSPARENT:
                yield from self.blocks(child)

    def footnotes(self) -> Iterator[Block]:
        """Yield the footnotes that were cited, in the words by which their marks call them."""
        for number, key in enumerate(self._cited, start=1):
            note = self._notes.get(key)
            if note is not None and (text := self._text(note).strip()):
                yield TextBlock(f"注{number}：{text}")

    def _paragraph(self, element: Any, *, bare: bool = False) -> Iterator[TextBlock]:
        """A paragraph, cut where its author broke the line, with the number that Word puts before it; `bare` without a text."""
        key = value_of(element.find(f"{_W}pPr/{_W}pStyle"))
        style = self._styles.get(key)
        name = str(style.name or "") if style is not None else ""
        heading = re.fullmatch(r"(?:heading|标题)\s*(\d)", name, re.IGNORECASE)
        numbering = element.find(f"{_W}pPr/{_W}numPr")
        if numbering is None and style is not None:
            numbering = style.element.find(f"{_W}pPr/{_W}numPr")
        number = self._numbers.before(numbering, key)
        listed = number == "" or (number is None and name.lower().startswith("list"))
        lines = [line.strip() for line in self._text(element).split("\n") if line.strip()] or [""][: bare and bool(number)]
        for text in (f"{number or ''}{line}" if not place else line for place, line in enumerate(lines)):
            yield TextBlock(text, "heading", int(heading[1])) if heading else TextBlock(text, "item" if listed else "paragraph")

    def _pictures(self, element: Any) -> Iterator[TextBlock]:
        """The pictures of a paragraph, each below it; those of its text boxes come with them."""
        for picture in element.iter(_PICTURE):
            around, key = next(picture.iterancestors(f"{_W}txbxContent", _FALLBACK, f"{_W}p")), picture.get(f"{_R}embed")
            if around is not element or key not in self._parts:
                continue
            described = picture.xpath("ancestor::*[local-name()='drawing']//*[local-name()='docPr']/@descr")
            if shown := self.collector.picture(self._parts[key].target_part.blob, described[0] if described else ""):
                self.taken += 1
                yield TextBlock(shown)

    def _text(self, element: Any) -> str:
        """The text below an element in reading order, breaks as line feeds, its text boxes left out."""
        return "".join(self._piece(child) for child in element if child.tag not in _SKIPPED)

    def _piece(self, child: Any) -> str:
        name = child.tag.rpartition("}")[2]
        if child.tag == f"{_W}fldChar":  # what stands between the first two marks of a field is no text
            kind = child.get(f"{_W}fldCharType")
            self._in_code = 0 if kind == "end" else self._in_code + {"begin": 1, "separate": -1}.get(kind, 0)
            return _chosen(child)
        if name == "instrText":
            return "□" if (child.text or "").strip().upper().startswith("EQ ") else ""
        if name == "t":
            return "" if self._in_code and child.tag == f"{_W}t" else child.text or ""
        if child.tag == f"{_W}r":
            return self._run(child)
        if child.tag in _AROUND:
            return _AROUND[child.tag].format(self._text(child))
        if name in ("footnoteReference", "endnoteReference"):
            note = (name.removesuffix("Reference"), child.get(f"{_W}id"))
            self._cited += [] if note in self._cited else [note]
            return f"[注{self._cited.index(note) + 1}]"
        if child.tag == f"{_W}sym":
            return _symbol(child)
        if child.tag == f"{_W}ruby":
            return "{}（{}）".format(*(self._text(child.find(f"{_W}{part}")) for part in ("rubyBase", "rt")))
        if child.tag == f"{_W}sdt" and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            return ""
        said = _SIGNS.get(child.tag) or self._text(child)
        to_a_note = said.isdecimal() and child.get(f"{_W}anchor") and len(child.xpath("../w:r | ../w:hyperlink")) > 1
        return f"[注{said}]" if to_a_note else said

    def _run(self, run: Any) -> str:
        """A run; raised digits are the mark of a footnote, struck-out ones no figure: neither may join the digits beside it."""
        text = self._text(run)
        if not text.strip():
            return text
        if self._is_unseen(run):
            self._unseen.append(text.strip())
            return ""
        if _is_on(self._property(run, "strike")) or _is_on(self._property(run, "dstrike")):
            return f"~~{text}~~"
        font = self._property(run, "rFonts")
        if font is not None and "dings" in "".join(font.values()):
            return "□"
        raised = value_of(self._property(run, "vertAlign")) in ("superscript", "subscript")
        shifted = value_of(self._property(run, "position")) not in ("", "0")
        return f"[注{text}]" if (raised or shifted) and text.isdecimal() else text

    def _property(self, run: Any, name: str) -> Any:
        """The element of a property that holds for a run: its own, else that of its style or its paragraph's; None for none."""
        own = run.find(f"{_W}rPr/{_W}{name}")
        keys = run.xpath("./w:rPr/w:rStyle/@w:val") + run.xpath("ancestor::w:p[1]/w:pPr/w:pStyle/@w:val")
        for key in () if own is not None else keys:
            style = self._styles.get(key)
            while style is not None:
                if (found := style.element.find(f"{_W}rPr/{_W}{name}")) is not None:
                    return found
                style = style.base_style
        return own

    def _is_unseen(self, run: Any) -> bool:
        """Whether Word does not show a run: it is hidden, too small to see, or has the color of its ground."""
        if any(_is_on(self._property(run, name)) for name in ("vanish", "specVanish", "webHidden")):
            return True
        size, scale = (value_of(self._property(run, name)) for name in ("sz", "w"))
        if (size.isdecimal() and int(size) < _SMALLEST) or (scale.isdecimal() and int(scale) < _NARROWEST):
            return True
        color, ground = color_of(value_of(self._property(run, "color"))), _ground(run)
        return color is not None and ground is not None and same_color(color, ground)

    def _embedded_blocks(self, key: str) -> Iterator[Block]:
        """What a chunk or a workbook says that was put into the document as a file of its own."""
        part: Any = self._parts[key].target_part if key in self._parts else None
        name = str(part.partname).lower() if part is not None else ""
        readers = {"docx": read_docx, "xlsx": read_workbook, "htm": read_html, "html": read_html, "txt": read_text}
        try:
            yield from readers[name.rpartition(".")[2]](part.blob).blocks
        except (KeyError, UnreadableError):
            self._unseen.append(f"嵌入的文件 {name.rpartition('/')[2]}")

    def left(self, said: str) -> Iterator[str]:
        """Yield what is to be said of the parts that were not read; `said` is the text of those that were."""
        yield from unread("看不见的文字", self._unseen, "处")
        yield from unread("艺术字", (one.get("string") or "" for one in self._body.iter(f"{_V}textpath")))
        removed = (*self._body.iter(f"{_W}delText"), *self._body.xpath(".//w:moveFrom//w:t"))
        yield from unread("修订中删去的文字", (one.text or "" for one in removed), "处")
        yield from unread("批注", (self._text(note) for (kind, _), note in self._notes.items() if kind == "comment"), "条")
        for relation in _inside(self._parts):
            kind = {"header": "页眉", "footer": "页脚"}.get(relation.reltype.rpartition("/")[2], "")
            text = self._text(_root(relation.target_part)).strip() if kind else ""
            yield from unread(kind, [text] if re.search(r"[\u4e00-\u9fff]", text) and text not in said else [])

    def _rows(self, table: Any) -> Iterator[SourceRow]:
        lines = table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr | ./w:ins/w:tr")
        hidden = [line for line in lines if line.xpath(_UNSEEN_ROW)]
        self._unseen += [" ".join(self._text(line).split()) for line in hidden]
        if len(lines) > GRID_ROWS:
            raise LimitExceededError(f"表格超过 {GRID_ROWS:,} 行")
        for line in (line for line in lines if line not in hidden):
            row: list[str | None] = [""] * _number(line.find(f"{_W}trPr/{_W}gridBefore"))
            for cell in line.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
                gone, merge, span = (cell.find(f"{_W}tcPr/{_W}{name}") for name in ("cellDel", "vMerge", "gridSpan"))
                covered = merge is not None and merge.get(f"{_W}val") != "restart"
                said = self._cell(cell)
                self._unseen += [said] if covered or gone is not None else []
                row += [] if gone is not None else [None if covered else said, *[None] * (_number(span) - 1)]
            yield tuple(row)

    def _cell(self, cell: Any) -> str:
        """What a cell says: its paragraphs, with the numbers that Word puts before them, and its text boxes."""
        lines = [line.text for one in cell.xpath("./w:p | ./w:sdt/w:sdtContent/w:p") for line in self._paragraph(one, bare=True)]
        inner = [self._text(one) for one in cell.xpath("./*[not(self::w:p or self::w:sdt or self::w:tcPr)]")]
        return "\n".join(text.strip() for text in (*lines, *inner, *map(self._text, _boxes(cell)))).strip()


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored below an element, not those within them; each once, without the copy for old programs."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _number(element: Any) -> int:
    value = value_of(element)
    return min(int(value), 1000) if value.isdecimal() else 0


def _is_on(element: Any) -> bool:
    """Whether a property is switched on."""
    return element is not None and element.get(f"{_W}val") not in ("0", "false", "off")


def _ground(run: Any) -> Color | None:
    """The color behind a run, None for one that can't be told."""
    for path in ("./w:rPr/w:shd", "./w:rPr/w:highlight", "ancestor::w:p[1]/w:pPr/w:shd", "ancestor::w:tc[1]/w:tcPr/w:shd"):
        for shade in run.xpath(path):
            said = shade.get(f"{_W}fill") or value_of(shade)
            if said not in ("auto", "none", "clear", "nil"):
                return color_of(said)
    return WHITE


def _symbol(element: Any) -> str:
    """A character that Word writes as the number of a sign in a font: the digits of Symbol, the circled ones of Wingdings."""
    code = int(element.get(f"{_W}char") or "0", 16) & 0xFF
    if "wingdings" in (element.get(f"{_W}font") or "").lower():
        circled = code - (0x80 if code < 0x8B else 0x8B)
        return chr(0x245F + circled) if 0x80 < code < 0x96 and circled else "□"
    return chr(code) if 0x20 <= code < 0x7F else "□"


def _chosen(element: Any) -> str:
    """The entry that was chosen from a list in a form; "" for what is no list."""
    entries = [entry.get(f"{_W}val") or "" for entry in element.iter(f"{_W}listEntry")]
    result = element.find(f"{_W}ffData/{_W}ddList/{_W}result")
    at = int(result.get(f"{_W}val") or 0) if result is not None else 0
    return entries[at] if at < len(entries) else ""


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
