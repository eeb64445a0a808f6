"""A list that says how many it names: 围绕教育、医疗、就业三个方面. With 等 it may name fewer, but never more."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .text_pieces import text_pieces

_WORDS = (
    r"(?P<count>[两二三四五六七八九十0-9](?:(?<=十)[一二三]|(?<=[两二三四五六七八九十])|(?<=\d)(?<!\d\d)\d?))"
    r"(?P<noun>大?[”\"]?个?(?:部分(?:组成|构成)?|方面(?:内容)?|街道|乡镇|镇|社区|部门|单位|科室|窗口|专题栏目|专栏|平台|账号|领域|环节|板块|栏目|渠道|层面|维度|阶段|步骤|要点)|[大]?类|项(?:内容|制度|目录|措施|机制|工作|指标|举措|任务|信息)|种)"
)
_COUNTED = pattern(_WORDS)
_BEHIND_LIST = pattern(rf"、[^、，,。；：:;！？\n（）()“”]*“?{_WORDS}")
"""A text without has no list of which it says how many it names."""
_TITLES = pattern(
    r"(?P<titles>[《“][^《》“”\n]{1,60}[》”][、和及与]?(?:[《“][^《》“”\n]{1,60}[》”][、和及与]?){1,19})(?P<open>等)?(?P<count>[两二三四五六七八九十]|\d{1,2})(?P<noun>[个项部份件类大]\S?\S?)"
)
_TITLE = pattern("[》”]")
_ANNOUNCED = pattern(
    r"(?P<count>[两二三四五六七八九十\d](?:(?<=\d)\d)?)(?P<noun>大?个?(?:板块|方面|环节|领域|步骤|类别|类|项|部分|措施|点)[^。；：:\n]{0,6})[：:]"
    r"(?P<items>一是[^。\n]{4,600})"
)
_ORDINAL = pattern("(?P<number>[一二三四五六七八九十])是")
_NUMERALS = {"两": 2, **{sign: number for number, sign in enumerate("零一二三四五六七八九十")}}
_STOPS = pattern("[。；：:;！？\n（）()“”]")
_OPENS = pattern(
    "围绕|聚焦|针对|涵盖|覆盖|包括|包含|含有|按照|依照|通过|利用|分为|分成|分设|设置|设立|开设|紧扣|突出|完善|健全|建立|推进|做好|公开|由|从|对|就|在|将|把|以|按|为|是"
)
"""How a list begins; what stands before is none of its items."""
_ALSO = pattern("[和及与]|以及")
_QUOTES = ("“", '"')
_LONGEST_LIST = 400
_LONGEST_ITEM = 16
_EXPLAIN = "确实如此的，写 explain: {{{}: 原因}}"


def check_listed_items(filing: FiledReport) -> Iterator[Finding]:
    """Report a list that names another number of items than it says."""
    for place, text in text_pieces(filing):
        for match in _COUNTED.finditer(text) if _BEHIND_LIST.search(text) else ():
            if (named := _wrong_number(text, match)) is not None:
                yield _finding(filing, place, match, named)
        for match in _ANNOUNCED.finditer(text) if "一是" in text else ():
            named = len({one["number"] for one in _ORDINAL.finditer(match["items"])})
            if named != _said(match):
                yield _finding(filing, place, match, named)
        for match in _TITLES.finditer(text) if "》" in text or "”" in text else ():
            named = len(_TITLE.findall(match["titles"]))
            if named > _said(match) or (named < _said(match) and not match["open"]):
                yield _finding(filing, place, match, named)


def _said(match: re.Match[str]) -> int:
    count = match["count"]
    return int(count) if count.isdigit() else sum(_NUMERALS[sign] for sign in count)


def _wrong_number(text: str, match: re.Match[str]) -> int | None:
    """How many items stand before a count, None where that may be as many as it says."""
    end = match.start() - (text[match.start() - 1 : match.start()] in _QUOTES)
    is_open = text[end - 1 : end] == "等"
    end -= is_open
    listed = _STOPS.split(text[max(0, end - _LONGEST_LIST) : end])[-1]
    clauses = re.split("[，,]", listed)
    last, said = clauses[-1], _said(match)
    items = last.split("、")
    if len(items) < 2 or _is_open(items):
        return None
    begins = _OPENS.search(items[0]) is not None
    fewest, most = len(items), len(items) + len(_ALSO.findall(last))
    if not begins:
        most += sum(len(clause.split("、")) for clause in clauses[:-1])
    if fewest > max(said, 2):
        return fewest
    if most < said and not is_open and begins and all(len(item) <= _LONGEST_ITEM for item in items[1:]):
        return fewest
    return None


def _is_open(items: list[str]) -> bool:
    """Whether the last item closes a list of its own (教育等部门), or an item holds a figure or is a single sign."""
    return "等" in items[-1] or any(re.search(r"\d", item) for item in items) or any(len(item) < 2 for item in items)


def _finding(filing: FiledReport, place: Place, match: re.Match[str], named: int) -> Finding:
    words = f"{match['count']}{match['noun']}"
    code = "text.leftover" if "部分" in match["noun"] or "内容" in match["noun"] else "text.parts"
    message = f"前面列出 {named} 项，却说“{words}”"
    count = str(named) if match["count"].isdecimal() or named > 10 else "零一二三四五六七八九十"[named]
    hint = f"把 {match['count']} 改为 {count}；{_EXPLAIN.format(code)}"
    return Finding(code, message, filing.report.path, (*place, words), hint=hint)
