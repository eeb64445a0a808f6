"""Documents as bodies publish them, made of random consistent tables: every kind of file, every kind of damage.

Nothing here is taken from a real report. `make_document(random, forms)` gives the bytes and what is true.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from disclosure.authoring.yaml_text import cell_text
from disclosure.model.form import Format, Heading, TableForm
from disclosure.model.report import Report, Table
from disclosure.present.headings import depth, heading_cells

Cell = tuple[str, str, str]
Box = tuple[str, int, int]
"""Text, columns, rows."""
Rows = list[list[Box]]


class Made(NamedTuple):
    """A document: its name and bytes, the form and year it was filled in for, what each cell says, and what was done to it.

    `texts` are its paragraphs.
    """

    name: str
    data: bytes
    form: Format
    year: int
    truth: dict[Cell, str]
    damage: tuple[str, ...]
    texts: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """One printed table: the rows of its head and body, and the column where figures begin."""

    rows: Rows
    stub: int


# what is true


def figures(random: Random, form: Format) -> dict[Cell, str]:
    """Random figures that satisfy every identity of the form."""
    truth: dict[Cell, str] = {}
    for key, table in form.tables.items():
        if key == "requests":
            truth |= _requests(random, table)
        elif table.layout == "across":
            for row in table.row_keys:
                parts = [_few(random) for _ in table.column_keys[:-1]]
                truth |= {(key, row, c): str(n) for c, n in zip(table.column_keys, [*parts, sum(parts)], strict=True)}
        else:
            for row in table.row_keys:
                for line in table.column_lines:
                    truth[key, row, line[-1].key] = _loose_figure(random, line[-1])
    return truth


def _few(random: Random) -> int:
    return random.choice((0, 0, 0, 0, 0, 1, 1, 2, 3, random.randrange(100), random.randrange(1500)))


def _loose_figure(random: Random, column: Heading) -> str:
    if column.holds == "change":
        return str(random.choice((0, 0, 3, 12, -2, -15)))
    if column.holds == "money":
        return random.choice(("0", "7545", "24252.311082", "9116.36", "0.5"))
    return str(random.choice((0, 0, 1, 5, 23, 280, 1472)))


def _requests(random: Random, table: TableForm) -> dict[Cell, str]:
    outcomes = [row for row in table.row_keys if row.startswith("processed.") and row != "processed.total"]
    busy = {row for row in outcomes if random.random() < 0.35}
    columns = table.column_keys[:-1]
    counts = {(row, c): 0 for row in outcomes for c in columns}
    for row in outcomes:
        chosen = [c for i, c in enumerate(columns) if row in busy and (i == 0 or random.random() < 0.25)]
        counts |= {(row, c): _few(random) for c in chosen}
    for c in columns:
        total = sum(counts[row, c] for row in outcomes)
        carried = random.choice((0, 0, 1, 2))
        brought = min(random.choice((0, 0, 1, 3)), total + carried)
        counts |= {("processed.total", c): total, ("carried_forward", c): carried, ("brought_forward", c): brought}
        counts["received", c] = total + carried - brought
    for row in table.row_keys:
        counts[row, "total"] = sum(counts[row, c] for c in columns)
    return {("requests", row, c): str(n) for (row, c), n in counts.items()}


# how it is printed


class Layout(NamedTuple):
    """How tables are laid out otherwise than their form has them.

    `lawsuits_first` puts the lawsuits of table 4 before the reviews, `totals_first` totals before what they sum, `rows_apart`
    each group of table 4 in a row of its own, `results_down` its groups beside each other; `one_other_row` counts a group of three rows in one; `unit` names
    another unit of the fees than the form, `coin`: in the `head`, the `label` of the row, or on a `line` above the table.
    """

    lawsuits_first: bool = False
    totals_first: bool = False
    rows_apart: bool = False
    results_down: bool = False
    one_other_row: bool = False
    unit: str = ""
    coin: str = "元"


PLAIN = Layout()


def sheets(
    form: Format, shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout = PLAIN
) -> dict[str, list[str | Sheet]]:
    """The printed tables of each section; `say` is how labels come out."""
    found: dict[str, list[str | Sheet]] = {}
    for section in form.sections:
        stacked = [table for table in section.tables if table.layout == "stacked"]
        line = [f"单位：件、{layout.coin}"] if stacked and layout.unit == "line" else []
        printed: list[str | Sheet] = [*line, _stacked(stacked, shown, say, layout)] if stacked else []
        across = _down if layout.results_down else _apart if layout.rows_apart else _across
        printed += [
            _plain(table, shown, say, layout) if table.layout == "plain" else across(table, shown, say, layout)
            for table in section.tables
            if table.layout != "stacked"
        ]
        if printed:
            found[section.heading] = printed
    return found


def _stacked(tables: Sequence[TableForm], shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout) -> Sheet:
    rows: Rows = []
    for table in tables:
        wide = 4 - len(table.column_keys)
        rows.append([(say(table.title), 4, 1)])
        rows.append(
            [(say(table.corner), 1, 1), *((say(_fee(line[-1].label, "head", layout)), 1, 1) for line in table.column_lines)]
        )
        rows += [
            [(say(_fee(line[-1].label, "label", layout)), 1, 1), *((shown[table.key, row, c], 1, 1) for c in table.column_keys)]
            for row, line in zip(table.row_keys, table.row_lines, strict=True)
        ]
        for row in rows[-1 - len(table.row_keys) :]:
            row[-1] = (row[-1][0], wide, 1)
    return Sheet(rows, 1)


def _fee(label: str, place: str, layout: Layout) -> str:
    """A label with the unit of the fees where the layout has it, and without where it has it elsewhere."""
    if not layout.unit or label not in ("本年收费金额（单位：万元）", "行政事业性收费"):
        return label
    bare = label.partition("（")[0]
    return f"{bare}（{layout.coin}）" if layout.unit == place and (place == "head") == (bare != label) else bare


def _plain(table: TableForm, shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout) -> Sheet:
    columns = _totals_first(table.columns) if layout.totals_first else table.columns
    stub, over, levels = depth(table.rows), heading_cells(columns), depth(columns)
    head: Rows = [[(say(table.corner), stub, levels)], *([] for _ in range(levels - 1))]
    for level, row in enumerate(head):
        row += [(say(box.heading.label), box.leaves, box.levels) for box in over if box.level == level]
    body: Rows = []
    begun: set[str] = set()
    for key, line in zip(table.row_keys, table.row_lines, strict=True):
        cells: list[Box] = []
        whole = layout.one_other_row and key.startswith("processed.otherwise_closed.")
        if whole and not key.endswith(".not_corrected"):
            continue
        for level, heading in enumerate(line[:-1] if whole else line):
            if heading.label in begun and heading.children:
                continue
            begun |= {heading.label} if heading.children else set()
            leaves = sum(1 for _ in heading.leaves()) - (2 if layout.one_other_row and not level and heading.children else 0)
            wide = 1 if heading.children and not (whole and level) else stub - level
            cells.append((say(heading.label), wide, 1 if whole and level else leaves))
        body.append([*cells, *((shown[table.key, key, c], 1, 1) for c in _columns(table, layout))])
    return Sheet([*head, *body], stub)


def _totals_first(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Headings with each total before what it sums."""
    inside = [replace(heading, children=_totals_first(heading.children)) for heading in headings]
    return tuple(sorted(inside, key=lambda heading: not heading.sums))


