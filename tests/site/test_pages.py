"""The published files, byte for byte and for what they mean to readers, programs and spreadsheet users."""

import csv
import json
import re
from decimal import Decimal
from gzip import compress
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from tests.support.portal import SNAPSHOTS, Change, places, run_build, spoil, tree, write_base


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base portal, built with every download."""
    folder = tmp_path_factory.mktemp("portal")
    content = write_base(folder)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]"),))
    assert run_build(folder).findings == ()
    return folder / "site"


@pytest.mark.parametrize(
    "path",
    [
        *("2022.html", "2019.html", "2018.html", "office/2022.html", "index.html", "office/index.html", "pages/guide.html"),
        *("404.html", "2022.json", "2018.json", "office/2022.json", "2022.csv", "sitemap.xml", "robots.txt"),
        *("feed.xml", "feed.json", "reports.csv-metadata.json", "datapackage.json", "data.json"),
        *("trends.html", "compare-2021-2022.html", "compare-2020-2021.html", "compare.html"),
    ],
)
def test_snapshot(site: Path, path: str, request: pytest.FixtureRequest) -> None:
    """Each kind of published file is as recorded; `--snapshots` records anew."""
    body = re.sub(rb"(site|compare)\.[0-9a-f]{8}\.(css|js)", rb"\1.\2", (site / path).read_bytes())
    recorded = SNAPSHOTS / path.replace("/", "-")
    if request.config.getoption("--snapshots"):
        recorded.write_bytes(body)
    assert body == recorded.read_bytes()


class Table(HTMLParser):
    """The tables of a page as grids of text, merges undone, links to the glossary left out."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self.row = self.column = 0
        self.spans = (1, 1)
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag in ("td", "th"):
            given = dict(attrs)
            self.spans = (int(given.get("rowspan") or 1), int(given.get("colspan") or 1))
            self.text = []

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.text is not None:
            while (self.row, self.column) in self.tables[-1]:
                self.column += 1
            for down in range(self.spans[0]):
                for right in range(self.spans[1]):
                    self.tables[-1][self.row + down, self.column + right] = "".join(self.text).strip()
            self.text = None


def official_only(html: str) -> str:
    """A page without the small tables that stand in for the widest one on a phone, and the one of last year's figures."""
    html = re.sub(r'<table class="[^"]*beside-last-year">.*?</table>', "", html, flags=re.DOTALL)
    return re.sub(r'<div class="narrow"[^>]*>.*?</div>', "", html, flags=re.DOTALL)


def grids(html: str) -> list[list[list[str]]]:
    """Every official table of a page, row by row; each must be a full rectangle. Small tables for phones are left out."""
    parser = Table()
    parser.feed(official_only(html))
    found = []
    for cells in parser.tables:
        height, width = (1 + max(place[axis] for place in cells) for axis in (0, 1))
        assert len(cells) == height * width
        found.append([[cells[row, column] for column in range(width)] for row in range(height)])
    return found


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_tables_are_merged_as_on_the_form(site: Path, year: int) -> None:
    """Each table is a full rectangle with the form's heads: 3 + 7 columns, the single row of fifteen, the blocks."""
    proactive, requests, disputes = grids((site / f"{year}.html").read_text(encoding="utf-8"))
    assert proactive[0] == ["第二十条第（一）项"] * (5 if year < 2021 else 4)
    assert len(proactive) == (18 if year < 2021 else 14)
    assert requests[0] == ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] * 3 + ["申请人情况"] * 7
    assert requests[1][3:] == ["自然人", *["法人或其他组织"] * 5, "总计"]
    assert requests[2][3:] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert [row[0] for row in requests[5:-1]] == ["三、本年度办理结果"] * (20 if year < 2021 else 22)
    assert requests[3][:3] == ["一、本年新收政府信息公开申请数量"] * 3
    assert disputes[0] == ["行政复议"] * 5 + ["行政诉讼"] * 10
    assert disputes[1] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5]
    assert disputes[2] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    assert len(disputes) == 4


def leaves(node: object) -> list[object]:
    """The values of nested mappings in order."""
    return [leaf for value in node.values() for leaf in leaves(value)] if isinstance(node, dict) else [node]


def in_words(state: str, amount: str) -> Decimal | str | None:
    """A cell as the JSON says it."""
    return {"未填报": None, "不适用": "/"}[state] if state in ("未填报", "不适用") else Decimal(amount)


@pytest.mark.parametrize("path", ["2019", "2020", "2021", "2022", "office/2022"])
def test_page_json_csv_and_workbook_agree(site: Path, path: str) -> None:
    """Every cell says the same on the page, in the JSON, in the CSV and in the workbook, blanks and marks included."""
    from openpyxl import load_workbook

    text = (site / f"{path}.json").read_text(encoding="utf-8")
    cells = leaves(json.loads(text, parse_float=Decimal, parse_int=Decimal)["tables"])
    in_csv = list(csv.DictReader(StringIO((site / f"{path}.csv").read_text(encoding="utf-8-sig"))))
    assert [in_words(line["状态"], line["数值"]) for line in in_csv] == cells
    html = official_only((site / f"{path}.html").read_text(encoding="utf-8"))
    shown = re.findall(r'<td class="(figure|zero|blank|na)"[^>]*>([0-9.-]*)', html)
    assert [in_words({"blank": "未填报", "na": "不适用"}.get(kind, "数值"), amount) for kind, amount in shown] == cells
    book = load_workbook(BytesIO((site / f"{path}.xlsx").read_bytes()))
    assert book.sheetnames == ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"]
    merged = {str(block) for block in book.worksheets[1].merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "E4:I4", "A6:C6"} <= merged


