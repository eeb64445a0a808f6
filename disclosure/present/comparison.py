"""Two years of one body side by side: which lines a comparison has, and what each adds up."""

from collections.abc import Iterator, Sequence
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Format, Heading, SectionForm, TableForm, Trend
from .figures import titled
from .series import trends_of, wholes_of


class Line(Struct, frozen=True):
    """A line of a comparison; `cells` are the addresses it adds up, none for a heading; `of` those of what it is a share of."""

    name: str
    label: str
    level: int = 0
    cells: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    unit: str = ""
    subtotal: bool = False


class Block(Struct, frozen=True):
    """A table of lines. A `folded` one holds the lines of the block before it for one kind of applicant.

    `form` is the only form whose reports have it, "" when all do; `wholes` are what shares are shares of.
    """

    name: str
    caption: str
    lines: tuple[Line, ...]
    folded: bool = False
    form: str = ""
    wholes: tuple[Line, ...] = ()

    @property
    def wholes_of(self) -> tuple[tuple[str, str, str], ...]:
        """What shares are shares of, in words, without the figures."""
        return tuple((whole.label, "", "") for whole in self.wholes)


class Chapter(Struct, frozen=True):
    """What belongs to one section of the form."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def outline_of(forms: Sequence[Format]) -> tuple[Chapter, ...]:
    """What can be compared between reports on these forms, oldest first, without the figures.

    Forms are comparable where they say so: in the figures that they declare under one key, and in the
    tables that those figures are taken from.
    """
    newest = forms[-1]
    shared = {trend.key for trend in trends_of(newest) if all(trends_of(form, trend.key) for form in forms)}
    tables = {cell.partition(".")[0] for key in shared for trend in trends_of(newest, key) for cell in trend.cells}
    chapters = [Chapter("indicators", "主要数字", tuple(_indicators(newest, shared)))]
    for section in newest.sections:
        keys = [table.key for table in section.tables]
        if keys and (len(forms) == 1 or tables.issuperset(keys)):
            merged = [reduce(_merged, [form.tables[key] for form in reversed(forms)]) for key in keys]
            chapters.append(Chapter(section.key, section.heading, tuple(_blocks(section, merged))))
    return tuple(chapter for chapter in chapters if chapter.blocks)


def skeleton_of(forms: Sequence[Format]) -> tuple[Chapter, ...]:
    """What can be compared between any two reports on these forms; blocks of one form only carry its key."""
    found: dict[str, Chapter] = {}
    for form in reversed(forms):
        for chapter in outline_of((form,)):
            found.setdefault(chapter.name, replace(chapter, blocks=()))
    common = {chapter.name: chapter.blocks for chapter in outline_of(forms)}
    for name, chapter in found.items():
        blocks = list(common.get(name, ()))
        known = {block.name for block in blocks}
        for form in forms:
            own = [other.blocks for other in outline_of((form,)) if other.name == name]
            blocks += [replace(block, form=form.key) for group in own for block in group if block.name not in known]
        found[name] = replace(chapter, blocks=tuple(blocks))
    return tuple(found.values())


def _indicators(form: Format, shared: set[str]) -> Iterator[Block]:
    """A block for each group of declared figures; those of stacked tables are left to the tables, which are as short."""
    known = {trend.key: trend.cells for trend in trends_of(form)}
    for group in form.trends:
        trends = [trend for trend in group.trends if trend.key in shared and not _stacked(trend, form)]
        caption, units = titled(group.title, [trend.unit for trend in trends])
        lines = tuple(
            Line(trend.key, trend.label, 0, trend.cells, known.get(trend.of, ()), unit)
            for trend, unit in zip(trends, units, strict=True)
        )
        wholes = tuple(
            Line(whole.key, f"{parts}占同年{whole.label}", cells=whole.cells, unit=whole.unit)
            for parts, whole in wholes_of(trends, form)
        )
        if lines:
            yield Block(f"indicators-{lines[0].name}", caption, lines, wholes=wholes)


def _stacked(trend: Trend, form: Format) -> bool:
    return all(form.tables[cell.partition(".")[0]].layout == "stacked" for cell in trend.cells)


def _merged(newer: TableForm, older: TableForm) -> TableForm:
    return replace(newer, rows=_united(newer.rows, older.rows), identities=())


def _united(newer: tuple[Heading, ...], older: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings of two trees: the newer one's, each with what the older one has below it, then what only that has."""
    before = {(heading.key, heading.key or heading.label): heading for heading in older}
    names = [(heading.key, heading.key or heading.label) for heading in newer]
    both = [
        replace(heading, children=_united(heading.children, before[name].children)) if name in before else heading
        for heading, name in zip(newer, names, strict=True)
    ]
    return (*both, *(heading for name, heading in before.items() if name not in names))


def _blocks(section: SectionForm, tables: list[TableForm]) -> Iterator[Block]:
    """A table with a total column becomes a block for each column, the total first; others a block of all their cells."""
    plain = [table for table in tables if table.layout == "plain"]
    rest = [table for table in tables if table.layout != "plain"]
    for table in plain:
        columns = sorted(table.column_lines, key=lambda line: not line[-1].sums)
        for number, line in enumerate(columns):
            lines = tuple(_rows(table, table.rows, (), 0, line[-1].key))
            yield Block(f"{table.key}-{line[-1].key}", "·".join(step.label for step in line if step.key), lines, number > 0)
    if rest:
        yield Block(section.key, section.heading.partition("、")[2], tuple(line for table in rest for line in _cells(table)))


def _rows(table: TableForm, headings: tuple[Heading, ...], above: tuple[str, ...], level: int, column: str) -> Iterator[Line]:
    """One line for every row heading. A group without a total of its own is added up; one with it only groups."""
    for heading in headings:
        path = (*above, heading.key) if heading.key else above
        address = ".".join((table.key, *path, column))
        if heading.children and (not heading.key or any(child.sums for child in heading.children)):
            yield Line(f"{address}-group", heading.label, level)
        else:
            yield Line(address, heading.label, level, (address,), subtotal=bool(heading.children))
        yield from _rows(table, heading.children, path, level + 1, column)


def _cells(table: TableForm) -> Iterator[Line]:
    """One line for every cell: under the table's title when it is a block of a larger one, else under its row."""
    if table.layout == "stacked":
        yield Line(f"{table.key}-group", table.title)
    for key, row in zip(table.row_keys, table.row_lines, strict=True):
        if table.layout != "stacked":
            yield Line(f"{table.key}.{key}-group", table.row_label(key))
        for column in table.column_lines:
            heading = column[-1]
            label = f"{row[-1].label}·{heading.label}" if table.layout == "stacked" else heading.label
            address = f"{table.key}.{key}.{heading.key}"
            yield Line(address, label, 1, (address,))
