"""Numbers of persons in what will be public: each is told, and masked on the pages unless its author explains it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..model.finding import Finding, Place
from ..model.personal_numbers import NUMBER_KINDS, PersonalNumber, find_numbers
from ..model.portal import Attachment, FiledReport, Portal, StandingPage
from .markup import report_cells, report_fields
from .text_pieces import text_pieces

_CODE, _ATTACHMENT = "personal.data", "personal.attachment"


def check_personal_data(filing: FiledReport) -> Iterator[Finding]:
    """Report numbers of persons in a report's fields, sentences, notes and text."""
    for place, text in (*report_fields(filing), *report_cells(filing)):
        yield from _found(text, filing.report.path, place, filing.public_numbers, in_text=False)
    for place, text in text_pieces(filing):
        yield from _found(text, filing.report.path, place, filing.public_numbers)


def check_personal_page(page: StandingPage, allowed: Collection[str]) -> Iterator[Finding]:
    """The same for a standing page; where it explains them, only an explanation that matches nothing is reported."""
    found = (*_found(page.title, page.path, ("title",), allowed, in_text=False), *_found(page.text, page.path, ("#",), allowed))
    if not any(one.code == _CODE for one in page.explanations):
        yield from found
    for one in page.explanations:
        if one.code not in (_ATTACHMENT, "text.leftover", "guide.incomplete") and not (one.code == _CODE and found):
            key = f"{one.code}@{one.target}" if one.target else one.code
            yield Finding("explain.unmatched", f"“{key}”没有对应的提示", page.path, ("explain", key, ""), hint=f"删去 {key} 一行")


def _found(text: str, path: str, place: Place, allowed: Collection[str], in_text: bool = True) -> Iterator[Finding]:
    for one in find_numbers(text, allowed):
        words = text[one.start : one.end]
        yield Finding(_CODE, f"有{describe(one)}，网页上已遮去", path, (*place, words) if in_text else place, hint=advice(one))


def check_attachment_text(one: Attachment, text: str, allowed: Collection[str]) -> Iterator[Finding]:
    """Report numbers of persons in the name or the text of an attachment, which goes out as it is: once for each attachment."""
    name = one.name.rpartition("/")[2]
    found = tuple(dict.fromkeys(describe(number) for number in (*find_numbers(name, allowed), *find_numbers(text, allowed))))
    if found:
        said = "、".join(found[:3]) + (f" 等 {len(found)} 个" if len(found) > 3 else "")
        reason = f"explain: {{{_ATTACHMENT}@{name}: 原因}}"
        hint = f"在原文件里改成这样遮去的样子，再替换附件；确须公开的，在链接它的页面里写 {reason}"
        yield Finding(_ATTACHMENT, f"附件“{one.name}”里有{said}", one.path, hint=hint)


def unexplained(findings: Iterable[Finding], portal: Portal, linked_from: Mapping[str, Collection[str]]) -> tuple[Finding, ...]:
    """Return findings about attachments but for numbers of persons that a page explains which links to the attachment.

    `linked_from` are the sources of the pages that link to each attachment, by its name.
    """
    reasons = {entry.path: entry.attachment_explanations for entry in portal.entries}
    reasons |= {page.path: tuple(one.target for one in page.explanations if one.code == _ATTACHMENT) for page in portal.pages}
    names = {one.path: one.name for one in portal.attachments}

    def is_explained(finding: Finding) -> bool:
        name = names.get(finding.path, "")
        targets = {target for source in linked_from.get(name, ()) for target in reasons.get(source, ())}
        return finding.code == _ATTACHMENT and not targets.isdisjoint(("", name, name.rpartition("/")[2]))

    return tuple(finding for finding in findings if not is_explained(finding))


def describe(one: PersonalNumber) -> str:
    """What a number is, itself masked: findings are read by many."""
    return f"{NUMBER_KINDS[one.kind]} {one.masked}"


def advice(one: PersonalNumber) -> str:
    """What to type instead of a number."""
    return f"写成 {one.masked}，或整个删去；确须公开的，写 explain: {{{_CODE}: 原因}}"
