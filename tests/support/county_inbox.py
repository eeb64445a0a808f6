"""A made-up county whose bodies send their reports of several years: as Word files in six styles, saved pages, PDFs, archives.

Nothing here is taken from a real report. `sent_documents` gives the documents and what is true of each.
"""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from disclosure.model.form import Format
from tests.support.forms import FORMS
from tests.support.import_documents import WRITERS, Parts, Sheet, sheets

PLACE = "青石县"
_BUREAUS = """
    财政局 教育局 民政局 司法局 自然资源局 交通运输局 水利局 农业农村局 商务局 文化和旅游局 审计局 统计局 应急管理局 医疗保障局
    市场监督管理局 林业局 信访局 发展和改革委员会 卫生健康委员会 住房和城乡建设局 人力资源和社会保障局 退役军人事务局 生态环境局
    公安局 城市管理局 乡村振兴局 行政审批局 工业和信息化局 科学技术局 体育局 金融工作局 粮食和物资储备局 机关事务管理局
    大数据管理局 地方志办公室
"""
_TOWNS = """
    柳林镇 石桥镇 清河镇 双井镇 白塔镇 青山镇 马店镇 大营镇 南关镇 北庄乡 东沟乡 西岭乡 桃园乡 杨树乡 龙泉乡 凤台乡 沙河乡 黄土乡
"""
_STREETS = ("城东街道办事处", "城西街道办事处", "城南街道办事处", "城北街道办事处", "河滨街道办事处")
NAMES = (
    f"{PLACE}人民政府",
    f"{PLACE}人民政府办公室",
    *(f"{PLACE}{name}" for name in _BUREAUS.split()),
    *(f"{name}人民政府" for name in _TOWNS.split()),
    *_STREETS,
)
"""Sixty bodies, the county's government first."""

STYLES = ("plain", "styled", "two-lines", "year-first", "about", "short", "page", "archive", "pdf")
"""How a report is sent: Word files in six styles, a saved page with its folder, one saved as one file, a PDF."""


class Sent(NamedTuple):
    """A document: its path, its bytes, files beside it, whose report it is and of which year, and whether its title says whose."""

    path: str
    data: bytes
    beside: dict[str, bytes]
    body: str
    year: int
    is_named: bool
    style: str


