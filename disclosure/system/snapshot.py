"""A folder → its files. A file whose stat (times, size, inode) is the one that was recorded is not read again."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from ..model.finding import Finding
from ..model.report import Source
from .files import read_source
from .locations import PACKAGE
from .program_cache import cache_file, cached_file

FileStat = tuple[int, int, int, int]
"""What the file system says of a file: modification time and change time in nanoseconds, size, inode number."""

NOT_REGULAR: FileStat = (0, 0, 0, 0)
"""The stat of what is no regular file: a symbolic link, a device."""
MISSING: FileStat = (0, 0, 0, -1)
"""The stat of a file that is not there."""

MTIME_RESOLUTION = 20_000_000
"""Nanoseconds within which a file system may give two changes the same time."""

_TOOL_FOLDER = re.compile(
    r"\.(?:git|hg|svn|bzr|trash.*|recycle.*|history|stversions|sync.*|cache|venv|idea|vscode|obsidian)", re.IGNORECASE
)
"""Hidden folders of version controls, wastebaskets and editors: what they keep of a portal is no part of it."""

_CHUNK = 1 << 20
_DIGEST = re.compile(rb"[0-9a-f]{32}")
_BATCH = 300
"""Files that are worth handing to a worker together."""


class FolderSnapshot(Struct, frozen=True):
    """The stats of all files of a folder by name, sorted, and the time they were taken, in nanoseconds.

    Hidden files are not among them; `hidden` are their names, but for what version controls, wastebaskets and editors keep.
    Nor are files and folders whose names are not UTF-8: `unnamed` are the bytes of these names.
    """

    taken_at: int
    stats: dict[str, FileStat]
    hidden: tuple[str, ...] = ()
    unnamed: tuple[bytes, ...] = ()

    def is_stable(self, stat: FileStat) -> bool:
        """Whether any later change of the file is sure to change its stat."""
        latest = self.taken_at - MTIME_RESOLUTION
        return stat != NOT_REGULAR and stat[0] < latest and stat[1] < latest

    def split_off(self, prefix: str) -> tuple["FolderSnapshot", "FolderSnapshot"]:
        """Return the files whose names begin so, and the snapshot without them."""
        inside = {name: stat for name, stat in self.stats.items() if name.startswith(prefix)}
        others = {name: stat for name, stat in self.stats.items() if name not in inside}
        return FolderSnapshot(self.taken_at, inside), FolderSnapshot(self.taken_at, others, self.hidden, self.unnamed)


class Folder(Struct, frozen=True):
    """What a folder holds, sorted by name: its files, their bytes unread, and what is wrong with the folder."""

    files: tuple[Source, ...]
    findings: tuple[Finding, ...]


KnownDigests = Mapping[str, tuple[FileStat, str]]
"""Digests of files by name, with the stats they had."""


def snapshot_folder(folder: str | Path) -> FolderSnapshot:
    """Return the stats of the files below a folder, hidden files left out; none where there is no folder."""
    taken_at = time.time_ns()
    if not os.path.isdir(folder):
        return FolderSnapshot(taken_at, {})
    stats, hidden, unnamed = _file_stats(os.fspath(folder))
    return FolderSnapshot(taken_at, dict(sorted(stats.items())), tuple(sorted(hidden)), tuple(sorted(unnamed)))


def refresh_snapshot(folder: Path, before: FolderSnapshot, changed: Sequence[str]) -> FolderSnapshot:
    """Return the snapshot of a folder in which only these files were `changed` since the snapshot `before`.

    Changes that others made meanwhile are not in it; the next full snapshot will differ from it there.
    """
    taken_at = time.time_ns()
    unstable = [name for name, stat in before.stats.items() if not before.is_stable(stat)]
    stats = before.stats | {name: file_stat(folder / name) for name in dict.fromkeys((*unstable, *changed))}
    return FolderSnapshot(
        taken_at, dict(sorted((name, stat) for name, stat in stats.items() if stat != MISSING)), before.hidden, before.unnamed
    )


def file_stat(path: str | Path) -> FileStat:
    """Return the stat of a file now."""
    try:
        found = os.lstat(path)
    except OSError:
        return MISSING
    return _file_stat(found) if S_ISREG(found.st_mode) else NOT_REGULAR


def _file_stats(folder: str) -> tuple[dict[str, FileStat], list[str], list[bytes]]:
    """The stats of files by name, the names of hidden files, and those that are not UTF-8."""
    found: dict[str, FileStat] = {}
    hidden: list[str] = []
    unnamed: list[bytes] = []
    left = [("", folder)]
    while left:
        prefix, place = left.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = entry.name
                if not name.isascii() and not _is_text(name):
                    unnamed.append(os.fsencode(prefix + name))
                elif name[0] == ".":
                    hidden += _hidden_names(prefix, entry)
                elif entry.is_file(follow_symlinks=False):
                    found[prefix + name] = _file_stat(entry.stat(follow_symlinks=False))
                elif entry.is_dir(follow_symlinks=False):
                    left.append((f"{prefix}{name}/", entry.path))
                else:
                    found[prefix + name] = NOT_REGULAR
    return found, hidden, unnamed


def _hidden_names(prefix: str, entry: os.DirEntry[str]) -> Iterator[str]:
    """The names of a hidden file, or of all below a hidden folder where people put things; what can't be looked into has none."""
    if entry.is_file(follow_symlinks=False):
        yield prefix + entry.name
    elif entry.is_dir(follow_symlinks=False) and not _TOOL_FOLDER.fullmatch(entry.name):
        begin = len(entry.path) - len(entry.name)
        for folder, below, names in os.walk(entry.path):
            below[:] = (name for name in below if not _TOOL_FOLDER.fullmatch(name))
            there = (name for name in names if _is_text(folder + name) and file_stat(f"{folder}/{name}") > NOT_REGULAR)
            yield from (f"{prefix}{folder[begin:]}/{name}" for name in there)


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8 on the disk."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _irregular_finding(path: str) -> Finding:
    """The finding about what is neither file nor folder."""
    if Path(path).is_symlink():
        hint = f"删去这个链接，把它所指的文件或文件夹复制到 {path}"
        return Finding("file.symlink", "符号链接不会公开，也不会读取", path, hint=hint)
    return Finding("file.symlink", "这是管道之类的特殊文件，里面没有内容，不会公开，也不会读取", path, hint=f"删去 {path}")


