"""Finished files → the site folder, such that whoever looks sees the old site or the new one.

Everything that changes is first staged in a folder inside the site; only then is it moved into place, whole folders
where there were none, within milliseconds. A run that dies before that has changed nothing; one that dies during
it left whole files, and the next run, which compares bytes, puts the rest right.
"""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from json import loads
from pathlib import Path
from stat import S_ISREG
from threading import current_thread, main_thread

from msgspec import Struct

from .snapshot import digest_of_file

MANIFEST = "manifest.json"
_STAGING = ".staging"
_CHUNK = 1 << 20


class Published(Struct, frozen=True):
    """What a publication changed: paths written and paths removed, each in order, the manifest last."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@contextmanager
def open_staging(site: Path) -> Iterator[None]:
    """Lock the site and give it an empty staging folder; a second build waits.

    A site folder that is still empty at the end is removed again.
    """
    existed = site.is_dir()
    site.mkdir(parents=True, exist_ok=True)
    with _locked(site):
        staging = site / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            if not existed:
                with suppress(OSError):
                    site.rmdir()


class NullWriter(Struct, frozen=True, tag=True):
    """Writes nothing: for a run that only checks."""

    def write(self, path: str, body: bytes) -> None:
        """Do nothing."""

    def store(self, name: str, data: bytes) -> None:
        """Do nothing."""

    def read(self, path: str) -> bytes | None:
        """Return None: no finished file is to be found anywhere."""
        del path
        return None


class ByteRange(Struct, frozen=True):
    """Bytes of a file: `size` of them from `start`."""

    file: str
    start: int
    size: int


class StagedWriter(Struct, frozen=True, tag=True):
    """Writes finished files into the staging folder of a site, unless the site has the very same bytes."""

    site: str

    def write(self, path: str, body: bytes) -> None:
        """Stage a finished file."""
        if not _has_bytes(f"{self.site}/{path}", body):
            _write(self._staged(path), body)

    def store(self, name: str, data: bytes) -> None:
        """Store bytes that files will be made of before the run ends."""
        _write(self.stored(name), data)

    def stored(self, name: str) -> str:
        """Return where the bytes of this name are stored."""
        return f"{self.site}/{_STAGING}/parts/{name}"

    def write_stored(self, path: str, name: str) -> None:
        """Stage a file of the bytes that are stored under this name."""
        with open(self.stored(name), "rb") as file:
            self.write(path, file.read())

    def copy(self, path: str, origin: str) -> None:
        """Stage a copy of a file."""
        staged = self._staged(path)
        os.makedirs(os.path.dirname(staged), exist_ok=True)
        shutil.copyfile(origin, staged)

    def combine(self, path: str, pieces: Iterable[bytes | ByteRange], published: str | None) -> str:
        """Stage a file that is made of pieces, and return its digest; `published` is that of the site's file, if known."""
        staged = self._staged(path)
        os.makedirs(os.path.dirname(staged), exist_ok=True)
        state = blake2b(digest_size=16)
        with open(staged, "wb") as file:
            for piece in pieces:
                for chunk in _chunks(piece):
                    file.write(chunk)
                    state.update(chunk)
        digest = state.hexdigest()
        with suppress(OSError):
            if (published or digest_of_file(f"{self.site}/{path}")) == digest:
                os.unlink(staged)
        return digest

    def read(self, path: str) -> bytes | None:
        """Return a finished file, staged or published; None when there is none."""
        for place in (self._staged(path), f"{self.site}/{path}"):
            with suppress(FileNotFoundError), open(place, "rb") as file:
                return file.read()
        return None

    def _staged(self, path: str) -> str:
        return f"{self.site}/{_STAGING}/site/{path}"


Writer = StagedWriter | NullWriter
"""Where a run puts finished files before they are published."""


def _write(path: str, data: bytes) -> None:
    with suppress(FileNotFoundError), open(path, "wb") as file:
        file.write(data)
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def _chunks(piece: bytes | ByteRange) -> Iterator[bytes]:
    if isinstance(piece, bytes):
        yield piece
        return
    with open(piece.file, "rb", buffering=0) as source:
        source.seek(piece.start)
        left = piece.size
        while left and (found := source.read(min(left, _CHUNK))):
            yield found
            left -= len(found)


def _has_bytes(place: str, body: bytes) -> bool:
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(found.st_mode) or found.st_size != len(body):
        return False
    with open(place, "rb", buffering=0) as file:
        return file.read(len(body) + 1) == body


def publish(site: Path, planned: Iterable[str], manifest: bytes) -> Published:
    """Bring the site to exactly the planned files, those that changed being staged; others' files are left alone.

    Raises OSError when the machine refuses.
    """
    StagedWriter(site.as_posix()).write(MANIFEST, manifest)
    kept = {*planned, MANIFEST}
    others = sorted(path for path in _listed(site / MANIFEST) if path not in kept and _is_inside(path))
    stale = tuple(path for path in others if (site / path).is_file())
    staged = site / _STAGING / "site"
    with _uninterrupted():
        written = sorted(_move(staged, site, "", stale))
        _remove(stale, site)
        if (staged / MANIFEST).exists():
            os.replace(staged / MANIFEST, site / MANIFEST)
            written.append(MANIFEST)
    return Published(tuple(written), stale)


def _move(staged: Path, site: Path, below: str, stale: tuple[str, ...]) -> Iterator[str]:
    """Move what is staged into place, a folder at once where there is none; yield the paths."""
    with suppress(FileNotFoundError), os.scandir(staged / below) as entries:
        for entry in list(entries):
            path = f"{below}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                if path != MANIFEST:
                    os.replace(entry.path, site / path)
                    yield path
            elif (site / path).is_dir():
                yield from _move(staged, site, f"{path}/", stale)
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


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Lock a folder; whoever else wants it waits."""
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
        fcntl.flock(folder, fcntl.LOCK_UN)  # worker processes that began meanwhile have the folder open too
        os.close(folder)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C until the files are in place."""
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
