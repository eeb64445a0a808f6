"""Texts → the buckets of an exact substring index: which documents hold a given string, however long it is.

A string is *frequent* if it occurs so often that a list of its places would be long to read; the frequent strings are
known to whoever asks. For a frequent string the index says which documents hold it. Every other string is found by its
places. Each place in a text is listed under a *gram*: the character there, the longest frequent string after it (a single
character, if none is), and the character after that. The index is a hash table of these lists: each is in the *bucket* of
the shortest beginning of its gram that is not frequent. So whatever is not frequent begins in one bucket, and no bucket has
more than a limited number of places of it:

    it is frequent      its bucket says which documents hold it
    it is not longer    the lists in its bucket whose grams begin with it
    than the grams
    it is longer        it is cut into grams; it stands where their places follow each other

Documents are indexed in stripes, each for itself: a bucket holds the *entries* of each stripe, one stripe after the other. A
change of a document makes the entries of its stripe anew, and the buckets whose entries differ.

    bucket     for each stripe: varint size, entries
    entries    the frequent strings, then the lists, each in the order of (first character, frequent string, last character)
    frequent   label, varint in how many sections it occurs; for each: varint its number, subset of the blocks in it
    list       label of the gram, varint how many places, these as varints of their differences

Texts are strings of UTF-16 code units here, as they are in JavaScript: `search.js` reads what is written here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from .index_encoding import END, MAX_LABEL, label, number_list, subset, varint
from .stripe_text import StripeText

MAX_STRING = MAX_LABEL - 2
"""Units of the longest string that may be frequent."""
BUCKET_UNITS = 3000
"""Units of text, about, for each bucket: so many that the first hit comes on a slow line within three seconds."""
MIN_PLACES, MAX_PLACES = 1 << 12, 1 << 15
"""A string that occurs oftener than this is frequent: the first in little text, the second in that of 10,000 reports."""


class IndexLayout(Struct, frozen=True):
    """What must be known of all texts to make or read any bucket: there are 2 ** `bits`, and the frequent strings in order."""

    bits: int
    frequent: tuple[str, ...]

    def bucket_of(self, string: str) -> int:
        """Return the bucket of a string: the upper bits of its FNV-1a hash, unit by unit, once more mixed."""
        found = 0x811C9DC5
        for unit in string:
            found = (found ^ ord(unit)) * 0x01000193 & 0xFFFFFFFF
        return ((found ^ found >> 15) * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - self.bits)

    @property
    def buckets(self) -> int:
        """How many buckets there are."""
        return 1 << self.bits


def limit_of(units: int) -> int:
    """Return how often a string may occur in so many units of text without being frequent."""
    return max(MIN_PLACES, min(MAX_PLACES, units >> 11))


def bits_of(units: int) -> int:
    """Return how many bits the numbers of the buckets have for so many units of text."""
    return max(2, (units // BUCKET_UNITS).bit_length() - 1)


def strings(units: bytes) -> str:
    """Return units of two bytes as a string with a character for each."""
    return "".join(map(chr, memoryview(units).cast("H")))


def find_frequent_strings(units: bytes, limit: int) -> set[str]:
    """Return the strings of two units or more that occur oftener than `limit`, none with half of a character."""
    text = strings(units)
    level = {one for one, count in Counter(text).items() if count > limit and one != END and not is_half(one)}
    places = [at for at, one in enumerate(text) if one in level]
    found: set[str] = set()
    for size in range(2, MAX_STRING + 1):
        seen = Counter(text[at : at + size] for at in places if text[at + size - 1] != END and not is_half(text[at + size - 1]))
        level = {string for string, count in seen.items() if count > limit}
        places = [at for at in places if text[at : at + size] in level]
        found |= level
    return found


def is_half(unit: str) -> bool:
    """Whether a unit is half of a character."""
    return "\ud800" <= unit <= "\udfff"


def make_entries(text: StripeText, layout: IndexLayout) -> list[bytes]:
    """Return the entries of a stripe in each bucket."""
    frequent = frozenset(layout.frequent)
    units = strings(text.units)
    reach = _reaches(units, frequent)
    holding: dict[str, dict[int, None]] = defaultdict(dict)
    lists: dict[tuple[int, str, str, str], list[int]] = defaultdict(list)
    for block, first, (start, end) in zip(text.blocks, text.places, text.ranges, strict=True):
        for at in range(start, end):
            past = at + reach[at]
            for stop in range(at + 2, past + 1):
                holding[units[at:stop]][block] = None
            if units[at] == END or units[at + 1] == END or (reach[at] > 1 and units[past] == END):
                continue
            last = at + 1 + reach[at + 1]
            bucket = layout.bucket_of(units[at : past + 1])
            lists[bucket, units[at], units[at + 1 : last], units[last]].append(first + at - start)
    return _joined_by_bucket(holding, lists, text.width, layout)


def _reaches(units: str, frequent: frozenset[str]) -> list[int]:
    """How many units the longest frequent string takes that begins at each place; 1 where none does."""
    found = []
    for at in range(len(units)):
        size = 1
        while units[at : at + size + 1] in frequent:
            size += 1
        found.append(size)
    return found


def _joined_by_bucket(
    holding: Mapping[str, Iterable[int]],
    lists: Mapping[tuple[int, str, str, str], Sequence[int]],
    width: int,
    layout: IndexLayout,
) -> list[bytes]:
    buckets: list[list[bytes]] = [[] for _ in range(layout.buckets)]
    for string in sorted(holding):
        buckets[layout.bucket_of(string)].append(frequent_entry(string, holding[string], width))
    bucket, before = -1, ""
    for key in sorted(lists):
        before = before if key[0] == bucket else ""
        bucket, gram = key[0], "".join(key[1:])
        buckets[bucket] += [label(before, gram), varint(len(lists[key])), number_list(lists[key])]
        before = gram
    return [b"".join(entries) for entries in buckets]


def frequent_entry(string: str, blocks: Iterable[int], width: int) -> bytes:
    """Return which blocks hold a frequent string; a section has `width` blocks."""
    sections: dict[int, list[int]] = defaultdict(list)
    for block in sorted(blocks):
        sections[block // width].append(block % width)
    subsets = (varint(section) + subset(found, width) for section, found in sections.items())
    return label("", string) + varint(len(sections)) + b"".join(subsets)
