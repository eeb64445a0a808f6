"""The files of `formats/` → `Format`: a mistake in one is found here, at its line, and never later as bad data."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from string import ascii_lowercase
from typing import Literal, cast

from msgspec.structs import replace

from ..model.digest import fingerprint
from ..model.finding import Parsed
from ..model.form import (
    OPEN_END,
    Amounts,
    Format,
    GlossaryEntry,
    Heading,
    Highlight,
    Identity,
    Overview,
    SectionForm,
    TableForm,
    Term,
    Topic,
    Trend,
    TrendGroup,
    read_address,
)
from ..model.portal import KINDS
from ..model.report import Source
from .equation import EquationError, parse_equation
from .fields import Fields, read_fields

_FAULT = "format.invalid"
_AMOUNTS: tuple[Amounts, ...] = ("count", "change", "money")
_LAYOUTS = ("plain", "stacked", "across")
_FIRST = 2008
"""The first year of which there are reports."""


def parse_format(source: Source) -> Parsed[Format]:
    """Return the form that a file of `formats/` describes; every mistake in it is `format.invalid` or a YAML finding."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    form = _format(parsed.value)
    parsed.value.report_unknown(_FAULT)
    if findings := parsed.value.findings:
        return Parsed(None, findings)
    return Parsed(replace(form, digest=fingerprint(form)))


def _format(fields: Fields) -> Format:
    span = fields.mapping("applies_to")
    first = span.year("from") if "from" in span.yaml.nodes else _FIRST
    last = span.year("to") if "to" in span.yaml.nodes else OPEN_END
    span.report_unknown(_FAULT)
    sections = tuple(_section(section) for section in fields.mappings("sections"))
    if not sections:
        fields.add_missing("sections")
    sections = _with_initials(sections)
    form = Format(
        key=fields.text("format", required=True),
        title=fields.text("title", required=True),
        issued_as=fields.text("issued_as"),
        notice=fields.text("notice"),
        regulation=fields.text("regulation"),
        first_year=first or _FIRST,
        last_year=last or OPEN_END,
        sections=sections,
        years_allowed=tuple(int(year) for year in fields.texts("years_allowed") if year.isdecimal()),
        free_chapters=fields.flag("free_chapters"),
        deadlines=_deadlines(fields),
    )
    highlights = tuple(_highlight(entry, form) for entry in fields.mappings("highlights"))
    trends = tuple(_trend_group(entry, form) for entry in fields.mappings("trends"))
    _check_trends(fields, [trend for group in trends for trend in group.trends])
    form = replace(form, highlights=highlights, trends=trends)
    return replace(form, overview=_overview(fields, form))


def _with_initials(sections: tuple[SectionForm, ...]) -> tuple[SectionForm, ...]:
    """Give every table of a form an initial of its own: a, b, … z, a1, b1, …"""
    numbers = count()
    return tuple(
        replace(one, tables=tuple(replace(table, initial=_initial(next(numbers))) for table in one.tables)) for one in sections
    )


def _initial(number: int) -> str:
    return f"{ascii_lowercase[number % 26]}{number // 26 or ''}"


def _overview(fields: Fields, form: Format) -> Overview | None:
    """Return what a sheet about one year shows, None where the form says nothing of it."""
    if "overview" not in fields.yaml.nodes:
        return None
    below = fields.mapping("overview")
    found = Overview(
        came_in=below.texts("in"),
        went_out=below.texts("out"),
        whole=below.text("whole", required=True),
        bodies=below.text("bodies", required=True),
        cases=below.text("cases"),
    )
    below.report_unknown(_FAULT)
    known = {trend.key for trend in form.every_trend}
    for key in dict.fromkeys((*found.came_in, *found.went_out, found.whole, found.bodies)):
        if key and key not in known:
            fields.add_finding(
                _FAULT, f"overview 的“{key}”不是 trends 中的键", fields.span("overview"), f"可用：{'、'.join(sorted(known))}"
            )
    if found.cases and (found.cases not in form.tables or form.tables[found.cases].authored):
        hint = f"可用：{'、'.join(key for key, table in form.tables.items() if not table.authored)}"
        fields.add_finding(_FAULT, f"overview 的 cases“{found.cases}”不是表格的键", fields.span("overview"), hint)
    return found


