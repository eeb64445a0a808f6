"""The register of a portal, read: what it says, whether all it speaks of is still there, and the versions of each report."""

from msgspec import Struct, msgpack

from ..model.digest import fingerprint
from ..model.finding import Parsed
from ..model.report import Source
from ..publishing.register import ACTS, EMPTY, VERSIONS, Register, check_versions, read_register, version_path
from ..system.files import read_bytes
from ..system.snapshot import Folder
from .context import Project, Runtime, read_cached


class Record(Struct, frozen=True):
    """The register, and where the published versions of `base`, the content folder, are that are whole: their digests."""

    register: Register
    base: str
    whole: frozenset[str] = frozenset()

    def versions(self, name: str) -> tuple[Source, ...]:
        """Return the published versions of a file of the content folder, oldest first, none twice in a row."""
        digests = [entry.change.source for entry in self.register.history.get(name, ())]
        distinct = [one for number, one in enumerate(digests) if one in self.whole and digests[number - 1 : number] != [one]]
        return tuple(Source(f"{self.base}/{version_path(digest)}", name, b"", digest) for digest in distinct)


def load_record(project: Project, runtime: Runtime, folder: Folder) -> Parsed[Record]:
    """Return what the register of a content folder says, and what is damaged; an empty one where there is none."""
    base = project.content.as_posix()
    acts = [file for file in folder.files if file.name.startswith(f"{ACTS}/")]
    if not acts:
        return Parsed(Record(EMPTY, base))
    key = fingerprint(project.code, "register", base, [(act.name, act.digest) for act in acts])
    parsed: Parsed[Register] | None = read_cached(runtime, key, Parsed[Register])
    if parsed is None:
        parsed = Parsed(*read_register({act.name: read_bytes(act.path) for act in acts}, base))
        runtime.cache.put_many({key: msgpack.encode(parsed)})
    register = parsed.value or EMPTY
    versions = {file.name: file.digest for file in folder.files if file.name.startswith(f"{VERSIONS}/")}
    whole = frozenset(digest for name, digest in versions.items() if name == version_path(digest))
    return Parsed(Record(register, base, whole), (*parsed.findings, *check_versions(register, versions, base)))
