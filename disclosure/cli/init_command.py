"""`init`: a new portal, in which every other command works at once, or a body in it; what is there stays as it is."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from ..authoring.body_list import NO_BODIES, ListedBody, read_body_list, read_body_rows
from ..authoring.columns import COLUMNS_PAGE, columns_page
from ..authoring.new_portal import EXAMPLE_KIND, new_body, new_portal, preview_batch
from ..model.finding import Finding, Parsed
from ..parsing.classify import source_name, year_in
from ..parsing.fields import front_fields
from ..parsing.settings import likely_kind
from ..parsing.text import MAX_FILE_SIZE, encoding_of, read_halves
from ..system.console import say
from ..system.files import create, read_folder, read_source
from ..system.locations import IS_WINDOWS, builtin, content_around
from ..system.sandbox import Limits, SandboxError, sandboxed_call
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .known_bodies import known_bodies
from .options import Command, CommandOptions
from .project_options import schema_address
from .show import misused, show_findings

_LIMITS = Limits(20.0, 1 << 30)


class InitOptions(CommandOptions):
    """The options of `init`."""

    folder: Path
    example: bool = False
    name: str = ""
    bodies: Path | None = None
    columns: bool = False


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        type=Path,
        metavar="文件夹",
        help="网站的文件夹，例如 portal；内容文件夹里的是机构，例如 content/office；已有的文件不改动",
    )
    parser.add_argument("--name", metavar="名称", help="机构的全称，例如 某某县人民政府：写好名称和类别，不用再改")
    help_bodies = "机构清单（CSV 或 XLSX，列名 文件夹,名称,类别）：给每一行新建一个机构"
    parser.add_argument("--from", dest="bodies", type=Path, metavar="文件", help=help_bodies)
    help_columns = "另放页面“法定主动公开内容”：条例第二十、二十一条的各栏，没有写内容的不显示"
    parser.add_argument("--columns", action="store_true", help=help_columns)
    parser.add_argument("--example", action="store_true", help="另放一份示例报告，看过以后删去")


def _run(options: InitOptions) -> int:
    folder = options.folder
    if folder.exists() and not folder.is_dir():
        return misused(f"“{folder}”不是文件夹，换一个名称")
    if content := content_around(folder):
        return _begin_body(options, Path(os.path.abspath(folder)).relative_to(content), content)  # noqa: PTH100
    listed: tuple[ListedBody, ...] = ()
    if options.bodies:
        if not options.bodies.is_file():
            return misused(f"没有文件“{options.bodies}”")
        known = known_bodies(folder / "content")
        read = _read_list(options.bodies, options.name or (known[0].name if known else ""))
        if read.value is None:
            show_findings(read.findings, options.findings)
            return STOPPED
        listed = read.value
    options.name = options.name or _named_in_reports(folder / "content")
    (folder / "content" / "pages").mkdir(parents=True, exist_ok=True)
    files = _files(options) | _body_files(folder, listed)
    made = [path for path, text in files.items() if create(folder / path, text)]
    for path in _paths_to_name(made):
        say(f"已新建 {folder / path}")
    for path in _paths_to_name([path for path in files if path not in made]):
        say(f"已有 {folder / path}，没有改动")
    say("\n".join(_next_steps(options, made)))
    return DONE


def _named_in_reports(content: Path) -> str:
    """The body that the newest report at hand names in its title: a first report may have been imported before `init`."""
    from ..authoring.named_body import body_named  # only now: there is rarely one

    newest = max((file for file in content.glob("20*") if year_in(source_name(file.name))), default=None)
    if newest is None:
        return ""
    path = newest.as_posix()
    halves = read_halves(read_source(newest, path, newest.name, MAX_FILE_SIZE)).value
    fields = front_fields(halves, path).value if halves else None
    return body_named(fields.text("title")) if fields else ""


def _read_list(file: Path, own: str) -> Parsed[tuple[ListedBody, ...]]:
    """The bodies of a list: a workbook, or a text in whichever encoding a spreadsheet program saved it.

    `own` is the name of the portal's own body, whose place is left out of the folders that are made of names.
    """
    from ..authoring.named_body import name_key  # only now: a list is rarely read
    from ..authoring.propose_body import propose_body
    from ..importers import read_rows

    propose = partial(propose_body, home=name_key(own)) if find_spec("pypinyin") else None
    source = read_source(file, file.as_posix(), file.name, MAX_FILE_SIZE)
    if source.data.startswith(b"PK") and find_spec("openpyxl"):
        try:
            rows = sandboxed_call(read_rows, (source.data, source.path), _LIMITS)
        except SandboxError as error:
            return Parsed(None, (Finding("body-list.wrong", f"没有读完：{error}", source.path, hint="另存为 CSV，再用它"),))
        return read_body_rows(rows.value, source.path, propose) if rows.value is not None else Parsed(None, rows.findings)
    encoding = encoding_of(source.data)
    if not encoding or source.data.startswith(b"PK"):
        hint = "在表格程序里另存为 CSV（逗号分隔），再用它；.xlsx 要先装上导入用的库"
        return Parsed(None, (Finding("body-list.wrong", f"“{file.name}”不是文本", source.path, hint=hint),))
    return read_body_list(source.data.decode(encoding).removeprefix("\ufeff"), source.path, propose)


def _body_files(folder: Path, listed: tuple[ListedBody, ...]) -> dict[str, str]:
    """The `body.yml` of each listed body, by their paths."""
    depth = {body: len(Path(body.folder).parts) + 1 for body in listed}
    schema = "schemas/body.json"
    return {f"content/{one.folder}/body.yml": one.body_yml("../" * depth[one] + schema) for one in listed}


def _begin_body(options: InitOptions, inside: Path, content: Path) -> int:
    """Begin a body in a folder within the content folder."""
    folder, name = options.folder, options.name
    if inside == Path() or inside.parts[0] in NO_BODIES or any(step.startswith(".") for step in inside.parts):
        return misused(
            f"“{folder}”不能是机构的文件夹：机构放在内容文件夹里，各有一个文件夹，例如 {os.path.relpath(content)}/office"
        )
    file = folder / "body.yml"
    files = {file: new_body(schema_address(file, content, "body"), name=name)}
    if options.columns:
        there = next((body for body in known_bodies(content) if body.folder == inside.as_posix()), None)
        files[folder / COLUMNS_PAGE] = columns_page(there.kind if there else likely_kind(name))
    made = [path for path, text in files.items() if create(path, text)]
    if not made:
        return misused(f"“{'”“'.join(map(str, files))}”已经存在，没有改动")
    say("\n".join(f"已新建 {path}" for path in made))
    if file in made:
        asked = "打开它，核对类别" if name else "打开它，写上机构的名称和类别"
        say(worded(f"接着：{asked}；disclosure new 2025 --body {quoted(inside)} 开始写报告"))
    return DONE


def _files(options: InitOptions) -> dict[str, str]:
    """The files of the portal by their paths, as they are to be read."""
    schemas = {f"schemas/{name}": text for name, text in read_folder(builtin("schemas")).items()}
    files = new_portal(name if (name := "schemas/portal.json") in schemas else "", options.name) | schemas
    if options.columns:
        known = known_bodies(options.folder / "content")
        own = known[0].kind if known else likely_kind(options.name) if options.name else EXAMPLE_KIND
        files[f"content/{COLUMNS_PAGE}"] = columns_page(own)
    if IS_WINDOWS:
        files |= {"预览.bat": preview_batch(sys.executable)}
    return files | _example() if options.example else files


def _example() -> dict[str, str]:
    """The report to look at."""
    return {f"content/{name}": text for name, text in read_folder(builtin("examples/report")).items()}


def _paths_to_name(paths: list[str]) -> list[str]:
    """The paths as they are told: the schemas, which nobody opens, by their folder alone."""
    return list(dict.fromkeys("schemas" if path.startswith("schemas/") else path for path in paths))


def _next_steps(options: InitOptions, made: list[str]) -> Iterator[str]:
    """What to do now, in order, each as it is typed in the portal's folder."""
    folder = options.folder
    yield "接着："
    if "content/portal.yml" in made:
        yield f"  打开 {folder / 'content' / 'portal.yml'}，{'核对网站的名称和类别' if options.name else '写上网站和机构的名称'}"
    if options.columns:
        yield f"  打开 {folder / 'content' / COLUMNS_PAGE}，在各栏下面写内容或链接；没有写的不显示"
    if folder != Path():
        yield f"  cd {quoted(folder)}"
    click = "；也可以双击 预览.bat" if IS_WINDOWS else ""
    yield worded(f"  disclosure serve     在浏览器里看网站，保存即刷新{click}", folder)
    yield worded("  disclosure new 2025  开始写一份报告；已有 Word 等文件的：disclosure import 年报.docx（或整个文件夹）", folder)
    yield worded("  disclosure build     核对并生成 site/", folder)
    if options.example:
        yield f"示例报告看过以后删去：{'、'.join(str(folder / path) for path in _example())}"


COMMAND = Command(InitOptions, _add_options, _run)
