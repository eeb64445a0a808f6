"""A count and its parts, in any words: 发布信息100条，其中政策文件20条、动态信息60条、其他10条.

The parts are at most the whole, and just the whole where what is left over is among them (其他) or nothing can be (分为).
Lists are free: parts of two kinds (by applicant, by channel) follow each other, and a list may run on into another
statement. So a list is right if any beginning of it adds up, and silent where its parts are of several kinds.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from ..model.patterns import pattern
from .phrases import Measure, Paragraph, measure_at, measures_in
from .typos import Suspect, digit_typo
from .word_search import any_of

_OPENS = pattern(
    "[其分包:(即中](?:(?<=其)中(?:包[括含]|含)?|(?<=分)(?:别[是为]|为)|(?<=包)[括含]|(?<=，即)|(?<=划分)[，:]|(?<=申请中)，|(?<=[条件项份个篇次期场部宗起例则]:)"
    "|(?<=[条件项份个篇次期场部宗起例则][(])(?!其中|含|包|不含))"
)
"""其中, 分别为, 分为, 包括, a colon or bracket behind a counter; what begins with a set of characters is searched fastest."""
_EXACT = ("分别是", "分别为", "分为", "即", "分，", "分:")
_SEPARATORS = pattern(r"[，、;。(:)]|,(?!\d{3}(?!\d))")
_ENDS_LIST = pattern(
    r"另|此外|同时|全年|共|累计|合计|总|截至|通过|利用|依托|在(?!线|.{0,8}(?:公开|发布))|今年|本年|20\d\d年(?!.{1,6}(?:结转|信息|年报|公开|度))"
)
_COMPARES = pattern(r"合计|共计|总计|平均|同比|环比|较|比上|比去|相比|增|减|升|降|占")
_REST = pattern(r"其[他它](?!处理|结果|情形)|其余")
_VERB = pattern(
    r"(?:收到|新收|受理|办结|答复|办理|回复|发布|公开|公示|制发|制定|印发|废止|举办|举行|召开|开展|组织|更新|编发|解读|回应|完成|处理|审核|推送|转载|报送)(?!类|栏|渠道|平台|目录)"
)
_KINDS = tuple(
    pattern(words)
    for words in (
        r"网|信函|来信|当面|现场|邮|传真|窗口|电话|渠道|公众号|微信|微博|新媒体",
        r"自然人|法人|企业|公民|组织|机构|个人|单位",
        r"予以公开|部分公开|不予|无法提供|处理|办结|答复|结转|维持|纠正|审结",
    )
)


_CHANNELS = 0
"""The number of the kind that is counted by channel: what goes out by several is counted more than once."""
_PEOPLE = ("人", "人次")
"""Counters of those who come by one channel only."""
_OUTCOMES = 2
"""The number of the kind that is counted by how it ended: the tables have all of them, a text may leave some out."""
_OVERLAP = Decimal("1.1")
"""By how much parts by channel may be too many and still be meant to make the whole."""


class CountedPart(NamedTuple):
    """A part of a whole: its count, the words of its phrase, where that stands, and whether 、 joins it to the one before."""

    amount: Decimal
    words: str
    start: int
    end: int
    joined: bool = False


class PartList(NamedTuple):
    """What is counted out of a whole, as far as the list goes; `closed` when it goes to the end of its sentence."""

    parts: tuple[CountedPart, ...]
    shares: tuple[tuple[CountedPart, Measure, int], ...]
    closed: bool


class WrongParts(NamedTuple):
    """A whole with parts that do not make it, and where the words stand in their paragraph."""

    whole: Decimal
    parts: tuple[Decimal, ...]
    start: int
    end: int


class WrongShare(NamedTuple):
    """A part of a whole with a percentage that it is not, and where the words stand in their paragraph."""

    part: Decimal
    whole: Decimal
    share: Decimal
    right: Decimal
    start: int
    end: int


_OPENING = any_of(
    (
        "其中",
        "分为",
        "分别",
        "，即",
        "划分",
        "申请中，",
        "包括",
        "包含",
        "主动公开",
        "条：",
        "件：",
        "条:",
        "件:",
        "，占",
        ",占",
        "合计",
        "共计",
        "总计",
        "篇（",
        "条（",
        "件（",
    )
)


def may_hold_parts(text: str) -> bool:
    """Whether it is worth looking into a paragraph for parts, or for all that was disclosed."""
    return _OPENING.search(text) is not None


def wrong_parts(paragraph: Paragraph) -> Iterator[WrongParts | WrongShare]:
    """Yield each whole whose parts can't be its parts, and each percentage that is not its part's share."""
    text = paragraph.text
    for opened in _OPENS.finditer(text):
        whole, start = _whole(text, opened)
        if whole is None:
            continue
        closes = text.find(")", opened.end(), opened.end() + _LONGEST_IN_BRACKETS) if opened[0] == "(" else -1
        by = 2 if opened[0] in (*_EXACT, "中，") and text.startswith(("通过", "利用", "依托"), opened.end()) else 0
        found = _list(text if closes < 0 else f"{text[:closes]}。", opened.end() + by, whole.unit)
        for part, share, end in found.shares:
            right = wrong_share(part.amount, whole.amount, share) if part.amount <= whole.amount else None
            together = _together(found.parts, part)
            if right is None or wrong_share(together, whole.amount, share) is None:
                continue
            if not _is_of_another(text, start, part.amount, share, whole.unit):
                yield WrongShare(part.amount, whole.amount, share.amount, right, part.start, end)
        if _is_too_many(text[start : opened.end()], text[max(0, start - _LONGEST_IN_BRACKETS) : start], whole, found.parts):
            yield WrongParts(whole.amount, (found.parts[0].amount,), start, found.parts[0].end)
        elif _is_wrong(whole.amount, whole.unit, found, opened[0] in _EXACT) and not _is_of_earlier(text, start, found, whole):
            yield WrongParts(whole.amount, tuple(part.amount for part in found.parts), start, found.parts[-1].end)


def _is_of_another(text: str, begin: int, part: Decimal, share: Measure, unit: str) -> bool:
    """Whether a percentage is the share in a count before the nearest one: 收到23件，办结24件。其中殡葬类10件，占43.48%."""
    before = measures_in(text, max(0, begin - _LONGEST_IN_BRACKETS), begin)
    return any(one.unit == unit and one.amount and wrong_share(part, one.amount, share) is None for one, _, _ in before)


def _together(parts: tuple[CountedPart, ...], last: CountedPart) -> Decimal:
    """How many a part makes with those that are joined to it: 公开41件、部分公开14件，占69.62%."""
    total = Decimal(0)
    for part in parts[: parts.index(last) + 1]:
        total = part.amount + (total if part.joined else 0)
    return total


def _is_too_many(words: str, before: str, whole: Measure, parts: tuple[CountedPart, ...]) -> bool:
    """Whether the first of what is counted out of a whole is more than that, and than any other count that may be meant.

    `words` go from the whole to 其中, which stands right behind it.
    """
    if not parts or parts[0].amount <= whole.amount or not _RIGHT_BEHIND.fullmatch(words) or _OF_MORE.search(parts[0].words):
        return False
    return all(one.amount < parts[0].amount for one, _, _ in measures_in(before, 0, len(before)) if one.unit == whole.unit)


def _is_of_earlier(text: str, begin: int, found: PartList, whole: Measure) -> bool:
    """Whether parts make a count before the one right before them: 收到23件，办结24件。按申请人划分，个人20件、企业3件."""
    if found.parts and "。" in text[begin : found.parts[0].start] and _OUT_OF_OTHERS.match(found.parts[0].words):
        return True  # 办结24件。按申请人划分，新收申请中个人20件、企业3件
    if found.parts and "含上年" in text[begin : found.parts[-1].end + _NEAR]:
        return True
    total = sum(part.amount for part in found.parts)
    before = measures_in(text, max(0, begin - _LONGEST_IN_BRACKETS), begin)
    return any((measure.unit, measure.amount) == (whole.unit, total) for measure, _, _ in before)


_OUT_OF_OTHERS = pattern(r"[^\d]{2,10}[中里]")
_RIGHT_BEHIND = pattern(r"[^，,;]{2,12}[，,]?其中\D{0,2}")
_OF_MORE = pattern("累计|截至|历年|现有")
"""What is counted with these is not of the year alone."""


_BASE = pattern(
    r"(?P<part>\d{1,9})[件条份项宗次篇期场](?:\([^()]*\))?[,，]占[^,，。;%\d]{0,20}(?P<whole>\d{1,9})[件条份项宗次篇期场](?:的|总数的)?(?P<share>\d{1,3}(?:\.\d{1,4})?)%"
)
_OUT_OF = pattern(
    r"(?P<whole>\d(?<![\d.].)\d{0,8})(?P<unit>[件条份项宗次篇期场])[^，,；;。%()\d]{1,14}[中里]，?有?(?P<part>\d{1,9})(?P=unit)"
    r"[^。；;%\d]{0,30}[，,](?:占比?|占总数的?|占比[为达]|占总量的?|比例为)(?P<share>\d{1,3}(?:\.\d{1,4})?)%"
)


def wrong_bases(paragraph: Paragraph) -> Iterator[WrongShare]:
    """Yield each percentage that is not the share of a count in the one that it names: 967件，占新收申请1204件的80.3%.

    Or in the one that it was taken out of: 1204件申请中有967件来自网上，占比80.3%.
    """
    text = paragraph.text
    for match in (*_BASE.finditer(text), *_OUT_OF.finditer(text)) if "占" in text else ():
        part, whole, share = (Decimal(match[name]) for name in ("part", "whole", "share"))
        digits = len(match["share"].partition(".")[2])
        right = wrong_share(part, whole, Measure(share, "%", False, digits))
        if right is not None and not _IN_LIST.search(text, max(0, match.start() - _NEAR), match.start()):
            yield WrongShare(part, whole, share, right, match.start(), match.end())


_IN_LIST = pattern(r"\d[件条份项宗次篇期场][、和][^，。；,;\d]*$")
"""That a count is the last of several, which may be meant together: 复议3件、诉讼2件，占办结申请24件的20.83%."""


def wrong_share(part: Decimal, whole: Decimal, share: Measure) -> Decimal | None:
    """What a percentage should be, None where it is right: rounded or cut off after the digits that it has."""
    if not whole:
        return None
    exact = 100 * part / whole
    return None if abs(exact - share.amount) < Decimal(1).scaleb(-share.digits) else round(exact, max(share.digits, 2))


_NAMES = pattern(r"(?:[，,]其中|[，,])[^\d。；]{4,24}$")
_NEAR = 25
"""How far before 其中 the whole may stand."""
_LONGEST = 20
"""Characters of the longest number."""


_LONGEST_IN_BRACKETS = 200
_SUM = pattern(r"(?:共计?|合计|合共|总计|累计)(?=\d)")
_BEFORE_SUM = pattern(r"(?:[，,]|[，,]?(?P<kinds>[两二三四五六])(?:类|项|者))$")
"""What stands before the word of a sum: a comma, or how many summands there are."""
_NEXT = 14
"""Characters from one summand to the next."""


def wrong_sums(paragraph: Paragraph) -> Iterator[WrongParts]:
    """Yield each sum that is told behind its summands, and is not that of any of them: 建议26件、提案17件，合计33件."""
    text = paragraph.text
    for sign in _SUM.finditer(text):
        told = _BEFORE_SUM.search(text, max(0, sign.start() - 3), sign.start())
        whole, end = measure_at(text, sign.end()) if told else (None, 0)
        if told is None or whole is None or whole.rough:
            continue
        summands, begin = _summands(text, told, whole, is_list=sign[0] == "共" and not told["kinds"])
        if len(summands) > 1 and (not told["kinds"] or len(summands) == _NUMERALS[told["kinds"]]):
            yield WrongParts(whole.amount, tuple(summands), begin, end)


def _summands(text: str, told: re.Match[str], whole: Measure, *, is_list: bool) -> tuple[list[Decimal], int]:
    """The counts right before a sum, in a list joined by 、 if it must be one, and where they begin; none that make the sum."""
    found = list(measures_in(text, max(0, told.start() - _LONGEST_IN_BRACKETS), told.start()))
    summands: list[Decimal] = []
    begin = told.start()
    if not found or found[-1][2] != begin:
        return summands, begin
    for measure, start, stop in reversed(found):
        is_next = begin - stop <= _NEXT and not re.search("[。；;各]", text[stop:begin])
        is_joined = not summands or not is_list or "、" in text[stop:begin]
        if not (is_next and is_joined) or measure.rough or (measure.unit != whole.unit and not told["kinds"]):
            break
        summands.insert(0, measure.amount)
        begin = start
        if len(summands) > 1 and sum(summands) == whole.amount:
            return [], begin
    others = accumulate(measure.amount for measure, _, _ in reversed(found))
    is_open = _UNCOUNTED.search(text, max(0, begin - _NEAR), begin) is not None
    return [] if is_open or whole.amount in others else summands, begin


_UNCOUNTED = pattern(r"[，。；;:)]?[^，。；;:、\d]{2,16}、[^，。；;、\d]*$")
"""What is summed up without a count of its own: 县政府办公室、县政府工作部门26个."""


_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def _whole(text: str, opened: re.Match[str]) -> tuple[Measure | None, int]:
    """The count that a list of parts belongs to, and where its number begins: the nearest one before, outside brackets."""
    names = opened[0].startswith("分别") and _NAMES.search(text, max(0, opened.start() - _NEAR), opened.start())
    near = _NEAR if names or opened[0].startswith(("其中", "即", "分，", "分:", "中，")) else 2
    last: tuple[Measure, int] | None = None
    far = _LONGEST_IN_BRACKETS if ")" in text[max(0, opened.start() - near) : opened.start()] else 0
    stop, begin = 0, max(0, opened.start() - near - _LONGEST - far)
    brackets = [match.span() for match in _BRACKET.finditer(text, begin, opened.start())]
    for measure, start, end in measures_in(text, begin, opened.start()):
        is_inside = any(opens < start < closes for opens, closes in brackets)
        if is_inside or _MORE_THAN_BEFORE.search(text, max(0, start - _NEAR), start):
            continue
        between = opened.start() - end - sum(closes - opens for opens, closes in brackets if opens >= end)
        is_one_of_several = last is not None and _ONE_MORE.search(text[stop:start]) is not None
        last = (measure, start) if between <= near and not is_one_of_several else None
        stop = end
    since = text[stop : opened.start()]  # 8件。已答复申请中，
    is_named_anew = "。" in since and (names or (opened[0] == "中，" and re.search("[结复]", since)))
    return last if last and last[0].unit != "%" and not (last[0].rough or is_named_anew) else (None, 0)


_ONE_MORE = pattern("^[^，]*(?:[、和与及]|连同|加)[^，]*$")
"""What stands between two counts that are told together: 新收的23件和上年结转的1件."""
_BRACKET = pattern(r"\([^()]*\)")
_MORE_THAN_BEFORE = pattern(
    "[与较比上去](?:(?<=[上去])年(?:同期)?[为是]|(?<=与)(?=[上去]|20)|(?<=较)(?![大多好高为])|(?<=同比)|(?<=比)(?<!占比)(?![例重率]))[^，。；]{0,16}$"
)
"""What stands before the numbers that a count is held against, out of which nothing is told."""


def _list(text: str, begin: int, unit: str) -> PartList:
    """The parts from here on: each phrase one count of the unit, until a phrase is none or begins something else."""
    parts: list[CountedPart] = []
    shares: list[tuple[CountedPart, Measure, int]] = []
    inside = False
    while begin < len(text) and len(parts) < _MOST_PARTS:
        sign = _SEPARATORS.search(text, begin)
        end = sign.start() if sign else len(text)
        words, mark = text[begin:end], sign[0] if sign else "。"
        counts = list(measures_in(text, begin, end)) or _written(text, begin, end)
        if parts and len(counts) == 1 and counts[0][0].unit == "%" and _SHARE_WORDS.fullmatch(text, begin, counts[0][1]):
            shares += [(parts[-1], counts[0][0], counts[0][2])] if mark != "、" else []  # 占62.5%、37.5%
        elif not inside and words:
            joined = text[begin - 1 : begin] == "、"
            if not _is_part(words, counts, unit, parts, joined):
                return PartList(tuple(parts), tuple(shares), False) if parts or counts or words not in ("", ",") else _NO_LIST
            parts.append(CountedPart(counts[0][0].amount, words, begin, counts[0][2], joined))
        inside = mark == "(" or (inside and mark != ")")
        begin = end + 1
        if mark == "。" and not inside:
            return PartList(tuple(parts), tuple(shares), True)
    return PartList(tuple(parts), tuple(shares), True)


def _written(text: str, begin: int, end: int) -> list[tuple[Measure, int, int]]:
    """The count of one written sign that ends a phrase: 主要负责人出席三场."""
    measure, stop = measure_at(text, end - 2) if end - begin > 3 and text[end - 3] not in "各每第" else (None, 0)
    return [(measure, end - 2, end)] if measure and stop == end and text[end - 2] in _ONE_SIGN else []


_ONE_SIGN = "一二两三四五六七八九十"
_MOST_PARTS = 40
"""A longer list is looked at no further."""
_NO_LIST = PartList((), (), False)
_SHARE_WORDS = pattern(r"(?:占|占比|占总数的?|占总量的?|比例|比例为|占比为|约占)?")


def _is_part(words: str, counts: list[tuple[Measure, int, int]], unit: str, before: list[CountedPart], joined: bool) -> bool:
    """Whether a phrase is one more part of a list."""
    if len(counts) != 1 or counts[0][0].unit != unit or counts[0][0].rough:
        return False
    if _ENDS_LIST.match(words) or _COMPARES.search(words):
        return False
    verb = _VERB.match(words)
    first = _VERB.match(before[0].words) if before else verb
    return not verb or (joined and len(before) == 1) or bool(first and first[0] == verb[0])


def _is_wrong(whole: Decimal, unit: str, found: PartList, exact: bool) -> bool:
    parts = found.parts
    kinds = {number for number, words in enumerate(_KINDS) for part in parts if words.search(part.words)}
    if len(parts) < 2 or len(kinds) > 1 or any(part.amount > whole for part in parts):
        return False
    total = Decimal(0)
    is_summed_up = False
    for number, part in enumerate(parts, 1):
        is_summed_up = is_summed_up or (number > 2 and part.amount == total)  # 公开10件、部分公开4件，两项14件
        total += part.amount
        if total == whole and not (number > 1 and number < len(parts) and all(one.joined for one in parts[1:])):
            return False
    if is_summed_up and total > whole:
        return False
    rest = any(_REST.search(part.words) for part in parts)
    if kinds == {_CHANNELS} and not (exact or rest or unit in _PEOPLE) and total > whole * _OVERLAP:
        return False
    whole_list = found.closed or bool(_REST.search(parts[-1].words)) or (exact and all(one.joined for one in parts[1:]))
    swapped = total > whole * _MOST_OF and digit_typo(Suspect(whole, total)).endswith("写颠倒了")
    nearly = (
        len(parts) > 2
        and kinds != {_OUTCOMES}
        and total > whole * _NEARLY
        and not _OPEN.search("".join(part.words for part in parts))
    )
    return total > whole or (whole_list and (exact or rest or swapped or nearly))


_NEARLY = Decimal("0.9")
"""Three parts or more that make so much of the whole are meant to make all of it."""
_OPEN = pattern("等|主要|约|余")
_MOST_OF = Decimal("0.8")
"""From this share of the whole on a sum with two digits of it swapped is a slip."""
