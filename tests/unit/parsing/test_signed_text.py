"""Where signatures stand in a content file, which are no part of what is signed."""

import pytest

from disclosure.parsing.signed_text import review_lines, signed_digest


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        pytest.param("title: 甲\nreview:\n  - {role: 甲}\nyear: 2022", (2, 4), id="in-the-middle"),
        pytest.param("title: 甲\nreview:\n- {role: 甲}", (2, 4), id="at-the-end"),
        pytest.param("review: [{role: 甲}]\ntitle: 甲", (1, 2), id="in-one-line"),
        pytest.param("title: 甲\ntables:\n  requests:", (2, 2), id="none-and-tables"),
        pytest.param("tables:\n  requests:", (1, 1), id="tables-at-once"),
        pytest.param("title: 甲", (2, 2), id="none"),
    ],
)
def test_where_signatures_stand_or_would_stand(front: str, lines: tuple[int, int]) -> None:
    """They end where the front matter ends, at the latest; where there are none they go before the tables, else to the end."""
    assert review_lines(f"---\n{front}\n---\n\n- 一段".split("\n")) == lines


def test_what_is_signed() -> None:
    """The digest is that of the text without its signatures."""
    text = "---\ntitle: 甲\nreview:\n- {role: 甲}\n---\n\n- 一段"
    assert signed_digest(text) == signed_digest("---\ntitle: 甲\n---\n\n- 一段") != signed_digest("---\ntitle: 甲\n\n- 一段")
