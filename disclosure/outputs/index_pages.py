"""An index page for the portal and for every body: whose reports there are, of which years, and their key figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import nlargest

from msgspec import Struct
from msgspec.structs import replace

from ..html.metadata import JsonLd, column_metas, dataset_node, organization, whole_data_words
from ..model.planned_file import Page, PlannedFile
from ..model.portal import KINDS, Body, Contact, FormerName, HighlightedFigure, Portal, ReportEntry, Settings
from ..model.report import folder_of, folders_to
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.column_chart import HALF_ROOM, ColumnChart, lay_out_columns, top_of_scale
from ..present.figures import Figures
from ..present.overview import Shares, outcomes
from ..present.series import Point
from .addresses import (
    DATA,
    absolute_or_relative,
    bodies_path,
    body_path,
    compare_path,
    data_path,
    link,
    overview_path,
    page_path,
    trends_path,
    whole_kinds,
    years_workbook_path,
)
from .awaited import AwaitedReport, awaited_reports, public_years
from .benchmarks import Benchmarks, FigureBenchmark
from .page_head import Frame, Link, PageHead, PageRef, crumbs_of, form_link, frame_of, has_data_page, has_datasets, page_head
from .pages import PageView, figures_ref, render_view


class KeyFigure(Struct, frozen=True):
    """A figure worth showing: its label, its cell, what it is counted in, and what stands beside it in words.

    `href` is the way to the page of its row, "" for none; `chart` has the years up to it.
    """

    label: str
    cell: CellView
    unit: str
    beside: tuple[str, ...] = ()
    href: str = ""
    chart: ColumnChart | None = None


class QuickLink(Struct, frozen=True):
    """A thing that people come for: its sign, one character, the way to it, and what they find there."""

    sign: str
    href: str
    text: str
    words: str


class YearRow(Struct, frozen=True):
    """A report in the list of a body's years, how late it came, and a figure for each label of the list."""

    year: int
    title: str
    href: str
    published: date
    draft: bool
    corrected: bool
    figures: tuple[KeyFigure, ...]
    withdrawn: date | None = None
    days_late: int = 0


class YearMark(Struct, frozen=True):
    """A year of a body in the overview: its report's page, "" for none, how late it came, if it was corrected or withdrawn.

    It is `owed` unless the body was not there yet, or no more; `awaited` where it has reported before and not on this year:
    then `due` is the last day, and errors may keep the report `held`.
    """

    year: int
    href: str
    days_late: int = 0
    corrected: bool = False
    withdrawn: bool = False
    owed: bool = True
    awaited: bool = False
    due: date | None = None
    held: bool = False


class OverviewRow(Struct, frozen=True):
    """A body in the overview: how deep it lies below that of the page, its index page, and a mark for each year."""

    name: str
    depth: int
    href: str
    marks: tuple[YearMark, ...]


class OverviewGroup(Struct, frozen=True):
    """Bodies of one kind in the overview; `owing` of them owe a report of the newest year, `filed` have one."""

    kind: str
    rows: tuple[OverviewRow, ...]
    filed: int
    owing: int


class NewsItem(Struct, frozen=True):
    """A report lately published or corrected."""

    title: str
    href: str
    date: date
    corrected: bool


class IndexPage(PageView, frozen=True):
    """The index of the portal or of a body: its figures, its news, the bodies below it, its own reports."""

    TEMPLATE = "pages/index.html"
    body: str
    former: tuple[str, ...]
    labels: tuple[str, ...]
    latest: YearRow | None
    shares: Shares | None
    years: tuple[YearRow, ...]
    columns: tuple[int, ...]
    groups: tuple[OverviewGroup, ...]
    folded: bool
    late: bool
    corrected: bool
    withdrawn: bool
    awaited: bool
    held: tuple[str, ...]
    related: tuple[Link, ...]
    quick_links: tuple[QuickLink, ...]
    news: tuple[NewsItem, ...]
    contact: Contact | None
    form: Link | None


MAX_ROWS = 150
"""An overview of more bodies shows only those directly below; theirs stand on their own index pages."""
MAX_UNFOLDED = 100
"""An overview of more bodies is folded: one line for each kind, which opens."""
NEWS_ITEMS = 5
"""Reports that the portal's index names as news."""


