"""The register of a portal, read: what it says, whether all it speaks of is still there, and the versions of each report."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from ..check.dates import check_backdated, check_clock, check_future
from ..model.digest import fingerprint
from ..model.finding import Finding, Parsed
from ..model.portal import Attachment, Body, Portal, ReportEntry, Settings
from ..model.report import UNPUBLISHED, Source, Withdrawal, folder_of, folders_to
from ..outputs.addresses import body_path, page_path
from ..outputs.moved_pages import moves, old_folder
from ..parsing.classify import year_in
from ..parsing.settings import parse_body, parse_page, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..publishing.register import (
    ACTS,
    EMPTY,
    VERSIONS,
    Fork,
    Register,
    Registered,
    check_head,
    check_versions,
    read_register,
    version_path,
)
from ..publishing.vanished import vanished
from ..system.files import load_source, read_bytes
from ..system.register_files import pending_act
from ..system.site_manifest import published_head
from ..system.snapshot import Folder, FolderSnapshot
from .context import Project, Runtime, read_cached
from .register_folder import read_register_folder
from .scanning import scan_content
from .unchanged import site_key


class Record(Struct, frozen=True):
    """The register, and which of the published versions in `base`, the content folder, are whole: their digests."""

    register: Register
    base: str
    whole: frozenset[str] = frozenset()

    def versions(self, name: str, path: str, *, erased: bool = False) -> tuple[Source, ...]:
        """Return what was public at a path, oldest first, as files of a name; if asked for, those too that were `erased`."""
        gone = self.register.erased
        digests = (one for one in self.register.versions(path) if (erased if one in gone else one in self.whole))
        return tuple(Source(f"{self.base}/{version_path(digest)}", name, b"", digest) for digest in digests)


class Erasure(Struct, frozen=True):
    """When and why a version was erased, and whether it `had_page` of its own, which now says so."""

    said: Withdrawal
    had_page: bool


class ReportVersions(Struct, frozen=True):
    """The registered versions of reports by their names, and those of reports that are gone, by their addresses.

    Reports whose only version is their file may be left out. `forks` are those that two people published otherwise, `forked`
    the versions that this was of once, and which they followed. `erased` are those whose files are gone, by their digests.
    """

    present: dict[str, tuple[Source, ...]] = {}
    gone: dict[str, tuple[Source, ...]] = {}
    forks: dict[str, Fork] = {}
    forked: dict[str, dict[str, str]] = {}
    erased: dict[str, Erasure] = {}

    def of(self, names: Collection[str]) -> "ReportVersions":
        """Return what is known of the reports of these names, and of those that are gone."""
        present = {name: self.present[name] for name in names if name in self.present}
        forks = {name: self.forks[name] for name in names if name in self.forks}
        forked = {name: self.forked[name] for name in names if name in self.forked}
        sources = (one.digest for versions in (*present.values(), *self.gone.values()) for one in versions)
        erased = {digest: self.erased[digest] for digest in sources if digest in self.erased} if self.erased else {}
        return ReportVersions(present, self.gone, forks, forked, erased)


def load_record(project: Project, runtime: Runtime, snapshot: FolderSnapshot) -> Parsed[Record]:
    """Return what the register in a content folder says, by a snapshot of its files, and what is damaged.

    What was found in the very same files before comes from the cache. There is an empty register where there are none.
    """
    base = project.content.as_posix()
    key = fingerprint(project.code, "register", base, list(snapshot.stats.items()))
    parsed: Parsed[Record] | None = read_cached(runtime, key, Parsed[Record])
    if parsed is None:
        parsed = _read_record(scan_content(project, runtime, snapshot, "register"), base)
        if all(map(snapshot.is_stable, snapshot.stats.values())):
            runtime.cache.put_many({key: msgpack.encode(parsed)})
    record = parsed.value or Record(EMPTY, base)
    head = () if pending_act(project.content, project.site).exists() else published_head(project.site)
    is_damaged = any(one.path.startswith(f"{base}/{ACTS}/") for one in parsed.findings)
    return Parsed(record, (*parsed.findings, *(() if is_damaged else check_head(record.register, head, base))))


def _read_record(folder: Folder, base: str) -> Parsed[Record]:
    """What the files of a register say, and what is wrong with them."""
    acts = {file.name: read_bytes(file.path) for file in folder.files if file.name.startswith(f"{ACTS}/")}
    register, damaged = read_register(acts, base)
    versions = {file.name: file.digest for file in folder.files if file.name.startswith(f"{VERSIONS}/")}
    whole = frozenset(digest for name, digest in versions.items() if name == version_path(digest))
    lost = tuple(check_versions(register, versions, base)) if acts else ()
    astray = (_astray_finding(file) for file in folder.files if not file.name.startswith((f"{ACTS}/", f"{VERSIONS}/", _PENDING)))
    return Parsed(Record(register, base, whole), (*folder.findings, *damaged, *lost, *astray))


_PENDING = "register/pending-"
"""How the name of an act begins that is not finished."""


def _astray_finding(file: Source) -> Finding:
    """What is said of a file that somebody put into the folder of the register."""
    hint = f"登记册的文件夹里只有程序写的文件：报告移到机构的文件夹，例如 {file.name.rpartition('/')[2]}；不要的，删去"
    return Finding("file.unused", f"“{file.name}”没有用处，不会生成网页，也不会公开", file.path, hint=hint)


def registered_names(content: Path) -> frozenset[str]:
    """Return the files of a content folder that are or were public, by its register; none where that is damaged."""
    register, _ = read_register_folder(content)
    return frozenset(name for name, entry in register.current.items() if entry.change.path == name)


def registered_digest(source: Source, versions: tuple[Source, ...], what_it_says: Callable[[Source], object]) -> str:
    """Return the digest of a source, that of its last registered version where they say the same.

    Editors and git add byte order marks and change line ends, and comments are for whoever writes the file: what is public
    stays what it was. `what_it_says` reads a source that has its bytes; None is nothing that can be compared.
    """
    if not versions or versions[-1].digest == source.digest:
        return source.digest
    here, public = (load_source(one, MAX_FILE_SIZE) for one in (source, versions[-1]))
    is_same = _plain(here.data) == _plain(public.data) or ((says := what_it_says(here)) and says == what_it_says(public))
    return public.digest if is_same else source.digest


def public_attachment(attachment: Attachment, record: Record) -> Attachment:
    """Return an attachment as it is public where only its line ends are others, as git makes them on Windows."""
    name = attachment.name
    if not record.register.ends_at(name) or record.register.current[name].change.source == attachment.digest:
        return attachment
    public = record.versions(name, name)[-1:]
    if not public or _plain(read_bytes(attachment.path)) != _plain(read_bytes(public[0].path)):
        return attachment
    return replace(attachment, path=public[0].path, digest=public[0].digest)


def what_settings_say(source: Source) -> object:
    """Return what a file of settings or a standing page says of the site; where it is released to is nothing of that."""
    if source.name == "portal.yml":
        settings = parse_settings(source).value
        return settings and replace(settings, path="", body=replace(settings.body, path=""), targets=())
    if source.name.endswith("body.yml"):
        body = parse_body(source).value
        return body and replace(body, path="")
    page = parse_page(source).value if source.name.endswith(".md") else None
    return page and replace(page, path="", file_digest="", digest="")


def _plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n")


def report_versions(record: Record, reports: Iterable[Source], bodies: Iterable[Body], settings: Settings) -> ReportVersions:
    """Return the registered versions of these reports; a body that moved took those below it along.

    A report that was published once, as it is now, has no entry: there is nothing to compare. Where signatures are asked
    for it has one, which says that nobody needs to sign it.
    """
    register = record.register
    if not register.acts:
        return ReportVersions()
    from_folders = {
        body.folder: tuple(old for written in body.moved_from if (old := old_folder(settings, written)) is not None)
        for body in bodies
        if body.moved_from
    }
    found: dict[str, tuple[Source, ...]] = {}
    forks: dict[str, Fork] = {}
    forked: dict[str, dict[str, str]] = {}
    used = set()
    for report in reports:
        if register.is_as_published(report.name, report.digest) and not settings.review:
            used.add(report.name)
            continue
        path = next((path for path in _earlier_paths(report.name, from_folders) if register.ends_at(path)), report.name)
        used.add(path)
        digests = register.versions(path)
        if digests and (digests != (report.digest,) or settings.review):
            found[report.name] = record.versions(report.name, path, erased=True)
        if known := register.forked(path) if len(digests) > 2 else {}:
            forked[report.name] = known
        if path in register.forks:
            forks[report.name] = register.forks[path]
    lost = (name for name in register.public_sources if year_in(name) and name not in used)
    gone = {page_path(name): record.versions(name, name, erased=True) for name in lost}
    erased = {digest: _erasure(entry) for digest, entry in register.erased.items()}
    return ReportVersions(found, gone, forks, forked, erased)


def _erasure(entry: Registered) -> Erasure:
    return Erasure(Withdrawal(date.fromisoformat(entry.when[:10]), entry.change.reason), bool(entry.change.page))


def _earlier_paths(name: str, from_folders: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Where a file is or was, by the folders that its bodies moved from."""
    yield name
    for folder in reversed(folders_to(folder_of(name))):
        inside = name.removeprefix(f"{folder}/") if folder else name
        for old in from_folders.get(folder, ()):
            yield f"{old}/{inside}" if old else inside


