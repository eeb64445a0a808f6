"""The pages of rows of the county: every figure, middle, sum and share follows from the reports' JSON."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from tests.support.portal import ROOT, run_build
from tests.support.report_json import read_json

WORDS = {None: "未填报", "/": "不适用"}
KINDS: dict[str, tuple[str, ...]] = {"部门": ("office", "education", "natural-resources", "health", "public-security")}
KINDS["乡镇、街道"] = ("chengguan", "qingshi", "baishui", "xincheng")


def cell_of(tables: Any, address: str, column: str) -> Any:
    """What stands at an address in a report's JSON: a number, "/" or None; of a group the sum of its rows."""
    for step in address.split("."):
        tables = tables[step]
    if column in tables and not isinstance(tables[column], dict):
        return tables[column]
    cells = [row[column] for row in tables.values()]
    return None if None in cells else sum(cell for cell in cells if cell != "/")


def lines_of(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The lines of the first table of a page: what each is called, and its cells as text."""
    table = page.read_text(encoding="utf-8").split("<tbody>")[1].split("</tbody>")[0]
    for name, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL):
        texts = re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)
        yield re.sub(r"<[^>]+>", "", name), [re.sub(r"<[^>]+>", "", text) for text in texts]


def table_of(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"))))


def rows_of(county: Path) -> list[str]:
    """The addresses of all rows that have a page."""
    return sorted(path.stem for path in (county / "rows").glob("*.csv"))


COLUMNS = {"总计": "total", "本年处理决定数量": "decisions", "本年制发件数": "issued", "本年收费金额": "fees_collected"}


def test_the_files_are_the_json(county: Path) -> None:
    """Each file has a line for every body, whose figure of each year is that of its report."""
    reports = {(str(path.parent.relative_to(county)), path.stem): read_json(path) for path in county.rglob("20*.json")}
    seen = 0
    for address in rows_of(county):
        for line in table_of(county / "rows" / f"{address}.csv"):
            column = COLUMNS.get(line["列名"])
            for year in [year for year in line if year.isdecimal() and line[year] and column]:
                report = reports[line["机构键"], year]
                if line["列名"] == "总计" or report["format"] == "2021":
                    found = cell_of(report["tables"], address, column or "")
                    assert line[year] == (WORDS[found] if found in WORDS else str(found)), (address, year)
                    seen += 1
    assert len(rows_of(county)) == 40
    assert seen > 2000


def test_the_tables_are_the_files(county: Path) -> None:
    """A page has the figures of its file, the middle of like bodies, all bodies together and their share."""
    whole_of = {line["机构键"]: line for line in table_of(county / "rows" / "requests.processed.total.csv")}
    for address in rows_of(county):
        lines = table_of(county / "rows" / f"{address}.csv")
        first = {line["机构键"]: line for line in lines if line["列名"] == lines[0]["列名"]}
        years = [year for year in reversed(lines[0]) if year.isdecimal() and any(line[year] for line in first.values())]
        shown = dict(lines_of(county / "rows" / f"{address}.html"))
        for key, line in first.items():
            if key != ".":
                assert shown[line["机构"]] == ["未填报" * (line[year] == "未填报") or line[year] for year in years], address
        for kind, keys in KINDS.items():
            middle = next((cells for name, cells in shown.items() if name.startswith(f"{kind}中间数")), None)
            known = [[Decimal(first[key][year]) for key in keys if first[key][year][0].isdecimal()] for year in years]
            wanted = [str(median(found)) if len(found) > 2 else "不到3个机构有数字" for found in known]
            assert middle == (wanted if any(len(found) > 2 for found in known) else None), address
        assert shown["全部机构"] == [first["."][year] for year in years]
        if address.startswith("requests.processed.") and address != "requests.processed.total":
            shares = [share(first["."][year], whole_of["."][year]) for year in years]
            assert shown.get("占办理总计", shares) == shares


def share(part: str, whole: str) -> str:
    """A share in percent with one decimal."""
    return "0" if part == "0" else f"{(Decimal(part) * 1000 / Decimal(whole)).quantize(Decimal(1)) / 10:.1f}%"


def test_answers_the_question_of_a_citizen(county: Path) -> None:
    """From a row of a report one click leads to the row's page: what it means, with its article, and all figures."""
    report = (county / "qingshi" / "2022.html").read_text(encoding="utf-8")
    row = report.split('<tr id="requests.processed.unavailable.not_held">')[1].split("</tr>")[0]
    assert 'href="../rows/requests.processed.unavailable.not_held.html"' in row
    page = (county / "rows" / "requests.processed.unavailable.not_held.html").read_text(encoding="utf-8")
    assert "2025年全部机构共33件，占办理总计227件的14.5%；2019—2025年最少15件，最多36件。" in page
    assert "《中华人民共和国政府信息公开条例》第三十六条第（四）项、第（五）项" in page
    assert "2016—2018年的报告用另外的格式，没有这一行。" in page


def test_every_row_is_reached(county: Path) -> None:
    """The site map, the list of rows and, for rows with a word of the glossary, the glossary lead to the pages."""
    for address in rows_of(county):
        for page, href in (("sitemap.html", f"rows/{address}.html"), ("rows/index.html", f"{address}.html")):
            assert f'href="{href}"' in (county / page).read_text(encoding="utf-8")
    glossary = (county / "glossary.html").read_text(encoding="utf-8")
    entry = glossary.split('<div id="not_held">')[1].split("</div>")[0]
    assert 'href="rows/requests.processed.unavailable.not_held.html"' in entry


def test_a_portal_of_one_body_has_none(shipped: Path) -> None:
    """Where there is nothing to set beside each other, there are no such pages and no links to them."""
    assert not (shipped / "rows").exists()
    assert all("rows/" not in page.read_text(encoding="utf-8") for page in shipped.rglob("*.html"))


def test_are_left_out_where_the_settings_leave_them_out(tmp_path: Path) -> None:
    """`publish` without `rows` makes none."""
    content = tmp_path / "content"
    for path in ("portal.yml", *(f"{body}/{name}" for body in ("office", "qingshi") for name in ("2025.md", "body.yml"))):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "examples" / "county" / path).read_text(encoding="utf-8")
        (content / path).write_text(text.replace("comparisons, rows", "comparisons"), encoding="utf-8")
    assert run_build(tmp_path, content=content).published is not None
    assert not (tmp_path / "site" / "rows").exists()


