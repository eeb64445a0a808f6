"""The files of the content folder that are public with a site, and what publishing them would change."""

from collections.abc import Iterator, Sequence

from ..model.portal import Attachment, Portal, ReportEntry
from ..model.report import Source
from ..publishing.changes import PendingChange, PublicSource, SourceKind, gone_files, pending_changes
from .changed_settings import changed_settings
from .load import Content
from .record import origins, registered_digest, what_settings_say


def changes_of(content: Content, portal: Portal, linked: Sequence[Attachment]) -> tuple[PendingChange, ...]:
    """Return what publishing would change: what differs from the register, and what no page leads to any more."""
    sources = tuple(public_sources(content, portal, linked))
    register = content.record.register
    return (*pending_changes(register, sources), *gone_files(register, sources))


def public_sources(content: Content, portal: Portal, linked: Sequence[Attachment]) -> Iterator[PublicSource]:
    """Yield the files of the content folder that are public with a site, of the reports those that the register does not know so.

    `linked` are the attachments that pages lead to.
    """
    titles = {page.name: page.title for page in (*portal.pages, *portal.withdrawn_pages)}
    attached = {one.name: one.digest for one in (*linked, *portal.site_files.values())}
    entries = [entry for entry in (*portal.entries, *portal.withdrawn) if not entry.draft]
    names = (*(entry.name for entry in entries), *(source.name for source in content.other_sources), *attached)
    origin = origins(content.record.register, names, portal)
    record = content.record

    def digest_of(name: str, path: str, digest: str) -> str:
        known = record.register.ends_at(name) and record.register.current[name].change.source != digest
        source = Source(path, name, b"", digest)
        return registered_digest(source, record.versions(name, name), what_settings_say) if known else digest

    for entry in entries:
        is_known = record.register.knows(entry.name, entry.registered or entry.source, entry.withdrawn is not None)
        if entry.name in origin or not is_known:
            yield _report(entry, origin.get(entry.name, ""))
    changed = {one.name: one.lines for one in changed_settings(content, portal)}
    for source in content.other_sources:
        kind: SourceKind = "page" if source.name in titles else "settings"
        title, before = titles.get(source.name, source.name), origin.get(source.name, "")
        digest, lines = digest_of(source.name, source.path, source.digest), changed.get(source.name, ())
        yield PublicSource(source.name, digest, kind, "", title, amended=lines, origin=before)
    for name, digest in attached.items():
        yield PublicSource(name, digest, "attachment", "", name, origin=origin.get(name, ""))


def _report(entry: ReportEntry, origin: str) -> PublicSource:
    unregistered = [one for one in entry.amendments if not one.registered]
    reasons = tuple(revision.change for one in unregistered for revision in one.revisions)
    return PublicSource(
        entry.name,
        entry.registered or entry.source,
        "report",
        entry.folder,
        entry.title,
        entry.year,
        entry.published.isoformat(),
        entry.figures_digest,
        tuple(difference.arrow for one in unregistered for difference in one.differences),
        (entry.withdrawn.reason,) if entry.withdrawn else reasons,
        entry.withdrawn is not None,
        origin,
    )
