"""Findings name a place in a file's own terms; here they get its line and column."""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec.structs import replace

from ..model.finding import Finding
from ..model.portal import Portal
from ..parsing.locate import Locator
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import read_source


def with_spans(findings: Sequence[Finding], portal: Portal) -> tuple[Finding, ...]:
    """Return findings about the content folder with their lines; only files that have findings are read again."""
    reports = (*portal.entries, *portal.withdrawn) if findings else ()
    tables = {entry.path: portal.form_of[entry.format].tables for entry in reports}

    @cache
    def locator(path: str) -> Locator:
        return Locator(read_source(path, path, path, MAX_FILE_SIZE), tables.get(path, {}))

    return tuple(with_span(finding, locator) for finding in findings)


def with_span(finding: Finding, locator: Callable[[str], Locator]) -> Finding:
    """Return a finding with the line that `locator` of its file finds, unless it has one or names no place."""
    if finding.span is not None or not finding.place:
        return finding
    return replace(finding, span=locator(finding.path).span(finding.place))