def index_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the index page of each body; the root's is the portal's."""
    frame = frame_of(portal, theme)
    listings: dict[str, list[Listing]] = {body.folder: [] for body in portal.bodies}
    years = public_years(portal)
    for body in portal.bodies:
        listed_here = sorted(
            (*portal.entries_by_folder[body.folder], *portal.withdrawn_in(body.folder)), key=lambda entry: -entry.year
        )
        entries = tuple(replace(entry, source="", figures_digest="") for entry in listed_here)
        awaited = tuple(awaited_reports(portal, body, years))
        for above in portal.ancestors(body):
            listings[above.folder].append((body, entries, awaited))
    benchmarks = Benchmarks(portal) if frame.rows else None
    for body in portal.bodies:
        path, listed = body_path(body.folder), listings[body.folder]
        updated = max((entry.updated for _, entries, _ in listed for entry in entries), default=None)
        if len(listed) > MAX_ROWS:
            listed = [one for one in listed if _depth(one[0], body) <= 1]
        is_with_news = len(listed) > 1 and not body.folder
        news = nlargest(NEWS_ITEMS, portal.entries, key=lambda entry: (entry.updated, entry.name)) if is_with_news else ()
        latest = next((entry for entry in portal.entries_by_folder[body.folder] if entry.highlights), None)
        beside = benchmarks.beside(latest) if benchmarks and latest else ()
        held = tuple(name for one in portal.bodies for name in _held_names(portal, one)) if not body.folder else ()
        figures = None if body.folder else figures_ref(latest)
        around = tuple(portal.ancestors(body)), tuple(listed), tuple(_related_pages(portal, body))
        inputs = (theme, frame, *around, beside, held, figures)
        page = Page(path, body.name if body.folder else portal.settings.name, updated)
        yield PlannedFile(path, render_index, (*inputs, *(replace(entry, source="", figures_digest="") for entry in news)), page)


Listing = tuple[Body, tuple[ReportEntry, ...], tuple[AwaitedReport, ...]]
"""A body and its reports, newest first, without what an index page does not show, and those that are awaited."""


def _held_names(portal: Portal, body: Body) -> Iterator[str]:
    """What of a body is held back because of errors: all that is public of it, or a new report."""
    if body.folder in portal.held:
        yield f"{body.name}（保留已公布的）"
    waiting = (name.rpartition("/")[2].removesuffix(".md") for name in portal.waiting if folder_of(name) == body.folder)
    yield from (f"{body.name}{year}年报告" for year in waiting)


def render_index(
    theme: Theme,
    frame: Frame,
    ancestors: tuple[Body, ...],
    listed: tuple[Listing, ...],
    related: tuple[PageRef, ...],
    beside: tuple[FigureBenchmark, ...],
    held: tuple[str, ...],
    figures: Figures | None,
    *news: ReportEntry,
) -> bytes:
    """Return the finished index page of the first of the `listed` bodies; `figures` are its newest, `news` changed lately."""
    body, entries, _ = listed[0]
    path = body_path(body.folder)
    filed, columns = _filed_reports(listed)
    labels = tuple(dict.fromkeys(figure.label for entry in entries for figure in entry.highlights))
    view = IndexPage(
        frame,
        head=_head(frame, path, ancestors, listed),
        body=body.name,
        former=tuple(f"{one.name}{_years_held(one)}" for one in body.former_names),
        labels=labels,
        latest=_latest(path, body.name, entries, beside) if labels else None,
        shares=outcomes(figures) if figures else None,
        years=tuple(_year_row(path, entry, labels) for entry in entries),
        columns=columns,
        groups=tuple(_groups(path, listed, columns)) if len(listed) > 1 else (),
        folded=len(listed) > MAX_UNFOLDED,
        late=any(entry.days_late for entry in filed),
        corrected=any(entry.revisions for entry in filed),
        withdrawn=any(entry.withdrawn for entry in filed),
        awaited=len(listed) > 1 and any(awaited for _, _, awaited in listed),
        held=held,
        related=tuple(page.link_from(path) for page in related),
        quick_links=_quick_links(path, body, listed, related),
        news=tuple(NewsItem(one.title, link(path, page_path(one.name)), one.updated, bool(one.revisions)) for one in news),
        contact=body.contact or None,
        form=form_link(path, body.contact) if body.contact.form else None,
    )
    return render_view(theme, view)


def _filed_reports(listed: tuple[Listing, ...]) -> tuple[list[ReportEntry], tuple[int, ...]]:
    """The reports in the overview of several bodies, and their years, the newest first."""
    filed = [entry for _, reports, _ in listed for entry in reports] if len(listed) > 1 else []
    return filed, tuple(sorted({entry.year for entry in filed}, reverse=True))


def _head(frame: Frame, path: str, ancestors: tuple[Body, ...], listed: tuple[Listing, ...]) -> PageHead:
    body = listed[0][0]
    title = body.name if body.folder else frame.settings.name
    with_data = sorted({entry.year for _, reports, _ in listed for entry in reports if not entry.withdrawn}, reverse=True)
    things = _things(frame.settings, ancestors, with_data)
    metas = column_metas(title, f"{body.name}政府信息公开工作年度报告", "政府信息公开,年度报告", "信息公开年报")
    description = f"{body.name}历年政府信息公开工作年度报告。"
    return page_head(frame, path, title, crumbs_of(frame.settings, ancestors), metas, description, things)


def _years_held(name: FormerName) -> str:
    """The years of a former name in brackets, "" where none are said."""
    if not (name.since or name.until):
        return ""
    since, until = f"{name.since}年" if name.since else "", f"至{name.until}年" if name.until else "起"
    return f"（{since}{until}）"


def _depth(body: Body, above: Body) -> int:
    """How deep a body lies below one above it, in folders."""
    return len(folders_to(body.folder)) - len(folders_to(above.folder))


def _groups(path: str, listed: Sequence[Listing], columns: Sequence[int]) -> Iterator[OverviewGroup]:
    """The bodies under the kinds of those directly below, what lies deeper with its body; the page's own body first."""
    found: dict[str, list[OverviewRow]] = {}
    kind = ""
    for body, entries, awaited in listed:
        depth = _depth(body, listed[0][0])
        kind = KINDS[body.kind] if depth == 1 else kind
        found.setdefault(kind, []).append(_overview_row(path, body, entries, awaited, depth, columns))
    for kind, rows in found.items():
        filed = sum(bool(row.marks and row.marks[0].href and not row.marks[0].withdrawn) for row in rows)
        owing = sum(bool(row.marks and (row.marks[0].href or row.marks[0].owed)) for row in rows)
        yield OverviewGroup(kind, tuple(rows), filed, owing)


