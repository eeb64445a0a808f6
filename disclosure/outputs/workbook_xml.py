"""Workbooks of plain tables, part by part (ECMA-376, SpreadsheetML): no row or cell says where it stands.

So the rows of a sheet can be made apart from each other, and put behind one another in any number.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from ..model.report import digits

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WIDEST = 1048576
"""The rows of a sheet."""
_STYLES = (
    f'{_HEAD}<styleSheet {_MAIN}><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_LINE = 18
"""How high a line of Chinese is at most, in points."""
_PLAIN, HEADING, PROSE = 0, 1, 2
"""How a cell looks: as it is; as a heading; as a text of several lines."""


def sheet_part(number: int) -> str:
    """Return the name of the part that is a sheet, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def frame_parts(sheets: Sequence[str]) -> dict[str, bytes]:
    """Return the parts of a workbook that hold its sheets of these names together."""
    numbers = range(1, len(sheets) + 1)
    named = zip(numbers, sheets, strict=True)
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in named)
    known = "".join(f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    styles = f'<Relationship Id="rId0" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    kinds = "".join(f'<Override PartName="/{sheet_part(n)}" ContentType="{_TYPES}.worksheet+xml"/>' for n in numbers)
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{kinds}</Types>'
    )
    opened = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    texts = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{opened}</Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{styles}{known}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    return {name: text.encode() for name, text in texts.items()}


def sheet_opening(widths: Sequence[int], kept: int = 0) -> bytes:
    """Return what a sheet begins with: the widths of its columns in characters; the first row and `kept` columns stay in view."""
    column = chr(ord("A") + kept)
    pane = f'<pane xSplit="{kept}" ySplit="1" topLeftCell="{column}2" activePane="bottomRight" state="frozen"/>' if kept else ""
    spans = zip(range(1, len(widths) + 1), widths, strict=True)
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in spans)
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    page = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    return f"{_HEAD}<worksheet {_MAIN}>{page}{view}<cols>{columns}</cols><sheetData>".encode()


def sheet_closing(columns: int = 0) -> bytes:
    """Return what a sheet ends with: a filter over so many columns, none over 0."""
    last = (chr(ord("A") + (columns - 1) // 26 - 1) if columns > 26 else "") + chr(ord("A") + (columns - 1) % 26)
    sieve = f'<autoFilter ref="A1:{last}{_WIDEST}"/>' if columns else ""
    page = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return f"</sheetData>{sieve}{page}</worksheet>".encode()


def sheet_rows(lines: Iterable[Sequence[object]]) -> bytes:
    """Return rows: texts as texts, anything else as a number."""
    return "".join(f"<row>{''.join(_cell(value, _PLAIN) for value in line)}</row>" for line in lines).encode()


def wrapped_row(texts: Sequence[str], widths: Sequence[int], style: int) -> bytes:
    """Return a row as high as its texts are in columns of these widths; programs that compute it take too little for Chinese."""
    height = _LINE * max(-(-2 * len(text) // (width - 2)) for text, width in zip(texts, widths, strict=True))
    return f'<row ht="{height}" customHeight="1">{"".join(_cell(text, style) for text in texts)}</row>'.encode()


def _cell(value: object, style: int) -> str:
    look = f' s="{style}"' if style else ""
    if not isinstance(value, str):
        return f"<c{look}><v>{digits(value) if isinstance(value, Decimal) else value}</v></c>"
    if not value:
        return "<c/>"
    return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{escape(_readable(value), quote=False)}</t></is></c>'


def _readable(text: str) -> str:
    """A text without the characters that XML has no way to write."""
    return text if text.isprintable() else "".join(one for one in text if one in "\t\n\r" or one >= " ")
