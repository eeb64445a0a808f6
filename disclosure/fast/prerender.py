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
from operator import attrgetter
from typing import Any, NoReturn

from msgspec import Struct, StructMeta

from ..model.report import digits

_OPEN, _CLOSE, _SAFE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that Unicode keeps for use inside programs; no text has them."""
_MARK = re.compile(f"{_OPEN}([0-9]+)({_SAFE}?){_CLOSE}")
_PRINTING = frozenset({"e", "escape", "join"})
"""Filters that print a slot as they print a text."""

Shape = tuple[Any, ...]
"""What is left of values when their texts are taken out: kinds and lengths in order, enough to put slots in their places."""
_TEXT = "text"


class Looked(Exception):
    """A template did more with a slot than print it."""


class Html(str):
    """Text that is HTML already: templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text."""
        return str(self)


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
        return Html(self.__html__())

    def _looked(self, *_: object) -> NoReturn:
        raise Looked

    __repr__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __format__ = _looked
    __len__ = __iter__ = __contains__ = __getitem__ = __int__ = __float__ = __index__ = _looked

    def __bool__(self) -> bool:
        """True: an empty text has no slot."""
        return True


class Skeleton(Struct, frozen=True):
    """The pieces of a text, empty where `count` values go: `escaped` and `safe` tell which piece takes which value."""

    count: int
    pieces: tuple[str, ...]
    escaped: tuple[tuple[int, int], ...]
    safe: tuple[tuple[int, int], ...]

    def filled(self, values: Sequence[object]) -> str:
        """The text with these values in the slots of their numbers."""
        pieces = list(self.pieces)
        for place, number in self.escaped:
            pieces[place] = escaped(values[number])
        for place, number in self.safe:
            pieces[place] = str(values[number])
        return "".join(pieces)

    @property
    def around(self) -> Callable[..., str]:
        """What puts as many pieces of HTML as there are slots into them, as they are."""
        pieces, slots = self.pieces, sorted((*self.escaped, *self.safe))

        def print_in_order(*html: str) -> str:
            found = list(pieces)
            found[1::2] = html
            return "".join(found)

        def print_by_number(*html: str) -> str:
            found = list(pieces)
            for place, number in slots:
                found[place] = html[number]
            return "".join(found)

        in_order = [number for _, number in slots] == list(range(self.count))
        return print_in_order if in_order else print_by_number

    def begun(self, *html: str) -> "Skeleton":
        """The same with pieces of HTML in its first slots."""
        first, pieces = len(html), list(self.pieces)
        for place, number in (*self.escaped, *self.safe):
            pieces[place] = html[number] if number < first else Slot(number - first).__html__()
        return _cut("".join(pieces), self.count - first)


def escaped(value: object) -> str:
    """A value as it can stand in HTML, in text and in attributes: what templates print of it."""
    if type(value) is str:
        return _escaped(value) if _SPECIAL(value) else value
    if type(value) is Decimal:
        return digits(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escaped(str(value))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")


_SPECIAL = re.compile("[&<>'\"]").search


def skeleton_of(printed: Callable[[], str], count: int) -> Skeleton | None:
    """What `printed` prints around the `count` slots that it was given; None if it looks at one of them."""
    try:
        return _cut(printed(), count)
    except (Looked, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def _cut(text: str, count: int) -> Skeleton:
    pieces: list[str] = []
    slots: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    last = 0
    for mark in _MARK.finditer(text):
        pieces += [text[last : mark.start()], ""]
        slots[bool(mark[2])].append((len(pieces) - 1, int(mark[1])))
        last = mark.end()
    return Skeleton(count, (*pieces, text[last:]), tuple(slots[0]), tuple(slots[1]))


def uncut(template: str) -> bool:
    """Whether no skeleton can be made of a template: it has the marks itself, or prints texts as they are."""
    return _OPEN in template or "autoescape" in template


def shape_of(value: Any, texts: list[Any]) -> Shape:
    """The shape of a value; its texts, numbers and days are added to `texts` in the order of their slots.

    What a template may ask, which is whether something is there, stays in the shape. Raises Looked for other kinds of value.
    """
    shape: list[Any] = []
    _take((value,), shape, texts)
    return tuple(shape)


def _take(values: Iterable[Any], shape: list[Any], texts: list[Any]) -> None:
    """Add values to the shape, what each consists of behind its kind, and their texts to `texts`."""
    for value in values:
        kind = type(value)
        if kind is str or kind is int:
            if value:
                texts.append(value)
            shape.append(_TEXT if value else kind)
        elif value is None or kind is bool:
            shape.append(value)
        elif kind is tuple or kind is list:
            shape += (kind, len(value))
            _take(value, shape, texts)
        else:
            _take_other(value, kind, shape, texts)


def _take_other(value: Any, kind: Any, shape: list[Any], texts: list[Any]) -> None:
    if isinstance(kind, StructMeta):
        shape.append(kind)
        _take(_fields(kind)(value), shape, texts)
    elif kind is date or hasattr(kind, "__html__"):
        if value:
            texts.append(value)
        shape.append(_TEXT if value else str)
    elif kind is dict:
        shape += (kind, tuple(value))
        _take(value.values(), shape, texts)
    else:
        raise Looked


@lru_cache(maxsize=256)
def _fields(kind: type[Struct]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of a value, in order."""
    names = kind.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def slotted(shape: Shape, slots: list[Slot]) -> Any:
    """A value of this shape with slots for texts, which are added to `slots`."""
    return _given(iter(shape), slots)


def _given(shape: Iterator[Any], slots: list[Slot]) -> Any:
    kind = next(shape)
    if kind is _TEXT:
        slots.append(Slot(len(slots)))
        return slots[-1]
    if kind is int:
        return 0
    if kind is str:
        return ""
    if kind is tuple or kind is list:
        return kind([_given(shape, slots) for _ in range(next(shape))])
    if kind is dict:
        return {key: _given(shape, slots) for key in next(shape)}
    if isinstance(kind, StructMeta):
        return kind(*[_given(shape, slots) for _ in kind.__struct_fields__])
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


def safe(mark: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The filter `safe`, which `mark` is: slots answer it themselves."""

    def printed_as_it_is(value: Any) -> Any:
        if isinstance(value, str) and _OPEN in value:
            raise Looked
        return Html(value.safe()) if isinstance(value, Slot) else mark(value)

    return printed_as_it_is
