"""A document → a content file: the whole way from bytes to text, with everything there is to say about it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..authoring.write_report import ReportParts, write_report
from ..model.finding import Finding, Parsed
from ..model.form import Format
from ..parsing.public_address import is_public
from .attached_files import with_names
from .characters import has_digit
from .document import NO_ORIGIN, AttachedFile, DocumentOrigin, SourceDocument, TextBlock
from .ledger import lost_pieces
from .matching.choose_form import choose_form
from .matching.content_cell import BLANK
from .matching.fill_form import FilledForm, fill_form
from .matching.match_rows import FormMatch
from .matching.other_years import without_other_years, years_of_sheets
from .matching.recover_tables import recover_tables
from .matching.statistics_table import StatisticsTable, extract_statistics
from .matching.table_lines import table_lines
from .matching.units import unit_lines
from .matching.wordings import Wordings, wordings_of
from .prose.compose_prose import Prose, compose_prose
from .prose.paragraphs import label_fragments, paragraphs_of
from .prose.title_and_date import find_title, year_counted, year_in_title
from .readers.registry import read_document

_FEW = 5
"""So many addresses are named."""
_STRAY = 40
"""Characters of the longest text that can be a figure torn from its table."""
_FOOTNOTE = re.compile(r"(注\d+)\s*(?:（[^）]*）)?\s*[:：]\s*(.+)")


class ImportSummary(Struct, frozen=True):
    """What came of an import, in numbers, and what was left over, word for word."""

    tables: int
    expected: int
    filled: int
    blank: int
    ambiguous: int
    left_over: tuple[str, ...]


class Imported(Struct, frozen=True):
    """A content file as text, the year it is for, the summary, and the files that it leads to, which belong beside it."""

    text: str
    year: int
    title: str
    summary: ImportSummary
    files: tuple[AttachedFile, ...] = ()


class ReadReport(NamedTuple):
    """A report as it will be written, what there is to say about it, the summary, and the document that it was made of."""

    draft: ReportParts
    findings: tuple[Finding, ...]
    summary: ImportSummary
    document: SourceDocument


def import_report(
    data: bytes,
    path: str,
    target: str,
    forms: Sequence[Format],
    year: int | None = None,
    schema: str = "",
    origin: DocumentOrigin = NO_ORIGIN,
) -> Parsed[Imported]:
    """Return the content file that a document makes; the value is None when it can't be read or is of no known year.

    Findings about the document name `path`; those about a cell name `target`, the file to be, where `{year}` stands for its year.
    `schema` is the address of the form's schema for editors, where `{form}` stands for its key; "" to name none.
    """
    read = read_document(data, path, origin.beside)
    if read.value is None:
        return Parsed(None, read.findings)
    wordings = wordings_of([form for form in forms if not form.free_chapters])
    document = recover_tables(read.value, wordings)
    texts = paragraphs_of(document, frozenset(), wordings)
    title = find_title(texts, document.title)
    stated, doubt = (year, "") if year else _year_of(title, texts, path, years_of_sheets(document))
    due = next((form for form in forms if stated and form.covers(stated)), None)
    if stated is None or due is None:
        said = f"没有适用于 {stated} 年的格式" if stated else "看不出是哪一年的报告"
        hint = "是年报的，用 --year 指明年份；通知、说明之类不是年报的，从这里拿开"
        return Parsed(None, (*read.findings, Finding("import.no-year", said, path, hint=hint)))
    place = target.replace("{year}", str(stated))
    raw, (document, others) = with_names(read.value, stated), without_other_years(with_names(document, stated), stated)
    draft, found, summary, rest = _read_as(raw, document, forms, due, stated, path, place, wordings)
    published = draft.published or (origin.published if origin.published.startswith(f"{stated + 1}-") else "")
    if published and not draft.published:
        found = tuple(finding for finding in found if finding.code != "import.no-date")
    source = read.value.address if is_public(read.value.address) else ""
    own_schema = schema.replace("{form}", draft.form.key)
    text = write_report(replace(draft, schema=own_schema, published=published, source=source, imported_from=origin.kept_as))
    everything = (*read.findings, *_doubts(doubt, others, path, place), *found, *_not_read(document, path))
    lost = lost_pieces(rest, (text, *(finding.message for finding in everything)), wordings)
    files = tuple(file for file in raw.files if f"]({file.name})" in text)
    return Parsed(Imported(text, stated, draft.title, summary, files), (*everything, *_lost(lost, path)))


def _doubts(doubt: str, others: Sequence[str], path: str, place: str) -> Iterator[Finding]:
    """The finding about a year that is not certain, and one about each table of another year."""
    if doubt:
        yield Finding("import.year-unsure", doubt, place, ("year",), hint="核对年份；不对的，用 --year 指明后重新导入")
    for said in others:
        yield Finding("import.left-over", said, path, hint="核对年份；是本年度的，改正表的标题后重新导入")


def _lost(lost: Sequence[str], path: str) -> Iterator[Finding]:
    if lost:
        message = f"原文有 {len(lost)} 处没有写入：{'；'.join(lost)}"
        yield Finding("import.lost", message, path, hint="对照原文，需要的写进表格或正文")


def _not_read(document: SourceDocument, path: str) -> Iterator[Finding]:
    """What of the file no reader reads."""
    for said in document.left:
        yield Finding("import.unseen", said, path, hint="里面有要公开的内容时，取消隐藏后重新导入，或写进正文")
    if document.around:
        yield Finding("import.left-out", f"网页上报告以外的文字 {document.around} 字没有导入", path)
    if document.missing:
        shown = "、".join(document.missing[:_FEW]) + (" 等" if len(document.missing) > _FEW else "")
        message = f"网页上的 {len(document.missing)} 个图片、附件没有一起存下来：{shown}"
        hint = (
            "图片没有写进正文，附件只有原来的链接。在浏览器里把网页另存为“网页，全部”或 .mhtml 重新导入；"
            "或逐个另存到报告文件旁边，在正文中链接"
        )
        yield Finding("import.left-out", message, path, hint=hint)
    if document.pictures:
        message = f"文件中的 {document.pictures} 张图片没有导入"
        yield Finding("import.left-out", message, path, hint="表格是图片的，照图填写；要公开的图片放在报告文件旁边，在正文中链接")


def _read_as(
    raw: SourceDocument,
    document: SourceDocument,
    forms: Sequence[Format],
    due: Format,
    year: int,
    path: str,
    place: str,
    wordings: Wordings,
) -> ReadReport:
    """The report on the form of its year, or in free chapters where that year allows them and no official table is there."""
    if due.free_chapters:
        return _free(raw, due, year, path, place, wordings, stated_form=False)
    matched = choose_form(document, table_lines(document.blocks), forms, due, wordings)
    legacy = next((form for form in forms if form.free_chapters and year in form.years_allowed), None)
    if not matched.matches and legacy:
        return _free(raw, legacy, year, path, place, wordings, stated_form=True)
    return _official(document, matched, due, year, path, place, wordings)


def _year_of(title: str, texts: Sequence[TextBlock], path: str, sheets: tuple[int, ...]) -> tuple[int | None, str]:
    """The year of a report, and why it may be another one; "" when title and text agree, or only one of them says it."""
    titled, counted, named = year_in_title(title), year_counted(texts), _year_in(path)
    if len(sheets) > 1:
        chosen = named if named in sheets else max(sheets)
        return chosen, f"各工作表分别是 {'、'.join(map(str, sheets))} 年的，按 {chosen} 年处理"
    if titled and counted and titled != counted:
        return titled, f"标题写的是 {titled} 年，正文的统计期限是 {counted} 年，按标题处理"
    if titled or counted or sheets or not named:
        return titled or counted or next(iter(sheets), None), ""
    return named, f"标题和正文都没有写明年份，按文件名中的 {named} 年处理"


def _year_in(path: str) -> int | None:
    match = re.search(r"(?<!\d)(20[012]\d)(?!\d)", path.rpartition("/")[2])
    return int(match[1]) if match else None


def _official(
    document: SourceDocument, matched: FormMatch, due: Format, year: int, path: str, place: str, wordings: Wordings
) -> ReadReport:
    filled = fill_form(matched, wordings, place, _footnotes(document), unit_lines(document.blocks))
    prose = compose_prose(
        paragraphs_of(_without_used_footnotes(document, filled), filled.grids, wordings), matched.form, document, year
    )
    stray_numbers, fragments = _stray_numbers(filled, document), label_fragments(document, filled.grids, wordings)
    findings = _about_tables(filled, matched, due, year, path, place, pictures=bool(document.pictures or document.missing))
    findings += [
        Finding("import.left-over", f"表格附近有一个不知属于哪一格的数：{text}", place, ("tables",), hint="对照原文核对")
        for text in stray_numbers
    ]
    findings += _about_prose(prose, path, place, matched.form, year)
    if fragments:
        findings.append(Finding("import.left-out", f"表格标签的碎片没有写入正文：{'；'.join(fragments)}", path))
    draft = ReportParts(
        form=matched.form,
        year=year,
        title=prose.title,
        published=prose.published,
        cells=filled.cells,
        sections=prose.sections,
        preamble=prose.preamble,
        remarks=filled.remarks,
        over=filled.over,
    )
    left = (*(text for texts in filled.over.values() for text in texts), *stray_numbers, *prose.dropped, *fragments)
    return ReadReport(draft, tuple(findings), _summary(filled, left), document)


def _about_tables(
    filled: FilledForm, matched: FormMatch, due: Format, year: int, path: str, place: str, *, pictures: bool
) -> list[Finding]:
    """What has to be said about the tables: each cell in doubt, another form than the year's, or that there are none."""
    if not matched.matches:
        hint = "表格可能是图片：照图填写，或先做文字识别（OCR）" if pictures else "对照原文填写"
        return [Finding("import.no-tables", "没有找到格式规定的表格，全部留作空白", path, hint=hint)]
    if matched.form is due:
        return list(filled.findings)
    message = f"{year} 年的报告应使用 {due.key} 格式，原文的表格是 {matched.form.key} 格式，已原样导入"
    other = Finding("import.other-form", message, place, ("tables",), hint="按本年度格式重新填报，或核对年份")
    return [*filled.findings, other]


