"""The tables of all reports for spreadsheets: every figure as its report has it, in CSV and workbook alike."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from disclosure.build.combined import shared_out
from disclosure.build.render import StoredSegment
from disclosure.outputs.datasets import BEFORE, BEHIND
from tests.support.portal import Change, run_build, spoil, tree, write_base
from tests.support.remembering import Remembering

Lines = list[dict[str, str]]
OWN = ("机构", "年度", "表", "行", "列", "行名", "列名", "计量单位", "数值", "状态", "注", "表名", "合计")
"""The columns of a single report's CSV in compact data."""


def csv_lines(text: str) -> Lines:
    """The lines of a CSV file."""
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def sheets(path: Path) -> dict[str, Lines]:
    """The lines of each sheet of a workbook but the first, numbers as they are written."""
    found = {}
    for sheet in load_workbook(path).worksheets[1:]:
        heading, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            dict(zip(map(str, heading), ("" if v is None else str(v) for v in row), strict=True)) for row in rows
        ]
    return found


def with_datasets(folder: Path) -> Path:
    """The base portal with the tables of all reports, built; its content folder."""
    content = write_base(folder)
    extras = "downloads: [json]\npublish: [trends, datasets]"
    spoil(content, (Change("portal.yml", "downloads: [json]", extras),))
    return content


def words(value: Any) -> str:
    """A value of a report's JSON as the tables say it."""
    return {None: "未填报", "/": "不适用"}.get(value, str(value))


def reported(site: Path, table: str) -> Iterator[tuple[str, str, list[str]]]:
    """Every row of a table in the JSON of each report: its page, its key, its figures with the unit they name."""
    for path in site.rglob("20??.json"):
        report = json.loads(path.read_text(encoding="utf-8"), parse_float=str, parse_int=str)
        units = report.get("units", {})

        def rows(found: dict[str, Any], above: str, units: dict[str, str] = units) -> Iterator[tuple[str, list[str]]]:
            for key, below in found.items():
                row = f"{above}.{key}" if above else key
                if any(isinstance(value, dict) for value in below.values()):
                    yield from rows(below, row)
                else:
                    yield row, [words(v) + units.get(f"{table}.{row}.{column}", "") for column, v in below.items()]

        page = path.with_suffix(".html").relative_to(site).as_posix()
        yield from ((page, row, figures) for row, figures in rows(report["tables"].get(table, {}), ""))


def told(lines: Lines, site: str) -> list[tuple[str, str, list[str]]]:
    """The same of the lines of a table, without the columns that a report's form has not."""
    return [
        (
            line["网页"].removeprefix(site),
            line["行"],
            [value for heading, value in line.items() if heading not in (*BEFORE, *BEHIND) and value],
        )
        for line in lines
    ]


def test_every_row_of_every_report_is_there_once(county: Path) -> None:
    """The CSV of a table has the rows of all reports with the figures of their own JSON, and the workbook the same lines."""
    whole = sheets(county / "reports.xlsx")
    for table, title in (
        ("requests", "收到和处理政府信息公开申请情况"),
        ("disputes", "政府信息公开行政复议、行政诉讼情况"),
        ("article_20_1", "第二十条第（一）项"),
        ("article_20_9", "第二十条第（九）项"),
    ):
        lines = csv_lines((county / f"reports-{table}.csv").read_text(encoding="utf-8"))
        found = told(lines, "https://www.shili.example/")
        assert sorted((page, row, sorted(figures)) for page, row, figures in found) == sorted(
            (page, row, sorted(figures)) for page, row, figures in reported(county, table)
        )
        assert whole[title] == lines


def test_workbook_of_a_body_has_its_lines_of_the_whole(county: Path) -> None:
    """What `years.xlsx` of a body says is what the workbook of all says of it."""
    whole, own = sheets(county / "reports.xlsx"), sheets(county / "qingshi" / "years.xlsx")
    assert own == {title: [line for line in whole[title] if line["机构键"] == "qingshi"] for title in own}
    assert '<a href="years.xlsx">' in (county / "qingshi" / "index.html").read_text(encoding="utf-8")


