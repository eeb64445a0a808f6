"""Two people publish from clones of one repository, and git brings their registers together."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from disclosure.publishing.register import ACTS, read_register
from tests.support.portal import Change, spoil, tree, write_base
from tests.support.publication import publish, said

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("git"), reason="没有 git，两个人同时发布没有测试")]


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder."""
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x.example", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def two_clones(folder: Path) -> tuple[Path, Path]:
    """A published portal in git, in two clones."""
    origin = folder / "origin"
    write_base(origin)
    (origin / ".gitignore").write_text("site/\n.cache/\n", "utf-8")
    publish(origin)
    assert git(folder, "init", "--quiet", "origin").returncode == 0
    commit(origin)
    for name in ("zhang", "li"):
        assert git(folder, "clone", "--quiet", "origin", name).returncode == 0
    return folder / "zhang", folder / "li"


def commit(folder: Path) -> None:
    """Commit everything in a folder."""
    assert git(folder, "add", "--all").returncode == 0
    assert git(folder, "commit", "--quiet", "-m", "x").returncode == 0


def correct(folder: Path, name: str, who: str) -> None:
    """Correct the text of a report in the open, publish that and commit it."""
    entry = f'revisions: [{{date: 2023-06-20, change: "{who}更正"}}]'
    head = "published: 2023-01-20" if "2022" in name else "published: 2021-01-20"
    spoil(folder / "content", (Change(name, head, f"{head}\n{entry}"), Change(name, "## 二、", f"{who}补充一句。\n\n## 二、")))
    assert publish(folder, "2023-06-20", who).outcome.unregistered == 0
    commit(folder)


def pull(folder: Path, other: Path) -> subprocess.CompletedProcess[str]:
    """Merge what another person has published."""
    return git(folder, "pull", "--quiet", "--no-rebase", "--no-edit", other.as_posix(), "HEAD")


def test_what_two_people_publish_at_once(tmp_path: Path) -> None:
    """No file of the register is in the way; the next publication follows both, and everybody makes the same site of it."""
    zhang, li = two_clones(tmp_path)
    correct(zhang, "2022.md", "张三")
    correct(li, "2020.md", "李四")
    merged = pull(zhang, li)
    assert (merged.returncode, merged.stderr) == (0, "")
    assert len(heads(zhang)) == 2
    assert said(zhang, "record.changed", "register.damaged", "register.fork") == []
    assert publish(zhang, "2023-06-21").outcome.unregistered == 0
    assert len(heads(zhang)) == 1
    commit(zhang)
    assert pull(li, zhang).returncode == 0
    publish(li, "2023-06-22")
    assert tree(li / "site") == tree(zhang / "site")
    assert tree(li / "content") == tree(zhang / "content")


def test_what_two_people_publish_otherwise(tmp_path: Path) -> None:
    """One report corrected by both is a conflict of that report alone; whoever settles it publishes, and all is said."""
    zhang, li = two_clones(tmp_path)
    correct(zhang, "2022.md", "张三")
    correct(li, "2022.md", "李四")
    assert pull(zhang, li).returncode == 1
    assert git(zhang, "diff", "--name-only", "--diff-filter=U").stdout.split() == ["content/2022.md"]
    assert git(zhang, "checkout", "--ours", "content/2022.md").returncode == 0
    (forked,) = said(zhang, "register.fork")
    assert forked.startswith("2022.md “2022.md”同时被两个人发布成不同的样子：第 2 次（")
    assert forked.endswith("再由一个人执行 disclosure publish，以他公开的为准")
    kept = '{date: 2023-06-20, change: "张三更正"}'
    both = f'{kept}, {{date: 2023-06-20, change: "李四更正"}}'
    spoil(zhang / "content", (Change("2022.md", kept, both),))
    (lost,) = said(zhang, "record.changed")
    assert "李四补充一句。 → ……张三补充一句。 = " in lost
    spoil(zhang / "content", (Change("2022.md", "张三补充一句。", "张三补充一句。李四补充一句。"),))
    told = publish(zhang, "2023-06-21")
    assert "样例镇人民政府 2022 年报告（两个人发布得不同，以现在的这一份为准）" in told.listed
    assert (told.outcome.unregistered, len(heads(zhang))) == (0, 1)
    assert said(zhang, "register.fork", "record.revision-lost", "record.changed") == []


