"""An index page for the portal and for every body: whose reports there are, of which years, and their key figures."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..model.form import Format
from ..model.job import Job, Page
from ..model.portal import Body, Filing, Portal
from ..model.report import Cell, Report
from ..model.theme import Theme
from ..render.metadata import Node, column_metas, dataset_node, organization, whole_data_words
from ..render.templates import fill
from .address import Crumb, Frame, Link, body_path, crumbs_of, data_path, frame_of, head_of, link, named, page_path, whole_kinds
from .report_pages import updated


class Year(Struct, frozen=True):
    """A report in a list: its page, dates, and the figures worth showing, by their labels."""

    year: int
    title: str
    path: str
    published: date
    corrected: bool
    figures: tuple[tuple[str, Cell], ...]


class Row(Struct, frozen=True):
    """A body in the overview: how deep it lies, its index page, and its report pages by year."""

    name: str
    depth: int
    path: str
    years: tuple[tuple[int, str, bool], ...]


def index_pages(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan the index page of each body; the root's is the portal's."""
    frame = frame_of(portal, theme)
    rows = {body.folder: _row(body, portal) for body in portal.bodies}
    for body in portal.bodies:
        path = body_path(body.folder)
        title = body.name if body.folder else portal.settings.name
        below = tuple(
            rows[other.folder] for other in portal.bodies if other.folder.startswith(f"{body.folder}/" if body.folder else "")
        )
        inside = below if len(below) > 1 or not body.folder else ()
        years = tuple(_year(filing) for filing in portal.by_folder[body.folder])
        dates = [updated(filing.report) for filing in portal.filings if _within(filing.body.folder, body.folder)]
        page = Page(path, title, max(dates, default=None))
        inputs = (theme, frame, path, body.name, crumbs_of(portal, body), years, inside if len(portal.bodies) > 1 else ())
        yield Job(path, render, inputs, page)


def _within(folder: str, above: str) -> bool:
    return not above or folder == above or folder.startswith(f"{above}/")


def _row(body: Body, portal: Portal) -> Row:
    years = tuple((f.report.year, page_path(f.report.name), bool(f.report.revisions)) for f in portal.by_folder[body.folder])
    return Row(body.name, body.folder.count("/") + 1 if body.folder else 0, body_path(body.folder), years)


def _year(filing: Filing) -> Year:
    report = filing.report
    return Year(
        year=report.year,
        title=report.title,
        path=page_path(report.name),
        published=report.published,
        corrected=bool(report.revisions),
        figures=highlights(report, filing.format),
    )


def highlights(report: Report, form: Format) -> tuple[tuple[str, Cell], ...]:
    """The figures that a form calls worth showing, where the report has their tables."""
    found = []
    for highlight in form.highlights:
        table, known = report.table(highlight.table), form.tables[highlight.table]
        if table:
            found.append((highlight.label, table.rows[known.row_index[highlight.row]][known.column_index[highlight.column]]))
    return tuple(found)


def render(
    theme: Theme,
    frame: Frame,
    path: str,
    body: str,
    crumbs: tuple[Crumb, ...],
    years: tuple[Year, ...],
    rows: tuple[Row, ...],
) -> bytes:
    """Return the finished index page of one body."""
    title = frame.settings.name if path == "index.html" else body
    metas = column_metas(title, f"{body}政府信息公开工作年度报告", "政府信息公开,年度报告", "信息公开年报")
    labels = tuple(dict.fromkeys(label for year in years for label, _ in year.figures))
    columns = tuple(sorted({year for row in rows for year, _, _ in row.years}, reverse=True))
    things = _things(frame, path, body, crumbs, columns or tuple(year.year for year in years))
    return fill(
        theme,
        "pages/index.html",
        frame=frame,
        head=head_of(frame, path, title, crumbs, metas, f"{body}历年政府信息公开工作年度报告。", things),
        body=body,
        labels=labels,
        years=tuple((year, link(path, year.path), dict(year.figures)) for year in years),
        columns=columns,
        rows=tuple((row, link(path, row.path), _cells(path, row, columns)) for row in rows),
    ).encode()


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


def _cells(path: str, row: Row, columns: tuple[int, ...]) -> tuple[tuple[int, Link | None, bool], ...]:
    """One entry for each year: the link to its report, or nothing, and whether it was corrected."""
    found = {year: (Link(str(year), link(path, target)), corrected) for year, target, corrected in row.years}
    return tuple((year, *found.get(year, (None, False))) for year in columns)


__all__ = ["Report", "highlights", "index_pages", "render"]
