"""Compiled templates, kept beside the program as Python keeps its own compiled modules: in `__pycache__`, nothing lost without.

A folder holds those of one set of templates, and exists once these were found to be without fault.
"""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from shutil import rmtree

from .locations import PACKAGE

NUMBER_KEPT = 4
"""The sets of templates that are kept, the newest."""


def compiled_folder(digest: str) -> Path | None:
    """Return where the compiled templates under a digest are kept; None where there are none yet."""
    folder = _folder(digest)
    return folder if folder.is_dir() else None


def begin_compiled_folder(digest: str) -> None:
    """Make the folder for the compiled templates under a digest, where the program may write beside itself."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        folder = _folder(digest)
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(folder.parent.glob("templates-*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in others[NUMBER_KEPT:]:
            rmtree(old, ignore_errors=True)


def _folder(digest: str) -> Path:
    return Path(cache_from_source(str(PACKAGE / "__init__.py"))).with_name(f"templates-{digest}")
