"""Finished files → the site folder, such that whoever looks sees the old site or the new one.

Everything that changes is first written beside the site; only then is it moved into place, file by file,
within milliseconds. A run that dies before that has changed nothing; one that dies during it left whole
files, and the next run, which compares bytes, puts the rest right.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from json import loads
from pathlib import Path
from threading import current_thread, main_thread

from msgspec import Struct

from ..model.job import Artifact
from .scan import digest_of_file

MANIFEST = "manifest.json"
_STAGE = ".staging"


class Published(Struct, frozen=True):
    """What a publication changed: paths written and paths removed."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def publish(site: tuple[Artifact, ...], target: Path) -> Published:
    """Bring `target` to exactly these files; files it did not publish itself are left alone.

    Raises OSError when the machine refuses, before the first file has changed if it can be known by then.
    """
    target.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        old = _listed(target / MANIFEST)
        promised = {artifact.path for artifact in site}
        stale = tuple(sorted(path for path in old if path not in promised and _inside(path) and (target / path).is_file()))
        changed = tuple(artifact for artifact in site if not _same(artifact, target / artifact.path))
        stage = target / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            for number, artifact in enumerate(changed):
                _write(artifact, stage / str(number))
            with _uninterrupted():
                _move(changed, stale, stage, target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return Published(tuple(artifact.path for artifact in changed), stale)


def _move(changed: tuple[Artifact, ...], stale: tuple[str, ...], stage: Path, target: Path) -> None:
    for number, artifact in enumerate(changed):
        if artifact.path == MANIFEST:
            _remove(stale, target)
        place = target / artifact.path
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(stage / str(number), place)


def _remove(stale: tuple[str, ...], target: Path) -> None:
    for path in stale:
        with suppress(FileNotFoundError):
            (target / path).unlink()
        for folder in Path(path).parents:
            if folder == Path():
                break
            with suppress(OSError):
                (target / folder).rmdir()


def _write(artifact: Artifact, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    if artifact.copy_of:
        shutil.copyfile(artifact.copy_of, path)
    else:
        with path.open("wb") as file:
            file.writelines(artifact.body)


def _same(artifact: Artifact, path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if artifact.copy_of:
        return digest_of_file(path) == artifact.digest
    if path.stat().st_size != sum(map(len, artifact.body)):
        return False
    with path.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in artifact.body)


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
