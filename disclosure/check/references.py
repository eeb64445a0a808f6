"""A count that is named again with another number: 收到申请30件。在这35件申请中；发布信息936条，发布的963条信息中."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from ..model.patterns import pattern
from .phrases import Measure, Paragraph, measure_at, measures_in, written_number
from .typos import Suspect, digit_typo

_AGAIN = pattern(r"(?P<said>这|上述|以上|前述|该|全体|的|全年|年内)(?=\d{1,9}[^\d，。；%])")
_THING = pattern(r"(?P<thing>[一-龥]{2})[一-龥]{0,6}?(?P<inside>[中里内]|当中)?(?=[，,。；、]|[一-龥])")
_AROUND = 14
"""Characters before a number, or behind it, in which what it counts is named."""
_MOST = 30
"""Counts of a paragraph up to which one is looked for that is named again."""


_COUNTER = "场次|[场次期篇条个项份名人件部家处台]"
_ONE_COUNT = pattern("[场次期篇条个项份名人件部家处台][，。；、,;]")
_TWO_COUNTS = pattern(
    r"[场次期篇条个项份名人件部家处台](?<=[0-9０-９两三四五六七八九十场].)[，。；、,;]"
    rf".{{0,80}}?[\d两三四五六七八九十](?:{_COUNTER})[一-龥]"
)
"""A count at the end of its clause, and one before its thing; the first alone is looked for sooner."""


class OtherNumber(NamedTuple):
    """A count and the number with which it is named again, and where that stands in its paragraph."""

    first: Decimal
    again: Decimal
    unit: str
    start: int
    end: int


def may_refer(text: str) -> bool:
    """Whether it is worth looking into a paragraph for counts that are named again."""
    return _AGAIN.search(text) is not None or _has_two_counts(text)


def _has_two_counts(text: str) -> bool:
    return _ONE_COUNT.search(text) is not None and _TWO_COUNTS.search(text) is not None


def named_again(paragraph: Paragraph) -> Iterator[OtherNumber]:
    """Yield each count that refers to one before of the same thing, and to none with its number."""
    text = paragraph.text
    mentions = [m for m in _AGAIN.finditer(text) if m["said"] not in _INSIDE_ONLY or _INSIDE.match(text, m.end())]
    if not mentions:
        return
    counts = [one for one, _ in zip(measures_in(text, 0, mentions[-1].start()), range(_MOST), strict=False)]
    for mention in mentions:
        measure, end = measure_at(text, mention.end())
        thing = _THING.match(text, end)
        if measure is None or measure.rough or thing is None:
            continue
        before = [one for one in counts if one[2] <= mention.start() and _counts(text, one, measure.unit, thing["thing"])]
        done = _DONE.search(text, max(0, mention.start() - 2), mention.start())
        before = [one for one in before if not done or done[0] in re.split("[，。；,;]", text[: one[1]])[-1]]
        amounts = [one[0].amount for one in before]
        if not amounts or measure.amount in amounts or any(one[0].rough for one in before):
            continue
        sums = {a + b for a in amounts for b in amounts} | {abs(a - b) for a in amounts for b in amounts} | {sum(amounts)}
        if mention["said"] in _OF_THE_YEAR:
            before = [one for one in before if _is_of_same_channel(text, one[1], mention.start())]
            amounts = [one[0].amount for one in before]
        is_whole = mention["said"] not in _INSIDE_ONLY or _WHOLE.search(text, max(0, mention.start() - _AROUND), mention.start())
        slips = is_whole or any(_is_slip(measure.amount, amount) for amount in amounts)
        if slips and measure.amount not in sums:
            yield OtherNumber(amounts[-1], measure.amount, measure.unit, mention.end(), end)


_DONE = pattern("办[结理]|答复")
"""What stands before 的 and a number that is only of what was told so before: 新收30件。办结的24件申请中."""
_WHOLE = pattern("(?:全年|本年度?|共)[^，。；]{0,8}$")
_OF_THE_YEAR = frozenset({"全年", "年内"})
_INSIDE_ONLY = _OF_THE_YEAR | {"的"}
"""Only numbers out of which something is told are named again behind these: 网站全年936条信息中."""
_INSIDE = pattern(r"\d{1,9}[^\d，。；%]{1,2}[一-龥]{2,6}?[中里]")


def _is_slip(again: Decimal, first: Decimal) -> bool:
    """Whether a number is another one mistyped, or has the same digits."""
    return bool(digit_typo(Suspect(again, first))) or sorted(str(again)) == sorted(str(first))


def _is_of_same_channel(text: str, first: int, again: int) -> bool:
    """Whether a count of the year was told of the channel, or body, that is named before it again, and of no other year."""
    named, told = (re.split("[。；，,;]", text[max(0, at - _FAR) : at])[-1] for at in (again, first))
    return _A_YEAR.sub("", named) in told and not _A_YEAR.search(text, first, again)


_A_YEAR = pattern(r"20\d\d年度?|[本今]年度?")


def _counts(text: str, count: tuple[Measure, int, int], unit: str, thing: str) -> bool:
    """Whether a count is of these things."""
    measure, start, end = count
    near = (
        re.split("[，。；]", text[max(0, start - _AROUND) : start])[-1] + re.split(r"[，。；、\d]", text[end : end + _AROUND])[0]
    )
    return measure.unit == unit and thing in near


_COUNTED = pattern(
    r"(?P<figure>[0-9两二三四五六七八九十](?<![\d.第每各约近超前首].)(?:(?<=\d)\d{0,5}|(?<=\D)[两二三四五六七八九十]{0,2}))"
    rf"(?P<unit>{_COUNTER})(?!以上|以下|月|工作日|小时|百分|方面|[(])"
)
_SAME_UNIT = {"场": "次", "场次": "次", "期": "次", "名": "人"}
_CLAUSE = pattern("[。，；：,;:()]")
_NOT_ALL_THERE_ARE = pattern(
    "其中|另|新[增建设]|增[设加]|较|比|每|各|平均|累计|历年|占|分别|计划|拟|力争|目标|还|部分|抽|选|首批"
)
"""With these a count is not of all there are."""
_KNOWN = pattern(
    "(?:^|[,，]|对|为|由|把|将|经|向|通过|依托|利用|以上|上述|前述|这|该|的|全年|年内|全[县市区镇乡局部]|所有|全体|年底前|年底|目前|现在?)(?:已|共)?$"
    "|(?:组织|安排|要求)(?:全体)?(?=$)"
)
"""What stands before the number of what is known already."""
_MAY_BE_KNOWN = pattern(
    r"(?P<figure>[0-9两二三四五六七八九十](?<=[，,。；：;:对为由把将经向过托用上述这该的年内部市县区镇乡局有体排织求底前在已共].)"
    rf"(?:(?<=\d)\d{{0,5}}|(?<=\D)[两二三四五六七八九十]{{0,2}}))(?P<unit>{_COUNTER})(?P<thing>[一-龥]{{2}})"
)
_EVERY_ONE = pattern("全年|年内|全部|所有|全体|上述|以上|前述|这|[均都皆]|已全部|共")
_PLAIN = frozenset(
    ("信息", "文件", "问题", "工作", "单位", "部门", "事项", "申请", "意见", "内容", "人员", "村民", "群众", "干部")
)
"""Things that may be any unless something else before both numbers is the same."""
_BEFORE_NUMBER = pattern("(?:已|共计?|总计|合计|达到?|了|为|有|数量|总数|各类)+$")
_FAR = 40
"""Characters before a number within which its clause begins."""
_NOUN = 8
"""Characters of the longest name of a thing."""
_VERB = 4
"""Characters before a number that tell what was done to so many."""


class _Counted(NamedTuple):
    """A count and the words before and behind it in its clause."""

    amount: int
    unit: str
    before: str
    behind: str
    start: int
    end: int


def known_named_again(paragraph: Paragraph) -> Iterator[OtherNumber]:
    """Yield each number of what was counted before, and is spoken of again as known: 设置专区15个。18个专区共接待3200人次."""
    text = paragraph.text
    if len(text) > _LONGEST:
        return
    known = (match for match in _MAY_BE_KNOWN.finditer(text) if text.find(match["thing"], 0, match.start()) >= 0)
    places = {match.start(): _unit(match["unit"]) for match in known}
    may_be_again = places and _has_two_counts(text)
    counted = list(_counted(text, max(places) + 1, frozenset(places.values()))) if may_be_again else []
    for number, again in enumerate(counted):
        if again.start in places and _KNOWN.search(again.before) and not _NOT_ALL_THERE_ARE.search(again.before):
            yield from _other_number(again, counted[max(0, number - _MOST) : number])


_LONGEST = 3000
"""A paragraph of more characters is none that people write."""


def _unit(counter: str) -> str:
    """A counter, or the one that counts the same."""
    return _SAME_UNIT.get(counter, counter)


def _counted(text: str, end: int, units: frozenset[str]) -> Iterator[_Counted]:
    """Yield the counts in these units that begin before `end`."""
    for match in _COUNTED.finditer(text):
        if match.start() >= end:
            return
        unit = _unit(match["unit"])
        if unit not in units:
            continue
        before = _CLAUSE.split(text[max(0, match.start() - _FAR) : match.start()])[-1]
        sign = _CLAUSE.search(text, match.end())
        stop = sign.start() if sign else len(text)
        figure = match["figure"]
        amount = int(figure) if figure.isdecimal() else written_number(figure)
        yield _Counted(amount, unit, before, text[match.end() : stop], match.start(), match.end())


def _other_number(again: _Counted, before: list[_Counted]) -> Iterator[OtherNumber]:
    """The first count of the same thing, if no number of its counter before makes the one with which it is named again."""
    of_unit = [one for one in before if one.unit == again.unit]
    first = next((one for one in of_unit if _is_same(one, again)), None)
    amounts = [one.amount for one in of_unit]
    if first is None or again.amount in (sum(amounts), *amounts):
        return
    if any(again.amount in (a + b, abs(a - b)) for a, b in combinations(amounts, 2)):
        return
    if again.amount > first.amount or _EVERY_ONE.search(again.before[-6:] + again.behind[:_NOUN]):
        yield OtherNumber(Decimal(first.amount), Decimal(again.amount), again.unit, again.start, again.end)


def _is_same(first: _Counted, again: _Counted) -> bool:
    """Whether a count is of the thing that is named behind a later one; what is done to so many twice is done to others."""
    if _NOT_ALL_THERE_ARE.search(first.before) or (first.before and first.before[-_VERB:] == again.before[-_VERB:]):
        return False
    if _DONE_WITH.match(again.behind):
        return False
    named = _BEFORE_NUMBER.sub("", first.before).rstrip("》”")
    for length in range(min(_NOUN, len(again.behind)), 1, -1):
        thing = again.behind[:length]
        if named.endswith(thing) or first.behind == thing or (length > 3 and thing in named):
            is_told = any(again.before[at : at + 3] in named for at in range(len(again.before) - 2))
            return thing not in _PLAIN or (is_told and not (again.amount > first.amount and _is_a_kind(named, thing)))
    return False


def _is_a_kind(named: str, thing: str) -> bool:
    """Whether only things of some kind were counted (发布解读信息), of which there may be fewer than of all."""
    return named.endswith(thing) and _OF_ALL_KINDS.search(named.removesuffix(thing)) is None


_DONE_WITH = pattern(
    "(?:结转|转入|办结|答复|回复|办理|处理|审结|维持|撤销|受理|完成|整改|采纳|采用|解决|通过|落实|达标|合格|发布|推送|转载|报送|评为|获评)"
    "(?![的事平专栏窗站点指制项])"
)
"""What begins with these behind a number says what was done with so many, and names no thing: 上年结转1件，…，7件结转下年."""
_OF_ALL_KINDS = pattern("(?:发布|公开|推送|编发|刊发|更新|发送|转载|上传|报送|收到|受理|办理|各类|各种|政府|政务|的|总|有)$")
