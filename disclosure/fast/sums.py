"""The identities between figures, added up in one pass: nearly all reports add up, and need no more than this.

The figures of a table and of last year's are put in one row, from which each equation picks its two sides. Where one
does not hold, what is wrong is for `check_identities` to say.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ..check.evaluation import ZERO, last_years_table
from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.portal import BodyReports, FiledReport
from ..model.report import Table
from .switch import switchable

Pick = Callable[[list[Decimal]], tuple[Decimal, ...]]
"""Takes some figures out of a row."""


class Sum(NamedTuple):
    """An equation as picks from a row of figures: what is added, what is subtracted; `shares` where a factor is not ±1."""

    plus: Pick
    minus: Pick
    shares: tuple[tuple[Decimal, int], ...]
    is_bound: bool


@switchable
def figures_add_up(body_reports: BodyReports) -> bool | None:
    """Return True where every identity holds in all reports of a body."""
    return all(map(_adds_up, body_reports.filings)) or None


def _adds_up(filing: FiledReport) -> bool:
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        if form.authored or not form.identities:
            continue
        before = last_years_table(filing, table.key)
        row = _amounts(table)
        if before:
            row += _amounts(before[2])
        row.append(ZERO)
        for plus, minus, shares, is_bound in _sums(
            DigestKey(filing.format), DigestKey(before[0].format) if before else None, table.key
        ):
            difference = sum(f * row[at] for f, at in shares) if shares else sum(plus(row)) - sum(minus(row))
            if difference and (difference > 0 or not is_bound):
                return False
    return True


def _amounts(table: Table) -> list[Decimal]:
    """The figures of a table in one row, 0 where there is none."""
    return [cell.amount or ZERO for cells in table.rows for cell in cells]


@lru_cache(maxsize=1 << 8)
def _sums(form: DigestKey[Format], before: DigestKey[Format] | None, key: str) -> tuple[Sum, ...]:
    """The equations of a table whose figures both forms have, this year's and last year's."""
    return tuple(_known_sums(form.value, before.value if before else None, key))


def _known_sums(form: Format, before: Format | None, key: str) -> Iterator[Sum]:
    table = form.tables[key]
    size = len(table.row_keys) * len(table.column_keys)
    for equation in table.equations:
        places = []
        for term in equation.terms:
            of = (before.tables[key] if before else None) if term.previous else table
            if of is None or term.row not in of.row_index or term.column not in of.column_index:
                break
            at = of.row_index[term.row] * len(of.column_keys) + of.column_index[term.column]
            places.append((term.factor, at + size * term.previous))
        else:
            plus, minus = (_pick([at for factor, at in places if factor == sign]) for sign in (1, -1))
            whole = all(abs(factor) == 1 for factor, _ in places)
            yield Sum(plus, minus, () if whole else tuple(places), equation.identity.relation == "<=")


def _pick(places: list[int]) -> Pick:
    """Take the figures at these places and, so that it is always several, twice the 0 at the end."""
    pick: Pick = itemgetter(-1, -1, *places)
    return pick
