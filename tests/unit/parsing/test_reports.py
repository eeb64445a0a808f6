"""What a report file states: every cell in its place, and every mistake named; bytes that are no report are refused."""

import re
from datetime import date
from time import process_time
from typing import Any

import pytest

from disclosure.model.finding import Parsed, Span
from disclosure.model.form import Format, Heading, SectionForm, TableForm
from disclosure.model.report import AuthoredRow, Cell, Explanation, Report, Revision, Section, Source
from disclosure.parsing.forms import parse_format
from disclosure.parsing.reports import parse_report
from disclosure.parsing.text import MAX_FILE_SIZE
from tests.support.forms import source, source_of
from tests.support.portal import ROOT

FORMS = tuple(
    form for key in ("2019", "2021", "legacy") if (form := parse_format(source_of(ROOT / "formats" / f"{key}.yml")).value)
)


def refused(data: bytes) -> tuple[list[str], float]:
    """The codes that a report of these bytes yields, and the seconds that took."""
    begun = process_time()
    parsed = parse_report(Source("2020.md", "2020.md", data, ""), FORMS)
    return [finding.code for finding in parsed.findings], process_time() - begun


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"---\ntitle: " + b"x" * (MAX_FILE_SIZE + 1) + b"\n---\n", "file.too-large", id="over-a-megabyte"),
        pytest.param(b"---\na: &a [x,x,x,x]\n" + b"b: [*a,*a,*a]\n" * 1000 + b"---\n", "yaml.feature", id="alias-bomb"),
        pytest.param(b"---\na: " + b"[" * 100 + b"]" * 100 + b"\n---\n", "yaml.depth", id="depth-100"),
        pytest.param(b"---\na: " + b"[" * 400_000 + b"\n---\n", "file.long-line", id="depth-400000"),
        pytest.param(b"---\na: !!python/object/apply:os.system [ls]\n---\n", "yaml.feature", id="python-object"),
        pytest.param("---\ntitle: 三岔河镇\n---\n".encode("gb18030"), "file.encoding", id="gbk"),
        pytest.param(b"---\ntitle: \xff\xfe\x00\x81\n---\n", "file.encoding", id="no-encoding-at-all"),
    ],
)
def test_hostile_bytes_are_refused_at_once(data: bytes, code: str) -> None:
    """What is too large, too deep or clever is refused with one finding, in far less time than it could cost."""
    codes, seconds = refused(data)
    assert codes == [code]
    assert seconds < 1


# --- a small form, and reports on it ------------------------------------------------------------------------------

PAIR = (Heading("件", "n"), Heading("额", "sum", holds="money"))
TABLE = TableForm(
    "t",
    "甲表",
    (
        Heading("收件", "received"),
        Heading("办件", "done", (Heading("准予", "granted"), Heading("其他", "other", (Heading("撤回", "withdrawn"),)))),
        Heading("空组", "", (Heading("转办", "passed"),)),
    ),
    PAIR,
)
OLD_TABLE = TableForm("t", "甲表", (Heading("收件", "received"),), (Heading("件", "n"),))
OWN = TableForm("own", "统计表", (), PAIR, corner="指标", unit_label="单位", authored=True)


def small_form(key: str, notice: str, years: tuple[int, int], *tables: TableForm, **more: Any) -> Format:
    """A form with these tables in its second section."""
    sections = (SectionForm("first", "一、概况", also=("总的情况",)), SectionForm("s", "二、办件", tables))
    return Format(key, "格式", notice, *years, sections=sections, digest=key, **more)


