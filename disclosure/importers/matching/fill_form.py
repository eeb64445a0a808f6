"""A document's lines → the cells of a form, and a finding for whatever is not simply what the document shows."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ...model.finding import Finding, Place
from ...model.form import Format, Heading, TableForm
from ...parsing.cells import parse_cell
from ..characters import has_digit
from .assign_columns import Assignment, assign_columns, figure_starts, layout_of
from .content_cell import BLANK, ContentCell, content_cell
from .labels import EXACT, core, likeness
from .match_rows import FormLine, FormMatch, RowMatch, alike, group_of
from .split_digits import DigitRun, Reading, split_digits
from .table_lines import TableLine
from .wordings import Wordings, spellings

Cell = tuple[str, str, str]
"""Table, row and column."""

_MAX_ROW_FINDINGS = 4
"""Missing rows of a table that get a finding each."""
_MAX_READINGS = 6
"""Readings of run-together digits that are listed."""
_EVIDENCE = {
    "heads": "按原表的列标题对应",
    "empty-column": "原表多出空列，按先后顺序对应",
    "outer-blanks": "原表多出空格，按从左到右对应",
}


class FilledForm(Struct, frozen=True):
    """The cells of a form as texts of a content file, blank ones left out, and what there is to say about them.

    `remarks` go behind a row, `over` below a table, both as comments; `grids` are those that were used.
    """

    form: Format
    cells: dict[Cell, str]
    remarks: dict[tuple[str, str], str]
    over: dict[str, tuple[str, ...]]
    findings: tuple[Finding, ...]
    ambiguous: int
    grids: frozenset[int]


class Draft:
    """What is being filled in: the one place where texts, remarks and findings come together."""

    def __init__(self, form: Format, path: str) -> None:
        self.form, self.path = form, path
        self.cells: dict[Cell, str] = {}
        self.remarks: dict[tuple[str, str], list[str]] = {}
        self.over: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self.ambiguous = 0

    def add_finding(self, code: str, message: str, place: Place = (), hint: str = "") -> None:
        """A finding about a place of the content file."""
        self.findings.append(Finding(code, message, self.path, place, hint=hint))

    def add_row_finding(self, target: FormLine, code: str, message: str, hint: str = "") -> None:
        """A finding about every cell of a line."""
        self.add_finding(code, f"“{target.name}”：{message}", row_place(target.table, target.rows[0]), hint)

    def add_comment(self, table: str, text: str) -> None:
        """Keep a text that has no cell as a comment below its table."""
        self.over.setdefault(table, []).append(text)

    def add_remark(self, target: FormLine, text: str) -> None:
        """A comment behind the first row of a line."""
        self.remarks.setdefault((target.table.key, target.rows[0]), []).append(text)


def row_place(table: TableForm, row: str) -> Place:
    """Where a row stands in a content file."""
    return ("tables", table.key, *row.split("."))


def fill_form(matched: FormMatch, wordings: Wordings, path: str, footnotes: Mapping[str, str]) -> FilledForm:
    """Return the cells that the matched lines fill. Every number of the lines ends in a cell, a remark or a finding."""
    draft = Draft(matched.form, path)
    starts = figure_starts(matched.matches)
    runs: list[tuple[RowMatch, Assignment]] = []
    for match in matched.matches:
        assignment = assign_columns(match.line, match.target, starts.get(layout_of(match)))
        _report_evidence(draft, match, assignment)
        if assignment.texts is not None:
            _write(draft, match, assignment.texts, assignment.heads, dict(footnotes))
        elif assignment.pieces:
            runs.append((match, assignment))
        else:
            _leave_blank(draft, match.target, match.line)
    _split_runs(draft, runs)
    used = {match.line.grid for match in matched.matches}
    grids = frozenset(used | {line.grid for line in matched.left if _names_row(line, matched.form, wordings)})
    left = [line for line in matched.left if line.grid in grids and line.has_figures and not _fills_group(draft, line, matched)]
    _report_missing(draft)
    for line in left:
        _report_left_line(draft, line, matched, wordings)
    return FilledForm(
        matched.form,
        draft.cells,
        {key: "；".join(said) for key, said in draft.remarks.items()},
        {key: tuple(said) for key, said in draft.over.items()},
        tuple(draft.findings),
        draft.ambiguous,
        grids,
    )


def _report_evidence(draft: Draft, match: RowMatch, assignment: Assignment) -> None:
    """Say what spoke for a match where its label or plain order did not."""
    target, line = match.target, match.line
    label = "".join(line.labels[-1:])
    if match.how == "position":
        said = f"原表标签是“{label}”" if label else "原表这一行没有标签"
        draft.add_row_finding(target, "import.by-position", f"{said}，按所在位置对应", "对照原文核对这一行")
    elif match.likeness < EXACT:
        draft.add_row_finding(target, "import.label", f"原表标签是“{label}”", "核对是不是同一行；标签里的说明没有写入表格")
    if assignment.how:
        draft.add_row_finding(target, "import.aligned", f"{_EVIDENCE[assignment.how]}：{line.quote}", "对照原文核对这一行")
    for text in assignment.over:
        draft.add_row_finding(target, "import.left-over", f"“{text}”在格式里没有对应的列", "需要的写进正文或单元格的说明")
        draft.add_comment(target.table.key, f"{target.name} 另有“{text}”")
    _report_columns(draft, target, assignment.heads)


def _report_columns(draft: Draft, target: FormLine, heads: Sequence[str]) -> None:
    """Say that a table's own column headings are not the form's; the figures stand as they stood."""
    columns = [line[-1] for line in target.table.column_lines]
    other = [(head, column) for head, column in zip(heads, columns, strict=False) if _differs(head, column)]
    place = ("tables", target.table.key)
    if other and not any(finding.code == "import.columns" and finding.place == place for finding in draft.findings):
        said = "、".join(f"“{head}”对应“{column.label}”" for head, column in other)
        draft.add_finding("import.columns", f"原表的列标题与格式不同，按位置对应：{said}", place, "核对两者是不是一回事")


def _differs(head: str, column: Heading) -> bool:
    return len(core(head)) > 1 and max(likeness(head, said) for said in spellings(column)) < 0.75


def _write(draft: Draft, match: RowMatch, texts: Sequence[str], heads: Sequence[str], footnotes: dict[str, str]) -> None:
    table = match.target.table
    for number, ((row, column), text) in enumerate(zip(match.target.cells, texts, strict=True)):
        heading = table.column_lines[table.column_index[column]][-1]
        written = content_cell(text, heading, heads[number] if number < len(heads) else "", footnotes)
        draft.cells[table.key, row, column] = written.text
        if written.code:
            _report_cell(draft, table, row, heading, written)


def _report_cell(draft: Draft, table: TableForm, row: str, heading: Heading, written: ContentCell) -> None:
    place = (*row_place(table, row), heading.key)
    where = f"“{table.row_label(row)}”的“{heading.label}”"
    if written.text == BLANK:
        draft.ambiguous += 1
        draft.remarks.setdefault((table.key, row), []).append(f"{heading.label}：{written.why}")
        draft.add_finding(written.code, f"{where}：{written.why}，留作空白", place, "对照原文填写")
    else:
        draft.add_finding(written.code, f"{where}：{written.why}", place)


def _leave_blank(draft: Draft, target: FormLine, line: TableLine) -> None:
    """Leave a line blank whose figures can't be told apart."""
    said = " ".join(line.filled)
    draft.ambiguous += len(target.cells)
    draft.add_remark(target, f"原文“{said}”")
    draft.add_row_finding(
        target, "import.ambiguous", f"有 {len(line.filled)} 个数，应有 {len(target.cells)} 个，对不上：{said}", "对照原文填写"
    )


