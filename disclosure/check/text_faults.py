"""What a text says without being meant: words and clauses twice, nothing of its own."""

from collections.abc import Iterator
from itertools import pairwise

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .body_names import SUMS_UP, short_names
from .text_pieces import text_pieces
from .word_search import any_of

_SIGNS, _SMALL_WORDS = "，。、；：", "《》（）的由将在对和与及被把从向了未"
_DOUBLED = any_of(
    (*(f"{one}{other}" for one in _SIGNS for other in _SIGNS if one != "：" or other == "："), *(2 * one for one in _SMALL_WORDS))
)
"""Signs beside each other, and words of one character that stand twice."""
_DOUBLED_SIGN = pattern(
    rf"(?<![目标])([{_SMALL_WORDS}])\1(?![确来领军线建职册岗象方外口应标比接谐平会时解结关])|(?:：：|[，。、；][{_SIGNS}])(?<![{_SIGNS}]{{3}})"
)
_DOUBLED_WORD = pattern(r"([一-龥]{2,8})\1")
_TWICE = frozenset(
    (
        *("一个", "一步", "一件", "一项", "一批", "逐步", "逐条", "逐项", "讨论", "研究"),
        *("服务", "中心", "管理", "个别", "许多", "行政", "街道", "社区"),
    )
)
"""What may stand twice: said so, or the end of one word and the beginning of the next (县中心中心小学)."""
_GOVERNMENT = pattern(r"[省市县区镇乡州旗盟级民街道]政府")
_OF_DISCLOSURE = pattern("[栏率目渠平方属内公透、]")
"""What 政务公开公开 may go on with: 政务公开公开栏."""
_OF_A_YEAR = pattern("报告|年报|考核|计划|总结|评[估议价]|目标|任务|工作|预算|决算")
"""What is itself called one of the year: 上一年度年度报告."""
_OWN = pattern(
    r"[我本](?:局|委|办|厅|院|所|站|中心|队|会|署|处|镇|乡|县|市|区|街道|单位|机关|部门|州|旗|盟|府|校)|[全我本][县市区镇乡局]"
)
_ANYBODY = pattern(
    r"各级(?:部门|机关|单位|政府)|部分(?:地区|部门|单位|地方)|多数(?:部门|单位|地区)|(?:各|有些|一些)地(?:区|方)?(?=[通积认多均都还开])"
)
_FIGURE = pattern(r"\d+\s*(?:余|多)?\s*(?:件|条|项|份|次|个|篇|期|场|人|起|宗|部|则|万|%|％|家|名)")
_EXPLAIN = "确实如此的，写 explain: {{{}: 原因}}"


def check_text_faults(filing: FiledReport) -> Iterator[Finding]:
    """Report words and clauses that stand twice, and a text with nothing of its own."""
    whole = "\n".join(text for _, text in text_pieces(filing))
    may_double = _repeats(whole) or _DOUBLED.search(whole) is not None
    for place, text in text_pieces(filing):
        yield from _doubled(filing, place, text) if may_double else ()
        yield from _same_clauses(filing, place, text)
        yield from _same_sentences(filing, place, text)
    yield from _not_own(filing)


def _doubled(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    words = _DOUBLED_WORD.finditer(text) if _repeats(text) else ()
    signs = _DOUBLED_SIGN.finditer(text) if _DOUBLED.search(text) else ()
    for match in (*signs, *words):
        word = match[1] or match[0][-1]
        if word in _TWICE or (word == "政府" and _GOVERNMENT.match(text, match.start() - 1)):
            continue
        if word == "公开" and _OF_DISCLOSURE.match(text, match.end()):
            continue
        if word == "年度" and _OF_A_YEAR.match(text, match.end()):
            continue
        message = f"“{match[0]}”重复了"
        hint = f"改为“{word}”；{_EXPLAIN.format('text.doubled')}"
        yield Finding("text.doubled", message, filing.report.path, (*place, match[0]), hint=hint)


_LONG_CLAUSE = 6
"""A clause of so many characters is not said twice on purpose."""


def _same_clauses(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report a clause that stands twice in a row."""
    for sign in "。；：！？\n":
        text = text.replace(sign, "，")
    clauses = text.split("，")
    for clause, following in pairwise(clauses) if len(set(clauses)) < len(clauses) else ():
        if clause == following and len(clause) >= _LONG_CLAUSE and "|" not in clause:
            message = f"“{clause}”重复了"
            hint = f"删去一遍；{_EXPLAIN.format('text.doubled')}"
            yield Finding("text.doubled", message, filing.report.path, (*place, clause), hint=hint)


def _same_sentences(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report a sentence, or an item of a list, that stands twice in one paragraph."""
    for paragraph in text.split("\n"):
        parts = [part for part in paragraph.replace("；", "。").split("。") if len(part) >= _LONG_ITEM]
        if len({part[-_LONG_ITEM:] for part in parts}) == len(parts):
            continue
        sentences = [one for part in parts if _is_long(part, one := _ORDINAL.sub("", part))]
        for one in dict.fromkeys(sentences) if len(set(sentences)) < len(sentences) and "|" not in paragraph else ():
            if sentences.count(one) > 1:
                hint = f"删去一遍；{_EXPLAIN.format('text.doubled')}"
                yield Finding("text.doubled", f"“{one}”重复了", filing.report.path, (*place, one), hint=hint)


def _is_long(part: str, bare: str) -> bool:
    """Whether a sentence, and what of it is not the number of an item, is so long that it is not said twice on purpose."""
    return len(bare) >= (_LONG_SENTENCE if part == bare else _LONG_ITEM)


_ORDINAL = pattern(
    "^(?:(?:其?[一二三四五六七八九十]是)|第[一二三四五六]，|[(（][一二三四五六七八九十]{1,2}[)）]|[^，：]{2,12}：(?:一是)?)"
)
"""What a sentence of a list begins with."""
_LONG_SENTENCE, _LONG_ITEM = 12, 8
"""A sentence or an item of a list of so many characters is not said twice in a paragraph on purpose."""


def _repeats(text: str) -> bool:
    """Whether two to eight characters may stand twice in a row: there a text and itself moved on by as many differ in nothing.

    One byte of each character is looked at.
    """
    data = text.encode("utf-16-le", "replace")[::2]
    number = int.from_bytes(data, "little")
    moved = ((length, number >> 8 * length) for length in range(2, 9))
    return any(bytes(length) in (number ^ other).to_bytes(len(data), "little") for length, other in moved)


def _not_own(filing: FiledReport) -> Iterator[Finding]:
    """Report a first section that names neither the body nor a figure: it could stand in anybody's report."""
    if filing.format.free_chapters or filing.report.draft or filing.body.kind in SUMS_UP:
        return
    first = filing.format.sections[0].key
    for number, section in enumerate(filing.report.sections):
        if section.key != first or len(section.text) < _SHORTEST:
            continue
        if (
            _ANYBODY.search(section.text)
            and not _FIGURE.search(section.text)
            and not _OWN.search(section.text)
            and not any(
                len(name) > 1 and name in section.text
                for known in filing.body.names_in(filing.report.year)
                for name in short_names(known)
            )
        ):
            message = f"“{section.heading}”没有提到本机构，也没有一个数"
            hint = f"写明本机构做了什么、多少件；{_EXPLAIN.format('text.not-own')}"
            yield Finding("text.not-own", message, filing.report.path, ("#", number), hint=hint)


_SHORTEST = 40
"""A first section of fewer characters says too little to be anybody's."""
