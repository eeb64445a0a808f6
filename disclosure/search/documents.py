"""The pages that can be found: their texts as they are compared, and the stripes that they are indexed in."""

from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct

from .index_encoding import END
from .page_text import fold_letters, page_texts

FOLDER = "search/"
"""Where the index is published."""
SECTION_END = "\0"
"""Separates the texts of a page's sections; no text has it inside."""
MAX_DOCUMENTS = 128
"""Documents of a stripe, at most, unless all are one body's."""


class OtherPage(Struct, frozen=True, array_like=True):
    """A page of a body that is no report under its year: its title, its path, and its year, 0 for a standing page."""

    title: str
    path: str
    year: int = 0


class SearchBody(Struct, frozen=True, array_like=True):
    """A body that has pages to be found: its name, its folder, the years of its reports, its other pages."""

    name: str
    folder: str
    years: tuple[int, ...]
    others: tuple[OtherPage, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its pages: they are documents in this order."""
        return (*(report_path(self.folder, year) for year in self.years), *(page.path for page in self.others))


def report_path(folder: str, year: int) -> str:
    """Return the page of a body's report under its year."""
    return f"{folder}/{year}.html" if folder else f"{year}.html"


def comparable_text(html: bytes, sections: Sequence[str]) -> bytes:
    """Return the texts of a finished page as they are compared, each once in its section.

    A section's texts are separated by END, sections by SECTION_END; first stands what is in none of the sections.
    """
    found: list[dict[str, None]] = [{} for _ in range(len(sections) + 1)]
    numbers = {section: number for number, section in enumerate(sections, start=1)}
    for section, text in page_texts(html):
        found[numbers.get(section, 0)][fold_letters(text.replace(SECTION_END, "\ufffd"))] = None
    return SECTION_END.join(map(END.join, found)).encode()


def stripes_of(bodies: Sequence[SearchBody]) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of bodies in stripes; which bodies share one follows from hashes of their folders alone."""
    hashes = [_hash(body.folder) for body in bodies]
    numbers = sorted(range(len(bodies)), key=lambda number: (hashes[number], bodies[number].folder))
    return _split(numbers, hashes, [len(body.paths) for body in bodies], 63)


def _split(numbers: Sequence[int], hashes: Sequence[int], sizes: Sequence[int], bit: int) -> tuple[tuple[int, ...], ...]:
    """Put bodies into stripes, by one bit of their hashes after the other where there are too many documents."""
    if len(numbers) < 2 or bit < 0 or sum(sizes[number] for number in numbers) <= MAX_DOCUMENTS:
        return (tuple(numbers),) if numbers else ()
    halves = ([number for number in numbers if hashes[number] >> bit & 1 == half] for half in (0, 1))
    return tuple(stripe for half in halves for stripe in _split(half, hashes, sizes, bit - 1))


def sample_of(paths: Sequence[str]) -> tuple[tuple[int, ...], int]:
    """Return the numbers of the documents that decide the layout of the index, and for how many each of these stands.

    Their hashes choose them, so that most changes of content are in others and leave the layout as it is.
    """
    step = 1
    while len(paths) > MAX_DOCUMENTS * step:
        step *= 2
    return tuple(number for number, path in enumerate(paths) if _hash(path) % step == 0), step


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
