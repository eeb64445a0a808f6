"""The command line: exit codes, the faces of findings, and what a person reads."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure import __version__
from disclosure.check.codes import CODES
from disclosure.cli.commands import COMMANDS
from disclosure.cli.main import main
from tests.support.command_line import command
from tests.support.portal import ROOT, Change, spoil, tree, write_base

WRONG = Change(
    "2020.md",
    "      granted:                   [4, 1, 0, 0, 0, 0, 5]",
    "      granted:                   [4, 1, 0, 0, 0, 0, 6]",
)

MESSAGE = (
    "“三、本年度办理结果—（一）予以公开”的“总计”现为 6，应为 5：有 2 条勾稽关系因它不成立，如“各项之和等于总计”（4 + 1 ≠ 6）"
)
HINT = "把 6 改为 5，2 条勾稽关系就都成立"


def test_done(tmp_path: Path) -> None:
    """A sound portal builds with exit code 0 and says what it wrote; the second time nothing changes."""
    write_base(tmp_path)
    run = command(tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    written = re.fullmatch(r"没有问题；共 (\d+) 个网页，写入 \d+ 个文件，删除 0 个；网站在 site\n", run.stdout)
    assert written
    unchanged = f"没有问题；共 {written[1]} 个网页，与已发布的相同，未改动文件；网站在 site\n"
    assert command(tmp_path, "build").stdout == unchanged


def test_from_any_folder_of_the_portal(tmp_path: Path) -> None:
    """A command finds the portal upwards, shows paths as they are from there, and writes where it always does."""
    content = write_base(tmp_path)
    assert command(tmp_path).returncode == 0
    site = tree(tmp_path / "site")
    assert command(content / "office", "build").stdout.endswith("，与已发布的相同，未改动文件；网站在 ../../site\n")
    spoil(content, (WRONG,))
    assert command(content / "pages", "check").stdout.startswith("../../content/2020.md:23:53: 错误: ")
    assert command(tmp_path, "check").stdout.startswith("content/2020.md:23:53: 错误: ")
    assert (tree(tmp_path / "site"), sorted(path.name for path in tmp_path.iterdir())) == (site, [".cache", "content", "site"])


def test_another_content_folder(tmp_path: Path) -> None:
    """A content folder named on the command line is read in place of the one here, and further commands are told to as well."""
    write_base(tmp_path / "other")
    write_base(tmp_path)
    run = command(tmp_path, "new", "2023", "--content", "other/content")
    assert "disclosure" not in run.stdout and "check --content other/content 核对" in run.stdout
    assert (tmp_path / "other" / "content" / "2023.md").exists()
    assert command(tmp_path / "content", "--content", "../other/content").returncode == 0
    assert (tmp_path / "content" / "site").exists()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says the version of the program."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"disclosure {__version__}\n"


def test_a_wrong_total_stops_publication(tmp_path: Path) -> None:
    """A wrong total exits 1, and is shown with its place, its line, a caret under the cell and what to type."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "build")
    assert run.returncode == 1
    assert run.stdout == (
        f"content/2020.md:23:53: 错误: {MESSAGE} [total.unequal]\n"
        "   23 |       granted:                   [4, 1, 0, 0, 0, 0, 6]                # （一）予以公开\n"
        "      |                                                     ^\n"
        f"      = {HINT}\n\n"
        "1 个错误；网站没有改动\n"
    )
    assert not (tmp_path / "site").exists()


def test_json_face(tmp_path: Path) -> None:
    """`--findings json` prints one list and nothing else, with the keys of the contract."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "check", "--findings", "json")
    assert json.loads(run.stdout) == [
        {
            "code": "total.unequal",
            "level": "error",
            "message": MESSAGE,
            "hint": HINT,
            "path": "content/2020.md",
            "line": 23,
            "column": 53,
        }
    ]


def test_json_face_of_nothing(tmp_path: Path) -> None:
    """Where nothing is wrong, `--findings json` prints an empty list."""
    write_base(tmp_path)
    assert command(tmp_path, "check", "--findings", "json").stdout == "[]\n"


def test_a_day_is_looked_at_only_when_asked_for(tmp_path: Path) -> None:
    """`check --today DATE` finds what is dated after that day; `--today` alone is this machine's."""
    write_base(tmp_path)
    early = command(tmp_path, "check", "--today", "2023-01-19", "--findings", "json")
    assert {(one["code"], one["line"]) for one in json.loads(early.stdout)} == {("date.future", 4)}
    assert [command(tmp_path, "check", *more).returncode for more in ((), ("--today",), ("--today=2022-13-01",))] == [0, 0, 2]


