"""Files that no page is made of because of their names: judged by what they hold, not only by how they are called."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from unicodedata import normalize

from msgspec import Struct

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.report import Source, folder_of

HEAD_SIZE = 4096
"""How many bytes of a file tell what it holds."""

_LOCK = pattern(r"~\$.+|\.~lock\..+", re.IGNORECASE)
_BACKUP = pattern(r".+~|~.+\.tmp|.+\.(?:bak|old|orig|tmp|temp|wbk|xlk|asd|swp|part|crdownload|download)", re.IGNORECASE)
_SYSTEM = pattern(r"thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information|@eadir", re.IGNORECASE)
_BINARY = pattern(
    r".+\.(?:docx?|xlsx?|pptx?|wps|et|dps|ofd|pdf|png|jpe?g|gif|bmp|webp|tiff?|svg|zip|rar|7z|gz|mp[34]|csv|html?|js|css|json|xml)",
    re.IGNORECASE,
)
_COPY = r"(?:\s*[(（]\d+[)）]|[\s_.-]*(?:副本|备份|拷贝|复件|最终|最新|定稿|终稿|修改|新建?|copy|backup|old|new|final)\d*)*"
_MARKDOWN = r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdtext)"
_REPORT = pattern(
    rf"\s*(?P<year>[0-9]{{4}})\s*年?(?:度|度?报告|度?年报)?{_COPY}\s*(?:{_MARKDOWN}{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE
)
_BODY = pattern(rf"body{_COPY}\s*(?:\.ya?ml{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE)
_SETTINGS = pattern(rf"portal{_COPY}\s*(?:\.ya?ml{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE)
_FIELD = pattern(r"^([a-z_]+)[ \t]*[:：][ \t]*(.*)$", re.MULTILINE)
_YEAR = pattern(r"(?:19|20)[0-9]{2}")
_HINT = "报告的文件名是四位年份（年份.md）；页面放在 pages/；机构的说明是 body.yml，根目录的写在 portal.yml"
_LITTER = {
    "lock": ("file.litter", "办公软件打开文件时留下的锁文件（里面有使用者的姓名）", "关闭正在编辑的文件，再删去以 ~$ 开头的文件"),
    "backup": ("file.litter", "备份或临时文件", "删去，或移出内容文件夹；确要公开的，改成平常的文件名，由页面链接"),
    "system": ("file.system-litter", "操作系统留下的文件", "可以删去（文件名例如 Thumbs.db）；留着也不会公开"),
}
_FEW = 3


class FileNames(Struct, frozen=True):
    """What the names of files that are no sources tell: which are `withheld`, never to be published, and what is wrong.

    `misnamed` are those that hold a source which is not there under its right name, each with that name.
    """

    withheld: frozenset[str]
    misnamed: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def check_file_names(
    sources: Sequence[Source], others: Sequence[Source], heads: Mapping[str, bytes], has_reports: bool, folder: str
) -> FileNames:
    """Return what is wrong with the names of the files that are no sources; `heads` is how those begin.

    A hidden file is only among the heads.
    """
    present, names = {file.name for file in sources}, {file.name for file in others}
    intended = {name: meant for name, head in heads.items() if (meant := intended_name(name, head))}
    misnamed = {name: meant for name, meant in intended.items() if not _is_quiet(name, meant, present, heads.keys() - names)}
    litter = [file for file in others if litter_kind(file.name)]
    strays = [f for f in others if f not in litter and f.name.lower().endswith((".md", ".yml", ".yaml"))]
    unknown = [f for f in litter if f.name not in intended and not (f.name.endswith("~") and f.name[:-1] in present | names)]
    findings = (
        *_misnamed_findings(misnamed, present, folder),
        *_litter_findings(unknown),
        *(_unused(file) for file in strays if file.name not in misnamed),
        *_missing(folder, has_reports, "portal.yml" in present, misnamed),
    )
    withheld = frozenset(file.name for file in (*litter, *strays)) | misnamed.keys()
    return FileNames(withheld, tuple((name, meant) for name, meant in misnamed.items() if meant not in present), findings)


def litter_kind(name: str) -> str:
    """Return what left a file behind: "lock", "backup" or "system"; "" for one that people put there."""
    steps = name.split("/")
    if any(_SYSTEM.fullmatch(step) for step in steps):
        return "system"
    if _LOCK.fullmatch(steps[-1]):
        return "lock"
    return "backup" if any(_BACKUP.fullmatch(step) for step in steps) else ""


def may_be_source(name: str) -> bool:
    """Whether a file may be a text by its name, so that it is worth looking at what it holds."""
    return not _BINARY.fullmatch(name) and not _LOCK.fullmatch(name.rpartition("/")[2])


def intended_name(name: str, head: bytes) -> str:
    """Return the name that a file should have for what it holds; "" where it holds no source, or its name is right.

    `head` is how it begins. A report, `body.yml`, `portal.yml` or a page is known by its fields, else by its name.
    """
    folder, _, last = name.rpartition("/")
    folder = "/".join(_proper_step(step) for step in folder.split("/") if not _SYSTEM.fullmatch(step))
    at = f"{folder}/" if folder else ""
    is_hidden_itself = last.startswith(".")
    last = normalize("NFKC", last).lstrip(".")
    fields, has_front_matter = _fields(head)
    named = _REPORT.fullmatch(last)
    year = next((found[0] for text in (fields.get("year", ""), last) if (found := _YEAR.search(text))), "")
    if has_front_matter and year and ("tables" in fields or {"title", "year"} <= fields.keys()):
        meant = f"{at}{year}.md"
    elif not has_front_matter and (_SETTINGS.fullmatch(last) or {"name", "body"} <= fields.keys()):
        meant = "portal.yml"
    elif not has_front_matter and at and (_BODY.fullmatch(last) or {"name", "kind"} <= fields.keys()):
        meant = f"{at}body.yml"
    elif has_front_matter and "title" in fields and folder.rpartition("/")[2] == "pages" and not is_hidden_itself:
        meant = f"{at}{last.partition('.')[0].strip()}.md"
    else:
        meant = f"{at}{named['year']}.md" if named else ""
    return "" if meant == name else meant


def is_hidden(name: str) -> bool:
    """Return whether a file, or a folder that it lies in, is hidden."""
    return name.startswith(".") or "/." in name


def _proper_step(step: str) -> str:
    """The name of a folder without what hides it or marks it as a copy."""
    return re.sub(r"(?i)(?:~|\.(?:bak|old|orig|tmp))+$", "", step).lstrip(".") or step


def _fields(head: bytes) -> tuple[dict[str, str], bool]:
    """The fields at the left margin of how a file begins, and whether they are front matter."""
    text = _decoded(head).lstrip("\ufeff \t\r\n\u3000").replace("\r\n", "\n")
    has_front_matter = text.startswith("---")
    front = text.partition("\n---")[0] if has_front_matter else text
    return dict(_FIELD.findall(front)), has_front_matter


def _decoded(head: bytes) -> str:
    """A text in whatever encoding a notepad gives it; only its keys and figures are looked at."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    return head.decode(errors="replace")


