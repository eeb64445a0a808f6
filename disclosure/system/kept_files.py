"""What was made of the program's own files, kept in `__pycache__` beside it: nothing lost without."""

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from .compiled_templates import NUMBER_KEPT
from .locations import PACKAGE


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
        others = sorted(path.parent.glob(f"{kind}-*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in others[NUMBER_KEPT:]:
            old.unlink(missing_ok=True)


def _path(kind: str, digest: str) -> Path:
    return Path(cache_from_source(str(PACKAGE / "__init__.py"))).with_name(f"{kind}-{digest}")
