"""The sheets about one year of the county: their figures are those of the reports' JSON, and each prints on one page."""

import csv
import json
import re
from io import StringIO
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.support.effort import tried
from tests.support.skipping import skip_aloud

YEARS = range(2019, 2026)


def figures(path: Path) -> Any:
    """The tables of a report's JSON."""
    return json.loads(path.read_text(encoding="utf-8"))["tables"]


def total(tables: Any, *keys: str) -> int:
    """The total of a row."""
    for key in keys:
        tables = tables[key]
    return (
        int(tables["total"])
        if "total" in tables and not isinstance(tables["total"], dict)
        else sum(total(tables, key) for key in tables)
    )


@pytest.mark.parametrize("year", YEARS)
def test_figures_are_those_of_the_report(county: Path, year: int) -> None:
    """The flow, the shares and the row of each body say what the JSON of their reports says."""
    html = (county / f"overview-{year}.html").read_text(encoding="utf-8")
    tables = figures(county / f"{year}.json")["requests"]
    flow = re.findall(r"<span>(\d+)<small>(.*?)</small></span>", html)
    assert {label: int(figure) for figure, label in flow} == {
        "上年结转": total(tables, "brought_forward"),
        "新收申请": total(tables, "received"),
        "办理总计": total(tables, "processed", "total"),
        "结转下年度": total(tables, "carried_forward"),
    }
    shares = dict(re.findall(r"</svg>([^<]+)<br><strong>(\d+)件</strong>", html))
    rows = {"予以公开": "granted", "部分公开": "granted_in_part", "不予公开": "refused", "无法提供": "unavailable"}
    for label, key in rows.items():
        assert int(shares[label]) == total(tables, "processed", key)
    office = figures(county / "office" / f"{year}.json")["requests"]
    row = re.search(r'<th scope="row">示例县人民政府办公室</th>(.*?)</tr>', html, re.DOTALL)
    assert row is not None
    cells = re.findall(r">(\d+)<", row[1])
    assert cells[:3] == [str(total(office, *keys)) for keys in (("brought_forward",), ("received",), ("processed", "granted"))]


@pytest.mark.parametrize("year", YEARS)
def test_the_file_and_the_middles_are_those_of_the_reports(county: Path, year: int) -> None:
    """The file beside a sheet has the figures of its charts, and the table the middle of like bodies."""
    html = (county / f"overview-{year}.html").read_text(encoding="utf-8")
    lines = list(csv.DictReader(StringIO((county / f"overview-{year}.csv").read_text(encoding="utf-8-sig"))))
    names = {"示例县教育局": "education", "青石镇人民政府": "qingshi", "示例县人民政府": "."}
    keys = {"received": ("received",), "granted": ("processed", "granted"), "processed": ("processed", "total")}
    read = {(line["机构"], int(line["年度"]), line["键"]): line["数值"] for line in lines}
    for (name, folder), (key, path) in product(names.items(), keys.items()):
        for of in {year, max(year - 1, 2019)}:
            assert read[name, of, key] == str(total(figures(county / folder / f"{of}.json")["requests"], *path))
    middle = re.search(r'<th scope="row">部门中间数</th>(.*?)</tr>', html, re.DOTALL)
    assert middle is not None
    departments = ("office", "education", "natural-resources", "health", "public-security")
    received = [total(figures(county / folder / f"{year}.json")["requests"], "received") for folder in departments]
    assert re.findall(r">([\d.]+)<", middle[1])[1] == str(median(received))


def test_is_linked_from_the_index_and_lists_late_and_corrected_reports(county: Path) -> None:
    """The newest stands on the index; a late report and a corrected one are named with their pages."""
    assert '<a href="overview-2025.html">2025年概览</a>' in (county / "index.html").read_text(encoding="utf-8")
    late = (county / "overview-2022.html").read_text(encoding="utf-8")
    assert '<a href="qingshi/2022.html">青石镇人民政府</a>晚3天' in late
    corrected = (county / "overview-2023.html").read_text(encoding="utf-8")
    assert '有更正的：<a href="health/2023.html">示例县卫生健康局</a>' in corrected


@pytest.mark.slow
def test_prints_on_one_page(county: Path, browser: Any, tmp_path: Path) -> None:
    """Each sheet of the county is one page of A4."""
    try:
        from pypdfium2 import PdfDocument
    except ImportError:
        skip_aloud("没有 pypdfium2")
    page, found = browser.new_page(), []
    years = tried((2019, 2025), YEARS)
    for year in years:
        page.goto((county / f"overview-{year}.html").as_uri())
        page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
        paper = PdfDocument(tmp_path / "sheet.pdf")
        found.append(len(paper))
        paper.close()
    page.close()
    assert found == [1] * len(years)
