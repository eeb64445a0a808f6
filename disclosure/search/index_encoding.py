"""Numbers, strings and lists as the files of the index hold them; `search.js` reads them back.

varint      a number in seven bits a byte, the least first, the high bit on all but the last
unit        a UTF-16 code unit in two bytes, the low one first
label       varint number of units, units
list        ascending numbers as varints of their differences
"""

from collections.abc import Iterable, Sequence


def unit(character: str) -> bytes:
    """Return a character as a unit."""
    return ord(character).to_bytes(2, "little")


def label(string: str) -> bytes:
    """Return a string as a label."""
    return varint(len(string)) + string.encode("utf-16-le", "surrogatepass")


def varint(number: int) -> bytes:
    """Return a number as a varint."""
    if number < len(_SMALL):
        return _SMALL[number]
    return bytes((number & 127 | 128,)) + varint(number >> 7)


_SMALL: tuple[bytes, ...] = (
    *(bytes((number,)) for number in range(128)),
    *(bytes((number & 127 | 128, number >> 7)) for number in range(128, 1 << 14)),
)


def number_list(ascending: Sequence[int]) -> bytes:
    """Return ascending numbers as a list."""
    return b"".join(map(varint, map(int.__sub__, ascending, (0, *ascending))))


def bit_list(numbers: Iterable[int], count: int) -> bytes:
    """Return a bit for each of so many numbers, 1 for those given."""
    found = bytearray((count + 7) // 8)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return bytes(found)


def document_list(ascending: Sequence[int]) -> bytes:
    """Return a list of documents in the shorter of two encodings.

    Sparse: varint 2 × count, then the list of numbers. Dense: varint 2 × count + 1, varint first, varint size in bytes,
    a bit for each document from the first on.
    """
    sparse = varint(2 * len(ascending)) + number_list(ascending)
    if len(ascending) <= 20 or (ascending[-1] - ascending[0]) // 8 + 8 > len(sparse):
        return sparse
    first, last = ascending[0], ascending[-1]
    dense = bit_list((document - first for document in ascending), last - first + 1)
    return varint(2 * len(ascending) + 1) + varint(first) + varint(len(dense)) + dense
