"""Reports and pages as they may be published: numbers of persons masked, unless their authors explained them."""

from collections.abc import Collection

from msgspec.structs import replace

from ..model.digest import fingerprint
from ..model.personal_numbers import mask_numbers
from ..model.portal import BodyReports, FiledReport, StandingPage
from ..model.report import Cell, Explanation, Report, Table, Withdrawal

_CODE = "personal.data"


def masked_body_reports(reports: BodyReports) -> BodyReports:
    """Return the reports of a body, each masked; the very same value where there is nothing to mask."""
    masked: dict[int, FiledReport] = {}
    for filing in reversed(reports.filings):
        previous = masked.get(filing.previous.report.year) if filing.previous else None
        masked[filing.report.year] = _masked_filing(filing, previous)
    filings = tuple(reversed(masked.values()))
    is_same = all(one is other for one, other in zip(filings, reports.filings, strict=True))
    withdrawn = tuple(_masked_filing(filing, None) for filing in reports.withdrawn)
    return reports if is_same and withdrawn == reports.withdrawn else replace(reports, filings=filings, withdrawn=withdrawn)


def _masked_filing(filing: FiledReport, previous: FiledReport | None) -> FiledReport:
    report = masked_report(filing.report, filing.public_numbers)
    earlier = tuple(masked_report(one, filing.public_numbers) for one in filing.history.earlier)
    public = filing.history.public and masked_report(filing.history.public, filing.public_numbers)
    history = replace(filing.history, public=public, earlier=earlier)
    if report is filing.report and previous is filing.previous and history == filing.history:
        return filing
    return replace(filing, report=report, previous=previous, history=history)


def masked_report(report: Report, allowed: Collection[str]) -> Report:
    """Return a report with the numbers of persons masked; the very same value where there are none."""
    if _is_explained(report.explanations):
        return report
    tables = tuple(_masked_table(table, allowed) for table in report.tables)
    masked = replace(
        report,
        title=mask_numbers(report.title, allowed),
        tables=tables,
        preamble=mask_numbers(report.preamble, allowed),
        sections=tuple(
            replace(one, heading=mask_numbers(one.heading, allowed), text=mask_numbers(one.text, allowed))
            for one in report.sections
        ),
        explanations=tuple(replace(one, sentence=mask_numbers(one.sentence, allowed)) for one in report.explanations),
        as_published=tuple(replace(one, sentence=mask_numbers(one.sentence, allowed)) for one in report.as_published),
        issued_faults=tuple(
            replace(one, finding=mask_numbers(one.finding, allowed), sentence=mask_numbers(one.sentence, allowed))
            for one in report.issued_faults
        ),
        revisions=tuple(replace(one, change=mask_numbers(one.change, allowed)) for one in report.revisions),
        withdrawn=_masked_withdrawal(report.withdrawn, allowed),
        review=tuple(replace(one, name=mask_numbers(one.name, allowed)) for one in report.review),
        document_number=mask_numbers(report.document_number, allowed),
        index_number=mask_numbers(report.index_number, allowed),
    )
    if masked == report:
        return report
    figures = report.figures_digest if tables == report.tables else fingerprint(tables)
    masked = replace(masked, figures_digest=figures)
    return replace(masked, digest=masked.content_digest)


def _masked_withdrawal(withdrawn: Withdrawal | None, allowed: Collection[str]) -> Withdrawal | None:
    return replace(withdrawn, reason=mask_numbers(withdrawn.reason, allowed)) if withdrawn else None


def masked_page(page: StandingPage, allowed: Collection[str]) -> StandingPage:
    """Return a standing page with the numbers of persons masked."""
    if _is_explained(page.explanations):
        return page
    masked = replace(
        page,
        title=mask_numbers(page.title, allowed),
        text=mask_numbers(page.text, allowed),
        withdrawn=_masked_withdrawal(page.withdrawn, allowed),
    )
    return page if masked == page else replace(masked, digest=fingerprint(replace(masked, path="", digest="")))


def _is_explained(explanations: tuple[Explanation, ...]) -> bool:
    return any(one.code == _CODE and not one.target for one in explanations)


def _masked_table(table: Table, allowed: Collection[str]) -> Table:
    """A table with its notes and the headings of its author masked."""
    if not table.authored and not any(cell.note for row in table.rows for cell in row):
        return table
    rows = tuple(tuple(_masked_cell(cell, allowed) for cell in row) for row in table.rows)
    authored = tuple(replace(one, label=mask_numbers(one.label, allowed)) for one in table.authored)
    return Table(table.key, rows, authored)


def _masked_cell(cell: Cell, allowed: Collection[str]) -> Cell:
    return replace(cell, note=mask_numbers(cell.note, allowed)) if cell.note else cell
