"""Search: its page with the list of every report, its program, and the index that is made of the finished pages.

    search.html              the form, and every report by body and year for those without JavaScript
    assets/search.*.js       the program
    search/index.json        how many documents and shards there are, and a digest that changes when any file does
    search/common.bin        texts that many pages share word for word, such as the headings of the forms
    search/<shard>.bin       the tree of all other strings (`render/grams.py`), and its pages <shard>-<page>.bin
    search/text/<n>.json     a document: what it is and its text, to show passages from

Documents are numbered: standing pages first, then reports in the order of their publication, so that a new report
leaves the numbers of the others as they are. The program asks for `index.json` anew each time, and for every other
file under an address that carries its digest, so that no cache can mix two states of the index.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain

from msgspec import Struct, json

from ..model.job import Job, Page
from ..model.passage import Chapter
from ..model.portal import Body, Portal
from ..model.stamp import stamp
from ..model.theme import Theme
from ..render.grams import END, Corpus, corpus, numbers, places, shard_files, shard_of, varint
from ..render.metadata import column_metas
from ..render.passages import fold
from ..render.templates import fill
from .address import SEARCH, Crumb, Frame, Link, body_path, frame_of, head_of, link, page_path

FOLDER = "search/"
COMMON_FROM = 20
"""A text that more documents than this share may be kept among the common ones."""
COMMON_SIZE = 24 << 10
SHARD_SIZE = 4096
"""Characters of text that a shard has at least, and twice as many at most; they make three or four times the bytes."""


class Listed(Struct, frozen=True):
    """A body and its reports, newest first."""

    name: str
    path: str
    reports: tuple[Crumb, ...]


def search_page(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan the page that searches, and its program."""
    if "search" not in portal.settings.publish:
        return
    listed = tuple(_listed(body, portal) for body in portal.bodies if portal.by_folder[body.folder])
    columns = tuple(Crumb(page.title, page_path(page.name)) for page in portal.pages)
    program = _program_path(theme)
    yield Job(SEARCH, render_page, (theme, frame_of(portal, theme), program, listed, columns), Page(SEARCH, "检索"))
    yield Job(program, render_program, (theme.texts["assets/search.js"],))


def _listed(body: Body, portal: Portal) -> Listed:
    reports = tuple(Crumb(card.title, page_path(card.name)) for card in portal.by_folder[body.folder])
    return Listed(body.name, body_path(body.folder), reports)


def _program_path(theme: Theme) -> str:
    """The program, its name changing with its text."""
    return f"assets/search.{stamp(theme.texts['assets/search.js'])[:8]}.js"


def render_page(theme: Theme, frame: Frame, program: str, listed: tuple[Listed, ...], standing: tuple[Crumb, ...]) -> bytes:
    """Return the page that searches."""
    crumbs = (Crumb(frame.settings.name, body_path("")), Crumb("检索", SEARCH))
    metas = column_metas("检索", "检索政府信息公开工作年度报告", "政府信息公开,年度报告,检索", "信息公开年报")
    return fill(
        theme,
        "pages/search.html",
        frame=frame,
        head=head_of(frame, SEARCH, "检索", crumbs, metas, "在历年政府信息公开工作年度报告中检索。"),
        program=link(SEARCH, program),
        folder=FOLDER,
        bodies=tuple((_link(Crumb(body.name, body.path)), tuple(map(_link, body.reports))) for body in listed),
        standing=tuple(map(_link, standing)),
    ).encode()


def _link(target: Crumb) -> Link:
    return Link(target.text, link(SEARCH, target.path))


def render_program(text: str) -> bytes:
    """Return the program as it is written."""
    return text.encode()


class Document(Struct, frozen=True):
    """A page that can be found: what a hit says of it, and its text; `year` is 0 for a standing page."""

    title: str
    body: str
    year: int
    href: str
    chapters: tuple[Chapter, ...]
    digest: str

    def texts(self) -> tuple[str, ...]:
        """Its texts, folded, each once."""
        passages = (passage for chapter in self.chapters for passage in chapter.passages)
        return tuple(dict.fromkeys(fold(text) for passage in passages for text in passage.texts))


def documents_of(portal: Portal, pages: Mapping[str, tuple[Chapter, ...]]) -> tuple[Document, ...]:
    """Return what can be found, by number; `pages` gives the text of the finished pages."""
    owner = portal.settings.body.name
    standing = (_document(page.title, owner, 0, page_path(page.name), pages) for page in portal.pages)
    cards = sorted(portal.cards, key=lambda card: (card.published, card.name))
    reports = (_document(c.title, portal.known[c.folder].name, c.year, page_path(c.name), pages) for c in cards)
    return (*standing, *reports)


