"""The official forms as data: letter for letter what the notices print, and mistakes in them found at their line."""

from decimal import Decimal
from typing import Literal

import pytest
from msgspec.structs import replace

from disclosure.model.finding import Finding, Parsed, Span
from disclosure.model.form import (
    Format,
    GlossaryEntry,
    Heading,
    Highlight,
    Identity,
    Overview,
    SectionForm,
    TableForm,
    Term,
    Topic,
    Trend,
    TrendGroup,
)
from disclosure.model.report import Source
from disclosure.parsing.forms import parse_format, parse_glossary, spelled_out, with_trend_years
from tests.support.forms import source, source_of
from tests.support.portal import ROOT, SNAPSHOTS


def shipped(key: str) -> Format:
    """The form of this key; it must be sound."""
    parsed = parse_format(source_of(ROOT / "formats" / f"{key}.yml"))
    assert parsed.findings == ()
    assert parsed.value is not None
    return parsed.value


@pytest.mark.parametrize(
    ("key", "tables", "cells"),
    [
        pytest.param("2019", 7, {"proactive": 22, "requests": 23 * 7, "disputes": 15}, id="2019"),
        pytest.param("2021", 6, {"proactive": 10, "requests": 25 * 7, "disputes": 15}, id="2021"),
    ],
)
def test_size(key: str, tables: int, cells: dict[str, int]) -> None:
    """Each form has the number of tables and cells that its notice prints."""
    form = shipped(key)
    size = {name: len(table.row_keys) * len(table.column_keys) for name, table in form.tables.items()}
    found = {"proactive": sum(n for name, n in size.items() if name.startswith("article_20"))}
    found |= {"requests": size["requests"], "disputes": size["disputes"]}
    assert (len(form.tables), found) == (tables, cells)


@pytest.mark.parametrize(
    ("key", "snapshot"), [("2019", "form-2019.txt"), ("2021", "form-2021.txt"), ("legacy", "form-legacy.txt")]
)
def test_wording(key: str, snapshot: str) -> None:
    """Every label, key, identity and chain of a form is as recorded, letter for letter."""
    expected = (SNAPSHOTS / snapshot).read_text(encoding="utf-8")
    assert described(shipped(key)) == expected


