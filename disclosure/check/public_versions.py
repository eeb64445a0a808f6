"""A report against the version of it that is public: what changed is said in `revisions`, and the first date never changes."""

from collections.abc import Iterator

from ..model.differences import Difference, correction_sentence, differ, differences, new_revisions
from ..model.finding import TODAY, Finding, Place
from ..model.portal import FiledReport
from ..model.report import UNPUBLISHED, Report, Revision, Source

_SHOWN = 5
"""So many changes are named; the others are counted."""


def check_public_version(filing: FiledReport) -> Iterator[Finding]:
    """What a reader of the public version finds otherwise now needs an entry in `revisions`; its date needs to stay.

    Where two people published it at once, nothing that either of them had changed may be lost.
    """
    public, report = filing.history.public, filing.report
    rivals = tuple(one.report for one in filing.history.rivals)
    shown = dict.fromkeys(one for version in (*rivals, *((public,) if public else ())) for one in version.revisions)
    for revision in shown:
        if revision not in report.revisions:
            message = f"已经公开的一条更正记录被删去或改动：{revision.date}：{revision.change}"
            hint = f"在 revisions: 里写回这一条：{{date: {revision.date}, change: {_quoted(revision.change)}}}"
            yield Finding("record.revision-lost", message, report.path, ("revisions",), hint=hint)
    lost = tuple(_lost_changes(filing)) if all(one in shown for one in report.revisions) else ()
    yield from lost
    if public and not new_revisions(public, report):
        else_do = "改由别的报告代替的，在这里的 revisions: 里写明"
        yield from check_old_addresses(public.moved_from, report.moved_from, report.path, ("title",), else_do)
    if public is None or not differ(public, report):
        return
    if public.published != report.published and UNPUBLISHED not in (public.published, report.published):
        message = f"首次发布日期由 {public.published} 改成了 {report.published}：这份报告已经公开，首次发布日期不能再改"
        hint = f"改回 published: {public.published}；内容有改动的，写进 revisions:"
        yield Finding("published.changed", message, report.path, ("published",), hint=hint)
    changed = [one for one in differences(public, report, filing.format) if one.place != ("published",)]
    if changed and not lost and not new_revisions(public, report):
        yield _unexplained(report, changed, f"这份报告已经公开，现在有 {len(changed)} 处改动，没有写明更正")


def check_old_addresses(
    public: tuple[str, ...], now: tuple[str, ...], path: str, place: Place, else_do: str = ""
) -> Iterator[Finding]:
    """Old addresses that led on are public: `moved_from` keeps them, unless the author does something `else_do`."""
    if gone := [one for one in public if one not in now]:
        message = f"moved_from 里没有 {'、'.join(gone)} 了，已经公开的旧地址会打不开"
        hint = f"写成 moved_from: [{', '.join(dict.fromkeys((*public, *now)))}]"
        yield Finding("record.moved", message, path, place, hint="；".join(filter(None, (hint, else_do))))


def _lost_changes(filing: FiledReport) -> Iterator[Finding]:
    """What one of two people who published at once had changed, and what is now as it was before, or as the other had it."""
    report = filing.report

    def places(one: Report, other: Report) -> set[Place]:
        return {difference.place for difference in differences(one, other, filing.format)}

    for rival in filing.history.rivals:
        others = [one.report for one in filing.history.rivals if one != rival] + ([rival.before] if rival.before else [])
        as_another = {place for other in others for place in places(rival.report, other) - places(other, report)}
        changed = places(rival.before, rival.report) if rival.before else as_another
        now = [one for one in differences(rival.report, report, filing.format) if one.place in changed]
        if lost := [one for one in now if one.is_cell or one.place in as_another]:
            message = f"两个人同时发布了这份报告，{rival.act}改的现在没有了"
            yield _unexplained(report, lost, message, "两边都要的，把这一边的也改上")
        if (withdrawn := rival.report.withdrawn) and not report.withdrawn:
            message = f"两个人同时发布了这份报告，{rival.act}撤下了它，现在又公开了"
            line = f"withdrawn: {{date: {withdrawn.date}, reason: {_quoted(withdrawn.reason)}}}"
            hint = f"撤下的，写回 {line}；重新公开的，在 revisions: 里写明，例如 {{date: {TODAY}, change: 重新核实后公开}}"
            yield Finding("record.changed", message, report.path, ("title",), hint=hint)


def _unexplained(report: Report, changed: list[Difference], message: str, else_do: str = "不该改的，改回原来的") -> Finding:
    """The finding about changes that no entry of `revisions` speaks of, with the entry to add, and what `else_do`."""
    named = "；".join(one.arrow for one in changed[:_SHOWN])
    more = f"；还有 {len(changed) - _SHOWN} 处" if len(changed) > _SHOWN else ""
    hint = f"{entry_to_add(report.revisions, correction_sentence(changed))}；{else_do}"
    return Finding("record.changed", f"{message}：{named}{more}", report.path, changed[0].place, hint=hint)


def entry_to_add(revisions: tuple[Revision, ...], sentence: str) -> str:
    """Return what to write so that a report says one correction more than these."""
    entry = f"{{date: {TODAY}, change: {_quoted(sentence)}}}"
    if revisions:
        return f"在 revisions: 里再加一条：{entry}（方括号里的用逗号隔开，分行写的前面写 - ）"
    return f"在 published: 下面加一行：revisions: [{entry}]"


def _quoted(text: str) -> str:
    """A text as YAML reads it between braces."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def draft_findings(report: Report, versions: tuple[Source, ...]) -> Iterator[Finding]:
    """A report that is public cannot become a draft again; `versions` are its registered ones."""
    if report.draft and versions:
        message = "这份报告已经公开，改成草稿会使它从网站上消失"
        hint = f"删去 draft 这一行；要撤下的，改写成 withdrawn: {{date: {TODAY}, reason: 撤下的原因}}，文件留着"
        yield Finding("record.drafted", message, report.path, ("draft", ""), hint=hint)
