"""A document's lines → the cells of a form, and a finding for whatever is not simply what the document shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

from msgspec.structs import replace

from ..characters import has_digit
from .assign_columns import Assignment, assign_columns, in_read_order
from .content_cell import TILDE, CellContext, ContentCell, content_cell
from .draft import Draft, row_place
from .labels import EXACT, core, likeness
from .match_rows import FormLine, FormMatch, RowMatch, alike, group_of
from .split_digits import DigitRun, Reading, holds, split_digits, sums_of
from .table_lines import TableLine
from .wordings import Wordings, spellings

_MAX_ROW_FINDINGS = 4
"""Missing rows of a table that get a finding each."""
_MAX_READINGS = 6
"""Readings of run-together digits that are listed."""
_APART = re.compile(r"0*\d")
"""Digits of which no two can be one figure."""
_EVIDENCE = {
    "heads": "按原表的列标题对应",
    "empty-column": "原表多出空列，按先后顺序对应",
    "outer-blanks": "原表多出空格，按从左到右对应",
}


def fill_form(matched: FormMatch, wordings: Wordings, path: str, footnotes: Mapping[str, str], units: Mapping[int, str]) -> Draft:
    """Return the form with the cells that the matched lines fill. Every number ends in a cell, a remark or a finding.

    `footnotes` are the document's, by their marks; `units` is what is said of units beside each of its grids.
    """
    draft = Draft(matched.form, path)
    runs: list[tuple[RowMatch, Assignment]] = []
    for match, assignment in _assignments(matched.matches):
        if match.rivals:
            quotes = "；".join(dict.fromkeys(line.quote for line in (match.line, *match.rivals)))
            draft.leave_blank(match.target, quotes, f"原文中不止一处，数不相同，留作空白：{quotes}", "import.duplicate")
            continue
        _report_evidence(draft, match, assignment)
        if assignment.texts is not None:
            _write(draft, match, assignment, CellContext(unit_line=units.get(match.line.grid, ""), footnotes=footnotes))
        elif assignment.pieces:
            runs.append((match, assignment))
        else:
            _report_unclear(draft, match, assignment)
    _split_runs(draft, runs, traceless=_has_traceless_blanks(matched, runs, wordings))
    _join_digits(draft)
    _report_unnamed(draft, matched.matches)
    _report_cells(draft)
    used = [line for match in matched.matches for line in (match.line, *match.rivals)]
    rows = [FormLine(table, (row,)) for table in matched.form.tables.values() if not table.authored for row in table.row_keys]
    left = [line for line in matched.left if line.has_figures]
    used += [line for line in left if any(alike(line, row, wordings) == EXACT for row in rows)]
    draft.grids = frozenset(line.grid for line in used)
    left = [line for line in left if line.grid in draft.grids and not _fills_group(draft, line, matched)]
    _report_missing(draft)
    for line in left:
        _report_left_line(draft, line, matched, wordings)
    return draft


def _assignments(matches: Sequence[RowMatch]) -> Iterator[tuple[RowMatch, Assignment]]:
    """Each match with its assignment; where headings change the order of a table, none of its lines is taken in plain order."""
    found = []
    changed: dict[str, str] = {}
    for match in matches:
        target = in_read_order(match.line, match.target)
        one = assign_columns(match.line, target)
        if target.cells != match.target.cells:
            labels = tuple(map(target.table.column_label, target.columns))
            one = replace(one, how="heads", heads=one.heads or labels, reordered=True)
        found.append((replace(match, target=target), replace(one, named=one.named or bool(target.columns))))
        if one.against or one.reordered:
            changed[target.table.key] = one.against or "、".join(one.heads)
    for match, one in found:
        against = "" if one.named else changed.get(match.target.table.key, "")
        yield match, Assignment(None, against=against) if against else one


def _report_unclear(draft: Draft, match: RowMatch, assignment: Assignment) -> None:
    """Leave a line blank whose figures can't be told apart, or whose headings say otherwise than their order."""
    target, line = match.target, match.line
    said = " ".join(line.filled)
    if assignment.against:
        why = f"原表列标题的顺序与格式不同（{assignment.against}），对不上，留作空白：{said}"
    else:
        why = f"有 {len(line.filled)} 个数，应有 {len(target.cells)} 个，对不上：{said}"
    draft.leave_blank(target, said, why)


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
        draft.add_over(target.table, f"{target.name} 另有“{text}”")
    if assignment.missing:
        names = [target.cells[cell] for cell in assignment.missing]
        said = "、".join(dict.fromkeys(target.table.column_label(column) for _, column in names))
        draft.add_row_finding(target, "import.row-missing", f"原表没有“{said}”的列，留作空白", "对照原文填写")
    _report_columns(draft, match, assignment.heads)


