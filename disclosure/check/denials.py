"""Phrases without a count: that there was nothing, or that all are done or went one way."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..model.patterns import pattern
from .amounts import MONEY
from .cell_groups import CellGroup
from .claims import Claim
from .clauses import OPAQUE, is_opaque, members_of
from .lexicon import Token, Wording, entries_in
from .meanings import FINISHED, GOES_ON, HANDED_IN, HEADS, OUT_OF, Meaning, came_in, distinct, may_count, meaning_of
from .reading_state import ReadingState
from .words import LAST, NEXT, THIS


def denied(tokens: tuple[Token, ...], state: ReadingState) -> Iterator[Claim]:
    """Yield the claim that there was none of what a phrase with a denial names."""
    at = next(number for number, token in enumerate(tokens) if token.kind == "none")
    before, after = tokens[:at], tuple(token for token in tokens[at + 1 :] if token.kind != "vague")
    scope = "whole" if _is_of_office_before(before, state) else state.scope
    if scope == "other" or any(_is_unclear(token) for token in before) or any(t.kind in _LIMITS for t in tokens):
        return
    if any(token.value in ("应", "应当", "收费") for token in after) or (after and after[0].value == "的"):
        return
    members = [one for one in members_of(after) if not is_opaque(one) or any(t.kind in ("term", "about") for t in one)]
    if any(is_opaque(member) for member in members):
        return
    said = tuple(token for member in members for token in member if token.kind not in ("none", "all"))
    if _is_of_some(said, after) or (not said and any(t.kind not in ("plain", "join") for t in after)):
        return
    if _is_not_done_yet(said, state) or _is_by_way(said):
        return
    if any(token.value in _CAME_ABOUT or token.value in _CASES for token in said):
        said = tuple(token for token in said if token.value not in ("信息", "政府信息"))
    alone = all(token.kind in ("plain", "join") for token in after)
    heads = state.pending and (state.pending[-1].value in HEADS or tokens[at].value in NOT_EVEN)
    if alone and heads and not any(t.kind in ("term", "about") for t in before):
        before = (*state.pending, *before)
    meaning = meaning_of(before, state) if alone else _denied_meaning(before, said, state)
    if meaning is None or not may_count(meaning, state) or _is_of_else(tokens, said, meaning, state):
        return
    table = meaning.meant[0][0].table
    if not alone and (names_done(before, state) - {table} or any(_is_of_another(member, table, state) for member in members)):
        return
    tables = state.lexicon.form.about_tables
    arrived = [one for one in meaning.meant if one[0].table in tables and came_in(one[:1], state)]
    told = [one for one in meaning.meant if one[0].columns]
    cells = tuple(dict.fromkeys(cells for one in arrived[:1] or told or meaning.meant for cells in one))
    yield Claim("none", (cells,), Decimal(0), "", tokens[0].start, tokens[-1].end, state.year, scope)


def _is_of_office_before(before: Sequence[Token], state: ReadingState) -> bool:
    """Whether an office of the body was the subject of the phrase before, and the year is that of this one: 全年未发生."""
    names_year = any(token.kind in ("same-year", "time") for token in before)
    return state.is_of_own_office and not state.listed and names_year and not state.lexicon.sums_up


def _is_unclear(token: Token) -> bool:
    """Whether a word before a denial may make it one of something else."""
    if token.kind != "unknown":
        return token.kind in OPAQUE
    return token.end - token.start > _SHORT or _NOT_BEFORE.search(str(token.value)) is not None


_SHORT = 3
"""Characters of a word that is not understood which may hardly name who or what else is spoken of."""
_NOT_BEFORE = pattern("[未非不无如若但除因凡且局委院所馆校站]|情况|问题|单位|中心")


def _is_of_some(said: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a denial is only of applicants of no column, and not of them beside others (任何单位和个人)."""
    is_alone = all(token.kind != "join" for token in after)
    return any(token.value in _SOME for token in (said if is_alone else said[:1]))


def _is_not_done_yet(said: Sequence[Token], state: ReadingState) -> bool:
    """Whether only a verb is denied of some that the sentence has counted: 其中七件须补正，未能在当年办结."""
    of_some = state.some_of or state.unnamed or state.is_last_lost or state.whole
    terms = [token for token in said if token.kind in ("term", "about")]
    return bool(of_some and terms) and names_done(tuple(terms), state) != set() and len(terms) == 1


