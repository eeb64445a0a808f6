"""A report that sums up other bodies is filled in from theirs; what is typed stays, and who is missing is named."""

from pathlib import Path

import pytest

from disclosure.authoring.fill_sums import BodyFigures, fill_sums
from disclosure.authoring.yaml_text import tables_text
from disclosure.cli.commands import DONE, MISUSED
from disclosure.cli.main import main
from disclosure.model.report import Report
from tests.support.forms import BY_KEY, FORMS, report_of, source

HEAD = "---\ntitle: 样例镇2022年报告\nyear: 2022\npublished: 2023-01-20\n"


def text(**rows: str) -> bytes:
    """A report of 2022, blank but for these rows, `penalties="[3]"`; a row is written as its file has it."""
    lines = []
    for line in tables_text(BY_KEY["2021"], {}).splitlines():
        key = line.strip().partition(":")[0]
        lines.append(f"{line.partition(':')[0]}: {rows[key]}" if key in rows else line)
    return f"{HEAD}{chr(10).join(lines)}\n---\n".encode()


def row(report: Report, table: str, key: str) -> list[str]:
    """The cells of a row as texts, `~` for a blank one."""
    found, form = report.table(table), BY_KEY["2021"].tables[table]
    assert found
    return ["~" if cell.amount is None else f"{cell.amount}" for cell in found.rows[form.row_index[key]]]


def test_sums() -> None:
    """Blank cells are what the bodies reported, added up; a typed one stays, one that nobody fills in stays blank."""
    a = BodyFigures("甲局", source("2022.md", text(penalties="[3]", licenses="[10]", administrative_fees="[0.5]")))
    b = BodyFigures("乙局", source("2022.md", text(penalties="[4]", administrative_fees="[0.125]")))
    filled = fill_sums(source("2022.md", text(licenses="[99]")), (a, b, BodyFigures("丙局", None)), FORMS)
    report = report_of(filled.data)
    assert [row(report, "article_20_6", "penalties"), row(report, "article_20_5", "licenses")] == [["7"], ["99"]]
    assert row(report, "article_20_8", "administrative_fees") == ["0.625"]
    assert row(report, "article_20_6", "coercive_measures") == ["~"]
    assert [(one.code, one.message) for one in filled.findings] == [
        ("sum.missing", "没有加进去：“丙局”没有能读的 2022 年报告"),
        ("sum.filled", "“第二十条第（六）项”有 1 格按 2 个机构相加填入"),
        ("sum.filled", "“第二十条第（八）项”有 1 格按 2 个机构相加填入"),
    ]


def test_typed_figures_give_way_where_asked() -> None:
    """With `overwrite` a figure that differs from the sum becomes the sum, whatever it is written like, and both are said."""
    bodies = [BodyFigures(name, source("2022.md", text(penalties="[3]", licenses="[5]"))) for name in ("甲局", "乙局")]
    summary = text(penalties='["12（其中听证1件）"]', licenses="[10]", coercive_measures="[7]")
    filled = fill_sums(source("2022.md", summary), bodies, FORMS, overwrite=True)
    assert filled.data == summary.replace('"12（其中听证1件）"'.encode(), b"6")
    assert [(one.code, one.message) for one in filled.findings] == [
        ("sum.filled", "“第二十条第（六）项”有 1 格按 2 个机构相加填入"),
        ("sum.replaced", '“行政处罚”的“本年处理决定数量”由 "12（其中听证1件）" 改为 6'),
    ]


def test_bodies_that_left_cells_blank_are_named() -> None:
    """Where only some of the bodies filled in a cell, the sum is of those, and the others are named."""
    a, b = (BodyFigures(name, source("2022.md", text(**rows))) for name, rows in (("甲局", {"penalties": "[3]"}), ("乙局", {})))
    (finding,) = fill_sums(source("2022.md", text()), (a, b), FORMS).findings
    assert finding.message == "“第二十条第（六）项”有 1 格按 2 个机构相加填入；其中“乙局”有 1 格空白"


def test_a_file_that_cannot_be_read_stays() -> None:
    """A summary that can't be read comes back as it was."""
    assert fill_sums(source("2022.md", b"x"), (), FORMS).data == b"x"


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`fill --sum` takes the bodies right below the folder of the file, at any depth, and computes the totals as well."""
    monkeypatch.chdir(tmp_path)
    for folder, granted in (
        ("a", "[1, 0, 0, 0, 0, 0, 1]"),
        ("bureaus/b", "[2, 1, 0, 0, 0, 0, 3]"),
        ("bureaus/b/c", "[9, 0, 0, 0, 0, 0, 9]"),
    ):
        (tmp_path / "content" / folder).mkdir(parents=True)
        (tmp_path / "content" / folder / "body.yml").write_text(f"name: {folder}\nkind: department\n", encoding="utf-8")
        (tmp_path / "content" / folder / "2022.md").write_bytes(text(received=granted))
    summary = tmp_path / "content" / "2022.md"
    summary.write_bytes(text(received="[~, ~, ~, ~, ~, ~, ~]"))
    assert main(["fill", "content/2022.md", "--sum"]) == DONE
    assert row(report_of(summary.read_bytes()), "requests", "received") == ["3", "1", "0", "0", "0", "0", "4"]
    assert "“收到和处理政府信息公开申请情况”有 7 格按 2 个机构相加填入 [sum.filled]" in capsys.readouterr().out


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder stands for the reports in it and below but for hidden ones, sums last; bodies of a vertical system are no part."""
    monkeypatch.chdir(tmp_path)
    for folder, kind, received in (("a", "department", "[1, 0, 0, 0, 0, 0, ~]"), ("b", "vertical", "[5, 0, 0, 0, 0, 0, ~]")):
        (tmp_path / "content" / folder).mkdir(parents=True)
        (tmp_path / "content" / folder / "body.yml").write_text(f"name: {folder}\nkind: {kind}\n", encoding="utf-8")
        (tmp_path / "content" / folder / "2022.md").write_bytes(text(received=received))
    (tmp_path / "content" / "2022.md").write_bytes(text(received="[~, ~, ~, ~, ~, ~, ~]"))
    (tmp_path / "content" / "portal.yml").write_text("name: x\nbody: {name: y, kind: county}\n", encoding="utf-8")
    hidden = tmp_path / "content" / ".old" / "2022.md"
    hidden.parent.mkdir()
    hidden.write_bytes(text(received="[1, 0, 0, 0, 0, 0, ~]"))
    assert main(["fill", "content", "--sum"]) == DONE
    assert hidden.read_bytes() == text(received="[1, 0, 0, 0, 0, 0, ~]")
    reports = [report_of((tmp_path / "content" / name / "2022.md").read_bytes()) for name in ("", "a", "b")]
    assert [row(report, "requests", "received")[-1] for report in reports] == ["1", "1", "5"]
    assert "按 1 个机构相加填入 [sum.filled]" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert main(["fill", "empty"]) == MISUSED
    assert capsys.readouterr().err == "disclosure: “empty”里没有报告（年份.md）\n"
