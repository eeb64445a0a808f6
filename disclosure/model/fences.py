"""Fences of code in Markdown: between two lines of three or more back-ticks or tildes everything is as it stands."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(?P<after>.*)")


def fence_after(line: str, fence: str) -> str:
    """Return the fence that is open after a line, "" for none; `fence` is the one open before it.

    A fence is closed by a line of the same sign, at least as long, with nothing behind it.
    """
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    return "" if mark[1].startswith(fence) and not mark["after"].strip() else fence