def _footnotes(document: SourceDocument) -> dict[str, str]:
    """The remarks that figures refer to by 注1, 注2, …"""
    found = (_FOOTNOTE.fullmatch(block.text) for block in document.blocks if isinstance(block, TextBlock))
    return {match[1]: match[2] for match in found if match}


def _without_used_footnotes(document: SourceDocument, filled: FilledForm) -> SourceDocument:
    """The document with the footnotes blanked that are now notes in their cells."""
    notes = {text[text.find("（") + 1 : -1] for text in filled.cells.values() if text.endswith("）")}
    blocks = [
        replace(block, text="")
        if isinstance(block, TextBlock) and (m := _FOOTNOTE.fullmatch(block.text)) and m[2] in notes
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def _stray_numbers(filled: FilledForm, document: SourceDocument) -> tuple[str, ...]:
    """Figures that stand alone near the tables that were used."""
    if not filled.grids:
        return ()
    near = range(min(filled.grids) - 3, max(filled.grids) + 4)
    texts = [block.text for n, block in enumerate(document.blocks) if n in near and isinstance(block, TextBlock)]
    return tuple(
        text for text in texts if has_digit(text) and not any(character.isalpha() for character in text) and len(text) < _STRAY
    )


def _summary(filled: FilledForm, left: tuple[str, ...]) -> ImportSummary:
    written = [text for text in filled.cells.values() if text != BLANK]
    cells = sum(len(table.row_keys) * len(table.column_keys) for table in filled.form.tables.values())
    found = {table for table, _, _ in filled.cells}
    return ImportSummary(len(found), len(filled.form.tables), len(written), cells - len(written), filled.ambiguous, left)


def _free(
    document: SourceDocument, form: Format, year: int, path: str, place: str, wordings: Wordings, *, stated_form: bool
) -> ReadReport:
    """A report in free chapters, with its statistics table if it has one."""
    found: StatisticsTable = extract_statistics(document, form, place)
    prose = compose_prose(paragraphs_of(found.document, frozenset(), wordings), form, found.document, year)
    findings = [*found.findings, *_about_prose(prose, path, place, form, year)]
    if not found.rows:
        findings.append(Finding("import.no-tables", "没有找到统计表", path, hint="原文有统计表的，对照填写 tables.statistics"))
    draft = ReportParts(
        form=form,
        year=year,
        title=prose.title,
        published=prose.published,
        cells={},
        sections=prose.sections,
        preamble=prose.preamble,
        statistics=found.rows,
        stated=stated_form,
    )
    cells = [text for row in found.rows for text in row.cells]
    numbers = sum(has_digit(text) for text in cells)
    summary = ImportSummary(int(bool(found.rows)), 1, numbers, len(cells) - numbers, found.unsure, prose.dropped)
    return ReadReport(draft, tuple(findings), summary, found.document)


def _about_prose(prose: Prose, path: str, place: str, form: Format, year: int) -> list[Finding]:
    """What has to be said about title, date and text."""
    found = []
    if not prose.title:
        found.append(
            Finding("import.no-title", "没有找到标题", place, ("title",), hint=f"写成：某某镇{year}年政府信息公开工作年度报告")
        )
    if prose.signed:
        message = f"发布日期取自落款：{prose.published}"
        found.append(Finding("import.signed-date", message, place, ("published",), hint="与网页上首次发布的日期核对"))
    if not prose.published:
        hint = f"在这一行写上首次发布日期，例如 published: {year + 1}-01-26"
        found.append(Finding("import.no-date", "没有找到发布日期", place, ("published",), hint=hint))
    headings = [section.heading for section in form.sections]
    for heading in prose.missing:
        message = f"原文没有“{heading}”这个标题"
        found.append(
            Finding("import.section-missing", message, place, ("#", headings.index(heading)), hint="把属于这一部分的文字移到这里")
        )
    for table in prose.kept_tables:
        first = table.partition("\n")[0]
        found.append(Finding("import.table-kept", f"有一张表不是格式规定的，原样留在正文中：{first}", place, ("#", first)))
    if prose.dropped:
        said = "；".join(re.sub(r"\s+", " ", text) for text in prose.dropped)
        found.append(Finding("import.left-out", f"网页或文件自带的文字没有写入正文：{said}", path))
    return found
