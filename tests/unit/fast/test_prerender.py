"""What is put together from pieces is what the template prints: for any values, and for templates that look at them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from disclosure import fast
from disclosure.fast.prerender import macro_html, macro_renderer
from disclosure.html.templates import render, render_macro
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
STATIC = {"prints", "repeats", "joins", "safe", "sorts", "shows-all"}
"""The templates that only print values without parts."""


def as_page(name: str) -> Theme:
    """A theme with one of the templates."""
    return Theme("templates", ((name, TEMPLATES[name]),), f"page {name}")


def as_macro(name: str) -> Theme:
    """A theme with one of the templates as a macro."""
    return Theme("templates", ((name, f"{{% macro it(item, other) %}}{TEMPLATES[name]}{{% endmacro %}}"),), f"macro {name}")


texts = st.text(st.sampled_from("ab<>&'\" 年\ue000{}%0"), max_size=4)
items = st.builds(
    Item,
    texts,
    st.integers(-2, 3000),
    st.lists(texts, max_size=3).map(tuple),
    st.booleans(),
    st.none() | st.dates(),
)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=tried(40, 500))
@given(item=items, other=texts | texts.map(Markup))
def test_pages(name: str, item: Item, other: str) -> None:
    """Whatever a template does with its values, a page is the text that running it gives."""
    theme = as_page(name)
    assert fast.page(theme, name, frame=None, item=item, other=other) in (None, render(theme, name, item=item, other=other))


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_static(name: str) -> None:
    """A template that only prints its values is run once, and one that looks at them every time."""
    item = Item("a", 7, (), True, date(2021, 2, 3))
    assert (fast.page(as_page(name), name, frame=None, item=item, other="b") is not None) == (name in STATIC)

    def arrange(text: Any, number: Any, day: Any, other: Any) -> tuple[Any, ...]:
        return Item(text, number, (), True, day), other

    renderer = macro_renderer(as_macro(name), name, "it", arrange, 4)
    assert (renderer.prerendered is not None) == (name in STATIC)
    if name in STATIC:
        values = ("&lt;a&gt;", "7", "2021-02-03", "b&amp;")
        plain = render_macro(as_macro(name), name, "it", *arrange(*map(Markup, values)))
        assert (renderer.render(*values), renderer.bind(*values[:2]).render(*values[2:])) == (plain, plain)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=tried(40, 500))
@given(item=items, other=texts | texts.map(Markup))
def test_macros(name: str, item: Item, other: str) -> None:
    """Whatever a macro does with its values, its HTML is what running it gives."""
    theme = as_macro(name)
    assert macro_html(theme, name, "it", item, other) == render_macro(theme, name, "it", item, other)


def test_marks_in_a_template() -> None:
    """A template that has the very characters placeholders are marked with is never cut."""
    theme = Theme("templates", (("odd", "\ufdd0" + "0\ufdd1{{ text }}"),), "odd")
    assert fast.page(theme, "odd", frame=None, text="a") is None


def test_an_empty_text_is_a_result() -> None:
    """A page that is empty has been rendered."""
    theme = Theme("templates", (("empty", "{{ text }}"),), "empty")
    assert fast.page(theme, "empty", frame=None, text="") == ""
