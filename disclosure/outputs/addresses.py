"""Where things are published. Addresses mirror the content folder and never change."""

from functools import lru_cache
from posixpath import relpath
from urllib.parse import quote

from ..model.digest import fingerprint
from ..model.portal import Attachment, Settings
from ..model.theme import Theme

ICON = "assets/icon.svg"
"""The mark that browsers show beside a page's title."""
ICON_PNG = "assets/icon.png"
"""The same for browsers that draw no SVG there."""
GLOSSARY = "glossary.html"
"""The page that explains the words of the forms."""
RULES_PAGE = "rules.html"
"""The page of the rules that reports are checked by."""
VERIFY = "verify.html"
"""The page on which anybody compares a file with what was published."""
SEARCH = "search.html"
"""The page that searches."""
SITE_MAP = "sitemap.html"
"""The page that leads to every other."""
PRIVACY = "privacy.html"
"""The page that says what the site stores, and for whom it was tested."""
ROWS = "rows/index.html"
"""The page that leads to every row of the forms."""
DATA = "data.html"
"""The page about the data."""
ATOM, JSON_FEED = "feed.xml", "feed.json"
WHOLE = "reports"
"""How the names of the files of all reports begin."""
WHOLE_WORKBOOK, WHOLE_ZIP = f"{WHOLE}.xlsx", f"{WHOLE}.zip"
"""All tables of all reports: a workbook, and the CSV files in one."""
DATASET_STEM = f"{WHOLE}-"
"""How the names of the CSV files of single tables begin."""
WHOLE_KINDS = ("csv", "json")
"""The kinds of file in which all reports can be published together."""
WHOLE_FILES = (WHOLE_WORKBOOK, WHOLE_ZIP, *(f"{WHOLE}.{kind}{packed}" for kind in WHOLE_KINDS for packed in ("", ".zip")))
"""All that the files of all reports may be called."""


def page_path(name: str) -> str:
    """Return the page of a content file: `office/2020.md` → `office/2020.html`."""
    return f"{name.rpartition('.')[0]}.html"


def earlier_path(page: str, number: int) -> str:
    """Return where a page is kept as it was before a correction, counted from 1: `2020.html` → `2020.v1.html`."""
    return f"{page.removesuffix('.html')}.v{number}.html"


def download_path(page: str, kind: str) -> str:
    """Return the download of this kind beside a page: same stem."""
    return f"{page.removesuffix('.html')}.{kind}"


def body_path(folder: str) -> str:
    """Return the index page of a body's folder, the portal's for the root."""
    return _inside(folder, "index.html")


def trends_path(folder: str) -> str:
    """Return the page of a body's figures over the years."""
    return _inside(folder, "trends.html")


def compare_path(folder: str) -> str:
    """Return the page that leads to all comparisons of a body's years."""
    return _inside(folder, "compare.html")


def pair_path(folder: str, earlier: int, later: int) -> str:
    """Return the page that puts two years of a body side by side."""
    return _inside(folder, f"compare-{earlier}-{later}.html")


def bodies_path(folder: str, year: int) -> str:
    """Return the page that puts the bodies below a body side by side, in one year."""
    return _inside(folder, f"bodies-{year}.html")


def row_path(address: str) -> str:
    """Return the page of a row of the forms, which is cited as `table.row`."""
    return f"rows/{address}.html"


def overview_path(folder: str, year: int) -> str:
    """Return the sheet about one year of a body and the bodies below it."""
    return _inside(folder, f"overview-{year}.html")


def years_workbook_path(folder: str) -> str:
    """Return the workbook of all years of a body."""
    return _inside(folder, "years.xlsx")


def dataset_path(table: str) -> str:
    """Return the CSV file of a table of all reports."""
    return f"{DATASET_STEM}{table}.csv"


def _inside(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def stylesheet_path(theme: Theme, settings: Settings) -> str:
    """Return the style sheet, its name changing with what it is made of."""
    sheets = [text for name, text in sorted(theme.texts.items()) if name.endswith(".css")]
    return f"assets/site.{fingerprint(settings.accent, *sheets)[:8]}.css"


def asset_path(file: Attachment) -> str:
    """Return where a file of the content folder that every page uses is published, its name changing with its bytes."""
    stem, _, ending = file.name.rpartition("/")[2].rpartition(".")
    return f"assets/{stem}.{file.digest[:8]}.{ending}"


def script_path(theme: Theme, name: str) -> str:
    """Return a script of the theme, its name changing with its text."""
    return f"assets/{name}.{fingerprint(theme.texts.get(f'assets/{name}.js', ''))[:8]}.js"


def whole_kinds(settings: Settings) -> tuple[str, ...]:
    """Return the kinds of file in which all reports are published together."""
    return tuple(kind for kind in WHOLE_KINDS if kind in settings.downloads)


def data_path(settings: Settings, kind: str) -> str:
    """Return the file of all reports of this kind; compact data are in a ZIP file, as `.gz` is what servers send for another."""
    return f"{WHOLE}.{kind}{'.zip' if settings.is_compact else ''}"


def link(source: str, target: str) -> str:
    """Return the relative address of one published file from another, safe inside an attribute."""
    return _from_folder(source.rpartition("/")[0], target)


@lru_cache(maxsize=1 << 14)
def _from_folder(folder: str, target: str) -> str:
    return quote(relpath(f"/{target}", f"/{folder}"), safe="/.-_~")


def absolute(settings: Settings, path: str) -> str:
    """Return the full address of a published file, "" when the site's own is not known."""
    if not settings.address:
        return ""
    shown = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    return f"{settings.address.rstrip('/')}/{quote(shown)}"


def absolute_or_relative(settings: Settings, source: str, target: str) -> str:
    """Return the address by which one page's JSON-LD names another file: the full one, or relative where it is not known."""
    return absolute(settings, target) or link(source, target)


def data_address(settings: Settings, path: str) -> str:
    """Return the address by which data name a published file: the full one, or from the site's root where it is not known."""
    return absolute(settings, path) or quote(path)