def _unnamed_finding(name: bytes, base: str) -> Finding:
    """The finding about a name that is not UTF-8."""
    shown, meant = name.decode(errors="replace"), name.decode("gb18030", errors="replace")
    message = f"文件名不是 UTF-8，读不出来，多半是“{meant}”：没有读取，也不会公开"
    hint = f"改名为“{meant}”；从 Windows 压缩包来的，重新解压：unzip -O GBK 文件.zip"
    return Finding("file.name-encoding", message, f"{base}/{shown}", hint=hint)


def _file_stat(found: os.stat_result) -> FileStat:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


MapBatches = Callable[[Callable[[Sequence[str]], list[str]], Sequence[Sequence[str]]], Iterator[list[str]]]


def scan_folder(
    folder: Path, snapshot: FolderSnapshot, known: KnownDigests, map_batches: MapBatches
) -> tuple[Folder, dict[str, tuple[FileStat, str]]]:
    """Return the files of a folder with their digests, and those digests with the stats they are known by.

    Only files with another stat than in `known` are read, by `map_batches`.
    Symbolic links are reported and not followed. Raises OSError when the machine can't read a file.
    """
    base = folder.as_posix()
    digests = {
        name: known[name][1]
        for name, stat in snapshot.stats.items()
        if name in known and known[name][0] == stat and snapshot.is_stable(stat)
    }
    unknown = [name for name, stat in snapshot.stats.items() if stat != NOT_REGULAR and name not in digests]
    batches = [unknown[start : start + _BATCH] for start in range(0, len(unknown), _BATCH)]
    read = map_batches(_digests, [[f"{base}/{name}" for name in batch] for batch in batches])
    for batch, found in zip(batches, read, strict=True):
        digests |= zip(batch, found, strict=True)
    files = tuple(Source(f"{base}/{name}", name, b"", digests[name]) for name in snapshot.stats if name in digests)
    stats = snapshot.stats
    stable = {name: (stats[name], digest) for name, digest in digests.items() if snapshot.is_stable(stats[name])}
    return Folder(files, unreadable_files(folder, snapshot)), stable


def unreadable_files(folder: Path, snapshot: FolderSnapshot) -> tuple[Finding, ...]:
    """Return the findings about what a folder holds and nobody reads: links, devices, names that are not UTF-8."""
    base = folder.as_posix()
    links = (name for name, stat in snapshot.stats.items() if stat == NOT_REGULAR)
    return (
        *(_irregular_finding(f"{base}/{name}") for name in links),
        *(_unnamed_finding(name, base) for name in snapshot.unnamed),
    )


def read_sources(folder: Path, suffixes: tuple[str, ...], largest: int) -> tuple[Source, ...]:
    """Return the texts of a folder with their bytes, sorted by name: for the few files that a run always reads."""
    base = folder.as_posix()
    stats = snapshot_folder(folder).stats
    names = (name for name, stat in stats.items() if stat != NOT_REGULAR and name.lower().endswith(suffixes))
    return tuple(read_source(f"{base}/{name}", f"{base}/{name}", name, largest) for name in names)


def _digests(paths: Sequence[str]) -> list[str]:
    return [digest_of_file(path) for path in paths]


def digest_of_file(path: str | Path) -> str:
    """Return the digest of a file's bytes, read in pieces; equal to `digest_of` of them all."""
    state = sha256()
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


@cache
def program_digest() -> str:
    """Return the digest of the program that this process runs."""
    return code_digest(PACKAGE)


def code_digest(package: Path) -> str:
    """Return the digest of the program itself: a change in any line of it makes everything anew.

    It is cached under the stats of the program's files, as far as these are sure to tell a change.
    """
    found = snapshot_folder(package)
    stats = {name: stat for name, stat in found.stats.items() if name.endswith(".py")}
    known_by = blake2b(repr((os.fspath(package), stats)).encode(), digest_size=16).hexdigest()
    is_stable = all(map(found.is_stable, stats.values()))
    known = (cached_file("code", known_by) or b"") if is_stable else b""
    if _DIGEST.fullmatch(known):
        return known.decode()
    state = blake2b(digest_size=16)
    for name in stats:
        with open(f"{package}/{name}", "rb", buffering=0) as file:
            state.update(name.encode() + b"\0" + file.read() + b"\0")
    if is_stable:
        cache_file("code", known_by, state.hexdigest().encode())
    return state.hexdigest()
