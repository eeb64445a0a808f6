"""One page for every body with comparable reports: its figures over the years, as a sentence, a chart and a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.planned_file import Page, PlannedFile
from ..model.portal import BodyReports, FiledReport
from ..model.report import digits
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.column_chart import ColumnChart, lay_out_columns, top_of_scale
from ..present.figures import Figures, figures_of
from ..present.overview import Shares, lay_out_shares, totals
from ..present.sentences import describe_change
from ..present.series import Panel, Point, Series, in_lines, panels
from .addresses import body_path, compare_path, download_path, link, page_path, trends_path
from .corrections import corrected_years
from .csv_file import csv_file, harmless
from .page_head import BodyContext, Link, figures_head
from .pages import PageView, render_view


class YearView(Struct, frozen=True):
    """A year of a series: its figure, and where it stands in the report, "" where there is none."""

    year: int
    href: str
    cell: CellView


class TrendView(Struct, frozen=True):
    """A figure over the years as its template gets it; `lines` of years fit a phone."""

    key: str
    label: str
    unit: str
    title: str
    sentence: str
    chart: ColumnChart | None
    lines: tuple[tuple[YearView, ...], ...]


class TrendGroupView(Struct, frozen=True):
    """Figures that are shown together: the id and title of the group, the shares that they are of one whole, None where of none.

    `scale` says which scale the charts have in common, "" where there are no charts.
    """

    name: str
    title: str
    shares: Shares | None
    scale: str
    trends: tuple[TrendView, ...]


class TrendsPage(PageView, frozen=True):
    """The figures of a body over the years; `file` has those of all charts.

    `corrected` are the years whose figures were corrected, with the way to what was.
    """

    TEMPLATE = "pages/trends.html"
    body: Link
    first: int
    last: int
    groups: tuple[TrendGroupView, ...]
    file: str
    compare: str
    corrected: tuple[Link, ...]


def trend_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of trends of a body with comparable reports; it is made of numbers only."""
    filings = body_reports.comparable
    if filings and "trends" in context.frame.settings.publish:
        body = body_reports.body
        page = Page(trends_path(body.folder), f"{body.name}历年趋势", max(filing.report.updated for filing in filings))
        figures, years = tuple(map(figures_of, filings)), tuple(filing.report.year for filing in body_reports.filings)
        yield PlannedFile(page.path, render_trends, (theme, context, page, body_reports, *figures), page)
        yield PlannedFile(download_path(page.path, "csv"), render_trends_csv, (body.name, years, versions_of(filings), *figures))


def render_trends(theme: Theme, context: BodyContext, page: Page, body_reports: BodyReports, *filed: Figures) -> bytes:
    """Return the finished page of one body's trends."""
    path, body, first, last = page.path, body_reports.body, filed[0].year, filed[-1].year
    description = f"{body.name}{first}—{last}年政府信息公开工作年度报告中可以前后比较的数字。"
    links = {filing.report.year: link(path, page_path(filing.report.name)) for filing in body_reports.filings}
    found = enumerate(panels(filed, tuple(links)), start=1)
    groups = tuple(_group_view(f"group-{number}", panel, body.name, links, filed) for number, panel in found)
    compare = compare_path(body.folder) if "comparisons" in context.frame.settings.publish else ""
    view = TrendsPage(
        frame=context.frame,
        head=figures_head(context.frame, page, context.crumbs, "历年趋势", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        first=first,
        last=last,
        groups=groups,
        file=link(path, download_path(path, "csv")),
        compare=link(path, compare) if compare else "",
        corrected=corrected_years(path, reversed(body_reports.filings)),
    )
    return render_view(theme, view)


def _group_view(name: str, panel: Panel, body: str, links: Mapping[int, str], filed: Sequence[Figures]) -> TrendGroupView:
    """The figures of a group, those of one unit on one scale."""
    tops = {
        unit: top_of_scale(point for series in panel.series if series.unit == unit for point in series.points)
        for unit in dict.fromkeys(series.unit for series in panel.series)
    }
    trends = tuple(trend_view(series, body, links, tops[series.unit]) for series in panel.series)
    scales = "，".join(f"0到{digits(top)}{unit}" for unit, top in tops.items())
    scale = f"各图同一尺度：{scales}；最右边是最近一年。" if any(trend.chart for trend in trends) else ""
    return TrendGroupView(name, panel.title, _shares(panel, filed), scale, trends)


def _shares(panel: Panel, filed: Sequence[Figures]) -> Shares | None:
    """The shares that the figures of a group are of the whole that the sheets of a year are about, for each year that has any."""
    form = filed[-1].form
    keys = {trend.key for trend in form.every_trend if form.overview and trend.of == form.overview.whole}
    if form.overview is None or not {series.key for series in panel.series} <= keys:
        return None
    years = [(one.year, totals(form, [one])) for one in reversed(filed)]
    some = [(year, found) for year, found in years if (cell := found.get(form.overview.whole)) is not None and cell.amount]
    return lay_out_shares(form, form.overview, some)


def trend_view(series: Series, body: str, links: Mapping[int, str], top: Decimal) -> TrendView:
    """Return a series of a body as its template gets it, on a scale to `top`; `links` are those of its reports."""

    def year_view(point: Point) -> YearView:
        href = f"{links[point.year]}#{series.section}" if point.filed else ""
        return YearView(point.year, href, cell_view(point.cell, "", f"{series.key}-{point.year}", point.words()))

    title = f"{body}{series.points[0].year}—{series.points[-1].year}年{series.label}"
    return TrendView(
        key=series.key,
        label=series.label,
        unit=series.unit,
        title=title,
        sentence=describe_change(series),
        chart=lay_out_columns(series.points, series.unit, top, title),
        lines=tuple(tuple(map(year_view, line)) for line in in_lines(series.points)),
    )


TRENDS_HEAD = ("机构", "组", "项目", "键", "计量单位")
"""What the lines of a body's figures over the years begin with."""


def versions_of(filings: Iterable[FiledReport]) -> dict[int, int]:
    """Return which version each report of these years is, counted from 1; nothing where none was corrected."""
    found = {filing.report.year: len(filing.versions) for filing in filings}
    return found if any(version > 1 for version in found.values()) else {}


def render_trends_csv(body: str, years: tuple[int, ...], versions: Mapping[int, int], *filed: Figures) -> bytes:
    """Return the figures of all charts of a body, a line for each, a column for each year; states that are none in words.

    The last line says which `versions` of the reports they are of, once one was corrected.
    """
    shown = range(filed[0].year, filed[-1].year + 1)
    lines: list[tuple[object, ...]] = [(*TRENDS_HEAD, *shown)]
    for panel in panels(filed, years):
        for series in panel.series:
            points = {point.year: point for point in series.points}
            figures = (points[year].words() if year in points else "" for year in shown)
            lines.append((harmless(body), panel.title, series.label, series.key, series.unit, *figures))
    if versions:
        lines.append((harmless(body), "", "版本", "version", "", *(versions.get(year, "") for year in shown)))
    return csv_file(lines)
