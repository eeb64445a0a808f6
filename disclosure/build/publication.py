"""What is public of a site that is made: what publishing it would change, and the act that writes this down."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from msgspec import Struct, json, msgpack
from msgspec.structs import replace

from .. import __version__
from ..check.public_versions import entry_to_add
from ..check.review import check_signed
from ..model.digest import digest_of
from ..model.finding import Finding, by_place
from ..model.planned_file import BuiltFile
from ..model.portal import EXTRA_CSS, PICTURES, STATUS_FILE, Portal, ReleaseTarget
from ..outputs.addresses import page_path
from ..outputs.moved_pages import inside_site, moves
from ..outputs.status_file import render_status
from ..publishing.changes import PendingChange
from ..publishing.manifest import REGISTER_FILE, site_digest
from ..publishing.register import (
    EMPTY,
    Act,
    SourceChange,
    act_path,
    encode_act,
    next_act,
    register_lines,
    version_path,
    with_act,
)
from ..system.atomic import Published, StagedWriter
from ..system.register_files import add_versions, begin_act, finish_act, pending_act
from .context import ActStatement, Outcome, Project, Runtime, read_cached
from .locate_findings import with_spans
from .pdf_files import pdf_paths
from .record import address_of
from .settle import ExpectedRelease, settle, undo
from .site_pages import RenderedSite
from .unchanged import site_key


class Proposal(Struct, frozen=True):
    """What publishing would do, for the person who decides: the changes, the portal they are of, what is to be said of it.

    `held` are the bodies and reports that are left as they were because of errors. A site that is `remade` is another than was
    registered, though no source changed: by another program or theme, or because two people published at once. One that
    `begins` the register is of what is public already.
    """

    changes: tuple[PendingChange, ...]
    portal: Portal
    findings: tuple[Finding, ...]
    held: tuple[str, ...] = ()
    remade: bool = False
    begins: bool = False


Approve = Callable[[Proposal], ActStatement | None]
"""Asks whether to publish; None means no."""


class Registration(Struct, frozen=True):
    """What a site is published with: the acts of its register, the last of them, and the one among them that is new.

    `left` is how many changes stay unregistered; the person who was asked has `declined` to publish. `without` is what the
    site has where the new act comes to nothing. `remade` is as in the proposal, of a site that is not registered by this.
    """

    acts: dict[str, Act]
    heads: tuple[str, ...]
    left: int
    new: Act | None = None
    declined: bool = False
    without: "Registration | None" = None
    remade: bool = False


class Delivery(Struct, frozen=True):
    """Where a finished site is brought, and what brings it, which returns whether it is public there, None where nobody knows."""

    targets: tuple[ReleaseTarget, ...]
    bring: Callable[[], bool | None]


def unregistered(rendered: RenderedSite) -> int | None:
    """Return how many changes the register does not know, None where there is no register."""
    return len(rendered.changes) if rendered.content.record.register.acts else None


def plan_registration(
    rendered: RenderedSite, findings: tuple[Finding, ...], held: tuple[str, ...], site: str, approve: Approve | None
) -> Registration:
    """Return what a site of this digest is published with; nothing is registered without approval or a change of the site."""
    register = rendered.content.record.register
    changes = rendered.changes if approve or register.acts else ()
    remade = not changes and bool(register.acts) and [register.acts[head].site for head in register.heads] != [site]
    statement = approve(Proposal(changes, rendered.portal, findings, held, remade)) if approve else None
    if statement is None or not (changes or remade):
        declined = approve is not None and statement is None
        is_other = remade and any(one.site for one in register.acts.values())
        return Registration(register.acts, register.heads, len(changes), declined=declined, remade=is_other)
    registered = (_with_reason(one.change, statement.reason) for one in changes)
    act = next_act(register, statement.when, __version__, site, registered, statement.who)
    acts, head = with_act(register, act)
    return Registration(acts, (head,), 0, act, without=Registration(register.acts, register.heads, len(changes)))


def has_other_pages(
    registration: Registration, site: Mapping[str, str], portal: Portal, project: Project, runtime: Runtime
) -> bool:
    """Whether a site, given by the digests of its files, has other pages than the registered one, though no source changed.

    Another machine prints other PDFs of the same pages. Where there are PDFs, the registered site without them is recorded
    whenever it is made here; where it never was, nobody knows whether pages are others.
    """
    printed = {site[path] for path in pdf_paths(portal) if path in site}
    if not printed:
        return registration.remade
    key = site_key("registered pages", project)
    pages = [site_digest({path: digest for path, digest in site.items() if digest not in printed}), *registration.heads]
    if [registration.acts[head].site for head in registration.heads] == [site_digest(site)]:
        runtime.cache.put_many({key: msgpack.encode(pages)})
    known = read_cached(runtime, key, list[str]) or []
    return registration.remade and known[1:] == pages[1:] and known != pages


def begin_register(
    project: Project, rendered: RenderedSite, addresses: Iterable[str], findings: tuple[Finding, ...], approve: Approve
) -> Outcome:
    """Register what of the content is public already, by the addresses that are, and release nothing.

    Each of these must be one that the content makes or leads on from.
    """
    settings = rendered.portal.settings
    public = {inside_site(settings, written) or written for written in addresses}
    public |= {f"{path}index.html" for path in public if path.endswith("/")} | ({"index.html"} if "." in public else set())
    files = {file.path for file in rendered.files} | {one.name for one in rendered.attachments}
    led_on = {move.old for move in moves(rendered.portal, files)}
    lost = sorted(path for path in public - files - led_on if path.endswith((".html", ".htm")) or "?" in path)
    if lost:
        return Outcome(by_place((*findings, *(_not_made_finding(path, project) for path in lost))), stopped=True)
    found = rendered.changes
    changes = tuple(one for one in found if one.change.path == "portal.yml" or address_of(one.change.path) in public)
    statement = approve(Proposal(changes, rendered.portal, findings, begins=True))
    if statement is None:
        return Outcome(findings)
    registered_changes = (_with_reason(one.change, statement.reason) for one in changes)
    act = next_act(EMPTY, statement.when, __version__, "", registered_changes, statement.who)
    with pending_registration(project, Registration({}, (with_act(EMPTY, act)[1],), 0, act)):
        return Outcome(findings, unregistered=len(found) - len(changes))


def _not_made_finding(path: str, project: Project) -> Finding:
    message = f"现在公开的 {path}，内容里没有：登记以后它就会打不开"
    hint = f"把它的内容放进内容文件夹；已经由别的代替的，在那个文件里加一行 moved_from: [{path}]"
    return Finding("record.not-made", message, f"{project.content.as_posix()}/portal.yml", hint=hint)


def unsigned_reports(rendered: RenderedSite) -> tuple[Finding, ...]:
    """Return a finding for each report that publishing would make public or change, and that somebody has still to sign."""
    entries = {entry.name: entry for entry in rendered.portal.entries if entry.missing_roles}
    changes = rendered.changes if entries else ()
    found = check_signed(entries[one.change.path] for one in changes if one.change.path in entries)
    return with_spans(tuple(found), rendered.portal)


def _with_reason(change: SourceChange, reason: str) -> SourceChange:
    return change if change.reason else replace(change, reason=reason)


def register_file(registration: Registration, writer: StagedWriter) -> tuple[BuiltFile, ...]:
    """Stage the file in which the site shows its register, and return it; none where there is no register."""
    if not registration.acts:
        return ()
    lines = register_lines(registration.acts.values())
    writer.write(REGISTER_FILE, lines)
    return (BuiltFile(REGISTER_FILE, digest_of(lines)),)


def status_file(registration: Registration, portal: Portal, writer: StagedWriter) -> tuple[BuiltFile, ...]:
    """Stage the file in which the site says how far its bodies are, as of the last act, and return it."""
    last = max((act.when[:10] for act in registration.acts.values()), default="")
    data = render_status(portal, date.fromisoformat(last) if last else None)
    writer.write(STATUS_FILE, data)
    return (BuiltFile(STATUS_FILE, digest_of(data)),)


def make_public(
    project: Project, registration: Registration, publish: Callable[[], Published], delivery: Delivery | None
) -> tuple[Published, Registration]:
    """Let the site be published and brought to its targets; return what that changed here, and what is registered then.

    The new act is pending meanwhile. Where the site could not be published, or reached no target, the act is dropped; the
    versions that it speaks of may stay. Where it is not known whether it reached one, the act stays pending.
    """
    with pending_registration(project, registration, delivery):
        published = publish()
    if delivery is None:
        return published, registration
    is_public = delivery.bring()
    if registration.new is None or registration.without is None:
        return published, registration
    if is_public:
        _finish(project, registration.new, registration.heads[0])
        return published, registration
    if is_public is not None:
        undo(project)
    return published, registration.without


@contextmanager
def pending_registration(project: Project, registration: Registration, delivery: Delivery | None = None) -> Iterator[None]:
    """Write a new act down: pending while the site is published, and for good then if it is brought nowhere."""
    if registration.new is None:
        yield
        return
    act = registration.new
    add_versions(project.content, [(change.path, version_path(change.source)) for change in act.changes])
    awaited = json.encode(ExpectedRelease(delivery.targets, registration.heads[0])) if delivery else b""
    begin_act(pending_act(project.content, project.site), encode_act(act), awaited)
    try:
        yield
    except BaseException:
        if delivery:
            undo(project)
        else:
            settle(project)
        raise
    if not delivery:
        _finish(project, act, registration.heads[0])


def _finish(project: Project, act: Act, head: str) -> None:
    finish_act(pending_act(project.content, project.site), project.content / act_path(act, head))


def check_gone_files(rendered: RenderedSite) -> Iterator[Finding]:
    """Yield a finding for each attachment that was public and to which no page leads any more, withdrawn reports apart."""
    record = rendered.content.record
    led_on = {name for entry in rendered.portal.withdrawn for name in entry.attached}
    for one in rendered.changes if record.register.acts else ():
        name = one.change.path
        is_gone = one.act == "withdrawn" and one.source.kind == "attachment" and not _is_site_file(name)
        if is_gone and name in led_on:
            message = f"附件“{name}”随报告撤下：服务器按 server-config 配置的，它的地址转到撤下的说明；别的服务器上打不开"
            hint = "用 disclosure server-config 配置服务器；做不到的，在 withdrawn 的 reason 里写明附件也撤下了"
            yield Finding("record.file-withdrawn", message, f"{record.base}/{name}", hint=hint)
        elif is_gone:
            message = f"已经公开的附件“{name}”没有网页链接到它了，发布以后它的地址会打不开"
            hint = f"在用它的页面里写回链接，例如 [附件]({name.rpartition('/')[2]})；不再公开的，发布时用 --reason 写明原因"
            yield Finding("record.file-gone", message, f"{record.base}/{name}", hint=hint)


def check_changed_files(rendered: RenderedSite) -> Iterator[Finding]:
    """Yield a finding for each attachment of a public report that is another now, where the report has no new correction."""
    base, changes = rendered.content.record.base, rendered.changes if rendered.content.record.register.acts else ()
    files = {one.change.path: one.change for one in changes if one.source.kind == "attachment" and not one.source.withdrawn}
    were = {name: one.was for name, one in files.items() if one.was not in ("", one.source) and not _is_site_file(name)}
    if not were:
        return
    new = {one.change.path for one in changes if one.act == "published"}
    public = (one for one in rendered.portal.entries if one.name not in new)
    silent = {page_path(one.name): one for one in public if not any(a.revisions for a in one.amendments if not a.registered)}
    links = (link for one in rendered.built for link in one.links if link.target in were)
    for path, name in sorted({(page, link.target) for link in links for page in link.pages if page in silent}):
        report, own = silent[path], name.rpartition("/")[2]
        message = f"附件“{name}”随这份报告公开过，现在换成了别的内容，没有写明更正"
        add = entry_to_add(report.revisions, f"附件“{own}”换成了改正后的")
        hint = f"{add}，写上改了什么；不该换的，取回原来的：cp {base}/{version_path(were[name])} {base}/{name}"
        yield Finding("record.changed", message, report.path, ("published",), hint=hint)


def _is_site_file(name: str) -> bool:
    """Whether every page may use a file: such a one has another address whenever it changes."""
    return "/" not in name and (name == EXTRA_CSS or name.rpartition(".")[2] in PICTURES)
