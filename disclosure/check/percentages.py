"""Percentages of a phrase: of what each is the share, as far as it is said."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model.patterns import pattern
from .cell_groups import CellGroup
from .claims import Claim, Share, Statement
from .clauses import OPAQUE, is_opaque
from .lexicon import Token
from .meanings import OUT_OF, TIMELY, may_count, meaning_of
from .reading_state import ReadingState
from .words import THIS

SUMS = frozenset({"相加", "之和", "合计", "共计", "总计", "共", "总共", "累计", "一共", "加", "计", "计为"})
"""That what follows is counted together."""
_FULL_RATES = frozenset({"办结率", "答复率", "办理率", "回复率", "办复率", "处理率"})


def share_of(before: tuple[Token, ...], token: Token, state: ReadingState) -> Iterator[Statement]:
    """Yield the share of what was counted last, or that all was closed."""
    measure = token.measure
    rates = [t for t in before if t.kind == "rate"]
    opaque = any(t.kind in OPAQUE or t.kind == "none" for t in before)
    timely = any(t.value in TIMELY for t in before)
    if rates and not opaque and all(str(t.value) in _FULL_RATES for t in rates) and not timely:
        if measure.amount == 100 and not state.is_lost and state.who != "other" and state.about:
            state.take(before)
            all_rows = CellGroup(next(table for table, _ in state.lexicon.form.about if table in state.about), ())
            yield Claim("all", ((all_rows,),), Decimal(0), "", before[0].start, token.end, state.year, state.scope)
        elif measure.amount != 100 and (rate := _rate_of_done(before, token, state)):
            yield rate
    elif opaque or rates or any(t.value in SUMS or t.kind == "left" for t in before):
        return
    elif row := _shared_row(before, state):
        yield Share(measure.amount, measure.digits, row, None, row.start, token.end)
    elif state.last and len(state.listed) > 1 and any(t.value in OUT_OF for t in before) and before[-1].kind == "share":
        part = state.listed[-2]
        yield Share(measure.amount, measure.digits, part, state.last, part.start, token.end)
    elif state.last and state.last.kind == "count" and not state.last.is_base and _is_of_last(before, state):
        yield Share(measure.amount, measure.digits, state.last, state.whole, state.last.start, token.end)


def _rate_of_done(before: Sequence[Token], token: Token, state: ReadingState) -> Claim | None:
    """The claim that this share was done of all requests that were to be dealt with: 新收和结转的申请办结率为77.4%."""
    form = state.lexicon.form
    of = next((claim.meant[0][0].table for claim in reversed(state.listed)), "")
    table = next((str(t.value) for t in before if t.kind == "about"), of)
    done = next((entry for entry in form.entries if entry.verb and not entry.includes and entry.table == table), None)
    if table not in form.about_tables or done is None or state.is_lost or token.measure.rough or state.year != THIS:
        return None
    meant = ((CellGroup(table, done.rows),),)
    return Claim("rate", meant, token.measure.amount, "%", before[0].start, token.end, state.year, state.scope)


_RATES = frozenset({"率", "率为", "率达"})


def _shared_row(before: Sequence[Token], state: ReadingState) -> Claim | None:
    """The row or column that a percentage is said to be the share of, without a count: 不予公开占12.5%."""
    at = next((number for number, token in enumerate(before) if token.kind == "share"), -1)
    named = before[:at] if any(t.kind == "term" for t in before[: max(at, 0)]) else () if state.last else state.pending
    if at < 0 or not named or is_opaque(named) or any(t.kind in ("left", "each", "all") for t in named):
        return None
    meaning = meaning_of(named, state)
    if meaning is None or (meaning.received and not meaning.meant[0][0].columns) or not may_count(meaning, state):
        return None
    if not meaning.meant[0][0].columns and meaning.meant[0][0].table not in state.lexicon.form.about_tables:
        return None
    return Claim("row", meaning.meant, Decimal(0), "", named[0].start, before[at].end, state.year, state.scope)


def shares_of(before: tuple[Token, ...], percentages: Sequence[Token], state: ReadingState) -> Iterator[Share]:
    """Yield each of several percentages as the share of its own of as many counts before."""
    claims = state.listed[-len(percentages) :]
    plain = all(token.kind in ("plain", "share", "respectively", "term", "each") for token in before)
    if plain and len(claims) == len(percentages) and all(claim.kind == "count" for claim in claims):
        for claim, token in zip(claims, percentages, strict=True):
            yield Share(token.measure.amount, token.measure.digits, claim, state.whole, claim.start, token.end)


_OF_REQUESTS = pattern("申请|新收|应办|办结|答复")
"""What a share may be said to be of, which disputes are no part of (复议3件，占办结总数的12.5%)."""


def _is_of_last(before: Sequence[Token], state: ReadingState) -> bool:
    """Whether words before a percentage say that it is of the count before, and of nothing finer than all requests."""
    said = [token for token in before if token.kind in ("term", "about", "each")]
    if any(token.value == "公开" or token.value in _RATES for token in before):
        return False  # 公开10件、部分公开4件，公开比例为58.33%
    at = next((number for number, token in enumerate(before) if token.kind == "share"), 0)
    if state.last is None or any(token.kind == "term" for token in before[:at]):
        return False  # 复议3件、诉讼2件，复议案件占申请量的10%
    if not said:
        is_of_requests = any(token.kind == "share" and _OF_REQUESTS.search(str(token.value)) for token in before)
        return not is_of_requests or state.last.meant[0][0].table in state.lexicon.form.about_tables
    meaning = meaning_of(said, state) if any(token.kind == "share" for token in before) else None
    of = meaning.meant[0] if meaning else ()
    is_same = bool(of) and of[0].table == state.last.meant[0][0].table and not of[0].columns
    return is_same and bool((meaning and meaning.received) or len(of) == 1)
