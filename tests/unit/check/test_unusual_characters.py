"""Characters that mislead are told with their words."""

import pytest

from disclosure.check.unusual_characters import check_other_characters, check_unusual_characters
from disclosure.model.finding import Finding
from disclosure.model.portal import Body, Portal, Settings, StandingPage
from tests.unit.check.filings import filed

UNSEEN = "看不见的零宽空格（U+200B）"


@pytest.mark.parametrize(
    ("text", "code", "character", "message", "hint"),
    [
        pytest.param("甲\u200b乙", "text.unseen", "\u200b", f"“甲”和“乙”之间有{UNSEEN}", "重新输入“甲乙”", id="between"),
        pytest.param("甲\u2800乙", "text.unseen", "\u2800", "“甲”和“乙”之间有看不见的不可见字符（U+2800）", "重新输入“甲乙”", id="blank-of-braille"),
        pytest.param("甲\ufe0f乙", "text.unseen", "\ufe0f", "“甲”和“乙”之间有看不见的不可见字符（U+FE0F）", "重新输入“甲乙”", id="variant"),
        pytest.param("甲\u0301乙", "text.unseen", "\u0301", "“甲”和“乙”之间有看不见的不可见字符（U+0301）", "重新输入“甲乙”", id="accent"),
        pytest.param("甲\U0010ffff乙", "text.unseen", "\U0010ffff", "“甲”和“乙”之间有别的电脑上显示不出的自造字（U+10FFFF）", "打开原文，重新输入“甲”后面的字；是项目符号的，行首写成“- ”", id="last-of-all-characters"),
        pytest.param("甲\uf0b7乙", "text.unseen", "\uf0b7", "“甲”和“乙”之间有别的电脑上显示不出的自造字（U+F0B7）", "打开原文，重新输入“甲”后面的字；是项目符号的，行首写成“- ”", id="own-character"),
        pytest.param("\u200b甲乙", "text.unseen", "\u200b", f"“甲乙”前面有{UNSEEN}", "重新输入“甲乙”", id="before"),
        pytest.param("丙\n甲乙\u200b\n丁", "text.unseen", "\u200b", f"“甲乙”后面有{UNSEEN}", "重新输入“甲乙”", id="behind"),
        pytest.param("甲乙丙丁戊己庚\u200b辛壬癸子丑寅卯\u200b", "text.unseen", "\u200b", f"“乙丙丁戊己庚”和“辛壬癸子丑寅”之间有{UNSEEN}，共 2 处", "重新输入“乙丙丁戊己庚辛壬癸子丑寅”", id="two-in-a-long-text"),
        pytest.param("有的⽅法，⾥面", "text.lookalike", "⽅", "“⽅”（U+2F45）是部首或兼容字符，样子像“方”，却检索不到，共 2 处", "写成 有的方法", id="alike"),
        pytest.param("甲。⽅", "text.lookalike", "⽅", "“⽅”（U+2F45）是部首或兼容字符，样子像“方”，却检索不到", "写成 方", id="alike-alone"),
        pytest.param("好锟斤拷", "text.garbled", "锟斤拷", "“锟斤拷”是乱码", "打开原文，把“好”后面的“锟斤拷”改成原来的字", id="garbled"),
        pytest.param("甲\n锟斤拷", "text.garbled", "锟斤拷", "“锟斤拷”是乱码", "打开原文，把行首的“锟斤拷”改成原来的字", id="garbled-at-once"),
    ],
)  # fmt: skip
def test_a_character(text: str, code: str, character: str, message: str, hint: str) -> None:
    """The first of its kind is told where it stands, with how many there are and the words to type anew."""
    found = [Finding(code, message, "2021.md", ("#", -1, character), hint=hint)]
    assert list(check_unusual_characters(filed("2021", preamble=text))) == found


def test_in_settings_and_pages() -> None:
    """The names of the site and of its bodies and the titles of pages are pointed to as a whole, in a page's text the words."""
    bodies = (Body("portal.yml", "", "甲⽅镇", "township"), Body("a/body.yml", "a", "甲⽅局", "department"))
    page = StandingPage("pages/a.md", "pages/a.md", "甲⽅", "乙⽅。")
    found = check_other_characters(Portal(Settings("portal.yml", "甲⽅", bodies[0]), bodies, (), (), (), pages=(page,)))
    assert [(one.code, one.path, one.place) for one in found] == [
        ("text.lookalike", "portal.yml", ("name",)),
        ("text.lookalike", "portal.yml", ("body", "name")),
        ("text.lookalike", "a/body.yml", ("name",)),
        ("text.lookalike", "pages/a.md", ("title",)),
        ("text.lookalike", "pages/a.md", ("#", "⽅")),
    ]
