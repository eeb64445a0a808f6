"""Characters that look alike: what they stand for, in Python and in the browser's search alike."""

import re

import pytest

from disclosure.model.folding import GARBLED, LOOKALIKES, lookalike_key, name_of, ordinary, without_unseen
from disclosure.search.page_text import fold
from tests.support.portal import ROOT


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("⾏政机关⼯作⽂件", "行政机关工作文件", id="kangxi"),
        pytest.param("⻓⻔⻚⻋", "长门页车", id="supplement"),
        pytest.param("\uf9e1\uf92d", "李來", id="compatibility"),
        pytest.param("1\u200b4\u00ad件\u202e", "14件", id="unseen"),
        pytest.param("（一）　ａＢ１", "（一）　ａＢ１", id="width-stays"),
        pytest.param("好👨\u200d👩\ufe0f", "好👨👩\ufe0f", id="variation-stays"),
    ],
)
def test_ordinary(text: str, meant: str) -> None:
    """Radicals and compatibility forms become what they look like, what nobody sees is left out, nothing else changes."""
    assert (ordinary(text), fold(text) == fold(meant)) == (meant, True)


def test_every_lookalike_is_one_ordinary_character() -> None:
    """No text changes its length, and nothing that comes out would be changed again."""
    assert [(one, meant) for one, meant in LOOKALIKES.items() if len(meant.encode("utf-16-le")) != 2 or meant in LOOKALIKES] == []


def test_the_browser_folds_by_the_same_table() -> None:
    """`search.js` states the radicals of the supplement that Python knows; the others follow from their normal form."""
    program = (ROOT / "templates" / "assets" / "search.js").read_text(encoding="utf-8")
    radicals, meant = (re.search(rf'const {name} = "(.+)";', program) for name in ("RADICALS", "CHARACTERS"))
    assert radicals and meant
    assert dict(zip(radicals[1], meant[1], strict=True)) == {
        one: to for one, to in LOOKALIKES.items() if "\u2e80" <= one <= "\u2eff"
    }


def test_names_that_look_alike() -> None:
    """Names that differ in case, composition, radicals or by what nobody sees are one to people and to other systems."""
    assert len({lookalike_key(name) for name in ("É工.txt", "e\u0301⼯.TXT", "é工\u200b.txt")}) == 1
    assert lookalike_key("工.txt") != lookalike_key("土.txt")


def test_what_is_left_of_other_encodings() -> None:
    """Text that was read in another encoding is known; foreign names are not taken for it."""
    wrong = "政府信息".encode().decode("cp1252", "replace")
    texts = (wrong, "锟斤拷", "a\ufffd", "Müller, Café, Zoë; naïve")
    assert [GARBLED.search(text) is not None for text in texts] == [True, True, True, False]


def test_names_of_unseen_characters() -> None:
    """What nobody sees is called by its name, or by its number alone."""
    assert (name_of("\u200b"), name_of("\u2066"), without_unseen("a\u2066b")) == (
        "零宽空格（U+200B）",
        "不可见字符（U+2066）",
        "ab",
    )
