"""Years and bodies side by side: every cell, difference and share is the reports' JSON, worked out here once more."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.portal import SNAPSHOTS, Change, run_build, spoil, tree, write_base
from tests.support.report_json import PATHS, Figure, paths_of, read_json, reported, rounded

SHARES = {
    **dict.fromkeys(("granted", "granted_in_part", "refused", "unavailable", "not_handled", "otherwise_closed"), "processed"),
    "reconsideration_corrected": "reconsideration",
    "litigation_corrected": "litigation",
}
"""What each share is a share of."""


class Row(NamedTuple):
    """A line of a comparison as it is printed: earlier, later and difference, each as its state, its text and what is below."""

    earlier: tuple[str, str, str]
    later: tuple[str, str, str]
    difference: tuple[str, str, str]


def rows_of(html: str) -> dict[str, Row]:
    """The lines of figures of a page by their addresses."""
    found = {}
    for name, markup in re.findall(r'<tr id="([^"]+)">(.*?)</tr>', html, re.DOTALL):
        cells = [said(state, text) for state, text in re.findall(r'<td class="(\w+)(?: zero)?">(.*?)</td>', markup, re.DOTALL)]
        assert name not in found
        found[name] = Row(*cells)
    return found


def said(state: str, text: str) -> tuple[str, str, str]:
    """A cell's state, its text, and the small print that is no note."""
    small = "".join(re.findall(r"<small>(.*?)</small>", text))
    return state, unescape(re.sub(r"<small.*?</small>|<span class=\"unit\">.*?</span>|<[^>]+>", "", text)).strip(), small


def values_at(report: Any, address: str) -> list[Figure] | None:
    """The cells of a report at `table.row.column`, of a group all of its rows; None where it has no such row."""
    *steps, column = address.split(".")
    node = report["tables"]
    for step in steps:
        node = node.get(step)
        if not isinstance(node, dict):
            return None
    return [cells[column] for cells in rows_below(node)]


def rows_below(node: Any) -> Iterator[dict[str, Figure]]:
    """The rows of figures in a nested piece of JSON."""
    if any(isinstance(value, dict) for value in node.values()):
        for value in node.values():
            yield from rows_below(value)
    else:
        yield node


def summed(cells: list[Figure] | None) -> tuple[str, Figure]:
    """What cells add up to, with the state that the page must give it."""
    if cells is None:
        return "none", None
    if None in cells:
        return ("partly" if any(isinstance(cell, Decimal) for cell in cells) else "blank"), None
    numbers = [cell for cell in cells if isinstance(cell, Decimal)]
    return ("figure", sum(numbers, Decimal(0))) if numbers else ("na", "/")


WORDS = {"none": "报告中没有这一项", "na": "不适用", "blank": "未填报", "partly": "部分未填报"}


def assert_row(row: Row, before: tuple[str, Figure], after: tuple[str, Figure]) -> None:
    """A printed line says these two figures, and their difference exactly when both are numbers."""
    for shown, (state, figure) in ((row.earlier, before), (row.later, after)):
        assert shown[:2] == (state, format(figure, "f") if isinstance(figure, Decimal) else WORDS[state])
    one, other = before[1], after[1]
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        assert row.difference[1:] == ("不能比较", "")
        return
    size = other - one
    assert Decimal(row.difference[1].replace("−", "-")) == size
    sign = "" if not size else "+" if size > 0 else "−"
    assert row.difference[1].startswith(sign)
    assert row.difference[2] == (f"{sign}{rounded(size, one)}" if size and one >= 10 else "")


