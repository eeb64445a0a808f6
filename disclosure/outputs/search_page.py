"""Search: its page with the list of every report, its program, and the index that is made of the finished pages.

    search.html              the form, and every report by body and year for those without JavaScript
    assets/search.*.js       the program
    search/index.json        how many documents and which shards there are, and a digest that changes when any file does
    search/common.bin        texts that many pages share word for word, such as the headings of the forms
    search/head.bin          where documents begin, and the frequent strings (`render/plain_index.py`)
    search/<shard>*.bin      where all other strings are
    search/text/<n>.json     a document: what it is and its text, to show passages from

Documents are numbered: standing pages first, then reports in the order of their publication, so that a new report
leaves the numbers of the others as they are. The program asks for `index.json` anew each time, and for every other
file under an address that carries its digest, so that no cache can mix two states of the index.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import ModuleType

from msgspec import Struct, json

from ..html.metadata import column_metas
from ..html.templates import render
from ..model.digest import fingerprint
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..search import index as plain_index
from ..search.index import BLOCK, END, LONG, SAMPLE, SHARD_SIZE, Layout, block_text, numbers, varint
from ..search.page_text import PageChapter, fold_letters, read_chapters
from .addresses import SEARCH, body_path, link, page_path
from .page_head import Frame, Link, PageRef, frame_of, page_head

FOLDER = "search/"
TEXTS = f"{FOLDER}text/"
COMMON_FROM = 20
"""A text that more documents than this share may be kept among the common ones."""
COMMON_SIZE = 24 << 10
COMMON_SAMPLE = 512
"""Documents that are looked at to know which texts may be common."""
MANY = 1 << 16
"""Units of text from which on arrays are worth the time it takes to load what handles them."""
TOGETHER = 1 << 20
"""Units of text, about, that are handled at a time."""
PART = 3 << 19
"""Places, about, that are listed at a time: what they take is held in memory."""


class Listed(Struct, frozen=True):
    """A body and its reports, newest first."""

    name: str
    path: str
    reports: tuple[PageRef, ...]


def search_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that searches, and its program."""
    if "search" not in portal.settings.publish:
        return
    listed = tuple(_listed(body, portal) for body in portal.bodies if portal.by_folder[body.folder])
    columns = tuple(PageRef(page.title, page_path(page.name)) for page in portal.pages)
    program = _program_path(theme)
    yield PlannedFile(SEARCH, render_page, (theme, frame_of(portal, theme), program, listed, columns), Page(SEARCH, "检索"))
    yield PlannedFile(program, render_program, (theme.texts["assets/search.js"],))


def _listed(body: Body, portal: Portal) -> Listed:
    reports = tuple(PageRef(card.title, page_path(card.name)) for card in portal.by_folder[body.folder])
    return Listed(body.name, body_path(body.folder), reports)


def _program_path(theme: Theme) -> str:
    """The program, its name changing with its text."""
    return f"assets/search.{fingerprint(theme.texts['assets/search.js'])[:8]}.js"


def render_page(theme: Theme, frame: Frame, program: str, listed: tuple[Listed, ...], standing: tuple[PageRef, ...]) -> bytes:
    """Return the page that searches."""
    crumbs = (PageRef(frame.settings.name, body_path("")), PageRef("检索", SEARCH))
    metas = column_metas("检索", "检索政府信息公开工作年度报告", "政府信息公开,年度报告,检索", "信息公开年报")
    return render(
        theme,
        "pages/search.html",
        frame=frame,
        head=page_head(frame, SEARCH, "检索", crumbs, metas, "在历年政府信息公开工作年度报告中检索。"),
        program=link(SEARCH, program),
        folder=FOLDER,
        bodies=tuple((_link(PageRef(body.name, body.path)), tuple(map(_link, body.reports))) for body in listed),
        standing=tuple(map(_link, standing)),
    ).encode()


def _link(target: PageRef) -> Link:
    return Link(target.text, link(SEARCH, target.path))


def render_program(text: str) -> bytes:
    """Return the program as it is written."""
    return text.encode()


