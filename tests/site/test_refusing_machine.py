"""A machine that refuses one call of a command, whichever: exit code 0 or 3, every file whole, the old one or the new one."""

import errno
import shutil
import sys
from pathlib import Path

import pytest

from disclosure.cli.main import main
from tests.support.effort import tried
from tests.support.faults import failing_call
from tests.support.portal import tree, write_small

COMMANDS = {
    "build": ["build", "--jobs", "1"],
    "import": ["import", "source.txt", "--into", "content", "--year", "2022", "--force"],
    "fill": ["fill", "content/2022.md"],
    "new": ["new", "2024"],
    "schema": ["schema", "--into", "schemas"],
}


def prepared(folder: Path, name: str) -> Path:
    """A portal that was built and then changed, such that each command has something to write."""
    content = write_small(folder)
    assert main(["build", "--jobs", "1"]) == 0
    (folder / "source.txt").write_text(
        "样例镇2022年政府信息公开工作年度报告\n\n一、总体情况\n本年公开信息48条。\n", encoding="utf-8"
    )
    text = (content / "pages" / "guide.md").read_text(encoding="utf-8")
    (content / "pages" / "guide.md").write_text(f"{text}\n又一段。\n", encoding="utf-8")
    return content


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_one_call_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Each file afterwards is as it was before or as an undisturbed run leaves it."""
    start = tmp_path / "start"
    start.mkdir()
    monkeypatch.setattr(sys, "argv", ["disclosure"])
    monkeypatch.chdir(start)
    prepared(start, name)
    before = public(start)
    done = tmp_path / "done"
    shutil.copytree(start, done)
    monkeypatch.chdir(done)
    with failing_call(0, errno.EIO) as made:
        main(COMMANDS[name])
    after, calls = public(done), len(made)
    for number in range(1, calls + 1, max(1, calls // tried(8, calls))):
        folder = tmp_path / str(number)
        shutil.copytree(start, folder)
        monkeypatch.chdir(folder)
        with failing_call(number, errno.EIO):
            code = main(COMMANDS[name])
        found = public(folder)
        assert all(found[path] in (before.get(path), after.get(path)) for path in found), number
        assert set(before) <= set(found) | (set(before) - set(after)), number
        sites = [{path: body for path, body in one.items() if path.startswith("site/")} for one in (before, after, found)]
        assert sites[2] in sites[:2], number
        assert code in (0, 1, 3), number
        assert "程序出错" not in capsys.readouterr().err, number
        shutil.rmtree(folder)


def public(folder: Path) -> dict[str, bytes]:
    """The files of a portal but the cache and what is hidden."""
    return {path: body for path, body in tree(folder).items() if not any(step.startswith(".") for step in path.split("/"))}
