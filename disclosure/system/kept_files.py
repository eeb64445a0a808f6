"""What was made of the program's own files, kept beside it in `__pycache__`, as Python keeps its compiled modules.

Nothing is lost without it. Each is kept under its kind and a digest of all that it was made of, a file or a folder;
the newest of a kind stay.
"""

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from shutil import rmtree

from .locations import PACKAGE

NUMBER_KEPT = 4
"""How many of a kind are kept, the newest."""


def kept_file(kind: str, digest: str) -> bytes | None:
    """Return what is kept under a digest, None for nothing."""
    with suppress(OSError):
        return _path(kind, digest).read_bytes()
    return None


def keep_file(kind: str, digest: str, data: bytes) -> None:
    """Keep what was made of files under their digest, where the program may write beside itself."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        path = _path(kind, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(data)
        part.replace(path)
        _remove_old(path.parent, kind)


def kept_folder(kind: str, digest: str) -> Path | None:
    """Return the folder that is kept under a digest; None where there is none yet."""
    folder = _path(kind, digest)
    return folder if folder.is_dir() else None


def keep_folder(kind: str, digest: str) -> None:
    """Make the folder to be kept under a digest, where the program may write beside itself."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        folder = _path(kind, digest)
        folder.mkdir(parents=True, exist_ok=True)
        _remove_old(folder.parent, kind)


def _path(kind: str, digest: str) -> Path:
    return Path(cache_from_source(str(PACKAGE / "__init__.py"))).with_name(f"{kind}-{digest}")


def _remove_old(place: Path, kind: str) -> None:
    for old in sorted(place.glob(f"{kind}-*"), key=lambda one: one.stat().st_mtime, reverse=True)[NUMBER_KEPT:]:
        if old.is_dir():
            rmtree(old, ignore_errors=True)
        else:
            old.unlink(missing_ok=True)
