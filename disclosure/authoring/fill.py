"""Totals that are still blank, computed where the figures determine them; every other byte of the file stays.

Figures that reach back to the year before are the author's to state, and never computed here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Finding, Place, by_place, cell_place
from ..model.form import Address, Format, TableForm, form_of_key
from ..model.report import Cell, Source, Table
from ..parsing.locate import Locator
from ..parsing.reports import parse_report
from .derive import CellLookup, Definition, definitions, derived_cell, gaps
from .yaml_text import cell_text

_LINE_END = re.compile(r"\r\n|\r|\n")
_NAMED = 3
_NOTHING = "相加的各格都没有数"


class FilledFile(Struct, frozen=True):
    """A content file with its totals filled in, and what there is to say of it, each finding where it now stands."""

    data: bytes
    findings: tuple[Finding, ...]


class TableTotals(Struct, frozen=True):
    """The blank totals of a table: those that the figures determine, and why the others must stay blank.

    `zeros` are the blank parts of totals that were taken as 0.
    """

    filled: dict[Address, Cell]
    undetermined: dict[Address, str]
    zeros: dict[Address, Cell] = {}


def fill_totals(source: Source, forms: tuple[Format, ...], *, blank_as_zero: bool = False) -> FilledFile:
    """Fill in the blank totals of a content file that are determined; one that can't be read comes back as it was.

    With `blank_as_zero` what is blank among the parts of a total is 0, and written so.
    """
    parsed = parse_report(source, forms)
    if parsed.value is None:
        return FilledFile(source.data, parsed.findings)
    report = parsed.value
    tables = form_of_key(forms, report.format).tables
    totals = {table.key: table_totals(tables[table.key], table, blank_as_zero=blank_as_zero) for table in report.tables}
    new = {cell_place(key, *at): cell for key, each in totals.items() for at, cell in (each.filled | each.zeros).items()}
    cells = {place: cell_text(cell) for place, cell in new.items()}
    filled = replace(source, data=with_cells(source, Locator(source, tables), cells))
    locator = Locator(filled, tables)
    said = [replace(finding, span=locator.span(finding.place)) for finding in _findings(source.path, tables, totals)]
    return FilledFile(filled.data, by_place((*parse_report(filled, forms).findings, *said)))


def table_totals(form: TableForm, table: Table, *, blank_as_zero: bool = False) -> TableTotals:
    """Determine the blank totals of a table, totals of totals too.

    Where two rules give a total different values, the figures contradict each other: it stays blank, and so
    does what would be computed from it.
    """
    cells, defined = cells_by_address(form, table), _rules(form)
    zeros = _zeros(form, defined, cells) if blank_as_zero else {}
    cells |= zeros
    rules = {at: defined[at] for at, cell in cells.items() if cell.blank and at in defined}
    disputed: dict[Address, str] = {}
    while True:
        known = _closure(form, {at: rules[at] for at in rules if at not in disputed}, cells)
        found = {at: _contradiction(form, rules[at], known) for at in rules if at not in disputed}
        if not any(found.values()):
            break
        disputed |= {at: reason for at, reason in found.items() if reason}
    reasons = {at: disputed.get(at) or _obstacle(form, rules[at], known) for at in rules if known[at].blank}
    return TableTotals({at: known[at] for at in rules if at not in reasons}, reasons, zeros)


def _zeros(form: TableForm, defined: Mapping[Address, list[Definition]], cells: dict[Address, Cell]) -> dict[Address, Cell]:
    """The blank parts of totals, as zeros; not where a total that is filled in says that they are more."""
    rules = [rule for own in defined.values() for rule in own]
    blank = {(term.row, term.column) for rule in rules for term in rule.others} - defined.keys()
    zeros = {at: Cell(Decimal(0)) for at in blank if cells[at].blank}
    known = _lookup(cells | zeros)
    for rule in rules:
        total = cells[rule.figure.row, rule.figure.column].amount
        if total is not None and not gaps(rule, known) and (derived_cell(rule, form, known)[0] or Cell()).amount != total:
            zeros = {at: cell for at, cell in zeros.items() if at not in {(term.row, term.column) for term in rule.others}}
    return {at: zeros[at] for at in cells if at in zeros}


def cells_by_address(form: TableForm, table: Table) -> dict[Address, Cell]:
    """Return the cells of a table by address; none of an authored one, whose rows no rule can name."""
    if form.authored:
        return {}
    rows = zip(form.row_keys, table.rows, strict=True)
    return {(row, column): cell for row, cells in rows for column, cell in zip(form.column_keys, cells, strict=True)}


def _rules(form: TableForm) -> dict[Address, list[Definition]]:
    """What defines each total from figures of the same year."""
    found: dict[Address, list[Definition]] = defaultdict(list)
    for rule in definitions(form):
        if not rule.equation.identity.reaches_back:
            found[rule.figure.row, rule.figure.column].append(rule)
    return found


def _closure(form: TableForm, rules: Mapping[Address, list[Definition]], cells: dict[Address, Cell]) -> dict[Address, Cell]:
    """The cells with every total filled in that some rule determines, until no rule adds another."""
    known = cells
    while True:
        found = {at: values[0][1] for at, own in rules.items() if known[at].blank and (values := _values(form, own, known))}
        if not found:
            return known
        known = known | found


def _values(form: TableForm, rules: list[Definition], known: dict[Address, Cell]) -> list[tuple[Definition, Cell]]:
    """What each rule whose figures are all filled in says the total is."""
    computed = [(rule, derived_cell(rule, form, _lookup(known))[0]) for rule in rules if not gaps(rule, _lookup(known))]
    return [(rule, cell) for rule, cell in computed if cell]


def _lookup(known: dict[Address, Cell]) -> CellLookup:
    return lambda term: known[term.row, term.column]


def _contradiction(form: TableForm, rules: list[Definition], known: dict[Address, Cell]) -> str:
    """The different values that rules give a total; "" when they agree."""
    values = _values(form, rules, known)
    if len({cell.amount for _, cell in values}) < 2:
        return ""
    return "，".join(f"{'横' if rule.equation.identity.each == 'row' else '纵'}向相加得 {cell.amount}" for rule, cell in values)


def _obstacle(form: TableForm, rules: list[Definition], known: dict[Address, Cell]) -> str:
    """What keeps a total from being computed, by the rule that lacks least."""
    rule = min(rules, key=lambda rule: len(gaps(rule, _lookup(known))))
    missing = gaps(rule, _lookup(known))
    if not missing:
        return derived_cell(rule, form, _lookup(known))[1]
    if len(missing) == len(rule.others):
        return _NOTHING
    across = rule.equation.identity.each == "row"
    labels = [form.column_label(term.column) if across else form.row_label(term.row) for term in missing]
    named = "、".join(f"“{label}”" for label in labels[:_NAMED])
    return f"缺{named}等 {len(labels)} 格的数" if len(labels) > _NAMED else f"缺{named}的数"


def _findings(path: str, tables: dict[str, TableForm], totals: dict[str, TableTotals]) -> Iterator[Finding]:
    """One finding for every total that was blank; those of which nothing at all is filled in share one for their table."""
    for key, each in totals.items():
        if each.zeros:
            nothing = sum(not cell.amount for cell in each.filled.values())
            counted = f"{len(each.zeros)} 个空白格{f'和 {nothing} 个总计' if nothing else ''}填为 0"
            yield Finding("blank.zero", f"“{tables[key].title}”里 {counted}", path, cell_place(key, *next(iter(each.zeros))))
        for at, cell in each.filled.items():
            if each.zeros and not cell.amount:
                continue
            yield Finding("total.filled", f"{_name(tables[key], at)}填为 {cell.amount}", path, cell_place(key, *at))
        untouched = [at for at, reason in each.undetermined.items() if reason == _NOTHING]
        for at, reason in each.undetermined.items():
            if reason != _NOTHING or at == untouched[0]:
                many = f"等 {len(untouched)} 个总计" if reason == _NOTHING and len(untouched) > 1 else ""
                message = f"{_name(tables[key], at)}{many}仍为空白：{reason}"
                hint = f"补填所指的单元格，再运行 disclosure fill {path}；确实没有填报的，总计可以留空"
                yield Finding("total.undetermined", message, path, cell_place(key, *at), hint=hint)


def _name(form: TableForm, at: Address) -> str:
    row, column = at
    return f"“{form.row_label(row)}”的“{form.column_label(column)}”"


def with_cells(source: Source, locator: Locator, cells: dict[Place, str]) -> bytes:
    """Return the file with these cells rewritten, from the last to the first so that places stay true.

    A blank is `~`, or after the dash of a list nothing at all.
    """
    text = source.data.decode()
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    spans = {place: locator.span(place) for place in cells}
    for place in sorted(cells, key=lambda place: (spans[place].line, spans[place].column), reverse=True):
        start = starts[spans[place].line - 1] + spans[place].column - 1
        mark = text[start : start + spans[place].width]
        written = cells[place] if mark.strip() else f" {cells[place]}{mark}"
        text = f"{text[:start]}{written}{text[start + len(mark) :]}"
    return text.encode()
