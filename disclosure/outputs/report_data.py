"""Each report's figures for machines: JSON and CSV, every cell in one of its four states."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, compress
from typing import Any

from msgspec import Raw, Struct
from msgspec.structs import replace

from ..model.digest_key import DigestKey
from ..model.form import Format, TableForm
from ..model.planned_file import PlannedFile, PlannedSegment, SegmentOf
from ..model.portal import KINDS, BodyReports, FiledReport
from ..model.report import AuthoredRow, Cell, Report, Table, digits
from ..model.theme import Theme
from ..present.form_years import forms_in_words
from .addresses import data_address, data_path, download_path, page_path
from .csv_file import csv_file, csv_text, harmless
from .page_head import ROOT_KEY, BodyContext


class CsvColumn(Struct, frozen=True):
    """A column of the long form: its heading, its stable name, what it means, and the type of its values."""

    heading: str
    name: str
    meaning: str
    kind: str = "string"


STATES = ("数值", "未填报", "不适用")
TOTALS = ("分项", "合计", "汇总")
"""Whether a figure is one of its own, the sum of others of its table, or of a report that sums up those of other bodies."""
_SAID_ELSEWHERE = ("format", "published", "page", "body_key", "body_kind", "parent_key", "version")
COLUMNS = (
    CsvColumn("机构", "body", "发布报告的机构"),
    CsvColumn("年度", "year", "报告所述的年度", "year"),
    CsvColumn("格式", "format", "报告所用的格式"),
    CsvColumn("表", "table", "统计表的键"),
    CsvColumn("行", "row", "行的键，上级在前；填报人自定的行为序号"),
    CsvColumn("列", "column", "列的键"),
    CsvColumn("行名", "row_label", "行的官方用语，上级在前"),
    CsvColumn("列名", "column_label", "列的官方用语"),
    CsvColumn("计量单位", "unit", "数字的计量单位"),
    CsvColumn("数值", "value", "报告的数字，一位不差；未填报和不适用时为空", "number"),
    CsvColumn("状态", "state", "数值、未填报或不适用；未填报不是0"),
    CsvColumn("注", "note", "报告附在数字后的说明"),
    CsvColumn("发布日期", "published", "报告首次发布的日期", "date"),
    CsvColumn("网页", "page", "报告的网页；网站地址未知时从网站的根算起", "address"),
    CsvColumn("机构键", "body_key", "机构在本站的文件夹，不随名称改变；网站自己的机构是一个点"),
    CsvColumn("机构类别", "body_kind", "机构的类别"),
    CsvColumn("上级机构键", "parent_key", "上一级机构的键；没有上级的为空"),
    CsvColumn("表名", "table_label", "统计表的官方名称"),
    CsvColumn("合计", "total", f"{'、'.join(TOTALS)}之一：只把“{TOTALS[0]}”相加，就没有一件数两次"),
    CsvColumn("版本", "version", "本站记着的第几版，从1数起：每更正一次加1；以前各版各有网页", "integer"),
)
"""The columns of every CSV file, in order."""
OWN_COLUMNS = tuple(one for one in COLUMNS if one.name not in _SAID_ELSEWHERE)
"""Those that compact data have in the CSV file of a single report: of what is the same in each line, only which report it is."""
PACKED_ROWS = "reports"
"""What compact data add to the files of all reports."""


def described_columns(forms: tuple[Format, ...]) -> tuple[CsvColumn, ...]:
    """Return the columns as descriptions give them: with what the keys of the forms stand for."""
    words = forms_in_words(forms)
    return tuple(
        replace(column, meaning=f"{column.meaning}：{words}") if column.name == "format" else column for column in COLUMNS
    )


class DataBody(Struct, frozen=True):
    """The body of a report in data: its key and that of the one above, "" for none; `sums`: the report sums up others."""

    name: str
    key: str
    kind: str
    parent: str
    sums: bool


def data_body(body_reports: BodyReports, context: BodyContext, year: int) -> DataBody:
    """Return what data tell of a body in a year."""
    body = body_reports.body
    sums = any(filing.report.year == year for one in body_reports.below for filing in one.filings)
    return DataBody(body.name, body.folder or ROOT_KEY, KINDS[body.kind], context.above, sums)


def json_files(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the JSON file of each report."""
    if "json" in context.frame.settings.downloads:
        for filing in body_reports.filings:
            path = download_path(page_path(filing.report.name), "json")
            body = data_body(body_reports, context, filing.report.year)
            yield PlannedFile(path, render_json, (body, filing.report, filing.format, *version_of(filing)))


