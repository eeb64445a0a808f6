"""Rates of a sentence with two counts."""

import pytest

from disclosure.check.phrases import Paragraph
from disclosure.check.rates import wrong_rates


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param("收回问卷90份", [], id="no-rate"),
        pytest.param("发放问卷100份,收回问卷90份,回收率90%。", [], id="right"),
        pytest.param("发放问卷100份,收回问卷90份,回收率95%。", ["90.00"], id="wrong"),
        pytest.param("发放问卷90份,收回问卷100份,回收率95%。", [], id="more-than-the-whole"),
        pytest.param("交办建议40件,按期办结38件,按期办结率90%。", ["95.00"], id="wrong-of-those-in-time"),
        pytest.param("交办建议40件,办结38件,按期办结率90%。", [], id="of-those-in-time"),
        pytest.param("发放问卷100份,作废问卷90份,回收率95%。", [], id="of-something-else"),
    ],
)
def test_a_rate_is_the_share_of_the_count_before_it(text: str, right: list[str]) -> None:
    """The right rate of each that is wrong; silence where the counts are not whole and part."""
    assert [str(one.right) for one in wrong_rates(Paragraph(text, ((0, 0),)))] == right
