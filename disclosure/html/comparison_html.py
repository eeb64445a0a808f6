"""What two reports say in the lines of a comparison, as HTML.

A page has some two hundred lines. So what follows from the forms alone, where each figure stands and what is printed
around it, is worked out once for each pair of forms.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from msgspec import Struct

from ..fast.prerender import Html, escaped
from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.report import Cell
from ..model.theme import Theme
from ..present.comparison import Addresses, Block, Chapter, Line, outline_of, outlines_of
from ..present.figures import Figures, change, in_words, places_of, share
from .cells import difference, in_brief, shown, value
from .templates import Printer, call, printer

_PART = "parts/compare.html"
_NOUGHT = ("0", "-")
"""How what may be zero begins."""

Places = tuple[tuple[int, ...], tuple[int, ...]]
"""Where cells stand on the form of the earlier report, and on that of the later one."""


class _Row(Struct, frozen=True):
    """A line of figures: where they stand and what they are shares of. `print` takes both and their difference as cells."""

    level: int
    figures: Places
    of: Places | None
    print: Callable[..., str]


class _Group(Struct, frozen=True):
    """A line that only groups those below it."""

    level: int
    html: str


class _Table(Struct, frozen=True):
    """A block, its rows, and what shares are shares of. `print` takes both years, the rows, and the figures of the wholes.

    `single` takes one figure for each row out of those of the earlier and of the later report; in the rows of `sums`
    stand other figures.
    """

    caption: str
    folded: bool
    rows: tuple[_Row | _Group, ...]
    single: tuple[Callable[[Sequence[str | None]], tuple[str | None, ...]], ...]
    sums: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
    wholes: tuple[tuple[str, Places], ...]
    print: Callable[..., str]

    def said(self, figures: Figures, side: int) -> list[str | None]:
        """What a report, the earlier or the later, says in each row, in brief."""
        found = list(self.single[side](figures.briefs))
        for number, places in self.sums[side]:
            found[number] = figures.brief_at(places)
        return found


class _Part(Struct, frozen=True):
    """A chapter and its tables. `print` takes their HTML; `print_zero` also the kinds of applicants that had nothing."""

    name: str
    title: str
    tables: tuple[_Table, ...]
    print: Callable[..., str]
    print_zero: Callable[..., str]


def side_by_side(theme: Theme, earlier: Figures, later: Figures) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the names and titles of the chapters that compare two reports, and their HTML.

    Lines that neither report has are left out; in folded blocks, those with two zeros too.
    """
    parts = _parts(DigestKey(theme), DigestKey(earlier.form), DigestKey(later.form))
    found = []
    for part in parts:
        tables, zero = [], []
        for table in part.tables:
            rows = _rows(theme, table, earlier, later)
            if rows:
                said = [escaped(text) for unit, places in table.wholes for text in _said(earlier, later, places, unit)]
                tables.append(table.print(f"{earlier.year}年", f"{later.year}年", "".join(rows), *said))
            elif table.folded:
                zero.append(table.caption)
        html = "".join(tables)
        found.append(part.print_zero(html, escaped("、".join(zero))) if zero else part.print(html))
    return tuple((part.name, part.title) for part in parts), "".join(found)


def to_fill(theme: Theme, pairs: Sequence[tuple[Format, Format]]) -> Html:
    """Return the chapters that compare reports on any of these pairs of forms, their figures left to the script."""
    return _to_fill(DigestKey(theme), tuple((DigestKey(earlier), DigestKey(later)) for earlier, later in pairs))


@lru_cache(maxsize=32)
def _to_fill(theme: DigestKey[Theme], pairs: tuple[tuple[DigestKey[Format], DigestKey[Format]], ...]) -> Html:
    chapters, remarks = outlines_of((earlier.value, later.value) for earlier, later in pairs)
    return Html(call(theme.value, _PART, "empty", chapters, remarks))


def _said(earlier: Figures, later: Figures, places: Places, unit: str) -> tuple[str, str]:
    return in_words(earlier.total_at(places[0]), unit), in_words(later.total_at(places[1]), unit)


def _rows(theme: Theme, table: _Table, earlier: Figures, later: Figures) -> list[str]:
    """The lines of a table; a group is left out with all that stands below it."""
    found: list[str] = []
    waiting: list[_Group] = []
    folded, pair = table.folded, in_brief(DigestKey(theme)).pair
    for row, one, other in zip(table.rows, table.said(earlier, 0), table.said(later, 1), strict=True):
        if isinstance(row, _Group):
            waiting = [group for group in waiting if group.level < row.level]
            waiting.append(row)
            continue
        if one == other and (one == "-" or (folded and one == "0")):
            continue
        if one is None or other is None or row.of or (folded and one[:1] in _NOUGHT and other[:1] in _NOUGHT):
            html = _unusual_row(theme, row, folded, earlier, later)
            if not html:
                continue
        else:
            html = row.print(*pair(one, other))
        if waiting:
            found += [group.html for group in waiting if group.level < row.level]
            waiting = []
        found.append(html)
    return found


