"""A folder → its files: texts with their bytes, everything else by digest."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from ..model.finding import Finding
from ..model.portal import Attachment
from ..model.report import Source
from .files import read_source

_CHUNK = 1 << 20


class Tree(Struct, frozen=True):
    """What a folder holds, by name: `texts` were read, `others` only hashed."""

    texts: tuple[Source, ...]
    others: tuple[Attachment, ...]
    findings: tuple[Finding, ...]


def scan(folder: Path, suffixes: tuple[str, ...], largest: int) -> Tree:
    """Return the files below a folder, sorted by name; hidden ones are left out.

    Files that end in `suffixes` are read, but no further than one byte over `largest`.
    Symbolic links are reported and not followed. Raises OSError when the machine can't read a file.
    """
    texts: list[Source] = []
    others: list[Attachment] = []
    findings: list[Finding] = []
    for entry, name in _walk(folder, ""):
        path = f"{folder.as_posix()}/{name}"
        if entry.is_symlink():
            message = "符号链接不会公开，也不会读取"
            findings.append(Finding("file.symlink", message, path, hint="把文件本身放进文件夹"))
        elif name.lower().endswith(suffixes):
            texts.append(read_source(entry.path, path, name, largest))
        else:
            others.append(Attachment(path, name, digest_of_file(entry.path)))
    return Tree(tuple(sorted(texts, key=_by_name)), tuple(sorted(others, key=_by_name)), tuple(findings))


def _by_name(file: Source | Attachment) -> str:
    return file.name


def _walk(folder: str | Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}/")
            else:
                yield entry, name


def digest_of_file(path: str | Path) -> str:
    """The stamp of a file's bytes, read in pieces; equal to `digest_of` of them all."""
    state = blake2b(digest_size=16)
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def code_digest(package: Path) -> str:
    """The stamp of the program itself: a changed line of it makes everything anew."""
    state = blake2b(digest_size=16)
    for path in sorted(package.rglob("*.py")):
        state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()