_AS = frozenset({"为", "作为", "作", "成"})
"""Behind a verb that is denied these say that something was not taken for a request: 未登记为公开申请."""
_INTO = frozenset({"纳入", "计入", "列入"})
"""With these it is said where something is not counted: 电话咨询未纳入申请统计."""
_BY = frozenset({"按", "按照", "以", "作"})
"""Before a request these say how something was not done: 未按申请登记."""
_WITH = frozenset({"将", "把"})
"""Before what is named these say to what something was not done: 没有将内部管理信息纳入公开."""


def _is_by_way(said: Sequence[Token]) -> bool:
    """Whether requests, or rows, are named only as what something was not taken for, or was not done to."""
    first = said[0].value if said else ""
    return (first in _WITH or first in _INTO or any(token.value in _AS for token in said[:2])) or any(
        token.value in _BY and thing.kind == "about" for token, thing in pairwise(said)
    )


def _is_of_else(tokens: Sequence[Token], said: Sequence[Token], meaning: Meaning, state: ReadingState) -> bool:
    """Whether another charge is denied than the table's, or requests are named only as the reason of what is denied."""
    is_reason = meaning.meant[0][0].table in state.lexicon.form.about_tables and any(t.value in _BECAUSE for t in said[:1])
    is_charge = any(t.value in _CHARGED for t in tokens) and meaning.meant[0][0].table in state.lexicon.form.about_tables
    return is_reason or is_charge or _is_other_money(tokens, meaning, state)


_CHARGED = frozenset({"收费", "收取", "收缴", "征收", "收入"})
"""With these a sum of money is denied also where requests are named: 依申请公开未收费."""


_BECAUSE = frozenset({"因", "因为", "由于"})
"""With these it is said why something was not done: of requests it tells nothing (未因申请数量较多收取信息处理费)."""


def _denied_meaning(before: tuple[Token, ...], said: tuple[Token, ...], state: ReadingState) -> Meaning | None:
    """What a denial denies: with who is named before it (企业未提出申请); what is not carried over is so to the next year."""
    named = tuple(token for token in before if token.kind in ("term", "time"))
    next_year = Token("time", NEXT, 0, 0)
    ways = ((*named, *said), said, (*said, next_year))
    return next((meaning for way in ways if (meaning := meaning_of(way, state))), None)


def _is_of_another(tokens: tuple[Token, ...], table: str, state: ReadingState) -> bool:
    """Whether what is denied of a table has what only another counts (无上年结转的行政复议案件): it is denied only of those."""
    form = state.lexicon.form
    words = {str(token.value) for token in tokens if token.kind in ("term", "time")}
    if words.isdisjoint(form.words_of[table] - {LAST, THIS, NEXT}):
        return False
    is_told_by = any(token.value == "的" for token in tokens)
    others = (e for e in entries_in(form, words) if e.table != table and e.rows and not e.words <= form.words_of[table])
    return any(is_told_by and not entry.includes if entry.verb else True for entry in others)


def _is_other_money(tokens: Sequence[Token], meaning: Meaning, state: ReadingState) -> bool:
    """Whether a sum of money is meant that may be another charge than the table's, as that for requests is."""
    is_of_requests = any(token.kind == "about" or token.value in ("信息处理", "信息公开") for token in tokens)
    is_named = any(token.value in state.lexicon.form.charges for token in tokens)
    return (is_of_requests or not is_named) and state.lexicon.form.counters.get(meaning.meant[0][0].table, ("",))[0] in MONEY


