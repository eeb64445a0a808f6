"""Two years of one body side by side: a page for each pair of neighbours, and one that compares any pair by script."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from msgspec import Struct

from .. import fast
from ..html.comparison_html import comparison_html, empty_comparison
from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import BodyReports, FiledReport, Portal
from ..model.theme import Theme
from ..present.comparison import left_out
from ..present.figures import Figures, figures_of
from .addresses import body_path, compare_path, download_path, link, pair_path, script_path, trends_path
from .figures_page import FiguresPageInput, comparable, figures_head, figures_page_input
from .page_head import BodyContext, Frame, Link, PageRef
from .pages import plan_file, render_page


class Pair(Struct, frozen=True):
    """Two neighbouring reports of a body by their years."""

    earlier: int
    later: int


def pairs_of(filings: tuple[FiledReport, ...]) -> tuple[Pair, ...]:
    """The pairs of neighbours among comparable filings; where a year has no report, those beside it are neighbours."""
    return tuple(Pair(before.report.year, after.report.year) for before, after in pairwise(filings))


def pair_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of each pair of neighbouring reports; it is made of numbers only."""
    if "comparisons" not in context.frame.settings.publish:
        return
    body, filings = body_reports.body, comparable(body_reports.filings)
    pairs, figures = pairs_of(filings), tuple(map(figures_of, filings))
    for number, (earlier, later) in enumerate(pairwise(filings)):
        path = pair_path(body.folder, earlier.report.year, later.report.year)
        title = _title(body.name, earlier.report.year, later.report.year)
        page = Page(path, title, max(earlier.report.updated, later.report.updated))
        page_input = figures_page_input(body_reports, context, path)
        inputs = (theme, context.frame, page_input, pairs, *figures[number : number + 2])
        yield PlannedFile(path, render_pair, inputs, page)


def _title(body: str, earlier: int, later: int) -> str:
    return f"{body}{earlier}年与{later}年对照"


def render_pair(
    theme: Theme, frame: Frame, page_input: FiguresPageInput, pairs: tuple[Pair, ...], earlier: Figures, later: Figures
) -> bytes:
    """Return the finished page that puts two reports side by side."""
    path, title = page_input.path, _title(page_input.body, earlier.year, later.year)
    description = f"{page_input.body}{earlier.year}年和{later.year}年政府信息公开工作年度报告的数字并列对照。"
    crumbs = (
        *page_input.crumbs,
        PageRef("年度对照", compare_path(page_input.folder)),
        PageRef(f"{earlier.year}年与{later.year}年", path),
    )
    compared = fast.comparison(theme, earlier, later)
    if compared is None:
        compared = comparison_html(theme, earlier, later)
    reports = dict(page_input.reports)
    number = pairs.index(Pair(earlier.year, later.year))
    return render_page(
        theme,
        "pages/compare.html",
        frame,
        head=figures_head(frame, path, title, crumbs, description),
        body=Link(page_input.body, link(path, body_path(page_input.folder))),
        years=tuple((figures.year, link(path, reports[figures.year])) for figures in (earlier, later)),
        skipped=tuple(range(earlier.year + 1, later.year)),
        left_out=left_out(earlier.form, later.form),
        chapters=compared.contents,
        compared=compared.html,
        before=_neighbour(page_input, pairs[number - 1]) if number else None,
        after=_neighbour(page_input, pairs[number + 1]) if number + 1 < len(pairs) else None,
        others=link(path, compare_path(page_input.folder)),
        trends=_trends(frame, page_input),
    )


def _neighbour(page_input: FiguresPageInput, pair: Pair) -> Link:
    target = pair_path(page_input.folder, pair.earlier, pair.later)
    return Link(f"{pair.earlier}年与{pair.later}年", link(page_input.path, target))


def any_pair_pages(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that leads to all comparisons of a body; its script needs the reports' JSON to be published."""
    filings = comparable(body_reports.filings)
    if filings and "comparisons" in context.frame.settings.publish:
        path = compare_path(body_reports.body.folder)
        page = Page(path, f"{body_reports.body.name}年度对照", max(filing.report.updated for filing in filings))
        forms = {filing.format.key: filing.format for filing in filings}
        years = tuple((filing.report.year, filing.format.key) for filing in filings)
        inputs = (
            theme,
            context.frame,
            figures_page_input(body_reports, context, path),
            pairs_of(filings),
            years,
            *forms.values(),
        )
        yield PlannedFile(path, render_any_pair, inputs, page)


def render_any_pair(
    theme: Theme,
    frame: Frame,
    page_input: FiguresPageInput,
    pairs: tuple[Pair, ...],
    years: tuple[tuple[int, str], ...],
    *forms: Format,
) -> bytes:
    """Return the finished page that leads to all comparisons of a body; `years` come with the keys of their forms."""
    path, title = page_input.path, f"{page_input.body}年度对照"
    description = f"{page_input.body}任意两个年度的政府信息公开工作年度报告数字对照。"
    crumbs = (*page_input.crumbs, PageRef("年度对照", path))
    reports = dict(page_input.reports)
    files = tuple((year, link(path, download_path(reports[year], "json"))) for year, _ in years)
    known = {form.key: form for form in forms}
    together = dict.fromkeys((one, other) for (_, one), (_, other) in combinations(years, 2))
    return render_page(
        theme,
        "pages/compare-any.html",
        frame,
        head=figures_head(frame, path, title, crumbs, description),
        body=Link(page_input.body, link(path, body_path(page_input.folder))),
        pairs=tuple(_neighbour(page_input, pair) for pair in reversed(pairs)),
        files=files if "json" in frame.settings.downloads and len(years) > 2 else (),
        compared=empty_comparison(theme, tuple((known[one], known[other]) for one, other in together)),
        script=link(path, script_path(theme, "compare")),
        trends=_trends(frame, page_input),
    )


def _trends(frame: Frame, page_input: FiguresPageInput) -> str:
    """The way to the body's trends, "" where they are not published."""
    return link(page_input.path, trends_path(page_input.folder)) if "trends" in frame.settings.publish else ""


def compare_script(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the script that compares any two years."""
    if "comparisons" in portal.settings.publish:
        yield plan_file(script_path(theme, "compare"), theme, "assets/compare.js")
