"""Numbers that belong to a person: identity cards, mobile phones, bank cards, passports, found in any text.

A number is judged by what can be computed: its length, check digit, date of birth, number ranges, and the word before it. Digits
may be full-width, circled or Chinese numerals, and may have blanks, hyphens or brackets between them. Codes of organizations,
document and index numbers, amounts and office lines are none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from operator import attrgetter, itemgetter

from msgspec import Struct

from .patterns import pattern

NUMBER_KINDS = {
    "identity": "身份证号码",
    "mobile": "手机号码",
    "card": "银行卡号",
    "passport": "护照号码",
    "permit": "通行证或居留证号码",
}
"""Kinds of number and what they are called."""

_FOLD = str.maketrans("０１２３４５６７８９ＸｘxХх×－–—‐‑　\u00a0\u2002\u2003\u2009\u202f＋", "0123456789XXXXXX-----      +")
_SPELT_FROM, _SPELT_TO = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨❶❷❸❹❺❻❼❽❾⑴⑵⑶⑷⑸⑹⑺⑻⑼"
_SPELT = str.maketrans(_SPELT_FROM + _CIRCLED, _SPELT_TO + "0" + "123456789" * 3)
_SPELT_RUN = pattern(rf"(?:[0-9{_SPELT_FROM}][ -]?){{11,}}|(?:[{_CIRCLED}][ -]?){{11,}}")
_FEWEST_SPELT = 3
"""Numerals in a row of digits; fewer count what follows."""
_GROUPED = pattern(
    r"(?<![0-9])[(（] ?1[3-9][0-9] ?[)）][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])1[3-9][0-9][ -]?[(（][0-9]{4}[)）][ -]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9.])1[3-9][0-9]([.·・•_~/])[0-9]{4}\1[0-9]{4}(?![0-9.])"
    r"|(?<![0-9.])[1-9][0-9]{5}([.·・•_~/])[0-9]{8}\2[0-9]{3}[0-9X](?![0-9.])"
)
"""Numbers in groups by other signs than blanks and hyphens."""
_INSIDE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_RUN = pattern(r"[0-9](?:[0-9]|[ -]{1,2}(?=[0-9X])|X(?![A-Za-z0-9]))*")
_PROVINCES = pattern(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_MOBILE = pattern(r"1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[0-9]{8}")
_CARD = pattern(
    r"62[0-9]{14,17}|9558[0-9]{12,15}|60(?:13|14|38|59)[0-9]{12,15}|4[0-9]{15}|(?:436742|456351)[0-9]{13}|5[1-5][0-9]{14}|35[0-9]{14}"
)
_PASSPORT = pattern(r"(?<![A-Za-z0-9])(?:[EeGg][A-Za-z]?[0-9]{7,8}|[DSPdsp][Ee]?[0-9]{7,8}|1[45][0-9]{7})(?![A-Za-z0-9])")
_PERMIT = pattern(
    r"(?<![A-Za-z0-9])(?:[HMhm][0-9]{8}(?:[0-9]{2})?|[CWLTcwlt][A-Za-z]?[0-9]{7,8}|[A-Za-z]{3}[0-9]{12})(?![A-Za-z0-9])"
)
_TAIWAN_PERMIT = pattern(r"(?<![A-Za-z0-9])[0-9]{8}(?![A-Za-z0-9])")
_DOCUMENTS = (
    ("passport", pattern(r"护照|passport", re.IGNORECASE), _PASSPORT),
    ("permit", pattern(r"通行证|回乡证|台胞证|居留|居住证"), _PERMIT),
    ("permit", pattern(r"台胞证|大陆通行证"), _TAIWAN_PERMIT),
)
"""Numbers that are known by the word a little before them: kind, word, form."""
_PHONE_WORD = pattern(r"手机|电话|联系|致电|微信|短信|来电|拨打|tel|mobile|phone", re.IGNORECASE)
_CODE_WORD = pattern(
    r"(?:信用代码|机构代码|注册号|索引号|文号|编号|流水号|序列号|受理号|案号|备案号?|许可证号?|代码|编码|条码|订单号?|凭证号?|工单号?|合同号|批号|标识码|邮编|ICP|号码段|区划)"
    r"[^\n，。；、,;]{0,6}$"
)
_AMOUNT = pattern(r"\s?(?:[万亿]|元|件|条|户|人次?|平方|立方|公里|公斤|千克|吨|亩|米|次|份|字节|KB|MB|kWh|千瓦|%|％)")
_DATE_PART = pattern(r"(?:19[4-9]|20[0-9])[0-9](?:(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))?")
_ADDRESS = pattern(r"https?://[^\s）)】]+|\]\((?!\s*(?:tel|sms|mailto):)[^)\s]*\)", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class PersonalNumber(Struct, frozen=True):
    """A number in a text: its kind, where it begins and ends there, and its digits."""

    kind: str
    start: int
    end: int
    digits: str

    @property
    def masked(self) -> str:
        """How it may be published: enough to be recognized by its owner, no more."""
        head, tail = {"identity": (2, 3), "mobile": (3, 4), "card": (4, 4)}.get(self.kind, (1, 2))
        return self.digits[:head] + "*" * (len(self.digits) - head - tail) + self.digits[-tail:]


def find_numbers(text: str, allowed: Collection[str] = ()) -> tuple[PersonalNumber, ...]:
    """Return the numbers of persons in a text, in its order; those whose digits are `allowed` may stand."""
    if not _may_have(text):
        return ()
    folded, places = _folded(text)
    links = [(match.start(), match.end()) for match in _ADDRESS.finditer(folded)]
    runs = [(kind, start, end) for kind, start, end in _in_runs(folded) if not _is_inside(links, start, end)]
    taken = [(start, end) for _, start, end in runs]
    documents = [one for one in _documents(folded) if not _is_inside(links, *one[1:]) and not _meets(taken, *one[1:])]
    numbers = ((*one, re.sub(r"[ -]", "", folded[one[1] : one[2]])) for one in (*runs, *documents))
    found = (
        PersonalNumber(kind, _begin(text, places[start]), places[end - 1] + 1, digits) for kind, start, end, digits in numbers
    )
    return tuple(sorted((one for one in found if one.digits not in allowed), key=attrgetter("start")))


def _begin(text: str, start: int) -> int:
    """Where a number begins, with the bracket around its first group."""
    return start - 1 if start and text[start - 1] in "(（" and re.match(r"[0-9]{3} ?[)）]", text[start : start + 5]) else start


def _is_inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some spans, which are in order and apart, holds what begins and ends there."""
    before = bisect_right(spans, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= spans[before][1]


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some spans, which are in order and apart, shares a place with what begins and ends there."""
    before = bisect_left(spans, end, key=itemgetter(0)) - 1
    return before >= 0 and start < spans[before][1]


def mask_numbers(text: str, allowed: Collection[str] = ()) -> str:
    """Return a text with the numbers of persons in their masked form."""
    pieces, begin = [], 0
    for one in find_numbers(text, allowed):
        pieces += [text[begin : one.start], one.masked]
        begin = one.end
    return "".join((*pieces, text[begin:]))


_DIGITS = pattern(
    rf"[0-9０-９{_SPELT_FROM}{_CIRCLED}][0-9０-９{_SPELT_FROM}{_CIRCLED}\s\u00ad\u200b-\u200d\u2060\ufeff－–—‐‑()（）.·・•_~/-]{{6,}}"
)


def _may_have(text: str) -> bool:
    """Whether a text has digits enough in a row; most have not, and need no further look."""
    return _DIGITS.search(text) is not None


def _folded(text: str) -> tuple[str, range | list[int]]:
    """A text with half-width digits and without signs that nobody sees, and the place of each character in the text."""
    folded = _SPELT_RUN.sub(_in_digits, text.translate(_FOLD))
    folded = _GROUPED.sub(lambda group: re.sub("[^0-9X]", " ", group[0]), folded)
    if not any(sign in folded for sign in _INSIDE):
        return folded, range(len(text))
    places = [place for place, sign in enumerate(folded) if sign not in _INSIDE]
    return "".join(folded[place] for place in places), places


def _in_digits(run: re.Match[str]) -> str:
    """A run of digits and numerals with digits alone."""
    digits = run[0].translate(_SPELT)
    return digits if sum(one != other for one, other in zip(digits, run[0], strict=True)) >= _FEWEST_SPELT else run[0]


def _in_runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind and place of numbers in runs of digits, with blanks or hyphens between them."""
    for run in _RUN.finditer(text):
        groups = [(run.start() + part.start(), run.start() + part.end()) for part in re.finditer(r"[0-9X]+", run[0])]
        first = begin = 0
        while first < len(groups):
            found = _longest(text, groups, first, first == begin)
            if found is None:
                first += 1
            else:
                kind, last, skipped = found
                digits = [place for start, end in groups[first : last + 1] for place in range(start, end)]
                yield kind, digits[skipped], groups[last][1]
                first = begin = last + 1


def _longest(text: str, groups: list[tuple[int, int]], first: int, is_first: bool) -> tuple[str, int, int] | None:
    """The kind of the number that begins with a group, the group it ends with, and how many digits of a prefix it skips.

    Digits with blanks between them may be figures that stand side by side: such a number has nothing else beside it.
    """
    number = ""
    found = None
    for last in range(first, min(first + 19, len(groups))):
        number += text[slice(*groups[last])]
        if len(number) > 19:
            break
        is_alone = is_first and last == len(groups) - 1
        if len(number) < _SHORTEST or not (last == first or is_alone or len(number) == 18):
            continue
        parts = tuple(end - start for start, end in groups[first : last + 1])
        start, end = groups[first][0], groups[last][1]
        kind, skipped = _kind(text, number, parts, start, end) if _is_clear(text, start, end) else ("", 0)
        if kind and (len(parts) == 1 or is_alone or (kind == "identity" and len(number) == 18)):
            found = kind, last, skipped
    return found


def _is_clear(text: str, start: int, end: int) -> bool:
    """Whether a number stands by itself: no letter, decimal point or slash runs into it."""
    return not _JOINED_BEFORE.search(text[max(0, start - 6) : start]) and not _JOINED_AFTER.match(text, end)


_MOST_GROUPS = 5
"""Groups of digits in which people write an identity or a card number; more are a row of figures, unless a word says so."""
_CARD_WORD = pattern(r"身份证|证件|卡号|账号|帐号|银行卡")
_SHORTEST = 11
"""The digits of a mobile number; no other has fewer, passports apart."""
_JOINED_BEFORE = pattern(r"[A-Za-z_/\\@#&=~%-]\Z(?<!tel)(?<!phone)(?<!mobile)(?<![wv]x)|[0-9][.,]\Z", re.IGNORECASE)
_JOINED_AFTER = pattern(r"[A-Za-z_/\\%]|[.][0-9]|-[0-9A-Za-z]")


def _kind(text: str, number: str, parts: tuple[int, ...], start: int, end: int) -> tuple[str, int]:
    """What a number of this length is, "" when it is nobody's; and the digits of a country code before it."""
    coded = _CODE_WORD.search(text[max(0, start - 16) : start]) is not None
    if len(number) == 18 and _is_identity(number) and not (coded and _is_credit_code(number)):
        return "identity", 0
    if "X" in number:
        return "", 0
    if (
        len(number) != 18
        and len(parts) > _MOST_GROUPS
        and len(number) != 11
        and not _CARD_WORD.search(text, max(0, start - 14), start)
    ):
        return "", 0
    if len(number) == 15 and not coded and _PROVINCES.match(number) and _is_day(f"19{number[6:12]}"):
        return "identity", 0
    if 15 <= len(number) <= 19 and not coded and _CARD.fullmatch(number) and _has_luhn_digit(number):
        return "card", 0
    prefix = next((code for code in ("0086", "86") if len(number) == 11 + len(code) and number.startswith(code)), "")
    if len(number) == 11 + len(prefix) and _MOBILE.fullmatch(number, len(prefix)) and not coded:
        named = _PHONE_WORD.search(text[max(0, start - 14) : start]) is not None
        if not _AMOUNT.match(text, end) and (named or prefix or _is_usual(number, parts)):
            return "mobile", len(prefix)
    return "", 0


def _is_usual(number: str, parts: tuple[int, ...]) -> bool:
    """Whether the digits of a mobile number are grouped as people group them, not as figures that stand side by side."""
    if parts in ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 7), (5, 6), (6, 5)) or set(parts) == {1}:
        groups, begin = [], 0
        for length in parts:
            groups.append(number[begin : begin + length])
            begin += length
        return len(parts) != 2 or not any(_DATE_PART.fullmatch(group) for group in groups)
    return False


def _documents(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind and place of numbers of documents: only where the word stands a little before."""
    for kind, word, form in _DOCUMENTS:
        for found in form.finditer(text) if word.search(text) else ():
            start, end = found.span()
            is_figure = form is _TAIWAN_PERMIT and (_is_day(found[0]) or _AMOUNT.match(text, end))
            if word.search(text, max(0, start - 16), start) and not is_figure:
                yield kind, start, end


def _is_identity(number: str) -> bool:
    """Whether 18 digits are an identity number (GB 11643; a foreigner's begins with 9): place, day of birth and check digit."""
    if "X" in number[:17] or not (_PROVINCES.match(number) or number[0] == "9") or not _is_day(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17]


def _is_day(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def _has_luhn_digit(number: str) -> bool:
    """Whether the check digit of a card is right (ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _is_credit_code(number: str) -> bool:
    """Whether 18 signs are a unified social credit code (GB 32100)."""
    if any(sign not in _CREDIT for sign in number):
        return False
    total = sum(_CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(number[:17]))
    return _CREDIT[(31 - total % 31) % 31] == number[17]
