"""Comparisons of two reports, line by line from what is cached.

A page has some two hundred lines. What follows from the forms alone, where each figure stands and what is printed around
it, is computed once for each pair of forms; the cells of a line are cached by the words of `encoded_cells.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..html.comparison_html import (
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    ComparisonGroupMacro,
    ComparisonHtml,
    ComparisonRowMacro,
    DifferenceMacro,
    ValueMacro,
    difference_texts,
    is_zero,
)
from ..html.table import join_html
from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.theme import Theme
from ..present.cell_view import CellView, cell_view
from ..present.comparison import AddressPair, ComparisonBlock, ComparisonChapter, ComparisonLine, comparison_outline
from ..present.figures import Change, Figures, change, in_words, places_of, share
from .encoded_cells import decode_cell, encode_cell
from .prerender import MacroRenderer, escaped, macro_renderer
from .switch import switchable

_MAX_KNOWN = 1 << 14
"""Pairs of cells that are cached; most are small numbers, met again and again."""
_LIKE_ZERO = ("0", "-")
"""How the words of what may be zero begin."""

PlacePair = tuple[tuple[int, ...], tuple[int, ...]]
"""Where cells stand on the form of the earlier report, and on that of the later one."""


@switchable
def comparison(theme: Theme, earlier: Figures, later: Figures) -> ComparisonHtml | None:
    """Return what `comparison_html` returns."""
    chapters = _chapters(DigestKey(theme), DigestKey(earlier.form), DigestKey(later.form))
    before, after = _encoded_figures(DigestKey(earlier)), _encoded_figures(DigestKey(later))
    contents = tuple((chapter.name, chapter.title) for chapter in chapters)
    return ComparisonHtml(contents, join_html(chapter.html(theme, before, after) for chapter in chapters))


class EncodedFigures(Struct, frozen=True, dict=True):
    """Every cell of a report's figures as a word."""

    figures: Figures
    words: tuple[str | None, ...]

    def total_at(self, places: Sequence[int]) -> str | None:
        """Return what the cells at these of the form's places add up to."""
        found = [self.words[place] for place in places]
        if len(found) == 1:
            return found[0]
        if found and not self._other_than_whole.intersection(found):
            return str(sum(map(int, found)))  # type: ignore[arg-type]  # whole numbers are quicker added up as such
        return encode_cell(self.figures.total_at(places))

    @cached_property
    def _other_than_whole(self) -> frozenset[str | None]:
        """The words that are no whole numbers."""
        return frozenset(word for word in set(self.words) if word is None or not word.isdecimal())


@lru_cache(maxsize=64)
def _encoded_figures(figures: DigestKey[Figures]) -> EncodedFigures:
    return encoded_figures(figures.value)


def encoded_figures(figures: Figures) -> EncodedFigures:
    """Return the cells of a report's figures as words."""
    return EncodedFigures(figures, tuple(map(encode_cell, figures.cells)))


class FigureLine(Struct, frozen=True):
    """A line of figures: where they stand and what they are shares of. `render` takes both and their difference as cells."""

    level: int
    places: PlacePair
    of: PlacePair | None
    render: Callable[..., str]

    def html(self, theme: Theme, folded: bool, earlier: Figures, later: Figures) -> str:
        """Return the line as it is made of cells; "" when it is left out."""
        before, after = earlier.total_at(self.places[0]), later.total_at(self.places[1])
        if folded and is_zero(before) and is_zero(after):
            return ""
        shares = ("", "")
        if self.of:
            shares = share(before, earlier.total_at(self.of[0])), share(after, later.total_at(self.of[1]))
        cells = _cell(theme, cell_view(before, shares[0])), _cell(theme, cell_view(after, shares[1]))
        return self.render(*cells, _difference(theme, change(before, after)))


class GroupLine(Struct, frozen=True):
    """A line that only groups those below it."""

    level: int
    html: str