def _report_columns(draft: Draft, match: RowMatch, heads: Sequence[str]) -> None:
    """Say once of a table that its column headings are not the form's; the figures stand as they stood."""
    table = match.target.table
    columns = [table.column(column) for _, column in match.target.cells]
    place = ("tables", table.key)
    if any(finding.code == "import.columns" and finding.place == place for finding in draft.findings):
        return
    other = [
        (head, column.label)
        for head, column in zip(heads, columns, strict=False)
        if len(core(head)) > 1 and max(likeness(head, said) for said in spellings(column)) < 0.75
    ]
    if other:
        said = "、".join(f"“{head}”对应“{label}”" for head, label in dict.fromkeys(other))
        draft.add_finding("import.columns", f"原表的列标题与格式不同，按位置对应：{said}", place, "核对两者是不是一回事")


def _write(draft: Draft, match: RowMatch, assignment: Assignment, context: CellContext) -> None:
    """Write the cells of a line; what there is to say about them is said when all are written."""
    table = match.target.table
    heads = chain(assignment.heads, repeat(""))
    for (row, column), text, head in zip(match.target.cells, assignment.texts or (), heads, strict=False):
        heading = table.column(column)
        context = replace(context, head=head, label=";".join(match.line.labels))
        draft.cells[table.key, row, column] = content_cell(text, heading, context)


def _join_digits(draft: Draft) -> None:
    """Join the digits of cells that were broken over lines, where every sum that such a cell is part of then holds."""
    joined = {cell: one.joined for cell, one in draft.cells.items() if one.joined}
    for table in draft.form.tables.values() if joined else ():
        amounts = draft.amounts(table, joined)
        for (key, row, column), text in joined.items():
            sums = [one for one in sums_of(table) if any((term.row, term.column) == (row, column) for term in one.terms)]
            if key == table.key and sums and all(holds(one, amounts) for one in sums):
                why = f"{draft.cells[key, row, column].why.partition('，')[0]}，按勾稽关系连成 {text}"
                draft.cells[key, row, column] = ContentCell(text, "import.split", why)


def _report_unnamed(draft: Draft, matches: Sequence[RowMatch]) -> None:
    """Say of a table that its column headings can't be read, and leave it blank where most lines contradict the form's order.

    A few of the headings prove nothing: rows are called 总计 and 其他, too.
    """
    done = {finding.place for finding in draft.findings if finding.code == "import.columns"}
    for key, table in draft.form.tables.items():
        mine = [match for match in matches if match.target.table is table and not match.rivals]
        words, columns = "\n".join(match.line.words for match in mine), table.leaf_columns
        named = [column for column in columns if any(core(said) in words for said in spellings(column))]
        if not mine or ("tables", key) in done or 2 * len(named) >= len(columns) or len(columns) < 2:
            continue
        message = f"“{table.title}”没有认出列标题，按格式的次序对应"
        draft.add_finding("import.columns", message, ("tables", key), "对照原文核对")
        amounts = draft.amounts(table)
        told = []
        for one in sums_of(table):
            terms = [amounts.get((term.row, term.column)) for term in one.terms]
            if len({term.row for term in one.terms}) == 1 and None not in terms and any(terms):
                told.append(holds(one, amounts))
        for match in mine if 2 * sum(told) < len(told) else ():
            draft.leave_blank(match.target, match.line.quote, f"没有认出列标题，按格式的次序又不合勾稽：{match.line.quote}")


