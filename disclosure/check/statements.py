"""What the text states against the tables: counts, shares and denials as `claims` reads them.

A text is free, so only what is about the whole body and its year counts. A table that is at odds with itself about a
figure is no witness: then that is the finding, and the text may well be right.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from ..model.finding import Finding, Place
from ..model.form import TableForm
from ..model.portal import FiledReport
from .claims import CellGroup, Claim, Share, Statement, read_paragraph
from .evaluation import ZERO, evaluated_equations
from .lexicon import Lexicon, lexicon_of
from .phrases import Paragraph, paragraphs
from .text_pieces import text_pieces
from .words import THIS

_EXPLAIN = "说的不是同一件事的，写 explain: {{{}: 原因}}"
_SHORT = 30
"""A paragraph of fewer characters without a full stop is a heading, whatever it is written as."""


class Known(NamedTuple):
    """What the tables say of some cells: their sum, or where some are blank the least that it can be."""

    amount: Decimal
    exact: bool


class Spoken(NamedTuple):
    """What a paragraph states, with the paragraph and its place."""

    place: Place
    text: str
    paragraph: Paragraph
    statements: tuple[Statement, ...]

    def words(self, start: int, end: int) -> str:
        """The words of the source between two characters of the paragraph, of several lines the last."""
        first, last = self.paragraph.source(start), self.paragraph.source(end - 1) + 1
        return self.text[first:last].strip().split("\n")[-1].strip()


def check_statements(filing: FiledReport) -> Iterator[Finding]:
    """Report a count, a share or a denial in the text that the tables contradict, at its words."""
    if filing.format.free_chapters:
        return
    lexicon = lexicon_of(filing.format, filing.body)
    for spoken in _spoken(filing, lexicon):
        yield from _compare(filing, lexicon, spoken)


def _spoken(filing: FiledReport, lexicon: Lexicon) -> Iterator[Spoken]:
    """Yield what each paragraph states that says something of the tables; a heading says what those below it are about."""
    for place, text in text_pieces(filing):
        about: frozenset[str] = frozenset()
        for paragraph in paragraphs(text) if lexicon.anchors.search(text) else ():
            heading = paragraph.heading or (len(paragraph.text) < _SHORT and "。" not in paragraph.text)
            if heading:
                about = frozenset(table for table, words in lexicon.about if any(word in paragraph.text for word in words))
            if about or lexicon.anchors.search(paragraph.text):
                statements = tuple(read_paragraph(paragraph, lexicon, filing.report.year, about))
                if statements:
                    yield Spoken(place, text, paragraph, statements)


def _compare(filing: FiledReport, lexicon: Lexicon, spoken: Spoken) -> Iterator[Finding]:
    claims = [statement for statement in spoken.statements if isinstance(statement, Claim) and statement.year == THIS]
    judged = {id(claim): _judge(filing, lexicon, claim, claims) for claim in claims}
    witnessed = any(c.kind == "count" and c.amount > 2 and judged[id(c)] is None and c.scope != "other" for c in claims)
    for claim in claims:
        against = judged[id(claim)]
        told = claim.scope == "whole" or (witnessed and claim.kind == "count")
        if against is not None and told and not _in_doubt(filing, against.lines):
            yield _finding(filing, spoken, claim, against)
    for share in spoken.statements:
        if isinstance(share, Share) and share.of and judged.get(id(share.of), 0) is None:
            yield from _share(filing, lexicon, spoken, share)


class Against(NamedTuple):
    """What a claim is at odds with: the cells and what they say."""

    lines: tuple[CellGroup, ...]
    amount: Decimal


def _judge(filing: FiledReport, lexicon: Lexicon, claim: Claim, claims: Sequence[Claim]) -> Against | None:
    """What the tables say against a claim; None where they agree with it in some reading, or cannot tell."""
    if claim.kind == "count":
        return _judge_count(filing, lexicon, claim, claims)
    if claim.kind == "none":
        denied = ((lines, figure(filing, (lines,))) for lines in claim.meant[0])
        return next((Against((lines,), known.amount) for lines, known in denied if known and known.amount > 0), None)
    left = _left_over(filing, claim)
    known = figure(filing, left) if left else None
    if known is None or known.amount <= 0:
        return None
    counted = {lines for other in claims if other.kind == "count" for lines in other.meant[0]}
    return None if counted & set(left) else Against(left, known.amount)


def _left_over(filing: FiledReport, claim: Claim) -> tuple[CellGroup, ...]:
    """The cells that must be nothing when all are done, or when all went one way."""
    found = []
    for lines in claim.meant[0]:
        form = filing.format.tables[lines.table]
        if claim.kind == "all":
            rows = tuple(key for key, line in zip(form.row_keys, form.row_lines, strict=True) if any(h.open for h in line))
            columns = tuple(line[-1].key for line in form.column_lines if line[-1].open)
            found.append(CellGroup(lines.table, rows) if rows else CellGroup(lines.table, lines.rows, columns))
        elif lines.columns:
            others = tuple(line[-1].key for line in form.column_lines if line[-1].key not in lines.columns and not line[-1].sums)
            found.append(lines._replace(columns=others))
        else:
            siblings = _siblings(form, lines.rows)
            found.append(CellGroup(lines.table, tuple(row for row in siblings if row not in lines.rows)))
    return tuple(lines for lines in dict.fromkeys(found) if lines.rows)


def _siblings(form: TableForm, rows: tuple[str, ...]) -> tuple[str, ...]:
    """The rows that a total is reckoned from together with these."""
    for identity in form.identities:
        keys = [term.key for term in identity.terms]
        if identity.each == "column" and identity.total and all(row in keys for row in rows):
            return tuple(key for key in keys if key != identity.total)
    return ()


def _judge_count(filing: FiledReport, lexicon: Lexicon, claim: Claim, claims: Sequence[Claim]) -> Against | None:
    first: Against | None = None
    for meant in _readings(filing, lexicon, claim, claims):
        known = figure(filing, meant)
        if known is None or known.amount == claim.amount or (not known.exact and known.amount < claim.amount):
            return None
        first = first or Against(meant, known.amount)
    if first and _out_of(filing, lexicon, claim, first, claims):
        return None
    return first


def _readings(filing: FiledReport, lexicon: Lexicon, claim: Claim, claims: Sequence[Claim]) -> Iterator[tuple[CellGroup, ...]]:
    """Yield the cells that a count may mean: its own, and those with what it may count in unless that is said beside it."""
    yield from claim.meant
    beside = {lines.rows for other in claims if not other.partly and other is not claim for lines in other.meant[0]}
    for meant in claim.meant if not claim.strict else ():
        for entry in lexicon.entries:
            if entry.includes and entry.verb and (entry.table, entry.rows) == (meant[0].table, meant[0].rows):
                if entry.includes not in beside:
                    yield (*meant, meant[0]._replace(rows=entry.includes))
                break


def _out_of(filing: FiledReport, lexicon: Lexicon, claim: Claim, against: Against, claims: Sequence[Claim]) -> bool:
    """Whether a count of what was dealt with leaves out what was carried over, which is told apart or not meant at all."""
    table, rows = against.lines[0].table, against.lines[0].rows
    done = any(e.verb and not e.includes and (e.table, e.rows) == (table, rows) for e in lexicon.entries)
    carried = {e.includes for e in lexicon.entries if e.includes and e.table == table} if done else set()
    beside = {lines.rows for other in claims for lines in other.meant[0]}
    known = (figure(filing, (against.lines[0]._replace(rows=rows),)) for rows in (carried if claim.partly else carried & beside))
    return any(k and against.amount - k.amount == claim.amount for k in known)


def figure(filing: FiledReport, meant: Iterable[CellGroup]) -> Known | None:
    """What the tables say of cells taken together; None where that can't be read, or nothing is filled in."""
    amount, exact, filled = ZERO, True, False
    for lines in meant:
        table = filing.report.table(lines.table)
        if table is None:
            return None
        form = filing.format.tables[lines.table]
        columns = [form.column_index[key] for key in lines.columns] or _total_column(form)
        if not columns:
            return None
        for row, column in product((form.row_index[key] for key in lines.rows), columns):
            cell = table.rows[row][column]
            if cell.unread:
                return None
            if cell.amount is not None or cell.not_applicable:
                amount += cell.amount or ZERO
                filled = True
                continue
            others = [c for at, c in enumerate(table.rows[row]) if at != column] if form.column_lines[column][-1].sums else []
            amount += sum((c.amount or ZERO for c in others), ZERO)
            filled = filled or any(c.amount is not None for c in others)
            exact = exact and bool(others) and not any(c.blank for c in others)
    return Known(amount, exact) if filled else None


