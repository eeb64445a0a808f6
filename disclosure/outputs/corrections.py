"""Which figures that a page shows were corrected after they were published."""

from collections.abc import Iterable

from ..model.portal import FiledReport
from .addresses import link, page_path
from .page_head import Link


def corrected_years(path: str, filings: Iterable[FiledReport]) -> tuple[Link, ...]:
    """Return the years of the reports whose figures were corrected, each with the way from a page to what was corrected."""
    corrected = (filing for filing in filings if any(one.is_cell for change in filing.amendments for one in change.differences))
    return tuple(Link(f"{one.report.year}年", f"{link(path, page_path(one.report.name))}#revisions") for one in corrected)
