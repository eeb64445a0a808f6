"""`fill`: totals that the figures determine, and not one byte besides."""

import stat
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.authoring.fill import TableTotals, fill_totals, table_totals
from disclosure.authoring.yaml_text import blank_table, tables_text
from disclosure.cli.commands import DONE, MISUSED, STOPPED
from disclosure.cli.main import main
from disclosure.model.form import TableForm
from disclosure.model.report import NOT_APPLICABLE, Cell, Report, Table
from tests.support.forms import BY_KEY, FORMS, report_of, source
from tests.support.portal import BASE

REQUESTS = BY_KEY["2021"].tables["requests"]
DISPUTES = BY_KEY["2021"].tables["disputes"]
COLUMNS = REQUESTS.column_keys


def cell(text: str) -> Cell:
    """The cell that `~`, `/` or a number stands for."""
    return Cell() if text == "~" else NOT_APPLICABLE if text == "/" else Cell(Decimal(text))


def table(form: TableForm, rows: dict[str, str]) -> Table:
    """A table whose rows are blank but for these, written `1 0 ~ /`."""
    written = {key: tuple(cell(text) for text in row.split()) for key, row in rows.items()}
    blank = blank_table(form).rows
    return Table(form.key, tuple(written.get(key, row) for key, row in zip(form.row_keys, blank, strict=True)))


def shown(totals: TableTotals) -> dict[str, str]:
    """What was filled in, by cell."""
    return {".".join(at): str(cell.amount) for at, cell in totals.filled.items()}


@pytest.mark.parametrize(
    ("row", "total"),
    [
        pytest.param("3 0 0 1 ~", "4", id="sum"),
        pytest.param("0 0 0 0 ~", "0", id="nothing-happened"),
        pytest.param("3 / / / ~", "3", id="not-applicable-counts-as-nothing"),
        pytest.param("/ / / / ~", None, id="no-figure-at-all"),
        pytest.param("3 0 ~ 1 ~", None, id="blank-is-not-zero"),
        pytest.param("3 0 0 1 9", None, id="a-wrong-total-is-the-author's"),
        pytest.param("3 0 0 1 /", None, id="a-total-that-is-not-applicable"),
    ],
)
def test_row_total(row: str, total: str | None) -> None:
    """A total is filled in exactly when it is blank and every one of its figures is not."""
    expected = {"reconsideration.total": total} if total else {}
    assert shown(table_totals(DISPUTES, table(DISPUTES, {"reconsideration": row}))) == expected


def full(row: str) -> dict[str, str]:
    """A table of requests with the same figures in each row of outcomes, every total blank."""
    return {key: row for key in REQUESTS.row_keys if key.startswith("processed.") and key != "processed.total"}


def test_totals_of_totals() -> None:
    """（七）总计 is filled in for each kind of applicant, and for all of them once the totals of the rows are."""
    totals = table_totals(REQUESTS, table(REQUESTS, full("1 0 0 0 0 2 ~")))
    expected = {f"{key}.total": "3" for key in full("")}
    expected |= {f"processed.total.{column}": "0" for column in COLUMNS}
    expected |= {"processed.total.natural_person": "21", "processed.total.other": "42", "processed.total.total": "63"}
    assert shown(totals) == expected
    assert totals.undetermined == {
        (row, "total"): "相加的各格都没有数" for row in ("received", "brought_forward", "carried_forward")
    }


def test_rules_that_disagree() -> None:
    """Where the columns add up to one number and the rows to another, the total stays blank and both are named."""
    rows = full("1 0 0 0 0 0 1") | {"processed.total": "21 0 0 0 0 5 ~"}
    totals = table_totals(REQUESTS, table(REQUESTS, rows))
    assert shown(totals) == {}
    assert totals.undetermined["processed.total", "total"] == "纵向相加得 21，横向相加得 26"


