"""What in a document counts as a figure, or as one of the marks that stand for none."""

import re
from unicodedata import normalize

from .characters import has_digit, tidy

DASHES = re.compile(r"[-−–—―─_]+|无|未填报|\.\.\.|…+|\*+|空|nan|None", re.IGNORECASE)
ZEROS = re.compile(r"[零〇]")
SLASHES = re.compile(r"[/\\]|不适用|N/A", re.IGNORECASE)
_COUNTERS = "件项个条份次人宗起篇家例类期部套张"
FIGURE = re.compile(
    rf"(?P<coin>人民币|RMB|CNY|[¥￥])?(?P<sign>[+\-−–—]*)(?P<number>\d[\d.,，]*)"
    rf"(?P<unit>[(（]?(?:十万|百万|千万|[百千万亿])?[元圆][)）]?整?|[百千万亿]?[{_COUNTERS}]{{0,2}})"
    r"(?:(?P<mark>\[?注\d+\]?)|[(（](?P<note>[^()（）]+)[)）])?"
)
RAISED = re.compile(
    r"(?<=\d)\s*(?P<mark>[\u00b9\u00b2\u00b3\u2070-\u2079\u2460-\u249b\u24ea-\u24ff\u2776-\u277f]+|[*＊※†‡#＃△▲]+|[\[【〔]\d{1,2}[\]】〕])$"
)
"""Signs behind a figure that refer to a footnote; folded to plain digits they would make another figure of it."""


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure, even one that can't be read, or one of the marks that stand for none."""
    said = normalize("NFKC", RAISED.sub("", tidy(text))).replace(" ", "")
    marks = (FIGURE, ZEROS, SLASHES, DASHES)
    sign = (has_digit(said) or len(said) == 1) and not any(map(str.isalpha, said))
    return sign or any(mark.fullmatch(said) for mark in marks)
