"""Where the documents of a run belong: each with the folder of its body, of a new one, or with what is in the way."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..model.finding import Finding
from ..model.portal import Body
from ..parsing.settings import likely_kind
from .body_list import ListedBody
from .named_body import bodies_named, body_named, is_elsewhere, is_known, name_key, same_body
from .propose_body import propose_body


class TitledDocument(Struct, frozen=True):
    """A document that was read: its path, the title it states, and the year that it is for."""

    path: str
    title: str
    year: int


class Placement(Struct, frozen=True):
    """Where a document belongs: the folder of a body, which is `new` where nobody listed it; none with a finding why.

    `by` is what says so where it is not the title: the name of the file.
    """

    folder: str | None
    new: ListedBody | None = None
    by: str = ""
    finding: Finding | None = None


class _Named(Struct, frozen=True):
    """A document with what it calls its body, and whether only its file name does."""

    document: TitledDocument
    name: str
    by_file: bool = False


def place_documents(documents: Sequence[TitledDocument], bodies: Sequence[Body]) -> tuple[Placement, ...]:
    """Return where each document belongs, given the bodies of the portal, that of the portal itself among them.

    As long as the portal has no name, and all documents are of one body, that is the portal's own.
    """
    own = next((body for body in bodies if not body.folder and is_known(body)), None)
    titled = [name for document in documents if (name := body_named(document.title))]
    if own is None and (name := _own_name(titled)):
        own = Body("", "", name, "")
        bodies = (*bodies, own)
    home = name_key(own.name) if own else ""
    named = [_name_body(document, bodies, home) for document in documents]
    first = own.name if own else (*titled, "")[0]
    alone = not any(body.folder for body in bodies) and all(same_body(name, first, home) for name in titled)
    if alone and own is None:
        return tuple(Placement("") for _ in named)
    proposed = _propose_bodies(named, bodies, home)
    return tuple(_place(one, bodies, proposed, home, alone=alone) for one in named)


def of_another_body(document: TitledDocument, body: Body) -> Finding | None:
    """Return what is to be said where a title names another body than the one that the command line does."""
    named = body_named(document.title)
    if not named or not is_known(body) or bodies_named(named, [body], document.year, name_key(body.name)):
        return None
    where = f"{body.folder}/body.yml" if body.folder else "portal.yml 的 body 下面"
    hint = f"是同一机构的，把“{named}”写进 {where} 的 also，再导入；是别的机构的，不写 --body，按标题找"
    return Finding("import.other-body", f"标题写的是“{named}”，不是“{body.name}”，没有写", document.path, hint=hint)


def _own_name(names: Sequence[str]) -> str:
    """The name of the portal's own body, which nobody wrote down yet: a place before the names of others; "" where none is."""
    keys = {name_key(name): name for name in names}
    found = (key for key in sorted(keys, key=len) if any(other != key and other.startswith(key) for other in keys))
    return next((keys[key] for key in found if key.endswith((*"省市县区州盟旗镇乡", "街道"))), "")


def _name_body(document: TitledDocument, bodies: Sequence[Body], home: str) -> _Named:
    """What a document calls its body: its title, or else the name of its file or folder that is a body's, or sounds so."""
    if name := body_named(document.title):
        return _Named(document, name)
    *folders, stem = document.path.rpartition(".")[0].split("/")
    for said in (stem, *reversed(folders)):
        name = body_named(said)
        if name and (bodies_named(name, bodies, document.year, home) or likely_kind(name)):
            return _Named(document, name, by_file=True)
    return _Named(document, "")


def _propose_bodies(named: Iterable[_Named], bodies: Sequence[Body], home: str) -> tuple[ListedBody, ...]:
    """A new body for each name that none of the known has, once for those that are only written shorter; none without Pinyin."""
    unknown = {one.name for one in named if one.name and not bodies_named(one.name, bodies, one.document.year, home)}
    unknown = {name for name in unknown if not is_elsewhere(name, home)}
    found: list[ListedBody] = []
    for name in sorted(unknown, key=lambda one: (-len(one), one)):
        if not any(same_body(name, body.name, home) for body in found):
            taken = {body.folder for body in bodies} | {body.folder for body in found}
            try:
                found.append(propose_body(name, taken, home))
            except ImportError:  # installed before Pinyin was needed: whoever imports names the folder
                return ()
    return tuple(found)


def _place(named: _Named, bodies: Sequence[Body], proposed: Sequence[ListedBody], home: str, *, alone: bool) -> Placement:
    document, name = named.document, named.name
    if not name:
        return Placement("") if alone else Placement(None, finding=_nameless_finding(document))
    known = bodies_named(name, bodies, document.year, home)
    if len(known) == 1:
        return Placement(known[0].folder, by="按文件名" if named.by_file else "")
    if known:
        return Placement(None, finding=_ambiguous_finding(named, {body.name: body.folder for body in known}))
    fitting = [body for body in proposed if same_body(name, body.name, home)]
    fitting = [body for body in fitting if name_key(body.name) == name_key(name)] or fitting
    if not fitting and is_elsewhere(name, home):
        message = f"“{name}”不像是“{home}”的机构，没有写"
        hint = f"发错了的，从收件箱里拿开；确是这里的，先新建，例如 disclosure init content/文件夹 --name {name}"
        return Placement(None, finding=Finding("import.no-body", message, document.path, hint=hint))
    if not fitting:
        hint = f"先新建，例如 disclosure init content/文件夹 --name {name}"
        return Placement(None, finding=Finding("import.no-body", f"还没有机构“{name}”", document.path, hint=hint))
    if len(fitting) > 1:
        return Placement(None, finding=_ambiguous_finding(named, {body.name: body.folder for body in fitting}))
    return Placement(fitting[0].folder, fitting[0], "按文件名" if named.by_file else "")


def _ambiguous_finding(named: _Named, bodies: Mapping[str, str]) -> Finding:
    """What is said of a name that several bodies have; these are given with their folders."""
    shown = "、".join(f"“{name}”（{folder or '.'}）" for name, folder in bodies.items())
    hint = f"指明是哪一个，例如 disclosure import 文件 --body {list(bodies.values())[-1]}"
    return Finding("import.no-body", f"“{named.name}”可能是 {shown}", named.document.path, hint=hint)


def _nameless_finding(document: TitledDocument) -> Finding:
    said = f"标题“{document.title}”没有写是哪个机构的" if document.title else "没有标题，不知道是哪个机构的"
    return Finding("import.no-body", said, document.path, hint="指明机构，例如 disclosure import 文件 --body office")
