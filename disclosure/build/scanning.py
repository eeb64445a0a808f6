"""The files of the content folder with their digests, those of unchanged files from the cache."""

from functools import partial

from msgspec import msgpack

from ..model.digest import fingerprint
from ..model.report import folder_of, folders_to
from ..parsing.classify import year_in
from ..system.snapshot import FileStat, Folder, FolderSnapshot, scan_folder
from .context import Project, Runtime, read_cached
from .incremental import run_all

NOT_DIGESTED = "unread"
"""The digest of a report that lies outside the shard that a run makes: only its name is used."""


def scan_content(project: Project, runtime: Runtime, snapshot: FolderSnapshot, part: str) -> Folder:
    """Return the files of a snapshot of the content folder, or of a `part` of it, with their digests.

    Other machines don't say what the files are: that they see the same ones is known by the digests that are taken here.
    """
    key = fingerprint(project.code, part, "digests", project.content.resolve().as_posix())
    known = read_cached(runtime, key, dict[str, tuple[FileStat, str]]) or {}
    if project.shard:
        others = (name for name in snapshot.stats if year_in(name) and project.shard not in folders_to(folder_of(name)))
        known = {name: (snapshot.stats[name], NOT_DIGESTED) for name in others}
    map_batches = map if runtime.is_remote else partial(run_all, runtime)
    folder, digests = scan_folder(project.content, snapshot, known, map_batches)
    if digests != known:
        runtime.cache.put_many({key: msgpack.encode(digests)})
    return folder
