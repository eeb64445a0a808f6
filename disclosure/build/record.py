"""The register of a portal, read: which acts there are, and whether everything they speak of is still there."""

from msgspec import msgpack

from ..model.digest import fingerprint
from ..model.finding import Parsed
from ..publishing.register import ACTS, EMPTY, VERSIONS, Register, check_versions, read_register
from ..system.files import read_bytes
from ..system.snapshot import Folder
from .context import Project, Runtime, read_cached


def load_register(project: Project, runtime: Runtime, folder: Folder) -> Parsed[Register]:
    """Return what the register of a content folder says, and what is damaged; an empty one where there is none."""
    acts = [file for file in folder.files if file.name.startswith(f"{ACTS}/")]
    if not acts:
        return Parsed(EMPTY)
    base = project.content.as_posix()
    key = fingerprint(project.code, "register", base, [(act.name, act.digest) for act in acts])
    parsed: Parsed[Register] | None = read_cached(runtime, key, Parsed[Register])
    if parsed is None:
        parsed = Parsed(*read_register({act.name: read_bytes(act.path) for act in acts}, base))
        runtime.cache.put_many({key: msgpack.encode(parsed)})
    register = parsed.value or EMPTY
    versions = {file.name: file.digest for file in folder.files if file.name.startswith(f"{VERSIONS}/")}
    return Parsed(register, (*parsed.findings, *check_versions(register, versions, base)))
