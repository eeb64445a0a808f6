"""The program started: as `disclosure` where it is installed, as `python3 build.py` in a clone."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from .exit_codes import MACHINE
from .main import main

_OWN = Path(__file__).parents[2] / ".venv" / "bin" / "python"
"""The Python that `make` sets up in a clone."""


def start() -> None:
    """Run the command line and end the process: at once, since freeing the values of a large portal would take seconds."""
    os._exit(main(sys.argv[1:]) if find_spec("msgspec") else _start_with_libraries())


def _start_with_libraries() -> int:
    """Begin again with the Python that has what this one lacks; return an exit code if there is none."""
    if _OWN.exists() and Path(sys.prefix).resolve() != _OWN.parent.parent.resolve():
        os.execv(_OWN, [str(_OWN), *sys.argv])  # noqa: S606 (the same command line, by another interpreter)
    sys.stderr.write("build.py: 运行环境还没有准备好，先运行一次 make check\n")
    sys.stderr.flush()
    return MACHINE
