"""What the site needs besides the files of single jobs: attachments, combined files, the search index."""

from collections.abc import Iterator, Sequence

from ..model.digest import digest_of
from ..model.planned_file import BuiltFile, CombinedFile
from ..outputs.moved_pages import copies, moves
from ..outputs.open_data import combined_files
from ..system.atomic import ByteRange, StagedWriter
from .context import Runtime
from .render import StoredSegment
from .search_index import add_search_index
from .site_pages import RenderedSite
from .site_state import Segments, SiteState


def complete_site(
    rendered: RenderedSite, writer: StagedWriter, runtime: Runtime, state: SiteState
) -> tuple[tuple[BuiltFile, ...], Segments]:
    """Stage what is missing, and return all files of the site and the segments of its combined files."""
    files = [*rendered.files, *_add_attachments(rendered, writer, state)]
    segments: Segments = {}
    if rendered.context.complete:
        for combined in combined_files(rendered.portal.settings, rendered.portal.forms):
            found = [segment for one in rendered.built for segment in one.segments if segment.combined == combined.path]
            segments[combined.path] = _segments(combined, found)
            files.append(BuiltFile(combined.path, _combine(combined, found, writer, state)))
    files += _add_copies(rendered, files, writer, state)
    if rendered.context.has_search:
        files += add_search_index(rendered, writer, runtime, state)
    return tuple(files), segments


def _add_attachments(rendered: RenderedSite, writer: StagedWriter, state: SiteState) -> Iterator[BuiltFile]:
    """Stage the attachments that pages link to and the site lacks; yield all that pages link to."""
    for attachment in rendered.attachments:
        if not state.has_file(attachment.name, attachment.digest):
            writer.copy(attachment.name, attachment.path)
        yield BuiltFile(attachment.name, attachment.digest)


def _add_copies(
    rendered: RenderedSite, files: Sequence[BuiltFile], writer: StagedWriter, state: SiteState
) -> Iterator[BuiltFile]:
    """Stage data and attachments at their old addresses too; yield them there."""
    digests = {file.path: file.digest for file in files}
    for old, new in copies(moves(rendered.portal, digests)).items():
        if not state.has_file(old, digests[new]):
            writer.write(old, writer.read(new) or b"")
        yield BuiltFile(old, digests[new])


def _segments(combined: CombinedFile, segments: Sequence[StoredSegment]) -> tuple[tuple[str, int], ...]:
    """The digest and size of what a combined file opens with and of each segment."""
    opening = (digest_of(combined.opening), len(combined.opening))
    return (opening, *((segment.digest, segment.size) for segment in segments))


def _combine(combined: CombinedFile, segments: Sequence[StoredSegment], writer: StagedWriter, state: SiteState) -> str:
    """Stage a combined file if it changed, and return its digest; segments that did not change come from the site's file."""
    published, known = state.digest_of(combined.path), state.segments_of(combined.path)
    if published and known == _segments(combined, segments):
        return published
    places: dict[str, ByteRange] = {}
    start = known[0][1] if known else 0
    for digest, size in known[1:]:
        places[digest] = ByteRange(f"{writer.site}/{combined.path}", start, size)
        start += size + len(combined.between)
    pieces: list[bytes | ByteRange] = [combined.opening]
    for number, segment in enumerate(segments):
        pieces += [combined.between] if number else []
        pieces.append(places.get(segment.digest) or ByteRange(writer.stored(segment.name), 0, segment.size))
    return writer.combine(combined.path, [*pieces, combined.closing], published)
