"""Pictures of other websites."""

from disclosure.check.pictures import check_pictures
from tests.unit.check.filings import filed, section


def test_a_picture_of_another_website_is_told_with_words_to_type() -> None:
    """The hint has the words of the picture, or says that some are wanted."""
    text = "![流程图](https://www.shili.gov.cn/1.png)\n\n![](https://www.shili.gov.cn/2.png)"
    assert [finding.hint for finding in check_pictures(filed("2021", sections=(section("overview", text),)))] == [
        "把图片另存到这个文件旁边，写成 ![流程图](文件名)",
        "把图片另存到这个文件旁边，写成 ![图里是什么](文件名)",
    ]
