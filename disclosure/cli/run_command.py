"""One command, run: its options, its exit code, and what it says when the machine refuses."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from typing import Any

from ..system.locations import PACKAGE, portal_root
from .command_parser import CommandParser
from .commands import MACHINE
from .invocation import program
from .options import Command, CommandOptions
from .show import failed, misused, reason_of

_GARBAGE = (1_000_000, 20, 100)
"""Garbage-collector thresholds: few cycles, many long-lived objects."""


def run_command(name: str, about: str, arguments: Sequence[str]) -> int:
    """Run a command with its arguments and return its exit code; no other command's module is loaded."""
    command: Command[Any] = import_module(f".{name.replace('-', '_')}_command", __package__).COMMAND
    parser = CommandParser(f"{program()} {name}", about)
    command.add_options(parser)
    options = parser.parse_args(arguments, command.options())
    if options.plain:
        from ..fast.switch import PLAIN  # only now: it comes with every accelerator

        os.environ[PLAIN] = "1"
    gc.set_threshold(*_GARBAGE)
    try:
        options.locate(portal_root())
        unusable = _unreadable_name(options) or options.unusable()
        if unusable:
            return misused(unusable)
        _recover(options)
        return command.run(options)
    except KeyboardInterrupt:
        return failed("已中断，网站没有改动")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MACHINE
    except OSError as error:
        return failed(reason_of(error))
    except Exception as error:  # a mistake of the program's: said in one line that whoever maintains it can use
        return failed(f"程序出错，网站没有改动：{_where(error)}；请把这一行发给程序的维护者，并说明运行的命令")


def _recover(options: CommandOptions) -> None:
    """Bring the site back to what it was before a build that was killed while it moved files, whichever command comes next."""
    site = getattr(options, "site", None)
    if isinstance(site, Path) and site.is_dir():
        from ..system.atomic import recover  # only now: most commands have no site

        recover(site)


def _unreadable_name(options: CommandOptions) -> str:
    """What is said of a path of the command line that is not UTF-8, "" where all are."""
    given = [value for one in vars(options).values() for value in (one if isinstance(one, list) else [one])]
    for path in (str(value) for value in given if isinstance(value, Path)):
        if (shown := path.encode(errors="replace").decode()) != path:
            return f"“{shown}”的名字不是 UTF-8，读不出来：先改名，例如 convmv -f GBK -t UTF-8 --notest {shown}"
    return ""


def _where(error: Exception) -> str:
    """What went wrong, and the innermost line of the program at which it did."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(str(PACKAGE))]
    place = f"（{Path(frames[-1].filename).relative_to(PACKAGE).as_posix()}:{frames[-1].lineno}）" if frames else ""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{place} {said}".strip()
