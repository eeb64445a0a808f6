"""Finished files → the site folder, such that whoever looks sees the old site or the new one.

Everything that changes is first staged in a folder inside the site, each run in one of its own. When every promised file is
there, staged or in the site already, `moves.py` moves what is staged into place, within milliseconds. A run that dies before
that has changed nothing; what one leaves that dies during it is moved back by the next.
"""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import ENOENT
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from tempfile import mkdtemp
from threading import current_thread, main_thread
from types import MappingProxyType

from msgspec import Struct

from .moves import STAGED, RealFolders, list_tree, move_back, move_into_place
from .site_manifest import MANIFEST, is_inside, published_files
from .snapshot import FileStat, digest_of_file, file_stat

_STAGING = ".staging"
_CHUNK = 1 << 20
_PUBLIC = 0o055
"""What a web server must be allowed: to read files and to look into folders."""


class Published(Struct, frozen=True):
    """What a publication changed: paths written and paths removed, each in order, the manifest last."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@contextmanager
def open_staging(site: Path) -> Iterator["StagedWriter"]:
    """Lock the site and give the writer that stages files in a new folder inside it; a second build waits.

    What a run left that was killed while it moved files is moved back first. A site folder that is still empty at the end
    is removed again.
    """
    existed = site.is_dir()
    with publicly_readable():
        site.mkdir(parents=True, exist_ok=True)
        with locked(site) as is_alone:
            staging = site / _STAGING
            if is_alone:
                for left in sorted(staging.iterdir()) if staging.is_dir() else ():
                    _end(left, site)
            staging.mkdir(exist_ok=True)
            run = Path(mkdtemp(dir=staging))
            run.chmod(0o755)  # folders are moved from here into the site
            try:
                yield StagedWriter(site.absolute().as_posix(), run.name)
            finally:
                _end(run, site)
                with suppress(OSError):
                    staging.rmdir()
                if not existed:
                    with suppress(OSError):
                        site.rmdir()


def recover(site: Path) -> None:
    """Move back what a run left that was killed while it moved files; one that is still at work keeps what is its own."""
    staging = site / _STAGING
    if not staging.is_dir():
        return
    with publicly_readable(), locked(site, wait=False) as is_alone:
        if is_alone:
            for left in sorted(staging.iterdir()):
                _end(left, site)
            with suppress(OSError):
                staging.rmdir()


def _end(run: Path, site: Path) -> None:
    """Remove what a run staged, once whatever it moved without an end is moved back."""
    move_back(run, site)
    shutil.rmtree(run, ignore_errors=True)


class NullWriter(Struct, frozen=True, tag=True):
    """Writes nothing: for a run that only checks."""

    def write(self, path: str, body: bytes) -> None:
        """Do nothing."""

    def store(self, name: str, data: bytes) -> None:
        """Do nothing."""

    def discard(self, paths: Iterable[str]) -> None:
        """Do nothing."""

    def read(self, path: str) -> bytes | None:
        """Return None: no finished file is to be found anywhere."""
        del path
        return None


class MemoryWriter(Struct, frozen=True, tag=True):
    """Keeps what is written, for a run whose files become part of a site later."""

    files: dict[str, bytes] = {}
    stored: dict[str, bytes] = {}

    def write(self, path: str, body: bytes) -> None:
        """Keep a finished file."""
        self.files[path] = body

    def store(self, name: str, data: bytes) -> None:
        """Keep bytes that files will be made of."""
        self.stored[name] = data

    def discard(self, paths: Iterable[str]) -> None:
        """Forget these files."""
        for path in paths:
            self.files.pop(path, None)

    def read(self, path: str) -> bytes | None:
        """Return a finished file; None when there is none."""
        return self.files.get(path)


class ByteRange(Struct, frozen=True):
    """Bytes of a file: `size` of them from `start`."""

    file: str
    start: int
    size: int


class StagedWriter(Struct, frozen=True, tag=True):
    """Writes finished files into the staging folder of a run, unless the site has the very same bytes."""

    site: str
    run: str

    @property
    def folder(self) -> str:
        """The staging folder of the run."""
        return f"{self.site}/{_STAGING}/{self.run}"

    def write(self, path: str, body: bytes) -> None:
        """Stage a finished file."""
        if not _has_bytes(self.site, path, body):
            self._write(self._staged_path(path), body)

    def store(self, name: str, data: bytes) -> None:
        """Store bytes that files will be made of before the run ends."""
        self._write(self.stored(name), data)

    def stored(self, name: str) -> str:
        """Return where the bytes of this name are stored."""
        return f"{self.folder}/parts/{name}"

    def read_stored(self, name: str) -> bytes | None:
        """Return the bytes that this run stored under this name, None where it stored none."""
        with suppress(FileNotFoundError), open(self.stored(name), "rb") as file:
            return file.read()
        return None

    def discard(self, paths: Iterable[str]) -> None:
        """Take back what was staged of these files: they are made anew, or are in the site already."""
        for path in paths:
            with suppress(FileNotFoundError):
                os.unlink(self._staged_path(path))

    def discard_all(self) -> None:
        """Take back every file that was staged; what is stored to make files of stays."""
        shutil.rmtree(f"{self.folder}/{STAGED}", ignore_errors=True)

    def copy(self, path: str, origin: str) -> None:
        """Stage a copy of a file."""
        staged = self._staged_path(path)
        os.makedirs(os.path.dirname(staged), exist_ok=True)
        shutil.copyfile(origin, staged)

    def combine(self, path: str, pieces: Iterable[bytes | ByteRange], published: str | None) -> str:
        """Stage a file that is made of pieces, and return its digest; `published` is that of the site's file, if known."""
        staged = self._staged_path(path)
        os.makedirs(os.path.dirname(staged), exist_ok=True)
        state = sha256()
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
        for place in (self._staged_path(path), f"{self.site}/{path}"):
            with suppress(FileNotFoundError), open(place, "rb") as file:
                return file.read()
        return None

    def _staged_path(self, path: str) -> str:
        return f"{self.folder}/{STAGED}/{path}"

    def _write(self, path: str, data: bytes) -> None:
        """Write a file and its folders, but never the folder of the run: where that is missing, the run is over or elsewhere."""
        with suppress(FileNotFoundError), open(path, "wb") as file:
            file.write(data)
            return
        if not os.path.isdir(self.folder):
            raise FileNotFoundError(ENOENT, "", self.folder)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