def _columns(table: TableForm, layout: Layout) -> list[str]:
    *parts, total = table.column_keys
    return [total, *parts] if layout.totals_first else [*parts, total]


def _across(table: TableForm, shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout) -> Sheet:
    five = [say(table.column_label(column)) for column in _columns(table, layout)]
    review: list[list[Box]] = [[(say("行政复议"), 5, 1)], [(label, 1, 2) for label in five], []]
    lawsuits: list[list[Box]] = [
        [(say("行政诉讼"), 10, 1)],
        [(say("未经复议直接起诉"), 5, 1), (say("复议后起诉"), 5, 1)],
        [(label, 1, 1) for label in (*five, *five)],
    ]
    first, second = (lawsuits, review) if layout.lawsuits_first else (review, lawsuits)
    groups = [*table.row_keys[1:], table.row_keys[0]] if layout.lawsuits_first else table.row_keys
    figures = [(shown[table.key, row, column], 1, 1) for row in groups for column in _columns(table, layout)]
    return Sheet([*([*left, *right] for left, right in zip(first, second, strict=True)), figures], 0)


def _apart(table: TableForm, shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout) -> Sheet:
    columns = _columns(table, layout)
    head: list[Box] = [(say("类别"), 1, 1), *((say(table.column_label(column)), 1, 1) for column in columns)]
    body: Rows = [
        [(say(line[-1].label), 1, 1), *((shown[table.key, row, column], 1, 1) for column in columns)]
        for row, line in zip(table.row_keys, table.row_lines, strict=True)
    ]
    return Sheet([head, *(body[1:] if layout.lawsuits_first else body), *(body[:1] if layout.lawsuits_first else [])], 1)


