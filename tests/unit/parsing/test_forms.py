"""The official forms as data: letter for letter what the notices print, and mistakes in them found at their line."""

import pytest

from disclosure.model.finding import Finding, Parsed, Span
from disclosure.model.form import Format, GlossaryEntry
from disclosure.model.report import Source
from disclosure.parsing.forms import parse_format, parse_glossary
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
            "title: 中华", "titel: 中华", "titel", "format.invalid", "不认识的键“titel”", "是不是“title”？", id="title-missing"
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
