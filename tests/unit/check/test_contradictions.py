"""What a report says of itself agrees."""

from datetime import date

import pytest

from disclosure.check.contradictions import check_contradictions
from disclosure.model.report import Revision
from tests.unit.check.filings import filed, section


@pytest.mark.parametrize(("day", "codes"), [(19, ["revision.too-early"]), (20, []), (21, [])])
def test_a_correction_is_no_older_than_the_publication(day: int, codes: list[str]) -> None:
    """It may be of the same day, here 20 January 2022."""
    filing = filed("2021", sections=(section("overview", "公开。"),), revisions=(Revision(date(2022, 1, day), "更正标题"),))
    assert [one.code for one in check_contradictions(filing)] == codes
