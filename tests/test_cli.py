"""The command line: exit codes, the faces of findings, and what a person reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.check.codes import CODES

from .base import ROOT, Change, spoil, write_base
from .test_build import command

WRONG = Change(
    "2020.md",
    "      granted:                   [4, 1, 0, 0, 0, 0, 5]",
    "      granted:                   [4, 1, 0, 0, 0, 0, 6]",
)


def test_done(tmp_path: Path) -> None:
    """A sound portal builds with exit code 0 and says what it wrote; the second time nothing changes."""
    write_base(tmp_path)
    run = command(tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("没有问题；共 17 个网页，写入 ")
    assert command(tmp_path, "build").stdout == "没有问题；共 17 个网页，与已发布的相同，未改动文件\n"


def test_a_wrong_total_stops_publication(tmp_path: Path) -> None:
    """A wrong total exits 1, and is shown with its place, its line, a caret under the cell and what to type."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "build")
    assert run.returncode == 1
    assert run.stdout == (
        "content/2020.md:23:53: error: “三、本年度办理结果—（一）予以公开”的“总计”现为 6，应为 5："
        "有 2 条勾稽关系因它不成立 [total.unequal]\n"
        "   23 |       granted:                   [4, 1, 0, 0, 0, 0, 6]                # （一）予以公开\n"
        "      |                                                     ^\n"
        "      = 改为 5，则各项之和等于（七）总计；各项之和等于总计\n\n"
        "1 个错误\n"
    )
    assert not (tmp_path / "site").exists()


def test_json_face(tmp_path: Path) -> None:
    """`--findings json` prints one list and nothing else, with the keys of the contract."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "check", "--findings", "json")
    (finding,) = json.loads(run.stdout)
    assert {key: finding[key] for key in ("code", "level", "path", "line", "column")} == {
        "code": "total.unequal",
        "level": "error",
        "path": "content/2020.md",
        "line": 23,
        "column": 53,
    }
    assert set(finding) == {"code", "level", "message", "hint", "path", "line", "column"}


def test_github_face(tmp_path: Path) -> None:
    """`--findings github` prints workflow commands."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "check", "--findings", "github")
    assert run.stdout.startswith("::error file=content/2020.md,line=23,col=53,title=total.unequal::")


def test_strict(tmp_path: Path) -> None:
    """A warning publishes, but not with --strict."""
    content = write_base(tmp_path)
    spoil(content, (Change("2020.md", "published: 2021-01-20", "published: 2021-02-20"),))
    assert command(tmp_path, "build", "--strict").returncode == 1
    assert not (tmp_path / "site").exists()
    assert command(tmp_path, "build").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["build", "--jobs", "x"],
        ["build", "--content", "nowhere"],
        ["explain", "no.such"],
        ["--templates", "nowhere"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_wrong_command_line(tmp_path: Path, arguments: list[str]) -> None:
    """A wrong command line exits 2 and says why."""
    write_base(tmp_path)
    run = command(tmp_path, *arguments)
    assert run.returncode == 2
    assert run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_explain(tmp_path: Path, code: object) -> None:
    """Every code explains itself: level, title, why, how to mend."""
    from disclosure.check.codes import Code

    assert isinstance(code, Code)
    assert all((code.title, code.why, code.mend))
    if code.code == "balance.unequal":
        run = command(tmp_path, "explain", code.code)
        assert run.returncode == 0
        assert run.stdout.startswith("balance.unequal（错误）勾稽关系不成立\n\n为什么：")


def test_explain_lists_all(tmp_path: Path) -> None:
    """`explain` alone lists every code."""
    listed = [line.split()[0] for line in command(tmp_path, "explain").stdout.splitlines()]
    assert listed == [code.code for code in CODES]


def test_drafts(tmp_path: Path) -> None:
    """A draft is checked by `check` and never published by `build`."""
    content = write_base(tmp_path)
    spoil(content, (WRONG, Change("2020.md", "year: 2020\n", "year: 2020\ndraft: true\n")))
    assert command(tmp_path, "build").returncode == 0
    assert not (tmp_path / "site" / "2020.html").exists()
    assert command(tmp_path, "check").returncode == 1


@pytest.mark.parametrize("ready", [True, False])
def test_any_python_will_do(tmp_path: Path, ready: bool) -> None:
    """A Python without the libraries hands the command to the environment that make has set up; without one it says so."""
    (tmp_path / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    (tmp_path / "disclosure").symlink_to(ROOT / "disclosure")
    if ready:
        (tmp_path / ".venv").symlink_to(sys.prefix)
    bare = [sys.executable, "-S", str(tmp_path / "build.py"), "explain", "total.unequal"]
    run = subprocess.run(bare, capture_output=True, check=False, encoding="utf-8")
    expected = (0, "") if ready else (3, "build.py: 运行环境还没有准备好，先运行一次 make check\n")
    assert (run.returncode, run.stderr) == expected
    assert run.stdout.startswith("total.unequal") is ready
