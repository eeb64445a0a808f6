"""Texts → the files of an exact substring index: which documents hold a given string, however long it is.

A string is *frequent* if it occurs so often that a list of its places would be long to read. For a frequent string the
index says which documents hold it. Every other string is found by its places. Each place in the text is listed under
three things: the character there, the longest frequent string after it (a single character, if none is frequent), and
the character after that. So a query is answered in one of three ways:

    it is frequent                      a bit for each document says which hold it
    all of it but its first character   the lists that begin with both stand next to each other
    is frequent
    any other                           it is cut into such pieces; it stands where their places follow each other

No list is longer than MAX_PLACES, so a query reads little however large the portal is, and no text has to be read to
know how many documents hold it. Texts are strings of UTF-16 code units here, as they are in JavaScript: `search.js`
reads what is written here (numbers and strings as in `index_encoding.py`).

    head.bin             varint, for each document: how many blocks of BLOCK places it takes;
                         frequent strings in order: varint how many units as in the one before, label
    <shard>.bin          for each page: label, unit: its first stem, and what follows that
    <shard>-<n>.bin      a page: lists in the order of their stems: unit, varint size, list; or 0 and a new stem: label
    <shard>-f<n>.bin     for STRINGS_PER_FILE frequent strings of the shard, in order: a bit for each document
    stem                 a frequent string or a character, with what stands before it inserted behind its first character

A shard holds all stems whose first unit has the same upper bits, in order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from .index_encoding import bit_list, label, number_list, unit, varint
from .index_layout import END, IndexLayout, Sample, documents_in

MAX_STRING = 64
"""Units of the longest string that may be frequent."""
PAGE_SIZE = 16384
"""Bytes of a page, unless a single list is longer."""
STRINGS_PER_FILE = 8


def strings(units: bytes) -> str:
    """Return units of two bytes as a string with a character for each."""
    if not units:
        return ""
    return "".join(map(chr, memoryview(units).cast("H")))


def count_units(chunks: Iterable[bytes]) -> dict[int, int]:
    """Return how often each unit occurs."""
    counts: Counter[int] = Counter()
    for chunk in chunks:
        counts.update(memoryview(chunk).cast("H"))
    return dict(counts)


def find_frequent_strings(sample: Sample) -> set[str]:
    """Return the strings of two units or more that are frequent."""
    text = strings(b"".join(sample.texts))
    level = {unit for unit, count in Counter(text).items() if count > sample.limit and unit != END}
    places = [at for at, unit in enumerate(text) if unit in level]
    found: set[str] = set()
    for size in range(2, MAX_STRING + 1):
        seen = Counter(text[at : at + size] for at in places if text[at + size - 1] != END)
        level = {string for string, count in seen.items() if count > sample.limit}
        places = [at for at in places if text[at : at + size] in level]
        found |= level
    return found


def make_shard_files(chunks: Iterable[bytes], layout: IndexLayout, shards: Sequence[int]) -> dict[str, bytes]:
    """Return the files of some shards by their names."""
    frequent = frozenset(layout.frequent)
    wanted = frozenset(shards)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    holding: dict[str, set[int]] = defaultdict(set)
    start = 0
    for document, units in enumerate(documents_in(chunks, layout.blocks)):
        text = strings(units)
        for at, here in enumerate(text):
            if here == END or ord(here) >> layout.shift not in wanted:
                continue
            size = 1
            while text[at : at + size + 1] in frequent:
                size += 1
                holding[text[at : at + size]].add(document)
            if text[at - 1] != END:
                places[here + text[at - 1] + text[at + 1 : at + size], text[at + size]].append(start + at - 1)
        start += len(text)
    files: dict[str, bytes] = {}
    for shard, group in groupby(sorted(places), lambda key: ord(key[0][0]) >> layout.shift):
        files |= page_files(shard, ((stem, after, number_list(places[stem, after])) for stem, after in group))
    for shard, names in groupby((name for name in layout.frequent if name in holding), lambda name: ord(name[0]) >> layout.shift):
        files |= bit_files(shard, [bit_list(holding[name], len(layout.blocks)) for name in names])
    return files


def page_files(shard: int, lists: Iterable[tuple[str, str, bytes]]) -> dict[str, bytes]:
    """Return the pages of a shard and the file that says where each begins; lists come with their stems, in order."""
    pages: list[list[bytes]] = []
    firsts: list[bytes] = []
    size, last = PAGE_SIZE + 1, ""
    for stem, after, places in lists:
        entry = unit(after) + varint(len(places)) + places
        if stem != last:
            entry = new_stem(stem) + entry
        size += len(entry)
        if size > PAGE_SIZE:
            pages.append([b"" if stem != last else new_stem(stem)])
            firsts.append(label(stem) + unit(after))
            size = len(entry)
        pages[-1].append(entry)
        last = stem
    bodies = {f"{shard}-{number}.bin": b"".join(page) for number, page in enumerate(pages)}
    return {f"{shard}.bin": b"".join(firsts), **bodies}


def bit_files(shard: int, bits: Sequence[bytes]) -> dict[str, bytes]:
    """Return the files that say which documents hold the frequent strings of a shard."""
    starts = range(0, len(bits), STRINGS_PER_FILE)
    return {f"{shard}-f{number}.bin": b"".join(bits[start : start + STRINGS_PER_FILE]) for number, start in enumerate(starts)}


def new_stem(stem: str) -> bytes:
    """Return the mark of a new stem, which the lists after it have."""
    return b"\0\0" + label(stem)
