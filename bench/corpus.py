"""Made-up portals of any size: counties with sixty bodies each, a report a year from 2008 on, in all three forms.

Everything follows from the seed, the number of the body and the year, so that the same call gives the same bytes.
What the forms demand holds: rows add up, requests balance, one year continues the last; `build.py check` has
nothing to say. About 3,000 characters of prose a report, no two alike. A share of the reports is messy, the way
reports written by hand are: lists, bold, links, Markdown tables, odd spacing, notes in cells.

    python bench/corpus.py 1000 /dev/shm/content --messy 0.2
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

import yaml
from prose import WORDS, Writer

FIRST, LAST = 2008, 2025
BODIES_IN_COUNTY = 60
FORMATS = Path(__file__).resolve().parent.parent / "formats"

# --- bodies -----------------------------------------------------------------------------------------------------

_DEPARTMENTS = (
    "发展和改革局", "教育局", "科学技术局", "工业和信息化局", "公安局", "民政局", "司法局", "财政局", "人力资源和社会保障局",
    "自然资源局", "生态环境局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局", "文化和旅游局", "卫生健康局",
    "退役军人事务局", "应急管理局", "审计局", "市场监督管理局", "统计局", "医疗保障局", "林业局", "信访局",
)  # fmt: skip
_FRONT, _BACK = "青白石清河云龙凤金玉泉松柏杨柳梅兰安平永和长新大小", "山河溪泉岭坪湾桥塘沟源川原口店庄铺寨坝潭"


@dataclass(frozen=True)
class Body:
    """A body of the portal: its number, its folder, its name, its kind."""

    number: int
    folder: str
    name: str
    kind: str

    @property
    def short(self) -> str:
        """The name that titles carry."""
        return self.name.removesuffix("人民政府")

    @property
    def terse(self) -> bool:
        """Whether it leaves cells blank where nothing happened."""
        return self.number % 4 == 3

    @property
    def settings(self) -> str:
        """Its `body.yml`."""
        return f"name: {self.name}\nkind: {self.kind}\norder: {self.number % BODIES_IN_COUNTY}\n"


def body_of(number: int) -> Body:
    """Return a body: the first of each sixty is a county, the others lie in its folder."""
    county, place = divmod(number, BODIES_IN_COUNTY)
    county_name = f"{_FRONT[county % len(_FRONT)]}{_BACK[(county // len(_FRONT) + 7 * county) % len(_BACK)]}县"
    folder = f"c{county:03}"
    if place == 0:
        return Body(number, folder, f"{county_name}人民政府", "county")
    if place <= len(_DEPARTMENTS):
        return Body(number, f"{folder}/b{place:02}", f"{county_name}{_DEPARTMENTS[place - 1]}", "department")
    name = f"{county_name}{_FRONT[(place * 5 + county) % len(_FRONT)]}{_BACK[place % len(_BACK)]}"
    if place % 5 == 0:
        return Body(number, f"{folder}/b{place:02}", f"{name}街道办事处", "subdistrict")
    return Body(number, f"{folder}/b{place:02}", f"{name}镇人民政府", "township")


# --- forms ------------------------------------------------------------------------------------------------------

STATISTICS = tuple(
    (label.count("　"), label.strip("　"), unit)
    for unit, labels in (
        ("条", "主动公开政府信息数 　其中：政府公报公开数 　政府网站公开数 　政务微博公开数 　政务微信公开数 　其他方式公开数"),
        ("件", "主动公开规范性文件数 　其中：新制发规范性文件数 　重点领域信息公开数 　财政预决算公开数 　公共资源交易公开数"),
        ("次", "回应公众关注热点或重大舆情数 　参加或举办新闻发布会总次数 　　其中：主要负责同志参加次数 　政府网站在线访谈次数"),
        ("次", "　　其中：主要负责同志访谈次数 　政策解读稿件发布数 　微博微信回应事件数 　其他方式回应事件数"),
        ("件", "收到申请数 　其中：当面申请数 　传真申请数 　网络申请数 　信函申请数 申请办结数 　按时办结数 　延期办结数"),
        ("件", "申请答复数 　属于已主动公开范围数 　同意公开答复数 　同意部分公开答复数 　不同意公开答复数"),
        ("件", "　　其中：涉及国家秘密 　　涉及商业秘密 　　涉及个人隐私 　　危及安全稳定 　不属于本机关公开数"),
        ("件", "　申请信息不存在数 　告知作出更改补充数 　告知通过其他途径办理数 行政复议数量 　维持原行为数"),
        ("件", "　被依法纠正数 行政诉讼数量 　维持具体行政行为或者驳回原告诉讼请求数 　被依法纠正案件数 举报投诉数量"),
        ("元", "依申请公开信息收取的费用 机构建设和保障经费金额"),
    )
    for label in labels.split(" ")
)
"""The rows of 统计表 up to 2018: level, label, unit."""

APPLICANTS = 6
OUTCOMES = {
    "granted": 46, "granted_in_part": 14, "refused.state_secret": 1, "refused.other_law": 2,
    "refused.security_and_stability": 1, "refused.third_party": 3, "refused.internal_affairs": 3,
    "refused.deliberative": 3, "refused.enforcement_file": 2, "refused.administrative_inquiry": 2,
    "unavailable.not_held": 14, "unavailable.not_yet_made": 4, "unavailable.still_unclear": 2,
    "not_handled.petition": 5, "not_handled.repeated": 3, "not_handled.publication": 1, "not_handled.excessive": 1,
    "not_handled.reconfirmation": 1, "otherwise_closed.not_corrected": 3, "otherwise_closed.fee_unpaid": 1,
    "otherwise_closed.other": 4,
}  # fmt: skip
"""How often each outcome of a request is drawn."""


def form_of(year: int) -> str:
    """The form that a year's report uses."""
    return "legacy" if year < 2019 else "2019" if year < 2021 else "2021"


