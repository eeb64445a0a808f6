"""Case documents: read, and held against what is found in the portal that they spoil."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from disclosure.build.assemble import report_entry
from disclosure.build.body import open_body_reports
from disclosure.build.context import Project, RecentResults, Runtime
from disclosure.build.load import load_content
from disclosure.build.locate_findings import with_spans
from disclosure.build.record import check_vanished
from disclosure.check.all_checks import check_portal, judge_body_reports
from disclosure.model.finding import Finding, by_place
from disclosure.model.portal import FiledReport
from disclosure.system.atomic import NullWriter
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.snapshot import snapshot_folder
from tests.support.portal import ROOT, Change, place_of

CASES = ROOT / "tests" / "cases"


class Expected(NamedTuple):
    """A finding that a case announces: its place (`FILE:LINE:COLUMN`, the column optional), its code, and words that it says."""

    place: str
    code: str
    words: tuple[str, ...] = ()


class Case(NamedTuple):
    """A case document: what it shows, what it changes, and the findings it expects, no others."""

    title: str
    changes: tuple[Change, ...]
    expected: tuple[Expected, ...]

    @property
    def needs_pages(self) -> bool:
        """Whether some finding it expects is about finished pages: where their links lead, or which path they have."""
        return any(
            one.code.startswith(
                (
                    "link.",
                    "path.",
                    "moved.loop",
                    "moved.in",
                    "moved.tw",
                    "file.unlinked",
                    "file.draft-only",
                    "attachment.",
                    "personal.attachment",
                )
            )
            for one in self.expected
        )


def cases() -> list[Path]:
    """Every case document."""
    return sorted(CASES.glob("*.case"))


@cache
def read_case(path: Path) -> Case:
    """Read a case document.

    `# title`; `change FILE` with `- old` and `+ new` lines; `file FILE` with `| ` lines;
    `expect FILE:LINE:COLUMN CODE`, the column optional, followed by `| ` lines of words that it says.
    Message and hint are stated whole, one line each.
    """
    title, changes, expected = "", [], []
    for block in re.split(r"(?m)^(?=# |change |file |expect )", path.read_text(encoding="utf-8")):
        kind, _, rest = block.partition(" ")
        head, *lines = rest.rstrip("\n").split("\n")
        if kind == "#":
            title = head
        elif kind == "file":
            changes.append(Change(head, None, "".join(f"{line[2:]}\n" for line in lines if line)))
        elif kind == "change":
            pieces = re.findall(r"((?:^- .*\n?)+)((?:^\+.*\n?)*)", "\n".join(lines), re.MULTILINE)
            changes += [Change(head, _unmarked(old), _unmarked(new)) for old, new in pieces]
        elif kind == "expect":
            place, code = head.rsplit(" ", 1)
            expected.append(Expected(place, code, tuple(line[2:] for line in lines if line)))
    return Case(title, tuple(changes), tuple(expected))


def _unmarked(lines: str) -> str:
    return "\n".join(line[2:] for line in lines.rstrip("\n").split("\n")) if lines else ""


def findings_without_pages(project: Project, recent: RecentResults) -> tuple[Finding, ...]:
    """Return what is wrong with a content folder, no page of it made; `recent` is for the forms and templates, read once."""
    loaded = load_content(project, Runtime(NoCache(), SerialExecutor(), recent=recent), snapshot_folder(project.content))
    content = loaded.value
    if content is None:
        return loaded.findings
    context = content.context(project, NullWriter())
    found = list(loaded.findings)
    filings: list[FiledReport] = []
    for body in content.bodies_with_reports:
        body_reports, _, unread = open_body_reports(context, body)
        found += [*unread, *judge_body_reports(body_reports).findings]
        filings += body_reports.filings
    portal = content.portal(report_entry(filing, "") for filing in filings)
    gone = check_vanished(content.record, content.sources, portal)
    return by_place(with_spans((*found, *check_portal(portal), *gone), portal))


def unlike(findings: tuple[Finding, ...], folder: Path, expected: tuple[Expected, ...]) -> tuple[list[Expected], list[Expected]]:
    """Return the findings that no expectation announces, with all that they say, and the expectations that no finding meets."""
    left = list(expected)
    others = []
    for finding in findings:
        said = tuple(text.replace(f"{folder.as_posix()}/", "") for text in (finding.message, finding.hint) if text)
        found = Expected(place_of(finding, folder), finding.code, said)
        met = next((one for one in left if _meets(found, one, finding.hint != "")), None)
        if met is None:
            others.append(found)
        else:
            left.remove(met)
    return others, left


def _meets(found: Expected, expected: Expected, hinted: bool) -> bool:
    """Whether code and place are the announced ones, the words are all said, and there is a hint, which is among them whole."""
    return (
        found.code == expected.code
        and expected.place in (found.place, found.place.rpartition(":")[0])
        and all(any(words in text for text in found.words) for words in expected.words)
        and hinted
        and found.words[-1] in expected.words
    )
