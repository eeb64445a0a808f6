"""Numbers, strings and sets as the files of the index hold them; `search.js` reads them back.

varint      a number in seven bits a byte, the least first, the high bit on all but the last
unit        a UTF-16 code unit in two bytes, the low one first
label       a byte: 32 × how many units are those of the label before, + how many more; these units
subset      of so many things: varint how many; then, where that takes fewer bytes than a bit for each, their numbers
            as varints of the differences; else a bit for each
"""

from collections.abc import Sequence

END = "\n"
"""Begins and ends every text; folding has left none inside."""
MAX_SAME = 7
MAX_LABEL = 31
"""Units of the longest label."""


def varint(number: int) -> bytes:
    """Return a number as a varint."""
    if number < len(_SMALL):
        return _SMALL[number]
    return bytes((number & 127 | 128,)) + varint(number >> 7)


_SMALL: tuple[bytes, ...] = (
    *(bytes((number,)) for number in range(128)),
    *(bytes((number & 127 | 128, number >> 7)) for number in range(128, 1 << 14)),
)


def label(before: str, string: str) -> bytes:
    """Return a string as the label that stands after another one."""
    same = 0
    while same < min(MAX_SAME, len(before), len(string)) and before[same] == string[same]:
        same += 1
    return bytes((same << 5 | len(string) - same,)) + string[same:].encode("utf-16-le", "surrogatepass")


def number_list(ascending: Sequence[int]) -> bytes:
    """Return ascending numbers as varints of their differences."""
    return b"".join(map(varint, map(int.__sub__, ascending, (0, *ascending))))


def subset(ascending: Sequence[int], count: int) -> bytes:
    """Return which of `count` things are meant."""
    if len(ascending) < (count + 7) // 8:
        return varint(len(ascending)) + number_list(ascending)
    return varint(len(ascending)) + bit_list(ascending, count)


def bit_list(numbers: Sequence[int], count: int) -> bytes:
    """Return a bit for each of so many numbers, 1 for those given."""
    found = bytearray((count + 7) // 8)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return bytes(found)
