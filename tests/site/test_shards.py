"""A portal built in shards: the joined site is the one that is built whole, and what is not right is never joined."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure.build import body, build
from disclosure.build.context import Project, Runtime
from disclosure.build.shards import build_shard, finished_shards
from disclosure.model.planned_file import PlannedFile, PlannedSegment
from disclosure.model.portal import BodyReports
from disclosure.model.theme import Theme
from disclosure.outputs import plan_body
from disclosure.outputs.page_head import BodyContext
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.portal import project_in, run_build, tree, write_base


def portal(folder: Path) -> Path:
    """A portal with bodies in and beside a county; one of its reports is a draft. Its content folder."""
    content = write_base(folder)
    office = (content / "office" / "2022.md").read_text(encoding="utf-8")
    for place, name in (("c017", "样例镇统计站"), ("c017/town", "样例镇农技站")):
        (content / place).mkdir()
        (content / place / "body.yml").write_text(f"name: {name}\nkind: other\n", encoding="utf-8")
        text = office.replace("样例镇综合办公室", name)
        (content / place / "2022.md").write_text(text, encoding="utf-8")
    (content / "c017" / "town" / "2022.md").write_text(
        text.replace("year: 2022\n", "year: 2022\ndraft: true\n"), encoding="utf-8"
    )
    return content


def shard(folder: Path, name: str) -> tuple[int, int]:
    """Make a shard; of how many bodies and reports it is."""
    project = project_in(folder, shards=(folder / "shards").as_posix(), shard=name)
    outcome, bodies = build_shard(project, Runtime(NoCache(), SerialExecutor()))
    assert not outcome.stopped
    return bodies, outcome.pages


def joining(folder: Path, *names: str) -> Project:
    """The project of a run that joins shards."""
    return project_in(folder, shards=(folder / "shards").as_posix(), joined=names)


def test_a_joined_site_is_the_one_built_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What shards made is not made again, whole or damaged or missing artifacts give the same bytes, drafts and nested bodies too."""
    portal(tmp_path)
    run_build(tmp_path, site=tmp_path / "whole")
    assert (shard(tmp_path, "office"), shard(tmp_path, "c017")) == ((1, 1), (2, 1))
    assert finished_shards(tmp_path / "shards") == ("c017", "office")
    made: list[str] = []

    def plan(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile | PlannedSegment]:
        made.append(body_reports.body.folder)
        return plan_body(body_reports, context, theme)

    monkeypatch.setattr(body, "plan_body", plan)
    run = Runtime(NoCache(), SerialExecutor())
    assert build(joining(tmp_path, "office", "c017"), run).published is not None
    assert set(made) == {""}
    assert tree(tmp_path / "site") == tree(tmp_path / "whole")
    for number, artifact in enumerate(
        path for path in sorted((tmp_path / "shards").rglob("*")) if path.name not in ("shard", "c017", "office")
    ):
        artifact.write_bytes(artifact.read_bytes()[: -1 - number])
    assert build(joining(tmp_path, "office", "c017"), run).published is not None
    assert tree(tmp_path / "site") == tree(tmp_path / "whole")


def test_a_shard_that_is_lost_or_old_is_named(tmp_path: Path) -> None:
    """A join says which shard is to be made again, and leaves the site as it was; other shards stay as they are."""
    content = portal(tmp_path)
    for name in ("office", "c017"):
        shard(tmp_path, name)
    report = content / "c017" / "2022.md"
    report.write_text(report.read_text(encoding="utf-8").replace("。", "。。", 1), encoding="utf-8")
    with pytest.raises(
        OSError,
        match=r"^\[Errno 0\] 分片 c017、c018 没有做好，.*再运行一次 disclosure build --shard c017、disclosure build --shard c018$",
    ):
        build(joining(tmp_path, "c017", "c018", "office"), Runtime(NoCache(), SerialExecutor()))
    assert not (tmp_path / "site").exists()
    before = tree(tmp_path / "shards" / "office")
    shard(tmp_path, "c017")
    assert tree(tmp_path / "shards" / "office") == before
    assert build(joining(tmp_path, "c017", "office"), Runtime(NoCache(), SerialExecutor())).published is not None


def test_a_shard_reads_no_report_of_others(tmp_path: Path) -> None:
    """What is wrong elsewhere does not stop a shard, nor is it told."""
    content = portal(tmp_path)
    (content / "office" / "2022.md").write_text("---\nyear: [\n", encoding="utf-8")
    assert shard(tmp_path, "c017") == (2, 1)


def test_files_of_others_stay_beside_artifacts(tmp_path: Path) -> None:
    """Only artifacts that are no longer used are removed."""
    portal(tmp_path)
    place = tmp_path / "shards" / "office"
    place.mkdir(parents=True)
    notes, old = place / "2022.md", place / ("0f" * 16)
    notes.write_text("mine", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    shard(tmp_path, "office")
    assert (notes.exists(), old.exists()) == (True, False)
