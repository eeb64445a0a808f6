"""Guides to public information."""

import pytest

from disclosure.check.guides import check_guides
from disclosure.model.portal import Body, Contact, Portal, Settings, StandingPage

PAGE = StandingPage("pages/guide.md", "pages/guide.md", "政府信息公开指南", "向本机关提出申请。")


@pytest.mark.parametrize(
    ("reached_by", "said"),
    [
        pytest.param({"email": "a@x.gov.cn"}, [], id="by-mail"),
        pytest.param({"form": "https://www.x.gov.cn/form"}, [], id="by-a-form-on-the-web"),
        pytest.param({"form": "pages/form.doc"}, ["公开指南没有写互联网联系方式"], id="by-a-form-on-paper"),
        pytest.param({}, ["公开指南没有写互联网联系方式"], id="not-said"),
    ],
)
def test_how_requests_are_sent_in(reached_by: dict[str, str], said: list[str]) -> None:
    """An address for mail is asked for, unless there is a form that is filled in on the web."""
    contact = Contact(address="甲路1号", hours="9:00—17:00", telephone="0000-0000000", fax="0000-0000001", **reached_by)
    body = Body("portal.yml", "", "甲镇人民政府", "township", contact=contact)
    found = list(check_guides(Portal(Settings("portal.yml", "甲镇", body), (body,), (), (), (), pages=(PAGE,))))
    assert [one.message for one in found] == said