Writer = StagedWriter | NullWriter | MemoryWriter
"""Where a run puts finished files before they are published."""


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


def _has_bytes(site: str, path: str, body: bytes) -> bool:
    place = f"{site}/{path}"
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(found.st_mode) or found.st_size != len(body) or not RealFolders(Path(site)).has(os.path.dirname(path)):
        return False
    with open(place, "rb", buffering=0) as file:
        return file.read(len(body) + 1) == body


def publish(
    writer: StagedWriter,
    planned: Mapping[str, str],
    manifest: bytes,
    known: Mapping[str, str],
    stats: Mapping[str, FileStat] = MappingProxyType({}),
) -> Published:
    """Bring the site to exactly the planned files, those that changed being staged; others' files are left alone.

    `planned` are their digests, `known` those of the files that the site has, `stats` what they are known by.
    Raises OSError when the machine refuses, or when a file is missing; the site is then as it was.
    """
    site, run = Path(writer.site), Path(writer.folder)
    writer.write(MANIFEST, manifest)
    _require_all(writer, planned, known, stats)
    before = published_files(site)
    gone = (before.files.keys() if before else set()) - {*planned, MANIFEST}
    real = RealFolders(site)
    stale = tuple(path for path in sorted(gone) if is_inside(path) and real.holds(path))
    with _delay_interrupts():
        written = move_into_place(run, site, stale, MANIFEST)
    return Published(tuple(sorted(written, key=lambda path: (path == MANIFEST, path))), stale)


def _require_all(
    writer: StagedWriter, planned: Mapping[str, str], known: Mapping[str, str], stats: Mapping[str, FileStat]
) -> None:
    """Raise OSError unless each planned file is there with its digest, staged or in the site."""
    staged = set(list_tree(Path(writer.folder) / STAGED)[0])
    real = RealFolders(Path(writer.site))
    for path, digest in planned.items():
        place = f"{writer.folder}/{STAGED}/{path}" if path in staged else f"{writer.site}/{path}"
        is_known = known.get(path) == digest and stats.get(path) == file_stat(place)
        if is_known and path not in staged and real.has(path.rpartition("/")[0]):
            continue
        try:
            is_right = (path in staged or real.holds(path)) and digest_of_file(place) == digest
        except FileNotFoundError:
            is_right = False
        if not is_right:
            raise OSError(0, "做好的文件不见了或被改动，网站没有改动；请再生成一次", f"{writer.site}/{path}")


def is_built(site: Path) -> bool:
    """Whether a build has made this site, or was killed while it did."""
    return published_files(site) is not None or (site / _STAGING).is_dir()


@contextmanager
def publicly_readable() -> Iterator[None]:
    """Let others read what is written, whatever the account that builds usually allows."""
    usual = os.umask(0o022)
    os.umask(usual & ~_PUBLIC)
    try:
        yield
    finally:
        os.umask(usual)


@contextmanager
def locked(target: Path, *, wait: bool = True) -> Iterator[bool]:
    """Lock a folder; whoever else wants it waits, unless `wait` is false. Give whether it is locked: some systems know no locks.

    Closing the folder would not be enough: worker processes that began meanwhile have it open too.
    """
    folder = os.open(target, os.O_RDONLY) if hasattr(os, "O_DIRECTORY") else -1
    try:
        yield _lock(folder, wait=wait)
    finally:
        _lock(folder, release=True)
        if folder >= 0:
            os.close(folder)


def _lock(folder: int, *, release: bool = False, wait: bool = True) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_UN if release else fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


@contextmanager
def _delay_interrupts() -> Iterator[None]:
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
