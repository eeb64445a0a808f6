"""One row of the forms across bodies and years: which rows there are, and what every report says in each.

The figures of a body in a row are kept as one short text, so that thousands of reports cost a portal little:
`2025 3;2024 0` are the years, newest first, each with its cells. A cell is its digits and unit, `` for blank,
`/` for not applicable, `~` for a sum over blanks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..model.digest_key import DigestKey
from ..model.form import Format, Heading, TableForm
from ..model.patterns import pattern
from ..model.portal import FiledReport
from ..model.report import BLANK, NOT_APPLICABLE, PARTLY_BLANK, Cell, CellState, digits
from .comparison import comparable_tables
from .figures import total

_AMOUNT = pattern(r"(-?\d+(?:\.\d+)?)(.*)")
_ORDINAL = pattern(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
_SHORT = 2
"""A heading of so few characters says nothing without the one above it."""


class FollowedRow(Struct, frozen=True):
    """A row of a table, or a group of rows that is not summed up in the table: the numbers of its lines."""

    table: str
    key: str
    line: tuple[Heading, ...]
    numbers: tuple[int, ...]

    @property
    def address(self) -> str:
        """How the row is cited: `table.row`."""
        return f"{self.table}.{self.key}"

    @property
    def title(self) -> str:
        """What the row is called by itself: its heading without number and remark, with that above it where it is short."""
        *above, own = (plain_label(step.label) for step in self.line)
        return f"{above[-1]}：{own}" if above and len(own) <= _SHORT else own


def plain_label(label: str) -> str:
    """Return a heading without its number and without a remark in brackets at its end."""
    bare = _ORDINAL.sub("", label, count=1) if _ORDINAL.match(label) else label
    return re.sub(r"（[^（）]*）$", "", bare) or bare


def followed_columns(table: TableForm) -> tuple[int, ...]:
    """Return the columns by which a row is followed: those that sum up the others where there are such, else all."""
    sums = tuple(number for number, column in enumerate(table.leaf_columns) if column.sums)
    return sums or tuple(range(len(table.leaf_columns)))


def followed_rows(form: Format) -> dict[str, FollowedRow]:
    """Return the rows that can be followed over the years, by address, in the form's order; groups before their rows."""
    return _followed_rows(DigestKey(form))


@lru_cache(maxsize=16)
def _followed_rows(form: DigestKey[Format]) -> dict[str, FollowedRow]:
    found = {}
    for table in form.value.tables.values() if not form.value.free_chapters else ():
        for key, numbers in table.row_numbers.items() if not table.authored else ():
            lines = [table.row_lines[number] for number in numbers]
            if len(lines) == 1 and table.row_keys[numbers[0]] == key:
                row = FollowedRow(table.key, key, lines[0], numbers)
            elif not any(line[-1].sums for line in lines):
                row = FollowedRow(table.key, key, _common(lines), numbers)
            else:
                continue
            found[row.address] = row
    return found


