"""One year across bodies: for every body with bodies below it, what each of them reported, side by side."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..present.body_table import BodyTable, body_tables
from ..present.figures import Figures
from .addresses import bodies_path, body_path, link, page_path
from .page_head import Frame, Link, PageRef, crumbs_of, figures_head, frame_of
from .pages import PageView, figures_ref, render_view


class BodiesPage(PageView, frozen=True):
    """The bodies below a body side by side in one year; `links` are the ways to their reports, in the order of the rows."""

    TEMPLATE = "pages/bodies.html"
    body: Link
    year: int
    links: tuple[str, ...]
    own_link: str
    tables: tuple[BodyTable, ...]
    own: tuple[BodyTable, ...]
    filed: int
    missing: tuple[str, ...]
    held: tuple[str, ...]
    sums: str
    before: Link | None
    after: Link | None


def bodies_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each body and year with at least two reports below it; it is made of numbers only."""
    frame = frame_of(portal, theme)
    for folder, years in portal.years_across.items():
        for year in years:
            yield _plan_page(portal, theme, frame, portal.bodies_by_folder[folder], year)


def _plan_page(portal: Portal, theme: Theme, frame: Frame, body: Body, year: int) -> PlannedFile:
    """The page of the bodies below a body in one year."""
    bodies = (*portal.below_in(body.folder, year), body)
    entries = [portal.comparable[one.folder].get(year) for one in bodies]
    known = [entry for entry in entries if entry]
    path = bodies_path(body.folder, year)
    page = Page(path, f"{body.name}所属机构{year}年对照", max(entry.updated for entry in known))
    rows = tuple(PageRef(one.name, page_path(entry.name) if entry else "") for one, entry in zip(bodies, entries, strict=True))
    years, form = portal.years_across[body.folder], portal.form_of[known[0].format]
    inputs = (theme, frame, page, crumbs_of(portal.settings, portal.ancestors(body)), body, years, year, rows, form)
    held = portal.held_among(bodies, year)
    return PlannedFile(path, render_bodies, (*inputs, held, *map(figures_ref, entries)), page)


def render_bodies(
    theme: Theme,
    frame: Frame,
    page: Page,
    crumbs: tuple[PageRef, ...],
    body: Body,
    years: tuple[int, ...],
    year: int,
    rows: tuple[PageRef, ...],
    form: Format,
    held: tuple[str, ...],
    *figures: Figures | None,
) -> bytes:
    """Return the finished page of one year across bodies; the last of `rows` and `figures` are those of the body above."""
    path, own = page.path, figures[-1]
    description = f"{body.name}所属各机构{year}年政府信息公开工作年度报告的数字并列对照，按机构顺序排列。"
    *below, _ = zip((row.text for row in rows), figures, strict=True)
    links = tuple(link(path, row.path) if row.path else "" for row in rows)
    sums = "以上合计" if body.summary and own else ""
    before, after = year_neighbours(path, years, year, partial(bodies_path, body.folder))
    view = BodiesPage(
        frame=frame,
        head=figures_head(frame, page, crumbs, f"{year}年各机构对照", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        year=year,
        links=(*links[:-1], ""),
        own_link=links[-1],
        tables=body_tables(form, below, sums),
        own=body_tables(form, [(body.name, own)]) if own else (),
        filed=sum(1 for _, found in below if found),
        missing=tuple(name for name, found in below if not found),
        held=held,
        sums=sums,
        before=before,
        after=after,
    )
    return render_view(theme, view)


def year_neighbours(path: str, years: Sequence[int], year: int, path_of: Callable[[int], str]) -> tuple[Link | None, Link | None]:
    """Return the ways to such a page of the year before and of the year after, None where there is none."""
    others = [Link(f"{other}年", link(path, path_of(other))) for other in years]
    at = years.index(year)
    return others[at - 1] if at else None, others[at + 1] if at + 1 < len(others) else None