def correct_figure(folder: Path, old: str, new: str, who: str) -> None:
    """Correct a figure of the report of 2022, in the table and in a line of `revisions`, and publish that."""
    entry = f'revisions: [{{date: 2023-06-20, change: "{who}更正"}}]'
    spoil(folder / "content", (Change("2022.md", "published: 2023-01-20", f"published: 2023-01-20\n{entry}"),))
    spoil(folder / "content", (Change("2022.md", old, new),))
    day = "2023-06-20" if who == "张三" else "2023-06-21"
    assert publish(folder, day, who).outcome.unregistered == 0


def test_no_correction_of_either_is_lost(tmp_path: Path) -> None:
    """What one of two had corrected and the settled report leaves out is an error for each line and figure, until it is said."""
    zhang, li = tmp_path / "zhang", tmp_path / "li"
    content = write_base(zhang)
    publish(zhang)
    shutil.copytree(zhang, li)
    correct_figure(zhang, "penalties:                   [7]", "penalties:                   [8]", "张三")
    correct_figure(li, "licenses:                    [25]", "licenses:                    [26]", "李四")
    shutil.copytree(li / "content" / "register", content / "register", dirs_exist_ok=True)
    kept = '{date: 2023-06-20, change: "张三更正"}'
    (forked,) = said(zhang, "register.fork")
    acts = "第 2 次（2023-06-20T09:00:00+08:00，张三）、第 2 次（2023-06-21T09:00:00+08:00，李四）；现在以最后一次为准"
    assert acts in forked
    message = "已经公开的一条更正记录被删去或改动：2023-06-20：李四更正"
    written_back = '在 revisions: 里写回这一条：{date: 2023-06-20, change: "李四更正"}'
    assert said(zhang, "record.revision-lost") == [f"2022.md:5:1 {message} = {written_back}"]
    (lost,) = said(zhang, "record.changed")
    assert lost.startswith(
        "2022.md:11:35 两个人同时发布了这份报告，第 2 次（2023-06-21T09:00:00+08:00，李四）改的现在没有了："
        "“行政许可”的“本年处理决定数量”：26 → 25 = 在 revisions: 里再加一条：{date: "
    )
    assert publish(zhang).outcome.stopped
    spoil(content, (Change("2022.md", kept, f'{kept}, {{date: 2023-06-20, change: "李四更正"}}'),))
    assert len(said(zhang, "record.changed")) == 1
    spoil(content, (Change("2022.md", "licenses:                    [25]", "licenses:                    [26]"),))
    assert said(zhang, "record.changed", "record.revision-lost") == []
    assert publish(zhang, "2023-06-22").outcome.unregistered == 0
    assert said(zhang, "register.fork", "record.changed", "record.revision-lost") == []
    listed = (zhang / "site" / "2022.html").read_text("utf-8").split('id="revisions"')[1].split("</ul>\n  ")[0]
    told = re.findall(r"　(..更正)|<del>(.*?)</del>，更正后 <ins>(.*?)</ins>|(2022\.v.)\.html", listed)
    assert ["".join(one) for one in told] == ["张三更正", "78", "2022.v3", "李四更正", "2526", "2022.v1"]


