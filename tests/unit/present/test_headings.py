"""Trees of headings laid out as merged cells."""

from disclosure.present.headings import depth, heading_cells, nest_columns, words_of
from disclosure.present.series import trends_of
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


def test_names_of_figures_break_between_words() -> None:
    """A narrow heading never tears a word: the row's own name is one part, the rest goes by two, and 性 stays with its word."""
    form = BY_KEY["2021"]
    keys = ("carried_forward", "normative_issued_2021", "fees_2021", "reconsideration_corrected", "refused")
    assert ["｜".join(words_of(form, trend)) for key in keys for trend in trends_of(form, key)] == [
        "结转｜下年度",
        "行政｜规范性｜文件｜本年｜制发｜件数",
        "行政｜事业性｜收费｜本年｜收费｜金额",
        "行政｜复议｜结果｜纠正",
        "不予｜公开",
    ]
