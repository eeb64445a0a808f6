"""The texts of a stripe's documents as one string of units, in blocks whose places are counted apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from .documents import SECTION_END
from .index_encoding import END

SLOT = 32
"""A text begins at a multiple of this in its block, so that a text that changes seldom moves those after it."""
MAX_GROUPS = 8
MIN_SAVED = 2048
"""Units that sharing must save for texts to be a group's."""

Shared = Mapping[tuple[int, str], Sequence[int]]
"""The documents that hold each text of a section."""


class StripeText(Struct, frozen=True):
    """Texts as units of two bytes, each between END; `starts` says where the texts of which block begin, in order.

    The block of a section holds what one document has in it. What the same documents share word for word stands in one
    place, in the block of their group, which counts like a document behind the others; `groups` are the documents of each.
    In section n every block has 2 ** `shifts[n]` places, so a block's first place follows from its number, which is
    section × width + document.
    """

    units: bytes
    blocks: tuple[int, ...]
    starts: tuple[int, ...]
    documents: int
    groups: tuple[tuple[int, ...], ...]
    shifts: tuple[int, ...]

    @property
    def width(self) -> int:
        """How many blocks a section has: one for each document and each group."""
        return self.documents + len(self.groups)

    @property
    def places(self) -> tuple[int, ...]:
        """The first place of each block."""
        bases = tuple(accumulate((self.width << shift for shift in self.shifts), initial=0))
        split = (divmod(block, self.width) for block in self.blocks)
        return tuple(bases[section] + (number << self.shifts[section]) for section, number in split)

    @property
    def ranges(self) -> Iterator[tuple[int, int]]:
        """The first unit and the end of each block."""
        return pairwise((*self.starts, len(self.units) // 2))


def stripe_text(documents: Sequence[bytes]) -> StripeText:
    """Return the texts of a stripe; a document is what `comparable_text` returns of it."""
    holding: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for section, texts in enumerate(document.decode("utf-8", "surrogatepass").split(SECTION_END)):
            for text in texts.split(END) if texts else ():
                holding[section, text].append(number)
    groups = _groups(holding)
    numbers = {group: len(documents) + number for number, group in enumerate(groups)}
    width = len(documents) + len(groups)
    blocks: dict[int, list[bytes]] = defaultdict(list)
    for (section, text), holders in holding.items():
        slots = _slots(text)
        own = numbers.get(tuple(holders)) if len(holders) > 1 else None
        for number in (own,) if own is not None else holders:
            blocks[section * width + number].append(slots)
    pieces = {block: b"".join(blocks[block]) for block in sorted(blocks)}
    starts = tuple(accumulate((len(piece) // 2 for piece in pieces.values()), initial=0))[:-1]
    sizes = [0] * (max(pieces) // width + 1 if pieces else 0)
    for block, piece in pieces.items():
        sizes[block // width] = max(sizes[block // width], len(piece) // 2)
    shifts = tuple(max(size - 1, 0).bit_length() for size in sizes)
    return StripeText(b"".join((*pieces.values(), _END)), tuple(pieces), starts, len(documents), groups, shifts)


def _groups(holding: Shared) -> tuple[tuple[int, ...], ...]:
    """The sets of documents whose texts shorten the index most by standing in one place, those that save most first."""
    saved: dict[tuple[int, ...], int] = defaultdict(int)
    for (_, text), holders in holding.items():
        if len(holders) > 1:
            saved[tuple(holders)] += len(text) * (len(holders) - 1)
    chosen = sorted((-size, group) for group, size in saved.items() if size >= MIN_SAVED)
    return tuple(group for _, group in chosen[:MAX_GROUPS])


def _slots(text: str) -> bytes:
    units = (END + text).encode("utf-16-le", "surrogatepass")
    return units + (_END * (-len(units) // 2 % SLOT) if len(units) > 2 * SLOT else b"")


_END = END.encode("utf-16-le")
