"""How pages are rendered: by the template engine, which is run once for pages that are alike."""

from typing import Any

from markupsafe import Markup

from .. import fast
from ..html.markdown import markdown_html
from ..html.templates import render
from ..model.theme import Theme
from .page_head import Frame


def render_page(theme: Theme, template: str, frame: Frame, **values: Any) -> bytes:
    """Return the finished page that a template makes of the site's frame and the page's own values."""
    text = fast.page(theme, template, frame=frame, **values)
    if text is None:
        text = render(theme, template, frame=frame, **values)
    return text.encode()


def render_markdown(text: str, prefix: str = "", top: int = 3) -> Markup:
    """Return a Markdown text as HTML; headings get ids that begin with `prefix`, and are of level `top` or below."""
    html = fast.markdown(text, prefix, top)
    if html is None:
        html = markdown_html(text, prefix, top)
    return html
