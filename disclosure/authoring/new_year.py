"""Next year's report: a draft in the right form, with what last year's report already says of it."""

from collections.abc import Iterator

from ..model.figure_address import addressed_cell
from ..model.form import CellTerm, Format, SectionForm, TableForm
from ..model.portal import KINDS, Body, BodyReports, FiledReport, Settings
from ..model.report import Cell, Table
from .derive import definitions, derived_cell, gaps
from .yaml_text import blank_table, comment_line, scalar_text, tables_text


def new_report(settings: Settings, body: Body, form: Format, year: int, before: FiledReport | None, schema: str) -> str:
    """Return the content file with which a body begins its report, after the one of the year `before`.

    `schema` is where editors find the form's schema, "" for nowhere.

    It is a draft, so that nothing half done is published. What there is to know while writing stands in comments
    above the text: a hint in the text itself would be published when someone forgets to take it out.
    """
    tables = _carried_tables(form, before) if before else {}
    deadline = settings.deadline(body, form)
    due = f"；截止 {year + 1}-{deadline}（{KINDS[body.kind]}）" if deadline else ""
    front = [
        f"# yaml-language-server: $schema={schema}\n" if schema else "",
        f"title: {scalar_text(_title(body, year, before))}\n",
        f"year: {year}\n",
        comment_line("draft: true", "草稿不会公开；写好后删去这一行"),
        comment_line("published: ~", f"首次发布日期，以后不再改动{due}"),
        '# 单元格：数字；~ 未填报；/ 不适用；"22（其中修订16件）" 带说明的数。总计可以留空，由 disclosure fill 计算。\n',
        *(f"# 已按 {year - 1} 年的报告填入：{says}。\n" for says in _rules_carried_over(form, tables)),
        tables_text(form, tables),
        *(f"# {line}\n" for line in _advice(form, body)),
    ]
    headings = "".join(f"\n## {section.heading}\n" for section in form.sections if not form.free_chapters)
    return f"---\n{''.join(front)}---\n{headings}"


def takes_figures(form: Format, before: FiledReport) -> bool:
    """Return whether a report on a form begins with any figure of the one of the year before."""
    return any(table != blank_table(form.tables[key]) for key, table in _carried_tables(form, before).items())


def report_before(body_reports: BodyReports, year: int) -> FiledReport | None:
    """Return a body's report of the year before, if there is one that could be read."""
    return next((filing for filing in body_reports.filings if filing.report.year == year - 1), None)


def _title(body: Body, year: int, before: FiledReport | None) -> str:
    """Return last year's title with the new year in it; without one, the body's name in the usual words."""
    old = before.report.title if before else ""
    return old.replace(str(year - 1), str(year)) if str(year - 1) in old else f"{body.name}{year}年政府信息公开工作年度报告"


def _carried_tables(form: Format, before: FiledReport) -> dict[str, Table]:
    return {key: _carry(table, before) for key, table in form.tables.items() if not table.authored}


def _carry(form: TableForm, before: FiledReport) -> Table:
    """A table with every figure filled in that last year's report alone determines."""

    def last_year(term: CellTerm) -> Cell:
        return _figure(before, form.key, term)

    known = {}
    for rule in definitions(form):
        if all(term.previous for term in rule.others) and not gaps(rule, last_year):
            known[rule.figure.row, rule.figure.column] = derived_cell(rule, form, last_year)[0] or Cell()
    return Table(form.key, tuple(tuple(known.get((row, column), Cell()) for column in form.column_keys) for row in form.row_keys))


def _figure(filing: FiledReport, key: str, term: CellTerm) -> Cell:
    """The figure of a term in a filed report; blank where its form has no such figure."""
    return addressed_cell(f"{key}.{term.row}.{term.column}", filing.report.tables, filing.format) or Cell()


def _rules_carried_over(form: Format, tables: dict[str, Table]) -> tuple[str, ...]:
    """The rules by which figures were carried over, each once, in the form's words."""
    says = [
        identity.says
        for table in form.tables.values()
        if table.key in tables and tables[table.key] != blank_table(table)
        for identity in table.identities
        if identity.total and all(term.previous or term.key == identity.total for term in identity.terms)
    ]
    return tuple(dict.fromkeys(says))


def _advice(form: Format, body: Body) -> Iterator[str]:
    """What each part of the text must cover, a line for each."""
    if form.free_chapters:
        yield "正文的章节自定，标题以“## ”开头。"
        return
    yield "正文写在下面各个标题之下，标题不要改动："
    for section in form.sections:
        yield f"  {section.heading}：{'；'.join(_points(section, body)) or '没有也要写明'}"


def _points(section: SectionForm, body: Body) -> Iterator[str]:
    topics = [topic.name for topic in section.topics if not topic.kinds or body.kind in topic.kinds]
    if topics:
        yield f"写明{'、'.join(topics)}"
    if section.at_most:
        yield f"原则上不超过 {section.at_most} 字"
    if section.tables:
        yield "表格自动排在这里，可以另写文字"