def _split_runs(draft: Draft, runs: list[tuple[RowMatch, Assignment]]) -> None:
    """Read digits that ran together, all of a table at once.

    Where some line has fewer digits than cells, blank cells left no trace in this document: then the sums
    prove nothing, as the figures that they choose might be fewer than the cells.
    """
    lossy = any(sum(map(len, assignment.pieces)) < len(match.target.cells) for match, assignment in runs)
    for table in draft.form.tables.values():
        mine = [(match, assignment) for match, assignment in runs if match.target.table.key == table.key]
        if not mine:
            continue
        known = dict(_amounts(draft, table))
        questions = [DigitRun(match.target.cells, assignment.pieces) for match, assignment in mine]
        certain: list[str] = []
        for (match, assignment), reading in zip(mine, split_digits(table, known, questions), strict=True):
            sure = reading if not (lossy and reading.open) else replace(reading, figures=(None,) * len(match.target.cells))
            _take_reading(draft, match, assignment.pieces, sure, certain)
        if certain:
            said = "、".join(certain)
            draft.add_finding("import.split", f"数字连在一起，按一格一位拆开：{said}", ("tables", table.key), "对照原文核对")


def _amounts(draft: Draft, table: TableForm) -> Iterator[tuple[tuple[str, str], Decimal]]:
    """The figures of a table that stand for themselves; not applicable counts as nothing."""
    for (key, row, column), text in draft.cells.items():
        if key == table.key and text != BLANK:
            heading = table.column_lines[table.column_index[column]][-1]
            cell, _ = parse_cell(text, heading.holds, heading.units)
            yield (row, column), cell.amount or Decimal(0)


