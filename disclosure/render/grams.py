"""Texts → the files of an exact substring index: which documents hold a given string, whatever its length.

The index is one tree of strings. Every two characters that follow each other anywhere begin a branch; a branch is
carried on, character by character, as long as more than FEW documents share its string. So a string that is asked
for either lies on the tree, and then its documents are known exactly without looking at any text, or leaves it at a
leaf, and then at most FEW texts have to be looked at. That is what makes a frequent word as cheap as a rare one:
no list is ever read only to be cut down.

Branches are spread over shards by their first two characters. What would make a file larger than PAGE moves into
files of its own, like the pages of a B-tree; a node above such pages carries the list of all its documents, so that
they need not be read to know it. `search.js` reads what is written here.

    file    node*                                     nodes in the order of their labels
    node    varint 4 × size of label + kind, label, documents, below
    kind    LEAF     the documents of the string; below it the texts decide
            INNER    the documents where the text ends here; below: varint size, node*; all are the sum
            FULL     all documents; below: varint size, node*
            PAGED    all documents; below: varint number of pages, for each varint page, varint first character
    documents  varint 2 × count + dense; ascending numbers as varints of their differences, or, dense,
               varint first, varint size, and a bit for each document from there
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from itertools import pairwise
from operator import add

from msgspec import Struct

LEAF, INNER, FULL, PAGED = range(4)
FEW = 20
"""Documents that a leaf may hold: as many as are shown at a time, so that looking at their texts costs nothing more."""
PAGE = 6144
WINDOW = 64
"""The deepest branch, in characters. Beyond it a leaf may hold more than FEW."""
END = "\n"
"""Ends every text; folding has left none inside."""


class Corpus(Struct, frozen=True, dict=True):
    """The texts of all documents after each other, each text closed by END, and where each document begins."""

    text: str
    starts: tuple[int, ...]


def corpus(documents: Iterable[Sequence[str]]) -> Corpus:
    """Return the folded texts of documents as one."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for texts in documents:
        starts.append(length)
        piece = "".join(text + END for text in texts)
        pieces.append(piece)
        length += len(piece)
    return Corpus("".join(pieces) + END, tuple(starts))


def shard_of(gram: str, shards: int) -> int:
    """Return where strings that begin with these two characters are found."""
    return (ord(gram[0]) * 40503 + ord(gram[1]) * 30011) % shards


def places(texts: Corpus, wanted: Iterable[int], shards: int) -> dict[int, dict[str, MutableSequence[int]]]:
    """Return, for each wanted shard, every two characters that belong to it and where they stand."""
    found: dict[str, MutableSequence[int]] = defaultdict(lambda: array("I"))
    for place, gram in enumerate(map(add, texts.text, texts.text[1:])):
        found[gram].append(place)
    sorted_out: dict[int, dict[str, MutableSequence[int]]] = {shard: {} for shard in wanted}
    for gram in sorted(found):
        if END not in gram and (shard := shard_of(gram, shards)) in sorted_out:
            sorted_out[shard][gram] = found[gram]
    return sorted_out


def shard_files(texts: Corpus, grams: dict[str, MutableSequence[int]]) -> tuple[bytes, ...]:
    """Return the files of one shard: itself first, then its pages by number from 1."""
    pages: list[bytes] = [b""]
    pages[0] = b"".join(_root(texts, gram, where, pages) for gram, where in grams.items())
    return tuple(pages)


def _root(texts: Corpus, gram: str, where: MutableSequence[int], pages: list[bytes]) -> bytes:
    """The branch of two characters; pages that it needs are added to `pages`."""
    holding = [bisect_right(texts.starts, place) - 1 for place in where]
    documents = sorted(set(holding))
    if len(documents) <= FEW:
        return _head(gram, LEAF) + numbers(documents)
    text = texts.text
    suffixes = [f"{text[place : place + WINDOW]}{END}{chr(document)}" for place, document in zip(where, holding, strict=True)]
    suffixes.sort()
    return _Branch(suffixes, pages).root()


