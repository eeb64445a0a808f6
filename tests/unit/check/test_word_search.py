"""Patterns that look for any of many words."""

import pytest

from disclosure.check.word_search import any_of


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        pytest.param(("甲乙丙", "甲丁", "戊"), "说甲丁戊", ["甲丁", "戊"], id="words"),
        pytest.param(("甲乙丙", "甲丁", "戊"), "甲乙、甲丙、乙丙", [], id="parts-of-words"),
        pytest.param(("甲.", "(乙"), "甲丙甲.(乙", ["甲.", "(乙"], id="signs"),
        pytest.param((), "甲", [], id="no-words"),
    ],
)
def test_any_of(words: tuple[str, ...], text: str, found: list[str]) -> None:
    """Whole words are found, sign for sign."""
    assert any_of(words).findall(text) == found
