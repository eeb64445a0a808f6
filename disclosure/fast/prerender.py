"""Pages of one kind differ in their texts only: a template is run once for all of them.

It is run with a placeholder in the place of every text, and what it printed is cut at the placeholders; the texts of
the next page of the same shape only go between the pieces. A placeholder can be printed and nothing else. A template that
looks at one, by comparing, measuring or changing it, is not static, and is run for every page. So whatever a designer
writes, a page that was put together from pieces is what the template would have printed.

`page` does so for whole pages, `macro_html` for a macro. Where it is known beforehand which pieces of HTML a macro is
given, `macro_renderer` need not look at its values.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

from markupsafe import Markup, escape
from msgspec import Struct, StructMeta
from msgspec.structs import replace

from ..html.templates import as_html, environment_of, render_macro
from ..model.digest_key import DigestKey
from ..model.theme import Theme
from .switch import switchable

if TYPE_CHECKING:
    from jinja2 import Environment

_OPEN, _CLOSE, _SAFE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Noncharacters, which Unicode keeps for use inside programs; no content file may hold them."""
_MARK = re.compile(f"{_OPEN}([0-9]+)({_SAFE}?){_CLOSE}")
_PRINTING_FILTERS = frozenset({"e", "escape", "join"})
"""Filters that print a placeholder as they print a text."""
_SPECIAL = re.compile("[&<>'\"]").search

Shape = tuple[Any, ...]
"""What is left of values when their texts are taken out: types and lengths in order, enough to put placeholders there."""
_TEXT = "text"


@switchable
def page(theme: Theme, template: str, *, frame: Any, **values: Any) -> str | None:
    """Return what `render` returns, quickly where a page before differed in its texts only; None where it must be run.

    The `frame` of a site's pages is the same from page to page, and becomes part of what is remembered. Parts whose length
    varies from page to page are better rendered by themselves and handed over as Markup.
    """
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except NotStatic:
        return None
    known = _prerendered_page(DigestKey(theme), template, frame, shape)
    return known.render(texts) if known else None


@lru_cache(maxsize=256)
def _prerendered_page(theme: DigestKey[Theme], template: str, frame: Any, shape: Shape) -> "Prerendered | None":
    placeholders: list[Placeholder] = []
    values = with_placeholders(shape, placeholders)
    return _prerender(
        theme.value,
        lambda environment: environment.get_template(template).render(frame=frame, **values),
        len(placeholders),
    )


def macro_html(theme: Theme, template: str, macro: str, *values: Any) -> str:
    """Return what `render_macro` returns, quickly where values before differed in their texts only."""
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except NotStatic:
        return render_macro(theme, template, macro, *values)
    known = _prerendered_macro(DigestKey(theme), template, macro, shape)
    return known.render(texts) if known else render_macro(theme, template, macro, *values)


@lru_cache(maxsize=256)
def _prerendered_macro(theme: DigestKey[Theme], template: str, macro: str, shape: Shape) -> "Prerendered | None":
    placeholders: list[Placeholder] = []
    values = with_placeholders(shape, placeholders)
    return prerender_macro(theme.value, template, macro, len(placeholders), *values)


def prerender_macro(theme: Theme, template: str, macro: str, count: int, *values: Any) -> "Prerendered | None":
    """Return what a macro prints around the `count` placeholders among `values`; None where it must be run."""
    return _prerender(theme, lambda environment: getattr(environment.get_template(template).module, macro)(*values), count)


class MacroRenderer(Struct, frozen=True):
    """Makes of `count` pieces of HTML what a macro makes of `arrange(*pieces)`; the first may be `bound` already."""

    theme: Theme
    template: str
    macro: str
    arrange: Callable[..., tuple[Any, ...]]
    count: int
    bound: tuple[str, ...] = ()
    prerendered: "Prerendered | None" = None

    def bind(self, *html: str) -> "MacroRenderer":
        """Return the same with its first pieces given."""
        known = self.prerendered
        return replace(self, bound=(*self.bound, *html), prerendered=known.bind(*html) if known else None)

    @property
    def render(self) -> Callable[..., str]:
        """What takes the other pieces and returns the HTML."""
        return self.prerendered.join if self.prerendered else self._run

    def _run(self, *html: str) -> str:
        return render_macro(self.theme, self.template, self.macro, *self.arrange(*map(as_html, (*self.bound, *html))))


def macro_renderer(theme: Theme, template: str, macro: str, arrange: Callable[..., tuple[Any, ...]], count: int) -> MacroRenderer:
    """Return what renders a macro, quickly if all that it does with its values is to print them."""
    values = arrange(*map(Placeholder, range(count)))
    return MacroRenderer(theme, template, macro, arrange, count, (), prerender_macro(theme, template, macro, count, *values))


class NotStatic(Exception):
    """A template did more with a placeholder than print it."""


class Placeholder:
    """The place of a text that is not empty."""

    __slots__ = ("number",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, number: int) -> None:
        self.number = number

    def __html__(self) -> str:
        """The mark of a text that is escaped when it is printed."""
        return f"{_OPEN}{self.number}{_CLOSE}"

    def safe(self) -> Markup:
        """The mark of a text that is printed as it is, markup and all."""
        return as_html(f"{_OPEN}{self.number}{_SAFE}{_CLOSE}")

    def __str__(self) -> str:
        """The mark, for what is put together before it is printed."""
        return as_html(self.__html__())

    def _refuse(self, *_: object) -> NoReturn:
        raise NotStatic

    __repr__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __format__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __int__ = __float__ = __index__ = _refuse

    def __bool__(self) -> bool:
        """True: an empty text has no placeholder."""
        return True


