"""What the pages that show figures of several reports have in common."""

from msgspec import Struct

from ..html.metadata import column_metas
from ..model.portal import BodyReports, FiledReport
from .addresses import page_path
from .page_head import BodyContext, Frame, PageHead, PageRef, page_head


class FiguresPageInput(Struct, frozen=True):
    """Whose figures a page shows, where it stands, and the page of each report by its year."""

    path: str
    folder: str
    body: str
    crumbs: tuple[PageRef, ...]
    reports: tuple[tuple[int, str], ...]


def figures_page_input(body_reports: BodyReports, context: BodyContext, path: str) -> FiguresPageInput:
    """Return what a page about several reports of a body says besides their figures."""
    reports = tuple((filing.report.year, page_path(filing.report.name)) for filing in reversed(body_reports.filings))
    return FiguresPageInput(path, body_reports.body.folder, body_reports.body.name, context.crumbs, reports)


def comparable(filings: tuple[FiledReport, ...]) -> tuple[FiledReport, ...]:
    """Return the filings of a body that its trends and comparisons show, oldest first; none where there is only one."""
    found = tuple(filing for filing in reversed(filings) if filing.format.trends)
    return found if len(found) > 1 else ()


def figures_head(frame: Frame, path: str, title: str, crumbs: tuple[PageRef, ...], description: str) -> PageHead:
    """Return the head of a page that shows figures of several reports."""
    metas = column_metas(title, description, "政府信息公开,年度报告", "信息公开年报")
    return page_head(frame, path, title, crumbs, metas, description)