def sent_documents(bodies: int, years: Sequence[int], seed: int = 1) -> Iterator[Sent]:
    """Yield the report of each of so many bodies for each year; every fiftieth has a title that names no body."""
    random = Random(seed)
    for number, (year, name) in enumerate((year, name) for year in years for name in NAMES[:bodies]):
        is_named = number % 50 != 49
        style = STYLES[(number + number // bodies) % len(STYLES)]
        yield _sent(name, year, style if is_named else "plain", random, is_named=is_named)


def _sent(name: str, year: int, style: str, random: Random, *, is_named: bool) -> Sent:
    form = next(form for form in FORMS if form.covers(year))
    parts = [*_title(name, year, style, is_named=is_named), *_text(name, year, form, random)]
    parts += [f"{name}", f"{year + 1}年1月{random.randrange(10, 29)}日"] if style in ("about", "plain") else []
    short = name.removeprefix(PLACE).removesuffix("人民政府") or name
    if style == "page":
        page = WRITERS["html"][1](parts, random)
        picture = b'<p><img src="./%s_files/flow.png" alt="\xe4\xbe\x9d\xe7\x94\xb3\xe8\xaf\xb7\xe5\x85\xac\xe5\xbc\x80\xe6\xb5\x81\xe7\xa8\x8b"></p>'
        stem = f"{short}{year}年报"
        address = stem.encode("gb18030" if not _is_utf8(page) else "utf-8")
        words = picture.decode().encode("gb18030") if not _is_utf8(page) else picture
        data = page.replace(b"</div><div class='foot'>", words % address + b"</div><div class='foot'>")
        return Sent(
            f"{stem}.html",
            data,
            {f"{stem}_files/flow.png": PICTURE, f"{stem}_files/site.css": b"a{}"},
            name,
            year,
            is_named,
            style,
        )
    if style == "archive":
        return Sent(f"{short}{year}.mhtml", as_archive(WRITERS["html"][1](parts, random)), {}, name, year, is_named, style)
    ending, write, _ = WRITERS["pdf" if style == "pdf" else "docx"]
    stem = f"{short}{year}年报(1)" if is_named else f"{short}{year}"
    return Sent(f"{stem}{ending}", write(parts, random), {}, name, year, is_named, style)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _title(name: str, year: int, style: str, *, is_named: bool) -> list[str]:
    """The title as it stands in a document of this style, on one line or on two."""
    end = "政府信息公开工作年度报告"
    if not is_named:
        return [f"{year}年{end}"]
    if style == "two-lines":
        return [name, f"{year}年{end}"]
    return [
        {
            "styled": f"# {name}{year}年{end}",
            "year-first": f"{year}年度{name}{end}",
            "about": f"{name}关于{year}年政府信息公开工作的年度报告",
            "short": f"{name.removeprefix(PLACE) if name not in NAMES[:2] else name}{year}年度{end}",
        }.get(style, f"{name}{year}年{end}")
    ]


def _text(name: str, year: int, form: Format, random: Random) -> Parts:
    """The chapters and tables of a report: most of them sound, with few requests."""
    opening = (
        f"本报告按照《中华人民共和国政府信息公开条例》的要求编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    )
    if form.free_chapters:
        rows = [["指标名称", "计量单位", "本年度", "历年累计"], ["主动公开政府信息数", "条", str(random.randrange(20, 400)), ""]]
        table = Sheet([[(text, 1, 1) for text in row] for row in rows], 1)
        return [opening, "一、概述", f"{name}全年公开政府信息，办理依申请公开。", "二、主动公开政府信息的情况", table]
    shown = _figures(form, random)
    printed = sheets(form, shown, str)
    parts: Parts = [opening]
    for section in form.sections:
        parts += [section.heading, *printed.get(section.heading, [])]
        parts += (
            [] if section.tables else [f"{name}{year}年做了以下工作：修订公开指南，培训经办人员{random.randrange(5, 60)}人次。"]
        )
    return parts


def _figures(form: Format, random: Random) -> dict[tuple[str, str, str], str]:
    """Zeros, but for a few requests of natural persons that were all granted."""
    number = str(random.choice((0, 1, 2, 3, 8)))
    rows = ("received", "processed.granted", "processed.total")
    return {
        (key, row, column): number if key == "requests" and row in rows and column in ("natural_person", "total") else "0"
        for key, table in form.tables.items()
        for row in table.row_keys
        for column in table.column_keys
    }


def as_archive(page: bytes, address: str = "https://www.qingshi.example/zwgk/1.html") -> bytes:
    """A page as a browser saves it with its pictures in one file (MHTML), a picture in the text."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = address
    text = page.replace(b"</div><div class='foot'>", b"<p><img src='cid:flow@page' alt='flow'></p></div><div class='foot'>")
    message.set_content(text, "text", "html", cte="quoted-printable")
    message["Content-Location"] = address
    message.make_related()
    message.add_related(PICTURE, "image", "png", cid="<flow@page>")
    return message.as_bytes()


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""The smallest picture."""


def write_inbox(folder: Path, sent: Sequence[Sent]) -> None:
    """Write documents into a folder, those of a year in a folder of their own; those of every fifth body in a Windows archive."""
    packed: dict[int, list[tuple[str, bytes]]] = {}
    for one in sent:
        files = {one.path: one.data} | one.beside
        if NAMES.index(one.body) % 5 == 4:
            packed.setdefault(one.year, []).extend(files.items())
            continue
        for name, data in files.items():
            path = folder / str(one.year) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for year, entries in packed.items():
        (folder / f"{year}.zip").write_bytes(windows_archive(entries))


def windows_archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip archive whose names are in GBK and say nothing of that, as Windows makes it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(_WindowsInfo(name), data)
    return out.getvalue()


class _WindowsInfo(ZipInfo):
    """A member of an archive whose name is written in GBK."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (the library asks for the name by this)
        return self.filename.encode("gb18030"), self.flag_bits