def described(form: Format) -> str:
    """A form in lines: sections, tables, row and column headings, rules."""
    lines = [f"{form.key} {form.title} {form.issued_as} {form.first_year}-{form.last_year}"]
    for section in form.sections:
        lines.append(f"# {section.key} {section.heading}")
        for table in section.tables:
            lines.append(f"## {table.key} {table.title} [{table.layout}] {table.corner}")
            lines += [f"row {key} {table.row_label(key)}" for key in table.row_keys]
            lines += [
                f"column {line[-1].key} {'—'.join(step.label for step in line)} {line[-1].holds}" for line in table.column_lines
            ]
            for rule in table.identities:
                terms = " ".join(f"{term.factor:+f}{'*previous ' if term.previous else '*'}{term.key}" for term in rule.terms)
                lines.append(f"rule {rule.code} each {rule.each}: {terms} {rule.relation} 0 ({rule.says})")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("old", "new", "words", "code", "message", "hint"),
    [
        pytest.param(
            "{label: 新收申请, cell: requests.received.total, unit: 件}",
            "{label: 新收申请, cell: requests.received.sum, unit: 件}",
            "requests.received.sum",
            "format.invalid",
            "没有“requests.received.sum”这个单元格",
            "",
            id="no-cell",
        ),
        pytest.param(
            "processed.total + carried_forward\n",
            "processed.total carried_forward\n",
            "received + brought_forward = processed.total carried_forward",
            "format.invalid",
            "规则“received + brought_forward = processed.total carried_forward”在“carried_forward”处看不懂",
            "",
            id="rule-off-grammar",
        ),
        pytest.param(
            "holds: money,", "holds: monney,", "monney", "field.choice", "“holds”不能是“monney”", "是不是“money”？", id="amounts"
        ),
        pytest.param(
            "layout: across", "layout: acros", "acros", "field.choice", "“layout”不能是“acros”", "是不是“across”？", id="layout"
        ),
        pytest.param(
            "label: 规章, reserved_for: [ministry",
            "label: 规章, reserved_for: [minister",
            "minister,",
            "field.choice",
            "“reserved_for”里不能有“minister”",
            "是不是“ministry”？",
            id="kind",
        ),
        pytest.param(
            "title: 中华", "titel: 中华", "titel", "format.invalid", "不认识“titel”这一项", "是不是“title”？", id="title-missing"
        ),
    ],
)
def test_mistake_is_found_at_its_words(old: str, new: str, words: str, code: str, message: str, hint: str) -> None:
    """A mistake in a form is found when it is read, at its words, as "format.invalid" or the field's own code."""
    text = (ROOT / "formats" / "2021.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    text = text.replace(old, new)
    above = text.partition(words)[0]
    span = Span(above.count("\n") + 1, len(above) - above.rfind("\n"), len(words.rstrip(",")))
    found = Finding(code, message, "2021.yml", span=span, hint=hint)
    assert parse_format(Source("2021.yml", "2021.yml", text.encode(), "")) == Parsed(None, (found,))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("{key: enterprise,", "{key: other,", "columns 中的键“other”重复或为空", id="key-twice"),
        pytest.param("rule: received +", "rule: recieved +", "规则提到的“recieved”不在本表中", id="rule-names-no-row"),
        pytest.param("      - key: requests\n        title", "      - title", "缺少“key”", id="table-without-key"),
        pytest.param("  - {label: 新收申请, cell", "  - {cell", "缺少“label”", id="highlight-without-label"),
    ],
)
def test_a_mistake_in_a_table_is_named(old: str, new: str, message: str) -> None:
    """A mistake that is one of a whole table is named, and the form refused."""
    text = (ROOT / "formats" / "2021.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    parsed = parse_format(Source("2021.yml", "2021.yml", text.replace(old, new).encode(), ""))
    assert message in [finding.message for finding in parsed.findings]
    assert parsed.value is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("cells: requests.received.total}", "cells: requests.recieved.total}", id="no-row"),
        pytest.param("cells: requests.received.total}", "cells: requests.received.sum}", id="no-column"),
        pytest.param("cells: requests.received.total}", "cells: request.received.total}", id="no-table"),
        pytest.param(", cells: requests.received.total}", "}", id="no-cells"),
        pytest.param("granted.total, of: processed}", "granted.total, of: handled}", id="share-of-nothing"),
        pytest.param("{key: brought_forward, label: 上年结转", "{key: received, label: 上年结转", id="key-twice"),
        pytest.param("  - group: 办理结果", "  - title: 办理结果", id="group-missing"),
    ],
)
def test_mistake_in_trends_is_found(old: str, new: str) -> None:
    """A trend that names no cell, no other trend or a taken key is a finding of the form."""
    text = (ROOT / "formats" / "2021.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    found = parse_format(Source("2021.yml", "2021.yml", text.replace(old, new).encode(), "")).findings
    assert {fault.code for fault in found} & {"format.invalid", "field.missing"}
    assert all(fault.span for fault in found)


def test_the_glossary() -> None:
    """The words of the forms are read with their meanings; a file that is no mapping has none."""
    text = "terms:\n  - {key: a, name: 甲, meaning: 意思, law: 条例}\n"
    assert parse_glossary(Source("g.yml", "g.yml", text.encode(), "")).value == (GlossaryEntry("a", "甲", "意思", "条例"),)
    assert parse_glossary(Source("g.yml", "g.yml", b"[", "")).value is None


def test_deadlines_of_a_form() -> None:
    """The deadlines of a form are those of the kinds of body that it names, in the order of the kinds."""
    text = (ROOT / "formats" / "2021.yml").read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("deadlines:"))
    parsed = parse_format(
        Source("x.yml", "x.yml", text.replace(line, "deadlines: {township: 01-31, county: 12-01}").encode(), "")
    )
    assert parsed.value
    assert parsed.value.deadlines == (("county", "12-01"), ("township", "01-31"))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("columns: [{key: n, label: 数}]", "缺少“rows”", id="no-rows"),
        pytest.param("rows: [{key: a, label: 甲}]", "缺少“columns”", id="no-columns"),
        pytest.param("authored: true", "缺少“columns”", id="neither"),
    ],
)
def test_a_table_has_rows_and_columns(table: str, message: str) -> None:
    """A table without rows that are not the author's, or without columns, is refused."""
    text = f'format: "x"\ntitle: 表\nsections:\n  - key: s\n    tables:\n      - key: t\n        title: 表\n        {table}\n'
    parsed = parse_format(Source("x.yml", "x.yml", text.encode(), ""))
    assert [finding.message for finding in parsed.findings] == [message]


