"""Guides to public information: what article 12 of the regulations wants in them, and whether they were looked after."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import Body, Portal, StandingPage

INCOMPLETE = "guide.incomplete"


def check_guides(portal: Portal) -> Iterator[Finding]:
    """Report what neither the text of a guide nor its body's `contact:` tells, and guides untouched for more than a year."""
    newest = max((entry.published for entry in portal.entries if not entry.draft), default=None)
    for page in portal.pages:
        if not page.is_guide or not page.text.strip():
            continue
        yield from _explained(page, _missing(page, portal.bodies_by_folder[page.folder]))
        if page.updated and newest and (newest - page.updated).days > 366:
            message = f"公开指南 {page.updated} 更新，比最近的报告（{newest} 发布）早一年以上"
            hint = f"核对机构、地址、电话和办公时间，再把 updated 写成核对的日期，例如 updated: {newest}"
            yield Finding("guide.old", message, page.path, ("updated",), hint=hint)


def _missing(page: StandingPage, body: Body) -> tuple[str, ...]:
    """The keys of `contact:` that are empty and of which the text of a guide says nothing."""
    contact = body.contact
    given = {
        "address": contact.address,
        "hours": contact.hours,
        "telephone": contact.telephone,
        "fax": contact.fax,
        "email": contact.email or (contact.form and not contact.form_is_file),
    }
    return tuple(key for key, (_, words) in _ITEMS.items() if not given[key] and not words.search(page.text))


def _explained(page: StandingPage, missing: tuple[str, ...]) -> Iterator[Finding]:
    """What is missing unless the page explains it; and an explanation of nothing."""
    is_explained = any(one.code == INCOMPLETE for one in page.explanations)
    if missing and not is_explained:
        names = "、".join(_ITEMS[key][0] for key in missing)
        where = "body.yml 的 contact:" if page.folder else "portal.yml 的 body: 下面的 contact:"
        hint = f"在 {where} 里写上 {'、'.join(missing)}，指南的网页上就有；没有的，在这一页写 explain: {{{INCOMPLETE}: 原因}}"
        yield Finding(INCOMPLETE, f"公开指南没有写{names}", page.path, ("title",), hint=hint)
    elif is_explained and not missing:
        hint = f"删去 {INCOMPLETE} 一行"
        yield Finding("explain.unmatched", f"“{INCOMPLETE}”没有对应的提示", page.path, ("explain", INCOMPLETE, ""), hint=hint)


_ITEMS = {
    "address": ("办公地址", pattern("地址|地点")),
    "hours": ("办公时间", pattern("(?:办公|工作|受理|接待)时间|工作日")),
    "telephone": ("联系电话", pattern("电话")),
    "fax": ("传真号码", pattern("传真")),
    "email": ("互联网联系方式", pattern("邮箱|邮件|互联网|网上|网站|网址|https?://")),
}
"""What a guide tells of the office in charge, by the keys of `contact:`, with the words by which a text is known to tell it."""