class BlockTemplate(Struct, frozen=True):
    """A block and its lines. `render` takes both years, the lines, and the figures that shares are of.

    `single` takes one word for each line out of those of the earlier and of the later report; in the lines of `sums`
    stand other figures.
    """

    caption: str
    folded: bool
    lines: tuple[FigureLine | GroupLine, ...]
    single: tuple[Callable[[Sequence[str | None]], tuple[str | None, ...]], ...]
    sums: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
    wholes: tuple[tuple[str, PlacePair], ...]
    render: Callable[..., str]

    def words(self, figures: EncodedFigures, side: int) -> list[str | None]:
        """Return what a report, the earlier or the later, has in each line."""
        found = list(self.single[side](figures.words))
        for number, places in self.sums[side]:
            found[number] = figures.total_at(places)
        return found

    def html(self, theme: Theme, earlier: EncodedFigures, later: EncodedFigures) -> str:
        """Return the block; "" where no line of it is shown."""
        lines = self.lines_html(theme, earlier, later)
        if not lines:
            return ""
        wholes = [escaped(text) for unit, places in self.wholes for text in _in_words(earlier, later, places, unit)]
        return self.render(f"{earlier.figures.year}年", f"{later.figures.year}年", "".join(lines), *wholes)

    def lines_html(self, theme: Theme, earlier: EncodedFigures, later: EncodedFigures) -> list[str]:
        """Return the lines that say something; a group is left out with all that stands below it."""
        found: list[str] = []
        groups: list[GroupLine] = []
        folded, cells = self.folded, _pair_cells(DigestKey(theme))
        for line, one, other in zip(self.lines, self.words(earlier, 0), self.words(later, 1), strict=True):
            if isinstance(line, GroupLine):
                groups = [*(group for group in groups if group.level < line.level), line]
                continue
            if one == other and (one == "-" or (folded and one == "0")):
                continue
            if one is None or other is None or line.of or (folded and one[:1] in _LIKE_ZERO and other[:1] in _LIKE_ZERO):
                html = line.html(theme, folded, earlier.figures, later.figures)
                if not html:
                    continue
            else:
                html = line.render(*cells(one, other))
            if groups:
                found += [group.html for group in groups if group.level < line.level]
                groups = []
            found.append(html)
        return found


class ChapterTemplate(Struct, frozen=True):
    """A chapter and its blocks. `render` takes their HTML; `render_with_zero` also the captions of those that are all zero."""

    name: str
    title: str
    blocks: tuple[BlockTemplate, ...]
    render: Callable[..., str]
    render_with_zero: Callable[..., str]

    def html(self, theme: Theme, earlier: EncodedFigures, later: EncodedFigures) -> str:
        """Return the chapter."""
        blocks = [(block, block.html(theme, earlier, later)) for block in self.blocks]
        zero = "、".join(block.caption for block, html in blocks if block.folded and not html)
        found = "".join(html for _, html in blocks)
        return self.render_with_zero(found, escaped(zero)) if zero else self.render(found)


def _in_words(earlier: EncodedFigures, later: EncodedFigures, places: PlacePair, unit: str) -> tuple[str, str]:
    return in_words(earlier.figures.total_at(places[0]), unit), in_words(later.figures.total_at(places[1]), unit)


@lru_cache(maxsize=4)
def _pair_cells(theme: DigestKey[Theme]) -> Callable[[str, str], tuple[str, str, str]]:
    """What returns two cells and their difference for two words."""

    @lru_cache(maxsize=_MAX_KNOWN)
    def cell(word: str) -> str:
        return _cell(theme.value, cell_view(decode_cell(word)))

    @lru_cache(maxsize=_MAX_KNOWN)
    def pair(earlier: str, later: str) -> tuple[str, str, str]:
        return cell(earlier), cell(later), _difference(theme.value, change(decode_cell(earlier), decode_cell(later)))

    return pair


def _cell(theme: Theme, view: CellView) -> str:
    texts = (view.whole, view.point, view.unit, view.note, view.share, view.headers)
    return _cell_renderer(DigestKey(theme), view.kind, view.is_zero, tuple(map(bool, texts)))(*map(escaped, texts))


@lru_cache(maxsize=512)
def _cell_renderer(theme: DigestKey[Theme], kind: str, is_zero: bool, there: tuple[bool, ...]) -> Callable[..., str]:
    def arrange(*texts: Any) -> ValueMacro:
        return ValueMacro(replace(CellView(kind, *_only(texts, there)), is_zero=is_zero))

    return macro_renderer(theme.value, arrange, len(there)).render


def _difference(theme: Theme, difference: Change | None) -> str:
    texts = difference_texts(difference)
    return _difference_renderer(DigestKey(theme), tuple(map(bool, texts)))(*map(escaped, texts))