def _total_column(form: TableForm) -> list[int]:
    """The column that sums the others up, or the only one there is."""
    totals = [at for at, line in enumerate(form.column_lines) if line[-1].sums]
    return totals or ([0] if len(form.column_lines) == 1 else [])


def _in_doubt(filing: FiledReport, meant: Iterable[CellGroup]) -> bool:
    """Whether the table itself is at odds about one of these cells."""
    cells = set()
    for lines in meant:
        form = filing.format.tables[lines.table]
        columns = lines.columns or tuple(form.column_keys[at] for at in _total_column(form))
        cells |= {(lines.table, row, column) for row, column in product(lines.rows, columns)}
    terms = (figure for e in evaluated_equations(filing) if e.verdict == "unmet" for figure, _, _ in e.terms)
    return any((f.table, f.row, f.column) in cells for f in terms if f.year == filing.report.year)


def _finding(filing: FiledReport, spoken: Spoken, claim: Claim, against: Against) -> Finding:
    words = spoken.words(claim.start, claim.end)
    name, path = _name(filing, against.lines), filing.report.path
    code = "text.figure" if claim.kind == "count" and claim.amount else "text.denied"
    message = f"正文说“{words}”，表中{name}是 {against.amount}"
    right = f"把 {claim.amount} 改为 {against.amount}" if claim.amount else f"写明 {against.amount} {claim.unit or '件'}"
    hint = f"先核对台账：正文错的，{right}；表错的，改表；{_EXPLAIN.format(code)}"
    return Finding(code, message, path, (*spoken.place, words), hint=hint)