@cache
def official(form: str) -> dict[str, Any]:
    """Return a form as its file in `formats/` states it."""
    found: dict[str, Any] = yaml.safe_load((FORMATS / f"{form}.yml").read_text(encoding="utf-8"))
    return found


def keyed(headings: Sequence[dict[str, Any]], above: str = "", depth: int = 2) -> Iterator[tuple[int, str, str, bool]]:
    """Yield (depth, key path, label, whether it is a leaf) of the headings that have a key, in order."""
    for heading in headings:
        path = f"{above}{heading['key']}" if "key" in heading else above.rstrip(".")
        below = heading.get("children", ())
        if "key" in heading:
            yield depth, path, heading["label"], not below
        yield from keyed(below, f"{path}." if path else "", depth + ("key" in heading))


@cache
def front_lines(form: str) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of a form's tables as (what stands before the cells, key of the cells or "", what follows)."""
    found = []
    for table in (table for section in official(form)["sections"] for table in section.get("tables", ())):
        labels = "、".join(label for _, _, label, leaf in keyed(table["columns"]) if leaf)
        head = f"  {table['key']}:"
        found.append((f"{head:<33}# {labels}", "", ""))
        for depth, path, label, leaf in keyed(table["rows"]):
            head = f"{'  ' * depth}{path.rpartition('.')[2]}: "
            found.append((f"{head:<33}", f"{table['key']}.{path}", f"   # {label}") if leaf else (f"{head:<33}# {label}", "", ""))
    return tuple(found)


# --- figures ----------------------------------------------------------------------------------------------------

Figures = dict[str, list[Any]]
"""The cells of a report by row, `requests.received` and the like, as they are written."""


