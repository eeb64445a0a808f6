"""`fill`: totals that were left blank are computed, and nothing else of the file changes."""

import re
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from ..authoring.fill import fill_totals
from ..authoring.fill_sums import BodyFigures, fill_sums
from ..check.codes import stops
from ..check.file_names import is_hidden
from ..model.portal import Body
from ..model.report import Source
from ..parsing.settings import parse_body, parse_settings
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
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="报告文件或文件夹，可以几个，例如 content/2025.md")
    parser.add_argument("--blank-as-zero", action="store_true", help="第三、四部分的空白格填为 0：没有发生过的才用")
    parser.add_argument("--bind", action="store_true", help="正文里与表中某一格相同的数，改为取自表中：先列出，答 y 才改写")
    parser.add_argument("--yes", action="store_true", help="与 --bind 同用：不再询问")
    parser.add_argument("--sum", action="store_true", help="空白格填为文件夹里各机构同一年的报告相加；已经填的不改")
    parser.add_argument("--force", action="store_true", help="与 --sum 同用：已经填的格也改为相加的数")
    add_formats_option(parser)
    add_findings_option(parser)


def _run(options: FillOptions) -> int:
    for file in options.files:
        if not file.exists():
            return misused(f"没有文件“{file}”")
    files = list(_reports_in(options.files))
    if not files:
        return misused(f"“{options.files[0]}”里没有报告（年份.md）")
    forms = forms_of(options)
    found = list(forms.findings)
    for file in files if forms.value else ():
        source = _source_of(file)
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


def _reports_in(files: Iterable[Path]) -> Iterator[Path]:
    """The files, and the reports in folders and below them but for hidden ones; those that sum up others come after these."""
    for file in files:
        if file.is_dir():
            found = (one for one in file.rglob("*.md") if re.fullmatch(r"\d{4}", one.stem))
            read = (one for one in found if not is_hidden(one.relative_to(file).as_posix()))
            yield from sorted(read, key=lambda one: (-len(one.parts), one))
        else:
            yield file


def _bodies_below(file: Path) -> list[BodyFigures]:
    """The bodies that a report sums up, those right below its folder, each with its report of the same year."""
    home = file.parent
    own = _body_of(home) or Body("", "", "", "")
    folders = sorted({path.parent for path in home.rglob("body.yml")} - {home})
    nearest = [folder for folder in folders if not any(above in folder.parents for above in folders)]
    found = []
    for folder in nearest:
        body = _body_of(folder)
        report = folder / file.name
        source = _source_of(report) if report.is_file() else None
        if body and not replace(own, summary=True).sums_up(body):
            continue
        if source or body is None or not file.stem.isdecimal() or body.owes(int(file.stem)):
            found.append(BodyFigures(body.name if body and body.name else folder.name, source))
    return found


def _body_of(folder: Path) -> Body | None:
    """The body of a folder, None where nothing that can be read describes it."""
    if (folder / "body.yml").is_file():
        return parse_body(_source_of(folder / "body.yml")).value
    settings = parse_settings(_source_of(folder / "portal.yml")).value if (folder / "portal.yml").is_file() else None
    return settings.body if settings else None


def _source_of(file: Path) -> Source:
    return read_source(file, file.as_posix(), file.name, MAX_FILE_SIZE)


COMMAND = Command(FillOptions, _add_options, _run)
