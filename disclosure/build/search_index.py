"""The search index, made of the finished pages that show a content file; that of the same texts is not made again."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from msgspec import msgpack

from .. import fast
from ..model.digest import digest_of, fingerprint
from ..model.planned_file import BuiltFile
from ..outputs.search_page import document_bodies, document_paths
from ..search.common_texts import CommonTexts
from ..search.document_files import FOLDER, comparable_texts, text_path
from ..search.index import count_units, find_frequent_strings, make_shard_files
from ..search.index_files import about_file, described_file, head_files
from ..search.index_layout import IndexLayout, lay_out, sample_of
from ..system.atomic import StagedWriter
from ..system.temp_files import TempFiles
from .context import Runtime, read_cached
from .incremental import run_all
from .site_pages import RenderedSite
from .site_state import SiteState


def add_search_index(rendered: RenderedSite, writer: StagedWriter, runtime: Runtime, state: SiteState) -> list[BuiltFile]:
    """Stage the files of the index that the site lacks, and return all of them, the texts of the pages first."""
    texts, standing = _add_texts(rendered, writer, state), len(rendered.portal.pages)
    described = described_file(*document_bodies(rendered.portal))
    key = fingerprint(rendered.context.code, "search index", standing, described, *(text.digest for text in texts))
    files: list[BuiltFile] = read_cached(runtime, key, list[BuiltFile]) or []
    if not files or not all(state.has_file(file.path, file.digest) for file in files):
        files = []
        for path, body in _index_files(texts, standing, described, writer, runtime):
            writer.write(path, body)
            files.append(BuiltFile(path, digest_of(body)))
        runtime.cache.put_many({key: msgpack.encode(files)})
    return [*texts, *files]


def _add_texts(rendered: RenderedSite, writer: StagedWriter, state: SiteState) -> list[BuiltFile]:
    """Stage the texts of the pages by their numbers, those of pages that were not made again from the site."""
    stored = {text.page: text for one in rendered.built for text in one.texts}
    files = []
    for number, page in enumerate(document_paths(rendered.portal)):
        text, path = stored[page], text_path(number)
        if not state.has_file(path, text.digest):
            if known := state.texts.get(text.digest):
                writer.copy(path, f"{writer.site}/{known}")
            else:
                writer.write_stored(path, text.name)
        files.append(BuiltFile(path, text.digest))
    return files


def _index_files(
    texts: Sequence[BuiltFile], standing: int, described: tuple[str, bytes], writer: StagedWriter, runtime: Runtime
) -> Iterator[tuple[str, bytes]]:
    """Yield the paths and bytes of the files of the index of these texts."""
    digests = {text.path: text.digest for text in texts}
    with TempFiles() as temp:
        common = CommonTexts(temp.store(comparable_texts(writer.read(text.path) or b"") for text in texts))
        chunks = temp.store(common.chunks())
        layout = index_layout(chunks, common.blocks)
        parts = run_all(runtime, partial(part_files, chunks, layout), layout.parts)
        for files in chain(parts, [head_files(common, layout), dict([described])]):
            digests |= {path: digest_of(body) for path, body in files.items()}
            yield from files.items()
        yield about_file(len(texts), standing, layout, digests)


def index_layout(chunks: Sequence[bytes], blocks: tuple[int, ...]) -> IndexLayout:
    """Return how the index of these texts is laid out."""
    sample = sample_of(chunks, blocks)
    frequent = fast.frequent_strings(sample)
    if frequent is None:
        frequent = find_frequent_strings(sample)
    return lay_out(blocks, count_units(chunks), frequent)


def part_files(chunks: Sequence[bytes], layout: IndexLayout, part: Sequence[int]) -> dict[str, bytes]:
    """Return the files of some shards by their paths."""
    files = fast.shard_files(chunks, layout, part)
    if files is None:
        files = make_shard_files(chunks, layout, part)
    return {FOLDER + name: body for name, body in files.items()}
