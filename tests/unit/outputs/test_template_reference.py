"""templates/README.md lists what every template is given."""

from collections.abc import Iterator

import pytest

from disclosure.html.template_views import MacroView, TemplateView
from disclosure.model.theme import THEME_VERSION
from disclosure.outputs.template_contract import MACROS, VIEWS
from disclosure.outputs.template_reference import template_reference, type_words, value_types
from disclosure.outputs.template_words import BLOCKS, MACRO_WORDS, TEMPLATES, VALUES, VARIABLES
from tests.support.portal import ROOT
from tests.support.theme import THEME


def test_the_reference_is_current(request: pytest.FixtureRequest) -> None:
    """It is made from the views; `--snapshots` makes it anew."""
    file, made = ROOT / "templates" / "README.md", template_reference(THEME)
    if request.config.getoption("--snapshots"):
        file.write_text(made, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == made


def subclasses(kind: type) -> Iterator[type]:
    """Every class that is made from another."""
    below: list[type] = kind.__subclasses__()
    for one in below:
        yield one
        yield from subclasses(one)


def test_every_view_is_listed() -> None:
    """Whatever is given to a template of the program is in the contract."""
    known: list[type] = [*subclasses(TemplateView), *subclasses(MacroView)]
    own = {one for one in known if hasattr(one, "TEMPLATE") and one.__module__.startswith("disclosure.")}
    assert own == {*VIEWS, *MACROS}


def test_no_words_about_what_is_not_there() -> None:
    """Every sentence is about a template, variable, macro or value that there is."""
    made = template_reference(THEME)
    for words in (TEMPLATES, BLOCKS, VARIABLES, MACRO_WORDS, VALUES):
        assert [key for key, sentence in words.items() if sentence not in made] == []
    assert {kind.__name__ for kind in value_types()} == VALUES.keys()
    assert {view.TEMPLATE for view in VIEWS} == TEMPLATES.keys()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (str, "文字"),
        (tuple[str, ...], "文字[]"),
        (tuple[tuple[int, str], ...], "(整数, 文字)[]"),
        (int | None, "整数?"),
        (str | int, "文字或整数"),
    ],
)
def test_types_in_words(kind: type, words: str) -> None:
    """A type is told in words."""
    assert type_words(kind) == words


def test_every_template_states_the_version() -> None:
    """The built-in templates say of which version they are, so that a copy of one does so too."""
    stated = f"{{# theme: {THEME_VERSION} #}}\n"
    assert [name for name, text in THEME.files if name.endswith(".html") and not text.startswith(stated)] == []
