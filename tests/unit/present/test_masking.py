"""What is published names no person's numbers, unless the author says why; what needs no masking stays the very same value."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.model.portal import BodyReports, PublicHistory, StandingPage
from disclosure.model.report import (
    AuthoredRow,
    Cell,
    Explanation,
    IssuedFault,
    Report,
    Revision,
    Section,
    Signature,
    Table,
    Withdrawal,
)
from disclosure.present.masking import masked_body_reports, masked_page, masked_report
from tests.support.forms import BY_KEY
from tests.unit.check.filings import filed, section

NUMBER = "13812345678"
MASKED = "138****5678"
WHY = Explanation("personal.data", "", "本人同意公开。")
WHY_THERE = Explanation("personal.data", "requests", "另一处。")
WHY_ELSE = Explanation("figures.jump", "", "另一事。")


def report(**fields: Any) -> Report:
    """The report of 2021 with these fields."""
    return replace(filed("2021").report, figures_digest="f", digest="d", **fields)


def words_of(one: Report) -> str:
    """All the words of a report."""
    return repr(replace(one, figures_digest="", digest=""))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"title": f"电话{NUMBER}"}, id="title"),
        pytest.param({"preamble": f"电话{NUMBER}"}, id="preamble"),
        pytest.param({"sections": (section("overview", f"电话{NUMBER}"),)}, id="section"),
        pytest.param({"document_number": f"电话{NUMBER}"}, id="document-number"),
        pytest.param({"index_number": f"电话{NUMBER}"}, id="index-number"),
        pytest.param({"sections": (Section("overview", f"一、电话{NUMBER}", ""),)}, id="heading"),
        pytest.param({"as_published": (replace(WHY_THERE, sentence=f"电话{NUMBER}"),)}, id="as-published"),
        pytest.param(
            {"issued_faults": (IssuedFault("figures.jump", "", f"“{NUMBER}”有误", f"电话{NUMBER}"),)}, id="issued-fault"
        ),
        pytest.param({"withdrawn": Withdrawal(filed("2021").report.published, f"误公开电话{NUMBER}")}, id="withdrawal"),
        pytest.param({"review": (Signature("主管", f"甲{NUMBER}", filed("2021").report.published, ""),)}, id="signature"),
        pytest.param({"revisions": (Revision(filed("2021").report.published, f"电话{NUMBER}"),)}, id="revision"),
        pytest.param({"explanations": (replace(WHY_THERE, sentence=f"电话{NUMBER}"),)}, id="explanation"),
        pytest.param({"tables": (Table("requests", ((Cell(Decimal(1), f"电话{NUMBER}"),),)),)}, id="note"),
        pytest.param(
            {"tables": (Table("s", ((Cell(Decimal(1)),),), (AuthoredRow(0, f"电话{NUMBER}", "件"),)),)}, id="row-of-the-author"
        ),
    ],
)
def test_a_report_is_masked(fields: dict[str, Any]) -> None:
    """A number is masked wherever it stands, with new digests; one that is allowed or explained as a whole stays."""
    given = report(**fields)
    masked = masked_report(given, ())
    assert words_of(masked) == words_of(given).replace(NUMBER, MASKED)
    assert masked.digest not in ("", "d")
    assert (masked.figures_digest == "f") == ("tables" not in fields)
    assert masked_report(given, (NUMBER,)) is given
    explained = replace(given, explanations=(*given.explanations, WHY))
    assert masked_report(explained, ()) is explained


def test_what_needs_no_mask_is_the_very_same() -> None:
    """Reports and pages without such numbers are the very same values."""
    plain = report(preamble="无", tables=(Table("requests", ((Cell(Decimal(1), "注"),),)),))
    assert masked_report(plain, ()) is plain
    page = StandingPage("pages/guide.md", "pages/guide.md", "指南", "无", digest="d")
    assert masked_page(page, ()) is page


def test_a_page_is_masked() -> None:
    """A standing page is masked, with a new digest, unless its author explains it as a whole."""
    page = StandingPage("pages/guide.md", "pages/guide.md", f"指南{NUMBER}", f"电话{NUMBER}", digest="d")
    masked = masked_page(page, ())
    assert (masked.title, masked.text) == (f"指南{MASKED}", f"电话{MASKED}")
    assert masked.digest not in ("", "d")
    explained = replace(page, explanations=(WHY,))
    assert masked_page(explained, ()) is explained
    elsewhere = replace(page, explanations=(WHY_THERE, WHY_ELSE))
    assert masked_page(elsewhere, ()).text == f"电话{MASKED}"


def test_last_year_is_masked_where_this_year_refers_to_it() -> None:
    """A report refers to last year's as it is published; reports with nothing to mask are the very same."""
    before = filed("2021", 2021, preamble=f"电话{NUMBER}")
    after = filed("2021", 2022, previous=before)
    both = masked_body_reports(BodyReports(after.body, (after, before), tuple(BY_KEY.values())))
    assert [one.report.preamble for one in both.filings] == ["", f"电话{MASKED}"]
    assert both.filings[0].previous == both.filings[1]
    before = filed("2021", 2021)
    sound = BodyReports(after.body, (filed("2021", 2022, previous=before), before), ())
    assert masked_body_reports(sound) is sound


@pytest.mark.parametrize("which", ["earlier", "public", "withdrawn"])
def test_other_versions_are_masked(which: str) -> None:
    """Registered versions of a report and reports that were withdrawn are masked as the report itself is."""
    sound, told = filed("2021"), report(preamble=f"电话{NUMBER}")
    if which == "withdrawn":
        given = BodyReports(sound.body, (sound,), (), withdrawn=(replace(sound, report=told),))
        masked = masked_body_reports(given).withdrawn[0].report
        allowed = replace(given.withdrawn[0], public_numbers=(NUMBER,))
        given = replace(given, withdrawn=(allowed,))
        assert masked_body_reports(given) is given
    else:
        filing = replace(sound, history=PublicHistory(told) if which == "public" else PublicHistory(earlier=(told,)))
        (found,) = masked_body_reports(BodyReports(sound.body, (filing,), ())).filings
        masked = found.history.public if which == "public" and found.history.public else found.history.earlier[0]
        allowed = replace(filing, public_numbers=(NUMBER,))
        given = BodyReports(sound.body, (allowed,), ())
        assert masked_body_reports(given) is given
    assert masked.preamble == f"电话{MASKED}"
