"""From the command line onto a server: publish to a folder, take it back, and what the register says of it."""

import json
from pathlib import Path

from tests.support.command_line import command
from tests.support.portal import Change as Edit
from tests.support.portal import spoil, tree, write_base


def run(folder: Path, *arguments: str) -> str:
    """Run a command that succeeds, and return what it says."""
    found = command(folder, *arguments)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def acts(folder: Path) -> list[list[tuple[str, str]]]:
    """What each act did to which source."""
    files = sorted((folder / "content" / "register" / "acts").iterdir())
    return [[(change["act"], change["path"]) for change in json.loads(file.read_text())["changes"]] for file in files]


def test_published_and_taken_back(tmp_path: Path) -> None:
    """What is served is the site; a release goes back and forth, and the register knows what is public."""
    content, target = write_base(tmp_path), tmp_path / "www"
    first = run(tmp_path, "publish", "--yes", f"dir:{target}")
    assert f"已放到 dir:{target}：" in first
    assert tree(target / "current") == tree(tmp_path / "site")
    before = tree(tmp_path / "site")
    spoil(content, (Edit("pages/guide.md", None, "---\ntitle: 新的指南\n---\n\n改过了。[表格](form.txt)\n"),))
    (content / "pages" / "more.md").write_text("---\ntitle: 又一页\n---\n\n文字。\n", encoding="utf-8")
    second = run(tmp_path, "publish", "--yes", f"dir:{target}")
    assert "个与以前相同；退回：" in second and "rollback" in second
    assert tree(target / "current") == tree(tmp_path / "site") != before
    back = run(tmp_path, "rollback", f"dir:{target}", "--reason", "指南有误")
    assert tree(target / "current") == before | {
        path: data for path, data in tree(target / "current").items() if path.startswith("assets/")
    }
    assert "：2 项退回；content 没有改动" in back
    assert acts(tmp_path)[2] == [("rolled_back", "pages/guide.md"), ("withdrawn", "pages/more.md")]
    assert "尚未发布 2 项" in run(tmp_path, "build")
    again = run(tmp_path, "publish", "--yes", f"dir:{target}")
    assert "已放到" in again
    assert tree(target / "current") == tree(tmp_path / "site")
    assert acts(tmp_path)[3] == [("edited", "pages/guide.md"), ("published", "pages/more.md")]


def test_released_again_nothing_changes(tmp_path: Path) -> None:
    """A second release of the same says so."""
    write_base(tmp_path)
    run(tmp_path, "publish", "--yes", "dir:www")
    assert "dir:www 已经是现在的网站（" in run(tmp_path, "publish", "--yes", "dir:www")


def test_targets_that_are_none(tmp_path: Path) -> None:
    """Before anything is done it is said what may be typed."""
    write_base(tmp_path)
    for arguments in (("publish", "--yes", "/srv/www"), ("rollback", "ftp:/x"), ("publish", "--yes", "dir:")):
        found = command(tmp_path, *arguments)
        assert (found.returncode, "不认识目标“" in found.stderr, "dir:/srv/www/zfxxgk" in found.stderr) == (2, True, True)
    assert "是不是 dir:/srv/www？" in command(tmp_path, "publish", "/srv/www").stderr
    assert not (tmp_path / "site").exists()


def test_too_far_back(tmp_path: Path) -> None:
    """Nothing to go back to: how far one can go is said, nothing changes."""
    write_base(tmp_path)
    empty = command(tmp_path, "rollback", "dir:www")
    assert (empty.returncode, "还没有发布过" in empty.stderr) == (2, True)
    run(tmp_path, "publish", "--yes", "dir:www")
    oldest = command(tmp_path, "rollback", "dir:www")
    assert (oldest.returncode, "最早的一次发布" in oldest.stderr) == (2, True)
    plain = command(tmp_path, "rollback", "folder:www")
    assert (plain.returncode, "不能退回" in plain.stderr) == (2, True)


def test_a_target_that_refuses(tmp_path: Path) -> None:
    """The site and the register are made; what was not released, why, and what to type then."""
    write_base(tmp_path)
    (tmp_path / "www").write_text("a file in the way")
    found = command(tmp_path, "publish", "--yes", "dir:www", "folder:html")
    assert (found.returncode, len(acts(tmp_path))) == (3, 1)
    assert "没有放到 dir:www，那里还是以前的：" in found.stderr and "publish dir:www" in found.stderr
    assert tree(tmp_path / "html") == tree(tmp_path / "site")


def test_a_target_that_the_portal_names(tmp_path: Path) -> None:
    """Its name is enough to publish and to go back, with what its entry says of it; a wrong entry is a finding at its place."""
    content = write_base(tmp_path)
    settings = content / "portal.yml"
    usual = settings.read_text(encoding="utf-8")
    settings.write_text(
        f"{usual}\ntargets:\n  - {{name: 官网, to: 'dir:{tmp_path}/www', keep: 1, compress: true}}\n", encoding="utf-8"
    )
    assert f"已放到 dir:{tmp_path}/www" in run(tmp_path, "publish", "--yes", "官网")
    assert (tmp_path / "www" / "current" / "index.html.gz").is_file()
    spoil(content, (Edit("pages/guide.md", None, "---\ntitle: 新的指南\n---\n\n文字。[表格](form.txt)\n"),))
    assert "rollback '官网'" in run(tmp_path, "publish", "--yes", "官网")
    assert len((tmp_path / "www" / "releases" / "order").read_text().split()) == 1
    other = command(tmp_path, "publish", "管网")
    assert (other.returncode, "不认识目标“管网”，可以是 官网、dir:" in other.stderr) == (2, True)
    settings.write_text(f"{usual}\ntargets:\n  - {{name: 官网, to: /srv/www}}\n", encoding="utf-8")
    wrong = command(tmp_path, "check")
    assert (wrong.returncode, "写成 to: ssh:user@host:/srv/www/zfxxgk" in wrong.stdout) == (1, True), wrong.stdout