class Document(Struct, frozen=True):
    """A page that can be found, as a hit names it; `year` is 0 for a standing page."""

    title: str
    body: str
    year: int
    href: str


class Shown(Document, frozen=True):
    """What the file of a document holds."""

    chapters: tuple[PageChapter, ...]


def numbered(portal: Portal) -> tuple[str, ...]:
    """Return the paths of the pages that can be found, by number."""
    cards = sorted(portal.cards, key=lambda card: (card.published, card.name))
    names = [page.name for page in portal.pages] + [card.name for card in cards]
    return tuple(map(page_path, names))


def text_of(page: Page, body: bytes) -> bytes:
    """Return the file of a document, made of its finished page."""
    return render_text(Document(page.title, page.body, page.year, link(SEARCH, page.path)), read_chapters(body))


def texts_of(text: bytes) -> bytes:
    """Return the texts in the file of a document as they are compared, each once and ended by END."""
    read = json.decode(text, type=Shown).chapters
    texts = fold_letters(END.join(text for chapter in read for passage in chapter.passages for text in passage.texts))
    return "".join(text + END for text in dict.fromkeys(texts.split(END))).encode()


def text_path(number: int) -> str:
    """Return where the file of a document is published."""
    return f"{TEXTS}{number}.json"


def render_text(document: Document, read: tuple[PageChapter, ...]) -> bytes:
    """Return what is shown of a document."""
    return json.encode(Shown(document.title, document.body, document.year, document.href, read)) + b"\n"


class Survey(Struct, frozen=True):
    """What must be known of all documents before the places of any are listed."""

    common_file: bytes
    layout: Layout
    parts: tuple[tuple[int, ...], ...]


