"""Two versions of a report → where a reader finds something else: cells, title, date, texts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from .finding import Place, cell_place
from .form import Format, TableForm
from .report import BLANK, Cell, Report, Revision, Table, digits


class Difference(Struct, frozen=True, array_like=True):
    """A place of a report in the words of its form, and what it said and says there; of a long text the part that changed.

    `before` and `after` are "" for a text that was not there.
    """

    place: Place
    name: str
    before: str
    after: str
    is_cell: bool = False

    @property
    def arrow(self) -> str:
        """What changed, in one line."""
        return f"{self.name}：{self.before or '（没有）'} → {self.after or '（没有）'}"


def correction_sentence(found: Sequence[Difference]) -> str:
    """Return what was corrected in a sentence for `revisions`: both figures of a single one, else the rows and texts."""
    if len(found) == 1 and found[0].is_cell:
        return f"{found[0].name}由 {found[0].before} 更正为 {found[0].after}"
    names = dict.fromkeys(f"{one.name.rpartition('的')[0]}的数" if one.is_cell else one.name for one in found)
    return f"更正{'、'.join(names)}"


class Amendment(Struct, frozen=True, array_like=True):
    """What a version of a report changed in the public one before it, and the entries of `revisions` that it added.

    `before` is the number of that one, counted from 1. It is `registered` when that version is public itself. The version before
    is no longer to be read when the report was `withdrawn` after it.
    """

    revisions: tuple[Revision, ...]
    differences: tuple[Difference, ...]
    registered: bool
    withdrawn: bool = False
    before: int = 0

    @property
    def shown(self) -> tuple[Difference, ...]:
        """The differences that readers see: of a version that was withdrawn no texts."""
        return tuple(one for one in self.differences if one.is_cell or not self.withdrawn)


def amendments(
    versions: tuple[Report, ...], last_is_registered: bool, form: Format, forked: Mapping[str, str]
) -> tuple[Amendment, ...]:
    """Return what each version of a report changed in the one before it, oldest first.

    Of versions that somebody published while others published another `forked` names the one that they followed, by digests.
    """
    found = []
    numbers = {version.file_digest: number for number, version in enumerate(versions, start=1)}
    withdrawn = max((number for number, one in enumerate(versions, start=1) if one.withdrawn), default=0)
    for number, after in enumerate(versions[1:], start=1):
        at = min(numbers.get(forked.get(after.file_digest, ""), number), number)
        before = versions[at - 1]
        known = next((one for one in reversed(versions[:at]) if not one.erased), after)
        registered = last_is_registered or number + 1 < len(versions)
        changed = () if after.erased else differences(known, after, form)
        found.append(Amendment(new_revisions(before, after), changed, registered, number <= withdrawn, at))
    return tuple(found)


def new_revisions(before: Report, after: Report) -> tuple[Revision, ...]:
    """Return the entries of `revisions` that the later version has more."""
    return tuple(one for one in after.revisions if one not in before.revisions)


def differ(before: Report, after: Report) -> bool:
    """Whether two versions say different things to a reader."""
    return before.digest != after.digest and _public(before) != _public(after)


def _public(report: Report) -> tuple[object, ...]:
    texts = tuple((section.heading, _words(section.text)) for section in report.sections)
    numbers = report.document_number, report.index_number
    return report.title, report.published, report.tables, _words(report.preamble), texts, report.revisions, *numbers


def _words(text: str) -> str:
    """A text without what no reader sees: spaces at the ends of lines, and empty lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def differences(before: Report, after: Report, form: Format) -> tuple[Difference, ...]:
    """Return where two versions differ, in the order of the form; `revisions` themselves are not compared."""
    return (*_fields(before, after), *_tables(before, after, form), *_texts(before, after))


_FIELDS = {"title": "标题", "published": "首次发布日期", "document_number": "文号", "index_number": "索引号"}


def _fields(before: Report, after: Report) -> Iterator[Difference]:
    for field, name in _FIELDS.items():
        old, new = (_word(getattr(report, field)) for report in (before, after))
        if old != new:
            yield Difference((field,), name, old, new)


