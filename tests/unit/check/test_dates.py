"""On which notice a report stands, and which of its days have not come."""

from datetime import date

import pytest

from disclosure.check.dates import check_basis, check_future
from disclosure.model.finding import Finding, Place
from disclosure.model.portal import Body, BodyReports, FiledReport, Portal, ReportEntry, Settings
from disclosure.model.report import Revision
from tests.support.forms import BY_KEY
from tests.unit.check.filings import filed

OLD, NEW = "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"


def wrong(filing: FiledReport, number: str, says: str, hint: str) -> Finding:
    """The finding about a number that is not that of the report's form."""
    return Finding(
        "form.wrong-basis", f"引用的“{number}”不是本年度格式的文号，{says}", filing.report.path, ("#", -1, number), hint=hint
    )


@pytest.mark.parametrize(
    ("form", "year", "text", "found"),
    [
        pytest.param("2021", 2022, NEW, None, id="its-own"),
        pytest.param("2021", 2022, OLD, (OLD, f"应为 {NEW}", f"写成 {NEW}"), id="of-the-form-before"),
        pytest.param(
            "2021", 2022, "国办发〔2021〕30号", ("国办发〔2021〕30号", f"应为 {NEW}", f"写成 {NEW}"), id="of-another-office"
        ),
        pytest.param("2021", 2022, "国办函〔2016〕80号", None, id="of-something-else"),
        pytest.param("legacy", 2017, OLD, (OLD, "本年度没有统一格式", "删去文号"), id="before-there-was-any"),
        pytest.param("legacy", 2019, OLD, (OLD, "本年度没有统一格式", "删去文号"), id="on-the-old-form-by-choice"),
        pytest.param("2019", 2022, OLD, None, id="on-a-form-that-is-not-due"),
    ],
)
def test_basis(form: str, year: int, text: str, found: tuple[str, str, str] | None) -> None:
    """A quoted number is that of the form of the year; on a form that is not due, only that is the finding."""
    filing = filed(form, year, preamble=f"根据{text}，")
    expected = [wrong(filing, *found)] if found else []
    assert list(check_basis(BodyReports(filing.body, (filing,), tuple(BY_KEY.values())))) == expected


def test_a_report_on_the_wrong_form_hides_no_other() -> None:
    """The reports after one on a form that is not due are looked at too."""
    filings = (filed("2019", 2022, preamble=OLD), filed("2021", 2021, preamble=OLD))
    found = list(check_basis(BodyReports(filings[0].body, filings, tuple(BY_KEY.values()))))
    assert found == [wrong(filings[1], OLD, f"应为 {NEW}", f"写成 {NEW}")]


def entry(published: str, *corrected: str, draft: bool = False) -> ReportEntry:
    """The report of 2022, published and corrected on these days."""
    revisions = tuple(Revision(date.fromisoformat(day), "更正一处。") for day in corrected)
    return ReportEntry(
        "2022.md", "2022.md", "", 2022, date.fromisoformat(published), "2021", "", "", revisions=revisions, draft=draft
    )


@pytest.mark.parametrize(
    ("reported", "places"),
    [
        pytest.param(entry("2023-01-20", "2023-03-01"), [], id="past"),
        pytest.param(entry("2023-03-02"), [], id="this-very-day"),
        pytest.param(entry("2023-03-03"), [("published",)], id="tomorrow"),
        pytest.param(entry("2023-01-20", "2023-03-01", "2024-03-01"), [("revisions", 1, "date")], id="a-correction"),
        pytest.param(entry("2023-03-03", draft=True), [], id="a-draft"),
    ],
)
def test_future(reported: ReportEntry, places: list[Place]) -> None:
    """Whoever knows the day finds what is dated after it; a draft may look ahead."""
    portal = Portal(Settings("portal.yml", "甲", Body("portal.yml", "", "甲", "township")), (), (reported,), (), ())
    assert [finding.place for finding in check_future(portal, date(2023, 3, 2))] == places
