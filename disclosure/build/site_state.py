"""What is in the site: recorded by each build for the next, so that files that are already there are not made again."""

from collections.abc import Iterable
from functools import cached_property
from time import sleep

from msgspec import Struct, msgpack
from msgspec.structs import replace

from ..model.planned_file import BuiltFile
from ..system.snapshot import MISSING, MTIME_RESOLUTION, FileStat, refresh_snapshot
from .context import Outcome, Project, Runtime, read_cached
from .render import BuiltFiles
from .unchanged import LastBuild, Snapshot, site_key

Pieces = dict[str, tuple[tuple[str, int], ...]]
"""What combined files are made of: digest and size of each piece, in order."""


class _LeftSite(Struct, frozen=True):
    """The site as a build left it: its files with their stats and digests, the pieces of its combined files."""

    files: dict[str, tuple[FileStat, str]]
    pieces: Pieces


class SiteState(Struct, frozen=True, dict=True):
    """What is left of the site as the last build left it: the digests of its files, the pieces of its combined files.

    `stats` are those of all files that are there now.
    """

    digests: dict[str, str]
    pieces: Pieces
    stats: dict[str, FileStat]

    def has_file(self, path: str, digest: str) -> bool:
        """Whether the site has this very file."""
        return self.digests.get(path) == digest

    def has(self, built: BuiltFiles) -> bool:
        """Whether the site has everything that came of a job."""
        return all(self.has_file(file.path, file.digest) for file in built.files) and all(
            (one.combined, one.digest, one.size) in self._pieces for one in built.segments
        )

    @cached_property
    def _pieces(self) -> frozenset[tuple[str, str, int]]:
        """The pieces that can be copied, each with the path of its combined file."""
        return frozenset((path, *piece) for path in self.pieces for piece in self.pieces_of(path))

    def pieces_of(self, path: str) -> tuple[tuple[str, int], ...]:
        """Return the pieces of a combined file, none when it is not as the last build left it."""
        return self.pieces.get(path, ()) if path in self.digests else ()

    def digest_of(self, path: str) -> str | None:
        """Return the digest of a file of the site, None when it is not as the last build left it."""
        return self.digests.get(path)


def read_state(snapshot: Snapshot, project: Project, runtime: Runtime) -> SiteState:
    """Return the site as the last build left it and as the snapshot shows it."""
    left: _LeftSite = read_cached(runtime, site_key("site", project), _LeftSite) or _LeftSite({}, {})
    stats = snapshot.site.stats
    digests = {path: digest for path, (stat, digest) in left.files.items() if stats.get(path) == stat}
    return SiteState(digests, left.pieces, stats)


def save_state(
    snapshot: Snapshot, outcome: Outcome, files: Iterable[BuiltFile], pieces: Pieces, project: Project, runtime: Runtime
) -> None:
    """Record the site and the outcome for the next build; the snapshot was taken before this one.

    Nothing is recorded while a file is missing.
    """
    changed = (*outcome.published.written, *outcome.published.removed) if outcome.published else ()
    if changed and project.complete:
        sleep(MTIME_RESOLUTION / 1e9)  # so that the next change of a file gives it another time
    after = replace(snapshot, site=refresh_snapshot(project.site, snapshot.site, changed))
    left = _LeftSite({file.path: (after.site.stats.get(file.path, MISSING), file.digest) for file in files}, pieces)
    if any(stat == MISSING for stat, _ in left.files.values()):
        return
    fresh = {site_key("site", project): msgpack.encode(left)}
    if after.is_stable and not outcome.held:
        last = LastBuild(after.digest(project), outcome.findings, outcome.pages, outcome.unregistered, outcome.remade)
        fresh[site_key("last build", project)] = msgpack.encode(last)
    runtime.cache.put_many(fresh)
