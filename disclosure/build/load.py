"""The content folder → `Content`: everything but the text of the reports, which are read body by body (`body.py`)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .. import fast
from ..check.body_folders import check_body_folders, check_empty_bodies, like_folder
from ..check.contacts import check_contacts
from ..check.file_names import HEAD_SIZE
from ..check.personal_data import check_personal_page
from ..check.site_assets import MAX_SITE_FILE, check_site_files
from ..model.digest import fingerprint
from ..model.finding import Finding, Parsed, by_place
from ..model.form import Format, GlossaryEntry
from ..model.portal import EXTRA_CSS, Attachment, Body, Portal, ReportEntry, Settings, StandingPage
from ..model.report import Report, Source, folder_of, folders_to
from ..model.theme import Theme
from ..parsing.classify import REGISTER, ContentFiles, classify, source_names, year_in
from ..parsing.reports import parse_report
from ..parsing.settings import parse_body, parse_page, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..present.masking import masked_page
from ..system.atomic import Writer
from ..system.files import load_source, read_head
from ..system.snapshot import Folder, FolderSnapshot, snapshot_folder
from .assemble import assemble, order_bodies
from .context import BuildContext, Held, Project, Runtime
from .held_files import held_files
from .incremental import cached_map
from .program_files import read_formats, read_theme
from .record import (
    Record,
    ReportVersions,
    load_record,
    public_attachment,
    registered_digest,
    report_versions,
    what_settings_say,
)
from .scanning import scan_content

T = TypeVar("T")


class BodySources(Struct, frozen=True):
    """A body with the files of its reports; `below` are those of the bodies that its reports sum up, if they do.

    `versions` are the registered versions of its reports, and those of any reports that are gone. A body that is `held` has
    the files that are public in place of those at hand. `misnamed` are the names that unread files of the body should have.
    """

    body: Body
    reports: tuple[Source, ...]
    below: tuple["BodySources", ...] = ()
    versions: ReportVersions = ReportVersions()
    held: bool = False
    misnamed: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of all that can be read of it."""
        reports = [(one.path, one.digest) for one in self.reports]
        return fingerprint(self.body, reports, [one.digest for one in self.below], self.versions, self.held, self.misnamed)


class Content(Struct, frozen=True):
    """What the portal consists of, reports as files; `bodies` are all in the order they are shown.

    `other_sources` are the public files that are neither reports nor attachments: settings, bodies, pages. `record` is what
    was published of all this, and `held` what is held back.
    """

    settings: Settings
    forms: tuple[Format, ...]
    glossary: tuple[GlossaryEntry, ...]
    theme: Theme
    bodies: tuple[Body, ...]
    bodies_with_reports: tuple[BodySources, ...]
    pages: tuple[StandingPage, ...]
    attachments: tuple[Attachment, ...]
    withheld: frozenset[str]
    other_sources: tuple[Source, ...]
    record: Record
    held: Held = Held()

    @property
    def reports(self) -> Iterator[Source]:
        """The files of all reports."""
        return (report for body in self.bodies_with_reports for report in body.reports)

    @property
    def sources(self) -> Iterator[Source]:
        """All files that pages are made of."""
        return chain(self.reports, self.other_sources)

    def body_of_report(self, name: str) -> BodySources | None:
        """Return the body one of whose reports is the file of this name, None where there is no such report."""
        return next((one for one in self.bodies_with_reports if any(report.name == name for report in one.reports)), None)

    def context(self, project: Project, writer: Writer) -> BuildContext:
        """Return what the jobs of a run share."""
        return BuildContext(self.settings, self.forms, self.theme, project.drafts, project.complete, writer, project.code)

    def portal(self, entries: Iterable[ReportEntry], row_texts: Mapping[str, Mapping[str, str]] | None = None) -> Portal:
        """Return the portal with these entries for its reports, and the figures of each body once its reports are read."""
        portal = assemble(self.settings, self.bodies, entries, self.pages, self.attachments, self.forms, self.glossary)
        held, waiting = tuple(sorted(self.held.folders)), tuple(sorted(self.held.waiting))
        return replace(portal, held=held, waiting=waiting, row_texts=row_texts or {})


