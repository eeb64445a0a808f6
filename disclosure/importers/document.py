"""What every reader makes of a file: text and grids of cells, in the order they stand."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from ..model.finding import Finding

GridRow = tuple[str | None, ...]
"""The cells of one line of a grid; None where a merged cell reaches over from the left or from above."""


class TextBlock(Struct, frozen=True):
    """A paragraph, a heading, an item of a list, the name of a sheet, or one line of a text that was cut into lines.

    `open` says that the line goes on in the next one: the break between them is only layout.
    """

    text: str
    kind: Literal["paragraph", "heading", "item", "table", "sheet"] = "paragraph"
    level: int = 0
    open: bool = False


class GridBlock(Struct, frozen=True):
    """Cells in rows, merges undone; not `bordered` where a text only suggests where one cell ends and the next begins."""

    rows: tuple[GridRow, ...]
    bordered: bool = True


Block = TextBlock | GridBlock


class AttachedFile(Struct, frozen=True):
    """A picture or an attachment that a report leads to, and the name under which it does."""

    name: str
    data: bytes


class SourceDocument(Struct, frozen=True):
    """A file as read; `title` and `published` only where the file itself declares them.

    `torn` says that its text was laid out in lines, so that blanks inside it may mean nothing. `pictures` counts those
    in it that did not come along, and `left` names what else was not read; `around` counts the characters of the page that a
    report stood on. `files` are what came along (`attached_files`), `missing` the addresses of pictures and attachments that did
    not, `address` is where the page was on the web.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    published: str = ""
    line_wrapped: bool = False
    pictures: int = 0
    left: tuple[str, ...] = ()
    around: int = 0
    files: tuple[AttachedFile, ...] = ()
    missing: tuple[str, ...] = ()
    address: str = ""


class DocumentOrigin(Struct, frozen=True):
    """What is known of a document besides its bytes: where it is kept, and the day on which it was published if it says none.

    `beside` are the files that it leads to, by the addresses under which it does.
    """

    kept_as: str = ""
    published: str = ""
    beside: Mapping[str, bytes] = {}


NO_ORIGIN = DocumentOrigin()


class UnreadableError(Exception):
    """Raised by a reader that makes no document of a file; it says why."""

    def __init__(self, message: str, hint: str = "", code: str = "import.unreadable") -> None:
        """Take what the finding will say."""
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code

    def finding(self, path: str) -> Finding:
        """Return the reason as a finding about the file."""
        return Finding(self.code, self.message, path, hint=self.hint)
