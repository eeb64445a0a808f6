"""`recode`: files in GBK, GB18030 or UTF-16 become UTF-8, and what they were stays beside them."""

from argparse import ArgumentParser
from pathlib import Path

from ..parsing.text import MAX_FILE_SIZE, encoding_of
from ..system.console import complain, say
from ..system.files import read_source, supersede
from .commands import DONE, STOPPED
from .options import Command, CommandOptions
from .show import misused


class RecodeOptions(CommandOptions):
    """The options of `recode`."""

    files: list[Path]


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="要转换的文件，可以几个，例如 content/2020.md")


def _run(options: RecodeOptions) -> int:
    for file in options.files:
        if not file.is_file():
            return misused(f"没有文件“{file}”")
    return max([_recode(file) for file in options.files])


def _recode(file: Path) -> int:
    """Bring one file into UTF-8 and say so; return the exit code."""
    data = read_source(file, file.as_posix(), file.name, MAX_FILE_SIZE).data
    encoding = encoding_of(data) if len(data) <= MAX_FILE_SIZE else ""
    if not encoding:
        complain(f"{file}：不是 UTF-8，也不是 GBK，没有改动；请在写这个文件的程序里另存为 UTF-8")
        return STOPPED
    kept = supersede(file, data.decode(encoding).encode())
    say(f"{file}：已改成 UTF-8，原来的是 {kept}" if kept else f"{file}：已经是 UTF-8，没有改动")
    return DONE


COMMAND = Command(RecodeOptions, _add_options, _run)
