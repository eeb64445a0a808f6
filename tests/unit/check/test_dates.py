"""On which notice a report stands, and which of its days have not come."""

from datetime import date

import pytest
from msgspec.structs import replace

from disclosure.check.dates import check_basis, check_future, check_published
from disclosure.model.finding import Finding, Place
from disclosure.model.portal import Body, BodyReports, FiledReport, Portal, ReportEntry, Settings, StandingPage
from disclosure.model.report import Revision, Withdrawal
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


OLD_TITLE, NEW_TITLE = BY_KEY["2019"].notice, BY_KEY["2021"].notice


@pytest.mark.parametrize(
    ("form", "text", "title", "due"),
    [
        pytest.param("2021", f"根据《{OLD_TITLE}》，", OLD_TITLE, f"《{NEW_TITLE}》（{NEW}）", id="of-the-form-before"),
        pytest.param("2021", f"根据“{OLD_TITLE[:3]} {OLD_TITLE[3:9]}\n{OLD_TITLE[9:]}”，", OLD_TITLE, f"《{NEW_TITLE}》（{NEW}）", id="over-two-lines"),
        pytest.param("2019", f"根据《{NEW_TITLE}》，", NEW_TITLE, f"《{OLD_TITLE}》（{OLD}）", id="of-the-form-after"),
        pytest.param("2021", f"根据《{OLD_TITLE}》和《{NEW_TITLE}》，", "", "", id="its-own-beside-it"),
        pytest.param("2021", f"根据《{OLD_TITLE}》（{NEW}），", OLD_TITLE, f"《{NEW_TITLE}》（{NEW}）", id="the-number-of-another"),
        pytest.param("legacy", f"根据《{OLD_TITLE}》，", "", "", id="before-there-was-any"),
    ],
)  # fmt: skip
def test_the_title_of_a_notice(form: str, text: str, title: str, due: str) -> None:
    """The title of another form's notice is reported with that of the year's, unless the year's stands beside it."""
    filing = filed(form, {"2019": 2020, "2021": 2022, "legacy": 2017}[form], preamble=text)
    message = f"引用的《{title}》是别的年度的格式通知，本年度的是{due}"
    expected = [Finding("form.wrong-basis", message, filing.report.path, ("#", -1, title), hint=f"写成{due}")] if title else []
    assert list(check_basis(BodyReports(filing.body, (filing,), tuple(BY_KEY.values())))) == expected


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("按照《中华人民共和国政府信息公开工作年度报告模板》编制。", "《中华人民共和国政府信息公开工作年度报告模板》", "写成《中华人民共和国政府信息公开工作年度报告格式》"),
        ("按《政府信息公开信息处理费管理办法》（国办函〔2021〕19号）收取。", "国办函〔2021〕19号", "写成 国办函〔2020〕109号"),
        ("按《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收取。", "", ""),
        ("按照《中华人民共和国政府信息公开工作年度报告格式》编制。", "", ""),
    ],
)  # fmt: skip
def test_a_form_and_rules_are_called_as_they_were_issued(text: str, said: str, hint: str) -> None:
    """The form has its title, and the rules for fees their number."""
    filing = filed("2021", 2022, preamble=text)
    found = list(check_basis(BodyReports(filing.body, (filing,), tuple(BY_KEY.values()))))
    assert [(finding.place[-1], finding.hint) for finding in found] == ([(said, hint)] if said else [])


@pytest.mark.parametrize(
    ("form", "text", "quoted", "due"),
    [
        pytest.param("2021", "根据国务院令第492号", "国务院令第492号", "国务院令第711号", id="the-one-before"),
        pytest.param("2021", "根据国务院令 492 号", "国务院令 492 号", "国务院令第711号", id="written-otherwise"),
        pytest.param("2021", "2007年国务院第492号令公布的条例", "国务院第492号令", "国务院令第711号", id="number-first"),
        pytest.param("legacy", "根据国务院令第711号", "国务院令第711号", "国务院令第492号", id="the-one-after"),
        pytest.param("2021", "根据国务院令 第 711 号、国务院令第492号", "", "", id="its-own-beside-it"),
        pytest.param("2021", "根据国务院令第500号", "", "", id="of-something-else"),
    ],
)
def test_the_regulation(form: str, text: str, quoted: str, due: str) -> None:
    """The regulation that another year's form stands on is reported with that of the year."""
    filing = filed(form, 2022 if form == "2021" else 2017, preamble=text)
    message = f"引用的“{quoted}”是修订前后的另一部条例，本年度适用的是{due}"
    place = ("#", -1, quoted)
    expected = [Finding("form.wrong-basis", message, filing.report.path, place, hint=f"写成 {due}")] if quoted else []
    assert list(check_basis(BodyReports(filing.body, (filing,), tuple(BY_KEY.values())))) == expected


@pytest.mark.parametrize(
    ("published", "deadline", "code"),
    [
        pytest.param("2022-01-31", "01-31", "", id="last-day"),
        pytest.param("2022-02-01", "01-31", "published.late", id="late"),
        pytest.param("2022-12-01", "", "", id="no-deadline"),
        pytest.param("2021-12-31", "01-31", "published.wrong-year", id="before"),
        pytest.param("2023-01-01", "01-31", "published.wrong-year", id="after"),
        pytest.param("0001-01-01", "01-31", "", id="not-yet"),
    ],
)
def test_published(published: str, deadline: str, code: str) -> None:
    """A report is published in the year after its own, by its deadline."""
    filing = filed("2021", 2021)
    filing = replace(filing, deadline=deadline, report=replace(filing.report, published=date.fromisoformat(published)))
    wrong_year = (
        "改为首次发布的日期，写成 published: 2022-MM-DD；确在别的年份首次发布的，写 explain: {published.wrong-year: 原因}"
    )
    words = {
        "published.late": (f"{published} 发布，晚于 2022 年 1 月 31 日的期限", "写 explain: {published.late: 原因}"),
        "published.wrong-year": (f"2021 年的报告应在 2022 年发布，published 是 {published}", wrong_year),
    }
    expected = [Finding(code, words[code][0], "2021.md", ("published",), hint=words[code][1])] if code else []
    assert list(check_published(filing)) == expected


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


def test_withdrawn_in_the_future() -> None:
    """Nothing was taken off the site on a day that has not come."""
    gone = Withdrawal(date(2023, 3, 2), "重新核实")
    page = StandingPage("guide.md", "guide.md", "指南", "", withdrawn=gone)
    settings = Settings("portal.yml", "甲", Body("portal.yml", "", "甲", "township"))
    portal = Portal(settings, (), (), (), (), withdrawn=(replace(entry("2023-01-20"), withdrawn=gone),), withdrawn_pages=(page,))
    assert list(check_future(portal, date(2023, 3, 2))) == []
    says, hint = "撤下的日期 2023-03-02 还没有到，今天是 2023-03-01", "写成撤下的那一天，不晚于今天，例如 date: 2023-03-01"
    paths, place = ["2022.md", "guide.md"], ("withdrawn", "date")
    expected = [Finding("date.future", says, path, place, hint=hint) for path in paths]
    assert list(check_future(portal, date(2023, 3, 1))) == expected
