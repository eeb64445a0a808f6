"""Subjects of sentences that are other bodies."""

import pytest
from msgspec.structs import replace

from disclosure.check.other_bodies import check_other_bodies
from tests.unit.check.filings import filed, section


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("临河县水务局主动公开信息90条。", [], id="itself"),
        pytest.param("四川省临河县水务局主动公开信息90条。", [], id="itself-with-the-province"),
        pytest.param("清溪县水务局主动公开信息90条。", ["清溪县水务局"], id="same-office-elsewhere"),
        pytest.param("上年清溪县财政局主动公开信息90条。", [], id="another-office-in-another-year"),
        pytest.param("清溪等县财政局主动公开信息90条。", [], id="offices-of-several-places"),
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


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("清溪县白石镇人民政府认真办理申请。", ["清溪县白石镇人民政府"], id="of-another-county"),
        pytest.param("新桥镇人民政府认真办理申请。", ["新桥镇人民政府"], id="beginning-with-new"),
        pytest.param("临河县柳树镇人民政府认真办理申请。", [], id="itself"),
        pytest.param("清溪县人民政府认真办理申请。", [], id="another-level"),
    ],
)
def test_another_town_that_speaks_in_the_report_of_one(sentence: str, found: list[str]) -> None:
    """A town of whatever county is another body than this town, a county is none."""
    filing = filed("2021", sections=(section("overview", sentence),))
    body = replace(filing.body, name="临河县柳树镇人民政府", kind="township")
    assert [one.place[-1] for one in check_other_bodies(replace(filing, body=body))] == found


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        pytest.param(
            "临河县卫生健康委员会监督局", "department", "临河县卫生健康委员会进一步加强公开。", id="office-it-belongs-to"
        ),
        pytest.param("临河县城东街道办事处", "subdistrict", "临河街道办事处主动公开信息90条。", id="shortened"),
        pytest.param("临河县城东街道办事处", "subdistrict", "一年来街道收到申请30件。", id="behind-the-year"),
        pytest.param("临河县住房和城乡建设委员会", "department", "县住房城乡建设委全年收到申请23件。", id="without-and"),
    ],
)
def test_a_name_that_is_this_bodys(name: str, kind: str, sentence: str) -> None:
    """A part of its name, or the name made short, is no other body's."""
    filing = filed("2021", sections=(section("overview", sentence),))
    assert list(check_other_bodies(replace(filing, body=replace(filing.body, name=name, kind=kind)))) == []
