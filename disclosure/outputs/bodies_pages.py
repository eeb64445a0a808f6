"""One year across bodies: for every body with bodies below it, what each of them reported, side by side."""

from collections.abc import Iterator

from msgspec import Struct

from ..html.body_table import printed, tally
from ..html.templates import fill
from ..model.digest import fingerprint
from ..model.form import Format
from ..model.planned_file import FiguresRef, Page, PlannedFile
from ..model.portal import Body, Portal, ReportEntry
from ..model.theme import Theme
from ..present.figures import Figures
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


def bodies_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each body and year with at least two reports below it; it is made of numbers only."""
    frame = frame_of(portal, theme)
    for folder in portal.below:
        filed = {folder: _by_year(portal, folder)} | {body.folder: _by_year(portal, body.folder) for body in portal.below[folder]}
        for year in portal.years_across.get(folder, ()):
            yield _planned(portal, theme, frame, portal.known[folder], {at: cards.get(year) for at, cards in filed.items()}, year)


def _by_year(portal: Portal, folder: str) -> dict[int, ReportEntry]:
    return {card.year: card for card in portal.by_folder[folder] if portal.form_of[card.format].trends}


def _planned(
    portal: Portal, theme: Theme, frame: Frame, body: Body, filed: dict[str, ReportEntry | None], year: int
) -> PlannedFile:
    """The page of one year; `filed` are the reports of the body and of those below it, by folder."""
    rows = (*portal.below[body.folder], body)
    cards = [filed[row.folder] for row in rows]
    links = tuple(Crumb(row.name, page_path(card.name) if card else "") for row, card in zip(rows, cards, strict=True))
    path, years = bodies_path(body.folder, year), portal.years_across[body.folder]
    scene = Scene(path, body.folder, body.name, crumbs_of(portal, body), year, years, links, body.summary)
    last = max(card.updated for card in cards if card)
    form = next(portal.form_of[card.format] for card in cards if card)
    figures = (FiguresRef(c.path, c.name, c.source, fingerprint(c.year, c.figures, c.format)) if c else None for c in cards)
    return PlannedFile(path, render, (theme, frame, scene, form, *figures), Page(path, _title(scene), last))


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
