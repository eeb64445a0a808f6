"""One page for every annual report: its six sections with the official tables, its years beside it, its downloads."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from msgspec import Struct

from ..html.markdown import to_html
from ..html.metadata import Node, article_metas, organization, report_data_node, report_node
from ..html.outline import outline
from ..html.table import HERE, sheets
from ..html.templates import fill_alike
from ..model.form import Format, SectionForm
from ..model.planned_file import Outline, OutlinedPage, Page, PlannedFile
from ..model.portal import Dossier, Filing
from ..model.report import Report, Revision
from ..model.theme import Theme
from ..present.figures import Figures
from ..present.form_table import other_explanations
from ..present.summary import summary
from .address import (
    BodyContext,
    Crumb,
    Frame,
    Link,
    absolute,
    beside,
    body_path,
    compare_path,
    head_of,
    link,
    named,
    page_path,
    trends_path,
)
from .compare_pages import pairs_of
from .trend_pages import comparable

KINDS = {"json": "JSON（程序读取）", "csv": "CSV（数据表）", "xlsx": "XLSX（电子表格）"}


class Part(Struct, frozen=True):
    """A section as it is shown: its address, heading, text and tables."""

    name: str
    heading: str
    phrases: tuple[str, ...]
    html: str
    tables: str


class Titled(Struct, frozen=True):
    """What stands at the head of a report."""

    phrases: tuple[str, ...]
    published: date
    document_number: str
    index_number: str
    revisions: tuple[Revision, ...]
    draft: bool
    tables: bool


class Context(Struct, frozen=True):
    """What a report's page says about its surroundings."""

    path: str
    body: str
    crumbs: tuple[Crumb, ...]
    earlier: Crumb | None
    later: Crumb | None
    related: tuple[Crumb, ...]


def report_pages(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each report."""
    frame, filings = around.frame, dossier.filings
    compared = comparable(filings)
    for number, filing in enumerate(filings):
        report = filing.report
        path = page_path(report.name)
        context = Context(
            path=path,
            body=filing.body.name,
            crumbs=around.crumbs,
            earlier=_beside(filings, number + 1),
            later=_beside(filings, number - 1),
            related=_related(filing, compared, around),
        )
        page = Page(path, report.title, report.updated, report.path, filing.body.name, report.year)
        yield PlannedFile(path, render, (theme, frame, context, report, filing.format), page)


def _related(filing: Filing, compared: tuple[Filing, ...], around: BodyContext) -> tuple[Crumb, ...]:
    """The pages that set a report beside others: its body's trends, its neighbours in time, the bodies beside it."""
    folder, year, extras = filing.body.folder, filing.report.year, around.frame.settings.publish
    found = [Crumb("历年趋势", trends_path(folder))] if filing in compared and "trends" in extras else []
    found += [
        Crumb(f"与{pair.later if pair.earlier == year else pair.earlier}年对照", compare_path(folder, pair.earlier, pair.later))
        for pair in pairs_of(compared)
        if year in (pair.earlier, pair.later) and "comparisons" in extras
    ]
    return (*found, *(page for at, page in around.across if at == year))


def _beside(filings: tuple[Filing, ...], number: int) -> Crumb | None:
    if not 0 <= number < len(filings):
        return None
    report = filings[number].report
    return Crumb(f"{report.year}年", page_path(report.name))


def render(theme: Theme, frame: Frame, context: Context, report: Report, form: Format) -> OutlinedPage:
    """Return the finished page of one report; what its tables link to is known beforehand."""
    path = context.path
    crumbs = (*context.crumbs, Crumb(f"{report.year}年", path))
    metas = article_metas(
        report.title, f"{report.published} 00:00", context.body, "政府信息公开,年度报告", absolute(frame.settings, path)
    )
    description = f"{context.body}{report.year}年政府信息公开工作年度报告，{report.published}发布。"
    head = head_of(frame, path, report.title, crumbs, metas, description, _things(frame, context, report, form))
    parts, tables, outlines = _parts(theme, report, form, head.glossary)
    rest = fill_alike(
        theme,
        "pages/report.html",
        frame=frame,
        head=head,
        report=_titled(report),
        sentences=summary(Figures(report.year, form, report.tables, "")),
        related=tuple(Link(page.text, link(path, page.path)) for page in context.related),
        body=context.body,
        body_href=link(path, body_path(report.folder)),
        preamble=to_html(report.preamble),
        parts=parts,
        remarks=other_explanations(form, report),
        earlier=_link(path, context.earlier),
        later=_link(path, context.later),
        downloads=tuple(Link(KINDS[kind], link(path, beside(path, kind))) for kind in frame.settings.downloads),
    )
    pieces = rest.split(HERE)
    page = "".join([pieces[0], *chain.from_iterable((*part, piece) for part, piece in zip(tables, pieces[1:], strict=True))])
    outlines = [*outlines, outline(rest.encode())]
    ids, links = ([getattr(known, what) for known in outlines] for what in ("ids", "links"))
    return OutlinedPage(page.encode(), Outline(frozenset().union(*ids), frozenset().union(*links)))


def _phrases(heading: str) -> tuple[str, ...]:
    """A heading cut where it may break: at the words that all of them share."""
    return tuple(heading.split("政府信息公开"))


def _titled(report: Report) -> Titled:
    return Titled(
        _phrases(report.title),
        report.published,
        report.document_number,
        report.index_number,
        report.revisions,
        report.draft,
        bool(report.tables),
    )


def _things(frame: Frame, context: Context, report: Report, form: Format) -> tuple[Node, ...]:
    """The report and, if it has figures to download, these."""
    settings, path = frame.settings, context.path
    address = named(settings, path, path)
    body = organization(context.body, named(settings, path, body_path(report.folder)))
    found = (report_node(report, body, address, settings.language),)
    if not report.tables or not settings.downloads:
        return found
    files = [(kind, named(settings, path, beside(path, kind))) for kind in settings.downloads]
    return (*found, report_data_node(report, form, body, address, files))


def _link(path: str, target: Crumb | None) -> Link | None:
    return Link(target.text, link(path, target.path)) if target else None


def _parts(theme: Theme, report: Report, form: Format, glossary: str) -> tuple[tuple[Part, ...], list[list[str]], list[Outline]]:
    """The sections in the report's order; their tables apart, and the outlines of these.

    Tables that no chapter of its own calls for come last.
    """
    forms = {section.key: section for section in form.sections}
    parts = []
    apart: list[list[str]] = []
    outlines: list[Outline] = []

    def tables_of(known: SectionForm) -> str:
        pieces, known_outline = sheets(theme, form, known, report, glossary)
        if not pieces:
            return ""
        apart.append(pieces)
        outlines.append(known_outline)
        return HERE

    for number, section in enumerate(report.sections, start=1):
        name = section.key or f"section-{number}"
        tables = tables_of(forms[section.key]) if section.key else ""
        parts.append(Part(name, section.heading, _phrases(section.heading), to_html(section.text, name), tables))
    shown = {section.key for section in report.sections}
    for key, wanted in forms.items():
        tables = tables_of(wanted) if key not in shown else ""
        if tables:
            parts.append(Part(key, wanted.heading, _phrases(wanted.heading), "", tables))
    return tuple(parts), apart, outlines
