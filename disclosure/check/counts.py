"""Phrases with counts: what each counts, and what a percentage or a change beside it is of."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from .amounts import MONEY, amount_of
from .at_least import at_least, some_went_so
from .cell_groups import CellGroup
from .claims import Claim, Growth, Statement
from .clauses import OPAQUE, is_opaque, members_of
from .lexicon import Token, Wording, entries_in
from .meanings import ADDED, GOES_ON, HANDED_IN, Meaning, came_in, carried_either_way, closed_ones, may_count, meaning_of
from .percentages import SUMS, share_of, shares_of
from .reading_state import ReadingState
from .words import LAST, NEXT, THIS

_NOT_COUNTED = OPAQUE | {"sorts", "none", "rate", "length"}


def statements_of_counts(tokens: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield what the counts of a phrase state, as far as they are understood."""
    counted = [token for token in tokens if token.kind == "count"]
    last = tokens.index(counted[-1])
    if any(token.value in ADDED for token in tokens) and _is_sum(tokens[:last]):
        state.applicants = _applicants_of(tokens, state) or state.applicants
    at = next((number for number, token in enumerate(tokens[:last]) if token.kind == "respectively"), -1)
    if len(counted) > 1 and all(token.measure.unit == "%" for token in counted):
        yield from shares_of(tokens[: tokens.index(counted[0])], counted, state)
    elif at >= 0 and state.is_by_quarter and len(counted) == _QUARTERS and len(members_of(tokens[:at])) == 1:
        yield from _sum_of_quarters(tokens[:at], counted, state)
    elif at >= 0 and not _names_follow(tokens[at + 1 :]):
        yield from _respectively(tokens[:at], tokens[at + 1 :], state)
    else:
        year = state.year
        yield from _each_count(tokens[at + 1 :], state)
        state.year = year if tokens[-1].kind == "compared" else state.year  # 与2023年的18件相比


def _applicants_of(tokens: Sequence[Token], state: ReadingState) -> tuple[Wording, ...]:
    """The columns of those whose requests are summed up: 自然人申请连同上年结转的1件共21件; else of those just counted."""
    named = entries_in(state.lexicon.form, {str(token.value) for token in tokens if token.kind == "term"})
    keys = state.last.meant[0][0].columns if state.last else ()
    columns = tuple(entry for entry in named if entry.columns)
    return columns or tuple(e for e in state.lexicon.form.entries if keys and e.columns == keys)[:1]


_QUARTERS = 4


def _sum_of_quarters(named: tuple[Token, ...], counted: Sequence[Token], state: ReadingState) -> Iterator[Statement]:
    """Yield the count of the year where those of its quarters are told: 四个季度新收申请分别为8件、10件、9件和6件."""
    measures = [token.measure for token in counted]
    if len({measure.unit for measure in measures}) == 1 and not any(measure.rough for measure in measures):
        state.year = THIS
        whole = measures[0]._replace(amount=sum((measure.amount for measure in measures), Decimal(0)))
        told = tuple(token for token in named if token.kind != "span" and "季度" not in str(token.value))
        yield from _count(told, replace(counted[-1], value=whole), (), state)


