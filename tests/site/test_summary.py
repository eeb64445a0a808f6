"""The summary of a report says its figures and nothing else."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest


def total(node: object, column: str) -> Decimal | None:
    """The sum of a column over a tree of rows, None over a blank."""
    assert isinstance(node, dict)
    cells = [node[column]] if column in node else [total(child, column) for child in node.values()]
    numbers = [Decimal(0) if cell == "/" else cell for cell in cells]
    return None if any(number is None for number in numbers) else sum((Decimal(str(n)) for n in numbers), Decimal(0))


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023, 2024, 2025])
@pytest.mark.parametrize("folder", ["", "health/", "natural-resources/", "qingshi/", "baishui/"])
def test_summary_equals_the_json(county: Path, folder: str, year: int) -> None:
    """Every figure of the summary is the JSON's, summed as its words say."""
    tables = json.loads((county / f"{folder}{year}.json").read_text(encoding="utf-8"), parse_float=Decimal)["tables"]
    html = (county / f"{folder}{year}.html").read_text(encoding="utf-8")
    said = re.sub(r"<[^>]+>", " ", html.partition('id="summary"')[2].partition("</section>")[0])
    processed, disputes = tables["requests"]["processed"], tables["disputes"]
    expected = {
        "新收申请": total(tables["requests"]["received"], "total"),
        "结转下年度": total(tables["requests"]["carried_forward"], "total"),
        "办理总计": total(processed["total"], "total"),
        "予以公开": total(processed["granted"], "total"),
        "不予公开": total(processed["refused"], "total"),
        "无法提供": total(processed["unavailable"], "total"),
        "其他处理": total(processed["otherwise_closed"], "total"),
        "行政诉讼": total({key: disputes[key] for key in disputes if key.startswith("litigation")}, "total"),
    }
    for label, amount in expected.items():
        state = "为0" if amount == 0 else "(?:部分)?未填报"
        together = rf"(?:[，：\s]|^)(?:[^，。\s]*、)*{label}(?:、[^，。]*)?均?{state}[。，]"
        wanted = rf"{label}{amount}件" if amount else together
        assert re.search(wanted, said), (label, amount, said)


def test_a_form_without_figures_has_no_summary(county: Path) -> None:
    """Reports before the national forms are not summed up."""
    assert 'id="summary"' not in (county / "2018.html").read_text(encoding="utf-8")
