"""The index made with numpy is that made without, byte for byte."""

import random

import pytest

from disclosure.fast import index_numpy as fast_index
from disclosure.search import index as plain_index
from disclosure.search.stripe_text import stripe_text
from tests.support.effort import tried
from tests.support.index_texts import SIZES, hard_texts, in_stripes, laid_out


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays for texts of any size."""
    monkeypatch.setattr(fast_index, "MIN_UNITS", 0)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("limit", [pytest.param(5, marks=pytest.mark.slow), 300, 1 << 20])
@pytest.mark.parametrize("seed", range(tried(3, 12)))
def test_arrays_write_what_loops_write(seed: int, limit: int) -> None:
    """The entries of any stripe have the bytes of the plain ones, whatever is frequent."""
    draw = random.Random(seed)
    _, documents = hard_texts(draw, SIZES[seed % 3])
    stripes = in_stripes(documents, draw.choice([7, 40]))
    layout = laid_out(stripes, limit, draw.choice([2, 6]))
    for stripe in stripes[:3]:
        assert fast_index.stripe_entries(stripe, layout) == plain_index.make_entries(stripe, layout)


@pytest.mark.slow
@pytest.mark.usefixtures("always")
def test_keys_too_long_for_a_word() -> None:
    """With so many characters that bucket and gram don't fit into 64 bits the bytes are the same."""
    draw = random.Random(1)
    characters = [chr(unit) for unit in (*range(0x20, 0xD800), *range(0xE000, 0xFFFE))]
    stripe = stripe_text(["".join(draw.choices(characters, k=12_000)).encode() for _ in range(4)])
    layout = plain_index.IndexLayout(13, tuple(sorted({"ab", *(f"a{one}" for one in characters[:5000:7])})))
    assert len(set(plain_index.strings(stripe.units))) > 1 << 15
    assert fast_index.stripe_entries(stripe, layout) == plain_index.make_entries(stripe, layout)


def test_small_texts_and_no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is little text, or no numpy, nothing is made here."""
    stripe = stripe_text(["公开信息".encode()])
    layout = laid_out([stripe], 1, 2)
    assert fast_index.stripe_entries(stripe, layout) is None
    monkeypatch.setattr(fast_index, "MIN_UNITS", 0)
    assert fast_index.stripe_entries(stripe, layout) is not None
    monkeypatch.setattr(fast_index, "find_spec", lambda name: None)
    assert fast_index.stripe_entries(stripe, layout) is None
