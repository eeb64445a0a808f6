"""The characters of a document: which of them are seen, which are wide, and texts without those that say nothing."""

import re

WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
"""Characters of full width, as a class of a pattern has them."""
_GAP = re.compile(rf"(?<=[{WIDE}])[ \u3000]+(?=[{WIDE}\d])|(?<=\d)[ \u3000]+(?=[{WIDE}])")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))")
_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


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
    return _widened(_GAP.sub("", text)) if line_wrapped else text


def _widened(text: str) -> str:
    """Half-width marks between Chinese characters in the width they are printed in."""
    text = re.sub(rf"(?<=[{WIDE}]) ?([,;:?!])(?!//)", lambda match: _WIDTH[match[1]], text)
    text = re.sub(rf"\(([^()]*[{WIDE}][^()]*)\)", r"（\1）", text)
    return re.sub(rf'"([^"]*[{WIDE}][^"]*)"', r"“\1”", text)
