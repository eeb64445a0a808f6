"""Where things are: what comes with the program, the portal that a command is run in, and the installation itself."""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
IS_WINDOWS = sys.platform == "win32"
CACHE_FILE = "disclosure.sqlite"
OWN_IN_CACHE = frozenset((CACHE_FILE, f"{CACHE_FILE}-wal", f"{CACHE_FILE}-shm", f"{CACHE_FILE}-journal", "preview", ".gitignore"))
"""What the program puts into the cache folder, and what lets git pass it by."""
IS_CLONE = not (PACKAGE / "builtin").is_dir()
"""Whether the program runs where it is written: its templates, forms and schemas then lie beside the package."""


def builtin(name: str) -> Path:
    """Return a folder that comes with the program: in the package once it is installed, beside the package in a clone."""
    return (PACKAGE.parent if IS_CLONE else PACKAGE / "builtin") / name


def portal_root() -> Path:
    """Return the nearest folder, from here upwards, that holds `content/portal.yml`, as seen from here; this one if none does."""
    here = Path.cwd()
    for steps, folder in enumerate((here, *here.parents)):
        if os.path.isfile(folder / "content" / "portal.yml"):  # noqa: PTH113 (no error where a folder may not be looked into)
            return Path(*[".."] * steps)
    return Path()


def content_around(folder: Path) -> Path | None:
    """Return the content folder that a folder is or lies in, None when it is in none."""
    here = Path(os.path.abspath(folder))  # noqa: PTH100 (`..` is gone, links stay as they are)
    return next((above for above in (here, *here.parents) if os.path.isfile(above / "portal.yml")), None)  # noqa: PTH113


def theme_folder(content: Path) -> Path | None:
    """Return where the theme of a content folder lies if it has one: beside it, as seen from here; None where that is itself."""
    beside = Path(os.path.abspath(content)).parent / "theme"  # noqa: PTH100
    return None if beside == Path(os.path.abspath(content)) else Path(os.path.relpath(beside))  # noqa: PTH100


def schema_folder(content: Path) -> Path | None:
    """Return where the schemas for the files of a content folder lie: beside it, else in the clone; None where neither is."""
    beside = Path(os.path.abspath(content)).parent / "schemas"  # noqa: PTH100
    return beside if beside.is_dir() else builtin("schemas") if IS_CLONE else None


def install_command(libraries: str) -> str:
    """Return the command that adds libraries to the environment in which the program runs."""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():
        return f"pipx inject disclosure {libraries}"
    if (prefix / "uv-receipt.toml").is_file():
        return f"uv pip install --python {sys.executable} {libraries}"
    return f"{sys.executable} -m pip install {libraries}"
