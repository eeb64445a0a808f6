"""Trees of headings laid out as merged cells."""

from disclosure.present.headings import depth, heading_cells, nest_columns
from tests.support.forms import BY_KEY


def test_official_merges() -> None:
    """Headings merge exactly as on the form: the side cell of 20 rows, the three-level head, the fifteen columns."""
    requests, disputes = BY_KEY["2019"].tables["requests"], BY_KEY["2019"].tables["disputes"]
    stub = {box.heading.label: (box.leaves, box.levels) for box in heading_cells(requests.rows)}
    assert stub["三、本年度办理结果"] == (20, 1)
    assert stub["一、本年新收政府信息公开申请数量"] == (1, 3)
    assert stub["（一）予以公开"] == (1, 2)
    assert stub["（三）不予公开"] == (8, 1)
    head = {box.heading.label: (box.leaves, box.levels) for box in heading_cells(requests.columns)}
    assert head["申请人情况"] == (7, 1)
    assert (head["自然人"], head["法人或其他组织"], head["总计"]) == ((1, 2), (5, 1), (1, 2))
    across = [
        (box.heading.label, box.leaves, box.levels, box.level)
        for box in heading_cells(nest_columns(disputes.rows, disputes.columns))
    ]
    assert across[0] == ("行政复议", 5, 1, 0)
    assert across[1] == ("结果维持", 1, 2, 1)
    assert ("行政诉讼", 10, 1, 0) in across
    assert ("未经复议直接起诉", 5, 1, 1) in across
    assert depth(requests.rows) == 3