def _is_quiet(name: str, meant: str, present: set[str], hidden: Collection[str]) -> bool:
    """Whether nobody needs to hear of a file: an editor keeps a hidden copy, or one with a tilde, beside the original."""
    return meant in present and (name in hidden or name == f"{meant}~")


def _misnamed_findings(misnamed: Mapping[str, str], present: set[str], folder: str) -> Iterator[Finding]:
    """Report files that are sources but for their names: one for each folder of that kind, else each for itself."""
    folders: dict[str, list[str]] = {}
    for name in misnamed:
        at = next((at for at in _folders(name) if litter_kind(at) or is_hidden(at)), "")
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
                where = folder_of(meant) or folder
                is_astray = last == proper
                wrong = "放错了文件夹" if is_astray else "文件名不对"
                at_place = "" if folder_of(meant) == folder_of(name) else f"，放进 {where}"
                hint = f"改名为 {proper}{at_place}；记事本里另存时，“保存类型”选“所有文件”。不要公开的，移出内容文件夹"
                if is_astray:
                    hint = f"连同旁边的文件移到 {where}"
                yield Finding("file.misnamed", f"“{last}”像是{what}，但{wrong}，没有读取", f"{folder}/{name}", hint=hint)


def _misnamed_folder(at: str, names: list[str], doubles: set[str], folder: str) -> Iterator[Finding]:
    last = at.rpartition("/")[2]
    proper = _proper_step(last)
    held = "、".join(name.removeprefix(f"{at}/") for name in names[:_FEW]) + (
        f" 等 {len(names)} 个文件" if len(names) > _FEW else ""
    )
    if doubles:
        original = proper if proper != last else folder_of(at) or folder
        message = f"文件夹“{last}”像是 {original} 的备份，里面的 {held} 不会公开"
        hint = f"核对 {original} 里的文件是不是最新的，再删去“{last}”或移出内容文件夹"
        yield Finding("file.copy", message, f"{folder}/{at}", hint=hint)
    elif litter_kind(at) == "system":
        message = f"文件夹“{last}”是操作系统用的，里面的 {held} 没有读取"
        yield Finding("file.misnamed", message, f"{folder}/{at}", hint=f"把 {held} 移到机构的文件夹里；不要公开的，删去“{last}”")
    else:
        why = "是隐藏的（以点开头）" if is_hidden(last) else "像备份"
        message = f"文件夹“{last}”像是一个机构的文件夹，但名字{why}，里面的 {held} 没有读取"
        yield Finding("file.misnamed", message, f"{folder}/{at}", hint=f"把文件夹改名为 {proper}；不要公开的，移出内容文件夹")


def _what(meant: str) -> str:
    """What a file is that should have this name."""
    last = meant.rpartition("/")[2]
    if last == "portal.yml":
        return "网站的设置"
    if last == "body.yml":
        return "机构的说明"
    return "页面" if folder_of(meant).rpartition("/")[2] == "pages" and not _REPORT.fullmatch(last) else f" {last[:4]} 年的报告"


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
