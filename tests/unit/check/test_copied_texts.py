"""Texts known by sketches."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.check.copied_texts import SKETCH, sketch

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=200)


def share(one: str, other: str) -> float:
    """The share of two sketches as the check takes it."""
    smallest = sorted({*sketch(one), *sketch(other)})[:SKETCH]
    return sum(number in sketch(one) and number in sketch(other) for number in smallest) / len(smallest)


@given(CHINESE)
def test_only_chinese_characters_count(text: str) -> None:
    """Figures, stops and spaces change nothing; a sketch is in order and has each number once."""
    found = sketch(text)
    assert sketch("12，".join(text)) == found
    assert found == tuple(sorted(set(found))[:SKETCH])


def test_share() -> None:
    """The share of sketches is about that of the pairs of characters: the same text, a half of it, another."""
    text = "".join(chr(0x4E00 + number) for number in range(2000))
    assert share(text, text) == 1
    assert 0.3 < share(text, text[:1000]) < 0.7
    assert share(text[:1000], text[1000:]) == 0
