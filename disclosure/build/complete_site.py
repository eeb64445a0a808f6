"""What the site needs besides the files of single jobs: attachments, combined files, PDFs, the search index."""

from collections.abc import Iterator, Sequence

from ..model.digest import digest_of
from ..model.planned_file import BuiltFile
from ..outputs.moved_pages import copies, moves
from ..system.atomic import ByteRange, StagedWriter
from .combined import Piece, combined_pieces
from .context import Runtime
from .pdf_files import add_pdf_files
from .search_index import add_search_index
from .site_pages import RenderedSite
from .site_state import Pieces, SiteState


def complete_site(
    rendered: RenderedSite, writer: StagedWriter, runtime: Runtime, state: SiteState
) -> tuple[tuple[BuiltFile, ...], Pieces]:
    """Stage what is missing, and return all files of the site and the pieces of its combined files."""
    files = [*rendered.files, *_add_attachments(rendered, writer, state)]
    combined = dict(combined_pieces(rendered)) if rendered.context.complete else {}
    files += [BuiltFile(path, _combine(path, pieces, writer, state)) for path, pieces in combined.items()]
    if rendered.context.complete and not rendered.context.drafts:
        files += add_pdf_files(rendered, {file.path: file.digest for file in files}, writer, runtime, state)
    files += _add_copies(rendered, files, writer, state)
    if rendered.context.has_search:
        files += add_search_index(rendered, writer, runtime, state)
    return tuple(files), {path: tuple(map(_known_by, pieces)) for path, pieces in combined.items()}


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


def _combine(path: str, pieces: Sequence[Piece], writer: StagedWriter, state: SiteState) -> str:
    """Stage a combined file if it changed, and return its digest; segments that did not change come from the site's file."""
    published, known = state.digest_of(path), state.pieces_of(path)
    if published and known == tuple(map(_known_by, pieces)):
        return published
    places: dict[str, ByteRange] = {}
    start = 0
    for digest, size in known:
        places[digest] = ByteRange(f"{writer.site}/{path}", start, size)
        start += size

    def found(piece: Piece) -> bytes | ByteRange:
        if isinstance(piece, bytes):
            return piece
        return places.get(piece.digest) or ByteRange(writer.stored(piece.name), 0, piece.size)

    return writer.combine(path, map(found, pieces), published)


def _known_by(piece: Piece) -> tuple[str, int]:
    """The digest and size of a piece."""
    return (digest_of(piece), len(piece)) if isinstance(piece, bytes) else (piece.digest, piece.size)
