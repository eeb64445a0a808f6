"""Subjects of sentences that are other bodies."""

import pytest
from msgspec.structs import replace

from disclosure.check.other_bodies import check_other_bodies
from tests.unit.check.filings import filed, section


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("临河县水务局主动公开信息90条。", [], id="itself"),
        pytest.param("清溪县水务局主动公开信息90条。", ["清溪县水务局"], id="same-office-elsewhere"),
        pytest.param("清溪县财政局主动公开信息90条，对本局作了考核。", [], id="another-office-that-has-to-do-with-it"),
        pytest.param("清溪县财政局共收到申请30件。", ["清溪县财政局"], id="another-office-that-receives-requests"),
        pytest.param("清溪市财政局共收到申请30件。", [], id="an-office-of-another-level-that-receives-requests"),
        pytest.param("清溪县财政局主动公开信息90条。", ["清溪县财政局"], id="another-office-elsewhere"),
    ],
)
def test_another_office_that_speaks_in_a_report(sentence: str, found: list[str]) -> None:
    """The same office of another place is always told, another office unless the sentence is of this one too."""
    filing = filed("2021", sections=(section("overview", sentence),))
    body = replace(filing.body, name="临河县水务局", kind="department")
    assert list(dict.fromkeys(str(one.place[-1]) for one in check_other_bodies(replace(filing, body=body)))) == found
