"""Which file of a content folder is what: its name alone decides."""

import re

from msgspec import Struct

from ..model.finding import Finding
from ..model.report import Source

_REPORT = re.compile(r"(?:.*/)?(?P<year>\d{4})\.md", re.IGNORECASE)
_PAGE = re.compile(r"pages/[^/]+\.md", re.IGNORECASE)
_BODY = re.compile(r".+/body\.yml")

_HINT = "报告的文件名是四位年份（年份.md）；页面放在 pages/；机构的说明是 body.yml，根目录的写在 portal.yml"


class ContentFiles(Struct, frozen=True):
    """The texts of a content folder by what they are, and what is wrong with their names."""

    settings: Source | None
    bodies: tuple[Source, ...]
    reports: tuple[Source, ...]
    pages: tuple[Source, ...]
    attached: tuple[Source, ...]
    findings: tuple[Finding, ...]


def classify(texts: tuple[Source, ...], folder: str) -> ContentFiles:
    """Return texts by what they are; Markdown that will be no page is reported, any other text is an attachment."""

    def matching(pattern: re.Pattern[str]) -> tuple[Source, ...]:
        return tuple(text for text in texts if pattern.fullmatch(text.name))

    bodies, reports, pages = matching(_BODY), matching(_REPORT), matching(_PAGE)
    settings = next((text for text in texts if text.name == "portal.yml"), None)
    known = {text.name for text in (*bodies, *reports, *pages)} | {"portal.yml"}
    others = tuple(text for text in texts if text.name not in known)
    strays = tuple(text for text in others if text.name.lower().endswith((".md", ".yml", ".yaml")))
    findings = [
        Finding("file.unused", f"“{text.name}”没有用处，不会生成网页，也不会公开", text.path, hint=_HINT) for text in strays
    ]
    if settings is None and not reports:
        hint = "用 disclosure init 新建网站，或用 --content 指定文件夹"
        findings.append(Finding("content.empty", f"“{folder}”里没有 portal.yml，也没有报告", folder, hint=hint))
    elif settings is None:
        findings.append(Finding("content.no-settings", f"“{folder}”里没有 portal.yml", f"{folder}/portal.yml"))
    attached = tuple(text for text in others if text not in strays)
    return ContentFiles(settings, bodies, reports, pages, attached, tuple(findings))


def year_in(name: str) -> str:
    """Return the year that the name of a report's file states, "" when it is called something else."""
    match = _REPORT.fullmatch(name)
    return match["year"] if match else ""
