"""Front matter written the way `new` and `import` write it, read without YAML.

A file of fields on one line each, then the tables in the form's own order, becomes the very report that YAML makes of
it, without a finding; for anything else the answer is None. The tables are cut at their brackets: what is left are the
keys and comments, which most files have in common, so they are understood once; the rows too recur, and equal ones
are one value. `tests/unit/fast/test_front_matter.py` holds this to the reading by YAML.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import repeat
from operator import getitem
from typing import Generic, TypeVar

from ..check.yaml_syntax import swallowed_text
from ..model.finding import Parsed
from ..model.form import Amounts, Format, Heading, form_of_year
from ..model.report import BLANK, AuthoredRow, Cell, Report, Source, Table
from ..parsing.cells import read_cell
from ..parsing.classify import year_in
from ..parsing.collector import FindingCollector
from ..parsing.fields import LONGEST
from ..parsing.nodes import YamlScalar
from ..parsing.report_tables import MOST_ROWS
from ..parsing.reports import with_text
from ..parsing.text import read_halves
from .switch import switchable

_FIELDS = ("title", "year", "published", "format", "document_number", "index_number", "draft", "imported_from")
_FLAGS = {"true": True, "false": False}
_COMMENT = r" *(?: #[^\[\x01]*)?"
_FIELD = re.compile(rf'(?P<key>[a-z_]+): +(?:"(?P<quoted>[^"\\]*)"|(?P<plain>[\w“《（][^:#\t]*?)){_COMMENT}')
_NO_FIELD = re.compile(r" *(?:#.*)?")
_YEAR = re.compile(r"20[0-9]{2}")
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LEVEL = re.compile(r"[0-9]")
_LINE = re.compile(rf"(?P<head> *(?:[a-z][a-z0-9_]*:|-))(?P<row> +\[\x01)?{_COMMENT}")
_NO_LINE = re.compile(r" *(?:#[^\[\x01]*)?")
_END_OF_LINE = re.compile(_COMMENT)
_PLAIN = re.compile(r"[~/]|-?[\w“《（][^\t\n\x01,\[\]{}:#'\"\\]*")
_QUOTED = re.compile(r'"[^"\\\n\x01]*"')
_CELL = r' *(?:"[^"]*" *|[^", ][^",]*)'
_QUOTED_ROW = re.compile(rf"{_CELL}(?:,{_CELL})*")
_QUOTED_CELL = re.compile(r'"[^"]*"|[^", ][^",]*')

K = TypeVar("K")
V = TypeVar("V")


class _Unusual(Exception):
    """This is for YAML; never leaves this module."""


class _Cache(dict[K, V], Generic[K, V]):
    """A cache that is emptied when it is full."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def put(self, key: K, value: V) -> V:
        """Cache a value, and return it."""
        if len(self) >= self.most:
            self.clear()
        self[key] = value
        return value


class _Cells(_Cache[str, Cell]):
    """The cells of one kind of column, by how they are written."""

    def __init__(self, holds: Amounts, units: tuple[str, ...]) -> None:
        super().__init__(most=1 << 14)
        self.column = Heading("", holds=holds, units=units)

    def __missing__(self, written: str) -> Cell:
        collector = FindingCollector("")
        cell = read_cell(_scalar(written), self.column, collector)
        if collector.findings:
            raise _Unusual
        return self.put(written, cell)


class _Headings(_Cache[str, AuthoredRow]):
    """The headings of authored rows, by how level, label and unit are written."""

    def __missing__(self, written: str) -> AuthoredRow:
        heads = [_scalar(head).text.strip() for head in _written(written)]
        if len(heads) != 3 or not _LEVEL.fullmatch(heads[0]) or not heads[1]:
            raise _Unusual
        return self.put(written, AuthoredRow(int(heads[0]), heads[1], heads[2] if heads[2] != "~" else ""))


class _Rows:
    """The rows of tables with these columns, by what stands between their brackets."""

    def __init__(self, columns: tuple[_Cells, ...]) -> None:
        self.columns = columns
        self.seen: _Cache[str, tuple[Cell, ...]] = _Cache(most=1 << 13)

    def table(self, key: str, texts: list[str]) -> Table:
        """Return the table that has these rows."""
        seen = self.seen
        return Table(key, tuple([seen.get(text) or self.read(text) for text in texts]))

    def read(self, text: str) -> tuple[Cell, ...]:
        """Return the cells of a row that is not among those seen; the same value as for an equal one."""
        written = _written(text)
        if len(written) != len(self.columns):
            raise _Unusual
        row = tuple(map(getitem, self.columns, written))
        tidy = text.replace(" ", "")
        if self.seen.get(tidy) != row:
            self.seen.put(tidy, row)
        return self.seen.put(text, self.seen[tidy])


class _AuthoredRows:
    """Rows that the author named: level, label, unit, then cells, of which all rows may leave out the last."""

    def __init__(self, columns: tuple[_Cells, ...]) -> None:
        self.columns = columns
        self.headings = _Headings(most=1 << 10)

    def table(self, key: str, texts: list[str]) -> Table:
        """Return the table that has these rows."""
        width = texts[0].count(",") - 2
        if not 0 <= width <= len(self.columns) or len(texts) > MOST_ROWS:
            raise _Unusual
        heads, *written = zip(*[text.rsplit(",", width) for text in texts], strict=True)
        columns = [tuple(map(getitem, repeat(cells), column)) for cells, column in zip(self.columns, written, strict=False)]
        columns += [(BLANK,) * len(texts)] * (len(self.columns) - width)
        return Table(key, tuple(zip(*columns, strict=True)), tuple(map(getitem, repeat(self.headings), heads)))