def _each_count(tokens: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield what each count of a phrase states with the words between it and the counts beside."""
    counts = [number for number, token in enumerate(tokens) if token.kind == "count"]
    compared = next((number for number, token in enumerate(tokens) if token.kind in ("compared", "changed")), len(tokens))
    begin = 0
    for at, following in zip(counts, (*counts[1:], len(tokens)), strict=True):
        before = tokens[begin:at]
        if begin and before and (before[-1].kind == "join" or before[-1].value in ADDED):
            before = ()
        if begin and len(before) > 2 and before[0].kind == "about" and before[1].value in OUT_OF:
            before = before[1:]
        if begin and len(before) > 1 and before[0].value in OUT_OF and state.last:
            state.whole = state.last
        if begin and len(before) > 1 and before[-1].value == "有" and before[-2].kind == "about" and state.last:
            state.whole, before = state.last, before[-1:]
        if begin and _is_out_of_known(before, tokens[at + 1 : following], state):
            state.forget_last()
        elif at > compared and (last_year := _last_years_count(tokens[compared:at], tokens[at], state)):
            yield last_year
        elif at > compared:
            state.year = THIS if any((t.kind, t.value) == ("time", THIS) for t in tokens[begin:compared]) else state.year
            yield from _growth(tokens[begin:compared], tokens[compared:at], tokens[at], state)
        elif any(token.kind == "each" for token in before):
            yield from _for_each(before, tokens[at], state)
        else:
            end = _end_of_noun(before, tokens, at + 1, following, state) if following < len(tokens) else following
            joins = (number for number in range(at + 1, end) if tokens[number].kind == "join" and following < len(tokens))
            yield from _count(before, tokens[at], tokens[at + 1 : next(joins, end)], state)
            begin, state.pending = end if end < following else at + 1, ()
            continue
        begin = at + 1


def _end_of_noun(before: Sequence[Token], tokens: Sequence[Token], begin: int, end: int, state: ReadingState) -> int:
    """Where the noun of a count ends that stands before it, if another count follows: 31件申请｜已答复24件; 2件诉讼｜共5件."""
    inside = next((number for number in range(begin, end) if tokens[number].value in OUT_OF), end)
    if any(token.kind in ("term", "about") for token in before):
        return inside if any(token.kind == "about" for token in tokens[begin:inside]) else end
    if (
        tokens[begin].kind == "term"
        and tokens[begin].start == tokens[begin - 1].end
        and _named_tables(tokens[begin : begin + 1], state)
    ):
        return begin + 1
    return next((number + 1 for number in range(begin, end) if tokens[number].kind == "about"), end)


def _is_out_of_known(before: Sequence[Token], behind: Sequence[Token], state: ReadingState) -> bool:
    """Whether a count is only some of the one before it, and no new one (24件办结的申请中20件按期答复)."""
    if not before or before[-1].value != "中":
        return False
    meaning = meaning_of(behind, state) if state.last else None
    return len(before) > 1 or bool(meaning and state.last and meaning.meant[0][0].rows == state.last.meant[0][0].rows)


OUT_OF = frozenset({"中", "里", "当中", "之中"})
"""Behind a count these say that the next ones are out of it: 答复的24件中; 新收的30件中已答复23件."""


def _for_each(before: tuple[Token, ...], token: Token, state: ReadingState) -> Iterator[Statement]:
    """Yield a count for each of several names: 不予处理、其他处理各1件."""
    members = [tuple(t for t in member if t.kind != "each") for member in members_of(before)]
    for member in members:
        if any(t.kind in ("term", "about") for t in member):
            yield from _count(member, token, (), state)
    if len(members) < 2:
        state.lose(before)


def _names_follow(tokens: tuple[Token, ...]) -> bool:
    """Whether each of several counts has its own name before it: 分别为：予以公开3件、部分公开2件."""
    counts = [number for number, token in enumerate(tokens) if token.kind == "count"]
    begins = [0, *(number + 1 for number in counts[:-1])]
    return all(any(t.kind == "term" for t in tokens[begin:at]) for begin, at in zip(begins, counts, strict=True))


def _count(before: tuple[Token, ...], token: Token, behind: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield what a count with the words around it states, if they are understood."""
    measure = token.measure
    if measure.unit == "%":
        yield from share_of(before, token, state)
        return
    bound = str(before[-1].value) if before and before[-1].kind == "bound" else "about" if measure.rough else ""
    before = before[:-1] if before and before[-1].kind == "bound" else before
    before = tuple(t for t in _some_out_of(_without_channels(before)) if t.kind != "sorts" or not _is_sum(before))
    state.take(before)
    if any(t.kind == "became" for t in behind):
        state.year = LAST
    state.unnamed = state.some_of = None
    some = _some_of_rows(before, behind, state)
    out_of = _went_so(behind, some, state) if some else None
    if _leads_elsewhere(before, token, behind) or (some and not out_of):
        left_out = _left_out(before, behind, state)
        if left_out is None:
            yield from at_least(before, token, behind, state)
            state.lose(before)
            is_known = (
                any(t.kind in ("term", "matter", "left") for t in before) or not state.about & state.lexicon.form.about_tables
            )
            state.some_of = None if is_known and not (before and before[-1].value in _SOME_OF) else token
            return
        before, behind = left_out, ()
    meaning = out_of or _sum_of_counts(before, state) or _became(before, state) or meaning_of(before, state)
    meaning = meaning or _ours(before, state)
    if meaning is None or not meaning.own:
        meaning = _behind(before, behind, meaning is not None, state) or meaning or carried_either_way(before, state)
    is_left = any(t.kind == "left" for t in before)
    amount = None if meaning is None or (is_left and not _is_open(meaning, state)) else amount_of(measure, meaning, state)
    if meaning is None or amount is None or not may_count(meaning, state) or (measure.rough and measure.unit not in MONEY):
        yield from _not_named(before, token, behind, meaning, state)
        return
    year, partly = _year_counted(meaning, (*before, *behind), state), state.whole is not None
    state.is_lost = state.is_lost and not meaning.own
    if state.whole and _says_nothing_of_rows(meaning, amount, state.whole, state):
        return
    start = min(token.start, next((t.start for t in before if t.kind not in ("join", "among")), token.start))
    is_base = any(t.kind == "share" for t in before) and bool(behind) and behind[0].value == "的"
    told = (measure.unit, start, token.end, year, state.scope, partly, meaning.strict, bound, is_base)
    is_of_unknown = state.is_of_unknown and meaning.received
    yield Claim("least" if is_of_unknown else "count", meaning.meant, amount, *told)
    if is_of_unknown:
        state.lose(before)


def _says_nothing_of_rows(meaning: Meaning, amount: Decimal, of: Claim, state: ReadingState) -> bool:
    """Whether a part of a whole is none of the rows that its words name: of what came in, of columns of an unknown part."""
    if meaning.received or (state.is_part_lost and meaning.meant[0][0].columns) or _is_some_of_the_same(meaning, amount, state):
        return True
    is_of_requests = of.meant[0][0].table in state.lexicon.form.about_tables
    if is_of_requests and of.meant[0][0].table != meaning.meant[0][0].table:
        state.forget_last()
        return True
    return False


def _some_of_rows(before: Sequence[Token], behind: Sequence[Token], state: ReadingState) -> Meaning | None:
    """The rows named of which what is counted is only some (复议案件中两件; 新收申请中20件由自然人提出), if any are.

    Of requests it is only some where it is said which.
    """
    inside = before[:-1] if before and before[-1].value == "有" else before
    meaning = meaning_of(before, state) if inside and inside[-1].value in OUT_OF else None
    form, cells = state.lexicon.form, meaning.meant[0][0] if meaning else CellGroup("", ())
    is_told = cells.table not in form.about_tables or any(token.kind in ("term", "unknown") for token in behind)
    return meaning if cells.table in form.totals and is_told and not cells.columns else None


def _went_so(behind: Sequence[Token], meaning: Meaning, state: ReadingState) -> Meaning | None:
    """The meaning of some of the disputes by how they went (复议案件中两件已审结并获维持), None where that is not said."""
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


def _year_counted(meaning: Meaning, around: tuple[Token, ...], state: ReadingState) -> str:
    """The year of a count: what is carried over is of the report's, whenever it came in."""
    form = state.lexicon.form
    if (
        state.year == LAST
        and not any(c.year == LAST for c in state.listed)
        and all((c.table, c.rows) in form.brought_forward for c in meaning.meant[0])
    ):
        state.year = THIS
    is_a_part = state.year not in (LAST, THIS, NEXT) and not state.year.isdecimal()
    goes_on = is_a_part and any(token.value == NEXT for token in around)
    return THIS if goes_on and _is_open(meaning, state) else state.year


def _is_some_of_the_same(meaning: Meaning, amount: Decimal, state: ReadingState) -> bool:
    """Whether a count out of a whole is of the whole's own row: only some of it (办结的24件中，按期答复20件)."""
    of, cells = state.whole, meaning.meant[0]
    return bool(of and cells == of.meant[0] and amount < of.amount and cells[0].table in state.lexicon.form.about_tables)


def _left_out(before: tuple[Token, ...], behind: tuple[Token, ...], state: ReadingState) -> tuple[Token, ...] | None:
    """The words that name what is not yet done, where a count of it is taken out of all: 除结转下年度的7件外，均已办结."""
    is_taken_out = before[:1] and before[0].kind == "except" and behind[:1] and str(behind[0].value).startswith("外")
    named = before[1:]
    if len(before) == 1 and before[0].kind == "except" and behind and str(behind[-1].value).startswith("外"):
        is_taken_out, named = True, behind[:-1]
    meaning = meaning_of(named, state) if is_taken_out and not is_opaque(named) else None
    return named if meaning and _is_open(meaning, state) else None


def _leads_elsewhere(before: tuple[Token, ...], token: Token, behind: tuple[Token, ...]) -> bool:
    """Whether words around a count are not understood, or make it one of something else: 申请较多的3个项目, 办理中7件."""
    if any(t.kind in _NOT_COUNTED and t.kind != "span" for t in before) or any(t.kind == "except" for t in before):
        return True
    if len(before) > 1 and before[-1].value == "中" and before[-2].kind == "term" and before[-2].value in GOES_ON:
        return True
    if before and before[-1].value in _SOME_OF and not any(t.kind in ("term", "all") for t in behind):
        return True
    has_noun_behind = bool(behind) and behind[0].kind == "unknown" and behind[0].start == token.end
    return has_noun_behind and (token.measure.unit == "个" or any(t.kind in ("term", "about") for t in before))


_SOME_OF = frozenset({"对", "针对", "就", "将"})
"""Right before a count these name some that something was done with, of any number: 对3件申请，依法不予公开."""


def _not_named(
    before: tuple[Token, ...], token: Token, behind: tuple[Token, ...], meaning: Meaning | None, state: ReadingState
) -> Iterator[Statement]:
    """Yield what a count without a name of its own states: what is left over; or keep it for a later phrase."""
    state.forget_last()
    state.some_of = (
        token
        if meaning is None and state.about & state.lexicon.form.about_tables and not any(t.kind == "term" for t in before)
        else None
    )
    if state.some_of and (some := some_went_so(behind, token, state)):
        yield some
    if meaning is None and any(t.kind == "term" for t in before) and not any(t.value in _LEFT_OVER for t in before):
        state.lose(before)
    is_left = any(t.kind == "left" for t in before)
    is_bare = (meaning is None or is_left) and all(
        t.kind in ("plain", "left", "join", "about") or t.value in _LEFT_OVER for t in before
    )
    goes_on = any(t.value == NEXT for t in behind)
    rest = _rest(before, token, state, goes_on=goes_on) if is_bare and (goes_on or not behind) else None
    if rest:
        yield rest
    else:
        state.unnamed = token if is_bare and not state.is_lost and (is_left or bool(state.listed)) else None


def _is_sum(tokens: Sequence[Token]) -> bool:
    return any(token.value in SUMS for token in tokens)


def _some_out_of(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words without those that name what a count is only some of (收到的申请中有7件), if nothing else stands behind them."""
    if len(tokens) > 2 and tokens[-1].value == "有" and tokens[-2].value in OUT_OF and tokens[-3].kind == "about":
        return tokens[-1:]
    return tokens


def _without_channels(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words without several channels that are summed up: 窗口、网络共收到."""
    channels = [token for token in tokens if token.kind == "partial"]
    if len(channels) < 2 or not _is_sum(tokens) or not any(t.kind == "join" for t in tokens):
        return tokens
    return tuple(token for token in tokens if token.kind != "partial")


def _is_open(meaning: Meaning, state: ReadingState) -> bool:
    """Whether words count what is not yet done: what is left over (余、尚有) is nothing else."""
    tables = state.lexicon.form.open_lines
    return all(
        (cells.table, cells.rows) in state.lexicon.form.brought_forward
        or all(row in tables[cells.table] for row in cells.rows)
        or all(key in tables[cells.table] for key in cells.columns or ("",))
        for cells in meaning.meant[0]
    )


def _ours(before: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """What is counted of disclosure out of what was counted of all kinds: 行政诉讼11件，其中信息公开类2件."""
    of = state.whole
    if of is None or of.meant[0][0].columns or any(t.kind == "term" for t in before):
        return None
    is_ours = any("信息公开" in str(token.value) for token in before)
    return Meaning(of.meant, True) if is_ours and of.meant[0][0].table not in state.lexicon.form.about_tables else None


def _sum_of_counts(before: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """What 合计 counts without words of its own: the counts right before it together, or those of parts of the year."""
    if not _is_sum(before) or any(token.kind in ("term", "about", "among") for token in before):
        return None
    counted = [claim for claim in state.listed if claim.kind == "count" and not claim.partly]
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


_LEFT_OVER = frozenset({"余", "剩余"})


def _rest(before: Sequence[Token], token: Token, state: ReadingState, *, goes_on: bool) -> Claim | None:
    """The claim that what is left over when the sentence has told how many were done is not yet done: 办结24件，剩余7件.

    It has told of all that came as well, unless what is left over is said to go on (尚余7件需在下年答复).
    """
    is_left = any(t.kind == "left" or t.value in _LEFT_OVER for t in before)
    done = (
        state.listed[-1]
        if state.listed and is_left and not state.is_lost and token.measure.unit == state.listed[-1].unit
        else None
    )
    if done is None or done.partly or done.year != THIS or (len(state.listed) < 2 and not goes_on) or done.meant[0][0].columns:
        return None
    table, rows = done.meant[0][0].table, done.meant[0][0].rows
    form = state.lexicon.form
    is_done = any(e.verb and not e.includes and (e.table, e.rows) == (table, rows) for e in form.entries)
    open_row = next((row for t in form.tables if t.key == table for row in t.row_keys if row in form.open_lines[table]), "")
    if not (is_done and open_row):
        return None
    return Claim(
        "count",
        ((CellGroup(table, (open_row,)),),),
        token.measure.amount,
        token.measure.unit,
        token.start,
        token.end,
        THIS,
        state.scope,
    )


def named_behind(tokens: tuple[Token, ...], counted: Token, state: ReadingState) -> Claim | None:
    """Return the claim that as many as were counted before without a name are carried over: 另有7件…，结转下年."""
    if any(token.kind in _NOT_COUNTED or token.kind in ("all", "left", "except") for token in tokens):
        return None
    meaning = meaning_of(tokens, state) if any(token.kind == "term" for token in tokens) else None
    amount = amount_of(counted.measure, meaning, state) if meaning and _is_open(meaning, state) else None
    if meaning is None or amount is None or state.is_lost:
        return None
    state.unnamed = None
    start, end = counted.start, tokens[-1].end
    return Claim("count", meaning.meant, amount, counted.measure.unit, start, end, THIS, state.scope)


def _respectively(named: tuple[Token, ...], counted: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield each of several counts with its own of several names: 复议、诉讼分别为3件、2件."""
    members = [member for member in members_of(named) if member]
    counts = [token for token in counted if token.kind == "count"]
    plain = all(token.kind in ("count", "join", "plain") for token in counted)
    if plain and len(members) == len(counts):
        for member, token in zip(members, counts, strict=True):
            yield from _count(member, token, (), state)
    else:
        state.lose(named)


def _behind(before: Sequence[Token], behind: Sequence[Token], said: bool, state: ReadingState) -> Meaning | None:
    """What the words right behind a count say, as in 7件结转下年度, where those before it say nothing.

    Next year behind a count (结转7件至2025年) is where it goes, and not the year of what follows.
    """
    known = []
    for token in behind:
        if token.kind in _NOT_COUNTED or token.kind in ("among", "all"):
            break
        known.append(token)
    named = any(token.kind in ("term", "about") for token in known)
    if state.pending and not said and not named:
        if any(token.kind in ("left", "all") for token in state.pending):
            return None
        meaning, of = meaning_of((*state.pending, *before), state), _named_tables(before, state)
        return meaning if not of or (meaning and meaning.meant[0][0].table in of) else None
    if said and not any(token.kind == "about" for token in known):
        others = _named_tables(known, state) & (state.lexicon.form.totals - state.lexicon.form.about_tables)
        return meaning_of((*before, *known), state) if others else None
    if not said and _is_only_some(known, behind):
        return None
    state.take([token for token in known if token.value != NEXT])
    meaning = meaning_of((*before, *known), state)
    is_reason = not said and any(token.value in _REASONS for token in known)
    return None if is_reason and meaning and not _is_open(meaning, state) else meaning


def _named_tables(tokens: Sequence[Token], state: ReadingState) -> set[str]:
    """The tables of which words name rows or columns."""
    return {e.table for e in entries_in(state.lexicon.form, {str(t.value) for t in tokens if t.kind == "term"})}


def _is_only_some(known: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether words behind a count say what is the case with as many (3件申请被要求补正), and not how many there are."""
    at = max((number for number, token in enumerate(behind) if token.kind == "about"), default=-1)
    if at < 0:
        return False
    said = [number for number, token in enumerate(known) if token.kind == "term"]
    if said and len(known) < len(behind) and behind[len(known)].kind in _NOT_COUNTED:
        return True
    if said:
        return any(token.value in _COURSES for token in known[said[-1] + 1 :])
    rest = behind[at + 1 :]
    if any(token.value in HANDED_IN for token in rest[:2]) and all(token.kind in _TO_WHOM for token in rest):
        return False
    return bool(rest) and rest[0].kind not in ("all", "join", "among") and any(t.value not in _WITHIN for t in rest)


_TO_WHOM = frozenset({"plain", "self", "area"})
"""Kinds of words behind applications that say that they were handed in, and to whom (13件申请提交至我镇)."""
_REASONS = frozenset({"因", "因为", "由于"})
"""With these, words behind a count that do not say that it is open say why it is so (7件因年底收到), and not what it counts."""
_COURSES = frozenset({"流程", "程序", "过程", "阶段", "渠道"})
_WITHIN = frozenset({"中", "里", "内", "当中", "事项", "的"})


def _growth(named: Sequence[Token], words: Sequence[Token], token: Token, state: ReadingState) -> Iterator[Growth]:
    """Yield by how much more or less than last year's a count is said to be: the one named, else the one before."""
    measure = token.measure
    changed = [str(t.value) for t in words if t.kind == "changed"]
    known = not any(t.kind in ("unknown", "partial", "none", "term", "about", "figure", "span") for t in words)
    known = known and not any(t.kind == "time" and t.value not in (LAST, THIS) for t in words)
    of = _grown(named, state)
    if of and of.kind == "count" and len(changed) == 1 and known and not measure.rough:
        falls = changed[0][0] in "减下降回"
        yield Growth(measure.amount, measure.unit, measure.digits, not falls, of, token.start, token.end)


def _last_years_count(words: Sequence[Token], token: Token, state: ReadingState) -> Claim | None:
    """The claim about last year that a count is held against: 268件，较2021年的213件."""
    of, measure = _grown((), state), token.measure
    said = any(t.kind == "time" and t.value == LAST for t in words) and not any(t.kind == "changed" for t in words)
    if of is None or not said or measure.rough or measure.unit != of.unit or any(t.kind not in _HELD_AGAINST for t in words):
        return None
    return replace(of, amount=measure.amount, year=LAST, start=words[0].start, end=token.end, bound="")


_HELD_AGAINST = frozenset({"compared", "time", "plain", "join"})


def _became(before: Sequence[Token], state: ReadingState) -> Meaning | None:
    """The meaning of a count that last year's became: 由上年的5件降至4件."""
    last = state.last
    if last is None or last.year != LAST or not any(token.kind == "became" for token in before):
        return None
    state.year = THIS
    return Meaning(last.meant, True)


def _grown(named: Sequence[Token], state: ReadingState) -> Claim | None:
    """The claim that a change is of."""
    if any(token.kind in ("term", "about") for token in named):
        meaning = None if is_opaque(named) else meaning_of(named, state)
        told = (*state.earlier, *state.listed)
        return next((c for c in reversed(told) if meaning and c.meant == meaning.meant and c.year == THIS), None)
    last = state.last
    if last and last.year == LAST and len(state.listed) > 1 and state.listed[-2].meant == last.meant:
        last = state.listed[-2]
    return last if last and last.year == THIS and last.kind == "count" and not is_opaque(named) else None


def stays_equal(tokens: Sequence[Token], state: ReadingState) -> Growth | None:
    """Return the claim that what was counted last is as many as the year before: 与上年持平."""
    of = _grown((), state)
    kinds = {token.kind for token in tokens}
    known = kinds <= {"changed", "compared", "time", "join", "plain"} and any(t.value == "持平" for t in tokens)
    if of is None or not known or len([t for t in tokens if t.kind == "changed"]) > 1:
        return None
    return Growth(Decimal(0), of.unit, 0, True, of, tokens[0].start, tokens[-1].end)
