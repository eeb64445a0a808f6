"""What people read of an import: the plan before anything is written, and afterwards what was, what was not, and what is next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..authoring.propose_body import homophones
from ..model.portal import KINDS, Body
from ..system.locations import content_around
from ..system.packed_files import DocumentFile
from .import_plan import PlannedImport
from .invocation import quoted
from .write_imports import WrittenFile

_FEW = 3


def plan_lines(
    planned: Sequence[PlannedImport], content: Path, bodies: Sequence[Body], others: Sequence[DocumentFile]
) -> Iterator[str]:
    """Yield the plan: each document with its file, the bodies that are new, and what is not written."""
    to_write = [one for one in planned if one.is_to_write]
    yield f"计划：写成 {len(to_write)} 份" if to_write else "没有可以写的"
    for one in to_write:
        title = one.document.imported.title if one.document.imported else ""
        by = f"（{one.by}）" if one.by else ""
        instead = "，原来的留作 .bak" if one.target and one.target.exists() else ""
        files = (
            f"，带 {len(one.document.imported.files)} 个图片、附件"
            if one.document.imported and one.document.imported.files
            else ""
        )
        yield f"  {one.document.file.name} → {one.target}  {title or '（没有标题）'}{by}{files}{instead}"
    new = {one.new.folder: one.new for one in to_write if one.new}
    if new:
        yield f"新建 {len(new)} 个机构（文件夹会成为网址的一部分，公布后不再改；名称、类别写好后仍可以改 body.yml）："
    for body in new.values():
        near = "".join(f"；与已有的“{name}”读音相同：是写错了的，改正标题再导入" for name in homophones(body, bodies))
        yield f"  {content / body.folder / 'body.yml'}  {body.name}，{KINDS[body.kind]}{near}"
    same = [one for one in planned if one.is_there]
    if same:
        yield f"已经写过、没有变化的 {len(same)} 份"
    refused = [one for one in planned if one.target is None]
    if refused:
        yield f"不写的 {len(refused)} 份，原因见上："
        yield from (f"  {one.document.file.name}" for one in refused)
    if others:
        named = "、".join(one.name for one in others[:_FEW])
        yield f"不是文档、没有读的 {len(others)} 个：{named}{' 等' if len(others) > _FEW else ''}"


def result_line(planned: Sequence[PlannedImport], written: Sequence[WrittenFile]) -> str:
    """Return in one line how many documents were written and how many were not."""
    same = sum(one.is_there for one in planned)
    there = f"，{same} 份早已写好" if same else ""
    bodies = len({one.planned.new.folder for one in written if one.planned.new})
    new = f"，新建 {bodies} 个机构" if bodies else ""
    return f"写成 {len(written)} 份{new}{there}，{len(planned) - len(written) - same} 份没有写"


def file_lines(planned: Sequence[PlannedImport], written: Sequence[WrittenFile], *, dry_run: bool) -> str:
    """Return what became of each of a few files."""
    kept = {id(one.planned): one for one in written}
    return "\n".join(line for one in planned for line in _lines_of(one, kept.get(id(one)), dry_run=dry_run))


def _lines_of(one: PlannedImport, written: WrittenFile | None, *, dry_run: bool) -> Iterator[str]:
    """What became of one file."""
    imported = one.document.imported
    if imported is None:
        yield f"{one.document.file.name}：没有导入，原因见上"
        return
    summary = imported.summary
    refused = "（试运行，没有写文件）" if dry_run and one.target else "（没有写文件，原因见上）"
    refused = "（早已写好，没有变化）" if one.is_there else refused
    unsure = f"，其中 {summary.ambiguous} 个读法不定" if summary.ambiguous else ""
    yield f"{one.document.file.name} {f'→ {one.target}' if written else refused}"
    yield f"  {imported.title or '（没有标题）'}，{imported.year} 年度"
    yield f"  表格：应有 {summary.expected} 张，找到 {summary.tables} 张"
    yield f"  单元格：已填 {summary.filled} 个，空白 {summary.blank} 个{unsure}"
    if imported.files:
        yield f"  图片和附件：{'、'.join(file.name for file in imported.files)}"
    if written and written.kept:
        yield f"  原来的文件改名为 {written.kept}，核对后删去"
    if summary.left_over:
        yield "  没有写进表格和正文的原文："
        yield from (f"    {text}" for text in summary.left_over)


def next_steps(written: Sequence[WrittenFile], into: Path, more: str) -> Iterator[str]:
    """Yield what is left to do, in order: what a report can't be published without, then the commands, which need `more`."""
    home = content_around(into)
    yield "接着："
    yield from _missing(written)
    if home is None and into.name == "content":
        yield f"  {into} 里还没有 portal.yml：运行 disclosure init {quoted(into.parent)}，再写上网站和机构的名称"
    elif home is None:
        yield f"  新建 {into / 'portal.yml'}：写上网站的 name，以及 body 下机构的 name 和 kind"
    elif not any((into / name).is_file() for name in ("portal.yml", "body.yml")):
        yield f"  运行 disclosure init {quoted(into)}，再打开 {into / 'body.yml'}，写上机构的名称和类别"
    yield f"  对照原文核对，再运行 disclosure check{more}；没有错误后，disclosure build{more} 生成网站"


def _missing(written: Sequence[WrittenFile]) -> Iterator[str]:
    """What the author must add to the content files that were written, with the line; said once where many lack the same."""
    for code, asked in _ASKED.items():
        lacking = [(one, finding) for one in written for finding in one.planned.findings if finding.code == code and finding.span]
        for one, finding in lacking if len(lacking) <= _FEW else ():
            year = one.planned.document.imported.year if one.planned.document.imported else 0
            yield f"  {one.planned.target} 第 {finding.span.line if finding.span else 1} 行：{asked.format(year=year + 1)}"
        if len(lacking) > _FEW:
            years = Counter(one.planned.document.imported.year for one, _ in lacking if one.planned.document.imported)
            first = next(iter(years)) + 1
            again = f"；同一天公布的，重新导入时加 --published {first}-01-26 --force" if code == "import.no-date" else ""
            yield f"  {len(lacking)} 份报告{_LACKING[code]}，行号见上：{asked.format(year=first)}{again}"


_ASKED = {
    "import.no-title": "填上标题",
    "import.no-date": "填上首次发布日期，例如 published: {year}-01-26",
}
"""What a report can't be published without, and how the author is asked for it."""
_LACKING = {"import.no-title": "没有标题", "import.no-date": "没有发布日期"}
