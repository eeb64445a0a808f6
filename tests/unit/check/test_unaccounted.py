"""Files of a site of which nothing says whose they are."""

import pytest

from disclosure.check.unaccounted import check_unaccounted_files
from disclosure.model.finding import Finding

LOST = "没有可读的 manifest.json，不知道这些文件是不是以前生成的，留着没有删："


@pytest.mark.parametrize(
    ("others", "named"),
    [
        pytest.param(0, "", id="none"),
        pytest.param(1, "site/a0.html", id="one"),
        pytest.param(10, "、".join(f"site/a{number}.html" for number in range(10)), id="ten"),
        pytest.param(11, "、".join(f"site/a{number}.html" for number in range(10)) + "等 11 个", id="eleven"),
    ],
)
def test_files_that_this_build_does_not_make(others: int, named: str) -> None:
    """Up to ten are named, more are counted; the manifest and what is planned are none of them."""
    found = ["manifest.json", "index.html", *(f"a{number}.html" for number in range(others))]
    hint = "逐个看一看，不该再公开的删去，例如 rm site/a0.html"
    expected = [Finding("site.unaccounted", f"{LOST}{named}", "site/manifest.json", hint=hint)] if others else []
    assert list(check_unaccounted_files("site", "manifest.json", found, {"index.html"})) == expected
