"""The commands, and the way to the module of the one that is run."""

from argparse import ArgumentParser
from collections.abc import Sequence

COMMANDS: tuple[tuple[str, str], ...] = (
    ("build", "核对并生成网站（默认命令）"),
    ("check", "只核对，草稿也核对，不写任何文件"),
    ("serve", "本机预览，保存即刷新"),
    ("import", "把 Word、PDF、网页等年报变成内容文件"),
    ("new", "新建下一年的报告，填好上年的数"),
    ("fill", "计算报告中空白的总计，不改其他任何内容"),
    ("schema", "按格式生成供编辑器使用的 JSON Schema"),
    ("explain", "说明一个提示代码"),
)
"""Each command with what it does, in the order of the help; its module is `<name>_command.py`."""


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
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        return ["build", *given]
    return given


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="build.py", description="把 content/ 中的年度报告核对无误后生成公开网站。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for name, about in COMMANDS:
        commands.add_parser(name, help=about)
    return parser
