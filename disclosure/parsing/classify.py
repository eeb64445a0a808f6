"""Which file of a content folder is what, by its name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..check.file_names import check_file_names, is_hidden, litter_kind, may_be_source
from ..model.finding import Finding
from ..model.portal import Attachment
from ..model.report import Source

_REPORT = re.compile(r"(?:.*/)?(?P<year>[0-9]{4})\.md", re.IGNORECASE)
_PAGE = re.compile(r"(?:.+/)?pages/(?![0-9]{4}\.md)[^/]+\.md", re.IGNORECASE)
_BODY = re.compile(r".+/body\.yml")

REGISTER = "register/"
"""The folder of the public record, nothing of which is ever an attachment."""


class ContentFiles(Struct, frozen=True):
    """The files of a content folder by what they are, and what is wrong with their names.

    `attached` are the files that a page may link to; `withheld` and `misnamed` as in `FileNames`.
    """

    settings: Source | None
    bodies: tuple[Source, ...]
    reports: tuple[Source, ...]
    pages: tuple[Source, ...]
    attached: tuple[Attachment, ...]
    withheld: frozenset[str]
    misnamed: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def source_names(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of files that are no source by their names and may be one by what they hold."""
    for name in names:
        if not _is_source(name) and may_be_source(name) and not name.startswith(REGISTER):
            yield name


def classify(files: Sequence[Source], heads: Mapping[str, bytes], folder: str) -> ContentFiles:
    """Return the files by what they are; `heads` is how those begin that are no source by their names.

    A hidden file is only among the heads. What becomes neither a page nor an attachment is reported.
    """
    named = {file.name: file for file in files if _is_source(file.name)}
    own_name = {name: name if source_name(name) in named else source_name(name) for name in named}
    sources = [file if own_name[name] == name else replace(file, name=own_name[name]) for name, file in named.items()]

    def matching(pattern: re.Pattern[str]) -> tuple[Source, ...]:
        return tuple(source for source in sources if pattern.fullmatch(source.name))

    bodies, reports, pages = matching(_BODY), matching(_REPORT), matching(_PAGE)
    settings = next((source for source in sources if source.name == "portal.yml"), None)
    others = [file for file in files if file.name not in named and not file.name.startswith(REGISTER)]
    names = check_file_names(sources, others, heads, bool(reports), folder)
    attached = tuple(Attachment(f.path, f.name, f.digest) for f in others if f.name not in names.withheld)
    return ContentFiles(settings, bodies, reports, pages, attached, names.withheld, names.misnamed, names.findings)


def source_name(name: str) -> str:
    """Return the name that a text goes by, however its ending is written: `2024.md` for `2024.MD`."""
    return f"{name[:-3]}.md" if name[-3:].lower() == ".md" else name


@lru_cache(maxsize=1 << 16)
def _is_source(name: str) -> bool:
    """Whether a file is a source of a page by its name."""
    if litter_kind(name) or is_hidden(name) or name.startswith(REGISTER):
        return False
    return name == "portal.yml" or any(pattern.fullmatch(name) for pattern in (_BODY, _REPORT, _PAGE))


def year_in(name: str) -> str:
    """Return the year that the name of a report's file states, "" when it is called something else."""
    match = _REPORT.fullmatch(name)
    return match["year"] if match else ""
