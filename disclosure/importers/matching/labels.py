"""Wordings compared: how near a label in some document comes to one of the official form, and lists of both in order."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_ORDINAL = re.compile(
    r"^(\([一二三四五六七八九十]{1,3}\)[、.]?|[一二三四五六七八九十]{1,3}[、.,]|\(?\d{1,2}[、.)](?!\d)|\d(?=[\u4e00-\u9fff]))"
)
_REMARK = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[^\w]")
_ALIKE = str.maketrans({"“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "．": ".", "〈": "<", "〉": ">", "　": " "})

_SIMPLE = str.maketrans(
    "規範許處罰強業費項數減發廢現額單萬條內決對總開採購務機構會組織計請結轉辦區屬於國穩護權類過執詢無關沒補後確訪舉報訴復複認獲繳納繼續議訟維糾審經問題進況動體製",
    "规范许处罚强业费项数减发废现额单万条内决对总开采购务机构会组织计请结转办区属于国稳护权类过执询无关没补后确访举报诉复复认获缴纳继续议讼维纠审经问题进况动体制",
)

EXACT = 1.0
REMARKED = 0.97
"""The likeness of a label that equals the official one but for a remark in brackets."""


def plain(text: str) -> str:
    """Return a text without blanks, in simple characters and with one form for each mark: `（一） 予以公開` is `(一)予以公开`."""
    return _SPACE.sub("", normalize("NFKC", text).translate(_ALIKE)).translate(_SIMPLE).replace("其它", "其他")


@lru_cache(maxsize=1 << 14)
def core(text: str) -> str:
    """Return what a label says: without its number, marks and blanks."""
    return _MARKS.sub("", without_ordinal(plain(text)))


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Return what a label says without what it remarks in brackets."""
    stripped = without_ordinal(plain(text))
    return _MARKS.sub("", _REMARK.sub("", stripped)) or _MARKS.sub("", stripped)


def without_ordinal(text: str) -> str:
    """Return a plain text without the `一、`, `（一）` or `1.` in front."""
    return _ORDINAL.sub("", text)


def without_remarks(text: str) -> str:
    """Return a plain text without its remarks in brackets; all of it when nothing else is there."""
    return _REMARK.sub("", text) or text


@lru_cache(maxsize=1 << 16)
def likeness(label: str, official: str) -> float:
    """Return how near a label comes to an official one, from 0 to 1.

    1 means the same words; an official remark in brackets may be left out.
    """
    said, meant = core(label), core(official)
    if not said or not meant:
        return 0.0
    if said in (meant, bare(official)):
        return EXACT
    if bare(label) == bare(official):
        return REMARKED
    if abs(len(said) - len(meant)) > max(len(said), len(meant)) * 0.6:
        return 0.0
    return min(SequenceMatcher(None, said, meant, autojunk=False).ratio(), 0.95)


def best_alignment(weights: Sequence[Mapping[int, float]], width: int) -> list[tuple[int, int]]:
    """Return the alignment of two lists in order whose pairs weigh most together; of equal ones the first.

    `weights` has for each place of the first list what it weighs with those of the second, which has `width` places.
    """
    # the most that the first i places can weigh with the first n
    most = [[0.0] * (width + 1) for _ in range(len(weights) + 1)]
    for i, weight in enumerate(weights, start=1):
        for n in range(1, width + 1):
            most[i][n] = max(most[i - 1][n], most[i][n - 1], most[i - 1][n - 1] + weight.get(n - 1, 0.0))
    found = []
    i, n = len(weights), width
    while i and n:
        if most[i][n] == most[i - 1][n]:
            i -= 1
        elif most[i][n] == most[i][n - 1]:
            n -= 1
        else:
            i, n = i - 1, n - 1
            found.append((i, n))
    return found[::-1]
