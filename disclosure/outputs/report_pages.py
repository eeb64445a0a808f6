"""One page for every annual report: its six sections with the official tables, its years beside it, its downloads."""

from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from .. import fast
from ..html.metadata import Node, article_metas, organization, report_data_node, report_node
from ..html.table import tables_html
from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import DOWNLOAD_OF, BodyReports, FiledReport
from ..model.report import Report, Revision
from ..model.theme import Theme
from ..present.figures import Figures
from ..present.form_table import other_explanations
from ..present.summary import summarize
from .addresses import absolute, absolute_or_relative, body_path, download_path, link, page_path, pair_path, trends_path
from .compare_pages import pairs_of
from .figures_page import comparable
from .page_head import BodyContext, Frame, Link, PageRef, page_head
from .pages import render_markdown, render_page


class ReportPageInput(Struct, frozen=True):
    """What a report's page says besides the report: where it stands, and the pages beside it."""

    path: str
    body: str
    crumbs: tuple[PageRef, ...]
    earlier: PageRef | None
    later: PageRef | None
    related: tuple[PageRef, ...]


class ReportTitle(Struct, frozen=True):
    """What stands at the head of a report, its title in `phrases` between which it may break."""

    phrases: tuple[str, ...]
    published: date
    document_number: str
    index_number: str
    revisions: tuple[Revision, ...]
    draft: bool
    tables: bool


class SectionView(Struct, frozen=True):
    """A section of a report as its template gets it: its id, heading, tables and text."""

    name: str
    heading: str
    phrases: tuple[str, ...]
    html: Markup
    tables: Markup


def report_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each report."""
    frame, filings = context.frame, body_reports.filings
    compared = comparable(filings)
    for number, filing in enumerate(filings):
        report = filing.report
        path = page_path(report.name)
        page_input = ReportPageInput(
            path=path,
            body=filing.body.name,
            crumbs=context.crumbs,
            earlier=_year_at(filings, number + 1),
            later=_year_at(filings, number - 1),
            related=_related(filing, compared, context),
        )
        page = Page(path, report.title, report.updated, report.path, filing.body.name, report.year)
        yield PlannedFile(path, render_report, (theme, frame, page_input, report, filing.format), page)


def _year_at(filings: tuple[FiledReport, ...], number: int) -> PageRef | None:
    if not 0 <= number < len(filings):
        return None
    report = filings[number].report
    return PageRef(f"{report.year}年", page_path(report.name))


def _related(filing: FiledReport, compared: tuple[FiledReport, ...], context: BodyContext) -> tuple[PageRef, ...]:
    """The pages that set a report beside others: its body's trends, its neighbours in time, the bodies beside it."""
    folder, year, extras = filing.body.folder, filing.report.year, context.frame.settings.publish
    found = [PageRef("历年趋势", trends_path(folder))] if filing in compared and "trends" in extras else []
    found += [
        PageRef(f"与{pair.later if pair.earlier == year else pair.earlier}年对照", pair_path(folder, pair.earlier, pair.later))
        for pair in pairs_of(compared)
        if year in (pair.earlier, pair.later) and "comparisons" in extras
    ]
    return (*found, *(page for at, page in context.across if at == year))


def render_report(theme: Theme, frame: Frame, page_input: ReportPageInput, report: Report, form: Format) -> bytes:
    """Return the finished page of one report."""
    path = page_input.path
    crumbs = (*page_input.crumbs, PageRef(f"{report.year}年", path))
    metas = article_metas(
        report.title, f"{report.published} 00:00", page_input.body, "政府信息公开,年度报告", absolute(frame.settings, path)
    )
    description = f"{page_input.body}{report.year}年政府信息公开工作年度报告，{report.published}发布。"
    head = page_head(frame, path, report.title, crumbs, metas, description, _things(frame, page_input, report, form))
    tables = fast.tables(theme, form, report, head.glossary)
    if tables is None:
        tables = tables_html(theme, form, report, head.glossary)
    return render_page(
        theme,
        "pages/report.html",
        frame,
        head=head,
        report=_title(report),
        sentences=summarize(Figures(report.year, form, report.tables, "")),
        related=tuple(page.link_from(path) for page in page_input.related),
        body=page_input.body,
        body_href=link(path, body_path(report.folder)),
        preamble=render_markdown(report.preamble),
        parts=tuple(_sections(report, form, tables)),
        remarks=other_explanations(form, report),
        earlier=page_input.earlier and page_input.earlier.link_from(path),
        later=page_input.later and page_input.later.link_from(path),
        downloads=tuple(
            Link(DOWNLOAD_OF[kind].label, link(path, download_path(path, kind))) for kind in frame.settings.downloads
        ),
    )


def _title(report: Report) -> ReportTitle:
    return ReportTitle(
        _phrases(report.title),
        report.published,
        report.document_number,
        report.index_number,
        report.revisions,
        report.draft,
        bool(report.tables),
    )


def _phrases(heading: str) -> tuple[str, ...]:
    """A heading cut where it may break: at the words that all of them share."""
    return tuple(heading.split("政府信息公开"))


def _sections(report: Report, form: Format, tables: Mapping[str, Markup]) -> Iterator[SectionView]:
    """Yield the sections in the report's order; tables that no section of its own calls for come last."""
    for number, section in enumerate(report.sections, start=1):
        name = section.key or f"section-{number}"
        text = render_markdown(section.text, name)
        yield SectionView(name, section.heading, _phrases(section.heading), text, tables.get(section.key, Markup()))
    shown = {section.key for section in report.sections}
    for wanted in form.sections:
        if wanted.key not in shown and tables[wanted.key]:
            yield SectionView(wanted.key, wanted.heading, _phrases(wanted.heading), Markup(), tables[wanted.key])


def _things(frame: Frame, page_input: ReportPageInput, report: Report, form: Format) -> tuple[Node, ...]:
    """The report and, if it has figures to download, these."""
    settings, path = frame.settings, page_input.path
    address = absolute_or_relative(settings, path, path)
    body = organization(page_input.body, absolute_or_relative(settings, path, body_path(report.folder)))
    found = (report_node(report, body, address, settings.language),)
    if not report.tables or not settings.downloads:
        return found
    files = [(kind, absolute_or_relative(settings, path, download_path(path, kind))) for kind in settings.downloads]
    return (*found, report_data_node(report, form, body, address, files))
