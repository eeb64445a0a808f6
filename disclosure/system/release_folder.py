"""Releases beside each other in a folder, and the link `current` to one of them: what a web server serves, switched at once.

`PATH/releases/<name>/` is a whole site; `PATH/releases/order` names the releases, oldest publication first. A release is made
under another name and renamed when it is whole, so one that is there is complete.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from .atomic import locked, publicly_readable
from .files import read_if_there, rewrite
from .site_manifest import is_inside
from .snapshot import digest_of_file

_CURRENT, _RELEASES, _ORDER = "current", "releases", "order"
_UNFINISHED = ".new-"
_CHUNK = 1 << 20

Compressors = Callable[[str], Mapping[str, Callable[[bytes], bytes]]]
"""What lies compressed beside a file: how it is made, by the ending of its name."""


class ReleaseFolder:
    """A folder with releases. Every method raises OSError when the machine refuses; what is served is then as it was."""

    def __init__(self, path: str) -> None:
        self.root = Path(path)
        self.releases = self.root / _RELEASES

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder if need be, and lock it: a second publisher waits. What one left that was killed is removed."""
        with publicly_readable():
            self.releases.mkdir(parents=True, exist_ok=True)
            with locked(self.releases) as is_alone:
                for left in self.releases.glob(f"{_UNFINISHED}*") if is_alone else ():
                    shutil.rmtree(left, ignore_errors=True)
                yield

    def has_links(self) -> bool:
        """Whether links can be made here; a link `current` that is there shows it."""
        probe = Path(mkdtemp(dir=self.releases, prefix=_UNFINISHED))
        try:
            (probe / "link").symlink_to("nowhere")
        except (OSError, NotImplementedError):
            return False
        finally:
            shutil.rmtree(probe, ignore_errors=True)
        return True

    def give_up(self) -> None:
        """Remove the empty folder of releases again."""
        with suppress(OSError):
            self.releases.rmdir()

    def current(self) -> str:
        """Return the release that is served, "" where there is none."""
        try:
            return (self.root / _CURRENT).readlink().name
        except OSError:
            if os.path.lexists(self.root / _CURRENT):
                raise FileExistsError(0, "已有一个不是链接的 current，没有改动：先把它移走", str(self.root / _CURRENT)) from None
            return ""

    def order(self) -> tuple[str, ...]:
        """Return the releases that are there, oldest publication first."""
        listed = (read_if_there(self.releases / _ORDER) or b"").decode(errors="replace").split()
        there = sorted(path.name for path in self.releases.iterdir() if path.is_dir() and not path.name.startswith("."))
        return (*(name for name in there if name not in listed), *(name for name in dict.fromkeys(listed) if name in there))

    def remember(self, order: Iterable[str]) -> None:
        """Write down the order of releases."""
        rewrite(self.releases / _ORDER, "".join(f"{name}\n" for name in order).encode())

    def read(self, name: str, path: str) -> bytes | None:
        """Return a file of a release, None where it is not there."""
        return read_if_there(self.releases / name / path)

    def has(self, name: str) -> bool:
        """Whether there is a release of this name."""
        return bool(name) and (self.releases / name).is_dir()

    def add(
        self, name: str, site: str, files: Mapping[str, str], linked: Iterable[str], before: str, derive: Compressors
    ) -> None:
        """Add a release with these files of the site folder, copied and compared with their digests.

        Those that are `linked` are hard links to the files of the release before, as long as they are there and of one size;
        what is derived of files lies beside them.
        """
        staged = Path(mkdtemp(dir=self.releases, prefix=f"{_UNFINISHED}{name}-"))
        staged.chmod(0o755)
        try:
            known, into, earlier = set(linked), _Maker(staged), f"{self.releases}/{before}"
            for path, digest in files.items():
                place = into.place_of(path)
                is_linked = path in known and _is_linked(f"{earlier}/{path}", place, f"{site}/{path}")
                if not is_linked:
                    copy_checked(f"{site}/{path}", place, digest)
                for ending, compress in derive(path).items():
                    packed = f"{earlier}/{path}{ending}"
                    if not is_linked or not _is_linked(packed, place + ending, packed):
                        _write_compressed(place, place + ending, compress)
            os.replace(staged, self.releases / name)
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def renew(self, name: str, site: str, files: Mapping[str, str]) -> None:
        """Replace single files of a release that is there, one after the other."""
        staged = Path(mkdtemp(dir=self.releases, prefix=f"{_UNFINISHED}{name}-"))
        try:
            for path, digest in files.items():
                copy_checked(f"{site}/{path}", _Maker(staged).place_of(path), digest)
                os.replace(staged / path, _Maker(self.releases / name).place_of(path))
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def derive(self, name: str, paths: Iterable[str], derive: Compressors) -> None:
        """Lay beside files of a release that is there what is derived of them."""
        for path in paths:
            place = f"{self.releases}/{name}/{path}"
            for ending, compress in derive(path).items():
                _write_compressed(place, f"{place}.new", compress)
                os.replace(f"{place}.new", place + ending)

    def carry(self, name: str, before: str, paths: Iterable[str]) -> None:
        """Let a release have files of another one as well, where it has none of that name."""
        into = _Maker(self.releases / name)
        for path in paths:
            with suppress(FileExistsError, FileNotFoundError):
                _link(f"{self.releases}/{before}/{path}", into.place_of(path))

    def switch(self, name: str) -> None:
        """Serve a release from now on: one rename."""
        link = self.root / f".{_CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{_RELEASES}/{name}")
        try:
            os.replace(link, self.root / _CURRENT)
        except BaseException:
            link.unlink(missing_ok=True)
            raise

    def remove(self, names: Iterable[str]) -> None:
        """Remove releases; each disappears at once."""
        for name in names:
            gone = self.releases / f"{_UNFINISHED}{name}-gone"
            with suppress(FileNotFoundError):
                os.replace(self.releases / name, gone)
            shutil.rmtree(gone, ignore_errors=True)


