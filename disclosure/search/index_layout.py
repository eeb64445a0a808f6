"""How the index of a portal's texts is laid out: blocks, frequent strings, shards, and the parts that workers make.

Texts are strings of UTF-16 code units, as they are in JavaScript, and are handled as their bytes, some documents at a
time (a *chunk*).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from .index_encoding import label, varint

END = "\n"
"""Begins and ends every text; folding has left none inside."""
MAX_PLACES = 16384
"""A string that occurs oftener than this is frequent."""
SAMPLE_UNITS = 1 << 21
"""Units of text that decide what is frequent; of more text, every so many documents."""
BLOCK_BITS = 10
BLOCK = 1 << BLOCK_BITS
"""Places of a document begin at a multiple of this, so that a document seldom moves the places of those after it."""
SHARD_UNITS = 1 << 16
"""The more of this there is, in units of text, the more shards."""
PART_PLACES = 3 << 19
"""Places, about, that are listed at a time: their lists are in memory."""


class IndexLayout(Struct, frozen=True):
    """What must be known of all texts before the places of any are listed.

    `blocks` says how many blocks each document takes; `units` are all units that occur and `frequent` the frequent
    strings, both in order; `shift` is how many lower bits of a unit don't matter for its shard; `parts` are all shards
    in groups that can be made apart from each other.
    """

    blocks: tuple[int, ...]
    units: str
    frequent: tuple[str, ...]
    shift: int
    parts: tuple[tuple[int, ...], ...] = ()

    def head_file(self) -> bytes:
        """Return `head.bin`."""
        pieces = [b"".join(map(varint, (len(self.blocks), *self.blocks)))]
        for before, string in pairwise(("", *self.frequent)):
            same = next((n for n, (one, other) in enumerate(zip(before, string, strict=False)) if one != other), len(before))
            pieces.append(varint(same) + label(string[same:]))
        return b"".join(pieces)


def block_text(text: str) -> bytes:
    """Return a document's texts, separated by END, as units that begin and end with END and fill whole blocks."""
    units = (END + text).replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass")
    missing = -len(units) // 2 % BLOCK or (0 if units.endswith(_END) else BLOCK)
    return units + _END * missing


_END = END.encode("utf-16-le")


def documents_in(chunks: Iterable[bytes], blocks: Iterable[int]) -> Iterator[bytes]:
    """Yield the texts of each document; a chunk holds those of several."""
    left = iter(blocks)
    for chunk in chunks:
        start = 0
        while start < len(chunk):
            stop = start + 2 * BLOCK * next(left)
            yield chunk[start:stop]
            start = stop


class Sample(Struct, frozen=True):
    """The texts of some documents; a string that occurs oftener than `limit` in them is frequent."""

    texts: tuple[bytes, ...]
    limit: int


def sample_of(chunks: Iterable[bytes], blocks: tuple[int, ...]) -> Sample:
    """Return every so many documents, about SAMPLE_UNITS in all; in little text less is enough to be frequent."""
    units = BLOCK * sum(blocks)
    step = -(-units // SAMPLE_UNITS) or 1
    limit = max(MAX_PLACES >> 2, min(MAX_PLACES, units >> 10))
    texts = (text for number, text in enumerate(documents_in(chunks, blocks)) if number % step == 0)
    return Sample(tuple(texts), limit // step)


def lay_out(blocks: tuple[int, ...], counts: Mapping[int, int], frequent: Iterable[str]) -> IndexLayout:
    """Return the layout of texts that take so many blocks each; `counts` says how often each unit occurs."""
    shift = max(0, 16 - (BLOCK * sum(blocks) // SHARD_UNITS).bit_length())
    units = "".join(map(chr, sorted({*counts, ord(END)})))
    return IndexLayout(blocks, units, tuple(sorted(frequent)), shift, tuple(_parts(counts, shift)))


def _parts(counts: Mapping[int, int], shift: int) -> Iterator[tuple[int, ...]]:
    """Yield the shards in groups of about PART_PLACES."""
    sizes: dict[int, int] = defaultdict(int)
    for unit, count in counts.items():
        if unit != ord(END):
            sizes[unit >> shift] += count
    part: list[int] = []
    for shard in sorted(sizes):
        if part and sum(sizes[other] for other in (*part, shard)) > PART_PLACES:
            yield tuple(part)
            part = []
        part.append(shard)
    if part:
        yield tuple(part)
