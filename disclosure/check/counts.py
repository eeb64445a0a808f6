"""Phrases with counts: what each counts, and what a percentage or a change beside it is of."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from .amounts import MONEY, PERSONS, amount_of
from .at_least import at_least, some_went_so
from .cell_groups import CellGroup
from .claims import Claim, Statement
from .clauses import OPAQUE, is_opaque, members_of
from .counted_changes import became, growth_of, last_years_count
from .counted_parts import (
    all_there_were,
    from_whom,
    is_of_other_things,
    is_open,
    is_sum,
    left_over,
    named_tables,
    of_ours,
    says_nothing_of_rows,
    some_of_rows,
    sum_of_counts,
    went_so,
)
from .lexicon import Token, entries_in
from .meanings import ADDED, GOES_ON, HANDED_IN, OUT_OF, TOPICS, Meaning, carried_either_way, may_count, meaning_of
from .percentages import share_of, shares_of
from .reading_state import ReadingState
from .words import LAST, NEXT, THIS

_NOT_COUNTED = OPAQUE | {"sorts", "none", "rate", "length"}


def statements_of_counts(tokens: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield what the counts of a phrase state, as far as they are understood."""
    counted = [token for token in tokens if token.kind == "count"]
    last = tokens.index(counted[-1])
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
        elif at > compared and (last_year := last_years_count(tokens[compared:at], tokens[at], state)):
            yield last_year
        elif at > compared:
            state.year = _year_compared(tokens[begin : compared + 1], state)
            yield from growth_of(tokens[begin:compared], tokens[compared:at], tokens[at], state)
        elif any(token.kind == "each" for token in before):
            yield from _for_each(before, tokens[at], state)
        else:
            end = _end_of_noun(before, tokens, at + 1, following, state) if following < len(tokens) else following
            joins = (
                number for number in range(at + 1, end) if tokens[number].kind in ("join", "colon") and following < len(tokens)
            )
            yield from _count(before, tokens[at], tokens[at + 1 : next(joins, end)], state)
            begin, state.pending = end if end < following else at + 1, ()
            continue
        begin = at + 1


def _year_compared(tokens: Sequence[Token], state: ReadingState) -> str:
    """The year of what words up to a comparison say: this one if they name it, the last (去年同期收到申请25件，办结22件)."""
    if any((token.kind, token.value) == ("time", THIS) for token in tokens):
        return THIS
    is_last = not state.listed and tokens[-1:] and tokens[-1].value == "同期" and any(t.value == LAST for t in tokens)
    return LAST if is_last else state.year


def _end_of_noun(before: Sequence[Token], tokens: Sequence[Token], begin: int, end: int, state: ReadingState) -> int:
    """Where the noun of a count ends that stands before it, if another count follows: 31件申请｜已答复24件; 2件诉讼｜共5件."""
    inside = next((number for number in range(begin, end) if tokens[number].value in OUT_OF), end)
    if inside == begin:
        return begin
    named = next((number for number in range(begin, end) if tokens[number].kind != "term"), end)
    if named < end and tokens[named].kind == "about":
        return named + 1
    if any(token.kind in ("term", "about") for token in before):
        return inside if any(token.kind == "about" for token in tokens[begin:inside]) else end
    if (
        tokens[begin].kind == "term"
        and tokens[begin].start == tokens[begin - 1].end
        and named_tables(tokens[begin : begin + 1], state)
    ):
        return begin + 1
    return next((number + 1 for number in range(begin, end) if tokens[number].kind == "about"), end)


