"""Whether anything changed since the last build: where nothing did, its outcome still holds and nothing else is loaded."""

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.finding import Finding
from ..system.atomic import Published, is_built
from ..system.snapshot import FolderSnapshot, snapshot_folder
from .context import Outcome, Project, Runtime, read_cached


class Snapshot(Struct, frozen=True):
    """The folders that a build depends on and the one it writes, as they are when it begins."""

    content: FolderSnapshot
    templates: FolderSnapshot
    theme: FolderSnapshot
    formats: FolderSnapshot
    site: FolderSnapshot

    def digest(self, project: Project) -> str:
        """Return what changes when a file of any folder does, or the program, or an option."""
        options = (
            project.code,
            project.content.as_posix(),
            str(project.theme),
            project.strict,
            project.drafts,
            project.complete,
            project.hold,
        )
        return fingerprint(
            *options, self.content.hidden, self.content.unnamed, *(list(folder.stats.items()) for folder in self._folders)
        )

    @property
    def is_stable(self) -> bool:
        """Whether any later change of a file is sure to be seen."""
        return all(folder.is_stable(stat) for folder in self._folders for stat in folder.stats.values())

    @property
    def _folders(self) -> tuple[FolderSnapshot, ...]:
        return self.content, self.templates, self.theme, self.formats, self.site


class LastBuild(Struct, frozen=True):
    """How the last build ended, and the digest of the snapshot it left."""

    digest: str
    findings: tuple[Finding, ...]
    pages: int
    unregistered: int | None = None
    remade: bool = False


def take_snapshot(project: Project) -> Snapshot:
    """Return the folders as they are now."""
    folders = project.content, project.templates, project.theme or "", project.formats, project.site
    return Snapshot(*map(snapshot_folder, folders))


def last_outcome(snapshot: Snapshot, project: Project, runtime: Runtime) -> Outcome | None:
    """Return the outcome of the last build if nothing has changed since, else None."""
    last = read_cached(runtime, site_key("last build", project), LastBuild)
    if last is None or last.digest != snapshot.digest(project):
        return None
    return Outcome(last.findings, last.pages, Published(), unregistered=last.unregistered, remade=last.remade)


def foreign_files(project: Project, runtime: Runtime) -> tuple[str, ...]:
    """Return the files of a site folder that no build is known to have been in."""
    key = site_key("site", project)
    if is_built(project.site) or runtime.cache.get_many([key]):
        return ()
    return tuple(snapshot_folder(project.site).stats)


def site_key(what: str, project: Project) -> str:
    """Return the cache key of something that is recorded of the project's site."""
    return fingerprint(what, project.site.resolve().as_posix())
