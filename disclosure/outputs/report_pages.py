"""One page for every annual report: its six sections with the official tables, its years beside it, its downloads."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from posixpath import join, normpath

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from .. import fast
from ..html.metadata import JsonLd, article_metas, organization, report_data_node, report_node
from ..html.table import tables_html
from ..model.differences import Difference
from ..model.digest import check_code
from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import DATA_KINDS, DOWNLOAD_OF, BodyReports, Contact, FiledReport, Settings
from ..model.report import UNPUBLISHED, Cell, Report, Revision
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.comparison import comparable_tables
from ..present.figures import Figures
from ..present.form_table import other_explanations
from ..present.reading_text import ReadTable, read_out
from ..present.summary import summarize
from .addresses import (
    absolute,
    absolute_or_relative,
    body_path,
    compare_path,
    download_path,
    earlier_path,
    link,
    page_path,
    pair_path,
    trends_path,
)
from .citation import Citation, cite_cell, cite_report
from .compare_pages import has_pair_page
from .moved_pages import moved_page
from .page_head import NOT_INDEXED, BodyContext, Frame, Link, PageRef, page_head
from .pages import PageView, printed_code, render_markdown, render_view


class RevisionView(Struct, frozen=True):
    """A correction: its date and sentence and, where the register has it, what changed, and the page as it was before."""

    date: date
    change: str
    differences: tuple[Difference, ...] = ()
    before: str = ""


class ReportTitle(Struct, frozen=True):
    """What stands at the head of a report, its title in `phrases` between which it may break; `source` is where it was issued."""

    phrases: tuple[str, ...]
    published: date
    document_number: str
    index_number: str
    revisions: tuple[RevisionView, ...]
    draft: bool
    tables: bool
    source: Link | None
    code: str


class SectionView(Struct, frozen=True):
    """A section of a report as its template gets it: its id, heading, tables and text."""

    name: str
    heading: str
    phrases: tuple[str, ...]
    html: Markup
    tables: Markup


class ReportFigure(Struct, frozen=True):
    """A figure that the form calls worth showing, this year and the year before; the page of its row, "" for none."""

    label: str
    unit: str
    href: str
    cell: CellView
    before: CellView


class Lateness(Struct, frozen=True):
    """How many days after the day on which it was due a report was published."""

    due: date
    days: int


class Superseded(Struct, frozen=True):
    """That a page has been corrected: on which day, if that is known, and where the report stands as it is now."""

    date: date | None
    newest: Link


class ReportPage(PageView, frozen=True, kw_only=True):
    """A report: its title, its summary in sentences, its sections, and the ways to what belongs to it."""

    TEMPLATE = "pages/report.html"
    report: ReportTitle
    superseded: Superseded | None = None
    late: Lateness | None = None
    held: tuple[str, ...] = ()
    review: str = ""
    sentences: tuple[tuple[str, str], ...] = ()
    aloud: tuple[ReadTable, ...] = ()
    related: tuple[Link, ...] = ()
    body: str
    body_href: str
    preamble: Markup
    parts: tuple[SectionView, ...]
    remarks: tuple[str, ...]
    earlier: Link | None = None
    later: Link | None = None
    downloads: tuple[Link, ...] = ()
    contact: Contact | None = None
    qr: Markup = Markup()
    cited: Citation | None = None
    cited_cell: Citation | None = None
    figures: tuple[ReportFigure, ...] = ()
    year: int = 0


def report_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each report."""
    for number, filing in enumerate(body_reports.filings):
        report = filing.report
        page = Page(page_path(report.name), report.title, report.updated, report.path)
        yield PlannedFile(page.path, render_report, (theme, context, body_reports, number), page)


