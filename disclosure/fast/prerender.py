"""Rows of one kind differ in their texts only: the macro that writes them is run once for all of them.

It is run with a placeholder in the place of every text, and what it printed is cut at the placeholders; the texts of
the next row only go between the pieces. A placeholder can be printed and nothing else. A macro that looks at one, by
comparing, measuring or changing it, is not static, and is run for every row. So whatever a designer writes, a row that
was put together from pieces is what the macro would have printed.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, NoReturn

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from ..html.template_engine import engine_of
from ..html.template_views import MacroView
from ..html.templates import as_html, render_macro, run_macro
from ..model.digest_key import DigestKey
from ..model.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters, which Unicode keeps for use inside programs; no content file may hold them."""
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PRINTING_FILTERS = frozenset({"e", "escape", "join"})
"""Filters that print a placeholder as they print a text."""
_SPECIAL = re.compile("[&<>'\"]").search


def prerender_macro(theme: Theme, count: int, view: MacroView) -> "Prerendered | None":
    """Return what a macro prints around the `count` placeholders in its view; None if it looks at one of them.

    Where something else is wrong with the template, running it with values says so.
    """
    try:
        return _cut(_printed(theme, view), count)
    except Exception:
        return None


def refusal(theme: Theme, view: MacroView) -> Exception | None:
    """Return why a macro can't be written once around the placeholders in its view; None where it can."""
    try:
        _printed(theme, view)
    except Exception as error:
        return error
    return None


def _printed(theme: Theme, view: MacroView) -> str:
    """What a macro prints with placeholders in its view. Raises NotStatic, or whatever a template does wrong."""
    environment = _guarded_environment(DigestKey(theme))
    if environment is None:
        raise NotStatic("autoescape")
    environment.meter.begin()  # type: ignore[attr-defined]
    return str(run_macro(environment, view))


class MacroRenderer(Struct, frozen=True):
    """Makes of `count` pieces of HTML what a macro makes of `arrange(*pieces)`; the first may be `bound` already."""

    theme: Theme
    arrange: Callable[..., MacroView]
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
        return render_macro(self.theme, self.arrange(*map(as_html, (*self.bound, *html))))


def macro_renderer(theme: Theme, arrange: Callable[..., MacroView], count: int) -> MacroRenderer:
    """Return what renders a macro, quickly if all that it does with its values is to print them."""
    view = arrange(*map(Placeholder, range(count)))
    return MacroRenderer(theme, arrange, count, (), prerender_macro(theme, count, view))


class NotStatic(Exception):
    """A template did more with a placeholder than print it."""


def _refusing_method(what: str) -> Callable[..., Any]:
    """Return a method that refuses what a template wants to do with a placeholder."""

    def refuse(self: Any, *_: object) -> NoReturn:
        raise NotStatic(what)

    return refuse


class Placeholder:
    """The place of a text that is not empty."""

    __slots__ = ("_number",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, number: int) -> None:
        self._number = number

    def __html__(self) -> str:
        """The mark, of which nothing is escaped."""
        return f"{_OPEN}{self._number}{_CLOSE}"

    def __str__(self) -> str:
        """The mark, for what is put together before it is printed."""
        return as_html(self.__html__())

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refusing_method("比较")
    __len__ = _refusing_method("取长度")
    __iter__ = __contains__ = _refusing_method("取其中的字")
    __int__ = __float__ = __index__ = _refusing_method("计算")
    __repr__ = __format__ = _refusing_method("格式化")

    def __getitem__(self, key: object) -> NoReturn:
        """Refuse to give a part; a name is asked for by calls of methods."""
        raise NotStatic("调用" if isinstance(key, str) else "取其中的字")

    def __bool__(self) -> bool:
        """True: an empty text has no placeholder."""
        return True


class ZeroPlaceholder(Placeholder):
    """The place of a figure that is 0, which templates may tell from others."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """False, as 0 is."""
        return False


class Prerendered(Struct, frozen=True):
    """The pieces of a text; between each and the next goes the value with that of the `numbers`, of `count` values."""

    count: int
    pieces: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def join(self) -> Callable[..., str]:
        """What takes as many pieces of HTML as there are placeholders and returns the text, all of them as they are."""
        numbers, pieces = self.numbers, [""] * (2 * len(self.pieces) - 1)
        pieces[::2] = self.pieces

        def join_in_order(*html: str) -> str:
            found = list(pieces)
            found[1::2] = html
            return "".join(found)

        def join_by_number(*html: str) -> str:
            found = list(pieces)
            found[1::2] = [html[number] for number in numbers]
            return "".join(found)

        return join_in_order if numbers == tuple(range(self.count)) else join_by_number

    def bind(self, *html: str) -> "Prerendered":
        """Return the same with pieces of HTML in the places of its first placeholders."""
        left = self.count - len(html)
        return _cut(self.join(*html, *[Placeholder(number).__html__() for number in range(left)]), left)


def escaped(value: Any) -> str:
    """Return a value as templates print it; HTML and most texts have nothing to escape."""
    kind = type(value)
    return value if kind is Markup or (kind is str and not _SPECIAL(value)) else str(escape(value))


def _cut(text: str, count: int) -> Prerendered:
    pieces = _MARK.split(text)
    return Prerendered(count, tuple(pieces[::2]), tuple(map(int, pieces[1::2])))


@lru_cache(maxsize=4)
def _guarded_environment(theme: DigestKey[Theme]) -> "Environment | None":
    """Return the engine with filters and tests that refuse a placeholder.

    None for a theme whose templates have the marks of placeholders in their own text, or print texts as they are.
    """
    if any(_OPEN in text or "autoescape" in text for text in theme.value.texts.values()):
        return None
    environment = engine_of(theme.value).overlay()
    environment.filters = _guarded(environment.filters)
    environment.tests = _guarded(environment.tests)
    return environment


def _guarded(functions: Mapping[str, Any]) -> dict[str, Any]:
    """Return filters or tests that refuse a placeholder, but for those that print it as they would print a text."""
    return {name: function if name in _PRINTING_FILTERS else _refusing(name, function) for name, function in functions.items()}


def _refusing(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def refuse(*given: Any, **named: Any) -> Any:
        if any(isinstance(value, Placeholder) or (isinstance(value, str) and _OPEN in value) for value in given):
            raise NotStatic(name)
        return function(*given, **named)

    return refuse