def _unusual_row(theme: Theme, row: _Row, folded: bool, earlier: Figures, later: Figures) -> str:
    """A line with shares, or with a note, a unit or a fraction in a cell; "" when it is left out."""
    before, after = earlier.total_at(row.figures[0]), later.total_at(row.figures[1])
    if folded and _zero(before) and _zero(after):
        return ""
    shares = ("", "")
    if row.of:
        shares = share(before, earlier.total_at(row.of[0])), share(after, later.total_at(row.of[1]))
    cells = value(theme, shown(before, shares[0])), value(theme, shown(after, shares[1]))
    return row.print(*cells, difference(theme, change(before, after)))


def _zero(cell: Cell | None) -> bool:
    """Whether a cell says 0 and nothing more."""
    return cell is not None and cell.amount is not None and not cell.amount and not cell.note


@lru_cache(maxsize=32)
def _parts(theme: DigestKey[Theme], earlier: DigestKey[Format], later: DigestKey[Format]) -> tuple[_Part, ...]:
    one, other = earlier.value, later.value
    return tuple(_part(theme, chapter, one, other) for chapter in outline_of(one, other))


def _part(theme: DigestKey[Theme], chapter: Chapter, earlier: Format, later: Format) -> _Part:
    return _Part(
        name=chapter.name,
        title=chapter.title,
        tables=tuple(_table(theme, block, earlier, later) for block in chapter.blocks),
        print=printer(theme.value, _PART, "chapter", lambda tables: (chapter, tables, ""), 1).print,
        print_zero=printer(theme.value, _PART, "chapter", lambda tables, zero: (chapter, tables, zero), 2).print,
    )


def _table(theme: DigestKey[Theme], block: Block, earlier: Format, later: Format) -> _Table:
    def arrange(before: Any, after: Any, rows: Any, *said: Any) -> tuple[Any, ...]:
        wholes = zip((whole.label for whole in block.wholes), said[::2], said[1::2], strict=True)
        return block, before, after, rows, tuple(wholes)

    rows = tuple(_line(theme, line, earlier, later) for line in block.lines)
    figures = [row.figures if isinstance(row, _Row) else ((0,), (0,)) for row in rows]
    places = list(zip(*figures, strict=True))
    return _Table(
        caption=block.caption,
        folded=block.folded,
        rows=rows,
        single=tuple(_picker([where[0] if where else 0 for where in side]) for side in places),
        sums=tuple(tuple((at, where) for at, where in enumerate(side) if len(where) != 1) for side in places),
        wholes=tuple((whole.unit, _places(whole.cells, earlier, later)) for whole in block.wholes if whole.cells),
        print=printer(theme.value, _PART, "block", arrange, 3 + 2 * len(block.wholes)).print,
    )


def _picker(places: list[int]) -> Callable[[Sequence[str | None]], tuple[str | None, ...]]:
    """What takes the figures at these places."""
    if len(places) == 1:
        return lambda briefs: (briefs[places[0]],)
    return itemgetter(*places)


def _line(theme: DigestKey[Theme], line: Line, earlier: Format, later: Format) -> _Row | _Group:
    if not line.cells:
        return _Group(line.level, _group_printer(theme, line.level).print(escaped(line.name), escaped(line.label)))
    texts = [escaped(text) for text in (line.name, line.label, line.unit) if text]
    return _Row(
        level=line.level,
        figures=_places(line.cells, earlier, later),
        of=_places(line.of, earlier, later) if line.of else None,
        print=_row_printer(theme, line.level, bool(line.unit), line.subtotal).begin(*texts).print,
    )


def _places(addresses: Addresses, earlier: Format, later: Format) -> Places:
    return places_of(earlier, addresses[0]), places_of(later, addresses[1])


@lru_cache(maxsize=128)
def _row_printer(theme: DigestKey[Theme], level: int, unit: bool, subtotal: bool) -> Printer:
    def arrange(name: Any, label: Any, *rest: Any) -> tuple[Any, ...]:
        return Line(name, label, level, unit=rest[0] if unit else "", subtotal=subtotal), *rest[unit:]

    return printer(theme.value, _PART, "row", arrange, 5 + unit)


@lru_cache(maxsize=32)
def _group_printer(theme: DigestKey[Theme], level: int) -> Printer:
    return printer(theme.value, _PART, "group", lambda name, label: (Line(name, label, level),), 2)
