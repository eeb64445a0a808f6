"""An index page for the portal and for every body: whose reports there are, of which years, and their key figures."""

from collections.abc import Iterator
from datetime import date
from heapq import nlargest

from msgspec import Struct
from msgspec.structs import replace

from ..html.metadata import Node, column_metas, dataset_node, organization, whole_data_words
from ..html.templates import render
from ..model.planned_file import Page, PlannedFile
from ..model.portal import KINDS, Body, HighlightedFigure, Portal, ReportEntry
from ..model.report import digits
from ..model.theme import Theme
from .addresses import (
    absolute_or_relative,
    bodies_path,
    body_path,
    compare_path,
    data_path,
    link,
    page_path,
    trends_path,
    whole_kinds,
)
from .page_head import Frame, PageRef, crumbs_of, frame_of, page_head


class YearEntry(Struct, frozen=True):
    """A report in a list: its page, dates, and the figures worth showing, by their labels."""

    year: int
    title: str
    path: str
    published: date
    draft: bool
    corrected: bool
    figures: tuple[HighlightedFigure, ...]


class YearMark(Struct, frozen=True):
    """A year of a body in the overview: its report's page, "" for none, and whether that came late or was corrected."""

    year: int
    path: str
    late: bool
    corrected: bool


class OverviewRow(Struct, frozen=True):
    """A body in the overview: its kind, how deep it lies, its index page, and its reports."""

    name: str
    kind: str
    depth: int
    path: str
    marks: tuple[YearMark, ...]


class NewsItem(Struct, frozen=True):
    """A report lately published or corrected."""

    title: str
    path: str
    date: date
    corrected: bool


MAX_ROWS = 150
"""An overview of more bodies shows only those directly below; theirs stand on their own index pages."""
MAX_UNFOLDED = 100
"""An overview of more bodies is folded: one line for each kind, which opens."""
NEWS_ITEMS = 5
"""Reports that the portal's index names as news."""


def index_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the index page of each body; the root's is the portal's."""
    frame = frame_of(portal, theme)
    below: dict[str, list[OverviewRow]] = {body.folder: [] for body in portal.bodies}
    changed: dict[str, date] = {}
    for body in portal.bodies:
        row, entries = _row(body, portal), portal.by_folder[body.folder]
        latest = max((entry.updated for entry in entries), default=date.min)
        for folder in _above(body.folder):
            if folder in below:
                below[folder].append(row)
                changed[folder] = max(changed.get(folder, date.min), latest)
    for body in portal.bodies:
        path = body_path(body.folder)
        years = tuple(_year(entry) for entry in portal.by_folder[body.folder])
        rows = tuple(below[body.folder]) if len(below[body.folder]) > 1 else ()
        if len(rows) > MAX_ROWS:
            rows = tuple(row for row in rows if row.depth <= rows[0].depth + 1)
        news = _newest(portal) if rows and not body.folder else ()
        related = _related(portal, body)
        page = Page(path, body.name if body.folder else portal.settings.name, changed.get(body.folder))
        yield PlannedFile(
            path, render_index, (theme, frame, path, body.name, crumbs_of(portal, body), years, rows, news, related), page
        )


def _above(folder: str) -> list[str]:
    """A folder and every folder it lies in, the root last."""
    steps = folder.split("/") if folder else []
    return ["/".join(steps[:depth]) for depth in range(len(steps), -1, -1)]


def _row(body: Body, portal: Portal) -> OverviewRow:
    marks = tuple(YearMark(c.year, page_path(c.name), c.late, bool(c.revisions)) for c in portal.by_folder[body.folder])
    return OverviewRow(body.name, KINDS[body.kind], len(_above(body.folder)) - 1, body_path(body.folder), marks)


def _related(portal: Portal, body: Body) -> tuple[PageRef, ...]:
    """The pages that set a body's reports beside each other, its bodies beside each other, and the figures of all."""
    compared, extras = _comparable_years(portal, body.folder), portal.settings.publish
    found = [PageRef("历年趋势", trends_path(body.folder))] if compared and "trends" in extras else []
    found += [PageRef("年度对照", compare_path(body.folder))] if compared and "comparisons" in extras else []
    newest = portal.years_across.get(body.folder, ())[-1:]
    found += [PageRef(f"{year}年各机构对照", bodies_path(body.folder, year)) for year in newest]
    if not body.folder:
        found += [PageRef(f"全部数据（{kind.upper()}）", data_path(kind)) for kind in whole_kinds(portal.settings)]
    return tuple(found)


def _comparable_years(portal: Portal, folder: str) -> tuple[int, ...]:
    """The years of a body's reports that its pages of trends and comparisons show, oldest first; none where there is only one."""
    years = tuple(entry.year for entry in reversed(portal.by_folder[folder]) if portal.form_of[entry.format].trends)
    return years if len(years) > 1 else ()


def _newest(portal: Portal) -> tuple[NewsItem, ...]:
    """The reports published or corrected last."""
    lately = nlargest(NEWS_ITEMS, portal.entries, key=lambda entry: (entry.updated, entry.name))
    return tuple(NewsItem(entry.title, page_path(entry.name), entry.updated, bool(entry.revisions)) for entry in lately)


def _year(entry: ReportEntry) -> YearEntry:
    return YearEntry(
        year=entry.year,
        title=entry.title,
        path=page_path(entry.name),
        published=entry.published,
        draft=entry.draft,
        corrected=bool(entry.revisions),
        figures=entry.highlights,
    )


