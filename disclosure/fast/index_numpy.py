"""The index of many texts made with numpy, arrays instead of loops: the same bytes, some thirty times as fast.

Each function stands beside one of `search/index.py`. It returns None where there is so little text that loading numpy
takes longer than it saves, and where numpy is not installed.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..search.index import MAX_STRING, PAGE_SIZE, bit_files, new_stem
from ..search.index_encoding import label, unit
from ..search.index_layout import BLOCK, BLOCK_BITS, END, IndexLayout, Sample
from .switch import switchable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MIN_UNITS = 1 << 16
"""Units of text from which on loading numpy takes less time than it saves."""
NUMBERS_AT_A_TIME = 1 << 17
"""Numbers that are written at a time: few enough to stay near the processor."""


def is_worthwhile(texts: Sequence[bytes]) -> bool:
    """Whether there is so much text that arrays are quicker, and numpy to make them."""
    return (len(texts) > 1 or sum(map(len, texts)) >= 2 * MIN_UNITS) and find_spec("numpy") is not None


@switchable
def frequent_strings(sample: Sample) -> set[str] | None:
    """Return the strings of two units and more that are frequent."""
    joined = b"".join(sample.texts)
    if not is_worthwhile((joined,)):
        return None
    import numpy as np

    limit = sample.limit
    sampled = np.frombuffer(joined, np.uint16)
    counts = np.bincount(sampled, minlength=1 << 16)
    counts[ord(END)] = 0
    units = np.flatnonzero(counts > limit)
    width = len(units) + 1
    codes = np.zeros(1 << 16, np.int32)
    codes[units] = np.arange(1, width)
    text = codes[sampled]
    at = np.flatnonzero(text)
    nodes = text[at]
    names = ["", *map(chr, units)]
    found: set[str] = set()
    for size in range(1, MAX_STRING):
        inside = at < len(text) - size
        at, nodes = at[inside], nodes[inside]
        after = text[at + size]
        keys = nodes * width + after
        counts = np.bincount(keys, minlength=len(names) * width)
        counts[::width] = 0
        frequent = np.flatnonzero(counts > limit)
        if not len(frequent):
            break
        names = ["", *(names[key // width] + chr(units[key % width - 1]) for key in frequent.tolist())]
        found.update(names[1:])
        renamed = np.zeros(len(counts), np.int32)
        renamed[frequent] = np.arange(1, len(names))
        nodes = renamed[keys]
        kept = np.flatnonzero(nodes)
        at, nodes = at[kept], nodes[kept]
    return found


class StringTree:
    """The frequent strings as a table: from a string and a unit to the string that both make.

    Strings have numbers in their order, single units among them: those that are met at all of the wanted shards,
    and every unit that begins a frequent string.
    """

    def __init__(self, layout: IndexLayout, units: Sequence[int]) -> None:
        import numpy as np

        first, last = units[0], units[-1]
        longer = [name for name in layout.frequent if first <= ord(name[0]) <= last]
        self.names = sorted({*longer, *map(chr, units)})
        self.sizes = np.array([len(name) for name in self.names], np.uint8)
        inner = sorted({unit for name in longer for unit in name})
        self.width = len(inner) + 1
        self.codes = np.zeros(1 << 16, np.int32)
        self.codes[list(map(ord, inner))] = np.arange(1, self.width)
        numbers = {name: number for number, name in enumerate(self.names)}
        self.numbers = np.zeros(1 << 16, np.int32)
        self.numbers[units] = [numbers[chr(unit)] for unit in units]
        self.next = np.full(len(self.names) * self.width, -1, np.int32)
        self.parents = [numbers[name[:-1]] if len(name) > 1 else -1 for name in self.names]
        self.letters = np.zeros((len(self.names), max(map(len, self.names), default=0)), np.uint16)
        for number, name in enumerate(self.names):
            self.letters[number, : len(name)] = list(map(ord, name))
        for name in longer:
            self.next[numbers[name[:-1]] * self.width + self.codes[ord(name[-1])]] = numbers[name]

    def longest(self, text: "Array", at: "Array") -> "Array":
        """Return the number of the longest string that begins at each of these places."""
        import numpy as np

        found = self.numbers[text[at]]
        here, which, places = found, None, at
        while len(places):
            places = places + 1
            here = self.next[here * self.width + self.codes[text[places]]]
            kept = np.flatnonzero(here >= 0)
            here, places = here[kept], places[kept]
            which = kept if which is None else which[kept]
            found[which] = here
        return found


@switchable
def shard_files(chunks: Sequence[bytes], layout: IndexLayout, shards: Sequence[int]) -> dict[str, bytes] | None:
    """Return the files of some neighbouring shards by their names."""
    if not is_worthwhile(chunks):
        return None
    listing = _PlaceLists(layout, shards)
    start = 0
    for chunk in chunks:
        start += listing.add(chunk, start)
    return {**listing.bits(), **listing.pages()}


class _PlaceLists:
    """Collects the places of some shards, and which documents hold their frequent strings."""

    def __init__(self, layout: IndexLayout, shards: Sequence[int]) -> None:
        import numpy as np

        self.layout = layout
        self.low, self.high = shards[0] << layout.shift, (shards[-1] + 1 << layout.shift) - 1
        self.units = np.array(list(map(ord, layout.units)), np.uint16)
        self.ranks = np.zeros(1 << 16, np.uint16)
        self.ranks[self.units] = np.arange(len(self.units))
        own = self.units[(self.units >= self.low) & (self.units <= self.high) & (self.units != ord(END))]
        self.tree = StringTree(layout, own.tolist())
        self.first = np.array([self.tree.numbers[ord(name[0])] for name in self.tree.names], np.int32)
        self.document = np.repeat(np.arange(len(layout.blocks), dtype=np.int32), layout.blocks)
        self.holding = np.zeros((len(self.tree.names), len(layout.blocks)), bool)
        strings = len(self.tree.names)
        deepest = int(np.max(np.arange(strings) - self.first, initial=0)) + 1
        self.sizes = (np.uint64(len(self.units)), np.uint64(deepest), np.uint64(len(self.units)))
        self.place_bits = max(1, (len(self.document) * BLOCK - 1).bit_length())
        self.packed = strings * len(self.units) ** 2 * deepest < 1 << 64 - self.place_bits
        self.keys: list[Array] = []
        self.places: list[Array] = []

    def add(self, chunk: bytes, start: int) -> int:
        """Take up the places of some texts, the first of which begins at `start`; return how many units these are."""
        import numpy as np

        text = np.frombuffer(chunk, np.uint16)
        wanted = text - np.uint16(self.low) <= np.uint16(self.high - self.low)
        if self.low <= ord(END):
            wanted &= text != ord(END)
        at = np.flatnonzero(wanted)
        strings = self.tree.longest(text, at)
        before = text[at - 1]
        after = text[at + self.tree.sizes[strings]]
        at += start
        self.holding.ravel()[strings * np.int64(self.holding.shape[1]) + self.document[at >> BLOCK_BITS]] = True
        inside = np.flatnonzero(before != ord(END))
        at, strings = at[inside] - 1, strings[inside]
        first = self.first[strings]
        keys = first.astype(np.uint64)
        keys *= self.sizes[0]
        keys += self.ranks[before[inside]]
        keys *= self.sizes[1]
        keys += (strings - first).view(np.uint32)
        keys *= self.sizes[2]
        keys += self.ranks[after[inside]]
        places = at.view(np.uint64)
        if self.packed:
            keys <<= self.place_bits
            keys |= places
        else:
            self.places.append(places)
        self.keys.append(keys)
        return len(text)

    def bits(self) -> dict[str, bytes]:
        """Return the files of the frequent strings."""
        import numpy as np

        tree = self.tree
        for number in range(len(tree.names) - 1, -1, -1):
            if tree.sizes[number] > 2:
                self.holding[tree.parents[number]] |= self.holding[number]
        found = np.packbits(self.holding, axis=1, bitorder="little")
        longer = [number for number, name in enumerate(tree.names) if len(name) > 1]
        files: dict[str, bytes] = {}
        for shard, group in groupby(longer, lambda number: ord(tree.names[number][0]) >> self.layout.shift):
            files |= bit_files(shard, [found[number].tobytes() for number in group])
        return files

    def pages(self) -> dict[str, bytes]:
        """Return the lists in pages."""
        import numpy as np

        keys = np.concatenate(self.keys)
        self.keys.clear()
        if self.packed:
            keys.sort()
            places = keys.astype(np.uint32)
            places &= np.uint32((1 << min(32, self.place_bits)) - 1)
            keys >>= self.place_bits
        else:
            order = np.argsort(keys, kind="stable")
            places = np.concatenate(self.places)[order].astype(np.uint32)
            keys = keys[order]
        if not len(keys):
            return {}
        begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        keys = keys[begins]
        numbers = np.diff(places, prepend=np.uint32(0))
        numbers[begins] = places[begins]
        return self._files(keys, begins, numbers)

    def _files(self, keys: "Array", begins: "Array", numbers: "Array") -> dict[str, bytes]:
        """Write the lists: `keys` say of what each is, `begins` where it starts in the places' differences."""
        import numpy as np

        stems, after = np.divmod(keys, self.sizes[2])
        rest, deeper = np.divmod(stems, self.sizes[1])
        first, before = np.divmod(rest, self.sizes[0])
        strings = (first + deeper).astype(np.int64)
        new = np.concatenate(([True], stems[1:] != stems[:-1]))
        sizes = _varint_sizes(numbers)
        lengths = np.add.reduceat(sizes, begins, dtype=np.int64)
        length_sizes = _varint_sizes(lengths)
        stem_sizes = np.where(new, 5 + 2 * self.tree.sizes[strings].astype(np.int64), 0)
        heads = stem_sizes + 2 + length_sizes
        ends = np.cumsum(heads + lengths)
        out = np.zeros(int(ends[-1]), np.uint8)
        _put_lists(out, np.append(begins, len(numbers)), np.cumsum(heads), numbers, sizes)
        at = ends - lengths - length_sizes
        _put_varints(out, at, lengths, length_sizes)
        _put_units(out, at - 2, self.units[after])
        self._put_stems(out, (at - 2 - stem_sizes)[new], strings[new], self.units[before[new]])
        shard = self.tree.letters[strings, 0] >> self.layout.shift
        bounds = np.flatnonzero(np.concatenate(([True], shard[1:] != shard[:-1]))).tolist()
        written = _ListBytes(out.tobytes(), ends, new, self.tree.names, strings, self.units[before], self.units[after])
        files: dict[str, bytes] = {}
        for low, high in pairwise((*bounds, len(ends))):
            files |= written.pages(int(shard[low]), low, high)
        return files

    def _put_stems(self, out: "Array", at: "Array", strings: "Array", before: "Array") -> None:
        """Write what announces each stem."""
        import numpy as np

        sizes = self.tree.sizes[strings]
        out[at + 2] = sizes + 1
        _put_units(out, at + 3, self.tree.letters[strings, 0])
        _put_units(out, at + 5, before)
        for place in range(1, int(np.max(sizes, initial=0))):
            longer = np.flatnonzero(sizes > place)
            _put_units(out, at[longer] + (5 + 2 * place), self.tree.letters[strings[longer], place])


