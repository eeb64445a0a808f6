"""`verify` as people run it: a site in a folder and on the web, sound and tampered with in every way."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from disclosure.model.digest import check_code
from tests.support.command_line import command
from tests.support.portal import ROOT, Change, spoil, write_base
from tests.support.serving import served


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that published a report and corrected it."""
    folder = tmp_path_factory.mktemp("published")
    content = write_base(folder)
    assert command(folder, "publish", "--yes").returncode == 0
    revision = "revisions: [{date: 2023-02-01, change: 更正一处文字。}]"
    spoil(content, (Change("2022.md", "已逐项整改", "都已逐项整改"), Change("2022.md", "year: 2022", f"year: 2022\n{revision}")))
    assert command(folder, "publish", "--yes").returncode == 0
    return folder


def found(folder: Path, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and each finding with its file."""
    run = command(folder, "verify", *arguments, "--findings", "json")
    return run.returncode, [(one["code"], one["path"]) for one in json.loads(run.stdout)]


def test_a_sound_site(published: Path) -> None:
    """Nothing is wrong with it, in the folder and on the web; the code of the last act is said, to be noted down."""
    here = command(published, "verify")
    assert (here.returncode, here.stdout.startswith("没有问题；核对了 ")) == (0, True)
    assert "、2 次公布，登记册最后一条的校验码 " in here.stdout
    with served(published / "site") as address:
        there = command(published, "verify", address)
    summary = here.stdout.splitlines()[-1].removeprefix("没有问题")
    assert (there.returncode, summary in there.stdout, "，首页 0." in there.stdout) == (0, True, True)


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Change a file of the site."""

    def change(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def cut(site: Path) -> None:
    """Take the last act away, and say so nowhere."""
    lines = (site / "register.jsonl").read_bytes().splitlines(keepends=True)
    (site / "register.jsonl").write_bytes(lines[0])


def rewrite(site: Path) -> None:
    """Change a word of the first act, and leave the second as it was."""
    edit("register.jsonl", "2022.md", "2021.md")(site)


def rewrite_all(site: Path) -> None:
    """Publish something else from another folder, so that the whole site is sound in itself."""
    other = site.parent / "other"
    content = write_base(other)
    spoil(content, (Change("portal.yml", "name: 样例镇政府信息公开", "name: 冒充的网站"),))
    assert command(other, "publish", "--yes").returncode == 0
    shutil.rmtree(site)
    shutil.copytree(other / "site", site)


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        pytest.param(edit("2022.html", "样例镇", "样例乡"), [("site.changed", "2022.html")], id="page"),
        pytest.param(lambda site: (site / "2022.json").unlink(), [("site.missing", "2022.json")], id="file-gone"),
        pytest.param(cut, [("site.changed", "register.jsonl"), ("site.register", "register.jsonl")], id="register-cut"),
        pytest.param(rewrite, [("site.changed", "register.jsonl"), ("site.register", "register.jsonl")], id="register-changed"),
        pytest.param(rewrite_all, [("site.register", "register.jsonl")], id="all-written-anew"),
    ],
)
def test_every_way_to_tamper_is_seen(
    published: Path, tmp_path: Path, tamper: Callable[[Path], None], expected: list[tuple[str, str]]
) -> None:
    """A changed file, a lost one, a register that was cut or written anew: each is told, and the exit code is 1."""
    shutil.copytree(published, tmp_path / "portal")
    tamper(tmp_path / "portal" / "site")
    code, findings = found(tmp_path / "portal")
    assert (code, sorted(set(findings))) == (1, expected)


def test_a_build_that_is_not_published_yet(published: Path, tmp_path: Path) -> None:
    """A site that was built and not published is told apart from one that was tampered with: a note, and a page's code."""
    shutil.copytree(published, tmp_path / "portal")
    change = Change("2021.md", "title:", "moved_from: [alt.html]\ntitle:")
    spoil(tmp_path / "portal" / "content", (change,))
    assert command(tmp_path / "portal", "build").returncode == 0
    assert found(tmp_path / "portal") == (0, [("site.code", "2021.html"), ("site.unpublished", "register.jsonl")])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("verify", "nowhere"), 2, "没有网站文件夹“nowhere”", id="folder"),
        pytest.param(("verify", "content"), 2, "“content”没有 manifest.json", id="no-site"),
        pytest.param(("verify", "http://127.0.0.1:9/"), 3, "连不上", id="nobody-answers"),
    ],
)
def test_what_cannot_be_verified(published: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """One line says why."""
    run = command(published, *arguments)
    assert (run.returncode, said in run.stderr) == (code, True)


def test_every_page_of_figures_says_how_it_is_verified(county: Path) -> None:
    """A comparison has the codes of both reports, also for the margin of paper; others say where the codes stand."""
    codes = [check_code(sha256((ROOT / "examples" / "county" / f"{year}.md").read_bytes()).hexdigest()) for year in (2024, 2025)]
    compared = (county / "compare-2024-2025.html").read_text("utf-8")
    imprint = compared.partition('data-imprint="')[2].partition('"')[0]
    assert [compared.count(f'<a href="verify.html">{code}</a>') for code in codes] == [1, 1]
    assert imprint.endswith("　".join(f"{year}年报告的校验码 {code}" for year, code in zip((2024, 2025), codes, strict=True)))
    others = ("compare.html", "bodies-2025.html", "overview-2025.html", "trends.html", "rows/requests.received.html")
    for path in others:
        said = (county / path).read_text("utf-8").partition('<p class="check-code"')[2].partition("</p>")[0]
        assert "校验码在各份报告的网页上" in said, path
        assert 'verify.html">选择这个文件</a>' in said, path