def _is_out_of_known(before: Sequence[Token], behind: Sequence[Token], state: ReadingState) -> bool:
    """Whether a count is only some of the one before it, and no new one (24件办结的申请中20件按期答复)."""
    if not before or before[-1].value != "中":
        return False
    meaning = meaning_of(behind, state) if state.last else None
    return len(before) > 1 or bool(meaning and state.last and meaning.meant[0][0].rows == state.last.meant[0][0].rows)


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
    if before and before[0].value == "的" and state.pending:
        before = (*state.pending, *before)  # 跨年度办理（结转下年度）的申请7件
    bound, before = _bound(before, is_rough=measure.rough)
    before = _without_channels(before)
    before = tuple(t for t, after in zip(before, (*before[1:], token), strict=False) if t.kind != "sorts" or not is_sum((after,)))
    state.take(before)
    if any(t.kind == "became" for t in behind) and not any(t.kind == "time" for t in before):
        state.year = LAST
    state.unnamed = state.some_of = None
    some = some_of_rows(before, behind, state)
    out_of = went_so(behind, some, state) if some else None
    if _leads_elsewhere(before, token, behind) or (some and not out_of):
        left_out = _left_out(before, behind, state)
        if left_out is None:
            yield from _not_understood(before, token, behind, state)
            return
        before, behind = left_out, ()
    meaning = _meaning_around(before, behind, out_of, state)
    left = left_over(before, behind, meaning, state) if meaning and any(t.kind == "left" for t in before) else meaning
    meaning = left or meaning
    amount = amount_of(measure, left, state) if left else None
    if meaning is None or amount is None or not may_count(meaning, state) or (measure.rough and measure.unit not in MONEY):
        yield from _not_named(before, token, behind, meaning, state)
        return
    if _is_any(meaning, amount, before, behind, state) or is_of_other_things(meaning, measure.unit, state):
        state.forget_last()
        return
    if state.whole and says_nothing_of_rows(meaning, amount, state.whole, state):
        state.is_lost = state.is_lost and not meaning.own
        return
    yield from _understood(meaning, amount, (before, token, behind), bound, state)


def _meaning_around(
    before: tuple[Token, ...], behind: tuple[Token, ...], out_of: Meaning | None, state: ReadingState
) -> Meaning | None:
    """What the words before a count, or else those behind it, say that it counts; `out_of` is what it is known to be some of."""
    meaning = out_of or sum_of_counts(before, state) or became(before, state) or meaning_of(before, state)
    meaning = from_whom(before, behind, state) or meaning or of_ours(before, state)
    if meaning is None or not meaning.own:
        meaning = _behind(before, behind, meaning is not None, state) or meaning or carried_either_way(before, state)
    return _with_results(meaning, behind, state) if meaning else None


def _is_any(meaning: Meaning, amount: Decimal, before: Sequence[Token], behind: Sequence[Token], state: ReadingState) -> bool:
    """Whether a count tells of some that there were, and not how many: 一份申请含多项内容的, 2件申请人不服."""
    if not before and behind and behind[0].value == "申请人":
        return True
    if amount == 1 and not before:
        is_named = any(t.kind == "term" for t in behind)
        if not is_named or any(t.kind in ("unknown", "span") for t in behind):
            return True  # 1件复议跨年审理
    is_base = any(t.kind == "share" for t in before) and meaning.meant[0][0].table not in state.lexicon.form.about_tables
    return is_base or any(t.kind == "span" for t in behind[:1])  # 占全局复议案件15件的20%; 7件12月份申请


def _with_results(meaning: Meaning, behind: Sequence[Token], state: ReadingState) -> Meaning:
    """The meaning of disputes of which a count may be only those that ended as words right behind it say: 复议2件维持."""
    form, cells = state.lexicon.form, meaning.meant[0][0]
    first = next((token for token in behind if token.kind != "plain"), None)
    named = entries_in(form, {str(first.value)}) if first and first.kind == "term" else ()
    columns = tuple(key for entry in named if entry.table == cells.table for key in entry.columns)
    if not columns or cells.columns or cells.table in form.about_tables:
        return meaning
    ended = (tuple(one._replace(columns=columns) for one in meant) for meant in meaning.meant)
    return meaning._replace(meant=(*ended, *meaning.meant))


def _understood(
    meaning: Meaning,
    amount: Decimal,
    words: tuple[tuple[Token, ...], Token, tuple[Token, ...]],
    bound: str,
    state: ReadingState,
) -> Iterator[Claim]:
    """Yield the claim of a count, which stands in the middle of its words, that is of what they mean."""
    before, token, behind = words
    year, partly = _year_counted(meaning, (*before, *behind), state), state.whole is not None
    state.is_lost = state.is_lost and not meaning.own
    start = min(token.start, next((t.start for t in before if t.kind not in ("join", "among")), token.start))
    is_base = any(t.kind == "share" for t in before) and bool(behind) and behind[0].value == "的"
    told = (token.measure.unit, start, token.end, year, state.scope, partly, meaning.strict, bound, is_base)
    is_of_unknown = state.is_of_unknown and meaning.received
    meant = (*meaning.meant, *all_there_were(meaning, state))
    yield Claim("least" if is_of_unknown else "count", meant, amount, *told)
    if is_of_unknown:
        state.lose(before)


def _bound(before: tuple[Token, ...], is_rough: bool) -> tuple[str, tuple[Token, ...]]:
    """Return what a count is a bound of, "" for the number itself, and the words before it without the one that says so."""
    if before and before[-1].kind == "bound":
        return str(before[-1].value), before[:-1]
    return "about" if is_rough else "", before


