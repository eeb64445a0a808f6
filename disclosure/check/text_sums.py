"""What a text says against itself: parts that do not make their whole, counts that break an identity, two counts of one thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.finding import Finding
from ..model.form import Identity
from ..model.portal import FiledReport
from .cell_groups import figure
from .claims import Claim
from .growth import wrong_changes
from .parts import WrongParts, WrongShare, wrong_bases, wrong_parts, wrong_sums
from .rates import wrong_rates
from .reading import ReadParagraph
from .references import known_named_again, named_again
from .words import THIS

_EXPLAIN = "确实如此的，写 explain: {{{}: 原因}}"


def check_parts(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report a whole whose parts can't be its parts, and a percentage that is not its part's share."""
    rates = (one for one in wrong_rates(read.paragraph) if not _is_share_of_cell(filing, one))
    for wrong in (*wrong_parts(read.paragraph), *wrong_sums(read.paragraph), *wrong_bases(read.paragraph), *rates):
        place = read.at(wrong.start, wrong.end)
        if isinstance(wrong, WrongParts):
            is_right = "%" in read.paragraph.text[wrong.start : wrong.end + _NEAR] or _is_of_tables(read, wrong)
            yield _unequal_parts(filing, wrong, place, is_right)
        else:
            yield _unequal_share(filing, wrong, place)


def _is_of_tables(read: ReadParagraph, wrong: WrongParts) -> bool:
    """Whether the whole is a count that was held against the tables, and agrees with them."""
    counts = (s for s in read.statements if isinstance(s, Claim) and s.kind == "count" and s.year == THIS)
    return any(c.amount == wrong.whole and c.start < wrong.end and wrong.start < c.end for c in counts)


def _is_share_of_cell(filing: FiledReport, wrong: WrongShare) -> bool:
    """Whether a rate is right of some figure of the tables, such as all that had to be dealt with."""
    step = Decimal(1).scaleb(min(0, int(wrong.share.as_tuple().exponent)))
    amounts = {cell.amount for table in filing.report.tables for row in table.rows for cell in row if cell.amount}
    return any(abs(100 * wrong.part / amount - wrong.share) < step for amount in amounts)


_NEAR = 12
"""Characters within which the percentage of the last part follows it."""


def _unequal_parts(filing: FiledReport, wrong: WrongParts, place: tuple[str | int, ...], is_right: bool) -> Finding:
    """The finding about parts; where the whole is right, by the tables or by percentages beside it, it stays."""
    total = sum(wrong.parts, Decimal(0))
    parts = " + ".join(str(part) for part in wrong.parts)
    sign = "多于" if total > wrong.whole else "不足"
    same = [part for part in wrong.parts if part == abs(total - wrong.whole)]
    slip = f"，相差的 {same[0]} 正好是其中一项，可能重复计算" if len(same) == 1 and total > wrong.whole else ""
    message = f"正文的分项之和{sign}总数：{parts} = {total}，总数是 {wrong.whole}{slip}"
    if len(wrong.parts) == 1:
        message = f"正文的分项 {total} 多于总数 {wrong.whole}"
    advice = "改正其中写错的数" if is_right else f"各项无误的，把 {wrong.whole} 改为 {total}"
    hint = f"核对各项；{advice}；{_EXPLAIN.format('text.parts')}"
    return Finding("text.parts", message, filing.report.path, place, hint=hint)


def _unequal_share(filing: FiledReport, wrong: WrongShare, place: tuple[str | int, ...]) -> Finding:
    message = f"正文的占比不对：{wrong.part} ÷ {wrong.whole} = {wrong.right}%，写的是 {wrong.share}%"
    hint = f"把 {wrong.share}% 改为 {wrong.right}%；{_EXPLAIN.format('text.percent')}"
    return Finding("text.percent", message, filing.report.path, place, hint=hint)


