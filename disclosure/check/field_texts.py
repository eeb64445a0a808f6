"""What to type instead of a text that is not what its key asks for."""

import re
from datetime import date

from ..model.patterns import pattern

_CHINESE_DATE = pattern(r"\D*(20\d\d)\D+(\d{1,2})\D+(\d{1,2})\D*|(20\d\d)(\d\d)(\d\d)")
_TIME_BEHIND = pattern(r"[T ]+[0-9]{1,2}[:：点时].*", re.DOTALL)


def date_hint(text: str, example: str) -> str:
    """What to type instead of a text that is no date: the same day where it names one that exists."""
    usual = f"写成 {example}，MM、DD 换成实际的月和日，各写两位"
    if not (found := _CHINESE_DATE.fullmatch(_TIME_BEHIND.sub("", text))):
        return usual
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return f"写成 {date(year, month, day)}"
    except ValueError:
        if 1 <= month <= 12:
            return f"{month} 月没有 {day} 日；写成 {year}-{month:02}-DD"
        return f"没有 {month} 月；写成 {year}-MM-DD"


def day_of_year(text: str) -> str:
    """A day of the year as deadlines are written: the one that a text names, or what it should look like."""
    parts = [int(part) for part in re.findall(r"\d{1,2}", text)]
    named = len(parts) == 2 and 1 <= parts[0] <= 12 and 1 <= parts[1] <= 31
    return f"{parts[0]:02}-{parts[1]:02}" if named else "MM-DD，例如 01-31"


def suggest(wrong: str, choices: list[str] | tuple[str, ...]) -> str:
    """A hint naming the nearest of `choices`, or all of them when none is near."""
    near = nearest(wrong, choices)
    return f"是不是“{near}”？" if near else f"可用：{'、'.join(choices)}"


def nearest(wrong: str, choices: list[str] | tuple[str, ...]) -> str:
    """The one of `choices` that a misspelt word plainly stands for, "" when none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(wrong, choices, n=1, cutoff=0.65)), "")


def flag_hint(key: str, text: str) -> str:
    """What to type instead of a text that is neither true nor false."""
    if text.lower() in ("yes", "y", "on", "1", "是", "true"):
        return f"写成 {key}: true"
    return f"写成 {key}: true；不是的，删去这一行"
