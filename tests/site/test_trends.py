"""Figures over the years: every chart, sentence and table says what the reports' JSON says, and a gap is never a zero."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

from disclosure.build.body import build_bodies
from disclosure.build.context import Runtime
from disclosure.build.load import load_content
from disclosure.outputs import plan_portal
from disclosure.system.atomic import NullWriter
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.snapshot import snapshot_folder
from tests.support.portal import project_in, run_build, tree, write_base
from tests.support.report_json import PATHS, Figure, paths_of, read_json, reported, rounded


def charts_of(html: str) -> dict[str, str]:
    """The markup of each chart with its sentence and table, by the key of its figure."""
    pieces = re.split(r'<div class="trend" id="([^"]+)">', html)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def scales_of(html: str) -> dict[tuple[str, str], Decimal]:
    """How far the scale reaches that each figure's group says it has for a unit; the highest of its figures, and 10 at least."""
    found: dict[tuple[str, str], Decimal] = {}
    for group in html.split('<section class="trends"')[1:]:
        charts = charts_of(group)
        for top, unit in re.findall(r"0到([\d.]+)([^\d，；]+)", group.partition('<div class="charts">')[0]):
            alike = {key: markup for key, markup in charts.items() if unit_of(markup) == unit}
            texts = [text for markup in alike.values() for state, text in cells_in(markup).values() if state == "figure"]
            assert Decimal(top) == max([Decimal(10), *map(Decimal, texts)])
            found |= {(key, unit): Decimal(top) for key in alike}
    return found


def cells_in(markup: str) -> dict[int, tuple[str, str]]:
    """The data table of a chart: for each year its state and its text."""
    years = re.findall(r'<td class="(\w+)(?: zero)?" headers="[^"]*-(\d{4})">(.*?)</td>', markup)
    return {int(year): (state, re.sub(r"<[^>]+>", "", text.partition("<small")[0])) for state, year, text in years}


def test_every_figure_of_every_trend_is_the_json(county: Path) -> None:
    """For each body, figure and year the table, the dots, their labels, the description and the sentence state the JSON."""
    seen = set()
    for page in sorted(county.rglob("trends.html")):
        files = [path for path in page.parent.glob("20*.json") if read_json(path)["format"] != "legacy"]
        reports = {int(path.stem): read_json(path) for path in files}
        html = page.read_text(encoding="utf-8")
        tops = scales_of(html)
        for key, markup in charts_of(html).items():
            forms = {"2019", "2021"} if key in PATHS and not key.endswith(("_2019", "_2021")) else {key[-4:]}
            forms = {"2019", "2021"} if key == "otherwise_closed" else forms
            figures = {
                year: reported(report, paths_of(key, report["format"]))
                for year, report in reports.items()
                if report["format"] in forms
            }
            assert_trend(markup, figures, range(min(figures), max(figures) + 1), tops[key, unit_of(markup)])
            seen.add(key)
    assert seen == {*PATHS, "otherwise_closed"}


def assert_trend(markup: str, figures: dict[int, Figure], years: range, top: Decimal) -> None:
    """A chart's markup states these figures, and nothing in the years between that have none."""
    numbers = {year: figure for year in years if isinstance(figure := figures.get(year), Decimal)}
    shown = cells_in(markup)
    assert list(shown) == list(years)
    for year in years:
        state, text = shown[year]
        if year in numbers:
            assert (state, Decimal(text)) == ("figure", numbers[year])
        elif year not in figures:
            assert (state, text) == ("none", "没有报告")
        elif figures[year] == "/":
            assert (state, text) == ("na", "不适用")
        else:
            assert (state, text) in (("blank", "未填报"), ("partly", "部分未填报"))
    assert_drawing(markup, numbers, years, top)
    sentence = re.findall(r'<p class="finding">(.*?)</p>', markup)[0]
    assert sentence.startswith(expected_course(numbers, unit_of(markup), len(years)))
    assert gaps_told(sentence) == {year: shown[year][1] for year in years if year not in numbers}


def gaps_told(sentence: str) -> dict[int, str]:
    """The years that a sentence says have no number, with its words for each."""
    told: dict[int, str] = {}
    for clause in sentence.split("。")[1:-1]:
        words = re.sub(r"^(?:[、和—]|\d{4}年?)+", "", clause)
        for first, last in re.findall(r"(\d{4})(?:—(\d{4}))?年", clause):
            told |= dict.fromkeys(range(int(first), int(last or first) + 1), words)
    return told


def unit_of(markup: str) -> str:
    """The unit in a chart's heading."""
    return str(re.findall(r'class="unit">（(\w+)）', markup)[0])


