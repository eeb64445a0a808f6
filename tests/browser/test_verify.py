"""The page that compares a file with what was published, as a citizen uses it under the strict policy."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import command
from tests.support.portal import Change, spoil, write_base
from tests.support.serving import served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that published a report and corrected it; `before.md` is the file as it was."""
    folder = tmp_path_factory.mktemp("published")
    content = write_base(folder)
    assert command(folder, "publish", "--yes").returncode == 0
    (folder / "before.md").write_bytes((content / "2022.md").read_bytes())
    revision = "revisions: [{date: 2023-02-01, change: 更正一处文字。}]"
    spoil(content, (Change("2022.md", "已逐项整改", "都已逐项整改"), Change("2022.md", "year: 2022", f"year: 2022\n{revision}")))
    assert command(folder, "publish", "--yes").returncode == 0
    (folder / "2022.json").write_text("{}", encoding="utf-8")
    (folder / "别的.txt").write_text("别的", encoding="utf-8")
    return folder


SHIFTS = """new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(done, 300, 0);
})"""


def test_nothing_moves_where_the_script_starts(portal: Path, page: Any) -> None:
    """What needs the script has its place before it runs."""
    page.set_viewport_size({"width": 360, "height": 640})
    with served(portal / "site") as address:
        page.goto(f"{address}/verify.html")
        page.wait_for_selector("#file:enabled")
        moved = page.evaluate(SHIFTS)
    assert moved < 0.01


def ask(page: Any, file: Path) -> str:
    """What the page says of a file."""
    page.set_input_files("#file", str(file))
    page.wait_for_selector("#answer.good, #answer.bad")
    return str(page.text_content("#answer"))


def test_what_is_said_of_a_file(portal: Path, page: Any) -> None:
    """A published file, the source of a page, an earlier version, one of the same name and a strange one are told apart."""
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if "favicon" not in said.location["url"] else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    expected = {
        "site/2022.html": "“2022.html”是本网站现在公布的文件：2022.html",
        "content/2022.md": " 公布的源文件 2022.md，现行的一版：2022.html",
        "before.md": " 公布的源文件 2022.md，后来改动过，不是现行的一版：2022.html",
        "2022.json": "“2022.json”不是本网站公布的：网站上同名的文件有 2 个，内容都不同，例如：2022.json",
        "别的.txt": "“别的.txt”不是本网站公布的文件",
    }
    with served(portal / "site") as address:
        said = {}
        for name in expected:
            page.goto(f"{address}/verify.html")
            said[name] = ask(page, portal / name)
    assert [name for name, words in expected.items() if not said[name].endswith(words)] == []
    assert troubles == []


def test_the_code_of_a_page_is_found(portal: Path, page: Any) -> None:
    """The code that a report shows leads to its version in the register, a made-up one to none."""
    with served(portal / "site") as address:
        page.goto(f"{address}/2022.html")
        code = page.text_content("a.check-code")
        page.click("a.check-code")
        for typed, words in ((code, "公布的源文件 2022.md，现行的一版"), ("0000 0000 0000 0000", "登记册里没有这个校验码")):
            page.fill("#typed", typed)
            page.click("#by-code button")
            page.wait_for_selector("#code-answer.good" if typed == code else "#code-answer.bad")
            assert words in page.text_content("#code-answer")


def test_without_a_secure_address_it_says_so(portal: Path, page: Any) -> None:
    """Where browsers don't reckon, or the folder was opened from a disk, the page says what to do instead."""
    page.goto((portal / "site" / "verify.html").as_uri())
    assert "照下面的办法自己计算" in page.text_content("#answer")
    assert not page.is_visible("#file")
