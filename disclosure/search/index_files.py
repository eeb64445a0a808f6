"""The files of the index: its pages, each of the sections of all stripes, and what is read before and beside them."""

from collections.abc import Iterator, Mapping, Sequence
from mmap import mmap
from urllib.parse import quote

from msgspec import json

from ..model.digest import fingerprint
from .documents import FOLDER, SearchBody
from .index import IndexLayout
from .index_encoding import bit_list, varint
from .stripe_text import StripeText

INDEX = f"{FOLDER}index.json"
"""What is read before any page: how the index is laid out."""
DOCUMENTS = f"{FOLDER}documents.json"
"""What is read beside the pages: which documents their numbers mean."""


def page_file(number: int) -> str:
    """Return where a page of the index is published."""
    return f"{FOLDER}{number:x}.bin"


def page_of_sections(sections: Sequence[bytes]) -> bytes:
    """Return a page: what each stripe has to say on it, in their order."""
    return b"".join(piece for section in sections for piece in (varint(len(section)), section))


def sections_of_page(page: bytes | mmap) -> Iterator[bytes]:
    """Yield what each stripe has to say on a page."""
    at = 0
    while at < len(page):
        size = shift = 0
        while True:
            size |= (page[at] & 127) << shift
            shift += 7
            at += 1
            if page[at - 1] < 128:
                break
        yield page[at : at + size]
        at += size


def stripe_head(text: StripeText) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return what must be known of a stripe to read its sections: how wide the blocks are, who shares texts."""
    return text.shifts, tuple(bit_list(group, text.documents).hex() for group in text.groups)


def index_files(
    bodies: Sequence[SearchBody],
    stripes: Sequence[tuple[Sequence[int], tuple[tuple[int, ...], tuple[str, ...]]]],
    sections: Sequence[str],
    layout: IndexLayout,
    digests: Mapping[str, str],
) -> dict[str, bytes]:
    """Return `index.json` and `documents.json`; `stripes` are the numbers of the bodies in each and its head.

    `digests` are those of all pages; both files carry one digest of all that the index is made of, so that a reader knows that
    they belong together. Bodies come with their names, their folders as addresses, the years of their reports, and their other
    pages; documents are numbered stripe by stripe, body by body.
    """
    documents = {
        "sections": sections,
        "bodies": [
            (body.name, quote(body.folder), body.years, [(page.title, quote(page.path), page.year) for page in body.others])
            for body in bodies
        ],
        "stripes": [(numbers, *head) for numbers, head in stripes],
    }
    index = {"bits": layout.bits, "frequent": "\n".join(layout.frequent)}
    digest = fingerprint(sorted(digests.items()), index, documents)[:12]
    return {path: json.encode({"digest": digest} | about) + b"\n" for path, about in ((INDEX, index), (DOCUMENTS, documents))}
