"""What one form has that the one before it had not, and the other way round: where series of figures break."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from ..model.form import Format, TableForm


class TableChange(Struct, frozen=True):
    """What a form changed in a table from its first year on: wordings of rows and columns, and those that it words anew."""

    year: int
    table: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    reworded: tuple[tuple[str, str], ...]


def form_changes(forms: Sequence[Format]) -> tuple[TableChange, ...]:
    """Return what each form changed in the tables of the one before it; a form that leaves its rows to authors has no such."""
    ordered = [form for form in sorted(forms, key=lambda form: form.first_year) if _tables(form)]
    return tuple(change for earlier, later in pairwise(ordered) for change in _changes(earlier, later))


def _tables(form: Format) -> dict[str, TableForm]:
    return {key: table for key, table in form.tables.items() if not table.authored}


def _changes(earlier: Format, later: Format) -> Iterator[TableChange]:
    before, after, year = _tables(earlier), _tables(later), later.first_year
    for key in dict.fromkeys((*after, *before)):
        if key not in after:
            yield TableChange(year, before[key].title, ("整张表",), (), ())
        elif key not in before:
            yield TableChange(year, after[key].title, (), ("整张表",), ())
        else:
            change = _table_change(year, after[key].title, _wordings(before[key]), _wordings(after[key]))
            if change.gone or change.new or change.reworded:
                yield change


def _wordings(table: TableForm) -> dict[str, str]:
    """The wording of each row and column, by their keys."""
    rows = {f"row {key}": f"“{table.row_label(key)}”行" for key in table.row_keys}
    return rows | {f"column {key}": f"“{table.column_label(key)}”列" for key in table.column_keys}


def _table_change(year: int, title: str, before: Mapping[str, str], after: Mapping[str, str]) -> TableChange:
    return TableChange(
        year,
        title,
        tuple(words for key, words in before.items() if key not in after),
        tuple(words for key, words in after.items() if key not in before),
        tuple((words, after[key]) for key, words in before.items() if key in after and after[key] != words),
    )
