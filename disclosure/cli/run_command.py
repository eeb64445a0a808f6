"""One command, run: its options, its exit code, and what it says when the machine refuses."""

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ..system.locations import portal_root
from .commands import MACHINE
from .invocation import program
from .options import Command
from .show import failed, misused, reason_of

_GARBAGE = (20_000, 20, 100)
"""Garbage-collector thresholds: few cycles, many long-lived objects."""


def run_command(name: str, about: str, arguments: Sequence[str]) -> int:
    """Run a command with its arguments and return its exit code; no other command's module is loaded."""
    command: Command[Any] = import_module(f".{name}_command", __package__).COMMAND
    parser = ArgumentParser(prog=f"{program()} {name}", description=about)
    command.add_options(parser)
    options = parser.parse_args(arguments, command.options())
    if options.plain:
        from ..fast.switch import PLAIN  # only now: it comes with every accelerator

        os.environ[PLAIN] = "1"
    gc.set_threshold(*_GARBAGE)
    try:
        options.locate(portal_root())
        unusable = options.unusable()
        return misused(unusable) if unusable else command.run(options)
    except KeyboardInterrupt:
        return failed("已中断，网站没有改动")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MACHINE
    except OSError as error:
        return failed(reason_of(error))
