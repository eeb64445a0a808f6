"""An official form as data: sections, tables, headings and the identities its figures must satisfy."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from .digest import Interned
from .finding import Place, cell_place

Amounts = Literal["count", "change", "money"]
"""What a column holds: whole numbers from 0; whole numbers that may be negative; decimals from 0."""


OPEN_END = 9999
"""The last year of a form that is still in use."""


class Heading(Struct, frozen=True, omit_defaults=True):
    """A row or column heading. Without a key it only groups what stands below it.

    `unit` is what its figures are counted in where that differs from the table. `also` are other wordings met in
    documents, by which import knows it. Of sentences, `says` are the words that state
    its figure by themselves, several words in one entry standing in any order; `verbs` are those that do so with what
    the table is about. `may_include` are rows that a sentence may count in; an `open` one holds what is not done yet.
    """

    label: str
    key: str = ""
    children: tuple["Heading", ...] = ()
    holds: Amounts = "count"
    units: tuple[str, ...] = ()
    unit: str = ""
    sums: bool = False
    reserved_for: tuple[str, ...] = ()
    term: str = ""
    also: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    may_include: tuple[str, ...] = ()
    open: bool = False
    counts_alone: bool = False

    def leaves(self, above: tuple["Heading", ...] = ()) -> Iterator[tuple["Heading", ...]]:
        """Yield every leaf as the line of headings that leads to it, this one first."""
        line = (*above, self)
        if not self.children:
            yield line
        for child in self.children:
            yield from child.leaves(line)


class Term(Struct, frozen=True):
    """One summand: `factor` × the figure at `key`, of this year or of the year before."""

    key: str
    factor: Decimal
    previous: bool = False


class Identity(Struct, frozen=True):
    """A rule between figures, stated in the form or following from it: the terms add up to 0, or to at most 0.

    `each` says where it holds: with `column`, terms are row keys and the rule is checked in every
    column; with `row` the other way round. `total` is the term that the others add up to, when there is one.
    """

    code: str
    each: Literal["row", "column"]
    relation: Literal["=", "<="]
    terms: tuple[Term, ...]
    says: str
    total: str = ""
    only: tuple[str, ...] = ()

    @property
    def reaches_back(self) -> bool:
        """Whether the rule needs the report of the year before."""
        return any(term.previous for term in self.terms)


Address = tuple[str, str]
"""A figure within its table: row key, column key."""


class CellTerm(Struct, frozen=True):
    """One summand of an equation: where the figure stands, of which year, times what."""

    row: str
    column: str
    factor: Decimal
    previous: bool


class Equation(Struct, frozen=True):
    """An identity in one row or column, that of the key `holds_in`: the figures whose weighted sum is 0, or at most 0."""

    identity: Identity
    holds_in: str
    terms: tuple[CellTerm, ...]


class TableForm(Struct, frozen=True, dict=True):
    """One official table: a tree of row headings crossed with a tree of column headings.

    `layout` is `plain`; `stacked` (one block of a larger table, under a title row); or `across`
    (rows laid over the columns, so that the whole table is one line of figures).
    `about` are the words by which sentences name what is counted in it, `counters` what it is counted in there;
    `unit` is what the official figures are counted in.
    With `authored` the rows are the author's own: level, label, unit, then the cells.
    `initial` begins the ids of its headings on pages: short, since every figure names those that it stands under, and
    no other table of the form has it.
    """

    key: str
    title: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    initial: str = ""
    corner: str = ""
    unit_label: str = ""
    unit: str = ""
    term: str = ""
    layout: Literal["plain", "stacked", "across"] = "plain"
    authored: bool = False
    identities: tuple[Identity, ...] = ()
    about: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()

    @cached_property
    def row_lines(self) -> tuple[tuple[Heading, ...], ...]:
        """Every leaf row as its line of headings, in the form's order."""
        return tuple(line for row in self.rows for line in row.leaves())

    @cached_property
    def column_lines(self) -> tuple[tuple[Heading, ...], ...]:
        """Every leaf column as its line of headings, in the form's order."""
        return tuple(line for column in self.columns for line in column.leaves())

    @cached_property
    def leaf_columns(self) -> tuple[Heading, ...]:
        """The headings right above the figures, in the order cells are written."""
        return tuple(line[-1] for line in self.column_lines)

    @cached_property
    def row_keys(self) -> tuple[str, ...]:
        """`processed.granted` and the like, one for each line of figures."""
        return tuple(".".join(step.key for step in line if step.key) for line in self.row_lines)

    @cached_property
    def column_keys(self) -> tuple[str, ...]:
        """Column keys in the order cells are written; column groups take no part in them."""
        return tuple(column.key for column in self.leaf_columns)

    @cached_property
    def row_index(self) -> dict[str, int]:
        """Where each row key stands."""
        return {key: number for number, key in enumerate(self.row_keys)}

    @cached_property
    def row_numbers(self) -> dict[str, tuple[int, ...]]:
        """Where the lines of each row stand: its own, or those of all rows below it."""
        found: dict[str, tuple[int, ...]] = {}
        for number, key in enumerate(self.row_keys):
            steps = key.split(".")
            for depth in range(len(steps)):
                above = ".".join(steps[: depth + 1])
                found[above] = (*found.get(above, ()), number)
        return found

    @cached_property
    def reserved_rows(self) -> dict[int, tuple[str, ...]]:
        """The rows that only some kinds of body fill in, with those kinds."""
        kinds = {number: [heading.reserved_for for heading in line] for number, line in enumerate(self.row_lines)}
        return {number: next(filter(None, found)) for number, found in kinds.items() if any(found)}

    @cached_property
    def unit_columns(self) -> tuple[int, ...]:
        """The columns whose figures must name a unit."""
        return tuple(number for number, column in enumerate(self.leaf_columns) if column.units)

    @cached_property
    def column_index(self) -> dict[str, int]:
        """Where each column key stands."""
        return {key: number for number, key in enumerate(self.column_keys)}

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """Every identity in every row or column it holds in; none for an authored table, whose rows the form can't know."""
        found = []
        for identity in self.identities if not self.authored else ():
            by_row = identity.each == "row"
            for key in identity.only or (self.row_keys if by_row else self.column_keys):
                terms = tuple(
                    CellTerm(*((key, term.key) if by_row else (term.key, key)), term.factor, term.previous)
                    for term in identity.terms
                )
                found.append(Equation(identity, key, terms))
        return tuple(found)

    def place(self, row: int, column: int) -> Place:
        """The place of a cell in a report, by the numbers of its row and column."""
        return cell_place(self.key, self.row_keys[row], self.column_keys[column])

    def column(self, key: str) -> Heading:
        """Return the heading of a column."""
        return self.leaf_columns[self.column_index[key]]

    def unit_of(self, column: Heading) -> str:
        """Return what the figures of a column are counted in, "" where each names its own."""
        return "" if column.units else column.unit or self.unit

    def row_label(self, key: str) -> str:
        """The official wording of a row, its groups in front, as people quote it."""
        return "—".join(step.label for step in self.row_lines[self.row_index[key]])

    def column_label(self, key: str) -> str:
        """The official wording of a column."""
        return self.column(key).label


