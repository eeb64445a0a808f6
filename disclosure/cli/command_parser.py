"""argparse in Chinese: the help, and what is wrong with a command line, with what was meant instead."""

import re
from argparse import Action, ArgumentParser
from pathlib import Path
from shutil import get_terminal_size
from typing import NoReturn

from ..system.console import columns

_INDENT = 22
"""The column at which the explanations of the help begin."""
_HELP_OPTIONS = ("--help", "--version")


class CommandParser(ArgumentParser):
    """The options of one command; a wrong command line ends the process with exit code 2 and says what is wrong."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False)
        self.register("type", Path, _path)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_usage(self) -> str:
        """Return one line: the command and what must follow it."""
        return f"用法：{' '.join((self.prog, '[选项]', *map(_argument, self._leading_arguments())))}"

    def format_help(self) -> str:
        """Return the usage, what the command does, and each argument and option with its explanation."""
        positionals = self._leading_arguments()
        groups = {"参数": positionals, "选项": [action for action in self._actions if action not in positionals]}
        sections = [(title, [(_invocation(one), one.help or "") for one in actions]) for title, actions in groups.items()]
        return help_text(self.format_usage(), self.description or "", sections) + "\n"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in Chinese, and how the command is written."""
        options = (*self._option_string_actions, *_HELP_OPTIONS)
        self.exit(2, f"{self.prog}: {in_chinese(message, options)}\n{self.format_usage()}（选项见 {self.prog} --help）\n")

    def _leading_arguments(self) -> list[Action]:
        return [action for action in self._actions if not action.option_strings]


def help_text(usage: str, description: str, sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """Return a help: the usage, what it is about, and sections of names with their explanations, side by side."""
    lines = [usage, description]
    for title, entries in sections:
        lines += ["", f"{title}："] if entries else []
        for name, about in entries:
            room = _INDENT - 2 - columns(name)
            first, *more = _wrapped(about, max(20, get_terminal_size().columns - _INDENT - 1))
            lines += [f"  {name}{' ' * room}{first}"] if room > 0 else [f"  {name}", " " * _INDENT + first]
            lines += [" " * _INDENT + line for line in more]
    return "\n".join(lines)


def in_chinese(message: str, options: tuple[str, ...]) -> str:
    """Return what argparse says of a command line, in Chinese; `options` are those that there are."""
    place, _, fault = message.removeprefix("argument ").partition(": ") if message.startswith("argument ") else ("", "", message)
    name = place.rpartition("/")[2]
    for pattern, words in _MESSAGES:
        if found := re.fullmatch(pattern, fault, re.DOTALL):
            first, *choices = found.groups() or ("",)
            listed = [one.replace("', '", "、").strip("'").replace(", ", "、") for one in choices]
            said = words.format(first.replace(", ", "、"), *listed, name=name)
            return said + _meant(found[1].split(), options) if "不认识" in words else said
    return f"{name}：{fault}" if name else fault


_MESSAGES = (
    (r"the following arguments are required: (.*)", "还缺 {0}"),
    (r"expected (?:one|at least one) argument", "{name} 后面要写值"),
    (r"expected .* arguments?", "{name} 后面写的值个数不对"),
    (r"invalid choice: ['\"](.*)['\"] \(choose from (.*)\)", "{name} 不能是“{0}”；可用：{1}"),
    (r"invalid int value: ['\"](.*)['\"]", "{name} 应为整数，不能是“{0}”"),
    (r"invalid \w+ value: ['\"](.*)['\"]", "{name} 不能是“{0}”"),
    (r"unrecognized arguments: (.*)", "不认识“{0}”"),
    (r"ambiguous option: (\S+) could match (.*)", "“{0}”写得不全，可能是 {1}"),
    (r"ignored explicit argument ['\"](.*)['\"]", "{name} 后面不写值，多了“{0}”"),
    (r"not allowed with argument (.*)", "{name} 和 {0} 只能写一个"),
    (r"one of the arguments (.*) is required", "要写其中一个：{0}"),
)
"""What argparse says, and the same in Chinese."""


def _meant(unknown: list[str], options: tuple[str, ...]) -> str:
    """What is said of words that the command does not know: the option that was meant, or that there is one too many."""
    from ..check.field_texts import nearest  # only now: a build with nothing to do loads nothing of the program

    wrong = next((word.partition("=")[0] for word in unknown if word.startswith("-")), "")
    near = nearest(wrong, options) if wrong else ""
    return f"；是不是“{near}”？" if near else "；没有这个选项" if wrong else "：多写了，删去；名字里有空格的，两头加引号"


def _path(text: str) -> Path:
    """A path as it is typed; `~/` is the user's own folder where no shell has put its name there already."""
    return Path(text).expanduser() if re.match(r"~(?:[/\\]|$)", text) else Path(text)


def _argument(action: Action) -> str:
    """An argument as the usage shows it."""
    name = str(action.metavar or action.dest)
    return {"?": f"[{name}]", "+": f"{name}…", "*": f"[{name}…]"}.get(str(action.nargs), name)


def _invocation(action: Action) -> str:
    """An argument or option as it is typed."""
    if not action.option_strings:
        return str(action.metavar or action.dest)
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest}"
    return f"{', '.join(action.option_strings)}{value}"


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of no more columns than this; a word of ASCII is not cut, and no line begins with a sign that closes."""
    lines, line = [], ""
    for piece in re.findall(r"(?:[!-~]+ ?|[^!-~])[，。；：、）”’]*", text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line]
