"""A page for each row of the forms: what it means, and what every body reported in it, year by year; a table of it beside."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model.digest import fingerprint
from ..model.form import Format, GlossaryEntry
from ..model.planned_file import Page, PlannedFile
from ..model.portal import KINDS, Portal
from ..model.report import CellState, digits
from ..model.theme import Theme
from ..present.form_years import years_in_words
from ..present.row_figures import FollowedRow, RowMeasure, measures, table_of_rows, whole_of
from ..present.row_table import Across, Roster, RowBody, RowTable, describe_scale, lay_out_row
from .addresses import GLOSSARY, ROWS, body_path, download_path, link, row_path
from .citation import Citation, cite_page
from .csv_file import csv_file, harmless
from .page_head import ROOT_KEY, Frame, Link, PageRef, figures_head, frame_of, has_row_pages, service_head
from .pages import PageView, plan_file, render_view


class MeasureView(Struct, frozen=True):
    """A measure as its template gets it: its id, what it is called where there are several, its table, and a link for each line.

    `is_newest` says that it is of the newest forms, `scale` which scale its charts have in common.
    """

    name: str
    title: str
    is_newest: bool
    table: RowTable
    links: tuple[str, ...]
    chart_links: tuple[str, ...]
    scale: str


class RowPage(PageView, frozen=True):
    """A row of the forms over all bodies and years; `way` are the headings that lead to it.

    `meaning` is None where none is known; `absent` are the years whose reports have no such row.
    """

    TEMPLATE = "pages/row.html"
    title: str
    way: tuple[str, ...]
    meaning: GlossaryEntry | None
    law: str
    meaning_href: str
    measures: tuple[MeasureView, ...]
    absent: str
    file: str
    beside: tuple[Link, ...]
    before: Link | None
    after: Link | None
    cited: Citation


class RowsPage(PageView, frozen=True):
    """The page that leads to every row, table by table."""

    TEMPLATE = "pages/rows.html"
    groups: tuple[tuple[str, tuple[tuple[Link, int], ...]], ...]


class RowPlace(Struct, frozen=True):
    """Where a row stands: those before, after and beside it, what it means, and the row that it is a share of."""

    row: FollowedRow
    table: str
    before: PageRef | None
    after: PageRef | None
    beside: tuple[PageRef, ...]
    meaning: GlossaryEntry | None
    of: str
    of_label: str


def row_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each row that a report can have figures in, the file beside it, and the page that leads to all."""
    if not has_row_pages(portal):
        return
    frame, forms, roster = frame_of(portal, theme), forms_in_use(portal), roster_of(portal)
    rows = table_of_rows(forms)
    corrected = (entry for entry in portal.entries if entry.amendments)
    versions = tuple((entry.folder, entry.year, len(entry.amendments) + 1) for entry in corrected)
    yield _rows_page(frame, theme, forms, rows)
    for number, (address, row) in enumerate(rows.items()):
        place = _place(portal, forms, list(rows.values()), number, row)
        texts, of = texts_of(portal, roster, address), texts_of(portal, roster, place.of)
        page = Page(row_path(address), f"{row.title}：各机构各年")
        yield PlannedFile(page.path, render_row, (theme, frame, page, place, roster, texts, of, *forms), page)
        yield PlannedFile(download_path(page.path, "csv"), render_row_csv, (address, roster, texts, versions, *forms))


def forms_in_use(portal: Portal) -> tuple[Format, ...]:
    """Return the forms that reports of the portal are on, withdrawn ones too: their rows keep their addresses."""
    used = {entry.format for entry in (*portal.entries, *portal.withdrawn)}
    return tuple(form for form in portal.forms if form.key in used)


def roster_of(portal: Portal) -> Roster:
    """Return the bodies of the portal as tables of rows list them."""
    numbers = {body.folder: number for number, body in enumerate(portal.bodies)}
    bodies = []
    for body in portal.bodies:
        above = portal.above(body)
        reports = tuple((entry.year, entry.format) for entry in portal.entries_by_folder[body.folder])
        over = numbers[above.folder] if above else -1
        bodies.append(RowBody(body.name, body.folder, body.kind, over, body.summary, reports))
    return Roster(tuple(bodies), fingerprint(bodies))