def _down(table: TableForm, shown: Mapping[Cell, str], say: Callable[[str], str], layout: Layout) -> Sheet:
    rows = [*table.row_keys[1:], table.row_keys[0]] if layout.lawsuits_first else list(table.row_keys)
    head: list[Box] = [(say("结果"), 1, 1), *((say(table.row_lines[table.row_index[row]][-1].label), 1, 1) for row in rows)]
    body: Rows = [
        [(say(table.column_label(column)), 1, 1), *((shown[table.key, row, column], 1, 1) for row in rows)]
        for column in _columns(table, layout)
    ]
    return Sheet([head, *body], 1)


# how it is damaged


def damaged_cells(random: Random, form: Format, truth: dict[Cell, str], damage: list[str]) -> dict[Cell, str]:
    """How cells are shown; where that changes what a cell says, `truth` changes too."""
    shown = dict(truth)
    zeros = [cell for cell, text in truth.items() if text == "0"]
    damage += _other_zeros(random, truth, shown, zeros)
    if random.random() < 0.15:
        damage.append("blank-totals")
        for cell in [cell for cell in truth if cell[2] == "total"]:
            truth[cell] = shown[cell] = ""
    if random.random() < 0.3:
        damage.append("odd-figures")
        for cell in random.sample(sorted(truth), 6):
            shown[cell] = _odd(random, truth, cell, form)
    if random.random() < 0.15:
        damage.append("contradiction")
        cell = random.choice([cell for cell in sorted(truth) if cell[0] in ("requests", "disputes")])
        truth[cell] = shown[cell] = str(random.randrange(1, 400))
    return shown


def _other_zeros(random: Random, truth: dict[Cell, str], shown: dict[Cell, str], zeros: list[Cell]) -> list[str]:
    """Zeros left blank, or written as strokes or dashes; the names of what was done."""
    ways = (
        (0.25, "blank-zeros", [cell for cell in zeros if cell[0] == "requests" and cell[1].startswith("processed.")], ("",)),
        (0.07, "slashes", [cell for cell in zeros if cell[0] == "disputes"], ("/", "／", "\\")),
        (0.07, "dashes", [cell for cell in zeros if cell[0] in ("disputes", "requests")], ("-", "—", "－")),
    )
    at = random.random()
    for chance, name, cells, marks in ways:
        if 0 <= at < chance:
            for cell in cells:
                shown[cell] = random.choice(marks)
                truth[cell] = shown[cell] if name == "slashes" else ""
            return [name]
        at -= chance
    return []


def _odd(random: Random, truth: dict[Cell, str], cell: Cell, form: Format) -> str:
    text = truth[cell]
    column = next(line[-1] for line in form.tables[cell[0]].column_lines if line[-1].key == cell[2])
    if not text or "." in text or not text.lstrip("-").isdecimal():
        return text
    if column.units:
        truth[cell] = f"{text}元"
        return truth[cell]
    if column.holds == "change":
        return f"-{text}" if text.startswith("-") else f"+{text}"
    odd = random.choice((" {} ", "full", "{}件", "noted"))
    if odd == "noted" and not text.startswith("-"):
        truth[cell] = f"{text}（其中修订2件）"
        return truth[cell]
    if odd == "full":
        return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return odd.format(text) if "{}" in odd else text


def laid_out(random: Random, form: Format, truth: dict[Cell, str], shown: dict[Cell, str], damage: list[str]) -> Layout:
    """How the tables are laid out; where that changes what a cell says or shows, `truth` and `shown` change too."""
    fee = ("article_20_8", "administrative_fees", "fees_collected")
    single = form.key == "2021" and random.random() < 0.1
    unit = random.choice(("head", "label", "line")) if form.key == "2021" and random.random() < 0.15 else ""
    coin, places = random.choice((("元", 4), ("千元", 1), ("百元", 2), ("亿元", -4)))
    lawsuits, totals, apart, down = (random.random() < 0.1 for _ in range(4))
    layout = Layout(lawsuits, totals, apart, down, single, unit, coin)
    damage += [name.replace("_", "-") for name, value in zip(layout._fields[:-1], layout, strict=False) if value]
    if single:
        rows = [row for row in form.tables["requests"].row_keys if row.startswith("processed.otherwise_closed.")]
        for column in form.tables["requests"].column_keys:
            said = [shown["requests", row, column] for row in rows]
            whole = str(sum(int(text) for text in said)) if all(text.isdecimal() for text in said) else "9"
            truth |= {("requests", row, column): "" for row in rows}
            shown["requests", rows[0], column] = whole
        if all(shown["requests", rows[0], column] == "0" for column in form.tables["requests"].column_keys):
            truth |= {("requests", row, column): "0" for row in rows for column in form.tables["requests"].column_keys}
    if unit and truth[fee]:
        number, mark, note = truth[fee].partition("（")
        shown[fee] = f"{Decimal(number).scaleb(places).normalize():f}{mark}{note}"
    return layout


