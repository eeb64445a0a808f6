"""The folders of bodies: each has reports, and a name that no file of the site has."""

import re
from collections.abc import Collection, Iterator

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import Body


def check_empty_bodies(bodies: tuple[Body, ...], folders: Collection[str], unread: Collection[str]) -> Iterator[Finding]:
    """Report bodies without any report, neither their own nor of a body below.

    `folders` are those that hold reports, drafts too; those in `unread` hold one whose name is wrong, which has its finding.
    """
    found = [
        body
        for body in bodies
        if body.folder and not any(f"{folder}/".startswith(f"{body.folder}/") for folder in (*folders, *unread))
    ]
    names = f"“{found[0].name}”等 {len(found)} 个机构" if len(found) > _EACH else ""
    for body in found[:1] if names else found:
        hint = f"放进以年份为名的报告（年份.md），或运行 disclosure new 年份 --body {body.folder}；不再需要的，删去 body.yml"
        yield Finding("body.empty", f"{names or f'“{body.name}”'}的文件夹里没有报告", body.path, ("name",), hint=hint)


_EACH = 5
"""So many bodies without reports are each named; more are told together."""


def where_it_belongs(folder: str, report: str, known: Collection[str]) -> str:
    """Return what to do with a report in a folder that no `body.yml` describes; `known` are the folders of all bodies."""
    hint = f"新建 {folder}/body.yml，写上 name: 机构名称 和 kind: 机构类别"
    meant = like_folder(folder, known)
    steps = folder.split("/")
    if "pages" in steps:
        above = "".join(f"{step}/" for step in steps[: steps.index("pages")])
        return f"pages/ 里只放页面；把报告移到机构的文件夹：{above if meant is None else meant}{report}"
    if meant is None:
        return hint
    return f"多半是{f'“{meant}”' if meant else '根目录'}的报告：改放 {meant}{report}；另一个机构的，{hint}"


def like_folder(folder: str, known: Collection[str]) -> str | None:
    """Return the folder of a body, with its slash, that a folder is taken for: its name but for case, signs and marks of a copy.

    The folder of the portal's own body is "". Folders named by a year, `pages`, and a folder within one of its name count not.
    """
    alike = (f"{one}/" if one else "" for one in known if one != folder and _plain(one) == _plain(folder))
    return next(alike, None)


def _plain(folder: str) -> str:
    steps: list[str] = []
    for step in folder.casefold().split("/"):
        plain = _MARKS.sub("", step)
        if plain and plain not in ("pages", *steps[-1:]):
            steps.append(plain)
    return "/".join(steps)


_MARKS = pattern(r"^[\W_]+|(?:^[12][0-9]{3}年?度?|(?:副本|备份|copy|backup|old|new)|[\W_]+|\([0-9]+\))+$")


_FILE_NAME = pattern(r".+\.(?:html|json|csv|xlsx|xml|txt|css|js)", re.IGNORECASE)


def check_body_folders(bodies: tuple[Body, ...]) -> Iterator[Finding]:
    """Report bodies whose folder has the name of a published file, where both may want one address."""
    for body in bodies:
        last = body.folder.rpartition("/")[2]
        if _FILE_NAME.fullmatch(last):
            message = f"文件夹“{last}”的名字是网页文件的名字，会与同名的文件争一个地址"
            hint = f"把文件夹改名，例如 {last.rpartition('.')[0]}-office"
            yield Finding("path.collision", message, body.path, hint=hint)
