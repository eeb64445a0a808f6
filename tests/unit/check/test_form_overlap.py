"""The year of a report alone decides its form."""

import pytest
from msgspec.structs import replace

from disclosure.check.all_checks import check_forms
from disclosure.model.finding import Finding
from tests.support.forms import BY_KEY, source

FILES = [(source(f"{key}.yml", b""), BY_KEY[key]) for key in ("2021", "2019")]


@pytest.mark.parametrize(
    ("first_year", "found"),
    [
        pytest.param(2021, (), id="one-after-the-other"),
        pytest.param(2020, (Finding("format.invalid", "与格式 2019 的年份重叠", "2021.yml", ("applies_to",)),), id="overlapping"),
    ],
)
def test_forms_may_not_share_a_year(first_year: int, found: tuple[Finding, ...]) -> None:
    """Two forms that claim one year are reported at the later one, in whatever order they are given."""
    later = replace(BY_KEY["2021"], first_year=first_year)
    assert check_forms([(FILES[0][0], later), FILES[1]]) == found
