"""The files of the index: its buckets, and what is read before and beside them."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec import json

from ..model.digest import fingerprint
from .documents import FOLDER, SearchBody
from .index import IndexLayout
from .index_encoding import bit_list, varint
from .stripe_text import StripeText

INDEX = f"{FOLDER}index.json"
"""What is read before any bucket: how the index is laid out."""
DOCUMENTS = f"{FOLDER}documents.json"
"""What is read beside the buckets: which documents their numbers mean."""


def bucket_file(number: int) -> str:
    """Return where a bucket is published."""
    return f"{FOLDER}{number:x}.bin"


def joined_entries(entries: Sequence[bytes]) -> bytes:
    """Return a bucket, made of the entries of each stripe."""
    return b"".join(piece for own in entries for piece in (varint(len(own)), own))


def split_entries(bucket: bytes) -> Iterator[bytes]:
    """Yield the entries of each stripe in a bucket."""
    at = 0
    while at < len(bucket):
        size = shift = 0
        while True:
            size |= (bucket[at] & 127) << shift
            shift += 7
            at += 1
            if bucket[at - 1] < 128:
                break
        yield bucket[at : at + size]
        at += size


def stripe_head(text: StripeText) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return what must be known of a stripe to read its entries: how wide the blocks are, who shares texts."""
    return text.shifts, tuple(bit_list(group, text.documents).hex() for group in text.groups)


def index_files(
    bodies: Sequence[SearchBody],
    stripes: Sequence[tuple[Sequence[int], tuple[tuple[int, ...], tuple[str, ...]]]],
    sections: Sequence[str],
    layout: IndexLayout,
    digests: Mapping[str, str],
) -> dict[str, bytes]:
    """Return `index.json` and `documents.json`; `stripes` are the numbers of the bodies in each and its head.

    `digests` are those of all buckets; both files carry one digest of all that the index is made of, so that a reader knows that
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
