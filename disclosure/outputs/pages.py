"""How pages are rendered, and the Markdown on them."""

from markupsafe import Markup

from .. import fast
from ..html.markdown import markdown_html
from ..html.qr_code import qr_code
from ..html.template_views import TemplateView
from ..html.templates import render
from ..model.digest import fingerprint
from ..model.planned_file import FiguresRef, Page, PlannedFile
from ..model.portal import QR, ReportEntry
from ..model.theme import Theme
from .addresses import ICON, absolute
from .page_head import Frame, PageHead


def figures_ref(entry: ReportEntry | None) -> FiguresRef | None:
    """Return the figures of a report as an input of a planned file, None for no report."""
    if entry is None:
        return None
    return FiguresRef(entry.path, entry.name, entry.source, fingerprint(entry.year, entry.figures_digest, entry.format))


class PageView(TemplateView, frozen=True):
    """What the template of a page is given: the frame of the site, the head of the page, and what is the page's own."""

    frame: Frame
    head: PageHead


class StyleSheetView(TemplateView, frozen=True):
    """The style sheet of all pages, in the portal's accent colour."""

    TEMPLATE = "assets/site.css"
    accent: str


class IconView(TemplateView, frozen=True):
    """The icon of the site, in the portal's accent colour."""

    TEMPLATE = ICON
    accent: str


class ScriptView(TemplateView, frozen=True):
    """A script, which is given nothing."""


class LookScript(ScriptView, frozen=True):
    """The script of all pages."""

    TEMPLATE = "assets/look.js"


class CompareScript(ScriptView, frozen=True):
    """The script that compares any two years."""

    TEMPLATE = "assets/compare.js"


class MovedScript(ScriptView, frozen=True):
    """The script of the pages at old addresses."""

    TEMPLATE = "assets/moved.js"


def plan_file(path: str, theme: Theme, view: TemplateView, page: Page | None = None) -> PlannedFile:
    """Plan a file that a template makes of a view that is known already."""
    return PlannedFile(path, render_view, (theme, view), page)


def printed_code(frame: Frame, path: str) -> Markup:
    """Return the code of a page's address for paper; nothing where that is not asked for or not known."""
    address = absolute(frame.settings, path) if QR in frame.settings.publish else ""
    return qr_code(address) if address else Markup()


def render_view(theme: Theme, view: TemplateView) -> bytes:
    """Return what a template makes of its view."""
    return render(theme, view).encode()


def render_markdown(text: str, prefix: str = "", top: int = 3) -> Markup:
    """Return a Markdown text as HTML; headings get ids that begin with `prefix`, and are of level `top` or below."""
    html = fast.markdown(text, prefix, top)
    if html is None:
        html = markdown_html(text, prefix, top)
    return html
