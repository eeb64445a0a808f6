"""The portal of a corpus as a site for Hugo: the same front matter and prose, the same tables with merged headings.

The headings are laid out once, here, and reach the templates as ready HTML, so that Hugo only has figures to fill in.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from math import lcm
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Body, Corpus, Report, form_of, official

SITE = Path(__file__).resolve().parent / "hugo"
Heading = dict[str, Any]


class Box(NamedTuple):
    """A heading with the cells it covers: `leaves` lines from `start`, `levels` deep from `level`; its line of ids."""

    heading: Heading
    start: int
    leaves: int
    level: int
    levels: int
    above: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def place(self) -> str:
        """What tells it from its neighbours."""
        return f"{self.level}-{self.start}"


def leaves(heading: Heading) -> int:
    """How many lines a heading covers."""
    return sum(map(leaves, heading["children"])) if "children" in heading else 1


def depth(headings: Sequence[Heading]) -> int:
    """How many levels a tree of headings has."""
    return max((1 + depth(heading.get("children", ())) for heading in headings), default=0)


def boxes(
    headings: Sequence[Heading], start: int = 0, level: int = 0, deepest: int = 0, above: Box | None = None
) -> Iterator[Box]:
    """Yield the box of every heading, parents before children."""
    deepest = deepest or depth(headings)
    for heading in headings:
        below = heading.get("children", ())
        line = (*above.above, above.place) if above else ()
        keys = (*(above.keys if above else ()), *([heading["key"]] if "key" in heading else []))
        box = Box(heading, start, leaves(heading), level, 1 if below else deepest - level, line, keys)
        yield box
        yield from boxes(below, start, level + 1, deepest, box)
        start += box.leaves


def th(name: str, label: str, scope: str, columns: int = 1, rows: int = 1) -> str:
    """Return a heading cell."""
    across, down = f' colspan="{columns}"' if columns > 1 else "", f' rowspan="{rows}"' if rows > 1 else ""
    return f'\n<th id="{name}" scope="{scope}"{across}{down}>{label}</th>'


def head(table: str, found: Sequence[Box], corner: str = "") -> str:
    """Return the head of a table, a row for each level."""
    levels = 1 + max(box.level for box in found)
    rows = [
        "".join(
            th(f"{table}-c{box.place}", box.heading["label"], "col" if box.leaves == 1 else "colgroup", box.leaves, box.levels)
            for box in found
            if box.level == level
        )
        for level in range(levels)
    ]
    return "<thead>" + "".join(f"\n<tr>{corner if n == 0 else ''}{row}\n</tr>" for n, row in enumerate(rows)) + "\n</thead>"


def opening(name: str, caption: str) -> str:
    """Return what begins a table."""
    return (
        f'<div class="table" role="region" aria-label="{caption}" tabindex="0">\n'
        f'<table class="form form-{name}" id="{name}-table">\n<caption>{caption}</caption>\n'
    )


CLOSING = "</tr>\n</tbody>\n</table>\n</div>"


def row_of(before: str, path: Sequence[str], headers: Sequence[str], span: int = 1) -> dict[str, Any]:
    """Return a line of figures as the templates take it."""
    return {"before": before, "path": path, "headers": headers, "span": f' colspan="{span}"' if span > 1 else ""}


def plain_rows(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table with a head of several levels and a stub of several columns."""
    key, stub, columns = table["key"], list(boxes(table["rows"])), list(boxes(table["columns"]))
    corner = f'\n<td colspan="{depth(table["rows"])}" rowspan="{depth(table["columns"])}">{table["corner"]}</td>'
    before = f"{opening(key, table['title'])}{head(key, columns, corner)}\n<tbody>"
    ends = [box for box in columns if "children" not in box.heading]
    for leaf in (box for box in stub if "children" not in box.heading):
        starting = "".join(
            th(f"{key}-r{box.place}", box.heading["label"], "rowgroup" if box.leaves > 1 else "row", box.levels, box.leaves)
            for box in stub
            if box.start == leaf.start
        )
        rows = [f"{key}-r{place}" for place in (*leaf.above, leaf.place)]
        headers = [" ".join([*rows, *(f"{key}-c{place}" for place in (*end.above, end.place))]) for end in ends]
        yield row_of(f'{before}\n<tr id="{key}.{".".join(leaf.keys)}">{starting}', [key, *leaf.keys], headers)
        before = "\n</tr>"


