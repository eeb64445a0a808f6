"""What the content says and what the register says is public → what publishing would do."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from .register import ActKind, Register, SourceChange

SourceKind = Literal["report", "page", "attachment", "settings"]


class PublicSource(Struct, frozen=True):
    """A file of the content folder that is public with the site: its name there and its digest, 64 hexadecimal digits.

    Reports have a `year`, the day they were first `published`, and the digest of their `figures`. `body` is the folder of the
    body it belongs to, `title` what people call it. `amended` are the lines that say what it changes in its public version,
    `reasons` what its author says about these. `origin` is where it was public before, where that was elsewhere.
    """

    name: str
    digest: str
    kind: SourceKind
    body: str
    title: str
    year: int = 0
    published: str = ""
    figures: str = ""
    amended: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    withdrawn: bool = False
    origin: str = ""


class PendingChange(Struct, frozen=True):
    """What publishing would do to a source.

    `was_withdrawn` says that it is off the site until then, `settles` that two people had published it otherwise.
    """

    change: SourceChange
    source: PublicSource
    was_withdrawn: bool = False
    settles: bool = False

    @property
    def act(self) -> ActKind:
        """What is done."""
        return self.change.act


def pending_changes(register: Register, sources: Iterable[PublicSource]) -> tuple[PendingChange, ...]:
    """Return what differs from the register, by name."""
    found = [
        PendingChange(_change(source, register), source, _is_withdrawn(source.name, register), source.name in register.forks)
        for source in sources
        if source.origin or not register.knows(source.name, source.digest, source.withdrawn)
    ]
    return tuple(sorted(found, key=lambda one: one.change.path))


def gone_files(register: Register, sources: Iterable[PublicSource]) -> Iterator[PendingChange]:
    """Yield the withdrawal of each attachment and each file of settings that is public and is not among the sources."""
    there = {name for source in sources for name in (source.name, source.origin)}
    public = ((name, change) for name, change in register.public_sources.items() if not name.endswith(".md"))
    for name, change in sorted(public):
        if name not in there:
            kind: SourceKind = "settings" if name.endswith(".yml") else "attachment"
            withdrawal = SourceChange("withdrawn", name, change.source, was=change.source)
            yield PendingChange(withdrawal, PublicSource(name, change.source, kind, "", name, withdrawn=True))


def _is_withdrawn(name: str, register: Register) -> bool:
    return register.ends_at(name) and register.current[name].change.act == "withdrawn"


def _change(source: PublicSource, register: Register) -> SourceChange:
    public = register.public_sources.get(source.name)
    origin = source.origin if public is None or register.are_moved_apart(source.origin, source.name) else ""
    before = public or (register.public_sources.get(origin) if origin else None)
    return SourceChange(
        _act(source, public, origin),
        source.name,
        source.digest,
        figures=source.figures,
        published=source.published,
        was=before.source if before else "",
        origin=origin,
        reason="；".join(source.reasons),
    )


def _act(source: PublicSource, public: SourceChange | None, origin: str) -> ActKind:
    if source.withdrawn:
        return "withdrawn"
    if origin:
        return "moved"
    return "published" if public is None else "corrected" if source.amended and source.kind == "report" else "edited"


def rolled_back(register: Register, earlier: Register, reason: str) -> tuple[SourceChange, ...]:
    """Return what rolling back to what was public by an `earlier` state of the register does to each source, by path.

    What was not public then is withdrawn; publishing it again makes it public again.
    """
    now, then = register.public_sources, earlier.public_sources
    found = [
        replace(change, act="rolled_back", was=now[path].source if path in now else "", origin="", reason=reason)
        for path, change in then.items()
        if path not in now or now[path].source != change.source
    ]
    found += [
        replace(change, act="withdrawn", was="", origin="", reason=reason) for path, change in now.items() if path not in then
    ]
    return tuple(sorted(found, key=lambda change: change.path))
