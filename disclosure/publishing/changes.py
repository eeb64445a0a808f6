"""What the content says and what the register says is public → what publishing would do."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from .register import ActKind, Register, SourceChange

SourceKind = Literal["report", "page", "attachment", "settings"]


class PublicSource(Struct, frozen=True):
    """A file of the content folder that is public with the site: its name there and its digest, 64 hexadecimal digits.

    Reports have a `year`, the day they were first `published`, and the digest of their `figures`. `body` is the folder of the
    body it belongs to, `title` what people call it. `amended` are the lines that say what it changes in its public version,
    `reasons` what its author says about these.
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


class PendingChange(Struct, frozen=True):
    """What publishing would do to a source; `source` is None for one that is no longer public."""

    change: SourceChange
    source: PublicSource | None = None

    @property
    def act(self) -> ActKind:
        """What is done."""
        return self.change.act


def pending_changes(register: Register, sources: Iterable[PublicSource]) -> tuple[PendingChange, ...]:
    """Return what differs from the register, by name."""
    public = register.public_sources()
    found = [
        PendingChange(_change(source, public.get(source.name)), source)
        for source in sources
        if source.name not in public or public[source.name].source != source.digest or source.name in register.forks
    ]
    return tuple(sorted(found, key=lambda one: one.change.path))


def gone(register: Register, sources: Mapping[str, PublicSource]) -> tuple[SourceChange, ...]:
    """Return what the register says is public and is not among `sources`, by name."""
    return tuple(change for path, change in sorted(register.public_sources().items()) if path not in sources)


def _change(source: PublicSource, public: SourceChange | None) -> SourceChange:
    act: ActKind = "published" if public is None else "corrected" if source.amended else "edited"
    return SourceChange(
        act,
        source.name,
        source.digest,
        figures=source.figures,
        published=source.published,
        was=public.source if public else "",
        reason="；".join(source.reasons),
    )
