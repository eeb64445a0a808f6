"""How the program was called, and how people are told to call it again: `disclosure`, `python3 build.py` or `make`.

Everywhere else a command is written as it is typed where the program is installed, `disclosure check`; `worded` puts it as
it is typed here, and all findings pass through it before they are shown.
"""

import os
import re
import shlex
import sys
from pathlib import Path

from .commands import COMMANDS

CALLED_BY = "DISCLOSURE_CALLED_BY"
"""The environment variable by which the Makefile says that it was make."""

_FRONT_DOOR = "build.py"
_CHORES = ("build", "check", "serve")
"""Commands that make has under the same name and that need nothing more."""
_COMMAND = re.compile(rf"(?<![\w./-])disclosure ({'|'.join(name for name, _ in COMMANDS)})\b( [!-~])?", re.ASCII)


def speaker() -> str:
    """Return the name under which the program speaks."""
    return _FRONT_DOOR if _is_front_door() else "disclosure"


def program(folder: Path = Path()) -> str:
    """Return what is typed before a command by somebody who stands in a folder."""
    if not _is_front_door():
        return "disclosure"
    typed = sys.argv[0] if folder == Path() or Path(sys.argv[0]).is_absolute() else os.path.relpath(sys.argv[0], folder)
    return f"python3 {shlex.quote(typed)}"


def worded(text: str, folder: Path = Path()) -> str:
    """Return a text whose commands, written as `disclosure check`, are as somebody who stands in a folder types them."""
    typed = program(folder)
    made = os.environ.get(CALLED_BY) == "make" and folder == Path()

    def as_typed(found: re.Match[str]) -> str:
        if made and found[1] in _CHORES and not found[2]:
            return f"make {found[1]}"
        return f"{typed} {found[1]}{found[2] or ''}"

    return _COMMAND.sub(as_typed, text)


def _is_front_door() -> bool:
    return Path(sys.argv[0]).name == _FRONT_DOOR
