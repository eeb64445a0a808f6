"""Lists as other programs write them → lists as Python-Markdown reads them: four blanks for each level."""

import re
from collections.abc import Sequence

from ..model.fences import fence_after

_BLANKS = re.compile(r"[ \t]*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?: {1,4}(?=\S)| (?= {4}))")
_LEVEL = 4


def with_list_indents(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text with what belongs to an item of a list indented by four blanks for each level.

    CommonMark lets it stand right under the first letter of the item; the four blanks of other authors stay.
    """
    if not any(line.startswith((" ", "\t")) for line in lines):
        return list(lines)
    starts: list[int] = []  # for each item that is open, the column at which its text begins
    out: list[str] = []
    fence = ""
    after_blank = True
    for line in lines:
        before, fence = fence, fence_after(line, fence)
        if not line.strip() or before or fence:
            out.append(line)
        else:
            out.append(_indented(line, starts, after_blank))
        after_blank = not line.strip()
    return out


def _indented(line: str, starts: list[int], after_blank: bool) -> str:
    """A line of the text as it is to be indented; `starts` are brought up to date."""
    blanks = _BLANKS.match(line)
    text = line[blanks.end() :] if blanks else line
    column = len(line[: len(line) - len(text)].expandtabs(_LEVEL))
    item = _ITEM.match(text)
    if not item and not after_blank:
        return line  # goes on with the line above
    while starts and column < min(starts[-1], _LEVEL * len(starts)):
        starts.pop()
    level = len(starts)
    beyond = column - starts[-1] if starts and column >= starts[-1] else 0
    if not starts and column >= _LEVEL:
        return line  # code
    if item and beyond < _LEVEL:
        starts.append(column + len(item[0]))
    elif not starts:
        return line
    return " " * (_LEVEL * level + beyond if not item or beyond >= _LEVEL else _LEVEL * level) + text