def load_content(project: Project, runtime: Runtime, snapshot: FolderSnapshot) -> Parsed[Content]:
    """Return the content, and what is wrong with it; there is none without sound settings, forms and templates."""
    theme, forms = read_theme(project, runtime), read_formats(project.formats, project.code, runtime)
    files, held, record = _read_folder(project, runtime, snapshot)
    found = (*files.findings, *record.findings, *theme.findings, *forms.findings)
    if files.settings is None or theme.value is None or forms.value is None or record.value is None:
        return Parsed(None, by_place(found))
    settings, described, pages, unread = _read_texts(project, runtime, files.settings, files)
    found += (*unread, *_no_reports(project, files))
    if settings is None:
        return Parsed(None, by_place(found))
    reports = _by_folder(files.reports)
    bodies, nameless = order_bodies(settings, described, {at: sources[0].path for at, sources in reports.items()}, pages)
    settings = replace(settings, contact_numbers=tuple(number for body in bodies for number in body.contact.numbers))
    found += _site_file_findings(settings, files, project)
    if clashes := tuple(check_body_folders(bodies)):
        return Parsed(None, by_place((*found, *clashes)))
    found += (*_body_findings(bodies, nameless, reports, files, project), *_page_findings(pages, settings))
    versions = report_versions(record.value, files.reports, bodies, settings)
    content = Content(
        settings,
        *forms.value,
        theme.value,
        bodies,
        bodies_with_reports=_with_reports(bodies, reports, versions, files, held),
        pages=_public_pages(pages, files, settings, record.value),
        attachments=tuple(public_attachment(one, record.value) for one in files.attached),
        withheld=files.withheld,
        other_sources=(files.settings, *files.bodies, *files.pages),
        record=record.value,
        held=held,
    )
    return Parsed(content, found)


def _read_folder(project: Project, runtime: Runtime, snapshot: FolderSnapshot) -> tuple[ContentFiles, Held, Parsed[Record]]:
    """The files of the content folder, those of what is held as they were published; what is held back; the register."""
    register, own = snapshot.split_off(REGISTER)
    folder, record = scan_content(project, runtime, own, "content"), load_record(project, runtime, register)
    every = _classify_files(folder, snapshot.hidden, project.content.as_posix())
    files = held_files(every, project.held, record.value) if record.value else every
    waiting = frozenset({one.name for one in every.reports} - {one.name for one in files.reports})
    return replace(files, findings=(*folder.findings, *files.findings)), replace(project.held, waiting=waiting), record


