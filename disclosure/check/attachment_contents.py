"""What an attachment carries besides what it shows: scripts, and the names of the people who made it."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..model.finding import Finding
from ..model.patterns import pattern
from .office_files import OLD_OFFICE, old_properties

_ACTIVE = pattern(
    r".+\.(?:x?html?|shtml?|mht(?:ml)?|hta|js|mjs|wasm|swf|exe|bat|cmd|com|scr|pif|msi|dll|vbs|vbe|ps1|sh|jar|apk|reg|lnk|url|php\d?|jspx?|aspx?|"
    r"doc[m]|dotm|xlsm|xltm|xlsb|pptm|potm|ppsm)",
    re.IGNORECASE,
)
_SCRIPT = pattern(
    rb"<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|handler|set|animate)\b|\son[a-z]{2,20}\s*=|javascript\s*:|<!ENTITY|<\?xml-stylesheet"
    rb"|http://www\.w3\.org/1999/xhtml",
    re.IGNORECASE,
)
_GENERIC = pattern(
    r"|administrator|admin|users?|pc|windows(?: 用户| user)?|microsoft.*|微软.*|wps.*|unknown|作者|用户|hp|lenovo|dell"
    r"|\(?anonymous\)?|\(?unspecified\)?|python-docx|openpyxl|xlsxwriter|apache poi",
    re.IGNORECASE,
)
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""The name under which an old Office file keeps its macros."""
_LARGEST_PART, _LARGEST_PICTURE = 2_000_000, 20_000_000
_PICTURE = pattern(r".+/(?:media|Pictures|Res)/[^/]+\.(?:jpe?g|png|tiff?)", re.IGNORECASE)
_PEOPLE = (
    ("docProps/core.xml", {"creator": "作者", "lastModifiedBy": "最后保存者"}),
    ("docProps/app.xml", {"Company": "单位", "Manager": "经理"}),
    ("meta.xml", {"initial-creator": "作者", "creator": "最后保存者"}),
    ("OFD.xml", {"Author": "作者"}),
)
"""Parts of a document that name people, and by which tags: those of Word and Excel, of OpenDocument, of OFD."""
_CLEAN = {
    "office": "在 Word 或 WPS 里：文件 → 信息 → 检查文档，删去“文档属性和个人信息”，另存后替换",
    "pdf": "把原来的 Word 文件清除文档属性后重新导出 PDF；或用 exiftool -all= 文件.pdf 清除",
    "picture": "用画图打开，另存为 PNG；或用 exiftool -all= 图片.jpg 清除",
}


def check_attachment(name: str, path: str, data: bytes) -> Iterator[Finding]:
    """Report what runs in a browser or on a computer, else what the file says of the people who made it."""
    if what := _active(name, data):
        hint = "另存为 PDF、.docx、.xlsx 或图片（.png）再链接；是网页的，把内容写成 pages/ 里的页面"
        yield Finding("attachment.active", f"附件“{name}”{what}，不能公开", path, hint=hint)
        return
    kind, found = _metadata(data)
    if found:
        said = "、".join(f"{what}“{value}”" for what, value in found.items())
        yield Finding("attachment.metadata", f"附件“{name}”里留有{said}", path, hint=_CLEAN[kind])


