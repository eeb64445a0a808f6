"""The files of the index besides its shards: what is read before them."""

from collections.abc import Mapping, Sequence

from msgspec import json

from ..model.digest import fingerprint
from .common_texts import CommonTexts
from .document_files import FOLDER
from .index_layout import IndexLayout


def head_files(common: CommonTexts, layout: IndexLayout) -> dict[str, bytes]:
    """Return the files that every query needs, by their paths."""
    return {f"{FOLDER}common.bin": common.file(), f"{FOLDER}head.bin": layout.head_file()}


def described_file(bodies: Sequence[str], years: Sequence[int]) -> tuple[str, bytes]:
    """Return the path and the bytes of what narrows a query: the name of the body and the year of each document, 0 for none."""
    names = tuple(dict.fromkeys(bodies))
    described = {"bodies": names, "body": [names.index(body) for body in bodies], "year": years}
    return f"{FOLDER}documents.json", json.encode(described) + b"\n"


def about_file(documents: int, standing: int, layout: IndexLayout, digests: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the path and the bytes of what is read first; `digests` are those of all other files by their paths.

    `standing` of the documents are standing pages.
    """
    about = {
        "documents": documents,
        "standing": standing,
        "shift": layout.shift,
        "shards": [shard for part in layout.parts for shard in part],
        "digest": fingerprint(sorted(digests.items()))[:12],
    }
    return f"{FOLDER}index.json", json.encode(about) + b"\n"