def test_a_correction_of_what_another_person_moved(tmp_path: Path) -> None:
    """It goes along to where the report is now: that needs it, and is settled by the file that has both."""
    zhang, li = tmp_path / "zhang", tmp_path / "li"
    content = write_base(zhang)
    publish(zhang)
    shutil.copytree(zhang, li)
    (content / "office").rename(content / "bureau")
    spoil(content, (Change("bureau/body.yml", "order: 1", "order: 1\nmoved_from: [office]"),))
    publish(zhang, "2023-06-20", "张三")
    entry = 'published: 2023-01-20\nrevisions: [{date: 2023-06-20, change: "更正行政处罚的件数"}]'
    spoil(li / "content", (Change("office/2022.md", "published: 2023-01-20", entry),))
    spoil(li / "content", (Change("office/2022.md", "penalties:                   [/]", "penalties:                   [1]"),))
    publish(li, "2023-06-21", "李四")
    shutil.copytree(li / "content" / "register", content / "register", dirs_exist_ok=True)
    codes = "record.gone", "record.changed", "record.revision-lost", "register.fork"
    assert {one.partition(" ")[0].partition(":")[0] for one in said(zhang, *codes)} == {"bureau/2022.md"}
    assert len(said(zhang, *codes)) == 3
    shutil.copy(li / "content" / "office" / "2022.md", content / "bureau" / "2022.md")
    assert publish(zhang, "2023-06-22").outcome.unregistered == 0
    assert said(zhang, *codes) == []
    assert (zhang / "site" / "bureau" / "2022.v1.html").exists()


def test_one_folder_renamed_to_two_names(tmp_path: Path) -> None:
    """It is told once, with what to write; the next publication moves what is public at the one to the other."""
    zhang, li = tmp_path / "zhang", tmp_path / "li"
    publish_in = write_base(zhang)
    publish(zhang)
    correct_office = 'published: 2023-01-20\nrevisions: [{date: 2023-06-19, change: "更正行政处罚的件数"}]'
    spoil(publish_in, (Change("office/2022.md", "published: 2023-01-20", correct_office),))
    spoil(publish_in, (Change("office/2022.md", "penalties:                   [/]", "penalties:                   [1]"),))
    publish(zhang, "2023-06-19")
    shutil.copytree(zhang, li)
    for at, folder, day, who in ((zhang, "bureau", "2023-06-20", "张三"), (li, "hall", "2023-06-21", "李四")):
        (at / "content" / "office").rename(at / "content" / folder)
        spoil(at / "content", (Change(f"{folder}/body.yml", "order: 1", "order: 1\nmoved_from: [office]"),))
        publish(at, day, who)
    shutil.copytree(li / "content" / "register", publish_in / "register", dirs_exist_ok=True)
    (told,) = said(zhang, "register.fork")
    acts = "“bureau”是第 3 次（2023-06-20T09:00:00+08:00，张三）、“hall”是第 3 次（2023-06-21T09:00:00+08:00，李四）"
    assert told.startswith(f"bureau “office”同时被两个人移到了不同的地方：{acts} = ")
    assert "删去 hall，在留下的里面写 moved_from: [office, hall]（" in told
    spoil(publish_in, (Change("bureau/body.yml", "moved_from: [office]", "moved_from: [office, hall]"),))
    listed = publish(zhang, "2023-06-22").listed
    assert "  移动　  样例镇综合办公室 2022 年报告（原来在 hall）\n" in listed
    before = tree(zhang / "site")
    assert [path for path in before if re.match(r"(office|hall|bureau)/2022[a-z0-9.]*html", path)] == [
        f"{folder}/2022{version}.html" for folder in ("bureau", "hall", "office") for version in ("", ".v1")
    ]
    assert said(zhang, "register.fork", "record.gone", "record.moved", "record.changed") == []
    shutil.rmtree(zhang / ".cache")
    publish(zhang, "2023-06-23")
    assert tree(zhang / "site") == before


def heads(folder: Path) -> tuple[str, ...]:
    """The last acts of the register of a portal."""
    acts = {f"{ACTS}/{name}": data for name, data in tree(folder / "content" / ACTS).items()}
    return read_register(acts, "content")[0].heads
