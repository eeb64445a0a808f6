"""What was published by mistake and must be deleted: nothing of its content is left, and what stays says so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.build.context import ActStatement
from disclosure.build.erase import KeptVersion, erase, kept_versions
from disclosure.build.roll_back import roll_back_release
from disclosure.model.portal import ReleaseTarget
from disclosure.publishing.register import EMPTY, version_path
from disclosure.publishing.targets.released import NoSuchRelease
from tests.support.command_line import command
from tests.support.portal import Change, project_in, spoil, tree, write_base
from tests.support.publication import publish, runtime_in, said

NAME = "张三丰"
ENTRY = '{date: 2023-06-20, change: "补充一句"}'
WITHOUT = f'{ENTRY}, {{date: 2023-06-22, change: "删去误登的个人信息"}}'


def kept(folder: Path, name: str) -> tuple[KeptVersion, ...]:
    """The registered versions of a file of the portal in `folder`."""
    found = kept_versions(project_in(folder), runtime_in(folder), name).value
    assert found is not None
    return found


def erased(folder: Path, name: str, number: int) -> KeptVersion:
    """Erase a version of a file."""
    version = kept(folder, name)[number - 1]
    statement = ActStatement("2023-06-23T09:00:00+08:00", "李四", "误登个人信息")
    erase(project_in(folder), runtime_in(folder), name, version, statement)
    return version


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal whose report of 2021 named a person for two days, in a version that was saved twice."""
    content = write_base(tmp_path)
    publish(tmp_path)
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\nrevisions: [{ENTRY}]"),))
    spoil(content, (Change("2021.md", "## 二、", f"{NAME}来电。\n\n## 二、"),))
    publish(tmp_path, "2023-06-20")
    spoil(content, (Change("2021.md", f"[{ENTRY}]", f"[{ENTRY}]\nmoved_from: [alt.html]"),))
    publish(tmp_path, "2023-06-21")
    spoil(content, (Change("2021.md", f"[{ENTRY}]", f"[{WITHOUT}]"), Change("2021.md", f"{NAME}来电。\n\n", "")))
    publish(tmp_path, "2023-06-22")
    return tmp_path


def named(folder: Path) -> set[str]:
    """The files of a folder that name the person."""
    return {path for path, data in tree(folder).items() if NAME.encode() in data}


def test_a_version_that_is_erased(portal: Path) -> None:
    """No file names the person any more, a page says when and why, other versions stay where they were, and all is sound."""
    assert named(portal / "site") >= {"2021.v2.html", "2021.html"}
    assert [(one.page, len(one.digests), one.is_public) for one in kept(portal, "2021.md")] == [
        ("2021.v1.html", 1, False),
        ("2021.v2.html", 2, False),
        ("", 1, True),
    ]
    first = (portal / "site" / "2021.v1.html").read_bytes()
    version = erased(portal, "2021.md", 2)
    assert named(portal / "content") == set()
    assert said(portal, "register.damaged", "record.erased", "record.changed") == []
    publish(portal, "2023-06-24")
    assert named(portal / "site") == set()
    page = (portal / "site" / "2021.v2.html").read_text("utf-8")
    assert '更正前的这一版已于 <time datetime="2023-06-23">2023-06-23</time> 依法删除' in page
    assert "<dd>误登个人信息</dd>" in page
    assert version.digests[-1][:4] in page
    assert (portal / "site" / "2021.v1.html").read_bytes() == first
    listed = (portal / "site" / "2021.html").read_text("utf-8").split('id="revisions"')[1].split("</section>")[0]
    assert [listed.index(one) for one in ("补充一句", "2021.v1.html", "删去误登", "2021.v2.html")] == sorted(
        listed.index(one) for one in ("补充一句", "2021.v1.html", "删去误登", "2021.v2.html")
    )
    found = kept(portal, "2021.md")[1]
    assert (found.digests, found.erased and found.erased.who) == (version.digests, "李四")
    assert publish(portal, "2023-06-25").outcome.unregistered == 0


