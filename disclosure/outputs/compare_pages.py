"""Two years of one body side by side: a page for each pair of neighbours, and one that compares any pair by script."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from markupsafe import Markup

from .. import fast
from ..html.comparison_html import comparison_html, empty_comparison
from ..model.digest import check_code
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, BodyReports, FiledReport, Portal, Settings
from ..model.theme import Theme
from ..present.comparison import left_out
from ..present.figures import Figures, figures_of
from .addresses import absolute, body_path, compare_path, download_path, link, page_path, pair_path, script_path, trends_path
from .corrections import corrected_years
from .moved_pages import moved_page
from .page_head import BodyContext, Frame, Link, PageRef, figures_head
from .pages import CompareScript, PageView, plan_file, render_view


class ComparePage(PageView, frozen=True):
    """Two reports of a body side by side; `years` are both with the ways to them, `chapters` the ids and titles of `compared`.

    `corrected` are the years whose figures were corrected, with the way to what was; `codes` are the years with the codes of
    their reports.
    """

    TEMPLATE = "pages/compare.html"
    body: Link
    years: tuple[tuple[int, str], ...]
    skipped: tuple[int, ...]
    left_out: tuple[str, ...]
    chapters: tuple[tuple[str, str], ...]
    compared: Markup
    before: Link | None
    after: Link | None
    others: str
    trends: str
    corrected: tuple[Link, ...]
    codes: tuple[tuple[int, str], ...]


class CompareAnyPage(PageView, frozen=True):
    """The ways to all comparisons of a body; `files` are the years with their data, for the script."""

    TEMPLATE = "pages/compare-any.html"
    body: Link
    pairs: tuple[Link, ...]
    files: tuple[tuple[int, str], ...]
    compared: Markup
    script: str
    trends: str


def pair_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each pair of neighbouring reports; it is made of numbers only.

    Where a year has no report, those beside it are neighbours. Where only the newest pair is wanted, the addresses of the others
    lead to the page that compares any two years.
    """
    if "comparisons" not in context.frame.settings.publish:
        return
    body, filings = body_reports.body, body_reports.comparable
    figures = tuple(map(figures_of, filings))
    for number, (earlier, later) in enumerate(pairwise(filings)):
        path = pair_path(body.folder, earlier.report.year, later.report.year)
        if not has_pair_page(context.frame.settings, (earlier, later), filings):
            yield _moved_pair(theme, context.frame, path, (earlier, later))
            continue
        title = f"{body.name}{earlier.report.year}年与{later.report.year}年对照"
        page = Page(path, title, max(earlier.report.updated, later.report.updated))
        yield PlannedFile(path, render_pair, (theme, context, page, filings, number, *figures[number : number + 2]), page)


def render_pair(
    theme: Theme,
    context: BodyContext,
    page: Page,
    filings: tuple[FiledReport, ...],
    number: int,
    earlier: Figures,
    later: Figures,
) -> bytes:
    """Return the finished page that puts two reports side by side, the pair of this number of all `filings`."""
    path, body = page.path, filings[number].body
    description = f"{body.name}{earlier.year}年和{later.year}年政府信息公开工作年度报告的数字并列对照。"
    overview = PageRef("年度对照", compare_path(body.folder))
    compared = fast.comparison(theme, earlier, later)
    if compared is None:
        compared = comparison_html(theme, earlier, later)
    pairs = _pair_links(context.frame.settings, path, filings)
    step = f"{earlier.year}年与{later.year}年"
    view = ComparePage(
        context.frame,
        head=figures_head(context.frame, page, (*context.crumbs, overview), step, description),
        body=Link(body.name, link(path, body_path(body.folder))),
        years=tuple((one.report.year, link(path, page_path(one.report.name))) for one in filings[number : number + 2]),
        skipped=tuple(range(earlier.year + 1, later.year)),
        left_out=left_out(earlier.form, later.form),
        chapters=compared.contents,
        compared=compared.html,
        before=pairs.get(number - 1),
        after=pairs.get(number + 1),
        others=link(path, overview.path),
        trends=_trends(context.frame, path, body),
        corrected=corrected_years(path, filings[number : number + 2]),
        codes=tuple((one.report.year, check_code(one.report.file_digest)) for one in filings[number : number + 2]),
    )
    return render_view(theme, view)


def has_pair_page(settings: Settings, pair: tuple[FiledReport, FiledReport], filings: tuple[FiledReport, ...]) -> bool:
    """Return whether a pair of neighbours among a body's comparable reports, oldest first, has a page of its own."""
    return "comparisons" in settings.publish and (settings.comparisons == "all" or pair[1] is filings[-1])


def _moved_pair(theme: Theme, frame: Frame, path: str, pair: tuple[FiledReport, FiledReport]) -> PlannedFile:
    """What stands at the address of a pair that has no page: the way to where it can be compared, and to both reports."""
    years = [one.report.year for one in pair]
    anywhere = link(path, compare_path(pair[0].body.folder))
    target = Link(f"{years[0]}年与{years[1]}年对照", f"{anywhere}#{years[0]}-{years[1]}")
    reports = tuple(Link(f"{one.report.year}年报告", link(path, page_path(one.report.name))) for one in pair)
    canonical = absolute(frame.settings, compare_path(pair[0].body.folder))
    return moved_page(path, theme, frame, target, canonical, others=reports)


def _pair_links(settings: Settings, path: str, filings: tuple[FiledReport, ...]) -> dict[int, Link]:
    """The pages of pairs of neighbours by the number of the pair, oldest first."""
    found = {}
    for number, pair in enumerate(pairwise(filings)):
        earlier, later = (one.report.year for one in pair)
        if has_pair_page(settings, pair, filings):
            found[number] = Link(f"{earlier}年与{later}年", link(path, pair_path(pair[0].body.folder, earlier, later)))
    return found


def any_pair_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that leads to all comparisons of a body; its script needs the reports' JSON to be published."""
    body, filings = body_reports.body, body_reports.comparable
    if filings and "comparisons" in context.frame.settings.publish:
        page = Page(compare_path(body.folder), f"{body.name}年度对照", max(filing.report.updated for filing in filings))
        yield PlannedFile(page.path, render_any_pair, (theme, context, page, filings), page)


def render_any_pair(theme: Theme, context: BodyContext, page: Page, filings: tuple[FiledReport, ...]) -> bytes:
    """Return the finished page that leads to all comparisons of a body."""
    path, body, settings = page.path, filings[0].body, context.frame.settings
    description = f"{body.name}任意两个年度的政府信息公开工作年度报告数字对照。"
    files = tuple((one.report.year, link(path, download_path(page_path(one.report.name), "json"))) for one in filings)
    forms = {(one.format.key, other.format.key): (one.format, other.format) for one, other in combinations(filings, 2)}
    view = CompareAnyPage(
        context.frame,
        head=figures_head(context.frame, page, context.crumbs, "年度对照", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        pairs=tuple(_pair_links(settings, path, filings).values())[::-1],
        files=files if "json" in settings.downloads and len(files) > 2 else (),
        compared=empty_comparison(theme, tuple(forms.values())),
        script=link(path, script_path(theme, "compare")),
        trends=_trends(context.frame, path, body),
    )
    return render_view(theme, view)


def _trends(frame: Frame, path: str, body: Body) -> str:
    """The way to the body's trends, "" where they are not published."""
    return link(path, trends_path(body.folder)) if "trends" in frame.settings.publish else ""


def compare_script(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the script that compares any two years."""
    if "comparisons" in portal.settings.publish:
        yield plan_file(script_path(theme, "compare"), theme, CompareScript())