OVERVIEW_FAULTS = {
    "overview: {in: [brought_forward, received]": (
        "overview: {in: [broght_forward, received]",
        "overview 的“broght_forward”不是 trends 中的键",
    ),
    "cases: disputes}": ("cases: dispute}", "overview 的 cases“dispute”不是表格的键"),
}


@pytest.mark.parametrize(("right", "fault"), OVERVIEW_FAULTS.items())
def test_overview_names_what_there_is(right: str, fault: tuple[str, str]) -> None:
    """A key that no trend has, and a table that the form has not, are found at the line of the sheet."""
    wrong, message = fault
    text = (ROOT / "formats" / "2021.yml").read_text(encoding="utf-8")
    parsed = parse_format(source("2021.yml", text.replace(right, wrong).encode()))
    assert parsed.value is None
    assert [(finding.code, finding.message) for finding in parsed.findings] == [("format.invalid", message)]
    assert "可用：" in parsed.findings[0].hint


# --- a small form, whole ------------------------------------------------------------------------------------------

SMALL = """\
format: small
title: 小表
issued_as: 文〔2020〕1号
notice: 关于小表的通知
regulation: 令第1号
applies_to: {from: 2020, to: 2022}
years_allowed: [2019, x]
free_chapters: true
deadlines: {county: 02-01}
overview: {in: [came], out: [went], whole: went, bodies: came, cases: t}
sections:
  - key: first
    heading: 一、概况
    at_most: 100
    must_change: true
    also: [概述]
    topics:
      - {code: text.a, name: 甲, words: [甲一, 甲二], kinds: [county], advice: 写甲}
  - key: second
    heading: 二、表
    tables:
      - key: t
        title: 表
        corner: 角
        term: w
        layout: across
        about: [办件]
        counters: [件]
        columns:
          - label: 来源
            children:
              - {key: desk, label: 窗口}
              - {key: web, label: 网上}
          - {key: total, label: 总计, sums: siblings}
        rows:
          - {key: in, label: 收件, reserved_for: [county], term: w, also: [接件], says: [收到], verbs: [收], may_include: [out.other]}
          - key: out
            label: 办件
            children:
              - {key: granted, label: 准予, open: true, counts_alone: true}
              - {key: other, label: 其他}
              - {key: sum, label: 小计, sums: siblings}
        identities:
          - {code: balance.unequal, each: column, rule: in = out.sum, says: 收件等于小计}
          - {code: desk.exceeds, each: row, rule: desk <= total, says: 窗口不多于总计, only: [in]}
      - key: own
        title: 自拟
        unit_label: 单位
        authored: true
        columns: [{key: n, label: 数, holds: money, units: [元, 万元]}]
        identities:
          - {code: own.rule, each: row, rule: n <= n, says: 甲, only: [a]}
highlights:
  - {label: 收件, cell: t.in.total, unit: 件}
trends:
  - group: 办件
    unit: 件
    indicators:
      - {key: came, label: 收件, cells: t.in.total}
      - {key: went, label: 办结, cells: [t.out.granted.total, t.out.other.total], of: came, unit: 次}
"""


def small(text: str) -> Parsed[Format]:
    """The form that a text describes."""
    return parse_format(Source("small.yml", "small.yml", text.encode(), ""))


def sum_of(each: Literal["row", "column"], label: str, *keys: str) -> Identity:
    """The identity of a total, the last of these keys."""
    terms = (*(Term(key, Decimal(1)) for key in keys[:-1]), Term(keys[-1], Decimal(-1)))
    return Identity("total.unequal", each, "=", terms, f"各项之和等于{label}", keys[-1])


