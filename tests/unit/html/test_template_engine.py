"""Templates run in a sandbox, with limits on what one run does."""

from typing import Any

import pytest
from msgspec import Struct

from disclosure.html.template_faults import TemplateFault
from disclosure.html.template_meter import MAX_COUNT, MAX_STEPS, Meter, TemplateLimitError, check_arguments, check_operands
from disclosure.html.template_views import TemplateView
from disclosure.html.templates import render
from disclosure.model.theme import Theme


class Thing(Struct, frozen=True):
    """A value with a method."""

    name: str
    _hidden: str = "hidden"

    def shout(self) -> str:
        """The name in capitals."""
        return self.name.upper()


class ThingView(TemplateView, frozen=True):
    """What the template is given."""

    TEMPLATE = "page.html"
    thing: Thing
    number: int = 7


def rendered(text: str) -> str:
    """What a template makes of a thing."""
    return render(Theme("templates", (("page.html", text),), text), ThingView(Thing("<a>")))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ thing.name }}", "&lt;a&gt;"),
        ("{{ thing.shout() }}", "&lt;A&gt;"),
        ("{{ 'x' * 3 }}{{ number * 6 }}{{ 2 ** 10 }}{{ number % 4 }}", "xxx4210243"),
        ("{{ 'a' ~ number ~ thing.name }}", "a7&lt;a&gt;"),
        ("{% for i in range(3) %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/3 2/3 3/3 "),
        ("{% for i in 'abc' | list | reverse %}{{ i }}{{ '.' if loop.last }}{% endfor %}", "cba."),
        ("{% for i in [[1], [2]] recursive %}{{ loop(i) if i is iterable else i }}{% endfor %}", "12"),
        ("{{ '%05d' | format(number) }}{{ '{:>3}'.format(number) }}{{ 'x' | center(5) }}", "00007  7  x  "),
        ("{% for a, b in [(1, 2), (3, 4)] %}{{ a }}{{ b }}{% endfor %}{{ {'a': [1]}.a }}{{ (1,) }}{{ () }}", "1234[1](1,)()"),
        ("{% set ns = namespace(n=0) %}{% for i in range(9) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "36"),
    ],
)
def test_what_templates_may_do(text: str, made: str) -> None:
    """Within the limits everything is as without them."""
    assert rendered(text) == made


GROWING = "{{% set ns = namespace(s=[1]) %}}{{% for i in range(40) %}}{{% set ns.s = {} %}}{{% endfor %}}{{{{ ns.s }}}}"


@pytest.mark.parametrize(
    "text",
    [
        GROWING.format("[ns.s, ns.s]"),
        GROWING.format("(ns.s, ns.s)"),
        GROWING.format("{'a': ns.s, 'b': ns.s}"),
        GROWING.format("dict(a=ns.s, b=ns.s)"),
        GROWING.format("(ns.s + ns.s) | batch(2) | list"),
        "{% macro f(n, s) %}{{ f(n - 1, [s, s]) if n else s }}{% endmacro %}{{ f(40, [1]) }}",
        "{% macro f(n) %}{{ f(n - 1, varargs, varargs) if n else varargs }}{% endmacro %}{{ f(40, 1) }}",
        "{% set s = ['a' * 3000000] * 100000 %}{{ s }}",
    ],
)
def test_lists_in_lists_have_an_end(text: str) -> None:
    """A list of which each holds the one before twice is stopped before it is written out."""
    with pytest.raises(TemplateFault, match="列表套列表，写出来没有尽头"):
        rendered(text)


def test_a_namespace_does_not_show_others() -> None:
    """Namespaces in each other, which nobody prints on purpose, are printed as what they are."""
    assert rendered(GROWING.format("namespace(a=ns.s, b=ns.s)")) == "&lt;Namespace&gt;"


@pytest.mark.parametrize(
    "text",
    [
        "{{ thing._hidden }}",
        "{{ thing.__class__ }}",
        "{{ thing['__class__'].x }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ thing.shout.__globals__ }}",
        "{{ '{0.__class__}'.format(thing) }}",
        "{% set x = [] %}{{ x.append(1) }}",
        "{{ lipsum() }}",
    ],
)
def test_what_the_sandbox_refuses(text: str) -> None:
    """Neither the inside of Python nor a change of values is within reach."""
    with pytest.raises(TemplateFault):
        rendered(text)


def test_a_template_that_did_too_much_is_not_run_again() -> None:
    """Its fault is remembered, so that many pages end as soon as one."""
    text = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}"
    faults = []
    for _ in range(2):
        with pytest.raises(TemplateFault) as caught:
            rendered(text)
        faults.append(caught.value)
    assert faults[0] is faults[1]


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [
        ("*", "ab", MAX_STEPS),
        ("*", MAX_STEPS + 1, (1,)),
        pytest.param("+", [0] * MAX_STEPS, [0], id="list"),
        pytest.param("*", 1 << MAX_COUNT, 2, id="number"),
        ("**", 2, MAX_COUNT),
        ("%", "%-1000000s", 1),
        ("%", "%*d", (10**9, 1)),
    ],
)
def test_operators_past_the_limit(operator: str, left: Any, right: Any) -> None:
    """What would grow without bound is refused before it is made."""
    with pytest.raises(TemplateLimitError):
        check_operands(operator, left, right)


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("center", "x", [MAX_COUNT + 1]),
        pytest.param("replace", "x" * 10_000, ["x", "x" * 10_000], id="replace"),
        pytest.param("join", ["x" * 30_000_000] * 2, [], id="join"),
        ("sum", [[1]], [None, []]),
        ("format", "{:>{}}", [1, 2]),
    ],
)
def test_filters_past_the_limit(name: str, value: Any, arguments: list[Any]) -> None:
    """So are the results of filters and methods."""
    with pytest.raises(TemplateLimitError):
        check_arguments(name, value, arguments)


def test_a_meter_begins_anew() -> None:
    """Each run has the whole of the limits, whether or not it is known how long a loop is."""
    meter = Meter()
    for _ in range(3):
        meter.begin()
        assert list(meter.turns(iter("ab"))) == ["a", "b"]
        meter.step(MAX_STEPS - 2)
        with pytest.raises(TemplateLimitError):
            list(meter.turns(iter("a")))
