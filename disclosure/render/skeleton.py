"""What a template prints around its values: run once, cut at the values, and filled again and again.

Pages of one kind differ in their texts. So a template is run with a slot in the place of every text, and what it printed
is cut at the slots; the next values of the same shape only go between the pieces. A slot can be printed and nothing
else. A template that looks at it, by comparing, measuring or changing it, has no skeleton and is run for every page.
So whatever a designer writes, a filled skeleton is what the template would have printed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from itertools import count
from operator import attrgetter
from typing import Any, NoReturn

from msgspec import Struct, StructMeta

_OPEN, _CLOSE, _SAFE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that Unicode keeps for use inside programs; no text has them."""
_MARK = re.compile(f"{_OPEN}([0-9]+)({_SAFE}?){_CLOSE}")
_SPECIAL = re.compile("[&<>'\"]")
_PRINTING = frozenset({"e", "escape", "join"})
"""Filters that print a slot as they print a text."""

Shape = tuple[Any, ...]
"""What is left of values when their texts are taken out: kinds and lengths in order, enough to put slots in their places."""
_TEXT = "text"


class Looked(Exception):
    """A template did more with a slot than print it."""


class Slot:
    """The place of a text that is not empty."""

    __slots__ = ("number",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, number: int) -> None:
        self.number = number

    def __html__(self) -> str:
        """The mark of a text that is escaped when it is printed."""
        return f"{_OPEN}{self.number}{_CLOSE}"

    def safe(self) -> str:
        """The mark of a text that is printed as it is, markup and all."""
        return f"{_OPEN}{self.number}{_SAFE}{_CLOSE}"

    def __str__(self) -> str:
        """The same, for what is put together before it is printed."""
        from markupsafe import Markup

        return Markup(self.__html__())  # noqa: S704

    def _looked(self, *_: object) -> NoReturn:
        raise Looked

    __repr__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __format__ = _looked
    __len__ = __iter__ = __contains__ = __getitem__ = __int__ = __float__ = __index__ = _looked

    def __bool__(self) -> bool:
        """True: an empty text has no slot."""
        return True


class Skeleton(Struct, frozen=True):
    """A text with `%s` where values go; `slots` are their numbers in order, negative (-1 - number) for one printed as it is."""

    text: str
    slots: tuple[int, ...]

    def filled(self, values: Sequence[object]) -> str:
        """The text with these values in the slots of their numbers."""
        return self.text % tuple([_escaped(values[slot]) if slot >= 0 else values[-1 - slot] for slot in self.slots])


def _escaped(value: Any) -> Any:
    """A value that prints as a template prints the given one."""
    kind = type(value)
    if kind is Decimal or (kind is str and not _SPECIAL.search(value)):
        return value
    from markupsafe import escape

    return str(escape(value))


def skeleton_of(printed: Callable[[], str]) -> Skeleton | None:
    """What `printed` prints around the slots that it was given; None if it looks at one of them."""
    try:
        text = printed()
    except (Looked, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
    slots: list[int] = []
    pieces: list[str] = []
    last = 0
    for mark in _MARK.finditer(text):
        pieces.append(text[last : mark.start()].replace("%", "%%"))
        slots.append(-1 - int(mark[1]) if mark[2] else int(mark[1]))
        last = mark.end()
    return Skeleton("%s".join((*pieces, text[last:].replace("%", "%%"))), tuple(slots))


def uncut(template: str) -> bool:
    """Whether no skeleton can be made of a template: it has the marks itself, or prints texts as they are."""
    return _OPEN in template or "autoescape" in template


def shape_of(value: Any, texts: list[Any]) -> Shape:
    """The shape of a value; its texts, numbers and days are added to `texts` in the order of their slots.

    What a template may ask, which is whether something is there, stays in the shape. Raises Looked for other kinds of value.
    """
    shape: list[Any] = []
    _take(value, shape, texts)
    return tuple(shape)


def _take(value: Any, shape: list[Any], texts: list[Any]) -> None:
    """Add a value to the shape, what it consists of behind its kind, and its texts to `texts`."""
    kind = type(value)
    if kind is str or kind is int:
        if value:
            texts.append(value)
        shape.append(_TEXT if value else value or kind)
    elif value is None or kind is bool:
        shape.append(value)
    elif kind is date or hasattr(kind, "__html__"):
        texts.append(value)
        shape.append(_TEXT)
    else:
        for item in _opened(value, kind, shape):
            _take(item, shape, texts)


def _opened(value: Any, kind: Any, shape: list[Any]) -> Iterable[Any]:
    """Add the kind of a value that consists of others to the shape, and return these."""
    if kind is tuple or kind is list:
        shape += (kind, len(value))
        return value  # type: ignore[no-any-return]
    if kind is dict:
        shape += (kind, tuple(value))
        return value.values()  # type: ignore[no-any-return]
    if issubclass(kind, Struct):
        shape.append(kind)
        return _fields(kind)(value)
    raise Looked


@lru_cache(maxsize=256)
def _fields(kind: type[Struct]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of a value, in order."""
    names = kind.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def slotted(shape: Shape) -> Any:
    """A value of this shape with slots for texts, numbered from 0."""
    return _given(iter(shape), count())


def _given(shape: Iterator[Any], numbers: Iterator[int]) -> Any:
    kind = next(shape)
    if kind is _TEXT:
        return Slot(next(numbers))
    if kind is int:
        return 0
    if kind is str:
        return ""
    if kind is tuple or kind is list:
        return kind([_given(shape, numbers) for _ in range(next(shape))])
    if kind is dict:
        return {key: _given(shape, numbers) for key in next(shape)}
    if isinstance(kind, StructMeta):
        return kind(*[_given(shape, numbers) for _ in kind.__struct_fields__])
    return kind


def guarded(functions: Mapping[str, Any]) -> dict[str, Any]:
    """Filters or tests of templates that refuse a slot, but for those that print it as they would print a text."""
    return {name: function if name in _PRINTING else _refusing(function) for name, function in functions.items()}


def _refusing(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def refuse(*given: Any, **named: Any) -> Any:
        if any(isinstance(value, Slot) or (isinstance(value, str) and _OPEN in value) for value in given):
            raise Looked
        return function(*given, **named)

    return refuse


def safe(value: Any) -> Any:
    """The filter of that name, which slots answer themselves."""
    from markupsafe import Markup

    if isinstance(value, Slot):
        return Markup(value.safe())  # noqa: S704
    if isinstance(value, str) and _OPEN in value:
        raise Looked
    return Markup(value)  # noqa: S704
