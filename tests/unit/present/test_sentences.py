"""The sentence of a chart says what its series says, and nothing else."""

import re
from decimal import Decimal

import pytest
from hypothesis import given

from disclosure.present.sentences import describe_change
from disclosure.present.series import Series
from tests.support.series import series, series_of


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        pytest.param(
            "163 160 204 204 188 246 230", "2019年163件，2025年230件，增加67件（41.1%）；2024年最多，为246件。", id="rise"
        ),
        pytest.param("40 20 10", "2019年40件，2021年10件，减少30件（75.0%）；2019年最多。", id="fall"),
        pytest.param("0 3", "2019年0件，2020年3件，增加3件。", id="no-share-of-zero"),
        pytest.param("3 0", "2019年3件，2020年0件，减少3件。", id="no-share-of-few"),
        pytest.param("5 7 5", "2019年5件，2021年5件，两年相同；2020年最多，为7件。", id="same-ends"),
        pytest.param("0 0 0", "2019—2021年均为0件。", id="all-zero"),
        pytest.param("0 ~ 0", "有数字的2019年和2021年均为0件。2020年未填报。", id="zero-and-blank-differ"),
        pytest.param("1 ! 3", "2019年1件，2021年3件，增加2件。2020年没有报告。", id="missing-year"),
        pytest.param(
            "1 / 3 ~ ! 9",
            "2019年1件，2024年9件，增加8件；2024年最多。2020年不适用。2022年未填报。2023年没有报告。",
            id="gaps",
        ),
        pytest.param("~ ~ ~ 4", "只有2022年有数字，为4件。2019—2021年未填报。", id="one"),
        pytest.param("~ ~ ~", "各年都没有可比的数字。2019—2021年未填报。", id="none"),
        pytest.param("2000 2001", "2019年2000件，2020年2001件，增加1件（0.1%）。", id="half-up"),
        pytest.param("2001 2002", "2019年2001件，2020年2002件，增加1件（不足0.1%）。", id="not-nothing"),
        pytest.param("1 5 5", "2019年1件，2021年5件，增加4件；2020年和2021年最多，均为5件。", id="two-at-the-top"),
        pytest.param("24.311082 24.4", "2019年24.311082件，2020年24.4件，增加0.088918件（0.4%）。", id="to-the-last-digit"),
    ],
)
def test_sentence(figures: str, sentence: str) -> None:
    """A series is told in one sentence, what is missing in one each."""
    assert describe_change(series_of(figures)) == sentence


@given(series)
def test_sentence_says_nothing_but_the_series(one: Series) -> None:
    """Every amount in the sentence is a figure, a difference of two, or a share; every year is in the series."""
    known = [point.amount for point in one.points if point.amount is not None]
    allowed = {*known, *(abs(last - first) for last in known for first in known)}
    text = re.sub(r"（[^）]*%）", "", describe_change(one))
    assert {int(year) for year in re.findall(r"(\d{4})(?:年|—)", text)} <= {point.year for point in one.points}
    assert {Decimal(amount) for amount in re.findall(r"([\d.]+)件", text)} <= allowed