def test_every_cell_of_every_pair_is_the_json(county: Path) -> None:
    """For each pair of neighbours every line is the JSON of both years, and every comparable cell of the JSON has its line."""
    pages = sorted(county.rglob("compare-*.html"))
    assert len(pages) > 50
    for page in pages:
        years = re.findall(r"\d{4}", page.stem)
        earlier, later = (read_json(page.with_name(f"{year}.json")) for year in years)
        html = page.read_text(encoding="utf-8")
        found = rows_of(html)
        same = earlier["format"] == later["format"]
        for name, row in found.items():
            if "." in name:
                assert_row(row, summed(values_at(earlier, name)), summed(values_at(later, name)))
            else:
                one, other = (reported(report, paths_of(name, report["format"])) for report in (earlier, later))
                assert [isinstance(figure, Decimal) for figure in (one, other)] == [
                    shown[0] == "figure" for shown in (row.earlier, row.later)
                ]
                assert_row(row, (row.earlier[0], one), (row.later[0], other))
                for shown, report in ((row.earlier, earlier), (row.later, later)):
                    assert shown[2] == expected_share(name, report)
        for address in cells_of(later):
            if same or not address.startswith("article_20"):
                before, after = summed(values_at(earlier, address)), summed(values_at(later, address))
                assert address in found or [before[1], after[1]] == [Decimal(0)] * 2
        assert {name for name in found if name.startswith("article_20")} == {
            address for address in cells_of(later) if same and address.startswith("article_20")
        }


def expected_share(key: str, report: Any) -> str:
    """The share that a figure must carry: of its whole in the same year, none of 0, none in few."""
    if key not in SHARES:
        return ""
    part, whole = (reported(report, paths_of(name, report["format"])) for name in (key, SHARES[key]))
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not part or whole < 10:
        return ""
    return rounded(part, whole)


def cells_of(report: Any) -> list[str]:
    """The address of every cell of a report."""
    return [address for key, node in report["tables"].items() for address in addresses(node, key)]


def addresses(node: Any, path: str) -> Iterator[str]:
    """The addresses below one piece of JSON."""
    for key, value in node.items():
        if isinstance(value, dict):
            yield from addresses(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}"


def test_shares_say_of_what(county: Path) -> None:
    """The denominators stand under the table with their figures."""
    html = (county / "compare-2021-2022.html").read_text(encoding="utf-8")
    wholes = [read_json(county / f"{year}.json")["tables"]["requests"]["processed"]["total"]["total"] for year in (2021, 2022)]
    assert f"数字下的百分比：占同年办理总计（2021年{wholes[0]}件，2022年{wholes[1]}件）；不足10件的不算。" in html
    assert "增减的百分比以前一年的数为100%" in html


def test_rows_of_one_form_only(county: Path) -> None:
    """Across the break of forms table 2 is left out; （六）其他处理 is compared as a whole, its parts said to be missing."""
    html = (county / "compare-2020-2021.html").read_text(encoding="utf-8")
    found = rows_of(html)
    assert "第二部分“主动公开政府信息情况”的项目不可比" in html
    assert [name for name in found if name.startswith("article_20")] == []
    assert found["requests.processed.otherwise_closed.total"].difference[1] != "不能比较"
    assert found["requests.processed.otherwise_closed.not_corrected.total"].earlier[:2] == ("none", "报告中没有这一项")


