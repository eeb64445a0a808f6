"""Who has still to sign."""

from datetime import date
from typing import Any

import pytest

from disclosure.check.review import check_unsigned
from disclosure.model.differences import Amendment
from disclosure.model.portal import Body, Portal, ReportEntry, Settings


def entry(year: int, **fields: Any) -> ReportEntry:
    """A report of a year, for which two people have still to sign."""
    values: dict[str, Any] = {"missing_roles": ("审核", "签发")} | fields
    return ReportEntry(f"{year}.md", f"{year}.md", "", year, date(year + 1, 1, 20), "2021", "", "", **values)


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        pytest.param({}, False, id="of-an-older-year"),
        pytest.param({"signed": True}, True, id="somebody-has-signed"),
        pytest.param({"signed": True, "draft": True}, False, id="draft"),
        pytest.param({"signed": True, "missing_roles": ()}, False, id="all-have-signed"),
        pytest.param({"amendments": (Amendment((), (), registered=False),)}, True, id="public-and-changed"),
        pytest.param({"amendments": (Amendment((), (), registered=True),)}, False, id="public-as-it-is"),
    ],
)
def test_a_report_of_an_older_year(fields: dict[str, Any], waits: bool) -> None:
    """It waits for signatures where somebody has signed, or it was changed after it was public; the newest always waits."""
    body = Body("portal.yml", "", "甲镇", "township")
    settings = Settings("portal.yml", "甲镇", body, review=("审核", "签发"))
    found = check_unsigned(Portal(settings, (body,), (entry(2022), entry(2021, **fields)), (), ()))
    hint = "看过以后签署：disclosure approve {} --role 审核 --name 姓名"
    assert [(one.path, one.message, one.hint) for one in found] == [
        (path, "等待签署：审核、签发", hint.format(path)) for path in ["2022.md", *["2021.md"] * waits]
    ]