def test_a_form_in_full() -> None:
    """Everything that a form declares arrives where it belongs."""
    rows = (
        Heading("收件", "in", reserved_for=("county",), term="w", also=("接件",), says=("收到",), verbs=("收",), may_include=("out.other",)),
        Heading("办件", "out", (Heading("准予", "granted", open=True, counts_alone=True), Heading("其他", "other"), Heading("小计", "sum", sums=True))),
    )  # fmt: skip
    columns = (Heading("来源", "", (Heading("窗口", "desk"), Heading("网上", "web"))), Heading("总计", "total", sums=True))
    equal = Identity(
        "balance.unequal", "column", "=", (Term("in", Decimal(1)), Term("out.sum", Decimal(-1))), "收件等于小计", "in"
    )
    at_most = Identity(
        "desk.exceeds", "row", "<=", (Term("desk", Decimal(1)), Term("total", Decimal(-1))), "窗口不多于总计", only=("in",)
    )
    totals = (sum_of("column", "小计", "out.granted", "out.other", "out.sum"), sum_of("row", "总计", "desk", "web", "total"))
    table = TableForm(
        "t",
        "表",
        rows,
        columns,
        "a",
        "角",
        term="w",
        layout="across",
        identities=(*totals, equal, at_most),
        about=("办件",),
        counters=("件",),
    )
    own_rule = Identity("own.rule", "row", "<=", (Term("n", Decimal(1)), Term("n", Decimal(-1))), "甲", only=("a",))
    own = TableForm(
        "own",
        "自拟",
        (),
        (Heading("数", "n", holds="money", units=("元", "万元")),),
        "b",
        unit_label="单位",
        authored=True,
        identities=(own_rule,),
    )
    topic = Topic("text.a", "甲", ("甲一", "甲二"), ("county",), "写甲")
    first = SectionForm("first", "一、概况", topics=(topic,), at_most=100, must_change=True, also=("概述",))
    came, went = (
        Trend("came", "收件", "件", ("t.in.total",)),
        Trend("went", "办结", "次", ("t.out.granted.total", "t.out.other.total"), "came"),
    )
    form = Format(
        key="small",
        title="小表",
        issued_as="文〔2020〕1号",
        first_year=2020,
        last_year=2022,
        sections=(first, SectionForm("second", "二、表", (table, own))),
        years_allowed=(2019,),
        free_chapters=True,
        deadlines=(("county", "02-01"),),
        highlights=(Highlight("收件", "t", "in", "total", "件"),),
        trends=(TrendGroup("办件", (came, went)),),
        overview=Overview(("came",), ("went",), "went", "came", "t"),
        notice="关于小表的通知",
        regulation="令第1号",
    )
    parsed = small(SMALL)
    assert parsed.value
    assert (replace(parsed.value, digest=""), parsed.findings) == (form, ())


