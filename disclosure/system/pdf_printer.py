"""A finished page → what it is on paper, as PDF that screen readers can read: tagged, as PDF/UA asks."""

import re
from collections.abc import Callable
from html import unescape
from importlib.util import find_spec
from posixpath import join, normpath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from .locations import install_command

_SITE = "https://site.invalid/"
"""Where the files of a site stand while a page is printed; no such address is ever asked of a network."""
_PAPER = """
@media print {
  .masthead { display: none !important }
}
"""
"""What the printer needs to be told beside the style sheet: it draws no grid in a line."""
_IMPRINT = re.compile(r'\sdata-imprint="([^"]*)"')
_OWN_LINK = re.compile(r'(<a\b[^<>]*?\shref=")(?!#|[a-zA-Z][a-zA-Z0-9+.-]*:)([^"]*)"')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def print_pdf(page: bytes, path: str, address: str, read: Callable[[str], bytes | None]) -> bytes:
    """Return a page, which stands at a path of the site, as PDF; `read` returns the files of the site that it shows.

    Its links lead to the site at `address`; where that is not known, those to other pages lead nowhere. Raises OSError where
    the library is missing.
    """
    weasyprint = _library()
    html = page.decode()
    found = _IMPRINT.search(html)
    imprint = _css_text(unescape(found[1])) if found else '""'

    class SiteFiles(weasyprint.URLFetcher):  # type: ignore[misc,name-defined]
        """The files of the site and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return a file; style sheets with what the printer can't look up itself."""
            del headers
            name = unquote(urlsplit(url).path).lstrip("/")
            data = read(name) if url.startswith(_SITE) else None
            if data is None:
                raise ValueError(url)
            if name.endswith(".css"):
                sheet = data.decode().replace("var(--imprint)", imprint) + _PAPER
                return weasyprint.urls.URLFetcherResponse(url, sheet.encode(), {"Content-Type": "text/css; charset=utf-8"})
            return weasyprint.urls.URLFetcherResponse(url, data)

    text = _OWN_LINK.sub(lambda link: _leading_on(link, path, address), _SCRIPT.sub("", html))
    document = weasyprint.HTML(string=text, base_url=_SITE + quote(path), url_fetcher=SiteFiles(), media_type="print")
    printed: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=path.encode())
    return printed


def _library() -> Any:
    """The library that prints. Raises OSError, which says what to install, where it or what it draws letters with is missing."""
    if not find_spec("weasyprint"):
        raise OSError(0, f"downloads 里有 pdf，要先安装 WeasyPrint：{install_command('weasyprint')}；或从 downloads 里删去 pdf")
    try:
        import weasyprint
    except OSError as error:
        hint = "WeasyPrint 要用的 Pango 还没有安装：Debian、Ubuntu 上运行 apt install libpango-1.0-0 libpangoft2-1.0-0"
        raise OSError(0, f"{hint}；或从 downloads 里删去 pdf") from error
    return weasyprint


def _leading_on(link: re.Match[str], path: str, address: str) -> str:
    """A link to another page of the site as it must be where the page stands alone."""
    if not address:
        return link[1].removesuffix(' href="')
    target = unescape(link[2])
    place, mark, anchor = target.partition("#")
    whole = normpath(join(path, "..", place)) if place else path
    end = "/" if place.endswith("/") else ""
    return f'{link[1]}{address.rstrip("/")}/{"" if whole == "." else whole + end}{mark}{anchor}"'.replace("&", "&amp;")


def _css_text(text: str) -> str:
    """A text as a style sheet quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