def _report_cells(draft: Draft) -> None:
    """Say of each cell what is not simply what the document shows."""
    for (key, row, column), written in draft.cells.items():
        table = draft.form.tables[key]
        place = (*row_place(table, row), column)
        where = f"“{table.row_label(row)}”的“{table.column_label(column)}”"
        if written.code and written.text == TILDE:
            draft.ambiguous += 1
            draft.add_remark(table, row, f"{table.column_label(column)}：{written.why}")
            draft.add_finding(written.code, f"{where}：{written.why}，留作空白", place, "对照原文填写")
        elif written.code:
            draft.add_finding(written.code, f"{where}：{written.why}", place)


def _has_traceless_blanks(matched: FormMatch, runs: Sequence[tuple[RowMatch, Assignment]], wordings: Wordings) -> bool:
    """Whether blank cells left no trace in a document: some row has fewer digits than cells, or a label and no digit at all."""
    if any(sum(map(len, assignment.pieces)) < len(match.target.cells) for match, assignment in runs):
        return True
    tables = {match.target.table.key: match.target.table for match, _ in runs}
    have = {(match.target.table.key, row) for match in matched.matches for row in match.target.rows}
    without = [FormLine(table, (row,)) for table in tables.values() for row in table.row_keys if (table.key, row) not in have]
    said = "".join(match.line.head_words for match, _ in runs)
    return any(
        core(target.spellings[0]) in said
        or any(alike(line, target, wordings) == EXACT and line.digits < len(target.cells) for line in matched.left)
        for target in without
    )


def _split_runs(draft: Draft, runs: Sequence[tuple[RowMatch, Assignment]], *, traceless: bool) -> None:
    """Read digits that ran together, all of a table at once.

    Where blank cells left no trace nothing proves that there are as many figures as cells, unless no two digits can be one.
    """
    for table in {match.target.table.key: match.target.table for match, _ in runs}.values():
        mine = [(match, assignment) for match, assignment in runs if match.target.table is table]
        questions = [DigitRun(match.target.cells, assignment.pieces) for match, assignment in mine]
        certain: list[str] = []
        readings = split_digits(table, draft.amounts(table), questions)
        for (match, assignment), reading in zip(mine, readings, strict=True):
            if traceless and not all(map(_APART.fullmatch, assignment.pieces)):
                reading = replace(reading, figures=(None,) * len(match.target.cells))
            _take_reading(draft, match, assignment, reading, certain)
        if certain:
            said = "、".join(certain)
            draft.add_finding("import.split", f"数字连在一起，按一格一位拆开：{said}", ("tables", table.key), "对照原文核对")


def _take_reading(draft: Draft, match: RowMatch, assignment: Assignment, reading: Reading, certain: list[str]) -> None:
    if not reading.readings:
        _report_unclear(draft, match, assignment)
        return
    target, said = match.target, " ".join(assignment.pieces)
    for (row, column), figure in zip(target.cells, reading.figures, strict=True):
        draft.cells[target.table.key, row, column] = ContentCell(TILDE if figure is None else figure)
    unsure = reading.figures.count(None)
    if not unsure and not reading.open:
        certain.append(f"{target.name}（{said}）")
    elif not unsure:
        shown = "、".join(figure or "" for figure in reading.figures)
        draft.add_row_finding(target, "import.split", f"“{said}”按勾稽关系只能拆成 {shown}", "对照原文核对")
    else:
        draft.ambiguous += unsure
        shown = " / ".join(", ".join(figures) for figures in reading.readings[:_MAX_READINGS])
        more = f" 等 {len(reading.readings)} 种" if len(reading.readings) > _MAX_READINGS else ""
        listed = f"，可能是：{shown}{more}"
        draft.add_remark(target.table, target.rows[0], f"原文“{said}”{listed}")
        draft.add_row_finding(target, "import.ambiguous", f"“{said}”有不止一种拆法，未定的留作空白{listed}", "对照原文填写")


