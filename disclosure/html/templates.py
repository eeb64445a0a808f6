"""Templates and values → text; where a template goes wrong, its file and line."""

from collections.abc import Callable, Collection
from typing import Any

from markupsafe import Markup

from ..model.theme import Theme
from .template_engine import engine_of
from .template_faults import fault_of
from .template_meter import TemplateLimitError
from .template_views import MacroView, TemplateView, variables


def render(theme: Theme, view: TemplateView) -> str:
    """Return what a template makes of its view. Raises TemplateFault."""
    name, given = view.TEMPLATE, variables(view)
    return _run(theme, name, given, lambda engine: engine.get_template(name).render(given))


def render_macro(theme: Theme, view: MacroView) -> Markup:
    """Return the HTML that a macro makes of its view. Raises TemplateFault."""
    return as_html(_run(theme, view.TEMPLATE, view.__struct_fields__, lambda engine: run_macro(engine, view)))


def run_macro(engine: Any, view: MacroView) -> Any:
    """Return what a macro makes of its view; it may fail in any way."""
    return getattr(engine.get_template(view.TEMPLATE).module, view.MACRO)(**variables(view))


def _run(theme: Theme, template: str, given: Collection[str], run: Callable[[Any], Any]) -> str:
    """Run the engine. What did more than it may is not run again in this process: the fault is remembered."""
    engine: Any = engine_of(theme)
    if engine.exhausted:
        raise engine.exhausted
    engine.meter.begin()
    try:
        return str(run(engine))
    except (TemplateLimitError, RecursionError) as error:
        engine.exhausted = fault_of(error, template, theme.texts, given)
        raise engine.exhausted from error
    except Exception as error:  # whatever a template does wrong, 1/0 included
        raise fault_of(error, template, theme.texts, given) from error


def as_html(text: str) -> Markup:
    """Return a text that is HTML already, made by templates or from Markdown: templates print it as it is."""
    return Markup(text)  # noqa: S704 (the only place where a text becomes markup)
