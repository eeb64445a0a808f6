"""Counts held against last year's: by how many more or fewer they are, or which of the two years a number is of."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from .claims import Claim, Growth
from .clauses import is_opaque
from .lexicon import Token
from .meanings import Meaning, meaning_of
from .reading_state import ReadingState
from .words import LAST, THIS


def growth_of(named: Sequence[Token], words: Sequence[Token], token: Token, state: ReadingState) -> Iterator[Growth]:
    """Yield by how much more or less than last year's a count is said to be: the one named, else the one before."""
    measure = token.measure
    changed = [str(t.value) for t in words if t.kind == "changed"]
    known = not any(t.kind in ("unknown", "partial", "none", "term", "about", "figure", "span") for t in words)
    known = known and not any(t.kind == "time" and t.value not in (LAST, THIS) for t in words)
    of = _grown(named, state)
    if of and of.kind == "count" and len(changed) == 1 and known and not measure.rough:
        falls = changed[0][0] in "减下降回"
        yield Growth(measure.amount, measure.unit, measure.digits, not falls, of, token.start, token.end)


def last_years_count(words: Sequence[Token], token: Token, state: ReadingState) -> Claim | None:
    """Return the claim about last year that a count is held against: 268件，较2021年的213件."""
    of, measure = _grown((), state), token.measure
    said = any(t.kind == "time" and t.value == LAST for t in words) and not any(t.kind == "changed" for t in words)
    if of is None or not said or measure.rough or measure.unit != of.unit or any(t.kind not in _HELD_AGAINST for t in words):
        return None
    return replace(of, amount=measure.amount, year=LAST, start=words[0].start, end=token.end, bound="")


_HELD_AGAINST = frozenset({"compared", "time", "plain", "join"})


def became(before: Sequence[Token], state: ReadingState) -> Meaning | None:
    """Return the meaning of a count that last year's became: 由上年的5件降至4件."""
    last = state.last
    if last is None or last.year != LAST or not any(token.kind == "became" for token in before):
        return None
    if not any(token.kind == "time" and token.value != THIS for token in before):  # 由2022年的20件升至2023年的25件
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
