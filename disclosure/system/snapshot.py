"""A folder → its files. What lies there is known by marks; what a mark has told before is not read again."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from ..model.finding import Finding
from ..model.portal import Attachment
from ..model.report import Source
from .files import read_source

Mark = tuple[int, int, int, int]
"""What the file system says of a file: when it was written and when it last changed in any way, its size, its number."""

LINK: Mark = (0, 0, 0, 0)
"""The mark of what is no plain file: a symbolic link, a device."""
GONE: Mark = (0, 0, 0, -1)
"""The mark of a file that is not there."""

TICK = 20_000_000
"""Nanoseconds within which a file system may not tell two changes apart."""

_CHUNK = 1 << 20
_MANY = 300
"""Files that are worth handing to a worker together."""


class Look(Struct, frozen=True):
    """The files of a folder by name, sorted, with their marks; `at` is when it was looked at, in nanoseconds."""

    at: int
    marks: dict[str, Mark]

    def settled(self, mark: Mark) -> bool:
        """Whether a later change would surely leave another mark."""
        return mark != LINK and mark[0] < self.at - TICK and mark[1] < self.at - TICK


class Tree(Struct, frozen=True):
    """What a folder holds, sorted by name: texts that can be read, other files, and what is wrong with the folder."""

    texts: tuple[Source, ...]
    others: tuple[Attachment, ...]
    findings: tuple[Finding, ...]


Known = Mapping[str, tuple[Mark, str]]
"""Digests of files by name, with the marks they had."""


def look(folder: str | Path) -> Look:
    """Return what lies below a folder without reading it; hidden files are left out. Nothing where there is no folder."""
    at = time.time_ns()
    return Look(at, dict(sorted(_marks(os.fspath(folder)).items())) if os.path.isdir(folder) else {})


def look_again(folder: Path, before: Look, changed: Sequence[str]) -> Look:
    """Return what lies below a folder now if nothing but these files was `changed` since it was looked at `before`.

    What others did to the rest since then, the next look will see: it finds another mark.
    """
    at = time.time_ns()
    unsure = [name for name, mark in before.marks.items() if not before.settled(mark)]
    marks = before.marks | {name: _mark_at(folder / name) for name in dict.fromkeys((*unsure, *changed))}
    return Look(at, dict(sorted((name, mark) for name, mark in marks.items() if mark != GONE)))


def _mark_at(path: Path) -> Mark:
    try:
        found = os.lstat(path)
    except OSError:
        return GONE
    return mark_of(found) if S_ISREG(found.st_mode) else LINK


def _marks(folder: str) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    left = [("", folder)]
    while left:
        prefix, place = left.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." or name[-1] == "~":
                    continue
                if entry.is_file(follow_symlinks=False):
                    found[prefix + name] = mark_of(entry.stat(follow_symlinks=False))
                elif entry.is_dir(follow_symlinks=False):
                    left.append((f"{prefix}{name}/", entry.path))
                else:
                    found[prefix + name] = LINK
    return found


def mark_of(found: os.stat_result) -> Mark:
    """Return the mark of a file."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


MapMany = Callable[[Callable[[Sequence[str]], list[str]], Sequence[Sequence[str]]], Iterator[list[str]]]


def scan(
    folder: Path, looked: Look, suffixes: tuple[str, ...], known: Known, run: MapMany
) -> tuple[Tree, dict[str, tuple[Mark, str]]]:
    """Return the files of a folder with their digests, and those digests with the marks they are known by.

    Files that end in `suffixes` are texts. Only what `known` can't tell is read, by `run` in batches.
    Symbolic links are reported and not followed. Raises OSError when the machine can't read a file.
    """
    base = folder.as_posix()
    links = [name for name, mark in looked.marks.items() if mark == LINK]
    digests = {
        name: known[name][1]
        for name, mark in looked.marks.items()
        if name in known and known[name][0] == mark and looked.settled(mark)
    }
    unknown = [name for name, mark in looked.marks.items() if mark != LINK and name not in digests]
    batches = [unknown[start : start + _MANY] for start in range(0, len(unknown), _MANY)]
    read = run(_digests, [[f"{base}/{name}" for name in batch] for batch in batches])
    for batch, found in zip(batches, read, strict=True):
        digests |= zip(batch, found, strict=True)
    findings = tuple(
        Finding("file.symlink", "符号链接不会公开，也不会读取", f"{base}/{name}", hint="把文件本身放进文件夹") for name in links
    )
    texts, others = [], []
    for name in looked.marks:
        if name not in digests:
            continue
        path = f"{base}/{name}"
        if name.lower().endswith(suffixes):
            texts.append(Source(path, name, b"", digests[name]))
        else:
            others.append(Attachment(path, name, digests[name]))
    remembered = {name: (looked.marks[name], digest) for name, digest in digests.items() if looked.settled(looked.marks[name])}
    return Tree(tuple(texts), tuple(others), findings), remembered


def read_texts(folder: Path, suffixes: tuple[str, ...], largest: int) -> tuple[Source, ...]:
    """Return the texts of a folder with their bytes, sorted by name: for the few files that a run always reads."""
    base = folder.as_posix()
    names = (name for name, mark in look(folder).marks.items() if mark != LINK and name.lower().endswith(suffixes))
    return tuple(read_source(f"{base}/{name}", f"{base}/{name}", name, largest) for name in names)


def _digests(paths: Sequence[str]) -> list[str]:
    return [digest_of_file(path) for path in paths]


def digest_of_file(path: str | Path) -> str:
    """The stamp of a file's bytes, read in pieces; equal to `digest_of` of them all."""
    state = blake2b(digest_size=16)
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def code_digest(package: Path) -> str:
    """The stamp of the program itself: a changed line of it makes everything anew."""
    state = blake2b(digest_size=16)
    for path in sorted(package.rglob("*.py")):
        state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()