def test_amounts_are_exact(site: Path) -> None:
    """Money keeps its last digit in every file."""
    for name in ("2022.html", "2022.json", "2022.csv"):
        assert "24.311082" in (site / name).read_text(encoding="utf-8-sig")


def test_blank_zero_and_not_applicable_differ(site: Path) -> None:
    """A reader sees and hears three different things."""
    html = (site / "office" / "2022.html").read_text(encoding="utf-8")
    assert '<td class="blank"' in html
    assert "未填报</span>" in html
    assert '<td class="na"' in html
    assert "不适用</span>" in html
    assert "原报告未填报（不是 0）" in html


def test_note_stands_under_its_table(site: Path) -> None:
    """A note is linked from its figure and printed under the table."""
    html = (site / "2022.html").read_text(encoding="utf-8")
    assert '3<sup><a href="#proactive_disclosure-note-1">注1</a></sup>' in html
    assert '<li id="proactive_disclosure-note-1">注1（行政规范性文件·本年制发件数）：其中修订1件</li>' in html


def test_explanation_is_printed_and_silences(tmp_path: Path) -> None:
    """An explained break is published with its sentence under the table, and no finding is left."""
    content = write_base(tmp_path)
    changes = (
        Change("2022.md", "13]", "12]"),
        Change("2022.md", "tables:\n", "explain:\n  in-force.unequal: 清理失效1件。\ntables:\n"),
    )
    spoil(content, changes)
    assert places(run_build(tmp_path), tmp_path) == []
    html = (tmp_path / "site" / "2022.html").read_text(encoding="utf-8")
    table, _, after = html.partition('id="proactive_disclosure-table"')
    assert "清理失效1件。" in after.partition("<h2")[0]
    assert "清理失效1件。" not in table


def test_metas(site: Path) -> None:
    """The META tags of 国办发〔2017〕47号 stand on every page under their exact names; empty ones are left out."""
    html = (site / "2022.html").read_text(encoding="utf-8")
    found = dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', html))
    assert found == {
        "SiteName": "样例镇政府信息公开",
        "SiteDomain": "www.sample.example",
        "SiteIDCode": "0000000000",
        "ArticleTitle": "样例镇2022年政府信息公开工作年度报告",
        "PubDate": "2023-01-20",
        "ContentSource": "样例镇人民政府",
        "Keywords": "政府信息公开,年度报告",
        "Url": "https://www.sample.example/zwgk/2022.html",
    }
    index = dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', (site / "index.html").read_text("utf-8")))
    assert (index["ColumnType"], index["ColumnName"]) == ("信息公开年报", "样例镇政府信息公开")


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No page asks another host for anything, and every link is relative but those to the registries of sites."""
    for path, body in tree(site).items():
        if path.endswith(".html") and path != "404.html":
            html = body.decode()
            own = re.sub(r'<link rel="canonical"[^>]*>|<a href="https://beian\.[a-z]+\.gov\.cn/">', "", html)
            assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', own) == []
            assert re.findall(r'href="/[^"]*"', html) == []
            scripts = r'<script(?! src="[./]*assets/[a-z]+\.[0-9a-f]{8}\.js"(?: defer| data-index="search/")?></script>| type="application/ld\+json">)'
            assert re.findall(scripts, html) == []
        if path.endswith(".css"):
            assert re.findall(rb"url\(|@import", body) == []


def test_sitemap_lists_every_page(site: Path) -> None:
    """Every page for people stands in the sitemap by its full address."""
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    pages = {path for path in tree(site) if path.endswith(".html") and path != "404.html"}
    address = "https://www.sample.example/zwgk/"
    assert {url.removeprefix(address) or "index.html" for url in listed} == {
        path.removesuffix("index.html") if path.endswith("/index.html") else path for path in pages
    }
    assert "Sitemap: https://www.sample.example/zwgk/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_report_is_light(county: Path) -> None:
    """A full report of 2021 and every later one is at most 14 KB compressed."""
    sizes = {path.as_posix(): len(compress(path.read_bytes(), 9, mtime=0)) for path in county.rglob("202[1-5].html")}
    assert {path: size for path, size in sizes.items() if size > 14 << 10} == {}
    assert len(sizes) == 50


def test_ids(county: Path) -> None:
    """On every page of the county no id stands twice, and the headings that a figure names are there."""
    for path in sorted(county.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        ids = re.findall(r' id="([^"]*)"', text)
        assert sorted(set(ids)) == sorted(ids), path
        named = {name for names in re.findall(r' headers="([^"]*)"', text) for name in names.split()}
        assert named - set(ids) == set(), path
