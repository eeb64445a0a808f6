"""What a template does, counted, so that none runs for ever or fills the memory.

A step is a turn of a loop; a call and an inclusion are several. What is counted is the same on any machine, so a template
that ends within its limits on one does so on all.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice
from typing import Any

MAX_STEPS = 3_000_000
"""The most steps of one run; a list of 100,000 reports takes as many."""
CALL = 20
"""The steps that a call or an inclusion counts for, by the time it takes."""
MAX_SIZE = 50_000_000
"""The most characters that one run may print or put together."""
MAX_COUNT = 100_000
"""The largest number by which a template may lengthen a text, and the most bits of a number."""
MAX_WEIGHT = 300_000
"""The most items that a list of a template may come to, those of the lists in it counted where they stand."""
MAX_LENGTH = 50_000_000
"""The most characters that the texts in it may come to."""
_HOLDERS = (list, tuple, dict, set, frozenset)
_ITEMS_A_STEP = 10
_LONG_PADDING = re.compile(r"%[-#0 +]*[\d]*\.?(\d{6,}|\*)|\{[^{}]*:[^{}]*(\d{6,}|\{)")


class TemplateLimitError(Exception):
    """A template did more than it may; the message says of what, in Chinese."""


class Meter:
    """Counts what a run does."""

    def __init__(self) -> None:
        self.steps = self.size = 0

    def begin(self) -> None:
        """Begin another run."""
        self.steps = self.size = 0

    def step(self, number: int = 1) -> None:
        """Count steps. Raises TemplateLimitError past the limit."""
        self.steps += number
        if self.steps > MAX_STEPS:
            raise TemplateLimitError(f"循环和调用超过 {MAX_STEPS // 10_000} 万次，多半是没完没了")

    def put_together(self, size: int) -> None:
        """Count characters. Raises TemplateLimitError past the limit."""
        self.size += size
        if self.size > MAX_SIZE:
            raise TemplateLimitError(f"输出超过 {MAX_SIZE // 10_000} 万字")

    def weigh(self, values: Iterable[Any]) -> None:
        """Count what lists come to, a step for every few items. Raises TemplateLimitError for one without bound."""
        for value in values:
            if isinstance(value, _HOLDERS):
                items = weight(value)
                if items is None:
                    raise TemplateLimitError("列表套列表，写出来没有尽头")
                self.step(items // _ITEMS_A_STEP)

    def weighed(self, holder: Any) -> Any:
        """Return a list that a template put together, weighed."""
        self.weigh((holder,))
        return holder

    def turns(self, items: Iterable[Any]) -> Iterable[Any]:
        """Return what a loop goes through, its turns counted: beforehand where it is known how many there are."""
        try:
            self.step(len(items) + 1)  # type: ignore[arg-type]
        except TypeError:
            return self._one_by_one(items)
        return items

    def _one_by_one(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def joined(self, pieces: Iterable[str]) -> str:
        """Return pieces of output as one text."""
        found: list[str] = []
        rest = iter(pieces)
        while more := list(islice(rest, 1000)):
            self.put_together(sum(map(len, more)))
            found += more
        return "".join(found)


def check_operands(operator: str, left: Any, right: Any) -> None:
    """Raise TemplateLimitError where an operator would make a text, a list or a number without bound."""
    sizes = [len(one) if isinstance(one, str | list | tuple) else 0 for one in (left, right)]
    if operator == "%" and isinstance(left, str):
        check_format(left)
    elif operator == "*" and any(sizes):
        count = next((one for one in (left, right) if isinstance(one, int)), 0)
        if sum(sizes) * count > MAX_STEPS:
            raise TemplateLimitError(f"不能拼出 {MAX_STEPS // 10_000} 万字以上的文字或列表")
    elif operator == "+" and sum(sizes) > MAX_STEPS:
        raise TemplateLimitError(f"不能拼出 {MAX_STEPS // 10_000} 万字以上的文字或列表")
    elif isinstance(left, int) and isinstance(right, int) and operator in ("*", "**"):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        if bits > MAX_COUNT:
            raise TemplateLimitError("数字太大")


def check_format(pattern: str) -> None:
    """Raise TemplateLimitError for a pattern that pads without bound, or with what is not known beforehand."""
    if _LONG_PADDING.search(pattern):
        raise TemplateLimitError(f"文字不能补到 {MAX_COUNT // 10_000} 万字以上")


def check_arguments(name: str, value: Any, arguments: Iterable[Any]) -> None:
    """Raise TemplateLimitError where a filter or a method would make of a value a text or a list without bound."""
    given = list(arguments)
    if any(isinstance(one, int) and one > MAX_COUNT for one in given):
        raise TemplateLimitError(f"“{name}”的数字不能超过 {MAX_COUNT // 10_000} 万")
    longest = max((len(one) for one in given if isinstance(one, str)), default=0)
    made = len(value) * longest if isinstance(value, str | list | tuple) else 0
    if name == "join" and isinstance(value, list | tuple):
        made += sum(len(one) for one in value if isinstance(one, str))
    if made > MAX_SIZE or (name == "sum" and any(isinstance(one, list | tuple) for one in given)):
        raise TemplateLimitError(f"“{name}”会拼出太长的文字或列表")
    if name == "format" and isinstance(value, str):
        check_format(value)


def check_call(called: Any, arguments: Iterable[Any]) -> None:
    """Raise TemplateLimitError where a method of a text or a number would make one without bound."""
    method = getattr(called, "__wrapped__", called)
    value, given = getattr(method, "__self__", None), list(arguments)
    if isinstance(value, str | int):
        name = method.__name__
        check_arguments(name, *(given[0], [value]) if name == "join" and given else (value, given))


def is_holder(value: Any) -> bool:
    """Whether a value may hold others of its kind."""
    return isinstance(value, _HOLDERS)


def weight(value: Any) -> int | None:
    """Return how many items a list comes to, those of the lists in it counted where they stand; None past the bounds."""
    items = length = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        held: Iterable[Any] = one.values() if isinstance(one, dict) else one
        items += len(one)
        if items > MAX_WEIGHT:
            return None
        length += sum(len(text) for text in held if isinstance(text, str))
        waiting += [inner for inner in held if isinstance(inner, _HOLDERS)]
        if length > MAX_LENGTH:
            return None
    return items


def weighing(function: Callable[..., Any], weigh: Callable[[Iterable[Any]], None]) -> Callable[..., Any]:
    """Return a function whose arguments are weighed before it is called."""

    @wraps(function)
    def weighed(*given: Any, **named: Any) -> Any:
        weigh((*given, *named.values()))
        return function(*given, **named)

    return weighed
