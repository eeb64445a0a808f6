"""Patterns that are compiled when they are first looked for: a run needs few of those of the whole program.

Compiling all of them takes as long as checking some twenty reports.
"""

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, as far as its methods go; it is compiled at the first of them."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(text, flags))


class _LazyPattern:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, kept: the next time it is found without coming here."""
        method = getattr(re.compile(self.pattern, self._flags), name)
        self.__dict__[name] = method
        return method
