"""A form that nobody has seen yet: one more file in a folder of forms, and everything the program makes follows from it."""

import csv
import json
import re
from html import unescape
from io import StringIO
from pathlib import Path

import pytest

from disclosure.cli.commands import DONE
from disclosure.cli.main import main
from disclosure.parsing.reports import parse_report
from tests.support.forms import source
from tests.support.import_documents import copy_of
from tests.support.next_form import CHANNELS, NOTICE, read_next_forms, report_text, write_forms, write_next_portal
from tests.support.portal import Change, places, run_build, spoil, tree


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That portal, published."""
    folder = tmp_path_factory.mktemp("next-form")
    write_next_portal(folder)
    outcome = run_build(folder, formats=folder / "formats")
    assert (places(outcome, folder), outcome.published is not None) == ([], True)
    return folder / "site"


def text_of(html: str) -> str:
    """What a piece of a page says, without its markup."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))).strip()


def lines_of(site: Path, page: str) -> dict[str, str]:
    """The lines of a page of figures by their addresses."""
    html = (site / page).read_text(encoding="utf-8")
    return {name: text_of(line) for name, line in re.findall(r'<tr id="([^"]+)">(.*?)</tr>', html, re.DOTALL)}


def test_page(site: Path) -> None:
    """The report's page has the new table, styled by what it is, and the renamed row, in the words of the form."""
    lines = lines_of(site, "2027.html")
    assert [lines[f"channels.{row}"] for row in ("websites", "accounts")] == ["政府网站 120 30 150", "政务新媒体 80 5 85"]
    assert lines["requests.carried_forward"] == "四、结转以后年度办理 1 0 0 0 0 0 1"
    html = (site / "2027.html").read_text(encoding="utf-8")
    sheets = re.findall(r'<div class="sheet ([^"]+)".*?<caption[^>]*>(.*?)</caption>', html, re.DOTALL)
    assert [(kind, text_of(caption)) for kind, caption in sheets] == [
        ("sheet-stacked", "主动公开政府信息情况"),
        ("sheet-plain", "政务公开渠道"),
        ("sheet-plain sheet-dense", "收到和处理政府信息公开申请情况"),
        ("sheet-across", "政府信息公开行政复议、行政诉讼情况"),
    ]


def test_comparisons(site: Path) -> None:
    """Across the forms everything but the new table is compared, and what is left out is named; within one, as ever."""
    lines = lines_of(site, "compare-2026-2027.html")
    assert lines["article_20_1.normative_documents.in_force"] == "行政规范性文件·现行有效件数 13 15 +2 +15.4%"
    assert lines["requests.carried_forward.total"] == "四、结转以后年度办理 1 1 0"
    assert [name for name in lines if name.startswith("channels")] == []
    said = "两年的报告格式不同，第二部分“主动公开政府信息情况”的“政务公开渠道”的项目不可比，没有列出。"
    assert said in text_of((site / "compare-2026-2027.html").read_text(encoding="utf-8"))
    assert lines_of(site, "compare-2022-2026.html")["requests.carried_forward.total"] == "四、结转下年度继续办理 1 1 0"


def test_trends(site: Path) -> None:
    """A figure that both forms have is one series, under a title with the years of both."""
    html = (site / "trends.html").read_text(encoding="utf-8")
    titles = [text_of(title) for title in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]
    assert titles == [
        *("申请的收到和办结", "办理结果", "行政复议和行政诉讼"),
        *("主动公开政府信息（2021年度起的格式）", "主动公开政府信息（2019、2020年度格式）"),
    ]
    assert 'id="normative_in_force_2021-2027"' in html


def test_data(site: Path) -> None:
    """JSON, CSV and workbook hold the new table, and the description of the data names the form with its years."""
    published = json.loads((site / "2027.json").read_text(encoding="utf-8"))
    assert (published["format"], published["tables"]["channels"]) == (
        "2027",
        {
            "websites": {"published": 120, "answered": 30, "total": 150},
            "accounts": {"published": 80, "answered": 5, "total": 85},
        },
    )
    rows = list(csv.DictReader(StringIO((site / "reports.csv").read_text(encoding="utf-8-sig"))))
    cells = [(row["行"], row["列"], row["行名"], row["列名"], row["数值"]) for row in rows if row["表"] == "channels"]
    assert cells[:2] == [
        ("websites", "published", "政府网站", "发布信息条数", "120"),
        ("websites", "answered", "政府网站", "答复留言条数", "30"),
    ]
    assert len(cells) == 6
    described = (site / "reports.csv-metadata.json").read_text(encoding="utf-8")
    assert "2021（2021—2026年）、2027（2027年起）、legacy（此前）" in described


def test_workbook(site: Path) -> None:
    """The workbook has a sheet with the new table."""
    from openpyxl import load_workbook

    book = load_workbook(site / "2027.xlsx")
    values = [[cell.value for cell in row if cell.value is not None] for sheet in book for row in sheet.iter_rows()]
    assert ["政府网站", 120, 30, 150] in values