def render_index(
    theme: Theme,
    frame: Frame,
    path: str,
    body: str,
    crumbs: tuple[PageRef, ...],
    years: tuple[YearEntry, ...],
    rows: tuple[OverviewRow, ...],
    news: tuple[NewsItem, ...],
    related: tuple[PageRef, ...],
) -> bytes:
    """Return the finished index page of one body."""
    title = frame.settings.name if path == "index.html" else body
    metas = column_metas(title, f"{body}政府信息公开工作年度报告", "政府信息公开,年度报告", "信息公开年报")
    columns = tuple(sorted({mark.year for row in rows for mark in row.marks}, reverse=True))
    things = _things(frame, path, body, crumbs, columns or tuple(year.year for year in years))
    labels = tuple(dict.fromkeys(figure.label for year in years for figure in year.figures))
    latest = next((year for year in years if year.figures), None)
    return render(
        theme,
        "pages/index.html",
        frame=frame,
        head=page_head(frame, path, title, crumbs, metas, f"{body}历年政府信息公开工作年度报告。", things),
        body=body,
        labels=labels,
        latest=_year_row(path, latest, tuple(figure.label for figure in latest.figures)) if latest else None,
        years=tuple(_year_row(path, year, labels) for year in years),
        columns=columns,
        groups=_groups(path, rows, columns),
        folded=len(rows) > MAX_UNFOLDED,
        late=any(mark.late for row in rows for mark in row.marks),
        corrected=any(mark.corrected for row in rows for mark in row.marks),
        related=tuple(page.link_from(path) for page in related),
        news=tuple((item, link(path, item.path)) for item in news),
    ).encode()


class KeyFigure(Struct, frozen=True):
    """A figure worth showing: its label and its words, none where it is blank; `missing` where the form has no such figure."""

    label: str
    missing: bool = False
    not_applicable: bool = False
    amount: str = ""
    unit: str = ""
    text: str = ""


class YearRow(Struct, frozen=True):
    """A report in the list of a body's years, with an entry for each label."""

    year: int
    title: str
    href: str
    published: date
    draft: bool
    corrected: bool
    figures: tuple[KeyFigure, ...]


def _year_row(path: str, year: YearEntry, labels: tuple[str, ...]) -> YearRow:
    found = {figure.label: figure for figure in year.figures}
    figures = tuple(_key_figure(label, found.get(label)) for label in labels)
    return YearRow(year.year, year.title, link(path, year.path), year.published, year.draft, year.corrected, figures)


def _key_figure(label: str, figure: HighlightedFigure | None) -> KeyFigure:
    if figure is None:
        return KeyFigure(label, missing=True)
    cell = figure.cell
    amount = "" if cell.amount is None else digits(cell.amount)
    text = f"{amount}{cell.unit}" if amount else ""
    return KeyFigure(label, False, cell.not_applicable, amount, cell.unit or figure.unit, text)


class OverviewGroup(Struct, frozen=True):
    """Bodies of one kind in the overview; `filed` of them have a report of the newest year."""

    kind: str
    rows: tuple[OverviewRow, ...]
    count: int
    filed: int


def _groups(path: str, rows: tuple[OverviewRow, ...], columns: tuple[int, ...]) -> tuple[OverviewGroup, ...]:
    """The rows under the kinds of the bodies directly below, what lies deeper with its body; the page's own body first."""
    found: dict[str, list[OverviewRow]] = {}
    kind = ""
    for row in rows:
        depth = row.depth - rows[0].depth
        kind = row.kind if depth == 1 else kind
        found.setdefault(kind, []).append(replace(row, depth=depth))
    return tuple(
        OverviewGroup(
            kind,
            tuple(_linked_row(path, row, columns) for row in group),
            len(group),
            sum(mark.year == columns[0] for row in group for mark in row.marks) if columns else 0,
        )
        for kind, group in found.items()
    )


def _linked_row(path: str, row: OverviewRow, columns: tuple[int, ...]) -> OverviewRow:
    """The row of a body with addresses relative to the page, and a mark for each year."""
    marks = {mark.year: replace(mark, path=link(path, mark.path)) for mark in row.marks}
    found = tuple(marks.get(year) or YearMark(year, "", False, False) for year in columns)
    return replace(row, path=link(path, row.path), marks=found)


def _things(frame: Frame, path: str, body: str, crumbs: tuple[PageRef, ...], years: tuple[int, ...]) -> tuple[Node, ...]:
    """The body and, on the portal's index, the figures of all reports; `years` are newest first."""
    settings = frame.settings
    above = None
    for crumb in crumbs[:-1]:
        name = crumb.text if crumb.path != body_path("") else settings.body.name
        above = organization(name, absolute_or_relative(settings, path, crumb.path), above)
    address = absolute_or_relative(settings, path, path)
    this = organization(body, address, above)
    kinds = whole_kinds(settings)
    if path != body_path("") or not years or not kinds:
        return (this,)
    span = (years[-1], years[0])
    title, description = whole_data_words(settings.name, span)
    files = [(kind, absolute_or_relative(settings, path, data_path(kind))) for kind in kinds]
    data = dataset_node(title, description, {"@id": this["@id"]}, address, files, span)
    return (this, data)
