"""`fill`: totals that were left blank are computed, and nothing else of the file changes."""

from argparse import ArgumentParser
from pathlib import Path

from msgspec.structs import replace

from ..authoring.fill import fill_totals
from ..authoring.fill_sums import BodyFigures, fill_sums
from ..check.codes import stops
from ..parsing.settings import parse_body
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import read_source, rewrite
from .bind_figures import bind_figures
from .commands import DONE, STOPPED
from .forms_folder import forms_of
from .options import Command, CommandOptions, add_findings_option, add_formats_option
from .show import misused, show_findings


class FillOptions(CommandOptions):
    """The options of `fill`."""

    files: list[Path]
    blank_as_zero: bool = False
    bind: bool = False
    yes: bool = False
    sum: bool = False
    force: bool = False


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="报告文件，可以几个，例如 content/2025.md")
    parser.add_argument("--blank-as-zero", action="store_true", help="第三、四部分的空白格填为 0：没有发生过的才用")
    parser.add_argument("--bind", action="store_true", help="正文里与表中某一格相同的数，改为取自表中：先列出，答 y 才改写")
    parser.add_argument("--yes", action="store_true", help="与 --bind 同用：不再询问")
    parser.add_argument("--sum", action="store_true", help="空白格填为文件夹里各机构同一年的报告相加；已经填的不改")
    parser.add_argument("--force", action="store_true", help="与 --sum 同用：已经填的格也改为相加的数")
    add_formats_option(parser)
    add_findings_option(parser)


def _run(options: FillOptions) -> int:
    for file in options.files:
        if not file.is_file():
            return misused(f"“{file}”是文件夹，请写明其中的文件" if file.is_dir() else f"没有文件“{file}”")
    forms = forms_of(options)
    found = list(forms.findings)
    for file in options.files if forms.value else ():
        source = read_source(file, file.as_posix(), file.name, MAX_FILE_SIZE)
        if options.bind:
            found += bind_figures(source, forms.value or (), is_sure=options.yes)
            continue
        if options.sum:
            summed = fill_sums(source, _bodies_below(file), forms.value or (), overwrite=options.force)
            found += summed.findings
            source = replace(source, data=summed.data)
        filled = fill_totals(source, forms.value or (), blank_as_zero=options.blank_as_zero)
        found += filled.findings
        rewrite(file, filled.data)
    show_findings(found, options.findings)
    return STOPPED if stops(found) else DONE


def _bodies_below(file: Path) -> list[BodyFigures]:
    """The bodies that a report sums up, those right below its folder, each with its report of the same year."""
    home = file.parent
    folders = sorted({path.parent for path in home.rglob("body.yml")} - {home})
    nearest = [folder for folder in folders if not any(above in folder.parents for above in folders)]
    found = []
    for folder in nearest:
        body = parse_body(read_source(folder / "body.yml", (folder / "body.yml").as_posix(), "body.yml", MAX_FILE_SIZE)).value
        report = folder / file.name
        source = read_source(report, report.as_posix(), report.name, MAX_FILE_SIZE) if report.is_file() else None
        if source or body is None or not file.stem.isdecimal() or body.owes(int(file.stem)):
            found.append(BodyFigures(body.name if body and body.name else folder.name, source))
    return found


COMMAND = Command(FillOptions, _add_options, _run)
