"""One year across bodies: for every body with bodies below it, what each of them reported, side by side."""

from collections.abc import Iterator

from msgspec import Struct

from ..html.templates import render
from ..model.digest import fingerprint
from ..model.form import Format
from ..model.planned_file import FiguresRef, Page, PlannedFile
from ..model.portal import Body, Portal, ReportEntry
from ..model.theme import Theme
from ..present.body_table import body_tables
from ..present.figures import Figures
from .addresses import bodies_path, body_path, link, page_path
from .figures_page import figures_head
from .page_head import Frame, Link, PageRef, crumbs_of, frame_of


class BodiesPageInput(Struct, frozen=True):
    """The body whose bodies are compared, the year, the other years there are, and the pages of the rows; the last is its own."""

    path: str
    folder: str
    body: str
    crumbs: tuple[PageRef, ...]
    year: int
    years: tuple[int, ...]
    rows: tuple[PageRef, ...]
    summary: bool


def bodies_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each body and year with at least two reports below it; it is made of numbers only."""
    frame = frame_of(portal, theme)
    for folder in portal.below:
        filed = {folder: _by_year(portal, folder)} | {body.folder: _by_year(portal, body.folder) for body in portal.below[folder]}
        for year in portal.years_across.get(folder, ()):
            yield _planned(
                portal, theme, frame, portal.known[folder], {at: entries.get(year) for at, entries in filed.items()}, year
            )


def _by_year(portal: Portal, folder: str) -> dict[int, ReportEntry]:
    return {entry.year: entry for entry in portal.by_folder[folder] if portal.form_of[entry.format].trends}


def _planned(
    portal: Portal, theme: Theme, frame: Frame, body: Body, filed: dict[str, ReportEntry | None], year: int
) -> PlannedFile:
    """The page of one year; `filed` are the reports of the body and of those below it, by folder."""
    rows = (*portal.below[body.folder], body)
    entries = [filed[row.folder] for row in rows]
    links = tuple(PageRef(row.name, page_path(entry.name) if entry else "") for row, entry in zip(rows, entries, strict=True))
    path, years = bodies_path(body.folder, year), portal.years_across[body.folder]
    page_input = BodiesPageInput(path, body.folder, body.name, crumbs_of(portal, body), year, years, links, body.summary)
    last = max(entry.updated for entry in entries if entry)
    form = next(portal.form_of[entry.format] for entry in entries if entry)
    figures = (FiguresRef(c.path, c.name, c.source, fingerprint(c.year, c.figures, c.format)) if c else None for c in entries)
    return PlannedFile(path, render_bodies, (theme, frame, page_input, form, *figures), Page(path, _title(page_input), last))


def _title(page_input: BodiesPageInput) -> str:
    return f"{page_input.body}所属机构{page_input.year}年对照"


def render_bodies(theme: Theme, frame: Frame, page_input: BodiesPageInput, form: Format, *figures: Figures | None) -> bytes:
    """Return the finished page of one year across bodies."""
    path, title = page_input.path, _title(page_input)
    description = f"{page_input.body}所属各机构{page_input.year}年政府信息公开工作年度报告的数字并列对照，按机构顺序排列。"
    crumbs = (*page_input.crumbs, PageRef(f"{page_input.year}年各机构对照", path))
    below = list(zip((row.text for row in page_input.rows), figures, strict=True))[:-1]
    own = figures[-1]
    links = tuple(link(path, row.path) if row.path else "" for row in page_input.rows)
    sums = "以上合计" if page_input.summary and own else ""
    number = page_input.years.index(page_input.year)
    return render(
        theme,
        "pages/bodies.html",
        frame=frame,
        head=figures_head(frame, path, title, crumbs, description),
        body=Link(page_input.body, link(path, body_path(page_input.folder))),
        year=page_input.year,
        links=(*links[:-1], ""),
        own_link=links[-1],
        tables=body_tables(form, below, sums),
        own=body_tables(form, [(page_input.body, own)]) if own else (),
        summary=page_input.summary,
        filed=sum(1 for _, found in below if found),
        missing=tuple(name for name, found in below if not found),
        sums=sums,
        before=_other(page_input, number - 1),
        after=_other(page_input, number + 1),
    ).encode()


def _other(page_input: BodiesPageInput, number: int) -> Link | None:
    if not 0 <= number < len(page_input.years):
        return None
    year = page_input.years[number]
    return Link(f"{year}年", link(page_input.path, bodies_path(page_input.folder, year)))
