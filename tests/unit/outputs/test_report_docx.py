"""A report as a document: what word processors read in it is what the report says."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
from msgspec.structs import replace

from disclosure.model.report import Cell, Report, Section, Withdrawal
from disclosure.outputs.report_docx import render_docx
from tests.support.forms import BY_KEY
from tests.support.reports import report_of

FORM = BY_KEY["2021"]
TEXT = """\
第一段有**粗体**和[链接](https://www.example.gov.cn/)。

### （一）小节

- 甲
- 乙

1. 子
2. 丑

| 项目 | 数 |
|---|--:|
| 公开 | 12 |

![培训照片](a.png)

某某镇
2023年1月20日
"""


def opened(report: Report) -> "docx.document.Document":
    """The document as python-docx reads it."""
    return docx.Document(BytesIO(render_docx("某某镇人民政府", report, FORM, "https://www.example.gov.cn/2022.html")))


def sample(text: str = TEXT, note: str = "") -> Report:
    """A report with one text, and a note to some of its figures."""
    report = report_of(
        FORM, -1, [Cell(Decimal(3)), Cell(Decimal(7), note)], [], "某某镇2022年政府信息公开工作年度报告", date(2023, 1, 20)
    )
    return replace(report, sections=(Section("overview", "一、总体情况", text),))


def test_text_keeps_its_kinds() -> None:
    """Titles, headings, bold words, lists, tables, pictures by what they show, and the signature are told apart."""
    found = opened(sample())
    told = [(getattr(paragraph.style, "name", ""), paragraph.text) for paragraph in found.paragraphs if paragraph.text]
    assert told[:12] == [
        ("Title", "某某镇2022年政府信息公开工作年度报告"),
        ("About", "发布日期：2023-01-20"),
        ("Heading 1", "一、总体情况"),
        ("Normal", "第一段有粗体和链接。"),
        ("Heading 2", "（一）小节"),
        ("Normal", "• 甲"),
        ("Normal", "• 乙"),
        ("Normal", "1. 子"),
        ("Normal", "2. 丑"),
        ("Normal", "（图：培训照片）"),
        ("Signature", "某某镇\n2023年1月20日"),
        ("Heading 1", "二、主动公开政府信息情况"),
    ]
    assert [run.text for run in found.paragraphs[3].runs if run.bold] == ["粗体"]
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [["项目", "数"], ["公开", "12"]]


def test_tables_are_whole_and_their_heads_are_repeated() -> None:
    """Every row of the form has as many columns as the grid, merged cells counted; the head of a long table is on each page."""
    table = opened(sample()).tables[2]
    assert {len(row.cells) for row in table.rows} == {10}
    assert len(table.rows) == 3 + len(FORM.tables["requests"].row_keys)
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows][:4] == [True, True, True, False]


def test_short_notes_stand_at_their_figures_and_long_ones_below() -> None:
    """A note of a few words is written as people write it; of a longer one the figure has the number."""
    cells = [cell.text for row in opened(sample(note="含旧案")).tables[1].rows for cell in row.cells]
    assert "7（含旧案）" in cells
    found = opened(sample(note="这一格的说明很长很长很长很长很长很长很长很长"))
    assert "7（注1）" in [cell.text for row in found.tables[1].rows for cell in row.cells]
    assert any(one.text.startswith("注1（") and one.text.endswith("很长很长") for one in found.paragraphs)


def test_withdrawn_report_is_only_named() -> None:
    """At the address of a withdrawn report there is a document that says so, without its figures."""
    found = opened(replace(sample(), withdrawn=Withdrawal(date(2024, 1, 2), "有误。")))
    assert [one.text for one in found.paragraphs] == [sample().title, f"{sample().title}已于2024-01-02撤下：有误。"]
    assert found.tables == []


def test_same_report_same_bytes() -> None:
    """Nothing of the machine or the day is in a document."""
    assert render_docx("甲", sample(), FORM, "a") == render_docx("甲", sample(), FORM, "a")
    properties = opened(sample()).core_properties
    assert (properties.author, str(properties.created)[:10]) == ("某某镇人民政府", "2023-01-20")
