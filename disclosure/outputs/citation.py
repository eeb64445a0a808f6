"""How reports, their rows and cells, and pages of figures are cited, in the order of GB/T 7714: who, what, when, where."""

from msgspec import Struct

from ..model.figure_address import addressed_cell
from ..model.portal import FiledReport, Settings
from ..model.report import Report
from ..present.figures import in_words
from .addresses import absolute


class Citation(Struct, frozen=True):
    """A citation up to the day on which it was read, which is the reader's own, and the address; "" where it is not known."""

    words: str
    address: str


def cite_page(settings: Settings, title: str, path: str) -> Citation:
    """Return the citation of a page that sets figures of several reports beside each other."""
    return Citation(f"{settings.body.name}．{title}〔DS/OL〕．", absolute(settings, path))


def cite_report(settings: Settings, filing: FiledReport, path: str) -> Citation:
    """Return the citation of a report as it stands at a path."""
    return Citation(f"{_who_and_what(filing)}{_when(filing.report)}", absolute(settings, path))


def cite_cell(settings: Settings, filing: FiledReport, path: str) -> Citation | None:
    """Return, as an example, the citation of the first cell that the form calls worth showing; None where it has none."""
    report, form = filing.report, filing.format
    for highlight in form.highlights:
        known = form.tables[highlight.table]
        if cell := addressed_cell(highlight.address, report.tables, form):
            row, column = known.row_label(highlight.row), known.column_label(highlight.column)
            where = f"表“{known.title}”，“{row}”行，“{column}”列：{in_words(cell, highlight.unit)}"
            address = absolute(settings, path)
            name = f"{highlight.table}.{highlight.row}"
            return Citation(f"{_who_and_what(filing)}{where}．{_when(report)}", f"{address}#{name}" if address else "")
    return None


def _who_and_what(filing: FiledReport) -> str:
    return f"{filing.body.name}．{filing.report.title}〔R/OL〕．"


def _when(report: Report) -> str:
    corrected = f"；{report.updated}更正" if report.revisions else ""
    return f"（{report.published}{corrected}）"