def test_github_face(tmp_path: Path) -> None:
    """`--findings github` prints a workflow command for each finding, with its place, its code and what to do."""
    content = write_base(tmp_path)
    spoil(content, (WRONG,))
    run = command(tmp_path, "check", "--findings", "github")
    assert run.stdout == (f"::error file=content/2020.md,line=23,col=53,title=total.unequal::{MESSAGE}（{HINT}）\n1 个错误\n")


def test_every_finding_says_what_to_do(tmp_path: Path) -> None:
    """A finding is shown with what to type instead."""
    content = write_base(tmp_path)
    spoil(content, (Change("2020.md", "year: 2020\n", "year: 2020\ndraft: yes\n"),))
    (finding,) = json.loads(command(tmp_path, "check", "--findings", "json").stdout)
    assert (finding["code"], finding["hint"]) == ("field.type", "写成 draft: true")


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


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_help_of_a_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has a module that says what its options are."""
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"用法：disclosure {name} ")


@pytest.mark.parametrize(
    "arguments", [["fill", "content/2020.md"], ["schema", "--into", "schemas"], ["explain"]], ids=lambda a: a[0]
)
def test_no_cache_where_none_is_needed(tmp_path: Path, arguments: list[str]) -> None:
    """Commands that read neither the portal nor its reports leave no cache behind."""
    write_base(tmp_path)
    assert command(tmp_path, *arguments).returncode == 0
    assert not (tmp_path / ".cache").exists()


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_explain(tmp_path: Path, code: object) -> None:
    """Every code explains itself: level, title, why, how to mend."""
    from disclosure.check.codes import Code

    assert isinstance(code, Code)
    assert all((code.title, code.why, code.fix))
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
    run = command(tmp_path, "build")
    assert (run.returncode, "；另有 1 份草稿没有公开；网站在 site\n" in run.stdout) == (0, True)
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


@pytest.mark.parametrize(("arguments", "code"), [(["check"], 1), (["chekc"], 2), (["build", "--jobs", "x"], 2), (["explain"], 0)])
def test_make_hides_no_exit_code(tmp_path: Path, arguments: list[str], code: int) -> None:
    """Called by make, which ends with 2 whatever failed, a failing command says its exit code in its last line."""
    spoil(write_base(tmp_path), (WRONG,))
    run = command(tmp_path, *arguments, DISCLOSURE_CALLED_BY="make")
    assert run.returncode == code
    assert run.stderr.endswith(f"退出码 {code}（make 把它都写成 2）\n") is (code != 0)


def test_make_lists_its_chores_in_chinese() -> None:
    """Every chore of the Makefile has a line in Chinese."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    chores = dict(re.findall(r"^## (\S+) +(.*)$", "\n".join(lines), re.MULTILINE))
    assert [name.split()[1] for name in lines if name.startswith(".PHONY: ")] == list(chores)
    assert [about for about in chores.values() if not re.search("[\u4e00-\u9fff]", about)] == []


@pytest.mark.parametrize("arguments", [["check"], ["build", "--strict"], ["fill", "content/2022.md"]])
def test_what_a_killed_build_moved_is_moved_back(tmp_path: Path, arguments: list[str]) -> None:
    """Whichever command knows the site comes next, it undoes what a build left that was killed while it moved files."""
    write_base(tmp_path)
    run = tmp_path / "site" / ".staging" / "run"
    run.mkdir(parents=True)
    (tmp_path / "site" / "half.html").write_text("half", encoding="utf-8")
    (run / "journal").write_text('{"new": ["half.html"], "folders": [], "aside": []}', encoding="utf-8")
    command(tmp_path, *arguments)
    assert (tmp_path / "site" / "half.html").exists() == (arguments[0] == "fill")


@pytest.mark.parametrize(
    ("module", "code"),
    [("disclosure.cli.main", -signal.SIGINT), ("disclosure.cli.commands", -signal.SIGINT), ("disclosure.cli.run_command", 3)],
)
def test_ctrl_c_before_anything_is_done(tmp_path: Path, module: str, code: int) -> None:
    """While the program is still being loaded, Ctrl-C ends it without a word."""
    hurried = f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Hurried:
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Hurried)
from disclosure.__main__ import start
start()
"""
    ended = subprocess.run(
        [sys.executable, "-c", hurried, "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, b"", b"")
