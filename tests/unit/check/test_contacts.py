"""The forms for requests that bodies name."""

import pytest

from disclosure.check.contacts import check_contacts
from disclosure.model.portal import Body, Contact


@pytest.mark.parametrize(
    ("form", "said"),
    [
        pytest.param("forms/申请表.docx", [], id="there"),
        pytest.param("forms/申请书.docx", ["内容文件夹里没有“forms/申请书.docx”"], id="not-there"),
        pytest.param("https://www.x.gov.cn/form", [], id="elsewhere"),
        pytest.param("", [], id="none"),
    ],
)
def test_a_form_is_among_the_files(form: str, said: list[str]) -> None:
    """A form that is a file lies in the content folder."""
    body = Body("portal.yml", "", "甲镇人民政府", "township", contact=Contact(form=form))
    assert [one.message for one in check_contacts((body,), {"forms/申请表.docx"}, "content")] == said
