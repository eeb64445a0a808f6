"""How pages are rendered, and the Markdown on them."""

from typing import Any

from markupsafe import Markup

from .. import fast
from ..html.markdown import markdown_html
from ..html.templates import render
from ..model.planned_file import Page, PlannedFile
from ..model.theme import Theme
from .page_head import Frame


def plan_file(path: str, theme: Theme, template: str, page: Page | None = None, **values: Any) -> PlannedFile:
    """Plan a file that a template makes of values that are known already."""
    return PlannedFile(path, render_template, (theme, template, values), page)


def render_template(theme: Theme, template: str, values: dict[str, Any]) -> bytes:
    """Return what a template makes of values."""
    return render(theme, template, **values).encode()


def render_page(theme: Theme, template: str, frame: Frame, **values: Any) -> bytes:
    """Return the finished page that a template makes of the site's frame and the page's own values."""
    return render_template(theme, template, {"frame": frame, **values})


def render_markdown(text: str, prefix: str = "", top: int = 3) -> Markup:
    """Return a Markdown text as HTML; headings get ids that begin with `prefix`, and are of level `top` or below."""
    html = fast.markdown(text, prefix, top)
    if html is None:
        html = markdown_html(text, prefix, top)
    return html
