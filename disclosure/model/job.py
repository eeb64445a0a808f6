"""Promises and what comes of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from .stamp import stamp


class Page(Struct, frozen=True):
    """A page for people, as sitemap and feeds list it; `source` is the content file it shows, if one."""

    path: str
    title: str
    updated: date | None = None
    source: str = ""


class Piece(Struct, frozen=True):
    """A stretch of a file. `make` sees nothing but `inputs`, so they are all that its bytes depend on."""

    make: Callable[..., bytes]
    inputs: tuple[Any, ...]

    def key(self, code: str) -> str:
        """The content address of the result: same code, same inputs, same bytes."""
        return _key(code, self.make, self.inputs)


class Job(Struct, frozen=True):
    """A promised file. `make` sees nothing but `inputs`, so they are all that its bytes depend on."""

    path: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    page: Page | None = None

    def key(self, code: str) -> str:
        """The content address of the result: same code, same inputs, same bytes."""
        return _key(code, self.make, self.inputs)

    @property
    def pieces(self) -> tuple["Job | Piece", ...]:
        """What it is put together from: itself alone."""
        return (self,)


class Assembly(Struct, frozen=True):
    """A promised file put together from pieces.

    Each piece is made and remembered by itself and may stand in several files, so a file of all reports costs
    one piece when one report changes, and no memory beyond the pieces.
    """

    path: str
    pieces: tuple[Job | Piece, ...]

    @property
    def page(self) -> None:
        """None: what is put together is no page for people."""
        return


Promise = Job | Assembly


def _key(code: str, make: Callable[..., bytes], inputs: tuple[Any, ...]) -> str:
    return stamp(code, make.__module__, make.__qualname__, *inputs)


class Artifact(Struct, frozen=True):
    """A finished file: its bytes piece by piece, or for an attachment the file they are copied from."""

    path: str
    digest: str
    body: tuple[bytes, ...] = ()
    copy_of: str = ""
    page: Page | None = None
