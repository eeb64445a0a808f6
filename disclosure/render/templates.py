"""Templates → HTML, with the place of the mistake when a template goes wrong."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..model.theme import Theme
from .skeleton import Looked, Shape, Skeleton, guarded, safe, shape_of, skeleton_of, slotted, uncut

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
        return str(_environment(Held(theme)).get_template(template).render(**values))
    except TemplateError as error:
        raise _fault(error, theme, template) from error


def fill_alike(theme: Theme, template: str, frame: Any = None, **values: Any) -> str:
    """Return what `fill` does, quickly for values that differ only in their texts from those of a call before.

    The `frame` of a site's pages is the same from call to call, and becomes part of what is remembered.
    Parts whose number varies from page to page are better filled by themselves and handed over as Markup.
    """
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except Looked:
        return fill(theme, template, frame=frame, **values)
    skeleton = _page_skeleton(Held(theme), template, frame, shape)
    return skeleton.filled(texts) if skeleton else fill(theme, template, frame=frame, **values)


@lru_cache(maxsize=256)
def _page_skeleton(held: "Held", template: str, frame: Any, shape: Shape) -> Skeleton | None:
    return _skeleton(held.value, template, lambda: fill(held.value, template, frame=frame, **slotted(shape)))


def call(theme: Theme, template: str, macro: str, *values: Any) -> str:
    """Return the text that a macro of a template makes of `values`. Raises TemplateFault."""
    from jinja2 import TemplateError

    try:
        return str(getattr(_environment(Held(theme)).get_template(template).module, macro)(*values))
    except TemplateError as error:
        raise _fault(error, theme, template) from error


def call_alike(theme: Theme, template: str, macro: str, *values: Any) -> str:
    """Return what `call` does, quickly for values that differ only in their texts from those of a call before."""
    texts: list[Any] = []
    try:
        shape = shape_of(values, texts)
    except Looked:
        return call(theme, template, macro, *values)
    skeleton = _macro_skeleton(Held(theme), template, macro, shape)
    return skeleton.filled(texts) if skeleton else call(theme, template, macro, *values)


@lru_cache(maxsize=256)
def _macro_skeleton(held: "Held", template: str, macro: str, shape: Shape) -> Skeleton | None:
    return macro_skeleton(held.value, template, macro, *slotted(shape))


def macro_skeleton(theme: Theme, template: str, macro: str, *values: Any) -> Skeleton | None:
    """What a macro of a template prints around the slots among `values`; None if it looks at one of them."""
    return _skeleton(theme, template, lambda: call(theme, template, macro, *values))


def _skeleton(theme: Theme, template: str, printed: Callable[[], str]) -> Skeleton | None:
    if any(uncut(text) for text in theme.texts.values()):
        return None
    try:
        return skeleton_of(printed)
    except TemplateFault:
        return None  # where it is the template's fault, filling it with values says so


def _fault(error: Any, theme: Theme, template: str) -> TemplateFault:
    """The innermost template line in the traceback is where it went wrong."""
    name, line = template, getattr(error, "lineno", None) or 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(_MARK):
            name, line = trace.tb_frame.f_code.co_filename.removeprefix(_MARK), trace.tb_lineno
        trace = trace.tb_next
    return TemplateFault(f"{theme.path}/{name}", line, str(error.message or error))


@lru_cache(maxsize=4)
def _environment(held: "Held") -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    texts = held.value.texts

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{_MARK}{name}", None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters = {**guarded(environment.filters), "safe": safe}
    environment.tests = guarded(environment.tests)
    return environment


class Held:
    """A value that is known by its digest, so that what is remembered for it serves all equal ones."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        """The hash of the digest."""
        return hash(self.value.digest)

    def __eq__(self, other: object) -> bool:
        """Whether the digests are the same."""
        return isinstance(other, Held) and bool(other.value.digest == self.value.digest)