def across_rows(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table whose rows stand side by side over their columns: one line on the page."""

    def grafted(headings: Sequence[Heading]) -> list[Heading]:
        return [h | {"children": grafted(h["children"]) if "children" in h else table["columns"]} for h in headings]

    key, found = table["key"], list(boxes(grafted(table["rows"])))
    before = f'{opening(key, table["title"])}{head(key, found)}\n<tbody>\n<tr id="{key}">'
    ends = [box for box in found if "children" not in box.heading]
    for number, end in enumerate(ends[:: len(table["columns"])]):
        group = ends[number * len(table["columns"]) :][: len(table["columns"])]
        headers = [" ".join(f"{key}-c{place}" for place in (*box.above, box.place)) for box in group]
        yield row_of(before, [key, *end.keys[:-1]], headers)
        before = ""
    yield from narrow_rows(table, [box for box in boxes(table["rows"]) if "children" not in box.heading])


def narrow_rows(table: dict[str, Any], groups: Sequence[Box]) -> Iterator[dict[str, Any]]:
    """Yield the same figures once more, a short table for each row of the form, as a phone shows them."""
    key, columns = table["key"], table["columns"]
    before = f'\n{CLOSING}\n<div class="narrow" data-nosnippet>'
    for group in groups:
        name = f"{key}-{group.keys[-1]}"
        titles = "".join(th(f"{name}-c{number}", column["label"], "col") for number, column in enumerate(columns))
        caption = f'<caption><a class="cite" href="#{key}">{group.heading["label"]}</a></caption>'
        start = f'\n<table class="form">\n{caption}\n<thead>\n<tr>{titles}\n</tr>\n</thead>\n<tbody>\n<tr>'
        yield row_of(before + start, [key, *group.keys], [f"{name}-c{number}" for number in range(len(columns))])
        before = "\n</tr>\n</tbody>\n</table>"


def stacked_rows(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of several tables under each other, their columns spread over one width."""
    width = lcm(*(len(table["columns"]) for table in section["tables"]))
    before = f"{opening(section['key'], section['heading'].partition('、')[2])}<tbody>"
    for table in section["tables"]:
        key, span = table["key"], width // len(table["columns"])
        titles = "".join(th(f"{key}-c{n}", column["label"], "col", span) for n, column in enumerate(table["columns"]))
        before += f"\n<tr>{th(f'{key}-title', table['title'], 'colgroup', width + 1)}\n</tr>"
        before += f"\n<tr>{th(f'{key}-stub', table['corner'], 'col')}{titles}\n</tr>"
        for number, row in enumerate(table["rows"]):
            start = f'{before}\n<tr id="{key}.{row["key"]}">{th(f"{key}-r{number}", row["label"], "row")}'
            headers = [f"{key}-title {key}-r{number} {key}-c{column}" for column in range(len(table["columns"]))]
            yield row_of(start, [key, row["key"]], headers, span)
            before = "\n</tr>"


def rows_of(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the rows of a section's tables, by their layout."""
    first = section["tables"][0]
    layout = first.get("layout", "plain")
    return stacked_rows(section) if layout == "stacked" else across_rows(first) if layout == "across" else plain_rows(first)


def grids(form: str) -> dict[str, Any]:
    """Return the tables of a form by section, ready to be filled in."""
    return {
        section["key"]: {"rows": list(rows_of(section)), "after": CLOSING}
        for section in official(form)["sections"]
        if section.get("tables")
    }


def highlights() -> list[dict[str, Any]]:
    """Return the figures that index pages show, by label."""
    cells = ((entry["label"], entry["cell"].split(".")) for entry in official("2021")["highlights"])
    return [{"label": label, "path": path[:-1], "column": 6 if path[0] == "requests" else 4} for label, path in cells]


def content_of(report: Report) -> str:
    """Return the content file of a report: the tables stand where their section begins."""
    form, text = form_of(report.year), report.text
    if form == "legacy":
        return f"{text}\n## 政府信息公开情况统计表\n\n{{{{< statistics >}}}}\n"
    for heading, key, _ in report.sections:
        if key in ("proactive_disclosure", "requests", "disputes"):
            text = text.replace(f"## {heading}\n", f'## {heading}\n\n{{{{< official "{form}" "{key}" >}}}}\n')
    return text


def index_of(body: Body) -> str:
    """Return the `_index.md` of a body."""
    return f"---\ntitle: {body.name}\nweight: {body.number + 1}\nurl: /{body.folder}/index.html\n---\n"


def write_site(corpus: Corpus, folder: Path) -> None:
    """Write the whole site for Hugo."""
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    data = {"grids": {form: grids(form) for form in ("2019", "2021")}, "highlights": highlights()}
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "forms.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for body in corpus.bodies:
        place = folder / "content" / body.folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "_index.md").write_text(index_of(body), encoding="utf-8")
    for report in corpus:
        (folder / "content" / report.path).write_text(content_of(report), encoding="utf-8")
