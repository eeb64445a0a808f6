"""What a page would not show of its text."""

import pytest

from disclosure.check.lost_text import check_lost_text
from disclosure.model.finding import Finding
from tests.unit.check.filings import filed

HEAD = "| 甲 | 乙 |\n|---|---|\n"
LONGER = "给表头和分隔线也加一格，或删去多出的格；格里要写竖线的，写成 \\|"


@pytest.mark.parametrize(
    ("text", "words", "message", "hint"),
    [
        pytest.param(f"{HEAD}| 1 | 2 | 3 |", "| 1 | 2 | 3 |", "这一行有 3 格，表头只有 2 格，网页上没有 “3”", LONGER, id="more"),
        pytest.param(f"{HEAD}| 1 | 2 | |", "| 1 | 2 | |", "这一行有 3 格，表头只有 2 格，网页上没有 空格", LONGER, id="an-empty-cell-more"),
        pytest.param(f"{HEAD}| 1 | 2 | 3 | 4", "| 1 | 2 | 3 | 4", "这一行有 4 格，表头只有 2 格，网页上没有 “3”、“4”", LONGER, id="two-more"),
        pytest.param(f"{HEAD}| 1 |", "| 1 |", "这一行有 1 格，表头有 2 格，右边会空着", "补上缺的格，没有内容的也写一格：| 1 |  |", id="fewer"),
        pytest.param("| 甲 | 乙 |\n|---|\n| 1 | 2 |", "|---|", "表头有 2 格，分隔线有 1 格，网页上不成表格", "分隔线写成 | --- | --- |", id="rule"),
        pytest.param("甲 | 乙\n:-- | --:\n1 | 2\n3", "3", "这一行有 1 格，表头有 2 格，右边会空着", "补上缺的格，没有内容的也写一格：3 |  |", id="without-outer-bars"),
        pytest.param("[附件]（表.docx）", "[附件]（表.docx）", "“[附件]（表.docx）”像是链接，但括号不对，网页上只是文字", "用半角括号，中间不空格，写成 [附件](表.docx)", id="round-brackets"),
        pytest.param("［附件］(a.pdf)", "［附件］(a.pdf)", "“［附件］(a.pdf)”像是链接，但括号不对，网页上只是文字", "用半角括号，中间不空格，写成 [附件](a.pdf)", id="square-brackets"),
        pytest.param("【附件】(a.pdf)", "【附件】(a.pdf)", "“【附件】(a.pdf)”像是链接，但括号不对，网页上只是文字", "用半角括号，中间不空格，写成 [附件](a.pdf)", id="black-brackets"),
        pytest.param("[附件] (http://x.cn)", "[附件] (http://x.cn)", "“[附件] (http://x.cn)”像是链接，但括号不对，网页上只是文字", "用半角括号，中间不空格，写成 [附件](http://x.cn)", id="gap"),
        pytest.param("[注]: 说明文字", "[注]: 说明文字", "“[注]: 说明文字”会被当作链接的地址，没有链接用到它，网页上看不到", "要公开的，去掉方括号，写成 注：说明文字；不要的，删去这一行", id="unused"),
        pytest.param("[注]:\n说明", "[注]:", "“[注]:”会被当作链接的地址，没有链接用到它，网页上看不到", "要公开的，去掉方括号，写成 注：说明；不要的，删去这一行", id="unused-on-two-lines"),
    ],
)  # fmt: skip
def test_lost(text: str, words: str, message: str, hint: str) -> None:
    """A cell, a link or a note that the page would not show is told at its words, with what to write."""
    code = "table.cells" if "格，" in message else "link.brackets" if "像是" in message else "link.unused"
    found = [Finding(code, message, "2021.md", ("#", -1, words), hint=hint)]
    assert list(check_lost_text(filed("2021", preamble=text))) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}| 1 | 2 |\n\n| x |", id="behind-the-table"),
        pytest.param("| 甲 |\n|---|\n| 1 \\| 2 |", id="escaped-bar"),
        pytest.param("```\n| 甲 | 乙 |\n|---|---|\n| 1 |\n```", id="in-code"),
        pytest.param("~~~\n[附件]（a.docx）\n~~~", id="in-other-code"),
        pytest.param("`[附件]（a.docx）`", id="in-a-line-of-code"),
        pytest.param("|---|---|\n| 1 |", id="no-head"),
        pytest.param("[附件](a.docx)和[二]( b.docx )", id="links"),
        pytest.param("【注】（见下）", id="words-in-brackets"),
        pytest.param("[注]: http://x.cn\n\n见[注]。", id="used"),
        pytest.param("[Ab]: x.html\n\n见[文][aB]", id="used-in-other-letters"),
        pytest.param("[^1]: 脚注", id="footnote"),
        pytest.param("    [注]: 码", id="indented"),
    ],
)
def test_nothing_lost(text: str) -> None:
    """What the page shows is left alone."""
    assert list(check_lost_text(filed("2021", preamble=text))) == []
