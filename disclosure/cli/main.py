"""The commands, and the way to the module of the one that is run."""

from argparse import ArgumentParser
from collections.abc import Sequence

from .. import __version__
from .commands import COMMANDS
from .invocation import program


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
