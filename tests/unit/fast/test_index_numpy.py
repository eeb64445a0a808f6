"""The index made with numpy is that made without, byte for byte."""

import random

import pytest

from disclosure.fast import index_numpy as fast_index
from disclosure.search import index as plain_index
from disclosure.search.index_layout import END, Sample
from tests.support.effort import tried
from tests.support.index_texts import SIZES, hard_texts, laid_out


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays for texts of any size."""
    monkeypatch.setattr(fast_index, "MIN_UNITS", 0)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("limit", [pytest.param(5, marks=pytest.mark.slow), 300, 1 << 20])
@pytest.mark.parametrize("seed", range(tried(6, 12)))
def test_arrays_write_what_loops_write(seed: int, limit: int) -> None:
    """The index of many texts has the bytes of the plain one, in whatever chunks and parts it is made."""
    draw = random.Random(seed)
    _, documents = hard_texts(draw, SIZES[seed % 3])
    texts, layout = laid_out(documents, limit, draw.choice([4, 12, 16]))
    size = draw.randint(1, 50)
    chunks = [b"".join(texts[start : start + size]) for start in range(0, len(texts), size)]
    assert fast_index.frequent_strings(Sample(tuple(texts), limit)) == set(layout.frequent)
    shards = sorted({ord(unit) >> layout.shift for unit in layout.units if unit != END})
    cut = draw.randint(0, len(shards))
    parts = [part for part in (shards[:cut], shards[cut:]) if part]
    files = {name: body for part in parts for name, body in (fast_index.shard_files(chunks, layout, part) or {}).items()}
    assert files == plain_index.make_shard_files(texts, layout, shards)


@pytest.mark.slow
@pytest.mark.usefixtures("always")
def test_keys_too_long_for_a_word() -> None:
    """With so many characters that place and context don't fit into 64 bits the bytes are the same."""
    draw = random.Random(1)
    characters = [chr(unit) for unit in (*range(0x20, 0xD800), *range(0xE000, 0xFFFE))]
    texts, layout = laid_out([["".join(draw.choices(characters, k=50_000))] for _ in range(4)], 20, 16)
    assert len(layout.units) > 1 << 15
    assert fast_index.shard_files(texts, layout, [0]) == plain_index.make_shard_files(texts, layout, [0])


def test_small_texts_and_no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is little text, or no numpy, nothing is made here."""
    texts, layout = laid_out([["公开信息"]], 1, 16)
    sample = Sample(tuple(texts), 1)

    def made() -> list[object]:
        return [
            fast_index.frequent_strings(sample),
            fast_index.shard_files(texts, layout, [0]),
        ]

    assert made() == [None, None]
    monkeypatch.setattr(fast_index, "MIN_UNITS", 0)
    assert None not in made()
    monkeypatch.setattr(fast_index, "find_spec", lambda name: None)
    assert made() == [None, None]
