"""The files of a content folder with what is held back as it was published."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from ..model.finding import Finding
from ..model.portal import Attachment
from ..model.report import Source, folder_of, folders_to
from ..parsing.classify import ContentFiles, year_in
from ..publishing.register import VERSIONS, Register
from .context import Held, Project
from .record import Record


def held_files(files: ContentFiles, held: Held, record: Record) -> ContentFiles:
    """Return the files of a content folder with what is held as it was published."""
    if not held:
        return files
    register = record.register
    owner = _owner(register, (*files.reports, *files.bodies))

    def is_held(name: str) -> bool:
        return owner(name) in held.folders or name in held.files

    public = (name for name, entry in register.current.items() if entry.change.path == name and is_held(name))
    published = [version for name in public for version in record.versions(name, name)[-1:]]

    def kept(sources: tuple[Source, ...], is_kind: Callable[[str], bool]) -> tuple[Source, ...]:
        own = [one for one in sources if not is_held(one.name) and one.name not in held.waiting]
        return tuple(sorted((*own, *(one for one in published if is_kind(one.name))), key=lambda one: one.name))

    attached = [one for one in files.attached if not is_held(one.name)]
    attached += [Attachment(one.path, one.name, one.digest) for one in published if not one.name.endswith((".md", ".yml"))]
    portal = next((one for one in published if one.name == "portal.yml"), files.settings)
    return replace(
        files,
        settings=portal,
        bodies=kept(files.bodies, lambda name: name.endswith("body.yml")),
        reports=kept(files.reports, lambda name: bool(year_in(name))),
        pages=kept(files.pages, lambda name: name.endswith(".md") and not year_in(name)),
        attached=tuple(sorted(attached, key=lambda one: one.name)),
        findings=tuple(one for one in files.findings if owner(one.path.removeprefix(f"{record.base}/")) not in held.folders),
    )


def without_held(findings: Sequence[Finding], project: Project) -> tuple[Finding, ...]:
    """Return findings without those about published versions, which stand in place of what is held: nobody can change them."""
    versions = f"{project.content.as_posix()}/{VERSIONS}/"
    return tuple(finding for finding in findings if not (project.held and finding.path.startswith(versions)))


def _owner(register: Register, sources: Iterable[Source]) -> Callable[[str], str]:
    """The function that tells the folder of the body that a file belongs to."""
    folders = {folder_of(source.name) for source in sources}
    folders |= {folder_of(name) for name in register.current if year_in(name) or name.endswith("body.yml")}

    def owner(name: str) -> str:
        return next((folder for folder in reversed(folders_to(folder_of(name))) if folder in folders), "")

    return owner