@lru_cache(maxsize=16)
def _difference_renderer(theme: DigestKey[Theme], there: tuple[bool, ...]) -> Callable[..., str]:
    return macro_renderer(theme.value, lambda *texts: DifferenceMacro(*_only(texts, there)), len(there)).render


def _only(texts: Iterable[Any], there: Iterable[bool]) -> tuple[Any, ...]:
    """The texts that are there, empty ones for the others."""
    return tuple(text if known else "" for text, known in zip(texts, there, strict=True))


@lru_cache(maxsize=32)
def _chapters(theme: DigestKey[Theme], earlier: DigestKey[Format], later: DigestKey[Format]) -> tuple[ChapterTemplate, ...]:
    forms = earlier.value, later.value
    return tuple(_chapter(theme.value, chapter, *forms) for chapter in comparison_outline(*forms))


def _chapter(theme: Theme, chapter: ComparisonChapter, earlier: Format, later: Format) -> ChapterTemplate:
    return ChapterTemplate(
        name=chapter.name,
        title=chapter.title,
        blocks=tuple(_block(theme, block, earlier, later) for block in chapter.blocks),
        render=macro_renderer(theme, lambda blocks: ComparisonChapterMacro(chapter, blocks, ""), 1).render,
        render_with_zero=macro_renderer(theme, lambda blocks, zero: ComparisonChapterMacro(chapter, blocks, zero), 2).render,
    )


def _block(theme: Theme, block: ComparisonBlock, earlier: Format, later: Format) -> BlockTemplate:
    def arrange(before: Any, after: Any, lines: Any, *figures: Any) -> ComparisonBlockMacro:
        wholes = zip((whole.label for whole in block.wholes), figures[::2], figures[1::2], strict=True)
        return ComparisonBlockMacro(block, before, after, lines, tuple(wholes))

    lines = tuple(_line(theme, line, earlier, later) for line in block.lines)
    places = list(zip(*(line.places if isinstance(line, FigureLine) else ((0,), (0,)) for line in lines), strict=True))
    return BlockTemplate(
        caption=block.caption,
        folded=block.folded,
        lines=lines,
        single=tuple(_picker([where[0] if where else 0 for where in side]) for side in places),
        sums=tuple(tuple((at, where) for at, where in enumerate(side) if len(where) != 1) for side in places),
        wholes=tuple((whole.unit, _places(whole.cells, earlier, later)) for whole in block.wholes if whole.cells),
        render=macro_renderer(theme, arrange, 3 + 2 * len(block.wholes)).render,
    )


def _picker(places: list[int]) -> Callable[[Sequence[str | None]], tuple[str | None, ...]]:
    """What takes the words at these places."""
    if len(places) == 1:
        return lambda words: (words[places[0]],)
    return itemgetter(*places)


def _line(theme: Theme, line: ComparisonLine, earlier: Format, later: Format) -> FigureLine | GroupLine:
    if line.cells is None:
        return GroupLine(
            line.level, _group_renderer(DigestKey(theme), line.level).render(escaped(line.name), escaped(line.label))
        )
    texts = [escaped(text) for text in (line.name, line.label, line.unit) if text]
    return FigureLine(
        level=line.level,
        places=_places(line.cells, earlier, later),
        of=_places(line.of, earlier, later) if line.of else None,
        render=_row_renderer(DigestKey(theme), line.level, bool(line.unit), line.subtotal).bind(*texts).render,
    )


def _places(addresses: AddressPair, earlier: Format, later: Format) -> PlacePair:
    return places_of(earlier, addresses[0]), places_of(later, addresses[1])


@lru_cache(maxsize=128)
def _row_renderer(theme: DigestKey[Theme], level: int, unit: bool, subtotal: bool) -> MacroRenderer:
    def arrange(name: Any, label: Any, *rest: Any) -> ComparisonRowMacro:
        line = ComparisonLine(name, label, level, unit=rest[0] if unit else "", subtotal=subtotal)
        return ComparisonRowMacro(line, *rest[unit:])

    return macro_renderer(theme.value, arrange, 5 + unit)


@lru_cache(maxsize=32)
def _group_renderer(theme: DigestKey[Theme], level: int) -> MacroRenderer:
    return macro_renderer(theme.value, lambda name, label: ComparisonGroupMacro(ComparisonLine(name, label, level)), 2)
