"""Front door: hands the command line to the program, with the Python that `make` has set up for it."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from disclosure.cli.exit_codes import MACHINE
from disclosure.cli.main import main

_OWN = Path(__file__).resolve().parent / ".venv" / "bin" / "python"


def _with_libraries() -> int:
    """Run the command here, or in the program's own environment when this Python lacks what the program needs."""
    if find_spec("msgspec"):
        return main(sys.argv[1:])
    if _OWN.exists() and Path(sys.prefix).resolve() != _OWN.parent.parent.resolve():
        os.execv(_OWN, [str(_OWN), *sys.argv])  # noqa: S606 (the same command line, by another interpreter)
    print("build.py: 运行环境还没有准备好，先运行一次 make check", file=sys.stderr)  # noqa: T201
    return MACHINE


if __name__ == "__main__":
    os._exit(_with_libraries())  # at once: freeing the values of a large portal one by one would take seconds
