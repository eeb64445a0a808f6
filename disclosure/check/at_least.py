"""Phrases that say that there were at least so many: of some that are not told apart, or that there were some at all.

仍有部分申请结转下年; 既有自然人，也有科研机构; 3件申请经检索，信息不存在. They are wrong only where the tables have fewer.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..model.patterns import pattern
from .amounts import amount_of
from .cell_groups import CellGroup
from .claims import Claim
from .clauses import is_opaque, members_of
from .lexicon import Token
from .meanings import Meaning, may_count, meaning_of
from .reading_state import ReadingState

_NOT_SAID = frozenset({"none", "except", "compared", "changed", "matter", "partial", "rate", "span", "figure", "bound", "count"})
"""Kinds of words with which nothing is said to be there."""
_IF = frozenset({"对", "针对", "如", "将", "凡", "要求", "待"})
_MAY_BE = frozenset({"应", "应当", "可", "能", "会", "不再", "拟"})
"""With these it is said what is done if there are some."""
_UNSURE = pattern("[如若凡未非不无拟可否免防第详附]|需求|情况|疑难")


def there_are(tokens: Sequence[Token], state: ReadingState) -> Iterator[Claim]:
    """Yield the claim that there was at least one of each that a phrase names with “some” or “there are”."""
    at = next((number for number, token in enumerate(tokens) if token.kind == "some" or token.value in _THERE_ARE), -1)
    if at < 0 or state.who == "other" or state.is_lost or any(t.kind in _NOT_SAID for t in tokens):
        return
    if any(t.value in _IF for t in tokens[: at + 1]) or any(t.value in _MAY_BE for t in tokens):
        return
    if any(token.kind == "unknown" and _UNSURE.search(str(token.value)) for token in tokens):
        return
    known = tuple(token for token in tokens if token.kind not in ("unknown", "some", "all", "left", "vague"))
    members = [member for member in members_of(known) if any(token.kind == "term" for token in member)] or [known]
    for member in members:
        meaning = meaning_of(member, state)
        if meaning and may_count(meaning, state) and _may_be_none(meaning.meant[0][0].table, state):
            yield Claim("least", meaning.meant, Decimal(1), "", tokens[0].start, tokens[-1].end, state.year, state.scope)


_THERE_ARE = frozenset({"有", "仍有", "还有", "尚有", "另有", "存在", "出现"})


def _may_be_none(table: str, state: ReadingState) -> bool:
    """Whether a table counts requests or disputes."""
    return table in state.lexicon.form.about_tables | state.lexicon.form.totals


def at_least(before: tuple[Token, ...], token: Token, behind: tuple[Token, ...], state: ReadingState) -> Iterator[Claim]:
    """Yield the claim that there were at least as many as are counted with words that are not understood.

    Those may only say which of them are meant, unless they stand right beside what is counted and make it something else.
    """
    known = tuple(token for token in before if token.kind not in _ONLY_SOME)
    measure = token.measure
    if is_opaque(known) or any(t.kind in ("none", "except", "rate", "length") for t in known) or measure.rough:
        return
    pairs = pairwise(_without_level((*before, token), state))
    if state.who == "other" or any(_makes_another(one, after) for one, after in pairs):
        return
    named = max((number for number, token in enumerate(before) if token.kind in ("term", "about")), default=0)
    if any(one.kind == "unknown" for one in (*before[named:], *behind[:1])):
        return
    meaning = meaning_of(known, state)
    if meaning is None and (claim := some_went_so(behind, token, state)):
        yield claim
        return
    amount = amount_of(measure, meaning, state) if meaning and meaning.own else None
    is_ours = meaning and (meaning.meant[0][0].table not in state.lexicon.form.totals or _is_of_disclosure(known, meaning, state))
    if meaning and is_ours and amount is not None and not state.is_lost and measure.unit in _ONCE:
        start = known[0].start if known else token.start
        yield Claim("least", meaning.meant, amount, measure.unit, start, token.end, state.year, state.scope)


def _is_of_disclosure(tokens: Sequence[Token], meaning: Meaning, state: ReadingState) -> bool:
    """Whether words name what only disclosure has: requests for it, disputes about it, or an outcome where such are told."""
    named = any("信息公开" in str(t.value) or (t.kind == "about" and t.end - t.start >= _LONG) for t in tokens)
    return named or bool(
        meaning.meant[0][0].rows[0].count(".") and state.tells_outcomes and state.about & state.lexicon.form.about_tables
    )


_LONG = 4
"""Characters of the names of requests that no other matter has (公开申请, and not 申请)."""
_OF_SEVERAL = frozenset({"all", "left", "among", "join", "vague", "respectively"})
"""Kinds of words with which a phrase is not of just those that were counted."""
_ONLY_SOME = frozenset({"unknown", "partial"})
"""Kinds of words that may say which of what is counted are meant."""
_ONCE = frozenset({"件", "宗", "份", "起", "例", "项", "条"})
"""Counters with which nothing is counted more than once."""
_ELSEWHERE = pattern("[省市县区镇乡局委]|近|累计|历|平均|类|未|非|不|许可|登记")


def _without_level(tokens: tuple[Token, ...], state: ReadingState) -> tuple[Token, ...]:
    """Words without the body's own level before one of its offices: 镇综合执法队, 局办公室."""
    own = f"{state.lexicon.areas}{state.lexicon.full_name[-1:]}"
    own_or_verb = (t for t in tokens if t.value not in ("审查", "审核"))  # 医疗广告审查申请43件
    return tuple(token for token in own_or_verb if token.kind != "unknown" or str(token.value) not in own)


def _makes_another(one: Token, after: Token) -> bool:
    """Whether a word that is not understood makes what stands right behind it another thing, or names who else is spoken of."""
    if one.kind != "unknown":
        return False
    return after.kind in ("about", "count") or _ELSEWHERE.search(str(one.value)) is not None


def some_went_so(tokens: Sequence[Token], counted: Token, state: ReadingState) -> Claim | None:
    """Return the claim that at least as many as a phrase before has named went so: 对3件申请，因属于国家秘密不予公开."""
    if any(token.kind in _NOT_SAID or token.kind in _OF_SEVERAL for token in tokens) or state.who == "other":
        return None
    if counted.measure.unit not in _ONCE or counted.measure.rough:
        return None
    known = tuple(token for token in tokens if token.kind not in ("unknown", "some"))
    meaning = meaning_of(known, state) if any(token.kind == "term" for token in known) else None
    cells = meaning.meant[0][0] if meaning else CellGroup("", ("",))
    went = "." in cells.rows[0] and state.tells_how_it_went
    if meaning is None or not meaning.own or not (went or cells.rows[0] in state.lexicon.form.open_lines[cells.table]):
        return None
    state.some_of = None
    amount, unit = counted.measure.amount, counted.measure.unit
    return Claim("least", meaning.meant, amount, unit, counted.start, tokens[-1].end, state.year, state.scope)
