"""The search index, made of the finished pages that show a content file.

A stripe of documents is indexed by one job, whose result is good while the site has it in its buckets. A bucket
joins the entries of all stripes; those of unchanged stripes are taken from the site.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b

from msgspec import Struct, msgpack

from .. import fast
from ..model.digest import digest_of, fingerprint
from ..model.planned_file import BuiltFile
from ..outputs.search_page import search_bodies, section_titles
from ..search.documents import comparable_text, sample_of, stripes_of
from ..search.index import IndexLayout, bits_of, find_frequent_strings, limit_of, make_entries
from ..search.index_files import bucket_file, index_files, joined_entries, split_entries, stripe_head
from ..search.stripe_text import StripeText, stripe_text
from ..system.atomic import StagedWriter
from ..system.files import read_bytes
from .context import Runtime, read_cached
from .incremental import cached_map
from .render import StoredText
from .site_pages import RenderedSite
from .site_state import SiteState

_DIGEST = 8
_GROUP = 1024
"""Buckets whose entries are stored together: as many as one process holds of all stripes at a time."""


class _Texts(Struct, frozen=True):
    """Where jobs read the texts of pages: as this run stored them, else from the pages."""

    writer: StagedWriter
    sections: tuple[str, ...]

    def read(self, text: StoredText) -> bytes:
        """Return the text of a page as it is compared."""
        stored = self.writer.read_stored(text.name)
        return comparable_text(self.writer.read(text.page) or b"", self.sections) if stored is None else stored


class _IndexedStripe(Struct, frozen=True):
    """An indexed stripe: what must be known to read its entries, and their digest in each bucket; the entries are stored."""

    key: str
    shifts: tuple[int, ...]
    groups: tuple[str, ...]
    digests: bytes

    def name(self, bucket: int) -> str:
        """The name under which its entries are stored from this bucket on, one behind the other."""
        return f"stripes/{self.key}/{bucket}"


def add_search_index(rendered: RenderedSite, writer: StagedWriter, runtime: Runtime, state: SiteState) -> list[BuiltFile]:
    """Stage the files of the index that the site lacks, and return all of them."""
    # which documents are indexed together, and how
    bodies, sections = search_bodies(rendered.portal), tuple(section_titles(rendered.context.forms))
    texts = _Texts(writer, sections)
    stored = {text.page: text for one in rendered.built for text in one.texts}
    members = stripes_of(bodies)
    stripes = tuple(tuple(stored[path] for number in numbers for path in bodies[number].paths) for numbers in members)
    layout = _layout(tuple(text for stripe in stripes for text in stripe), texts, rendered.context.code, runtime)
    # index the stripes that the site lacks
    published = {path: digest for number in range(layout.buckets) if (digest := state.digest_of(path := bucket_file(number)))}
    known: tuple[str, ...] = read_cached(runtime, _buckets_key(published), tuple[str, ...]) or ()
    code = fingerprint(rendered.context.code, layout, sections)
    keys = [fingerprint(code, *(text.digest for text in stripe)) for stripe in stripes]
    indexed = cached_map(
        partial(_index_stripe, texts, layout),
        tuple(zip(keys, stripes, strict=True)),
        keys,
        _IndexedStripe,
        runtime,
        "检索",
        weights=[len(stripe) for stripe in stripes],
        is_current=lambda stripe: stripe.key in known,
    )
    # stage what differs
    digests = published | dict(_stage_buckets(indexed, known, layout, writer, runtime))
    runtime.cache.put_many({_buckets_key(digests): msgpack.encode(keys)})
    heads = tuple((numbers, (one.shifts, one.groups)) for numbers, one in zip(members, indexed, strict=True))
    files = index_files(bodies, heads, sections, layout, digests)
    for path, data in files.items():
        writer.write(path, data)
    digests |= {path: digest_of(data) for path, data in files.items()}
    return [BuiltFile(path, digest) for path, digest in digests.items()]


def _buckets_key(digests: Mapping[str, str]) -> str:
    """The cache key of the stripes that the buckets with these digests hold."""
    return fingerprint("search buckets", sorted(digests.items()))


def _layout(documents: Sequence[StoredText], texts: _Texts, code: str, runtime: Runtime) -> IndexLayout:
    """How the index of these documents is laid out: from the cache where those that decide are the same."""
    numbers, step = sample_of([document.page for document in documents])
    sample = [documents[number] for number in numbers]
    key = fingerprint(code, "search layout", texts.sections, step, *(text.digest for text in sample))
    layout: IndexLayout | None = read_cached(runtime, key, IndexLayout)
    if layout is None:
        layout = index_layout(stripe_text([texts.read(text) for text in sample]), step)
        runtime.cache.put_many({key: msgpack.encode(layout)})
    return layout


def index_layout(sample: StripeText, step: int) -> IndexLayout:
    """Return how an index is laid out when each document of a sample stands for so many."""
    units = len(sample.units) // 2 * step
    frequent = find_frequent_strings(sample.units, limit_of(units) // step)
    return IndexLayout(bits_of(units), tuple(sorted(frequent)))


def entries_of_stripe(text: StripeText, layout: IndexLayout) -> list[bytes]:
    """Return the entries of a stripe in each bucket."""
    entries = fast.stripe_entries(text, layout)
    return make_entries(text, layout) if entries is None else entries


def _index_stripe(texts: _Texts, layout: IndexLayout, stripe: tuple[str, tuple[StoredText, ...]]) -> _IndexedStripe:
    """Index a stripe, and store its entries."""
    text = stripe_text([texts.read(one) for one in stripe[1]])
    entries = entries_of_stripe(text, layout)
    digests = b"".join(blake2b(own, digest_size=_DIGEST).digest() for own in entries)
    indexed = _IndexedStripe(stripe[0], *stripe_head(text), digests)
    for start in range(0, layout.buckets, _GROUP):
        texts.writer.store(indexed.name(start), joined_entries(entries[start : start + _GROUP]))
    return indexed


def _stage_buckets(
    indexed: Sequence[_IndexedStripe], known: Sequence[str], layout: IndexLayout, writer: StagedWriter, runtime: Runtime
) -> Iterator[tuple[str, str]]:
    """Stage the buckets that differ from the site's, which hold the stripes `known`; yield paths and digests."""
    places = {key: place for place, key in enumerate(known)}
    made = {number: one for number, one in enumerate(indexed) if one.key not in places}
    is_same = _unchanged_buckets(indexed, known, layout, runtime)
    fresh: dict[int, Iterator[bytes]] = {}
    for bucket in () if all(is_same) else range(layout.buckets):
        if bucket % _GROUP == 0:
            fresh = {number: split_entries(read_bytes(writer.stored(one.name(bucket)))) for number, one in made.items()}
        own = {number: next(entries) for number, entries in fresh.items()}
        if is_same[bucket]:
            continue
        path = bucket_file(bucket)
        old = list(split_entries(writer.read(path) or b"")) if len(made) < len(indexed) else []
        body = joined_entries([own[n] if n in own else old[places[one.key]] for n, one in enumerate(indexed)])
        writer.write(path, body)
        yield path, digest_of(body)


def _unchanged_buckets(
    indexed: Sequence[_IndexedStripe], known: Sequence[str], layout: IndexLayout, runtime: Runtime
) -> list[bool]:
    """Whether each bucket of the site has the entries of these stripes; none, where they are not as many or in another order."""
    changed = [(one, old) for one, old in zip(indexed, known, strict=False) if one.key != old]
    before = [read_cached(runtime, old, _IndexedStripe) for _, old in changed]
    if not indexed or len(indexed) != len(known) or not all(before):
        return [False] * layout.buckets
    starts = range(0, layout.buckets * _DIGEST, _DIGEST)
    pairs = [(one.digests, old.digests) for (one, _), old in zip(changed, before, strict=True)]
    return [all(new[at : at + _DIGEST] == old[at : at + _DIGEST] for new, old in pairs) for at in starts]
