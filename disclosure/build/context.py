"""What a run is given, and how it ended."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct, msgpack

from ..model.finding import Finding
from ..system.atomic import Published
from ..system.cache import Cache


class Project(Struct, frozen=True):
    """Where everything is, and how this run differs from a plain build.

    Not `whole`, it leaves out what is made of all reports together, the search index and the files of all data: a preview
    does without them until somebody asks, and nobody else writes into its folder.
    """

    content: Path
    templates: Path
    formats: Path
    site: Path
    code: str
    strict: bool = False
    drafts: bool = False
    whole: bool = True


class Memory:
    """Results as values, for a program that builds again and again: those of this run and of the last."""

    def __init__(self) -> None:
        self.last: dict[str, Any] = {}
        self.now: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """What is known under a key, None if nothing is."""
        return self.now.get(key, self.last.get(key))

    def turn(self) -> None:
        """Begin the next run; what this one did not use is forgotten after it."""
        self.last, self.now = self.now, {}


class Tools(Struct):
    """What the run works with: a place to remember, workers, and someone to tell how far it is.

    With `memory`, what the last run made is not even decoded again.
    """

    cache: Cache
    executor: Executor
    progress: Callable[[str, int, int], None] = lambda what, done, total: None
    memory: Memory | None = None


def recalled(tools: Tools, key: str, kind: Any) -> Any:
    """What is stored under a key, None unless it is of its kind."""
    try:
        return msgpack.decode(tools.cache.get_many([key]).get(key, b""), type=kind)
    except MsgspecError:
        return None


class Outcome(Struct, frozen=True):
    """How a run ended: its findings with their places, and what it published if it did."""

    findings: tuple[Finding, ...]
    pages: int = 0
    published: Published | None = None
