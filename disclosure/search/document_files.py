"""The file of a page that can be found: what a hit says of it, and its text, to show passages from."""

from msgspec import Struct, json

from .index_layout import END
from .page_text import PageChapter, fold_letters

FOLDER = "search/"
TEXTS = f"{FOLDER}text/"


class SearchDocument(Struct, frozen=True):
    """A page that can be found, as a hit names it; `year` is 0 for a standing page."""

    title: str
    body: str
    year: int
    href: str


class _DocumentFile(SearchDocument, frozen=True):
    chapters: tuple[PageChapter, ...]


def text_path(number: int) -> str:
    """Return where the file of a document is published."""
    return f"{TEXTS}{number}.json"


def encode_document(document: SearchDocument, chapters: tuple[PageChapter, ...]) -> bytes:
    """Return the file of a document."""
    return json.encode(_DocumentFile(document.title, document.body, document.year, document.href, chapters)) + b"\n"


def comparable_texts(file: bytes) -> bytes:
    """Return the texts in the file of a document as they are compared, each once and ended by END."""
    chapters = json.decode(file, type=_DocumentFile).chapters
    texts = fold_letters(END.join(text for chapter in chapters for passage in chapter.passages for text in passage.texts))
    return "".join(text + END for text in dict.fromkeys(texts.split(END))).encode()
