"""Each report as a document for word processors, as it would be issued on paper; on request (`downloads: [docx]`)."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from ..model.form import Format
from ..model.planned_file import PlannedFile
from ..model.portal import BodyReports
from ..model.report import Report, digits
from ..model.theme import Theme
from ..present.form_table import FormGrid, GridCell, lay_out, other_explanations
from .addresses import data_address, download_path, page_path
from .page_head import BodyContext
from .pages import render_markdown
from .report_xlsx import withdrawn_words
from .word_xml import TEXT_WIDTH, Run, WordCell, paragraph, table, word_document

LONG_NOTE = 20
"""A longer note to a figure stands below its table."""


def docx_files(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the document of each report."""
    settings = context.frame.settings
    if "docx" in settings.downloads:
        for filing in body_reports.filings:
            page = page_path(filing.report.name)
            inputs = (filing.body.name, filing.report, filing.format, data_address(settings, page))
            yield PlannedFile(download_path(page, "docx"), render_docx, inputs)


def render_docx(body: str, report: Report, form: Format, address: str) -> bytes:
    """Return the document of a report, the same bytes for the same report; it says at which `address` the report stands."""
    if report.withdrawn:
        said = [paragraph([Run(report.title)], "Title"), paragraph([Run(withdrawn_words(report))])]
    else:
        said = list(_contents(report, form))
    return word_document(said, report.title, body, report.published.isoformat(), f"网页：{address}")


def _contents(report: Report, form: Format) -> Iterator[str]:
    """The title, the chapters with their tables and texts, what is explained, and what was corrected."""
    yield paragraph([Run(report.title)], "Title")
    about = "　".join(filter(None, (report.document_number, f"发布日期：{report.published}")))
    yield paragraph([Run(about)], "About")
    yield from _prose(report.preamble)
    grids = {section.key: lay_out(section, report.tables, report.remarks) for section in form.sections}
    for part in report.sections:
        yield paragraph([Run(part.heading)], "Heading1")
        yield from (block for grid in grids.pop(part.key, ()) for block in _grid(grid, part.heading))
        yield from _prose(part.text)
    for section in form.sections:
        if found := grids.get(section.key):
            yield paragraph([Run(section.heading)], "Heading1")
            yield from (block for grid in found for block in _grid(grid, section.heading))
    if remarks := other_explanations(form, report):
        yield paragraph([Run("填报说明")], "Heading1")
        yield from (paragraph([Run(sentence)]) for sentence in remarks)
    for revision in report.revisions:
        yield paragraph([Run(f"更正：{revision.date}，{revision.change}")], "TableNote")


def _grid(grid: FormGrid, heading: str) -> Iterator[str]:
    """A table with its caption above it where the heading does not say it, and its notes and explanations below."""
    if grid.caption not in heading:
        yield paragraph([Run(grid.caption)], "Caption")
    rows = [row for part in grid.parts for row in _rows([line.cells for line in part.rows], part.head)]
    head = len(grid.parts[0].rows) if grid.parts[0].head else 0
    yield table(rows, _widths(grid), head, grid.caption)
    for number, where, note in (one for one in grid.notes if len(one[2]) > LONG_NOTE):
        yield paragraph([Run(f"注{number}（{where}）：{note}")], "TableNote")
    for sentence in grid.explanations:
        yield paragraph([Run(f"说明：{sentence}")], "TableNote")
    yield paragraph([], "TableNote")


def _rows(lines: Sequence[Sequence[GridCell]], head: bool) -> Iterator[list[WordCell]]:
    """The rows of a part of a grid, with what goes on from the row above in its place."""
    below: dict[int, tuple[int, int]] = {}
    for line in lines:
        row: list[WordCell] = []
        waiting = list(line)
        column = 0
        while waiting or column in below:
            if column in below:
                left, columns = below.pop(column)
                row.append(WordCell(columns=columns, goes_on=True))
            else:
                cell = waiting.pop(0)
                left, columns = cell.rowspan, cell.colspan
                row.append(_word_cell(cell, head))
            if left > 1:
                below[column] = (left - 1, columns)
            column += columns
        yield row


