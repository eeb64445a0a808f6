"""Looking for any of many words in a text."""

import re
from collections.abc import Iterable

from ..model.patterns import pattern

_NEVER = pattern(r"\0(?!)")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words; without a word it finds nothing.

    Each of its ways begins with a character of its own: such a pattern is searched several times as fast as looking for each
    word, and as one that looks back at its first character.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    ways = (f"{re.escape(first)}(?:{'|'.join(same)})" for first, same in rests.items())
    if not rests:
        return _NEVER
    return pattern("|".join(ways))
