"""The attachments of a site: what goes out with them, found in their bytes; unchanged ones from the cache."""

import re
from importlib.util import find_spec

from ..check.attachment_contents import check_attachment
from ..check.office_files import OLD_OFFICE, old_words
from ..check.package_words import package_words, words_of_markup
from ..check.personal_data import check_attachment_text, unexplained
from ..model.digest import fingerprint
from ..model.finding import Finding
from ..model.portal import MAX_DOCUMENT_SIZE, Attachment
from ..parsing.text import encoding_of
from ..system.files import read_source
from .context import Runtime
from .incremental import cached_map
from .site_pages import RenderedSite

_PDF_LIBRARY = "pypdfium2"
"""What reads the words of PDF files; it comes with the import extra."""
_WORDLESS = re.compile(
    r".+\.(?:png|jpe?g|jfif|gif|webp|bmp|ico|tiff?|avif|hei[cf]|mp[34]|m4[av]|wav|og[agv]|flac|aac|wma|wmv|mov|avi|webm|mkv|flv"
    r"|woff2?|[to]tf)",
    re.IGNORECASE,
)
"""Pictures, sound, films and fonts, by their names."""
_UNREAD = (
    (".pdf", "是扫描件的，打开看一遍；读不了的，用阅读器打开后另存为 PDF 再替换"),
    ((".zip", ".rar", ".7z", ".gz", ".tar"), "解压后把里面的文件分别放进来链接，例如 [名单](名单.xlsx)"),
    ("", "另存为 .docx、.xlsx 或 PDF 再替换，例如 [名单](名单.xlsx)"),
)
"""What is to be done about files whose words can't be read, by their endings."""


def inspect_attachments(rendered: RenderedSite, runtime: Runtime) -> tuple[Finding, ...]:
    """Return what is wrong with the attachments that are published, except what the pages that link to them explain."""
    planned = {file.path for file in rendered.files}
    going_out = dict.fromkeys((*rendered.attachments, *rendered.portal.site_files.values()))
    attachments = [one for one in going_out if one.name not in planned]
    readers = find_spec(_PDF_LIBRARY) is not None
    allowed = rendered.portal.settings.public_numbers
    keys = [
        fingerprint(rendered.context.code, "attachment", one.path, one.name, one.digest, readers, allowed) for one in attachments
    ]
    jobs = [(one, allowed) for one in attachments]
    found = cached_map(inspect_attachment, jobs, keys, tuple[Finding, ...], runtime, "附件")
    if not any(found):
        return ()
    sources = {page.path: page.source for page in rendered.pages}
    linked_from: dict[str, set[str]] = {}
    for link in (link for built in rendered.built for link in built.links):
        linked_from.setdefault(link.target, set()).update(sources[page] for page in link.pages if page in sources)
    return unexplained((finding for findings in found for finding in findings), rendered.portal, linked_from)


def inspect_attachment(job: tuple[Attachment, tuple[str, ...]]) -> tuple[Finding, ...]:
    """Return what is wrong with one attachment; the digits of numbers that may stand come with it."""
    one, allowed = job
    data = read_source(one.path, one.path, one.name, MAX_DOCUMENT_SIZE).data
    found = tuple(check_attachment(one.name, one.path, data))
    if any(finding.code == "attachment.active" for finding in found):
        return found
    if not data:
        hint = f"把原文件重新放进来，放在 {one.path}；已经不用的，删去链接"
        return (Finding("attachment.empty", f"附件“{one.name}”是空的（0 字节），下载的人打不开", one.path, hint=hint),)
    words, unread = _words_of(one.name.lower(), data)
    if unread:
        message = f"附件“{one.name}”{unread}没有读，里面有没有身份证号码、手机号码，请自己核对"
        found = (*found, Finding("attachment.unread", message, one.path, hint=_advice(one.name.lower())))
    return (*found, *check_attachment_text(one, words, allowed))


def _words_of(name: str, data: bytes) -> tuple[str, str]:
    """The words of an attachment, and which of them could not be read, "" where that is none."""
    if data.startswith(b"PK\x03\x04"):
        words = package_words(data)
        return (_raw(data), _ALL) if words is None else (words, "")
    if name.endswith(".pdf") or data.startswith(b"%PDF-"):
        return _words_of_pdf(data)
    if data.startswith(OLD_OFFICE):
        return old_words(data), _ALL
    if _WORDLESS.fullmatch(name):
        return "", ""
    encoding = encoding_of(data)
    if not encoding or (encoding != "utf-16" and b"\0" in data) or name.endswith(_PACKED):
        return _raw(data), _ALL
    text = data.decode(encoding)
    return (words_of_markup(text) if name.endswith((".svg", ".xml", ".kml")) else text), ""


_ALL = "的文字"
_PACKED = (".rtf", ".eml", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".ofd")
"""Endings of files whose words are written in signs of their own, or that are not what they say."""


def _words_of_pdf(data: bytes) -> tuple[str, str]:
    if not find_spec(_PDF_LIBRARY):
        return "", _ALL
    from ..importers.readers.read_pdf import pdf_words

    words, read, pages = pdf_words(data)
    return words, "" if words and read == pages else f"第 {read} 页以后的文字" if words else _ALL


def _raw(data: bytes) -> str:
    """What can be read of a file of an unknown kind: names and words that stand in it as they are."""
    return data.decode("gb18030", errors="replace")


def _advice(name: str) -> str:
    """What to do about a file whose words can't be read here."""
    if name.endswith(".pdf") and not find_spec(_PDF_LIBRARY):
        return '运行 pip install "disclosure[import]" 后可以读 PDF'
    return next(advice for endings, advice in _UNREAD if name.endswith(endings))