def csv_files(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile | PlannedSegment]:
    """Plan the CSV file of each report, and its lines in that of all."""
    settings = context.frame.settings
    if "csv" in settings.downloads:
        for filing in body_reports.filings:
            page = page_path(filing.report.name)
            inputs = (
                data_body(body_reports, context, filing.report.year),
                filing.report,
                filing.format,
                data_address(settings, page),
                *version_of(filing),
            )
            path, whole = download_path(page, "csv"), data_path(settings, "csv")
            if settings.is_compact:
                yield PlannedFile(path, render_own_csv, inputs)
                yield PlannedSegment(whole, render_csv_lines, inputs, PACKED_ROWS)
            else:
                yield PlannedFile(path, render_csv, inputs, segment=SegmentOf(whole, len(CSV_HEAD)))


class CellLabels(Struct, frozen=True):
    """The keys of a cell's table, row and column, their wording, the unit, and whether it is the sum of others of the table.

    A row that its author named has its number for a key.
    """

    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    authored: bool
    unit: str = ""
    table_label: str = ""
    sums: bool = False

    @property
    def address(self) -> str:
        """The keys as one text."""
        return f"{self.table}.{self.row}.{self.column}"


def labelled_cells(report: Report, form: Format) -> Iterator[tuple[CellLabels, Cell]]:
    """Yield every cell of a report with its keys and wording, table by table, row by row."""
    for table in report.tables:
        labels = _cell_labels(DigestKey(form), table.key, table.authored)
        yield from zip(labels, chain.from_iterable(table.rows), strict=True)


@lru_cache(maxsize=128)
def _cell_labels(form: DigestKey[Format], key: str, authored: tuple[AuthoredRow, ...]) -> tuple[CellLabels, ...]:
    table = form.value.tables[key]
    columns = [(one.key, one.label, table.unit_of(one), one.sums) for one in table.leaf_columns]
    return tuple(
        CellLabels(key, row, column, label, column_label, table.authored, unit or own, table.title, sums or column_sums)
        for row, label, unit, sums in labelled_rows(table, authored)
        for column, column_label, own, column_sums in columns
    )


