"""Texts that could stand in anybody's report."""

from disclosure.check.text_faults import check_text_faults
from tests.unit.check.filings import filed, section

ANYBODY = "各级部门通过多种渠道主动公开信息，多数单位能按期答复依申请公开，部分地区建立了制度，取得了一定的成效。"


def codes(form: str, year: int, key: str, draft: bool = False) -> list[str]:
    """The codes found in a report whose only section has nothing of its own."""
    filing = filed(form, year, sections=(section(key, ANYBODY),), draft=draft)
    return [finding.code for finding in check_text_faults(filing)]


def test_a_first_section_with_nothing_of_its_own() -> None:
    """It is reported where the report is finished and on a form that says what stands first."""
    assert codes("2021", 2022, "overview") == ["text.not-own"]
    assert codes("2021", 2022, "overview", draft=True) == []
    assert codes("legacy", 2007, "statistics") == []