class Topic(Struct, frozen=True):
    """Something a section must speak of; any of the `words` counts as speaking of it. `advice` says what to write."""

    code: str
    name: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    advice: str = ""


class SectionForm(Struct, frozen=True):
    """One of the official sections, its exact heading, its tables and what its text must cover.

    `also` are other headings under which documents have it. The text of one that `must_change` is written anew each year.
    """

    key: str
    heading: str
    tables: tuple[TableForm, ...] = ()
    topics: tuple[Topic, ...] = ()
    at_most: int = 0
    must_change: bool = False
    also: tuple[str, ...] = ()

    @property
    def ordinal(self) -> str:
        """The number that the heading begins with, as it is written: `二`; "" when it has none."""
        number, mark, _ = self.heading.partition("、")
        return number if mark and not number.strip("一二三四五六七八九十") else ""

    @property
    def title(self) -> str:
        """The heading without its number."""
        return self.heading.removeprefix(f"{self.ordinal}、") if self.ordinal else self.heading


class CellAddress(NamedTuple):
    """A cell of a form by its keys; written `table.row.column`, where the row itself may have several steps."""

    table: str
    row: str
    column: str


def read_address(text: str) -> CellAddress:
    """Return the address that is written `table.row.column`."""
    table, _, rest = text.partition(".")
    row, _, column = rest.rpartition(".")
    return CellAddress(table, row, column)


