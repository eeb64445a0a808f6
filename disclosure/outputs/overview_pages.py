"""One sheet about one year of a body and those below it: what offices draw by hand as 图解, from the figures of the reports."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from ..model.form import Format, Overview
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal, ReportEntry, peer_group
from ..model.theme import Theme
from ..present.figures import Figures, in_words
from ..present.overview import (
    CaseTable,
    ComparedBodies,
    Flow,
    Shares,
    YearChange,
    YearTable,
    changes,
    compare_bodies,
    lay_out_cases,
    lay_out_flow,
    lay_out_shares,
    sheet_cells,
    totals,
    year_table,
)
from ..present.summary import summarize
from .addresses import bodies_path, body_path, download_path, link, overview_path, page_path
from .bodies_pages import year_neighbours
from .csv_file import csv_file, harmless
from .page_head import Frame, Link, PageRef, crumbs_of, figures_head, frame_of
from .pages import PageView, figures_ref, printed_code, render_view

_MOST_YEARS = 7
"""Years whose shares are set under one another."""


class OverviewPage(PageView, frozen=True):
    """One year of a body and those below it on a sheet; None and empty where there is nothing to show.

    `summary` tells that the body's own report sums up the others, and `sentences` are of that report. `late` are reports with
    how many days, `corrected` those with how often, `disputed` those that were issued with faults, so that no sum over them is
    certain; `bodies` is the way to the page with all figures.
    """

    TEMPLATE = "pages/overview.html"
    body: Link
    year: int
    filed: int
    summary: bool
    sentences: tuple[tuple[str, str], ...]
    flow: Flow | None
    shares: Shares | None
    compared: ComparedBodies | None
    cases: CaseTable | None
    changes: tuple[YearChange, ...]
    table: YearTable
    file: str
    late: tuple[tuple[Link, int], ...]
    corrected: tuple[tuple[Link, int], ...]
    disputed: tuple[Link, ...]
    missing: tuple[str, ...]
    held: tuple[str, ...]
    bodies: str
    before: Link | None
    after: Link | None
    qr: Markup


class FiledRow(Struct, frozen=True):
    """A body of the sheet: the page of its report of the year, "" for none, how late that was, and how often corrected.

    `is_disputed` says that it was issued with figures that do not add up; `peers` is what its peer group is called.
    One that is not `owed` is not missed.
    """

    name: str
    path: str
    days_late: int = 0
    corrections: int = 0
    is_disputed: bool = False
    peers: str = ""
    owed: bool = True

    def link_from(self, path: str) -> Link:
        """Return the link to its report from another page."""
        return Link(self.name, link(path, self.path))


class OverviewInput(Struct, frozen=True):
    """The year of a sheet, its body and the years that this has sheets of; its rows, the body's own last; what is held back."""

    crumbs: tuple[PageRef, ...]
    body: Body
    years: tuple[int, ...]
    year: int
    rows: tuple[FiledRow, ...]
    held: tuple[str, ...]


