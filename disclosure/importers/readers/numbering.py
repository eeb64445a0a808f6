"""The numbers that Word puts before paragraphs by itself: `一、`, `（二）`, `3.`. They stand nowhere in the text."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "〇一二三四五六七八九"


class _Level(NamedTuple):
    """How one level of a numbering counts: the kind of number, the text around it (`（%1）`), where it starts."""

    kind: str
    text: str
    start: int


class Numbers:
    """The numbering of a document; each call of `before` counts on."""

    def __init__(self, numbering: Any) -> None:
        """Take the root of numbering.xml, None for a document without one."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for kind in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
            for level in kind.iter(f"{W}lvl"):
                self._add(str(kind.get(f"{W}abstractNumId")), int(level.get(f"{W}ilvl") or 0), level)
        for one in numbering.iter(f"{W}num") if numbering is not None else ():
            self._lists[str(one.get(f"{W}numId"))] = value_in(one, "abstractNumId")

    def _add(self, kind: str, depth: int, level: Any) -> None:
        said = value_in(level, "start")
        start = int(said) if said.isdecimal() else 1
        self._levels[kind, depth] = _Level(value_in(level, "numFmt"), value_in(level, "lvlText"), start)
        if style := value_in(level, "pStyle"):
            self._by_style[kind, style] = depth

    def before(self, properties: Any, style: str) -> str | None:
        """Return what stands before a paragraph: its number, "" for a bullet, None when it has neither.

        `properties` are its own or its style's; without a level in them the one counts that belongs to the style.
        """
        if properties is None:
            return None
        kind = self._lists.get(value_in(properties, "numId"), "")
        said = value_in(properties, "ilvl")
        depth = int(said) if said.isdecimal() else self._by_style.get((kind, style), 0)
        level = self._levels.get((kind, depth))
        if level is None or level.kind == "bullet":
            return None if level is None else ""
        counts = self._counts[kind]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        self._counts[kind] = {one: count for one, count in counts.items() if one <= depth}
        text = level.text
        for one, count in self._counts[kind].items():
            text = text.replace(f"%{one + 1}", _COUNTERS.get(self._levels[kind, one].kind, str)(count))
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
