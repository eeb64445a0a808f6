"""Texts → the files of an exact substring index: which documents hold a given string, whatever its length.

A string is *frequent* when it is met so often that the list of its places would be long to read. Of a frequent string
the index says which documents hold it. Every other string is found by its places: each place of the text is listed
under the character that stands there, the longest frequent string (or single character) that follows it, and the
character after that. So

    a query that is frequent           is answered by a bit for each document;
    one that is not, but all of whose  is the character before a frequent string, and the lists of all that begin so
    characters but the first are       stand together;
    any other                          is laid out in such pieces, and lies where their places follow each other.

No list is longer than a string must be met to be frequent, so a query reads little however large the portal is, and
no text has to be looked at to know how many documents hold it. Texts are strings of UTF-16 code units here, as they
are in JavaScript: `search.js` reads what is written here.

    head.bin             varint, for each document: how many blocks of BLOCK places it takes;
                         frequent strings in order: varint how many units as the one before, label
    <shard>.bin          for each page: label, unit: its first stem, and what follows it
    <shard>-<n>.bin      a page: lists in the order of their stems; unit, varint size, list; or 0 and a new stem: label
    <shard>-f<n>.bin     for EACH frequent strings of the shard, in order: a bit for each document
    label                varint number of units, units of two bytes
    list                 ascending places as varints of their differences
    stem                 a frequent string or a character, with what stands before it put behind its first character

A shard is all stems whose first unit has the same upper bits, and is itself in the order of its stems.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

END = "\n"
"""Begins and ends every text; folding has left none inside."""
LONG = 16384
"""A string met oftener than this is frequent."""
SAMPLE = 1 << 21
"""Units of text that are looked at to know what is frequent; of more text only every so many documents are."""
WINDOW = 64
"""The longest string that is called frequent."""
BLOCK_BITS = 10
BLOCK = 1 << BLOCK_BITS
"""Places of a document begin at a multiple of this, so that a document seldom moves the places of those after it."""
PAGE = 16384
EACH = 8
SHARD_SIZE = 1 << 16
"""Units of text for which there is one shard, if they were all of the same number of characters."""


class Layout(Struct, frozen=True):
    """What must be known of all texts before any file is made.

    `blocks` are how many blocks each document takes, `units` all units there are in order, `frequent` the frequent
    strings in order, and `shift` how many lower bits of a unit don't matter for its shard.
    """

    blocks: tuple[int, ...]
    units: str
    frequent: tuple[str, ...]
    shift: int

    def head_file(self) -> bytes:
        """Return `head.bin`."""
        pieces = [b"".join(map(varint, (len(self.blocks), *self.blocks)))]
        for before, string in pairwise(("", *self.frequent)):
            same = next((n for n, (one, other) in enumerate(zip(before, string, strict=False)) if one != other), len(before))
            pieces.append(varint(same) + label(string[same:]))
        return b"".join(pieces)


def block_text(text: str) -> bytes:
    """Return a document's texts, each ended by END, as units of two bytes: it begins and ends with END and fills blocks."""
    units = (END + text).replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass")
    missing = -len(units) // 2 % BLOCK or (0 if units.endswith(_END) else BLOCK)
    return units + _END * missing


_END = END.encode("utf-16-le")


def strings(units: bytes) -> str:
    """Return units of two bytes as a string with a character for each."""
    if not units:
        return ""
    return "".join(map(chr, memoryview(units).cast("H")))


def documents_in(chunks: Iterable[bytes], blocks: Iterable[int]) -> Iterator[bytes]:
    """Yield the texts of each document; a chunk holds those of several."""
    left = iter(blocks)
    for chunk in chunks:
        start = 0
        while start < len(chunk):
            stop = start + 2 * BLOCK * next(left)
            yield chunk[start:stop]
            start = stop


def unit_counts(chunks: Iterable[bytes]) -> dict[int, int]:
    """Return how often each unit is met."""
    counts: Counter[int] = Counter()
    for chunk in chunks:
        counts.update(memoryview(chunk).cast("H"))
    return dict(counts)


def frequent_strings(sample: Iterable[bytes], limit: int) -> set[str]:
    """Return the strings of two units and more that these texts hold more than `limit` times."""
    texts = [strings(units) for units in sample]
    counts = Counter(unit for text in texts for unit in text)
    level = {unit for unit, count in counts.items() if count > limit and unit != END}
    found: set[str] = set()
    for size in range(2, WINDOW + 1):
        seen = (text[at : at + size] for text in texts for at in range(len(text)) if text[at : at + size - 1] in level)
        level = {string for string, count in Counter(seen).items() if count > limit and len(string) == size and string[-1] != END}
        found |= level
        if not level:
            break
    return found


