"""Two people publish from clones of one repository, and git brings their registers together."""

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
    told = publish(zhang, "2023-06-21")
    assert "样例镇人民政府 2022 年报告（两个人发布得不同，以现在的这一份为准）" in told.listed
    assert (told.outcome.unregistered, len(heads(zhang))) == (0, 1)
    assert said(zhang, "register.fork", "record.revision-lost", "record.changed") == []


def heads(folder: Path) -> tuple[str, ...]:
    """The last acts of the register of a portal."""
    acts = {f"{ACTS}/{name}": data for name, data in tree(folder / "content" / ACTS).items()}
    return read_register(acts, "content")[0].heads
