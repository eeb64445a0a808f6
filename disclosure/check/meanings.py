"""What words count: the cells of the tables that they stand for, each in the words of its form."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .cell_groups import CellGroup
from .claims import Claim
from .lexicon import Token, Wording, entries_in
from .reading_state import ReadingState
from .words import LAST, NEXT, THIS

_MATTERS = frozenset({"信息", "信息数", "信息数量", "文件", "文件数", "政府信息", "类"})
"""After “依申请公开” or “不予公开” these speak of documents by how they may be disclosed, and not of requests."""
_WRITINGS = frozenset({"决定书", "通知书", "文书"})
"""Behind a dispute these name what was written about it: 公开行政复议决定书12份."""
GOES_ON = frozenset({"办理", "处理", "处置", "已办理"})
"""Verbs that say of requests that they are dealt with, and not that they are done unless with one of `FINISHED`."""
FINISHED = frozenset({"完毕", "完成", "完结", "完", "全部完成", "全面完成"})
ADDED = frozenset({"加", "加上", "连同"})
"""These add what follows to what stands before: 新收加结转的31件; right before a count, to the one before (30件新申请加1件)."""
_TOGETHER = frozenset({"共", "的共", "总共", "一共", "共计", "合计", "总计", "累计"})
"""With these counts are summed up."""
OUT_OF = frozenset({"中", "里", "当中", "之中"})
"""Behind a count these say that the next ones are out of it: 答复的24件中; 新收的30件中已答复23件."""
TIMELY = frozenset({"按时", "按期", "及时", "期限", "法定", "法定期限", "如期"})
"""With these only what was done in time is counted, if the sentence tells what was late as well."""
_YEARS = frozenset({LAST, NEXT})
HANDED_IN = frozenset({"提出", "提交", "递交", "寄送", "提出了", "提交了", "递交了", "发起"})
"""What only applicants do: it counts what came in."""
HEADS = frozenset({"方面", "情况", "情形", ":"})
"""With what a phrase ends that says what the next one is about: 行政诉讼方面，全年没有发生."""
_BESIDES = frozenset({"另有", "还有", "尚有", "另", "涉及", "涉及到"})
"""With these, only some of what a table is about are counted (另有申请7件)."""
TOPICS = frozenset({"类", "类申请", "类案件", "类的", "涉及", "涉及到", "涉", "关于"})
"""With these what a table counts is what something else is about: 行政处罚类申请8件, 涉及行政处罚的9件."""
_NEW = frozenset({"当年", "当年度"})
"""With these, what was done is what came in, without what was there before (办结当年申请30件)."""
_CARRIED = frozenset({"结转", "转结", "接转", "结存"})
"""What is said of requests that go from one year to the next."""


class Meaning(NamedTuple):
    """What words before or behind a count say that it counts; `own` when they say so without help of the sentence."""

    meant: tuple[tuple[CellGroup, ...], ...]
    own: bool
    received: bool = False
    strict: bool = False


def meaning_of(tokens: Sequence[Token], state: ReadingState) -> Meaning | None:
    """Return what words count: rows in their own words, columns of what is counted already, verbs with their object."""
    form = state.lexicon.form
    if state.is_lost and any(token.value in ("相关", "有关") and after.kind == "about" for token, after in pairwise(tokens)):
        return None
    words = {str(token.value) for token in tokens if token.kind == "term" or token.value in _YEARS}
    words |= {LAST} if not words & _YEARS and _goes_into_this_year(tokens, state) else set()
    entries = entries_in(form, words) if words else ()
    rest = words - _YEARS - {word for entry in entries for word in entry.words}
    has_rows = any(entry.rows and not entry.verb for entry in entries)
    if rest and not (rest <= form.companions and (has_rows or any(token.kind == "join" for token in tokens[1:]))):
        return None
    about = {str(token.value) for token in tokens if token.kind == "about"}
    columns = [entry for entry in entries if entry.columns]
    if together := _of_all_that_came(tokens, entries, state) or _with_old_ones(tokens, entries, columns, state):
        return together
    if has_rows:
        return _of_rows(tokens, entries, state)
    if any(token.kind == "due" and (about or token.value != "在册") for token in tokens):
        if any(token.kind == "ended" or token.value in TIMELY or token.value in ("当年", "年内") for token in tokens):
            return None
        return _of_due(columns, about, state)
    weak = any(token.kind == "weak" for token in tokens)
    verbs = [entry for entry in entries if entry.verb and entry.table in (about or (state.about if not weak else ()))]
    if verbs:
        return _of_verbs(tokens, entries, verbs, about, state)
    if columns and not (weak and not about and not state.listed) and (found := _of_columns(columns, about, state)):
        return _handed_in(found, tokens, state) if not state.is_of_unknown else None
    return _of_things(tokens, columns, about, state) if about and not rest else None


def _goes_into_this_year(tokens: Sequence[Token], state: ReadingState) -> bool:
    """Whether something is said to go on into the year of the report (转入2024年继续办理), as what was carried over does."""
    told = [token for token in tokens if token.value not in ("至", "到", "入", "在")]
    carried = (
        a.kind == "term" and a.value in state.lexicon.form.companions and (b.kind, b.value) == ("time", THIS)
        for a, b in pairwise(told)
    )
    return any(carried) and any(token.value in ("继续", "办理") for token in told)


def _handed_in(meaning: Meaning, tokens: Sequence[Token], state: ReadingState) -> Meaning:
    """The meaning of columns, without what was done where they name who handed something in (个人提出的申请)."""
    came = tuple(meant for meant in meaning.meant if came_in(meant, state))
    return meaning._replace(meant=came) if came and any(token.value in HANDED_IN for token in tokens) else meaning


def _of_things(tokens: Sequence[Token], columns: list[Wording], about: set[str], state: ReadingState) -> Meaning | None:
    """The meaning of what a table is about without a verb: what came in or what was done, only the first if handed in."""
    table = next(iter(about))
    if _is_of_documents(tokens, table, state) or any(token.value in _BESIDES for token in tokens):
        return None
    objects = [entry for entry in state.lexicon.form.entries if entry.verb and entry.table == table]
    is_handed_in = any(token.value in HANDED_IN for token in tokens)
    objects = [entry for entry in objects if entry.includes] if is_handed_in else objects
    meant = [_crossed(entry, columns) for entry in objects]
    meant += [_crossed(entry, ()) for entry in objects] if columns and state.whole is None and not is_handed_in else []
    every = _all_that_came(table, columns, state)
    meant += [every] if every and not is_handed_in else []  # 31件申请办结24件
    return Meaning(distinct(meant), True, not columns, is_handed_in) if meant else None


def carried_either_way(tokens: Sequence[Token], state: ReadingState) -> Meaning | None:
    """What 结转 counts that does not say from or to which year: either."""
    form = state.lexicon.form
    words = {str(token.value) for token in tokens if token.kind == "term"}
    both = [entry for year in (LAST, NEXT) for entry in entries_in(form, words | {year}) if entry.words == words | {year}]
    both = [entry for entry in both if entry.table in state.about and words <= _CARRIED]
    if len({entry.rows for entry in both}) != 2:
        return None
    told = _columns_told(both[0].table, state)
    return Meaning(distinct((CellGroup(e.table, e.rows, columns),) for columns in ((), told) for e in both), False)


def _of_due(columns: Sequence[Wording], about: set[str], state: ReadingState) -> Meaning | None:
    """What counts all that had to be dealt with: what came in, and what was there before."""
    table = next(iter(about or state.about & state.lexicon.form.about_tables), "")
    came = next((entry for entry in state.lexicon.form.entries if entry.includes and entry.table == table), None)
    all_of_it = _all_that_came(table, columns, state)
    return Meaning(distinct((all_of_it, _crossed(came, columns))), bool(about)) if came else None


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
    tokens: Sequence[Token], entries: Sequence[Wording], verbs: list[Wording], about: set[str], state: ReadingState
) -> Meaning | None:
    """The meaning of verbs with what the table is about: 收到, 办结, 结转."""
    words = {str(token.value) for token in tokens if token.kind == "term"}
    columns = [entry for entry in entries if entry.columns]
    if _names_other_columns(entries, verbs[0].table, state) or _sorts(tokens):
        return None
    if state.tells_late and any(token.value in TIMELY for token in tokens):
        return None
    if not about and (tokens[-1].value in ("信息", "政府信息", "政务信息") or any(token.value == "公开" for token in tokens)):
        return None
    if not about and (headed := _heads_elsewhere(verbs, state)):
        return _closed(words, verbs, headed, state)
    if not about and _is_of_another_table(tokens, verbs, state):
        return _closed(words, verbs, state.last.meant, state) if state.last else None
    meant = [_crossed(verb, columns) for verb in verbs]
    if words & GOES_ON and not any(token.value in FINISHED for token in tokens):
        every = [_all_that_came(verb.table, columns, state) for verb in verbs if not verb.includes]
        meant += [*every, *(one[:1] for one in every if about and words <= GOES_ON)]
    if columns and state.whole is None:
        meant += [_crossed(verb, ()) for verb in verbs]
    meant += [_crossed(verb, state.applicants) for verb in verbs] if state.applicants and not columns else []
    told = _columns_told(verbs[0].table, state) if not columns else ()
    meant += [(CellGroup(verb.table, verb.rows, told),) for verb in verbs if told]
    if any(token.kind == "all" or token.value in _NEW for token in tokens):
        meant += [_crossed(e, columns) for e in state.lexicon.form.entries if e.includes and e.table == verbs[0].table]
    if _are_done_of_new(tokens, verbs):
        meant = [one for one in meant if not came_in(one, state)]
    received = all(verb.includes for verb in verbs)
    return Meaning(distinct(meant), bool(about), received, any(word.startswith("新") for word in words))


def _columns_told(table: str, state: ReadingState) -> tuple[str, ...]:
    """The columns that the part of a sentence up to here has counted or named, if any: 个人申请28件，办结21件."""
    cells = (cells for claim in reversed(state.listed[state.begun :][-_NEAR:]) for one in claim.meant for cells in one)
    named = entries_in(state.lexicon.form, {str(token.value) for token in state.pending if token.kind == "term"})
    keys = [*((one.table, one.columns) for one in cells), *((entry.table, entry.columns) for entry in named)]
    return next((columns for of, columns in keys if columns and of == table), ())


def _are_done_of_new(tokens: Sequence[Token], verbs: Sequence[Wording]) -> bool:
    """Whether verbs say of requests that came in how many of them were done (新收申请已办结23件)."""
    came = [n for n, t in enumerate(tokens) if any(v.includes and t.value in v.words for v in verbs)]
    done = [n for n, t in enumerate(tokens) if any(not v.includes and t.value in v.words for v in verbs)]
    between = tokens[came[0] : done[-1]] if came and done else ()
    return any(token.kind == "about" for token in between) and all(token.kind != "join" for token in between)


def _sorts(tokens: Sequence[Token]) -> bool:
    """Whether words count only one class of what was done (公开类答复19件), in words that no row has."""
    return any(
        token.value == "类" and before.kind == "plain" and "信息公开" not in str(before.value)
        for before, token in pairwise(tokens)
    )


def _heads_elsewhere(verbs: Sequence[Wording], state: ReadingState) -> tuple[tuple[CellGroup, ...], ...]:
    """The rows of another table than these verbs have that the phrase before has said it is of (复议方面，审结2件), if any."""
    form, tables = state.lexicon.form, {verb.table for verb in verbs}
    if any(token.kind == "about" and token.value in tables for token in state.pending):
        return ()
    named = entries_in(form, {str(token.value) for token in state.pending if token.kind == "term"})
    rows = (entry for entry in named if entry.rows and not entry.verb and entry.table in form.totals - tables)
    return tuple(_crossed(entry, ()) for entry in rows)


def _is_of_another_table(tokens: Sequence[Token], verbs: Sequence[Wording], state: ReadingState) -> bool:
    """Whether verbs without their object (已审结5件) can only speak of what the sentence has counted, which has no such verbs."""
    tables = {verb.table for verb in verbs}
    if any(token.value in ("审结", "已审结") for token in tokens):
        return state.last is None or state.last.meant[0][0].table not in tables
    return state.last is not None and not any(claim.meant[0][0].table in tables for claim in state.listed)


def _closed(
    words: set[str], verbs: Sequence[Wording], meant: tuple[tuple[CellGroup, ...], ...], state: ReadingState
) -> Meaning | None:
    """The meaning of verbs that say how many of what was counted or named right before are at an end: all not open."""
    table = next((table for table in state.lexicon.form.tables if table.key == meant[0][0].table), None)
    if table is None or words & GOES_ON or any(verb.includes for verb in verbs):
        return None
    still_open = state.lexicon.form.open_lines[table.key]
    columns = tuple(one.key for one in table.leaf_columns if not one.sums and one.key not in still_open)
    if not still_open.intersection(table.column_keys) or meant[0][0].columns:
        return None
    return Meaning(distinct(tuple(cells._replace(columns=columns) for cells in one) for one in meant), True)


def _of_all_that_came(tokens: Sequence[Token], entries: Sequence[Wording], state: ReadingState) -> Meaning | None:
    """The meaning of what came in and what was there before, joined before one number: 新收及结转的31件申请.

    It may be of the latter alone where each is named for itself (收到的申请和上年遗留的1件).
    """
    about = {token.value for token in tokens if token.kind == "about"}
    let_in = state.let_in and not state.is_in_bracket and state.let_in[0] in tokens
    named = (*entries, *(e for e in state.lexicon.form.entries if let_in and e.table in about))  # 申请（含上年结转1件）31件
    came = next((entry for entry in named if entry.verb and entry.includes), None)
    if came is None or not any(token.kind == "join" or token.value in ADDED or token.kind == "among" for token in tokens[1:]):
        return None
    values = {token.value for token in tokens}
    is_row = any(e.table == came.table and e.rows == came.includes for e in entries)
    carried = is_row or (values & _CARRIED and not values & _YEARS)
    done = [e for e in entries if e.verb and not e.includes and e.table == came.table]
    only = all(e.columns or e.rows in (came.rows, came.includes) or e in done for e in entries)
    columns = [entry for entry in entries if entry.columns]
    if not (carried and only):
        return None
    if done:
        return Meaning(distinct(_crossed(entry, columns) for entry in done), True) if is_row else None
    every = _all_that_came(came.table, columns, state)
    came_at = next((number for number, token in enumerate(tokens) if token.value in came.words), 0)
    before = pairwise(tokens[: came_at + 1])
    if any((token.value == LAST and after.value not in _CARRIED) or token.kind == "span" for token, after in before):
        return Meaning((every[1:],), True)
    is_listed = [token.value for token in tokens].count("的") > 1
    return Meaning((every, every[1:]) if is_listed else (every,), True)


def _with_old_ones(
    tokens: Sequence[Token], entries: Sequence[Wording], columns: Sequence[Wording], state: ReadingState
) -> Meaning | None:
    """The meaning of all that came where what was there before is added to what was counted: 收到30件，加上年结转共31件."""
    is_added = tokens and tokens[0].value in ADDED and any(token.value in _TOGETHER for token in tokens)
    are_old = entries and all((e.table, e.rows) in state.lexicon.form.brought_forward for e in entries)
    return _of_due(columns, {entries[0].table}, state) if is_added and are_old else None


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
    others = {entry.table for entry in rows} & state.lexicon.form.totals - {table}
    if others and table in state.lexicon.form.about_tables and not any(token.kind == "about" for token in tokens):
        return None  # 1件复议案件延至下年审理
    rows = [entry for entry in rows if entry.table == table]
    rows = [entry for entry in rows if not any(set(other.rows) < set(entry.rows) for other in rows)]
    columns = [entry for entry in (*entries, *state.applicants) if entry.columns and entry.table == table]
    if _names_other_columns(entries, table, state) or (state.tells_other_disputes and _is_of_disputes(table, state, rows)):
        return None
    rows = _without_open_ones(rows, entries, state)
    last = max(places.get(word, -1) for entry in rows for word in entry.words)
    foreign = [places[word] for e in entries if e.verb and e.table != table for word in e.words]
    is_told_apart = state.is_topical or table not in state.lexicon.form.totals
    if foreign and (not is_told_apart or max(foreign) > last):
        return None
    if any(_is_detail(entry, state) for entry in rows) and not _tells_outcomes(state):
        return None
    if foreign and (closed := closed_ones(tokens, [_crossed(entry, columns) for entry in rows], state)):
        return closed
    if _is_of_documents(tokens, table, state) or _goes_on_behind(tokens) or _is_elsewhere(tokens, table, state):
        return None
    if before := _of_the_year_before(tokens, rows, columns, state):
        return before
    crossed = [_crossed(entry, columns) for entry in rows]
    if any(token.kind in ("join", "among") for token in tokens):
        crossed = [tuple(dict.fromkeys(cells for one in crossed for cells in one))]
    told = _columns_told(table, state) if not columns else ()
    crossed += [tuple(cells._replace(columns=told) for cells in one) for one in crossed if told]  # 个人申请21件，公开7件
    return Meaning(distinct(crossed), True)


def _is_elsewhere(tokens: Sequence[Token], table: str, state: ReadingState) -> bool:
    """Whether rows of requests are named where another matter was counted: 受理工单583件，结转次年6件; 复议7件，未结2件.

    Or rows of what has no total, as what requests are about.
    """
    is_topic = any(token.value in TOPICS for token in tokens) or any(
        claim.meant[0][0].table in state.lexicon.form.about_tables for claim in state.listed
    )
    if table not in state.lexicon.form.totals and is_topic:
        return True
    last = state.listed[-1].meant[0][0].table if state.listed else table
    is_told = (state.names_other and (state.is_lost or not state.listed)) or last in state.lexicon.form.totals - {table}
    return is_told and table in state.lexicon.form.about_tables and all(token.kind != "about" for token in tokens)


def _without_open_ones(rows: list[Wording], entries: Sequence[Wording], state: ReadingState) -> list[Wording]:
    """Rows without what is open at the year's end where last year's is named: 上年遗留、跨年办理的 are of one kind."""
    still_open = state.lexicon.form.open_lines[rows[0].table]
    old = [row for row in rows if (row.table, row.rows) in state.lexicon.form.brought_forward]
    names_next = any(NEXT in entry.words for entry in entries)
    return old if old and not names_next and all(row in old or still_open.issuperset(row.rows) for row in rows) else rows


def closed_ones(tokens: Sequence[Token], meant: Sequence[tuple[CellGroup, ...]], state: ReadingState) -> Meaning | None:
    """Return the meaning of rows of which only those at an end are counted (已审结的复议案件2件), in words of another table."""
    verbs = [entry for entry in state.lexicon.form.entries if entry.verb and not entry.includes]
    ended = [after for token, after in pairwise(tokens) if token.value in _ENDED and any(token.value in v.words for v in verbs)]
    if not ended:
        return None
    closed = _closed(set(), verbs, tuple(meant), state)
    return closed if not closed or ended[0].value == "的" else closed._replace(meant=distinct((*closed.meant, *meant)))


_ENDED = frozenset({"审结", "已审结", "结案", "已结案", "办结", "已办结", "完结", "了结"})
"""What is said of disputes that are at an end, and no more of their answers."""


def _goes_on_behind(tokens: Sequence[Token]) -> bool:
    """Whether those are counted that brought what follows the row named (复议后…起诉), in words that no row has."""
    follows = any(token.kind == "term" and after.value in ("后", "以后", "之后") for token, after in pairwise(tokens))
    return follows and (tokens[-1].value == "后" or any(token.value == "起诉" for token in tokens))


def _names_other_columns(entries: Sequence[Wording], table: str, state: ReadingState) -> bool:
    """Whether a result is named that only another table has, as of 行政处罚被撤销: how it ended is nothing of this table."""
    form = state.lexicon.form
    results = (e for e in entries if e.columns and e.table != table and e.table in form.totals)
    return any(not entry.words <= form.words_of[table] for entry in results)


def _is_of_disputes(table: str, state: ReadingState, rows: Sequence[Wording]) -> bool:
    """Whether a table counts what others may have brought about as well: it has a total, and no things of its own.

    Rows that are a part of another are named as only forms name them.
    """
    form = state.lexicon.form
    is_part = all(any(set(row.rows) < set(e.rows) for e in form.entries if e.table == table) for row in rows)
    return table in form.totals and table not in form.about_tables and not is_part


def _of_the_year_before(
    tokens: Sequence[Token], rows: Sequence[Wording], columns: Sequence[Wording], state: ReadingState
) -> Meaning | None:
    """What was still open at the end of the year before is what was carried over from it."""
    named = {token.value for token in tokens if token.kind == "time"}
    if LAST not in (named or {state.year}) or NEXT in named:
        return None
    form = state.lexicon.form
    still_open = form.open_lines[rows[0].table]
    came = next((entry for entry in form.entries if entry.includes and entry.table == rows[0].table), None)
    if came is None or not all(still_open.issuperset(entry.rows) for entry in rows):
        return None
    return Meaning((_crossed(came._replace(rows=came.includes), columns),), True)


def _is_of_documents(tokens: Sequence[Token], table: str, state: ReadingState) -> bool:
    """Whether words sort documents (不予公开文件36条), or name an application for what the table counts."""
    form = state.lexicon.form
    own = [n for n, t in enumerate(tokens) if t.kind == "term" or (t.kind == "about" and t.value == table)]
    rest = tokens[max(own, default=-1) + 1 :]
    if any(token.kind == "about" for token in rest):
        return table not in form.totals or table in form.about_tables
    if table not in form.about_tables and any(token.value in _WRITINGS for token in rest):
        return True
    sorted_by = {token.value for token in rest} & _MATTERS
    if sorted_by == {"类"} and tokens[max(own)].kind == "term":
        return "公开" in str(tokens[max(own)].value) and not _tells_outcomes(state)
    return table in form.about_tables and bool(sorted_by)


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
    if not about and (headed := _headed_rows(columns, state)):
        return Meaning(headed, True)
    of = _counted_row(state) or state.whole or state.last or (state.listed[-1] if state.listed else None)
    if of and of.kind == "all-of" and of.meant[0][0].columns and len(state.listed) > 1:
        of = state.listed[-2]  # 企业的3件均予以公开，个人的21件中…
    if of and (of.meant[0][0].table, of.meant[0][0].rows) in state.lexicon.form.brought_forward and len(state.listed) > 1:
        every = _all_that_came(of.meant[0][0].table, columns, state)  # 收到30件，上年结转1件，其中个人28件
        return Meaning((every, every[:1], every[1:]), True)
    tables = {entry.table for entry in columns}
    is_outcome = bool(of and about and state.whole is None and _is_outcome(of, state))
    is_outcome_told = bool(state.topic) and "." in state.topic[0][0].rows[0]
    if of is None and (not about or is_outcome_told) and state.topic and state.topic[0][0].table in tables:
        of_topic = [tuple(cells._replace(columns=_keys(columns, cells.table)) for cells in one) for one in state.topic]
        return Meaning(distinct(of_topic), True)
    if of and of.meant[0][0].table in tables:
        meant = [tuple(cells._replace(columns=_keys(columns, cells.table)) for cells in one) for one in of.meant]
        return Meaning(distinct((*_of_objects(columns, about, state), *meant) if is_outcome else meant), True)
    if of and of is state.whole:
        return None  # a part of the disputes, which no column of the applicants tells
    objects = _of_objects(columns, about, state)
    return Meaning(distinct(objects), True) if objects else None


def _headed_rows(columns: Sequence[Wording], state: ReadingState) -> tuple[tuple[CellGroup, ...], ...]:
    """These columns of the rows that the phrase before has said what follows is of: 规范性文件方面，本年制发6件."""
    is_heading = bool(state.pending) and state.pending[-1].value in HEADS
    named = {str(token.value) for token in state.pending if token.kind == "term"} if is_heading else set()
    rows = [entry for entry in entries_in(state.lexicon.form, named) if entry.rows and not entry.verb]
    return distinct(_crossed(entry, columns) for entry in rows if entry.table == columns[0].table)


def _of_objects(columns: list[Wording], about: set[str], state: ReadingState) -> list[tuple[CellGroup, ...]]:
    """The cells of columns in the rows of what came in or was done."""
    tables = {entry.table for entry in columns}
    objects = [e for e in state.lexicon.form.entries if e.verb and e.table in tables & (about | set(state.about))]
    return [_crossed(entry, columns) for entry in objects]


def _keys(columns: Sequence[Wording], table: str) -> tuple[str, ...]:
    """The keys of the columns of a table."""
    return tuple(dict.fromkeys(key for entry in columns if entry.table == table for key in entry.columns))


def _is_outcome(claim: Claim, state: ReadingState) -> bool:
    """Whether a count is of a row that no verb states: of those who had that outcome (其他处理1件) a new clause tells nothing."""
    cells = claim.meant[0][0]
    return not any(entry.verb and (entry.table, entry.rows) == (cells.table, cells.rows) for entry in state.lexicon.form.entries)


_NEAR = 20
"""How many claims of its sentence a column may follow the row that it is of."""


def _counted_row(state: ReadingState) -> Claim | None:
    """The row counted last, in a table whose rows are no parts of each other: what follows is of it (诉讼2件，维持2件)."""
    rows = [claim for claim in state.listed[-_NEAR:] if not claim.meant[0][0].columns]
    table = next((t for t in state.lexicon.form.tables if rows and t.key == rows[-1].meant[0][0].table), None)
    if table is None or any(i.total and i.each == "column" for i in table.identities):
        return None
    last = state.listed[-1]  # 复议3件、诉讼2件，复议维持2件、未审结1件
    is_named_behind = last.meant[0][0].table == table.key and last.meant[0][0].rows != rows[-1].meant[0][0].rows
    return last if is_named_behind and last.meant[0][0].columns else rows[-1]


def _crossed(entry: Wording, columns: Sequence[Wording]) -> tuple[CellGroup, ...]:
    """The cells of a row in the columns that are named beside it."""
    return (CellGroup(entry.table, entry.rows, _keys(columns, entry.table)),)
