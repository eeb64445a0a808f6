"""A build begins with a look around: where nothing changed since the last one, its outcome is told again.

Only where something did is the rest of the program loaded (`pipeline.py`).
"""

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.finding import Finding
from ..system.atomic import Published, open_stage
from ..system.snapshot import FolderSnapshot, snapshot_folder
from .context import Outcome, Project, Tools, recalled


def build(project: Project, tools: Tools) -> Outcome:
    """Bring the site to what the content says; nothing is published unless everything is right."""
    with open_stage(project.site):
        before = take_snapshot(project)
        if known := recall(before, project, tools):
            return known
        from .pipeline import rebuild

        return rebuild(before, project, tools)


class Snapshot(Struct, frozen=True):
    """The folders that a build depends on and the one it writes, before it begins."""

    content: FolderSnapshot
    templates: FolderSnapshot
    formats: FolderSnapshot
    site: FolderSnapshot

    def digest(self, project: Project) -> str:
        """Return what changes when a file of any folder does, or the program, or an option."""
        options = (project.code, project.strict, project.drafts, project.whole)
        return fingerprint(*options, *(list(folder.stats.items()) for folder in self._folders))

    @property
    def is_stable(self) -> bool:
        """Whether any later change of a file is sure to be seen."""
        return all(folder.is_stable(stat) for folder in self._folders for stat in folder.stats.values())

    @property
    def _folders(self) -> tuple[FolderSnapshot, ...]:
        return self.content, self.templates, self.formats, self.site


class LastBuild(Struct, frozen=True):
    """How the last build ended, and the digest of the snapshot it left."""

    digest: str
    findings: tuple[Finding, ...]
    pages: int


def take_snapshot(project: Project) -> Snapshot:
    """Return the folders as they are now."""
    return Snapshot(*map(snapshot_folder, (project.content, project.templates, project.formats, project.site)))


def recall(around: Snapshot, project: Project, tools: Tools) -> Outcome | None:
    """The outcome of the last build, if nothing has changed since."""
    state = recalled(tools, site_key("结果", project), LastBuild)
    if state is None or state.digest != around.digest(project):
        return None
    return Outcome(state.findings, state.pages, Published())


def site_key(what: str, project: Project) -> str:
    """Where the cache has something of a site."""
    return fingerprint(what, project.site.absolute().as_posix())
