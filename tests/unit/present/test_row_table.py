"""A row over bodies and years: lines, middles of like bodies, sums without double counting, bounds of what is listed."""

from decimal import Decimal

from disclosure.model.form import Heading
from disclosure.model.report import Cell
from disclosure.present.row_figures import FollowedRow, RowMeasure
from disclosure.present.row_table import Across, Roster, RowBody, RowTable, lay_out_row
from tests.support.small_form import FORM

ROW = FollowedRow("t", "a", (Heading("甲", "a"),), (0,))
MEASURE = RowMeasure("数", "件", ROW, (("f", 0),), (FORM,), "count")


def body(name: str, text: str, kind: str = "township", above: int = -1, sums: bool = False) -> tuple[RowBody, str]:
    """A body with a report of each year that its text names."""
    years = tuple((int(year.split(" ")[0]), "f") for year in text.split(";") if year)
    return RowBody(name, name, kind, above, sums, years), text


def across(*bodies: tuple[RowBody, str]) -> Across:
    """The measure in these bodies."""
    return Across(MEASURE, Roster(tuple(one for one, _ in bodies)), tuple(text for _, text in bodies))


def lines_of(table: RowTable | None) -> list[tuple[str, str, list[str]]]:
    """Each line: its kind, its name, its cells in words."""
    assert table is not None
    return [
        (line.kind, line.name, [(cell.whole + ("." + cell.point) * bool(cell.point)) or cell.note for cell in line.cells])
        for line in table.lines
    ]


def test_like_bodies_have_a_middle_of_those_with_a_figure() -> None:
    """Townships and subdistricts are alike; a blank is no 0; of two bodies no middle is told."""
    found = across(
        body("甲", "2021 1;2020 5"),
        body("乙", "2021 2;2020 "),
        body("丙", "2021 4;2020 6", "subdistrict"),
        body("丁", "2021 7", "department"),
    )
    assert lines_of(lay_out_row(found, None, "", True)) == [
        ("body", "甲", ["5", "1"]),
        ("body", "乙", ["未填报", "2"]),
        ("body", "丙", ["6", "4"]),
        ("middle", "乡镇、街道中间数（3个）", ["不到3个机构有数字", "2"]),
        ("body", "丁", ["没有报告", "7"]),
        ("whole", "全部机构", ["11", "14"]),
    ]


def test_what_sums_up_others_counts_for_them_where_it_reported() -> None:
    """A county's report stands for its townships; in a year without one they are added up."""
    found = across(
        body("县", "2021 9", "county", sums=True),
        body("甲", "2021 3;2020 3", above=0),
        body("乙", "2021 4;2020 4", above=0),
        body("丙", "2020 1", above=2),
    )
    assert [found.whole(year) for year in (2020, 2021)] == [Cell(Decimal(8)), Cell(Decimal(9))]
    assert [name for kind, name, _ in lines_of(lay_out_row(found, None, "", True)) if kind == "body"] == ["甲", "乙", "丙"]


def test_small_numbers_are_no_percentages() -> None:
    """Of fewer than ten cases there is no share; 0 of many is 0."""
    part, whole = across(body("甲", "2022 0;2021 3;2020 3"), body("乙", "2022 0;2021 3;2020 3")), None
    whole = across(body("甲", "2022 9;2021 9;2020 4"), body("乙", "2022 9;2021 9;2020 5"))
    table = lay_out_row(part, whole, "总数", True)
    assert lines_of(table)[-1] == ("share", "占总数", ["不到10件，不算比重", "33.3%", "0"])
    assert table is not None
    assert table.sentence == "2022年全部机构共0件；2020—2022年最少0件，最多6件。"


def test_units_that_differ_are_not_added_up() -> None:
    """元 and 万元 have neither a sum nor a middle."""
    found = across(body("甲", "2021 1元"), body("乙", "2021 2万元"), body("丙", "2021 2万元"))
    assert [kind for kind, *_ in lines_of(lay_out_row(found, None, "", True))] == ["body", "body", "body", "whole"]
    assert found.whole(2021) is None


def test_a_page_stays_bounded() -> None:
    """Of very many bodies the outermost are listed, or none; the middles are of all, and years give way to bodies."""
    years = ";".join(f"{year} 1" for year in range(2030, 2010, -1))
    many = [body(f"镇{number}", years, above=0) for number in range(300)]
    flat = lay_out_row(across(body("县", years, "county"), *many), None, "", True)
    assert flat is not None
    assert [line.name for line in flat.lines] == ["乡镇、街道中间数（300个）", "全部机构"]
    assert flat.left_out == (301, 10)
    deep = [body("县", years, "county"), body("乡", years, above=0), *(body(f"村{n}", years, above=1) for n in range(300))]
    table = lay_out_row(across(*deep), None, "", True)
    assert table is not None
    assert [line.name for line in table.lines if line.kind == "body"] == ["县", "乡"]
    wide = lay_out_row(across(*(body(f"镇{number}", years) for number in range(200))), None, "", True)
    assert wide is not None
    assert (len(wide.years), wide.left_out) == (10, (0, 10))
