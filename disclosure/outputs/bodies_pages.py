"""One year across bodies: for every body with bodies below it, what each of them reported, side by side."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..model.form import Format
from ..model.job import Job, Page
from ..model.portal import Body, Filing, Portal
from ..model.theme import Theme
from ..render.figures import Figures, figures_of
from ..render.tallies import printed, tally
from ..render.templates import fill
from .address import Crumb, Frame, Link, bodies_path, body_path, crumbs_of, frame_of, link, page_path
from .trend_pages import head_of_figures


class Scene(Struct, frozen=True):
    """The body whose bodies are compared, the year, the other years there are, and the pages of the rows; the last is its own."""

    path: str
    folder: str
    body: str
    crumbs: tuple[Crumb, ...]
    year: int
    years: tuple[int, ...]
    rows: tuple[Crumb, ...]
    summary: bool


def children_of(portal: Portal) -> dict[str, tuple[Body, ...]]:
    """The bodies right below each body that has any, in their official order."""
    found: dict[str, list[Body]] = {}
    for body in portal.bodies:
        above = body.folder
        while above:
            above = above.rpartition("/")[0]
            if above in portal.by_folder:
                found.setdefault(above, []).append(body)
                break
    return {folder: tuple(bodies) for folder, bodies in found.items()}


def years_across(portal: Portal, bodies: tuple[Body, ...]) -> tuple[int, ...]:
    """The years in which at least two of these bodies have a comparable report, oldest first."""
    filed = Counter(filing.report.year for body in bodies for filing in portal.by_folder[body.folder] if filing.format.trends)
    return tuple(sorted(year for year, reports in filed.items() if reports > 1))


def bodies_pages(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan a page for each body and year with at least two reports below it; it is made of numbers only."""
    frame = frame_of(portal, theme)
    by_folder = {body.folder: body for body in portal.bodies}
    for folder, bodies in children_of(portal).items():
        years = years_across(portal, bodies)
        for year in years:
            yield _planned(portal, theme, frame, by_folder[folder], bodies, year, years)


def _planned(
    portal: Portal, theme: Theme, frame: Frame, body: Body, bodies: tuple[Body, ...], year: int, years: tuple[int, ...]
) -> Job:
    filed = [(row, _filing(portal, row, year)) for row in (*bodies, body)]
    rows = tuple(Crumb(row.name, page_path(filing.report.name) if filing else "") for row, filing in filed)
    path = bodies_path(body.folder, year)
    scene = Scene(path, body.folder, body.name, crumbs_of(portal, body), year, years, rows, body.summary)
    last: date = max(filing.report.updated for _, filing in filed if filing)
    form = next(filing.format for _, filing in filed if filing)
    figures = (figures_of(filing) if filing else None for _, filing in filed)
    return Job(path, render, (theme, frame, scene, form, *figures), Page(path, _title(scene), last))


def _filing(portal: Portal, body: Body, year: int) -> Filing | None:
    return next((f for f in portal.by_folder[body.folder] if f.report.year == year and f.format.trends), None)


def _title(scene: Scene) -> str:
    return f"{scene.body}所属机构{scene.year}年对照"


def render(theme: Theme, frame: Frame, scene: Scene, form: Format, *figures: Figures | None) -> bytes:
    """Return the finished page of one year across bodies."""
    path, title = scene.path, _title(scene)
    description = f"{scene.body}所属各机构{scene.year}年政府信息公开工作年度报告的数字并列对照，按机构顺序排列。"
    crumbs = (*scene.crumbs, Crumb(f"{scene.year}年各机构对照", path))
    below = list(zip((row.text for row in scene.rows), figures, strict=True))[:-1]
    own = figures[-1]
    links = tuple(link(path, row.path) if row.path else "" for row in scene.rows)
    sums = "以上合计" if scene.summary and own else ""
    number = scene.years.index(scene.year)
    return fill(
        theme,
        "pages/bodies.html",
        frame=frame,
        head=head_of_figures(frame, path, title, crumbs, description),
        body=Link(scene.body, link(path, body_path(scene.folder))),
        year=scene.year,
        links=(*links[:-1], ""),
        own_link=links[-1],
        tables=printed(theme, tally(form, below, sums)),
        own=printed(theme, tally(form, [(scene.body, own)])) if own else (),
        summary=scene.summary,
        filed=sum(1 for _, found in below if found),
        missing=tuple(name for name, found in below if not found),
        sums=sums,
        before=_other(scene, number - 1),
        after=_other(scene, number + 1),
    ).encode()


def _other(scene: Scene, number: int) -> Link | None:
    if not 0 <= number < len(scene.years):
        return None
    year = scene.years[number]
    return Link(f"{year}年", link(scene.path, bodies_path(scene.folder, year)))
