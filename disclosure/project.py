"""What a run is given, and how it ended."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from msgspec import Struct

from .model.finding import Finding
from .shell.cache import Cache
from .shell.publish import Published


class Project(Struct, frozen=True):
    """Where everything is, and how this run differs from a plain build.

    Without `searchable` there is no search index: it is made of all pages, and a preview does without it until it is asked for.
    """

    content: Path
    templates: Path
    formats: Path
    site: Path
    code: str
    strict: bool = False
    drafts: bool = False
    searchable: bool = True


class Tools(Struct):
    """What the run works with: a place to remember, workers, and someone to tell how far it is."""

    cache: Cache
    executor: Executor
    progress: Callable[[str, int, int], None] = lambda what, done, total: None


class Outcome(Struct, frozen=True):
    """How a run ended: its findings with their places, and what it published if it did."""

    findings: tuple[Finding, ...]
    pages: int = 0
    published: Published | None = None
