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
        pytest.param("回收率95%。", [], id="no-counts"),
        pytest.param("收回问卷90份,回收率95%。", [], id="one-count"),
        pytest.param("发放问卷100份,收回90份,培训3次,回收率95%。", [], id="before-another-unit"),
        pytest.param("发放问卷90份,收回问卷90份,回收率95%。", ["100.00"], id="wrong-of-all"),
        pytest.param("发放问卷100份,收回问卷90份,回收率100%。", ["90.00"], id="not-all"),
        pytest.param("交办建议40件,办结30件,办结率100%。", [], id="all-that-was-due"),
        pytest.param("交办建议40件,办结30件,办结率100%。评议40件,满意30件,满意率80%。", ["75.00"], id="behind-another"),
        pytest.param("回收率95%。发放问卷100份,收回90份,回收率95%。", ["90.00"], id="behind-one-without-counts"),
        pytest.param(
            "发放表80份,作废70份,回收率95%。发放问卷100份,收回90份,回收率95%。", ["90.00"], id="behind-one-of-something-else"
        ),
        pytest.param("收到建议60份。发放问卷100份,收回90份,回收率95%。", ["90.00"], id="behind-another-sentence"),
        pytest.param("培训3次,发放问卷100份,收回90份,回收率95%。", ["90.00"], id="behind-another-unit"),
        pytest.param("发放问卷100份,其中纸质92份,收回90份,回收率95%。", [], id="of-one-of-several"),
        pytest.param("发放问卷100份,这100份收回90份,回收率95%。", ["90.00"], id="of-what-is-told-twice"),
        pytest.param("发放问卷100余份,收回90份,回收率95%。", [], id="of-about-so-many"),
        pytest.param("答复申请40件,公开20件,公开率60%。", ["50.00"], id="of-what-was-answered"),
        pytest.param("收到申请40件,公开20件,公开率60%。", [], id="of-what-came-in"),
        pytest.param("发放问卷90份,收回问卷100份,回收率95%。", [], id="more-than-the-whole"),
        pytest.param("交办建议40件,按期办结38件,按期办结率90%。", ["95.00"], id="wrong-of-those-in-time"),
        pytest.param("交办建议40件,办结38件,按期办结率90%。", [], id="of-those-in-time"),
        pytest.param("发放问卷100份,作废问卷90份,回收率95%。", [], id="of-something-else"),
    ],
)
def test_a_rate_is_the_share_of_the_count_before_it(text: str, right: list[str]) -> None:
    """The right rate of each that is wrong; silence where the counts are not whole and part."""
    assert [str(one.right) for one in wrong_rates(Paragraph(text, ((0, 0),)))] == right
