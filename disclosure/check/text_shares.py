"""Percentages of a text against the tables: of a count beside them, or of a row or column that they name."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..model.finding import Finding
from ..model.portal import FiledReport
from .cell_groups import CellGroup, figure, group_name
from .claims import Share
from .lexicon import Lexicon
from .phrases import measures_in
from .reading import ReadParagraph

_EXPLAIN = "说的不是同一件事的，写 explain: {text.figure: 原因}"


def check_share(filing: FiledReport, lexicon: Lexicon, read: ReadParagraph, share: Share) -> Iterator[Finding]:
    """Report a percentage that is not the count's share of anything it may be a share of."""
    assert share.of is not None
    bases = [base for base in _bases(filing, lexicon, share) if base]
    if share.of.kind == "row":
        yield from _row_share(filing, lexicon, read, share, bases)
        return
    lines = share.of.meant[0][0]
    if not (share.whole or lines.columns or lines.table in lexicon.form.about_tables):
        return  # 复议3件，占办结数的12.5%；诉讼2件，占8.33%
    behind = share.whole.end if share.whole and share.whole.start >= share.of.end else share.of.end
    if any(measure.unit != "%" for measure, _, _ in measures_in(read.paragraph.text, behind, share.end)):
        return  # of the count in between
    amount = share.of.amount
    step = Decimal(1).scaleb(-share.digits)
    text = read.paragraph.text
    begin = max(text.rfind("。", 0, share.of.start) + 1, share.of.start - _FAR)
    told = measures_in(text, begin, share.of.start)
    bases += [measure.amount for measure, _, _ in told if bases and measure.amount and measure.unit == share.of.unit]
    together = amount + _told_with(text, share)
    if not bases or any(abs(100 * one / base - share.amount) < step for base in bases for one in (amount, together)):
        return
    base = bases[0]
    right = round(100 * amount / base, share.digits)
    words = read.words(share.of.start, share.end)
    message = f"正文说“{words}”，而 {amount} ÷ {base} = {right}%"
    hint = f"把 {share.amount}% 改为 {right}%；占的不是 {base} 的，写明占什么；{_EXPLAIN}"
    yield Finding("text.figure", message, filing.report.path, (*read.place, words), hint=hint)


_FAR = 200
"""Characters before a count within which what it is a share of is told."""


def _told_with(text: str, share: Share) -> Decimal:
    """What is counted in the phrase before a count that a share may be of as well: 公开10件、部分公开4件，占58.33%."""
    assert share.of is not None
    begin = max(text.rfind(sign, 0, share.of.start) for sign in "，,。;:(") + 1
    counted = (measure for measure, _, _ in measures_in(text, begin, share.of.start) if measure.unit == share.of.unit)
    return sum((measure.amount for measure in counted), Decimal(0))


def _row_share(
    filing: FiledReport, lexicon: Lexicon, read: ReadParagraph, share: Share, bases: Sequence[Decimal]
) -> Iterator[Finding]:
    """Report a percentage that no reading of a row or column has, which the text gives without its count."""
    assert share.of is not None
    step = Decimal(1).scaleb(-share.digits)
    known = [figure(filing, meant) for meant in share.of.meant]
    if any(one is None or not one.exact for one in known):
        return
    if share.of.meant[0][0].columns:
        wholes = [
            [figure(filing, [cells._replace(columns=columns) for cells in meant]) for meant in share.of.meant]
            for columns in ((), _closed(filing, lexicon, share.of.meant[0][0].table))
        ]
        pairs = ((one, base) for of_rows in wholes for one, base in zip(known, of_rows, strict=True))
        shares = [(one.amount, base.amount) for one, base in pairs if one and base and base.amount]
    else:
        shares = [(one.amount, base) for one in known if one for base in bases if one.amount <= base]
    if not shares or any(abs(100 * amount / base - share.amount) < step for amount, base in shares):
        return
    amount, base = shares[0]
    right = round(100 * amount / base, share.digits)
    words = read.words(share.start, share.end)
    message = f"正文说“{words}”，表中{group_name(filing, share.of.meant[0])}是 {amount}，{amount} ÷ {base} = {right}%"
    hint = f"把 {share.amount}% 改为 {right}%；占的不是 {base} 的，写明占什么；{_EXPLAIN}"
    yield Finding("text.figure", message, filing.report.path, (*read.place, words), hint=hint)


def _bases(filing: FiledReport, lexicon: Lexicon, share: Share) -> Iterator[Decimal]:
    """Yield what a count may be a share of: what it was taken out of, the total it is part of, and all that came in."""
    assert share.of is not None
    lines = share.of.meant[0][0]
    form = filing.format.tables[lines.table]
    if share.whole:
        yield share.whole.amount
    if lines.columns:
        wholes = (lines._replace(columns=columns) for columns in ((), _closed(filing, lexicon, lines.table)))
        yield from _amounts(filing, ((whole,) for whole in wholes))
    totals = [i.total for i in form.identities if i.each == "column" and i.total]
    yield from _amounts(filing, ((CellGroup(lines.table, (total,)),) for total in totals))
    arrivals = [e for e in lexicon.form.entries if e.includes and e.table == lines.table][:1]
    for entry in arrivals:
        came = CellGroup(entry.table, entry.rows)
        yield from _amounts(filing, ((came,), (came, CellGroup(entry.table, entry.includes))))
    yield from _amounts(filing, ((CellGroup(lines.table, form.row_keys),),) if not totals else ())


def _closed(filing: FiledReport, lexicon: Lexicon, table: str) -> tuple[str, ...]:
    """The columns of what is at an end, of which a rate may be (复议维持率); none where a table tells nothing that is not."""
    still_open = lexicon.form.open_lines[table].intersection(filing.format.tables[table].column_keys)
    columns = filing.format.tables[table].leaf_columns if still_open else ()
    return tuple(column.key for column in columns if not column.sums and column.key not in still_open)


def _amounts(filing: FiledReport, meanings: Iterable[tuple[CellGroup, ...]]) -> Iterator[Decimal]:
    known = (figure(filing, meant) for meant in meanings)
    yield from (k.amount for k in known if k and k.exact)
