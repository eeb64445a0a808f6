"""Each report as PDF, printed from its finished page; on request (`downloads: [pdf]`).

A page is printed again when it, its style sheet or one of its pictures changed. Which bytes come of it is the printer's
business, and the fonts' of the machine: these files are the only ones that another machine may make otherwise.
"""

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from ..model.digest import digest_of, fingerprint
from ..model.planned_file import BuiltFile
from ..model.portal import Portal
from ..outputs.addresses import download_path, page_path
from ..system.atomic import StagedWriter
from ..system.pdf_printer import print_pdf
from .context import Runtime
from .incremental import cached_map
from .site_pages import RenderedSite
from .site_state import SiteState

_WEIGHT = 16
"""How many reports are made while one is printed."""


class PrintedPage(Struct, frozen=True):
    """A printed page: its path, the digest of the PDF, and the files that were read for it, each with its digest."""

    page: str
    digest: str
    read: tuple[tuple[str, str], ...]


def pdf_pages(portal: Portal) -> Iterator[str]:
    """Yield the path of each page that is published as PDF too; those of withdrawn reports say so."""
    if "pdf" in portal.settings.downloads:
        yield from (page_path(entry.name) for entry in (*portal.entries, *portal.withdrawn))


def pdf_paths(portal: Portal) -> Iterator[str]:
    """Yield the path of each PDF."""
    return (download_path(page, "pdf") for page in pdf_pages(portal))


def add_pdf_files(
    rendered: RenderedSite, digests: dict[str, str], writer: StagedWriter, runtime: Runtime, state: SiteState
) -> list[BuiltFile]:
    """Stage the PDFs that the site lacks, and return all; `digests` are those of the files of the site.

    Raises OSError where one must be printed and the library for it is missing.
    """
    pages = tuple(pdf_pages(rendered.portal))
    address = rendered.context.settings.address

    def is_current(one: PrintedPage) -> bool:
        unchanged = all(digests.get(path) == digest for path, digest in one.read)
        return unchanged and state.has_file(download_path(one.page, "pdf"), one.digest)

    keys = [fingerprint("pdf", rendered.context.code, address, page, digests[page]) for page in pages]
    printed = cached_map(
        partial(_print_page, writer, address),
        pages,
        keys,
        PrintedPage,
        runtime,
        "PDF",
        weights=[_WEIGHT] * len(pages),
        is_current=is_current,
    )
    return [BuiltFile(download_path(one.page, "pdf"), one.digest) for one in printed]


def _print_page(writer: StagedWriter, address: str, page: str) -> PrintedPage:
    """Print a page, and stage the PDF."""
    read: dict[str, str] = {}

    def read_file(path: str) -> bytes | None:
        data = writer.read(path)
        if data is not None:
            read[path] = digest_of(data)
        return data

    pdf = print_pdf(writer.read(page) or b"", page, address, read_file)
    path = download_path(page, "pdf")
    writer.write(path, pdf)
    return PrintedPage(page, digest_of(pdf), tuple(sorted(read.items())))
