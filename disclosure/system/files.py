"""Single files that a command reads or writes for an author."""

import os
import shutil
from itertools import islice
from pathlib import Path

from ..model.digest import digest_of
from ..model.report import Source


def read_source(file: str | Path, path: str, name: str, largest: int) -> Source:
    """Return a file as a source, read no further than one byte over `largest`. Raises OSError when the machine can't."""
    with open(file, "rb") as stream:
        data = stream.read(largest + 1)
    return Source(path, name, data, digest_of(data))


def load_source(source: Source, largest: int) -> Source:
    """Return a source with its bytes, no more than one over `largest`.

    Raises OSError when the machine can't read it, or when somebody changed it since its digest was taken.
    """
    found = read_source(source.path, source.path, source.name, largest)
    if found.digest != source.digest and len(found.data) <= largest:
        raise OSError(0, "文件在读取时被改动，请再试一次", source.path)
    return found


def read_head(path: str, size: int) -> bytes:
    """Return how a file begins, up to `size` bytes. Raises OSError when the machine can't read it."""
    with open(path, "rb") as stream:
        return stream.read(size)


def line_of(path: str, number: int) -> str:
    """Return one line of a text file, counted from 1; nothing where there is no such file or line."""
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return next(islice(file, number - 1, number), "").rstrip("\n")
    except OSError:
        return ""


def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts that lie right in a folder by their names, sorted."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()}


def create(path: Path, text: str) -> bool:
    """Write a new file, its folders as well, and return whether there was none; one that is there stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True


def rewrite(path: Path, data: bytes) -> bool:
    """Make a file hold these bytes, and return whether it had to change; readers see the old file or the new one, whole."""
    target = path.resolve()
    if target.is_file() and target.read_bytes() == data:
        return False
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        if target.is_file():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True