def _fills_group(draft: Draft, line: TableLine, matched: FormMatch) -> bool:
    """Whether a line that counts a whole group in one row could be taken: where it is all 0, so is each row of the group."""
    for table in matched.form.tables.values():
        group = group_of(line, table)
        texts = line.filled if len(line.filled) == len(table.column_keys) else line.texts
        rows = [row for row, steps in zip(table.row_keys, table.row_lines, strict=True) if group in steps]
        filled = any((table.key, row, column) in draft.cells for row in rows for column in table.column_keys)
        if group is None or filled or len(texts) != len(table.column_keys):
            continue
        nothing = not any(has_digit(text) and text != "0" for text in texts)
        written = [ContentCell("0" if nothing and text == "0" else TILDE) for text in texts]
        for row in rows:
            draft.cells |= {(table.key, row, column): one for column, one in zip(table.column_keys, written, strict=True)}
        place = row_place(table, rows[0])[:-1]
        said = f"“{group.label}”在格式里分 {len(rows)} 行，原表只有一行：{line.quote}"
        if nothing:
            draft.add_finding("import.split", f"{said}；各行都是 0", place, "对照原文核对")
        else:
            draft.ambiguous += len(rows) * len(texts)
            draft.add_over(table, line.quote)
            draft.add_finding("import.ambiguous", f"{said}；留作空白", place, "对照台账分行填写")
        return True
    return False


def _report_missing(draft: Draft) -> None:
    """Name the rows that no line was found for: they stay blank. Of many, as after a torn-off page, all in one finding."""
    have = {(table, row) for table, row, _ in draft.cells}
    for table in draft.form.tables.values():
        missing = [row for row in table.row_keys if (table.key, row) not in have]
        if len(missing) == len(table.row_keys):
            message = f"没有找到表格“{table.title}”，留作空白"
            draft.add_finding("import.table-missing", message, ("tables", table.key), "对照原文填写；原文确实没有的，保留空白")
            continue
        for rows in [[row] for row in missing] if len(missing) <= _MAX_ROW_FINDINGS else [missing]:
            said = "、".join(f"“{table.row_label(row)}”" for row in rows)
            count = f" {len(rows)} 行" if len(rows) > 1 else "一行"
            draft.add_finding("import.row-missing", f"没有找到{said}{count}，留作空白", row_place(table, *rows), "对照原文填写")


def _report_left_line(draft: Draft, line: TableLine, matched: FormMatch, wordings: Wordings) -> None:
    """Keep a line that is no row of the form: as a comment below the table it stood in, and in a finding."""
    if not matched.matches:
        draft.add_finding("import.left-over", f"有一行对不上格式：{line.quote}", ("tables",), "对照原文填写")
        return
    before = [match for match in matched.matches if (match.line.grid, match.line.row) < (line.grid, line.row)]
    table = max(before or matched.matches, key=lambda match: (match.line.grid, match.line.row)).target.table
    again = next((m for m in matched.matches if m.target.spellings and alike(line, m.target, wordings) == EXACT), None)
    if again and again.line.filled == line.filled:
        return
    draft.add_over(table, line.quote)
    if again:
        message = f"“{again.target.name}”在原文中出现了不止一次，这一处的格数不同：{line.quote}"
        draft.add_finding("import.left-over", message, row_place(again.target.table, again.target.rows[0]), "核对用哪一行")
    else:
        hint = "本地增加的行没有官方位置：需要公开的写进正文"
        draft.add_finding("import.left-over", f"原表另有一行，格式里没有：{line.quote}", ("tables", table.key), hint)
