"""One report as whoever signs it reads it: its text and figures, what was found, what has changed."""

from msgspec import Struct

from ..check.all_checks import judge_body_reports
from ..model.finding import Finding, by_place
from ..model.portal import FiledReport
from ..model.report import Source
from ..parsing.locate import Locator
from ..parsing.signed_text import signed_digest
from ..parsing.text import decode
from ..system.atomic import NullWriter
from .body import open_body_reports
from .context import Project
from .load import Content
from .locate_findings import with_span


class ReportToSign(Struct, frozen=True):
    """A report in its place with its file and the text of that, the digest that a signature is bound to, and findings."""

    source: Source
    text: str
    digest: str
    filing: FiledReport
    findings: tuple[Finding, ...]


def report_to_sign(content: Content, project: Project, name: str) -> ReportToSign | tuple[Finding, ...]:
    """Return the report in the file of this name within the content folder; where it can't be read, only what is wrong."""
    sources = content.body_of_report(name)
    if sources is None:
        return ()
    body_reports, files, found = open_body_reports(content.context(project, NullWriter()), sources)
    source = next(one for one in files.values() if one.name == name)
    filing = next((one for one in body_reports.filings if one.report.name == name), None)
    tables = filing.format.tables if filing else {}
    everything = (*found, *judge_body_reports(body_reports).findings)
    findings = by_place(with_span(one, lambda path: Locator(source, tables)) for one in everything if one.path == source.path)
    if filing is None:
        return findings
    text = decode(source).value or ""
    return ReportToSign(source, text, signed_digest(text), filing, findings)
