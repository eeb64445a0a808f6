"""The index of many texts made with numpy, arrays instead of loops: the same bytes, some thirty times as fast.

`stripe_entries` stands beside `make_entries` of `search/index.py`. It returns None where there is so little text that
loading numpy takes longer than it saves, and where numpy is not installed.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any

from ..search.index import MAX_STRING, IndexLayout
from ..search.index_encoding import END, MAX_SAME, label, subset, varint
from ..search.stripe_text import StripeText
from .switch import switchable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MIN_UNITS = 1 << 16
"""Units of text from which on loading numpy takes less time than it saves."""


def is_worthwhile(units: bytes) -> bool:
    """Whether there is so much text that arrays are quicker, and numpy to make them."""
    return len(units) >= 2 * MIN_UNITS and find_spec("numpy") is not None


@switchable
def stripe_entries(text: StripeText, layout: IndexLayout) -> list[bytes] | None:
    """Return the entries of a stripe in each bucket."""
    if not is_worthwhile(text.units):
        return None
    places = _Places(text, layout)
    found = places.lists()
    for string, entry in places.frequent():
        found[layout.bucket_of(string)].append(entry)
    return [b"".join((*entries[1:], entries[0])) for entries in found]


class _StringTree:
    """The frequent strings as a table: from a string and a unit to the string that both make.

    Strings have numbers in their order, those of a single unit first.
    """

    def __init__(self, frequent: Sequence[str]) -> None:
        import numpy as np

        self.names = [*sorted({name[0] for name in frequent}), *frequent]
        inner = sorted({unit for name in frequent for unit in name})
        self.width = len(inner) + 1
        self.codes = np.zeros(1 << 16, np.int32)
        self.codes[list(map(ord, inner))] = np.arange(1, self.width)
        numbers = {name: number for number, name in enumerate(self.names)}
        self.roots = np.full(1 << 16, -1, np.int32)
        self.next = np.full(len(self.names) * self.width, -1, np.int32)
        self.parents = [numbers.get(name[:-1], -1) for name in self.names]
        for name, number in numbers.items():
            if len(name) == 1:
                self.roots[ord(name)] = number
            else:
                self.next[numbers[name[:-1]] * self.width + self.codes[ord(name[-1])]] = number

    def longest(self, text: "Array") -> tuple["Array", "Array"]:
        """Return how many units the longest string takes that begins at each place, 1 where none does, and its number."""
        import numpy as np

        reach = np.ones(len(text), np.int32)
        found = self.roots[text]
        which = np.flatnonzero(found >= 0)
        here = found[which]
        for size in range(1, MAX_STRING):
            inside = which + size < len(text)
            here, which = here[inside], which[inside]
            here = self.next[here * self.width + self.codes[text[which + size]]]
            kept = np.flatnonzero(here >= 0)
            here, which = here[kept], which[kept]
            found[which] = here
            reach[which] = size + 1
        return reach, found


@lru_cache(maxsize=1)
def _string_tree(frequent: tuple[str, ...]) -> _StringTree:
    return _StringTree(frequent)


class _Places:
    """The places of a stripe, with the longest frequent string at each."""

    def __init__(self, text: StripeText, layout: IndexLayout) -> None:
        import numpy as np

        self.layout, self.width = layout, text.width
        self.units = np.frombuffer(text.units, np.uint16)
        self.tree = _string_tree(layout.frequent)
        self.reach, self.strings = self.tree.longest(self.units)
        ends = (*text.starts[1:], len(self.units))
        sizes = np.array(ends) - np.array(text.starts)
        self.block = np.repeat(np.array(text.blocks, np.int32), sizes)
        self.place = np.arange(len(self.units)) + np.repeat(np.array(text.places) - np.array(text.starts), sizes)

    def frequent(self) -> Iterator[tuple[str, bytes]]:
        """Yield the frequent strings that occur, in order, each with its entry."""
        import numpy as np

        names, blocks = self.tree.names, int(self.block[-1]) // self.width * self.width + self.width
        holding = np.zeros((len(names) + 1, blocks), bool)
        holding[self.strings, self.block] = True
        for number in range(len(names) - 1, -1, -1):
            if self.tree.parents[number] >= 0:
                holding[self.tree.parents[number]] |= holding[number]
        first = sum(1 for parent in self.tree.parents if parent < 0)
        divided = holding[first:-1].reshape(-1, blocks // self.width, self.width)
        counts = divided.sum(axis=2)
        bits = np.packbits(divided, axis=2, bitorder="little")
        for number in np.flatnonzero(counts.any(axis=1)).tolist():
            found = np.flatnonzero(counts[number]).tolist()
            entry = [label("", names[first + number]), varint(len(found))]
            for section in found:
                count = int(counts[number, section])
                if count < bits.shape[2]:
                    entry += [varint(section), subset(np.flatnonzero(divided[number, section]).tolist(), self.width)]
                else:
                    entry += [varint(section), varint(count), bits[number, section].tobytes()]
            yield names[first + number], b"".join(entry)

    def lists(self) -> list[list[bytes]]:
        """Return the lists of each bucket, joined, in a list that entries can be added to."""
        import numpy as np

        at = self._listed()
        buckets = self._buckets(at)
        at, buckets, firsts = self._sorted(at, buckets)
        places = self.place[at]
        numbers = np.diff(places, prepend=0)
        numbers[firsts] = places[firsts]
        sizes = _varint_sizes(numbers)
        bounds = np.append(firsts, len(at))
        counts = np.diff(bounds)
        heads = _Heads(self, at[firsts], buckets[firsts], counts)
        lengths = np.add.reduceat(sizes, firsts, dtype=np.int64) if len(firsts) else np.zeros(0, np.int64)
        ends = np.cumsum(heads.sizes + lengths)
        out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
        heads.put(out, ends - lengths - heads.sizes)
        where = np.cumsum(sizes, dtype=np.int64) - sizes + np.repeat(np.cumsum(heads.sizes), counts)
        _put_varints(out, where, numbers, sizes)
        data = out.tobytes()
        past = np.searchsorted(buckets[firsts], np.arange(self.layout.buckets), "right")
        stops = np.concatenate(([0], np.append(0, ends)[past])).tolist()
        return [[data[start:stop]] for start, stop in pairwise(stops)]

    def _listed(self) -> "Array":
        """The places that are listed: those whose shortest infrequent string lies inside a text."""
        import numpy as np

        inside = self.units != ord(END)
        after = np.append(inside[1:], False)
        at = np.flatnonzero(inside & after)
        reach = self.reach[at]
        listed: Array = at[(reach == 1) | inside[at + reach]]
        return listed

    def _buckets(self, at: "Array") -> "Array":
        """The bucket of each place."""
        import numpy as np

        found = np.full(len(at), 0x811C9DC5, np.uint32)
        reach = self.reach[at]
        which = np.arange(len(at))
        for size in range(int(np.max(reach, initial=0)) + 1):
            found[which] = (found[which] ^ self.units[at[which] + size]) * np.uint32(0x01000193)
            which = which[reach[which] > size]
        found = (found ^ found >> np.uint32(15)) * np.uint32(0x9E3779B1)
        buckets: Array = np.right_shift(found, 32 - self.layout.bits)
        return buckets

    def _sorted(self, at: "Array", buckets: "Array") -> tuple["Array", "Array", "Array"]:
        """Places and their buckets in the order of their grams, and where each gram begins."""
        import numpy as np

        known = np.unique(self.units)
        ranks = np.zeros(1 << 16, np.uint64)
        ranks[known] = np.arange(len(known))
        inner = np.zeros(len(self.tree.names) + 1, np.uint64)  # the last is of a place where no frequent string begins
        if self.tree.names:
            inner[np.argsort(np.array(self.tree.names))] = np.arange(1, len(inner))
        last = at + 1 + self.reach[at + 1]
        before, first, end = (ranks[self.units[place]] for place in (at, at + 1, last))
        columns = [buckets, before, first, inner[self.strings[at + 1]], end]
        sizes = (self.layout.buckets, len(known), len(known), len(inner), len(known))
        if prod(sizes) < 1 << 64:
            columns = [_combined(columns, sizes)]
        order = np.lexsort(columns[::-1])
        new = np.ones(len(at), bool)
        new[1:] = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
        return at[order], buckets[order], np.flatnonzero(new)


def _combined(columns: Sequence["Array"], sizes: Sequence[int]) -> "Array":
    """Return columns of numbers below these sizes as one number each, in the same order."""
    import numpy as np

    found: Array = columns[0].astype(np.uint64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        found = found * np.uint64(size) + column
    return found


class _Heads:
    """What stands before the places of each list: the label of its gram, and how many places there are."""

    def __init__(self, places: _Places, at: "Array", buckets: "Array", counts: "Array") -> None:
        import numpy as np

        self.units, self.at, self.counts = places.units, at, counts
        length = places.reach[at + 1] + 2
        self.same = np.zeros(len(at), np.int64)
        alike = np.flatnonzero(buckets[1:] == buckets[:-1]) + 1
        for size in range(MAX_SAME):
            alike = alike[(length[alike] > size) & (length[alike - 1] > size)]
            alike = alike[self.units[at[alike] + size] == self.units[at[alike - 1] + size]]
            self.same[alike] += 1
        self.more = length - self.same
        self.count_sizes = _varint_sizes(counts)
        self.sizes = 1 + 2 * self.more + self.count_sizes

    def put(self, out: "Array", starts: "Array") -> None:
        """Write them where the lists start."""
        import numpy as np

        out[starts] = self.same << 5 | self.more
        for size in range(int(np.max(self.more, initial=0))):
            longer = np.flatnonzero(self.more > size)
            units = self.units[self.at[longer] + self.same[longer] + size]
            out[starts[longer] + 1 + 2 * size] = units & 255
            out[starts[longer] + 2 + 2 * size] = units >> 8
        _put_varints(out, starts + 1 + 2 * self.more, self.counts, self.count_sizes)


def _varint_sizes(numbers: "Array") -> "Array":
    """How many bytes each number takes."""
    import numpy as np

    sizes = np.ones(len(numbers), np.uint8)
    largest = int(np.max(numbers, initial=0))
    for bits in (7, 14, 21, 28):
        if largest >> bits:
            sizes += numbers >= (1 << bits)
    return sizes


def _put_varints(out: "Array", at: "Array", numbers: "Array", sizes: "Array") -> None:
    """Write each number at its place."""
    import numpy as np

    for place in range(5):
        out[at] = (numbers & 127) | ((sizes > place + 1) << np.uint8(7))
        longer = np.flatnonzero(sizes > place + 1)
        if not len(longer):
            return
        at, numbers, sizes = at[longer] + 1, numbers[longer] >> 7, sizes[longer]