def _by_folder(sources: Iterable[Source]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(folder_of(source.name), []).append(source)
    return found


def _page_findings(pages: Sequence[StandingPage], settings: Settings) -> Iterator[Finding]:
    for page in pages:
        yield from check_personal_page(page, settings.public_numbers)


def _public_pages(
    pages: Sequence[StandingPage], files: ContentFiles, settings: Settings, record: Record
) -> tuple[StandingPage, ...]:
    """Standing pages as they are published: personal numbers masked, each with the digest that its 校验码 is made of."""
    sources = {source.name: source for source in files.pages}
    with_digests = (replace(page, file_digest=_registered_digest(sources[page.name], record)) for page in pages)
    return tuple(masked_page(page, settings.public_numbers) for page in with_digests)


def _registered_digest(source: Source, record: Record) -> str:
    is_known = record.register.ends_at(source.name)
    return registered_digest(source, record.versions(source.name, source.name) if is_known else (), what_settings_say)


def _site_file_findings(settings: Settings, files: ContentFiles, project: Project) -> tuple[Finding, ...]:
    """What is wrong with the files that every page uses."""
    named = {*settings.pictures.values(), settings.favicon, EXTRA_CSS}
    used = {one.name: one.path for one in files.attached if one.name in named}
    heads = {name: read_head(path, MAX_SITE_FILE + 1) for name, path in used.items()}
    return tuple(check_site_files(settings, heads, project.content.as_posix()))


def _body_findings(
    bodies: tuple[Body, ...],
    nameless: tuple[Finding, ...],
    reports: Mapping[str, list[Source]],
    files: ContentFiles,
    project: Project,
) -> Iterator[Finding]:
    """Reports in folders that no `body.yml` names, bodies without reports (but for a misnamed file), how to reach them."""
    described = {folder_of(meant) for _, meant in files.misnamed if meant.endswith("/body.yml")}
    described |= {folder_of(unread.name) for unread in files.bodies}
    yield from (one for one in nameless if folder_of(one.path.removeprefix(f"{project.content.as_posix()}/")) not in described)
    if files.reports:
        yield from check_empty_bodies(bodies, reports, {folder_of(meant) for _, meant in files.misnamed})
    yield from check_contacts(bodies, {one.name for one in files.attached}, project.content.as_posix())


def _no_reports(project: Project, files: ContentFiles) -> Iterator[Finding]:
    """What is said of a portal without reports: that it begins or, where its site already shows some, that they are missing."""
    if files.reports or any(year_in(meant) for _, meant in files.misnamed):
        return
    folder = project.content.as_posix()
    site = snapshot_folder(project.site).stats
    shown = next((path for path in site if path.endswith(".html") and year_in(f"{path.removesuffix('.html')}.md")), None)
    if shown is None:
        yield Finding("content.no-reports", f"“{folder}”里还没有报告", folder)
        return
    message = f"“{folder}”里没有报告，而网站里已有 {project.site.as_posix()}/{shown}，照此生成会全部删去"
    hint = f"多半是内容文件夹写错了，用 --content 指定；确要从头开始的，先删去 {project.site.as_posix()} 文件夹"
    yield Finding("content.empty", message, folder, hint=hint)


def _classify_files(folder: Folder, hidden: Iterable[str], base: str) -> ContentFiles:
    """What the files of the content folder are, by their names and how they begin."""
    names = (*(file.name for file in folder.files), *hidden)
    heads = {name: read_head(f"{base}/{name}", HEAD_SIZE) for name in source_names(names)}
    return classify(folder.files, heads, base)


def _read_texts(
    project: Project, runtime: Runtime, portal_yml: Source, files: ContentFiles
) -> tuple[Settings | None, list[Body], list[StandingPage], tuple[Finding, ...]]:
    """Parse the texts that are no reports, unchanged ones from the cache."""

    def parsed(what: str, parse: Callable[[Source], Parsed[T]], texts: Sequence[Source], kind: Any) -> list[Parsed[T]]:
        keys = [fingerprint(project.code, parse.__name__, text.path, text.digest) for text in texts]
        return cached_map(partial(_parse_file, parse), texts, keys, kind, runtime, what)

    settings = parsed("网站", parse_settings, [portal_yml], Parsed[Settings])
    bodies = parsed("机构", parse_body, files.bodies, Parsed[Body])
    pages = parsed("页面", parse_page, files.pages, Parsed[StandingPage])
    everything: list[Parsed[Any]] = [*settings, *bodies, *pages]
    found = tuple(finding for one in everything for finding in one.findings)
    return settings[0].value, [b.value for b in bodies if b.value], [p.value for p in pages if p.value], found


def _parse_file(parse: Callable[[Source], Parsed[T]], source: Source) -> Parsed[T]:
    return parse(load_source(source, MAX_FILE_SIZE))


def parsed_report(source: Source, forms: tuple[Format, ...]) -> Parsed[Report]:
    """Return the report that a file states, and what could not be read."""
    parsed = fast.report(source, forms)
    if parsed is None:
        parsed = parse_report(source, forms)
    return parsed


def _with_reports(
    bodies: tuple[Body, ...],
    reports: Mapping[str, list[Source]],
    registered: ReportVersions,
    files: ContentFiles,
    held: Held,
) -> tuple[BodySources, ...]:
    """The bodies that have reports; one that sums up those in its folder with these, but for what lies in a misspelt folder."""
    found: dict[str, BodySources] = {}
    for body in bodies:
        own = tuple(reports.get(body.folder, ()))
        known, is_held = registered.of([source.name for source in own]), body.folder in held.folders
        unread = tuple(name for _, name in files.misnamed if folder_of(name) == body.folder and year_in(name))
        found[body.folder] = BodySources(body, own, (), known, is_held, unread)
    below: dict[str, list[BodySources]] = {}
    for folder, sources in found.items():
        above = next((at for at in reversed(folders_to(folder)[:-1]) if at in found), None)
        is_stray = not sources.body.name and like_folder(folder, found) is not None
        if above is not None and not is_stray and found[above].body.sums_up(sources.body):
            below.setdefault(above, []).append(sources)
    return tuple(replace(one, below=tuple(below.get(folder, ()))) for folder, one in found.items() if one.reports)