FILE = """---
title: 样例镇2022年政府信息公开工作年度报告
year: 2022
draft: true
published: 2023-01-20
tables:   # 各表
  article_20_1:
    government_rules: [0,0,0]
    normative_documents: [ 1 , 0, ~ ]
  article_20_5: {licenses: [/]}
  article_20_6:
    penalties: [~]
    coercive_measures: [null]
  article_20_8:
    administrative_fees: ["1.50"]
  requests: {}
  disputes:
    reconsideration:             [2, 0, 0, 1, ~]   # 行政复议 ~
    litigation_direct:  [ "1（其中撤诉1件）",0,/,
      0,null   ]
    litigation_after_reconsideration:
    - 1
    - 0
    - 0
    - 5
    -      # 总计
---

正文 ~ 不动
"""


@pytest.mark.parametrize(
    "dress",
    [
        pytest.param(str.encode, id="plain"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="bom"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="cr"),
    ],
)
def test_only_the_blank_totals_change(dress: Callable[[str], bytes]) -> None:
    """Comments, spacing, quotes, line ends and BOM stay as they are around the totals."""
    filled = FILE
    for blank, total in {"1, ~]   # 行政": "1, 3]   # 行政", "0,null   ]": "0,1   ]", "-      # 总计": "- 6      # 总计"}.items():
        filled = filled.replace(blank, total)
    assert fill_totals(source("2022.md", dress(FILE)), FORMS).data == dress(filled)


def test_findings_stand_where_the_totals_are() -> None:
    """Each blank total is a finding with its place in the file as it is now."""
    text = FILE.replace("[2, 0, 0, 1, ~]", "[2, ~, 0, 1, ~]")
    said = [
        (finding.code, finding.message, finding.span and (finding.span.line, finding.span.column))
        for finding in fill_totals(source("2022.md", text.encode()), FORMS).findings
        if finding.code.startswith("total.")
    ]
    assert said == [
        ("total.undetermined", "“行政复议”的“总计”仍为空白：缺“结果纠正”的数", (18, 47)),
        ("total.filled", "“行政诉讼—未经复议直接起诉”的“总计”填为 1", (20, 9)),
        ("total.filled", "“行政诉讼—复议后起诉”的“总计”填为 6", (26, 7)),
    ]


def test_untouched_rows_are_told_once() -> None:
    """Of totals whose figures are all blank one finding speaks, of a total that lacks some each speaks for itself."""
    written = table(DISPUTES, {"reconsideration": "~ 1 ~ ~ ~"})
    text = f"---\ntitle: 2022\nyear: 2022\ndraft: true\n{tables_text(BY_KEY['2021'], {'disputes': written})}---\n"
    said = [finding.message for finding in fill_totals(source("2022.md", text.encode()), FORMS).findings]
    assert said == [
        "“一、本年新收政府信息公开申请数量”的“总计”等 31 个总计仍为空白：相加的各格都没有数",
        "“行政复议”的“总计”仍为空白：缺“结果维持”、“其他结果”、“尚未审结”的数",
        "“行政诉讼—未经复议直接起诉”的“总计”等 2 个总计仍为空白：相加的各格都没有数",
    ]


def test_what_can_t_be_read_stays() -> None:
    """A file that is no report comes back byte for byte, with the findings that say why."""
    filled = fill_totals(source("2022.md", "样例".encode("gb18030")), FORMS)
    assert (filled.data, [finding.code for finding in filled.findings]) == ("样例".encode("gb18030"), ["file.encoding"])


