"""Promises and what comes of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from .digest import fingerprint


class Outline(Struct, frozen=True):
    """What links need to know of a page: the names of its places and the addresses it points to."""

    ids: frozenset[str]
    links: frozenset[str]


class Written(Struct, frozen=True):
    """A finished page of which part is known already: the `outline` of all but `rest`."""

    body: bytes
    rest: bytes
    outline: Outline


class Page(Struct, frozen=True, omit_defaults=True):
    """A page for people, as sitemap and feeds list it.

    `source` is the content file it shows, if one: such a page can be searched, as one of `body` and, if a report's, of `year`.
    """

    path: str
    title: str
    updated: date | None = None
    source: str = ""
    body: str = ""
    year: int = 0


class Job(Struct, frozen=True):
    """A promised file. `make` sees nothing but `inputs`, so they are all that its bytes depend on.

    With `part_of` its bytes after the first `head` are also a stretch of that file, which all bodies make together
    (see `Whole`); without a `path` they are nothing else.
    """

    path: str
    make: Callable[..., bytes | Written]
    inputs: tuple[Any, ...]
    page: Page | None = None
    part_of: str = ""
    head: int = 0

    def key(self, code: str) -> str:
        """The content address of the result: same code, same inputs, same bytes."""
        return fingerprint(code, self.path, self.make.__module__, self.make.__qualname__, *self.inputs)


class Filed(Struct, frozen=True):
    """The figures of a report, as an input: whoever keeps the promise reads them from its file first.

    `digest` stands for the figures alone, so that a change of prose makes nothing anew.
    """

    path: str
    name: str
    source: str
    digest: str


class Whole(Struct, frozen=True):
    """A promised file that is the work of all bodies: what stands before, between and behind their stretches."""

    path: str
    opening: bytes
    between: bytes
    closing: bytes


class File(Struct, frozen=True, array_like=True):
    """A finished file, known by its digest, and the page that it is, if one."""

    path: str
    digest: str
    page: Page | None = None
