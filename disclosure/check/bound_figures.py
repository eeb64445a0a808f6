"""Figures that a text takes from the tables, and cannot: no such cell, or nothing filled in."""

from collections.abc import Iterator
from difflib import get_close_matches

from ..model.figure_address import BOUND_FIGURE, addressed_cell, addresses
from ..model.finding import Finding
from ..model.portal import FiledReport
from .text_pieces import text_pieces


def check_bound_figures(filing: FiledReport) -> Iterator[Finding]:
    """Report each `{=…}` that is still in the text after the figures were printed; a draft may have blank cells."""
    for place, text in text_pieces(filing):
        for match in BOUND_FIGURE.finditer(text) if "=" in text or "＝" in text else ():
            address, form = match["address"], filing.format
            cell = addressed_cell(address, filing.report.tables, form)
            if cell is None:
                message = f"“{match[0]}”指的格不存在"
                near = get_close_matches(address, addresses(form), n=1, cutoff=0.5)
                hint = f"写成 {{={near[0]}}}" if near else "写成“表.行.列”，例如 {=requests.received.total}；或者直接写数"
                yield Finding("text.bound-figure", message, filing.report.path, (*place, match[0]), hint=hint)
            elif not filing.report.draft:
                key, _, rest = address.partition(".")
                row, _, column = rest.rpartition(".")
                table = form.tables[key]
                name = f"“{table.row_label(row)}”的“{table.column_label(column)}”"
                message = f"“{match[0]}”指的格 {name} 没有数"
                hint = f"在 tables 的 {key} 下把 {rest.rpartition('.')[0]} 这一行的数填上；或者把 {match[0]} 改为数"
                yield Finding("text.bound-figure", message, filing.report.path, (*place, match[0]), hint=hint)