def _deadlines(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the `deadlines:` of a mapping as (kind of body, `MM-DD`); wrong ones are noted and left out."""
    below = fields.mapping("deadlines")
    found = tuple((kind, day) for kind in KINDS if (day := below.day(kind)))
    below.report_unknown()
    return found


def _section(fields: Fields) -> SectionForm:
    section = SectionForm(
        key=fields.text("key", required=True),
        heading=fields.text("heading"),
        tables=tuple(_table(table) for table in fields.mappings("tables")),
        topics=tuple(_topic(topic) for topic in fields.mappings("topics")),
        at_most=fields.integer("at_most"),
        must_change=fields.flag("must_change"),
        also=fields.texts("also"),
    )
    fields.report_unknown(_FAULT)
    return section


def _topic(fields: Fields) -> Topic:
    topic = Topic(
        code=fields.text("code", required=True),
        name=fields.text("name", required=True),
        words=fields.texts("words"),
        kinds=fields.texts("kinds", tuple(KINDS)),
        advice=fields.text("advice"),
    )
    if not topic.words:
        fields.add_missing("words")
    fields.report_unknown(_FAULT)
    return topic


def _table(fields: Fields) -> TableForm:
    table = TableForm(
        key=fields.text("key", required=True),
        title=fields.text("title", required=True),
        rows=tuple(_heading(row) for row in fields.mappings("rows")),
        columns=tuple(_heading(column) for column in fields.mappings("columns")),
        corner=fields.text("corner"),
        unit_label=fields.text("unit_label"),
        unit=fields.text("unit"),
        term=fields.text("term"),
        layout=cast(Literal["plain", "stacked", "across"], fields.choice("layout", _LAYOUTS, "plain")),
        authored=fields.flag("authored"),
        about=spelled_out(fields.texts("about")),
        counters=fields.texts("counters"),
    )
    if not table.columns or not (table.rows or table.authored):
        fields.add_missing("rows" if table.columns else "columns")
    for name, keys in (("rows", table.row_keys), ("columns", table.column_keys)):
        for key in dict.fromkeys(keys):
            if not key or keys.count(key) > 1:
                fields.add_finding(_FAULT, f"{name} 中的键“{key}”重复或为空", fields.span(name))
    totals = (*_totals(table.rows, "column"), *_totals(table.columns, "row"))
    stated = tuple(identity for rule in fields.mappings("identities") for identity in _identity(rule, table))
    fields.report_unknown(_FAULT)
    return replace(table, identities=(*totals, *stated))


_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")


def spelled_out(words: Sequence[str]) -> tuple[str, ...]:
    """Return words with each choice in them written out: 尚未(审|办)结 is 尚未审结 and 尚未办结."""
    found: list[str] = []
    for word in words:
        choice = _CHOICE.search(word)
        ways = choice[1].split("|") if choice else ()
        found += spelled_out([f"{word[: choice.start()]}{way}{word[choice.end() :]}" for way in ways]) if choice else [word]
    return tuple(dict.fromkeys(found))


def _heading(fields: Fields) -> Heading:
    heading = Heading(
        label=fields.text("label", required=True),
        key=fields.text("key"),
        children=tuple(_heading(child) for child in fields.mappings("children")),
        holds=cast(Amounts, fields.choice("holds", _AMOUNTS, "count")),
        units=fields.texts("units"),
        unit=fields.text("unit"),
        sums=fields.choice("sums", ("siblings",)) == "siblings",
        reserved_for=fields.texts("reserved_for", tuple(KINDS)),
        term=fields.text("term"),
        also=fields.texts("also"),
        says=spelled_out(fields.texts("says")),
        verbs=spelled_out(fields.texts("verbs")),
        may_include=fields.texts("may_include"),
        open=fields.flag("open"),
        counts_alone=fields.flag("counts_alone"),
    )
    if not heading.key and not heading.children:
        fields.add_missing("key")
    fields.report_unknown(_FAULT)
    return heading


def _totals(headings: tuple[Heading, ...], each: Literal["row", "column"], above: tuple[str, ...] = ()) -> list[Identity]:
    """The identities that `sums: siblings` states: every other leaf among the siblings adds up to the total."""
    found = []
    for total in headings:
        path = (*above, total.key) if total.key else above
        if total.sums:
            summands = [other for other in headings if other is not total]
            key = _key(each, path)
            parts = [_leaf_key(each, above, line) for other in summands for line in other.leaves()]
            terms = (*(Term(part, Decimal(1)) for part in parts), Term(key, Decimal(-1)))
            found.append(Identity("total.unequal", each, "=", terms, f"各项之和等于{total.label}", total=key))
        found += _totals(total.children, each, path)
    return found


def _leaf_key(each: str, above: tuple[str, ...], line: tuple[Heading, ...]) -> str:
    return _key(each, (*above, *(step.key for step in line if step.key)))


def _key(each: str, path: tuple[str, ...]) -> str:
    """Rows are known by their whole path, columns by their last key."""
    return ".".join(path if each == "column" else path[-1:])


def _identity(fields: Fields, table: TableForm) -> list[Identity]:
    code, rule, says = (fields.text(key, required=True) for key in ("code", "rule", "says"))
    each = cast(Literal["row", "column"], fields.choice("each", ("row", "column"), "column"))
    only = fields.texts("only")
    fields.report_unknown(_FAULT)
    try:
        relation, terms, alone = parse_equation(rule)
    except EquationError as error:
        fields.add_finding(_FAULT, str(error), fields.span("rule"))
        return []
    names, across = (table.row_keys, table.column_keys) if each == "column" else (table.column_keys, table.row_keys)
    if table.authored and each == "row":
        across = only
    for key, known, place in [(term.key, names, "rule") for term in terms] + [(key, across, "only") for key in only]:
        if key not in known:
            fields.add_finding(_FAULT, f"规则提到的“{key}”不在本表中", fields.span(place), f"可用：{'、'.join(known)}")
    return [Identity(code, each, cast(Literal["=", "<="], relation), terms, says, alone, only)]


def _highlight(fields: Fields, form: Format) -> Highlight:
    label, cell = fields.text("label", required=True), fields.text("cell", required=True)
    unit = fields.text("unit")
    fields.report_unknown(_FAULT)
    address = read_address(cell)
    table = form.tables.get(address.table)
    if table is None or address.row not in table.row_keys or address.column not in table.column_keys:
        fields.add_finding(_FAULT, f"没有“{cell}”这个单元格", fields.span("cell"))
    return Highlight(label, *address, unit)


def parse_glossary(source: Source) -> Parsed[tuple[GlossaryEntry, ...]]:
    """Return the entries of `formats/glossary.yml`."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    entries = tuple(_glossary_entry(entry) for entry in parsed.value.mappings("terms"))
    parsed.value.report_unknown(_FAULT)
    return Parsed(entries, parsed.value.findings)


def _glossary_entry(fields: Fields) -> GlossaryEntry:
    entry = GlossaryEntry(*(fields.text(key, required=True) for key in ("key", "name", "meaning", "law")))
    fields.report_unknown(_FAULT)
    return entry


def _trend_group(fields: Fields, form: Format) -> TrendGroup:
    title, unit = fields.text("group", required=True), fields.text("unit")
    trends = tuple(_trend(entry, form, unit) for entry in fields.mappings("indicators"))
    if not trends:
        fields.add_missing("indicators")
    fields.report_unknown(_FAULT)
    return TrendGroup(title, trends)


def _trend(fields: Fields, form: Format, unit: str) -> Trend:
    trend = Trend(
        key=fields.text("key", required=True),
        label=fields.text("label", required=True),
        unit=fields.text("unit") or unit,
        cells=fields.texts("cells"),
        of=fields.text("of"),
    )
    if not trend.cells:
        fields.add_missing("cells")
    for cell in trend.cells:
        address = read_address(cell)
        table = form.tables.get(address.table)
        if table is None or address.row not in table.row_numbers or address.column not in table.column_keys:
            fields.add_finding(_FAULT, f"没有“{cell}”这个单元格", fields.span("cells"))
    fields.report_unknown(_FAULT)
    return trend


def _check_trends(fields: Fields, trends: list[Trend]) -> None:
    keys = [trend.key for trend in trends]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            fields.add_finding(_FAULT, f"trends 中的键“{key}”重复", fields.span("trends"))
    for trend in trends:
        if trend.of and trend.of not in keys:
            fields.add_finding(
                _FAULT, f"“{trend.key}”的 of 不是 trends 中的键", fields.span("trends"), f"可用：{'、'.join(keys)}"
            )


def with_trend_years(forms: tuple[Format, ...]) -> tuple[Format, ...]:
    """Return the forms with the years of each group of trends, which follow from what the other forms declare."""
    declared = {form.key: {trend.key for trend in form.every_trend} for form in forms if form.trends}

    def dated(group: TrendGroup) -> TrendGroup:
        keys = {trend.key for trend in group.trends}
        those = [form for form in forms if form.trends and not keys.isdisjoint(declared[form.key])]
        years = (min(form.first_year for form in those), max(form.last_year for form in those))
        return replace(group, years=years if len(those) < len(declared) else None)

    dated_forms = (replace(form, trends=tuple(map(dated, form.trends)), digest="") for form in forms)
    return tuple(replace(form, digest=fingerprint(form)) for form in dated_forms)