def _take_reading(draft: Draft, match: RowMatch, pieces: Sequence[str], reading: Reading, certain: list[str]) -> None:
    if not reading.readings:
        _leave_blank(draft, match.target, match.line)
        return
    target, said = match.target, " ".join(pieces)
    for (row, column), figure in zip(target.cells, reading.figures, strict=True):
        draft.cells[target.table.key, row, column] = BLANK if figure is None else figure
    unsure = reading.figures.count(None)
    if not unsure and not reading.open:
        certain.append(f"{target.name}（{said}）")
    elif not unsure:
        shown = "、".join(figure or "" for figure in reading.figures)
        draft.add_row_finding(target, "import.split", f"“{said}”按勾稽关系只能拆成 {shown}", "对照原文核对")
    else:
        draft.ambiguous += unsure
        listed = _readings_text(reading)
        draft.add_remark(target, f"原文“{said}”{listed}")
        draft.add_row_finding(target, "import.ambiguous", f"“{said}”有不止一种拆法，未定的留作空白{listed}", "对照原文填写")


def _readings_text(reading: Reading) -> str:
    if not reading.readings:
        return ""
    shown = " / ".join(", ".join(figures) for figures in reading.readings[:_MAX_READINGS])
    more = f" 等 {len(reading.readings)} 种" if len(reading.readings) > _MAX_READINGS else ""
    return f"，可能是：{shown}{more}"


def _fills_group(draft: Draft, line: TableLine, matched: FormMatch) -> bool:
    """Whether a line that counts a whole group in one row could be taken: where it says 0, each row of the group is 0."""
    for table in matched.form.tables.values():
        group = group_of(line, table)
        texts = line.filled if len(line.filled) == len(table.column_keys) else line.texts
        rows = [row for row, steps in zip(table.row_keys, table.row_lines, strict=True) if group in steps]
        filled = any((table.key, row, column) in draft.cells for row in rows for column in table.column_keys)
        if group is None or filled or len(texts) != len(table.column_keys):
            continue
        for row in rows:
            draft.cells |= {
                (table.key, row, column): "0" for column, text in zip(table.column_keys, texts, strict=True) if text == "0"
            }
        unsure = sum(has_digit(text) and text != "0" for text in texts)
        draft.ambiguous += unsure * len(rows)
        place = row_place(table, rows[0])[:-1]
        said = f"“{group.label}”在格式里分 {len(rows)} 行，原表只有一行：{line.quote}"
        if unsure:
            draft.add_comment(table.key, line.quote)
            draft.add_finding("import.ambiguous", f"{said}；是 0 的各行都是 0，其余留作空白", place, "对照台账分行填写")
        else:
            draft.add_finding("import.split", f"{said}；是 0 的各行都是 0", place, "对照原文核对")
        return True
    return False


def _report_missing(draft: Draft) -> None:
    """Name the rows that no line was found for: they stay blank."""
    have = {(table, row) for table, row, _ in draft.cells} | set(draft.remarks)
    for table in draft.form.tables.values():
        missing = [row for row in table.row_keys if (table.key, row) not in have]
        if len(missing) == len(table.row_keys):
            message = f"没有找到表格“{table.title}”，留作空白"
            draft.add_finding("import.table-missing", message, ("tables", table.key), "对照原文填写；原文确实没有的，保留空白")
        else:
            _report_missing_rows(draft, table, missing)


def _report_missing_rows(draft: Draft, table: TableForm, missing: Sequence[str]) -> None:
    """One finding for every few rows; a long run of them, as after a torn-off page, is told in one."""
    runs = [[row] for row in missing] if len(missing) <= _MAX_ROW_FINDINGS else [list(missing)]
    for rows in runs:
        said = "、".join(f"“{table.row_label(row)}”" for row in rows)
        count = f" {len(rows)} 行" if len(rows) > 1 else "一行"
        draft.add_finding("import.row-missing", f"没有找到{said}{count}，留作空白", row_place(table, rows[0]), "对照原文填写")


def _names_row(line: TableLine, form: Format, wordings: Wordings) -> bool:
    """Whether a line that was not taken names a row of the form all the same."""
    rows = (FormLine(table, (row,)) for table in form.tables.values() if not table.authored for row in table.row_keys)
    return line.has_figures and any(alike(line, row, wordings) == EXACT for row in rows)


def _report_left_line(draft: Draft, line: TableLine, matched: FormMatch, wordings: Wordings) -> None:
    """Keep a line that is no row of the form: as a comment below the table it stood in, and in a finding."""
    before = [match for match in matched.matches if (match.line.grid, match.line.row) < (line.grid, line.row)]
    table = max(before or matched.matches, key=lambda match: (match.line.grid, match.line.row)).target.table
    again = next((m for m in matched.matches if m.target.spellings and alike(line, m.target, wordings) == EXACT), None)
    if again and again.line.filled == line.filled:
        return
    draft.add_comment(table.key, line.quote)
    if again:
        message = f"“{again.target.name}”在原文中出现了不止一次，数不相同：{line.quote}"
        draft.add_finding("import.duplicate", message, row_place(again.target.table, again.target.rows[0]), "核对用哪一行")
    else:
        hint = "本地增加的行没有官方位置：需要公开的写进正文"
        draft.add_finding("import.left-over", f"原表另有一行，格式里没有：{line.quote}", ("tables", table.key), hint)
