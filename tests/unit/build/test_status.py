"""How far the bodies of a portal are with the reports of a year."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.build.context import Runtime
from disclosure.build.status import body_statuses
from disclosure.cli.main import main
from disclosure.model.body_status import BodyStatus, ReportState
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.portal import Change, project_in, spoil, write_base
from tests.support.publication import publish

OFFICE = ("office", "样例镇综合办公室", "department")
TOWN = ("", "样例镇人民政府", "township")
DUE = date(2023, 1, 31)
WRONG = Change("office/2022.md", "答复格式不够规范，已加强审核。", "")
DATE = "published: 2023-01-20\n"


def statuses(folder: Path, until: date = date(2023, 2, 5), year: int = 2022) -> tuple[BodyStatus, ...] | None:
    """What is said of the portal in a folder, drafts included."""
    return body_statuses(project_in(folder, drafts=True), Runtime(NoCache(), SerialExecutor()), year, until).value


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, BodyStatus(*OFFICE, 2022, ReportState.PUBLISHED, DUE, date(2023, 1, 20), is_public=True)),
        (Change("office/2022.md", DATE, "draft: true\n"), BodyStatus(*OFFICE, 2022, ReportState.DRAFT, DUE, None, 5)),
        (WRONG, BodyStatus(*OFFICE, 2022, ReportState.FAULTY, DUE, None, 5, 1, (("section.empty", 1),))),
        (Change("office/2022.md", DATE, f"{DATE}nonsense: 1\n"), BodyStatus(*OFFICE, 2022, ReportState.FAULTY, DUE, None, 5, 1, (("field.unknown", 1),))),
        (Change("office/2022.md", DATE, "published: 2023-02-02\n"), BodyStatus(*OFFICE, 2022, ReportState.PUBLISHED, DUE, date(2023, 2, 2), 2, 0, (("published.late", 1),), True)),
        (Change("office/2022.md", DATE, f"{DATE}revisions:\n  - {{date: 2023-03-01, change: 更正一处文字。}}\n"), BodyStatus(*OFFICE, 2022, ReportState.CORRECTED, DUE, date(2023, 1, 20), is_public=True)),
        (Change("office/2022.md", DATE, f"{DATE}withdrawn: {{date: 2023-03-01, reason: 涉及商业秘密。}}\n"), BodyStatus(*OFFICE, 2022, ReportState.WITHDRAWN, DUE)),
    ],
)  # fmt: skip
def test_states(change: Change | None, expected: BodyStatus, tmp_path: Path) -> None:
    """Without a register a report is public unless it is a draft, has errors or was withdrawn; days are counted from the last day."""
    spoil(write_base(tmp_path), (change,) if change else ())
    assert statuses(tmp_path) == (
        BodyStatus(*TOWN, 2022, ReportState.PUBLISHED, DUE, date(2023, 1, 20), is_public=True),
        expected,
    )


def test_missing(tmp_path: Path) -> None:
    """A body without a file for the year owes its report, from the day after the last one on."""
    write_base(tmp_path)
    (tmp_path / "content" / "office" / "2022.md").unlink()
    for until, days in ((date(2023, 1, 31), 0), (date(2023, 2, 1), 1)):
        found = statuses(tmp_path, until)
        assert found and found[1] == BodyStatus(*OFFICE, 2022, ReportState.MISSING, DUE, None, days)
    assert statuses(tmp_path, year=2001) is None


def test_a_body_that_is_not_there_in_a_year(tmp_path: Path) -> None:
    """A body owes nothing before the year in which it begins, nor after the one in which it closed; a report is shown all the same."""
    content = write_base(tmp_path)
    described = (content / "office" / "body.yml").read_text("utf-8")
    for years, year, bodies in (
        ("begins: 2022", 2021, 1),
        ("begins: 2022", 2022, 2),
        ("closed: 2021", 2023, 1),
        ("closed: 2021", 2022, 2),
    ):
        (content / "office" / "body.yml").write_text(f"{described}{years}\n", "utf-8")
        found = statuses(tmp_path, year=year)
        assert found and len(found) == bodies


def test_registered(tmp_path: Path) -> None:
    """With a register what it lists is public; what was changed since, or never was, waits."""
    content = write_base(tmp_path)
    (content / "office" / "2022.md").rename(tmp_path / "later.md")
    assert publish(tmp_path).outcome.published
    (tmp_path / "later.md").rename(content / "office" / "2022.md")
    found = statuses(tmp_path)
    assert found and [one.state for one in found] == [ReportState.PUBLISHED, ReportState.READY]
    assert publish(tmp_path).outcome.published
    spoil(content, (Change("office/2022.md", "答复格式不够规范，已加强审核。", "答复格式还不够规范，已加强审核。"),))
    found = statuses(tmp_path)
    assert found and [(one.state, one.is_public, one.days_late) for one in found] == [
        (ReportState.PUBLISHED, True, 0),
        (ReportState.FAULTY, True, 0),  # the change is not stated; what was published stays
    ]
    spoil(content, (Change("office/2022.md", DATE, f"{DATE}revisions:\n  - {{date: 2023-07-01, change: 更正一处文字。}}\n"),))
    found = statuses(tmp_path)
    assert found and [(one.state, one.published) for one in found][1] == (ReportState.CHANGED, date(2023, 1, 20))


def test_what_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each body under a line that counts them; the late with a sentence to send; as CSV and JSON for programs."""
    content = write_base(tmp_path)
    (content / "office" / "2022.md").unlink()
    ask = [
        "status",
        "2022",
        "--today",
        "2023-02-05",
        "--content",
        str(content),
        "--cache",
        str(tmp_path / "cache"),
        "--jobs",
        "1",
    ]
    assert main(ask) == 0
    assert capsys.readouterr().out == (
        "2022 年的报告，截至 2023-02-05：2 个机构，已发布 1，缺报 1；迟的 1\n"
        "机构              状态    期限        发布        迟（天）  核对的结果\n"
        "样例镇人民政府    已发布  2023-01-31  2023-01-20  —         —\n"
        "样例镇综合办公室  缺报    2023-01-31  —           5         —\n"
    )
    assert main([*ask, "--late"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "样例镇综合办公室：2022年政府信息公开工作年度报告应于2023年1月31日前公布，截至2023年2月5日还没有公布，已经超过5天，请尽快报送。"
    )
    assert main([*ask, "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "office,样例镇综合办公室,部门,2022,缺报,2023-01-31,,5,,"
    assert main([*ask, "--late", "--json"]) == 0
    assert '"state": "missing"' in capsys.readouterr().out
    assert main(["status", "2001", *ask[2:]]) == 2
