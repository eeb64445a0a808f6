"""The page about the data of the site, for people: which file for what, how to add figures up, what every field means."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import DATA_KINDS, KINDS, Portal, ReportEntry, Settings
from ..model.report import digits
from ..model.theme import Theme
from ..present.form_changes import TableChange, form_changes
from ..present.form_years import years_in_words
from .addresses import (
    DATA,
    WHOLE_WORKBOOK,
    WHOLE_ZIP,
    data_path,
    dataset_path,
    link,
    page_path,
    whole_kinds,
    years_workbook_path,
)
from .dataset_files import portal_datasets
from .page_head import ROOT_KEY, Link, frame_of, has_data_page, has_datasets, service_head
from .pages import PageView, render_view
from .report_data import OWN_COLUMNS, STATES, TOTALS, described_columns


class FieldView(Struct, frozen=True):
    """A column of the CSV files: its heading, its name in descriptions, what it means, and an example."""

    heading: str
    name: str
    meaning: str
    example: str


class FormYears(Struct, frozen=True):
    """The years of a form, and the notice that it was issued by."""

    years: str
    title: str
    issued_as: str


class DataFile(Struct, frozen=True):
    """A file to download: its link, and how large it is in words, "" where that is not known yet."""

    link: Link
    size: str


class DataExample(Struct, frozen=True):
    """A figure to try the files of tables on: the file and title of its table, its row's key, the heading of its column."""

    table: Link
    row: str
    column: str


class DataPage(PageView, frozen=True):
    """What there is to know of the data: files, fields, forms, how to add up without counting twice.

    `whole` are the files of all reports, a cell to a line; `workbook`, `archive` and `table_files` have the rows of tables;
    `descriptions` are those for programs, `sums` the bodies whose reports sum up others. `breaks` are what forms changed,
    `own_columns` those of the CSV file of a single report, none where it has the same as that of all.
    """

    TEMPLATE = "pages/data.html"
    reports: int
    bodies: int
    years: str
    whole: tuple[DataFile, ...]
    workbook: DataFile | None
    archive: DataFile | None
    table_files: tuple[DataFile, ...]
    workbooks: tuple[Link, ...]
    descriptions: tuple[Link, ...]
    example_report: Link
    kinds: tuple[str, ...]
    fields: tuple[FieldView, ...]
    forms: tuple[FormYears, ...]
    breaks: tuple[TableChange, ...]
    sums: tuple[str, ...]
    totals: tuple[str, ...]
    example_row: str
    example: DataExample | None
    own_columns: tuple[str, ...]
    licence: str
    address: str


def data_page(portal: Portal, theme: Theme, sizes: Mapping[str, int]) -> Iterator[PlannedFile]:
    """Plan the page about the data, where there are files of all reports; `sizes` are those of the files, if known."""
    if not has_data_page(portal):
        return
    settings, entries = portal.settings, portal.entries
    kinds = whole_kinds(settings)
    frame, page = frame_of(portal, theme), Page(DATA, "数据")
    about, keywords = f"{settings.name}的数据：文件、字段和用法", "政府信息公开,年度报告,数据"
    years = sorted(entry.year for entry in entries)
    sums = tuple(body.name for body in portal.bodies if body.summary and portal.below.get(body.folder))
    filed = [form for form in portal.forms if any(entry.format == form.key for entry in entries)]
    view = DataPage(
        frame=frame,
        head=service_head(frame, page, about, keywords, "信息公开年报", "全部报告的数据和用法。"),
        reports=len(entries),
        bodies=len({entry.folder for entry in entries}),
        years=f"{years[0]}—{years[-1]}年" if years[0] < years[-1] else f"{years[0]}年",
        whole=tuple(_file(kind.upper(), data_path(settings, kind), sizes) for kind in kinds),
        workbook=_file("一个工作簿（XLSX）", WHOLE_WORKBOOK, sizes) if has_datasets(portal) else None,
        archive=_file("全部表格（ZIP）", WHOLE_ZIP, sizes) if has_datasets(portal) else None,
        table_files=tuple(_file(one.title, dataset_path(one.key), sizes) for one in portal_datasets(portal)),
        workbooks=tuple(_workbooks(portal)),
        descriptions=tuple(_descriptions(settings)),
        example_report=Link(entries[0].title, link(DATA, page_path(entries[0].name))),
        kinds=tuple(kind.upper() for kind in settings.downloads if kind in DATA_KINDS),
        fields=tuple(_fields(portal, entries[0])),
        forms=tuple(_form_years(form) for form in sorted(filed, key=lambda form: form.first_year)),
        breaks=form_changes(filed),
        sums=sums,
        totals=TOTALS,
        example_row=next((one.row for form in portal.forms[::-1] for one in form.highlights), ""),
        example=next(_table_examples(portal), None),
        own_columns=tuple(one.heading for one in OWN_COLUMNS) if settings.is_compact and "csv" in kinds else (),
        licence=settings.licence,
        address=settings.address,
    )
    yield PlannedFile(DATA, render_view, (theme, view), page)


