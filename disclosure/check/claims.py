"""What sentences of a report state: who had how many of what in which year."""

from decimal import Decimal

from msgspec import Struct

from .cell_groups import CellGroup
from .words import THIS


class Claim(Struct, frozen=True):
    """What a phrase states: `amount` of `unit` for the sum of the cells of one of `meant`.

    `kind` is a `count`, or `least` where it is only of some; or for no count at all: `none` (there were none), `all` (all are
    done), `all-of` (all went that way) or the `rate` of what is done. `scope` says whether it is of the `whole` body, of a
    `part` of it, maybe of one (`unsure`), or of an `other`. `partly` is a count out of another one. `strict` leaves nothing
    else to be counted in. A `bound` is `over`, `least`, `under` or `about` an amount; it `is_base` of the percentage behind
    it (占新收申请30件的40%). It stands in its paragraph from `start` to `end`.
    """

    kind: str
    meant: tuple[tuple[CellGroup, ...], ...]
    amount: Decimal
    unit: str
    start: int
    end: int
    year: str = THIS
    scope: str = "whole"
    partly: bool = False
    strict: bool = False
    bound: str = ""
    is_base: bool = False


class Share(Struct, frozen=True):
    """A percentage that a phrase gives of a claim, or of all that was closed when `of` is None."""

    amount: Decimal
    digits: int
    of: Claim | None
    whole: Claim | None
    start: int
    end: int


class Growth(Struct, frozen=True):
    """By how much a claim is said to be more or less than the year before: `unit` is % or a counter."""

    amount: Decimal
    unit: str
    digits: int
    rises: bool
    of: Claim
    start: int
    end: int


Statement = Claim | Share | Growth