CELLS = st.sampled_from(["0", "1", "7", "12", "/", "~", "~", "null", "x", '"22（其中修订16件）"'])
FIGURES = st.sampled_from(["0", "1", "7", "/"])
SEPARATORS = st.sampled_from([",", ", ", " , ", ",\n            "])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A 2021 report, its figures and its spacing at random, totals more often blank than not."""
    figures = st.lists(draw(st.sampled_from([CELLS, FIGURES])), min_size=7, max_size=7)
    out = ["---", "title: 样例镇2022年报告  # ~", "year: 2022", "published: 2023-01-20", "tables:"]
    for key, form in BY_KEY["2021"].tables.items():
        out.append(f"  {key}:  # ~")
        open_keys: list[str] = []
        for row in form.row_keys:
            steps = row.split(".")
            above = [depth for depth in range(1, len(steps)) if steps[:depth] != open_keys[:depth]]
            out.extend("  " * (depth + 1) + f"{steps[depth - 1]}:" for depth in above)
            open_keys = steps[:-1]
            cells = draw(figures)[: len(form.column_keys)]
            cells[-1] = draw(st.sampled_from(["~", "~", "~", cells[-1]])) if len(cells) > 3 else cells[-1]
            if row == "processed.total" and draw(st.booleans()):
                cells = ["~"] * 7
            text = draw(SEPARATORS).join(cells)
            out.append("  " * (len(steps) + 1) + f"{steps[-1]}:{draw(st.sampled_from(['  ', ' ']))}[{text}] # 注：~")
    return "\n".join([*out, "---", "", "正文：~"]) + "\n"


def sums(form: TableForm, cells: dict[tuple[str, str], Cell]) -> dict[tuple[str, str], list[Decimal | None]]:
    """For each total what its figures add up to, row and column; None where one of them says nothing."""

    def add(parts: list[Cell]) -> Decimal | None:
        amounts = [part.amount for part in parts if part.amount is not None]
        return None if any(part.blank or part.unread for part in parts) or not amounts else sum(amounts, Decimal(0))

    *columns, total = form.column_keys
    found = {(row, total): [add([cells[row, column] for column in columns])] for row in form.row_keys}
    outcomes = [row for row in form.row_keys if row.startswith("processed.") and row != "processed.total"]
    for column in form.column_keys if outcomes else ():
        found.setdefault(("processed.total", column), []).append(add([cells[row, column] for row in outcomes]))
    return found


def cells_of(report: Report, form: TableForm) -> dict[tuple[str, str], Cell]:
    """The cells of a report's table by row and column."""
    filed = report.table(form.key)
    assert filed
    rows = zip(form.row_keys, filed.rows, strict=True)
    return {(row, column): cell for row, cells in rows for column, cell in zip(form.column_keys, cells, strict=True)}


