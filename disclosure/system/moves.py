"""Staged files → their places in the site: all of them, or the site is as it was.

What the moves will replace or remove is set aside first, and a journal of the moves is written. It is there for as long as
they have not ended: whoever finds it, this run or the next, moves everything back.
"""

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import EISDIR, ENOTDIR
from pathlib import Path
from stat import S_ISDIR, S_ISLNK

from msgspec import Struct, json

JOURNAL = "journal"
STAGED = "site"
_ASIDE = "aside"


class Journal(Struct, frozen=True):
    """The moves: files and folders that the site gets, files that it loses or that others replace, files to come last.

    `removed` are set aside as well as what is replaced; both are in `aside`.
    """

    new: tuple[str, ...]
    folders: tuple[str, ...]
    aside: tuple[str, ...]


class RealFolders:
    """Knows which folders of a site are its own: those that no symbolic link leads to."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.known: dict[str, bool] = {"": True}

    def has(self, folder: str) -> bool:
        """Whether this is a folder of the site."""
        if folder not in self.known:
            self.known[folder] = self.has(os.path.dirname(folder)) and self._is_folder(folder)
        return self.known[folder]

    def holds(self, path: str) -> bool:
        """Whether the site has a file or link of this path."""
        if not self.has(os.path.dirname(path)):
            return False
        found = _lstat(self.site / path)
        return found is not None and not S_ISDIR(found.st_mode)

    def _is_folder(self, folder: str) -> bool:
        found = _lstat(self.site / folder)
        return found is not None and S_ISDIR(found.st_mode)


def list_tree(folder: Path) -> tuple[list[str], list[str]]:
    """Return the paths of all files and of all folders below a folder, each folder before what it holds."""
    files: list[str] = []
    folders: list[str] = []
    for place, inner, names in os.walk(folder, onerror=_raise_unless_missing):
        inner.sort()
        below = Path(place).relative_to(folder).as_posix()
        start = "" if below == "." else f"{below}/"
        files += [start + name for name in sorted(names)]
        folders += [start + name for name in inner]
    return files, folders


def move_into_place(run: Path, site: Path, stale: Iterable[str], last: str) -> tuple[str, ...]:
    """Move what is staged in `run` into the site, the file `last` at the end, and remove what is stale; return what was moved.

    Raises OSError when the machine refuses; then everything has been moved back.
    """
    files, folders = list_tree(run / STAGED)
    removed = tuple(stale)
    journal = _plan(site, files, folders, removed)
    _set_aside(run, site, journal.aside)
    _write_journal(run, journal)
    try:
        _move(run, site, journal, files, removed, last)
        os.unlink(run / JOURNAL)
    except BaseException:
        move_back(run, site)
        raise
    return tuple(files)


def move_back(run: Path, site: Path) -> None:
    """Undo the moves of a run that has left a journal; do nothing where there is none. Raises OSError."""
    try:
        journal = json.decode((run / JOURNAL).read_bytes(), type=Journal)
    except FileNotFoundError:
        return
    real = RealFolders(site)
    for path in journal.new:
        if real.holds(path):
            os.unlink(site / path)
    for folder in reversed(journal.folders):
        if real.has(folder):
            with suppress(OSError):
                (site / folder).rmdir()
    refused = [error for path in journal.aside if (error := _restore(run / _ASIDE / path, site / path))]
    if refused:
        raise refused[0]
    os.unlink(run / JOURNAL)


def _plan(site: Path, files: list[str], folders: list[str], stale: tuple[str, ...]) -> Journal:
    """What the moves change. Raises OSError where something that is not the program's is in the way."""
    real = RealFolders(site)
    aside = {path for path in stale if real.holds(path)}
    for folder in folders:
        found = None if real.has(folder) else _lstat(site / folder) if real.has(os.path.dirname(folder)) else None
        if found and not S_ISLNK(found.st_mode) and folder not in aside:
            raise OSError(ENOTDIR, os.strerror(ENOTDIR), str(site / folder))
        if found:
            aside.add(folder)
    for path in files:
        if real.has(path):
            held = {f"{path}/{name}" for name in list_tree(site / path)[0]}
            if held - aside:
                raise OSError(EISDIR, os.strerror(EISDIR), str(site / path))
    replaced = {path for path in files if real.holds(path)}
    new = tuple(path for path in files if path not in replaced)
    return Journal(new, tuple(folder for folder in folders if not real.has(folder)), tuple(sorted(aside | replaced)))


def _set_aside(run: Path, site: Path, paths: Iterable[str]) -> None:
    """Keep a hard link to each file, so that replacing it loses nothing; a copy where the file system has no hard links."""
    for path in paths:
        kept = run / _ASIDE / path
        os.makedirs(kept.parent, exist_ok=True)
        try:
            os.link(site / path, kept, follow_symlinks=False)
        except OSError:
            shutil.copy2(site / path, kept, follow_symlinks=False)


def _write_journal(run: Path, journal: Journal) -> None:
    started = run / f"{JOURNAL}.new"
    with open(started, "wb") as file:
        file.write(json.encode(journal))
        file.flush()
        os.fsync(file.fileno())
    os.replace(started, run / JOURNAL)


def _move(run: Path, site: Path, journal: Journal, files: list[str], stale: tuple[str, ...], last: str) -> None:
    """Move folders that the site lacks whole, the other files one by one."""
    staged, lacking, placed = run / STAGED, set(journal.folders), set(files)
    aside = [path for path in journal.aside if path not in placed]
    in_the_way = [path for path in aside if path in lacking or not placed.isdisjoint(_parents(path))]
    _remove(in_the_way, site)
    for folder in journal.folders:
        if os.path.dirname(folder) not in lacking:
            os.replace(staged / folder, site / folder)
    for path in files:
        if path != last and os.path.dirname(path) not in lacking:
            os.replace(staged / path, site / path)
    _remove([path for path in stale if path in aside and path not in in_the_way], site)
    if last in placed:
        os.replace(staged / last, site / last)


def _remove(paths: Iterable[str], site: Path) -> None:
    """Remove files, and the folders that are empty then."""
    for path in paths:
        os.unlink(site / path)
        for folder in _parents(path):
            try:
                (site / folder).rmdir()
            except OSError:
                break


def _parents(path: str) -> Iterator[str]:
    """The folders that a path lies in, the innermost first."""
    while path := os.path.dirname(path):
        yield path


def _restore(kept: Path, place: Path) -> OSError | None:
    """Put a file back that was set aside, unless it is still there; return why that failed."""
    try:
        if os.path.lexists(kept) and not _is_same(kept, place):
            os.makedirs(place.parent, exist_ok=True)
            os.replace(kept, place)
    except OSError as error:
        return error
    return None


def _is_same(one: Path, other: Path) -> bool:
    first, second = _lstat(one), _lstat(other)
    if first is None or second is None:
        return False
    if os.path.samestat(first, second):
        return True
    if S_ISLNK(first.st_mode) or S_ISLNK(second.st_mode) or S_ISDIR(second.st_mode):
        return False
    return filecmp.cmp(one, other, shallow=False)


def _lstat(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