def texts_of(portal: Portal, roster: Roster, address: str) -> tuple[str, ...]:
    """Return the figures of a row, a text for each body of the roster."""
    return tuple(portal.row_texts.get(body.folder, {}).get(address, "") for body in roster.bodies) if address else ()


def _place(portal: Portal, forms: Sequence[Format], rows: list[FollowedRow], number: int, row: FollowedRow) -> RowPlace:
    newest = max((form for form in forms if row.table in form.tables), key=lambda form: form.first_year)
    others = [one for one in rows if one.table == row.table and one.line[:-1] == row.line[:-1]]
    of = whole_of(row.address, newest)
    entries = {entry.key: entry for entry in portal.glossary}
    terms = (entries.get(step.term) for step in reversed(row.line))
    labels = (trend.label for trend in newest.every_trend if trend.cells[0].rpartition(".")[0] == of)
    return RowPlace(
        row,
        newest.tables[row.table].title,
        _reference(rows[number - 1]) if number else None,
        _reference(rows[number + 1]) if number + 1 < len(rows) else None,
        tuple(map(_reference, others)) if len(others) > 1 else (),
        next(filter(None, terms), None),
        of,
        next(labels, ""),
    )


def _reference(row: FollowedRow) -> PageRef:
    return PageRef(row.title, row_path(row.address))


def render_row(
    theme: Theme,
    frame: Frame,
    page: Page,
    place: RowPlace,
    roster: Roster,
    texts: tuple[str, ...],
    of: tuple[str, ...],
    *forms: Format,
) -> bytes:
    """Return the finished page of a row."""
    row, path = place.row, page.path
    having = {form.key for measure in measures(row.address, forms) for form in measure.forms}
    description = f"{row.title}：各机构历年政府信息公开工作年度报告中的数字。"
    view = RowPage(
        frame=frame,
        head=figures_head(frame, page, (frame.home, PageRef("表格各行", ROWS)), row.title, description),
        title=row.title,
        way=(place.table, *(step.label for step in row.line)),
        meaning=place.meaning,
        law=_law(place.meaning) if place.meaning else "",
        meaning_href=f"{link(path, GLOSSARY)}#{place.meaning.key}" if place.meaning else "",
        measures=tuple(_measure_views(path, place, forms, roster, texts, of)),
        absent=_years_without(roster, having),
        file=link(path, download_path(path, "csv")),
        beside=tuple(replace(one.link_from(path), here=one.path == path) for one in place.beside),
        before=place.before.link_from(path) if place.before else None,
        after=place.after.link_from(path) if place.after else None,
        cited=cite_page(frame.settings, page.title, path),
    )
    return render_view(theme, view)


def _law(entry: GlossaryEntry) -> str:
    """What a word's meaning follows from; articles alone are those of the regulation that the glossary is about."""
    return f"《中华人民共和国政府信息公开条例》{entry.law}" if entry.law.startswith("第") else entry.law


def _years_without(roster: Roster, forms: Collection[str]) -> str:
    """The years of reports on forms that have no such row, in words; "" for none."""
    years = sorted({year for body in roster.bodies for year, form in body.reports if form not in forms})
    if not years:
        return ""
    in_a_row = years[-1] - years[0] == len(years) - 1
    return years_in_words(years[0], years[-1]) if in_a_row else f"{'、'.join(map(str, years))}年"


def _measure_views(
    path: str, place: RowPlace, forms: Sequence[Format], roster: Roster, texts: tuple[str, ...], of: tuple[str, ...]
) -> Iterator[MeasureView]:
    known = list(measures(place.row.address, forms))
    whole = next(measures(place.of, forms), None) if place.of else None
    across_of = Across(whole, roster, of) if whole else None
    for number, measure in enumerate(known, start=1):
        is_newest = measure.forms == known[0].forms
        table = lay_out_row(Across(measure, roster, texts), across_of, place.of_label, is_newest)
        if table:
            title = _measure_title(measure, known)
            links = tuple(link(path, body_path(line.folder)) if line.kind == "body" else "" for line in table.lines)
            charts = tuple(link(path, body_path(one.folder)) for one in table.charts)
            scale = describe_scale(table) if charts else ""
            yield MeasureView(f"measure-{number}", title, is_newest, table, links, charts, scale)