def _document(title: str, body: str, year: int, path: str, pages: Mapping[str, tuple[Chapter, ...]]) -> Document:
    chapters = pages[path]
    return Document(title, body, year, link(SEARCH, path), chapters, stamp(title, body, year, path, chapters))


class Survey(Struct, frozen=True):
    """What must be known of all documents before any shard is made: the common texts, and what each shard depends on."""

    common: tuple[str, ...]
    common_file: bytes
    keys: tuple[str, ...]


def survey(documents: Sequence[Document]) -> Survey:
    """Return how the index of these documents is laid out."""
    texts = [document.texts() for document in documents]
    groups = _common(texts)
    common = frozenset(chain.from_iterable(shared for _, shared in groups))
    own = [[text for text in found if text not in common] for found in texts]
    shards = _shards(sum(map(len, chain.from_iterable(own))))
    return Survey(tuple(sorted(common)), b"".join(_group(*group) for group in groups), _keys(own, shards))


def _shards(characters: int) -> int:
    """How many shards so much text makes: a power of two, so that a new report seldom moves every branch."""
    return 1 << max(0, (characters // SHARD_SIZE).bit_length() - 1)


def _common(texts: Sequence[tuple[str, ...]]) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The texts that spare the index most by standing apart, with the documents they are in, within COMMON_SIZE."""
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(texts):
        for text in found:
            where[text].append(number)
    groups: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for text in sorted(where):
        if len(where[text]) > COMMON_FROM:
            groups[tuple(where[text])].append(text)
    chosen = []
    left = COMMON_SIZE
    for documents, shared in sorted(groups.items(), key=lambda group: (-len(group[0]) * len("".join(group[1])), group)):
        size = len(_group(documents, tuple(shared)))
        if size <= left:
            left -= size
            chosen.append((documents, tuple(shared)))
    return chosen


def _group(documents: tuple[int, ...], shared: tuple[str, ...]) -> bytes:
    written = END.join(shared).encode()
    return numbers(documents) + varint(len(written)) + written


def _keys(own: Sequence[Sequence[str]], shards: int) -> tuple[str, ...]:
    """What stands for the texts that each shard is made of: those that hold two characters belonging to it."""
    found = [blake2b(digest_size=16) for _ in range(shards)]
    for number, texts in enumerate(own):
        for text in texts:
            quoted = stamp(number, text).encode()
            for shard in {shard_of(gram, shards) for gram in {text[at : at + 2] for at in range(len(text) - 1)}}:
                found[shard].update(quoted)
    return tuple(key.hexdigest() for key in found)


class Shards(Struct, dict=True):
    """Makes shards; all texts are gone through once, when the first is asked for."""

    documents: tuple[Document, ...]
    survey: Survey

    @cached_property
    def corpus(self) -> Corpus:
        """The texts that are not common ones."""
        common = frozenset(self.survey.common)
        return corpus([text for text in document.texts() if text not in common] for document in self.documents)

    @cached_property
    def places(self) -> dict[int, dict[str, MutableSequence[int]]]:
        """Where every two characters stand, by shard."""
        shards = len(self.survey.keys)
        return places(self.corpus, range(shards), shards)

    def files(self, shard: int) -> tuple[bytes, ...]:
        """Return the files of one shard."""
        return shard_files(self.corpus, self.places[shard])


def index_files(documents: Sequence[Document], found: Survey, shards: Sequence[tuple[bytes, ...]]) -> dict[str, bytes]:
    """Return every file of the index by its path."""
    files = {f"{FOLDER}text/{number}.json": render_text(document) for number, document in enumerate(documents)}
    files[f"{FOLDER}common.bin"] = found.common_file
    for number, bodies in enumerate(shards):
        files[f"{FOLDER}{number}.bin"] = bodies[0]
        files |= {f"{FOLDER}{number}-{page}.bin": body for page, body in enumerate(bodies[1:], start=1)}
    about = {
        "documents": len(documents),
        "standing": sum(1 for document in documents if not document.year),
        "shards": len(shards),
        "digest": stamp(*(document.digest for document in documents), *found.keys)[:12],
    }
    return files | {f"{FOLDER}index.json": json.encode(about) + b"\n"}


def render_text(document: Document) -> bytes:
    """Return what is shown of a document."""
    shown = {
        "title": document.title,
        "body": document.body,
        "year": document.year,
        "href": document.href,
        "chapters": document.chapters,
    }
    return json.encode(shown) + b"\n"
