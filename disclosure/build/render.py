"""Planned files → built files: each is made, and handed to the writer at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from ..check.links import OutgoingLink, unresolved_links
from ..html.outline import outline
from ..html.template_faults import TemplateFault, fault_finding
from ..model.digest import digest_of
from ..model.finding import Finding
from ..model.form import form_of_key
from ..model.planned_file import BuiltFile, FiguresRef, Outline, Page, PlannedFile, PlannedSegment
from ..model.portal import Attachment
from ..model.report import Source
from ..outputs.open_data import separators
from ..outputs.search_page import section_titles
from ..outputs.zip_file import pack_piece
from ..parsing.text import MAX_FILE_SIZE
from ..present.figures import Figures
from ..present.masking import masked_report
from ..search.documents import comparable_text
from ..system.files import load_source
from .context import BuildContext, Runtime
from .incremental import cached_map
from .load import parsed_report


class StoredSegment(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A segment of a combined file, stored until that file is made.

    In an archive it belongs to the parts with these `rows`; `checksum` and `length` are those before it was compressed.
    """

    combined: str
    digest: str
    size: int
    rows: str = ""
    checksum: int = 0
    length: int = 0

    @property
    def name(self) -> str:
        """The name under which it is stored."""
        return f"{self.combined}/{self.digest}"


class StoredText(Struct, frozen=True, array_like=True):
    """The text of a page for the search index, stored until that is made."""

    page: str
    digest: str

    @property
    def name(self) -> str:
        """The name under which it is stored."""
        return f"texts/{self.digest}"


class BuiltFiles(Struct, frozen=True, omit_defaults=True):
    """What a job made: files, segments of combined files, texts for search; or the fault of a template.

    `linked` is what pages lead to, other files than these: the same pages once, with all links that stand on them.
    """

    files: tuple[BuiltFile, ...]
    segments: tuple[StoredSegment, ...] = ()
    linked: tuple[tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]], ...] = ()
    texts: tuple[StoredText, ...] = ()
    fault: Finding | None = None

    @property
    def links(self) -> Iterator[OutgoingLink]:
        """The links of its pages that lead to other files."""
        return (OutgoingLink(*link, pages) for pages, links in self.linked for link in links)


IsCurrent = Callable[[BuiltFiles], bool]
"""Whether what a job made before can be used: where a run writes, the site must have it; else it always can."""


def run_jobs(planned: Sequence[PlannedFile], context: BuildContext, runtime: Runtime, is_current: IsCurrent) -> list[BuiltFiles]:
    """Return what came of each planned file: from the cache where its inputs are the same and it is current, else made."""
    keys = [one.key(context.key) for one in planned]
    return cached_map(partial(run_job, context), planned, keys, BuiltFiles, runtime, "网页", is_current=is_current)


def run_job(context: BuildContext, planned: PlannedFile) -> BuiltFiles:
    """Make a single planned file."""
    return build_files(context, (planned,))


def build_files(context: BuildContext, planned: Iterable[PlannedFile | PlannedSegment]) -> BuiltFiles:
    """Make planned files and segments one after the other; a template that fails is a finding."""
    files: list[BuiltFile] = []
    texts: list[StoredText] = []
    outlines: dict[str, Outline] = {}
    segments: dict[tuple[str, str], list[bytes]] = {}
    try:
        for one in planned:
            if isinstance(one, PlannedSegment):
                segments.setdefault((one.combined, one.rows), []).append(one.make(*one.inputs))
                continue
            data = _bytes_of(context, one)
            context.writer.write(one.path, data)
            files.append(BuiltFile(one.path, digest_of(data), one.page))
            if one.page:
                outlines[one.path] = outline(data)
                texts += _stored_text(context, one.page, data)
            if one.segment and context.complete:
                segments.setdefault((one.segment.combined, ""), []).append(data[one.segment.skip :])
    except TemplateFault as fault:
        return BuiltFiles((), fault=fault_finding(fault, context.theme.texts, fault.template))
    linked: dict[tuple[str, ...], list[tuple[str, str, str]]] = {}
    for link in unresolved_links(outlines, {one.path for one in files}):
        linked.setdefault(link.pages, []).append((link.link, link.target, link.anchor))
    by_pages = tuple((pages, tuple(links)) for pages, links in linked.items())
    return BuiltFiles(tuple(files), tuple(_stored_segments(context, segments)), by_pages, tuple(texts))


def outline_of(context: BuildContext, planned: PlannedFile) -> Outline:
    """Make a page once more, and return its outline."""
    return outline(_bytes_of(context, planned))


def _bytes_of(context: BuildContext, planned: PlannedFile) -> bytes:
    """What a planned file holds; what its inputs refer to is read first."""
    return planned.make(*(_read_input(context, one) for one in planned.inputs))


def _read_input(context: BuildContext, given: Any) -> Any:
    """An input; the figures and the bytes of a file that it refers to instead."""
    if isinstance(given, Attachment):
        return load_source(Source(given.path, given.name, b"", given.digest), MAX_FILE_SIZE).data
    return _figures(context, given) if isinstance(given, FiguresRef) else given


def _figures(context: BuildContext, wanted: FiguresRef) -> Figures:
    source = load_source(Source(wanted.path, wanted.name, b"", wanted.source), MAX_FILE_SIZE)
    report = parsed_report(source, context.forms).value
    assert report is not None
    form = form_of_key(context.forms, report.format)
    public = masked_report(report, context.settings.public_numbers)
    return Figures(report.year, form, public.tables, wanted.digest)


def _stored_text(context: BuildContext, page: Page, data: bytes) -> Iterator[StoredText]:
    """Store the text of a page that can be searched."""
    if page.source and context.has_search:
        text = comparable_text(data, tuple(section_titles(context.forms)))
        stored = StoredText(page.path, digest_of(text))
        context.writer.store(stored.name, text)
        yield stored


def _stored_segments(context: BuildContext, segments: Mapping[tuple[str, str], list[bytes]]) -> Iterator[StoredSegment]:
    """Store what a job adds to combined files, one segment for each of these, and to the parts of archives, compressed."""
    between = separators(context.settings, context.forms)
    for (combined, rows), texts in segments.items():
        data, checksum, length = between.get(combined, b"").join(texts), 0, 0
        if rows:
            data, checksum, length = pack_piece(data)
        stored = StoredSegment(combined, digest_of(data), len(data), rows, checksum, length)
        context.writer.store(stored.name, data)
        yield stored