def sayer(random: Random, damage: list[str]) -> Callable[[str], str]:
    """How labels come out in this document."""
    ways: list[Callable[[str], str]] = []

    def either(chance: float, name: str, way: Callable[[str], str]) -> None:
        if random.random() < chance:
            damage.append(name)
            ways.append(way)

    either(0.3, "half-width", lambda s: s.translate(str.maketrans("（）：，", "():,")))
    either(0.3, "straight-quotes", lambda s: s.replace("“", '"').replace("”", '"'))
    either(0.2, "ordinal-commas", lambda s: re.sub(r"^(\d)\.", r"\1、", s))
    either(0.2, "wide-points", lambda s: re.sub(r"^(\d)\.", r"\1．", s))
    either(0.2, "short-remarks", lambda s: re.sub(r"[（(]区分处理.*[)）]", "", s))
    either(0.2, "other-year", lambda s: {"行政规范性文件": "规范性文件", "本年处理决定数量": "处理决定数量"}.get(s, s))
    either(0.1, "other-words", lambda s: s.replace("总计", "合计").replace("其他", "其它"))
    either(0.1, "circled", lambda s: re.sub(r"^([1-8])[.．、]", lambda match: chr(0x245F + int(match[1])), s))
    either(0.1, "remarks", lambda s: s + {"行政许可": "（不含备案）", "现行有效件数": "（历史累计）"}.get(s, ""))
    either(0.15, "short-labels", lambda s: SHORT.get(s, s))
    gap, name = random.choice(((" ", "blanks-in-labels"), ("\n", "breaks-in-labels")))
    either(0.4, name, lambda s: _spaced(random, s, gap))
    return lambda s: _through(ways, s)


SHORT = {
    "一、本年新收政府信息公开申请数量": "一、本年新收申请数量",
    "二、上年结转政府信息公开申请数量": "二、上年结转申请数量",
    "四、结转下年度继续办理": "四、结转下年度",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.申请人逾期未按收费通知要求缴纳费用",
    "本年收费金额（单位：万元）": "收费金额",
}
"""Labels as they are cut short."""


def _through(ways: Sequence[Callable[[str], str]], text: str) -> str:
    for way in ways:
        text = way(text)
    return text


def _spaced(random: Random, text: str, gap: str) -> str:
    at = random.randrange(1, len(text)) if len(text) > 3 else 0
    return f"{text[:at]}{gap}{text[at:]}" if at else text


def extra_rows(random: Random, sheet: Sheet, damage: list[str]) -> Sheet:
    """A table with a local row that no form knows."""
    at = next((n for n, row in enumerate(sheet.rows) if row[0][0].replace(" ", "").endswith("规范性文件")), None)
    if at is None or random.random() > 0.2:
        return sheet
    damage.append("extra-row")
    local: list[Box] = [("其他主动公开文件", 1, 1), ("9", 1, 1), ("9", 1, 1), ("9", 1, 1)]
    return Sheet([*sheet.rows[: at + 1], local, *sheet.rows[at + 1 :]], sheet.stub)


def shifted(random: Random, sheet: Sheet, damage: list[str]) -> Sheet:
    """A table whose block titles stand one cell further right than they should."""
    titles = [n for n, row in enumerate(sheet.rows) if len(row) == 1 and without_space(row[0][0]).startswith("第二十条")]
    if not titles or random.random() > 0.2:
        return sheet
    damage.append("shifted-titles")
    rows = [[("", 1, 1), (row[0][0], row[0][1] - 1, 1)] if n in titles else row for n, row in enumerate(sheet.rows)]
    return Sheet(rows, sheet.stub)


def read_across(random: Random, sheet: Sheet, kind: str, damage: list[str]) -> Sheet:
    """A table whose head is written downwards and was read row by row: the first characters of all columns, then the second …"""
    head = next((n for n, row in enumerate(sheet.rows) if any(text.isdecimal() for text, _, _ in row)), 0)
    if kind not in ("bars", "spaces", "glued") or head != 3 or random.random() > 0.25:
        return sheet
    damage.append("vertical-heads")
    columns = [
        without_space(text) for row in sheet.rows[1:head] for text, _, down in row if down > 1 or row is sheet.rows[head - 1]
    ]
    lines = [[text[n : n + 1] for text in columns] for n in range(max(map(len, columns)))]
    said: Rows = [[(" ".join(one for one in line if one), 1, 1)] for line in lines]
    return Sheet([*sheet.rows[:1], *said, *sheet.rows[head:]], sheet.stub)


