"""The files that the program plans to publish, and what came of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from .digest import fingerprint


class Page(Struct, frozen=True, omit_defaults=True):
    """A page for people, as sitemap and feeds list it.

    `source` is the content file it shows, if one: such a page can be searched.
    A `superseded` page shows what is no longer so: it is kept, and nothing leads to it but what corrected it.
    """

    path: str
    title: str
    updated: date | None = None
    source: str = ""
    superseded: bool = False


class Outline(Struct, frozen=True):
    """What links need to know of a page: its ids and the addresses it points to."""

    ids: frozenset[str]
    links: frozenset[str]


class SegmentOf(Struct, frozen=True):
    """Which combined file a planned file is also a segment of, all but its first `skip` bytes."""

    combined: str
    skip: int


class PlannedFile(Struct, frozen=True):
    """A file that will be published. `make` sees nothing but `inputs`, so they are all that its bytes depend on."""

    path: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    page: Page | None = None
    segment: SegmentOf | None = None

    def key(self, code: str) -> str:
        """The content address of the result: same code, same inputs, same bytes."""
        return fingerprint(code, self.path, self.make.__module__, self.make.__qualname__, *self.inputs)


class PlannedSegment(Struct, frozen=True):
    """What a report adds to a combined file, and to no file of its own; of an archive, to the part with these `rows`."""

    combined: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    rows: str = ""


class CombinedFile(Struct, frozen=True):
    """A file made of segments from all bodies: what stands before, between and behind these."""

    path: str
    opening: bytes
    between: bytes
    closing: bytes


class ArchivePart(Struct, frozen=True):
    """A part of an archive: what stands before, behind and between the segments with these `rows`, none where it has no `rows`.

    Where these are shared out among several parts, `share` says which of the shares it has.
    """

    name: str
    opening: bytes
    closing: bytes = b""
    rows: str = ""
    share: int = 0
    between: bytes = b""


class CombinedArchive(Struct, frozen=True):
    """A ZIP file, perhaps a workbook, whose parts are made of segments from all bodies."""

    path: str
    parts: tuple[ArchivePart, ...]


class FiguresRef(Struct, frozen=True):
    """The figures of a report, as an input: they are read from its file just before the planned file is made.

    `source` is the digest of that file. `digest` stands for the figures alone, so a change of prose makes nothing anew.
    """

    path: str
    name: str
    source: str
    digest: str


class BuiltFile(Struct, frozen=True, array_like=True):
    """A finished file, known by its digest, and the page that it is, if one."""

    path: str
    digest: str
    page: Page | None = None
