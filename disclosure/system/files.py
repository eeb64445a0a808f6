"""Single files that a command reads or writes for an author."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count, islice
from pathlib import Path

from ..model.digest import digest_of
from ..model.report import Source

_LONGEST_LINE = 1_000_000
"""Characters of a line that are read at once: no file with a longer one is a source."""


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


def read_bytes(path: str) -> bytes:
    """Return what a file holds. Raises OSError when the machine can't read it."""
    with open(path, "rb") as stream:
        return stream.read()


def read_if_there(path: Path) -> bytes | None:
    """Return what a file holds, None when there is none. Raises OSError when the machine can't read it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def line_of(path: str, number: int) -> str:
    """Return one line of a text file, counted from 1; nothing where there is no such file or line.

    One that is no UTF-8 is read as GB18030: a person is to recognize it. Of a line without end the beginning is returned.
    """
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            lines = iter(partial(file.readline, _LONGEST_LINE), "")
            line = next(islice(lines, number - 1, number), "").rstrip("\n")
    except OSError:
        return ""
    is_other = any("\udc80" <= character <= "\udcff" for character in line)
    return line.encode(errors="surrogateescape").decode("gb18030", "replace") if is_other else line


def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts that lie right in a folder by their names, sorted."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()}


def create(path: Path, text: str) -> bool:
    """Write a new file, its folders as well, and return whether there was none; one that is there stays as it is.

    Whoever looks sees no file or the whole file.
    """
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written(path, text.encode()) as temporary:
        return _give_name(temporary, path)


def rewrite(path: Path, data: bytes) -> bool:
    """Make a file hold these bytes, and return whether it had to change; readers see the old file or the new one, whole."""
    target = path.resolve()
    if target.is_file() and target.read_bytes() == data:
        return False
    with _written(target, data) as temporary:
        if target.is_file():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    return True


def supersede(path: Path, data: bytes) -> Path | None:
    """Make a file hold these bytes, and return where what it held before is kept; None where it held nothing else."""
    target = path.resolve()
    if not target.is_file() or target.read_bytes() == data:
        rewrite(path, data)
        return None
    with _written(target, data) as temporary:
        shutil.copymode(target, temporary)
        places = (path.with_name(f"{path.name}.{number}.bak" if number > 1 else f"{path.name}.bak") for number in count(1))
        kept = next(place for place in places if _give_name(target, place))
        try:
            temporary.replace(target)
        except BaseException:
            kept.unlink()
            raise
    return kept


def store_copy(path: Path, data: bytes) -> Path:
    """Write a file with these bytes, its folders as well, and return its path: with a number where other bytes have that name."""
    places = (path.with_name(f"{path.stem} ({number}){path.suffix}") if number > 1 else path for number in count(1))
    place = next(one for one in places if not os.path.lexists(one) or (one.is_file() and one.read_bytes() == data))
    place.parent.mkdir(parents=True, exist_ok=True)
    rewrite(place, data)
    return place


@contextmanager
def _written(target: Path, data: bytes) -> Iterator[Path]:
    """Give a file with these bytes beside the target; what is left of it in the end is removed."""
    temporary = target.with_name(f".{target.name[:60]}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _give_name(file: Path, name: Path) -> bool:
    """Make a hard link to a file unless its name is taken; return whether it was free. A copy where there are no hard links."""
    try:
        os.link(file, name)
    except FileExistsError:
        return False
    except OSError:
        if os.path.lexists(name):
            return False
        try:
            shutil.copy2(file, name)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
    return True
