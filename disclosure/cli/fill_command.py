"""`fill`: totals that were left blank are computed, and nothing else of the file changes."""

from argparse import ArgumentParser
from pathlib import Path

from ..authoring.fill import fill_totals
from ..check.codes import stops
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import read_source, rewrite
from .commands import DONE, STOPPED
from .forms_folder import forms_of
from .options import Command, CommandOptions, add_findings_option, add_formats_option
from .show import misused, show_findings


class FillOptions(CommandOptions):
    """The options of `fill`."""

    file: Path


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="报告文件，例如 content/2025.md")
    add_formats_option(parser)
    add_findings_option(parser)


def _run(options: FillOptions) -> int:
    if not options.file.is_file():
        return misused(f"没有文件“{options.file}”")
    forms = forms_of(options)
    found = forms.findings
    if forms.value:
        filled = fill_totals(read_source(options.file, options.file.as_posix(), options.file.name, MAX_FILE_SIZE), forms.value)
        found = filled.findings
        rewrite(options.file, filled.data)
    show_findings(found, options.findings)
    return STOPPED if stops(found) else DONE


COMMAND = Command(FillOptions, _add_options, _run)
