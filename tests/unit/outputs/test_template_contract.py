"""The contract of templates is whole, and templates/README.md says what every template is given."""

from collections.abc import Iterator

import pytest

from disclosure.html.template_views import MacroView, TemplateView
from disclosure.model.theme import THEME_VERSION
from disclosure.outputs.template_contract import MACROS, VIEWS
from tests.support.portal import ROOT
from tests.support.template_reference import UNWRITTEN, template_reference, type_words
from tests.support.theme import THEME


def test_the_reference_is_current(request: pytest.FixtureRequest) -> None:
    """Its tables are made from the views, its sentences are written there; `--snapshots` makes it anew and keeps them."""
    file = ROOT / "templates" / "README.md"
    text = file.read_text(encoding="utf-8")
    made = template_reference(THEME, text)
    if request.config.getoption("--snapshots"):
        file.write_text(made, encoding="utf-8")
    assert [line for line in made.split("\n") if UNWRITTEN in line] == []
    assert file.read_text(encoding="utf-8") == made


def test_sentences_are_kept() -> None:
    """What has no sentence yet gets the one that variables of its name have elsewhere, else a mark; nothing else changes."""
    text = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    lacking = text.replace("| `frame` | Frame | 全站共有的：设置、栏目 |\n", "", 1).replace("| `pairs` |", "| `pears` |")
    made = template_reference(THEME, lacking)
    assert made == text.replace("相邻两年的对照的链接", UNWRITTEN)


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
