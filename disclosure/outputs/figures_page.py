"""What the pages that show figures of several reports have in common."""

from ..html.metadata import column_metas
from ..model.planned_file import Page
from ..model.portal import FiledReport
from .page_head import Frame, PageHead, PageRef, page_head


def comparable(filings: tuple[FiledReport, ...]) -> tuple[FiledReport, ...]:
    """Return the filings of a body that its trends and comparisons show, oldest first; none where there is only one."""
    found = tuple(filing for filing in reversed(filings) if filing.format.trends)
    return found if len(found) > 1 else ()


def figures_head(frame: Frame, page: Page, crumbs: tuple[PageRef, ...], step: str, description: str) -> PageHead:
    """Return the head of a page that shows figures of several reports; `step` names it on the way from its body."""
    metas = column_metas(page.title, description, "政府信息公开,年度报告", "信息公开年报")
    return page_head(frame, page.path, page.title, (*crumbs, PageRef(step, page.path)), metas, description)
