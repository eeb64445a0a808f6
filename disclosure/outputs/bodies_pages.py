"""One year across bodies: for every body with bodies below it, what each of them reported, side by side."""

from collections.abc import Iterator
from typing import Any

from ..model.digest import fingerprint
from ..model.form import Format
from ..model.planned_file import FiguresRef, Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..present.body_table import body_tables
from ..present.figures import Figures
from .addresses import bodies_path, body_path, link, page_path
from .page_head import Frame, Link, crumbs_of, figures_head, frame_of
from .pages import render_template


def bodies_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each body and year with at least two reports below it; it is made of numbers only."""
    frame = frame_of(portal, theme)
    for folder, years in portal.years_across.items():
        for year in years:
            yield _planned(portal, theme, frame, portal.known[folder], year)


def _planned(portal: Portal, theme: Theme, frame: Frame, body: Body, year: int) -> PlannedFile:
    """The page of the bodies below a body in one year."""
    path, years, below = bodies_path(body.folder, year), portal.years_across[body.folder], portal.below[body.folder]
    entries = [portal.comparable[row.folder].get(year) for row in (*below, body)]
    known = [entry for entry in entries if entry]
    page = Page(path, f"{body.name}所属机构{year}年对照", max(entry.updated for entry in known))
    description = f"{body.name}所属各机构{year}年政府信息公开工作年度报告的数字并列对照，按机构顺序排列。"
    links = [link(path, page_path(entry.name)) if entry else "" for entry in entries]
    others = [Link(f"{other}年", link(path, bodies_path(body.folder, other))) for other in years]
    number = years.index(year)
    values = {
        "frame": frame,
        "head": figures_head(frame, page, crumbs_of(portal, body), f"{year}年各机构对照", description),
        "body": Link(body.name, link(path, body_path(body.folder))),
        "year": year,
        "links": (*links[:-1], ""),
        "own_link": links[-1],
        "sums": "以上合计" if body.summary and entries[-1] else "",
        "before": others[number - 1] if number else None,
        "after": others[number + 1] if number + 1 < len(others) else None,
    }
    names = tuple(row.name for row in (*below, body))
    figures = (FiguresRef(c.path, c.name, c.source, fingerprint(c.year, c.figures, c.format)) if c else None for c in entries)
    return PlannedFile(path, render_bodies, (theme, portal.form_of[known[0].format], names, values, *figures), page)


def render_bodies(theme: Theme, form: Format, names: tuple[str, ...], values: dict[str, Any], *figures: Figures | None) -> bytes:
    """Return the finished page of one year across bodies; the last of `names` and `figures` are those of the body above."""
    *below, (name, own) = zip(names, figures, strict=True)
    more = {
        "tables": body_tables(form, below, values["sums"]),
        "own": body_tables(form, [(name, own)]) if own else (),
        "filed": sum(1 for _, found in below if found),
        "missing": tuple(name for name, found in below if not found),
    }
    return render_template(theme, "pages/bodies.html", values | more)