def earlier_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each version of a report that was public and has been corrected since; one that was withdrawn leads on."""
    for filing in body_reports.filings:
        for number, (version, amendment) in enumerate(zip(filing.history.earlier, filing.amendments, strict=True), start=1):
            if amendment.withdrawn:
                yield way_from_version(filing, number, context.frame, theme)
                continue
            if version.erased:
                continue  # `erased_pages` of `withdrawn_pages.py`
            page = Page(earlier_path(page_path(filing.report.name), number), version.title, superseded=True)
            when = max((revision.date for revision in amendment.revisions), default=None)
            yield PlannedFile(page.path, render_earlier, (theme, context, replace(filing, report=version), page.path, when), page)


def way_from_version(filing: FiledReport, number: int, frame: Frame, theme: Theme) -> PlannedFile:
    """Plan the way from an earlier version that is no longer to be read to where the report stands or stood."""
    newest = page_path(filing.report.name)
    path = earlier_path(newest, number)
    return moved_page(path, theme, frame, Link(filing.report.title, link(path, newest)), absolute(frame.settings, newest))


def render_earlier(theme: Theme, context: BodyContext, filing: FiledReport, path: str, when: date | None) -> bytes:
    """Return the page of a report as it was before it was corrected on a day: marked, not indexed, without downloads."""
    frame, report, form = context.frame, filing.report, filing.format
    newest = page_path(report.name)
    crumbs = (*context.crumbs, PageRef(f"{report.year}年", newest), PageRef("更正前的版本", path))
    head = replace(page_head(frame, path, report.title, crumbs, NOT_INDEXED), canonical="", json_ld="")
    tables = tables_html(theme, form, report, head.glossary, head.rows)
    view = ReportPage(
        frame,
        head=head,
        report=_title(filing, tuple(RevisionView(one.date, one.change) for one in report.revisions)),
        superseded=Superseded(when, Link(f"{report.year}年报告的现行版本", link(path, newest))),
        body=filing.body.name,
        body_href=link(path, body_path(report.folder)),
        preamble=render_markdown(report.preamble),
        parts=tuple(report_sections(report, form, tables)),
        remarks=other_explanations(form, report),
        cited=cite_report(frame.settings, filing, path),
    )
    return render_view(theme, view)


def render_report(theme: Theme, context: BodyContext, body_reports: BodyReports, number: int) -> bytes:
    """Return the finished page of one of a body's reports."""
    frame, filings = context.frame, body_reports.filings
    filing = filings[number]
    report, form, body, path = filing.report, filing.format, filing.body.name, page_path(filing.report.name)
    crumbs = (*context.crumbs, PageRef(f"{report.year}年", path))
    keywords, address = "政府信息公开,年度报告", absolute(frame.settings, path)
    metas = article_metas(report.title, f"{report.published} {report.published_at}".rstrip(), body, keywords, address)
    description = f"{body}{report.year}年政府信息公开工作年度报告，{report.published}发布。"
    head = page_head(frame, path, report.title, crumbs, metas, description, _things(frame.settings, path, filing))
    tables = fast.tables(theme, form, report, head.glossary, head.rows)
    if tables is None:
        tables = tables_html(theme, form, report, head.glossary, head.rows)
    view = ReportPage(
        frame,
        head=head,
        report=_title(filing, _revisions(filing, path)),
        held=dict(context.held).get(report.year, ()),
        late=Lateness(filing.due, filing.days_late) if filing.due and filing.days_late else None,
        sentences=summarize(Figures(report.year, form, report.tables, "")),
        aloud=read_out(report, form),
        figures=tuple(_figures(filing, head.rows)),
        year=report.year,
        related=tuple(page.link_from(path) for page in _related_pages(filing, body_reports.comparable, context)),
        body=body,
        body_href=link(path, body_path(report.folder)),
        preamble=render_markdown(report.preamble),
        parts=tuple(report_sections(report, form, tables)),
        review=_signatures(report) if frame.settings.review_names else "",
        remarks=other_explanations(form, report),
        earlier=_year_link(path, filings[number + 1 : number + 2]),
        later=_year_link(path, filings[:number][-1:]),
        downloads=_downloads(frame, path),
        contact=filing.body.contact or None,
        qr=printed_code(frame, path),
        cited=None if report.draft else cite_report(frame.settings, filing, path),
        cited_cell=None if report.draft else cite_cell(frame.settings, filing, path),
    )
    return render_view(theme, view)


def _downloads(frame: Frame, path: str) -> tuple[Link, ...]:
    return tuple(Link(DOWNLOAD_OF[kind].label, link(path, download_path(path, kind))) for kind in frame.settings.downloads)


def _figures(filing: FiledReport, rows: str) -> Iterator[ReportFigure]:
    """The figures worth showing beside those of the year before, where there are such."""
    before = filing.previous
    comparable = comparable_tables(before.format, filing.format) if before else ()
    for highlight in filing.format.highlights:
        own, earlier = _cell(filing, highlight.address), _cell(before, highlight.address) if before else None
        if own is not None and highlight.table in comparable:
            href = f"{rows}{highlight.table}.{highlight.row}.html" if rows else ""
            yield ReportFigure(highlight.label, highlight.unit, href, cell_view(own), cell_view(earlier))


