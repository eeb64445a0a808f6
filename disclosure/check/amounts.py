"""What a number counts in the counter of its table: requests in 件, money in yuan, applicants in persons."""

from decimal import Decimal

from .meanings import Meaning
from .phrases import Measure
from .reading_state import ReadingState

MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""Units of money, in yuan."""
PERSONS = frozenset({"人", "名", "位", "家", "户"})
"""Counters of applicants, who are at most as many as their requests."""


def amount_of(measure: Measure, meaning: Meaning, state: ReadingState) -> Decimal | None:
    """Return what a number counts in the counter of its table; None where the table counts in nothing of the kind."""
    counters = state.lexicon.form.counters.get(meaning.meant[0][0].table, ())
    if measure.unit in PERSONS and (meaning.meant[0][0].columns or (meaning.received and meaning.strict)):
        return measure.amount
    if measure.unit not in counters and (measure.unit or counters[:1] == ("万元",)):
        return None
    return measure.amount * MONEY[measure.unit] / MONEY[counters[0]] if measure.unit in MONEY else measure.amount
