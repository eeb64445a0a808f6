"""Workbooks made before, into which figures are put: an XLSX file as pieces, its constant parts already packed.

The workbook is written once by XlsxWriter with a mark in every cell, and cut at the marks. What remains to do for a
report is joining the sheets, packing them, and listing the parts of the file (PKWARE APPNOTE 6.3: local headers,
the central directory, its end).
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from struct import pack
from zlib import DEFLATED, MAX_WBITS, compressobj, crc32

from msgspec import Struct

TITLE, BODY, PUBLISHED = "【题】", "【名】", date(1904, 2, 29)
"""The title, the body and the date that stand in a workbook that is to be cut."""
EXACT = 15
"""Digits that a spreadsheet's number keeps; a longer amount is written as text."""
_FIRST = 700_000_000_000_000
_CELL = re.compile(r'(<c r="[A-Z]+[0-9]+" s="[0-9]+")><v>7([0-9]{14})</v></c>')
_TITLE = re.compile(r'(<c r="A1" s="[0-9]+") t="s"><v>[0-9]+</v></c>')
_DAY = 0x21
"""1 January 1980 as ZIP files say it: the date of every part."""


def marked(number: int) -> Decimal:
    """The figure that stands in the cell of this number in a workbook that is to be cut."""
    return Decimal(_FIRST + number)


class Part(Struct, frozen=True):
    """A part of the file as it is packed, and what a reader checks it by."""

    name: bytes
    packed: bytes
    check: int
    size: int


class Sheet(Struct, frozen=True):
    """A part with gaps between its pieces: the title goes into the first, the cells of these numbers into the others."""

    name: bytes
    pieces: tuple[str, ...]
    cells: tuple[int, ...]


class Mould(Struct, frozen=True):
    """The parts of a workbook in their order: those that never change, the sheets, and the properties as a text."""

    parts: tuple[Part | Sheet | str, ...]

    def filled(self, body: str, title: str, published: date, said: Sequence[str]) -> bytes:
        """The workbook with this title and these figures, in brief."""
        cells = list(map(_cell, said))
        heading = _text(title)
        told = {TITLE: _escaped(title), BODY: _escaped(body), str(PUBLISHED): str(published)}
        found = []
        for part in self.parts:
            if isinstance(part, Sheet):
                pieces = list(part.pieces)
                pieces[1::2] = [heading, *[cells[number] for number in part.cells]]
                found.append(_packed(part.name, "".join(pieces)))
            elif isinstance(part, str):
                found.append(_packed(_PROPERTIES, _PROPERTY.sub(lambda mark: told[mark[0]], part)))
            else:
                found.append(part)
        return zipped(found)


@lru_cache(maxsize=1 << 14)
def _cell(said: str) -> str:
    """What follows the address of a cell: nothing, a number, or a text where a spreadsheet's number would not say all."""
    if not said:
        return "/>"
    number = said.replace(".", "", 1).removeprefix("-")
    exact = number.isdecimal() and len(number.lstrip("0")) <= EXACT
    return f"><v>{said}</v></c>" if exact else _text(said)


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{space}>{_escaped(text)}</t></is></c>'


_PROPERTIES = b"docProps/core.xml"
_PROPERTY = re.compile(f"{TITLE}|{BODY}|{PUBLISHED}")


def mould_of(workbook: bytes) -> Mould:
    """The mould that a marked workbook makes."""
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(workbook)) as file:
        return Mould(tuple(_cut(name.encode(), file.read(name).decode()) for name in file.namelist()))


def _cut(name: bytes, text: str) -> Part | Sheet | str:
    if name == _PROPERTIES:
        return text
    if not name.startswith(b"xl/worksheets/sheet") or not _TITLE.search(text):
        return _packed(name, text.replace(TITLE, ""))
    before, start, rest = _TITLE.split(text, maxsplit=1)
    pieces, cells = [before + start], []
    found = _CELL.split(rest)
    for between, cell, number in zip(found[::3], found[1::3], found[2::3], strict=False):
        pieces += ["", between + cell]
        cells.append(int(number))
    return Sheet(name, (*pieces, "", found[-1]), tuple(cells))


def _packed(name: bytes, text: str) -> Part:
    body = text.encode()
    packer = compressobj(1, DEFLATED, -MAX_WBITS)
    return Part(name, packer.compress(body) + packer.flush(), crc32(body), len(body))


def zipped(parts: Sequence[Part]) -> bytes:
    """A ZIP file of packed parts."""
    found: list[bytes] = []
    listed: list[bytes] = []
    offset = 0
    for part in parts:
        about = pack("<HHHHHIIIHH", 20, 0, 8, 0, _DAY, part.check, len(part.packed), part.size, len(part.name), 0)
        found += [b"PK\x03\x04", about, part.name, part.packed]
        listed += [b"PK\x01\x02\x14\x00", about, pack("<HHHII", 0, 0, 0, 0, offset), part.name]
        offset += 30 + len(part.name) + len(part.packed)
    size = sum(map(len, listed))
    end = pack("<HHHHIIH", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join([*found, *listed, b"PK\x05\x06", end])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
