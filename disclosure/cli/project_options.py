"""From options to what a run is given: the project, and what it works with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..build.context import Project, Runtime
from ..system.cache import DiskCache, NoCache
from ..system.console import Progress
from ..system.executors import open_executor
from ..system.locations import CACHE_FILE, builtin, schema_folder
from ..system.snapshot import program_digest
from .options import BuildOptions, ReadingOptions


def project_of(options: BuildOptions, *, drafts: bool = False) -> Project:
    """Return the project that the options name; by absolute paths where workers on other machines must find it."""
    placed = Path.absolute if options.workers else Path
    return Project(
        content=placed(options.content),
        templates=builtin("templates"),
        formats=placed(options.formats),
        site=placed(options.site),
        code=program_digest(),
        strict=options.strict,
        drafts=drafts,
        theme=options.templates and placed(options.templates),
    )


def open_cache(options: ReadingOptions) -> DiskCache:
    """Open the cache that the options name."""
    return DiskCache(options.cache / CACHE_FILE)


def schema_address(file: Path, content: Path, form: str) -> str:
    """Return the address of the schema of a form as seen from a file of the content folder, "" where there are no schemas."""
    folder = schema_folder(content)
    return Path(os.path.relpath(folder / f"{form}.json", file.parent)).as_posix() if folder else ""


@contextmanager
def open_runtime(options: ReadingOptions, *, has_cache: bool = True) -> Iterator[Runtime]:
    """Give a run its cache, its workers and a line that shows how far it is."""
    progress = Progress()
    cache = open_cache(options) if has_cache else NoCache()
    try:
        with open_executor(options.jobs, options.workers) as executor:
            yield Runtime(cache, executor, progress, is_remote=bool(options.workers))
    finally:
        progress.close()
        cache.close()
