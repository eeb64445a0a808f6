"""What a run is given and how it ended: `Project`, `Runtime`, `ActStatement`, `Outcome`; what jobs share: `BuildContext`."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct, msgpack

from ..model.digest import Interned, fingerprint
from ..model.finding import Finding
from ..model.form import Format
from ..model.portal import Settings
from ..model.theme import Theme
from ..system.atomic import Published, Writer
from ..system.cache import Cache


class Held(Struct, frozen=True):
    """What a run holds back: the folders of bodies that stay as they were published, and new reports that wait, by name.

    `files` are those elsewhere that pages of these bodies lead to: they stay as they were published too.
    """

    folders: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is held."""
        return bool(self.folders or self.waiting)


class Project(Struct, frozen=True):
    """Where everything is, and how this run differs from an ordinary build.

    `templates` are the built-in ones, `theme` is the folder whose files replace some of them, there or not.

    A run that is not `complete` leaves out what is made from all reports together: the search index and the combined
    files. `check` needs none of them, and the preview makes them only when somebody asks. A run that is given `today` tells of
    dates that lie after it; a build never is, so that it makes the same of the same content on any day. With `hold` bodies
    with errors stay as they were published; `held` is what a run found that it must hold.

    `shards` is the folder of what is made in shards, each in a folder named as its body's; `shard` is the one that this run
    makes, `joined` are those that it takes.
    """

    content: Path
    templates: Path
    formats: Path
    site: Path
    code: str
    strict: bool = False
    drafts: bool = False
    complete: bool = True
    theme: Path | None = None
    hold: bool = False
    held: Held = Held()
    today: date | None = None
    shards: str = ""
    shard: str = ""
    joined: tuple[str, ...] = ()


class RecentResults:
    """Decoded results of this run and the one before, for a program that builds again and again."""

    def __init__(self) -> None:
        self.previous: dict[str, Any] = {}
        self.current: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """Return the result under a key, None if there is none."""
        return self.current.get(key, self.previous.get(key))

    def begin_run(self) -> None:
        """Begin the next run; results that the run before it did not use are dropped."""
        self.previous, self.current = self.current, {}


class Runtime(Struct):
    """What a run works with: its cache, its workers, on other machines where it `is_remote`, and what shows its progress."""

    cache: Cache
    executor: Executor
    progress: Callable[[str, int, int], None] = lambda what, done, total: None
    recent: RecentResults | None = None
    is_remote: bool = False


def read_cached(runtime: Runtime, key: str, kind: Any) -> Any:
    """Return what the cache has under a key, None unless it is of its kind."""
    try:
        return msgpack.decode(runtime.cache.get_many([key]).get(key, b""), type=kind)
    except MsgspecError:
        return None


class BuildContext(Interned, frozen=True, dict=True):
    """What all jobs of a run share; with its own inputs, all that a job may use."""

    settings: Settings
    forms: tuple[Format, ...]
    theme: Theme
    drafts: bool
    complete: bool
    writer: Writer
    code: str

    @property
    def has_search(self) -> bool:
        """Whether this run makes a search index."""
        return self.complete and "search" in self.settings.publish

    @cached_property
    def key(self) -> str:
        """What stands in all cache keys for the program and for what all jobs share."""
        return fingerprint(self.code, self.theme, self.settings, self.drafts, self.complete, *self.forms)


class ActStatement(Struct, frozen=True):
    """What the person says who publishes: when that is, who, and why."""

    when: str
    who: str = ""
    reason: str = ""


class Outcome(Struct, frozen=True):
    """How a run ended: its findings with their lines, whether one of them stopped it, and what it published if it did.

    `unregistered` is how many changes the register does not know, None where there is no register. `held` is what was left as
    it was published because of errors, each by the name of its body or report; `drafts` is how many reports were left out.
    A site is `remade` whose pages are other than was registered, though no source changed.
    """

    findings: tuple[Finding, ...]
    pages: int = 0
    published: Published | None = None
    stopped: bool = False
    unregistered: int | None = None
    held: tuple[str, ...] = ()
    drafts: int = 0
    remade: bool = False
