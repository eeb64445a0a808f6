"""The numbers that Word puts before paragraphs by itself: `一、`, `（二）`, `3.`. They stand nowhere in the text."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "〇一二三四五六七八九"


class Numbers:
    """The numbering of a document; each call of `before` counts on."""

    def __init__(self, numbering: Any) -> None:
        """Take the root of numbering.xml, None for a document without one."""
        kinds = [] if numbering is None else numbering.iter(f"{W}abstractNum")
        lists = [] if numbering is None else numbering.iter(f"{W}num")
        self._levels = {
            kind.get(f"{W}abstractNumId"): {int(level.get(f"{W}ilvl") or 0): level for level in kind.iter(f"{W}lvl")}
            for kind in kinds
        }
        self._lists = {one.get(f"{W}numId"): value_in(one, "abstractNumId") for one in lists}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def before(self, properties: Any, style: str) -> str | None:
        """Return what stands before a paragraph: its number, "" for a bullet, None when it has neither.

        `properties` are its own or its style's; without a level in them the one counts that belongs to the style.
        """
        if properties is None:
            return None
        kind = self._lists.get(value_in(properties, "numId"), "")
        levels, said = self._levels.get(kind, {}), value_in(properties, "ilvl")
        of_style = (depth for depth, level in levels.items() if style and value_in(level, "pStyle") == style)
        depth = int(said) if said.isdecimal() else next(of_style, 0)
        if depth not in levels or value_in(levels[depth], "numFmt") == "bullet":
            return "" if depth in levels else None
        start = value_in(levels[depth], "start")
        counts = {one: count for one, count in self._counts[kind].items() if one <= depth}
        counts[depth] = counts.get(depth, (int(start) if start.isdecimal() else 1) - 1) + 1
        self._counts[kind] = counts
        text = value_in(levels[depth], "lvlText")
        for one, count in counts.items():
            text = text.replace(f"%{one + 1}", _COUNTERS.get(value_in(levels[one], "numFmt"), str)(count))
        return text


def chinese(number: int) -> str:
    """A number below a hundred as headings count: 十一, 二十."""
    tens, ones = divmod(number, 10)
    if number >= 100 or not tens:
        return _CHINESE[ones] if number < 10 else str(number)
    return f"{'' if tens == 1 else _CHINESE[tens]}十{_CHINESE[ones] if ones else ''}"


_COUNTERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseCountingThousand"), chinese),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        lambda number: chr(0x245F + number) if number <= 20 else str(number),
    ),
    "upperLetter": lambda number: chr(ord("A") + (number - 1) % 26),
    "lowerLetter": lambda number: chr(ord("a") + (number - 1) % 26),
    "none": lambda number: "",
}
"""How Word's kinds of number are written; all others as digits."""


def value_in(element: Any, name: str) -> str:
    """Return the `w:val` of the child with this name, "" when there is none."""
    return value_of(element.find(f"{W}{name}"))


def value_of(element: Any) -> str:
    """Return the `w:val` of a property, "" when there is none."""
    return str(element.get(f"{W}val") or "") if element is not None else ""
