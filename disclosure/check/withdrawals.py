"""Public reports that were taken off the site: when, and that they were public."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import BodyReports
from ..model.report import UNPUBLISHED


def check_withdrawn(body_reports: BodyReports) -> Iterator[Finding]:
    """A report is withdrawn after it was published, and no draft is."""
    for report in body_reports.withdrawn:
        on, published = report.withdrawn.date if report.withdrawn else report.published, report.published
        if report.draft:
            message = "草稿没有公开过，不能撤下"
            hint = "没有公开过的，删去 withdrawn 一行；公开过的，删去 draft: true 一行"
            yield Finding("withdrawn.draft", message, report.path, ("draft", ""), hint=hint)
        elif published != UNPUBLISHED and on < published:
            message = f"{on} 撤下，早于首次发布的日期 {published}"
            hint = f"核对两处；写成撤下的那一天，例如 date: {published.year}-MM-DD"
            yield Finding("withdrawn.too-early", message, report.path, ("withdrawn", "date"), hint=hint)
