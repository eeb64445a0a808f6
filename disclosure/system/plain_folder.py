"""A folder that a web server serves as it is: files appear one by one in an order that is safe; not all at once."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .atomic import locked, publicly_readable
from .files import read_if_there, rewrite
from .release_folder import copy_checked
from .site_manifest import is_inside


class PlainFolder:
    """A folder with the files of one site, and maybe others' files, which stay.

    Methods raise OSError when the machine refuses.
    """

    def __init__(self, path: str) -> None:
        self.root = Path(path)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder if need be, and lock it: a second publisher waits."""
        with publicly_readable():
            self.root.mkdir(parents=True, exist_ok=True)
            with locked(self.root):
                yield

    def read(self, path: str) -> bytes | None:
        """Return a file, None where it is not there."""
        return read_if_there(self.root / path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files right in a folder of it."""
        place = self.root / folder
        return tuple(sorted(f"{folder}/{one.name}" for one in place.iterdir() if one.is_file())) if place.is_dir() else ()

    def same(self, site: str, files: Mapping[str, str], noted: Mapping[str, str]) -> frozenset[str]:
        """Return which files of the site folder are noted with their digests and are there, of the same size."""
        return frozenset(path for path, digest in files.items() if noted.get(path) == digest and self._has_size(site, path))

    def _has_size(self, site: str, path: str) -> bool:
        try:
            return os.lstat(self.root / path).st_size == os.lstat(f"{site}/{path}").st_size
        except (FileNotFoundError, NotADirectoryError):
            return False

    def write(self, path: str, data: bytes) -> None:
        """Put a file of these bytes here."""
        rewrite(self.root / path, data)

    def put(self, site: str, files: Mapping[str, str]) -> None:
        """Bring files of the site folder here, in this order; whoever reads one sees the old or the new one, whole."""
        for path, digest in files.items():
            if not is_inside(path):
                raise OSError(0, "清单里的路径不在网站里，没有公开", path)
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name[:60]}.new")
            try:
                copy_checked(f"{site}/{path}", str(temporary), digest)
                os.replace(temporary, target)
            finally:
                temporary.unlink(missing_ok=True)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, and the folders that are empty then."""
        for path in paths:
            if is_inside(path):
                (self.root / path).unlink(missing_ok=True)
                for folder in (self.root / path).parents:
                    if folder == self.root:
                        break
                    with suppress(OSError):
                        folder.rmdir()
