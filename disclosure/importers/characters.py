"""The characters of a document: which are seen, which are wide, which make a figure, and texts without those that say nothing."""

import re
from unicodedata import normalize

WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
"""Characters of full width, as a class of a pattern has them."""
_GAP = re.compile(rf"(?<=[{WIDE}])[ \u3000]+(?=[{WIDE}\d])|(?<=\d)[ \u3000]+(?=[{WIDE}])")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))")
_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}

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


def tidy(text: str) -> str:
    """Return a cell's text on one line, without the blanks around it; a blank that parts thousands is a comma."""
    return re.sub(r"\s+", " ", _THOUSANDS.sub(",", text)).strip()


def has_digit(text: str) -> bool:
    """Return whether a text holds a digit of any width."""
    return any(character.isdecimal() for character in text)


def cleaned(text: str, line_wrapped: bool) -> str:
    """Return a text without what can't be seen; where lines were laid out, without the blanks that laying out put in."""
    text = _UNSEEN.sub("", text.replace("\u00a0", " "))
    text = re.sub(r"[ \t]+", " ", text).strip(" \u3000")
    if not line_wrapped:
        return text
    # half-width marks between Chinese characters are written in the width they are printed in
    text = re.sub(rf"(?<=[{WIDE}]) ?([,;:?!])(?!//)", lambda match: _WIDTH[match[1]], _GAP.sub("", text))
    text = re.sub(rf"\(([^()]*[{WIDE}][^()]*)\)", r"（\1）", text)
    return re.sub(rf'"([^"]*[{WIDE}][^"]*)"', r"“\1”", text)


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure, even one that can't be read, or one of the marks that stand for none."""
    said = normalize("NFKC", RAISED.sub("", tidy(text))).replace(" ", "")
    marks = (FIGURE, ZEROS, SLASHES, DASHES)
    sign = (has_digit(said) or len(said) == 1) and not any(map(str.isalpha, said))
    return sign or any(mark.fullmatch(said) for mark in marks)
