"""The macros of a theme that leave the quick path: they are run for every row, and what makes them so."""

from collections.abc import Callable, Iterator
from typing import Any

from ..html.comparison_html import (
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    ComparisonGroupMacro,
    ComparisonRowMacro,
    DifferenceMacro,
    ValueMacro,
)
from ..html.table import RowMacro
from ..html.template_faults import TemplateFault, template_places, word_span
from ..html.template_views import MacroView
from ..html.templates import as_html, render_macro
from ..model.finding import Finding
from ..model.report import Cell
from ..model.theme import Theme
from ..present.cell_view import CellView
from ..present.comparison import ComparisonBlock, ComparisonChapter, ComparisonLine
from ..present.form_table import GridCell, GridRow
from .prerender import NotStatic, Placeholder, refusal


def _row(glossary: Any, pages: Any, word: Any, amount: Any, unit: Any) -> RowMacro:
    cells = GridCell(text=word, scope="row", name="n"), GridCell(figure=Cell(amount, "", unit), headers="h")
    return RowMacro(GridRow(cells, "n", followed=True), glossary, "t", pages)


def _line(name: Any, label: Any, unit: Any, earlier: Any, later: Any, difference: Any) -> ComparisonRowMacro:
    return ComparisonRowMacro(ComparisonLine(name, label, 0, unit=unit), earlier, later, difference)


def _block(folded: bool) -> Callable[..., MacroView]:
    def block(earlier: Any, later: Any, rows: Any, before: Any, after: Any) -> MacroView:
        form = ComparisonBlock("n", "c", (), folded)
        return ComparisonBlockMacro(form, earlier, later, rows, (("w", before, after),))

    return block


_SPECIMENS: tuple[tuple[Callable[..., MacroView], int], ...] = (
    (_row, 5),
    (lambda *texts: ValueMacro(CellView("figure", *texts)), 6),
    (DifferenceMacro, 3),
    (_line, 6),
    (lambda name, label: ComparisonGroupMacro(ComparisonLine(name, label)), 2),
    (_block(False), 5),
    (_block(True), 5),
    (lambda blocks, zero: ComparisonChapterMacro(ComparisonChapter("n", "t", ()), blocks, zero), 2),
)
"""What makes a view of each macro that is written once for all rows out of so many texts."""


def slow_templates(theme: Theme) -> Iterator[Finding]:
    """Yield a note for each line of a theme by which a macro must be run for every row."""
    unescaped = [name for name in theme.replaced if "autoescape" in theme.texts[name]]
    for name in unescaped:
        line = theme.texts[name].partition("autoescape")[0].count("\n") + 1
        yield _note(theme, name, line, "autoescape", "autoescape")
    found: dict[tuple[str, int], Finding] = {}
    for arrange, count in () if unescaped else _SPECIMENS:
        view = arrange(*map(Placeholder, range(count)))
        error = refusal(theme, view) if view.TEMPLATE in theme.replaced else None
        if error and _runs(theme, arrange(*[as_html("1")] * count)):
            name, line = [(view.TEMPLATE, 1), *template_places(error)][-1]
            cause = str(error) if isinstance(error, NotStatic) else "计算"
            found.setdefault((name, line), _note(theme, name, line, cause, view.MACRO))
    yield from found.values()


def _runs(theme: Theme, view: MacroView) -> bool:
    """Whether a macro runs at all: what it does wrong is told elsewhere."""
    try:
        render_macro(theme, view)
    except TemplateFault:
        return False
    return True


def _note(theme: Theme, name: str, line: int, cause: str, macro: str) -> Finding:
    message = f"这一行对数字或文字做了“{cause}”，“{macro}”不能只写一次，每一行都要重新运行，生成会慢一些"
    hint = "只输出值，例如 {{ it.whole }}；要分情况的，判断有没有，例如 {% if it.point %}"
    span = word_span(theme.texts[name], line, "")
    return Finding("template.slow", message, theme.path_of(name), span=span, hint=hint)
