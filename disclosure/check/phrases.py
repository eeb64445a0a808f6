"""A text as people read it: its paragraphs without white space and markup, and in them numbers with their counters.

Nothing here knows a table, a body or a year. Every step is linear in the text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.patterns import pattern

_PARAGRAPH = pattern(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-*+#>|]|\d{1,2}[.、．)）]))")
_BLANKS = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000*`~\\\u200b\ufeff]+"
_NOISE = pattern(_BLANKS)
_NOISE_AND_LINKS = pattern(
    rf"[\s*`~\\\u200b\ufeff!\[\]](?:(?<=\])\([^()\s]{{0,500}}\)|(?<=!)\[|(?<=\[)|(?<![!\[\]])(?:{_BLANKS})?)"
)
_WIDTHS = dict(zip("０１２３４５６７８９％．（）：；？！﹪〔〕［］", "0123456789%.():;?!%()()", strict=True))
_WIDE = pattern(f"[{''.join(_WIDTHS)}]")


class Paragraph(NamedTuple):
    """A paragraph without white space and markup, its digits and brackets of one width; `pieces` lead back to the source."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    def source(self, at: int) -> int:
        """Where a character of the paragraph stands in the text it was cut from."""
        piece = self.pieces[bisect_right(self.pieces, (at, 1 << 60)) - 1]
        return piece[1] + at - piece[0]


class RawParagraph(NamedTuple):
    """A paragraph as it is written, and where it begins in its text."""

    text: str
    begin: int

    @property
    def heading(self) -> bool:
        """Whether it is a heading of Markdown, or short and without a full stop."""
        return self.text.startswith("#") or (len(self.text) < _SHORT and "。" not in self.text)

    def squeezed(self) -> Paragraph:
        """The paragraph without white space and markup."""
        noise = _NOISE_AND_LINKS if "[" in self.text or "](" in self.text else _NOISE
        is_plain = self.text.isprintable() and not any(map(self.text.__contains__, " *`~\\[]"))
        spans = [] if is_plain else [match.span() for match in noise.finditer(self.text)]
        if not spans:
            return Paragraph(_narrow(self.text), ((0, self.begin),))
        kept, pieces, length, at = [], [], 0, 0
        for start, end in (*spans, (len(self.text), len(self.text))):
            if start > at:
                kept.append(self.text[at:start])
                pieces.append((length, self.begin + at))
                length += start - at
            at = end
        return Paragraph(_narrow("".join(kept)), tuple(pieces) or ((0, self.begin),))


def _narrow(text: str) -> str:
    """A text with digits and signs of one width; `str.translate` takes eighty times as long."""
    return _WIDE.sub(lambda wide: _WIDTHS[wide[0]], text)


_SHORT = 30
"""A paragraph of fewer characters without a full stop is a heading, whatever it is written as."""


def raw_paragraphs(text: str) -> Iterator[RawParagraph]:
    """Yield the paragraphs of a Markdown text; rows of tables are none."""
    begin = 0
    for end in (*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)):
        bare = text[begin:end].strip()
        if bare and not bare.startswith("|"):
            yield RawParagraph(bare, text.index(bare, begin))
        begin = end


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Markdown text without white space and markup."""
    return (raw.squeezed() for raw in raw_paragraphs(text))


class Measure(NamedTuple):
    """A number with its counter: 33 件, 41.67 %. `rough` is one that is rounded or only a bound: 30 余件."""

    amount: Decimal
    unit: str
    rough: bool = False
    digits: int = 0


_COUNTERS = (
    "件次|家次|人次|场次|万元|亿元|千元|元|件|条|项|份|宗|起|例|封|次|笔|单|篇|部|则|期|场|家|桩|名|位|张|幅"
    "|批|类|册|户|处|款|卷|页|人|台|辆|%"
)
_NUMBER = pattern(
    r"(?P<figure>\d{1,3}(?:,\d{3}){1,4}(?![\d.])|\d{1,15}(?:\.\d{1,8})?)(?P<rough>[余多来几]?)(?P<big>[万亿]?)(?P<more>[余多]?)"
    rf"(?P<unit>{_COUNTERS}|个(?!工作日|月|小时|百分点|方面|部分|环节)|万元|亿元)?"
)
_WRITTEN = pattern(
    r"(?:(?P<percent>百分之)(?P<whole>[零一二三四五六七八九十百]{1,5})(?:点(?P<decimals>[〇零一二三四五六七八九]{1,4}))?"
    r"|(?P<figure>零|[一二两三四五六七八九十百千]{1,9})(?:点(?P<part>[〇零一二三四五六七八九]{1,4})(?=[万亿]元))?(?P<rough>[余多来几]?)(?P<unit>件次|万元|亿元|件(?![一事套])|条|宗|份|例|封|笔|篇|期|场次|场|起(?=政府信息|信息公开|涉|行政|复议|诉讼|申请|案件|[,，。;、)])))"
)
_LENGTH = pattern(r"\d{1,4}(?:至|-|—|~)?\d{0,4}(?:个工作日|个月|个小时|工作日|小时|日内|天)")
_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_STEPS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"": 1, "万": 10_000, "亿": 100_000_000}


def measure_at(text: str, at: int) -> tuple[Measure | None, int]:
    """Return the number with a counter that begins here, None for a number without; and where it ends."""
    match = _NUMBER.match(text, at)
    if match is None:
        written = _WRITTEN.match(text, at)
        if written is None:
            return None, at
        part = "".join(str(_DIGITS[sign]) for sign in written["part"] or written["decimals"] or "")
        amount = Decimal(f"{written_number(written['figure'] or written['whole'])}.{part or '0'}") if part else None
        amount = amount or Decimal(written_number(written["figure"] or written["whole"]))
        return Measure(amount, written["unit"] or "%", bool(written["rough"]), len(part)), written.end()
    figure, rough, big, more, unit = match.groups()
    if not unit:
        length = _LENGTH.match(text, at)
        return None, length.end() if length else match.end("figure")
    if big and unit == "元":
        big, unit = "", f"{big}元"
    amount = Decimal(figure.replace(",", "")) * _BIG[big]
    return Measure(amount, unit, bool(rough or more or big), len(figure.partition(".")[2])), match.end()


def measures_in(text: str, begin: int, end: int) -> Iterator[tuple[Measure, int, int]]:
    """Yield the numbers with counters between two places, each with where it begins and ends."""
    at = begin
    while (digit := _DIGIT.search(text, at, end)) is not None:
        measure, after = measure_at(text, digit.start())
        if measure:
            yield measure, digit.start(), after
        at = max(after, digit.end())


_DIGIT = pattern(r"[0-9一二两三四五六七八九十百千](?:(?<=\d)|分之(?<=百分之)|(?<=\D)[一二两三四五六七八九十百千]+)")
"""Where a number begins; of written ones, only those of several signs are looked for (一项, 两次 are everywhere)."""


def written_number(figure: str) -> int:
    """Return the number that Chinese numerals below ten thousand write."""
    total, digit = 0, 0
    for sign in figure:
        if sign in _STEPS:
            total += (digit or 1) * _STEPS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