def _overview_row(
    path: str,
    body: Body,
    entries: Sequence[ReportEntry],
    awaited: Sequence[AwaitedReport],
    depth: int,
    columns: Sequence[int],
) -> OverviewRow:
    marks = {one.year: YearMark(one.year, "", awaited=True, due=one.due, held=one.held) for one in awaited}
    for entry in entries:
        href = link(path, page_path(entry.name))
        marks[entry.year] = YearMark(entry.year, href, entry.days_late, bool(entry.revisions), bool(entry.withdrawn))
    found = tuple(marks.get(year) or YearMark(year, "", owed=body.owes(year)) for year in columns)
    return OverviewRow(body.name, depth, link(path, body_path(body.folder)), found)


def _related_pages(portal: Portal, body: Body) -> Iterator[PageRef]:
    """The pages that set a body's reports beside each other, its bodies beside each other, and the figures of all."""
    comparable = portal.comparable[body.folder]
    if len(comparable) > 1 and "trends" in portal.settings.publish:
        yield PageRef("历年趋势", trends_path(body.folder))
    if len(comparable) > 1 and "comparisons" in portal.settings.publish:
        yield PageRef("年度对照", compare_path(body.folder))
    for year in portal.years_across.get(body.folder, ())[-1:]:
        if any(form.overview for form in portal.forms if form.covers(year)):
            yield PageRef(f"{year}年概览", overview_path(body.folder, year))
        yield PageRef(f"{year}年各机构对照", bodies_path(body.folder, year))
    if has_datasets(portal) and portal.entries_by_folder[body.folder] and len(portal.bodies) > 1:
        yield PageRef("历年数据（XLSX）", years_workbook_path(body.folder))
    if body.folder:
        yield from (PageRef(page.title, page_path(page.name)) for page in portal.pages if page.folder == body.folder)
    if not body.folder and has_data_page(portal):
        yield PageRef("数据下载", DATA)


