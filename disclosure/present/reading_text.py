"""The figures of a report in plain sentences, for those who listen to it or can't read tables: in order, nothing left out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from ..model.form import Format, TableForm
from ..model.patterns import pattern
from ..model.report import Cell, Report, Table, digits
from .figures import STATES_IN_WORDS

_NUMBER = pattern(r"^(?:其中：)?(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．])")
_ASIDE = pattern(r"（[^（）]*）$")


class ReadTable(Struct, frozen=True):
    """A table as it is read out: its title, and a sentence for each row that has figures; what is 0 or blank comes last."""

    title: str
    sentences: tuple[str, ...]


def read_out(report: Report, form: Format) -> tuple[ReadTable, ...]:
    """Return the tables of a report in the order of its form; a title is the section's where that has one table."""
    filed = {table.key: table for table in report.tables}
    return tuple(
        ReadTable(
            _plain(section.heading) if len(section.tables) == 1 else table.title, tuple(_sentences(table, filed[table.key]))
        )
        for section in form.sections
        for table in section.tables
        if table.key in filed
    )


def _sentences(form: TableForm, table: Table) -> Iterator[str]:
    """The sentences of a table: its rows with figures, then how many are 0, then which were not filled in."""
    rows = list(zip(_row_names(form, table), table.rows, strict=True))
    units = _units(form, table)
    silent: dict[str, list[str]] = {}
    zeros = 0
    group = ""
    for number, (name, cells) in enumerate(rows):
        if any(cell.amount for cell in cells):
            above = name.partition("，")[0] if "，" in name else ""
            said = name.removeprefix(f"{group}，") if group and not _is_sum(form, number) else name
            yield f"{said}：{_figures(form, cells, units[number])}。"
            group = above
        elif all(cell.amount is not None for cell in cells):
            zeros += 1
        else:
            silent.setdefault(_states(cells), []).append(name)
    if zeros:
        yield "各项都是0。" if zeros == len(rows) else f"其余{zeros}项都是0。"
    yield from (f"{'、'.join(names)}{words}。" for words, names in silent.items())


def _is_sum(form: TableForm, number: int) -> bool:
    """Whether a row is the sum of those beside it; its group is named again."""
    return not form.authored and form.row_lines[number][-1].sums


def _row_names(form: TableForm, table: Table) -> list[str]:
    """The rows in words, without the numbers before them."""
    if form.authored:
        return [_plain(row.label) for row in table.authored]
    return ["，".join(_plain(step.label) for step in line) for line in form.row_lines]


@lru_cache(maxsize=1024)
def _plain(label: str) -> str:
    """A wording without its number and what is said in brackets behind it."""
    return _ASIDE.sub("", _NUMBER.sub("", label)) or label


def _units(form: TableForm, table: Table) -> list[list[str]]:
    """What each figure is counted in."""
    own = [form.unit_of(column) for column in form.leaf_columns]
    if form.authored:
        return [[row.unit] * len(own) for row in table.authored]
    return [own] * len(table.rows)


def _figures(form: TableForm, cells: Sequence[Cell], units: Sequence[str]) -> str:
    """The figures of a row: its total and what that is made of, or each with the name of its column; no zeros."""
    found = zip(form.leaf_columns, cells, units, strict=True)
    told = [(heading, _words(cell, unit)) for heading, cell, unit in found if _is_told(cell)]
    total = next((words for heading, words in told if heading.sums), "")
    parts = [f"{_plain(heading.label)}{words}" for heading, words in told if not (heading.sums and total)]
    return f"{total}，其中{'、'.join(parts)}" if total and parts else total or "，".join(parts)


def _is_told(cell: Cell) -> bool:
    """Whether a figure is read out in its row: any but 0."""
    return cell.amount is None or cell.amount != 0 or bool(cell.note)


def _words(cell: Cell, unit: str) -> str:
    """A figure with its unit and note, or its state."""
    said = (
        f"{digits(cell.amount).replace('-', '负')}{cell.unit or unit}" if cell.amount is not None else STATES_IN_WORDS[cell.state]
    )
    return f"{said}（{cell.note}）" if cell.note else said


def _states(cells: Sequence[Cell]) -> str:
    """What the cells of a row without figures say."""
    states = dict.fromkeys("0" if cell.amount is not None else STATES_IN_WORDS[cell.state] for cell in cells)
    return "、".join(states)