def _cell(filing: FiledReport, address: str) -> Cell | None:
    return Figures(filing.report.year, filing.format, filing.report.tables, "").total((address,))


def _related_pages(filing: FiledReport, compared: tuple[FiledReport, ...], context: BodyContext) -> Iterator[PageRef]:
    """The pages that set a report beside others: its body's trends, its neighbours in time, the bodies beside it."""
    folder, extras = filing.body.folder, context.frame.settings.publish
    if filing in compared and "trends" in extras:
        yield PageRef("历年趋势", trends_path(folder))
    pairs = [pair for pair in pairwise(compared) if filing in pair and has_pair_page(context.frame.settings, pair, compared)]
    for pair in pairs:
        earlier, later = (one.report.year for one in pair)
        other = later if filing is pair[0] else earlier
        yield PageRef(f"与{other}年对照", pair_path(folder, earlier, later))
    if filing in compared and not pairs and "comparisons" in extras:
        yield PageRef("年度对照", compare_path(folder))
    yield from (page for year, page in context.across if year == filing.report.year)


def _year_link(path: str, filings: tuple[FiledReport, ...]) -> Link | None:
    """The page of the report beside this one, None where there is none."""
    return next((Link(f"{one.report.year}年", link(path, page_path(one.report.name))) for one in filings), None)


def _title(filing: FiledReport, revisions: tuple[RevisionView, ...]) -> ReportTitle:
    report = filing.report
    return ReportTitle(
        _phrases(report.title),
        report.published,
        report.document_number,
        report.index_number,
        revisions,
        report.draft,
        bool(report.tables),
        _source(report),
        check_code(report.file_digest),
    )


def _signatures(report: Report) -> str:
    """Who signed a report and when, those whose signatures hold."""
    return "，".join(f"{one.role}{one.name}（{one.date}）" for one in report.review if one.holds)


def _source(report: Report) -> Link | None:
    """Where a report was issued: a page of another site, or the document beside it."""
    if not report.source or "://" in report.source:
        return Link(report.source, report.source) if report.source else None
    return Link(report.source.rpartition("/")[2], link(report.name, normpath(join(report.folder, report.source))))


def _revisions(filing: FiledReport, path: str) -> tuple[RevisionView, ...]:
    """The corrections as their author lists them, with what the versions of the report say that they changed.

    Of several entries that one version added the last one has it all. What no entry speaks of comes at the end.
    """
    found = {}
    for amendment in filing.amendments:
        before = "" if amendment.withdrawn else link(path, earlier_path(path, amendment.before))
        last = amendment.revisions[-1:] or (Revision(UNPUBLISHED, ""),)
        found[last[0]] = RevisionView(last[0].date, last[0].change, amendment.shown, before)
    listed = tuple(found.pop(one, RevisionView(one.date, one.change)) for one in filing.report.revisions)
    return (*listed, *(replace(one, date=filing.report.updated) for one in found.values()))


def _phrases(heading: str) -> tuple[str, ...]:
    """A heading cut where it may break: at the words that all of them share."""
    return tuple(heading.split("政府信息公开"))


def report_sections(report: Report, form: Format, tables: Mapping[str, Markup]) -> Iterator[SectionView]:
    """Yield the sections in the report's order; tables that no section of its own calls for come last."""
    for number, section in enumerate(report.sections, start=1):
        name = section.key or f"section-{number}"
        text = render_markdown(section.text, name)
        yield SectionView(name, section.heading, _phrases(section.heading), text, tables.get(section.key, Markup()))
    shown = {section.key for section in report.sections}
    for wanted in form.sections:
        if wanted.key not in shown and tables[wanted.key]:
            yield SectionView(wanted.key, wanted.heading, _phrases(wanted.heading), Markup(), tables[wanted.key])


def _things(settings: Settings, path: str, filing: FiledReport) -> tuple[JsonLd, ...]:
    """The report and, if it has figures to download, these."""
    report, address = filing.report, absolute_or_relative(settings, path, path)
    body = organization(filing.body.name, absolute_or_relative(settings, path, body_path(report.folder)))
    found = (report_node(report, body, address, settings.language),)
    kinds = [kind for kind in settings.downloads if kind in DATA_KINDS]
    if not report.tables or not kinds:
        return found
    files = [(kind, absolute_or_relative(settings, path, download_path(path, kind))) for kind in kinds]
    return (*found, report_data_node(report, filing.format, body, address, files))
