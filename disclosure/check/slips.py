"""A slip in one body's report, found because the report that sums the bodies up has the right figure.

Cells that are off by the same amount are looked at together: a figure takes its totals along. A body is named only where
it is the only one whose figure looks like a slip, and where the figures that the sum asks for keep its own sums; one
whose own sums contradict its figure comes before others. The summing report is held against the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.form import TableForm
from ..model.portal import FiledReport
from .evaluation import Evaluated, FigureKey, evaluated_equations
from .typos import MIN_TELLING_VALUE, Suspect, digit_typo


class Mismatch(NamedTuple):
    """A figure that is not what those of the bodies add up to: where, what it is, and what they add up to."""

    row: int
    column: int
    given: Decimal
    sum: Decimal

    @property
    def excess(self) -> Decimal:
        """By how much the bodies together have too much, if the sum is right."""
        return self.sum - self.given


class Slip(NamedTuple):
    """A figure of one report that is likely wrong: where, what it likely should be, and what seems to have happened.

    `resolved` are the equations of its own report that fail with it, and hold once it is right.
    """

    filing: FiledReport
    row: int
    column: int
    given: Decimal
    right: Decimal
    clause: str
    resolved: tuple[Evaluated, ...]

    @property
    def is_told(self) -> bool:
        """Whether its own report's sums name this figure anyhow: two of them fail, or one does that is told there."""
        named = {(one.form.row_index.get(one.named.row), one.form.column_index.get(one.named.column)) for one in self.resolved}
        return len(self.resolved) > 1 or (self.row, self.column) in named


def find_slips(
    above: FiledReport, children: Sequence[FiledReport], form: TableForm, wrong: Sequence[Mismatch], unsure: Sequence[Mismatch]
) -> Iterator[tuple[tuple[Mismatch, ...], Slip]]:
    """Yield each slip in a body that explains some of a summing report's mismatches in a table, with these.

    Those that may come of blanks elsewhere are `unsure`; they only count with others that a slip makes wrong.
    """
    groups: dict[Decimal, list[Mismatch]] = defaultdict(list)
    for off in wrong:
        groups[abs(off.excess)].append(off)
    for amount, group in groups.items():
        more = [off for off in unsure if abs(off.excess) == amount]
        for tried in (group, [*group, *more]) if more else (group,):
            if slip := _only_slip(above, children, form, {(off.row, off.column): off.excess for off in sorted(tried)}):
                yield tuple(tried), slip
                break


def _only_slip(
    above: FiledReport, children: Sequence[FiledReport], form: TableForm, excess: Mapping[tuple[int, int], Decimal]
) -> Slip | None:
    """The slip of the one body that explains these mismatches; None where none, several or the sum itself may."""
    found = [slip for child in children if (slip := _slip(child, form, excess))]
    own = _slip(above, form, {cell: -amount for cell, amount in excess.items()})
    found += [own] if own else []
    likely = [slip for slip in found if slip.resolved] or found
    return likely[0] if len(likely) == 1 and likely[0].filing is not above else None


def _slip(filing: FiledReport, form: TableForm, excess: Mapping[tuple[int, int], Decimal]) -> Slip | None:
    """The slip that a report would have made if its figures were too large by this; None where they do not look like one."""
    table = filing.report.table(form.key)
    if table is None:
        return None
    right: dict[tuple[int, int], tuple[Decimal, Decimal]] = {}
    for (row, column), more in excess.items():
        amount = table.rows[row][column].amount
        if amount is None or (amount < more and form.leaf_columns[column].holds != "change"):
            return None
        right[row, column] = _plain(amount), _plain(amount - more)
    seen = _mistyped(right) or _misplaced(form, right)
    resolved = _resolved(filing, form, excess) if seen else None
    if seen is None or resolved is None:
        return None
    (row, column), clause = seen
    return Slip(filing, row, column, *right[row, column], clause, resolved)


def _plain(amount: Decimal) -> Decimal:
    """The same figure without needless zeros, digit by digit."""
    return Decimal(f"{amount.normalize():f}")


Pairs = Mapping[tuple[int, int], tuple[Decimal, Decimal]]
"""What cells have, and what they should."""


def _mistyped(right: Pairs) -> tuple[tuple[int, int], str] | None:
    """The first cell whose digits look mistyped, if all cells are off in the same direction, as its totals are."""
    if len({given > should for given, should in right.values()}) > 1:
        return None
    return next(((cell, clause) for cell, pair in right.items() if (clause := digit_typo(Suspect(*pair)))), None)


def _misplaced(form: TableForm, right: Pairs) -> tuple[tuple[int, int], str] | None:
    """The first cell whose whole figure belongs into an empty cell beside, above or below it."""
    for (row, column), (given, should) in right.items():
        for beside in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if not should and given >= MIN_TELLING_VALUE and right.get(beside) == (should, given):
                return (row, column), f"像是把{cell_name(form, *beside)}的 {given} 填到了这里"
    return None


def _resolved(filing: FiledReport, form: TableForm, excess: Mapping[tuple[int, int], Decimal]) -> tuple[Evaluated, ...] | None:
    """The equations of a report that hold only once its figures are less by this; None where one fails only then."""
    changes = {
        FigureKey(filing.report.year, form.key, form.row_keys[row], form.column_keys[column]): -more
        for (row, column), more in excess.items()
    }
    resolved = []
    for one in evaluated_equations(filing):
        before, after = one.verdict == "unmet", one.changed(changes).verdict == "unmet"
        if after and not before:
            return None
        resolved += [one] if before and not after else []
    return tuple(resolved)


def cell_name(form: TableForm, row: int, column: int) -> str:
    """Return how people call a cell: by its row and its column."""
    return f"“{form.row_label(form.row_keys[row])}”的“{form.column_label(form.column_keys[column])}”"
