"""Public reports that were taken off the site: when, that they were public, and that they are what was public."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import BodyReports, FiledReport
from .public_versions import check_public_version


def check_withdrawn(body_reports: BodyReports) -> Iterator[Finding]:
    """A report is withdrawn after it was published, and no draft is; what was public of it stays what it was."""
    for filing in body_reports.withdrawn:
        yield from check_public_version(filing)
        yield from _check_day(filing)
        report = filing.report
        on, published = report.withdrawn.date if report.withdrawn else report.published, report.published
        if report.draft:
            message = "草稿没有公开过，不能撤下"
            hint = "没有公开过的，删去 withdrawn 一行；公开过的，删去 draft: true 一行"
            yield Finding("withdrawn.draft", message, report.path, ("draft", ""), hint=hint)
        elif on < published:
            message = f"{on} 撤下，早于首次发布的日期 {published}"
            hint = f"核对两处；写成撤下的那一天，例如 date: {published.year}-MM-DD"
            yield Finding("withdrawn.too-early", message, report.path, ("withdrawn", "date"), hint=hint)


def _check_day(filing: FiledReport) -> Iterator[Finding]:
    """The day on which a report was taken off is public with its page, and stays."""
    public, now = filing.history.public and filing.history.public.withdrawn, filing.report.withdrawn
    if public and now and public.date != now.date:
        message = f"撤下的日期由 {public.date} 改成了 {now.date}：撤下已经公开，日期不能再改"
        hint = f"改回 withdrawn: {{date: {public.date}, reason: …}}；重新公开的，删去 withdrawn 一行"
        yield Finding("withdrawn.changed", message, filing.report.path, ("withdrawn", "date"), hint=hint)
