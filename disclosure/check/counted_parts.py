"""Counts that are made of others: sums told behind their summands, and parts of what was counted before."""

from collections.abc import Sequence
from decimal import Decimal

from .cell_groups import CellGroup
from .claims import Claim
from .clauses import is_opaque
from .lexicon import Token, entries_in
from .meanings import HANDED_IN, HEADS, OUT_OF, Meaning, came_in, closed_ones, distinct, meaning_of
from .percentages import SUMS
from .reading_state import ReadingState


def is_sum(tokens: Sequence[Token]) -> bool:
    """Whether words say that what follows is counted together."""
    return any(token.value in SUMS for token in tokens)


_NEAR = 20
"""How many claims of its sentence may be summed up."""


def sum_of_counts(before: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """Return what 合计 counts without words of its own: the counts right before it together, or those of parts of the year."""
    headed = state.pending if state.pending and state.pending[-1].value in HEADS else ()
    if not is_sum(before) or any(token.kind in ("term", "about", "among") for token in (*headed, *before)):
        return None
    counted = [claim for claim in state.listed[-_NEAR:] if claim.kind == "count" and not claim.partly]
    if counted and counted[-1].year != state.year and any(token.kind == "same-year" for token in before):
        return Meaning(counted[-1].meant, True)
    if counted and counted[-1].scope == "other" and state.scope == "whole" and state.who:
        return Meaning(counted[-1].meant, True)
    last = counted[-2:]
    if len(last) == 2 and last[0].meant[0][0].columns and not last[1].meant[0][0].columns and came_in(last[1].meant[0], state):
        of_columns = _sum_of_columns(counted[:-1]) if len(counted) > 2 else None
        return Meaning(tuple((*one, *last[1].meant[0]) for one in of_columns.meant), True) if of_columns else None
    if len(last) == 2 and all(cells.columns for claim in last for cells in claim.meant[0]):
        return _sum_of_columns(counted)
    if state.is_last_lost or (len(last) == 2 and not all(came_in(one, state) for one in last[0].meant)):
        return None  # 收到30件、结转1件，办结其中的23件和结转的1件，共24件
    if len(last) == 2 and last[0].meant != last[1].meant and all(came_in(claim.meant[0], state) for claim in last):
        return Meaning(((*last[0].meant[0], *last[1].meant[0]),), True)
    return None


def _sum_of_columns(counted: Sequence[Claim]) -> Meaning | None:
    """What 合计 behind a list of columns counts: their row, or as much of it as was told."""
    rows = [tuple(cells._replace(columns=()) for cells in claim.meant[0]) for claim in counted]
    told = [claim for claim, row in zip(counted, rows, strict=True) if row == rows[-1]]
    if rows[-2] != rows[-1]:
        return None
    return Meaning((rows[-1], tuple(dict.fromkeys(cells for claim in told for cells in claim.meant[0]))), True)


def says_nothing_of_rows(meaning: Meaning, amount: Decimal, of: Claim, state: ReadingState) -> bool:
    """Whether a part of a whole is none of the rows that its words name: of what came in, of columns of an unknown part."""
    if meaning.received or (state.is_part_lost and meaning.meant[0][0].columns) or _is_some_of_the_same(meaning, amount, state):
        return True
    if of.meant[0][0].table != meaning.meant[0][0].table:
        state.forget_last()
        return True
    return False


def is_of_other_things(meaning: Meaning, unit: str, state: ReadingState) -> bool:
    """Whether how requests went is told out of what is not understood, or of what one request has several of.

    审查信息398条，其中不予公开7条; 24件申请共答复事项38项.
    """
    cells = meaning.meant[0][0]
    if cells.table not in state.lexicon.form.about_tables:
        return False
    is_finer = unit in _FINER and any(c.unit == "件" and c.meant[0][0].table == cells.table for c in state.listed)
    is_way = len(cells.rows) > 1 or [row.count(".") for row in cells.rows] == [1]
    return is_finer or (state.is_of_unknown and is_way)


_FINER = frozenset({"项", "条", "份", "个"})
"""Counters of what a request may ask for, where requests are counted in 件."""


def some_of_rows(before: Sequence[Token], behind: Sequence[Token], state: ReadingState) -> Meaning | None:
    """Return the rows named of which what is counted is only some (复议案件中两件; 新收申请中20件由自然人提出), if any are.

    Of requests it is only some where it is said which.
    """
    inside = before[:-1] if before and before[-1].value == "有" else before
    is_some = inside and (inside[-1].value in OUT_OF or (inside != before and inside[-1].value == "的"))
    meaning = meaning_of(before, state) if is_some else None
    form, cells = state.lexicon.form, meaning.meant[0][0] if meaning else CellGroup("", ())
    is_told = cells.table not in form.about_tables or any(token.kind in ("term", "unknown") for token in behind)
    return meaning if cells.table in form.totals and is_told and not cells.columns else None


def went_so(behind: Sequence[Token], meaning: Meaning, state: ReadingState) -> Meaning | None:
    """Return the meaning of some of the disputes by how they went (复议案件中两件已审结并获维持), None where that is not said."""
    named = entries_in(state.lexicon.form, {str(token.value) for token in behind if token.kind == "term"})
    table = meaning.meant[0][0].table
    columns = tuple(key for entry in named if entry.table == table for key in entry.columns)
    if columns:
        return meaning._replace(
            meant=tuple(tuple(c._replace(columns=columns) for c in one) for one in meaning.meant), received=False
        )
    if table in state.lexicon.form.about_tables:
        return meaning_of(behind, state) if any(e.rows and not e.verb for e in named) and not is_opaque(behind) else None
    return closed_ones((*behind, *_OF), meaning.meant, state)


_OF = (Token("plain", "的", 0, 0),)


def _is_some_of_the_same(meaning: Meaning, amount: Decimal, state: ReadingState) -> bool:
    """Whether a count out of a whole is of the whole's own row: only some of it (办结的24件中，按期答复20件)."""
    of, cells = state.whole, meaning.meant[0]
    return bool(of and cells == of.meant[0] and amount < of.amount and cells[0].table in state.lexicon.form.about_tables)


def is_open(meaning: Meaning, state: ReadingState) -> bool:
    """Whether words count what is not yet done: what is left over (余、尚有) is nothing else."""
    tables = state.lexicon.form.open_lines
    return all(
        (cells.table, cells.rows) in state.lexicon.form.brought_forward
        or all(row in tables[cells.table] for row in cells.rows)
        or all(key in tables[cells.table] for key in cells.columns or ("",))
        for cells in meaning.meant[0]
    )


def all_there_were(meaning: Meaning, state: ReadingState) -> tuple[tuple[CellGroup, ...], ...]:
    """Return what is not yet done as it may be meant of the whole year: all that came (待办理申请31件，其中新收30件)."""
    cells, form = meaning.meant[0][0], state.lexicon.form
    if not form.open_lines[cells.table].issuperset(cells.rows or ("",)):
        return ()
    came = (entry for entry in form.entries if entry.includes and entry.table == cells.table)
    return distinct((cells._replace(rows=entry.rows), cells._replace(rows=entry.includes)) for entry in came)


def left_over(before: tuple[Token, ...], behind: tuple[Token, ...], meaning: Meaning, state: ReadingState) -> Meaning | None:
    """Return what is left over: what is open, or what words behind it say to be so, or of whom it came (其余3件由企业提出)."""
    if is_open(meaning, state) or not behind or is_opaque(behind):
        return meaning if is_open(meaning, state) else None
    if meaning.meant[0][0].columns and any(token.value in HANDED_IN for token in behind):
        return meaning
    still_open = meaning_of((*before, *behind), state)
    return still_open if still_open and is_open(still_open, state) else None


def from_whom(before: tuple[Token, ...], behind: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """Return what is counted of requests of which words right behind say whose they are (申请27件来自个人), if any do."""
    is_said = len(behind) > 1 and behind[0].value in ("来自", "由") and behind[1].kind == "term"
    meaning = meaning_of((*before, *behind[:2]), state) if is_said and not is_opaque(before) else None
    return meaning if meaning and meaning.meant[0][0].columns else None


def of_ours(before: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """Return what is counted of disclosure out of what was counted of all kinds: 行政诉讼11件，其中信息公开类2件."""
    of = state.whole
    if of is None or of.meant[0][0].columns or any(t.kind == "term" for t in before):
        return None
    is_ours = any("信息公开" in str(token.value) for token in before)
    return Meaning(of.meant, True) if is_ours and of.meant[0][0].table not in state.lexicon.form.about_tables else None


def named_tables(tokens: Sequence[Token], state: ReadingState) -> set[str]:
    """Return the tables of which words name rows or columns."""
    return {e.table for e in entries_in(state.lexicon.form, {str(t.value) for t in tokens if t.kind == "term"})}
