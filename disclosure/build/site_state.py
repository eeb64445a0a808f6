"""What a build keeps in mind for the next one: how everything lies now, and what the site holds."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from time import sleep

from msgspec import Struct, msgpack
from msgspec.structs import replace

from ..model.planned_file import BuiltFile, CombinedFile
from ..outputs.search_page import TEXTS
from ..system.atomic import Stage, Stretch
from ..system.snapshot import MISSING, MTIME_RESOLUTION, FileStat, refresh_snapshot
from .body import Kept, Part
from .context import Outcome, Project, Tools, recalled
from .unchanged import LastBuild, Snapshot, site_key

Wholes = dict[str, tuple[tuple[str, int], ...]]
"""Of what whole files consist: the digest and size of each stretch, in order."""


class Record(Struct, frozen=True, dict=True):
    """The site as the last build left it: files with marks and digests, the stretches of whole files.

    `found` is how it lies there now.
    """

    files: dict[str, tuple[FileStat, str]]
    wholes: Wholes
    found: dict[str, FileStat] = {}

    def keeps(self, path: str, digest: str) -> bool:
        """Whether the site has this very file."""
        return self.files.get(path) == (self.found.get(path), digest)

    def has(self, kept: Kept) -> bool:
        """Whether the site has everything that came of a batch."""
        return (
            all(self.keeps(file.path, file.digest) for file in kept.files)
            and all(self._whole(part.of) and (part.digest, part.size) in self.wholes[part.of] for part in kept.parts)
            and all(text.digest in self.texts for text in kept.texts)
        )

    @cached_property
    def texts(self) -> dict[str, str]:
        """Where the site has the texts that search is made of, by their digests."""
        known = ((path, mark, digest) for path, (mark, digest) in self.files.items() if path.startswith(TEXTS))
        return {digest: path for path, mark, digest in known if self.found.get(path) == mark}

    def _whole(self, path: str) -> bool:
        return path in self.wholes and path in self.files and self.files[path][0] == self.found.get(path)

    def join(self, whole: CombinedFile, parts: Sequence[Part], site: str) -> str:
        """Put a whole file beside the site if it changed, its unchanged stretches taken from the old one; return its digest."""
        known, old = (self.wholes.get(whole.path, ()), self.files[whole.path][1]) if self._whole(whole.path) else ((), "")
        if old and known == tuple((part.digest, part.size) for part in parts):
            return old
        places, start, stage = {}, len(whole.opening), Stage(site)
        for digest, size in known:
            places[digest] = Stretch(f"{site}/{whole.path}", start, size)
            start += size + len(whole.between)
        stretches = [Stretch("", 0, 0, whole.opening)]
        for number, part in enumerate(parts):
            stretches += [Stretch("", 0, 0, whole.between)] if number else []
            stretches.append(places.get(part.digest) or Stretch(stage.part(part.name), 0, part.size))
        return stage.put_whole(whole.path, [*stretches, Stretch("", 0, 0, whole.closing)], old)


def read_record(before: Snapshot, project: Project, tools: Tools) -> Record:
    """The site as the last build left it and as it lay there when this one began."""
    record: Record = recalled(tools, site_key("网站", project), Record) or Record({}, {})
    return replace(record, found=before.site.stats)


def remember(
    before: Snapshot, outcome: Outcome, files: Iterable[BuiltFile], wholes: Wholes, project: Project, tools: Tools
) -> None:
    """Keep in mind how everything lies now, for the next build."""
    changed = (*outcome.published.written, *outcome.published.removed) if outcome.published else ()
    if changed and project.whole:
        sleep(MTIME_RESOLUTION / 1e9)  # so that the next change of a file leaves another mark
    after = replace(before, site=refresh_snapshot(project.site, before.site, changed))
    known = {file.path: (after.site.stats.get(file.path, MISSING), file.digest) for file in files}
    fresh = {site_key("网站", project): msgpack.encode(Record(known, wholes))}
    if after.is_stable:
        state = LastBuild(after.digest(project), outcome.findings, outcome.pages)
        fresh[site_key("结果", project)] = msgpack.encode(state)
    tools.cache.put_many(fresh)