class Index(Struct, dict=True):
    """Makes the index of the texts of all documents, by number, as `texts_of` returns them.

    All texts are gone through once, when the first file is asked for; `keep` puts them where they need not be held in
    memory.
    """

    texts: Sequence[bytes]
    keep: Callable[[Iterable[bytes]], Sequence[bytes]] = tuple

    @cached_property
    def survey(self) -> Survey:
        """How the index is laid out."""
        maker = _maker(self.chunks)
        counts = maker.unit_counts(self.chunks)
        counts.pop(ord(END), None)
        units = sum(map(len, self.chunks)) // 2
        step = -(-units // SAMPLE) or 1
        blocks = tuple(self.parting.blocks)
        frequent = maker.frequent_strings(_sample(self.chunks, blocks, step), _long(units) // step)
        shift = max(0, 16 - (units // SHARD_SIZE).bit_length())
        layout = Layout(blocks, "".join(map(chr, sorted((*counts, ord(END))))), tuple(sorted(frequent)), shift)
        return Survey(self.parting.common_file(), layout, _parts(counts, shift))

    @cached_property
    def parting(self) -> "Parting":
        """What parts the texts that many share from the others."""
        return Parting(_common(self.texts))

    @cached_property
    def chunks(self) -> Sequence[bytes]:
        """The texts of all documents that are not common ones, some documents at a time."""
        return self.keep(self.parting.chunks(self.texts))

    def files(self, part: Sequence[int]) -> dict[str, bytes]:
        """Return the files of one of the survey's parts by their paths."""
        return part_files(self.chunks, self.survey.layout, part)


class Parting:
    """Goes through the texts of all documents once: those that many share go into one file, the others into chunks."""

    def __init__(self, common: frozenset[bytes]) -> None:
        self.where: dict[bytes, list[int]] = {text: [] for text in sorted(common)}
        self.blocks: list[int] = []

    def chunks(self, documents: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the texts that are not common ones, some documents at a time."""
        key: list[bytes] = []
        size = 0
        where = self.where.get
        for number, texts in enumerate(documents):
            own: list[bytes] = []
            for text in texts.split(b"\n"):
                shared = where(text)
                if shared is None:
                    own.append(text)
                else:
                    shared.append(number)
            key.append(block_text(b"\n".join(own).decode()))
            self.blocks.append(len(key[-1]) // (2 * BLOCK))
            size += len(key[-1])
            if size >= 2 * TOGETHER:
                yield b"".join(key)
                key, size = [], 0
        if key:
            yield b"".join(key)

    def common_file(self) -> bytes:
        """Return the texts that many share, those together that the same documents hold."""
        groups: dict[tuple[int, ...], list[bytes]] = defaultdict(list)
        for text, holding in self.where.items():
            groups[tuple(holding)].append(text)
        return b"".join(_group(holding, b"\n".join(shared)) for holding, shared in groups.items())


def part_files(chunks: Sequence[bytes], layout: Layout, part: Sequence[int]) -> dict[str, bytes]:
    """Return the files of some shards by their paths."""
    files: dict[str, bytes] = _maker(chunks).shard_files(chunks, layout, part)
    return {FOLDER + name: body for name, body in files.items()}


def _maker(chunks: Sequence[bytes]) -> ModuleType:
    """What is quicker at making the index of so much text."""
    if len(chunks) < 2 and sum(map(len, chunks)) < 2 * MANY:
        return plain_index
    from ..fast import index_numpy

    return index_numpy


def _parts(counts: dict[int, int], shift: int) -> tuple[tuple[int, ...], ...]:
    """The shards in groups of about PART places."""
    sizes: dict[int, int] = defaultdict(int)
    for unit, count in counts.items():
        sizes[unit >> shift] += count
    parts: list[list[int]] = []
    size = PART
    for shard in sorted(sizes):
        size += sizes[shard]
        if size > PART:
            parts.append([])
            size = sizes[shard]
        parts[-1].append(shard)
    return tuple(map(tuple, parts))


def _sample(chunks: Iterable[bytes], blocks: Iterable[int], step: int) -> Iterator[bytes]:
    """Every so many documents."""
    for number, text in enumerate(plain_index.documents_in(chunks, blocks)):
        if number % step == 0:
            yield text


def _long(units: int) -> int:
    """How often a string must be met in so much text to be frequent: a short list is no gain where all are."""
    return max(LONG >> 2, min(LONG, units >> 10))


def _common(documents: Sequence[bytes]) -> frozenset[bytes]:
    """The texts that spare the index most by standing apart, COMMON_SIZE in all, as some of the documents show."""
    step = -(-len(documents) // COMMON_SAMPLE) or 1
    where: dict[bytes, list[int]] = defaultdict(list)
    for number in range(0, len(documents), step):
        for text in set(documents[number].split(b"\n")):
            where[text].append(number)
    groups: dict[tuple[int, ...], list[bytes]] = defaultdict(list)
    for text in sorted(where):
        if text and len(where[text]) > max(1, COMMON_FROM // step):
            groups[tuple(where[text])].append(text)
    chosen: list[bytes] = []
    left = COMMON_SIZE
    for holding, shared in sorted(groups.items(), key=lambda group: (-len(group[0]) * len(b"".join(group[1])), group)):
        size = len(b"\n".join(shared)) + min(2 * step * len(holding), len(documents) // 8)
        if size <= left:
            left -= size
            chosen += shared
    return frozenset(chosen)


def _group(documents: Sequence[int], shared: bytes) -> bytes:
    return numbers(documents) + varint(len(shared)) + shared


def survey_files(found: Survey) -> dict[str, bytes]:
    """Return the files that a survey gives, by their paths."""
    return {f"{FOLDER}common.bin": found.common_file, f"{FOLDER}head.bin": found.layout.head_file()}


def about_file(documents: int, standing: int, found: Survey, digests: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the path and the bytes of what is read first; `digests` are those of all other files by their paths.

    `standing` of the documents are standing pages.
    """
    about = {
        "documents": documents,
        "standing": standing,
        "shift": found.layout.shift,
        "shards": [shard for part in found.parts for shard in part],
        "digest": fingerprint(sorted(digests.items()))[:12],
    }
    return f"{FOLDER}index.json", json.encode(about) + b"\n"