def check_registered_days(record: Record, portal: Portal, project: Project) -> Iterator[Finding]:
    """Yield what days say that cannot be: none is still to come, and none was before what it changes was registered."""
    register = record.register
    amended = [one.name for one in (*portal.entries, *portal.withdrawn) if one.amendments or one.withdrawn]
    last = ((name, register.current[name]) for name in amended if name in register.current)
    known = {name: entry.when[:10] for name, entry in last if entry.change.act != "withdrawn"}
    yield from check_backdated(portal, known)
    if project.today:
        yield from check_future(portal, project.today)
        newest = max((register.acts[head].when[:10] for head in register.heads), default="")
        yield from check_clock(project.today, newest, f"{record.base}/{ACTS}")


def check_first_dates(record: Record, portal: Portal, project: Project, runtime: Runtime) -> tuple[Finding, ...]:
    """Return a finding for each report whose first date is not the one in the site; a register knows better, if there is one."""
    known = {} if record.register.acts else read_cached(runtime, site_key("first dates", project), dict[str, date]) or {}
    return tuple(
        _other_date_finding(entry, known[entry.name])
        for entry in portal.entries
        if entry.name in known and UNPUBLISHED != entry.published != known[entry.name]
    )


def _other_date_finding(entry: ReportEntry, known: date) -> Finding:
    message = f"网站里这份报告的首次发布日期是 {known}，现在改成了 {entry.published}"
    hint = (
        f"已经公开的，改回 published: {known}；还没有公开的，再运行一次 disclosure build（不带 --strict），就不再提示。"
        "用 disclosure publish 登记公开的内容，以后每处改动都会查出"
    )
    return Finding("published.differs", message, entry.path, ("published",), hint=hint)