def _word_cell(cell: GridCell, head: bool) -> WordCell:
    """A heading, centred in the head and over columns; or a figure as it is written, with the number of its note."""
    begins = cell.rowspan > 1
    if cell.figure is None:
        centred = head or cell.scope in ("col", "colgroup")
        return WordCell("　" * cell.indent + cell.text, cell.colspan, begins, align="center" if centred else "left", bold=centred)
    figure, said = cell.figure, cell.figure.note
    note = (f"（{said}）" if len(said) <= LONG_NOTE else f"（注{cell.note}）") if said else ""
    amount = f"{digits(figure.amount)}{figure.unit}" if figure.amount is not None else "/" if figure.not_applicable else ""
    return WordCell(amount + note, cell.colspan, begins)


def _widths(grid: FormGrid) -> list[int]:
    """The widths of the columns: figures get what they need, the headings of rows the rest, the last of them most."""
    figures = grid.width - grid.stub_columns
    if not grid.stub_columns:
        return [TEXT_WIDTH // figures] * figures
    each = min(1700, TEXT_WIDTH * 5 // 9 // figures)
    rest = TEXT_WIDTH - each * figures
    small = rest // (grid.stub_columns + 1)
    return [small] * (grid.stub_columns - 1) + [rest - small * (grid.stub_columns - 1)] + [each] * figures


def _prose(text: str) -> Iterator[str]:
    """The paragraphs, lists and tables of a Markdown text."""
    reader = _ProseReader()
    reader.feed(render_markdown(text))
    reader.close()
    yield from reader.found


class _ProseReader(HTMLParser):
    """HTML made of Markdown → paragraphs and tables of a document; a picture is named by what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs: list[Run] = []
        self.style = self.mark = ""
        self.bold = 0
        self.lists: list[int] = []
        self.rows: list[list[str]] = []
        self.heads = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what an element says."""
        given = dict(attrs)
        if tag in _HEADINGS or tag in ("p", "li", "pre"):
            self._end_paragraph()
            self.style = "Signature" if given.get("class") == "signature" else _HEADINGS.get(tag, "")
        if tag in ("strong", "b"):
            self.bold += 1
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "img":
            self.runs.append(Run(f"（图：{given.get('alt') or '见网页'}）"))
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ul" else int(given.get("start") or 1))
        elif tag == "li" and self.lists:
            self.mark = f"{self.lists[-1]}. " if self.lists[-1] else "• "
            self.lists[-1] += 1 if self.lists[-1] else 0
        elif tag == "table":
            self._end_paragraph()
            self.rows, self.heads = [], 0
        elif tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        """End what an element says."""
        if tag in _HEADINGS or tag in ("p", "li", "pre"):
            self._end_paragraph()
        elif tag in ("strong", "b"):
            self.bold -= 1
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag in ("td", "th"):
            self.rows[-1].append("".join(run.text for run in self.runs).strip())
            self.runs = []
        elif tag == "thead":
            self.heads = len(self.rows)
        elif tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Take a piece of text; line ends between elements are none."""
        if data.strip() or self.runs:
            self.runs.append(Run(data, self.bold > 0))

    def _end_paragraph(self) -> None:
        if any(run.text.strip() for run in self.runs):
            runs = [Run(self.mark), *self.runs] if self.mark else self.runs
            self.found.append(paragraph(_trimmed(runs), self.style))
            self.mark = ""
        self.runs, self.style = [], ""

    def _end_table(self) -> None:
        columns = max(map(len, self.rows), default=0)
        if columns:
            cells = [
                [WordCell(text, align="left", bold=number < self.heads) for text in row] for number, row in enumerate(self.rows)
            ]
            self.found += [table(cells, [TEXT_WIDTH // columns] * columns, self.heads), paragraph([], "TableNote")]


_HEADINGS = {"h3": "Heading2", "h4": "Heading3", "h5": "Heading3", "h6": "Heading3"}


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """Runs without the line ends at their end."""
    *before, last = runs
    return [*before, Run(last.text.rstrip("\n"), last.bold)]
