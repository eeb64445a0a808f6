"""What the text states against the tables: counts, shares and denials as `claims` reads them.

A text is free, so only what is about the whole body and its year counts. A table that is at odds with itself about a
figure is no witness: then that is the finding, and the text may well be right.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import product
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import TableForm
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .amounts import PERSONS
from .cell_groups import CellGroup, TableSum, figure, group_name, total_column
from .claims import Claim, Growth, Share, Statement
from .evaluation import FigureKey, evaluated_equations
from .lexicon import YEAR, Lexicon, lexicon_of, year_of
from .reading import ReadParagraph, read_texts
from .text_shares import check_share
from .text_sums import check_balance, check_changes, check_conflicts, check_mentions, check_parts, is_told_apart
from .words import LAST, THIS

_UNKNOWN = object()
_EXPLAIN = "说的不是同一件事的，写 explain: {{{}: 原因}}"


def check_statements(filing: FiledReport) -> Iterator[Finding]:
    """Report a count, a share or a denial in the text that the tables or the text itself contradict, at its words."""
    lexicon = lexicon_of(filing.format, filing.body)
    right: list[ReadParagraph] = []

    @cache
    def at_odds() -> frozenset[FigureKey]:
        return frozenset(f for e in evaluated_equations(filing) if e.verdict == "unmet" for f, _, _ in e.terms)

    for read in read_texts(filing, lexicon):
        against_tables = tuple(_compare(filing, lexicon, read, at_odds)) if read.statements else ()
        yield from against_tables
        yield from _last_years(filing, read)
        if read.statements:
            yield from _stale_years(filing, read)
        if not against_tables:
            yield from check_balance(filing, read) if read.statements else ()
            yield from check_parts(filing, read)
            yield from check_changes(filing, read)
            mentions = tuple(check_mentions(filing, read))
            yield from mentions
            right += [] if mentions else [read]
    yield from check_conflicts(filing, right)


def _last_years(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report a count said of last year that last year's report does not have."""
    before = filing.previous
    for claim in read.statements if before else ():
        if not (isinstance(claim, Claim) and claim.kind == "count" and claim.year == LAST and claim.scope == "whole"):
            continue
        if before is None or claim.partly or any(cells.table not in before.format.tables for cells in claim.meant[0]):
            continue
        if not any(word in read.paragraph.text[claim.start : claim.end] for word in (str(before.report.year), *_LAST_YEAR)):
            continue
        known = [figure(before, meant) for meant in claim.meant]
        if all(one is not None and one.exact and not _agrees(claim, one) for one in known) and known[0]:
            words = read.words(claim.start, claim.end)
            name = group_name(before, claim.meant[0])
            message = f"正文说上一年“{words}”，{before.report.year} 年的报告里{name}是 {known[0].amount}"
            hint = (
                f"核对 {before.report.path}；正文错的，把 {claim.amount} 改为 {known[0].amount}；{_EXPLAIN.format('text.growth')}"
            )
            yield Finding("text.growth", message, filing.report.path, read.at(claim.start, claim.end), hint=hint)


_LAST_YEAR = ("上年", "去年", "上一年")


