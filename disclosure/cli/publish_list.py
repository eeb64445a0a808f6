"""What publishing would do, as a list that a person decides by: bodies and years, and what a correction changes."""

from collections.abc import Iterable, Iterator

from ..build.publication import Proposal
from ..model.portal import Portal
from ..publishing.changes import PendingChange, PublicSource
from ..publishing.register import ActKind

WORDS: dict[ActKind, str] = {
    "published": "新发布",
    "corrected": "更正",
    "edited": "编辑",
    "withdrawn": "撤下",
    "moved": "移动",
    "rolled_back": "退回",
    "erased": "删除",
}
"""What people call what an act does."""
_FEW = 3
_INDENT = " " * 10


def publish_list(proposal: Proposal) -> str:
    """Return the list: new reports by body, corrections with every change, then pages, attachments and settings."""
    if proposal.begins:
        return "\n".join(("已公开、开始登记：", *(line.replace(WORDS["published"], "已公开", 1) for line in _lines(proposal))))
    return "\n".join(("将公开：", *_lines(proposal)))


def counted(changes: Iterable[PendingChange]) -> str:
    """Return how many sources each act is done to: `新发布 3 项、更正 1 项`."""
    acts = [one.act for one in changes]
    return "、".join(f"{word} {acts.count(act)} 项" for act, word in WORDS.items() if act in acts)


def _lines(proposal: Proposal) -> Iterator[str]:
    portal = proposal.portal
    reports = [one for one in proposal.changes if one.source.kind == "report"]
    for folder in dict.fromkeys(body.folder for body in portal.bodies):
        own = [one for one in reports if one.source.body == folder]
        plain = [one for one in own if one.act in ("published", "moved") and not (one.source.amended or one.was_withdrawn)]
        for act in ("published", "moved"):
            yield from _together(act, [one.source for one in plain if one.act == act], portal)
        for one in own:
            if one not in plain:
                yield from _changed_report(one, portal)
    yield from _others([(one.act, one.source) for one in proposal.changes])
    yield from (f"  暂缓　  {one}" for one in proposal.held)


def _together(act: ActKind, sources: list[PublicSource], portal: Portal) -> Iterator[str]:
    """New or moved reports of one body in a line."""
    if sources:
        years = [source.year for source in sources]
        notes = [f"{len(years)} 份"] if len(years) > 1 else []
        notes += [f"原来在 {sources[0].origin.rpartition('/')[0] or '上一级'}"] if sources[0].origin else []
        note = f"（{'，'.join(notes)}）" if notes else ""
        yield _line(act, f"{_body(portal, sources[0].body)} {_years(years)}年报告{note}")


def _changed_report(pending: PendingChange, portal: Portal) -> Iterator[str]:
    act, source = pending.act, pending.source
    notes = ["报告的数和文字没有变"] if act == "edited" and not pending.settles else []
    notes += ["两个人发布得不同，以现在的这一份为准"] if pending.settles else []
    notes += [f"原来在 {source.origin}"] if source.origin else []
    if pending.was_withdrawn:
        notes += ["早已撤下，现在改了写明的内容" if source.withdrawn else "撤下以后重新公开"]
    note = f"（{'，'.join(notes)}）" if notes else ""
    yield _line(act, f"{_body(portal, source.body)} {source.year} 年报告{note}")
    yield from (f"{_INDENT}{line}" for line in source.amended)
    yield from (f"{_INDENT}{'撤下的原因' if source.withdrawn else '更正说明'}：{reason}" for reason in source.reasons)


def _others(changed: list[tuple[ActKind, PublicSource]]) -> Iterator[str]:
    for act, source in changed:
        if source.kind == "page":
            yield _line(act, f"页面“{source.title}”（{source.name}）")
    for kind, what in (("attachment", "附件"), ("settings", "网站和机构的设置")):
        for act in WORDS:
            sources = [source for its, source in changed if its == act and source.kind == kind]
            names = [source.name for source in sources if not source.amended]
            if names:
                yield _line(act, f"{what} {'、'.join(names[:_FEW])}{f' 等 {len(names)} 个' if len(names) > _FEW else ''}")
            for source in sources:
                if source.amended:
                    yield _line(act, f"{what} {source.name}")
                    yield from (f"{_INDENT}{line}" for line in source.amended)


def _line(act: ActKind, text: str) -> str:
    word = WORDS[act]
    return f"  {word}{'　' * (3 - len(word))}  {text}"


def _body(portal: Portal, folder: str) -> str:
    return (portal.bodies_by_folder[folder].name if folder in portal.bodies_by_folder else "") or folder


def _years(years: list[int]) -> str:
    """Years in few words: `2017—2022 ` where none between them is missing."""
    first, last = min(years), max(years)
    if last - first + 1 == len(years) > 2:
        return f"{first}—{last} "
    return "、".join(map(str, sorted(years))) + " "
