"""The files that the segments of all bodies make together: one behind the other, or as the parts of an archive."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from ..model.planned_file import ArchivePart, CombinedArchive, CombinedFile
from ..model.portal import Portal
from ..outputs.addresses import WHOLE_WORKBOOK
from ..outputs.dataset_files import MAX_SHEET, dataset_archives, dataset_combined
from ..outputs.open_data import combined_archives, combined_files
from ..outputs.zip_file import PIECES_END, PartSizes, ZipPiece, joined_checksum, pack_piece, zip_frame
from .render import StoredSegment
from .site_pages import RenderedSite

_Between = TypeVar("_Between", bytes, ZipPiece)
Piece = bytes | StoredSegment
"""A piece of a combined file: bytes that are known, or a segment of a body."""


def combined_paths(portal: Portal) -> Iterator[str]:
    """Yield the path of each combined file of a portal."""
    yield from (one.path for one in (*combined_files(portal.settings, portal.forms), *dataset_combined(portal)))
    yield from (archive.path for archive in _archives(portal, lambda rows: 1))


def _archives(portal: Portal, sheets_of: Callable[[str], int]) -> Iterator[CombinedArchive]:
    yield from combined_archives(portal.settings, portal.forms)
    yield from dataset_archives(portal, sheets_of)


def combined_pieces(rendered: RenderedSite) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Yield the path of each combined file of the site, and its pieces."""
    portal = rendered.portal
    found: dict[tuple[str, str], list[StoredSegment]] = {}
    for segment in chain.from_iterable(one.segments for one in rendered.built):
        found.setdefault((segment.combined, segment.rows), []).append(segment)
    for combined in (*combined_files(portal.settings, portal.forms), *dataset_combined(portal)):
        yield combined.path, _pieces_of_file(combined, found.get((combined.path, ""), ()))
    shares = {rows: shared_out(segments) for (path, rows), segments in found.items() if path == WHOLE_WORKBOOK}
    for archive in _archives(portal, lambda rows: len(shares.get(rows, ((),)))):
        yield archive.path, _pieces_of_archive(archive, [_segments_of(archive, part, found, shares) for part in archive.parts])


def shared_out(segments: Sequence[StoredSegment], most: int = MAX_SHEET) -> list[list[StoredSegment]]:
    """Return segments in shares of at most so many bytes before they are compressed; at least one share."""
    shares: list[list[StoredSegment]] = [[]]
    length = 0
    for segment in segments:
        if shares[-1] and length + segment.length > most:
            shares.append([])
            length = 0
        shares[-1].append(segment)
        length += segment.length
    return shares


def _segments_of(
    archive: CombinedArchive,
    part: ArchivePart,
    found: dict[tuple[str, str], list[StoredSegment]],
    shares: dict[str, list[list[StoredSegment]]],
) -> Sequence[StoredSegment]:
    """The segments of a part of an archive."""
    if not part.rows:
        return ()
    if archive.path == WHOLE_WORKBOOK:
        return shares[part.rows][part.share] if part.rows in shares else ()
    return found.get((archive.path, part.rows), ())


def _pieces_of_file(combined: CombinedFile, segments: Sequence[StoredSegment]) -> tuple[Piece, ...]:
    """The pieces of a file whose segments stand one behind the other."""
    pieces = [combined.opening, *_with_separators(segments, combined.between)]
    return (*pieces, combined.closing) if combined.closing else tuple(pieces)


def _with_separators(segments: Sequence[StoredSegment], between: _Between | None) -> Iterator[StoredSegment | _Between]:
    """Segments with what stands between them."""
    for number, segment in enumerate(segments):
        if number and between:
            yield between
        yield segment


def _pieces_of_archive(archive: CombinedArchive, segments: Sequence[Sequence[StoredSegment]]) -> tuple[Piece, ...]:
    """The pieces of an archive: `segments` are those of each of its parts."""
    framed: list[list[StoredSegment | ZipPiece]] = [
        [
            pack_piece(part.opening),
            *_with_separators(own, pack_piece(part.between) if part.between else None),
            pack_piece(part.closing),
        ]
        for part, own in zip(archive.parts, segments, strict=True)
    ]
    heads, end = zip_frame([_sizes(part.name, own) for part, own in zip(archive.parts, framed, strict=True)])
    pieces: list[Piece] = []
    for head, own in zip(heads, framed, strict=True):
        pieces += [head, *(one.data if isinstance(one, ZipPiece) else one for one in own), PIECES_END]
    return (*pieces, end)


def _sizes(name: str, pieces: Sequence[StoredSegment | ZipPiece]) -> PartSizes:
    """What the directory of an archive says of a part."""
    checksum = joined_checksum((one.checksum, one.length) for one in pieces)
    packed = sum(one.size for one in pieces) + len(PIECES_END)
    return PartSizes(name.encode(), checksum, packed, sum(one.length for one in pieces))
