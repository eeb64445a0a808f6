"""The content of a version that is public no longer is erased from the register; an act says when, by whom and why."""

from collections.abc import Iterator

from msgspec import Struct

from .. import __version__
from ..model.finding import Parsed
from ..outputs.addresses import earlier_path, page_path
from ..parsing.classify import year_in
from ..publishing.register import Act, Registered, SourceChange, act_path, encode_act, next_act, version_path, with_act
from ..system.atomic import NullWriter, open_staging
from ..system.register_files import begin_act, finish_act, pending_act, remove_versions
from ..system.snapshot import snapshot_folder
from .body import open_body_reports
from .context import ActStatement, Project, Runtime
from .load import Content, load_content
from .settle import settle


class KeptVersion(Struct, frozen=True):
    """A version of a source as people count them, with the digests that say the same to a reader, the newest last.

    `first` is the act that made it public, `page` its address where it has one of its own. What `is_public` is what the site
    shows now, or what two people have still to settle; of what is `erased` the content is gone.
    """

    digests: tuple[str, ...]
    first: Registered
    page: str = ""
    is_public: bool = False
    erased: Registered | None = None


def kept_versions(project: Project, runtime: Runtime, name: str) -> Parsed[tuple[KeptVersion, ...]]:
    """Return the registered versions of a file of the content folder, oldest first; none where content can't be read."""
    loaded = load_content(project, runtime, snapshot_folder(project.content))
    if loaded.value is None:
        return Parsed(None, loaded.findings)
    return Parsed(tuple(_versions_of(loaded.value, project, name)))


def _versions_of(content: Content, project: Project, name: str) -> Iterator[KeptVersion]:
    register = content.record.register
    entries = {entry.change.source: entry for path in register.history for entry in reversed(register.history[path])}
    public = {change.source for change in register.public_sources.values()}
    public |= {entry.change.source for path, entry in register.current.items() if path.endswith((".md", ".yml"))}
    public |= {side.change.source for fork in register.forks.values() for side in fork.sides}
    earlier = _earlier(content, project, name)
    same: list[str] = []
    pages = 0
    for digest in register.versions(name):
        same.append(digest)
        has_page = digest in earlier
        if has_page or digest in public or not year_in(name):
            pages += has_page
            page = earlier_path(page_path(name), pages) if has_page else ""
            erased = register.erased.get(digest)
            yield KeptVersion(tuple(same), entries[same[0]], page, not public.isdisjoint(same), erased)
            same = []


def _earlier(content: Content, project: Project, name: str) -> frozenset[str]:
    """The digests of the versions of a report that have a page of their own."""
    sources = content.body_of_report(name)
    if sources is None:
        return frozenset()
    body_reports, _, _ = open_body_reports(content.context(project, NullWriter()), sources)
    filings = (one for one in (*body_reports.filings, *body_reports.withdrawn) if one.report.name == name)
    return frozenset(version.file_digest for filing in filings for version in filing.history.earlier)


def erase(project: Project, runtime: Runtime, name: str, version: KeptVersion, statement: ActStatement) -> Act:
    """Write the act that says so, then remove the files of a version; the site shows it once it is made anew.

    Raises OSError when a publication is not finished, or the machine refuses.
    """
    with open_staging(project.site):
        settle(project)
        place = pending_act(project.content, project.site)
        content = load_content(project, runtime, snapshot_folder(project.content)).value
        if place.exists() or content is None:
            raise OSError(0, "上一次发布还没有做完：先执行 disclosure publish", place.as_posix())
        changes = [
            SourceChange("erased", name, one, reason=statement.reason, page=version.page if one == version.digests[-1] else "")
            for one in version.digests
        ]
        register = content.record.register
        act = next_act(register, statement.when, __version__, "", changes, statement.who)
        begin_act(place, encode_act(act))
        finish_act(place, project.content / act_path(act, with_act(register, act)[1]))
        remove_versions(project.content, map(version_path, version.digests))
        return act
