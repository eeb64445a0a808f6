"""One page for every body with comparable reports: its figures over the years, as a sentence, a chart and a table."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..html.templates import render
from ..model.planned_file import Page, PlannedFile
from ..model.portal import BodyReports
from ..model.theme import Theme
from ..present.cell_view import NO_REPORT, NO_SUCH_CELL, CellView, cell_view
from ..present.chart import Chart, in_lines, lay_out_chart
from ..present.figures import Figures, figures_of
from ..present.sentences import describe_change, describe_figures
from ..present.series import Point, Series, panels
from .addresses import body_path, compare_path, link, trends_path
from .figures_page import FiguresPageInput, comparable, figures_head, figures_page_input
from .page_head import BodyContext, Frame, Link, PageRef


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


def trend_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of trends of a body with comparable reports; it is made of numbers only."""
    filings = comparable(body_reports.filings)
    if filings and "trends" in context.frame.settings.publish:
        path = trends_path(body_reports.body.folder)
        page = Page(path, f"{body_reports.body.name}历年趋势", max(filing.report.updated for filing in filings))
        inputs = (theme, context.frame, figures_page_input(body_reports, context, path), *map(figures_of, filings))
        yield PlannedFile(path, render_trends, inputs, page)


def render_trends(theme: Theme, frame: Frame, page_input: FiguresPageInput, *filed: Figures) -> bytes:
    """Return the finished page of one body's trends."""
    path, first, last = page_input.path, filed[0].year, filed[-1].year
    title = f"{page_input.body}历年趋势"
    description = f"{page_input.body}{first}—{last}年政府信息公开工作年度报告中可以前后比较的数字。"
    crumbs = (*page_input.crumbs, PageRef("历年趋势", path))
    links = {year: link(path, target) for year, target in page_input.reports}
    groups = tuple(
        (f"group-{number}", panel.title, tuple(trend_view(series, page_input.body, links) for series in panel.series))
        for number, panel in enumerate(panels(filed, [year for year, _ in page_input.reports]), start=1)
    )
    return render(
        theme,
        "pages/trends.html",
        frame=frame,
        head=figures_head(frame, path, title, crumbs, description),
        body=Link(page_input.body, link(path, body_path(page_input.folder))),
        first=first,
        last=last,
        groups=groups,
        compare=link(path, compare_path(page_input.folder)) if "comparisons" in frame.settings.publish else "",
    ).encode()


def trend_view(series: Series, body: str, links: Mapping[int, str]) -> TrendView:
    """Return a series of a body as its template gets it; `links` are the addresses of its reports by year."""

    def year_view(point: Point) -> YearView:
        headers, missing = f"{series.key}-{point.year}", NO_SUCH_CELL if point.filed else NO_REPORT
        href = f"{links[point.year]}#{series.section}" if point.filed else ""
        return YearView(point.year, href, cell_view(point.cell, "", headers, missing))

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
