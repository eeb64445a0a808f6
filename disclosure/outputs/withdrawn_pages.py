"""What stands at the addresses of a report that was taken off the site: when that was and why; no address of it is dead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from ..model.digest import check_code
from ..model.planned_file import PlannedFile
from ..model.portal import BodyReports, Portal, Settings
from ..model.report import Report, Withdrawal
from ..model.theme import Theme
from .addresses import (
    absolute,
    bodies_path,
    body_path,
    compare_path,
    data_address,
    download_path,
    earlier_path,
    link,
    overview_path,
    page_path,
    pair_path,
    trends_path,
)
from .csv_file import csv_file
from .moved_pages import moved_page
from .overview_pages import SHEET_HEAD
from .page_head import NOT_INDEXED, BodyContext, Frame, Link, PageRef, frame_of, page_head
from .pages import PageView, render_view
from .report_data import data_body, render_csv, render_json
from .report_docx import render_docx
from .report_pages import way_from_version
from .report_xlsx import render_xlsx
from .trend_pages import TRENDS_HEAD


class WithdrawnPage(PageView, frozen=True):
    """What stands at the address of a report or a page that was withdrawn: what it was, when, and the way to its body.

    `published` is when a report was first published, `code` that of its file. Of an earlier version that was erased it says that,
    and leads to the `newest`.
    """

    TEMPLATE = "pages/withdrawn.html"
    title: str
    published: date | None
    withdrawn: Withdrawal
    code: str
    body: Link
    newest: Link | None = None


def withdrawn_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each report that was withdrawn, and the way from its versions and from what compared it with others."""
    for filing in body_reports.withdrawn:
        report = filing.report
        path = page_path(report.name)
        yield PlannedFile(path, render_withdrawn, (theme, context, body_reports.body.name, report.without_content()))
        for number in range(1, len(filing.history.earlier) + 1):
            yield way_from_version(filing, number, context.frame, theme)
    yield from _former_comparisons(body_reports, context.frame, theme)


def render_withdrawn(theme: Theme, context: BodyContext, body: str, report: Report) -> bytes:
    """Return the page that stands where a report was withdrawn; search engines forget it."""
    path = page_path(report.name)
    crumbs = (*context.crumbs, PageRef(f"{report.year}年", path))
    head = page_head(context.frame, path, report.title, crumbs, NOT_INDEXED)
    code, to_body, withdrawn = check_code(report.file_digest), Link(body, link(path, body_path(report.folder))), report.withdrawn
    assert withdrawn is not None
    return render_view(theme, WithdrawnPage(context.frame, head, report.title, report.published, withdrawn, code, to_body))


def erased_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page for each earlier version whose content was erased: when that was and why."""
    for filing in body_reports.filings:
        for number, (version, amendment) in enumerate(zip(filing.history.earlier, filing.amendments, strict=True), start=1):
            if version.erased and not amendment.withdrawn:
                path = earlier_path(page_path(version.name), number)
                yield PlannedFile(path, render_erased, (theme, context, body_reports.body.name, version, path))


def render_erased(theme: Theme, context: BodyContext, body: str, version: Report, path: str) -> bytes:
    """Return the page that stands where an earlier version was erased."""
    newest, erased = page_path(version.name), version.erased
    assert erased is not None
    crumbs = (*context.crumbs, PageRef(f"{version.year}年", newest), PageRef("更正前的版本", path))
    head = replace(page_head(context.frame, path, version.title, crumbs, NOT_INDEXED), canonical="", json_ld="")
    code, to_body = check_code(version.file_digest), Link(body, link(path, body_path(version.folder)))
    to_newest = Link(f"{version.year}年报告的现行版本", link(path, newest))
    view = WithdrawnPage(context.frame, head, version.title, version.published, erased, code, to_body, to_newest)
    return render_view(theme, view)


def withdrawn_data(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the files of data of each report that was withdrawn, without figures."""
    settings = context.frame.settings
    for filing in body_reports.withdrawn:
        report, form = filing.report, filing.format
        page, empty = page_path(report.name), report.without_content()
        body = data_body(body_reports, context, report.year)
        for kind in settings.downloads:
            path = download_path(page, kind)
            if kind == "csv":
                yield PlannedFile(path, render_csv, (body, empty, form, data_address(settings, page)))
            elif kind == "json":
                yield PlannedFile(path, render_json, (body, empty, form))
            elif kind == "docx":
                yield PlannedFile(path, render_docx, (body.name, empty, form, data_address(settings, page)))
            elif kind == "xlsx":
                yield PlannedFile(path, render_xlsx, (body.name, empty, form))


def _former_comparisons(body_reports: BodyReports, frame: Frame, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the way from pages that compared withdrawn reports with others: to the body's comparisons, else its reports."""
    folder = body_reports.body.folder
    gone = {filing.report.year for filing in body_reports.withdrawn if filing.format.trends}
    left = {filing.report.year for filing in body_reports.filings if filing.format.trends}
    if not gone:
        return
    overview = compare_path(folder) if len(left) > 1 and "comparisons" in frame.settings.publish else body_path(folder)
    paths = [pair_path(folder, *pair) for pair in pairwise(sorted(gone | left)) if not gone.isdisjoint(pair)]
    paths = paths if "comparisons" in frame.settings.publish else []
    if len(left) < 2 <= len(gone | left):
        paths += [path for path in (trends_path(folder), compare_path(folder)) if _was_public(path, frame.settings)]
    for path in paths:
        target = Link(f"{body_reports.body.name}的报告", link(path, overview))
        yield moved_page(path, theme, frame, target, absolute(frame.settings, overview))
        if path == trends_path(folder):
            yield PlannedFile(download_path(path, "csv"), csv_file, ((TRENDS_HEAD,),))


def _was_public(path: str, settings: Settings) -> bool:
    return ("trends" if path.endswith("trends.html") else "comparisons") in settings.publish


def withdrawn_across(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the way from pages that set bodies side by side in a year of which too few reports are left: to their body."""
    withdrawn = [entry for entry in portal.withdrawn if portal.form_of[entry.format].trends]
    frame = frame_of(portal, theme)
    for folder, left in portal.years_across.items() if withdrawn else ():
        below = [body.folder for body in portal.below[folder]]
        filed = Counter(year for at in below for year in portal.comparable[at])
        filed.update(gone := Counter(entry.year for entry in withdrawn if entry.folder in below))
        for year in sorted(year for year in gone if filed[year] > 1 and year not in left):
            home = body_path(folder)
            for path in (bodies_path(folder, year), overview_path(folder, year)):
                target = Link(f"{portal.bodies_by_folder[folder].name}的报告", link(path, home))
                yield moved_page(path, theme, frame, target, absolute(portal.settings, home))
            yield PlannedFile(download_path(overview_path(folder, year), "csv"), csv_file, ((SHEET_HEAD,),))
