"""Portal in, promises out: one module per kind of published file, and two tuples that say which there are."""

from collections.abc import Callable, Iterator

from ..model.finding import Finding
from ..model.job import Page, Promise
from ..model.portal import Portal
from ..model.theme import Theme
from .bodies_pages import bodies_pages
from .compare_pages import any_pair_pages, compare_script, pair_pages
from .feeds import feeds
from .index_pages import index_pages
from .open_data import descriptions, whole_csv, whole_json
from .report_data import csv_files, json_files
from .report_pages import report_pages
from .report_xlsx import xlsx_files
from .search import FOLDER, search_page
from .site_files import assets, robots, sitemap
from .standing_pages import glossary_page, not_found_page, standing_pages
from .trend_pages import trend_pages

PAGE_OUTPUTS: tuple[Callable[[Portal, Theme], Iterator[Promise]], ...] = (
    index_pages,
    report_pages,
    trend_pages,
    pair_pages,
    any_pair_pages,
    compare_script,
    bodies_pages,
    standing_pages,
    glossary_page,
    not_found_page,
    json_files,
    csv_files,
    xlsx_files,
    whole_csv,
    whole_json,
    descriptions,
    feeds,
    assets,
    search_page,
)
"""What follows from the portal alone."""

SITE_OUTPUTS: tuple[Callable[[Portal, tuple[Page, ...], Theme], Iterator[Promise]], ...] = (
    sitemap,
    robots,
)
"""What describes the pages that the others promise."""


def plan(portal: Portal, theme: Theme) -> tuple[tuple[Promise, ...], tuple[Finding, ...]]:
    """Promise every file of the site before any is made; two promises of one path are findings."""
    jobs: list[Promise] = [job for output in PAGE_OUTPUTS for job in output(portal, theme)]
    pages = tuple(job.page for job in jobs if job.page)
    jobs += [job for output in SITE_OUTPUTS for job in output(portal, pages, theme)]
    return tuple(jobs), tuple(_collisions(portal, jobs))


def _collisions(portal: Portal, jobs: list[Promise]) -> Iterator[Finding]:
    promised = [(job.path, job.page.source if job.page else "") for job in jobs]
    promised += [("manifest.json", "")] + [(attachment.name, attachment.path) for attachment in portal.attachments]
    first: dict[str, str] = {}
    for path, source in promised:
        key = path.casefold()
        if key in first:
            message = f"“{path}”已由 {first[key]} 占用" if first[key] else f"“{path}”是程序生成的文件"
            yield Finding("path.collision", message, source or path, hint="改文件名")
        elif key.startswith(FOLDER):
            yield Finding("path.collision", f"“{FOLDER}”是检索索引的文件夹", source or path, hint="改文件夹的名称")
        else:
            first[key] = source