class _Branch:
    """Writes the tree over a sorted list of suffixes, each with the number of its document as last character."""

    def __init__(self, suffixes: list[str], pages: list[bytes]) -> None:
        self.suffixes, self.pages = suffixes, pages

    def root(self) -> bytes:
        """Return the whole branch but for its pages."""
        return self._node(0, len(self.suffixes), 0)[0]

    def _node(self, low: int, high: int, start: int) -> tuple[bytes, bool]:
        """The node of `suffixes[low:high]`, whose label begins at `start`, and whether some of it lies in pages."""
        first = self.suffixes[low]
        documents = sorted({ord(suffix[-1]) for suffix in self.suffixes[low:high]})
        if len(documents) <= FEW:
            return _head(first[start], LEAF) + numbers(documents), False
        depth = start + _alike(first[start:], self.suffixes[high - 1][start:])
        label = first[start:depth]
        if depth == WINDOW:
            return _head(label, LEAF) + numbers(documents), False
        ended, below = self._children(low, high, depth)
        bodies = [body for _, body, _ in below]
        size = sum(map(len, bodies))
        if size > PAGE:
            pages = tuple(self._page_out(below))
            index = b"".join(varint(page) + varint(ord(character)) for character, page in pages)
            return _head(label, PAGED) + numbers(documents) + varint(len(pages)) + index, True
        inside = varint(size) + b"".join(bodies)
        if any(paged for _, _, paged in below):
            return _head(label, FULL) + numbers(documents) + inside, True
        return _head(label, INNER) + numbers(ended) + inside, False

    def _children(self, low: int, high: int, depth: int) -> tuple[list[int], list[tuple[str, bytes, bool]]]:
        """The documents whose text ends at `depth`, and the nodes by their first character."""
        ended: list[int] = []
        below = []
        for start, stop in pairwise((*self._bounds(low, high, depth), high)):
            character = self.suffixes[start][depth]
            if character == END:
                ended = sorted({ord(suffix[-1]) for suffix in self.suffixes[start:stop]})
            else:
                below.append((character, *self._node(start, stop, depth)))
        return ended, below

    def _bounds(self, low: int, high: int, depth: int) -> Iterator[int]:
        """Where in `suffixes[low:high]` the character at `depth` changes, the beginning included."""
        while low < high:
            yield low
            here = self.suffixes[low]
            low = bisect_left(self.suffixes, here[:depth] + chr(ord(here[depth]) + 1), low, high)

    def _page_out(self, below: list[tuple[str, bytes, bool]]) -> Iterator[tuple[str, int]]:
        """Put nodes into new pages, as many into each as it holds; yield each page's first character and number."""
        held: list[bytes] = []
        first, size = below[0][0], 0
        for character, body, _ in below:
            if held and size + len(body) > PAGE:
                yield first, self._page(held)
                held, first, size = [], character, 0
            held.append(body)
            size += len(body)
        yield first, self._page(held)

    def _page(self, bodies: list[bytes]) -> int:
        self.pages.append(b"".join(bodies))
        return len(self.pages) - 1


def _alike(one: str, other: str) -> int:
    """How many characters two suffixes share before either ends."""
    for number, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours or mine == END:
            return number
    raise AssertionError("a suffix without an end")


def _head(label: str, kind: int) -> bytes:
    written = label.encode()
    return varint(4 * len(written) + kind) + written


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
    """Return a list of documents in the shorter of its two writings."""
    differences = map(int.__sub__, ascending, (0, *ascending))
    sparse = varint(2 * len(ascending)) + b"".join(map(varint, differences))
    if not ascending or len(ascending) <= FEW or (ascending[-1] - ascending[0]) // 8 + 8 > len(sparse):
        return sparse
    first = ascending[0]
    dense = bytearray((ascending[-1] - first) // 8 + 1)
    for document in ascending:
        dense[(document - first) >> 3] |= 1 << ((document - first) & 7)
    return varint(2 * len(ascending) + 1) + varint(first) + varint(len(dense)) + dense