def test_headings_have_room(county: Path) -> None:
    """The row of headings is as high as they are in their columns, a line of Chinese being up to 18 points; so are explanations."""
    book = load_workbook(county / "reports.xlsx")
    for sheet in book.worksheets:
        wide = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        most = max(2 * len(cell.value) / width for cell, width in zip(sheet[1], wide, strict=True))
        assert (sheet.row_dimensions[1].height or 0) >= 18 * most, sheet.title
    about = book.worksheets[0]
    wrapped = [row for row in range(1, about.max_row + 1) if len(about.cell(row, 1).value) > 45]
    assert wrapped and all(about.row_dimensions[row].height >= 36 for row in wrapped)


def test_archive_has_the_tables_as_they_stand(county: Path) -> None:
    """The ZIP is sound and has the very files, with a word on what they are."""
    with ZipFile(county / "reports.zip") as file:
        assert file.testzip() is None
        readme, *names = file.namelist()
        assert "空格是那一年的格式里没有这一列" in file.read(readme).decode("utf-8-sig")
        assert {name: file.read(name) for name in names} == {p.name: p.read_bytes() for p in county.glob("reports-*.csv")}


def test_one_figure_changes_its_own_lines(tmp_path: Path) -> None:
    """After one change the files are what a new build makes, though they are put together from those published."""
    content, store = with_datasets(tmp_path), Remembering()
    run_build(tmp_path, store)
    before = tree(tmp_path / "site")
    spoil(content, (Change("2021.md", "[22]", "[23]"),))
    run_build(tmp_path, store)
    after = tree(tmp_path / "site")
    changed = {path for path, body in after.items() if before[path] != body and path.startswith(("reports", "years"))}
    assert changed == {"reports-article_20_5.csv", "reports.json", "reports.xlsx", "reports.zip", "years.xlsx"}
    run_build(tmp_path, site=tmp_path / "fresh")
    assert tree(tmp_path / "fresh") == after


def test_states_are_words_and_absent_columns_are_empty(county: Path) -> None:
    """What was left blank or does not apply is a word; a column that the form of a year lacks is empty."""
    lines = csv_lines((county / "reports-article_20_1.csv").read_text(encoding="utf-8"))
    old = next(line for line in lines if line["格式"] == "2019")
    assert old["本年制发件数（件）"] == ""
    assert old["本年新制作数量（件）"] != ""


def test_rows_beyond_a_sheet_go_on_in_another() -> None:
    """Segments are shared out so that no sheet grows too large; none is lost, and their order stays."""
    segments = [StoredSegment("reports.xlsx", str(n), 1, "requests", 0, length) for n, length in enumerate((40, 40, 40, 200, 10))]
    shares = shared_out(segments, 100)
    assert [[one.digest for one in share] for share in shares] == [["0", "1"], ["2"], ["3"], ["4"]]
    assert shared_out([]) == [[]]


def test_nothing_of_it_where_it_is_not_named(tmp_path: Path) -> None:
    """Without `datasets` under `publish` there are no such files."""
    write_base(tmp_path)
    run_build(tmp_path)
    assert [path for path in tree(tmp_path / "site") if path.endswith((".xlsx", ".zip")) or path.startswith("reports-")] == []


def test_compact_data_are_the_same_packed(tmp_path: Path) -> None:
    """With `data_files: compact` the files of all reports are packed as they are; a report's CSV has fewer columns, as it says."""
    found = {}
    for name, more in {"full": "", "compact": "\ndata_files: compact"}.items():
        content = write_base(tmp_path / name)
        spoil(content, (Change("portal.yml", "downloads: [json]", f"downloads: [json, csv]{more}"),))
        run_build(tmp_path / name)
        found[name] = tree(tmp_path / name / "site")
    full, compact = found["full"], found["compact"]
    for kind in ("csv", "json"):
        with ZipFile(BytesIO(compact[f"reports.{kind}.zip"])) as file:
            assert (file.testzip(), file.namelist(), file.read(f"reports.{kind}")) == (
                None,
                [f"reports.{kind}"],
                full[f"reports.{kind}"],
            )
    own, whole = (csv_lines(one["office/2022.csv"].decode()) for one in (compact, full))
    assert own == [{key: line[key] for key in OWN} for line in whole]
    assert f"一份报告的 CSV 只有这些列：{'、'.join(OWN)}；" in compact["data.html"].decode()
    assert "一份报告的 CSV 只有" not in full["data.html"].decode()
    assert set(full) - set(compact) == {"reports.csv", "reports.json", "reports.csv-metadata.json"}
