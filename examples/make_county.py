"""Write `examples/county/`: the content folder of a fictional county, 示例县.

Nine bodies and the county's own summary, a report a year from 2016 to 2025, so that free chapters, the 2019 format
and the 2021 format all occur; standing pages and an attachment. Among the figures are blanks, 不适用, notes and
amounts with a unit; one report is late, one was corrected, and one break in a year chain is explained.

Nothing here is real. Everything is drawn from seeds made of names and years, so each run gives the same bytes.
Figures are built up from single requests, single disputes and single documents, the county's by adding; before
anything is written, `verify` reckons again what has to add up. The folder is generated as a whole: whatever else
lies in it is removed.

    python3 examples/make_county.py
"""

import hashlib
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

TARGET = Path(__file__).parent / "county"
FIRST_COUNTED, FIRST, LAST = 2008, 2016, 2025
"""历年累计 counts from 2008 on, when the 条例 came into force; reports are written from 2016 on."""

# --- the bodies -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Body:
    """A body and its size: what it has in a usual year, as 项目数量 and 决定数量 where there are two numbers."""

    folder: str
    name: str
    kind: str
    we: str
    channel: str
    topics: tuple[str, ...]
    posts: int = 0
    demand: float = 0
    disputes: float = 0
    documents: int = 0
    licenses: tuple[int, int] = (0, 0)
    other_services: tuple[int, int] = (0, 0)
    penalties: tuple[int, int] = (0, 0)
    coercive_measures: tuple[int, int] = (0, 0)
    fee_items: int = 0
    fees: str = "0"
    procurement: tuple[int, int] = (0, 0)
    unit: str = "元"
    typical: str = "granted"
    since: int = FIRST_COUNTED
    marks: tuple[tuple[str, str], ...] = ()
    terse: bool = False

    @property
    def short(self) -> str:
        """The name that titles carry: 城关镇 for 城关镇人民政府."""
        return self.name.removesuffix("人民政府")

    @property
    def governs(self) -> bool:
        """Whether it answers for 工作考核、社会评议、责任追究 too."""
        return self.kind != "department"


NO_GAZETTE = ("statistics.2、政府公报公开数", "~")
COUNTY = Body(
    "", "示例县人民政府", "county", "全县", "“示例发布”微信公众号",
    ("重大建设项目", "财政预决算", "公共资源交易", "社会保障和就业", "生态环境保护", "义务教育和医疗卫生"),
)  # fmt: skip
BODIES = (
    Body(
        "office", "示例县人民政府办公室", "department", "我办", "“示例发布”微信公众号",
        ("重要政策文件", "政府常务会议", "重点任务分工", "建议提案办理", "领导分工和机构职能", "机关财政预决算"),
        posts=860, demand=22, disputes=0.7, documents=48, procurement=(9, 1268400),
    ),
    Body(
        "education", "示例县教育局", "department", "我局", "“示例教育”微信公众号",
        ("义务教育招生入学", "学区划分", "教师招聘", "学生资助", "民办学校年检", "校园安全"),
        posts=410, demand=14, disputes=0.4, documents=15, licenses=(11, 96), other_services=(7, 1320),
        penalties=(14, 3), fee_items=3, fees="1586.4275", procurement=(21, 6835900), typical="granted_in_part",
    ),
    Body(
        "natural-resources", "示例县自然资源局", "department", "我局", "“示例自然资源”微信公众号",
        ("征地批后实施", "国土空间规划", "不动产登记", "矿业权出让", "地质灾害防治", "建设用地供应"),
        posts=370, demand=48, disputes=2.4, documents=18, licenses=(34, 1260), other_services=(16, 9480),
        penalties=(41, 67), coercive_measures=(6, 4), fee_items=5, fees="24252.311082", procurement=(14, 4196730),
        typical="unavailable.not_held",
    ),
    Body(
        "health", "示例县卫生健康局", "department", "我局", "“健康示例”微信公众号",
        ("传染病防控", "医疗机构校验", "公共场所卫生监督", "基本公共卫生服务", "家庭医生签约", "生育支持政策"),
        demand=12, disputes=0.3, documents=9, licenses=(22, 640), other_services=(9, 2150), penalties=(58, 84),
        coercive_measures=(7, 2), fee_items=2, fees="318.60", procurement=(17, 5274200), since=2019,
    ),
    Body(
        "public-security", "示例县公安局", "department", "我局", "“平安示例”微信公众号",
        ("户籍业务办理", "道路交通管理", "出入境证件办理", "防诈骗提示", "辅警招聘", "执法依据和程序"),
        posts=290, demand=36, disputes=1.6, documents=12, licenses=(39, 8740), other_services=(18, 26300),
        penalties=(168, 12450), coercive_measures=(31, 1870), fee_items=6, fees="742.38", procurement=(16, 7413600),
        typical="refused.enforcement_file",
    ),
    Body(
        "chengguan", "城关镇人民政府", "township", "我镇", "“城关微讯”微信公众号",
        ("老旧小区改造", "集体土地征收", "低保和特困供养", "环境卫生整治", "农村宅基地审批", "镇级财政预决算"),
        posts=210, demand=10, disputes=0.9, documents=6, licenses=(4, 152), other_services=(21, 3260),
        penalties=(18, 26), coercive_measures=(9, 3), procurement=(5, 612000), marks=(NO_GAZETTE,),
        typical="not_handled.petition",
    ),
    Body(
        "qingshi", "青石镇人民政府", "township", "我镇", "“青石之声”微信公众号",
        ("惠农补贴发放", "高标准农田建设", "矿山生态修复", "防汛抗旱", "乡村道路养护", "临时救助"),
        posts=150, demand=4, disputes=0.2, documents=4, licenses=(3, 61), other_services=(17, 1180), penalties=(11, 7),
        coercive_measures=(8, 1), procurement=(3, 251000), unit="", marks=(NO_GAZETTE,), typical="not_handled.petition",
    ),
    Body(
        "baishui", "白水乡人民政府", "township", "我乡", "“白水乡音”微信公众号",
        ("退耕还林补助", "农村饮水安全", "森林防火", "农村危房改造", "防返贫监测帮扶", "村级公益事业"),
        posts=95, demand=0.7, documents=2, licenses=(2, 24), other_services=(13, 460), penalties=(5, 2),
        procurement=(1, 95180), terse=True,
        marks=(NO_GAZETTE, ("article_20_6.coercive_measures", "/"), ("article_20_8.administrative_fees", "~")),
    ),
    Body(
        "xincheng", "新城街道办事处", "subdistrict", "我街道", "“新城先锋”微信公众号",
        ("社区养老服务", "公租房申请", "物业管理指导", "就业援助", "征收安置", "社区工作者招聘"),
        posts=180, demand=7, disputes=0.6, documents=3, licenses=(2, 38), other_services=(19, 2740), penalties=(14, 31),
        coercive_measures=(5, 2), procurement=(4, 386500), marks=(NO_GAZETTE, ("article_20_1.government_rules", "/")),
    ),
)  # fmt: skip