class _ListBytes(NamedTuple):
    """Lists as they are written, one after the other, and of what each is."""

    data: bytes
    ends: "Array"
    new: "Array"
    names: list[str]
    strings: "Array"
    before: "Array"
    after: "Array"

    def pages(self, shard: int, low: int, high: int) -> dict[str, bytes]:
        """Return the files of one shard, which has the lists from `low` to `high`."""
        directory: list[bytes] = []
        files: dict[str, bytes] = {}
        while low < high:
            begin = int(self.ends[low - 1]) if low else 0
            stop = min(high, max(low + 1, int(self.ends.searchsorted(begin + PAGE_SIZE, "right"))))
            string = self.names[self.strings[low]]
            stem = string[0] + chr(self.before[low]) + string[1:]
            head = b"" if self.new[low] else new_stem(stem)
            files[f"{shard}-{len(directory)}.bin"] = head + self.data[begin : int(self.ends[stop - 1])]
            directory.append(label(stem) + unit(chr(self.after[low])))
            low = stop
        return {f"{shard}.bin": b"".join(directory), **files}


def _varint_sizes(numbers: "Array") -> "Array":
    """How many bytes each number takes."""
    import numpy as np

    sizes = np.ones(len(numbers), np.uint8)
    largest = int(np.max(numbers, initial=0))
    for bits in (7, 14, 21, 28):
        if largest >> bits:
            sizes += numbers >= (1 << bits)
    return sizes


