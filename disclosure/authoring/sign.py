"""A signature written into a content file; no other line of it changes."""

from collections.abc import Iterable, Iterator

from ..model.report import Signature, Source
from ..parsing.signed_text import review_lines
from .yaml_text import scalar_text

_BOM = b"\xef\xbb\xbf"


def signed_file(source: Source, text: str, review: Iterable[Signature], signature: Signature) -> bytes:
    """Return a content file with a signature in place of an earlier one of the same role; `review` are those that it has.

    `text` is what it says. Signatures of other roles stay, those that a change of the file made void too.
    """
    others = [one for one in review if one.role != signature.role]
    lines = text.split("\n")
    first, last = review_lines(lines)
    signed = "\n".join([*lines[:first], "review:", *_written([*others, signature]), *lines[last:]])
    end = "\r\n" if b"\r\n" in source.data else "\n"
    return (_BOM if source.data.startswith(_BOM) else b"") + signed.replace("\n", end).encode()


def _written(review: Iterable[Signature]) -> Iterator[str]:
    for one in review:
        yield f"  - role: {scalar_text(one.role)}"
        yield f"    name: {scalar_text(one.name)}"
        yield f"    date: {one.date}"
        yield f"    digest: {scalar_text(one.digest)}"