def assert_drawing(markup: str, numbers: dict[int, Decimal], years: range, top: Decimal) -> None:
    """There is a column for each number but 0, at its year and to scale; labels are the numbers to a decimal; all of them are read out."""
    if len(numbers) < 2:
        assert "columns-chart" not in markup
        return
    drawing = markup.split('<svg class="columns-chart"')[1].split("</svg>")[0]
    drawn = re.findall(r'<rect class="[\w ]+" x="([\d.]+)%" y="([\d.]+)em" width="([\d.]+)%" height="([\d.]+)em"/>', drawing)
    slot, heights = Decimal(100) / len(years), {}
    for x, y, width, height in drawn:
        assert abs(Decimal(y) + Decimal(height) - Decimal("5.1")) <= Decimal("0.01")
        heights[years.start + int((Decimal(x) + Decimal(width) / 2) // slot)] = Decimal(height)
    assert list(heights) == [year for year, number in numbers.items() if number]
    for year, height in heights.items():
        assert abs(height - numbers[year] * Decimal("3.6") / top) <= Decimal("0.01")
    labels = re.findall(r"<text[^>]*>(-?[\d.]+)</text>", drawing)
    assert {label for label in labels if min(abs(Decimal(label) - one) for one in numbers.values()) > Decimal("0.05")} == set()
    described_as = unescape(re.findall(r'role="img" aria-label="([^"]*)"', drawing)[0]).partition("：")[2]
    told = {int(year): Decimal(number) for year, number in re.findall(r"(\d{4})年(-?[\d.]+)", described_as)}
    assert told == numbers


def expected_course(numbers: dict[int, Decimal], unit: str, span: int) -> str:
    """What the sentence must open with, worked out anew."""
    if not numbers:
        return "各年都没有可比的数字。"
    years = list(numbers)
    first, last = numbers[years[0]], numbers[years[-1]]
    if len(years) == 1:
        return f"只有{years[0]}年有数字，为{first}{unit}。"
    if len(set(numbers.values())) == 1:
        return (
            "有数字的"
            if len(years) < span
            else (f"{years[0]}—{years[-1]}年均为{first}{unit}。" if span > 2 else f"{years[0]}年和")
        )
    text = f"{years[0]}年{first}{unit}，{years[-1]}年{last}{unit}，"
    if first == last:
        text += "两年相同"
    else:
        text += f"{'增加' if last > first else '减少'}{abs(last - first)}{unit}"
        text += f"（{rounded(last - first, first)}）" if first >= 10 else ""
    most = [year for year in years if numbers[year] == max(numbers.values())]
    if len(years) < 3:
        return text + "。"
    if len(most) == 1:
        return text + f"；{most[0]}年最多" + ("。" if most[0] in (years[0], years[-1]) else f"，为{numbers[most[0]]}{unit}。")
    return text + f"；{most[0]}"


def test_missing_year_and_blank_are_gaps(tmp_path: Path) -> None:
    """A year without a report and a blank cell break the line, are marked, named in the sentence and kept out of the sums."""
    content = write_base(tmp_path)
    (content / "2020.md").unlink()
    text = (content / "2021.md").read_text(encoding="utf-8")
    (content / "2021.md").write_text(re.sub(r"(reconsideration: .*?), *\d+\]", r"\1, ~]", text, count=1), encoding="utf-8")
    run_build(tmp_path)
    markup = charts_of((tmp_path / "site" / "trends.html").read_text(encoding="utf-8"))["reconsideration"]
    shown = cells_in(markup)
    assert [shown[year][0] for year in (2019, 2020, 2021, 2022)] == ["figure", "none", "blank", "figure"]
    assert shown[2020][1] == "没有报告"
    assert re.findall(r"<text[^>]*>([·—])</text>", markup) == ["—", "·"]
    assert "2020年没有报告。2021年未填报。" in markup


def test_prose_leaves_the_pages_of_several_bodies_alone(tmp_path: Path) -> None:
    """An edit of the text makes no page of the portal as a whole anew: their jobs keep their keys; one of a figure does."""

    def keys() -> dict[str, str]:
        project = project_in(tmp_path)
        tools = Runtime(NoCache(), SerialExecutor())
        content = load_content(project, tools, snapshot_folder(project.content)).value
        assert content is not None
        bodies = build_bodies(content, content.context(project, NullWriter()), tools, lambda built: True)
        return {planned.path: planned.key("") for planned in plan_portal(bodies.portal, content.theme, {})}

    content = write_base(tmp_path)
    (content / "2020.md").unlink()
    before = keys()
    path = content / "office" / "2022.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n又及。\n", encoding="utf-8")
    assert keys() == before
    path.write_text(re.sub(r"(licenses: +\[)[/]", r"\g<1>77", text, count=1), encoding="utf-8")
    after = keys()
    assert {path for path in before if before[path] != after[path]} == {
        path for path in before if path.startswith(("bodies-2022", "rows/article_20_5.licenses"))
    }


def test_no_trends_of_a_single_report(tmp_path: Path) -> None:
    """A body with one comparable report has neither trends nor comparisons."""
    write_base(tmp_path)
    run_build(tmp_path)
    assert [path for path in tree(tmp_path / "site") if path.startswith("office/") and "20" not in path] == ["office/index.html"]
