"""Files become text, front matter and chapters."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.model.finding import Finding, Span
from disclosure.parsing.text import MAX_LINE_LENGTH, Halves, chapters, decode, filled_sections, split
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


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("\ufeff甲".encode(), "甲", id="byte-order-mark"),
        pytest.param("甲\ufeff".encode(), "甲\ufeff", id="only-the-first"),
        pytest.param("甲\r\n乙\r丙\n".encode(), "甲\n乙\n丙\n", id="line-ends"),
        pytest.param(b"x" * 10, "x" * 10, id="plain"),
    ],
)
def test_bytes_become_text(data: bytes, text: str) -> None:
    """A text has no byte order mark and ends its lines as Unix does."""
    assert decode(source("x.md", data)).value == text


@pytest.mark.parametrize(
    ("data", "line", "message", "hint"),
    [
        pytest.param(
            "a\nb\n丙".encode("gb18030"),
            3,
            "文件是 GBK/GB18030 编码，须为 UTF-8",
            "运行 disclosure recode 'x.md'，文件就改成 UTF-8；原来的留在旁边，名字末尾加 .bak",
            id="gbk",
        ),
        pytest.param(
            "丙".encode("utf-16"),
            1,
            "文件是 UTF-16（Unicode）编码，须为 UTF-8",
            "运行 disclosure recode 'x.md'，文件就改成 UTF-8；原来的留在旁边，名字末尾加 .bak",
            id="utf-16",
        ),
        pytest.param(
            b"a\n\xff\xff", 2, "文件不是 UTF-8 编码，也不是 GB18030", "用记事本打开，“另存为”时“编码”选 UTF-8", id="no-encoding"
        ),
    ],
)
def test_other_encodings_are_named(data: bytes, line: int, message: str, hint: str) -> None:
    """A text in another encoding is refused at the line where that shows, with the command that converts it."""
    assert decode(source("x.md", data)).findings == (Finding("file.encoding", message, "x.md", span=Span(line, 1), hint=hint),)


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        pytest.param(
            "甲\n乙\x00", Span(2, 2), "U+0000", "删去“乙”后面的这个字符：光标放在它后面，按一次退格键", id="behind-a-word"
        ),
        pytest.param("\x00", Span(1, 1), "U+0000", "删去行首的这个字符：光标放在它后面，按一次退格键", id="at-the-beginning"),
        pytest.param("甲\x93", Span(1, 2), "U+0093", "把“甲”后面的这个字符改成 \u201c", id="a-quotation-mark-of-windows"),
        pytest.param(
            "甲\x81", Span(1, 2), "U+0081", "删去“甲”后面的这个字符：光标放在它后面，按一次退格键", id="nothing-in-windows"
        ),
    ],
)
def test_what_to_do_about_a_control_character(text: str, place: Span, message: str, hint: str) -> None:
    """A control character is named with its place, what stands before it, and what was meant."""
    found = Finding("file.control-character", f"文件含有不可见的控制字符 {message}", "x.md", span=place, hint=hint)
    assert decode(source("x.md", text.encode())).findings == (found,)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        pytest.param("## 甲\n\n## 乙\n\n文。\n\n## 丙\n", "## 乙\n\n文。\n", id="between-empty-ones"),
        pytest.param("## 甲\n### 子\n\n## 乙\n### 空\n### 有\n文。", "## 乙\n### 有\n文。", id="filled-below"),
        pytest.param("开头。\n## 甲\n", "开头。", id="text-before-the-first"),
        pytest.param("## 甲\n```\n## 不是标题\n```", "## 甲\n```\n## 不是标题\n```", id="code"),
        pytest.param("## 甲\n\n##\n\n# 乙\n", "", id="nothing"),
    ],
)
def test_filled_sections(text: str, filled: str) -> None:
    """Headings below which nothing stands are left out, those with something below a lower heading stay."""
    assert filled_sections(text) == filled