def save_first_dates(portal: Portal, project: Project, runtime: Runtime) -> None:
    """Record the first dates of the reports in the site, for the next run."""
    dates = {entry.name: entry.published for entry in portal.entries if not entry.draft}
    runtime.cache.put_many({site_key("first dates", project): msgpack.encode(dates)})


def origins(register: Register, names: Iterable[str], portal: Portal) -> dict[str, str]:
    """Return where files of these names were public last, by the old addresses that lead on to them."""
    led_on = _old_places(register, names, portal).items()
    return {
        name: old
        for old, name in led_on
        if register.ends_at(old) and (not register.ends_at(name) or register.are_moved_apart(old, name))
    }


def _old_places(register: Register, names: Iterable[str], portal: Portal) -> dict[str, str]:
    """Every place where a file of these names was ever public, and the name of the file it leads on to."""
    if not register.acts or not portal.has_moved:
        return {}
    at = {address_of(name): name for name in names}
    public = {address_of(name): name for name in register.current}
    found = moves(portal, at)
    return {public[move.old]: at[move.new] for move in found if move.inside and move.new in at and move.old in public}


def check_vanished(record: Record, sources: Iterable[Source], portal: Portal) -> tuple[Finding, ...]:
    """Return a finding for each report, page or body that was public and is neither there nor led on from."""
    present = {source.name: source.digest for source in sources}
    register, led_on = record.register, _old_places(record.register, present, portal)
    goes_on = origins(register, present, portal)
    replaced = {old: name for old, name in led_on.items() if year_in(old) and register.ends_at(old) and goes_on.get(name) != old}
    return tuple(vanished(register, present, led_on.keys() - replaced, replaced, record.base, portal))


def check_erased(record: Record, files: Iterable[Source | Attachment]) -> Iterator[Finding]:
    """Yield a finding for each file that would make public again what was erased, as after `git revert`."""
    for file in files if record.register.erased else ():
        if erased := record.register.erased.get(file.digest):
            message = f"“{file.name}”又成了已依法删除的那一版：{erased.said}：{erased.change.reason}"
            hint = "改成现在公开的样子，例如 git checkout 取回最近的一版；不再公开的附件，删去文件和链接"
            yield Finding("record.erased", message, file.path, hint=hint)


def address_of(name: str) -> str:
    """Return where a file of the content folder is published."""
    if name.endswith("body.yml") or name == "portal.yml":
        return body_path(folder_of(name))
    return page_path(name) if name.endswith(".md") else name
