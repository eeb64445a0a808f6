"""An overview that grows: sixty bodies over seventeen years, hundreds of bodies."""

import re
from datetime import date
from gzip import compress

from msgspec.structs import replace

from disclosure.build.context import Runtime
from disclosure.build.load import load_content
from disclosure.model.portal import Body, ReportEntry
from disclosure.model.report import Revision
from disclosure.outputs.index_pages import index_pages
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.snapshot import snapshot_folder
from tests.support.portal import ROOT, project_in

KINDS = ("department", "township", "subdistrict")


def entry(folder: str, year: int) -> ReportEntry:
    """A report of a body; those of every seventh year came late, those of every fifth were corrected."""
    name = f"{folder}/{year}.md".lstrip("/")
    revisions = (Revision(date(year + 1, 5, 20), "更正"),) if year % 5 == 0 else ()
    published = date(year + 1, 1, 20)
    return ReportEntry(name, name, f"{year}年报告", year, published, "2021", "", "", (), revisions, days_late=3 * (year % 7 == 0))


def overview(bodies: int, years: range, closed: int = 0) -> str:
    """The index of the county as if it had so many bodies with a report for each year, the newest of every ninth missing.

    `closed` is the year until which those that lack the newest report were there.
    """
    project, tools = project_in(ROOT, content=ROOT / "examples" / "county"), Runtime(NoCache(), SerialExecutor())
    loaded = load_content(project, tools, snapshot_folder(project.content))
    assert loaded.value is not None
    folders = [f"b{number}" for number in range(bodies)]
    known = [
        Body("", folder, f"示例县第{at}号乡镇人民政府", KINDS[at % 3], closed=0 if at % 9 else closed)
        for at, folder in enumerate(folders)
    ]
    entries = [entry("", year) for year in reversed(years)]
    for number, folder in enumerate(folders):
        entries += [entry(folder, year) for year in reversed(years[:-1] if number % 9 == 0 else years)]
    portal = loaded.value.portal(())
    portal = replace(portal, bodies=(portal.settings.body, *known), entries=tuple(entries))
    page = next(index_pages(portal, loaded.value.theme))
    return page.make(*page.inputs).decode()


def test_index_of_sixty_bodies_over_seventeen_years() -> None:
    """It is at most 30 KB compressed, the bodies under their kinds, nothing folded; a late year says so there and in the list."""
    html = overview(60, range(2009, 2026))
    assert len(compress(html.encode(), 9, mtime=0)) <= 30 << 10
    assert re.findall(r'<h3 class="kind">(.*?)</h3>', html) == ["部门", "乡镇", "街道"]
    assert (html.count("<table"), html.count("<details"), html.count('<th scope="row"')) == (1, 0, 17)
    assert (html.count('<p class="depth-'), html.count("晚3天"), html.count("年报告还没有公布")) == (61, 62 * 3, 7)


def test_index_of_hundreds_of_bodies() -> None:
    """Its kinds are folded, each saying how many bodies it has and how many have the newest report; none is left out."""
    html = overview(141, range(2024, 2026))
    said = re.findall(r"<summary><span[^>]*>(.*?)</span> <small>(.*?)</small></summary>", html)
    assert said == [
        ("部门", "47个机构，2025年报告已公布31个"),
        ("乡镇", "47个机构，2025年报告已公布47个"),
        ("街道", "47个机构，2025年报告已公布47个"),
    ]
    assert (html.count('<ul class="overview"'), html.count('<p class="depth-')) == (4, 142)
    assert re.findall(r"<details[^>]* open", html) == []


def test_a_year_in_which_a_body_is_no_more_is_not_missed() -> None:
    """Where a body owes no report, its year says so, and not that the report is missing; where it owes one, by which day."""
    owing = overview(60, range(2009, 2026))
    assert sorted(set(re.findall("2025年报告还没有公布，应在(.*?)前公布", owing))) == ["2026年1月31日"]
    html = overview(60, range(2009, 2026), closed=2024)
    assert (html.count("2025年报告还没有公布"), html.count("2025年不用报告")) == (0, 7)
    assert "47个机构，2025年报告应有31个，已公布31个" in overview(141, range(2024, 2026), closed=2024)
