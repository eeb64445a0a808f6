"""What is withdrawn was public before."""

from datetime import date

import pytest
from msgspec.structs import replace

from disclosure.check.withdrawals import check_withdrawn
from disclosure.model.portal import BodyReports, PublicHistory
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


@pytest.mark.parametrize(
    ("public", "codes"),
    [
        pytest.param(None, [], id="still-to-be-taken-off"),
        pytest.param(Withdrawal(date(2023, 5, 10), "数据有误。"), [], id="the-same-day"),
        pytest.param(Withdrawal(date(2023, 5, 9), "数据有误。"), ["withdrawn.changed"], id="another-day"),
    ],
)
def test_the_day_on_which_a_report_was_taken_off_stays(public: Withdrawal | None, codes: list[str]) -> None:
    """It is public with the page of the report."""
    filing = filed("2021")
    report = replace(filing.report, withdrawn=Withdrawal(date(2023, 5, 10), "数据有误。"))
    filing = replace(filing, report=report, history=PublicHistory(replace(report, withdrawn=public)))
    found = check_withdrawn(BodyReports(filing.body, (), (filing.format,), withdrawn=(filing,)))
    assert [finding.code for finding in found] == codes