def _common(lines: Sequence[tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """The headings over all of these lines."""
    steps = zip(*lines, strict=False)
    return tuple(step[0] for step in steps if all(one is step[0] for one in step))


def row_texts(filings: Iterable[FiledReport]) -> dict[str, str]:
    """Return the figures of a body's reports, newest first, as one text for each row, by the row's address."""
    found: dict[str, list[str]] = {}
    for filing in filings:
        tables = {table.key: table.rows for table in filing.report.tables}
        for address, row in followed_rows(filing.format).items():
            if row.table in tables:
                columns = followed_columns(filing.format.tables[row.table])
                cells = (total([tables[row.table][number][column] for number in row.numbers]) for column in columns)
                words = ",".join(cell_word(cell or BLANK) for cell in cells)
                found.setdefault(address, []).append(f"{filing.report.year} {words}")
    return {address: ";".join(years) for address, years in found.items()}


_STATES = {CellState.BLANK: "", CellState.UNREAD: "", CellState.NOT_APPLICABLE: "/", CellState.PARTLY_BLANK: "~"}
_CELLS = {"": BLANK, "/": NOT_APPLICABLE, "~": PARTLY_BLANK}


def cell_word(cell: Cell) -> str:
    """Return a cell as a short text, without its note."""
    return _STATES[cell.state] if cell.amount is None else f"{digits(cell.amount)}{cell.unit}"


@lru_cache(maxsize=1 << 12)
def cell_of_word(word: str) -> Cell:
    """Return the cell that a short text stands for."""
    if word in _CELLS:
        return _CELLS[word]
    found = _AMOUNT.fullmatch(word)
    assert found is not None
    return Cell(Decimal(found[1]), "", found[2])


def cells_by_year(text: str) -> dict[int, tuple[Cell, ...]]:
    """Return the cells of a row by year, as its text has them."""
    years = (year.split(" ", 1) for year in text.split(";") if year)
    return {int(year): tuple(map(cell_of_word, cells.split(","))) for year, cells in years}


class RowMeasure(Struct, frozen=True):
    """A column of a row, and the forms whose figures in it can be compared, each with the place of its cell.

    `years` name the forms where the row has other figures on other forms, "" where it has not.
    """

    label: str
    unit: str
    row: FollowedRow
    places: tuple[tuple[str, int], ...]
    forms: tuple[Format, ...]
    holds: str


def measures(address: str, forms: Sequence[Format]) -> Iterator[RowMeasure]:
    """Yield what there is to follow in a row: a measure for each column, of forms that declare the table comparable."""
    for alike in _comparable(address, forms):
        newest = alike[0]
        row = followed_rows(newest)[address]
        table = newest.tables[row.table]
        for number in followed_columns(table):
            column = table.leaf_columns[number]
            places = tuple(_places(alike, row.table, column.key))
            yield RowMeasure(plain_label(column.label), table.unit_of(column), row, places, tuple(alike), column.holds)


def _comparable(address: str, forms: Sequence[Format]) -> list[list[Format]]:
    """The forms that have a row, newest first, put together where its table can be compared."""
    found: list[list[Format]] = []
    for form in sorted(forms, key=lambda form: -form.first_year):
        row = followed_rows(form).get(address)
        if row:
            alike = next((one for one in found if row.table in comparable_tables(form, one[0])), None)
            if alike:
                alike.append(form)
            else:
                found.append([form])
    return found


def _places(forms: Iterable[Format], table: str, column: str) -> Iterator[tuple[str, int]]:
    for form in forms:
        keys = [form.tables[table].column_keys[number] for number in followed_columns(form.tables[table])]
        if column in keys:
            yield form.key, keys.index(column)


def whole_of(address: str, form: Format) -> str:
    """Return the address of the row that a row is a share of, "" where the form names none."""
    row, known = followed_rows(form).get(address), {trend.key: trend for trend in form.every_trend}
    columns = [form.tables[row.table].column_keys[number] for number in followed_columns(form.tables[row.table])] if row else []
    own = {place for column in columns for place in form.cell_numbers[f"{address}.{column}"]}
    for trend in known.values():
        places = {place for cell in trend.cells for place in form.cell_numbers[cell]}
        if trend.of and own and own <= places and trend.of in known:
            return known[trend.of].cells[0].rpartition(".")[0]
    return ""


def table_of_rows(forms: Sequence[Format]) -> Mapping[str, FollowedRow]:
    """Return every row of these forms by address, section by section; in each those of the newest form come first."""
    newest_first = sorted(forms, key=lambda form: -form.first_year)
    sections = dict.fromkeys(section.key for form in newest_first for section in form.sections)
    found: dict[str, FollowedRow] = {}
    for key in sections:
        for form in newest_first:
            tables = {table.key for section in form.sections if section.key == key for table in section.tables}
            rows = followed_rows(form).items()
            found |= {address: row for address, row in rows if row.table in tables and address not in found}
    return found