def labelled_rows(table: TableForm, authored: tuple[AuthoredRow, ...]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the rows of a table: key, wording, the unit that the author gave, and whether it sums up others."""
    if table.authored:
        yield from ((str(number), row.label, row.unit, False) for number, row in enumerate(authored, start=1))
        return
    for key, line in zip(table.row_keys, table.row_lines, strict=True):
        yield key, table.row_label(key), "", line[-1].sums


def version_of(filing: FiledReport) -> tuple[int, ...]:
    """Return which version a report is, counted from 1, where the register knows that it was corrected."""
    return (len(filing.versions),) if filing.history.earlier else ()


def render_json(body: DataBody, report: Report, form: Format, version: int = 0) -> bytes:
    """Return the report's tables, nested by row key, then column key.

    Numbers as numbers exactly as written, blank `null`, not applicable `"/"`; `notes` and `units` by the
    address of their cell, `table.row.column`. `version` counts from 1 and is there once the report was corrected.
    """
    annotated = [(labels.address, cell) for labels, cell in labelled_cells(report, form) if cell.note or cell.unit]
    always = {
        "body": body.name,
        "year": report.year,
        "format": form.key,
        "title": report.title,
        "published": report.published,
        "tables": {table.key: _json_table(form.tables[table.key], table) for table in report.tables},
    }
    optional = {
        "notes": {address: cell.note for address, cell in annotated if cell.note},
        "units": {address: cell.unit for address, cell in annotated if cell.unit},
        **about_report(report, version),
        "withdrawn": report.withdrawn,
    }
    return indented_json(always | {key: value for key, value in optional.items() if value})


def about_report(report: Report, version: int) -> dict[str, Any]:
    """Return what both JSON files say of a report besides its figures, where it is not empty."""
    return {
        "version": version,
        "revisions": report.revisions,
        "explanations": report.explanations,
        "as_published": report.issued_faults,
        "source": report.source,
    }


def indented_json(values: dict[str, Any]) -> bytes:
    """Return values as a JSON file, to be read by people too."""
    from msgspec import json

    return json.format(json.encode(values), indent=1) + b"\n"


def _json_table(form: TableForm, table: Table) -> Any:
    """A list of the rows that an author named, a tree of those that the form names."""
    rows = [dict(zip(form.column_keys, map(json_value, row), strict=True)) for row in table.rows]
    if form.authored:
        named = zip(table.authored, rows, strict=True)
        return [{"level": heading.level, "label": heading.label, "unit": heading.unit} | cells for heading, cells in named]
    tree: dict[str, Any] = {}
    for key, cells in zip(form.row_keys, rows, strict=True):
        *groups, last = key.split(".")
        node = tree
        for group in groups:
            node = node.setdefault(group, {})
        node[last] = cells
    return tree


def json_value(cell: Cell) -> Raw | str | None:
    """Return a cell as JSON has it: a number exactly as written, blank `null`, not applicable `"/"`."""
    if cell.amount is None:
        return "/" if cell.not_applicable else None
    return Raw(digits(cell.amount).encode())


def _head(columns: tuple[CsvColumn, ...]) -> bytes:
    return csv_file([[column.heading for column in columns]])


CSV_HEAD = _head(COLUMNS)
"""The line of headings."""


def render_csv(body: DataBody, report: Report, form: Format, page: str, version: int = 1) -> bytes:
    """Return the report's cells one to a line, with keys and official wording."""
    return CSV_HEAD + render_csv_lines(body, report, form, page, version)


def render_csv_lines(body: DataBody, report: Report, form: Format, page: str, version: int = 1) -> bytes:
    """Return the lines without the headings."""
    return csv_text(_lines(body, report, form, page, version)).encode()


def render_own_csv(body: DataBody, report: Report, form: Format, page: str, version: int = 1) -> bytes:
    """Return the same file with those columns alone that compact data have in it."""
    own = [column in OWN_COLUMNS for column in COLUMNS]
    return _head(OWN_COLUMNS) + csv_text(compress(line, own) for line in _lines(body, report, form, page, version)).encode()


def _lines(body: DataBody, report: Report, form: Format, page: str, version: int) -> Iterator[tuple[object, ...]]:
    first, last = (harmless(body.name), report.year, form.key), (report.published, page, body.key, body.kind, body.parent)
    issued = {fault.target: f"照原文登载：{fault.finding}" for fault in report.issued_faults}
    for at, cell in labelled_cells(report, form):
        note = "；".join(filter(None, (cell.note, issued.get(at.address))))
        amount = "" if cell.amount is None else digits(cell.amount)
        state = STATES[2] if cell.not_applicable else STATES[1] if cell.blank else STATES[0]
        where = (at.table, at.row, at.column, harmless(at.row_label), harmless(at.column_label))
        total = TOTALS[2] if body.sums else TOTALS[1] if at.sums else TOTALS[0]
        whole = (harmless(at.table_label), total, version)
        yield (*first, *where, harmless(cell.unit or at.unit), amount, state, harmless(note), *last, *whole)
