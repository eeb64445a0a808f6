"""A cache of what is made of the program's own files: in `__pycache__` beside it, as Python keeps its compiled modules.

Nothing is lost without it. An entry is a file or a folder, under its kind and a digest of all that it was made of; the
newest of a kind stay.
"""

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from shutil import rmtree

from .locations import PACKAGE

MAX_OF_A_KIND = 4
"""How many entries of a kind stay, the newest."""


def cached_file(kind: str, digest: str) -> bytes | None:
    """Return the entry under a digest, None where there is none."""
    with suppress(OSError):
        return _path(kind, digest).read_bytes()
    return None


def cache_file(kind: str, digest: str, data: bytes) -> None:
    """Store an entry under a digest, where the program may write beside itself."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        path = _path(kind, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(data)
        part.replace(path)
        _remove_old(path.parent, kind)


def cached_folder(kind: str, digest: str) -> Path | None:
    """Return the folder under a digest; None where there is none yet."""
    folder = _path(kind, digest)
    return folder if folder.is_dir() else None


def cache_folder(kind: str, digest: str) -> None:
    """Make the folder under a digest, where the program may write beside itself."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        folder = _path(kind, digest)
        folder.mkdir(parents=True, exist_ok=True)
        _remove_old(folder.parent, kind)


def _path(kind: str, digest: str) -> Path:
    return Path(cache_from_source(str(PACKAGE / "__init__.py"))).with_name(f"{kind}-{digest}")


def _remove_old(place: Path, kind: str) -> None:
    for old in sorted(place.glob(f"{kind}-*"), key=lambda one: one.stat().st_mtime, reverse=True)[MAX_OF_A_KIND:]:
        if old.is_dir():
            rmtree(old, ignore_errors=True)
        else:
            old.unlink(missing_ok=True)
