"""Workbooks filled in: the parts of one that was written once, cut where the workbooks of other reports differ.

The template is the workbook of a report with a sentinel in every cell. What remains to do for another report with the
same rows is putting its figures between the pieces and compressing the parts that these belong to.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import unescape
from itertools import chain, count
from typing import Generic, NamedTuple, TypeVar

from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.report import AuthoredRow, Cell, Report, Table
from .encoded_cells import decode_cell, encode_cell
from .switch import switchable

P = TypeVar("P")
WorkbookParts = Callable[[str, Report, Format], dict[str, bytes]]
PackPart = Callable[[str, bytes], P]
CellText = Callable[[Cell], str]
TableRows = tuple[tuple[str, tuple[AuthoredRow, ...], int], ...]
"""Which tables a report has, each with the rows its author named and their number."""

_STRINGS, _PROPERTIES = "xl/sharedStrings.xml", "docProps/core.xml"
_TITLE, _BODY, _PUBLISHED = "【题】", "【名】", date(1904, 2, 29)
"""Title, body and date of the report that a template is made of."""
_FIRST = 700_000_000_000_000
_CELL = re.compile(r'(<c r="[A-Z]+[0-9]+" s="[0-9]+")><v>7([0-9]{14})</v></c>')
_TITLE_CELL = re.compile(r'(<c r="A1" s="[0-9]+") t="s"><v>[0-9]+</v></c>')
_PROPERTY = re.compile(f"{_TITLE}|{_BODY}|{_PUBLISHED}")
_STRING_TABLE = re.compile('(.* count=")([0-9]+)" uniqueCount="[0-9]+">(.*)</sst>', re.DOTALL)
_STRING = re.compile("<si><t[^>]*>([^<]*)</t></si>")
_UNUSUAL = re.compile("^<r>|_x|.{16384}")
"""Texts that the library does not write as they are."""


@switchable
def workbook(
    body: str, report: Report, form: Format, parts: WorkbookParts, pack: PackPart[P], cell_text: CellText
) -> tuple[P, ...] | None:
    """Return the packed parts of a report's workbook; None for one with notes or explanations, or without tables.

    `parts`, `pack` and `cell_text` are what the plain way uses.
    """
    if not report.tables or report.remarks or report.revisions:
        return None
    if not all(text.isprintable() and not _UNUSUAL.search(text) for text in (body, report.title)):
        return None
    words = [encode_cell(cell) for table in report.tables for row in table.rows for cell in row]
    cells = [_cell(word, cell_text) for word in words if word is not None]
    if len(cells) < len(words):
        return None
    rows = tuple((table.key, table.authored, len(table.rows)) for table in report.tables)
    template = _template(DigestKey(form), rows, parts, pack)
    texts = template.texts(body, report, cells)
    return tuple(part or pack(name, texts[name].encode()) for name, part in template.parts.items())


class _Cell(NamedTuple):
    """The text that stands in a cell; where it has none, what follows the cell's address, a number or nothing."""

    text: str
    xml: str


@lru_cache(maxsize=1 << 14)
def _cell(word: str, cell_text: CellText) -> _Cell:
    cell = decode_cell(word)
    assert cell is not None
    return _Cell(cell_text(cell), "/>" if cell.amount is None else f"><v>{cell.amount:.16G}</v></c>")


class _Sheet(NamedTuple):
    """A sheet in pieces: between them stand the title and then the cells of these numbers."""

    pieces: tuple[str, ...]
    cells: tuple[int, ...]


class _Strings(NamedTuple):
    """The table of strings: the headings of a form by their numbers there, in XML, and how often they are used."""

    opening: str
    uses: int
    headings: dict[str, int]
    items: str

    def filled(self, added: Sequence[str], uses: int) -> str:
        """Return the table with the strings of a report, which are used so often."""
        counts = f'{self.opening}{self.uses + uses}" uniqueCount="{len(self.headings) + len(added)}">'
        return f"{counts}{self.items}{''.join(map(_string_item, added))}</sst>"


def _string_item(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<si><t{space}>{_escaped(text)}</t></si>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class WorkbookTemplate(NamedTuple, Generic[P]):
    """The parts of a workbook, None for those that change, which are its sheets, its strings and its properties."""

    parts: dict[str, P | None]
    sheets: dict[str, _Sheet]
    strings: _Strings
    properties: str

    def texts(self, body: str, report: Report, cells: Sequence[_Cell]) -> dict[str, str]:
        """Return the parts that change, by name."""
        strings = dict(self.strings.headings)
        uses = 0

        def use(text: str) -> str:
            nonlocal uses
            uses += 1
            return f' t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'

        texts = {}
        for name, sheet in self.sheets.items():
            filled = [
                use(report.title),
                *(use(cell.text) if cell.text else cell.xml for cell in map(cells.__getitem__, sheet.cells)),
            ]
            texts[name] = "".join(chain.from_iterable(zip(sheet.pieces, (*filled, ""), strict=True)))
        texts[_STRINGS] = self.strings.filled(list(strings)[len(self.strings.headings) :], uses)
        names = {_TITLE: report.title, _BODY: body, str(_PUBLISHED): str(report.published)}
        texts[_PROPERTIES] = _PROPERTY.sub(lambda found: _escaped(names[found[0]]), self.properties)
        return texts


@lru_cache(maxsize=32)
def _template(form: DigestKey[Format], rows: TableRows, parts: WorkbookParts, pack: PackPart[P]) -> WorkbookTemplate[P]:
    """The template of the workbooks of all reports with these tables, and in authored ones these rows."""
    numbers = map(sentinel, count())
    tables = tuple(
        Table(key, tuple(tuple(Cell(next(numbers)) for _ in form.value.tables[key].column_keys) for _ in range(number)), authored)
        for key, authored, number in rows
    )
    written = parts(_BODY, Report("", "", _TITLE, 0, _PUBLISHED, form.value.key, tables, "", ()), form.value)
    texts = {name: part.decode() for name, part in written.items()}
    sheets = {name: _cut_sheet(text) for name, text in texts.items() if name.startswith("xl/worksheets/sheet")}
    changing = (*sheets, _STRINGS, _PROPERTIES)
    packed = {name: None if name in changing else pack(name, part) for name, part in written.items()}
    return WorkbookTemplate(packed, sheets, _cut_strings(texts[_STRINGS], len(sheets)), texts[_PROPERTIES])


def sentinel(number: int) -> Decimal:
    """Return the figure that stands in the cell of this number in a template."""
    return Decimal(_FIRST + number)


def _cut_sheet(text: str) -> _Sheet:
    before, start, rest = _TITLE_CELL.split(text, maxsplit=1)
    found = _CELL.split(rest)
    pieces = (before + start, *map("".join, zip(found[:-1:3], found[1::3], strict=True)), found[-1])
    return _Sheet(pieces, tuple(map(int, found[2::3])))


def _cut_strings(text: str, sheets: int) -> _Strings:
    """Cut the table of strings, in which the title of the template stands last and is used once a sheet."""
    opening, uses, items = _STRING_TABLE.split(text)[1:4]
    *headings, title = map(unescape, _STRING.findall(items))
    assert title == _TITLE
    return _Strings(
        opening, int(uses) - sheets, {heading: number for number, heading in enumerate(headings)}, items.rpartition("<si>")[0]
    )
