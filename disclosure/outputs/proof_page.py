"""A report on paper, to be read and signed: one page that needs no other file, with findings and a line for each signature."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from ..html.table import tables_html
from ..html.template_views import TemplateView
from ..html.templates import as_html, render
from ..model.digest import check_code
from ..model.portal import FiledReport, Settings
from ..model.report import Report
from ..model.theme import Theme
from ..present.figures import Figures
from ..present.form_table import other_explanations
from ..present.summary import summarize
from .pages import StyleSheetView, render_markdown, render_view
from .report_pages import SectionView, report_sections


class SignatureLine(Struct, frozen=True):
    """A role that signs, and who has signed already and when, "" where nobody has."""

    role: str
    signed: str


class ProofPage(TemplateView, frozen=True):
    """A report on paper, with what was found in it, what changed since it was published, and who signs."""

    TEMPLATE = "pages/proof.html"
    settings: Settings
    styles: Markup
    report: Report
    body: str
    sentences: tuple[tuple[str, str], ...]
    preamble: Markup
    parts: tuple[SectionView, ...]
    remarks: tuple[str, ...]
    findings: tuple[str, ...]
    changes: tuple[str, ...]
    code: str
    lines: tuple[SignatureLine, ...]


def render_proof(
    theme: Theme, settings: Settings, filing: FiledReport, findings: Sequence[str], changes: Sequence[str], digest: str
) -> bytes:
    """Return the page; `findings` are sentences about the report, `changes` those since it was published.

    `digest` is what a signature is bound to.
    """
    report, form = filing.report, filing.format
    signed = {one.role: f"{one.name}　{one.date}" for one in report.review if one.holds}
    view = ProofPage(
        settings=settings,
        styles=as_html(render(theme, StyleSheetView(settings.accent))),
        report=report,
        body=filing.body.name,
        sentences=summarize(Figures(report.year, form, report.tables, "")),
        preamble=render_markdown(report.preamble),
        parts=tuple(report_sections(report, form, tables_html(theme, form, report, "", ""))),
        remarks=other_explanations(form, report),
        findings=tuple(findings),
        changes=tuple(changes),
        code=check_code(digest),
        lines=tuple(SignatureLine(role, signed.get(role, "")) for role in filing.roles),
    )
    return render_view(theme, view)