def _active(name: str, data: bytes) -> str:
    """What runs in a file, "" when nothing does."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _ACTIVE.fullmatch(name):
        return "是网页、程序或带宏的文件"
    if name.lower().endswith((".svg", ".svgz", ".xml")) and (head.startswith(b"\x1f\x8b") or _SCRIPT.search(data)):
        return "带有脚本"
    if head.startswith((b"mz\x90", b"\x7felf", b"#!/")):
        return "是程序"
    if data.startswith(b"PK\x03\x04") and any(part.lower().endswith("vbaproject.bin") for part in _parts(data)):
        return "带有宏"
    if data.startswith(OLD_OFFICE) and _OLD_MACROS in data:
        return "带有宏"
    return ""


def _metadata(data: bytes) -> tuple[str, dict[str, str]]:
    """The kind of a file and what it says of its makers, by what that is called."""
    if data.startswith(b"PK\x03\x04"):
        return "office", _office(data)
    if data.startswith(OLD_OFFICE):
        return "office", {what: value for what, value in old_properties(data).items() if not _GENERIC.fullmatch(value)}
    if data.startswith(b"%PDF-"):
        return "pdf", _pdf(data)
    exif = _exif_block(data)
    return "picture", _exif(exif) if exif else {}


def _parts(data: bytes) -> tuple[str, ...]:
    try:
        with ZipFile(BytesIO(data)) as package:
            return tuple(package.namelist())
    except (BadZipFile, ValueError, OSError, EOFError):
        return ()


def _office(data: bytes) -> dict[str, str]:
    """Author, last editor and company of an Office file, who commented or changed it, and what its pictures tell."""
    found: dict[str, str] = {}
    try:
        with ZipFile(BytesIO(data)) as package:
            sizes = {part.filename: part.file_size for part in package.infolist()}

            def text(part: str) -> str:
                return package.read(part).decode(errors="replace") if 0 < sizes.get(part, 0) < _LARGEST_PART else ""

            for part, fields in _PEOPLE:
                for tag, what in fields.items():
                    value = re.search(rf"<(?:\w+:)?{tag}\b[^>]*>([^<]*)<", content) if (content := text(part)) else None
                    if value and not _GENERIC.fullmatch(value[1].strip()):
                        found[what] = value[1].strip()
            people = set(re.findall(r'w:author="([^"]+)"', text("word/comments.xml") + text("word/document.xml")))
            if people:
                found["批注或修订的作者"] = "、".join(sorted(people)[:3])
            for part in (name for name, size in sizes.items() if _PICTURE.fullmatch(name) and size < _LARGEST_PICTURE):
                found |= _exif(exif) if (exif := _exif_block(package.read(part))) else {}
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return found
    return found


_PDF_FIELD = pattern(rb"/(Author|Title|Creator|Producer)\s*(?:\(((?:\\.|[^\\()]){0,500})\)|<([0-9A-Fa-f\s]{0,2000})>)", re.DOTALL)
_PDF_CREATOR = pattern(rb"<dc:creator>.{0,200}?<rdf:li[^>]*>([^<]{1,200})<", re.DOTALL)
_STREAM = pattern(rb"/ObjStm\b.{0,300}?stream\r?\n", re.DOTALL)
_HOME = pattern(r"(?:[A-Za-z]:\\(?:Users|Documents and Settings)\\|/(?:Users|home)/)[^\\/\s]+|[A-Za-z]:\\[^\s<>|]{3,80}")


def _pdf(data: bytes) -> dict[str, str]:
    """The author of a PDF and the folder it was made in; an encrypted one tells nothing."""
    found: dict[str, str] = {}
    texts = [data, *(_inflated(data, match.end()) for match in list(_STREAM.finditer(data))[:50])]
    for text in texts:
        for key, literal, hexadecimal in _PDF_FIELD.findall(text) if b"/Encrypt" not in data else ():
            value = _pdf_text(literal, hexadecimal)
            if key == b"Author" and not _GENERIC.fullmatch(value):
                found["作者"] = value
            if path := _HOME.search(value):
                found["制作时的文件夹"] = path[0]
        if creator := _PDF_CREATOR.search(text):
            name = creator[1].decode(errors="replace").strip()
            if not _GENERIC.fullmatch(name):
                found.setdefault("作者", name)
    return found


def _inflated(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[start : start + _LARGEST_PART], _LARGEST_PART)
    except zlib.error:
        return b""


def _pdf_text(literal: bytes, hexadecimal: bytes) -> str:
    """A text string of a PDF: UTF-16 with its mark, else one byte a character."""
    if hexadecimal:
        digits = re.sub(rb"\s", b"", hexadecimal)
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = re.sub(rb"\\([0-7]{1,3})", lambda octal: bytes([int(octal[1], 8) & 255]), literal)
        raw = re.sub(rb"\\(.)", rb"\1", raw, flags=re.DOTALL)
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", errors="replace").strip("\0 ")
    try:
        return raw.decode("gb18030").strip("\0 ")
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip("\0 ")


def _exif_block(data: bytes) -> bytes:
    """The EXIF data of a JPEG, PNG, WebP or TIFF picture, from its byte order on."""
    if data.startswith((b"II*\0", b"MM\0*")):
        return data
    if data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        for mark in (b"Exif\0\0II*\0", b"Exif\0\0MM\0*", b"eXIfII*\0", b"eXIfMM\0*", b"EXIF"):
            place = data.find(mark)
            if place >= 0:
                begin = min((at for at in (data.find(b"II*\0", place), data.find(b"MM\0*", place)) if at >= 0), default=-1)
                return data[begin : begin + 200_000] if begin >= 0 else b""
    return b""


_EXIF_TEXTS = {0x013B: "拍摄者", 0xA430: "相机主人", 0xA431: "相机序列号", 0x9C9D: "作者"}
_EXIF_FOLDER, _GPS_FOLDER = 0x8769, 0x8825


def _exif(block: bytes) -> dict[str, str]:
    """Who took a picture, and whether it says where."""
    order = "little" if block.startswith(b"II") else "big"
    found: dict[str, str] = {}

    def number(place: int, size: int) -> int:
        return int.from_bytes(block[place : place + size], order)  # type: ignore[arg-type]

    folders = [number(4, 4)]
    for place in folders:
        for entry in range(place + 2, place + 2 + 12 * min(number(place, 2), 200), 12):
            tag, kind, count, value = number(entry, 2), number(entry + 2, 2), number(entry + 4, 4), number(entry + 8, 4)
            if tag == _EXIF_FOLDER and len(folders) < 4:
                folders.append(value)
            elif tag == _GPS_FOLDER and number(value, 2) > 1:
                found["拍摄地点"] = "GPS 坐标"
            elif tag in _EXIF_TEXTS and kind in (1, 2):
                raw = block[entry + 8 : entry + 8 + count] if count <= 4 else block[value : value + min(count, 200)]
                text = raw.decode("utf-16-le" if tag == 0x9C9D else "utf-8", errors="replace").strip("\0 ")
                if text and not _GENERIC.fullmatch(text):
                    found[_EXIF_TEXTS[tag]] = text
    return found
