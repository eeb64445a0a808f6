"""ZIP files with the same bytes on any machine (PKWARE APPNOTE 6.3: local headers, the central directory, its end).

A part may be made of pieces that were compressed apart from each other, so that one of them can change alone.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from struct import pack
from typing import NamedTuple
from zlib import DEFLATED, MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

_DATE = 0x21
"""1 January 1980, the date of every part."""
PIECES_END = b"\x03\x00"
"""The empty block that ends a part which is made of pieces (RFC 1951)."""


class ZipPart(NamedTuple):
    """A part of a ZIP file as it is stored: its name, its compressed data, and what a reader checks these by."""

    name: bytes
    data: bytes
    checksum: int
    size: int


class ZipPiece(NamedTuple):
    """A piece of a part: its compressed data, and the checksum and length of what it holds."""

    data: bytes
    checksum: int
    length: int

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.data)


class PartSizes(NamedTuple):
    """What the directory of a ZIP file says of a part: its name, checksum, compressed and full size."""

    name: bytes
    checksum: int
    packed: int
    size: int


def pack_part(name: str, data: bytes) -> ZipPart:
    """Return a part, compressed in the quickest way."""
    packer = compressobj(1, DEFLATED, -MAX_WBITS)
    return ZipPart(name.encode(), packer.compress(data) + packer.flush(), crc32(data), len(data))


def pack_piece(data: bytes) -> ZipPiece:
    """Return a piece, which can stand behind any other of its part."""
    packer = compressobj(6, DEFLATED, -MAX_WBITS)
    return ZipPiece(packer.compress(data) + packer.flush(Z_FULL_FLUSH), crc32(data), len(data))


def joined_checksum(pieces: Iterable[tuple[int, int]]) -> int:
    """Return the checksum of data whose pieces have these checksums and sizes, one behind the other.

    Checksums are remainders of polynomials: the first piece's is moved on by what as many bytes as the second has come to.
    """
    found = 0
    for checksum, size in pieces:
        found = _product(_moved(size), found) ^ checksum
    return found


_DIVISOR = 0xEDB88320
"""That of CRC-32, the highest power of x in the lowest bit."""
_ONE = 1 << 31
"""The polynomial 1: x to the power of 0."""


def _product(one: int, other: int) -> int:
    """The remainder of the product of two polynomials."""
    found, power = 0, _ONE
    while power:
        if one & power:
            found ^= other
        other = other >> 1 ^ (_DIVISOR if other & 1 else 0)
        power >>= 1
    return found


@lru_cache(maxsize=1 << 12)
def _moved(size: int) -> int:
    """The remainder of x to the power of the bits in so many bytes."""
    found = _ONE
    for bit in range(size.bit_length()):
        if size >> bit & 1:
            found = _product(_moved_by_power(bit), found)
    return found


@cache
def _moved_by_power(exponent: int) -> int:
    """The same for a power of two."""
    if not exponent:
        return _ONE >> 8
    half = _moved_by_power(exponent - 1)
    return _product(half, half)


def join_parts(parts: Iterable[ZipPart]) -> bytes:
    """Return the ZIP file of these parts."""
    listed = tuple(parts)
    heads, end = zip_frame([PartSizes(part.name, part.checksum, len(part.data), part.size) for part in listed])
    return b"".join((*(text for head, part in zip(heads, listed, strict=True) for text in (head, part.data)), end))


def zip_frame(parts: Sequence[PartSizes]) -> tuple[list[bytes], bytes]:
    """Return what stands before each of these parts in a ZIP file, and what stands behind them all."""
    heads: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        about = pack("<HHHHHIIIHH", 20, 0, 8, 0, _DATE, part.checksum, part.packed, part.size, len(part.name), 0)
        heads.append(b"".join((b"PK\x03\x04", about, part.name)))
        directory += [b"PK\x01\x02\x14\x00", about, pack("<HHHII", 0, 0, 0, 0, offset), part.name]
        offset += 30 + len(part.name) + part.packed
    size = sum(map(len, directory))
    end = pack("<HHHHIIH", 0, 0, len(parts), len(parts), size, offset, 0)
    return heads, b"".join([*directory, b"PK\x05\x06", end])
