"""How the program was called, and how people are told to call it again: `disclosure`, `python3 build.py` or `make`.

Everywhere else a command is written as it is typed where the program is installed, `disclosure check`; `worded` puts it as
it is typed here, and all findings pass through it before they are shown.
"""

import os
import re
import shlex
import sys
from pathlib import Path

from ..system.locations import IS_WINDOWS
from .commands import COMMANDS

CALLED_BY = "DISCLOSURE_CALLED_BY"
"""The environment variable by which the Makefile says that it was make."""

_FRONT_DOOR, _MODULE = "build.py", "disclosure/__main__.py"
_CHORES = ("build", "check", "serve")
"""Commands that make has under the same name and that need nothing more."""
_WINDOWS = str.maketrans({"/": "\\", "'": '"'})
"""The signs of a command line as the one of Windows has them."""
_COMMAND = re.compile(
    rf"(?<![\w./-])disclosure ({'|'.join(name for name, _ in COMMANDS)})(?![\w-])((?: [^\s，。；：、（）”]+)*)", re.ASCII
)


def speaker() -> str:
    """Return the name under which the program speaks."""
    return _FRONT_DOOR if _called() == _FRONT_DOOR else "disclosure"


def program(folder: Path = Path()) -> str:
    """Return what is typed before a command by somebody who stands in a folder."""
    python = "py" if IS_WINDOWS else "python3"
    if _called() != _FRONT_DOOR:
        return f"{python} -m disclosure" if _called() == _MODULE else "disclosure"
    typed = sys.argv[0] if folder == Path() or Path(sys.argv[0]).is_absolute() else os.path.relpath(sys.argv[0], folder)
    return f"{python} {quoted(typed)}"


def quoted(path: object) -> str:
    """Return a path as it is typed in a command line of this system."""
    typed = f"./{path}" if str(path).startswith("-") else str(path)
    if not IS_WINDOWS:
        return shlex.quote(typed)
    typed = typed.replace("/", "\\")
    return f'"{typed}"' if re.search(r"[\s&()^;,]", typed) else typed


def worded(text: str, folder: Path = Path()) -> str:
    """Return a text whose commands, written as `disclosure check`, are as somebody who stands in a folder types them."""
    typed = program(folder)
    made = is_called_by_make() and folder == Path()

    def as_typed(found: re.Match[str]) -> str:
        if made and found[1] in _CHORES and not re.match(" [!-~]", found[2]):
            return f"make {found[1]}{found[2]}"
        options = found[2].translate(_WINDOWS) if IS_WINDOWS else found[2]
        return f"{typed} {found[1]}{options}"

    return _COMMAND.sub(as_typed, text)


def is_called_by_make() -> bool:
    """Return whether make called, which people then call again, and which ends with 2 whatever the exit code here."""
    return os.environ.get(CALLED_BY) == "make"


def _called() -> str:
    typed = Path(sys.argv[0])
    return _MODULE if typed.as_posix().endswith(_MODULE) else typed.name