def all_are_done(tokens: tuple[Token, ...], state: ReadingState, since: int = 0) -> Claim | None:
    """Return the claim that all are done, or went one way: all that the phrase names, or all that were counted before.

    What is said of a single one that was counted is said of all (行政复议1件，复议机关维持). What was counted before `since`
    is not meant (复议3件，诉讼2件均获维持).
    """
    if state.who == "other" or (state.is_lost and not any(token.kind == "about" for token in tokens)):
        return None
    if tokens[-1].value == "方面" or tokens[-1].value in OUT_OF:  # what the next phrase is about, or out of
        return None
    at = max((number for number, token in enumerate(tokens) if token.kind == "all"), default=-1)
    before, after = tokens[: max(at, 0)], tokens[at + 1 :]
    if state.has_exception or any(t.kind in _LIMITS for t in before) or names_done(before, state) or _says_by_whom(after):
        return None
    if tokens[at].value in _ALL_THE and not before:
        last = max((number for number, token in enumerate(after) if _is_row_of_totals(token, state)), default=-1) + 1
        before, after = after[:last], after[last:]
    start, end = tokens[0].start, tokens[-1].end
    words = {str(token.value) for token in after if token.kind == "term"}
    entries = entries_in(state.lexicon.form, words)
    named = _all_named(before, after, entries, state, since) if at >= 0 else state.last.meant[0] if state.last else ()
    table = named[0].table if named else ""
    ways = [entry for entry in entries if entry.table == table and not entry.verb]
    is_of_unknown = state.is_last_lost and state.listed and not any(token.kind == "term" for token in before)
    if (
        table
        and ways
        and not (ways[0].rows and _is_of_old_ones(named, state))
        and not (is_of_unknown and table not in state.lexicon.form.about_tables)
    ):
        return _all_went(named, _joined(ways, after), start, end, state)
    if any(token.value in _IN_TURN for token in after):
        return None
    finished = words - GOES_ON or any(token.value in FINISHED for token in after)
    weak = any(token.kind == "weak" for token in after)
    done = finished and not weak and any(entry.verb and not entry.includes for entry in entries)
    if table and done and not _is_of_old_ones(named, state):
        return Claim("all", (named,), Decimal(0), "", start, end, state.year, state.scope)
    return None


def _all_went(named: tuple[CellGroup, ...], way: Wording, start: int, end: int, state: ReadingState) -> Claim | None:
    """The claim that all that is named went one way; where only some of its rows are meant, that the others are none."""
    if (way.columns and named[0].columns) or (way.rows and all(set(cells.rows) <= set(way.rows) for cells in named)):
        return None
    if way.rows and all(set(way.rows) < set(cells.rows) for cells in named):
        others = tuple(cells._replace(rows=tuple(row for row in cells.rows if row not in way.rows)) for cells in named)
        return Claim("none", (others,), Decimal(0), "", start, end, state.year, state.scope)
    rows = (CellGroup(named[0].table, way.rows, cells.columns) for cells in named)
    meant = tuple(cells._replace(columns=way.columns) for cells in named) if way.columns else tuple(dict.fromkeys(rows))
    return Claim("all-of", distinct((meant,)), Decimal(0), "", start, end, state.year, state.scope)


def _is_row_of_totals(token: Token, state: ReadingState) -> bool:
    """Whether a word names a row of a table that counts disputes: 全部复议案件｜维持."""
    form = state.lexicon.form
    named = entries_in(form, {str(token.value)}) if token.kind == "term" else ()
    return any(e.rows and not e.verb and e.table in form.totals - form.about_tables for e in named)


_IN_TURN = frozenset({"登记"})
"""Steps that are told of all without saying that all have come to the last: 均依法登记、依法答复."""
_APPLICANTS = frozenset({"申请人", "申请主体"})
_ALL_THE = frozenset({"全部", "所有"})
_SOME = frozenset({"其他组织", "单位", "组织", "机构"})
"""Applicants of no column: a denial of theirs (没有其他组织提出申请) is not of all."""
_CASES = frozenset({"情形", "情况", "现象"})
"""What is denied of these is what was done with a request, also where it names what it was for: 没有无法提供政府信息的情形."""
_CAME_ABOUT = frozenset({"产生", "发生", "出现", "收到", "接到", "受理"})
"""What is denied with these is a request and no document, also where it is called one (未产生依申请公开信息)."""
NOT_EVEN = frozenset({"也没有", "也无", "都没有", "也未", "都未", "也未曾"})
"""Denials behind a count of one that deny even that, of what the phrase before has named: 至于行政复议，一件也没有."""
_LIMITS = frozenset({"left", "except", "ended"})
"""Kinds of words with which “all” or “none” is said only of some."""


def _says_by_whom(tokens: tuple[Token, ...]) -> bool:
    """Whether words say who does it (均由办公室统一答复), and not that it is done."""
    asked = any(token.value in HANDED_IN for token in tokens)
    return any(token.kind == "office" or (token.value == "由" and not asked) for token in tokens)