def _stale_years(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report a count said of last year that is this year's figure, in a paragraph that names no other year."""
    year, text = filing.report.year, read.paragraph.text
    for dated in _DATED.finditer(text):
        if year_of(dated) != year - 1 or any(word in text[dated.start() :] for word in (str(year), "同比")):
            continue
        told = [(claim.start, claim.end) for claim in read.statements if isinstance(claim, Claim) and claim.partly]
        this = (match.start() for match in _THIS_YEAR.finditer(text, dated.start()))
        named = next((at for at in this if not any(start <= at < end for start, end in told)), len(text))
        if any(isinstance(claim, Claim) and claim.year == THIS and claim.start >= named for claim in read.statements):
            continue
        for claim in read.statements:
            if dated.end() <= claim.start and "。" not in text[dated.end() : claim.start] and _is_this_years(filing, claim):
                words, said = read.words(claim.start, claim.end), re.split("[。至止到]", dated[0])[-1]
                message = f"正文说 {year - 1} 年“{words}”，这正是本年表中的数，像是沿用了上一年的年份"
                hint = f"把 {said} 改为 {year}年；说的确是上一年的，写 explain: {{year.text: 原因}}"
                yield Finding("year.text", message, filing.report.path, read.at(claim.start, claim.end), hint=hint)
                return


def _is_this_years(filing: FiledReport, claim: Statement) -> bool:
    """Whether a count said of last year is this year's figure, and not last year's as well."""
    if not (isinstance(claim, Claim) and claim.kind == "count" and claim.year == LAST and claim.amount > _FEW):
        return False
    known = figure(filing, claim.meant[0])
    before = figure(filing.previous, claim.meant[0]) if filing.previous and filing.previous.format is filing.format else None
    return bool(known and known.amount == claim.amount and not (before and before.amount == claim.amount))


_THIS_YEAR = pattern("[本今]年")
_DATED = pattern(rf"(?:^|。)(?:\([^()]{{1,3}}\)[^。]{{0,16}}。)?(?:截?[至止]到?)?{YEAR}")
_FEW = 2
"""Counts up to this are the same in many years."""


def _compare(
    filing: FiledReport, lexicon: Lexicon, read: ReadParagraph, at_odds: Callable[[], frozenset[FigureKey]]
) -> Iterator[Finding]:
    """Compare the counts, shares and denials of a paragraph; `at_odds` gives the figures that the tables contradict."""
    for begin in range(0, len(read.statements), _TOGETHER):
        yield from _compare_together(filing, lexicon, read, read.statements[begin : begin + _TOGETHER], at_odds)


_TOGETHER = 60
"""How many statements of a paragraph are seen beside each other; none that people write has as many."""


def _compare_together(
    filing: FiledReport,
    lexicon: Lexicon,
    read: ReadParagraph,
    statements: Sequence[Statement],
    at_odds: Callable[[], frozenset[FigureKey]],
) -> Iterator[Finding]:
    claims = [s for s in statements if isinstance(s, Claim) and s.year == THIS and s.scope != "other"]
    claims = [claim for claim in claims if not _is_wider(claim, claims, read.paragraph.text)]
    told = [claim for claim in claims if claim.kind not in ("least", "rate")]
    judged = {id(claim): _judge(filing, lexicon, claim, told, read) for claim in claims}
    witnesses = {c.scope for c in claims if c.kind == "count" and c.amount > 2 and judged[id(c)] is None} - {"part"}
    for claim in claims:
        against = judged[id(claim)]
        is_told = (
            claim.scope == "whole"
            or claim.kind == "least"
            or (claim.kind == "none" and claim.scope in witnesses)
            or (
                claim.kind == "count"
                and ((witnesses and claim.scope != "part") or _is_more(claim, against, lexicon, read.paragraph.text))
            )
        )
        if against is not None and is_told and not _in_doubt(filing, against.lines, at_odds()):
            yield _finding(filing, read, claim, against)
    for statement in statements:
        of_row = isinstance(statement, Share) and statement.of is not None and statement.of.kind == "row"
        if not isinstance(statement, Claim) and (of_row or judged.get(id(statement.of), _UNKNOWN) is None):
            if isinstance(statement, Share):
                yield from check_share(filing, lexicon, read, statement)
            else:
                yield from _growth(filing, read, statement)


def _is_wider(claim: Claim, claims: Sequence[Claim], text: str) -> bool:
    """Whether a count is of more than the table's: out of it the same is counted again (行政诉讼27件，其中信息公开类2件)."""
    sentence = text[claim.end : claim.end + _AHEAD].partition("。")[0]
    at = 0 if sentence.startswith("(") else max(sentence.find("其中"), sentence.find("涉及信息公开"))
    before = text[max(text.rfind(sign, 0, claim.end) for sign in ("。，" if at == 0 else "。")) + 1 : claim.end]
    if at >= 0 and "信息公开" in sentence[at:].partition("，")[0] and "公开" not in before:
        return True
    return at >= 0 and any(
        other.meant[0] == claim.meant[0] and at <= other.end - claim.end <= len(sentence) and other.amount < claim.amount
        for other in claims
    )


_AHEAD = 300
"""How many characters behind a count another of the same may be out of it."""


class Contradiction(NamedTuple):
    """What a claim is at odds with: the cells and what they say."""

    lines: tuple[CellGroup, ...]
    amount: Decimal


def _is_more(claim: Claim, against: Contradiction | None, lexicon: Lexicon, text: str) -> bool:
    """Whether a count that may be an office's alone is more than the whole body's, of what no other matter counts as well."""
    table = against.lines[0].table if against else ""
    is_of_disclosure = "信息公开" in text[text.rfind("。", 0, claim.start) + 1 : claim.end]
    is_ours = table in lexicon.form.about_tables or table not in lexicon.form.totals or is_of_disclosure
    return is_ours and against is not None and not claim.bound and claim.amount > against.amount


def _judge(
    filing: FiledReport, lexicon: Lexicon, claim: Claim, claims: Sequence[Claim], read: ReadParagraph
) -> Contradiction | None:
    """What the tables say against a claim; None where they agree with it in some reading, or cannot tell."""
    if claim.kind == "count":
        return _judge_count(filing, lexicon, claim, claims, _is_of_new(lexicon, claim, claims, read.paragraph.text))
    if claim.kind == "least":
        return _judge_least(filing, claim)
    if claim.kind == "rate":
        return _judge_rate(filing, lexicon, claim)
    if claim.kind == "none":
        denied = ((lines, figure(filing, (lines,))) for lines in claim.meant[0])
        return next((Contradiction((lines,), known.amount) for lines, known in denied if known and known.amount > 0), None)
    left = _left_over(filing, lexicon, claim)
    known = figure(filing, left) if left else None
    if known is None or known.amount <= 0:
        return None
    return None if _told(claim, left, claims, read.paragraph.text) else Contradiction(left, known.amount)


def _is_of_new(lexicon: Lexicon, claim: Claim, claims: Sequence[Claim], text: str) -> bool:
    """Whether only what came in within the year may be counted: 新收申请已办结23件; or what was there before is told apart.

    So it may where it makes that with what is carried over (收到30件，办结23件，结转7件), if nothing else is told.
    """
    form = lexicon.form
    old = [c for c in claims if c.meant[0][0][:2] in form.brought_forward and "。" not in text[c.end : claim.start]]
    begin = max((other.start for other in claims if other.end <= claim.start), default=claim.start)
    begin = max(begin, *(text.rfind(sign, begin, claim.start) + 1 for sign in "，。；、,;("))
    is_said = any(word in text[begin : claim.end] for word in ("当年", "新收")) or _OF_THE_NEW.search(text, 0, claim.start)
    if is_said or any(text.startswith("外", one.end) for one in old):
        return True
    cells = [(other.amount, other.meant[0][0]) for other in claims if other.meant[0][0].rows]
    came = [amount for amount, one in cells if all((one.table, row) in form.arrivals for row in one.rows)]
    share = _SHARE.match(text, claim.end)
    if share and any(amount and abs(100 * claim.amount / amount - Decimal(share[1])) < _NEARLY for amount in came):
        return True  # 收到30件，年内答复23件，占76.67%
    if old:
        return any(is_told_apart(one, [claim, *claims], text) for one in old)
    left = [amount for amount, one in cells if form.open_lines[one.table].issuperset(one.rows)]
    return any(amount - rest == claim.amount for amount in came for rest in left)


_SHARE = pattern(r"[，,]占比?[^，。；,;%\d]{0,8}(\d{1,3}(?:\.\d{1,4})?)%")
_NEARLY = Decimal("0.1")
_OF_THE_NEW = pattern(r"(?:上述|新收)(?<=\D)的?\d{1,6}件[^，。；,;\d]{0,8}[，,]$")
"""What stands before a count that is only of those which came in: 对上述30件申请，已答复23件."""


def _judge_least(filing: FiledReport, claim: Claim) -> Contradiction | None:
    """What the tables say against at least so many, which they do only where all that may be meant are fewer."""
    known = [(meant, figure(filing, meant)) for meant in claim.meant]
    fewer = [(meant, one.amount) for meant, one in known if one and one.exact and one.amount < claim.amount]
    return Contradiction(*fewer[0]) if len(fewer) == len(known) else None


def _judge_rate(filing: FiledReport, lexicon: Lexicon, claim: Claim) -> Contradiction | None:
    """What share of requests was done if it is not the one that a text says, of all or of those that came in."""
    table, done = claim.meant[0][0].table, figure(filing, claim.meant[0])
    came = next(e for e in lexicon.form.entries if e.includes and e.table == table)
    new, old = figure(filing, (CellGroup(table, came.rows),)), figure(filing, (CellGroup(table, came.includes),))
    if not (done and new and old and done.exact and new.exact and old.exact and new.amount):
        return None
    rates = [
        100 * part / whole for part in (done.amount, done.amount - old.amount) for whole in (new.amount + old.amount, new.amount)
    ]
    step = Decimal(1).scaleb(min(0, int(claim.amount.as_tuple().exponent)))
    return None if any(abs(rate - claim.amount) < step for rate in rates) else Contradiction(claim.meant[0], round(rates[0], 2))


def _told(claim: Claim, left: tuple[CellGroup, ...], claims: Sequence[Claim], text: str) -> bool:
    """Whether it is told beside “all” how many are not: in its sentence, or in its paragraph unless it says 所有."""
    told = [other for other in claims if other.kind == "count" and set(other.meant[0]) & set(left)]
    if "所有" not in text[claim.start : claim.end]:
        return bool(told)
    return any("。" not in text[min(claim.start, other.start) : max(claim.end, other.end)] for other in told)


def _left_over(filing: FiledReport, lexicon: Lexicon, claim: Claim) -> tuple[CellGroup, ...]:
    """The cells that must be nothing when all are done, or when all went one way."""
    found = []
    for lines in claim.meant[0]:
        form = filing.format.tables[lines.table]
        came_in = all((lines.table, row) in lexicon.form.arrivals for row in lines.rows)
        if claim.kind == "all":
            rows = tuple(key for key, line in zip(form.row_keys, form.row_lines, strict=True) if any(h.open for h in line))
            columns = tuple(column.key for column in form.leaf_columns if column.open)
            found.append(CellGroup(lines.table, rows, lines.columns) if rows else CellGroup(lines.table, lines.rows, columns))
        elif lines.columns and (came_in or not _siblings(form, lines.rows)):
            others = tuple(one.key for one in form.leaf_columns if one.key not in lines.columns and not one.sums)
            found.append(lines._replace(columns=others))
        else:
            siblings = _siblings(form, lines.rows)
            found.append(lines._replace(rows=tuple(row for row in siblings if row not in lines.rows)))
    return tuple(lines for lines in dict.fromkeys(found) if lines.rows)


def _siblings(form: TableForm, rows: tuple[str, ...]) -> tuple[str, ...]:
    """The rows that a total is reckoned from together with these."""
    for identity in form.identities:
        keys = [term.key for term in identity.terms]
        if identity.each == "column" and identity.total and all(row in keys for row in rows):
            return tuple(key for key in keys if key != identity.total)
    return ()


def _judge_count(
    filing: FiledReport, lexicon: Lexicon, claim: Claim, claims: Sequence[Claim], is_of_new: bool
) -> Contradiction | None:
    against: list[Contradiction] = []
    for meant in _readings(lexicon, claim, claims):
        known = figure(filing, meant)
        if known is None or _agrees(claim, known):
            return None
        against.append(Contradiction(meant, known.amount))
    if any(_out_of(filing, lexicon, claim, one, claims, is_of_new) for one in against):
        return None
    same = {other.start: other.amount for other in claims if other.kind == "count" and other.meant[0] == claim.meant[0]}
    if len(same) > 1 and any(one.amount == sum(same.values()) for one in against):
        return None  # 向市政府申请复议2件，向省厅申请复议1件
    return against[0] if against else None


def _agrees(claim: Claim, known: TableSum) -> bool:
    """Whether a count may be what the tables say: they may leave out blank cells, and it may be a bound or rounded."""
    if claim.unit in PERSONS and claim.amount < known.amount:
        return True
    if claim.bound == "over":
        return known.amount > claim.amount or not known.exact
    if claim.bound == "least":
        return known.amount >= claim.amount or not known.exact
    if claim.bound == "under":
        return known.amount < claim.amount
    if claim.bound == "about":
        return abs(known.amount - claim.amount) <= _ROUGHLY * claim.amount
    return known.amount == claim.amount or (not known.exact and known.amount < claim.amount)


_ROUGHLY = Decimal("0.075")
"""By which share a rounded number may be off."""


def _readings(lexicon: Lexicon, claim: Claim, claims: Sequence[Claim]) -> Iterator[tuple[CellGroup, ...]]:
    """Yield the cells that a count may mean: its own, and those with what it may count in unless that is said beside it."""
    yield from claim.meant
    behind = [c for c in claims if claim.end <= c.start < claim.end + _NEAR and c.kind == "count"]
    is_sum = sum(c.amount for c in behind[:2]) == claim.amount  # 受理24件：新收的23件与结转的1件
    inside = {c.meant[0][0].rows for c in behind if c.partly or is_sum}
    told = (c for c in claims if not c.partly and c is not claim and len({one[0].rows for one in c.meant}) == 1)
    beside = {c.meant[0][0].rows for c in told} - inside
    of_new = {other.meant[0][0].rows for other in claims if other.strict and other.start < claim.start}
    for meant in claim.meant if not claim.strict and not (claim.partly and claim.meant[0][0].rows in of_new) else ():
        for entry in lexicon.form.entries:
            if entry.includes and entry.verb and (entry.table, entry.rows) == (meant[0].table, meant[0].rows):
                if entry.includes not in beside and all(lines.rows != entry.includes for lines in meant):
                    yield (*meant, meant[0]._replace(rows=entry.includes))
                break


_NEAR = 30
"""Characters behind a count within which one is told out of it (受理31件，其中1件为上年结转)."""


def _out_of(
    filing: FiledReport, lexicon: Lexicon, claim: Claim, against: Contradiction, claims: Sequence[Claim], is_of_new: bool
) -> bool:
    """Whether a count of what was dealt with leaves out what was carried over, which is told apart or not meant at all.

    It is not where only that is counted which came in within the year (当年办结).
    """
    table, rows = against.lines[0].table, against.lines[0].rows
    done = any(e.verb and not e.includes and (e.table, e.rows) == (table, rows) for e in lexicon.form.entries)
    carried = {e.includes for e in lexicon.form.entries if e.includes and e.table == table} if done else set()
    told = (other for other in claims if claim.partly or (not other.partly and other.start > claim.start))
    beside = {lines.rows for other in told for lines in other.meant[0]}
    full = figure(filing, (CellGroup(table, rows),))
    if (
        claim.partly
        and not is_of_new
        and full
        and any(c.amount == full.amount and c.meant[0] == (CellGroup(table, rows),) for c in claims)
    ):
        return False
    left_out = carried if claim.partly or is_of_new else carried & beside
    known = (figure(filing, (against.lines[0]._replace(rows=rows),)) for rows in left_out)
    return any(k and against.amount - k.amount == claim.amount for k in known)


def _in_doubt(filing: FiledReport, meant: Iterable[CellGroup], at_odds: frozenset[FigureKey]) -> bool:
    """Whether the table itself is at odds about one of these cells."""
    cells = set()
    for lines in meant:
        form = filing.format.tables[lines.table]
        columns = lines.columns or tuple(form.column_keys[at] for at in total_column(form))
        cells |= {(lines.table, row, column) for row, column in product(lines.rows, columns)}
    return any((f.table, f.row, f.column) in cells for f in at_odds if f.year == filing.report.year)


def _finding(filing: FiledReport, read: ReadParagraph, claim: Claim, against: Contradiction) -> Finding:
    words = read.words(claim.start, claim.end)
    name, path = group_name(filing, against.lines), filing.report.path
    unit = filing.format.tables[against.lines[0].table].unit
    code = "text.figure" if claim.kind in ("count", "least", "rate") and claim.amount else "text.denied"
    message = f"正文说“{words}”，表中{name}是 {against.amount}{'%' if claim.kind == 'rate' else ''}"
    right = (
        f"把 {claim.amount} 改为 {against.amount}"
        if claim.amount and (claim.unit or claim.kind == "count")
        else f"写明 {against.amount} {claim.unit or unit}"
    )
    hint = f"先核对台账：正文错的，{right}；表错的，改表；{_EXPLAIN.format(code)}"
    return Finding(code, message, path, (*read.place, words), hint=hint)


def _growth(filing: FiledReport, read: ReadParagraph, growth: Growth) -> Iterator[Finding]:
    """Report by how much a count grew when last year's, of its report or of this text, says otherwise."""
    lines = growth.of.meant[0]
    told = [
        s.amount
        for s in read.statements
        if isinstance(s, Claim) and s.kind == "count" and s.year == LAST and s.meant == growth.of.meant
    ]
    between = _YEARS.findall(read.paragraph.text, growth.of.end, growth.start)
    if any(year != str(filing.report.year - 1) for year in between):
        return  # 30件，比2022年的50件减少20件，下降40%
    before = filing.previous
    known = figure(before, lines) if before and all(one.table in before.format.tables for one in lines) else None
    bases = [*told, *([known.amount] if known and known.exact else [])]
    grown = [(growth.of.amount - base if growth.rises else base - growth.of.amount, base) for base in bases]
    if not grown or any(_is_growth(growth, more, base) for more, base in grown):
        return
    more, base = grown[0]
    words = read.words(growth.start, growth.end)
    way = "" if not growth.amount else "增 " if growth.rises else "减 "
    message = f"正文说{way}{words}，而上一年是 {base}，本年是 {growth.of.amount}"
    right = _right_growth(growth, more, base)
    hint = f"把 {words} 改为 {right}；" if right else "核对增减；"
    hint += _EXPLAIN.format("text.growth")
    yield Finding("text.growth", message, filing.report.path, read.at(growth.start, growth.end), hint=hint)


_YEARS = pattern(r"(20\d\d)年")


def _right_growth(growth: Growth, more: Decimal, base: Decimal) -> str:
    """What to write instead of a wrong growth, "" where the direction is wrong too."""
    if not growth.amount:
        return f"较上年{'增加' if more > 0 else '减少'}{abs(more)}{growth.unit}"
    if more < 0 or (growth.unit == "%" and not base):
        return ""
    return f"{round(100 * more / base, max(growth.digits, 2))}%" if growth.unit == "%" else f"{more}{growth.unit}"


def _is_growth(growth: Growth, more: Decimal, base: Decimal) -> bool:
    if growth.unit != "%":
        return more == growth.amount
    return not base or abs(100 * more / base - growth.amount) < Decimal(1).scaleb(-growth.digits)