def figures_of(body: Body, last: int, seed: int) -> Iterator[tuple[int, Figures]]:
    """Yield the figures of a body from 2008 to `last`, each year continuing the one before."""
    carried, in_force, disclosed = [0] * APPLICANTS, 20 + body.number % 70, 90 + body.number % 300
    items = {key: 3 + (body.number * 7 + index) % 60 for index, key in enumerate(_ITEMS)}
    running = [0] * len(STATISTICS)
    for year in range(FIRST, last + 1):
        draw = random.Random(f"{seed}/{body.number}/{year}")
        if form_of(year) == "legacy":
            counts = [int(draw.random() ** 2 * 900) for _ in STATISTICS]
            running = [before + now for before, now in zip(running, counts, strict=True)]
            yield year, {"statistics": list(zip(counts, running, strict=True))}
            continue
        issued, repealed = _around(draw, 30), _around(draw, min(10, in_force))
        found: Figures = {"article_20_1.government_rules": [0, 0, 0]}
        if form_of(year) == "2019":
            disclosed += issued
            found["article_20_1.normative_documents"] = [issued, issued, disclosed]
            for key in _ITEMS:
                change = int(draw.random() * 5) - 2
                found[key] = [items[key], change, _around(draw, 4000)][: 2 if key.endswith("fees") else 3]
                items[key] += change
            found["article_20_9.centralized_procurement"] = [_around(draw, 40), f'"{draw.randint(9999, 9999999)}元"']
        else:
            in_force += issued - repealed
            found["article_20_1.normative_documents"] = [issued, repealed, in_force]
            for key in ("article_20_5.licenses", "article_20_6.penalties", "article_20_6.coercive_measures"):
                found[key] = [_around(draw, 9000)]
            found["article_20_8.administrative_fees"] = [f"{_around(draw, 9000)}.{int(draw.random() * 10000):04}1"]
        carried = _requests(found, year, carried, draw)
        for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
            cells = [int(draw.random() ** 3 * 3) for _ in range(4)]
            found[f"disputes.{row}"] = [*cells, sum(cells)]
        yield year, _marked(body, found)


def _around(draw: random.Random, size: int) -> int:
    """Return a whole number from a half of `size` up to it: no year is five times another, which would be a finding."""
    return int((1 + draw.random()) / 2 * size)


_ITEMS = (
    "article_20_5.licenses", "article_20_5.other_services", "article_20_6.penalties", "article_20_6.coercive_measures",
    "article_20_8.administrative_fees",
)  # fmt: skip


