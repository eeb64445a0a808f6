"""What `check` says can be narrowed to some bodies, to a level, or to what is new."""

from pathlib import Path

import pytest

from disclosure.cli.commands import DONE, MISUSED, STOPPED
from disclosure.cli.main import main
from tests.support.portal import Change, spoil, write_base

RIGHT, WRONG = ("granted:                   [4, 1, 0, 0, 0, 0, " + total for total in ("5]", "6]"))


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal with an error in a report of the root and a warning in one of the office, and this process in it."""
    content = write_base(tmp_path)
    text = (content / "office" / "2022.md").read_text(encoding="utf-8")
    day = next(line for line in text.split("\n") if line.startswith("published: "))
    spoil(content, (Change("2020.md", RIGHT, WRONG), Change("office/2022.md", day, "published: 2023-03-18")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(output: str) -> list[str]:
    """The codes of the findings that were printed."""
    return [line.rpartition("[")[2][:-1] for line in output.splitlines() if line.startswith("content/")]


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        ([], STOPPED, ["total.unequal", "published.late"]),
        (["office"], DONE, ["published.late"]),
        (["content/office"], DONE, ["published.late"]),
        (["."], STOPPED, ["total.unequal"]),
        (["office", "--strict"], STOPPED, ["published.late"]),
        (["--level", "error"], STOPPED, ["total.unequal"]),
        (["--level", "警告"], STOPPED, ["total.unequal", "published.late"]),
        (["office", "--level", "错误"], DONE, []),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else None,
)
def test_bodies_and_levels(
    portal: Path, arguments: list[str], code: int, found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what was asked for is shown, and the exit code is that of what is shown."""
    assert (main(["check", *arguments]), codes(capsys.readouterr().out)) == (code, found)


def test_a_body_that_is_not_there(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped body is answered with the one that was meant."""
    assert main(["check", "offise"]) == MISUSED
    assert capsys.readouterr().err.startswith("disclosure: 没有机构“offise”；是不是“office”？")
    assert main(["check", "office/../../content"]) == MISUSED


def test_a_body_by_its_whole_path(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the same body as by its folder."""
    for typed in ("office", "content/office", str(portal.absolute() / "content" / "office")):
        assert (main(["check", typed]), codes(capsys.readouterr().out)) == (DONE, ["published.late"])


def test_what_is_new(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A baseline lists what there is, sorted, without lines; from then on only what is new is said, also when lines move."""
    known = portal / ".known.json"
    assert main(["check", "--baseline", ".known.json"]) == DONE
    assert capsys.readouterr().out == "已把现有的 2 条列进 .known.json；以后用它，只说新出现的\n"
    lines = known.read_text(encoding="utf-8").splitlines()
    assert [line.split('","')[:2] for line in lines] == [['["2020.md', "total.unequal"], ['["office/2022.md', "published.late"]]
    report = portal / "content" / "2020.md"
    report.write_text(report.read_text(encoding="utf-8").replace("year: 2020", "# 注释\nyear: 2020"), encoding="utf-8")
    assert (main(["check", "--baseline", ".known.json"]), codes(capsys.readouterr().out)) == (DONE, [])
    known.write_text(lines[0] + "\n", encoding="utf-8")
    assert (main(["check", "--baseline", ".known.json"]), codes(capsys.readouterr().out)) == (DONE, ["published.late"])
    known.write_text("坏的\n", encoding="utf-8")
    assert main(["check", "--baseline", ".known.json"]) == MISUSED
    assert capsys.readouterr().err.startswith("disclosure: .known.json:1 读不懂")


def test_equal_findings_are_said_once(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is the same in many files is shown once, with how many more there are; documents for programs have all."""
    content = portal / "content"
    for number in range(5):
        (content / f"b{number}").mkdir()
        (content / f"b{number}" / "body.yml").write_text("name: 某某局\nkind: department\n", encoding="utf-8")
    main(["check", "--level", "warning"])
    said = [line for line in capsys.readouterr().out.splitlines() if "还是新建时的名称" in line]
    assert (
        len(said) == 1
        and "；另有 4 个文件也是这样：content/b1/body.yml、content/b2/body.yml、content/b3/body.yml 等 [" in said[0]
    )
    main(["check", "--findings", "json"])
    assert capsys.readouterr().out.count('"settings.example"') == 5