SMALL = (
    small_form("free", "", (2010, 2018), OWN, free_chapters=True, years_allowed=(2019,)),
    small_form("old", "文〔2019〕1号", (2019, 2020), OLD_TABLE),
    small_form("new", "文〔2021〕1号", (2021, 2030), TABLE),
)
HEAD = """\
title: 甲镇2021年报告
year: 2021
published: 2022-01-05
"""
ROWS = """\
tables:
  t:
    received: [1, 2.5]
    done:
      granted: [3, ~]
      other:
        withdrawn: [/, 0]
    passed: [4, 5]
"""
TEXT = "\n序。\n\n## 总的情况\n\n正文。\n\n## 二、办件\n\n## 六、总的情况\n\n## 七、别的\n"
OWN_ROWS = """\
tables:
  own:
    - [0, 文件, 件, 3, 4]
    - [1, 其中, ~, 5]
    - [2, 无数, 件]
    - [x, 甲, 件, 1]
    - [0, "", 件, 1]
    - [0, 甲]
    - [0, 甲, 件, 1, 2, 3]
    - 甲
"""
EXPLAINED = """\
explain:
  published.late: 因故。
  total.unequal@t.received: 核对过。
  late: 因故
  year.gap:
  year.title: [1]
"""
CORRECTED = """\
revisions:
  - {date: 2022-03-01, change: 更正。}
  - {date: 2022-03-02}
  - {change: 更正。}
  - {date: 2022-03-03, change: 更正。, by: 甲}
"""
Found = tuple[str, tuple[int, int, int], str, str]
"""A finding: its code, its line, column and width, what is wrong and what to type."""


def read(front: str, name: str = "2021.md") -> Parsed[Report]:
    """What a report with this front matter states on the small forms."""
    return parse_report(source(name, f"---\n{front}---\n{TEXT}".encode()), SMALL)


def found_in(parsed: Parsed[Report]) -> list[Found]:
    """The findings."""
    spans = [one.span or Span(0, 0) for one in parsed.findings]
    return [
        (one.code, (at.line, at.column, at.width), one.message, one.hint) for one, at in zip(parsed.findings, spans, strict=True)
    ]


def rows_of(report: Report) -> str:
    """The cells of all tables, those unread as X."""

    def written(cell: Cell) -> str:
        return "X" if cell.unread else "~" if cell.blank else "/" if cell.not_applicable else str(cell.amount)

    return " | ".join(" ".join(map(written, row)) for table in report.tables for row in table.rows)


def test_a_sound_report() -> None:
    """Every cell is in its place, and text stands under the section that its heading is known to be."""
    parsed = read(HEAD + ROWS)
    assert parsed.value
    report = parsed.value
    assert (report.title, report.year, report.published, report.format) == ("甲镇2021年报告", 2021, date(2022, 1, 5), "new")
    assert (rows_of(report), report.preamble) == ("1 2.5 | 3 ~ | / 0 | 4 5", "序。")
    assert report.sections == (
        Section("first", "总的情况", "正文。"),
        Section("s", "二、办件", ""),
        Section("first", "六、总的情况", ""),
        Section("", "七、别的", ""),
    )
    assert found_in(parsed) == []


