"""Front matter written the usual way is read without YAML, and says the very same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.fast import front_matter as fast
from disclosure.model.report import Report
from disclosure.parsing.reports import parse_report
from tests.support.edited_texts import edited
from tests.support.forms import FORMS, source
from tests.support.portal import BASE

HEADS = [
    "title: 样例镇2022年政府信息公开工作年度报告\nyear: 2022\npublished: 2023-01-20            # 首次发布日期",
    'title: "样例镇 2022 年：报告"\nyear: 2022\npublished: 2023-01-20\ndocument_number: 样政发〔2023〕1号\nindex_number: "00-1"',
    "# 样例\n\nyear: 2020\ntitle: 样例镇2020年报告 2.0\npublished: 2021-01-20\nformat: 2019\ndraft: true",
    "title: 样例镇2017年报告\nyear: 2017\npublished: 2018-01-20\ndraft: false",
]
FRONTS = {
    year: (BASE / f"{year}.md").read_text(encoding="utf-8").split("---\n")[1].partition("\ntables:")
    for year in (2017, 2020, 2022)
}
TABLES = [f"tables:{tables}" for _, _, tables in FRONTS.values()]
NOTED = TABLES[2].replace("[0, 0, ", '["3（其中修订1件,已公开）",  "2" , ', 1).replace(", 0]", ",0 ]", 2)
FRONT = [(HEADS[0], NOTED), (HEADS[1], TABLES[2]), (HEADS[2], TABLES[1]), (HEADS[3], TABLES[0]), (HEADS[3], TABLES[1])]
TEXTS = st.sampled_from([f"---\n{head}\n{tables}---\n\n前言。\n\n## 一、总体情况\n\n正文。\n" for head, tables in FRONT])
LETTERS = [
    *"\n \t~/-0123456789.,:#[]{}\"'\\&*!|>%@`?=<（）元万１／～年a\u3000\xa0\u2028\x85\ufeff\r_\u00b7\U0001f600",
    *("  ", "\n  ", "\n    ", ": ", " #", "# ", "- ", "[]", "[0]", ", ", ",0", "\n# x\n", "\n\n", "null", "~", "/", "-1", "1.5", "00", "+1"),
    *('"', '"3（x）"', "3（x y）", "25.1万元", "251000 元", "'1'", '"1"', "\n---\n", "...", "\nexplain:\n  a.b: c\n", "\nyear: 2022\n", "draft: true\n"),
    *("2020", "2017", "\ntables:", "{a: 1}", "&a ", "*a", "!!int ", "? ", "|\n", "<<: ", "revisions: []\n", "\r\n", "0, 0", "], [", "]\n", "][", "~, ~"),
]  # fmt: skip


def read(front: str, name: str = "2022.md") -> Report | None:
    """The report with this front matter, None when it is not read without YAML."""
    parsed = fast.report(source(name, f"---\n{front.rstrip()}\n---\n".encode()), FORMS)
    return parsed.value if parsed else None


@given(edited(TEXTS, LETTERS), st.sampled_from(["report.md", "2022.md", "a/2020.md"]))
@example(f"---\n{HEADS[0]}\n{NOTED}---\n", "2022.md")
@example(f"---\n{HEADS[0]}\n{TABLES[2].rstrip()} ]\n---\n", "2022.md")
@example(f"---\n{HEADS[0].replace('title: ', 'title: ' + '长' * 200, 1)}\n{NOTED}---\n", "2022.md")
@example(f"---\n{HEADS[3]}\ntables:\n  statistics:\n    - [0, 甲, 件, 1]\n    - [1, 乙, ~, 2]\n---\n", "2017.md")
@example(f"---\n{HEADS[3]}\ntables:\n  statistics:\n    - [0, 甲, 件, 1]\n    - [1, 乙, 件]\n---\n", "2017.md")
@example(f"---\n{HEADS[3]}\ntables:\n  statistics:\n" + "    - [0, 甲, 件, 1]\n" * 501 + "---\n", "2017.md")
def test_a_report_is_read_directly_as_by_yaml(text: str, name: str) -> None:
    """What is read without YAML is the same report, without findings."""
    file = source(name, text.encode())
    assert fast.report(file, FORMS) in (None, parse_report(file, FORMS))


@pytest.mark.parametrize("year", FRONTS)
def test_the_usual_way_needs_no_yaml(year: int) -> None:
    """The reports of the sample portal, the township's own and one with notes are read directly."""
    assert read("".join(FRONTS[year]), f"{year}.md") is not None


def test_a_noted_figure_needs_no_yaml() -> None:
    """Cells in quotes and odd spacing are read directly too."""
    assert read(f"{HEADS[0]}\n{NOTED}") is not None


def test_equal_rows_are_one_value() -> None:
    """Rows that say the same are the same tuple, however they are spaced."""
    front = f"{HEADS[0]}\n{TABLES[2]}"
    reports = [read(text) for text in (front, front.replace(", ", ",  ").replace("[", "[ "))]
    first, second = ([row for table in report.tables for row in table.rows] for report in reports if report)
    assert [id(row) for row in first] == [id(row) for row in second]