def overview_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a sheet for each year and body that pages of several bodies are made for; it is made of numbers only."""
    frame = frame_of(portal, theme)
    for folder, years in portal.years_across.items():
        for year in years:
            yield from _plan_sheet(portal, theme, frame, portal.bodies_by_folder[folder], year)


def _plan_sheet(portal: Portal, theme: Theme, frame: Frame, body: Body, year: int) -> Iterator[PlannedFile]:
    bodies, years = (*portal.below[body.folder], body), portal.years_across[body.folder]
    entries = [portal.comparable[one.folder].get(year) for one in bodies]
    known = [entry for entry in entries if entry]
    form = portal.form_of[known[0].format]
    if form.overview is None:
        return
    before = [portal.comparable[one.folder].get(year - 1) for one in bodies]
    earlier = [portal.comparable[body.folder].get(one) for one in range(year - 2, year - _MOST_YEARS, -1)] if body.summary else []
    path = overview_path(body.folder, year)
    page = Page(path, f"{body.name}{year}年政府信息公开概览", max(entry.updated for entry in known))
    rows = tuple(_filed_row(one, entry, year) for one, entry in zip(bodies, entries, strict=True))
    crumbs = crumbs_of(portal.settings, portal.ancestors(body))
    given = OverviewInput(crumbs, body, years, year, rows, portal.held_among(bodies, year))
    references = tuple(map(figures_ref, (*entries, *before, *earlier)))
    yield PlannedFile(path, render_overview, (theme, frame, page, given, form, *references), page)
    names = tuple(row.name for row in rows)
    filed = [(name, one) for found in (entries, before) for name, one in zip(names[:-1], found[:-1], strict=True) if one]
    versions = {f"{name}@{one.year}": len(one.amendments) + 1 for name, one in filed}
    yield PlannedFile(download_path(path, "csv"), render_overview_csv, (body, year, names, form, versions, *references))


def _filed_row(body: Body, entry: ReportEntry | None, year: int) -> FiledRow:
    if entry is None:
        return FiledRow(body.name, "", owed=body.owes(year))
    path, corrections = page_path(entry.name), len(entry.revisions)
    return FiledRow(body.name, path, entry.days_late, corrections, bool(entry.as_published), peer_group(body.kind))


def render_overview(
    theme: Theme, frame: Frame, page: Page, given: OverviewInput, form: Format, *figures: Figures | None
) -> bytes:
    """Return the finished sheet of a year; `figures` are those of the rows, the year before's, and earlier ones of the body."""
    path, body, year, rows = page.path, given.body, given.year, given.rows
    sheet, count = form.overview or Overview((), (), "", ""), len(rows)
    now, before, earlier = figures[:count], figures[count : 2 * count], figures[2 * count :]
    together, last = totals(form, _counted_reports(body, now)), totals(form, _counted_reports(body, before))
    past = [(year - 2 - number, totals(form, [one])) for number, one in enumerate(earlier) if one]
    filed = [row for row, found in zip(rows, now, strict=True) if found]
    names, peers = [row.name for row in rows[:-1]], [row.peers for row in rows[:-1]]
    description = f"{body.name}{year}年政府信息公开申请的收到、办理结果和行政复议、行政诉讼，一页看完。"
    before_link, after_link = year_neighbours(path, given.years, given.year, partial(overview_path, body.folder))
    view = OverviewPage(
        frame=frame,
        head=figures_head(frame, page, given.crumbs, f"{year}年概览", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        year=year,
        filed=len(filed),
        summary=bool(body.summary and now[-1]),
        sentences=summarize(now[-1]) if body.summary and now[-1] else (),
        flow=lay_out_flow(form, sheet, together),
        shares=lay_out_shares(form, sheet, [(year, together), (year - 1, last), *past]),
        compared=compare_bodies(form, sheet, list(zip(names, now[:-1], before[:-1], strict=True))),
        cases=lay_out_cases(form, sheet, _counted_reports(body, now)),
        changes=tuple(changes(form, sheet, last, together)),
        table=year_table(form, sheet, list(zip(names, now[:-1], strict=True)), _whole_name(body, now), together, peers),
        file=link(path, download_path(path, "csv")),
        late=tuple((row.link_from(path), row.days_late) for row in filed if row.days_late),
        corrected=tuple((row.link_from(path), row.corrections) for row in filed if row.corrections),
        disputed=tuple(Link(row.name, link(path, row.path)) for row in filed if row.is_disputed),
        missing=tuple(row.name for row, found in zip(rows[:-1], now[:-1], strict=True) if row.owed and not found),
        held=given.held,
        bodies=link(path, bodies_path(body.folder, year)),
        before=before_link,
        after=after_link,
        qr=printed_code(frame, path),
    )
    return render_view(theme, view)


SHEET_HEAD = ("机构", "年度", "项目", "键", "计量单位", "数值", "版本")
"""The columns of the figures that a sheet is drawn from."""


def render_overview_csv(
    body: Body, year: int, names: tuple[str, ...], form: Format, versions: Mapping[str, int], *figures: Figures | None
) -> bytes:
    """Return the figures that a sheet is drawn from: of each body this year and the year before, of all together each year.

    `versions` say which version of a body's report they are of, by `name@year`; a total has none.
    """
    count, sheet = len(names), form.overview or Overview((), (), "", "")
    years = [(number, figures[at : at + count]) for number, at in ((year, 0), (year - 1, count))]
    filed = [(name, of, one) for of, found in years for name, one in zip(names[:-1], found[:-1], strict=True) if one]
    own = [(name, of, totals(form, [one])) for name, of, one in filed]
    whole = [(_whole_name(body, found), of, totals(form, _counted_reports(body, found))) for of, found in years]
    past = enumerate(figures[2 * count :], start=2)
    whole += [(body.name, year - number, totals(form, [one])) for number, one in past if one]
    lines: list[tuple[object, ...]] = [SHEET_HEAD]
    for name, of, trend, cell in sheet_cells(form, sheet, (*own, *whole)):
        version = versions.get(f"{name}@{of}", "")
        lines.append((harmless(name), of, trend.label, trend.key, trend.unit, in_words(cell), version))
    cases = lay_out_cases(form, sheet, _counted_reports(body, figures[:count]))
    together = harmless(whole[0][0])
    for row in cases.rows if cases else ():
        for group in row.groups:
            label, unit = f"{row.label}：{group.label}", form.tables[sheet.cases].unit
            lines.append((together, year, label, sheet.cases, unit, group.figure, ""))
    return csv_file(lines)


def _counted_reports(body: Body, figures: Sequence[Figures | None]) -> list[Figures]:
    """The reports that make up the whole: that of the body where it sums up the others, else all."""
    own = figures[-1] if figures else None
    return [own] if body.summary and own else [one for one in figures if one]


def _whole_name(body: Body, figures: Sequence[Figures | None]) -> str:
    return body.name if body.summary and figures[-1] else "以上合计"
