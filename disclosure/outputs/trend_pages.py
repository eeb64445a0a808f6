"""One page for every body with comparable reports: its figures over the years, as a sentence, a chart and a table."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..model.planned_file import Page, PlannedFile
from ..model.portal import BodyReports
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.chart import Chart, in_lines, lay_out_chart
from ..present.figures import Figures, figures_of
from ..present.sentences import describe_change, describe_figures
from ..present.series import Point, Series, panels
from .addresses import body_path, compare_path, link, page_path, trends_path
from .corrections import corrected_years
from .page_head import BodyContext, Link, figures_head
from .pages import PageView, render_view


class YearView(Struct, frozen=True):
    """A year of a series: its figure, and where it stands in the report, "" where there is none."""

    year: int
    href: str
    cell: CellView


class TrendView(Struct, frozen=True):
    """A figure over the years as its template gets it; `lines` of years fit a phone, and `description` reads the chart out."""

    key: str
    label: str
    unit: str
    title: str
    sentence: str
    chart: Chart | None
    description: str
    lines: tuple[tuple[YearView, ...], ...]


class TrendsPage(PageView, frozen=True):
    """The figures of a body over the years; `groups` are the id, the title and the figures of each.

    `corrected` are the years whose figures were corrected, with the way to what was.
    """

    TEMPLATE = "pages/trends.html"
    body: Link
    first: int
    last: int
    groups: tuple[tuple[str, str, tuple[TrendView, ...]], ...]
    compare: str
    corrected: tuple[Link, ...]


def trend_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of trends of a body with comparable reports; it is made of numbers only."""
    filings = body_reports.comparable
    if filings and "trends" in context.frame.settings.publish:
        body = body_reports.body
        page = Page(trends_path(body.folder), f"{body.name}历年趋势", max(filing.report.updated for filing in filings))
        yield PlannedFile(page.path, render_trends, (theme, context, page, body_reports, *map(figures_of, filings)), page)


def render_trends(theme: Theme, context: BodyContext, page: Page, body_reports: BodyReports, *filed: Figures) -> bytes:
    """Return the finished page of one body's trends."""
    path, body, first, last = page.path, body_reports.body, filed[0].year, filed[-1].year
    description = f"{body.name}{first}—{last}年政府信息公开工作年度报告中可以前后比较的数字。"
    links = {filing.report.year: link(path, page_path(filing.report.name)) for filing in body_reports.filings}
    groups = tuple(
        (f"group-{number}", panel.title, tuple(trend_view(series, body.name, links) for series in panel.series))
        for number, panel in enumerate(panels(filed, tuple(links)), start=1)
    )
    compare = compare_path(body.folder) if "comparisons" in context.frame.settings.publish else ""
    view = TrendsPage(
        frame=context.frame,
        head=figures_head(context.frame, page, context.crumbs, "历年趋势", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        first=first,
        last=last,
        groups=groups,
        compare=link(path, compare) if compare else "",
        corrected=corrected_years(path, reversed(body_reports.filings)),
    )
    return render_view(theme, view)


def trend_view(series: Series, body: str, links: Mapping[int, str]) -> TrendView:
    """Return a series of a body as its template gets it; `links` are the addresses of its reports by year."""

    def year_view(point: Point) -> YearView:
        href = f"{links[point.year]}#{series.section}" if point.filed else ""
        return YearView(point.year, href, cell_view(point.cell, "", f"{series.key}-{point.year}", point.words()))

    return TrendView(
        key=series.key,
        label=series.label,
        unit=series.unit,
        title=f"{body}{series.points[0].year}—{series.points[-1].year}年{series.label}",
        sentence=describe_change(series),
        chart=lay_out_chart(series),
        description=describe_figures(series),
        lines=tuple(tuple(map(year_view, line)) for line in in_lines(series.points)),
    )
