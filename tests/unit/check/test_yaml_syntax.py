"""Ends of texts that YAML takes for comments."""

import pytest

from disclosure.check.yaml_syntax import swallowed_text
from disclosure.model.finding import Finding, Span


@pytest.mark.parametrize(
    ("text", "line", "column", "lost", "whole"),
    [
        pytest.param("a: 甲 #乙\n", 2, 6, "#乙", "甲 #乙", id="words"),
        pytest.param("b: 1\n  - 甲 #乙 \n", 3, 7, "#乙", "甲 #乙", id="in-a-list"),
        pytest.param("b: 1\n  a.b@c-d: 第 #3\n", 3, 14, "#3", "第 #3", id="number"),
        pytest.param("a: #1号楼\n", 2, 4, "#1号楼", "#1号楼", id="number-at-once"),
        pytest.param("- #2号\n", 2, 3, "#2号", "#2号", id="number-at-once-in-a-list"),
        pytest.param("a: 甲 # 3号\n", 2, 6, "#3号", "甲 #3号", id="blank-before-a-number"),
        pytest.param("a: 甲 # ３号\n", 2, 6, "#３号", "甲 #３号", id="full-width"),
        pytest.param("a: 甲乙 #丁 #戊\n", 2, 7, "#丁 #戊", "甲乙 #丁 #戊", id="several"),
    ],
)
def test_words_behind_a_number_sign(text: str, line: int, column: int, lost: str, whole: str) -> None:
    """Words in Chinese, or a number, behind a sign that is no comment's are told at the sign."""
    width = len(text.rstrip("\n").split("\n")[-1]) - column + 1
    assert swallowed_text(text, "x.yml", 2) == (
        Finding(
            "yaml.comment",
            f"“{lost}”被当作备注，不会公开",
            "x.yml",
            span=Span(line, column, width),
            hint=f'要公开的，整个值加引号："{whole}"；是备注的，# 后面空一格',
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 甲 # 乙\n", id="comment"),
        pytest.param("a: 长安街12号#3楼\n", id="sign-inside-a-text"),
        pytest.param("a: #甲\n", id="comment-without-a-value"),
        pytest.param("a: x #y\n", id="no-chinese"),
        pytest.param('a: "甲" #乙\n', id="quoted"),
        pytest.param("a: [甲] #乙\n", id="list"),
        pytest.param("a: 甲 #\n", id="sign-alone"),
        pytest.param("# 甲 #乙\n", id="whole-line"),
        pytest.param("a: 1 #甲\n", id="behind-a-number"),
    ],
)
def test_comments(text: str) -> None:
    """A comment, and a sign that belongs to its text, are left alone."""
    assert swallowed_text(text, "x.yml", 2) == ()
