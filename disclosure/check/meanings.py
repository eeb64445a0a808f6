"""What words count: the cells of the tables that they stand for, each in the words of its form."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .cell_groups import CellGroup
from .lexicon import Token, Wording, entries_in
from .reading_state import ReadingState
from .words import LAST, NEXT

_MATTERS = frozenset({"信息", "信息数", "信息数量", "文件", "文件数", "政府信息", "类"})
"""After “依申请公开” or “不予公开” these speak of documents by how they may be disclosed, and not of requests."""
GOES_ON = frozenset({"办理", "处理", "处置"})
"""Verbs that say of requests that they are dealt with, and not that they are done unless with one of `FINISHED`."""
FINISHED = frozenset({"完毕", "完成", "完结", "完", "全部完成", "全面完成"})
_YEARS = frozenset({LAST, NEXT})


class Meaning(NamedTuple):
    """What words before or behind a count say that it counts; `own` when they say so without help of the sentence."""

    meant: tuple[tuple[CellGroup, ...], ...]
    own: bool
    received: bool = False
    strict: bool = False


def meaning_of(tokens: Sequence[Token], state: ReadingState) -> Meaning | None:
    """Return what words count: rows in their own words, columns of what is counted already, verbs with their object."""
    form = state.lexicon.form
    words = {str(token.value) for token in tokens if token.kind == "term" or token.value in _YEARS}
    entries = entries_in(form, words) if words else ()
    rest = words - _YEARS - {word for entry in entries for word in entry.words}
    has_rows = any(entry.rows and not entry.verb for entry in entries)
    if rest and not (rest <= form.companions and (has_rows or any(token.kind == "join" for token in tokens))):
        return None
    if has_rows:
        return _of_rows(tokens, entries, state)
    about = {str(token.value) for token in tokens if token.kind == "about"}
    columns = [entry for entry in entries if entry.columns]
    weak = any(token.kind == "weak" for token in tokens)
    verbs = [entry for entry in entries if entry.verb and entry.table in (about or (state.about if not weak else ()))]
    if verbs and not about and _is_of_another_table(verbs, state):
        return _closed(words, verbs, state)
    if verbs:
        return _of_verbs(tokens, words, verbs, columns, bool(about), state)
    if columns and (found := _of_columns(columns, about, state)):
        return found
    table = next(iter(about), "")
    if about and not rest and not _is_of_documents(tokens, table, state):
        objects = [entry for entry in form.entries if entry.verb and entry.table == table]
        meant = [_crossed(entry, columns) for entry in objects]
        meant += [_crossed(entry, ()) for entry in objects] if columns and state.whole is None else []
        return Meaning(distinct(meant), True, not columns)
    return None


def may_count(meaning: Meaning, state: ReadingState) -> bool:
    """Whether words may count something here: in a sentence that is still understood."""
    return meaning.own or not state.is_lost


def came_in(meant: tuple[CellGroup, ...], state: ReadingState) -> bool:
    """Whether cells count what came in, or are of a table that counts no coming in."""
    arrivals, tables = state.lexicon.form.arrivals, state.lexicon.form.about_tables
    return all(cells.table not in tables or (cells.table, cells.rows[0]) in arrivals for cells in meant)


def distinct(meant: Iterable[tuple[CellGroup, ...]]) -> tuple[tuple[CellGroup, ...], ...]:
    """Return each of several meanings once."""
    return tuple(dict.fromkeys(meant))


def _of_verbs(
    tokens: Sequence[Token], words: set[str], verbs: list[Wording], columns: list[Wording], own: bool, state: ReadingState
) -> Meaning:
    """The meaning of verbs with what the table is about: 收到, 办结, 结转."""
    meant = [_crossed(verb, columns) for verb in verbs]
    if words & GOES_ON and not any(token.value in FINISHED for token in tokens):
        meant += [_all_that_came(verb.table, columns, state) for verb in verbs if not verb.includes]
    if columns and state.whole is None:
        meant += [_crossed(verb, ()) for verb in verbs]
    received = all(verb.includes for verb in verbs)
    return Meaning(distinct(meant), own, received, any(word.startswith("新") for word in words))


def _is_of_another_table(verbs: Sequence[Wording], state: ReadingState) -> bool:
    """Whether verbs without their object (已审结5件) can only speak of what the sentence has counted, which has no such verbs."""
    tables = {verb.table for verb in verbs}
    return state.last is not None and not any(claim.meant[0][0].table in tables for claim in state.listed)


def _closed(words: set[str], verbs: Sequence[Wording], state: ReadingState) -> Meaning | None:
    """The meaning of verbs that say how many of what was counted right before came to an end: all but those still open."""
    assert state.last is not None
    meant = state.last.meant
    table = next((table for table in state.lexicon.form.tables if table.key == meant[0][0].table), None)
    if table is None or words & GOES_ON or any(verb.includes for verb in verbs):
        return None
    still_open = state.lexicon.form.open_lines[table.key]
    columns = tuple(line[-1].key for line in table.column_lines if not line[-1].sums and line[-1].key not in still_open)
    if not still_open.intersection(table.column_keys) or meant[0][0].columns:
        return None
    return Meaning(distinct(tuple(cells._replace(columns=columns) for cells in one) for one in meant), True)


def _all_that_came(table: str, columns: Sequence[Wording], state: ReadingState) -> tuple[CellGroup, ...]:
    """The cells of all that had to be dealt with: what came in, and what was there before."""
    came = next((entry for entry in state.lexicon.form.entries if entry.includes and entry.table == table), None)
    if came is None:
        return ()
    return (*_crossed(came, columns), *_crossed(came._replace(rows=came.includes), columns))


def _of_rows(tokens: Sequence[Token], entries: Sequence[Wording], state: ReadingState) -> Meaning | None:
    """The meaning of rows in their own words; of several tables the one named last counts."""
    places = {str(token.value): number for number, token in enumerate(tokens) if token.kind == "term"}
    rows = [entry for entry in entries if entry.rows and not entry.verb]
    table = max(rows, key=lambda entry: max(places.get(word, -1) for word in entry.words)).table
    rows = [entry for entry in rows if entry.table == table]
    rows = [entry for entry in rows if not any(set(other.rows) < set(entry.rows) for other in rows)]
    columns = [entry for entry in entries if entry.columns and entry.table == table]
    last = max(places.get(word, -1) for entry in rows for word in entry.words)
    foreign = [places[word] for e in entries if e.verb and e.table != table for word in e.words]
    if foreign and (not state.is_topical or max(foreign) > last):
        return None
    if any(_is_detail(entry, state) for entry in rows) and not _tells_outcomes(state):
        return None
    if _is_of_documents(tokens, table, state):
        return None
    crossed = [_crossed(entry, columns) for entry in rows]
    if len(crossed) > 1 and any(token.kind == "join" for token in tokens):
        return Meaning((tuple(dict.fromkeys(cells for one in crossed for cells in one)),), True)
    return Meaning(distinct(crossed), True)


def _is_of_documents(tokens: Sequence[Token], table: str, state: ReadingState) -> bool:
    """Whether words sort documents (不予公开文件36条), or name an application for what the table counts."""
    form = state.lexicon.form
    own = [n for n, t in enumerate(tokens) if t.kind == "term" or (t.kind == "about" and t.value == table)]
    rest = tokens[max(own, default=-1) + 1 :]
    if any(token.kind == "about" for token in rest):
        return table not in form.totals or table in form.about_tables
    return table in form.about_tables and any(token.value in _MATTERS for token in rest)


def _is_detail(entry: Wording, state: ReadingState) -> bool:
    """Whether a row is one of the finer ones, whose words mean other things where nobody speaks of requests.

    Those that name requests (重复申请) do so there too.
    """
    if len(entry.rows) != 1 or entry.rows[0].count(".") < 2 or entry.table not in state.lexicon.form.about_tables:
        return False
    things = tuple(thing for table, words in state.lexicon.form.about if table == entry.table for thing in words)
    return entry.table not in state.about or any(word.endswith(things) for word in entry.words)


def _tells_outcomes(state: ReadingState) -> bool:
    """Whether the sentence tells what became of requests."""
    return state.tells_outcomes or any("." in cells.rows[0] for claim in state.listed for cells in claim.meant[0] if cells.rows)


def _of_columns(columns: list[Wording], about: set[str], state: ReadingState) -> Meaning | None:
    """The meaning of columns alone: of the rows that were counted before, or else of what the table is about."""
    of = state.whole or state.last or (state.listed[-1] if state.listed else None)
    tables = {entry.table for entry in columns}
    if of and of.meant[0][0].table in tables:
        table = of.meant[0][0].table
        keys = tuple(dict.fromkeys(key for entry in columns if entry.table == table for key in entry.columns))
        return Meaning(distinct(tuple(cells._replace(columns=keys) for cells in one) for one in of.meant), True)
    objects = [e for e in state.lexicon.form.entries if e.verb and e.table in tables & (about | set(state.about))]
    if objects:
        return Meaning(distinct(_crossed(entry, columns) for entry in objects), True)
    return None


def _crossed(entry: Wording, columns: Sequence[Wording]) -> tuple[CellGroup, ...]:
    """The cells of a row in the columns that are named beside it."""
    keys = tuple(dict.fromkeys(key for column in columns if column.table == entry.table for key in column.columns))
    return (CellGroup(entry.table, entry.rows, keys),)
