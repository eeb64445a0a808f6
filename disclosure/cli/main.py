"""The program started: as `disclosure` where it is installed, as `python3 build.py` in a clone; and the way to its command."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from .. import __version__
from .commands import COMMANDS, MACHINE
from .invocation import program

_OWN = Path(__file__).parents[2] / ".venv" / "bin" / "python"
"""The Python that `make` sets up in a clone."""


def start() -> None:
    """Run the command line and end the process: at once, since freeing the values of a large portal would take seconds."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="replace")
    os._exit(_ended() if find_spec("msgspec") else _start_with_libraries())


def _ended() -> int:
    """Run the command line to its exit code, also where it ended with a help, or nobody reads what it says."""
    try:
        try:
            code = main(sys.argv[1:])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, KeyboardInterrupt):
        return MACHINE
    return code


def _start_with_libraries() -> int:
    """Begin again with the Python that has what this one lacks; return an exit code if there is none."""
    if _OWN.exists() and Path(sys.prefix).resolve() != _OWN.parent.parent.resolve():
        os.execv(_OWN, [str(_OWN), *sys.argv])  # noqa: S606 (the same command line, by another interpreter)
    sys.stderr.write("build.py: 运行环境还没有准备好，先运行一次 make check\n")
    sys.stderr.flush()
    return MACHINE


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    name, *rest = _with_default_command(arguments)
    about = dict(COMMANDS).get(name)
    if about is None:
        _parser().parse_args([name, *rest])  # prints the help, or which commands there are, and exits
        raise AssertionError(name)
    from .run_command import run_command  # only now: the help needs nothing of the program

    return run_command(name, about, rest)


def _with_default_command(arguments: Sequence[str]) -> list[str]:
    given = list(arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        return ["build", *given]
    return given


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog=program(), description="把 content/ 中的年度报告核对无误后生成公开网站。")
    parser.add_argument("--version", action="version", version=f"disclosure {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for name, about in COMMANDS:
        commands.add_parser(name, help=about)
    return parser
