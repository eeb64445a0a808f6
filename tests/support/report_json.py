"""Figures as the published JSON of a report has them, the sums and shares worked out here once more."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

Figure = Decimal | str | None
"""A cell of a report's JSON: a number, "/" or null."""

PATHS: dict[str, list[tuple[str, ...]]] = {
    "received": [("requests", "received", "total")],
    "brought_forward": [("requests", "brought_forward", "total")],
    "processed": [("requests", "processed", "total", "total")],
    "carried_forward": [("requests", "carried_forward", "total")],
    "granted": [("requests", "processed", "granted", "total")],
    "granted_in_part": [("requests", "processed", "granted_in_part", "total")],
    "refused": [
        ("requests", "processed", "refused", row, "total")
        for row in (
            *("state_secret", "other_law", "security_and_stability", "third_party", "internal_affairs", "deliberative"),
            *("enforcement_file", "administrative_inquiry"),
        )
    ],
    "unavailable": [
        ("requests", "processed", "unavailable", row, "total") for row in ("not_held", "not_yet_made", "still_unclear")
    ],
    "not_handled": [
        ("requests", "processed", "not_handled", row, "total")
        for row in ("petition", "repeated", "publication", "excessive", "reconfirmation")
    ],
    "reconsideration": [("disputes", "reconsideration", "total")],
    "reconsideration_corrected": [("disputes", "reconsideration", "corrected")],
    "litigation": [("disputes", "litigation_direct", "total"), ("disputes", "litigation_after_reconsideration", "total")],
    "litigation_corrected": [
        ("disputes", "litigation_direct", "corrected"),
        ("disputes", "litigation_after_reconsideration", "corrected"),
    ],
    "normative_disclosed_2019": [("article_20_1", "normative_documents", "disclosed")],
    "normative_disclosed_total_2019": [("article_20_1", "normative_documents", "disclosed_total")],
    "licenses_2019": [("article_20_5", "licenses", "decisions")],
    "other_services_2019": [("article_20_5", "other_services", "decisions")],
    "penalties_2019": [("article_20_6", "penalties", "decisions")],
    "coercive_measures_2019": [("article_20_6", "coercive_measures", "decisions")],
    "procurement_items_2019": [("article_20_9", "centralized_procurement", "items")],
    "normative_issued_2021": [("article_20_1", "normative_documents", "issued")],
    "normative_repealed_2021": [("article_20_1", "normative_documents", "repealed")],
    "normative_in_force_2021": [("article_20_1", "normative_documents", "in_force")],
    "licenses_2021": [("article_20_5", "licenses", "decisions")],
    "penalties_2021": [("article_20_6", "penalties", "decisions")],
    "coercive_measures_2021": [("article_20_6", "coercive_measures", "decisions")],
    "fees_2021": [("article_20_8", "administrative_fees", "fees_collected")],
}
"""Where each figure stands in the JSON, written down here once more so that the forms are not their own proof."""


def paths_of(key: str, form: str) -> list[tuple[str, ...]]:
    """The cells that add up to a figure on a form; （六）其他处理 is one row in 2019 and three since 2021."""
    if key != "otherwise_closed":
        return PATHS[key]
    rows = [()] if form == "2019" else [("not_corrected",), ("fee_unpaid",), ("other",)]
    return [("requests", "processed", "otherwise_closed", *row, "total") for row in rows]


def read_json(path: Path) -> Any:
    """A report's JSON, every number exact."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)


def reported(report: Any, paths: list[tuple[str, ...]]) -> Figure:
    """What the cells at `paths` add up to: null as soon as one is null, "/" when all are."""
    cells = []
    for path in paths:
        node: Any = report["tables"]
        for step in path:
            node = node[step]
        cells.append(node)
    if None in cells:
        return None
    numbers = [cell for cell in cells if cell != "/"]
    return sum(numbers, Decimal(0)) if numbers else "/"


def rounded(part: Decimal, whole: Decimal) -> str:
    """A share with one decimal, halves up, as school teaches it."""
    exact = (abs(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return "不足0.1%" if part and not exact else f"{exact}%"
