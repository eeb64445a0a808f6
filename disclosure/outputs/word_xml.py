"""Documents for word processors, part by part (ECMA-376, WordprocessingML), laid out as official documents are (GB/T 9704).

A4; the title in 小标宋, chapters in 黑体, their parts in 楷体, the text in 仿宋 of size 三号, 28 points to a line.
Where a machine lacks these faces its own Song, Hei and Kai stand in.
"""

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from .zip_file import join_parts, pack_part

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEXT_WIDTH = 8844
"""The width of the text in twentieths of a point: 156 mm."""


class Run(Struct, frozen=True):
    """A stretch of text that looks alike."""

    text: str
    bold: bool = False


class WordCell(Struct, frozen=True):
    """A cell of a table: its text, how many columns it covers, whether it begins or goes on with cells below each other."""

    text: str = ""
    columns: int = 1
    begins: bool = False
    goes_on: bool = False
    align: str = "center"
    bold: bool = False


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Times New Roman"/>'


def _style(key: str, name: str, paragraph: str, run: str, level: int = -1) -> str:
    outline = f'<w:outlineLvl w:val="{level}"/>' if level >= 0 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}{outline}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_LINE = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_ABOUT = '<w:spacing w:before="0" w:after="560" w:line="560" w:lineRule="exact"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/>'
_NO_INDENT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_HEADED = f'<w:keepNext/>{_LINE}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_STYLES = (
    f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('仿宋_GB2312')}"
    '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr>{_LINE}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr></w:style>'
    + _style("Title", "Title", f'{_LINE}{_NO_INDENT}<w:jc w:val="center"/>', f'{_fonts("方正小标宋简体")}<w:sz w:val="44"/>')
    + _style("About", "About", f'{_ABOUT}{_NO_INDENT}<w:jc w:val="center"/>', _fonts("楷体_GB2312"))
    + _style("Heading1", "heading 1", _HEADED, _fonts("黑体"), 0)
    + _style("Heading2", "heading 2", _HEADED, _fonts("楷体_GB2312"), 1)
    + _style("Heading3", "heading 3", _HEADED, "<w:b/>", 2)
    + _style("Signature", "Signature", f'{_LINE}{_NO_INDENT}<w:jc w:val="right"/>', "")
    + _style("Caption", "caption", f'<w:keepNext/>{_TIGHT}<w:jc w:val="center"/>', f'{_fonts("黑体")}<w:sz w:val="24"/>')
    + _style("TableText", "Table Text", _TIGHT, f'{_fonts("宋体")}<w:sz w:val="18"/>')
    + _style("TableNote", "Table Note", _TIGHT, f'{_fonts("宋体")}<w:sz w:val="18"/>')
    + _style("PageNumber", "Page Number", f'{_TIGHT}<w:jc w:val="center"/>', f'{_fonts("宋体")}<w:sz w:val="28"/>')
    + "</w:styles>"
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
)


def word_document(body: Iterable[str], title: str, author: str, created: str, below: str) -> bytes:
    """Return a document of these paragraphs and tables; `created` is a day, `below` stands at the foot of each page."""
    kinds = "".join(
        f'<Override PartName="/{path}" ContentType="{kind}"/>'
        for path, kind in (
            ("word/document.xml", f"{_TYPES}.document.main+xml"),
            ("word/styles.xml", f"{_TYPES}.styles+xml"),
            ("word/footer1.xml", f"{_TYPES}.footer+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": _related(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _related((f"{_OFFICE}/styles", "styles.xml"), (f"{_OFFICE}/footer", "footer1.xml")),
        "word/document.xml": f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{"".join(body)}{_SECTION}</w:body></w:document>',
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_safe(title)}</dc:title><dc:creator>{_safe(author)}</dc:creator><dc:language>zh-CN</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:created></cp:coreProperties>'
        ),
    }
    fixed = {"word/styles.xml": _STYLES, "word/footer1.xml": _footer(below)}
    texts = {name: _HEAD + text for name, text in parts.items()} | fixed
    return join_parts(pack_part(name, text.encode()) for name, text in texts.items())


def _footer(below: str) -> str:
    """The foot of each page: its number, and a line below."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    sign = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'.format
    about = '<w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
    line = paragraph([Run(below)], "TableNote")
    return f"{_HEAD}<w:ftr {_W}><w:p>{about}{sign('— ')}{number}{sign(' —')}</w:p>{line}</w:ftr>"


def _related(*parts: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{path}"/>' for n, (kind, path) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def paragraph(runs: Sequence[Run], style: str = "") -> str:
    """Return a paragraph in this style, the plain one where none is named."""
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}{''.join(map(_run, runs))}</w:p>"


def _run(run: Run) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if run.bold else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(_safe, run.text.split("\n")))
    return f'<w:r>{look}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def table(rows: Sequence[Sequence[WordCell]], widths: Sequence[int], head: int = 0, caption: str = "") -> str:
    """Return a table; its first `head` rows are repeated on each page, `caption` is what screen readers call it."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    called = f'<w:tblCaption w:val="{_safe(caption)}"/>' if caption else ""
    about = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="{int(head > 0)}"/>{called}</w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(_row(row, widths, number < head) for number, row in enumerate(rows))
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _row(row: Sequence[WordCell], widths: Sequence[int], head: bool) -> str:
    cells, at = "", 0
    for cell in row:
        cells += _cell(cell, sum(widths[at : at + cell.columns]))
        at += cell.columns
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(cell: WordCell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if cell.begins else "<w:vMerge/>" if cell.goes_on else ""
    look = f'<w:pPr><w:pStyle w:val="TableText"/><w:jc w:val="{cell.align}"/></w:pPr>'
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{about}<w:p>{look}{_run(Run(cell.text, cell.bold)) if cell.text else ''}</w:p></w:tc>"


def _safe(text: str) -> str:
    """A text as XML has it, without the characters that XML has no way to write."""
    return escape(text if text.isprintable() else "".join(one for one in text if one in "\t\n" or one >= " "))