_Plan = tuple[tuple[str, _Rows | _AuthoredRows, int], ...]
"""How the tables of a file are read: each with its key, what its rows are, and how many it has."""


_PLANS: _Cache[tuple[str, str], _Plan | None] = _Cache(most=1 << 8)


@switchable
def report(source: Source, forms: tuple[Format, ...]) -> Parsed[Report] | None:
    """Return what `parse_report` does of a file if all is written the usual way and nothing is wrong."""
    halves = read_halves(source).value
    front = _read_front(halves.front, source, forms) if halves else None
    return Parsed(with_text(*front, halves)) if front and halves else None


def _read_front(front: str, source: Source, forms: tuple[Format, ...]) -> tuple[Report, Format] | None:
    """The report, still without its text, and its form."""
    try:
        head, mark, tables = front.partition("\ntables:")
        if swallowed_text(head, "", 1):
            return None
        fields = _fields(head)
        texts = {key: text.strip() for key, text in fields.items()}
        if any(len(text) > LONGEST for text in texts.values()):
            return None
        year = int(_require(_YEAR, fields.get("year", "")))
        form = form_of_year(forms, year)
        if form is None or not form.digest or texts.get("format", form.key) != form.key or not (mark or form.free_chapters):
            return None
        found = Report(
            path=source.path,
            name=source.name,
            title=texts.get("title", ""),
            year=year,
            published=date.fromisoformat(_require(_DATE, fields.get("published", ""))),
            format=form.key,
            tables=_tables(form, tables) if mark else (),
            preamble="",
            sections=(),
            document_number=texts.get("document_number", ""),
            index_number=texts.get("index_number", ""),
            file_digest=source.digest,
            draft=_FLAGS[texts.get("draft", "false")],
        )
    except (_Unusual, ValueError, KeyError):
        return None
    return (found, form) if found.title and year_in(source.name) in ("", str(year)) else None


def _fields(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.split("\n"):
        if match := _FIELD.fullmatch(line):
            key, quoted, plain = match.groups()
            if key in found or key not in _FIELDS or plain == "null":
                raise _Unusual
            found[key] = plain or quoted
        elif not _NO_FIELD.fullmatch(line):
            raise _Unusual
    return found


def _require(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise _Unusual
    return text


def _tables(form: Format, text: str) -> tuple[Table, ...]:
    pieces = text.replace("]", "[\x01").split("[")
    skeleton = "[".join(pieces[::2])
    key = form.digest, skeleton
    plan = _PLANS[key] if key in _PLANS else _PLANS.put(key, _plan(form, skeleton))
    if plan is None:
        raise _Unusual
    cells = pieces[1::2]
    found = []
    begin = 0
    for table, rows, number in plan:
        found.append(rows.table(table, cells[begin : begin + number]))
        begin += number
    if begin < len(cells):
        raise _Unusual
    return tuple(found)


def _plan(form: Format, skeleton: str) -> _Plan | None:
    """The plan for tables with this around their cells; None unless they are the form's own, in its order."""
    first, _, below = skeleton.partition("\n")
    lines = [_LINE.fullmatch(line) for line in below.split("\n") if not _NO_LINE.fullmatch(line)]
    if not _END_OF_LINE.fullmatch(first) or not all(lines):
        return None
    heads = [(line["head"], bool(line["row"])) for line in lines if line]
    plan: list[tuple[str, _Rows | _AuthoredRows, int]] = []
    for table in form.tables.values():
        columns = tuple((column.holds, column.units) for column in table.leaf_columns)
        wanted = [(f"  {table.key}:", False), *_heads(table.rows, "    ")]
        if table.authored:
            number = next((at for at, head in enumerate(heads[1:]) if head != _AUTHORED), len(heads) - 1)
            wanted += [_AUTHORED] * max(number, 1)
            plan.append((table.key, _authored_rows(columns), number))
        else:
            plan.append((table.key, _rows(columns), len(table.row_keys)))
        if heads[: len(wanted)] != wanted:
            return None
        del heads[: len(wanted)]
    return None if heads else tuple(plan)


_AUTHORED = ("    -", True)
"""How the row of an authored table begins, and that it has cells."""


def _heads(headings: tuple[Heading, ...], indent: str) -> Iterator[tuple[str, bool]]:
    """The lines of headings and of all below them: each key, and whether cells follow it."""
    for heading in headings:
        if heading.key:
            yield f"{indent}{heading.key}:", not heading.children
        yield from _heads(heading.children, f"{indent}  " if heading.key else indent)


@lru_cache(maxsize=1 << 6)
def _cells(holds: Amounts, units: tuple[str, ...]) -> _Cells:
    return _Cells(holds, units)


@lru_cache(maxsize=1 << 6)
def _rows(columns: tuple[tuple[Amounts, tuple[str, ...]], ...]) -> _Rows:
    return _Rows(tuple(_cells(*column) for column in columns))


@lru_cache(maxsize=1 << 6)
def _authored_rows(columns: tuple[tuple[Amounts, tuple[str, ...]], ...]) -> _AuthoredRows:
    return _AuthoredRows(tuple(_cells(*column) for column in columns))


def _written(text: str) -> list[str]:
    """The cells of a row as they are written, quotes included."""
    if '"' not in text:
        return text.split(",")
    if not _QUOTED_ROW.fullmatch(text):
        raise _Unusual
    return _QUOTED_CELL.findall(text)


def _scalar(written: str) -> YamlScalar:
    written = written.strip(" ")
    if _PLAIN.fullmatch(written):
        return YamlScalar(written, True, 0, 0, 0)
    if _QUOTED.fullmatch(written):
        return YamlScalar(written[1:-1], False, 0, 0, 0)
    raise _Unusual
