"""What the program says where no command is named: its help, its version, and which command was meant."""

from .. import __version__
from ..check.field_texts import nearest
from ..system.console import complain, say
from .command_parser import help_text
from .commands import COMMANDS, DONE, MEANT_COMMANDS, MISUSED
from .invocation import program

_OPTIONS = [("-h, --help", "显示这段说明；一个命令有哪些选项：命令后面加 --help"), ("--version", "显示版本")]


def show_general_help() -> int:
    """Print the commands, each with what it does."""
    usage = f"用法：{program()} [命令] [选项]"
    say(help_text(usage, "把 content/ 里的年度报告核对无误后生成公开网站。", [("命令", list(COMMANDS)), ("选项", _OPTIONS)]))
    return DONE


def show_version() -> int:
    """Print which program this is."""
    say(f"disclosure {__version__}")
    return DONE


def show_unknown_command(name: str) -> int:
    """Say that there is no such command, and which was meant or which there are."""
    names = [command for command, _ in COMMANDS]
    meant = MEANT_COMMANDS.get(name.lower()) or nearest(name.lower(), names)
    hint = f"是不是“{meant}”？" if meant else f"可用：{'、'.join(names)}"
    complain(f"{program()}: 没有“{name}”这个命令；{hint}")
    return MISUSED
