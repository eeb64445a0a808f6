"""A document → a content file: the whole way from bytes to text, with everything there is to say about it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from ..authoring.write_report import ReportParts, write_report
from ..model.finding import Finding, Parsed, Place
from ..model.form import Format, form_of_year
from ..parsing.public_address import is_public
from .attached_files import with_names
from .characters import has_digit
from .document import NO_ORIGIN, AttachedFile, DocumentOrigin, SourceDocument, TextBlock
from .ledger import lost_pieces
from .matching.content_cell import TILDE
from .matching.draft import Draft
from .matching.fill_form import fill_form
from .matching.match_rows import FormMatch, choose_form
from .matching.other_years import without_other_years, years_of_sheets
from .matching.recover_tables import recover_tables
from .matching.statistics_table import extract_statistics
from .matching.table_lines import table_lines
from .matching.units import unit_lines
from .matching.wordings import Wordings, wordings_of
from .prose.compose_prose import Prose, compose_prose
from .prose.paragraphs import label_fragments, paragraphs_of
from .prose.title_and_date import title_of, year_counted, year_in_title
from .readers.registry import read_document

_FEW = 5
"""So many addresses are named."""
_STRAY, _OPENING = 40, 40
"""Characters of the longest text that can be a figure torn from its table; paragraphs among which the title stands."""
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


class _Asked(Struct, frozen=True):
    """What a report is read as: its year and form, all forms and their words, both paths, its date if it says none."""

    year: int
    due: Format
    forms: Sequence[Format]
    wordings: Wordings
    path: str
    place: str
    published: str

    def of_source(self, code: str, message: str, hint: str = "") -> Finding:
        """Return a finding about the document."""
        return Finding(code, message, self.path, hint=hint)

    def of_target(self, code: str, message: str, place: Place, hint: str = "") -> Finding:
        """Return a finding about a place of the content file."""
        return Finding(code, message, self.place, place, hint=hint)


Read = tuple[ReportParts, list[Finding], ImportSummary, SourceDocument]
"""A report as it will be written, what there is to say about it, the summary, and the document that it was made of."""


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
    title, _ = title_of(texts[:_OPENING], document.title)
    stated, doubt = (year, "") if year else _year_of(title, texts, path, years_of_sheets(document))
    due = form_of_year(forms, stated) if stated else None
    if stated is None or due is None:
        said = f"没有适用于 {stated} 年的格式" if stated else "看不出是哪一年的报告"
        hint = "是年报的，用 --year 指明年份；通知、说明之类不是年报的，从这里拿开"
        return Parsed(None, (*read.findings, Finding("import.no-year", said, path, hint=hint)))
    published = origin.published if origin.published.startswith(f"{stated + 1}-") else ""
    asked = _Asked(stated, due, forms, wordings, path, target.replace("{year}", str(stated)), published)
    raw, (document, others) = with_names(read.value, stated), without_other_years(with_names(document, stated), stated)
    draft, found, summary, rest = _read_as(raw, document, asked)
    source = read.value.address if is_public(read.value.address) else ""
    own_schema = schema.replace("{form}", draft.form.key)
    text = write_report(replace(draft, schema=own_schema, source=source, imported_from=origin.kept_as))
    everything = [*read.findings, *_doubts(doubt, others, asked), *found, *_not_read(document, asked)]
    if lost := lost_pieces(rest, (text, *(finding.message for finding in everything)), wordings):
        message = f"原文有 {len(lost)} 处没有写入：{'；'.join(lost)}"
        everything.append(asked.of_source("import.lost", message, "对照原文，需要的写进表格或正文"))
    files = tuple(file for file in raw.files if f"]({file.name})" in text)
    return Parsed(Imported(text, stated, draft.title, summary, files), tuple(everything))


def _doubts(doubt: str, others: Sequence[str], asked: _Asked) -> Iterator[Finding]:
    """The finding about a year that is not certain, and one about each table of another year."""
    if doubt:
        yield asked.of_target("import.year-unsure", doubt, ("year",), "核对年份；不对的，用 --year 指明后重新导入")
    for said in others:
        yield asked.of_source("import.left-over", said, "核对年份；是本年度的，改正表的标题后重新导入")


def _not_read(document: SourceDocument, asked: _Asked) -> Iterator[Finding]:
    """What of the file no reader reads."""
    for said in document.left:
        yield asked.of_source("import.unseen", said, "里面有要公开的内容时，取消隐藏后重新导入，或写进正文")
    if document.around:
        yield asked.of_source("import.left-out", f"网页上报告以外的文字 {document.around} 字没有导入")
    if document.missing:
        shown = "、".join(document.missing[:_FEW]) + (" 等" if len(document.missing) > _FEW else "")
        message = f"网页上的 {len(document.missing)} 个图片、附件没有一起存下来：{shown}"
        hint = (
            "图片没有写进正文，附件只有原来的链接。在浏览器里把网页另存为“网页，全部”或 .mhtml 重新导入；"
            "或逐个另存到报告文件旁边，在正文中链接"
        )
        yield asked.of_source("import.left-out", message, hint)
    if document.pictures:
        hint = "表格是图片的，照图填写；要公开的图片放在报告文件旁边，在正文中链接"
        yield asked.of_source("import.left-out", f"文件中的 {document.pictures} 张图片没有导入", hint)


def _read_as(raw: SourceDocument, document: SourceDocument, asked: _Asked) -> Read:
    """The report on the form of its year, or in free chapters where that year allows them and no official table is there."""
    if asked.due.free_chapters:
        return _free(raw, asked.due, asked)
    matched = choose_form(document, table_lines(document.blocks), asked.forms, asked.due, asked.wordings)
    legacy = next((form for form in asked.forms if form.free_chapters and asked.year in form.years_allowed), None)
    return _free(raw, legacy, asked) if legacy and not matched.matches else _official(document, matched, asked)


def _year_of(title: str, texts: Sequence[TextBlock], path: str, sheets: tuple[int, ...]) -> tuple[int | None, str]:
    """The year of a report, and why it may be another one; "" when title and text agree, or only one of them says it."""
    match = re.search(r"(?<!\d)(20[012]\d)(?!\d)", path.rpartition("/")[2])
    titled, counted, named = year_in_title(title), year_counted(texts), int(match[1]) if match else None
    if len(sheets) > 1:
        chosen = named if named in sheets else max(sheets)
        return chosen, f"各工作表分别是 {'、'.join(map(str, sheets))} 年的，按 {chosen} 年处理"
    if titled and counted and titled != counted:
        return titled, f"标题写的是 {titled} 年，正文的统计期限是 {counted} 年，按标题处理"
    if titled or counted or sheets or not named:
        return titled or counted or next(iter(sheets), None), ""
    return named, f"标题和正文都没有写明年份，按文件名中的 {named} 年处理"


def _official(document: SourceDocument, matched: FormMatch, asked: _Asked) -> Read:
    """A report on an official form: its tables filled in, and the text around them."""
    notes = [match for b in document.blocks if isinstance(b, TextBlock) and (match := _FOOTNOTE.fullmatch(b.text))]
    footnotes = {match[1]: match[2] for match in notes}
    filled = fill_form(matched, asked.wordings, asked.place, footnotes, unit_lines(document.blocks))
    texts = {cell: one.text for cell, one in filled.cells.items()}
    used = {text[text.find("（") + 1 : -1] for text in texts.values() if text.endswith("）")}
    gone = {match[0] for match in notes if match[2] in used}
    rest = document.changed(lambda text: "" if text in gone else text)
    prose = compose_prose(paragraphs_of(rest, filled.grids, asked.wordings), matched.form, document, asked.year)
    stray_numbers, fragments = _stray_numbers(filled, document), label_fragments(document, filled.grids, asked.wordings)
    findings = _about_tables(filled, matched, asked, pictures=bool(document.pictures or document.missing))
    for text in stray_numbers:
        message = f"表格附近有一个不知属于哪一格的数：{text}"
        findings.append(asked.of_target("import.left-over", message, ("tables",), "对照原文核对"))
    findings += _about_prose(prose, matched.form, asked)
    if fragments:
        findings.append(asked.of_source("import.left-out", f"表格标签的碎片没有写入正文：{'；'.join(fragments)}"))
    draft = replace(_parts(matched.form, asked, prose), cells=texts, remarks=filled.remarks, over=filled.over)
    left = (*chain(*filled.over.values()), *stray_numbers, *prose.dropped, *fragments)
    written = sum(text != TILDE for text in texts.values())
    cells = sum(len(table.row_keys) * len(table.column_keys) for table in filled.form.tables.values())
    found = len({table for table, _, _ in texts})
    summary = ImportSummary(found, len(filled.form.tables), written, cells - written, filled.ambiguous, left)
    return draft, findings, summary, document


def _parts(form: Format, asked: _Asked, prose: Prose) -> ReportParts:
    return ReportParts(form, asked.year, prose.title, prose.published or asked.published, {}, prose.sections, prose.preamble)


def _about_tables(filled: Draft, matched: FormMatch, asked: _Asked, *, pictures: bool) -> list[Finding]:
    """What has to be said about the tables: each cell in doubt, another form than the year's, or that there are none."""
    if not matched.matches:
        hint = "表格可能是图片：照图填写，或先做文字识别（OCR）" if pictures else "对照原文填写"
        return [asked.of_source("import.no-tables", "没有找到格式规定的表格，全部留作空白", hint)]
    if matched.form is asked.due:
        return list(filled.findings)
    message = f"{asked.year} 年的报告应使用 {asked.due.key} 格式，原文的表格是 {matched.form.key} 格式，已原样导入"
    return [*filled.findings, asked.of_target("import.other-form", message, ("tables",), "按本年度格式重新填报，或核对年份")]