@given(files(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_fill_is_right_complete_and_touches_nothing_else(text: str, end: str, bom: bytes) -> None:
    """Every blank total with all its figures is their sum, no other cell differs, and the bytes between stay the same."""
    before = bom + text.replace("\n", end).encode()
    after = fill_totals(source("2022.md", before), FORMS).data
    assert fill_totals(source("2022.md", after), FORMS).data == after

    old, new = report_of(before, "2022.md"), report_of(after, "2022.md")
    marks: list[str] = []
    for form in (REQUESTS, DISPUTES):
        was, now = cells_of(old, form), cells_of(new, form)
        expected = sums(form, now)
        for at, values in expected.items():
            known = {value for value in values if value is not None}
            if was[at].blank:
                assert now[at] == (Cell(known.pop()) if len(known) == 1 else Cell())
        assert {at for at in was if was[at] != now[at]} <= {at for at in expected if was[at].blank}
        marks += [str(now[at].amount) for at in was if was[at] != now[at]]
    rest, kept = before.decode(), after.decode()
    for mark in marks:
        same = next((i for i, (a, b) in enumerate(zip(rest, kept, strict=False)) if a != b))
        assert rest[same:].startswith(("~", "null")) and kept[same:].startswith(mark)
        rest, kept = rest[same:].removeprefix("~").removeprefix("null"), kept[same:].removeprefix(mark)
    assert rest == kept
    assert replace(old, tables=(), figures_digest="", digest="") == replace(new, tables=(), figures_digest="", digest="")


@pytest.mark.parametrize(
    ("row", "filled", "zeros"),
    [
        pytest.param("~ ~ ~ ~ ~", "0 0 0 0 0", 4, id="nothing-happened"),
        pytest.param("3 ~ ~ 1 ~", "3 0 0 1 4", 2, id="some"),
        pytest.param("3 ~ / ~ 3", "3 0 / 0 3", 2, id="the-total-agrees"),
        pytest.param("3 ~ ~ ~ 5", "3 ~ ~ ~ 5", 0, id="the-total-says-more"),
        pytest.param("~ ~ ~ ~ 5", "~ ~ ~ ~ 5", 0, id="a-total-alone"),
    ],
)
def test_blank_as_zero(row: str, filled: str, zeros: int) -> None:
    """Asked for, what is blank among the parts of a total is 0, unless the total says that it is more."""
    found = table_totals(DISPUTES, table(DISPUTES, {"reconsideration": row}), blank_as_zero=True)
    now = found.filled | found.zeros
    cells = dict(zip(DISPUTES.column_keys, row.split(), strict=True))
    written = [f"{now[at].amount}" if (at := ("reconsideration", key)) in now else text for key, text in cells.items()]
    assert " ".join(written) == filled
    assert sum(at[0] == "reconsideration" for at in found.zeros) == zeros


def test_blank_as_zero_of_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A year without a request is filled in by one command, other tables stay; one line says how many cells of each table."""
    monkeypatch.chdir(tmp_path)
    files = ["2021.md", "2022.md"]
    form = BY_KEY["2021"]
    for name in files:
        front = f"---\ntitle: 样例镇{name[:4]}年报告\nyear: {name[:4]}\npublished: 2023-01-20\n{tables_text(form, {})}---\n"
        (tmp_path / name).write_text(front, encoding="utf-8")
    assert main(["fill", *files, "--blank-as-zero"]) == DONE
    said = [line.partition(": 提示: ")[2] for line in capsys.readouterr().out.splitlines() if ".md:" in line]
    assert said == [
        "“收到和处理政府信息公开申请情况”里 144 个空白格和 31 个总计填为 0 [blank.zero]",
        "“政府信息公开行政复议、行政诉讼情况”里 12 个空白格和 3 个总计填为 0 [blank.zero]",
    ] * len(files)
    text = (tmp_path / "2022.md").read_text(encoding="utf-8")
    assert ("[0, 0, 0, 0, 0, 0, 0]" in text, "licenses:                    [~]" in text) == (True, True)


def test_fill_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`fill` writes the totals into the file, behind a link too and with its permissions, and says where each one stands."""
    monkeypatch.chdir(tmp_path)
    file, link = tmp_path / "filed.md", tmp_path / "2019.md"
    file.write_bytes((BASE / "2019.md").read_bytes().replace(b"[1, 0, 0, 0, 1] ", b"[1, 0, 0, 0, ~] "))
    file.chmod(0o640)
    link.symlink_to(file)
    assert main(["fill", "2019.md"]) == DONE
    assert file.read_bytes() == (BASE / "2019.md").read_bytes()
    assert (link.is_symlink(), stat.S_IMODE(file.stat().st_mode)) == (True, 0o640)
    assert capsys.readouterr().out == (
        "2019.md:48:47: 提示: “行政复议”的“总计”填为 1 [total.filled]\n"
        "   48 |     reconsideration:             [1, 0, 0, 0, 1]                      # 行政复议\n"
        "      |                                               ^\n"
        "      = 打开文件，把填入的数与台账核对；不对的，改正写错的一项，例如 [3, 0, 3]。\n\n"
        "1 个提示\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2019.md", "filed.md"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("2019.md", (BASE / "2019.md").read_bytes(), DONE, id="nothing-to-fill"),
        pytest.param("2019.md", "标题".encode("gb18030"), STOPPED, id="another-encoding"),
        pytest.param("2019.md", b"---\nyear: [\n---\n", STOPPED, id="broken"),
        pytest.param("2019.md", (BASE / "2019.md").read_bytes().replace(b"#", b"#\xc2\x85#"), STOPPED, id="hidden-line-ends"),
        pytest.param("2020.md", b"", MISUSED, id="no-such-file"),
    ],
)
def test_fill_leaves_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, code: int) -> None:
    """A file without blank totals, or one that can't be read, is not even touched."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "2019.md"
    file.write_bytes(data)
    before = file.stat()
    assert main(["fill", name]) == code
    assert (file.read_bytes(), file.stat().st_ino) == (data, before.st_ino)