def check_mentions(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report a count that is named again with another number."""
    found = (*named_again(read.paragraph), *known_named_again(read.paragraph))
    for other in {one.start: one for one in found}.values():
        words = read.words(other.start, other.end)
        message = f"正文前后不一：前面说的是 {other.first} {other.unit}，这里说“{words}”"
        hint = f"核对后改成同一个数；{_EXPLAIN.format('text.conflict')}"
        yield Finding("text.conflict", message, filing.report.path, read.at(other.start, other.end), hint=hint)


def check_changes(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report a change that the two figures beside it do not make."""
    for wrong in wrong_changes(read.paragraph, filing.report.year):
        message = f"正文说{wrong.said}，而上一年是 {wrong.before}，本年是 {wrong.now}"
        hint = f"把 {wrong.said} 改为 {wrong.right}；数写错的，改数；{_EXPLAIN.format('text.growth')}"
        yield Finding("text.growth", message, filing.report.path, read.at(wrong.start, wrong.end), hint=hint)


def check_balance(filing: FiledReport, read: ReadParagraph) -> Iterator[Finding]:
    """Report counts of one paragraph that break an identity of the form among themselves, whatever the tables say."""
    claims = [s for s in read.statements if isinstance(s, Claim) and s.kind in ("count", "none")]
    for together in _of_one_body(read, claims):
        for table in filing.format.tables.values() if len(together) > 2 else ():
            for identity in table.identities:
                if identity.each == "column" and identity.relation == "=" and not (identity.total or identity.reaches_back):
                    yield from _balance(filing, read, identity, together, table.key)


def _of_one_body(read: ReadParagraph, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The counts of this body and year in a paragraph; and those of others, sentence by sentence, with what there was none of."""
    yield [claim for claim in claims if claim.scope != "other" and claim.year == THIS and claim.kind == "count"]
    sentences: dict[tuple[int, str], list[Claim]] = {}
    for claim in claims:
        if claim.scope == "other" or claim.year != THIS:
            sentences.setdefault((read.paragraph.text.count("。", 0, claim.start), claim.year), []).append(claim)
    yield from sentences.values()


def _balance(
    filing: FiledReport, read: ReadParagraph, identity: Identity, claims: Sequence[Claim], table: str
) -> Iterator[Finding]:
    """The finding about one identity, where the paragraph counts each of its rows just once."""
    found: list[Claim] = []
    difference = Decimal(0)
    for term in identity.terms:
        counted = [c for c in claims if c.meant[0][0].table == table and c.meant[0] == ((table, (term.key,), ()),)]
        if len(counted) != 1:
            return
        found += counted
        difference += term.factor * counted[0].amount
    included = any(c.partly for c in found) and any(c.amount == abs(difference) for c in found)
    summands = [claim for claim, term in zip(found, identity.terms, strict=True) if term.factor > 0]
    included = included or any(c.amount == difference and is_told_apart(c, found, read.paragraph.text) for c in summands)
    if difference == 0 or included or any(_is_sum_of_others(claim, found) for claim in found):
        return
    first, last = min(c.start for c in found), max(c.end for c in found)
    sides = [
        " + ".join(str(c.amount) for c, t in zip(found, identity.terms, strict=True) if t.factor == sign) for sign in (1, -1)
    ]
    message = f"正文的几个数不符合“{identity.says}”：{sides[0]} ≠ {sides[1]}，相差 {abs(difference)}"
    hint = f"先核对台账，改正其中写错的数；{_EXPLAIN.format('text.balance')}"
    yield Finding("text.balance", message, filing.report.path, read.at(first, last), hint=hint)


def is_told_apart(old: Claim, claims: Sequence[Claim], text: str) -> bool:
    """Whether what was there before is told behind all else, or in a part of the text before it: 上年的1件已答复；新收的30件…."""
    others = [claim for claim in claims if claim.meant[0][0].table == old.meant[0][0].table and claim.start != old.start]
    first, last = min((c.start for c in others), default=0), max((c.end for c in others), default=0)
    is_before = old.end <= first and re.search("[;。]", text[old.end : first]) is not None
    return len(others) > 2 and (is_before or last <= old.start)


def _is_sum_of_others(claim: Claim, found: Sequence[Claim]) -> bool:
    """Whether a count in another of its readings is the sum of others: 共需办理91件 of all that came in."""
    counted = {other.meant[0]: other.amount for other in found if other is not claim}
    sums = ([counted.get((cells,)) for cells in meant] for meant in claim.meant[1:])
    return any(None not in amounts and sum(a for a in amounts if a) == claim.amount for amounts in sums)


def check_conflicts(filing: FiledReport, told: Sequence[ReadParagraph]) -> Iterator[Finding]:
    """Report a second count of the same thing that is another number: of a row left blank, or of what has no row."""
    seen: dict[object, tuple[Decimal, str]] = {}
    others = {(_unit(c.thing), c.amount) for read in told for c in read.repeated}
    for read in told:
        claims = [s for s in read.statements if isinstance(s, Claim) and s.kind == "count"]
        counted: list[tuple[object, Decimal, int, int]] = [
            (claim.meant, claim.amount, claim.start, claim.end)
            for claim in claims
            if claim.year == THIS and claim.scope == "whole" and not claim.partly and figure(filing, claim.meant[0]) is None
        ]
        ends = {claim.end for claim in claims}
        counted += [(c.thing, c.amount, c.start, c.end) for c in read.repeated if c.end not in ends]
        for key, amount, start, end in counted:
            words = read.words(start, end)
            before, said = seen.setdefault(_known_by(key, seen), (amount, words))
            if before != amount and (_unit(key), abs(before - amount)) not in others:
                message = f"正文前后不一：前面说“{said}”，这里说“{words}”"
                hint = f"核对后改成同一个数；{_EXPLAIN.format('text.conflict')}"
                yield Finding("text.conflict", message, filing.report.path, read.at(start, end), hint=hint)


def _known_by(key: object, seen: Mapping[object, object]) -> object:
    """What a thing was called before: 网站公开信息 is that of the only website of which it was told (县政府网站公开信息)."""
    if key in seen or not (isinstance(key, str) and key.startswith(("网站", "公众号"))):
        return key
    longer = [known for known in seen if isinstance(known, str) and known.endswith(key)]
    return longer[0] if len(longer) == 1 else key


def _unit(key: object) -> str:
    """The counter of what has no row; one more count in it may make up the difference between two (组织3次、参加1次，共4次)."""
    return key.rpartition("（")[2] if isinstance(key, str) else ""
