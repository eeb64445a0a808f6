"""Counts of what no table has a cell for, said of the whole year: what each counts, in words that are the same twice.

Only the same words, but for verbs and fillers that change nothing, are the same thing: whatever else a clause names, such as
another website or another office, makes it another.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.patterns import pattern
from .clauses import sentences_of, with_year
from .lexicon import Lexicon, Token
from .phrases import Paragraph, measure_at
from .words import THIS


class Count(NamedTuple):
    """What is counted, how many, and from where to where in the paragraph it is said."""

    thing: str
    amount: Decimal
    start: int
    end: int


_CLAUSE_END = pattern(r"[，;:()]|,(?!\d{3})|。$")
_NUMBER_AND_COUNTER = pattern(r"[0-9０-９][ *]{0,3}[条篇期场次个份项部则件]")
_WRITTEN_OR_NOT = pattern(
    "[0-9０-９二三四五六七八九十](?:(?<=[0-9０-９])[ *]{0,3}[条篇期场次个份项部则件]|(?<=[二三四五六七八九十])[场次期])"
)
_WHOLE_YEAR = pattern(r"全年|一年来|年内|本年|今年|19\d\d年|20\d\d年|累计|共|总|现有|目前")
_BY_FIELD = pattern("领域(?<!等领域)(?<!等重点领域)")
"""Where fields of work are told one after another, each has its own counts."""
_TOPIC = pattern("(?!按照|根据)(?:围绕|聚焦|针对|结合|在|就|对|按|根据|通过|利用|依托|借助)")
"""How a clause begins that says what only the counts behind it are about."""
_CHANNEL = pattern("(?:今年|全年|本年度?)?(?P<name>(?:政府|官方|微信)?(?:网站|公众号|微博|视频号|抖音号|头条号))")
"""What a sentence begins with that tells what its channel did."""
_OF_A_PART = frozenset({"office", "everybody", "area", "span", "among", "each", "compared", "changed", "became", "left", "bound"})
"""Kinds of words with which a count is not the body's own of the whole year, or is held against another."""
_DROPPED = frozenset({"self", "same-year", "time"})
_FILLERS = pattern(
    "共计|总计|合计|累计|总共|一共|共|现有|目前|已|依法|及时|通过|利用|依托|在|了|各类|各种|各项|为|达到|达|有|的|数量|总量|总数|条数"
)
_SAME_WORDS = (
    (pattern("主动公开(?:政府|政务)?信息"), "主动公开信息"),
    (pattern("政务信息"), "政府信息"),
    (pattern("^(?:镇|乡|局|委|街道|县|区)?(?:官方)?(?:微信)?公众号"), "公众号"),
    (pattern("政府门户网站|门户网站"), "政府网站"),
    (pattern("(?<!主动)公开发布|发布|推送|公布|刊发|刊登|推出|(?<!主动)(?<!政务)(?<!信息)公开"), "公开"),
    (pattern("组织开展|组织召开|组织举办|举办|召开|举行|开展|组织"), "举办"),
    (pattern("(?:政策)?解读(?:材料|信息|文件|稿件|稿)?"), "解读"),
    (pattern("^举办(?=.{3})"), ""),
    (pattern("培训班$"), "培训"),
)
"""Words that say the same, and the one that stands for them."""
_VERBS = pattern("主动公开|公开|举办|答复|回复|办理")
_MEETING = pattern("(?:会议?|培训班?|活动|检查)$")
_TIMES = {"场": "次", "期": "次"}
"""Counters of meetings that count the same."""
_COUNTED_BEHIND = pattern("(?:[一-龥]{0,8}(?:会|培训|材料|解读|活动|文件|图解|信息|动态|视频|简报))?")
"""What may be counted behind its number (召开4场新闻发布会) instead of before."""
_SHORTEST = 3
"""A thing of fewer characters (会议, 信息) may be any, but for these."""
_TELLING = frozenset({"解读", "图解"})


def may_repeat(text: str) -> bool:
    """Whether it is worth looking into a paragraph, not squeezed yet, for what the year counted."""
    return _NUMBER_AND_COUNTER.search(text) is not None and _WHOLE_YEAR.search(text) is not None


def repeated_counts(paragraph: Paragraph, lexicon: Lexicon, year: int) -> Iterator[Count]:
    """Yield each count of the body's own year in a paragraph, with the words by which it is known again."""
    text = paragraph.text
    for begin, end in sentences_of(text) if not _BY_FIELD.search(text) else ():
        yield from _counts_of_sentence(text, begin, end, lexicon, year)


def _counts_of_sentence(text: str, begin: int, end: int, lexicon: Lexicon, year: int) -> Iterator[Count]:
    """Yield the counts of a sentence behind the words for the whole year, up to what makes them a part of something.

    A clause without a count may set a topic for those behind it: they count only with words for the whole year of their own.
    """
    is_whole, channel = False, ""
    while begin < end and _WRITTEN_OR_NOT.search(text, begin, end) and (is_whole or _WHOLE_YEAR.search(text, begin, end)):
        sign = _CLAUSE_END.search(text, begin, end)
        stop = sign.start() if sign else end
        tokens = [with_year(token, year) for token in lexicon.tokens(text, begin, stop) if not _is_own_area(token, lexicon)]
        is_whole = is_whole or _WHOLE_YEAR.search(text, begin, stop) is not None
        own = _CHANNEL.match(text, begin, stop)
        channel = own["name"] if own else channel
        count = _count_of_clause(text, tokens, stop, "" if own else channel) if is_whole else None
        if any(t.kind in _OF_A_PART or (t.kind == "time" and t.value != THIS) for t in tokens):
            return
        if count:
            yield count
        elif _TOPIC.match(text, begin, stop):
            return
        elif any(token.kind not in _DROPPED for token in tokens):
            is_whole = False
        begin = sign.end() if sign else end


def _is_own_area(token: Token, lexicon: Lexicon) -> bool:
    """Whether the area of the body is named, as a town names itself (我镇)."""
    return token.kind == "area" and str(token.value)[-1] in lexicon.areas


def _count_of_clause(text: str, tokens: list[Token], stop: int, channel: str) -> Count | None:
    """The count at the end of a clause, if there is only one and its words tell what is counted, or the channel before them."""
    counts = [token for token in tokens if token.kind == "count"]
    if len(counts) != 1 or counts[0].measure.rough or counts[0].measure.unit == "%":
        return None
    end = counts[0].end
    if measure_at(text, counts[0].start)[1] != end or not _COUNTED_BEHIND.fullmatch(text, end, stop):
        return None
    named = [token for token in tokens if token.kind not in _DROPPED and token is not counts[0]]
    thing = _thing(channel + "".join(text[token.start : token.end] for token in named))
    if not thing:
        return None
    unit = _TIMES.get(counts[0].measure.unit, counts[0].measure.unit) if _MEETING.search(thing) else counts[0].measure.unit
    return Count(f"{thing}（{unit}）", counts[0].measure.amount, tokens[0].start, stop)


def _thing(words: str) -> str:
    """The words that name a thing, in the form in which it is known again; "" where they are too plain to tell it."""
    named = _FILLERS.sub("", words)
    for said, same in _SAME_WORDS:
        named = said.sub(same, named)
    if named == "主动公开信息":
        return named
    bare = _VERBS.sub("", named)
    if len(bare) < _SHORTEST and bare not in _TELLING:
        return ""
    if _MEETING.search(bare) and not re.search("政务公开|信息公开|新闻|开放日", words):
        return ""
    return named
