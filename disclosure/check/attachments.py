"""Files that lie in the content folder beside its sources: only those that a published page links to are published."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from posixpath import basename, dirname

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import Attachment

_EACH = 5
"""So many files of a folder are each reported; more are reported together."""


def check_unlinked(attachments: Sequence[Attachment], draft_links: Collection[str], dead: Collection[str]) -> Iterator[Finding]:
    """Report attachments that no published page links to; those in `draft_links` wait for a draft or a withdrawn report.

    `dead` are the targets of links that lead nowhere: where one is in the same folder or has the same name, the link is
    at fault, and has its finding.
    """
    excused = {dirname(path) for path in dead}
    names = {basename(path).casefold() for path in dead}
    for one in attachments:
        if one.name in draft_links:
            message = f"只有草稿或已撤下的报告链接到“{one.name}”，报告公开时才一同公开"
            yield Finding(
                "file.draft-only",
                message,
                one.path,
                hint="报告定稿后，删去其中 draft: true 一行；报告已撤下的，附件也不再公开，不用改",
            )
    left = [
        one
        for one in attachments
        if one.name not in draft_links and dirname(one.name) not in excused and basename(one.name).casefold() not in names
    ]
    for folder, group in groupby(sorted(left, key=lambda one: (dirname(one.name), one.name)), lambda one: dirname(one.name)):
        found = list(group)
        if len(found) <= _EACH:
            yield from (_unlinked(f"“{one.name}”", one) for one in found)
        else:
            some = "、".join(f"“{basename(one.name)}”" for one in found[:3])
            yield _unlinked(f"文件夹“{folder or '.'}”里的 {some} 等 {len(found)} 个文件", found[0])


def _unlinked(what: str, one: Attachment) -> Finding:
    name = basename(one.name)
    address = _NOT_AS_TYPED.sub(lambda sign: f"%{ord(sign[0]):X}", name)
    hint = f"要公开的，在页面里写上链接，例如 [{name.rpartition('.')[0] or name}]({address})；不公开的，移出内容文件夹"
    return Finding("file.unlinked", f"{what}没有页面链接到，不会公开", one.path, hint=hint)


_NOT_AS_TYPED = pattern("%(?=[0-9A-Fa-f]{2})|#")
"""A sign of a file's name that means something else in an address."""
