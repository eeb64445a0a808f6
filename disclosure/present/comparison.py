"""Two years of one body side by side: which lines a comparison has, and what each adds up."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Format, Heading, SectionForm, TableForm, Trend
from .figures import title_and_units
from .form_years import group_title
from .series import trends_of, wholes_of

AddressPair = tuple[tuple[str, ...], tuple[str, ...]]
"""Cells at `table.row.column` that are added up: on the form of the earlier report, and on that of the later one."""


class ComparisonLine(Struct, frozen=True):
    """A line of a comparison; `cells` are the figures it adds up, None for a heading; `of` those of what it is a share of."""

    name: str
    label: str
    level: int = 0
    cells: AddressPair | None = None
    of: AddressPair | None = None
    unit: str = ""
    subtotal: bool = False


class ComparisonBlock(Struct, frozen=True):
    """A table of lines. A `folded` one holds the lines of the block before it for one kind of applicant.

    `wholes` are what shares are shares of, each with its `cells`.
    """

    name: str
    caption: str
    lines: tuple[ComparisonLine, ...]
    folded: bool = False
    wholes: tuple[ComparisonLine, ...] = ()

    @property
    def wholes_of(self) -> tuple[tuple[str, str, str], ...]:
        """What shares are shares of, in words, without the figures."""
        return tuple((whole.label, "", "") for whole in self.wholes)


class ComparisonChapter(Struct, frozen=True):
    """What belongs to one section of the form; `forms` are the pairs of forms it is for, none where it is for all."""

    name: str
    title: str
    blocks: tuple[ComparisonBlock, ...]
    forms: tuple[str, ...] = ()


class Remark(Struct, frozen=True):
    """What a comparison leaves out, and the pairs of forms this is true of."""

    left_out: tuple[str, ...]
    forms: tuple[str, ...]


def comparison_outline(earlier: Format, later: Format) -> tuple[ComparisonChapter, ...]:
    """Return what can be compared between a report on one form and a later one on another, without the figures.

    Forms are comparable where they say so: in the figures that they declare under one key, and in the
    tables that both take such a figure from.
    """
    tables = comparable_tables(earlier, later)
    chapters = [ComparisonChapter("indicators", "主要数字", tuple(_indicators(earlier, later, tables)))]
    for section in later.sections:
        merged = [_merge_tables(table, earlier.tables[table.key]) for table in section.tables if table.key in tables]
        if merged:
            chapters.append(ComparisonChapter(section.key, section.heading, tuple(_blocks(section, merged))))
    return tuple(chapter for chapter in chapters if chapter.blocks)


def comparable_tables(earlier: Format, later: Format) -> frozenset[str]:
    """Return the keys of the tables that can be compared between two forms; within one form, all."""
    if earlier.key == later.key:
        return frozenset(later.tables)
    both = {trend.key for trend in trends_of(earlier)} & {trend.key for trend in trends_of(later)}
    old, new = (
        {table for trend in trends_of(form) if trend.key in both for table in _tables_of(trend)} for form in (earlier, later)
    )
    return frozenset(old & new)


def left_out(earlier: Format, later: Format) -> tuple[str, ...]:
    """Return what a comparison of two forms leaves out, in words: whole sections, or the tables of one that have no match."""
    tables = comparable_tables(earlier, later)
    found: dict[str, tuple[str, dict[str, str]]] = {}
    sections = (*later.sections, *earlier.sections)
    compared = {section.key for section in sections if any(table.key in tables for table in section.tables)}
    for section in sections:
        lacking = {table.key: f"“{table.title}”" for table in section.tables if table.key not in tables}
        if lacking:
            title, known = found.setdefault(section.key, (_quoted(section), {}))
            found[section.key] = title, lacking | known
    return tuple(
        f"{title}的{'、'.join(lacking.values())}" if key in compared else title for key, (title, lacking) in found.items()
    )


def union_outline(pairs: Iterable[tuple[Format, Format]]) -> tuple[tuple[ComparisonChapter, ...], tuple[Remark, ...]]:
    """Return the chapters that compare any of these pairs of forms, and what is left out of which, each once."""
    known = {f"{earlier.key}+{later.key}": (earlier, later) for earlier, later in pairs}
    newest_first = tuple(reversed(known.items()))
    order = _chapter_names(form for _, (earlier, later) in newest_first for form in (later, earlier))
    chapters: dict[str, dict[ComparisonChapter, list[str]]] = {name: {} for name in order}
    remarks: dict[tuple[str, ...], list[str]] = {}
    for forms, pair in newest_first:
        for chapter in comparison_outline(*pair):
            chapters[chapter.name].setdefault(chapter, []).append(forms)
        if absent := left_out(*pair):
            remarks.setdefault(absent, []).append(forms)
    found = (
        replace(chapter, name=f"{name}-{number}" if number else name, forms=tuple(forms) if len(forms) < len(known) else ())
        for name, variants in chapters.items()
        for number, (chapter, forms) in enumerate(variants.items())
    )
    return tuple(found), tuple(Remark(absent, tuple(forms)) for absent, forms in remarks.items())


def _chapter_names(forms: Iterable[Format]) -> list[str]:
    """The names of the chapters in the order of the first form; what another form adds comes after what it has before that."""
    order = ["indicators"]
    for form in forms:
        at = 0
        for section in form.sections:
            if section.key not in order:
                order.insert(at + 1, section.key)
            at = order.index(section.key)
    return order


def _tables_of(trend: Trend) -> set[str]:
    return {cell.partition(".")[0] for cell in trend.cells}


def _quoted(section: SectionForm) -> str:
    return f"第{section.ordinal}部分“{section.title}”" if section.ordinal else f"“{section.title}”"


def _indicators(earlier: Format, later: Format, tables: frozenset[str]) -> Iterator[ComparisonBlock]:
    """A block for each group of figures that both forms declare; those that a compared table lists as shortly are left to it."""
    before, now = ({trend.key: trend.cells for trend in trends_of(form)} for form in (earlier, later))

    def cells(key: str) -> AddressPair | None:
        return (before.get(key, ()), now[key]) if key else None

    for group in later.trends:
        trends = [trend for trend in group.trends if trend.key in before and not _is_in_stacked_tables(trend, later, tables)]
        caption, units = title_and_units(group_title(group), [trend.unit for trend in trends])
        lines = tuple(
            ComparisonLine(trend.key, trend.label, 0, cells(trend.key), cells(trend.of), unit)
            for trend, unit in zip(trends, units, strict=True)
        )
        wholes = tuple(
            ComparisonLine(whole.key, f"{parts}占同年{whole.label}", cells=cells(whole.key), unit=whole.unit)
            for parts, whole in wholes_of(trends, later)
        )
        if lines:
            yield ComparisonBlock(f"indicators-{lines[0].name}", caption, lines, wholes=wholes)


def _is_in_stacked_tables(trend: Trend, form: Format, compared: frozenset[str]) -> bool:
    return all(table in compared and form.tables[table].layout == "stacked" for table in _tables_of(trend))


def _merge_tables(newer: TableForm, older: TableForm) -> TableForm:
    """The rows and columns of both forms of a table, in the newer one's words and order."""
    more = tuple(column for column in older.leaf_columns if column.key not in newer.column_index)
    rows = _merge_headings(newer.rows, older.rows, newer.row_keys)
    return replace(newer, rows=rows, columns=(*newer.columns, *more), identities=())


