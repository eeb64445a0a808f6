"""A list of bodies, as offices keep it in a spreadsheet → the `body.yml` of each."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from csv import reader

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Finding, Parsed, Span
from ..model.portal import KINDS
from .new_portal import new_body
from .yaml_text import scalar_text

COLUMN_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "folder": ("文件夹", "folder", "目录", "地址"),
    "name": ("名称", "name", "机构名称", "机构", "单位", "单位名称", "全称"),
    "kind": ("类别", "kind", "机构类别", "类型"),
    "also": ("简称", "also", "曾用名", "别名"),
    "order": ("次序", "order", "排序", "序号"),
}
"""What a body's line can say, and the headings under which it does."""

_HEAD = 5
"""Among so many rows the names of the columns are looked for: above them there may be a title."""
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
NO_BODIES = ("assets", "pages", "register", "search")
"""Folders of the content folder, and of the site, that hold something else."""
_KIND_OF = {**{name: key for key, name in KINDS.items()}, **{key: key for key in KINDS}}


class ListedBody(Struct, frozen=True):
    """A body as a line of a list gives it: its folder, and what its `body.yml` says."""

    folder: str
    name: str
    kind: str
    also: tuple[str, ...] = ()
    order: str = ""

    def body_yml(self, schema: str) -> str:
        """Return its `body.yml`; `schema` is where editors find the schema, "" for nowhere."""
        lines = [f"name: {scalar_text(self.name)}", f"kind: {self.kind}"]
        lines += [f"order: {self.order}"] if self.order else []
        lines += [f"also: [{', '.join(map(scalar_text, self.also))}]"] if self.also else []
        return new_body(schema, "\n".join(lines))


Propose = Callable[[str, Collection[str]], ListedBody]
"""Makes a body of a name, in a folder that is not among those taken."""


def read_body_list(text: str, path: str, propose: Propose | None = None) -> Parsed[tuple[ListedBody, ...]]:
    """Return the bodies of a list as text, commas or tabs between its columns; None with what is wrong where anything is."""
    rows = list(reader(text.splitlines(), delimiter="\t" if "\t" in text.partition("\n")[0] else ","))
    return read_body_rows(rows, path, propose)


def read_body_rows(rows: Sequence[Sequence[str]], path: str, propose: Propose | None = None) -> Parsed[tuple[ListedBody, ...]]:
    """Return the bodies of a list, one of its first rows naming the columns; None with what is wrong where anything is.

    Folders and kinds that the list leaves out are those that `propose` gives to a name, if it can.
    """
    columns = [_columns(row) for row in rows[:_HEAD]]
    head = max(range(len(columns)), key=lambda number: (sum(at >= 0 for at in columns[number].values()), -number), default=0)
    at = columns[head] if columns else _columns(())
    missing = [COLUMN_HEADINGS[key][0] for key in (("name",) if propose else ("folder", "name", "kind")) if at[key] < 0]
    if missing:
        message = f"机构清单缺少“{'”“'.join(missing)}”一列"
        hint = "第一行写列名：文件夹,名称,类别，可以再加 简称,次序；例如下一行写 finance,某某镇财政所,其他机构"
        return Parsed(None, (Finding("body-list.wrong", message, path, span=Span(head + 1, 1), hint=hint),))
    lines = [(number, row) for number, row in enumerate(rows[head + 1 :], start=head + 2) if any(cell.strip() for cell in row)]
    bodies = [(number, _body({key: _cell(row, column) for key, column in at.items()})) for number, row in lines]
    bodies = list(_complete(bodies, propose)) if propose else bodies
    seen: dict[str, int] = {}
    wrong = []
    for number, body in bodies:
        for message, hint in _faults(body, seen):
            wrong.append(Finding("body-list.wrong", message, path, span=Span(number, 1), hint=hint))
        seen.setdefault(body.folder, number)
    return Parsed(None if wrong else tuple(body for _, body in bodies), tuple(wrong))


def _complete(bodies: Sequence[tuple[int, ListedBody]], propose: Propose) -> Iterator[tuple[int, ListedBody]]:
    """The bodies with the folders and kinds that their names suggest where the list has none."""
    taken = {body.folder for _, body in bodies if body.folder}
    for number, body in bodies:
        proposed = propose(body.name, taken) if body.name and not (body.folder and body.kind) else body
        taken.add(proposed.folder)
        yield number, replace(body, folder=body.folder or proposed.folder, kind=body.kind or proposed.kind)


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where a row that names columns has each of them, -1 where it does not."""
    heads = [head.strip().lower() for head in row]
    return {key: next((heads.index(word) for word in words if word in heads), -1) for key, words in COLUMN_HEADINGS.items()}


def _cell(row: Sequence[str], column: int) -> str:
    """A cell of a line without blanks around it, "" where there is none."""
    return row[column].strip() if 0 <= column < len(row) else ""


def _body(cells: Mapping[str, str]) -> ListedBody:
    """What a line says, its kind as a key where it is known."""
    also = tuple(filter(None, re.split(r"[、，,;；\s]+", cells["also"])))
    folder = cells["folder"].replace("\\", "/").strip("/")
    return ListedBody(folder, cells["name"], _KIND_OF.get(cells["kind"], cells["kind"]), also, cells["order"])


def _faults(body: ListedBody, seen: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """What is wrong with a line, and what to write instead."""
    if not _FOLDER.fullmatch(body.folder) or body.folder.partition("/")[0] in NO_BODIES:
        shown = f"“{body.folder}”不能是机构的文件夹" if body.folder else "没有写文件夹"
        yield shown, "用小写英文字母、数字和 -，例如 finance 或 bureaus/finance；它会成为网址的一部分，公布后不再改"
    elif body.folder in seen:
        yield f"“{body.folder}”第 {seen[body.folder]} 行已经有了", "每个机构一行，换一个文件夹"
    if not body.name:
        yield "没有写名称", "写上机构的全称，例如 某某镇财政所"
    if body.kind not in KINDS:
        shown = f"类别不能是“{body.kind}”" if body.kind else "没有写类别"
        yield shown, f"可用：{'、'.join(KINDS.values())}"
    if body.order and not (body.order.isascii() and body.order.isdecimal()):
        yield f"次序不能是“{body.order}”", "写 0 或更大的整数，小的排在前面；不写也可以"