LATE = {("qingshi", 2022): date(2023, 2, 3)}
REVISIONS = {("health", 2023): (date(2024, 3, 5), "更正第五部分一处文字表述，统计数据没有变动。")}
LAPSED = {("office", 2023): 3}
_IN_FORCE = "in-force.unequal@article_20_1.normative_documents"
EXPLANATIONS = {
    ("office", 2023): (_IN_FORCE, "2023年开展行政规范性文件清理，废止以外另有3件自然失效，故现行有效件数少于推算数。"),
    ("", 2023): (_IN_FORCE, "2023年县政府办公室开展文件清理，废止以外另有3件自然失效，故现行有效件数少于推算数。"),
}

# --- the forms --------------------------------------------------------------------------------------------------

Form = dict[str, str]
"""Official labels by full key, `requests.processed.refused.state_secret` and the like; of a table, its columns."""


def read_form(text: str) -> Form:
    """Return the form that an indented text states, a line for each table, group of rows, and row."""
    found: Form = {}
    path: list[str] = []
    for line in text.strip().splitlines():
        key, _, label = line.strip().partition(" ")
        path[(len(line) - len(line.lstrip())) // 2 :] = [key]
        found[".".join(path)] = label
    return found


APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结")
REQUESTS = f"""
requests {", ".join(APPLICANTS)}, 总计
  received 一、本年新收政府信息公开申请数量
  brought_forward 二、上年结转政府信息公开申请数量
  processed 三、本年度办理结果
    granted （一）予以公开
    granted_in_part （二）部分公开（区分处理的，只计这一情形，不计其他情形）
    refused （三）不予公开
      state_secret 1.属于国家秘密
      other_law 2.其他法律行政法规禁止公开
      security_and_stability 3.危及“三安全一稳定”
      third_party 4.保护第三方合法权益
      internal_affairs 5.属于三类内部事务信息
      deliberative 6.属于四类过程性信息
      enforcement_file 7.属于行政执法案卷
      administrative_inquiry 8.属于行政查询事项
    unavailable （四）无法提供
      not_held 1.本机关不掌握相关政府信息
      not_yet_made 2.没有现成信息需要另行制作
      still_unclear 3.补正后申请内容仍不明确
    not_handled （五）不予处理
      petition 1.信访举报投诉类申请
      repeated 2.重复申请
      publication 3.要求提供公开出版物
      excessive 4.无正当理由大量反复申请
      reconfirmation 5.要求行政机关确认或重新出具已获取信息
    otherwise_closed （六）其他处理"""
OTHERWISE_CLOSED = """
      not_corrected 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
      fee_unpaid 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
      other 3.其他"""
REMAINDER = f"""
    total （七）总计
  carried_forward 四、结转下年度继续办理
disputes {", ".join(RESULTS)}, 总计
  reconsideration 行政复议
  litigation_direct 未经复议直接起诉
  litigation_after_reconsideration 复议后起诉"""
FORMS: dict[str, Form] = {}
FORMS["2019"] = read_form(f"""
article_20_1 本年新制作数量, 本年新公开数量, 对外公开总数量
  government_rules 规章
  normative_documents 规范性文件
article_20_5 上一年项目数量, 本年增/减, 处理决定数量
  licenses 行政许可
  other_services 其他对外管理服务事项
article_20_6 上一年项目数量, 本年增/减, 处理决定数量
  penalties 行政处罚
  coercive_measures 行政强制
article_20_8 上一年项目数量, 本年增/减
  administrative_fees 行政事业性收费
article_20_9 采购项目数量, 采购总金额
  centralized_procurement 政府集中采购
{REQUESTS.lstrip()}{REMAINDER}
""")
FORMS["2021"] = read_form(f"""
article_20_1 本年制发件数, 本年废止件数, 现行有效件数
  government_rules 规章
  normative_documents 行政规范性文件
article_20_5 本年处理决定数量
  licenses 行政许可
article_20_6 本年处理决定数量
  penalties 行政处罚
  coercive_measures 行政强制
article_20_8 本年收费金额（单位：万元）
  administrative_fees 行政事业性收费
{REQUESTS.lstrip()}{OTHERWISE_CLOSED}{REMAINDER}
""")
STATISTICS = (
    "主动公开文件数", "其中：1、政府网站公开数", "2、政府公报公开数", "3、政务微博、微信公开数",
    "受理政府信息依申请公开总数", "其中：1、当面申请数", "2、网上申请数", "3、信函、传真申请数",
    "对申请的答复总数", "其中：1、同意公开答复数", "2、同意部分公开答复数", "3、不予公开答复数", "4、其他类型答复数",
    "接受行政诉讼、举报数", "行政复议数", "行政诉讼数",
)  # fmt: skip
"""The rows of 统计表; the last three count 件, the others 条, and those with a number in their label are indented."""
FORMS["legacy"] = {f"statistics.{label}": "件" if label in STATISTICS[-3:] else "条" for label in STATISTICS}


def form_of(year: int) -> str:
    """The form that a year's report uses."""
    return "legacy" if year < 2019 else "2019" if year < 2021 else "2021"


def rows_of(form: str, table: str = "") -> list[str]:
    """The full keys of the rows that hold figures, of one table or of all, in the form's order."""
    keys = [key for key in FORMS[form] if "." in key and key.startswith(table)]
    return [key for key in keys if not any(other.startswith(f"{key}.") for other in keys)]


# --- figures ----------------------------------------------------------------------------------------------------

OUTCOMES = {
    "granted": 46, "granted_in_part": 14, "refused.state_secret": 1, "refused.other_law": 2,
    "refused.security_and_stability": 1, "refused.third_party": 3, "refused.internal_affairs": 3,
    "refused.deliberative": 3, "refused.enforcement_file": 2, "refused.administrative_inquiry": 2,
    "unavailable.not_held": 14, "unavailable.not_yet_made": 4, "unavailable.still_unclear": 2,
    "not_handled.petition": 5, "not_handled.repeated": 3, "not_handled.publication": 1, "not_handled.excessive": 1,
    "not_handled.reconfirmation": 1, "otherwise_closed.not_corrected": 3, "otherwise_closed.fee_unpaid": 1,
    "otherwise_closed.other": 4,
}  # fmt: skip
"""How often each outcome is drawn; what is typical of a body is drawn 12 times more."""
APPLICANT_WEIGHTS = (74, 9, 1, 2, 10, 4)
CHANNELS = dict(zip(STATISTICS[5:8], (3, 5, 2), strict=True))
REPLIES = dict(zip(("granted", "granted_in_part", "refused"), STATISTICS[9:12], strict=True))


@dataclass(frozen=True)
class Cell:
    """One figure as it is written; without an amount only its mark, `~` blank or `/` not applicable."""

    amount: Decimal | None
    note: str = ""
    unit: str = ""
    mark: str = "~"

    @property
    def written(self) -> str:
        """The cell as YAML."""
        if self.amount is None:
            return self.mark
        note = f"（{self.note}）" if self.note else ""
        return f'"{self.amount:f}{self.unit}{note}"' if self.unit or note else f"{self.amount:f}"


Cells = tuple[Cell, ...]
Figures = dict[str, Cells]


def numbers(*amounts: int | Decimal) -> Cells:
    """Return plain cells of these amounts."""
    return tuple(Cell(Decimal(amount)) for amount in amounts)


def with_total(counts: Sequence[int]) -> Cells:
    """Return the cells of a row that ends in its sum."""
    return numbers(*counts, sum(counts))


def value(cell: Cell) -> Decimal:
    """What a cell adds to a sum."""
    return cell.amount or Decimal(0)


def total(figures: Figures, key: str) -> int:
    """The last cell of a row, its 总计."""
    return int(value(figures[key][-1]))


def require(holds: bool, says: str) -> None:
    """Raise ValueError unless something holds."""
    if not holds:
        raise ValueError(says)


def dice(*seed: object) -> random.Random:
    """Return a source of chance that depends on nothing but `seed`."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def growth(year: int) -> float:
    """How much the public makes of its right in a year, as a share of what is usual."""
    return 0.25 + 0.07 * (year - FIRST_COUNTED)


def series(base: Decimal, first: int, *seed: object) -> dict[int, Decimal]:
    """Return an amount that begins at `base` and drifts from year to year, with as many decimals."""
    found = {first: base}
    for year in range(first + 1, LAST + 1):
        found[year] = (found[year - 1] * dice(*seed, year).randint(86, 118) / 100).quantize(base)
    return found


def documents_of(body: Body) -> dict[int, Figures]:
    """Return article 20 (1) by year: documents made and disclosed, from 2021 on those in force."""
    in_force, disclosed_total, found = body.documents, body.documents + 2, {}
    for year in range(2019, LAST + 1):
        draw = dice(body.folder, "documents", year)
        issued = draw.randint(0, 1 + body.documents // 7)
        disclosed = issued - (issued > 0 and draw.random() < 0.2)
        repealed = draw.randint(0, min(in_force, issued + 1))
        note = f"其中修订{draw.randint(1, issued // 2)}件" if issued >= 4 else ""
        disclosed_total += disclosed
        in_force += issued - repealed - LAPSED.get((body.folder, year), 0)
        others = (repealed, in_force) if form_of(year) == "2021" else (disclosed, disclosed_total)
        found[year] = {
            "article_20_1.government_rules": numbers(0, 0, 0),
            "article_20_1.normative_documents": (Cell(Decimal(issued), note), *numbers(*others)),
        }
    return found


def duties_of(body: Body) -> dict[int, Figures]:
    """Return article 20 (5) and (6) by year: decisions, in the 2019 format beside the items they belong to."""
    duties = {
        "article_20_5.licenses": body.licenses,
        "article_20_5.other_services": body.other_services,
        "article_20_6.penalties": body.penalties,
        "article_20_6.coercive_measures": body.coercive_measures,
    }
    found: dict[int, Figures] = {year: {} for year in range(2019, LAST + 1)}
    for key, (items, usual) in duties.items():
        changes = changes_of(items, body.folder, key)
        for year, decisions in series(Decimal(usual), 2019, body.folder, key).items():
            found[year][key] = (*changes.get(year, ()), *numbers(decisions))
    return found


def changes_of(items: int, *seed: object) -> dict[int, Cells]:
    """Return 上一年项目数量 and 本年增/减 of the two years that report them."""
    found = {}
    for year in (2019, 2020):
        change = max(-items, dice(*seed, "items", year).randint(-4, 3)) if items else 0
        found[year] = numbers(items, change)
        items += change
    return found


def money_of(body: Body) -> dict[int, Figures]:
    """Return article 20 (8) and (9) by year: charges in 万元, before 2021 their number and what was bought."""
    found: dict[int, Figures] = {
        year: {"article_20_8.administrative_fees": numbers(fees)}
        for year, fees in series(Decimal(body.fees), 2021, body.folder, "fees").items()
    }
    bought, spent = (series(Decimal(usual), 2019, body.folder, "procurement", usual) for usual in body.procurement)
    for year, items in changes_of(body.fee_items, body.folder, "fees").items():
        amount = Cell(spent[year], unit=body.unit if spent[year] else "")
        found[year] = {
            "article_20_8.administrative_fees": items,
            "article_20_9.centralized_procurement": (Cell(bought[year]), amount),
        }
    return found


def outcomes_of(body: Body, count: int, draw: random.Random) -> Iterator[str]:
    """Draw the outcomes of so many requests: the first is granted, at most every second one closed otherwise."""
    weights = [weight + 12 * (outcome == body.typical) for outcome, weight in OUTCOMES.items()]
    for number, outcome in enumerate(draw.choices(tuple(OUTCOMES), weights, k=count)):
        closed = outcome.startswith("otherwise_closed")
        yield "granted" if number == 0 or (closed and number % 2 == 0) else outcome


def requests_of(body: Body) -> dict[int, Figures]:
    """Return table 3 by year, request by request: a few of the new ones wait for next year, none longer."""
    found, waiting = {}, list[str]()
    for year in range(body.since, LAST + 1):
        draw = dice(body.folder, "requests", year)
        count = int(body.demand * growth(year) * draw.uniform(0.6, 1.4))
        new = draw.choices(APPLICANTS, APPLICANT_WEIGHTS, k=count)
        done_in_year = count - sum(draw.random() < 0.05 for _ in new)
        handled = waiting + new[:done_in_year]
        tally = Counter({("requests.received", who): new.count(who) for who in APPLICANTS})
        tally.update(("requests.brought_forward", who) for who in waiting)
        waiting = new[done_in_year:]
        tally.update(("requests.carried_forward", who) for who in waiting)
        for who, outcome in zip(handled, outcomes_of(body, len(handled), draw), strict=True):
            row = outcome.partition(".")[0] if form_of(year) == "2019" and "closed" in outcome else outcome
            tally.update([(f"requests.processed.{row}", who), ("requests.processed.total", who)])
        rows = rows_of("2019" if form_of(year) == "2019" else "2021", "requests.")
        found[year] = {key: with_total([tally[key, who] for who in APPLICANTS]) for key in rows}
    return found


def disputes_of(body: Body) -> dict[int, Figures]:
    """Return table 4 by year, case by case."""
    found, rows = {}, rows_of("2021", "disputes.")
    for year in range(body.since, LAST + 1):
        draw = dice(body.folder, "disputes", year)
        count = int(body.disputes * growth(year) * draw.uniform(0.2, 1.4) + draw.random() * (body.disputes > 0))
        groups = draw.choices(rows, (6, 3, 1), k=count)
        tally = Counter(zip(groups, draw.choices(RESULTS, (11, 3, 4, 3), k=count), strict=True))
        found[year] = {row: with_total([tally[row, result] for result in RESULTS]) for row in rows}
    return found


def statistics_of(body: Body, requests: dict[int, Figures], disputes: dict[int, Figures]) -> dict[int, Figures]:
    """Return 统计表 by year, this year's figures beside their running totals."""
    found, running = {}, Counter[str]()
    for year in range(body.since, 2019):
        draw = dice(body.folder, "statistics", year)
        counts = Counter[str]()
        counts["主动公开文件数"] = posts = int(body.posts * growth(year) * draw.uniform(0.85, 1.2))
        counts["其中：1、政府网站公开数"] = posts - draw.randint(0, posts // 12)
        counts["2、政府公报公开数"] = 0 if body.governs else draw.randint(posts // 30, posts // 12)
        counts["3、政务微博、微信公开数"] = posts * draw.randint(20, 55) // 100 if year >= 2013 else 0
        received = total(requests[year], "requests.received")
        counts["受理政府信息依申请公开总数"] = received
        counts.update(draw.choices(tuple(CHANNELS), tuple(CHANNELS.values()), k=received))
        for key in requests[year]:
            outcome = key.removeprefix("requests.processed.").partition(".")[0]
            if outcome == "total":
                counts["对申请的答复总数"] = total(requests[year], key)
            elif outcome != "requests":
                counts[REPLIES.get(outcome, "4、其他类型答复数")] += total(requests[year], key)
        reviews, *suits = (total(disputes[year], key) for key in disputes[year])
        counts.update({"行政复议数": reviews, "行政诉讼数": sum(suits), "接受行政诉讼、举报数": sum(suits)})
        running.update(counts)
        found[year] = {f"statistics.{label}": numbers(counts[label], running[label]) for label in STATISTICS}
    return found


def figures_of(body: Body) -> dict[int, Figures]:
    """Return everything a body reports, by year, each year on its form."""
    requests, disputes = requests_of(body), disputes_of(body)
    statistics = statistics_of(body, requests, disputes)
    parts = (documents_of(body), duties_of(body), money_of(body), requests, disputes, statistics)
    found = {}
    for year in range(max(body.since, FIRST), LAST + 1):
        known = {key: row for part in parts for key, row in part.get(year, {}).items()}
        found[year] = marked(body, {key: known[key] for key in rows_of(form_of(year))})
    return found


def marked(body: Body, figures: Figures) -> Figures:
    """Write the marks that this body prefers to zeros: in rows of its own, and with `terse` where nothing occurred."""
    filed = {key: blanks(row, mark) for key, mark in body.marks if (row := figures.get(key))}
    if body.terse and "requests.received" in figures:
        if total(figures, "requests.received") + total(figures, "requests.brought_forward") == 0:
            outcomes = (key for key in figures if key.startswith("requests.processed.") and not key.endswith(".total"))
            filed |= {key: blanks(figures[key]) for key in outcomes}
        unheard = (key for key in figures if key.startswith("disputes.") and total(figures, key) == 0)
        filed |= {key: (*blanks(figures[key][:-1]), figures[key][-1]) for key in unheard}
    return {key: filed.get(key, row) for key, row in figures.items()}


def blanks(cells: Cells, mark: str = "~") -> Cells:
    """Return as many cells that say nothing; what they replace must be zeros."""
    require(not any(cell.amount for cell in cells), "只有 0 可以写成空白或不适用")
    return tuple(Cell(None, mark=mark) for _ in cells)


def added(cells: Iterable[Cell]) -> Cell:
    """Return the sum of what several bodies report; money is summed in 元."""
    cells = tuple(cells)
    return Cell(sum((value(cell) for cell in cells), Decimal(0)), unit=next((c.unit for c in cells if c.unit), ""))


# --- reports, and what must add up in them ----------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """One year's report of one body."""

    body: Body
    year: int
    figures: Figures

    @property
    def name(self) -> str:
        """How people speak of it."""
        return f"{self.body.short}{self.year}年"

    @property
    def title(self) -> str:
        """Its official title."""
        return f"{self.name}政府信息公开工作年度报告"

    @property
    def form(self) -> str:
        """Its year's form."""
        return form_of(self.year)

    @property
    def path(self) -> str:
        """Its file within the content folder."""
        return f"{self.body.folder}/{self.year}.md".removeprefix("/")

    @property
    def published(self) -> date:
        """A working day before the deadline of its kind of body, the county's after all others."""
        start = date(self.year + 1, 2, 6) if self.body is COUNTY else date(self.year + 1, 1, 8)
        days = [start + timedelta(days) for days in range(14 if self.body is COUNTY else 21)]
        working = [day for day in days if day.weekday() < 5]
        return LATE.get((self.body.folder, self.year), dice(self.body.folder, "published", self.year).choice(working))

    def amounts(self, key: str) -> list[Decimal]:
        """The figures of a row, blanks as zero."""
        return [value(cell) for cell in self.figures[key]]

    def rows(self, table: str) -> list[str]:
        """The keys of a table's rows."""
        return rows_of(self.form, table)

    def has_items(self, key: str) -> bool:
        """Whether a row states 上一年项目数量 and 本年增/减, as articles 20 (5), (6) and (8) did in the 2019 format."""
        return self.form == "2019" and key.startswith(("article_20_5.", "article_20_6.", "article_20_8."))


Years = dict[int, Report]


def reports_of_county() -> dict[str, Years]:
    """Return every report by folder and year, the county's summary first."""
    below = {body.folder: {y: Report(body, y, f) for y, f in figures_of(body).items()} for body in BODIES}
    summary = {}
    for year in range(FIRST, LAST + 1):
        parts = [years[year].figures for years in below.values() if year in years]
        columns = {key: zip(*(part[key] for part in parts), strict=True) for key in parts[0]}
        summary[year] = Report(COUNTY, year, {key: tuple(map(added, cells)) for key, cells in columns.items()})
    return {"": summary, **below}


def verify(reports: dict[str, Years]) -> None:
    """Raise ValueError where anything does not add up: within a report, from year to year, or from below."""
    for folder, years in reports.items():
        for year, report in years.items():
            before = years.get(year - 1)
            if report.form == "legacy":
                verify_statistics(report, before)
            else:
                verify_rows(report)
                verify_requests(report)
            if before and before.form != "legacy":
                verify_chain(report, before)
            if folder == "":
                verify_summary(report, [of[year] for below, of in reports.items() if below and year in of])


def verify_rows(report: Report) -> None:
    """T3.3, T4, T2.1 and T2.2: rows end in their sums; what cannot be negative is not; disclosed ≤ total."""
    for key in report.figures:
        row = report.amounts(key)
        if key.startswith(("requests.", "disputes.")):
            require(sum(row[:-1]) == row[-1], f"{report.name}：{key} 总计不等于各项之和")
        at_least = [-row[0] if report.has_items(key) and column == 1 else 0 for column in range(len(row))]
        require(all(a >= b for a, b in zip(row, at_least, strict=True)), f"{report.name}：{key} 有负数")
        if report.form == "2019" and key.startswith("article_20_1."):
            require(row[1] <= row[2], f"{report.name}：{key} 新公开多于总数量")


def verify_requests(report: Report) -> None:
    """T3.1, T3.2 and T3.4: each column balances, outcomes add up, 其他处理 is at most half."""
    received, brought_forward, *outcomes, handled, carried_forward = map(report.amounts, report.rows("requests."))
    come = [sum(column) for column in zip(received, brought_forward, strict=True)]
    gone = [sum(column) for column in zip(handled, carried_forward, strict=True)]
    require(come == gone, f"{report.name}：表三第一、二项之和不等于第三、四项之和")
    require([sum(column) for column in zip(*outcomes, strict=True)] == handled, f"{report.name}：（七）总计")
    closed = sum(report.amounts(key)[-1] for key in report.rows("requests.processed.otherwise_closed"))
    require(2 * closed <= handled[-1] or report.form != "2019", f"{report.name}：（六）其他处理超过一半")


def verify_chain(report: Report, before: Report) -> None:
    """Y.1 to Y.4: what one year leaves is what the next begins with; only an explained break may stand."""
    brought, left = report.amounts("requests.brought_forward"), before.amounts("requests.carried_forward")
    require(brought == left, f"{report.name}：上年结转与上一年不符")
    for key in report.figures if report.form == before.form else ():
        now, then = report.amounts(key), before.amounts(key)
        if report.has_items(key):
            require(now[0] == then[0] + then[1], f"{report.name}：{key} 上一年项目数量与上一年不符")
        elif key.startswith("article_20_1."):
            more = now[1] if report.form == "2019" else now[0] - now[1]
            explained = (report.body.folder, report.year) in EXPLANATIONS and key.endswith("normative_documents")
            require((now[2] != then[2] + more) == explained, f"{report.name}：{key} 与上一年不符")


def verify_statistics(report: Report, before: Report | None) -> None:
    """统计表: parts add up to what they are parts of, and 历年累计 grows by this year's figure."""
    rows = list(map(report.amounts, report.figures))
    for column in (0, 1):
        received, replies = (sum(row[column] for row in part) for part in (rows[5:8], rows[9:13]))
        require((rows[4][column], rows[8][column]) == (received, replies), f"{report.name}：统计表分项之和")
        require(max(row[column] for row in rows[1:4]) <= rows[0][column], f"{report.name}：主动公开文件数")
    for now, key in zip(rows, report.figures, strict=True):
        require(not before or now[1] == before.amounts(key)[1] + now[0], f"{report.name}：{key} 历年累计")


def verify_summary(report: Report, below: list[Report]) -> None:
    """R.1: every cell of the county's report is the sum of the same cell below it."""
    for key in report.figures:
        sums = [sum(column) for column in zip(*(part.amounts(key) for part in below), strict=True)]
        require(report.amounts(key) == sums, f"{report.name}：{key} 不等于各机构之和")


# --- prose ------------------------------------------------------------------------------------------------------

THEMES = {
    2016: "落实全面推进政务公开的工作部署",
    2017: "结合政府网站集约化建设",
    2018: "配合机构改革调整公开职责和栏目",
    2019: "以新修订的《条例》施行为契机",
    2020: "统筹疫情防控和信息公开",
    2021: "对照年度报告新格式规范数据统计",
    2022: "紧扣稳经济、惠民生政策落地",
    2023: "结合行政规范性文件清理",
    2024: "持续推进基层政务公开标准化规范化",
    2025: "对照政务公开提质增效各项任务",
}
BASIS = {
    "legacy": "有关规定",
    "2019": "《国务院办公厅政府信息公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
    "2021": "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
}


def slots(text: str) -> dict[str, tuple[str, ...]]:
    """Return the sentences to choose from by slot: a line `# slot`, then a sentence a line."""
    parts = (part.splitlines() for part in text.strip().removeprefix("# ").split("\n# "))
    return {slot: tuple(sentences) for slot, *sentences in parts}


# Curly brackets take names and figures; ¶ begins a paragraph; a problem has a short name and a remedy beside it.
PROSE = slots("""
# preamble
根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和{basis}的要求，编制{title}。{period}
按照《中华人民共和国政府信息公开条例》（以下简称《条例》）和{basis}，现将{short}{year}年政府信息公开工作情况报告如下。{period}
本报告依据《中华人民共和国政府信息公开条例》（以下简称《条例》）以及{basis}编制，反映{short}{year}年度政府信息公开工作情况。{period}
# opening
{year}年，{we}{theme}，把政府信息公开作为联系群众、改进作风的重要抓手，各项工作平稳有序。
{we}高度重视政府信息公开，{theme}，明确分管负责人和经办人员，年初有计划、年中有检查、年底有总结。
一年来，{we}{theme}，坚持问题导向，补齐栏目短板，公开的及时性和可读性都有进步。
本年度，{we}{theme}，以群众看得到、听得懂、信得过为标准推进公开，较好地完成了既定任务。
围绕中心工作，{we}{theme}，把公开要求融入决策、执行、管理、服务和结果各个环节。
{theme}，{we}对全年公开任务逐项分解，责任落实到岗位，进度按月对账。
# proactive
围绕{topics}等群众关心的事项主动公开信息，内容变动的及时更新。
把{topics}列为主动公开重点，政策原文与通俗解读同步发布，方便群众看得懂、办得成。
坚持以公开为常态、不公开为例外，{topics}等信息经审核后一律上网。
按季度梳理{topics}信息，对更新迟缓的栏目逐一补充，公开目录更加完整。
依托专栏集中展示{topics}，涉及切身利益的内容还印成明白纸送到村（社区）。
对照标准目录逐条核对，重点补充{topics}方面的内容，清理过时信息。
# figures legacy
全年主动公开文件{主动公开文件数}条，其中通过政府网站公开{其中：1、政府网站公开数}条。
本年度共主动公开文件{主动公开文件数}条，政府网站仍是第一渠道，公开{其中：1、政府网站公开数}条。
经年终核对，全年主动公开文件{主动公开文件数}条，网站公开{其中：1、政府网站公开数}条。
# figures 2019
全年新公开规范性文件{本年新公开数量}件，对外公开总数{对外公开总数量}件。
规范性文件新制作{本年新制作数量}件、新公开{本年新公开数量}件。
作出行政许可决定{licenses}件、行政处罚决定{penalties}件。
# figures 2021
本年制发行政规范性文件{本年制发件数}件，废止{本年废止件数}件，现行有效{现行有效件数}件。
截至年底，现行有效的行政规范性文件{现行有效件数}件，其中本年制发{本年制发件数}件。
全年作出行政许可决定{licenses}件、行政处罚决定{penalties}件，依法应当公开的均已公示。
新制发行政规范性文件{本年制发件数}件；作出行政许可决定{licenses}件。
# requests legacy
全年受理政府信息依申请公开{受理政府信息依申请公开总数}件，答复{对申请的答复总数}件，其中同意公开{其中：1、同意公开答复数}件、同意部分公开{2、同意部分公开答复数}件。
共收到政府信息公开申请{受理政府信息依申请公开总数}件，本年度答复{对申请的答复总数}件，同意公开的{其中：1、同意公开答复数}件。
收到公民、法人和其他组织的申请{受理政府信息依申请公开总数}件，作出答复{对申请的答复总数}件，办理情况总体良好。
# requests
全年新收政府信息公开申请{received}件，上年结转{brought_forward}件，本年度办结{total}件，结转下年度继续办理{carried_forward}件。
共收到政府信息公开申请{received}件，另有上年结转{brought_forward}件；办结{total}件，其中予以公开{granted}件、部分公开{granted_in_part}件。
依申请公开方面，新收申请{received}件，连同上年结转的{brought_forward}件，共办结{total}件，{carried_forward}件结转下年度办理。
新收申请{received}件、结转申请{brought_forward}件，已办结{total}件；从结果看，予以公开{granted}件，部分公开{granted_in_part}件。
# no requests
本年度未收到政府信息公开申请，也没有上年结转的申请。
全年没有新收的政府信息公开申请，无结转事项。
群众多通过电话和窗口咨询，未收到书面政府信息公开申请。
# handling
对每件申请实行登记、审核、答复、归档闭环管理，答复文书统一编号。
疑难申请由承办人员、法制人员和法律顾问会商，必要时当面听取申请人意见。
答复前主动与申请人沟通，帮助其明确所需信息，减少因表述不清引起的往返。
修订了答复文书样式，写明事实、依据和救济途径，说理更加充分。
申请渠道保持畅通，窗口、信函和网络申请均有专人接收，临期提醒、到期督办。
# disputes
因政府信息公开引发行政复议{复议}件、行政诉讼{诉讼}件。
全年发生政府信息公开行政复议{复议}件、行政诉讼{诉讼}件，均依法应对。
# no disputes
未发生因政府信息公开引起的行政复议、行政诉讼。
没有因政府信息公开引发复议或者诉讼。
# management
制发公文时同步确定公开属性，不予公开的说明理由；发布前严格执行保密审查和内容审核。
对历史文件进行清查，标注有效、废止、失效状态，政策文件库随清理结果动态调整。
健全信息产生、审核、发布、归档全过程台账，做到来源可查、去向可追。
严把政治关、法律关、保密关和文字关，定期用检测工具排查错敏字词和个人信息泄露隐患。
公文公开属性认定表随文流转，起草、审核、签发各环节各负其责，源头管理更加扎实。
调整信息分类和索引规则，同一文件在不同栏目只保留一个版本，避免前后不一。
# platform
政府信息公开专栏统一按规范设置，{channel}同步推送重要信息，栏目维护落实到人。
升级站内检索功能，合并重复栏目，{channel}开设政策问答专题。
在办事大厅设立政务公开专区，配备查阅终端，并通过{channel}延伸服务。
坚持网站为主、{channel}为辅、公开栏补充，线上线下内容保持一致。
全面检查网站链接、附件和适老化功能，精简{channel}栏目，平台运行平稳。
# supervision
组织专题培训，结合典型案例讲解《条例》要求，对检查发现的问题建立清单逐项销号。
分管负责人定期听取汇报，按季通报公开情况，监督电话和意见箱保持畅通。
邀请代表、委员和群众参加政府开放日活动，当面听取意见，监督渠道进一步拓宽。
将公开情况纳入内部督查，对更新滞后的承办单位发出提醒，保障经费和人员到位。
完善主动公开、依申请公开、保密审查等制度，以制度保障工作连续稳定。
# accountability
工作考核结果在适当范围内通报，社会评议总体满意，全年未发生需要责任追究的情形。
把政府信息公开纳入年度工作考核；通过问卷开展社会评议；没有发生责任追究事项。
严格责任追究，本年度无因公开不当被追责的人员；社会评议意见已逐条反馈；工作考核按期完成。
年终开展工作考核和社会评议，对意见集中的栏目限期整改，未出现责任追究情况。
# problems
公开不够及时｜部分信息从形成到发布间隔较长，个别栏目更新不够及时｜明确信息形成后的公开时限，逐月通报更新情况
解读形式单一｜政策解读以文字为主，图解、问答偏少，群众不易看懂｜对惠民政策一律配发图解或问答，请起草人员出面讲解
队伍力量薄弱｜经办人员多为兼职，变动频繁，业务熟练程度不高｜建立岗位交接清单，分批开展以案说法培训
答复说理不足｜个别答复说理不充分，引用条款不够准确｜修订答复文书样式，重大疑难答复先经法制审核
过程信息偏少｜资金、项目类信息重结果轻过程，公开的深度有差距｜对照标准目录补充执行过程和实施效果信息
线下渠道不足｜偏远村组老年人获取信息仍靠口头询问，线下渠道存在短板｜用好公开栏、广播和查阅点，把信息送到群众身边
文件底数不清｜早年文件的公开属性和有效状态没有标全｜开展文件清查，把公开属性认定嵌入发文流程
互动回应不够｜留言回复偏于格式化，对同类问题归纳不够｜建立常见问题库，定期汇总热点并主动发布说明
新媒体运用不强｜新媒体原创内容少，与网站发布不同步｜统一编排发布计划，实现网站与新媒体同步更新
日常统计不细｜公开数据平时统计不细，年终集中核对压力大｜设立季度台账，由专人按季核对各项数据
# problems framed
工作虽有进步，但仍存在一些问题：一是{a}；二是{b}。¶下一步改进措施：一是{x}；二是{y}。{past}
### （一）存在的主要问题¶主要有两方面不足：{a}；{b}。¶### （二）改进情况¶{past}今后将{x}，并{y}。
{past}对照群众期盼，还有以下不足需要正视。¶（1）{a}。整改措施：{x}。¶（2）{b}。整改措施：{y}。
本年度检查中发现，{a}，同时{b}，这些问题影响了公开实效。{past}为此，计划{x}；同时{y}，力争取得实际改进。
# problems past
上年度报告指出的“{short}”问题，经过整改已有好转。
针对上年度提出的“{short}”，已完成集中整改。
上年度存在的“{short}”情况，本年度得到缓解。
# no fees
依据《政府信息公开信息处理费管理办法》，本年度未收取信息处理费。
本年度没有发出信息处理费收费通知，未收取信息处理费；无其他需要报告的事项。
信息处理费方面，全年未产生收费。其他方面没有需要报告的事项。
# fees unpaid
本年度有{fee_unpaid}件申请因申请人逾期未按收费通知要求缴纳费用而不再处理，实际未收取信息处理费。
# nothing else
本年度无其他需要报告的事项。
没有其他需要报告的事项。
除上述情况外，无需要另行报告的事项。
# summed up
本表由各部门、各乡镇（街道）上报数据汇总而成。
表中数据为全县各报告单位之和。
# no charges
本年度未就提供政府信息收取任何费用，没有减免事项。
依申请提供政府信息一律未收费，不涉及减免。
# appended
各项数据见政府信息公开情况统计表，历年累计自2008年起计算。
附政府信息公开情况统计表。历年累计含2008年以来各年数据。
""")


def turn(report: Report, slot: str) -> int:
    """Return which sentence of a slot is this year's: never last year's again, and each body has its own order."""
    count = len(PROSE[slot])
    return dice(report.body.folder, slot).sample(range(count), count)[report.year % count]


def say(report: Report, *choice: str, **more: str) -> str:
    """Return this year's sentence of each slot, one after the other, with names and figures filled in."""
    body, year = report.body, report.year
    names = {
        "title": report.title, "short": body.short, "year": str(year), "we": body.we, "channel": body.channel,
        "topics": "、".join(dice(body.folder, "topics", year).sample(body.topics, 3)), "theme": THEMES[year],
        "basis": BASIS[report.form], "period": f"本报告所列数据的统计期限自{year}年1月1日起至12月31日止。",
    }  # fmt: skip
    template = "".join(PROSE[slot][turn(report, slot)] for slot in choice)
    return template.format_map({**names, **quoted(report), **more}).replace("¶", "\n\n")


def quoted(report: Report) -> dict[str, Decimal]:
    """Return the figures that sentences may quote: of rows the last by key, of documents each by column."""
    if report.form == "legacy":
        found = {label: report.amounts(f"statistics.{label}")[0] for label in STATISTICS}
        return found | {"复议": found["行政复议数"], "诉讼": found["行政诉讼数"]}
    found = {key.rpartition(".")[2]: report.amounts(key)[-1] for key in report.figures}
    columns = FORMS[report.form]["article_20_1"].split(", ")
    found |= dict(zip(columns, report.amounts("article_20_1.normative_documents"), strict=True))
    suits = found["litigation_direct"] + found["litigation_after_reconsideration"]
    return found | {"复议": found["reconsideration"], "诉讼": suits}


def requests_said(report: Report) -> str:
    """Return what was asked for and how it was answered, as far as anything was."""
    figures, legacy = quoted(report), report.form == "legacy"
    come = ("受理政府信息依申请公开总数", "对申请的答复总数") if legacy else ("received", "brought_forward")
    if not any(figures[key] for key in come):
        return say(report, "no requests")
    return say(report, "requests legacy" if legacy else "requests", "handling")


def disputes_said(report: Report) -> str:
    """Return what was taken to review or to court."""
    figures = quoted(report)
    return say(report, "disputes" if figures["复议"] or figures["诉讼"] else "no disputes")


def problems_said(report: Report) -> str:
    """Return two problems, what is done about them, and what became of one of last year's."""
    listed = [problem.split("｜") for problem in PROSE["problems"]]
    order = dice(report.body.folder, "shortcomings").sample(listed, len(listed))
    now = 2 * report.year % len(order)
    (_, a, x), (_, b, y) = order[now : now + 2]
    first = report.year == max(FIRST, report.body.since)
    past = "" if first else say(report, "problems past", short=order[now - 1][0])
    return say(report, "problems framed", a=a, b=b, x=x, y=y, past=past)


def overview(report: Report) -> str:
    """Return section 1, its figures the tables' own."""
    parts = (
        ("（一）主动公开情况", say(report, "proactive", f"figures {report.form}")),
        ("（二）依申请公开情况", requests_said(report) + disputes_said(report)),
        ("（三）政府信息管理情况", say(report, "management")),
        ("（四）平台建设情况", say(report, "platform")),
        ("（五）监督保障情况", say(report, "supervision", *["accountability"] * report.body.governs)),
    )
    return "\n\n".join([say(report, "opening"), *(f"### {heading}\n\n{text}" for heading, text in parts)])


def chapters(report: Report) -> dict[str, str]:
    """Return the text of a report by heading."""
    if report.form == "legacy":
        return {
            "一、概述": say(report, "opening", "supervision"),
            "二、主动公开政府信息情况": say(report, "proactive", "figures legacy", "platform"),
            "三、依申请公开政府信息情况": requests_said(report),
            "四、收费及减免情况": say(report, "no charges"),
            "五、因政府信息公开申请行政复议、提起行政诉讼情况": disputes_said(report),
            "六、存在的主要问题和改进措施": problems_said(report),
            "七、说明与附表": say(report, "appended"),
        }
    fees = "fees unpaid" if quoted(report).get("fee_unpaid") else "no fees"
    return {
        "一、总体情况": overview(report),
        "二、主动公开政府信息情况": say(report, "summed up") if report.body is COUNTY else "",
        "三、收到和处理政府信息公开申请情况": "",
        "四、政府信息公开行政复议、行政诉讼情况": "",
        "五、存在的主要问题及改进情况": problems_said(report),
        "六、其他需要报告的事项": say(report, "nothing else" if report.form == "2019" else fees),
    }


# --- files ------------------------------------------------------------------------------------------------------

MARGIN = len("    litigation_after_reconsideration: ")


def width(text: str) -> int:
    """The columns of a terminal that a text fills."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def yaml_tables(report: Report) -> Iterator[str]:
    """Yield the lines of a form's tables: keys, cells and labels each in a column of their own."""
    written = {key: [cell.written for cell in cells] for key, cells in report.figures.items()}
    for key, label in FORMS[report.form].items():
        head = f"{'  ' * (key.count('.') + 1)}{key.rpartition('.')[2]}:".ljust(MARGIN)
        if key in written:
            beside = zip(*(written[row] for row in report.rows(key.partition(".")[0] + ".")), strict=True)
            widths = (max(map(width, column)) for column in beside)
            cells = (" " * (w - width(text)) + text for text, w in zip(written[key], widths, strict=True))
            head += f"[{', '.join(cells)}]   "
        yield f"{head}# {label}"


def yaml_statistics(report: Report) -> Iterator[str]:
    """Yield the lines of 统计表, whose rows are the author's own."""
    yield "  statistics:".ljust(MARGIN) + "# 层级, 指标名称, 计量单位, 本年度, 历年累计"
    for label in STATISTICS:
        level = int(any(character.isdigit() for character in label))
        cells = ", ".join(cell.written for cell in report.figures[f"statistics.{label}"])
        yield f"    - [{level}, {label}, {FORMS['legacy'][f'statistics.{label}']}, {cells}]"


def front_matter(report: Report) -> Iterator[str]:
    """Yield the lines above the text."""
    filed = (report.body.folder, report.year)
    yield f"title: {report.title}"
    yield f"year: {report.year}"
    yield f"published: {report.published}"
    if not report.body.folder:
        number = dice("document", report.year).randrange(3, 30)
        yield f"document_number: 示例政办函〔{report.year + 1}〕{number}号"
        yield f"index_number: SL0001/{report.year + 1}-{number:05}"
    if filed in REVISIONS:
        on, change = REVISIONS[filed]
        yield f"revisions:\n  - {{date: {on}, change: {change}}}"
    if filed in EXPLANATIONS:
        code, sentence = EXPLANATIONS[filed]
        yield f"explain:\n  {code}: {sentence}"
    yield "tables:"
    yield from yaml_statistics(report) if report.form == "legacy" else yaml_tables(report)


def report_file(report: Report) -> str:
    """Return the content file of a report."""
    on = report.published
    signed = f"{report.body.name}\n{on.year}年{on.month}月{on.day}日"
    preamble = say(report, "preamble")
    sections = (f"## {heading}\n\n{text}".rstrip() for heading, text in chapters(report).items())
    front = "\n".join(front_matter(report))
    return f"---\n{front}\n---\n\n" + "\n\n".join((preamble, *sections, signed)) + "\n"


def contact(body: Body) -> str:
    """Return where a body takes requests, as `body.yml` gives it."""
    short = body.name.removesuffix("人民政府").removesuffix("办事处")
    place = "政务服务中心" if body.kind == "department" else f"{short}便民服务中心"
    lines = (
        f"address: 示例县{place}政府信息公开窗口",
        "hours: 工作日 8:30—12:00、14:00—17:30",
        'telephone: "0000-0000000"',
        "reconsideration: 示例县人民政府",
    )
    return "contact:\n" + "".join(f"  {line}\n" for line in lines)


def county() -> dict[str, str]:
    """Return the whole content folder, text by path."""
    reports = reports_of_county()
    verify(reports)
    files = {"portal.yml": PORTAL, **PAGES}
    for order, body in enumerate(BODIES, start=1):
        files[f"{body.folder}/body.yml"] = f"name: {body.name}\nkind: {body.kind}\norder: {order}\n{contact(body)}"
    files |= {report.path: report_file(report) for years in reports.values() for report in years.values()}
    return dict(sorted(files.items()))


def write(files: dict[str, str], target: Path) -> None:
    """Bring `target` to exactly these files."""
    for path, text in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(text.encode())
    for found in sorted(target.rglob("*"), reverse=True):
        if found.is_dir() and not any(found.iterdir()):
            found.rmdir()
        elif not found.is_dir() and found.relative_to(target).as_posix() not in files:
            found.unlink()


PORTAL = """\
# 由 examples/make_county.py 生成；示例县及其机构、数据均为虚构。
name: 示例县政府信息公开
address: https://www.shili.example/
language: zh-CN
accent: "#9f1d20"
body:
  name: 示例县人民政府
  kind: county
  summary: true
  also: [示例县]
  contact:
    office: 示例县人民政府办公室
    address: 示例县人民路1号，邮编000000
    hours: 工作日 8:30—12:00、14:00—17:30
    telephone: "0000-0000000"
    fax: "0000-0000001"
    email: xxgk@shili.example
    reconsideration: 示例市人民政府
identifiers:
  site_code: "0000000000"
  icp: 示例ICP备00000000号
  police: 示例公网安备00000000000000号
footer:
  organizer: 示例县人民政府
  undertaker: 示例县人民政府办公室
  contact: 电话：0000-0000000
licence: 可以自由使用，请注明来源
downloads: [json, csv, xlsx, docx]
publish: [trends, comparisons, rows, search, feeds, datasets, qr]
"""
PAGES = {
    "pages/guide.md": """\
---
title: 政府信息公开指南
order: 1
---

为方便公众获取示例县政府信息，根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制本指南。

## 一、主动公开

县人民政府及其部门、乡镇人民政府、街道办事处按照《条例》第二十条、第二十一条主动公开信息，公开的途径有：

- 本网站“政府信息公开”栏目；
- 办事大厅的政务公开专区，各乡镇、街道的公开栏；
- 县档案馆、县图书馆的政府信息查阅点。

## 二、依申请公开

其他政府信息可以向制作或者保存该信息的机关申请，步骤见[依申请公开](./apply.md)，表格见[政府信息公开申请表](申请表.txt)。

## 三、工作机构和监督

政府信息公开工作机构是示例县人民政府办公室，电话：0000-0000000，工作日接待。
认为有关机关没有依法公开或者答复的，可以向该机构反映，也可以依法申请行政复议或者提起行政诉讼。
""",
    "pages/regulations.md": """\
---
title: 政府信息公开制度
order: 2
---

## 公开属性认定和保密审查

制发公文时同步认定主动公开、依申请公开或者不予公开；发布前由起草单位初审、保密机构复审、分管负责人审定。

## 动态管理

每年清理一次不予公开的政府信息，可以公开的及时公开；行政规范性文件标注有效、废止或者失效状态。

## 年度报告

各报告单位于每年1月31日前公布上一年度的年度报告，县政府办公室汇总后公布全县的年度报告。

## 考核、评议和责任追究

政府信息公开工作纳入年度考核，定期开展社会评议；违反规定的，依法追究责任。
""",
    "pages/apply.md": """\
---
title: 依申请公开
order: 3
---

1. 填写[政府信息公开申请表](申请表.txt)，写明所需信息的名称、文号或者便于查询的其他特征。
2. 当面提交，或者邮寄至制作该信息的机关；信封上请注明“政府信息公开申请”。
3. 能够当场答复的当场答复；不能当场答复的，自收到申请之日起20个工作日内答复。
4. 提供政府信息不收取费用；申请的数量、频次明显超过合理范围的，可以收取信息处理费。

其他途径见[政府信息公开指南](./guide.md)。
""",
    "pages/申请表.txt": """\
示例县政府信息公开申请表

申请人（公民填写姓名，法人或者其他组织填写名称）：
身份证明或者统一社会信用代码：
联系方式和通信地址：
所需信息的名称、文号或者其他特征描述：
提供信息的形式：□ 纸质　□ 电子
获取信息的方式：□ 当面领取　□ 邮寄　□ 电子邮件
申请人签名或者盖章：
申请日期：　　　　年　　月　　日
""",
}

if __name__ == "__main__":
    write(county(), TARGET)