def _joined(ways: Sequence[Wording], tokens: tuple[Token, ...]) -> Wording:
    """The way that all went, or the several together that are named (全部来自自然人和企业)."""
    if not any(token.kind == "join" for token in tokens):
        return ways[0]
    columns = (column for way in ways for column in way.columns)
    rows = (row for way in ways for row in way.rows)
    return ways[0]._replace(columns=tuple(dict.fromkeys(columns)), rows=tuple(dict.fromkeys(rows)))


def names_done(tokens: tuple[Token, ...], state: ReadingState) -> set[str]:
    """Return the tables of which words name what is done: what is said of “all” of it (已审结的均维持) is not of the rest."""
    words = {token.value for token in tokens if token.kind == "term"}
    return {e.table for e in state.lexicon.form.entries if e.verb and not e.includes and not words.isdisjoint(e.words)}


def _is_of_old_ones(named: tuple[CellGroup, ...], state: ReadingState) -> bool:
    """Whether only those are named that were carried over from the year before: of the new ones nothing is said."""
    return all((cells.table, cells.rows) in state.lexicon.form.brought_forward for cells in named)


def _outcome_again(before: tuple[Token, ...], state: ReadingState) -> Claim | None:
    """The outcome counted right before, which words call requests once more (不予公开3件，所申请内容); None where they do not."""
    kinds = {token.kind for token in before}
    last = state.listed[-1] if state.listed[state.begun :] and not state.is_last_lost else None
    is_outcome = last is not None and last.kind == "count" and not came_in(last.meant[0], state)
    return last if is_outcome and "about" in kinds and kinds.isdisjoint(("term", "all")) else None


def _all_named(
    before: tuple[Token, ...], after: tuple[Token, ...], entries: Sequence[Wording], state: ReadingState, since: int
) -> tuple[CellGroup, ...]:
    """The rows that “all” between these words speaks of; `entries` are what the words behind it state."""
    is_counted = state.is_last_lost or state.listed[state.begun :]
    if not is_counted and not any(token.kind in ("term", "about") for token in before):
        before = (*before, *(token for token in after if token.kind == "about"))
    finer = frozenset(row for entry in entries if not entry.verb for row in entry.rows)
    named = _named(before, state, finer, since, by_whom=any(entry.columns for entry in entries))
    if not named and not state.listed and any(token.value in _APPLICANTS for token in before):
        return next(((CellGroup(e.table, e.rows),) for e in state.lexicon.form.entries if e.includes), ())
    return named


def _named(
    before: tuple[Token, ...], state: ReadingState, finer: frozenset[str], since: int, *, by_whom: bool
) -> tuple[CellGroup, ...]:
    """The rows that “all” speaks of; none when these are what was dealt with, of which it says nothing new.

    It does of an outcome of which `finer` are the rows that all are said to be (不予公开3件，均属于内部事务信息), also where
    it calls them requests once more (不予公开3件，所申请内容均属于内部事务信息): of whose those are it says nothing.
    """

    def is_told(meant: tuple[CellGroup, ...]) -> bool:
        return came_in(meant, state) or (len(meant) == 1 and bool(finer) and finer < set(meant[0].rows))

    outcome = _outcome_again(before, state)
    if outcome and by_whom:
        return ()
    of_counted = outcome is not None and is_told(outcome.meant[0])
    if not any(token.kind in ("term", "about") for token in before):
        before = state.pending
    if not of_counted and any(token.kind in ("term", "about") for token in before):
        meaning = meaning_of(before, state)
        return meaning.meant[0] if meaning and is_told(meaning.meant[0]) else ()
    if state.is_last_lost and not state.listed[state.begun :]:
        return ()
    listed = state.listed[state.begun :] or state.listed or state.earlier
    listed = listed[-1:] if state.is_in_bracket else listed
    counted = [claim for claim in listed if claim.kind == "count" and not claim.partly and claim.start >= since]
    if not counted or listed[-1] is not counted[-1] or not is_told(counted[-1].meant[0]):
        return ()
    if counted[-1].meant[0][0].columns or not all(came_in(claim.meant[0], state) for claim in counted):
        return counted[-1].meant[0]
    return tuple(cells for claim in counted for cells in claim.meant[0] if cells.table == counted[-1].meant[0][0].table)
