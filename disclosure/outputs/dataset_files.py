"""The tables of all reports as files: a CSV for each table, one workbook, a ZIP of the CSVs, and a workbook for each body.

The rows of a body are a segment of each; so one changed report remakes the segments of its body, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model.planned_file import ArchivePart, CombinedArchive, CombinedFile, PlannedFile, PlannedSegment
from ..model.portal import DATASETS, BodyReports, Portal, Settings
from ..model.report import digits
from ..model.theme import Theme
from .addresses import DATA, WHOLE_WORKBOOK, WHOLE_ZIP, dataset_path, years_workbook_path
from .csv_file import csv_file, csv_text, harmless
from .datasets import BEFORE, Dataset, Line, dataset_lines, datasets
from .page_head import BodyContext, has_datasets
from .report_data import STATES, TOTALS
from .workbook_xml import HEADING, PROSE, frame_parts, sheet_closing, sheet_opening, sheet_part, sheet_rows, wrapped_row
from .zip_file import join_parts, pack_part

WIDTHS = {"机构": 22, "年度": 8, "行名": 34, "注": 24, "网页": 36, "发布日期": 12, "机构类别": 11, "上级机构键": 12}
"""The widths of columns in characters; of others it follows from their headings."""
_README = "readme.txt"
ABOUT = "说明"
"""The first sheet of a workbook."""
MAX_SHEET = 300_000_000
"""The most bytes of a sheet before it is compressed: no row has less than 300, so it stays below the rows of a sheet."""


def dataset_files(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile | PlannedSegment]:
    """Plan the workbook of a body, where there are several, and what its rows add to the files of all."""
    if DATASETS not in context.frame.settings.publish:
        return
    sheets: list[tuple[Dataset, bytes]] = []
    for dataset in datasets(body_reports.forms):
        lines = tuple(dataset_lines(dataset, body_reports, context))
        if lines:
            text, rows = csv_lines(lines), sheet_rows(lines)
            yield PlannedSegment(dataset_path(dataset.key), bytes, (text,))
            yield PlannedSegment(WHOLE_ZIP, bytes, (text,), dataset.key)
            yield PlannedSegment(WHOLE_WORKBOOK, bytes, (rows,), dataset.key)
            sheets.append((dataset, rows))
    if sheets and context.several:
        about = about_lines(context.frame.settings, f"{body_reports.body.name}历年政府信息公开工作年度报告的数据")
        yield PlannedFile(years_workbook_path(body_reports.body.folder), render_workbook, (about, tuple(sheets)))


def csv_lines(lines: Iterable[Line]) -> bytes:
    """Return lines as CSV."""
    return csv_text(
        [harmless(one) if isinstance(one, str) else one if isinstance(one, int) else digits(one) for one in line]
        for line in lines
    ).encode()


def render_workbook(about: Sequence[str], sheets: Sequence[tuple[Dataset, bytes]]) -> bytes:
    """Return a workbook of these tables with their rows, behind a sheet that says what they are."""
    names = _sheet_names([dataset for dataset, _ in sheets])
    parts = frame_parts((ABOUT, *names)) | {sheet_part(1): _about_sheet(about)}
    for number, (dataset, rows) in enumerate(sheets, start=2):
        parts[sheet_part(number)] = _opening(dataset) + rows + _closing(dataset)
    return join_parts(pack_part(name, data) for name, data in parts.items())


def dataset_combined(portal: Portal) -> Iterator[CombinedFile]:
    """Yield the CSV file of each table."""
    for dataset in portal_datasets(portal):
        yield CombinedFile(dataset_path(dataset.key), csv_file([dataset.heading]), b"", b"")


def dataset_archives(portal: Portal, sheets_of: Callable[[str], int]) -> Iterator[CombinedArchive]:
    """Yield the ZIP of all tables, and the workbook with so many sheets for the rows of each as `sheets_of` its key says."""
    found = portal_datasets(portal)
    if not found:
        return
    about = about_lines(portal.settings, f"{portal.settings.name}：历年政府信息公开工作年度报告的数据")
    texts = (ArchivePart(dataset_path(one.key), csv_file([one.heading]), b"", one.key) for one in found)
    readme = ArchivePart(_README, "".join(f"{line}\r\n" for line in about).encode("utf-8-sig"))
    yield CombinedArchive(WHOLE_ZIP, (readme, *texts))
    sheets = [(one, number) for one in found for number in range(sheets_of(one.key))]
    names = [
        f"{name[:26]}（{number + 1}）" if number else name
        for name, number in zip(_sheet_names([one for one, _ in sheets]), (n for _, n in sheets), strict=True)
    ]
    parts = [ArchivePart(name, data) for name, data in frame_parts((ABOUT, *names)).items()]
    parts.append(ArchivePart(sheet_part(1), _about_sheet(about)))
    for place, (one, number) in enumerate(sheets, start=2):
        parts.append(ArchivePart(sheet_part(place), _opening(one), _closing(one), one.key, number))
    yield CombinedArchive(WHOLE_WORKBOOK, tuple(parts))


def portal_datasets(portal: Portal) -> tuple[Dataset, ...]:
    """Return the tables of the forms that reports are filed on."""
    if not has_datasets(portal):
        return ()
    used = {entry.format for entry in portal.entries}
    return datasets([form for form in portal.forms if form.key in used])


def _opening(dataset: Dataset) -> bytes:
    widths = [WIDTHS.get(heading, max(8, min(2 * len(heading), 14))) for heading in dataset.heading]
    return sheet_opening(widths, kept=len(BEFORE)) + wrapped_row(dataset.heading, widths, HEADING)


def _closing(dataset: Dataset) -> bytes:
    return sheet_closing(len(dataset.heading))


def _about_sheet(lines: Sequence[str]) -> bytes:
    width = [90]
    return sheet_opening(width) + b"".join(wrapped_row([line], width, PROSE) for line in lines) + sheet_closing()


def _sheet_names(found: Sequence[Dataset]) -> list[str]:
    """The titles of tables as sheets may be called: 31 characters, none of `[]:*?/\\`."""
    return ["".join(sign for sign in dataset.title if sign not in "[]:*?/\\")[:31] for dataset in found]


def about_lines(settings: Settings, title: str) -> tuple[str, ...]:
    """Return what people must know of the tables, in sentences."""
    licence = settings.licence or "本站没有说明许可方式；使用时请注明来源。"
    return (
        title,
        f"发布：{settings.body.name}",
        "每张统计表一张工作表（一个文件），一份报告的一行一行，各列是报告里的数字；表头括号里是计量单位。",
        f"“{STATES[1]}”是报告里空着没有填，“{STATES[2]}”是报告里写着不适用，都不是0；空格是那一年的格式里没有这一列。",
        f"“合计”列：{TOTALS[0]}是单独的数字，{TOTALS[1]}是本表别的行之和，{TOTALS[2]}出自汇总所属机构的报告；只把“{TOTALS[0]}”的行相加，就没有一件数两次。",
        "各列里的“总计”是同一行前面各列之和。",
        f"使用：{licence}",
        *((f"说明：{settings.address.rstrip('/')}/{DATA}",) if settings.address else ()),
    )
