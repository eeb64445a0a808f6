"""Templates → HTML, with the place of the mistake when a template goes wrong."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..fast.prerender import Html, Looked, Shape, Skeleton, Slot, guarded, safe, shape_of, skeleton_of, slotted, uncut
from ..model.digest_key import DigestKey
from ..model.report import digits
from ..model.theme import Theme

_MARK = "theme:"


class TemplateFault(Exception):
    """A template that failed while running: its file, the line and what was wrong."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message


def fill(theme: Theme, template: str, **values: Any) -> str:
    """Return the text that a template makes of `values`. Raises TemplateFault."""
    from jinja2 import TemplateError

    try:
        return str(_environment(DigestKey(theme)).get_template(template).render(**values))
    except TemplateError as error:
        raise _fault(error, theme, template) from error


def fill_alike(theme: Theme, template: str, frame: Any = None, **values: Any) -> str:
    """Return what `fill` does, quickly for values that differ only in their texts from those of a call before.

    The `frame` of a site's pages is the same from call to call, and becomes part of what is remembered.
    Parts whose number varies from page to page are better filled by themselves and handed over as Html.
    """
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except Looked:
        return fill(theme, template, frame=frame, **values)
    skeleton = _page_skeleton(DigestKey(theme), template, frame, shape)
    return skeleton.filled(texts) if skeleton else fill(theme, template, frame=frame, **values)


@lru_cache(maxsize=256)
def _page_skeleton(key: DigestKey[Theme], template: str, frame: Any, shape: Shape) -> Skeleton | None:
    slots: list[Slot] = []
    values = slotted(shape, slots)
    return _skeleton(key.value, lambda: fill(key.value, template, frame=frame, **values), len(slots))


def call_alike(theme: Theme, template: str, macro: str, *values: Any) -> str:
    """Return what `call` does, quickly for values that differ only in their texts from those of a call before."""
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except Looked:
        return call(theme, template, macro, *values)
    skeleton = _macro_skeleton(DigestKey(theme), template, macro, shape)
    return skeleton.filled(texts) if skeleton else call(theme, template, macro, *values)


@lru_cache(maxsize=1024)
def _macro_skeleton(key: DigestKey[Theme], template: str, macro: str, shape: Shape) -> Skeleton | None:
    slots: list[Slot] = []
    values = slotted(shape, slots)
    return _skeleton(key.value, lambda: call(key.value, template, macro, *values), len(slots))


def call(theme: Theme, template: str, macro: str, *values: Any) -> str:
    """Return the text that a macro of a template makes of `values`. Raises TemplateFault."""
    from jinja2 import TemplateError

    try:
        module = _environment(DigestKey(theme)).get_template(template).module
        if not hasattr(module, macro):
            raise TemplateFault(f"{theme.path}/{template}", 1, f"没有宏 {macro}")
        return str(getattr(module, macro)(*values))
    except TemplateError as error:
        raise _fault(error, theme, template) from error


def macro_skeleton(theme: Theme, template: str, macro: str, count: int, *values: Any) -> Skeleton | None:
    """What a macro of a template prints around the `count` slots among `values`; None if it looks at one of them."""
    return _skeleton(theme, lambda: call(theme, template, macro, *values), count)


class Printer(Struct, frozen=True):
    """What makes of `count` pieces of HTML what a macro makes of `arrange(*pieces)`; pieces are printed as they are."""

    theme: Theme
    template: str
    macro: str
    arrange: Callable[..., tuple[Any, ...]]
    count: int
    begun: tuple[str, ...] = ()
    skeleton: Skeleton | None = None

    def begin(self, *html: str) -> "Printer":
        """The same with its first pieces given."""
        return replace(self, begun=(*self.begun, *html), skeleton=self.skeleton and self.skeleton.begun(*html))

    @property
    def print(self) -> Callable[..., str]:
        """The function that takes the pieces that are left."""
        return self.skeleton.around if self.skeleton else self._plainly

    def _plainly(self, *pieces: str) -> str:
        values = self.arrange(*map(Html, (*self.begun, *pieces)))
        return call(self.theme, self.template, self.macro, *values)


def printer(theme: Theme, template: str, macro: str, arrange: Callable[..., tuple[Any, ...]], count: int) -> Printer:
    """Return the printer of a macro, its skeleton worked out if it has one."""
    slots = [Slot(number) for number in range(count)]
    skeleton = _skeleton(theme, lambda: call(theme, template, macro, *arrange(*slots)), count)
    return Printer(theme, template, macro, arrange, count, (), skeleton)


def _skeleton(theme: Theme, printed: Callable[[], str], count: int) -> Skeleton | None:
    try:
        return skeleton_of(printed, count) if _may_be_cut(DigestKey(theme)) else None
    except TemplateFault:
        return None  # where it is the template's fault, filling it with values says so


@lru_cache(maxsize=4)
def _may_be_cut(key: DigestKey[Theme]) -> bool:
    return not any(uncut(text) for text in key.value.texts.values())


def _fault(error: Any, theme: Theme, template: str) -> TemplateFault:
    """The innermost template line in the traceback is where it went wrong."""
    name, line = template, getattr(error, "lineno", None) or 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(_MARK):
            name, line = trace.tb_frame.f_code.co_filename.removeprefix(_MARK), trace.tb_lineno
        trace = trace.tb_next
    return TemplateFault(f"{theme.path}/{name}", line, str(error.message or error))


def _in_full(value: Any) -> Any:
    """What is printed of a value: an amount in the digits that were written."""
    return digits(value) if type(value) is Decimal else value


@lru_cache(maxsize=4)
def _environment(key: DigestKey[Theme]) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    texts = key.value.texts

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{_MARK}{name}", None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_in_full,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = {**guarded(environment.filters), "safe": safe(environment.filters["safe"])}
    environment.tests = guarded(environment.tests)
    return environment
