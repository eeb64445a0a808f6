"""What every reader makes of a file: text and grids of cells, in the order they stand."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, Self

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Finding

SourceRow = tuple[str | None, ...]
"""The cells of one line of a grid; None where a merged cell reaches over from the left or from above."""


class TextBlock(Struct, frozen=True):
    """A paragraph, a heading, an item of a list, the name of a sheet, or one line of a text that was cut into lines.

    `open` says that the line goes on in the next one: the break between them is only layout.
    """

    text: str
    kind: Literal["paragraph", "heading", "item", "table", "sheet"] = "paragraph"
    level: int = 0
    open: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return (self.text,)

    def changed(self, change: Callable[[str], str]) -> Self:
        """Return it with another text."""
        return replace(self, text=change(self.text))


class GridBlock(Struct, frozen=True):
    """Cells in rows, merges undone; not `bordered` where a text only suggests where one cell ends and the next begins."""

    rows: tuple[SourceRow, ...]
    bordered: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """What its cells say, but for the empty ones."""
        return tuple(cell for row in self.rows for cell in row if cell)

    def changed(self, change: Callable[[str], str]) -> Self:
        """Return it with other texts in its cells."""
        return replace(self, rows=tuple(tuple(cell and change(cell) for cell in row) for row in self.rows))


Block = TextBlock | GridBlock


class AttachedFile(Struct, frozen=True):
    """A picture or an attachment that a report leads to, and the name under which it does."""

    name: str
    data: bytes


class SourceDocument(Struct, frozen=True):
    """A file as read; `title` and `published` only where the file itself declares them, `address` where it was on the web.

    `line_wrapped` says that its text was laid out in lines, so that blanks inside it may mean nothing. `files` came along with it
    (`attached_files`), `pictures` counts those that did not, `missing` are the addresses of such pictures and attachments; `left`
    names what else was not read, and `around` counts the characters of the page around the report.
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

    def changed(self, change: Callable[[str], str]) -> Self:
        """Return it with all its texts and cells changed."""
        return replace(self, blocks=tuple(block.changed(change) for block in self.blocks))


class DocumentOrigin(Struct, frozen=True):
    """What is known of a document besides its bytes: where it is kept, and the day on which it was published if it says none.

    `beside` are the files that it leads to, by the addresses under which it does.
    """

    kept_as: str = ""
    published: str = ""
    beside: Mapping[str, bytes] = {}


NO_ORIGIN = DocumentOrigin()


def unread(what: str, texts: Iterable[str], counter: str = "") -> tuple[str, ...]:
    """Return what is to be said of texts that were not imported, none for none; how many there are where they are counted."""
    found = [said for text in texts if (said := " ".join(text.split()))]
    count = f" {len(found)} {counter}" if counter else ""
    return (f"{what}{count}没有导入：“{'；'.join(dict.fromkeys(found))[:200]}”",) if found else ()


class UnreadableError(Exception):
    """Raised by a reader that makes no document of a file; it says why."""

    def __init__(self, message: str, hint: str = "", code: str = "import.unreadable") -> None:
        """Take what the finding will say."""
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code

    def finding(self, path: str) -> Finding:
        """Return the reason as a finding about the file."""
        return Finding(self.code, self.message, path, hint=self.hint)