def _descriptions(settings: Settings) -> Iterator[Link]:
    """The files that describe the data to programs."""
    if "csv" in whole_kinds(settings):
        yield Link("CSVW", link(DATA, f"{data_path(settings, 'csv')}-metadata.json"))
    yield Link("Data Package", link(DATA, "datapackage.json"))
    yield Link("DCAT", link(DATA, "data.json"))


def _file(text: str, path: str, sizes: Mapping[str, int]) -> DataFile:
    return DataFile(Link(text, link(DATA, path)), size_in_words(sizes[path]) if path in sizes else "")


def size_in_words(size: int) -> str:
    """Return a number of bytes to two digits: `约 38 KB`, `约 4.6 MB`."""
    kilobytes = max(size // 1000, 1)
    if kilobytes < 1000:
        return f"约 {kilobytes if kilobytes < 100 else kilobytes // 10 * 10} KB"
    tenths = kilobytes // 100
    return f"约 {tenths // 10}.{tenths % 10} MB" if tenths < 100 else f"约 {tenths // 10} MB"


def _table_examples(portal: Portal) -> Iterator[DataExample]:
    """The figures that forms call worth showing, of the newest form first."""
    found = {one.key: one for one in portal_datasets(portal)}
    for form in sorted(portal.forms, key=lambda form: -form.first_year):
        for highlight in form.highlights:
            if one := found.get(highlight.table):
                column = one.headings[one.columns.index(highlight.column)]
                yield DataExample(Link(one.title, link(DATA, dataset_path(one.key))), highlight.row, column)


MOST_WORKBOOKS = 100
"""Of more bodies the page names none: each has its workbook on its own page."""


def _workbooks(portal: Portal) -> Iterator[Link]:
    """The workbook of each body, where there are several."""
    bodies = [body for body in portal.bodies if portal.entries_by_folder[body.folder]]
    if has_datasets(portal) and len(portal.bodies) > 1 and len(bodies) <= MOST_WORKBOOKS:
        yield from (Link(body.name, link(DATA, years_workbook_path(body.folder))) for body in bodies)


def _form_years(form: Format) -> FormYears:
    return FormYears(years_in_words(form.first_year, form.last_year), form.title, form.issued_as)


def _fields(portal: Portal, entry: ReportEntry) -> Iterator[FieldView]:
    """The columns with the values of one figure, the first that the form of a report calls worth showing."""
    examples = _example(portal, entry)
    for column in described_columns(portal.forms):
        yield FieldView(column.heading, column.name, column.meaning, examples.get(column.name, ""))


def _example(portal: Portal, entry: ReportEntry) -> dict[str, str]:
    form, body = portal.form_of[entry.format], portal.bodies_by_folder[entry.folder]
    over = portal.above(body)
    found = {
        "body": body.name,
        "year": str(entry.year),
        "format": form.key,
        "published": str(entry.published),
        "page": link(DATA, page_path(entry.name)),
        "version": str(len(entry.amendments) + 1),
        "body_key": body.folder or ROOT_KEY,
        "body_kind": KINDS[body.kind],
        "parent_key": (over.folder or ROOT_KEY) if over else "",
    }
    for highlight, figure in zip(form.highlights, entry.highlights, strict=False):
        table = form.tables[highlight.table]
        column = table.column(highlight.column)
        return found | {
            "table": table.key,
            "row": highlight.row,
            "column": highlight.column,
            "row_label": table.row_label(highlight.row),
            "column_label": column.label,
            "unit": table.unit_of(column),
            "value": digits(figure.cell.amount) if figure.cell.amount is not None else "",
            "state": STATES[0] if figure.cell.amount is not None else STATES[1],
            "table_label": table.title,
            "total": TOTALS[2] if body.summary and portal.below.get(body.folder) else TOTALS[1] if column.sums else TOTALS[0],
        }
    return found
