"""The options of `build` and `join`: what a portal of many machines may ask for."""

from pathlib import Path

import pytest

from disclosure.cli.build_command import ShardOptions
from disclosure.cli.command_parser import CommandParser
from disclosure.cli.join_command import COMMAND as JOIN
from disclosure.cli.join_command import JoinOptions
from disclosure.cli.main import main
from disclosure.model.finding import Finding
from tests.support.portal import tree, write_base


@pytest.mark.parametrize("typed", ["10.0.0.5:8786", "tcp://10.0.0.5:8786", "dask://10.0.0.5", "dask://:8786"])
def test_an_address_that_is_no_scheduler_is_refused(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message shows how one is written."""
    with pytest.raises(SystemExit) as ended:
        main(["build", "--workers", typed])
    assert ended.value.code == 2
    assert f"应为 dask://主机:端口，例如 dask://10.0.0.5:8786，不能是“{typed}”" in capsys.readouterr().err


def test_parts_are_made_and_joined_without_other_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed for both at once is refused, for a part and for the whole."""
    content = write_base(tmp_path)
    for command in (["build", "--shard", "office"], ["join"]):
        assert main([*command, "--content", str(content), "--workers", "dask://10.0.0.5:8786"]) == 2
        assert "--workers 只用于不分片的" in capsys.readouterr().err


def test_a_folder_without_bodies_is_no_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bodies that there are, are named; without parts there is nothing to join."""
    content = write_base(tmp_path)
    folders = ["--content", str(content), "--site", str(tmp_path / "site"), "--cache", str(tmp_path / "cache")]
    folders += ["--shards", str(tmp_path / "shards")]
    assert main(["build", "--shard", "nowhere", *folders]) == 2
    assert "没有机构“nowhere”" in capsys.readouterr().err
    assert main(["join", *folders]) == 2
    assert f"里没有分片：先运行 disclosure build --shard 机构 --content {content}，" in capsys.readouterr().err


def test_no_part_lies_outside_the_content_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A body may be typed with its whole path; no other folder is taken for a part, to be made or to be joined."""
    content = write_base(tmp_path)
    kept = tree(content)
    folders = ["--content", str(content), "--cache", str(tmp_path / "cache"), "--shards", str(tmp_path / "shards")]
    for typed in ("../content", "office/../../content/office", "."):
        for command in (["build", "--shard", typed], ["join", typed]):
            assert main([*command, *folders]) == 2
            assert "写一个机构的文件夹" in (said := capsys.readouterr().err) or "不在内容文件夹" in said
    assert main(["build", "--shard", str(content.absolute() / "office"), *folders]) == 0
    assert "shards/office" in capsys.readouterr().out
    assert tree(content) == kept


def test_paths_of_many_machines_are_shown_as_seen_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A finding of a run by absolute paths is shown by the path that was typed, also where its sentences name a file."""
    monkeypatch.chdir(tmp_path)
    far = Finding("body.title", f"{tmp_path}/content/a.md", f"{tmp_path}/content/b.md", hint=f"打开 {tmp_path}/content/a.md")
    near = Finding("body.title", "content/a.md", "content/b.md", hint="打开 content/a.md")
    assert ShardOptions(workers="dask://h:1").seen_from_here([far]) == (near,)
    assert ShardOptions().seen_from_here([far]) == (far,)


def test_join_takes_bodies(tmp_path: Path) -> None:
    """They may be typed as their folders within the content folder."""
    parser = CommandParser("disclosure join", "")
    JOIN.add_options(parser)
    assert parser.parse_args(["c001", "c002/town"], JoinOptions()).bodies == [Path("c001"), Path("c002/town")]
