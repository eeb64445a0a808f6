"""Scripts and tags in what people wrote: always shown as text, and always reported."""

import re
from collections.abc import Iterator
from html import unescape

from ..model.finding import Finding, Place
from ..model.portal import Body, Filing, Portal, Settings, StandingPage
from .identity import texts

_CODE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*)?/?>|<!--|<script|<iframe", re.IGNORECASE)
_UNSAFE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|svg|math|style|link|meta|base|form)\b|<[^>]*\bon[a-z]+\s*=|\bonerror\s*=",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$|<([a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*)>", re.MULTILINE)
_BARE = re.compile(r"\b((?:javascript|vbscript|data)\s*:\S*)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")
_ALLOWED = frozenset({"http", "https", "mailto", "tel"})


def scheme_of(address: str) -> str:
    """The scheme of a link target, lower case, seen through entities and invisible characters; "" for a relative one."""
    clean = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unescape(address))
    match = _SCHEME.match(clean)
    return match[1].lower() if match else ""


def check_markup(filing: Filing) -> Iterator[Finding]:
    """Report tags, scripts and disallowed links in a report's title, sentences and notes."""
    report = filing.report
    yield from _inspect(report.title, report.path, ("title",), markdown=False)
    for explanation in report.explanations:
        key = f"{explanation.code}@{explanation.target}" if explanation.target else explanation.code
        yield from _inspect(explanation.sentence, report.path, ("explain", key), markdown=False)
    for number, revision in enumerate(report.revisions):
        yield from _inspect(revision.change, report.path, ("revisions", number, "change"), markdown=False)
    for table in report.tables:
        form = filing.format.tables[table.key]
        for number, row in enumerate(table.rows):
            steps: Place = (number,) if table.authored else tuple(form.row_keys[number].split("."))
            if table.authored:
                yield from _inspect(table.authored[number].label, report.path, ("tables", table.key, number), markdown=False)
            for cell, column in zip(row, form.column_keys, strict=True):
                if cell.note:
                    yield from _inspect(cell.note, report.path, ("tables", table.key, *steps, column), markdown=False)
    for place, text in texts(filing):
        yield from _inspect(text, report.path, place)


def check_other_markup(portal: Portal) -> Iterator[Finding]:
    """The same for standing pages and the settings."""
    for page in portal.pages:
        yield from _page_markup(page)
    yield from _settings_markup(portal.settings, portal.bodies)


def _page_markup(page: StandingPage) -> Iterator[Finding]:
    yield from _inspect(page.title, page.path, ("title",), markdown=False)
    yield from _inspect(page.text, page.path, ("#", -1))


def _settings_markup(settings: Settings, bodies: tuple[Body, ...]) -> Iterator[Finding]:
    for place, text in ((("name",), settings.name), (("footer", "contact"), settings.contact)):
        yield from _inspect(text, settings.path, place, markdown=False)
    for body in bodies:
        yield from _inspect(body.name, body.path, ("name",) if body.folder else ("body", "name"), markdown=False)


def _inspect(text: str, path: str, place: Place, markdown: bool = True) -> Iterator[Finding]:
    if not re.search(r"[<:]|on\w+\s*=", text):
        return
    outside = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text) if markdown else text
    unsafe = _UNSAFE.search(outside)
    tag = _TAG.search(outside)
    if unsafe:
        yield _finding("markup.unsafe", f"含有脚本“{_first_line(unsafe[0])}”", path, place, _first_line(unsafe[0]), markdown)
    elif tag:
        message = f"含有 HTML 标签“{_first_line(tag[0])}”，会原样显示为文字"
        yield _finding("markup.html", message, path, place, _first_line(tag[0]), markdown)
    for match in (_TARGET if markdown else _BARE).finditer(outside):
        target = next(group for group in match.groups() if group)
        if scheme_of(target) not in ("", *_ALLOWED):
            yield _finding("link.scheme", f"不允许的链接“{target}”", path, place, target, markdown)


def _finding(code: str, message: str, path: str, place: Place, words: str, markdown: bool) -> Finding:
    return Finding(code, message, path, (*place, words) if markdown else place)


def _first_line(text: str) -> str:
    return text.split("\n")[0]