def _measure_title(measure: RowMeasure, known: Sequence[RowMeasure]) -> str:
    """What tells a measure from the others of its row, "" where it is the only one."""
    if len(known) == 1:
        return ""
    if measure.forms == known[-1].forms == known[0].forms:
        return measure.label
    first, last = min(one.first_year for one in measure.forms), max(one.last_year for one in measure.forms)
    return f"{measure.label}（{years_in_words(first, last, '年度')}格式）"


_HEAD = ("机构", "机构键", "机构类别", "上级机构键", "汇总所属机构", "列名", "计量单位")
_STATES = {CellState.NOT_APPLICABLE: "不适用", CellState.PARTLY_BLANK: "部分未填报"}


def render_row_csv(
    address: str, roster: Roster, texts: tuple[str, ...], versions: tuple[tuple[str, int, int], ...], *forms: Format
) -> bytes:
    """Return all figures of a row, a line for each body and measure, a column for each year, the newest first.

    Of a body with corrected reports, of which `versions` has folder, year and version, a line says which versions they are of.
    """
    known = [Across(measure, roster, texts) for measure in measures(address, forms)]
    years = sorted({year for across in known for year in across.years}, reverse=True)
    about = [_about_body(body, roster) for body in roster.bodies]
    lines: list[tuple[object, ...]] = [(*_HEAD, *years)]
    for across in known:
        for number, cells in enumerate(across.cells):
            if cells:
                figures = (_csv_figure(across, number, year) for year in years)
                lines.append((*about[number], across.measure.label, across.measure.unit, *figures))
    for number, body in enumerate(roster.bodies):
        newer = {year: version for folder, year, version in versions if folder == body.folder}
        filed = {year for across in known for year in across.cells[number]}
        if newer:
            lines.append((*about[number], "版本", "", *(newer.get(year, 1) if year in filed else "" for year in years)))
    return csv_file(lines)


def _about_body(body: RowBody, roster: Roster) -> tuple[str, ...]:
    """What a line says of its body."""
    above = (roster.bodies[body.above].folder or ROOT_KEY) if body.above >= 0 else ""
    return harmless(body.name), body.folder or ROOT_KEY, KINDS[body.kind], above, "是" if body.sums else "否"


def _csv_figure(across: Across, number: int, year: int) -> str:
    """A figure; the state of one that is none in words, "" without a report."""
    cells = across.cells[number]
    if year not in cells:
        return ""
    cell = cells[year]
    if cell is None:
        return "没有这一项"
    return _STATES.get(cell.state, "未填报") if cell.amount is None else f"{digits(cell.amount)}{cell.unit}"


def _rows_page(frame: Frame, theme: Theme, forms: Sequence[Format], rows: Mapping[str, FollowedRow]) -> PlannedFile:
    page = Page(ROWS, "表格各行")
    about, keywords = "年度报告表格每一行的各机构各年数字", "政府信息公开,年度报告"
    head = service_head(frame, page, about, keywords, "信息公开年报", "每一行的各机构各年数字。")
    return plan_file(ROWS, theme, RowsPage(frame, head, tuple(rows_by_table(ROWS, forms, rows))), page)


def rows_by_table(
    path: str, forms: Sequence[Format], rows: Mapping[str, FollowedRow]
) -> Iterator[tuple[str, tuple[tuple[Link, int], ...]]]:
    """Yield each table with the links to its rows, and how deep each lies in it."""
    titles = {key: table.title for form in forms for key, table in form.tables.items()}
    for key in dict.fromkeys(row.table for row in rows.values()):
        own = [row for row in rows.values() if row.table == key]
        found = ((Link(row.title, link(path, row_path(row.address))), len(row.line) - 1) for row in own)
        yield titles[key], tuple(found)
