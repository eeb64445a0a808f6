"""The attachments of a site: what goes out with them, found in their bytes; unchanged ones from the cache."""

from importlib.util import find_spec

from ..check.attachment_contents import check_attachment
from ..check.office_files import old_words, texts_aside
from ..check.personal_data import check_attachment_text, unexplained
from ..model.digest import fingerprint
from ..model.finding import Finding
from ..model.portal import Attachment
from ..system.files import read_source
from .context import Runtime
from .incremental import cached_map
from .site_pages import RenderedSite

LARGEST = 60_000_000
"""The most bytes of an attachment that are looked at."""
_LIBRARIES = {".docx": "docx", ".xlsx": "openpyxl", ".pdf": "pypdfium2"}
"""What reads the texts of attachments, by their endings; it comes with the import extra."""
_TEXTS = (".txt", ".csv", ".md", ".tsv", ".json", ".xml")
_UNREADABLE = (".doc", ".xls", ".wps", ".et", ".ppt", ".pptx", ".rtf", ".zip", ".rar", ".7z")


def inspect_attachments(rendered: RenderedSite, runtime: Runtime) -> tuple[Finding, ...]:
    """Return what is wrong with the attachments that are published, except what the pages that link to them explain."""
    planned = {file.path for file in rendered.files}
    going_out = dict.fromkeys((*rendered.attachments, *rendered.portal.site_files.values()))
    attachments = [one for one in going_out if one.name not in planned]
    readers = [name for name in _LIBRARIES.values() if find_spec(name)]
    allowed = rendered.portal.settings.public_numbers
    keys = [
        fingerprint(rendered.context.code, "attachment", one.path, one.name, one.digest, readers, allowed) for one in attachments
    ]
    jobs = [(one, allowed) for one in attachments]
    found = cached_map(inspect_attachment, jobs, keys, tuple[Finding, ...], runtime, "附件")
    sources = {page.path: page.source for page in rendered.pages}
    linked_from: dict[str, set[str]] = {}
    for link in (link for built in rendered.built for link in built.links):
        linked_from.setdefault(link.target, set()).update(sources[page] for page in link.pages if page in sources)
    return unexplained((finding for findings in found for finding in findings), rendered.portal, linked_from)


def inspect_attachment(job: tuple[Attachment, tuple[str, ...]]) -> tuple[Finding, ...]:
    """Return what is wrong with one attachment; the digits of numbers that may stand come with it."""
    one, allowed = job
    data = read_source(one.path, one.path, one.name, LARGEST).data
    found = tuple(check_attachment(one.name, one.path, data))
    if any(finding.code == "attachment.active" for finding in found):
        return found
    text, beside = _text_of(one, data), texts_aside(data) or old_words(data)
    if text is None:
        message = f"附件“{one.name}”的文字没有读，里面有没有身份证号码、手机号码，请自己核对"
        hint = '运行 pip install "disclosure[import]" 后可以读 .docx、.xlsx、.pdf；旧格式先另存，例如 表.docx'
        found = (*found, Finding("attachment.unread", message, one.path, hint=hint))
    return (*found, *check_attachment_text(one, f"{text or ''}\n{beside}", allowed))


def _text_of(one: Attachment, data: bytes) -> str | None:
    """The text of an attachment, "" for one that has none; None where it can't be read here."""
    name = one.name.lower()
    if name.endswith(_TEXTS):
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("gb18030", errors="replace")
    library = next((library for ending, library in _LIBRARIES.items() if name.endswith(ending)), "")
    if not library:
        return None if name.endswith(_UNREADABLE) else ""
    if not find_spec(library):
        return None
    if name.endswith(".pdf"):
        from ..importers.readers.read_pdf import pdf_words

        return pdf_words(data)
    from ..importers.document import plain_text
    from ..importers.readers.registry import read_document

    document = read_document(data, one.path).value
    return plain_text(document) if document else None
