"""Finished files → the site folder, such that whoever looks sees the old site or the new one.

Everything that changes is first written beside the site; only then is it moved into place, whole folders
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


class Stretch(Struct, frozen=True):
    """Where the bytes of a stretch of a file lie: so many, from `start` of the file `origin`; or the bytes themselves."""

    origin: str
    start: int
    size: int
    data: bytes = b""


class Stage:
    """The place beside a site where finished files are put; for no site ("") nothing is put anywhere."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.stage = f"{site}/{_STAGE}/site"
        self.known: dict[str, bool] = {}

    def put(self, path: str, body: bytes) -> None:
        """Put a finished file beside the site, unless the site has these very bytes."""
        if self.site and not (self._has_folder(path) and _same(f"{self.site}/{path}", body)):
            with open(f"{self.stage}/{path}", "wb") as file:
                file.write(body)

    def _has_folder(self, path: str) -> bool:
        """Whether the site has the folder of a file; the stage has it from now on."""
        folder = path.rpartition("/")[0]
        if folder not in self.known:
            os.makedirs(f"{self.stage}/{folder}", exist_ok=True)
            self.known[folder] = os.path.isdir(f"{self.site}/{folder}")
        return self.known[folder]

    def put_copy(self, path: str, origin: str) -> None:
        """Put a copy of a file beside the site."""
        self._has_folder(path)
        shutil.copyfile(origin, f"{self.stage}/{path}")

    def put_part(self, name: str, data: bytes) -> None:
        """Keep what will be a stretch of a file until that file is made."""
        if self.site:
            os.makedirs(os.path.dirname(self.part(name)), exist_ok=True)
            with open(self.part(name), "wb") as file:
                file.write(data)

    def put_text(self, path: str, name: str, old: str) -> None:
        """Put a part beside the site as a file of its own; it is a file of the site, `old`, where there is no such part."""
        try:
            with open(self.part(name), "rb") as file:
                self.put(path, file.read())
        except FileNotFoundError:
            self.put_copy(path, f"{self.site}/{old}")

    def part(self, name: str) -> str:
        """Where a stretch of a file is kept."""
        return f"{self.site}/{_STAGE}/parts/{name}"

    def put_whole(self, path: str, stretches: Iterable[Stretch], old: str) -> str:
        """Put a file beside the site that is made of stretches, unless the site has these bytes; return its digest.

        `old` is the digest of the site's file of that path, "" where it is not known.
        """
        self._has_folder(path)
        state = blake2b(digest_size=16)
        with open(f"{self.stage}/{path}", "wb") as file:
            for stretch in stretches:
                for found in _bytes_of(stretch):
                    file.write(found)
                    state.update(found)
        digest = state.hexdigest()
        with suppress(OSError):
            if (old or digest_of_file(f"{self.site}/{path}")) == digest:
                os.unlink(f"{self.stage}/{path}")
        return digest

    def read(self, path: str) -> bytes:
        """Return a finished file, whether it waits or the site has it. Raises FileNotFoundError when it is nowhere."""
        for place in (f"{self.stage}/{path}", f"{self.site}/{path}"):
            with suppress(FileNotFoundError), open(place, "rb") as file:
                return file.read()
        raise FileNotFoundError(path)


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


def _same(place: str, body: bytes) -> bool:
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(found.st_mode) or found.st_size != len(body):
        return False
    with open(place, "rb", buffering=0) as file:
        return file.read(len(body) + 1) == body


def publish(site: Path, promised: Iterable[str], manifest: bytes) -> Published:
    """Bring the site to exactly the promised files, those that changed being staged; others' files are left alone.

    Raises OSError when the machine refuses.
    """
    Stage(site.as_posix()).put(MANIFEST, manifest)
    kept = {*promised, MANIFEST}
    others = sorted(path for path in _listed(site / MANIFEST) if path not in kept and _inside(path))
    stale = tuple(path for path in others if (site / path).is_file())
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
        fcntl.flock(folder, fcntl.LOCK_UN)  # worker processes that began meanwhile have the folder open too
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
