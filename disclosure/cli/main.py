"""The program started: as `disclosure` where it is installed, as `python3 build.py` in a clone; and the way to its command."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..system.locations import IS_WINDOWS
from .commands import COMMANDS, DONE, MACHINE
from .invocation import is_called_by_make

_OWN = Path(__file__).parents[2] / ".venv" / "bin" / "python"
"""The Python that `make` sets up in a clone."""


def start() -> None:
    """Run the command line and end the process: at once, since freeing the values of a large portal would take seconds."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # none is there where whoever called closed it
        stream: Any = getattr(sys, name) or open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 (open as long as the process)
        stream.reconfigure(errors="replace")
        setattr(sys, name, stream)
    os._exit(exit_code() if find_spec("msgspec") else _start_with_libraries())


def exit_code() -> int:
    """Run the command line to its exit code, also where it ended with a help, or nobody reads what it says."""
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on Ctrl-C is answered
        try:
            code = main(sys.argv[1:])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        if code != DONE and is_called_by_make():
            sys.stderr.write(f"退出码 {code}（make 把它都写成 2）\n")
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, KeyboardInterrupt):
        return MACHINE
    return code


def _start_with_libraries() -> int:
    """Begin again with the Python that has what this one lacks; return an exit code if there is none."""
    if _OWN.exists() and Path(sys.prefix).resolve() != _OWN.parent.parent.resolve():
        os.execv(_OWN, [str(_OWN), *sys.argv])  # noqa: S606 (the same command line, by another interpreter)
    how = "先安装：py -m pip install ." if IS_WINDOWS else "先运行一次 make check"
    sys.stderr.write(f"build.py: 运行环境还没有准备好，{how}\n")
    sys.stderr.flush()
    return MACHINE


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    name, *rest = _with_default_command(arguments)
    about = dict(COMMANDS).get(name)
    if about is not None:
        from .run_command import run_command  # only now: the help needs nothing of the program

        return run_command(name, about, rest)
    from .general_help import show_general_help, show_unknown_command, show_version  # only now: a bare Python has no msgspec

    if name == "--version":
        return show_version()
    return show_general_help() if name in ("-h", "--help", "help") else show_unknown_command(name)


def _with_default_command(arguments: Sequence[str]) -> list[str]:
    given = list(arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        return ["build", *given]
    return given
