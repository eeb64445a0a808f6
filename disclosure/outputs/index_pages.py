"""An index page for the portal and for every body: whose reports there are, of which years, and their key figures."""

from collections.abc import Iterator
from datetime import date
from heapq import nlargest

from msgspec import Struct
from msgspec.structs import replace

from ..fast.prerender import Html
from ..html.metadata import Node, column_metas, dataset_node, organization, whole_data_words
from ..html.templates import call_alike, fill_alike
from ..model.planned_file import Page, PlannedFile
from ..model.portal import KINDS, Body, Portal, ReportEntry
from ..model.report import Cell, digits
from ..model.theme import Theme
from .address import (
    Crumb,
    Frame,
    Link,
    bodies_path,
    body_path,
    comparable_years,
    compare_path,
    crumbs_of,
    data_path,
    frame_of,
    head_of,
    link,
    named,
    page_path,
    trends_path,
    whole_kinds,
)


class Year(Struct, frozen=True):
    """A report in a list: its page, dates, and the figures worth showing, by their labels."""

    year: int
    title: str
    path: str
    published: date
    draft: bool
    corrected: bool
    figures: tuple[tuple[str, Cell], ...]


class Mark(Struct, frozen=True):
    """A year of a body in the overview: its report's page, "" for none, and whether that came late or was corrected."""

    year: int
    path: str
    late: bool
    corrected: bool


class Row(Struct, frozen=True):
    """A body in the overview: its kind, how deep it lies, its index page, and its reports."""

    name: str
    kind: str
    depth: int
    path: str
    marks: tuple[Mark, ...]


class News(Struct, frozen=True):
    """A report lately published or corrected."""

    title: str
    path: str
    date: date
    corrected: bool


MOST_ROWS = 150
"""An overview of more bodies shows only those directly below; theirs stand on their own index pages."""
MOST_OPEN = 100
"""An overview of more bodies is folded: one line for each kind, which opens."""
NEWEST = 5
_PART = "parts/listing.html"


def index_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the index page of each body; the root's is the portal's."""
    frame = frame_of(portal, theme)
    below: dict[str, list[Row]] = {body.folder: [] for body in portal.bodies}
    changed: dict[str, date] = {}
    for body in portal.bodies:
        row, cards = _row(body, portal), portal.by_folder[body.folder]
        latest = max((card.updated for card in cards), default=date.min)
        for folder in _above(body.folder):
            if folder in below:
                below[folder].append(row)
                changed[folder] = max(changed.get(folder, date.min), latest)
    for body in portal.bodies:
        path = body_path(body.folder)
        years = tuple(_year(card) for card in portal.by_folder[body.folder])
        rows = tuple(below[body.folder]) if len(below[body.folder]) > 1 else ()
        if len(rows) > MOST_ROWS:
            rows = tuple(row for row in rows if row.depth <= rows[0].depth + 1)
        news = _newest(portal) if rows and not body.folder else ()
        related = _related(portal, body)
        page = Page(path, body.name if body.folder else portal.settings.name, changed.get(body.folder))
        yield PlannedFile(
            path, render, (theme, frame, path, body.name, crumbs_of(portal, body), years, rows, news, related), page
        )


def _above(folder: str) -> list[str]:
    """A folder and every folder it lies in, the root last."""
    steps = folder.split("/") if folder else []
    return ["/".join(steps[:depth]) for depth in range(len(steps), -1, -1)]


def _row(body: Body, portal: Portal) -> Row:
    marks = tuple(Mark(c.year, page_path(c.name), c.late, bool(c.revisions)) for c in portal.by_folder[body.folder])
    return Row(body.name, KINDS[body.kind], len(_above(body.folder)) - 1, body_path(body.folder), marks)


def _related(portal: Portal, body: Body) -> tuple[Crumb, ...]:
    """The pages that set a body's reports beside each other, its bodies beside each other, and the figures of all."""
    compared, extras = comparable_years(portal, body.folder), portal.settings.publish
    found = [Crumb("历年趋势", trends_path(body.folder))] if compared and "trends" in extras else []
    found += [Crumb("年度对照", compare_path(body.folder))] if compared and "comparisons" in extras else []
    newest = portal.years_across.get(body.folder, ())[-1:]
    found += [Crumb(f"{year}年各机构对照", bodies_path(body.folder, year)) for year in newest]
    if not body.folder:
        found += [Crumb(f"全部数据（{kind.upper()}）", data_path(kind)) for kind in whole_kinds(portal.settings)]
    return tuple(found)


def _newest(portal: Portal) -> tuple[News, ...]:
    """The reports published or corrected last."""
    lately = nlargest(NEWEST, portal.cards, key=lambda card: (card.updated, card.name))
    return tuple(News(card.title, page_path(card.name), card.updated, bool(card.revisions)) for card in lately)


def _year(card: ReportEntry) -> Year:
    return Year(
        year=card.year,
        title=card.title,
        path=page_path(card.name),
        published=card.published,
        draft=card.draft,
        corrected=bool(card.revisions),
        figures=card.highlights,
    )


