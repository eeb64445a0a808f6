"""A filled skeleton is what the template prints: for any values, and for templates that look at what they print."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from disclosure.fast.prerender import Html
from disclosure.html.templates import call, fill, fill_alike, printer
from disclosure.model.theme import Theme


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
THEME = Theme("templates", tuple(TEMPLATES.items()), "test")

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
@given(item=items, other=texts | texts.map(Html))
def test_alike(name: str, item: Item, other: str) -> None:
    """Whatever a template does with its values, filling it quickly gives the text that running it gives."""
    assert fill_alike(THEME, name, item=item, other=other) == fill(THEME, name, item=item, other=other)


@pytest.mark.parametrize("name", TEMPLATES)
def test_which_have_a_skeleton(name: str) -> None:
    """A macro that only prints has a skeleton, and one that looks at its values has none."""
    theme = Theme("templates", ((name, f"{{% macro it(item, other) %}}{TEMPLATES[name]}{{% endmacro %}}"),), f"macro {name}")

    def arrange(text: Any, number: Any, day: Any, other: Any) -> tuple[Any, ...]:
        return Item(text, number, (), True, day), other

    found = printer(theme, name, "it", arrange, 4)
    values = ("&lt;a&gt;", "7", "2021-02-03", "b&amp;")
    printing = {"prints", "repeats", "joins", "safe", "sorts", "shows-all"}
    assert (found.skeleton is not None) == (name in printing)
    if name in printing:
        plain = call(theme, name, "it", *arrange(*map(Markup, values)))
        assert (found.print(*values), found.begin(*values[:2]).print(*values[2:])) == (plain, plain)


def test_marks_in_a_template() -> None:
    """A template that has the very characters slots are marked with is never cut."""
    theme = Theme("templates", (("odd", "\ufdd0" + "0\ufdd1{{ text }}"),), "odd")
    assert fill_alike(theme, "odd", text="a") == "\ufdd0" + "0\ufdd1a"
