"""What a run holds back because of errors: bodies that keep what is public of them, and new reports that wait.

A body whose public files have errors is made of its registered versions, settings, pages and attachments too, also those that
lie elsewhere and that its pages lead to; a new report with errors is left out. What that changes may make errors elsewhere,
so the run is repeated until none is left.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..check.codes import stops
from ..model.finding import Finding, by_place
from ..model.portal import Portal
from ..model.report import folder_of, folders_to
from ..outputs.moved_pages import old_folder
from ..parsing.classify import source_name, year_in
from ..parsing.settings import parse_body, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import read_source
from .context import Held, Project
from .record import registered_names
from .site_pages import RenderedSite


class Prepared(Struct, frozen=True):
    """What comes of the content before anything is written: the site, None where a finding stops it, and all findings.

    `held` are the bodies and reports that are held back, in words.
    """

    site: RenderedSite | None
    findings: tuple[Finding, ...]
    held: tuple[str, ...] = ()


def prepare_holding(prepare: Callable[[Project], Prepared], discard_all: Callable[[], None], project: Project) -> Prepared:
    """Return the site that can be made while what has errors is held back, and what was found on the way.

    There is no site where an error is not that of a body: of the register, of the templates, of what is held itself.
    `discard_all` takes back what was staged: pages that say what is held may be in the site already, others were staged.
    """
    prepared, held = prepare(project), Held()
    everything = list(prepared.findings)
    while (more := _more_held(held, prepared, project)) != held:
        held = more
        discard_all()
        prepared = prepare(replace(project, held=held))
        everything += prepared.findings
    words = _in_words(held, prepared.site.portal) if prepared.site else ()
    return Prepared(prepared.site, by_place(everything), tuple(words))


def _in_words(held: Held, portal: Portal) -> Iterator[str]:
    names = {body.folder: body.name for body in portal.bodies}
    for folder in sorted(held.folders.intersection(names)):
        yield f"{names[folder] or folder}（保留已公开的内容）"
    for name in sorted(held.waiting):
        body, year = names.get(folder_of(name)) or folder_of(name), name.rpartition("/")[2].removesuffix(".md")
        yield f"{body} {year} 年报告（还没有公开过，改好再公开）"
    for name in sorted(held.files):
        yield f"附件 {name}（暂缓的机构链接着它，保留已公开的一份）"


_OF_OTHERS = ("rollup.unequal",)
"""What may be wrong because of the bodies below: it is asked again once those are held."""


def _more_held(held: Held, prepared: Prepared, project: Project) -> Held:
    """What must be held besides: files that held bodies show, or what findings stop a site; no more where nothing helps."""
    if prepared.site is None:
        return _held_by_findings(held, prepared.findings, project)
    return replace(held, files=held.files | _linked_elsewhere(prepared.site))


def _linked_elsewhere(site: RenderedSite) -> frozenset[str]:
    """The public files that pages of held bodies lead to, and that are others now, or gone: they lie outside these bodies."""
    content, public = site.content, site.content.record.register.public_sources
    if not content.held.folders:
        return frozenset()
    bodies, now = {body.folder for body in content.bodies}, {one.name: one.digest for one in content.attachments}

    def is_held(page: str) -> bool:
        return next(one for one in reversed(folders_to(folder_of(page))) if one in bodies) in content.held.folders

    links = (link for one in site.built for link in one.links if link.target in public)
    return frozenset(
        link.target for link in links if now.get(link.target) != public[link.target].source and any(map(is_held, link.pages))
    )


def _held_by_findings(held: Held, found: Iterable[Finding], project: Project) -> Held:
    """What must be held besides because of these findings; no more where one is of nothing that can be held."""
    public = registered_names(project.content)
    folders, waiting = set(held.folders), set(held.waiting)
    stopping = [one for one in found if stops((one,), project.strict)]
    for finding in [one for one in stopping if one.code not in _OF_OTHERS] or stopping:
        name = source_name(finding.path.removeprefix(f"{project.content.as_posix()}/"))
        if name == finding.path or name.startswith("register/"):
            return held
        folder = _body_folder(name, public)
        if former := _former_folder(folder_of(name), project, public):
            folders |= {folder_of(name), former}
        elif year_in(name) and name not in public:
            waiting.add(name)
        else:
            folders.add(folder)
    return Held(frozenset(folders), frozenset(waiting), held.files)


def _former_folder(folder: str, project: Project, public: Iterable[str]) -> str:
    """The public folder that a body moved from, "" where it did not move since it was published: both are held then."""
    described, portal = f"{folder}/body.yml", "portal.yml"
    if not folder or any(folder_of(name) == folder for name in public) or not (project.content / described).is_file():
        return ""
    body, settings = (read_source(project.content / name, name, name, MAX_FILE_SIZE) for name in (described, portal))
    parsed, whole = parse_body(body).value, parse_settings(settings).value
    written = parsed.moved_from if parsed and whole else ()
    former = (old_folder(whole, one) for one in written if whole)
    return next((old for old in former if old and any(folder_of(name) == old for name in public)), "")


def _body_folder(name: str, public: Iterable[str]) -> str:
    """The folder of the body that a file belongs to: the innermost that holds a report or is described."""
    described = {folder_of(one) for one in public if year_in(one) or one.endswith("body.yml")}
    inside = name if name in described else folder_of(name)
    return next((folder for folder in reversed(folders_to(inside)) if folder in described), folders_to(inside)[:2][-1])
