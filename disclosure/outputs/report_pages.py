"""One page for every annual report: its six sections with the official tables, its years beside it, its downloads."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..model.form import Format
from ..model.job import Job, Page
from ..model.portal import Filing, Portal
from ..model.report import Report
from ..model.theme import Theme
from ..render.markdown import to_html
from ..render.metadata import Node, article_metas, organization, report_data_node, report_node
from ..render.tables import Grid, lay_out, other_explanations
from ..render.templates import fill
from .address import Crumb, Frame, Link, absolute, beside, body_path, crumbs_of, frame_of, head_of, link, named, page_path

KINDS = {"json": "JSON（程序读取）", "csv": "CSV（数据表）", "xlsx": "XLSX（电子表格）"}


class Part(Struct, frozen=True):
    """A section as it is shown: its address, heading, text and tables."""

    name: str
    heading: str
    html: str
    grids: tuple[Grid, ...]


class Context(Struct, frozen=True):
    """What a report's page says about its surroundings."""

    path: str
    body: str
    crumbs: tuple[Crumb, ...]
    earlier: Crumb | None
    later: Crumb | None


def report_pages(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan the page of each report."""
    frame = frame_of(portal, theme)
    for filings in portal.by_folder.values():
        for number, filing in enumerate(filings):
            report = filing.report
            path = page_path(report.name)
            context = Context(
                path=path,
                body=filing.body.name,
                crumbs=crumbs_of(portal, filing.body),
                earlier=_beside(filings, number + 1),
                later=_beside(filings, number - 1),
            )
            page = Page(path, report.title, updated(report), report.path)
            yield Job(path, render, (theme, frame, context, report, filing.format), page)
            address = absolute(portal.settings, path)
            yield Job(beside(path, "css"), render_imprint, (theme, address, report.published))


def render_imprint(theme: Theme, address: str, published: date) -> bytes:
    """Return the style sheet that prints a report's address and date in the margin of every page."""
    return fill(theme, "assets/imprint.css", address=address, published=published).encode()


def updated(report: Report) -> date:
    """The day a report last changed: its last correction, else its publication."""
    return max((revision.date for revision in report.revisions), default=report.published)


def _beside(filings: tuple[Filing, ...], number: int) -> Crumb | None:
    if not 0 <= number < len(filings):
        return None
    report = filings[number].report
    return Crumb(f"{report.year}年", page_path(report.name))


def render(theme: Theme, frame: Frame, context: Context, report: Report, form: Format) -> bytes:
    """Return the finished page of one report."""
    path = context.path
    crumbs = (*context.crumbs, Crumb(f"{report.year}年", path))
    metas = article_metas(
        report.title, f"{report.published} 00:00", context.body, "政府信息公开,年度报告", absolute(frame.settings, path)
    )
    description = f"{context.body}{report.year}年政府信息公开工作年度报告，{report.published}发布。"
    return fill(
        theme,
        "pages/report.html",
        frame=frame,
        head=head_of(frame, path, report.title, crumbs, metas, description, _things(frame, context, report, form)),
        report=report,
        imprint=link(path, beside(path, "css")),
        body=context.body,
        body_href=link(path, body_path(report.folder)),
        preamble=to_html(report.preamble),
        parts=_parts(report, form),
        remarks=other_explanations(form, report),
        earlier=_link(path, context.earlier),
        later=_link(path, context.later),
        downloads=tuple(Link(KINDS[kind], link(path, beside(path, kind))) for kind in frame.settings.downloads),
    ).encode()


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


def _parts(report: Report, form: Format) -> tuple[Part, ...]:
    """The sections in the report's order; tables that no chapter of its own calls for come last."""
    forms = {section.key: section for section in form.sections}
    parts = []
    for number, section in enumerate(report.sections, start=1):
        name = section.key or f"section-{number}"
        grids = lay_out(forms[section.key], report) if section.key else ()
        parts.append(Part(name, section.heading, to_html(section.text, name), grids))
    shown = {section.key for section in report.sections}
    for key, wanted in forms.items():
        grids = lay_out(wanted, report) if key not in shown else ()
        if grids:
            parts.append(Part(key, wanted.heading, "", grids))
    return tuple(parts)
