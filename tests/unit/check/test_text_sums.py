"""Slips made at random in texts that are right: whoever follows a hint of the form 把 A 改为 B meets nothing new."""

import re
from collections.abc import Iterator
from random import Random

import pytest

from disclosure.check.statements import check_statements
from disclosure.model.finding import Finding
from tests.support.sentences import STATED
from tests.unit.check.test_statements import FIGURES, filed, said

_ADVICE = re.compile(r"把 ([\d.]+)(%?) 改为 ([\d.]+)(%?)；")
_FIGURE = re.compile(r"(?<![\d.])\d{1,4}(?=[件宗项条份篇]|\.\d{1,2}%)")
_SENTENCES = tuple(sentence for sentence in STATED if ":" not in sentence)
_MORE = (
    "收到申请{N}件，其中自然人{NN}件，占82.6%。",
    "新收申请{N}件，上年结转{P}件，办结{T}件，结转下年度{C}件。",
    "收到申请{N}件，比2023年的70件增加16件。",
    "共办结申请{T}件，其中予以公开{G}件，占51.9%，部分公开{GP}件，占17.72%。",
    "主动公开信息500条，其中网站300条、微信200条。",
    "全年通过政府网站发布政策解读12篇。",
)


def slipped(seed: int) -> str:
    """A paragraph of a few sentences, right but for one figure."""
    random = Random(seed)
    text = "".join(said(sentence) for sentence in (*random.sample(_SENTENCES, 2), random.choice(_MORE)))
    figures = list(_FIGURE.finditer(text))
    at = random.choice(figures)
    other = random.choice((int(at[0]) + 1, int(at[0]) * 10, int(at[0][::-1]) + 2))
    return f"{text[: at.start()]}{other}{text[at.end() :]}"


def findings(text: str) -> list[Finding]:
    """What is found in a paragraph."""
    return list(check_statements(filed(text, FIGURES)))


def followed(text: str, found: list[Finding]) -> Iterator[tuple[str, str]]:
    """Yield each hint that names two numbers, and the text of whoever follows it where its words stand once."""
    for finding in found:
        advice, words = _ADVICE.search(finding.hint), str(finding.place[-1])
        if advice and text.count(words) == 1 and words.count(advice[1]) == 1:
            yield finding.hint, text.replace(words, words.replace(advice[1], advice[3]))


@pytest.mark.parametrize("seed", range(40))
def test_whoever_follows_a_hint_meets_nothing_new(seed: int) -> None:
    """With the number of the hint there are fewer findings, and none in other words."""
    text = slipped(seed)
    found = findings(text)
    for hint, right in followed(text, found):
        left = findings(right)
        assert len(left) < len(found), (hint, right)
        assert {finding.code for finding in left} <= {finding.code for finding in found}, (hint, right)


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("编发简报120篇，其中原创95篇。", "编发简报120篇，其中原创152篇。", "text.parts"),
        ("公开信息90条，其中网站公开50条，公开栏公开40条。", "公开信息90条，其中网站公开50条，公开栏公开43条。", "text.parts"),
        ("推送信息250条，较去年的200条增加50条，增幅为百分之二十五。", "推送信息250条，较去年的200条增加50条，增幅为百分之二十。", "text.growth"),
        ("全年承办提案20件，办结20件，公开答复15件，公开率75%。", "全年承办提案20件，办结20件，公开答复15件，公开率80%。", "text.percent"),
        ("全年组织政务公开培训3次。通过全年举办的三场政务公开培训。", "全年组织政务公开培训3次。通过全年举办的五场政务公开培训。", "text.conflict"),
        ("不予处理的申请3件，均属于重复申请。", "不予处理的申请3件，均属于信访举报投诉类申请。", "text.denied"),
        ("行政事业性收费收取三十六点八万元。", "行政事业性收费收取三百六十八万元。", "text.figure"),
        ("2023年收到公开申请70件。", "2023年度，我局收到公开申请86件，本年度的情况见附表。", "year.text"),
    ],
)  # fmt: skip
def test_a_text_that_contradicts_itself(right: str, wrong: str, code: str) -> None:
    """Of two sentences that differ in a figure, the wrong one alone is found."""
    assert findings(right) == []
    assert [finding.code for finding in findings(wrong)] == [code]


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("公开信息500条，其中网站300条，微信250条。", "多于总数：300 + 250 = 550，总数是 500", "各项无误的，把 500 改为 550"),
        ("公开信息500条，网站300条、微信150条，共500条。", "不足总数：300 + 150 = 450，总数是 500", "各项无误的，把 500 改为 450"),
        ("公开信息500条，其中网站600条。", "600 多于总数 500", "各项无误的，把 500 改为 600"),
        (
            "网站300条、微信100条、报纸200条，共500条。",
            "多于总数：300 + 100 + 200 = 600，总数是 500，相差的 100 正好是其中一项，可能重复计算",
            "各项无误的，把 500 改为 600",
        ),
        ("网站200条、微信150条，共500条。", "不足总数：200 + 150 = 350，总数是 500", "各项无误的，把 500 改为 350"),
        ("网站300条、微信100条、报纸100条、电视100条，共500条。", "多于总数：300 + 100 + 100 + 100 = 600，总数是 500", "各项无误的，把 500 改为 600"),
        ("收到申请86件，其中邮寄60件，网上30件。", "多于总数：60 + 30 = 90，总数是 86", "改正其中写错的数"),
    ],
)  # fmt: skip
def test_parts_that_do_not_make_their_whole(text: str, message: str, advice: str) -> None:
    """They are told with their sum, and what to change: the whole, unless the tables have it too."""
    (finding,) = findings(text)
    said = "正文的分项 " if "+" not in message else "正文的分项之和"
    assert finding.message == f"{said}{message}"
    assert finding.hint == f"核对各项；{advice}；确实如此的，写 explain: {{text.parts: 原因}}"
