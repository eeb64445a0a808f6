"""Data that add up: single figures, sums and reports that sum up others are told apart, and a page says so to people."""

import csv
import json
import re
from pathlib import Path

from tests.support.portal import run_build, write_base


def lines_of(site: Path) -> list[dict[str, str]]:
    """The lines of the CSV file of all reports."""
    with (site / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_single_figures_add_up_to_what_the_county_reported(county: Path) -> None:
    """Of one row in one year: the single figures of all bodies together are the total that the county's own report gives."""
    received = [line for line in lines_of(county) if (line["年度"], line["行"]) == ("2024", "received")]
    by_kind = {kind: sum(int(line["数值"]) for line in received if line["合计"] == kind) for kind in ("分项", "合计", "汇总")}
    own = json.loads((county / "2024.json").read_text(encoding="utf-8"))["tables"]["requests"]["received"]
    assert by_kind == {"分项": own["total"], "合计": own["total"], "汇总": 2 * own["total"]}


def test_bodies_have_keys_kinds_and_parents(county: Path) -> None:
    """A line says which body it is of by a key that stays when the name changes, its kind, and the body above."""
    known = {(line["机构"], line["机构键"], line["机构类别"], line["上级机构键"]) for line in lines_of(county)}
    assert ("示例县人民政府", ".", "县级政府", "") in known
    assert ("青石镇人民政府", "qingshi", "乡镇", ".") in known
    assert ("新城街道办事处", "xincheng", "街道", ".") in known


def test_every_figure_of_the_official_tables_has_a_unit(county: Path) -> None:
    """Cases, items and money are told; what an author counted in his own table has the unit that he gave."""
    units = {(line["格式"], line["表"], line["列"]): line["计量单位"] for line in lines_of(county) if line["格式"] != "legacy"}
    assert [where for where, unit in units.items() if not unit] == []
    assert units["2021", "article_20_8", "fees_collected"] == "万元"
    assert (units["2019", "article_20_5", "items_last_year"], units["2019", "article_20_5", "decisions"]) == ("项", "件")


def test_page_names_every_column_and_where_the_form_changed(county: Path) -> None:
    """Each column of the CSV file, each form with its notice, and what a figure of the county's own report is."""
    html = (county / "data.html").read_text(encoding="utf-8")
    texts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)
    heads = (county / "reports.csv").read_text(encoding="utf-8-sig").partition("\n")[0].strip().split(",")
    assert [head for head in heads if head not in texts] == []
    assert "国办公开办函〔2019〕60号" in texts
    assert "国办公开办函〔2021〕30号" in texts
    assert "出自汇总所属机构的报告（示例县人民政府）" in html
    assert '<a href="data.html">数据下载</a>' in (county / "index.html").read_text(encoding="utf-8")


def test_licence_stands_on_the_page_and_in_every_description(tmp_path: Path) -> None:
    """What others may do with the data is told to people and to programs."""
    content = write_base(tmp_path)
    settings = content / "portal.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nlicence: 可以自由使用，请注明来源\n", encoding="utf-8")
    assert run_build(tmp_path, content=content).published is not None
    for path in ("data.html", "reports.json", "datapackage.json", "data.json"):
        assert "可以自由使用，请注明来源" in (tmp_path / "site" / path).read_text(encoding="utf-8"), path