def copy_checked(source: str, target: str, digest: str) -> None:
    """Copy a file, readable by all. Raises OSError unless the copy has this digest when it is read again."""
    state = sha256()
    with open(source, "rb", buffering=0) as given, open(target, "wb", buffering=0) as taken:
        while chunk := given.read(_CHUNK):
            state.update(chunk)
            taken.write(chunk)
    Path(target).chmod(0o644)
    if state.hexdigest() != digest or digest_of_file(target) != digest:
        raise OSError(0, "网站里的文件和清单不符，没有公开；请再生成一次", source)


class _Maker:
    """Places of files in a folder, with the folders that lead to them; each is looked for once."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.made: set[str] = set()

    def place_of(self, path: str) -> str:
        """Return where a file goes; its folder is there then."""
        if not is_inside(path):
            raise OSError(0, "清单里的路径不在网站里，没有公开", path)
        above = path.rpartition("/")[0]
        if above not in self.made:
            os.makedirs(f"{self.folder}/{above}", exist_ok=True)
            self.made.add(above)
        return f"{self.folder}/{path}"


def _is_linked(file: str, name: str, original: str) -> bool:
    """Link a file unless it is missing or has another size than the original; return whether it was linked."""
    try:
        if os.lstat(file).st_size != os.lstat(original).st_size:
            return False
        _link(file, name)
    except FileNotFoundError:
        return False
    return True


def _write_compressed(file: str, place: str, compress: Callable[[bytes], bytes]) -> None:
    Path(place).write_bytes(compress(Path(file).read_bytes()))
    Path(place).chmod(0o644)


@contextmanager
def compressed_copies(site: str, paths: Iterable[str], derive: Compressors) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give a temporary folder with what is derived of these files of a site, and the paths in it."""
    with TemporaryDirectory() as folder:
        into, made = _Maker(Path(folder)), []
        for path in paths:
            for ending, compress in derive(path).items():
                _write_compressed(f"{site}/{path}", into.place_of(path + ending), compress)
                made.append(path + ending)
        yield folder, tuple(made)


def _link(file: str, name: str) -> None:
    """Make a hard link to a file, or a copy where the file system has no hard links."""
    try:
        os.link(file, name)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        shutil.copy2(file, name)