def _year_row(path: str, entry: ReportEntry, labels: Sequence[str]) -> YearRow:
    found = {figure.label: figure for figure in entry.highlights}
    return YearRow(
        year=entry.year,
        title=entry.title,
        href=link(path, page_path(entry.name)),
        published=entry.published,
        draft=entry.draft,
        corrected=bool(entry.revisions),
        figures=tuple(_key_figure(label, found.get(label)) for label in labels),
        withdrawn=entry.withdrawn.date if entry.withdrawn else None,
        days_late=entry.days_late,
    )


def _latest(path: str, name: str, entries: Sequence[ReportEntry], beside: Sequence[FigureBenchmark]) -> YearRow:
    """The newest of the reports that have key figures, with all of them, what stands beside each, and the years up to it."""
    shown = [entry for entry in entries if entry.highlights]
    row = _year_row(path, shown[0], [figure.label for figure in shown[0].highlights])
    figures = [replace(figure, chart=_chart(name, figure, shown)) for figure in row.figures]
    if beside:
        pairs = zip(figures, beside, strict=True)
        figures = [replace(figure, beside=one.words, href=link(path, one.path)) for figure, one in pairs]
    return replace(row, figures=tuple(figures))


def _chart(name: str, figure: KeyFigure, entries: Sequence[ReportEntry]) -> ColumnChart | None:
    cells = {entry.year: one.cell for entry in entries for one in entry.highlights if one.label == figure.label}
    points = [Point(year, cells.get(year), year in cells) for year in range(min(cells), max(cells) + 1)]
    return lay_out_columns(points, figure.unit, top_of_scale(points), f"{name}{figure.label}", HALF_ROOM)


def _quick_links(path: str, body: Body, listed: Sequence[Listing], related: Sequence[PageRef]) -> tuple[QuickLink, ...]:
    """What people come for most, on the portal's own index; a single one is no choice, and left to the list of related pages."""
    links = () if body.folder else tuple(_destinations(path, body, listed, related))
    return links if len(links) > 1 else ()


def _destinations(path: str, body: Body, listed: Sequence[Listing], related: Sequence[PageRef]) -> Iterator[QuickLink]:
    """A body's report, the year of all, to ask for information, the figures as files."""
    if len(listed) > 1:
        yield QuickLink("查", "#bodies", "查一个机构", f"{len(listed)}个机构，每年一份报告")
    for page in related:
        if page.path.startswith("overview-"):
            yield QuickLink("看", page.link_from(path).href, page.text, "全部机构的一年，可以打印成一页纸")
    if body.contact:
        yield QuickLink("问", "#apply", "申请公开找谁", "地址、电话、答复期限")
    yield from (QuickLink("取", page.link_from(path).href, page.text, "表格文件和说明") for page in related if page.path == DATA)


def _key_figure(label: str, figure: HighlightedFigure | None) -> KeyFigure:
    if figure is None:
        return KeyFigure(label, cell_view(None), "")
    return KeyFigure(label, cell_view(figure.cell), figure.cell.unit or figure.unit)


def _things(settings: Settings, ancestors: Sequence[Body], years: Sequence[int]) -> tuple[JsonLd, ...]:
    """The last of the bodies and, on the portal's index, the figures of all reports; `years` are newest first."""
    path = body_path(ancestors[-1].folder)
    node: JsonLd = {}
    for body in ancestors:
        node = organization(body.name, absolute_or_relative(settings, path, body_path(body.folder)), node)
    kinds = whole_kinds(settings)
    if ancestors[-1].folder or not years or not kinds:
        return (node,)
    span = (years[-1], years[0])
    title, description = whole_data_words(settings.name, span)
    files = [(kind, absolute_or_relative(settings, path, data_path(settings, kind))) for kind in kinds]
    address = absolute_or_relative(settings, path, path)
    return (node, dataset_node(title, description, {"@id": node["@id"]}, address, files, span))
