"""Texts that look like people's own, and what happens to them while they are edited."""

from collections.abc import Sequence

from hypothesis import strategies as st


def edited(texts: st.SearchStrategy[str], letters: Sequence[str], most: int = 4) -> st.SearchStrategy[str]:
    """Texts with up to `most` places where something was put in, left out or written over."""
    edit = st.tuples(st.integers(0, 999_999), st.integers(0, 3), st.sampled_from(letters))
    return st.builds(_apply, texts, st.lists(edit, max_size=most))


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    for place, left_out, put_in in edits:
        at = place % (len(text) + 1)
        text = text[:at] + put_in + text[at + left_out :]
    return text
