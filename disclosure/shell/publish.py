"""Finished files → the site folder, such that whoever looks sees the old site or the new one.

Everything that changes is first written beside the site; only then is it moved into place, whole folders
where there were none, within milliseconds. A run that dies before that has changed nothing; one that dies during
it left whole files, and the next run, which compares bytes, puts the rest right.
"""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from json import loads
from pathlib import Path
from stat import S_ISREG
from threading import current_thread, main_thread
from typing import BinaryIO

from msgspec import Struct

from .scan import digest_of_file

MANIFEST = "manifest.json"
_STAGE = ".staging"
_CHUNK = 1 << 20


class Published(Struct, frozen=True):
    """What a publication changed: paths written and paths removed, each in order, the manifest last."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@contextmanager
def open_stage(site: Path) -> Iterator[None]:
    """Hold the site, with an empty place beside it to put finished files; a second build waits.

    A site folder that is still empty at the end is taken away again.
    """
    existed = site.is_dir()
    site.mkdir(parents=True, exist_ok=True)
    with _alone(site):
        stage = site / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            if not existed:
                with suppress(OSError):
                    site.rmdir()


def put(site: str, path: str, pieces: Sequence[bytes]) -> None:
    """Put a finished file beside the site, unless the site has these very bytes."""
    if _same(f"{site}/{path}", pieces):
        return
    with _new(_staged(site, path)) as file:
        file.writelines(pieces)


def put_copy(site: str, path: str, origin: str) -> None:
    """Put a copy of a file beside the site."""
    with open(origin, "rb") as source, _new(_staged(site, path)) as file:
        shutil.copyfileobj(source, file, _CHUNK)


class Stretch(Struct, frozen=True):
    """Where the bytes of a stretch of a file lie: so many, from `start` of the file `origin`; or the bytes themselves."""

    origin: str
    start: int
    size: int
    data: bytes = b""


def put_whole(site: str, path: str, stretches: Iterable[Stretch]) -> str:
    """Put a file beside the site that is made of stretches of others, unless the site has these bytes; return its digest."""
    state = blake2b(digest_size=16)
    with _new(_staged(site, path)) as file:
        for stretch in stretches:
            for found in _bytes_of(stretch):
                file.write(found)
                state.update(found)
    digest = state.hexdigest()
    with suppress(OSError):
        if digest_of_file(f"{site}/{path}") == digest:
            os.unlink(_staged(site, path))
    return digest


def _bytes_of(stretch: Stretch) -> Iterator[bytes]:
    if not stretch.origin:
        yield stretch.data
        return
    with open(stretch.origin, "rb", buffering=0) as source:
        source.seek(stretch.start)
        left = stretch.size
        while left and (found := source.read(min(left, _CHUNK))):
            yield found
            left -= len(found)


def put_part(site: str, name: str, data: bytes) -> None:
    """Keep what will be a stretch of a file until that file is made."""
    with _new(part_of(site, name)) as file:
        file.write(data)


def part_of(site: str, name: str) -> str:
    """Where a stretch of a file is kept."""
    return f"{site}/{_STAGE}/parts/{name}"


def read_finished(site: str, path: str) -> bytes:
    """Return a finished file, whether it waits or the site has it. Raises FileNotFoundError when it is nowhere."""
    for place in (_staged(site, path), f"{site}/{path}"):
        with suppress(FileNotFoundError), open(place, "rb") as file:
            return file.read()
    raise FileNotFoundError(path)


def _staged(site: str, path: str) -> str:
    return f"{site}/{_STAGE}/site/{path}"


def _new(place: str) -> BinaryIO:
    try:
        return open(place, "wb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        return open(place, "wb")


def _same(place: str, pieces: Sequence[bytes]) -> bool:
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(found.st_mode) or found.st_size != sum(map(len, pieces)):
        return False
    with open(place, "rb", buffering=0) as file:
        return all(file.read(len(piece)) == piece for piece in pieces)


def publish(site: Path, promised: Iterable[str], manifest: bytes) -> Published:
    """Bring the site to exactly the promised files, those that changed being staged; others' files are left alone.

    Raises OSError when the machine refuses.
    """
    put(site.as_posix(), MANIFEST, (manifest,))
    kept = {*promised, MANIFEST}
    stale = tuple(sorted(path for path in _listed(site / MANIFEST) if path not in kept and _inside(path) and (site / path).is_file()))
    stage = site / _STAGE / "site"
    with _uninterrupted():
        written = sorted(_move(stage, site, "", stale))
        _remove(stale, site)
        if (stage / MANIFEST).exists():
            os.replace(stage / MANIFEST, site / MANIFEST)
            written.append(MANIFEST)
    return Published(tuple(written), stale)


def _move(stage: Path, site: Path, below: str, stale: tuple[str, ...]) -> Iterator[str]:
    """Move what is staged into place, a folder at once where there is none; yield the paths."""
    with suppress(FileNotFoundError), os.scandir(stage / below) as entries:
        for entry in list(entries):
            path = f"{below}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                if path != MANIFEST:
                    os.replace(entry.path, site / path)
                    yield path
            elif (site / path).is_dir():
                yield from _move(stage, site, f"{path}/", stale)
            else:
                if path in stale:
                    os.unlink(site / path)
                moved = list(_files(entry.path, f"{path}/"))
                os.replace(entry.path, site / path)
                yield from moved


def _files(folder: str, below: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{below}{entry.name}/")
            else:
                yield below + entry.name


def _remove(stale: tuple[str, ...], site: Path) -> None:
    for path in stale:
        with suppress(FileNotFoundError):
            (site / path).unlink()
        for folder in Path(path).parents:
            if folder == Path():
                break
            with suppress(OSError):
                (site / folder).rmdir()


def _listed(path: Path) -> frozenset[str]:
    """The paths of the last manifest; none when it is absent or damaged."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        return frozenset(str(name) for name in loads(path.read_text(encoding="utf-8"))["files"])
    return frozenset()


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the site while it changes; a second build waits."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put Ctrl-C off until the files are in their places."""
    if current_thread() is not main_thread():
        yield
        return
    caught: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: caught.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if caught:
        raise KeyboardInterrupt
