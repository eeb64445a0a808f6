"""The shipped content: the seed report whole, and a county that is exactly what its script writes."""

import importlib.util
import json
import re
from pathlib import Path

from tests.support.portal import ROOT, places, run_build

TABLES: dict[str, dict[str, list[int]]] = {
    "article_20_1": {"government_rules": [0, 0, 0], "normative_documents": [0, 0, 0]},
    "article_20_5": {"licenses": [2, 0, 0], "other_services": [0, 0, 0]},
    "article_20_6": {"penalties": [5, 0, 8], "coercive_measures": [9, 0, 2]},
    "article_20_8": {"administrative_fees": [0, 0]},
    "article_20_9": {"centralized_procurement": [1, 95180]},
}
"""Table 2 of the seed as read by eye."""


def test_seed_figures(tmp_path: Path) -> None:
    """2020.json holds the seed's tables cell by cell: zeros where it prints them, null where it is blank."""
    run_build(tmp_path, content=ROOT / "content")
    tables = json.loads((tmp_path / "site" / "2020.json").read_text(encoding="utf-8"))["tables"]
    found = {key: {row: list(cells.values()) for row, cells in tables[key].items()} for key in TABLES}
    assert found == TABLES
    requests = tables["requests"]
    zeros = [requests["received"], requests["brought_forward"], requests["processed"].pop("total"), requests["carried_forward"]]
    assert [list(row.values()) for row in zeros] == [[0] * 7] * 4
    outcomes = [
        cell
        for group in requests["processed"].values()
        for row in group.values()
        for cell in (row.values() if isinstance(row, dict) else [row])
    ]
    assert outcomes == [None] * 19 * 7
    assert [list(row.values()) for row in tables["disputes"].values()] == [[None] * 4 + [0]] * 3


def test_seed_prose(tmp_path: Path) -> None:
    """The page has all of the seed's text, its headings and its signature, and no debris of the PDF."""
    run_build(tmp_path, content=ROOT / "content")
    html = (tmp_path / "site" / "2020.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", html)
    for words in (
        "现将三岔河镇2020年度政府信息公开工作情况报告如下：",
        "（一）强化组织保障、健全工作机制",
        "2020年，我镇在政府门户网站公开信息38条，在微信公众号“山水三岔河”公开信息75条",
        "让人民群众看得见、听得懂、信得过、能监督，保障公众知情权、参与权、监督权",
        "力促政府信息公开工作再上新台阶。",
        "无其他应报告的事项。",
    ):
        assert words in text
    assert '<p class="signature">三岔河镇人民政府<br>2021年1月26日</p>' in html
    assert re.findall(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", re.sub(r"\s*\n\s*", "\n", text)) == []


def test_seed_findings(tmp_path: Path) -> None:
    """What the seed leaves out stays a warning or a note; nothing is silenced."""
    found = places(run_build(tmp_path, content=ROOT / "content"), tmp_path)
    assert [code for _, code in found] == ["cell.unit-missing", "text.overview-topics", "settings.incomplete"]


def test_county_is_what_its_script_writes() -> None:
    """Every file of examples/county is reproduced by the script beside it, byte for byte."""
    spec = importlib.util.spec_from_file_location("make_county", ROOT / "examples" / "make_county.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder = ROOT / "examples" / "county"
    on_disk = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()
    }
    assert on_disk == script.county()