def render(
    theme: Theme,
    frame: Frame,
    path: str,
    body: str,
    crumbs: tuple[Crumb, ...],
    years: tuple[Year, ...],
    rows: tuple[Row, ...],
    news: tuple[News, ...],
    related: tuple[Crumb, ...],
) -> bytes:
    """Return the finished index page of one body."""
    title = frame.settings.name if path == "index.html" else body
    metas = column_metas(title, f"{body}政府信息公开工作年度报告", "政府信息公开,年度报告", "信息公开年报")
    columns = tuple(sorted({mark.year for row in rows for mark in row.marks}, reverse=True))
    things = _things(frame, path, body, crumbs, columns or tuple(year.year for year in years))
    labels = tuple(dict.fromkeys(label for year in years for label, _ in year.figures))
    latest = next((year for year in years if year.figures), None)
    return fill_alike(
        theme,
        "pages/index.html",
        frame=frame,
        head=head_of(frame, path, title, crumbs, metas, f"{body}历年政府信息公开工作年度报告。", things),
        body=body,
        labels=labels,
        latest=_listed(latest, tuple(label for label, _ in latest.figures)) if latest else None,
        years=Html("".join(call_alike(theme, _PART, "year", _listed(year, labels), link(path, year.path)) for year in years)),
        columns=columns,
        groups=_groups(theme, path, rows, columns),
        folded=len(rows) > MOST_OPEN,
        late=any(mark.late for row in rows for mark in row.marks),
        corrected=any(mark.corrected for row in rows for mark in row.marks),
        related=tuple(Link(page.text, link(path, page.path)) for page in related),
        news=tuple((item, link(path, item.path)) for item in news),
    ).encode()


class KeyFigure(Struct, frozen=True):
    """A figure worth showing: its label and its words, none where it is blank; `missing` where the form has no such figure."""

    label: str
    missing: bool
    not_applicable: bool
    amount: str
    text: str


class Listed(Struct, frozen=True):
    """A report in the list of a body's years, with an entry for each label."""

    year: int
    title: str
    published: date
    draft: bool
    corrected: bool
    figures: tuple[KeyFigure, ...]


def _listed(year: Year, labels: tuple[str, ...]) -> Listed:
    found = dict(year.figures)
    figures = tuple(_shown(label, found.get(label)) for label in labels)
    return Listed(year.year, year.title, year.published, year.draft, year.corrected, figures)


def _shown(label: str, cell: Cell | None) -> KeyFigure:
    amount = "" if cell is None or cell.amount is None else digits(cell.amount)
    unit = cell.unit if cell and amount else ""
    return KeyFigure(label, cell is None, cell is not None and cell.not_applicable, amount, f"{amount}{unit}")


class Group(Struct, frozen=True):
    """Bodies of one kind in the overview, their lines as HTML; `filed` of them have a report of the newest year."""

    kind: str
    rows: Html
    count: int
    filed: int


def _groups(theme: Theme, path: str, rows: tuple[Row, ...], columns: tuple[int, ...]) -> tuple[Group, ...]:
    """The rows under the kinds of the bodies directly below, what lies deeper with its body; the page's own body first."""
    found: dict[str, list[Row]] = {}
    kind = ""
    for row in rows:
        depth = row.depth - rows[0].depth
        kind = row.kind if depth == 1 else kind
        found.setdefault(kind, []).append(replace(row, depth=depth))
    return tuple(
        Group(
            kind,
            Html("".join(_line(theme, path, row, columns) for row in group)),
            len(group),
            sum(mark.year == columns[0] for row in group for mark in row.marks) if columns else 0,
        )
        for kind, group in found.items()
    )


def _line(theme: Theme, path: str, row: Row, columns: tuple[int, ...]) -> str:
    """The line of a body, with an entry for each year."""
    marks = {mark.year: replace(mark, path=link(path, mark.path)) for mark in row.marks}
    cells = tuple(marks.get(year) or Mark(year, "", False, False) for year in columns)
    return call_alike(theme, _PART, "body", row.name, row.depth, link(path, row.path), cells)


def _things(frame: Frame, path: str, body: str, crumbs: tuple[Crumb, ...], years: tuple[int, ...]) -> tuple[Node, ...]:
    """The body and, on the portal's index, the figures of all reports; `years` are newest first."""
    settings = frame.settings
    above = None
    for crumb in crumbs[:-1]:
        name = crumb.text if crumb.path != body_path("") else settings.body.name
        above = organization(name, named(settings, path, crumb.path), above)
    address = named(settings, path, path)
    this = organization(body, address, above)
    kinds = whole_kinds(settings)
    if path != body_path("") or not years or not kinds:
        return (this,)
    span = (years[-1], years[0])
    title, description = whole_data_words(settings.name, span)
    files = [(kind, named(settings, path, data_path(kind))) for kind in kinds]
    data = dataset_node(title, description, {"@id": this["@id"]}, address, files, span)
    return (this, data)
