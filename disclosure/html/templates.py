"""Templates and values → text; where a template goes wrong, its file and line."""

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..model.digest_key import DigestKey
from ..model.report import digits
from ..model.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

_FILE = "theme:"
"""What the names of compiled templates begin with, by which they are known in a traceback."""


class TemplateFault(Exception):
    """A template that failed while running: its file, the line and what was wrong."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message


def render(theme: Theme, template: str, **values: Any) -> str:
    """Return what a template makes of `values`. Raises TemplateFault."""
    try:
        return str(environment_of(theme).get_template(template).render(**values))
    except TemplateFault:
        raise
    except Exception as error:  # whatever a template does wrong, 1/0 included
        raise _fault(error, theme, template) from error


def render_macro(theme: Theme, template: str, macro: str, *values: Any) -> Markup:
    """Return the HTML that a macro of a template makes of `values`. Raises TemplateFault."""
    try:
        module = environment_of(theme).get_template(template).module
        if not hasattr(module, macro):
            raise TemplateFault(f"{theme.path}/{template}", 1, f"没有宏 {macro}")
        return as_html(getattr(module, macro)(*values))
    except TemplateFault:
        raise
    except Exception as error:  # whatever a template does wrong, 1/0 included
        raise _fault(error, theme, template) from error


def as_html(text: str) -> Markup:
    """Return a text that is HTML already, made by templates or from Markdown: templates print it as it is."""
    return Markup(text)  # noqa: S704 (the only place where a text becomes markup)


def environment_of(theme: Theme) -> "Environment":
    """Return the template engine with the templates of a theme: what they print is escaped, what is not given is a fault."""
    return _environment(DigestKey(theme))


@lru_cache(maxsize=4)
def _environment(theme: DigestKey[Theme]) -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from jinja2.sandbox import safe_range

    texts = theme.value.texts

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{_FILE}{name}", None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_in_full,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["range"] = safe_range  # a template that counts to 10^10 is a fault, not a machine that hangs
    return environment


def _in_full(value: Any) -> Any:
    """Return a value as it is printed: an amount in the digits that were written."""
    return digits(value) if type(value) is Decimal else value


def _fault(error: Exception, theme: Theme, template: str) -> TemplateFault:
    """Return the fault at the innermost line of a template in the traceback."""
    name, line = template, getattr(error, "lineno", None) or 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(_FILE):
            name, line = trace.tb_frame.f_code.co_filename.removeprefix(_FILE), trace.tb_lineno
        trace = trace.tb_next
    return TemplateFault(f"{theme.path}/{name}", line, str(getattr(error, "message", None) or error) or type(error).__name__)
