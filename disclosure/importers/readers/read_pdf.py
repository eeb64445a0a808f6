""".pdf with a text layer → `SourceDocument`: tables from their ruled lines, the rest line by line."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock, UnreadableError, unread
from .limits import CHARACTERS, PAGES, PAGES_OF_WORDS, LimitExceededError, checked_blocks
from .pdf_page import Box, SeenPage, seen_page, text_given

PageParts = tuple[list[Any], list[tuple[Box, GridBlock]]]
"""The lines of a page outside its tables, and its tables with their frames."""

_PAGE_NUMBER = re.compile(r"\s*[-—–－·]*\s*(第\s*)?\d{1,3}(\s*页)?(\s*[/共]\s*\d+\s*页?)?\s*[-—–－·]*\s*")
_BULLET = re.compile(r"(?:[•·●■◆▪◦○▶➢➤\uf000-\uf0ff]|\(cid:\d+\))\s*(?=\S)")
_INDENT = 1.2
"""Characters that a line begins further right than the others when it begins a paragraph."""
_SHORT = 2.2
"""Characters that a line ends before the others when it ends a paragraph."""


def read_pdf(data: bytes) -> SourceDocument:
    """Return the text layer of a PDF; a scan without one is refused as such."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as pdf:
            if len(pdf) > PAGES:
                raise LimitExceededError(f"超过 {PAGES} 页")
            pdf.init_forms()
            comments: list[str] = []
            pages = [seen_page(_with_fields(pdf, number, comments)) for number in range(len(pdf))]
            title = pdf.get_metadata_value("Title")
        blocks = checked_blocks(_pages([_page(page) for page in pages]))
        pictures = sum(page.pictures for page in pages)
    except PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableError("PDF 有密码", "先去掉密码，或另找可以打开的版本") from error
        raise UnreadableError("读不懂这个 PDF", "用阅读器打开后另存一次") from error
    if sum(len(word) for block in blocks for word in block.words) < _FEW:
        what = "是扫描件，没有文字层" if pictures else "没有文字"
        raise UnreadableError(f"PDF {what}", "先做文字识别（OCR）并核对，或找 Word、网页版本", "import.scan")
    left = (*unread("看不见的文字或水印", (page.unseen for page in pages)), *unread("批注", comments))
    return SourceDocument(blocks, title if "报告" in title else "", line_wrapped=True, pictures=pictures, left=left)


def pdf_words(data: bytes) -> tuple[str, int, int]:
    """Return all words of a PDF, also those nobody sees, how many pages they are of, and how many it has.

    There are no words where it has next to none, or can't be read. Tables and layout are left aside: it is far quicker than
    reading the document.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    words: list[str] = []
    read = pages = 0
    try:
        with PdfDocument(data) as document:
            pages = len(document)
            while read < min(pages, PAGES_OF_WORDS) and sum(map(len, words)) <= CHARACTERS:
                words.append(document[read].get_textpage().get_text_range())
                read += 1
    except PdfiumError:
        return "", 0, 0
    text = "\n".join(words)
    return text if len(text) >= _FEW else "", read, pages


_FEW = 20
"""A PDF of fewer characters is a picture of its text."""


def _with_fields(pdf: Any, number: int, comments: list[str]) -> Any:
    """A page with what was filled in or stamped on it as part of it; what was only noted on it is added to `comments`."""
    from pypdfium2 import raw

    page = pdf[number]
    notes = [raw.FPDFPage_GetAnnot(page, n) for n in range(raw.FPDFPage_GetAnnotCount(page))]
    notes = [note for note in notes if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_LINK]
    comments += filter(None, (text_given(raw.FPDFAnnot_GetStringValue, note, b"Contents").strip() for note in notes))
    return pdf[number] if notes and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS else page


def _pages(found: Sequence[PageParts]) -> Iterator[Block]:
    """The blocks of all pages from top to bottom; where lines begin and end is judged over the whole document."""
    measure = _measure([line for lines, _ in found for line in lines])
    for lines, tables in found:
        placed: list[tuple[float, Block]] = [(box[1], grid) for box, grid in tables]
        placed += zip((line["top"] for line in lines), _texts(lines, measure), strict=True)
        yield from (block for _, block in (sorted(placed, key=itemgetter(0)) if tables else placed))


def _page(page: SeenPage) -> PageParts:
    """The lines of a page outside its tables, and its tables with their frames."""
    from pdfplumber.container import Container
    from pdfplumber.table import TableFinder
    from pdfplumber.utils.text import chars_to_textmap

    class ObjectsOnPage(Container):
        """What the library that finds tables asks of a page."""

        objects = page.objects
        bbox = (0, 0, page.width, page.height)

    tables = [found for table in TableFinder(ObjectsOnPage()).tables if (found := _table(table))] if page.objects["line"] else []  # type: ignore[arg-type]
    outside = page.objects["char"]
    for (left, top, right, bottom), _ in tables:
        middles = [((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2, char) for char in outside]
        outside = [char for x, y, char in middles if not (left - 2 <= x <= right + 2 and top <= y <= bottom)]
    lines = chars_to_textmap(outside).extract_text_lines(strip=True, return_chars=True) if outside else []
    numbers = [line for line in lines if _PAGE_NUMBER.fullmatch(line["text"])]
    outer = [line for line in numbers if line["bottom"] < page.height * 0.1 or page.height * 0.88 < line["top"]]
    return [line for line in lines if line not in outer], tables


def _table(table: Any) -> tuple[Box, GridBlock] | None:
    """A ruled table and its box; None for a frame around text. Leading lines of a single cell are text, too."""
    rows: list[SourceRow] = [tuple(cell if cell is None else cell.strip() for cell in row) for row in table.extract()]
    first = next((number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 1), None)
    if first is None:
        return None
    left, _, right, bottom = table.bbox
    return (left, table.rows[first].bbox[1], right, bottom), GridBlock(tuple(rows[first:]))


def _measure(lines: list[Any]) -> tuple[float, float, float]:
    """The size of the type, and where most lines begin and end."""
    if not lines:
        return 1, 0, 0
    size = sorted(line["chars"][0]["size"] for line in lines)[len(lines) // 2]
    left, right = (sorted(line[side] for line in lines) for side in ("x0", "x1"))
    return size, left[len(left) // 10], right[len(right) * 9 // 10]


def _texts(lines: list[Any], measure: tuple[float, float, float]) -> Iterator[TextBlock]:
    """Lines with their breaks judged: one that reaches the right edge goes on in the next, unless that is indented."""
    size, left, right = measure
    hanging = left
    for line, following in zip_longest(lines, lines[1:]):
        bullet = _BULLET.match(line["text"])
        if bullet:
            hanging = next((char["x0"] for char in line["chars"][1:] if char["text"].strip()), left)
        elif line["x0"] - left > _INDENT * size and abs(line["x0"] - hanging) > size / 2:
            hanging = left
        full = right - line["x1"] < _SHORT * size
        edge = min((left, hanging), key=lambda edge: abs(following["x0"] - edge)) if following else left
        begins = following is not None and (following["x0"] - edge > _INDENT * size or bool(_BULLET.match(following["text"])))
        text = line["text"][bullet.end() :] if bullet else line["text"]
        yield TextBlock(text, "item" if bullet else "paragraph", open=full and not begins)
