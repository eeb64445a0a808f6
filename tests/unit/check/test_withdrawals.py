"""What is withdrawn was public before."""

from datetime import date

import pytest
from msgspec.structs import replace

from disclosure.check.withdrawals import check_withdrawn
from disclosure.model.portal import BodyReports
from disclosure.model.report import UNPUBLISHED, Withdrawal
from tests.unit.check.filings import filed


@pytest.mark.parametrize(
    ("published", "draft", "codes"),
    [
        pytest.param(date(2022, 1, 20), False, [], id="after"),
        pytest.param(date(2023, 5, 10), False, [], id="on-the-same-day"),
        pytest.param(date(2023, 5, 11), False, ["withdrawn.too-early"], id="before"),
        pytest.param(UNPUBLISHED, True, ["withdrawn.draft"], id="draft"),
    ],
)
def test_only_what_was_public_is_withdrawn(published: date, draft: bool, codes: list[str]) -> None:
    """A draft was never public, and nothing is withdrawn before its publication."""
    filing = filed("2021")
    withdrawal = Withdrawal(date(2023, 5, 10), "数据有误。")
    report = replace(filing.report, published=published, draft=draft, withdrawn=withdrawal)
    found = check_withdrawn(BodyReports(filing.body, (), (filing.format,), withdrawn=(replace(filing, report=report),)))
    assert [finding.code for finding in found] == codes
