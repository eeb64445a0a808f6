"""Two years of one body side by side: a page for each pair of neighbours, and one that compares any pair by script."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from .. import fast
from ..html.comparison_html import comparison_html, empty_comparison
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, BodyReports, FiledReport, Portal
from ..model.theme import Theme
from ..present.comparison import left_out
from ..present.figures import Figures, figures_of
from .addresses import body_path, compare_path, download_path, link, page_path, pair_path, script_path, trends_path
from .page_head import BodyContext, Frame, Link, PageRef, figures_head
from .pages import plan_file, render_page


def pair_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each pair of neighbouring reports; it is made of numbers only.

    Where a year has no report, those beside it are neighbours.
    """
    if "comparisons" not in context.frame.settings.publish:
        return
    body, filings = body_reports.body, body_reports.comparable
    figures = tuple(map(figures_of, filings))
    for number, (earlier, later) in enumerate(pairwise(filings)):
        path = pair_path(body.folder, earlier.report.year, later.report.year)
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
    pairs = _pair_links(path, filings)
    step = f"{earlier.year}年与{later.year}年"
    return render_page(
        theme,
        "pages/compare.html",
        context.frame,
        head=figures_head(context.frame, page, (*context.crumbs, overview), step, description),
        body=Link(body.name, link(path, body_path(body.folder))),
        years=tuple((one.report.year, link(path, page_path(one.report.name))) for one in filings[number : number + 2]),
        skipped=tuple(range(earlier.year + 1, later.year)),
        left_out=left_out(earlier.form, later.form),
        chapters=compared.contents,
        compared=compared.html,
        before=pairs[number - 1] if number else None,
        after=pairs[number + 1] if number + 1 < len(pairs) else None,
        others=link(path, overview.path),
        trends=_trends(context.frame, path, body),
    )


def _pair_links(path: str, filings: tuple[FiledReport, ...]) -> tuple[Link, ...]:
    """The pages of all pairs of neighbours, oldest first."""
    years = pairwise((filing.body.folder, filing.report.year) for filing in filings)
    return tuple(Link(f"{one}年与{other}年", link(path, pair_path(folder, one, other))) for (folder, one), (_, other) in years)


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
    return render_page(
        theme,
        "pages/compare-any.html",
        context.frame,
        head=figures_head(context.frame, page, context.crumbs, "年度对照", description),
        body=Link(body.name, link(path, body_path(body.folder))),
        pairs=_pair_links(path, filings)[::-1],
        files=files if "json" in settings.downloads and len(files) > 2 else (),
        compared=empty_comparison(theme, tuple(forms.values())),
        script=link(path, script_path(theme, "compare")),
        trends=_trends(context.frame, path, body),
    )


def _trends(frame: Frame, path: str, body: Body) -> str:
    """The way to the body's trends, "" where they are not published."""
    return link(path, trends_path(body.folder)) if "trends" in frame.settings.publish else ""


def compare_script(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the script that compares any two years."""
    if "comparisons" in portal.settings.publish:
        yield plan_file(script_path(theme, "compare"), theme, "assets/compare.js")