def _not_understood(
    before: tuple[Token, ...], token: Token, behind: tuple[Token, ...], state: ReadingState
) -> Iterator[Statement]:
    """Yield what a count at least says whose words are not understood; a later phrase may tell what it is of."""
    yield from at_least(before, token, behind, state)
    state.lose(before)
    is_known = any(t.kind in ("term", "matter", "left") for t in before) or not state.about & state.lexicon.form.about_tables
    state.some_of = None if is_known and not (before and before[-1].value in _SOME_OF) else token


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
    return THIS if goes_on and is_open(meaning, state) else state.year


def _left_out(before: tuple[Token, ...], behind: tuple[Token, ...], state: ReadingState) -> tuple[Token, ...] | None:
    """The words that name what is not yet done, where a count of it is taken out of all: 除结转下年度的7件外，均已办结."""
    is_taken_out = before[:1] and before[0].kind == "except" and behind[:1] and str(behind[0].value).startswith("外")
    named = before[1:]
    if len(before) == 1 and before[0].kind == "except" and behind and str(behind[-1].value).startswith("外"):
        is_taken_out, named = True, behind[:-1]
    meaning = meaning_of(named, state) if is_taken_out and not is_opaque(named) else None
    return named if meaning and is_open(meaning, state) else None


def _leads_elsewhere(before: tuple[Token, ...], token: Token, behind: tuple[Token, ...]) -> bool:
    """Whether words around a count are not understood, or make it one of something else: 申请较多的3个项目, 办理中7件."""
    if any(t.kind in _NOT_COUNTED and t.kind != "span" for t in before) or any(t.kind == "except" for t in before):
        return True
    if before and before[0].value == "向" and any(t.kind == "term" for t in before):
        return True  # 向县政府申请复议2件
    said = {t.value for t in before}
    if not said.isdisjoint(_TOLD_BEFORE) or (token.measure.unit in PERSONS and not said.isdisjoint(TOPICS)):
        return True
    if any(t.value == "最多" for t in before) and any(t.value in HANDED_IN for t in before):
        return True
    if len(before) > 1 and before[-1].value == "中" and before[-2].kind == "term" and before[-2].value in GOES_ON:
        return True
    if before and before[-1].value in _SOME_OF and not any(t.kind in ("term", "all") for t in behind):
        return True
    if any(t.kind == "share" and after.kind == "join" for t, after in pairwise(before)):
        return True  # 占新收与上年结转总数31件的77.4%
    if any((t.value, after.value) == ("已", "于") for t, after in pairwise(before)) and any(t.value == NEXT for t in before):
        return True  # 在办的7件申请已于次年1月答复6件
    has_noun_behind = bool(behind) and behind[0].kind == "unknown" and behind[0].start == token.end
    return has_noun_behind and (token.measure.unit == "个" or any(t.kind in ("term", "about") for t in before))


_TOLD_BEFORE = frozenset({"上述", "以上"})
"""With these a count is of what was told before, whatever that was: 对上述10件申请，均载明依据."""
_SOME_OF = frozenset({"对", "针对", "就", "将", "因", "因为", "由于"})
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


def _without_channels(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words without several channels that are summed up: 窗口、网络共收到."""
    channels = [token for token in tokens if token.kind == "partial"]
    if len(channels) < 2 or not is_sum(tokens) or not any(t.kind == "join" for t in tokens):
        return tokens
    return tuple(token for token in tokens if token.kind != "partial")


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
    amount = amount_of(counted.measure, meaning, state) if meaning and is_open(meaning, state) else None
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
        if any(token.kind in ("left", "all") for token in state.pending) or (before and before[0].value == "向"):
            return None  # 复议方面，向县政府提出2件、向省厅提出1件
        meaning, of = meaning_of((*state.pending, *before), state), named_tables(before, state)
        return meaning if not of or (meaning and meaning.meant[0][0].table in of) else None
    if said and not any(token.kind == "about" for token in known):
        others = named_tables(known, state) & (state.lexicon.form.totals - state.lexicon.form.about_tables)
        return meaning_of((*before, *known), state) if others else None
    if not said and _is_only_some(known, behind):
        return None
    state.take([token for token in known if token.value != NEXT and (token.kind != "time" or state.year == THIS)])
    meaning = meaning_of((*before, *known), state)
    is_reason = not said and any(token.value in _REASONS for token in known)
    return None if is_reason and meaning and not is_open(meaning, state) else meaning


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