class Highlight(Struct, frozen=True):
    """A figure worth showing on an index page, and what it is counted in."""

    label: str
    table: str
    row: str
    column: str
    unit: str = ""

    @property
    def address(self) -> str:
        """The cell as `table.row.column`."""
        return f"{self.table}.{self.row}.{self.column}"


class GlossaryEntry(Struct, frozen=True):
    """What a word of the forms means to people, and the law it comes from; headings name it by `key`."""

    key: str
    name: str
    meaning: str
    law: str


class Trend(Struct, frozen=True):
    """A figure that is followed over the years: its name, what it is counted in, the cells that add up to it.

    `cells` are `table.row.column`; a row with rows below it stands for all of those. What forms call by the
    same key is comparable across them. `of` is the key of the figure it is a share of.
    """

    key: str
    label: str
    unit: str
    cells: tuple[str, ...]
    of: str = ""


class TrendGroup(Struct, frozen=True):
    """Figures that are shown together, under a title; `years` are those whose forms have them, None where all forms do."""

    title: str
    trends: tuple[Trend, ...]
    years: tuple[int, int] | None = None


class Overview(Struct, frozen=True):
    """What a sheet about one year shows, by the keys of trends: what `came_in` and what `went_out` are equal.

    The trends that are shares of the `whole` are set beside each other; `bodies` is the figure that compares bodies;
    each row of the table `cases` is drawn case by case.
    """

    came_in: tuple[str, ...]
    went_out: tuple[str, ...]
    whole: str
    bodies: str
    cases: str = ""


class Format(Interned, frozen=True, dict=True):
    """The form of a span of report years, as its notice issued it.

    `deadlines` maps a kind of body to `MM-DD` of the year after; `years_allowed` are years outside
    the span in which an author may still choose this form. `notice` is the title of what issued it, `regulation` the
    number of the 条例 that was in force.
    """

    key: str
    title: str
    issued_as: str
    first_year: int
    last_year: int
    sections: tuple[SectionForm, ...]
    years_allowed: tuple[int, ...] = ()
    free_chapters: bool = False
    deadlines: tuple[tuple[str, str], ...] = ()
    highlights: tuple[Highlight, ...] = ()
    trends: tuple[TrendGroup, ...] = ()
    overview: Overview | None = None
    digest: str = ""
    notice: str = ""
    regulation: str = ""

    @cached_property
    def tables(self) -> dict[str, TableForm]:
        """Every table of the form by its key, in the form's order."""
        return {table.key: table for section in self.sections for table in section.tables}

    @cached_property
    def cell_numbers(self) -> dict[str, tuple[int, ...]]:
        """Where the cells at `table.row.column` stand among all cells of the form, those of a row's lines for a row above them.

        The cells are counted table by table, line by line; authored tables have no place in it.
        """
        found: dict[str, tuple[int, ...]] = {}
        first = 0
        for table in self.tables.values():
            width = len(table.column_keys)
            for row, numbers in table.row_numbers.items() if not table.authored else ():
                for column, key in enumerate(table.column_keys):
                    found[f"{table.key}.{row}.{key}"] = tuple(first + number * width + column for number in numbers)
            first += 0 if table.authored else len(table.row_keys) * width
        return found

    @cached_property
    def every_trend(self) -> tuple[Trend, ...]:
        """The figures that are followed, of all groups, in the form's order."""
        return tuple(trend for group in self.trends for trend in group.trends)

    @cached_property
    def trend_cells(self) -> dict[str, tuple[tuple[str, int, int], ...]]:
        """By the key of each figure that is followed: the table, row and column of the cells that add up to it."""
        found: dict[str, tuple[tuple[str, int, int], ...]] = {}
        for trend in self.every_trend:
            for address in map(read_address, trend.cells):
                table = self.tables[address.table]
                column = table.column_index[address.column]
                cells = tuple((table.key, number, column) for number in table.row_numbers[address.row])
                found[trend.key] = (*found.get(trend.key, ()), *cells)
        return found

    def covers(self, year: int) -> bool:
        """Whether the report of this year is due in this form."""
        return self.first_year <= year <= self.last_year


def form_of_year(forms: Iterable[Format], year: int) -> Format | None:
    """Return the form in which the report of a year is due, None where there is none."""
    return next((form for form in forms if form.covers(year)), None)


def form_of_key(forms: Iterable[Format], key: str) -> Format:
    """Return the form of a key that is known to be there."""
    return next(form for form in forms if form.key == key)
