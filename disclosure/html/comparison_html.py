"""Two reports of one body side by side as HTML: the lines of `present/comparison.py` with what the reports say in them."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.report import Cell
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.comparison import ComparisonBlock, ComparisonChapter, ComparisonLine, Remark, comparison_outline, union_outline
from ..present.figures import Change, Figures, change, in_words, share
from .table import join_html
from .template_views import MacroView
from .templates import render_macro


class ValueMacro(MacroView, frozen=True):
    """A cell of a report outside its own table."""

    TEMPLATE, MACRO = "parts/value.html", "value"
    it: CellView


class DifferenceMacro(MacroView, frozen=True):
    """A difference: before and after its point, and its share; empty where there is none."""

    TEMPLATE, MACRO = "parts/value.html", "difference"
    whole: str
    point: str
    percent: str


class ComparisonRowMacro(MacroView, frozen=True):
    """A line of figures with its cells."""

    TEMPLATE, MACRO = "parts/compare.html", "row"
    line: ComparisonLine
    earlier: Markup
    later: Markup
    difference: Markup


class ComparisonGroupMacro(MacroView, frozen=True):
    """A line that only groups those below it."""

    TEMPLATE, MACRO = "parts/compare.html", "group"
    line: ComparisonLine


class ComparisonBlockMacro(MacroView, frozen=True):
    """A block of lines, both years, and the figures that shares are of."""

    TEMPLATE, MACRO = "parts/compare.html", "block"
    block: ComparisonBlock
    earlier: str
    later: str
    rows: Markup
    wholes: tuple[tuple[str, str, str], ...]


class ComparisonChapterMacro(MacroView, frozen=True):
    """A chapter with its blocks, and the captions of those that are all zero."""

    TEMPLATE, MACRO = "parts/compare.html", "chapter"
    chapter: ComparisonChapter
    blocks: Markup
    zero: str


class EmptyComparisonMacro(MacroView, frozen=True):
    """The chapters and remarks of the comparison that the script fills."""

    TEMPLATE, MACRO = "parts/compare.html", "empty"
    chapters: tuple[ComparisonChapter, ...]
    remarks: tuple[Remark, ...]


class ComparisonHtml(Struct, frozen=True):
    """The names and titles of the chapters that compare two reports, and the chapters."""

    contents: tuple[tuple[str, str], ...]
    html: Markup


def comparison_html(theme: Theme, earlier: Figures, later: Figures) -> ComparisonHtml:
    """Return the chapters that compare two reports.

    Lines that neither report has are left out; in folded blocks, those with two zeros too.
    """
    chapters = comparison_outline(earlier.form, later.form)
    contents = tuple((chapter.name, chapter.title) for chapter in chapters)
    return ComparisonHtml(contents, join_html(_chapter_html(theme, chapter, earlier, later) for chapter in chapters))


def _chapter_html(theme: Theme, chapter: ComparisonChapter, earlier: Figures, later: Figures) -> Markup:
    blocks, zero = [], []
    for block in chapter.blocks:
        rows = join_html(_row_html(theme, line, earlier, later) for line in lines_to_show(block, earlier, later))
        if rows:
            years = f"{earlier.year}年", f"{later.year}年"
            blocks.append(render_macro(theme, ComparisonBlockMacro(block, *years, rows, _wholes(block, earlier, later))))
        elif block.folded:
            zero.append(block.caption)
    return render_macro(theme, ComparisonChapterMacro(chapter, join_html(blocks), "、".join(zero)))


def lines_to_show(block: ComparisonBlock, earlier: Figures, later: Figures) -> tuple[ComparisonLine, ...]:
    """Return the lines of a block that say something; a group is left out with all that stands below it."""
    found: list[ComparisonLine] = []
    groups: list[ComparisonLine] = []
    for line in block.lines:
        if line.cells is None:
            groups = [*(group for group in groups if group.level < line.level), line]
            continue
        before, after = earlier.total(line.cells[0]), later.total(line.cells[1])
        if (before is None and after is None) or (block.folded and is_zero(before) and is_zero(after)):
            continue
        found += [*(group for group in groups if group.level < line.level), line]
        groups = []
    return tuple(found)


def is_zero(cell: Cell | None) -> bool:
    """Return whether a cell says 0 and nothing more."""
    return cell is not None and cell.amount is not None and not cell.amount and not cell.note


def _row_html(theme: Theme, line: ComparisonLine, earlier: Figures, later: Figures) -> Markup:
    if line.cells is None:
        return render_macro(theme, ComparisonGroupMacro(line))
    before, after = earlier.total(line.cells[0]), later.total(line.cells[1])
    shares = ("", "")
    if line.of:
        shares = share(before, earlier.total(line.of[0])), share(after, later.total(line.of[1]))
    cells = (
        render_macro(theme, ValueMacro(cell_view(before, shares[0]))),
        render_macro(theme, ValueMacro(cell_view(after, shares[1]))),
        render_macro(theme, DifferenceMacro(*difference_texts(change(before, after)))),
    )
    return render_macro(theme, ComparisonRowMacro(line, *cells))


def difference_texts(difference: Change | None) -> tuple[str, str, str]:
    """Return what is shown of a difference: before and after its point, and its share; nothing where there is none."""
    if difference is None:
        return "", "", ""
    whole, _, point = difference.signed.partition(".")
    return whole, point, difference.signed_percent


def _wholes(block: ComparisonBlock, earlier: Figures, later: Figures) -> tuple[tuple[str, str, str], ...]:
    """What shares are shares of, in words, and the figures."""
    return tuple(
        (whole.label, in_words(earlier.total(whole.cells[0]), whole.unit), in_words(later.total(whole.cells[1]), whole.unit))
        for whole in block.wholes
        if whole.cells
    )


def empty_comparison(theme: Theme, pairs: Sequence[tuple[Format, Format]]) -> Markup:
    """Return the chapters that compare reports on any of these pairs of forms, their figures left to the script."""
    return _empty_comparison(DigestKey(theme), tuple((DigestKey(earlier), DigestKey(later)) for earlier, later in pairs))


@lru_cache(maxsize=32)
def _empty_comparison(theme: DigestKey[Theme], pairs: tuple[tuple[DigestKey[Format], DigestKey[Format]], ...]) -> Markup:
    chapters, remarks = union_outline((earlier.value, later.value) for earlier, later in pairs)
    return render_macro(theme.value, EmptyComparisonMacro(chapters, remarks))