def torn(random: Random, sheet: Sheet, damage: list[str]) -> list[Sheet]:
    """A table cut by a page break: the label down the side stands again on the next page."""
    side = next((n for n, row in enumerate(sheet.rows) if row[0][2] > 10), None)
    if side is None or random.random() > 0.3:
        return [sheet]
    damage.append("page-break")
    cut = random.randrange(side + 2, len(sheet.rows) - 2)
    grid = undone(sheet.rows)
    labels = [spans(grid, row, cut) for row in (0, 1)]
    first: Rows = [[(t, w, min(h, cut - n)) for t, w, h in row] for n, row in enumerate(sheet.rows[:cut])]
    second: Rows = [list(row) for row in sheet.rows[cut:]]
    again: list[Box] = [(text, 1, left) for text, left in labels if left]
    second[0] = [*again, *second[0]]
    return [Sheet(first, sheet.stub), Sheet(second, sheet.stub)]


def undone(rows: Rows) -> list[list[tuple[str, bool]]]:
    """The grid with each cell's text, and whether it is where the text begins."""
    width = max(sum(box[1] for box in row) for row in rows)
    grid: list[list[tuple[str, bool] | None]] = [[None] * width for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for text, across, down in row:
            while column < width and grid[number][column] is not None:
                column += 1
            for below in range(min(down, len(rows) - number)):
                for right in range(min(across, width - column)):
                    grid[number + below][column + right] = (text, not below and not right)
            column += across
    return [[cell or ("", True) for cell in row] for row in grid]


def spans(grid: list[list[tuple[str, bool]]], column: int, cut: int) -> tuple[str, int]:
    """The label that reaches over the cut in this column and how many rows of it are left; 0 when none does."""
    text, begins = grid[cut][column]
    if begins or (column and grid[cut][column] == grid[cut][column - 1]):
        return "", 0
    left = next((n for n in range(cut, len(grid)) if grid[n][column][1]), len(grid)) - cut
    return text, left


# how it is written down


PROSE: tuple[tuple[str, list[str]], ...] = (
    ("一、总体情况", ["{who}认真贯彻信息公开条例，全年主动公开政府信息{n}条。", "（一）主动公开方面", "加强网站建设。"]),
    ("二、主动公开政府信息情况", []),
    ("三、收到和处理政府信息公开申请情况", []),
    ("四、政府信息公开行政复议、行政诉讼情况", []),
    ("五、存在的主要问题及改进情况", ["公开的深度还不够，下一步将加强培训，提高质量。"]),
    ("六、其他需要报告的事项", ["本年度未收取信息处理费。"]),
)

Parts = list[str | Sheet]
"""Paragraphs and tables; `# `, `## `, `### ` and `- ` begin a title, headings and an item where the writer knows such things."""


def marked(text: str) -> tuple[str, str]:
    """What a paragraph is marked as, and what it says."""
    match = re.match(r"(#+|-) ", text)
    return (match[1], text[match.end() :]) if match else ("", text)


def one_line(text: str) -> str:
    """A cell's text where cells can't hold line breaks."""
    return text.replace("\n", " ")


def without_space(text: str) -> str:
    """A cell's text where a blank would part it in two."""
    return re.sub(r"\s", "", text)


def to_html(parts: Parts, random: Random) -> bytes:
    """A web page, with its furniture, in UTF-8 or in GB18030 under a wrong label."""
    out = [
        "<html><head><meta charset='gb2312'><title>某网站</title></head><body><div><a href='/'>首页</a></div><div class='main'>"
    ]
    for part in parts:
        if isinstance(part, str):
            out.append(f"<p style='mso-line-height-rule:exactly'><span>{part}</span></p>")
            continue
        out.append("<table border=1>")
        for row in part.rows:
            texts = [re.sub(r"[ \n]", "<br>", text) or "&nbsp;" for text, _, _ in row]
            cells = "".join(f"<td colspan={w} rowspan={h}><p>{text}</p></td>" for text, (_, w, h) in zip(texts, row, strict=True))
            out.append(f"<tr>{cells}</tr>")
        out.append("</table>")
    out.append("</div><div class='foot'>主办单位</div></body></html>")
    return "".join(out).encode(random.choice(("utf-8", "utf-8-sig", "gb18030")))


def to_docx(parts: Parts, _random: Random) -> bytes:
    """A Word document with merged cells; what is marked as heading or item in the manner of Markdown has their styles."""
    import docx

    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            mark, text = marked(part)
            if mark.startswith("#"):
                document.add_heading(text, len(mark) - 1)
            else:
                document.add_paragraph(text, "List Bullet" if mark else None)
            continue
        grid = undone(part.rows)
        cells = [row.cells for row in document.add_table(len(grid), len(grid[0])).rows]
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(part.rows):
            column = 0
            for text, across, down in row:
                while (number, column) in taken:
                    column += 1
                taken |= {(number + b, column + r) for b in range(down) for r in range(across)}
                cell = cells[number][column]
                if across > 1 or down > 1:
                    cell = cell.merge(cells[min(number + down, len(grid)) - 1][column + across - 1])
                cell.text = text
                column += across
        document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def to_xlsx(parts: Parts, _random: Random) -> bytes:
    """A workbook: text in column A, tables below each other with their merges, figures as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    line = 1
    for part in parts:
        if isinstance(part, str):
            sheet.cell(line, 1, part)
            line += 1
            continue
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(part.rows):
            column = 1
            for text, across, down in row:
                while (number, column) in taken:
                    column += 1
                taken |= {(number + b, column + r) for b in range(down) for r in range(across)}
                value: object = int(text) if re.fullmatch(r"-?\d{1,9}", text) else text or None
                sheet.cell(line + number, column, value)
                if across > 1 or down > 1:
                    below = line + min(number + down, len(part.rows)) - 1
                    sheet.merge_cells(start_row=line + number, start_column=column, end_row=below, end_column=column + across - 1)
                column += across
        line += len(part.rows) + 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def to_pdf(parts: Parts, _random: Random) -> bytes:
    """A PDF with ruled tables that break over pages, and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    listed = ParagraphStyle("item", style, firstLineIndent=0, leftIndent=36, bulletIndent=24, bulletFontName="STSong-Light")
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=7, leading=9, wordWrap="CJK")
    flow: list[object] = []
    for part in parts:
        if isinstance(part, str):
            mark, text = marked(part)
            flow.append(Paragraph(text, listed, "●") if mark == "-" else Paragraph(text, style))
            continue
        grid = undone(part.rows)
        commands: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "#000000")]
        data: list[list[object]] = [
            [Paragraph(text.replace("\n", "<br/>"), small) if begins else "" for text, begins in row] for row in grid
        ]
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(part.rows):
            column = 0
            for _, across, down in row:
                while (number, column) in taken:
                    column += 1
                taken |= {(number + b, column + r) for b in range(down) for r in range(across)}
                if across > 1 or down > 1:
                    commands.append(("SPAN", (column, number), (column + across - 1, min(number + down, len(grid)) - 1)))
                column += across
        width = len(grid[0])
        wide = [46.0, 60.0, 120.0] if part.stub == 3 else [110.0] * part.stub
        widths = [*wide, *[(460 - sum(wide)) / (width - len(wide))] * (width - len(wide))]
        flow += [Table(data, colWidths=widths, style=TableStyle(commands)), Spacer(1, 8)]
    out = BytesIO()

    def numbered(canvas: object, _page: object) -> None:
        canvas.drawString(290, 30, f"- {canvas.getPageNumber()} -")  # type: ignore[attr-defined]

    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow, onFirstPage=numbered, onLaterPages=numbered)
    return out.getvalue()