def test_bodies_of_one_year_are_the_json(county: Path) -> None:
    """Each body's figures and shares are its JSON; the sum is of those listed; the order is the official one, and no ranking."""
    names = [
        *("示例县人民政府办公室", "示例县教育局", "示例县自然资源局", "示例县卫生健康局", "示例县公安局"),
        *("城关镇人民政府", "青石镇人民政府", "白水乡人民政府", "新城街道办事处", "以上合计", "示例县人民政府"),
    ]
    pages = sorted(county.glob("bodies-*.html"))
    assert [page.stem[-4:] for page in pages] == [str(year) for year in range(2019, 2026)]
    for page in pages:
        year = page.stem[-4:]
        reports = {report["body"]: report for path in county.rglob(f"{year}.json") if (report := read_json(path))}
        tables = re.findall(r'<table class="bodies">(.*?)</table>', page.read_text(encoding="utf-8"), re.DOTALL)
        form = reports["示例县人民政府"]["format"]
        keys = iter(keys_in_order(form))
        for table in tables:
            lines = re.findall(r'<tr[^>]*>\s*<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
            assert [re.sub(r"<[^>]+>", "", name) for name, _ in lines] == names
            cells = [re.findall(r'<td class="(\w+)(?: zero)?"[^>]*>(.*?)</td>', line, re.DOTALL) for _, line in lines]
            for column in zip(*([said(*cell) for cell in line] for line in cells), strict=True):
                assert_column(next(keys), dict(zip(names, column, strict=True)), reports, form)
        assert list(keys) == []


def keys_in_order(form: str) -> list[str]:
    """The keys of a form's figures in the order of the columns."""
    common = ["received", "brought_forward", "processed", "carried_forward", "granted", "granted_in_part", "refused"]
    common += ["unavailable", "not_handled", "otherwise_closed"]
    common += ["reconsideration", "reconsideration_corrected", "litigation", "litigation_corrected"]
    return common + [key for key in PATHS if key.endswith(f"_{form}")]


def assert_column(key: str, column: dict[str, tuple[str, str, str]], reports: dict[str, Any], form: str) -> None:
    """A column of bodies states each report, and in the row of the sum those that gave a number."""
    figures = {name: reported(report, paths_of(key, form)) for name, report in reports.items()}
    for name, (state, text, small) in column.items():
        if name == "以上合计":
            listed = [figure for body, figure in figures.items() if body != "示例县人民政府"]
            assert Decimal(text) == sum(figure for figure in listed if isinstance(figure, Decimal))
        elif isinstance(figures[name], Decimal):
            assert (state, Decimal(text)) == ("figure", figures[name])
            assert small == expected_share(key, reports[name])
        else:
            assert (state, text) in {("blank", "未填报"), ("partly", "部分未填报"), ("na", "不适用")}


def test_neighbours_skip_a_missing_year(tmp_path: Path) -> None:
    """Where a year has no report, those beside it are neighbours, and the page says so."""
    content = write_base(tmp_path)
    (content / "2020.md").unlink()
    run_build(tmp_path)
    pages = [path for path in tree(tmp_path / "site") if path.startswith("compare")]
    assert pages == ["compare-2019-2021.html", "compare-2021-2022.html", "compare.html"]
    assert "2020年没有可比的报告。" in (tmp_path / "site" / "compare-2019-2021.html").read_text(encoding="utf-8")


def test_only_the_newest_pair(tmp_path: Path) -> None:
    """With `comparisons: newest` one pair of neighbours has a page; the addresses of the others lead on, and none is lost."""
    content, site = write_base(tmp_path), tmp_path / "site"
    run_build(tmp_path)
    before = {path for path in tree(site) if "compare" in path}
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json]\ncomparisons: newest"),))
    assert run_build(tmp_path).findings == ()
    assert {path for path in tree(site) if "compare" in path} == before
    html = {path: (site / path).read_text(encoding="utf-8") for path in before | {"2019.html", "2022.html"}}
    assert re.findall(r'<li><a href="(compare-[^"]+)"', html["compare.html"]) == ["compare-2021-2022.html"]
    assert re.findall(r'rel="prev"|rel="next"', html["compare-2021-2022.html"]) == []
    moved = re.findall(r'href="([^"]+)"', html["compare-2019-2020.html"])
    assert moved == ["https://www.sample.example/zwgk/compare.html", "compare.html#2019-2020", "2019.html", "2020.html"]
    assert '<meta http-equiv="refresh" content="0; url=compare.html#2019-2020">' in html["compare-2019-2020.html"]
    assert ('href="compare.html"' in html["2019.html"], 'href="compare-2021-2022.html"' in html["2022.html"]) == (True, True)
    assert "compare-2019" not in html["2019.html"] + "".join(tree(site).get("sitemap.xml", b"").decode())


def test_without_json_there_is_no_script(tmp_path: Path) -> None:
    """Where the reports' JSON is not published, the page of all pairs is its links alone."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [csv]"),))
    run_build(tmp_path)
    html = (tmp_path / "site" / "compare.html").read_text(encoding="utf-8")
    assert re.findall(r'<script src="assets/([a-z]+)', html) == ["look"]
    assert re.findall(r'<li><a href="(compare-[^"]+)"', html) == [
        "compare-2021-2022.html",
        "compare-2020-2021.html",
        "compare-2019-2020.html",
    ]


def test_snapshot_of_bodies(county: Path, request: pytest.FixtureRequest) -> None:
    """The page of one year across bodies is as recorded; `--snapshots` records anew."""
    body = re.sub(rb"site\.[0-9a-f]{8}\.css", b"site.css", (county / "bodies-2022.html").read_bytes())
    recorded = SNAPSHOTS / "bodies-2022.html"
    if request.config.getoption("--snapshots"):
        recorded.write_bytes(body)
    assert body == recorded.read_bytes()