@pytest.mark.parametrize(
    ("written", "years"), [("{to: 2022}", (2008, 2022)), ("{from: 2020}", (2020, 9999)), ("{}", (2008, 9999))]
)
def test_years_of_a_form(written: str, years: tuple[int, int]) -> None:
    """A form that names no first year holds from the beginning, one that names no last is still in use."""
    parsed = small(SMALL.replace("{from: 2020, to: 2022}", written))
    assert parsed.value
    assert (parsed.value.first_year, parsed.value.last_year) == years


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("format: small\n", "", [("field.missing", (1, 1, 1), "缺少“format”", "写成 format: 文字")]),
        ("title: 小表\n", "", [("field.missing", (1, 1, 1), "缺少“title”", "写成 title: 文字")]),
        ("{from: 2020, to: 2022}", "{from: 2020, till: 2022}", [("format.invalid", (6, 26, 4), "不认识“till”这一项", "可用：from")]),
        ("sections:\n  - key: first", "sectoins:\n  - key: first", [("format.invalid", (54, 23, 10), "没有“t.in.total”这个单元格", ""), ("format.invalid", (59, 39, 10), "没有“t.in.total”这个单元格", ""), ("format.invalid", (60, 39, 1), "没有“t.out.granted.total”这个单元格", ""), ("format.invalid", (60, 39, 1), "没有“t.out.other.total”这个单元格", ""), ("format.invalid", (10, 11, 1), "overview 的 cases“t”不是表格的键", "可用："), ("format.invalid", (11, 1, 8), "不认识“sectoins”这一项", "是不是“sections”？")]),
        ("  - key: first\n    heading", "  - heading", [("field.missing", (12, 5, 1), "缺少“key”", "写成 key: 文字")]),
        ("key: first\n    heading: 一、概况\n", "key: first\n    head: 一、概况\n", [("format.invalid", (13, 5, 4), "不认识“head”这一项", "是不是“heading”？")]),
        ("at_most: 100", "at_most: viele", [("field.type", (14, 14, 5), "“at_most”不能是“viele”", "写 0 到 999999 之间的整数；不写就是 0")]),
        ("{code: text.a, name: 甲, words: [甲一, 甲二]", "{code: text.a, name: 甲", [("field.missing", (18, 9, 1), "缺少“words”", "")]),
        ("{code: text.a, name: 甲, ", "{name: 甲, ", [("field.missing", (18, 9, 1), "缺少“code”", "写成 code: 文字")]),
        ("{code: text.a, name: 甲, ", "{code: text.a, ", [("field.missing", (18, 9, 1), "缺少“name”", "写成 name: 文字")]),
        ("kinds: [county], advice", "kinds: [conty], advice", [("field.choice", (18, 58, 5), "“kinds”里不能有“conty”", "是不是“county”？")]),
        ("- {key: web, label: 网上}", "- {key: desk, label: 网上}", [("format.invalid", (30, 11, 1), "columns 中的键“desk”重复或为空", "")]),
        ("- {key: web, label: 网上}", "- {label: 网上}", [("field.missing", (33, 17, 1), "缺少“key”", ""), ("format.invalid", (30, 11, 1), "columns 中的键“”重复或为空", "")]),
        ("- {key: other, label: 其他}", "- {key: granted, label: 其他}", [("format.invalid", (36, 11, 1), "rows 中的键“out.granted”重复或为空", ""), ("format.invalid", (60, 39, 1), "没有“t.out.other.total”这个单元格", "")]),
        ("key: out\n            label: 办件\n", "label: 办件\n", [("format.invalid", (43, 57, 12), "规则提到的“out.sum”不在本表中", "可用：in、granted、other、sum"), ("format.invalid", (59, 39, 1), "没有“t.out.granted.total”这个单元格", ""), ("format.invalid", (59, 39, 1), "没有“t.out.other.total”这个单元格", "")]),
        ("sums: siblings}\n        rows", "sums: all}\n        rows", [("field.choice", (34, 43, 3), "“sums”不能是“all”", "可用：siblings")]),
        (", says: 收件等于小计}", "}", [("field.missing", (44, 13, 1), "缺少“says”", "写成 says: 文字")]),
        ("{code: balance.unequal, each", "{each", [("field.missing", (44, 13, 1), "缺少“code”", "写成 code: 文字")]),
        ("rule: in = out.sum", "rule: in == out.sum", [("format.invalid", (44, 57, 13), "规则“in == out.sum”应有且只有一个 = 或 <=", "")]),
        ("rule: in = out.sum", "rule: in = out.total", [("format.invalid", (44, 57, 14), "规则提到的“out.total”不在本表中", "可用：in、out.granted、out.other、out.sum")]),
        ("only: [in]", "only: [into]", [("format.invalid", (45, 87, 1), "规则提到的“into”不在本表中", "可用：in、out.granted、out.other、out.sum")]),
        ("rule: desk <= total", "rule: desk <= sum", [("format.invalid", (45, 51, 11), "规则提到的“sum”不在本表中", "可用：desk、web、total")]),
        ("only: [a]", "onyl: [a]", [("format.invalid", (52, 64, 4), "不认识“onyl”这一项", "是不是“only”？")]),
        ("cell: t.in.total", "cell: t.in.desk.total", [("format.invalid", (54, 23, 15), "没有“t.in.desk.total”这个单元格", "")]),
        ("cell: t.in.total", "cell: u.in.total", [("format.invalid", (54, 23, 10), "没有“u.in.total”这个单元格", "")]),
        ("cell: t.in.total", "cell: t.in.sum", [("format.invalid", (54, 23, 8), "没有“t.in.sum”这个单元格", "")]),
        ("{label: 收件, cell", "{cell", [("field.missing", (54, 5, 1), "缺少“label”", "写成 label: 文字")]),
        ("  - group: 办件", "  - title: 办件", [("format.invalid", (56, 5, 5), "不认识“title”这一项", "可用：group、unit、indicators"), ("field.missing", (56, 5, 1), "缺少“group”", "写成 group: 文字")]),
        ("of: came", "of: come", [("format.invalid", (56, 3, 1), "“went”的 of 不是 trends 中的键", "可用：came、went")]),
        ("{key: went", "{key: came", [("format.invalid", (56, 3, 1), "trends 中的键“came”重复", ""), ("format.invalid", (10, 11, 1), "overview 的“went”不是 trends 中的键", "可用：came")]),
        ("cells: t.in.total}", "cells: t.in.ttl}", [("format.invalid", (59, 39, 8), "没有“t.in.ttl”这个单元格", "")]),
        ("cells: t.in.total}", "cell: t.in.total}", [("format.invalid", (59, 32, 4), "不认识“cell”这一项", "是不是“cells”？")]),
        ("whole: went,", "", [("field.missing", (10, 1, 8), "缺少“whole”", "写成 whole: 文字")]),
        ("in: [came]", "in: [coming]", [("format.invalid", (10, 11, 1), "overview 的“coming”不是 trends 中的键", "可用：came、went")]),
        ("cases: t}", "cases: own}", [("format.invalid", (10, 11, 1), "overview 的 cases“own”不是表格的键", "可用：t")]),
        ("cases: t}", "cases: u}", [("format.invalid", (10, 11, 1), "overview 的 cases“u”不是表格的键", "可用：t")]),
        ("bodies: came", "bodys: came", [("format.invalid", (10, 50, 5), "不认识“bodys”这一项", "是不是“bodies”？")]),
        ("{county: 02-01}", "{conty: 02-01}", [("field.unknown", (9, 13, 5), "不认识“conty”这一项", "是不是“county”？")]),
        ("{county: 02-01}", "{county: 2-1}", [("field.date", (9, 21, 3), "“2-1”应写成 MM-DD", "写成 county: 02-01")]),
        ("layout: across", "layout: cross", [("field.choice", (26, 17, 5), "“layout”不能是“cross”", "是不是“across”？")]),
        ("holds: money", "holds: mony", [("field.choice", (50, 45, 4), "“holds”不能是“mony”", "是不是“money”？")]),
    ],
)  # fmt: skip
def test_every_mistake_in_a_form(old: str, new: str, found: list[tuple[str, tuple[int, int, int], str, str]]) -> None:
    """Each mistake is told at its place with what to type, and the form refused; what follows from it is told too."""
    assert SMALL.count(old) == 1
    expected = tuple(Finding(code, message, "small.yml", span=Span(*at), hint=hint) for code, at, message, hint in found)
    assert small(SMALL.replace(old, new)) == Parsed(None, expected)


def test_years_of_trends() -> None:
    """A group of figures that not every form follows has the years of those that do."""
    first = small(SMALL).value
    assert first
    (group,) = first.trends
    later = replace(first, key="later", first_year=2023, last_year=2030)
    other = TrendGroup("另组", (Trend("rest", "其余", "件", ("t.in.desk",)),))
    last = replace(later, key="last", first_year=2031, last_year=9999, trends=(other,))
    without = replace(first, key="free", trends=())
    dated = with_trend_years((without, first, later, last))
    assert [[one.years for one in form.trends] for form in dated] == [[], [(2020, 2030)], [(2020, 2030)], [(2031, 9999)]]
    both = with_trend_years((first, later))
    assert [form.trends for form in both] == [(group,), (group,)]
    assert [form.digest != "" for form in both] == [True, True]


def test_words_with_choices() -> None:
    """A choice in a word makes as many words; brackets without one stay."""
    assert spelled_out(("尚未(审|办)结", "收(到|)")) == ("尚未审结", "尚未办结", "收到", "收")
    assert spelled_out(("(上|本)年 (收|办)", "县(市)")) == ("上年 收", "上年 办", "本年 收", "本年 办", "县(市)")