def _word(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _tables(before: Report, after: Report, form: Format) -> Iterator[Difference]:
    for key, table_form in form.tables.items():
        old, new = before.table(key), after.table(key)
        if old == new:
            continue
        if old is None or new is None or before.format != after.format:
            name = f"“{table_form.title or key}”整个表格"
            yield Difference(("tables", key), name, "原来的数" if old else "", "现在的数" if new else "")
        elif table_form.authored:
            yield from _authored(table_form, old, new)
        else:
            for number, row in enumerate(table_form.row_keys):
                name = f"“{table_form.row_label(row)}”"
                yield from _cells(table_form, key, name, row, old.rows[number], new.rows[number])


def _authored(form: TableForm, old: Table, new: Table) -> Iterator[Difference]:
    """The differences of a table whose rows the author named: rows are those of the same label and place among its like."""
    blank = (BLANK,) * len(form.column_keys)
    rows = [_labelled(table) for table in (old, new)]
    for label in dict.fromkeys((*rows[0], *rows[1])):
        name = f"“{label[0]}”"
        at = str(new.authored.index(rows[1][label][0])) if label in rows[1] else ""
        cells = [found[label][1] if label in found else blank for found in rows]
        changed = tuple(_cells(form, form.key, name, at, *cells))
        if not changed and (label in rows[0]) != (label in rows[1]):
            there = ("有" if label in one else "" for one in rows)
            yield Difference(("tables", form.key), f"{name}一行", next(there), next(there))
        yield from changed


def _labelled(table: Table) -> dict[tuple[str, int], tuple[object, tuple[Cell, ...]]]:
    """The rows of an authored table by their labels, rows of one label numbered."""
    found: dict[tuple[str, int], tuple[object, tuple[Cell, ...]]] = {}
    for row, cells in zip(table.authored, table.rows, strict=True):
        label = (row.label, sum(1 for name, _ in found if name == row.label))
        found[label] = (row, cells)
    return found


def _cells(
    form: TableForm, table: str, name: str, row: str, old: tuple[Cell, ...], new: tuple[Cell, ...]
) -> Iterator[Difference]:
    for column, before, after in zip(form.column_keys, old, new, strict=True):
        if before != after:
            place: Place = ("tables", table, int(row), column) if row.isdecimal() else cell_place(table, row, column)
            yield Difference(place, f"{name}的“{form.column_label(column)}”", _cell(before), _cell(after), is_cell=True)


def _cell(cell: Cell) -> str:
    if cell.amount is None:
        return "不适用" if cell.not_applicable else "空白"
    return f"{digits(cell.amount)}{cell.unit}{cell.note}"


def _texts(before: Report, after: Report) -> Iterator[Difference]:
    """The sections and what stands before them, those of one heading held against each other."""
    if _words(before.preamble) != _words(after.preamble):
        yield Difference(("#", -1), "开头的文字", *changed_part(_words(before.preamble), _words(after.preamble)))
    old, new = ({section.heading: _words(section.text) for section in report.sections} for report in (before, after))
    at = {section.heading: number for number, section in enumerate(after.sections)}
    for heading in dict.fromkeys((*new, *old)):
        if old.get(heading) != new.get(heading):
            place: Place = ("#", at[heading]) if heading in at else ("title",)
            name = f"“{heading}”的文字" if heading in old and heading in new else f"“{heading}”一节"
            yield Difference(place, name, *changed_part(old.get(heading, ""), new.get(heading, "")))
    if old.keys() == new.keys() and tuple(old) != tuple(new):
        yield Difference(("title",), "各部分的次序", "（原来的次序）", "（现在的次序）")


_AROUND, _LONGEST = 12, 80


def changed_part(before: str, after: str) -> tuple[str, str]:
    """Return the part in which two texts differ, with some characters around it, each in one line."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _shortened(before, start, end), _shortened(after, start, end)


def _shortened(text: str, start: int, end: int) -> str:
    line = text.rfind("\n", 0, start) + 1, text.find("\n", len(text) - end)
    first = max(line[0], start - _AROUND)
    last = min(line[1] if line[1] >= 0 else len(text), len(text) - end + _AROUND)
    part = " ".join(text[first:last].split())
    if len(part) > _LONGEST:
        part = f"{part[: _LONGEST // 2]}……{part[-_LONGEST // 2 :]}"
    return f"{'……' if first else ''}{part}{'……' if last < len(text) else ''}"
