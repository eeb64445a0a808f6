"""Fences of code: which lines open and close them."""

import pytest

from disclosure.model.fences import fence_after


@pytest.mark.parametrize(
    ("lines", "open_after"),
    [
        (("```", "a", "```"), ["```", "```", ""]),
        (("````", "```", "## a", "````"), ["````", "````", "````", ""]),
        (("~~~ text", "```", "~~~~"), ["~~~", "~~~", ""]),
        (("```", "``` b", "    ```", "```  "), ["```", "```", "```", ""]),
        (("a ```", "``"), ["", ""]),
    ],
)
def test_fence_after(lines: tuple[str, ...], open_after: list[str]) -> None:
    """A fence ends at a line of its own sign, at least as long, with nothing behind it."""
    fence, found = "", []
    for line in lines:
        fence = fence_after(line, fence)
        found.append(fence)
    assert found == open_after
