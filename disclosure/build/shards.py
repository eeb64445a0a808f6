"""A portal built in shards, by any scheduler of jobs: a run makes the files of one body and of all below it, another joins them.

A shard is a body's folder with all that lies below it. What its bodies' jobs make is kept in artifacts, one a job, named by
the job's key; `join` is a build whose jobs take the artifact with their key and make what none has. So the joined site is the
one that a build makes without shards, and an artifact of other content, templates or program is never taken.
"""

import re
from functools import partial
from pathlib import Path

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from ..check.codes import stops
from ..model.digest import digest_of, fingerprint
from ..model.finding import by_place
from ..model.report import folders_to
from ..system.atomic import MemoryWriter, NullWriter
from ..system.files import read_if_there, rewrite
from ..system.remote_workers import tools
from ..system.snapshot import snapshot_folder
from .body import BodyJob, BodyResult, Make, build_bodies, build_body, job_key
from .context import BuildContext, Outcome, Project, Runtime
from .load import Content, load_content

_STATE = "shard"
"""The file of a finished shard: it says what the artifacts beside it are made of."""
_KEY = re.compile("[0-9a-f]{32}")
"""The name of an artifact; other files are not the program's, and none of them is removed."""


class Artifact(Struct, frozen=True):
    """What came of a job, with the bytes of its files and of what it stored for files of all reports."""

    result: BodyResult
    files: dict[str, bytes]
    stored: dict[str, bytes]


def build_shard(project: Project, runtime: Runtime) -> tuple[Outcome, int]:
    """Make the artifacts of the project's shard; return how that ended, and of how many bodies they are. No site is touched."""
    loaded = load_content(project, runtime, snapshot_folder(project.content))
    content = loaded.value
    if content is None:
        return Outcome(loaded.findings, stopped=True), 0
    context = content.context(project, NullWriter())
    folder = Path(project.shards) / project.shard
    folder.mkdir(parents=True, exist_ok=True)
    make = partial(_make_artifact, folder.as_posix())
    bodies = build_bodies(content, context, runtime, lambda built: True, make, project.shard)
    used = {job_key(context, job) for job in bodies.jobs} | {job_key(context, job) for job in bodies.expected}
    for old in [path for path in folder.iterdir() if _KEY.fullmatch(path.name) and path.name not in used]:
        old.unlink()
    rewrite(folder / _STATE, _state(content, context, project.shard).encode())
    own = f"{project.content.as_posix()}/{project.shard}/"
    faults = (result.built.fault for result in bodies.results if result.built.fault)
    findings = by_place((*(one for one in loaded.findings if one.path.startswith(own)), *bodies.findings, *faults))
    reports = sum(len(result.entries) for result in bodies.results)
    return Outcome(findings, reports, stopped=stops(findings, project.strict)), len(bodies.jobs)


def finished_shards(folder: Path) -> tuple[str, ...]:
    """Return the shards that were finished, each as the folder of its body."""
    return tuple(sorted(place.parent.relative_to(folder).as_posix() for place in folder.rglob(_STATE) if place.is_file()))


def make_from_artifacts(project: Project, content: Content, context: BuildContext) -> Make:
    """Return what makes the files of a body in a run that joins shards: from its artifact where it is in one of them.

    Raises OSError where a shard was never finished, or is not of what the content and the program are now.
    """
    known = () if project.held else project.joined  # what is held is made here
    stale = [one for one in known if _state_there(project, one) != _state(content, context, one)]
    if stale:
        again = "、".join(f"disclosure build --shard {one}" for one in stale)
        why = "没有做好，或者做好以后内容、模板、程序改了（--content 也要写得一样）"
        raise OSError(0, f"分片 {'、'.join(stale)} {why}，网站没有改动：再运行一次 {again}")
    return partial(_take_artifact, project.shards)


def _state(content: Content, context: BuildContext, shard: str) -> str:
    """What stands for all that the artifacts of a shard are made of."""
    own = [one for one in content.bodies_with_reports if shard in folders_to(one.body.folder)]
    return fingerprint(context.key, tools(), *own)


def _state_there(project: Project, shard: str) -> str:
    return (read_if_there(Path(project.shards) / shard / _STATE) or b"").decode(errors="replace")


def _make_artifact(folder: str, context: BuildContext, job: BodyJob) -> BodyResult:
    """What comes of a job; its artifact is written, unless it is there."""
    place = Path(folder) / job_key(context, job)
    if artifact := _read_artifact(place):
        return artifact.result
    writer = MemoryWriter()
    result = build_body(replace(context, writer=writer), job)
    data = msgpack.encode(Artifact(result, writer.files, writer.stored))
    rewrite(place, digest_of(data).encode() + data)
    return result


def _take_artifact(folder: str, context: BuildContext, job: BodyJob) -> BodyResult:
    """What comes of a job: from an artifact of the shards that it lies in, else made."""
    key = job_key(context, job)
    places = (Path(folder) / shard / key for shard in folders_to(job.sources.body.folder)[1:])
    artifact = next(filter(None, map(_read_artifact, places)), None)
    if artifact is None:
        return build_body(context, job)
    for path, data in artifact.files.items():
        context.writer.write(path, data)
    for name, data in artifact.stored.items():
        context.writer.store(name, data)
    return artifact.result


def _read_artifact(place: Path) -> Artifact | None:
    """An artifact that is whole; None where there is none."""
    data = read_if_there(place) or b""
    if data[:64] != digest_of(data[64:]).encode():
        return None
    try:
        return msgpack.decode(data[64:], type=Artifact)
    except MsgspecError:
        return None