def _put_lists(out: "Array", bounds: "Array", heads: "Array", numbers: "Array", sizes: "Array") -> None:
    """Write the numbers of each list behind as many bytes as `heads` says that other things take up to there."""
    import numpy as np

    low, done = 0, 0
    while low < len(heads):
        high = max(low + 1, int(bounds.searchsorted(bounds[low] + NUMBERS_AT_A_TIME, "right")) - 1)
        begin, end = bounds[low], bounds[high]
        size = sizes[begin:end]
        at = np.cumsum(size, dtype=np.int64)
        total = int(at[-1])
        at -= size
        at += np.repeat(heads[low:high] + done, np.diff(bounds[low : high + 1]))
        _put_varints(out, at, numbers[begin:end], size)
        low, done = high, done + total


def _put_varints(out: "Array", at: "Array", numbers: "Array", sizes: "Array") -> None:
    """Write each number at its place."""
    import numpy as np

    for place in range(5):
        out[at] = (numbers & 127) | ((sizes > place + 1) << np.uint8(7))
        longer = np.flatnonzero(sizes > place + 1)
        if not len(longer):
            return
        at, numbers, sizes = at[longer] + 1, numbers[longer] >> 7, sizes[longer]


def _put_units(out: "Array", at: "Array", units: "Array") -> None:
    """Write each unit at its place."""
    out[at] = units & 255
    out[at + 1] = units >> 8
