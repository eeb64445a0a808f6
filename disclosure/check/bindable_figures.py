"""Figures of a text that are those of single cells: they may be taken from the tables instead of typed."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.finding import Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from ..model.report import digits
from .cell_groups import CellGroup, total_column
from .claims import Claim
from .lexicon import lexicon_of
from .reading import read_texts
from .words import THIS

_LAST_NUMBER = pattern(r"\d+(?:\.\d+)?(?=\D*$)")


class BindableFigure(NamedTuple):
    """A number in a piece of a report's text, where it begins and ends there, and the address of the cell with that figure."""

    place: Place
    begin: int
    end: int
    words: str
    address: str


def bindable_figures(filing: FiledReport) -> Iterator[BindableFigure]:
    """Yield each count of this year and of the whole body that is one cell's figure, digit for digit."""
    for read in read_texts(filing, lexicon_of(filing.format, filing.body)):
        for claim in read.statements:
            if (
                not isinstance(claim, Claim)
                or claim.kind != "count"
                or claim.bound
                or (claim.year, claim.scope) != (THIS, "whole")
            ):
                continue
            number = _LAST_NUMBER.search(read.paragraph.text, claim.start, claim.end)
            if number and (address := _address(filing, claim, number[0])):
                begin, end = read.paragraph.source(number.start()), read.paragraph.source(number.end() - 1) + 1
                if read.text[begin:end] == number[0]:
                    yield BindableFigure(read.place, begin, end, read.words(claim.start, claim.end), address)


def _address(filing: FiledReport, claim: Claim, number: str) -> str:
    """The address of the one cell that a count is of, "" where it may be of others or has another figure."""
    if len(claim.meant) > 1 and not claim.partly:
        return ""
    group = claim.meant[0]
    cells: CellGroup = group[0]
    form, table = filing.format.tables[cells.table], filing.report.table(cells.table)
    columns = [form.column_index[key] for key in cells.columns] or total_column(form)
    if len(group) > 1 or len(cells.rows) > 1 or len(columns) != 1 or table is None:
        return ""
    cell = table.rows[form.row_index[cells.rows[0]]][columns[0]]
    if cell.amount is None or cell.unit or digits(cell.amount) != number:
        return ""
    return f"{cells.table}.{cells.rows[0]}.{form.column_keys[columns[0]]}"
