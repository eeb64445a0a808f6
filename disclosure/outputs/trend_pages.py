"""One page for every body with comparable reports: its figures over the years, drawn, said in a sentence, and in a table."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ..fast.prerender import Html, escaped
from ..html.cells import LACKING, shown, value
from ..html.chart_svg import drawn
from ..html.metadata import column_metas
from ..html.templates import call_alike, fill_alike, printer
from ..model.digest_key import DigestKey
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Dossier, Filing
from ..model.theme import Theme
from ..present.chart import Point, Series, chart, in_lines
from ..present.figures import Figures, figures_of
from ..present.sentences import described, finding
from ..present.series import panels
from .address import BodyContext, Crumb, Frame, Head, Link, body_path, compare_path, head_of, link, page_path, trends_path


class Subject(Struct, frozen=True):
    """Whose figures a page shows, where it stands, and the page of each report by its year."""

    path: str
    folder: str
    body: str
    crumbs: tuple[Crumb, ...]
    reports: tuple[tuple[int, str], ...]


def comparable(filings: tuple[Filing, ...]) -> tuple[Filing, ...]:
    """The filings of a body that its pages of trends and comparisons show, oldest first; none where there is only one."""
    found = tuple(filing for filing in reversed(filings) if filing.format.trends)
    return found if len(found) > 1 else ()


def subject_of(dossier: Dossier, around: BodyContext, path: str) -> Subject:
    """Return what a page about several reports of a body says of its surroundings."""
    reports = tuple((filing.report.year, page_path(filing.report.name)) for filing in reversed(dossier.filings))
    return Subject(path, dossier.body.folder, dossier.body.name, around.crumbs, reports)


def head_of_figures(frame: Frame, path: str, title: str, crumbs: tuple[Crumb, ...], description: str) -> Head:
    """Return the head of a page that shows figures of several reports."""
    metas = column_metas(title, description, "政府信息公开,年度报告", "信息公开年报")
    return head_of(frame, path, title, crumbs, metas, description)


def trend_pages(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of trends of a body with comparable reports; it is made of numbers only."""
    filings = comparable(dossier.filings)
    if filings and "trends" in around.frame.settings.publish:
        path = trends_path(dossier.body.folder)
        page = Page(path, f"{dossier.body.name}历年趋势", max(filing.report.updated for filing in filings))
        inputs = (theme, around.frame, subject_of(dossier, around, path), *map(figures_of, filings))
        yield PlannedFile(path, render, inputs, page)


def render(theme: Theme, frame: Frame, subject: Subject, *filed: Figures) -> bytes:
    """Return the finished page of one body's trends."""
    path, first, last = subject.path, filed[0].year, filed[-1].year
    title = f"{subject.body}历年趋势"
    description = f"{subject.body}{first}—{last}年政府信息公开工作年度报告中可以前后比较的数字。"
    crumbs = (*subject.crumbs, Crumb("历年趋势", path))
    links = {year: link(path, target) for year, target in subject.reports}
    groups = tuple(
        (f"group-{number}", panel.title, Html("".join(_shown(theme, series, subject.body, links) for series in panel.series)))
        for number, panel in enumerate(panels(filed, [year for year, _ in subject.reports]), start=1)
    )
    return fill_alike(
        theme,
        "pages/trends.html",
        frame=frame,
        head=head_of_figures(frame, path, title, crumbs, description),
        body=Link(subject.body, link(path, body_path(subject.folder))),
        first=first,
        last=last,
        groups=groups,
        links={year: link(path, target) for year, target in subject.reports},
        compare=link(path, compare_path(subject.folder)) if "comparisons" in frame.settings.publish else "",
    ).encode()


def _shown(theme: Theme, series: Series, body: str, links: dict[int, str]) -> str:
    """One figure as it is shown."""
    title = f"{body}{series.points[0].year}—{series.points[-1].year}年{series.label}"
    geometry = chart(series)
    svg = drawn(theme, geometry, series.key, title, described(series)) if geometry else ""
    lines = tuple(
        (
            Html("".join(_year(theme, series, point, links) for point in line)),
            Html("".join(_value(theme, series, point) for point in line)),
        )
        for line in in_lines(series.points)
    )
    words = series.key, series.label, series.unit, title, finding(series)
    return call_alike(theme, "parts/trend.html", "trend", *words, Html(svg), lines)


def _year(theme: Theme, series: Series, point: Point, links: dict[int, str]) -> str:
    printed = _year_printer(DigestKey(theme), point.filed)
    there = (escaped(links[point.year]), escaped(series.section)) if point.filed else ()
    return printed(escaped(series.key), str(point.year), *there)


@lru_cache(maxsize=8)
def _year_printer(theme: DigestKey[Theme], filed: bool) -> Callable[..., str]:
    def arrange(key: Any, year: Any, *there: Any) -> tuple[Any, ...]:
        return key, year, *(there or ("", ""))

    return printer(theme.value, "parts/trend.html", "year", arrange, 4 if filed else 2).print


def _value(theme: Theme, series: Series, point: Point) -> str:
    missing = LACKING if point.filed else "没有报告"
    return value(theme, shown(point.cell, "", f"{series.key}-{point.year}", missing))