@pytest.mark.parametrize(
    ("old", "new", "rows", "found"),
    [
        pytest.param("    received: [1, 2.5]\n", "", "X X | 3 ~ | / 0 | 4 5", [("row.missing", (6, 3, 1), "缺少“received”（收件）", "没有填报的单元格写 ~，不能省略整行")], id="row-missing"),
        pytest.param("    done:\n      granted: [3, ~]\n      other:\n        withdrawn: [/, 0]\n", "", "1 2.5 | X X | X X | 4 5", [("row.missing", (6, 3, 1), "缺少“done”（办件）", "没有填报的单元格写 ~，不能省略整行")], id="group-missing"),
        pytest.param("      granted: [3, ~]\n", "", "1 2.5 | X X | / 0 | 4 5", [("row.missing", (8, 5, 4), "缺少“granted”（准予）", "没有填报的单元格写 ~，不能省略整行")], id="inner-missing"),
        pytest.param("      other:\n        withdrawn: [/, 0]\n", "      other: [1, 2]\n", "1 2.5 | 3 ~ | X X | 4 5", [("row.length", (10, 14, 1), "这里不能写成一行，要分 1 行：withdrawn（撤回）", "冒号后换行，缩进两格，一行写一项：withdrawn；第一行如 withdrawn: [0, 0]")], id="group-as-row"),
        pytest.param("    done:\n      granted: [3, ~]\n      other:\n        withdrawn: [/, 0]\n", "    done: [1, 2]\n", "1 2.5 | X X | X X | 4 5", [("row.length", (8, 11, 1), "这里不能写成一行，要分 2 行：granted（准予）、other（其他）", "冒号后换行，缩进两格，一行写一项：granted、other；第一行如 granted: [0, 0]")], id="outer-group-as-row"),
        pytest.param(ROWS, "tables:\n  t: [1, 2]\n", "X X | X X | X X | X X", [("row.length", (6, 6, 1), "这里不能写成一行，要分 3 行：received（收件）、done（办件）、passed（转办）", "冒号后换行，缩进两格，一行写一项：received、done、passed；第一行如 received: [0, 0]")], id="table-as-row"),
        pytest.param("    received: [1, 2.5]\n", "    received:\n      a: [1, 2]\n", "X X | 3 ~ | / 0 | 4 5", [("row.length", (8, 7, 1), "“收件”是一行数，下面不能再分行", "写成 received: [~, ~]，依次为：件、额")], id="row-as-group"),
        pytest.param("received:", "recieved:", "X X | 3 ~ | / 0 | 4 5", [("row.unknown", (7, 5, 8), "不认识的行“recieved”", "是不是“received”？")], id="misspelt"),
        pytest.param("    received: [1, 2.5]\n", "    received: [1, 2.5]\n    xyz: [1, 2]\n", "1 2.5 | 3 ~ | / 0 | 4 5", [("row.unknown", (8, 5, 3), "不认识的行“xyz”", "可用：received、done、passed")], id="unknown"),
        pytest.param("    received: [1, 2.5]\n    done:\n", "    done:\n      received: [1, 2.5]\n", "X X | 3 ~ | / 0 | 4 5", [("row.unknown", (8, 7, 8), "“received”这一行不在这里（缩进或位置不对）", "减少缩进，与 received: 对齐")], id="misplaced-in"),
        pytest.param("    done:\n      granted: [3, ~]\n", "    granted: [3, ~]\n    done:\n", "1 2.5 | X X | / 0 | 4 5", [("row.unknown", (8, 5, 7), "“granted”这一行不在这里（缩进或位置不对）", "核对缩进，放回 done: 下面")], id="misplaced-out2"),
        pytest.param("[1, 2.5]", "[1]", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”有 1 个单元格，应为 2 个", "依次为：件、额")], id="short"),
        pytest.param("[1, 2.5]", "[1 2.5]", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”有 1 个单元格，应为 2 个", "写成 [1, 2.5]；依次为：件、额")], id="short-glued"),
        pytest.param("[1, 2.5]", "[1，2.5]", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”的数用“，”隔开，只有半角逗号“,”才能隔开单元格", "写成 [1, 2.5]")], id="chinese-comma"),
        pytest.param("[1, 2.5]", "[1、2、3]", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”的数用“、”隔开，只有半角逗号“,”才能隔开单元格", "单元格之间一律用半角逗号“,”；依次为：件、额")], id="chinese-sep-three"),
        pytest.param("[1, 2.5]", "[1, 234, 5]", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”有 3 个单元格，应为 2 个", "依次为：件、额。数字里不写逗号：1,234 会变成两格")], id="long"),
        pytest.param("[1, 2.5]", "1, 2.5", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 6), "“收件”没有写在方括号里，应为 2 个单元格", "写成 [1, 2.5]")], id="no-brackets"),
        pytest.param("[1, 2.5]", "7", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”没有写在方括号里，应为 2 个单元格", "写成 [7, ~]，依次为：件、额")], id="one-number"),
        pytest.param("[1, 2.5]", "", "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 14, 1), "“收件”没有写在方括号里，应为 2 个单元格", "写成 [~, ~]，依次为：件、额")], id="blank-row"),
        pytest.param("[1, 2.5]", '["1 2"]', "X X | 3 ~ | / 0 | 4 5", [("row.length", (7, 15, 1), "“收件”有 1 个单元格，应为 2 个", "依次为：件、额")], id="quoted"),
    ],
)  # fmt: skip
def test_rows_that_are_written_otherwise(old: str, new: str, rows: str, found: list[Found]) -> None:
    """A row that is missing, elsewhere or of another length is unread and named at its place; all others are read."""
    parsed = read((HEAD + ROWS).replace(old, new))
    assert parsed.value
    assert (rows_of(parsed.value), found_in(parsed)) == (rows, found)


@pytest.mark.parametrize(
    ("old", "new", "name", "key", "found"),
    [
        pytest.param(ROWS, "", "2021.md", "new", [("field.missing", (2, 1, 1), "缺少“tables”", "应有：t")], id="no-tables"),
        pytest.param(ROWS, "tables:\n  x: 1\n", "2021.md", "new", [("table.unknown", (6, 3, 1), "不认识“x”这一项", "可用：t"), ("table.missing", (5, 1, 6), "缺少表格“t”（甲表）", "没有填报的单元格写 ~，不能整表省略")], id="table-missing"),
        pytest.param("year: 2021", "year: 2020", "2021.md", None, [("year.path", (3, 7, 4), "文件名是 2021.md，year 却是 2020", "2021 年的报告写 year: 2021，再核对标题、日期和各数；2020 年的报告，文件名改为 2020.md（已有的，删去这一份）")], id="year-path"),
        pytest.param("year: 2021", "year: 2005", "x.md", None, [("form.wrong-year", (3, 7, 4), "没有适用于 2005 年的格式", "年度报告从 2010 年起；核对 year 和文件名，例如 year: 2010、2010.md")], id="year-unknown"),
        pytest.param("year: 2021", "year: 2031", "x.md", None, [("form.wrong-year", (3, 7, 4), "没有适用于 2031 年的格式", "年度报告从 2010 年起；核对 year 和文件名，例如 year: 2010、2010.md")], id="year-future"),
        pytest.param("year: 2021\n", "year: 2021\nformat: old\n", "2021.md", "new", [("form.wrong-year", (4, 9, 3), "2021 年的报告应使用 new 格式，不是“old”", "删去 format 一行，由年份决定格式")], id="stated"),
        pytest.param("year: 2021\n", "year: 2021\nformat: new\n", "2021.md", "new", [], id="stated-right"),
        pytest.param("year: 2021\n", "year: 2019\nformat: free\n", "x.md", "free", [("table.unknown", (7, 3, 1), "不认识“t”这一项", "可用：own")], id="free-by-choice"),
        pytest.param("year: 2021\n", "year: 2015\n", "x.md", "free", [], id="free-by-default"),
        pytest.param(ROWS, "tables:\n  t:\n    received: [1]\n", "2021.md", "old", [("form.wrong-year", (5, 1, 6), "2021 年的报告应使用 new 格式（文〔2021〕1号），这里的表格是 old 格式", "按 new 格式重新填写表格；或核对 year")], id="other-form"),
        pytest.param("year: 2021", "year: 2020", "x.md", "new", [("form.wrong-year", (5, 1, 6), "2020 年的报告应使用 old 格式（文〔2019〕1号），这里的表格是 new 格式", "按 old 格式重新填写表格；或核对 year")], id="other-form-2"),
        pytest.param("year: 2021\n", "year: 2015\n" + OWN_ROWS, "x.md", "free", [("row.length", (9, 7, 1), "统计表的一行写得不对", "依次为：[层级, 指标, 单位, 件, 额]，层级从 0 起"), ("row.length", (10, 7, 1), "统计表的一行写得不对", "依次为：[层级, 指标, 单位, 件, 额]，层级从 0 起"), ("row.length", (11, 7, 1), "统计表的一行写得不对", "依次为：[层级, 指标, 单位, 件, 额]，层级从 0 起"), ("row.length", (12, 7, 1), "统计表的一行写得不对", "依次为：[层级, 指标, 单位, 件, 额]，层级从 0 起"), ("row.length", (13, 7, 1), "统计表的一行写得不对", "依次为：[层级, 指标, 单位, 件, 额]，层级从 0 起")], id="own-rows"),
        pytest.param("year: 2021\n", "year: 2015\ntables:\n  own: 5\n", "x.md", "free", [("field.type", (5, 8, 1), "统计表应为列表（每行以 - 开头）", "每行写成 - [0, 指标, 单位, 数]")], id="own-no-list"),
        pytest.param("title: 甲镇2021年报告\n", "", "2021.md", "new", [("field.missing", (2, 1, 1), "缺少“title”", "写成 title: 某某镇2021年政府信息公开工作年度报告")], id="no-title"),
        pytest.param("published: 2022-01-05\n", "", "2021.md", "new", [("field.missing", (2, 1, 1), "缺少“published”", "写成 published: 2022-MM-DD，MM、DD 换成实际的月和日，各写两位")], id="no-date"),
        pytest.param("published: 2022-01-05\n", "draft: true\n", "2021.md", "new", [], id="draft-no-date"),
        pytest.param("year: 2021\n", "", "2021.md", "new", [("field.missing", (2, 1, 1), "缺少“year”", "写成 year: 2021")], id="no-year"),
        pytest.param("year: 2021\n", "year: 2021\n" + EXPLAINED, "2021.md", "new", [("field.unknown", (7, 3, 4), "“late”不是提示代码", "写提示末尾方括号里的代码，例如 published.late: 原因"), ("field.type", (9, 15, 1), "“year.title”应为一行文字", "写成 year.title: 1"), ("field.missing", (8, 12, 1), "“year.gap”没有写原因", "写成 year.gap: 原因，用一句话")], id="explain"),
        pytest.param("year: 2021\n", "year: 2021\n" + CORRECTED, "2021.md", "new", [("field.missing", (6, 5, 1), "缺少“change”", "写成 change: 更正了什么，用一句话，例如 change: 更正表三一处数字。"), ("field.missing", (7, 5, 1), "缺少“date”", "写成 date: 2022-MM-DD，MM、DD 换成实际的月和日，各写两位"), ("field.unknown", (8, 37, 2), "不认识“by”这一项", "可用：date、change")], id="revisions"),
        pytest.param("year: 2021\n", "year: 2021\nnumber: 3\n", "2021.md", "new", [("field.unknown", (4, 1, 6), "不认识“number”这一项", "是不是“index_number”？")], id="unknown-key"),
    ],
)  # fmt: skip
def test_heads_that_are_written_otherwise(old: str, new: str, name: str, key: str | None, found: list[Found]) -> None:
    """The form follows from the year; what can't be read is named, and where no form is known there is no report."""
    front = HEAD if "year: 2015" in new else HEAD + ROWS
    parsed = read(front.replace(old, new), name)
    assert (parsed.value.format if parsed.value else None, found_in(parsed)) == (key, found)


def test_the_rows_of_an_author() -> None:
    """A row of an author's own table has a level, a label, a unit that may be left out, and as many cells as are known."""
    parsed = read(HEAD.replace("2021", "2015") + OWN_ROWS, "2015.md")
    assert parsed.value
    (table,) = parsed.value.tables
    assert table.authored == (
        AuthoredRow(0, "文件", "件"),
        AuthoredRow(1, "其中", ""),
        AuthoredRow(2, "无数", "件"),
        *[AuthoredRow(0, "", "")] * 5,
    )
    assert rows_of(parsed.value) == "3 4 | 5 ~" + " | ~ ~" * 6


def test_explanations_and_corrections() -> None:
    """Codes with their places and sentences, days with what was corrected; those with something wrong are left out."""
    parsed = read(HEAD + EXPLAINED + CORRECTED + ROWS)
    assert parsed.value
    assert parsed.value.explanations == (
        Explanation("published.late", "", "因故。"),
        Explanation("total.unequal", "t.received", "核对过。"),
    )
    assert parsed.value.revisions == (Revision(date(2022, 3, 1), "更正。"), Revision(date(2022, 3, 3), "更正。"))


@pytest.mark.parametrize(
    ("written", "day", "time_of_day", "codes"),
    [
        ("2023-01-20", date(2023, 1, 20), "", []),
        ("2023-01-20 09:30", date(2023, 1, 20), "09:30", []),
        ("2023-01-20T17:05", date(2023, 1, 20), "17:05", []),
        ("２０２３-０１-２０ ０９:３０", date(2023, 1, 20), "09:30", []),
        ("2023-01-20 25:00", None, "", ["field.date"]),
        ("2023-02-30 09:30", None, "", ["field.date"]),
    ],
)
def test_a_report_may_state_the_time_of_its_publication(
    written: str, day: date | None, time_of_day: str, codes: list[str]
) -> None:
    """The day may be followed by a time of day; what is neither is reported."""
    whole = (ROOT / "tests" / "cases" / "base" / "2022.md").read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^published: \S+", f"published: {written}", whole)
    parsed = parse_report(Source("2022.md", "2022.md", changed.encode(), ""), FORMS)
    assert parsed.value is not None
    known = (parsed.value.published if day else None, parsed.value.published_at)
    assert (known, [finding.code for finding in parsed.findings]) == ((day, time_of_day), codes)
