"""The portal or one body in, planned files out: one module per kind of published file, and the tuples that list them.

A planned file is a path, a function, and all that the function may look at. In the module of a kind, the first function
plans its files; the next one makes one of them, where more is to do than to fill a template. What pages have in common:

    addresses.py     where things are published
    page_head.py     what stands around the content of a page
    pages.py         a template and values → a finished page
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from posixpath import basename

from ..model.finding import Finding
from ..model.folding import lookalike_key
from ..model.planned_file import Page, PlannedFile, PlannedSegment
from ..model.portal import STATUS_FILE, Attachment, BodyReports, Portal
from ..model.theme import Theme
from ..search.documents import FOLDER
from .addresses import DATASET_STEM, WHOLE_FILES
from .bodies_pages import bodies_pages
from .compare_pages import any_pair_pages, compare_script, pair_pages
from .data_descriptions import descriptions
from .data_page import data_page
from .dataset_files import dataset_files
from .feeds import feeds
from .index_pages import index_pages
from .open_data import combined_segments
from .overview_pages import overview_pages
from .page_head import BodyContext
from .report_data import csv_files, json_files
from .report_docx import docx_files
from .report_pages import earlier_pages, report_pages
from .report_xlsx import xlsx_files
from .row_pages import row_pages
from .rules_page import rules_page
from .search_page import search_page
from .site_files import assets, robots, sitemap
from .site_map_page import privacy_page, site_map_page
from .standing_pages import glossary_page, not_found_page, standing_pages, withdrawn_standing_pages
from .trend_pages import trend_pages
from .verify_page import verify_page
from .withdrawn_pages import erased_pages, withdrawn_across, withdrawn_data, withdrawn_pages

BODY_OUTPUTS: tuple[Callable[[BodyReports, BodyContext, Theme], Iterable[PlannedFile | PlannedSegment]], ...] = (
    report_pages,
    earlier_pages,
    trend_pages,
    pair_pages,
    any_pair_pages,
    json_files,
    csv_files,
    xlsx_files,
    docx_files,
    combined_segments,
    dataset_files,
    withdrawn_pages,
    withdrawn_data,
    erased_pages,
)
"""What follows from the reports of one body."""

PORTAL_OUTPUTS: tuple[Callable[[Portal, Theme], Iterator[PlannedFile]], ...] = (
    index_pages,
    bodies_pages,
    overview_pages,
    row_pages,
    compare_script,
    standing_pages,
    withdrawn_standing_pages,
    withdrawn_across,
    glossary_page,
    rules_page,
    site_map_page,
    privacy_page,
    not_found_page,
    descriptions,
    feeds,
    assets,
    search_page,
    verify_page,
)
"""What follows from the portal as a whole."""

SITE_OUTPUTS: tuple[Callable[[Portal, tuple[Page, ...], Theme], Iterator[PlannedFile]], ...] = (
    sitemap,
    robots,
)
"""What describes the pages that the others plan."""


def plan_body(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile | PlannedSegment]:
    """Plan every file that follows from the reports of one body."""
    for output in BODY_OUTPUTS:
        yield from output(body_reports, context, theme)


def plan_portal(portal: Portal, theme: Theme, sizes: Mapping[str, int]) -> tuple[PlannedFile, ...]:
    """Plan every file that follows from the portal as a whole; `sizes` are those of the files of all reports, if known."""
    planned = tuple(job for output in PORTAL_OUTPUTS for job in output(portal, theme))
    return (*planned, *data_page(portal, theme, sizes))


def plan_site(portal: Portal, pages: tuple[Page, ...], theme: Theme) -> tuple[PlannedFile, ...]:
    """Plan every file that describes the pages of the site."""
    return tuple(job for output in SITE_OUTPUTS for job in output(portal, pages, theme))


def is_site_wide(path: str) -> bool:
    """Whether a file is made of all reports together: of the search index, or one of all data."""
    return path.startswith((FOLDER, DATASET_STEM)) or path in WHOLE_FILES


_REFUSED = re.compile(
    r'[:?*"<>|\\]|[. ](?=/|$)|[. ](?=\.html$)|(?:^|(?<=/))(?:con|prn|aux|nul|com\d|lpt\d)(?=[./]|$)', re.IGNORECASE
)
"""What Windows refuses in a name: these signs, a dot or blank at the end, and the names of devices."""


def _step(path: str, place: int) -> str:
    """A path up to the end of the folder or file name in which a place lies."""
    return path[: place + len(path[place:].partition("/")[0])]


def renamed(name: str) -> str:
    """Return another name for a file, of the same ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-1.{ending}" if dot else f"{name}-1"


def check_paths(planned: Iterator[tuple[str, str]], attachments: tuple[Attachment, ...]) -> Iterator[Finding]:
    """Report two files planned for one path; `planned` are paths, each with the content file it shows, if one."""
    first: dict[str, str] = {}
    refused: set[str] = set()
    for path, source in (
        *planned,
        ("manifest.json", ""),
        (STATUS_FILE, ""),
        *((attachment.name, attachment.path) for attachment in attachments),
    ):
        key = lookalike_key(path)
        if (wrong := _REFUSED.search(path)) and (step := _step(path, wrong.start())) not in refused:
            refused.add(step)
            what, example = ("文件", "wenda.md") if step == path else ("文件夹", "wenda")
            message = f"“{step}”里的“{wrong[0].strip('/')}”在 Windows 上不能用作文件名"
            hint = f'给{what}改名，不用 : ? * " < > | 和 con、nul 之类的名字，末尾不用句点和空格，例如 {example}'
            yield Finding("path.portable", message, source or path, hint=hint)
        if key in first:
            message = f"“{path}”已由 {first[key]} 占用" if first[key] else f"“{path}”是程序生成的文件"
            yield Finding("path.collision", message, source or path, hint=f"改文件名，例如 {renamed(basename(source or path))}")
        elif key.startswith(FOLDER):
            yield Finding("path.collision", f"“{FOLDER}”是检索索引的文件夹", source or path, hint="改文件夹的名称")
        else:
            first[key] = source
