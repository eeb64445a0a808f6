"""Files become text, front matter and chapters."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.parsing.text import MAX_LINE_LENGTH, Halves, chapters, decode, split
from tests.support.forms import source

PIECES = [
    "---",
    "## 一、总体情况",
    "##无空格",
    "# 甲",
    "### 乙",
    "正文",
    "`",
    "```",
    "~~~",
    "~",
    " ",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\u3000",
    "-",
    "a: b",
]
BODIES = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param("", [("", 0, "")], id="nothing"),
        pytest.param(
            "前言\n\n## 一\n\n甲\n乙\n\n##  二 \n", [("", 0, "前言"), ("一", 2, "甲\n乙"), ("二", 7, "")], id="headings"
        ),
        pytest.param("##无\n### 乙\n ## 丙", [("", 0, "##无\n### 乙\n ## 丙")], id="no-headings"),
        pytest.param("```\n## 甲\n~~~\n## 乙\n```\n## 丙", [("", 0, "```\n## 甲\n~~~\n## 乙\n```"), ("丙", 5, "")], id="fenced"),
        pytest.param("   ~~~ x\n## 甲", [("", 0, "   ~~~ x\n## 甲")], id="open-fence"),
        pytest.param("    ```\n## 甲", [("", 0, "    ```"), ("甲", 1, "")], id="indented-code-is-no-fence"),
    ],
)
def test_chapters_begin_at_headings_outside_fences(body: str, found: list[tuple[str, int, str]]) -> None:
    """A body is cut at its level-2 headings, each with its line; a `## ` inside a fence is text."""
    assert chapters(body) == tuple(found)


@given(BODIES)
@example("---\n---")
@example("---\n--- \u3000\n甲\n---\n")
def test_front_matter_ends_at_the_second_line_of_hyphens(text: str) -> None:
    """Front matter stands between the first line and the next that both are `---` but for spaces behind."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    found = None
    if marks[:1] == [0] and len(marks) > 1:
        found = Halves("\n".join(lines[1 : marks[1]]), "\n".join(lines[marks[1] + 1 :]), marks[1] + 2)
    assert split(text, "x.md").value == found


@given(
    st.text(max_size=20),
    st.sampled_from("\x00\x08\x0b\x1f\x7f\x80\x9f\u2028\u2029\ufdd0\ufdef\ufffe\uffff\t\ufdcf\ufdf0\xa0\xb7\u2027\ufffd，"),
)
def test_control_characters_are_refused(text: str, letter: str) -> None:
    """A file is refused for a control character wherever it stands, and for no other character."""
    written = f"{text}{letter}{text}"
    refused = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]", written) is not None
    assert [finding.code for finding in decode(source("x.md", written.encode())).findings] == ["file.control-character"] * refused


@given(st.lists(st.integers(0, MAX_LINE_LENGTH + 2), max_size=4))
@example([MAX_LINE_LENGTH, MAX_LINE_LENGTH, MAX_LINE_LENGTH + 1, MAX_LINE_LENGTH + 2])
@example([MAX_LINE_LENGTH + 1, MAX_LINE_LENGTH])
def test_the_first_line_that_is_too_long_is_named(lengths: list[int]) -> None:
    """A line longer than is read is refused with its number, one of just that length is not."""
    file = source("x.md", "\n".join("字" * length for length in lengths).encode())
    long = [number for number, length in enumerate(lengths, start=1) if length > MAX_LINE_LENGTH]
    assert [finding.span and finding.span.line for finding in decode(file).findings] == long[:1]