def test_what_was_erased_does_not_come_back(portal: Path) -> None:
    """Neither its version in the register, from a backup, nor its text in the content folder, as by `git revert`."""
    version = kept(portal, "2021.md")[1]
    place = portal / "content" / version_path(version.digests[-1])
    data = place.read_bytes()
    erased(portal, "2021.md", 2)
    place.write_bytes(data)
    (found,) = said(portal, "register.damaged")
    assert "登记册里“2021.md”已依法删除的一个版本又在了 = 删去 " in found
    place.unlink()

    def roll_back(target: ReleaseTarget, steps: int, begin: Callable[[bytes], None]) -> NoSuchRelease:
        begin((portal / "site" / "manifest.json").read_bytes())
        return NoSuchRelease("", ())

    with pytest.raises(OSError, match="那一次发布里有已依法删除的内容，不能退回；没有改动"):
        roll_back_release(
            project_in(portal), ReleaseTarget("www", "dir:www"), roll_back, 1, ActStatement("2023-06-24T09:00:00+08:00")
        )
    (portal / "content" / "2021.md").write_bytes(data)
    (again,) = said(portal, "record.erased")
    assert again == (
        "2021.md “2021.md”又成了已依法删除的那一版：第 5 次（2023-06-23T09:00:00+08:00，李四）：误登个人信息"
        " = 改成现在公开的样子，例如 git checkout 取回最近的一版；不再公开的附件，删去文件和链接"
    )


def test_an_attachment_that_is_erased(tmp_path: Path) -> None:
    """What nothing leads to any more can be erased too; its body can be held afterwards."""
    content = write_base(tmp_path)
    (content / "pages" / "form.txt").write_text(NAME, "utf-8")
    publish(tmp_path)
    spoil(content, (Change("pages/guide.md", "下载[申请表](form.txt)", "申请表到窗口领取"),))
    data = (content / "pages" / "form.txt").read_bytes()
    (content / "pages" / "form.txt").unlink()
    publish(tmp_path, "2023-06-20")
    erased(tmp_path, "pages/form.txt", 1)
    assert (named(content), said(tmp_path, "register.damaged")) == (set(), [])
    spoil(content, (Change("2022.md", "published: 2023-01-20", "published: 2023-01-21"),))
    assert publish(tmp_path, "2023-06-21", hold=True).outcome.held == ("样例镇人民政府（保留已公开的内容）",)
    spoil(content, (Change("2022.md", "published: 2023-01-21", "published: 2023-01-20"),))
    spoil(content, (Change("pages/guide.md", "申请表到窗口领取", "下载[申请表](form.txt)"),))
    (content / "pages" / "form.txt").write_bytes(data)
    assert [one.partition(" ")[0] for one in said(tmp_path, "record.erased")] == ["pages/form.txt"]


def test_nothing_public_is_erased(tmp_path: Path) -> None:
    """A file that was never public has no versions, and what is public now is told as such."""
    write_base(tmp_path)
    assert kept(tmp_path, "2021.md") == ()
    publish(tmp_path)
    assert [one.is_public for one in kept(tmp_path, "pages/guide.md")] == [True]
    assert EMPTY.erased == {}
    listed = command(tmp_path, "erase", "content/pages/guide.md")
    assert (listed.returncode, listed.stdout.splitlines()[-1].partition("，")[0]) == (0, "现在公开的")


def test_versions_are_listed(portal: Path) -> None:
    """Without a number the versions are listed, with a command that erases one that can be."""
    listed = command(portal, "erase", "content/2021.md")
    example = re.search(r"erase content/2021\.md --version (\d) --reason 误登个人信息$", listed.stdout)
    assert (listed.returncode, example and not kept(portal, "2021.md")[int(example[1]) - 1].is_public) == (0, True)
    assert command(portal, "erase", "content/2021.md", "--version", example[1] if example else "").returncode == 2
