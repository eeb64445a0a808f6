"""One year of a body and the bodies below it on one sheet: where applications came from and went, and what became of them.

What is drawn are bars in per cent of their room; every figure of them also stands in the sentence or table beside them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.form import Format, Overview, TableForm, Trend
from ..model.report import Cell, digits
from .cell_view import CellView, cell_view
from .column_chart import in_percent
from .figures import FEW, MIN_PEERS, Figures, amounts_of, median, share, total
from .headings import words_of
from .series import trends_of

MOST_CASES = 20
"""More cases than this are not drawn one by one."""
NARROW = Decimal(4)
"""Per cent of a bar from which on a part has room for a figure."""
COLOURS = 6


class BarPart(Struct, frozen=True):
    """A part of a bar: where it begins and how wide it is, in per cent; the text on it, "" where that has no room."""

    colour: int
    x: str
    width: str
    middle: str
    text: str


class Bar(Struct, frozen=True):
    """A bar of parts, what it is called, and the same read out."""

    name: str
    parts: tuple[BarPart, ...]
    words: str


class ShareView(Struct, frozen=True):
    """What a colour stands for: its label, the figure and its share of the whole, "" where that is not told."""

    colour: int
    label: str
    figure: str
    percent: str


class Flow(Struct, frozen=True):
    """What came in and what went out: the terms of both sides by label and figure, and a bar for each, equally long."""

    came_in: tuple[tuple[str, str], ...]
    went_out: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    sentence: str


class Shares(Struct, frozen=True):
    """The shares of this year, and a bar for each year, newest first."""

    whole: str
    shares: tuple[ShareView, ...]
    bars: tuple[Bar, ...]


class ComparedBody(Struct, frozen=True):
    """A body beside others: its figure of this year and the year before, and how long they are on the scale of all."""

    name: str
    figure: str
    before: str
    width: str
    width_before: str


class ComparedBodies(Struct, frozen=True):
    """The figure that compares bodies, and each that has it."""

    label: str
    bodies: tuple[ComparedBody, ...]


class CaseGroup(Struct, frozen=True):
    """Cases that ended alike: so many marks of a colour, none where there are too many to draw."""

    colour: int
    label: str
    figure: str
    marks: int


class CaseRow(Struct, frozen=True):
    """A row of cases and how they ended."""

    label: str
    total: str
    groups: tuple[CaseGroup, ...]


class CaseTable(Struct, frozen=True):
    """The table of cases under its title."""

    title: str
    rows: tuple[CaseRow, ...]


class YearChange(Struct, frozen=True):
    """A figure last year and this year, and the difference in words."""

    label: str
    before: str
    after: str
    words: str


class YearTable(Struct, frozen=True):
    """The figures of each body, by label; the last row is that of all of them. `middles` are medians of peer groups.

    `words` are those of each label, between which it may break.
    """

    labels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CellView, ...]], ...]
    middles: tuple[tuple[str, tuple[CellView, ...]], ...] = ()
    words: tuple[tuple[str, ...], ...] = ()


Totals = Mapping[str, Cell | None]
"""The figures of all bodies together in one year, by the keys of trends."""


def totals(form: Format, figures: Sequence[Figures]) -> Totals:
    """Return each figure that the form follows, added up over reports; those that did not fill it in are left out."""
    found: dict[str, Cell | None] = {}
    for trend in trends_of(form):
        cells = [one.total(own.cells) for one in figures for own in trends_of(one.form, trend.key)]
        known = [cell for cell in cells if cell is not None and cell.amount is not None]
        found[trend.key] = total(known) if known else next((cell for cell in cells if cell is not None), None)
    return found


def lay_out_flow(form: Format, sheet: Overview, year: Totals) -> Flow | None:
    """Return what came in and went out, None where a figure of it is missing or all are 0."""
    came = [(trend, _amount(year, trend)) for trend in _known(form, sheet.came_in)]
    went = [(trend, _amount(year, trend)) for trend in _known(form, sheet.went_out)]
    sums = [sum((amount or Decimal(0) for _, amount in side), Decimal(0)) for side in (came, went)]
    if any(amount is None for _, amount in (*came, *went)) or not max(sums):
        return None
    equal = (
        "来的和去的一样多，这就是表里的勾稽关系。"
        if sums[0] == sums[1]
        else f"两边相差{digits(abs(sums[0] - sums[1]))}{came[0][0].unit}。"
    )
    bars = tuple(
        _bar(f"{name} {digits(whole)}", [(trend.label, amount, trend.unit) for trend, amount in side], max(sums), first, "figure")
        for name, side, whole, first in (("来", came, sums[0], 5), ("去", went, sums[1], 1))
    )
    terms = [tuple((trend.label, digits(amount or Decimal(0))) for trend, amount in side) for side in (came, went)]
    return Flow(terms[0], terms[1], bars, equal)


def lay_out_shares(form: Format, sheet: Overview, years: Sequence[tuple[int, Totals]]) -> Shares | None:
    """Return what became of the whole, of the newest year (the first) and in a bar for each; None without figures."""
    parts = [trend for trend in trends_of(form) if trend.of == sheet.whole]
    whole = next(iter(_known(form, (sheet.whole,))), None)
    cell = years[0][1].get(sheet.whole) if years else None
    if whole is None or cell is None or not cell.amount:
        return None
    found = []
    for number, trend in enumerate(parts):
        amount = years[0][1].get(trend.key)
        found.append(ShareView(number % COLOURS + 1, trend.label, _words(amount, trend.unit), share(amount, cell)))
    bars = []
    for year, figures in years:
        amounts = [(trend.label, _amount(figures, trend), trend.unit) for trend in parts]
        of = figures.get(sheet.whole)
        if of is not None and of.amount and all(amount is not None for _, amount, _ in amounts):
            bars.append(_bar(str(year), amounts, of.amount, 1, "percent" if of.amount >= FEW else "figure"))
    return Shares(f"{whole.label}{_words(cell, whole.unit)}", tuple(found), tuple(bars))


def outcomes(figures: Figures) -> Shares | None:
    """Return what became of the whole of one report, None without figures or where its form says nothing of it."""
    form, sheet = figures.form, figures.form.overview
    return lay_out_shares(form, sheet, [(figures.year, totals(form, [figures]))]) if sheet else None


def _bar(name: str, parts: Sequence[tuple[str, Decimal | None, str]], whole: Decimal, colour: int, texts: str) -> Bar:
    """A bar whose parts take their share of the whole; each bears its label and figure, or its percentage alone."""
    found, read, at = [], [], Decimal(0)
    for number, (label, known, unit) in enumerate(parts):
        amount = known or Decimal(0)
        width = 100 * amount / whole
        percent = str(int((200 * amount + whole) // (2 * whole)))
        text = percent if texts == "percent" else f"{label} {digits(amount)}"
        room = NARROW if texts == "percent" else Decimal(2) * len(text)
        if amount:
            middle = at + width / 2
            shown = text if width >= room else ""
            found.append(
                BarPart((colour + number - 1) % COLOURS + 1, in_percent(at), in_percent(width), in_percent(middle), shown)
            )
        at += width
        read.append(f"{label}{digits(amount)}{unit}" + (f"（{percent}%）" if texts == "percent" else ""))
    return Bar(name, tuple(found), f"{name}：{'，'.join(read)}")


def compare_bodies(
    form: Format, sheet: Overview, bodies: Sequence[tuple[str, Figures | None, Figures | None]]
) -> ComparedBodies | None:
    """Return the figure that compares bodies, None where all are 0; given are their figures of this year and the year before."""
    trend = next(iter(_known(form, (sheet.bodies,))), None)
    if trend is None:
        return None
    found = [(name, _figure(now, trend.key), _figure(before, trend.key)) for name, now, before in bodies]
    highest = max(amounts_of(cell for _, *both in found for cell in both), default=Decimal(0))
    if not highest:
        return None
    compared = (
        ComparedBody(name, _words(now, ""), _words(before, ""), _length(now, highest), _length(before, highest))
        for name, now, before in found
        if now is not None
    )
    return ComparedBodies(trend.label, tuple(compared))


def lay_out_cases(form: Format, sheet: Overview, figures: Sequence[Figures]) -> CaseTable | None:
    """Return the rows of the table of cases that have any, with what their cells add up to over reports; None without any."""
    table = form.tables.get(sheet.cases)
    rows = tuple(row for key in table.row_keys if (row := _case_row(table, key, figures))) if table else ()
    return CaseTable(table.title, rows) if table and rows else None


def _case_row(table: TableForm, key: str, figures: Sequence[Figures]) -> CaseRow | None:
    groups, whole = [], Decimal(0)
    for number, column in enumerate(table.leaf_columns):
        cells = [one.total([f"{table.key}.{key}.{column.key}"]) for one in figures]
        amount = sum(amounts_of(cells), Decimal(0))
        if column.sums:
            whole = amount
        elif amount:
            marks = int(amount) if amount <= MOST_CASES else 0
            groups.append(CaseGroup(number % COLOURS + 1, column.label, digits(amount), marks))
    return CaseRow(table.row_label(key), digits(whole), tuple(groups)) if groups else None


def changes(form: Format, sheet: Overview, before: Totals, after: Totals) -> Iterator[YearChange]:
    """Yield what changed from one year to the next, of the figures that the sheet is about."""
    for trend in _of_sheet(form, sheet):
        earlier, later = before.get(trend.key), after.get(trend.key)
        if earlier is not None and later is not None and earlier.amount is not None and later.amount is not None:
            difference = later.amount - earlier.amount
            words = f"{'多' if difference > 0 else '少'}{digits(abs(difference))}" if difference else "一样"
            yield YearChange(trend.label, _words(earlier, ""), _words(later, trend.unit), words)


def year_table(
    form: Format,
    sheet: Overview,
    bodies: Sequence[tuple[str, Figures | None]],
    name: str,
    together: Totals,
    peers: Sequence[str] = (),
) -> YearTable:
    """Return the figures of the sheet for each body that reported, and of all together under `name`.

    `peers` name the peer group of each body; medians are given of these.
    """
    trends = _of_sheet(form, sheet)
    rows = [(one, tuple(cell_view(_figure(figures, trend.key)) for trend in trends)) for one, figures in bodies if figures]
    rows.append((name, tuple(cell_view(together.get(trend.key)) for trend in trends)))
    groups: dict[str, list[Figures]] = {}
    for (_, figures), group in zip(bodies, peers, strict=False):
        if figures:
            groups.setdefault(group, []).append(figures)
    middles = tuple((f"{group}中间数", _medians(trends, found)) for group, found in groups.items() if len(found) >= MIN_PEERS)
    words = tuple(words_of(form, trend) for trend in trends)
    return YearTable(tuple(trend.label for trend in trends), tuple(rows), middles, words)


def _medians(trends: Sequence[Trend], figures: Sequence[Figures]) -> tuple[CellView, ...]:
    """The median of each figure over the reports that have it; none of too few."""
    found = []
    for trend in trends:
        known = median(amounts_of(_figure(one, trend.key) for one in figures))
        found.append(cell_view(Cell(known) if known is not None else None, missing=TOO_FEW_PEERS))
    return tuple(found)


TOO_FEW_PEERS = f"不到{MIN_PEERS}个机构有数字"


def sheet_cells(
    form: Format, sheet: Overview, years: Sequence[tuple[str, int, Totals]]
) -> Iterator[tuple[str, int, Trend, Cell | None]]:
    """Yield every figure of the sheet: whose, of which year, what it is; given are the figures of each body and year."""
    for name, year, figures in years:
        for trend in _of_sheet(form, sheet):
            yield name, year, trend, figures.get(trend.key)


def _of_sheet(form: Format, sheet: Overview) -> tuple[Trend, ...]:
    """What came in, what became of it and what is left, then the other figures of the table of cases."""
    known = {trend.key: trend for trend in trends_of(form)}
    shares = [key for key, trend in known.items() if trend.of == sheet.whole]
    cases = [key for key, trend in known.items() if not trend.of and trend.cells[0].partition(".")[0] == sheet.cases]
    keys = dict.fromkeys((*sheet.came_in, *shares, *sheet.went_out, *cases))
    return tuple(known[key] for key in keys if key in known)


def _known(form: Format, keys: Sequence[str]) -> list[Trend]:
    return [trend for key in keys for trend in trends_of(form, key)]


def _figure(figures: Figures | None, key: str) -> Cell | None:
    if figures is None:
        return None
    return next((figures.total(trend.cells) for trend in trends_of(figures.form, key)), None)


def _amount(year: Totals, trend: Trend) -> Decimal | None:
    cell = year.get(trend.key)
    return cell.amount if cell else None


def _words(cell: Cell | None, unit: str) -> str:
    """A figure with its unit, "" where there is none."""
    return f"{digits(cell.amount)}{unit}" if cell is not None and cell.amount is not None else ""


def _length(cell: Cell | None, highest: Decimal) -> str:
    return in_percent(100 * cell.amount / highest) if cell is not None and cell.amount is not None else ""
