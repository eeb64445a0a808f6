"""The templates as text → `Theme`."""

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.finding import Finding, Parsed
from ..model.report import Source
from ..model.theme import Theme
from .text import decode


class TemplateFolder(Struct, frozen=True):
    """A folder of templates and its files."""

    path: str
    sources: tuple[Source, ...]


def parse_theme(builtin: TemplateFolder, overlay: TemplateFolder) -> Parsed[Theme]:
    """Return the built-in templates with the files of an overlay in their places, one by one.

    A file of the overlay that no template knows is left out. Where a file can't be read there is no theme.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    known = {source.name for source in builtin.sources} | _files_in_use(overlay)
    for source in (*builtin.sources, *(one for one in overlay.sources if one.name in known)):
        text = _text(source)
        findings += text.findings
        texts[source.name] = text.value or ""
    files = tuple(sorted(texts.items()))
    replaced = tuple(source.name for source in overlay.sources if source.name in texts)
    return Parsed(None if findings else Theme(builtin.path, files, fingerprint(files), overlay.path, replaced), tuple(findings))


def _files_in_use(overlay: TemplateFolder) -> set[str]:
    """The files of an overlay that its own templates name."""
    everything = b"\n".join(source.data for source in overlay.sources)
    return {one.name for one in overlay.sources if any(f"{q}{one.name}{q}".encode() in everything for q in "'\"")}


def _text(source: Source) -> Parsed[str]:
    """The text of a template with LF line ends and no BOM; scripts may have lines of any length."""
    found = decode(source)
    if all(finding.code in ("file.long-line", "file.control-character") for finding in found.findings):
        return Parsed(source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    return found
