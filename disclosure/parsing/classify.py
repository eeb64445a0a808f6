"""Which file of a content folder is what; one whose name is wrong is told by what it holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..model.finding import Finding
from ..model.portal import Attachment
from ..model.report import Source, folder_of
from .misnamed import intended_name, litter_kind, may_be_source

_REPORT = re.compile(r"(?:.*/)?(?P<year>[0-9]{4})\.md", re.IGNORECASE)
_PAGE = re.compile(r"pages/[^/]+\.md", re.IGNORECASE)
_BODY = re.compile(r".+/body\.yml")

_HINT = "报告的文件名是四位年份（年份.md）；页面放在 pages/；机构的说明是 body.yml，根目录的写在 portal.yml"
REGISTER = "register/"
"""The folder of the public record, nothing of which is ever an attachment."""

_LITTER = {
    "lock": ("file.litter", "办公软件打开文件时留下的锁文件（里面有使用者的姓名）", "关闭正在编辑的文件，再删去以 ~$ 开头的文件"),
    "backup": ("file.litter", "备份或临时文件", "删去，或移出内容文件夹；确要公开的，改成平常的文件名，由页面链接"),
    "system": ("file.system-litter", "操作系统留下的文件", "可以删去（文件名例如 Thumbs.db）；留着也不会公开"),
}
_FEW = 3


class ContentFiles(Struct, frozen=True):
    """The files of a content folder by what they are, and what is wrong with their names.

    `attached` are the files that a page may link to; `withheld` the names of those that are never published.
    """

    settings: Source | None
    bodies: tuple[Source, ...]
    reports: tuple[Source, ...]
    pages: tuple[Source, ...]
    attached: tuple[Attachment, ...]
    withheld: frozenset[str]
    misnamed: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def source_names(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of files that are no source by their names and may be one by what they hold."""
    for name in names:
        if not _is_source(name) and may_be_source(name) and not name.startswith(REGISTER):
            yield name


def classify(files: Sequence[Source], heads: Mapping[str, bytes], folder: str) -> ContentFiles:
    """Return the files by what they are; `heads` is how those begin that are no source by their names.

    A hidden file is only among the heads. What becomes neither a page nor an attachment is reported.
    """
    sources = [file for file in files if _is_source(file.name)]

    def matching(pattern: re.Pattern[str]) -> tuple[Source, ...]:
        return tuple(source for source in sources if pattern.fullmatch(source.name))

    bodies, reports, pages = matching(_BODY), matching(_REPORT), matching(_PAGE)
    settings = next((source for source in sources if source.name == "portal.yml"), None)
    intended = {name: meant for name, head in heads.items() if (meant := intended_name(name, head))}
    present = {source.name for source in sources}
    is_hidden = frozenset(heads) - {file.name for file in files}
    misnamed = {name: meant for name, meant in intended.items() if not _is_quiet(name, meant, present, is_hidden)}
    others = [file for file in files if file.name not in present and not file.name.startswith(REGISTER)]
    litter = [file for file in others if litter_kind(file.name)]
    strays = [f for f in others if f not in litter and f.name.lower().endswith((".md", ".yml", ".yaml"))]
    findings = [
        *_misnamed_findings(misnamed, present, folder),
        *_litter_findings([file for file in litter if file.name not in intended and not _has_original(file.name, files)]),
        *(_unused(file) for file in strays if file.name not in misnamed),
        *_missing(folder, bool(reports), settings is not None, misnamed),
    ]
    withheld = {file.name for file in (*litter, *strays)} | misnamed.keys()
    attached = tuple(Attachment(f.path, f.name, f.digest) for f in others if f.name not in withheld)
    missed = tuple((name, meant) for name, meant in misnamed.items() if meant not in present)
    return ContentFiles(settings, bodies, reports, pages, attached, frozenset(withheld), missed, tuple(findings))


def _is_source(name: str) -> bool:
    """Whether a file is a source of a page by its name."""
    if litter_kind(name) or name.startswith(REGISTER):
        return False
    return name == "portal.yml" or any(pattern.fullmatch(name) for pattern in (_BODY, _REPORT, _PAGE))


def _is_quiet(name: str, meant: str, present: set[str], is_hidden: frozenset[str]) -> bool:
    """Whether nobody needs to hear of a file: an editor keeps a hidden copy, or one with a tilde, beside the original."""
    return meant in present and (name in is_hidden or name == f"{meant}~")


def _has_original(name: str, files: Sequence[Source]) -> bool:
    return name.endswith("~") and any(file.name == name[:-1] for file in files)


