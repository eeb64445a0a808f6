"""The content folder → what the portal consists of, and its reports divided into units of work."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct, msgpack
from msgspec.structs import replace

from ..check import check_forms
from ..model.digest import Interned, fingerprint
from ..model.finding import Finding, Parsed, by_place
from ..model.form import Format, GlossaryEntry
from ..model.portal import Attachment, Body, Portal, ReportEntry, Settings, StandingPage
from ..model.report import Source, folder_of
from ..model.theme import Theme
from ..parsing.classify import ContentFiles, classify
from ..parsing.forms import parse_format, parse_glossary, with_trend_years
from ..parsing.settings import parse_body, parse_page, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..parsing.theme_files import parse_theme
from ..system.files import load as load_source
from ..system.snapshot import FileStat, Folder, FolderSnapshot, read_texts, scan_folder
from .assemble import assemble, order_bodies
from .context import Project, Tools, recalled
from .incremental import cached_map, run_all

T = TypeVar("T")


class Unit(Struct, frozen=True):
    """A body with the files of its reports, by which the work is divided; `below` where its reports sum others up."""

    body: Body
    sources: tuple[Source, ...]
    below: tuple["Unit", ...] = ()

    @property
    def digest(self) -> str:
        """What stands for all that can be read of it."""
        return fingerprint(
            self.body, [(source.path, source.digest) for source in self.sources], [unit.digest for unit in self.below]
        )


class Common(Interned, frozen=True, dict=True):
    """What all work of a run has in common.

    `whole` asks for what is made of all reports together; `site` is where finished files are put beside, "" when nothing
    is written.
    """

    settings: Settings
    forms: tuple[Format, ...]
    theme: Theme
    drafts: bool
    whole: bool = False
    site: str = ""

    @property
    def searchable(self) -> bool:
        """Whether there is a search index."""
        return self.whole and "search" in self.settings.publish


class Surveyed(Struct, frozen=True):
    """All of the content folder but its reports, and the work that these are; nothing when that can't be begun."""

    findings: tuple[Finding, ...]
    common: Common | None = None
    bodies: tuple[Body, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()

    def portal(self, cards: Iterable[ReportEntry]) -> Portal:
        """The portal, with cards for its reports."""
        assert self.common is not None
        settings, forms = self.common.settings, self.common.forms
        return assemble(settings, self.bodies, cards, self.pages, self.attachments, forms, self.glossary)


def survey(project: Project, tools: Tools, looked: FolderSnapshot) -> Surveyed:
    """Read what says of what the portal consists, and divide its reports into units of work."""
    theme, told = read_theme(project, tools), read_formats(project, tools)
    tree, files = _scanned(project, tools, looked)
    found = (*tree.findings, *files.findings, *theme.findings, *told.findings)
    if files.settings is None or theme.value is None or told.value is None:
        return Surveyed(by_place(found))
    forms, glossary = told.value
    settings, bodies, pages, unread = _read(project, tools, files)
    found += unread
    if settings is None or not files.reports:
        return Surveyed(by_place(found))
    folders: dict[str, list[Source]] = {}
    for source in files.reports:
        folders.setdefault(folder_of(source.name), []).append(source)
    housed, homeless = order_bodies(settings, bodies, {folder: sources[0].path for folder, sources in folders.items()})
    others = (*tree.others, *(Attachment(text.path, text.name, text.digest) for text in files.attached))
    common = Common(settings, forms, theme.value, project.drafts, project.whole)
    return Surveyed((*found, *homeless), common, housed, _units(housed, folders), tuple(pages), others, glossary)


def _scanned(project: Project, tools: Tools, looked: FolderSnapshot) -> tuple[Folder, ContentFiles]:
    """The content folder with the digests of its files; those that nobody changed since are remembered."""
    key = fingerprint("文件", project.content.absolute().as_posix())
    known = recalled(tools, key, dict[str, tuple[FileStat, str]]) or {}
    tree, digests = scan_folder(project.content, looked, (".md", ".yml", ".yaml"), known, partial(run_all, tools))
    if digests != known:
        tools.cache.put_many({key: msgpack.encode(digests)})
    return tree, classify(tree.texts, project.content.as_posix())


def _read(
    project: Project, tools: Tools, files: ContentFiles
) -> tuple[Settings | None, list[Body], list[StandingPage], tuple[Finding, ...]]:
    """Parse the texts that belong to no body's reports, what is unchanged from the cache."""

    def parsed(what: str, parse: Callable[[Source], Parsed[T]], texts: Sequence[Source], of: Any) -> list[Parsed[T]]:
        keys = [fingerprint(project.code, what, text.path, text.digest) for text in texts]
        return cached_map(partial(_parse_file, parse), texts, keys, of, tools, what)

    assert files.settings is not None
    settings = parsed("网站", parse_settings, [files.settings], Parsed[Settings])
    bodies = parsed("机构", parse_body, files.bodies, Parsed[Body])
    pages = parsed("页面", parse_page, files.pages, Parsed[StandingPage])
    everything: list[Parsed[Any]] = [*settings, *bodies, *pages]
    found = tuple(finding for one in everything for finding in one.findings)
    return settings[0].value, [b.value for b in bodies if b.value], [p.value for p in pages if p.value], found


def _parse_file(parse: Callable[[Source], Parsed[T]], source: Source) -> Parsed[T]:
    return parse(load_source(source, MAX_FILE_SIZE))


def _units(bodies: tuple[Body, ...], folders: Mapping[str, list[Source]]) -> tuple[Unit, ...]:
    """One unit for each body that has reports."""
    units = {body.folder: Unit(body, tuple(folders.get(body.folder, ()))) for body in bodies}
    below: dict[str, list[Unit]] = {}
    for folder, unit in units.items():
        above = next((at for at in _folders_above(folder) if at in units), None)
        if above is not None and units[above].body.summary:
            below.setdefault(above, []).append(unit)
    return tuple(replace(unit, below=tuple(below.get(folder, ()))) for folder, unit in units.items() if unit.sources)


def _folders_above(folder: str) -> Iterator[str]:
    """Yield the folders that a folder lies in, innermost first."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def read_formats(project: Project, tools: Tools) -> Parsed[tuple[tuple[Format, ...], tuple[GlossaryEntry, ...]]]:
    """Read the official forms and the glossary; there are none unless all are sound."""
    everything = read_texts(project.formats, (".yml",), MAX_FILE_SIZE)
    texts = tuple(text for text in everything if text.name != "glossary.yml")
    words = [text for text in everything if text.name == "glossary.yml"]
    keys = [fingerprint(project.code, "词汇", text.path, text.digest) for text in words]
    told = cached_map(parse_glossary, words, keys, Parsed[tuple[GlossaryEntry, ...]], tools, "词汇")
    glossary = tuple(entry for one in told for entry in one.value or ())
    keys = [fingerprint(project.code, "格式", text.path, text.digest) for text in texts]
    parsed = cached_map(parse_format, texts, keys, Parsed[Format], tools, "格式")
    everyone: list[Parsed[Any]] = [*parsed, *told]
    found = tuple(finding for one in everyone for finding in one.findings)
    forms = tuple(one.value for one in parsed if one.value)
    if not found:
        found = check_forms(tuple(zip(texts, forms, strict=True)))
    return Parsed(None, found) if found or not forms else Parsed((with_trend_years(forms), glossary))


def read_theme(project: Project, tools: Tools) -> Parsed[Theme]:
    """Read the templates, their syntax checked."""
    texts = read_texts(project.templates, (".html", ".css", ".js", ".xml", ".svg", ".txt"), MAX_FILE_SIZE)
    key = fingerprint(project.code, project.templates.as_posix(), [(text.name, text.digest) for text in texts])
    (parsed,) = cached_map(partial(parse_theme, project.templates.as_posix()), [texts], [key], Parsed[Theme], tools, "模板")
    return parsed