def shard_files(chunks: Iterable[bytes], layout: Layout, shards: Sequence[int]) -> dict[str, bytes]:
    """Return the files of some shards by their names."""
    frequent = frozenset(layout.frequent)
    wanted = frozenset(shards)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    holding: dict[str, set[int]] = defaultdict(set)
    start = 0
    for document, units in enumerate(documents_in(chunks, layout.blocks)):
        text = strings(units)
        for at, unit in enumerate(text):
            if unit == END or ord(unit) >> layout.shift not in wanted:
                continue
            size = 1
            while text[at : at + size + 1] in frequent:
                size += 1
                holding[text[at : at + size]].add(document)
            if text[at - 1] != END:
                places[unit + text[at - 1] + text[at + 1 : at + size], text[at + size]].append(start + at - 1)
        start += len(text)
    files: dict[str, bytes] = {}
    for shard, group in groupby(sorted(places), lambda key: ord(key[0][0]) >> layout.shift):
        files |= paged(shard, ((stem, after, _list(places[stem, after])) for stem, after in group))
    for shard, names in groupby((name for name in layout.frequent if name in holding), lambda name: ord(name[0]) >> layout.shift):
        files |= bit_files(shard, [_bits(holding[name], len(layout.blocks)) for name in names])
    return files


def _list(places: Sequence[int]) -> bytes:
    return b"".join(map(varint, map(int.__sub__, places, (0, *places))))


def _bits(documents: Iterable[int], number: int) -> bytes:
    found = bytearray((number + 7) // 8)
    for document in documents:
        found[document >> 3] |= 1 << (document & 7)
    return bytes(found)


def paged(shard: int, lists: Iterable[tuple[str, str, bytes]]) -> dict[str, bytes]:
    """Return the pages of a shard and what says where they begin; lists are in order, each with its stem and what follows."""
    pages: list[list[bytes]] = []
    firsts: list[bytes] = []
    size, last = PAGE + 1, ""
    for stem, after, places in lists:
        entry = unit(after) + varint(len(places)) + places
        if stem != last:
            entry = stem_of(stem) + entry
        size += len(entry)
        if size > PAGE:
            pages.append([b"" if stem != last else stem_of(stem)])
            firsts.append(label(stem) + unit(after))
            size = len(entry)
        pages[-1].append(entry)
        last = stem
    bodies = {f"{shard}-{number}.bin": b"".join(page) for number, page in enumerate(pages)}
    return {f"{shard}.bin": b"".join(firsts), **bodies}


def bit_files(shard: int, bits: Sequence[bytes]) -> dict[str, bytes]:
    """Return the files that say which documents hold the frequent strings of a shard."""
    starts = range(0, len(bits), EACH)
    return {f"{shard}-f{number}.bin": b"".join(bits[start : start + EACH]) for number, start in enumerate(starts)}


def unit(character: str) -> bytes:
    """Return one unit as it is written."""
    return ord(character).to_bytes(2, "little")


def label(string: str) -> bytes:
    """Return a string as it is written, its length first."""
    return varint(len(string)) + string.encode("utf-16-le", "surrogatepass")


def stem_of(stem: str) -> bytes:
    """Return what announces that the lists which follow have another stem."""
    return b"\0\0" + label(stem)


def varint(number: int) -> bytes:
    """Return a number in seven bits a byte, the least first, the high bit on all but the last."""
    if number < len(_SMALL):
        return _SMALL[number]
    return bytes((number & 127 | 128,)) + varint(number >> 7)


_SMALL: tuple[bytes, ...] = (
    *(bytes((number,)) for number in range(128)),
    *(bytes((number & 127 | 128, number >> 7)) for number in range(128, 1 << 14)),
)


def numbers(ascending: Sequence[int]) -> bytes:
    """Return a list of documents in the shorter of its two writings.

    Varint 2 × count + dense; ascending numbers as varints of their differences, or, dense, varint first, varint size,
    and a bit for each document from there.
    """
    differences = map(int.__sub__, ascending, (0, *ascending))
    sparse = varint(2 * len(ascending)) + b"".join(map(varint, differences))
    if not ascending or len(ascending) <= 20 or (ascending[-1] - ascending[0]) // 8 + 8 > len(sparse):
        return sparse
    first = ascending[0]
    dense = bytearray((ascending[-1] - first) // 8 + 1)
    for document in ascending:
        dense[(document - first) >> 3] |= 1 << ((document - first) & 7)
    return varint(2 * len(ascending) + 1) + varint(first) + varint(len(dense)) + dense