def _misnamed_findings(misnamed: Mapping[str, str], present: set[str], folder: str) -> Iterator[Finding]:
    """Report files that are sources but for their names: one for each folder of that kind, else each for itself."""
    folders: dict[str, list[str]] = {}
    for name in misnamed:
        at = next((at for at in _folders(name) if litter_kind(at)), "")
        folders.setdefault(at, []).append(name)
    for at, names in folders.items():
        if at:
            yield from _misnamed_folder(at, names, {misnamed[name] for name in names} & present, folder)
            continue
        for name in names:
            meant = misnamed[name]
            last, proper = name.rpartition("/")[2], meant.rpartition("/")[2]
            what = _what(meant)
            if meant in present:
                message = f"“{last}”像是{what}的另一份，已有 {proper}，这一份不会公开"
                hint = f"内容以这一份为准的，用它替换 {proper}；不要了的，删去或移出内容文件夹"
                yield Finding("file.copy", message, f"{folder}/{name}", hint=hint)
            else:
                at_place = "" if folder_of(meant) == folder_of(name) else f"，放进 {folder_of(meant) or '内容文件夹'}"
                hint = f"改名为 {proper}{at_place}；记事本里另存时，“保存类型”选“所有文件”。不要公开的，移出内容文件夹"
                yield Finding("file.misnamed", f"“{last}”像是{what}，但文件名不对，没有读取", f"{folder}/{name}", hint=hint)


def _misnamed_folder(at: str, names: list[str], doubles: set[str], folder: str) -> Iterator[Finding]:
    proper = re.sub(r"(?i)(?:~|\.\w+)+$", "", at.rpartition("/")[2])
    held = "、".join(name.removeprefix(f"{at}/") for name in names[:_FEW]) + (
        f" 等 {len(names)} 个文件" if len(names) > _FEW else ""
    )
    last = at.rpartition("/")[2]
    if doubles:
        message = f"文件夹“{last}”像是 {proper} 的备份，里面的 {held} 不会公开"
        yield Finding(
            "file.copy", message, f"{folder}/{at}", hint=f"核对 {proper} 里的文件是不是最新的，再删去“{last}”或移出内容文件夹"
        )
    else:
        message = f"文件夹“{last}”像是一个机构的文件夹，但名字像备份，里面的 {held} 没有读取"
        yield Finding("file.misnamed", message, f"{folder}/{at}", hint=f"把文件夹改名为 {proper}；不要公开的，移出内容文件夹")


def _what(meant: str) -> str:
    """What a file is that should have this name."""
    last = meant.rpartition("/")[2]
    if last == "portal.yml":
        return "网站的设置"
    if last == "body.yml":
        return "机构的说明"
    return "页面" if _PAGE.fullmatch(meant) else f" {last[:4]} 年的报告"


def _folders(name: str) -> Iterator[str]:
    """Yield the folders that a file lies in, outermost first."""
    steps = name.split("/")[:-1]
    return ("/".join(steps[: depth + 1]) for depth in range(len(steps)))


def _litter_findings(litter: list[Source]) -> Iterator[Finding]:
    """Report what programs leave behind, once for each kind."""
    for kind, (code, what, hint) in _LITTER.items():
        found = [file for file in litter if litter_kind(file.name) == kind]
        if found:
            names = "、".join(f"“{file.name}”" for file in found[:_FEW])
            number = f"等 {len(found)} 个文件" if len(found) > _FEW else ""
            yield Finding(code, f"{names}{number}是{what}，不会公开", found[0].path, hint=hint)


def _unused(file: Source) -> Finding:
    return Finding("file.unused", f"“{file.name}”没有用处，不会生成网页，也不会公开", file.path, hint=_HINT)


def _missing(folder: str, has_reports: bool, has_settings: bool, misnamed: Mapping[str, str]) -> Iterator[Finding]:
    """Report that there is no `portal.yml`, unless one was found under another name."""
    if has_settings or "portal.yml" in misnamed.values():
        return
    if has_reports or misnamed:
        yield Finding("content.no-settings", f"“{folder}”里没有 portal.yml", f"{folder}/portal.yml")
    else:
        hint = "用 disclosure init 新建网站，或用 --content 指定文件夹"
        yield Finding("content.empty", f"“{folder}”里没有 portal.yml，也没有报告", folder, hint=hint)


def year_in(name: str) -> str:
    """Return the year that the name of a report's file states, "" when it is called something else."""
    match = _REPORT.fullmatch(name)
    return match["year"] if match else ""
