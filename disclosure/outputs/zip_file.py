"""ZIP files with the same bytes on any machine (PKWARE APPNOTE 6.3: local headers, the central directory, its end)."""

from collections.abc import Iterable
from struct import pack
from typing import NamedTuple
from zlib import DEFLATED, MAX_WBITS, compressobj, crc32

_DATE = 0x21
"""1 January 1980, the date of every part."""


class ZipPart(NamedTuple):
    """A part of a ZIP file as it is stored: its name, its compressed data, and what a reader checks these by."""

    name: bytes
    data: bytes
    checksum: int
    size: int


def pack_part(name: str, data: bytes) -> ZipPart:
    """Return a part, compressed in the quickest way."""
    packer = compressobj(1, DEFLATED, -MAX_WBITS)
    return ZipPart(name.encode(), packer.compress(data) + packer.flush(), crc32(data), len(data))


def join_parts(parts: Iterable[ZipPart]) -> bytes:
    """Return the ZIP file of these parts."""
    stored: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        about = pack("<HHHHHIIIHH", 20, 0, 8, 0, _DATE, part.checksum, len(part.data), part.size, len(part.name), 0)
        stored += [b"PK\x03\x04", about, part.name, part.data]
        directory += [b"PK\x01\x02\x14\x00", about, pack("<HHHII", 0, 0, 0, 0, offset), part.name]
        offset += 30 + len(part.name) + len(part.data)
    number, size = len(stored) // 4, sum(map(len, directory))
    end = pack("<HHHHIIH", 0, 0, number, number, size, offset, 0)
    return b"".join([*stored, *directory, b"PK\x05\x06", end])