def _merge_headings(
    newer: tuple[Heading, ...], older: tuple[Heading, ...], known: tuple[str, ...], above: tuple[str, ...] = ()
) -> tuple[Heading, ...]:
    """The headings of two trees: the newer one's, each with what the older one has below it, then what only that has.

    `known` are the rows of the whole newer tree: where it groups them otherwise, they stand there.
    """
    before = {(heading.key, heading.key or heading.label): heading for heading in older}
    names = [(heading.key, heading.key or heading.label) for heading in newer]
    both = []
    for heading, name in zip(newer, names, strict=True):
        path = (*above, heading.key) if heading.key else above
        children = before[name].children if name in before else ()
        both.append(replace(heading, children=_merge_headings(heading.children, children, known, path)))
    only = (_without_known_rows(heading, known, above) for name, heading in before.items() if name not in names)
    return (*both, *(heading for heading in only if heading))


def _without_known_rows(heading: Heading, known: tuple[str, ...], above: tuple[str, ...]) -> Heading | None:
    """A heading of the older form without the rows that the newer one has; None where nothing is left."""
    path = (*above, heading.key) if heading.key else above
    if not heading.children:
        return None if ".".join(path) in known else heading
    children = tuple(child for one in heading.children if (child := _without_known_rows(one, known, path)))
    return replace(heading, children=children) if children else None


def _blocks(section: SectionForm, tables: list[TableForm]) -> Iterator[ComparisonBlock]:
    """A table with a total column becomes a block for each column, the total first; others a block of all their cells."""
    plain = [table for table in tables if table.layout == "plain"]
    rest = [table for table in tables if table.layout != "plain"]
    for table in plain:
        columns = sorted(table.column_lines, key=lambda line: not line[-1].sums)
        for number, line in enumerate(columns):
            lines = tuple(_rows(table, table.rows, (), 0, line[-1].key))
            yield ComparisonBlock(
                f"{table.key}-{line[-1].key}", "·".join(step.label for step in line if step.key), lines, number > 0
            )
    if rest:
        yield ComparisonBlock(section.key, section.title, tuple(line for table in rest for line in _cells(table)))


def _rows(
    table: TableForm, headings: tuple[Heading, ...], above: tuple[str, ...], level: int, column: str
) -> Iterator[ComparisonLine]:
    """One line for every row heading. A group without a total of its own is added up; one with it only groups."""
    for heading in headings:
        path = (*above, heading.key) if heading.key else above
        address = ".".join((table.key, *path, column))
        if heading.children and (not heading.key or any(child.sums for child in heading.children)):
            inside = () if heading.key else (step.key for step in next(heading.leaves()) if step.key)
            yield ComparisonLine(f"{'.'.join((table.key, *path, *inside, column))}-group", heading.label, level)
        else:
            yield ComparisonLine(address, heading.label, level, ((address,), (address,)), subtotal=bool(heading.children))
        yield from _rows(table, heading.children, path, level + 1, column)


def _cells(table: TableForm) -> Iterator[ComparisonLine]:
    """One line for every cell: under the table's title when it is a block of a larger one, else under its row."""
    if table.layout == "stacked":
        yield ComparisonLine(f"{table.key}-group", table.title)
    for key, row in zip(table.row_keys, table.row_lines, strict=True):
        if table.layout != "stacked":
            yield ComparisonLine(f"{table.key}.{key}-group", table.row_label(key))
        for heading in table.leaf_columns:
            label = f"{row[-1].label}·{heading.label}" if table.layout == "stacked" else heading.label
            address = f"{table.key}.{key}.{heading.key}"
            yield ComparisonLine(address, label, 1, ((address,), (address,)))