def _requests(found: Figures, year: int, brought: list[int], draw: random.Random) -> list[int]:
    """Put the table of requests into `found`, request by request, and return how many of whom wait for next year."""
    received = [_around(draw, size) for size in (70, 14, 3, 4, 16, 6)]
    received[0] += 2
    carried = [min(who, int(draw.random() * 4)) for who in received]
    outcomes, weights = tuple(OUTCOMES), tuple(OUTCOMES.values())
    rows = {outcome: [0] * APPLICANTS for outcome in outcomes}
    for who in range(APPLICANTS):
        drawn = draw.choices(outcomes, weights, k=brought[who] + received[who] - carried[who])
        for number, outcome in enumerate(drawn):
            spared = outcome.startswith("otherwise") and number % 2 == 0
            rows["granted" if spared else outcome][who] += 1
    if form_of(year) == "2019":
        others = [rows.pop(outcome) for outcome in outcomes if outcome.startswith("otherwise_closed")]
        rows["otherwise_closed"] = [sum(column) for column in zip(*others, strict=True)]
    rows = {f"processed.{outcome}": cells for outcome, cells in rows.items()}
    rows["processed.total"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    rows |= {"received": received, "brought_forward": brought, "carried_forward": carried}
    found |= {f"requests.{row}": [*cells, sum(cells)] for row, cells in rows.items()}
    return carried


def _marked(body: Body, found: Figures) -> Figures:
    """Write nothing, or 不适用, where a body prefers that to zeros."""
    if body.number % 5 == 2:
        found["article_20_6.coercive_measures"] = ["/"] * len(found["article_20_6.coercive_measures"])
    if body.terse:
        for row, cells in found.items():
            if row.startswith("requests.processed.") and not cells[-1]:
                found[row] = ["~"] * len(cells)
    return found


# --- reports ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """A report as text: its front matter, and its sections as (heading, key of the form's section or "", Markdown)."""

    body: Body
    year: int
    front: str
    preamble: str
    sections: tuple[tuple[str, str, str], ...]
    signature: str

    @property
    def path(self) -> str:
        """Its file within the content folder."""
        return f"{self.body.folder}/{self.year}.md"

    @property
    def text(self) -> str:
        """Its content file."""
        sections = "\n\n".join(f"## {heading}\n\n{text}".rstrip() for heading, _, text in self.sections)
        return f"---\n{self.front}---\n\n{self.preamble}\n\n{sections}\n\n{self.signature}\n"


def reports_of(body: Body, years: range, seed: int = 1, messy: float = 0) -> Iterator[Report]:
    """Yield a body's reports of these years."""
    for year, figures in figures_of(body, years[-1], seed):
        if year in years:
            draw = random.Random(f"{seed}/{body.number}/{year}/text")
            untidy = draw.random() < messy
            yield _report(body, year, figures, draw, untidy)


def _report(body: Body, year: int, figures: Figures, draw: random.Random, untidy: bool) -> Report:
    on = f"{year + 1}-01-{draw.randint(5, 28):02}"
    writer = Untidy(draw) if untidy else Writer(draw)
    short, form = body.short, form_of(year)
    title = f"{short}{year}年政府信息公开工作年度报告"
    front = [f"title: {title}\nyear: {year}\npublished: {on}            # 首次发布日期，以后不再改动\ntables:\n"]
    front += _statistics(figures, untidy) if form == "legacy" else _tables(form, figures, untidy, draw)
    basis = f"和{official(form)['issued_as']}" if form != "legacy" else ""
    preamble = (
        f"根据《中华人民共和国政府信息公开条例》{basis}的要求，现将{short}{year}年政府信息公开工作情况报告如下。"
        f"本报告所列数据的统计期限自{year}年1月1日起至12月31日止。{writer.paragraph('其他', 60)}"
    )
    signature = f"{body.name}\n{year + 1}年1月{int(on[-2:])}日"
    return Report(body, year, "".join(front), preamble, tuple(_sections(form, short, writer)), signature)


def _tables(form: str, figures: Figures, untidy: bool, draw: random.Random) -> Iterator[str]:
    """Yield the lines of the official tables; untidy ones are spaced at whim, and some figures have a note."""
    for before, key, after in front_lines(form):
        if not key:
            yield f"{before}\n"
            continue
        cells = figures[key]
        if not untidy:
            yield f"{before}[{', '.join(map(str, cells))}]{after}\n"
            continue
        cells = [f'"{cell}（其中{WORDS["topic"][cell % 31]}{cell // 2}件）"' if _noted(cell, draw) else cell for cell in cells]
        comma = (", ", ",  ", " , ", " ,", ",   ")[int(draw.random() * 5)]
        yield f"{before}{('[', '[ ')[int(draw.random() * 2)]}{comma.join(map(str, cells))}{(']', ' ]')[int(draw.random() * 2)]}\n"


def _noted(cell: object, draw: random.Random) -> bool:
    return isinstance(cell, int) and cell > 1 and draw.random() < 0.06


def _statistics(figures: Figures, untidy: bool) -> Iterator[str]:
    """Yield the lines of 统计表."""
    yield "  statistics:                    # 层级, 指标名称, 计量单位, 本年度, 历年累计\n"
    for (level, label, unit), (now, total) in zip(STATISTICS, figures["statistics"], strict=True):
        quote, space = ('"', "  ") if untidy and now % 3 == 0 else ("", "")
        yield f"    - [{level}, {quote}{label}{quote}, {unit}, {now}{space}, {total}{space}]\n"


_FREE_CHAPTERS = {
    "一、概述": (("监督保障", 420),),
    "二、主动公开政府信息情况": (("主动公开", 400), ("平台建设", 380)),
    "三、依申请公开政府信息情况": (("依申请公开", 380), ("政府信息管理", 380)),
    "四、存在的主要问题和改进措施": (("问题", 350), ("改进", 330)),
    "五、其他需要说明的事项": (("其他", 200),),
}


def _sections(form: str, short: str, writer: Writer) -> Iterator[tuple[str, str, str]]:
    """Yield the sections of a report, some 3,000 characters of prose in all."""
    subjects = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
    if form == "legacy":
        for heading, parts in _FREE_CHAPTERS.items():
            yield heading, "", "\n\n".join(writer.paragraph(subject, length) for subject, length in parts)
        return
    topics = (
        f"### （{number}）{subject}情况\n\n{writer.paragraph(subject, 85)}"
        for number, subject in zip("一二三四五", subjects, strict=True)
    )
    closing = "年度工作考核和社会评议结果良好，本年度没有需要责任追究的情形。"
    paragraphs = {
        "overview": [f"{short}把政府信息公开作为联系群众的重要抓手，各项工作平稳有序。", *topics, closing],
        "proactive_disclosure": [writer.paragraph("表格说明", 250), writer.paragraph("主动公开", 330)],
        "requests": [writer.paragraph("依申请公开", 330), writer.paragraph("表格说明", 160)],
        "disputes": [writer.paragraph("表格说明", 170)],
        "problems_and_improvements": [
            "存在的主要问题和改进情况如下。",
            writer.paragraph("问题", 330),
            writer.paragraph("改进", 320),
        ],
        "other_matters": ["本年度未收取信息处理费。" + writer.paragraph("其他", 200)],
    }
    for section in official(form)["sections"]:
        yield section["heading"], section["key"], "\n\n".join(paragraphs[section["key"]])


class Untidy(Writer):
    """Writes as people do who paste from elsewhere: lists, bold, links, tables, odd spacing."""

    def paragraph(self, subject: str, length: int) -> str:
        """Return something on a subject of some `length` characters: a block of Markdown, not always a paragraph."""
        found = self.sentences(subject, length)
        kind = int(self.draw.random() * 7)
        if kind == 0:
            return "\n".join(f"- {sentence}" for sentence in found)
        if kind == 1:
            return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(found, start=1))
        if kind == 2:
            return "".join(f"**{sentence[:6]}**{sentence[6:]}" for sentence in found)
        if kind == 3:
            linked = f"详见[{self['topic']}专栏](https://www.example.org/{self['n']}/{self['few']}.html)。"
            return "".join([*found, linked])
        if kind == 4:
            rows = "\n".join(f"| {self['topic']} | {self['n']} | {self['few']} |" for _ in range(5))
            return f"{''.join(found[:-1])}\n\n| 事项 | 数量（条） | 比上年增加 |\n| --- | ---: | ---: |\n{rows}\n\n{found[-1]}"
        if kind == 5:
            return "\n\n".join(f"　　{sentence}  " for sentence in found)
        return "\n".join(found).replace("，", "， ", 2)


