"""Texts that many pages share word for word, such as the headings of the forms: they stand apart from the index."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .index_encoding import document_list, varint
from .index_layout import BLOCK, block_text

MIN_SHARING = 20
"""A text may be common if more documents than this share it."""
MAX_SIZE = 24 << 10
"""Bytes of common texts, at most."""
SAMPLE_DOCUMENTS = 512
"""Documents that are looked at to know which texts may be common."""
CHUNK_UNITS = 1 << 20
"""Units of text, about, that are handled at a time."""


class CommonTexts:
    """Separates common texts from the others in one pass over all documents, each as `comparable_texts` returns it.

    `chunks` are the others; `blocks` and `file` are complete once the last chunk has been taken.
    """

    def __init__(self, documents: Sequence[bytes]) -> None:
        self.documents = documents
        self.sharing: dict[bytes, list[int]] = {text: [] for text in sorted(choose_common(documents))}
        self.block_counts: list[int] = []

    def chunks(self) -> Iterator[bytes]:
        """Yield the texts that are not common ones, some documents at a time."""
        chunk: list[bytes] = []
        size = 0
        for number, texts in enumerate(self.documents):
            own: list[bytes] = []
            for text in texts.split(b"\n"):
                shared = self.sharing.get(text)
                if shared is None:
                    own.append(text)
                else:
                    shared.append(number)
            chunk.append(block_text(b"\n".join(own).decode()))
            self.block_counts.append(len(chunk[-1]) // (2 * BLOCK))
            size += len(chunk[-1])
            if size >= 2 * CHUNK_UNITS:
                yield b"".join(chunk)
                chunk, size = [], 0
        if chunk:
            yield b"".join(chunk)

    @property
    def blocks(self) -> tuple[int, ...]:
        """How many blocks each document takes."""
        return tuple(self.block_counts)

    def file(self) -> bytes:
        """Return `common.bin`: for common texts of the same documents, the list of these, varint size, the texts."""
        groups: dict[tuple[int, ...], list[bytes]] = defaultdict(list)
        for text, holding in self.sharing.items():
            groups[tuple(holding)].append(text)
        return b"".join(_group(holding, b"\n".join(shared)) for holding, shared in groups.items())


def choose_common(documents: Sequence[bytes]) -> frozenset[bytes]:
    """Return the texts that shorten the index most by standing apart, MAX_SIZE in all; a sample of documents decides."""
    step = -(-len(documents) // SAMPLE_DOCUMENTS) or 1
    where: dict[bytes, list[int]] = defaultdict(list)
    for number in range(0, len(documents), step):
        for text in set(documents[number].split(b"\n")):
            where[text].append(number)
    groups: dict[tuple[int, ...], list[bytes]] = defaultdict(list)
    for text in sorted(where):
        if text and len(where[text]) > max(1, MIN_SHARING // step):
            groups[tuple(where[text])].append(text)
    chosen: list[bytes] = []
    left = MAX_SIZE
    for holding, shared in sorted(groups.items(), key=lambda group: (-len(group[0]) * len(b"".join(group[1])), group)):
        size = len(b"\n".join(shared)) + min(2 * step * len(holding), len(documents) // 8)
        if size <= left:
            left -= size
            chosen += shared
    return frozenset(chosen)


def _group(documents: Sequence[int], shared: bytes) -> bytes:
    return document_list(documents) + varint(len(shared)) + shared