def to_csv(parts: Parts, random: Random) -> bytes:
    """A comma separated text as a spreadsheet program saves it."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out)
    for part in parts:
        rows = (
            [[part]] if isinstance(part, str) else [[text if begins else "" for text, begins in row] for row in undone(part.rows)]
        )
        writer.writerows(rows)
    return out.getvalue().encode(random.choice(("utf-8-sig", "gb18030")))


def to_markdown(parts: Parts, _random: Random) -> bytes:
    """A Markdown text with pipe tables, which can't merge."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out += [f"## {part}" if re.match("[一二三四五六]、", part) else part, ""]
            continue
        rows = [[one_line(text) if begins else "" for text, begins in row] for row in undone(part.rows)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        out += [lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]
    return "\n".join(out).encode()


def to_tabs(parts: Parts, random: Random) -> bytes:
    """Text with tabs, some with empty columns at the end."""
    tail = "\t" * random.choice((0, 0, 3, 7))
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out += [part, ""]
            continue
        for row in undone(part.rows):
            out.append("\t".join(one_line(text) if begins else "" for text, begins in row) + tail)
        out.append("")
    return "\n".join(out).encode(random.choice(("utf-8", "gb18030")))


def to_bars(parts: Parts, _random: Random) -> bytes:
    """Text with bars after each cell that is written, as some extractors give it: merged cells leave no trace."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            out += [" | ".join([*(one_line(text) for text, _, _ in row), ""]) for row in part.rows]
    return "\n".join(out).encode()


def to_cells(parts: Parts, random: Random) -> bytes:
    """Text with one cell to a line, with a bar after each or nothing at all."""
    bar = random.choice((" |", ""))
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            out += [f"{one_line(text)}{bar}" for row in part.rows for text, _, _ in row if text or bar]
    return "\n".join(out).encode()


def to_spaces(parts: Parts, _random: Random) -> bytes:
    """Text whose rows are lines, their cells parted by blanks."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            out += [" ".join(without_space(text) for text, _, _ in row if text) for row in part.rows]
    return "\n".join(out).encode()


def to_glued(parts: Parts, _random: Random) -> bytes:
    """Text that lost every border: labels and figures run together, all in one line."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            out += [without_space(text) for row in part.rows for text, _, _ in row]
    return "".join(out).encode()


AROUND = (
    "<template>9</template>{}",
    "<span style='opacity:0'>9</span>{}",
    "<span style='position:absolute;left:-999em'>9</span>{}",
    "<span style='clip-path:inset(50%)'>9</span>{}",
    "<font color=white>9</font>{}",
    "<style>.zz b{{display:none}}</style><i class=zz><b>9</b></i>{}",
    "{}<sup>2</sup>",
    "{}<a href='#n1'>1</a>",
    "<select><option>{}<option>9</select>",
    "<input value='{}'>",
    "<s>9</s>{}",
)
"""What pages have around a figure that is no part of it."""


def _in_page(data: bytes, random: Random) -> bytes:
    """A page or a Markdown text with something around each figure."""
    around = random.choice(AROUND)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return re.sub(r"(?<=<p>)\d+(?=</p>)|(?<=\| )\d+(?= \|)", lambda match: around.format(match[0]), text).encode()


def _in_word(data: bytes, random: Random) -> bytes:
    """A Word document with a run before or behind each figure."""
    import docx

    document = docx.Document(BytesIO(data))
    way = random.choice(("hidden", "superscript", "tiny", "strike"))
    runs = {id(run._r): run for table in document.tables for cell in table._cells for p in cell.paragraphs for run in p.runs}
    for run in runs.values():
        if run.text.isdecimal():
            text, run.text = run.text, ""
            run.add_text(text if way == "superscript" else "")
            other = run._parent.add_run("1" if way == "superscript" else "9")
            other.font.hidden, other.font.superscript, other.font.strike = (
                way == one for one in ("hidden", "superscript", "strike")
            )
            other.font.size = 12700 if way == "tiny" else None
            if way != "superscript":
                run._parent.add_run(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _in_workbook(data: bytes, random: Random) -> bytes:
    """A workbook with a sheet of the year before, or one that is hidden, in which other figures stand."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    assert book.active is not None
    sheet = book.copy_worksheet(book.active)
    hidden = random.random() < 0.5
    sheet.title, sheet.sheet_state = ("草稿", "hidden") if hidden else ("2018年", "visible")
    for cell in [cell for row in sheet.iter_rows() for cell in row]:
        if isinstance(cell.value, int):
            cell.value += 1
        elif isinstance(cell.value, str):
            cell.value = re.sub(r"20(20)?\d\d(?=年)", "2018", cell.value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


UNSEEN = {"html": _in_page, "markdown": _in_page, "docx": _in_word, "xlsx": _in_workbook}
"""Kind → what puts digits into a document that are no part of its figures."""

DAMAGES = (
    *("half-width", "straight-quotes", "blanks-in-labels", "breaks-in-labels", "ordinal-commas", "wide-points", "circled"),
    *("short-remarks", "short-labels", "other-words", "other-year", "remarks", "shifted-titles", "page-break", "vertical-heads"),
    *("extra-row", "blank-zeros", "blank-totals", "slashes", "dashes", "odd-figures", "contradiction", "old-form", "wrong-year"),
    *("lawsuits-first", "totals-first", "rows-apart", "results-down", "one-other-row", "unit", "unseen"),
)
"""Everything that may be wrong with a document, besides the kind of file that it is: what published reports are like."""

WRITERS: dict[str, tuple[str, Callable[[Parts, Random], bytes], int]] = {
    "html": (".html", to_html, 20),
    "docx": (".docx", to_docx, 6),
    "xlsx": (".xlsx", to_xlsx, 12),
    "pdf": (".pdf", to_pdf, 4),
    "csv": (".csv", to_csv, 10),
    "markdown": (".md", to_markdown, 10),
    "tabs": (".txt", to_tabs, 14),
    "bars": (".txt", to_bars, 10),
    "cells": (".txt", to_cells, 10),
    "spaces": (".txt", to_spaces, 8),
    "glued": (".txt", to_glued, 14),
}
"""Kind → file name ending, writer, and how often it is made."""


def make_document(random: Random, forms: Sequence[Format], kind: str = "", *, hiding: bool = True) -> Made:
    """A report of some body in some kind of file, damaged in some of the ways that are met; `hiding` digits may be one."""
    kind = kind or random.choices(list(WRITERS), [weight for _, _, weight in WRITERS.values()])[0]
    form = random.choice([form for form in forms if not form.free_chapters])
    year = random.choice((2019, 2020)) if form.key == "2019" else random.choice((2021, 2022, 2023, 2024))
    damage: list[str] = [kind]
    if form.key == "2019" and random.random() < 0.1:
        damage.append("old-form")
        year = 2022
    truth = figures(random, form)
    shown = damaged_cells(random, form, truth, damage)
    layout = laid_out(random, form, truth, shown, damage)
    printed = sheets(form, shown, sayer(random, damage), layout)
    who = random.choice(("甲乙镇人民政府", "丙丁县人民政府办公室", "戊己区教育局"))
    parts: Parts = [f"{who}{_year_as_typed(random, year, damage)}年政府信息公开工作年度报告"]
    parts.append(f"本报告所列数据的统计期限自{year}年1月1日起至{_year_as_typed(random, year, damage)}年12月31日止。")
    for heading, texts in PROSE:
        parts.append(heading)
        parts += [text.format(who=who, n=random.randrange(10, 900)) for text in texts]
        for sheet in printed.get(heading, []):
            if isinstance(sheet, str):
                parts.append(sheet)
                continue
            whole = shifted(random, extra_rows(random, sheet, damage), damage)
            parts += torn(random, read_across(random, whole, kind, damage), damage)
    parts.append(f"{who}　{year + 1}年1月{random.randrange(10, 29)}日")
    ending, write, _ = WRITERS[kind]
    data = write(parts, random)
    if hiding and kind in UNSEEN and random.random() < 0.4:
        damage.append("unseen")
        data = UNSEEN[kind](data, random)
    said = tuple(part for part in parts if isinstance(part, str))
    return Made(f"报告{ending}", data, form, year, truth, tuple(damage), said)


def plain_document(form: Format, kind: str, layout: Layout = PLAIN, cells: Mapping[Cell, str] | None = None) -> Made:
    """A report without a fault, its tables laid out in this way; `cells` are shown otherwise than they are."""
    truth = figures(Random(7), form)
    printed = sheets(form, truth | dict(cells or {}), str, layout)
    year = form.first_year + 1
    parts: Parts = [f"甲乙镇人民政府{year}年政府信息公开工作年度报告"]
    for heading, texts in PROSE:
        parts += [heading, *(text.format(who="我镇", n=12) for text in texts), *printed.get(heading, [])]
    ending, write, _ = WRITERS[kind]
    return Made(f"报告{ending}", write(parts, Random(0)), form, year, truth, (kind,))


def _year_as_typed(random: Random, year: int, damage: list[str]) -> str:
    """A year, now and then with a slip of the hand: `202020`."""
    if random.random() > 0.07:
        return str(year)
    damage.append("wrong-year")
    return f"20{year}"


# copies of a report


def copy_of(report: Report, form: Format, kind: str) -> bytes:
    """A report as a document of this kind, as its body would have sent it: title, preamble, sections, tables in their places."""
    return WRITERS[kind][1](_parts_of(report, form), Random(0))


def _parts_of(report: Report, form: Format) -> Parts:
    shown = {
        (table.key, row, column): cell_text(cell).strip('"').removeprefix("~")
        for table in report.tables
        if not table.authored
        for row, cells in zip(form.tables[table.key].row_keys, table.rows, strict=True)
        for column, cell in zip(form.tables[table.key].column_keys, cells, strict=True)
    }
    printed = sheets(form, shown, str) if shown else {}
    parts: Parts = [f"# {report.title}", *_paragraphs(report.preamble)]
    for section in report.sections:
        parts += [f"## {section.heading}", *printed.get(section.heading, []), *_paragraphs(section.text)]
    parts += [_statistics(table, form.tables[table.key]) for table in report.tables if table.authored]
    return parts


def _paragraphs(text: str) -> list[str | Sheet]:
    return [line for line in text.split("\n") if line.strip()]


def _statistics(table: Table, form: TableForm) -> Sheet:
    """A statistics table with indented labels."""
    heads = [form.corner, form.unit_label, *(line[-1].label for line in form.column_lines)]
    lines = [
        ["\u3000" * head.level + head.label, head.unit, *(cell_text(cell).removeprefix("~") for cell in cells)]
        for head, cells in zip(table.authored, table.rows, strict=True)
    ]
    return Sheet([[(text, 1, 1) for text in line] for line in [heads, *lines]], 1)


# what came of it


def value_of(text: str) -> tuple[Decimal | None, str]:
    """What a cell says, however it is written: its amount, and its state, unit or note."""
    text = text.strip('"')
    if text in ("", "~"):
        return None, ""
    if text in ("/", "／", "\\"):
        return None, "/"
    match = re.fullmatch(r"([+-]?\d[\d.]*)(.*)", text)
    assert match, text
    return Decimal(match[1]), match[2].replace("（", "(").replace("）", ")")