class Prerendered(Struct, frozen=True):
    """The pieces of a text, empty where `count` values go: `escaped` and `safe` tell which piece takes which value."""

    count: int
    pieces: tuple[str, ...]
    escaped: tuple[tuple[int, int], ...]
    safe: tuple[tuple[int, int], ...]

    def render(self, values: Sequence[Any]) -> str:
        """Return the text with these values in the places of their numbers."""
        pieces = list(self.pieces)
        for place, number in self.escaped:
            pieces[place] = escaped(values[number])
        for place, number in self.safe:
            value = values[number]
            pieces[place] = value if isinstance(value, str) else str(value)
        return "".join(pieces)

    @property
    def join(self) -> Callable[..., str]:
        """What takes as many pieces of HTML as there are placeholders and returns the text, all of them as they are."""
        pieces, places = self.pieces, sorted((*self.escaped, *self.safe))

        def join_in_order(*html: str) -> str:
            found = list(pieces)
            found[1::2] = html
            return "".join(found)

        def join_by_number(*html: str) -> str:
            found = list(pieces)
            for place, number in places:
                found[place] = html[number]
            return "".join(found)

        in_order = [number for _, number in places] == list(range(self.count))
        return join_in_order if in_order else join_by_number

    def bind(self, *html: str) -> "Prerendered":
        """Return the same with pieces of HTML in the places of its first placeholders."""
        first, pieces = len(html), list(self.pieces)
        for place, number in (*self.escaped, *self.safe):
            pieces[place] = html[number] if number < first else Placeholder(number - first).__html__()
        return _cut("".join(pieces), self.count - first)


def escaped(value: Any) -> str:
    """Return a value as templates print it; HTML and most texts have nothing to escape."""
    kind = type(value)
    return value if kind is Markup or (kind is str and not _SPECIAL(value)) else str(escape(value))


def _prerender(theme: Theme, run: Callable[["Environment"], str], count: int) -> Prerendered | None:
    """Return what a template that is `run` prints around `count` placeholders; None if it looks at one of them.

    Where something else is wrong with the template, running it with values says so.
    """
    from jinja2 import TemplateError

    environment = _guarded_environment(DigestKey(theme))
    if environment is None:
        return None
    try:
        return _cut(run(environment), count)
    except (NotStatic, TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def _cut(text: str, count: int) -> Prerendered:
    pieces: list[str] = []
    places: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    last = 0
    for mark in _MARK.finditer(text):
        pieces += [text[last : mark.start()], ""]
        places[bool(mark[2])].append((len(pieces) - 1, int(mark[1])))
        last = mark.end()
    return Prerendered(count, (*pieces, text[last:]), tuple(places[0]), tuple(places[1]))


def shape_of(value: Any, texts: list[Any]) -> Shape:
    """Return the shape of a value; its texts, numbers and days are added to `texts` in the order of their placeholders.

    What a template may ask, which is whether something is there, stays in the shape. Raises NotStatic for other types.
    """
    shape: list[Any] = []
    _take((value,), shape, texts)
    return tuple(shape)


def _take(values: Iterable[Any], shape: list[Any], texts: list[Any]) -> None:
    """Add values to the shape, what each consists of behind its type, and their texts to `texts`."""
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
    elif kind is date or kind is Markup:
        if value:
            texts.append(value)
        shape.append(_TEXT if value else str)
    elif kind is dict:
        shape += (kind, tuple(value))
        _take(value.values(), shape, texts)
    else:
        raise NotStatic


@lru_cache(maxsize=256)
def _fields(kind: type[Struct]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the fields of a value, in order."""
    names = kind.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def with_placeholders(shape: Shape, placeholders: list[Placeholder]) -> Any:
    """Return a value of this shape with placeholders for texts, which are added to `placeholders`."""
    return _value(iter(shape), placeholders)


def _value(shape: Iterator[Any], placeholders: list[Placeholder]) -> Any:
    kind = next(shape)
    if kind is _TEXT:
        placeholders.append(Placeholder(len(placeholders)))
        return placeholders[-1]
    if kind is int:
        return 0
    if kind is str:
        return ""
    if kind is tuple or kind is list:
        return kind([_value(shape, placeholders) for _ in range(next(shape))])
    if kind is dict:
        return {key: _value(shape, placeholders) for key in next(shape)}
    if isinstance(kind, StructMeta):
        return kind(*[_value(shape, placeholders) for _ in kind.__struct_fields__])
    return kind


@lru_cache(maxsize=4)
def _guarded_environment(theme: DigestKey[Theme]) -> "Environment | None":
    """Return the engine with filters and tests that refuse a placeholder.

    None for a theme whose templates have the marks of placeholders in their own text, or print texts as they are.
    """
    if any(_OPEN in text or "autoescape" in text for text in theme.value.texts.values()):
        return None
    environment = environment_of(theme.value).overlay()
    environment.filters = {**_guarded(environment.filters), "safe": _safe_filter(environment.filters["safe"])}
    environment.tests = _guarded(environment.tests)
    return environment


def _guarded(functions: Mapping[str, Any]) -> dict[str, Any]:
    """Return filters or tests that refuse a placeholder, but for those that print it as they would print a text."""
    return {name: function if name in _PRINTING_FILTERS else _refusing(function) for name, function in functions.items()}


def _refusing(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def refuse(*given: Any, **named: Any) -> Any:
        if any(isinstance(value, Placeholder) or (isinstance(value, str) and _OPEN in value) for value in given):
            raise NotStatic
        return function(*given, **named)

    return refuse


def _safe_filter(mark_safe: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the filter `safe`: placeholders answer it themselves."""

    def safe(value: Any) -> Any:
        if isinstance(value, str) and _OPEN in value:
            raise NotStatic
        return value.safe() if isinstance(value, Placeholder) else mark_safe(value)

    return safe