@pytest.mark.parametrize(
    ("changes", "place", "code", "words"),
    [
        pytest.param(
            (Change("2027.md", "[120, 30, 150] ", "[120, 30, 160] "),),
            ("2027.md", "[120, 30, 160]", "160"),
            "total.unequal",
            "“政府网站”的“总计”现为 160，应为 150：各项之和等于总计（120 + 30 ≠ 160）",
            id="total-of-the-new-table",
        ),
        pytest.param(
            (Change("2027.md", NOTICE, "国办公开办函〔2021〕30号"),),
            ("2027.md", "国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"),
            "form.wrong-basis",
            f"应为 {NOTICE}",
            id="notice-of-the-form-before",
        ),
        pytest.param(
            (Change("2027.md", CHANNELS, ""),),
            ("2027.md", "tables:", "tables:"),
            "table.missing",
            "channels",
            id="without-the-new-table",
        ),
        pytest.param(
            (Change("2026.md", "  requests: ", f"{CHANNELS}  requests: "),),
            ("2026.md", "tables:", "tables:"),
            "form.wrong-year",
            "2026 年的报告应使用 2021 格式（国办公开办函〔2021〕30号），这里的表格是 2027 格式",
            id="before-its-time",
        ),
    ],
)
def test_checks(changes: tuple[Change, ...], place: tuple[str, str, str], code: str, words: str, tmp_path: Path) -> None:
    """What is wrong is found at its cell or its words, and said in the words of the form."""
    content = write_next_portal(tmp_path)
    spoil(content, changes)
    outcome = run_build(tmp_path, formats=tmp_path / "formats")
    name, line, at = place
    lines = (content / name).read_text(encoding="utf-8").splitlines()
    number = next(number for number, text in enumerate(lines) if line in text)
    expected = (f"{name}:{number + 1}:{lines[number].index(line) + line.index(at) + 1}", code)
    assert [found for found in places(outcome, tmp_path) if found[1] == code] == [expected]
    finding = next(finding for finding in outcome.findings if finding.code == code)
    assert words in f"{finding.message}；{finding.hint}"


def options(folder: Path) -> list[str]:
    """The options that name the folders of a portal with its own forms."""
    return ["--content", str(folder / "content"), "--formats", str(folder / "formats"), "--cache", str(folder / "cache")]


def test_new(tmp_path: Path) -> None:
    """`new` writes the new table and row, and carries over the figures of a report on the form before."""
    content = write_next_portal(tmp_path)
    (content / "2027.md").unlink()
    assert main(["new", "2027", *options(tmp_path)]) == DONE
    text = (content / "2027.md").read_text(encoding="utf-8")
    assert (
        "  channels:                      # 发布信息条数, 答复留言条数, 总计\n    websites:                    [~, ~, ~]       # 政府网站\n"
        in text
    )
    assert "brought_forward:             [1, 0, 0, 0, 0, 0, 1]" in text
    assert "# 四、结转以后年度办理\n" in text


def test_fill(tmp_path: Path) -> None:
    """`fill` fills the totals of the new table."""
    content = write_next_portal(tmp_path)
    spoil(content, (Change("2027.md", "[80, 5, 85] ", "[80, 5, ~] "),))
    assert main(["fill", str(content / "2027.md"), "--formats", str(tmp_path / "formats")]) == DONE
    assert "accounts:                    [80, 5, 85] " in (content / "2027.md").read_text(encoding="utf-8")


def test_schema(tmp_path: Path) -> None:
    """`schema` writes the schema of the new form beside those of the others and of the settings."""
    formats = write_forms(tmp_path)
    assert main(["schema", "--formats", str(formats), "--into", str(tmp_path / "schemas")]) == DONE
    assert sorted(tree(tmp_path / "schemas")) == [
        "2019.json",
        "2021.json",
        "2027.json",
        "body.json",
        "legacy.json",
        "portal.json",
    ]
    schema = json.loads((tmp_path / "schemas" / "2027.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]["tables"]["properties"])[4] == "channels"


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_import(kind: str, tmp_path: Path) -> None:
    """A document laid out in the new form is imported with every figure in its cell."""
    forms = read_next_forms()
    filed = parse_report(source("2027.md", report_text(2027).encode()), tuple(forms.values())).value
    assert filed
    (tmp_path / f"年报.{kind}").write_bytes(copy_of(filed, forms["2027"], kind))
    formats = write_forms(tmp_path)
    arguments = ["import", str(tmp_path / f"年报.{kind}"), "--formats", str(formats), "--into", str(tmp_path / "imported")]
    assert main(arguments) == DONE
    assert figures_of((tmp_path / "imported" / "2027.md").read_text(encoding="utf-8")) == figures_of(report_text(2027))


def figures_of(text: str) -> list[str]:
    """The lines of cells of a content file, without their comments."""
    lines = (line.partition(" #")[0].rstrip() for line in text.splitlines())
    return [re.sub(r"\s+", " ", line).strip() for line in lines if line.startswith("    ") and "[" in line]
