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


class Job(Struct, frozen=True):
    """A promised file. `make` sees nothing but `inputs`, so they are all that its bytes depend on."""

    path: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    page: Page | None = None

    def key(self, code: str) -> str:
        """The content address of the result: same code, same inputs, same bytes."""
        return stamp(code, self.make.__module__, self.make.__qualname__, *self.inputs)


class Artifact(Struct, frozen=True):
    """A finished file: its bytes, or for an attachment the file they are copied from."""

    path: str
    digest: str
    body: bytes = b""
    copy_of: str = ""
    page: Page | None = None
