"""What a job made: the files it wrote, and what the rest of the build must know of them."""

from collections.abc import Callable

from msgspec import Struct

from ..check.links import OutgoingLink
from ..model.finding import Finding
from ..model.planned_file import BuiltFile
from ..search.document_files import TEXTS


class StoredSegment(Struct, frozen=True, array_like=True):
    """A segment of a combined file, stored until that file is made."""

    combined: str
    digest: str
    size: int

    @property
    def name(self) -> str:
        """The name under which it is stored."""
        return f"{self.combined}/{self.digest}"


class StoredText(Struct, frozen=True, array_like=True):
    """The text of a page for the search index, stored until the page has its number there."""

    page: str
    digest: str

    @property
    def name(self) -> str:
        """The name under which it is stored."""
        return f"{TEXTS}{self.digest}"


class BuiltFiles(Struct, frozen=True, omit_defaults=True):
    """What a job made: files, segments of combined files, texts for search; or the fault of a template.

    `links` are those of its pages that lead to other files.
    """

    files: tuple[BuiltFile, ...]
    segments: tuple[StoredSegment, ...] = ()
    links: tuple[OutgoingLink, ...] = ()
    texts: tuple[StoredText, ...] = ()
    fault: Finding | None = None


IsCurrent = Callable[[BuiltFiles], bool]
"""Whether what a job made before can be used: where a run writes, the site must have it; else it always can."""
