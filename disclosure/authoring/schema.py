"""A form → the JSON Schema of the front matter of its reports, by which editors complete keys and show the official labels.

A schema sees values, not text: what `010` or a duplicate key mean is for `check` to say. It is draft 7, the newest
that editors agree on.
"""

from json import dumps
from typing import Any

from ..model.form import Format, Heading, TableForm

Schema = dict[str, Any]

_LAST = 2099
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_DATE_AND_TIME = r"^\d{4}-\d{2}-\d{2}([ T]+([01]\d|2[0-3]):[0-5]\d)?$"
_WHOLE = r"(0|[1-9]\d{0,14})"
_FIGURES = {"count": _WHOLE, "change": f"-?{_WHOLE}", "money": rf"{_WHOLE}(\.\d{{1,9}})?"}
_NUMBERS: dict[str, Schema] = {
    "count": {"type": ["integer", "null", "string"], "minimum": 0},
    "change": {"type": ["integer", "null", "string"]},
    "money": {"type": ["number", "null", "string"], "minimum": 0},
}


def schema_text(form: Format) -> str:
    """Return the schema of a form as a file."""
    return dumps(schema_of(form), ensure_ascii=False, indent=1) + "\n"


def schema_of(form: Format) -> Schema:
    """Return the schema of the front matter of reports in a form."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": form.title,
        "description": form.issued_as or "没有全国统一格式",
        **_object(_fields(form), required=("title", "year") if form.free_chapters else ("title", "year", "tables")),
        "if": {"properties": {"draft": {"const": True}}, "required": ["draft"]},
        "else": {"properties": {"published": {"type": "string"}}, "required": ["published"]},
        "definitions": {key: _row(table) for key, table in form.tables.items()},
    }


def _fields(form: Format) -> Schema:
    key = [form.key, int(form.key)] if form.key.isdecimal() else [form.key]
    tables = {table.key: _table(table) for table in form.tables.values()}
    revision = {"date": _text("更正日期", pattern=_DATE), "change": _text("更正内容，一句话")}
    return {
        "title": _text("标题，例如“某某镇2020年政府信息公开工作年度报告”"),
        "year": {"description": "报告年度", **_years(form)},
        "published": {"description": "首次发布日期，以后不再改动", "type": ["string", "null"], "pattern": _DATE_AND_TIME},
        "draft": {"description": "草稿：不会公开", "type": "boolean"},
        "format": {"description": "格式，由年度决定，可以不写", "enum": key},
        "document_number": {"description": "文号", "type": ["string", "null"]},
        "index_number": {"description": "索引号", "type": ["string", "null"]},
        "tables": {"description": "统计表", **_object(tables, required=() if form.free_chapters else tuple(tables))},
        "revisions": {
            "description": "首次发布以后的更正",
            "type": "array",
            "items": _object(revision, required=tuple(revision)),
        },
        "explain": {
            "description": "对提示的说明：“代码: 原因”或“代码@表.行.列: 原因”，印在表格下面",
            "type": "object",
            "propertyNames": {"pattern": r"^[a-z-]+\.[a-z-]+(@.+)?$"},
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        **_record_fields(),
    }


def _record_fields() -> Schema:
    """The keys of what was published: signatures, old addresses, withdrawals, and what stands as it was issued."""
    signature = {
        "role": _text("职务"),
        "name": _text("姓名"),
        "date": _text("签署的日期", pattern=_DATE),
        "digest": _text("签署时文件的摘要"),
    }
    withdrawal = {"date": _text("撤下的日期", pattern=_DATE), "reason": _text("撤下的原因，一句话")}
    return {
        "review": {
            "description": "签署：由 disclosure approve 写入，不要手写",
            "type": "array",
            "items": _object(signature, required=tuple(signature)),
        },
        "moved_from": {
            "description": "原来的地址：本网站的路径（office/2020.html）或旧网站的网址；旧地址上留下转到这里的网页",
            "anyOf": [{"type": "array", "items": {"type": "string", "minLength": 1}}, {"type": "string", "minLength": 1}],
        },
        "withdrawn": {
            "description": "已经公开、现在撤下的：文件留着，网页说明撤下的日期和原因",
            **_object(withdrawal, required=tuple(withdrawal)),
        },
        "source": _text("原载的网址，或放在报告旁边的原件的文件名；照原文登载时必须写"),
        "imported_from": _text("由哪个文件导入：由 disclosure import 写入，供自己查对，不公开"),
        "as_published": {
            "description": "以前印发的原文就有的错误，照原文登载：“代码: 原文如此”或“代码@表.行.列: 原文如此”，印在表格下面",
            "type": "object",
            "propertyNames": {"pattern": r"^[a-z-]+\.[a-z-]+(@.+)?$"},
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    }


def _years(form: Format) -> Schema:
    span = {"type": "integer", "minimum": form.first_year, "maximum": min(form.last_year, _LAST)}
    return {"anyOf": [span, {"enum": list(form.years_allowed)}]} if form.years_allowed else span


def _object(properties: Schema, required: tuple[str, ...]) -> Schema:
    """A mapping with these keys and no others."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _text(description: str, **more: str) -> Schema:
    return {"description": description, "type": "string", "minLength": 1, **more}


def _table(form: TableForm) -> Schema:
    if form.authored:
        return {"title": form.title, "description": form.title, "type": "array", "items": _reference(form)}
    return {"title": form.title, "description": form.title, **_rows(form.rows, form)}


def _rows(headings: tuple[Heading, ...], form: TableForm) -> Schema:
    rows = {heading.key: _below(heading, form, label) for heading, label in _keyed(headings)}
    return _object(rows, required=tuple(rows))


def _keyed(headings: tuple[Heading, ...], group: str = "") -> list[tuple[Heading, str]]:
    """The headings that the data names, with their labels; those without a key lend theirs to what they group."""
    found = []
    for heading in headings:
        label = group + heading.label
        found += [(heading, label)] if heading.key else _keyed(heading.children, f"{label}：")
    return found


def _below(heading: Heading, form: TableForm, label: str) -> Schema:
    if heading.children:
        return {"title": label, "description": label, **_rows(heading.children, form)}
    columns = "、".join(column.label for column in form.leaf_columns)
    return {"title": label, "description": f"{label}（依次填：{columns}）", "allOf": [_reference(form)]}


def _reference(form: TableForm) -> Schema:
    return {"$ref": f"#/definitions/{form.key}"}


def _row(form: TableForm) -> Schema:
    """The cells of a row of this table, one for each column; an authored row begins with its heading."""
    cells = [_cell(column) for column in form.leaf_columns]
    heads: list[Schema] = [
        {"title": "层级", "description": "层级，从 0 起", "type": "integer", "minimum": 0, "maximum": 9},
        {"title": form.corner, "description": form.corner, "type": "string", "minLength": 1},
        {"title": form.unit_label, "description": form.unit_label, "type": ["string", "null"]},
    ]
    items = [*heads, *cells] if form.authored else cells
    fewest = len(heads) if form.authored else len(cells)
    return {"type": "array", "items": items, "minItems": fewest, "maxItems": len(items)}


def _cell(column: Heading) -> Schema:
    """A number, blank, or a text: not applicable, or a number with its unit and a note.

    `minimum` binds numbers and `pattern` texts; with alternatives instead, editors show the label once for each.
    """
    unit = f"({'|'.join(column.units)})?" if column.units else ""
    pattern = rf"^(/|{_FIGURES[column.holds]}{unit}\s*([（(].+[)）])?)$"
    return {"title": column.label, "description": column.label, **_NUMBERS[column.holds], "pattern": pattern}
