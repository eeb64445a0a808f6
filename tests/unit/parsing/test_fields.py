"""The keys of a mapping are typed one by one: a value, or a finding at the node and a blank value."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from disclosure.model.finding import Finding, Span
from disclosure.parsing.fields import Fields, read_fields
from tests.support.forms import source

KINDS = ("county", "township")


def read(text: str, ask: Callable[[Fields], Any]) -> tuple[Any, tuple[Finding, ...]]:
    """What is asked of a mapping, and what is found wrong once it is read to its end."""
    fields = read_fields(source("x.yml", text.encode())).value
    assert fields is not None
    value = ask(fields)
    fields.report_unknown()
    return value, fields.findings


def at(column: int, width: int, code: str, message: str, hint: str = "", line: int = 1) -> Finding:
    """A finding in the first line."""
    return Finding(code, message, "x.yml", span=Span(line, column, width), hint=hint)


@pytest.mark.parametrize(
    ("text", "ask", "value", "found"),
    [
        pytest.param("a: ' 甲 '", lambda f: f.text("a"), "甲", None, id="text"),
        pytest.param("a: ~", lambda f: f.text("a"), "", None, id="no-text"),
        pytest.param("a: []", lambda f: f.text("a"), "", at(4, 1, "field.type", "“a”应为一行文字", "写成 a: 文字"), id="text-that-is-a-list"),
        pytest.param("a: ~", lambda f: f.text("a", required=True, hint="写"), "", at(4, 1, "field.missing", "缺少“a”", "写"), id="text-missing"),
        pytest.param("a: 2021-02-28", lambda f: f.date("a"), date(2021, 2, 28), None, id="date"),
        pytest.param("a: ２０２１-02-28", lambda f: f.date("a"), date(2021, 2, 28), None, id="date-full-width"),
        pytest.param("b: 1", lambda f: (f.date("a"), f.text("b")), (None, "1"), None, id="no-date"),
        *(
            pytest.param(
                f"a: {day}",
                lambda f: f.date("a", example="2022-MM-DD"),
                None,
                at(4, 10, "field.date", f"“{day}”不是有效的日期", "写成 2022-MM-DD，MM、DD 换成实际的月和日，各写两位"),
                id=f"date-of-no-report-{day}",
            )
            for day in ("0001-01-01", "1022-01-20", "9999-12-31")
        ),
        pytest.param(
            "a: 2021-02-29",
            lambda f: f.date("a", example="2022-MM-DD"),
            None,
            at(4, 10, "field.date", "“2021-02-29”不是有效的日期", "2 月没有 29 日；写成 2021-02-DD"),
            id="date-not-in-the-calendar",
        ),
        pytest.param(
            "a: 20210228",
            lambda f: f.date("a"),
            None,
            at(4, 8, "field.date", "“20210228”不是有效的日期", "写成 2021-02-28"),
            id="date-without-hyphens",
        ),
        pytest.param(
            "a: {b: c}",
            lambda f: f.date("a"),
            None,
            at(4, 1, "field.date", "“a”不是有效的日期", "写成 YYYY-MM-DD，MM、DD 换成实际的月和日，各写两位"),
            id="date-that-is-a-mapping",
        ),
        pytest.param("a:", lambda f: f.date("a", required=True), None, at(3, 1, "field.missing", "缺少“a”", "写成 a: YYYY-MM-DD，MM、DD 换成实际的月和日，各写两位"), id="date-missing"),
        pytest.param("a: 2099", lambda f: f.year("a"), 2099, None, id="year"),
        pytest.param("a: １９９９", lambda f: f.year("a", "2020"), None, at(4, 4, "field.type", "“a”应为四位年份", "写成 a: 2020"), id="year-of-old"),
        pytest.param("a: [2020]", lambda f: f.year("a"), None, at(4, 1, "field.type", "“a”应为四位年份", "写成 a: 四位年份"), id="year-that-is-a-list"),
        pytest.param("a:", lambda f: f.year("a"), None, at(3, 1, "field.missing", "缺少“a”", "写成 a: 四位年份"), id="year-missing"),
        pytest.param("a: 123456", lambda f: f.integer("a"), 123456, None, id="integer"),
        pytest.param(
            "a: 1234567",
            lambda f: f.integer("a"),
            0,
            at(4, 7, "field.type", "“a”不能是“1234567”", "写 0 到 999999 之间的整数；不写就是 0"),
            id="integer-too-long",
        ),
        pytest.param(
            "a: 1234567",
            lambda f: f.integer("a", 2, 5, 3),
            3,
            at(4, 7, "field.type", "“a”不能是“1234567”", "写 2 到 5 之间的整数；不写就是 3"),
            id="integer-too-long-between-bounds",
        ),
        pytest.param(
            "a: -1",
            lambda f: f.integer("a"),
            0,
            at(4, 2, "field.type", "“a”不能是“-1”", "写 0 到 999999 之间的整数；不写就是 0"),
            id="integer-negative",
        ),
        pytest.param(
            "a: -1",
            lambda f: f.integer("a", 2, 5, 3),
            3,
            at(4, 2, "field.type", "“a”不能是“-1”", "写 2 到 5 之间的整数；不写就是 3"),
            id="integer-negative-between-bounds",
        ),
        pytest.param(
            "a: 010", lambda f: f.integer("a", 1900, 2099), 0, at(4, 3, "field.type", "“a”不能是“010”", "写 1900 到 2099 之间的整数"), id="integer-below-bounds"
        ),
        pytest.param("b: 1", lambda f: (f.integer("a"), f.text("b")), (0, "1"), None, id="no-integer"),
        pytest.param("a: true", lambda f: f.flag("a"), True, None, id="true"),
        pytest.param("a: false", lambda f: f.flag("a"), False, None, id="false"),
        pytest.param("a:", lambda f: f.flag("a"), False, None, id="no-flag"),
        pytest.param("a: yes", lambda f: f.flag("a"), False, at(4, 3, "field.type", "“a”应为 true 或 false", "写成 a: true"), id="flag-in-another-word"),
        pytest.param("a: 12-31", lambda f: f.day("a"), "12-31", None, id="day"),
        pytest.param("a: 01-01", lambda f: f.day("a"), "01-01", None, id="first-day"),
        pytest.param("a:", lambda f: f.day("a"), "", None, id="no-day"),
        pytest.param("a: county", lambda f: f.choice("a", KINDS), "county", None, id="choice"),
        pytest.param("a:", lambda f: f.choice("a", KINDS, "other"), "other", None, id="no-choice"),
        pytest.param("a: other", lambda f: f.choice("a", KINDS, "other"), "other", None, id="choice-of-the-default"),
        pytest.param(
            "a: countey",
            lambda f: f.choice("a", KINDS, "other"),
            "other",
            at(4, 7, "field.choice", "“a”不能是“countey”", "是不是“county”？"),
            id="choice-misspelt",
        ),
        pytest.param(
            "a: 县", lambda f: f.choice("a", KINDS), "", at(4, 1, "field.choice", "“a”不能是“县”", "可用：county、township"), id="choice-of-nothing"
        ),
        pytest.param("a: [x, ' y ']", lambda f: f.texts("a"), ("x", "y"), None, id="texts"),
        pytest.param("a: x", lambda f: f.texts("a"), ("x",), None, id="one-text"),
        pytest.param("a:", lambda f: f.texts("a"), (), None, id="no-texts"),
        pytest.param(
            "a: [x, ' ']", lambda f: f.texts("a"), ("x",), at(8, 3, "field.type", "“a”里有一项是空的", "写成 a: [文字]；不要这一项的，删去"), id="texts-with-a-blank"
        ),
        pytest.param(
            'a: "x\\ny"',
            lambda f: f.texts("a"),
            ("xy",),
            at(4, 6, "field.type", "“a”的每一项应为一行文字，这里有几行", "写成 a: [xy]；不要这一项的，删去"),
            id="a-text-of-two-lines",
        ),
        pytest.param("a: [x, [y]]", lambda f: f.texts("a"), ("x",), at(8, 1, "field.type", "“a”应为文字的列表", "写成 a: [文字, 文字]"), id="texts-with-a-list"),
        pytest.param(
            "a: [county, towns]",
            lambda f: f.texts("a", KINDS),
            ("county", "towns"),
            at(13, 5, "field.choice", "“a”里不能有“towns”", "是不是“township”？"),
            id="texts-of-a-choice",
        ),
        pytest.param("a: {b: x}", lambda f: f.mapping("a").text("b"), "x", None, id="mapping"),
        pytest.param("b: 1", lambda f: (f.mapping("a").text("x"), f.text("b")), ("", "1"), None, id="no-mapping"),
        pytest.param("a: x", lambda f: f.mapping("a").text("b"), "", at(4, 1, "field.type", "“a”下面应为一行一项的“项: 内容”", "a: 后面换行，下一行缩进两格写“项: 内容”"), id="mapping-that-is-a-text"),
        pytest.param("a: [{b: x}, {b: y}]", lambda f: [one.text("b") for one in f.mappings("a")], ["x", "y"], None, id="mappings"),
        pytest.param("a:", lambda f: f.mappings("a"), [], None, id="no-mappings"),
        pytest.param("a: x", lambda f: f.mappings("a"), [], at(4, 1, "field.type", "“a”应为列表（每项以 - 开头）", "a: 后面换行，每项写成“  - 项: 内容”"), id="mappings-that-are-a-text"),
        pytest.param(
            "a: [{b: x}, y]",
            lambda f: [one.text("b") for one in f.mappings("a")],
            ["x"],
            at(13, 1, "field.type", "“a”的每一条应为“项: 内容”", "写成“  - 项: 内容”"),
            id="mappings-with-a-text",
        ),
        pytest.param("a: 1\nnaem: x", lambda f: (f.text("a"), f.text("name")), ("1", ""), at(1, 4, "field.unknown", "不认识“naem”这一项", "是不是“name”？", 2), id="unknown"),
        pytest.param("xyz: 1", lambda f: (f.text("a"), f.text("b")), ("", ""), at(1, 3, "field.unknown", "不认识“xyz”这一项", "可用：a、b"), id="unlike-any"),
    ],
)  # fmt: skip
def test_a_field(text: str, ask: Callable[[Fields], Any], value: Any, found: Finding | None) -> None:
    """Each kind of field is a value, or a finding that says what to type and a blank value."""
    assert read(text, ask) == (value, (found,) if found else ())


def test_a_missing_key_has_the_place_of_its_mapping() -> None:
    """A key that is not there is reported at the key of the mapping it belongs into, or at the item of a list."""

    def ask(fields: Fields) -> None:
        below = fields.mapping("below")
        below.text("b")
        below.text("name", required=True)
        below.report_unknown()
        for item in fields.mappings("list"):
            item.text("name", required=True)
            item.report_unknown()

    _, found = read("below:\n  b: x\nlist:\n  - {name: 甲}\n  - {name: }\n  - {}\n", ask)
    assert [(one.code, one.message, one.span) for one in found] == [
        ("field.missing", "缺少“name”", Span(1, 1, 5)),
        ("field.missing", "缺少“name”", Span(5, 12)),
        ("field.missing", "缺少“name”", Span(6, 5)),
    ]


def test_a_misspelt_key_is_not_missing_too() -> None:
    """A required key that a misspelt one plainly stands for is reported once; others that are missing are reported too."""

    def ask(fields: Fields) -> None:
        for key in ("title", "order"):
            fields.text(key, required=True)

    _, found = read("titel: 甲\n", ask)
    assert [(one.code, one.message, one.hint) for one in found] == [
        ("field.unknown", "不认识“titel”这一项", "是不是“title”？"),
        ("field.missing", "缺少“order”", "写成 order: 文字"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"a: [", "yaml.syntax", id="no-yaml"),
        pytest.param(b"- a", "yaml.syntax", id="a-list"),
        pytest.param(b"\xff\xff", "file.encoding", id="no-text"),
    ],
)
def test_a_file_that_is_no_mapping(data: bytes, code: str) -> None:
    """A file that is no mapping has no fields and one finding."""
    parsed = read_fields(source("x.yml", data))
    assert (parsed.value, [finding.code for finding in parsed.findings]) == (None, [code])


@pytest.mark.parametrize("day", ["00-10", "13-10", "10-00", "10-32", "1-310", "ab-10", "10-ab", "2021-01-31"])
def test_a_day_that_is_none(day: str) -> None:
    """What is no month and day is refused."""
    value, found = read(f"a: {day}", lambda f: f.day("a"))
    assert (value, [(one.code, one.message) for one in found]) == ("", [("field.date", f"“{day}”应写成 MM-DD")])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        pytest.param("1月5日", "写成 a: 01-05", id="in-chinese"),
        pytest.param("12/31", "写成 a: 12-31", id="last-day"),
        pytest.param("1-1", "写成 a: 01-01", id="first-day"),
        pytest.param("12-32", "写成 a: MM-DD，例如 01-31", id="no-day"),
        pytest.param("13-1", "写成 a: MM-DD，例如 01-31", id="no-month"),
        pytest.param("0-1", "写成 a: MM-DD，例如 01-31", id="month-nought"),
        pytest.param("1-0", "写成 a: MM-DD，例如 01-31", id="day-nought"),
        pytest.param("5", "写成 a: MM-DD，例如 01-31", id="one-number"),
    ],
)
def test_how_a_day_is_to_be_written(written: str, hint: str) -> None:
    """The hint writes the day that was meant, where that is plain."""
    _, found = read(f"a: {written}", lambda f: f.day("a"))
    assert [one.hint for one in found] == [hint]