def _stray_numbers(filled: Draft, document: SourceDocument) -> tuple[str, ...]:
    """Figures that stand alone near the tables that were used."""
    near = range(min(filled.grids) - 3, max(filled.grids) + 4) if filled.grids else range(0)
    texts = [block.text for n, block in enumerate(document.blocks) if n in near and isinstance(block, TextBlock)]
    return tuple(text for text in texts if has_digit(text) and not any(map(str.isalpha, text)) and len(text) < _STRAY)


def _free(document: SourceDocument, form: Format, asked: _Asked) -> Read:
    """A report in free chapters, with its statistics table if it has one."""
    rows, rest, findings = extract_statistics(document, form, asked.place)
    prose = compose_prose(paragraphs_of(rest, frozenset(), asked.wordings), form, rest, asked.year)
    findings += _about_prose(prose, form, asked)
    if not rows:
        findings.append(asked.of_source("import.no-tables", "没有找到统计表", "原文有统计表的，对照填写 tables.statistics"))
    draft = replace(_parts(form, asked, prose), statistics=rows, stated=form is not asked.due)
    cells = [text for row in rows for text in row.cells]
    numbers, unsure = sum(map(has_digit, cells)), sum(row.cells.count(TILDE) for row in rows if row.remark)
    summary = ImportSummary(int(bool(rows)), 1, numbers, len(cells) - numbers, unsure, prose.dropped)
    return draft, findings, summary, rest