HIGHLIGHTS = (
    ("requests.received", "新收申请"),
    ("requests.processed.total", "办理总计"),
    ("disputes.reconsideration", "行政复议"),
)


def test_what_stands_beside_a_figure_follows_from_the_reports(county: Path) -> None:
    """Beside the newest figures of a body: last year's, the middle of like bodies and how many, all bodies and the share."""
    for folder in (*KINDS["部门"], *KINDS["乡镇、街道"]):
        kind, like = next((kind, keys) for kind, keys in KINDS.items() if folder in keys)
        html = (county / folder / "index.html").read_text(encoding="utf-8")
        for address, label in HIGHLIGHTS:
            figures = {key: total_in(county, key, 2025, address) for key in (*like, ".")}
            wanted = [f"2024年{total_in(county, folder, 2024, address)}件"]
            wanted.append(f"{len(like)}个{kind}的中间数{median(figures[key] for key in like):g}件")
            percent = share(str(figures[folder]), str(figures["."])) if figures[folder] and figures["."] >= 10 else ""
            wanted.append(f"全部机构{figures['.']}件{'，占' * bool(percent)}{percent}")
            block = html.split(f'<dt><a href="../rows/{address}.html">{label}</a></dt>')[1].split("</div>")[0]
            assert re.findall(r'<dd class="beside">(.*?)</dd>', block) == wanted
    assert "中间数" not in (county / "index.html").read_text(encoding="utf-8")


def total_in(county: Path, folder: str, year: int, address: str) -> int:
    """The total of a row in a report's JSON."""
    return int(cell_of(read_json(county / folder / f"{year}.json")["tables"], address, "total"))


def test_a_report_stands_beside_the_year_before(county: Path) -> None:
    """Its key figures have those of the report before; on forms that can't be compared there are none."""
    for folder, year in (("qingshi", 2022), ("office", 2021), (".", 2025)):
        html = (county / folder / f"{year}.html").read_text(encoding="utf-8").split("beside-last-year")[1].split("</table>")[0]
        for address, label in HIGHLIGHTS:
            row = html.split(f'{address}.html">{label}</a>')[1].split("</tr>")[0]
            figures = [str(total_in(county, folder, of, address)) for of in (year, year - 1)]
            quiet = [(" zero" if one == "0" else "", one) for one in figures]
            assert re.findall(r'<td class="figure( zero)?">(\d+)</td>', row) == quiet
    assert "beside-last-year" not in (county / "2019.html").read_text(encoding="utf-8")


def test_a_report_says_how_it_is_cited(county: Path) -> None:
    """Who, what, when and where, with room for the day of the reader; an example cites a row and a figure of it."""
    html = (county / "qingshi" / "2022.html").read_text(encoding="utf-8")
    report, cell = re.findall(r'<p class="citation">(.*?)</p>', html)
    address = "https://www.shili.example/qingshi/2022.html"
    head = "青石镇人民政府．青石镇2022年政府信息公开工作年度报告〔R/OL〕．"
    assert report == f"{head}（2023-02-03）〔引用日期〕．<wbr>{address}"
    where = "表“收到和处理政府信息公开申请情况”，“一、本年新收政府信息公开申请数量”行，“总计”列：5件．"
    assert cell == f"{head}{where}（2023-02-03）〔引用日期〕．<wbr>{address}#requests.received"
    corrected = (county / "health" / "2023.html").read_text(encoding="utf-8")
    assert re.search(r'<p class="citation">[^<]*（\d{4}-\d\d-\d\d；\d{4}-\d\d-\d\d更正）〔引用日期〕', corrected)