# --- the content folder -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Corpus:
    """A portal of so many reports, a share of them messy."""

    reports: int
    messy: float = 0
    seed: int = 1

    def __iter__(self) -> Iterator[Report]:
        """Yield the reports, body by body, each body's latest years if not all are wanted."""
        left = self.reports
        for number in count():
            if left <= 0:
                return
            years = range(max(FIRST, LAST + 1 - left), LAST + 1)
            yield from reports_of(body_of(number), years, self.seed, self.messy)
            left -= len(years)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that these reports are of."""
        years = LAST + 1 - FIRST
        return tuple(body_of(number) for number in range(-(-self.reports // years)))

    def more(self, after: int, number: int) -> list[Report]:
        """Return so many reports of the years that follow, body by body, passing over the first `after`."""
        places = ((body, year) for year in count(LAST + 1) for body in self.bodies)
        return [
            report
            for body, year in islice(places, after, after + number)
            for report in reports_of(body, range(year, year + 1), self.seed, self.messy)
        ]


PORTAL = """\
name: 示例省政府信息公开
address: https://www.shili.example/
language: zh-CN
accent: "#9f1d20"
body:
  name: 示例省人民政府办公厅
  kind: province
identifiers:
  site_code: "0000000000"
  icp: 示例ICP备00000000号
  police: 示例公网安备00000000000000号
footer:
  organizer: 示例省人民政府办公厅
  contact: 电话：0000-0000000
"""


def write_content(corpus: Corpus, folder: Path, everything: bool = False) -> None:
    """Write the content folder of a portal that publishes its reports and index pages alone, or everything there is."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = "" if everything else "downloads: []\npublish: []\n"
    (folder / "portal.yml").write_text(f"{PORTAL}{chosen}", encoding="utf-8")
    for body in corpus.bodies:
        (folder / body.folder).mkdir(parents=True, exist_ok=True)
        (folder / body.folder / "body.yml").write_text(body.settings, encoding="utf-8")
    for report in corpus:
        (folder / report.path).write_text(report.text, encoding="utf-8")


def main() -> None:
    """Write a content folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messy", type=float, default=0, help="share of messy reports, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--everything", action="store_true", help="publish all there is, not only HTML")
    given = parser.parse_args()
    write_content(Corpus(given.reports, given.messy, given.seed), given.folder, given.everything)


if __name__ == "__main__":
    main()