def _about_prose(prose: Prose, form: Format, asked: _Asked) -> Iterator[Finding]:
    """What has to be said about title, date and text."""
    if not prose.title:
        hint = f"写成：某某镇{asked.year}年政府信息公开工作年度报告"
        yield asked.of_target("import.no-title", "没有找到标题", ("title",), hint)
    if prose.signed:
        message = f"发布日期取自落款：{prose.published}"
        yield asked.of_target("import.signed-date", message, ("published",), "与网页上首次发布的日期核对")
    if not prose.published and not asked.published:
        hint = f"在这一行写上首次发布日期，例如 published: {asked.year + 1}-01-26"
        yield asked.of_target("import.no-date", "没有找到发布日期", ("published",), hint)
    headings = [section.heading for section in form.sections]
    for heading in prose.missing:
        place = ("#", headings.index(heading))
        yield asked.of_target("import.section-missing", f"原文没有“{heading}”这个标题", place, "把属于这一部分的文字移到这里")
    for table in prose.kept_tables:
        first = table.partition("\n")[0]
        message = f"有一张表不是格式规定的，原样留在正文中：{first}"
        yield asked.of_target("import.table-kept", message, ("#", first))
    if prose.dropped:
        said = "；".join(re.sub(r"\s+", " ", text) for text in prose.dropped)
        yield asked.of_source("import.left-out", f"网页或文件自带的文字没有写入正文：{said}")