def _name(filing: FiledReport, meant: tuple[CellGroup, ...]) -> str:
    """What the form calls some cells: their rows, and their columns where these are not the total."""
    names = []
    known = {frozenset(cells): key for key, cells in filing.format.trend_cells.items()}
    labels = {trend.key: trend.label for group in filing.format.trends for trend in group.trends}
    for lines in meant:
        form = filing.format.tables[lines.table]
        columns_at = [form.column_index[key] for key in lines.columns] or _total_column(form)
        cells = frozenset((lines.table, form.row_index[row], at) for row in lines.rows for at in columns_at)
        if cells in known:
            names.append(f"“{labels[known[cells]]}”")
            continue
        columns = "、".join(form.column_label(key) for key in lines.columns)
        names.append(f"“{_row_name(form, lines.rows)}”" + (f"的“{columns}”" if columns else ""))
    return "加".join(names)


def _row_name(form: TableForm, rows: tuple[str, ...]) -> str:
    """The heading of a row, or the heading above several; without its number and what it says in brackets."""
    lines = [form.row_lines[form.row_index[row]] for row in rows]
    common = [steps[0] for steps in zip(*lines, strict=False) if all(step == steps[0] for step in steps)]
    heading = common[-1].label if common else lines[0][-1].label
    return bare_label(heading)


def bare_label(label: str) -> str:
    """A heading without its number and without what it says in brackets at its end."""
    for sign in ("、", "）", "."):
        head, _, rest = label.partition(sign)
        if rest and len(head) <= 2:
            label = rest
            break
    return label.partition("（")[0] or label


def _share(filing: FiledReport, lexicon: Lexicon, spoken: Spoken, share: Share) -> Iterator[Finding]:
    """Report a percentage that is not the count's share of anything it may be a share of."""
    assert share.of is not None
    bases = [base for base in _bases(filing, lexicon, share) if base]
    amount = share.of.amount
    step = Decimal(1).scaleb(-share.digits)
    if not bases or any(abs(100 * amount / base - share.amount) < step for base in bases):
        return
    base = bases[0]
    right = round(100 * amount / base, share.digits)
    words = spoken.words(share.of.start, share.end)
    message = f"正文说“{words}”，而 {amount} ÷ {base} = {right}%"
    hint = f"把 {share.amount}% 改为 {right}%；占的不是 {base} 的，写明占什么；{_EXPLAIN.format('text.figure')}"
    yield Finding("text.figure", message, filing.report.path, (*spoken.place, words), hint=hint)


def _bases(filing: FiledReport, lexicon: Lexicon, share: Share) -> Iterator[Decimal]:
    """Yield what a count may be a share of: what it was taken out of, the total it is part of, and all that came in."""
    assert share.of is not None
    lines = share.of.meant[0][0]
    form = filing.format.tables[lines.table]
    if share.whole:
        yield share.whole.amount
    if lines.columns:
        yield from _amounts(filing, ((lines._replace(columns=()),),))
    totals = [i.total for i in form.identities if i.each == "column" and i.total]
    yield from _amounts(filing, ((CellGroup(lines.table, (total,)),) for total in totals))
    arrivals = [e for e in lexicon.entries if e.includes and e.table == lines.table][:1]
    for entry in arrivals:
        came = CellGroup(entry.table, entry.rows)
        yield from _amounts(filing, ((came,), (came, CellGroup(entry.table, entry.includes))))
    yield from _amounts(filing, ((CellGroup(lines.table, form.row_keys),),) if not totals else ())


def _amounts(filing: FiledReport, meanings: Iterable[tuple[CellGroup, ...]]) -> Iterator[Decimal]:
    known = (figure(filing, meant) for meant in meanings)
    yield from (k.amount for k in known if k and k.exact)
