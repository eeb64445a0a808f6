"""An overview that grows: sixty bodies over seventeen years, hundreds of bodies."""

import re
from gzip import compress

from disclosure.build.context import Runtime
from disclosure.build.load import load_content
from disclosure.outputs.index_pages import OverviewRow, YearMark, render_index
from disclosure.outputs.page_head import frame_of
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.snapshot import snapshot_folder
from tests.support.portal import ROOT, project_in

KINDS = ("部门", "乡镇", "街道")


def overview(bodies: int, years: range) -> str:
    """The index of the county as if it had so many bodies with a report for each year, the newest of every ninth missing."""
    project, tools = project_in(ROOT, content=ROOT / "examples" / "county"), Runtime(NoCache(), SerialExecutor())
    loaded = load_content(project, tools, snapshot_folder(project.content))
    assert loaded.value is not None
    theme, portal = loaded.value.theme, loaded.value.portal(())
    rows = [
        OverviewRow(
            "示例县人民政府", "县级政府", 0, "index.html", tuple(YearMark(year, f"{year}.html", False, False) for year in years)
        )
    ]
    for number in range(bodies):
        kept = years[:-1] if number % 9 == 0 else years
        marks = tuple(YearMark(year, f"b{number}/{year}.html", year % 7 == 0, year % 5 == 0) for year in kept)
        rows.append(OverviewRow(f"示例县第{number}号乡镇人民政府", KINDS[number % 3], 1, f"b{number}/index.html", marks))
    page = render_index(theme, frame_of(portal, theme), "index.html", "示例县人民政府", (), (), tuple(rows), (), ())
    return page.decode()


def test_index_of_sixty_bodies_over_seventeen_years() -> None:
    """It is at most 30 KB compressed, in one table that is not folded, the bodies under their kinds."""
    html = overview(60, range(2009, 2026))
    assert len(compress(html.encode(), 9, mtime=0)) <= 30 << 10
    assert re.findall(r'<th class="kind"[^>]*>(.*?)</th>', html) == list(KINDS)
    assert (html.count("<table"), html.count("<details"), html.count('<th scope="row"')) == (1, 0, 61)


def test_index_of_hundreds_of_bodies() -> None:
    """Its kinds are folded, each saying how many bodies it has and how many have the newest report; none is left out."""
    html = overview(141, range(2024, 2026))
    said = re.findall(r"<summary><span[^>]*>(.*?)</span> <small>(.*?)</small></summary>", html)
    assert said == [
        ("部门", "47个机构，2025年报告已公布31个"),
        ("乡镇", "47个机构，2025年报告已公布47个"),
        ("街道", "47个机构，2025年报告已公布47个"),
    ]
    assert (html.count("<table"), html.count('<th scope="row"')) == (4, 142)
    assert re.findall(r"<details[^>]* open", html) == []
