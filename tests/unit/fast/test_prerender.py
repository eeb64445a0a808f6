"""What is put together from pieces is what the macro prints: for any values, and for macros that look at them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from msgspec import Struct

from disclosure.fast.prerender import macro_renderer
from disclosure.html.template_faults import TemplateFault
from disclosure.html.template_views import MacroView
from disclosure.html.templates import render_macro
from disclosure.model.theme import Theme
from tests.support.effort import tried


class Item(Struct, frozen=True):
    """Something a template shows."""

    text: str
    number: int
    parts: tuple[str, ...] = ()
    shown: bool = True
    day: date | None = None


TEMPLATES = {
    "prints": "<p title='{{ item.text }}'>{{ item.number }}{% if item.shown %} {{ item.day }}{% endif %}</p>",
    "repeats": "{{ other }}{{ item.text }}{{ other }}{% for part in item.parts %}{{ loop.index }}{{ part }}{% else %}-{% endfor %}",
    "joins": "{{ item.parts | join('<') }}{{ item.number ~ '年&' }}{{ item.text if item.text else 'none' }}",
    "safe": "{{ item.text | safe }}{{ other | e }}",
    "compares": "{% if item.text == other %}same{% endif %}{{ other }}",
    "reckons": "{{ item.number + 1 }}",
    "measures": "{{ item.text | length }}{{ item.parts | length }}",
    "changes": "{{ item.text | upper }}{{ item.text.strip() }}",
    "asks": "{{ 1 if item.text is string else 2 }}{{ item.day is none }}",
    "looks-inside": "{{ item.text[0:1] }}{% if 'a' in other %}a{% endif %}",
    "formats": "{{ '%s<' | format(item.text) }}{{ '{}'.format(item.number) }}",
    "sorts": "{% for part in item.parts | sort %}{{ part }}{% endfor %}",
    "shows-all": "{{ item.parts }}",
    "unescaped": "{% autoescape false %}{{ item.text }}{% endautoescape %}",
    "captured": "{% set x %}{{ item.text }}{% endset %}{{ x }}{{ x | length }}",
    "old-format": "{{ '%s' % item.text }}{{ 'a' + item.text }}",
    "macro": "{% macro one(x) %}<b>{{ x }}</b>{% endmacro %}{{ one(item.text) }}{{ one(other) | safe }}",
}
STATIC = {"prints", "repeats", "joins", "sorts", "shows-all"}
"""The templates that only print values without parts."""


class ItMacro(MacroView, frozen=True):
    """What the macro is given."""

    TEMPLATE, MACRO = "it.html", "it"
    item: Item
    other: Any


class ThreeMacro(MacroView, frozen=True):
    """Three texts."""

    TEMPLATE, MACRO = "it.html", "it"
    a: Any
    b: Any = ""
    c: Any = ""


def as_macro(name: str) -> Theme:
    """A theme with one of the templates as a macro."""
    return Theme("templates", (("it.html", f"{{% macro it(item, other) %}}{TEMPLATES[name]}{{% endmacro %}}"),), f"macro {name}")


texts = st.text(st.sampled_from("ab<>&'\" 年\ue000{}%0"), min_size=1, max_size=4).map(escape)


def arrange(text: Any, number: Any, day: Any, other: Any) -> ItMacro:
    """The view of a macro, around four pieces of HTML."""
    return ItMacro(Item(text, number, (), True, day), other)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=tried(25, 500))
@given(values=st.tuples(texts, texts, texts, texts), bound=st.integers(0, 4))
def test_macros(name: str, values: tuple[Markup, ...], bound: int) -> None:
    """Whatever a macro does with its values, its HTML is what running it gives, with some of the values given beforehand."""
    theme = as_macro(name)
    renderer = macro_renderer(theme, arrange, 4)
    try:
        plain = render_macro(theme, arrange(*values))
    except TemplateFault:
        assert renderer.prerendered is None
    else:
        assert (renderer.render(*values), renderer.bind(*values[:bound]).render(*values[bound:])) == (plain, plain)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_static(name: str) -> None:
    """A macro that only prints its values is run once, and one that looks at them every time."""
    renderer = macro_renderer(as_macro(name), arrange, 4)
    assert (renderer.prerendered is not None) == (name in STATIC)


def test_values_out_of_order() -> None:
    """Values that are printed in another order, twice or not at all go where their numbers stand."""
    theme = Theme("templates", (("it.html", "{% macro it(a, b, c) %}{{ b }}-{{ a }}-{{ b }}{% endmacro %}"),), "order")
    renderer = macro_renderer(theme, ThreeMacro, 3)
    assert (renderer.render("1", "2", "3"), renderer.bind("1").render("2", "3")) == ("2-1-2", "2-1-2")


def test_marks_in_a_template() -> None:
    """A template that has the very characters placeholders are marked with is never cut."""
    theme = Theme("templates", (("it.html", "{% macro it(a, b, c) %}\ufdd0" + "0\ufdd1{{ a }}{% endmacro %}"),), "odd")
    renderer = macro_renderer(theme, ThreeMacro, 1)
    assert (renderer.prerendered, renderer.render("a")) == (None, "\ufdd0" + "0\ufdd1a")
