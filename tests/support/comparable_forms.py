"""Two made-up forms with a table that groups its rows in every way there is, and what both follow."""

from disclosure.model.form import Format, Heading, SectionForm, TableForm, Trend, TrendGroup


def _group(label: str, *children: Heading, key: str = "") -> Heading:
    return Heading(label, key, children)


def _form(key: str, year: int, sections: tuple[SectionForm, ...], trends: tuple[TrendGroup, ...]) -> Format:
    return Format(key, "格式", "", year, year, sections=sections, trends=trends, digest=key)


TOTAL = Heading("合计", "total", sums=True)
COLUMNS = (_group("来源", Heading("窗口", "desk"), Heading("网上", "web")), Heading("总计", "total", sums=True))
OLD = TableForm(
    "cases",
    "办件",
    (
        Heading("接件", "received"),
        _group("退件", Heading("资料不全", "missing"), Heading("重复", "repeated")),
        _group("办结", TOTAL, Heading("不准予", "denied"), key="closed"),
        Heading("撤回", "withdrawn"),
        _group("并案", Heading("上级", "upper"), key="joined"),
        _group("另组", Heading("不属本机关", "foreign")),
    ),
    (*COLUMNS, Heading("电话", "phone")),
)
NEW = TableForm(
    "cases",
    "办件",
    (
        Heading("收件", "received"),
        _group("退件", Heading("材料不全", "missing"), Heading("不属本机关", "foreign")),
        _group("办结", Heading("准予", "granted"), TOTAL, key="closed"),
        _group("转办", Heading("同级", "same"), Heading("下级", "lower"), key="passed"),
        _group("其他", Heading("撤回", "withdrawn")),
    ),
    COLUMNS,
)
FEES = TableForm("fees", "收费", (Heading("甲费", "a"), Heading("乙费", "b")), (Heading("件数", "n"),), layout="stacked")
FINES = TableForm("fines", "罚没", (Heading("罚款", "a"),), (Heading("件数", "n"), Heading("金额", "sum")), layout="stacked")
LOANS = TableForm("loans", "出借", (Heading("借出", "a"),), (Heading("件数", "n"),))
APPEALS = TableForm(
    "appeals",
    "申诉",
    (_group("复核", Heading("直接", "direct")), Heading("其他", "rest")),
    (Heading("维持", "upheld"),),
    layout="across",
)

ALL = Trend("all", "办件", "件", ("cases.received.total",))
DONE = Trend("done", "办结", "件", ("cases.closed.total.total",), of="all")
TAKEN = Trend("taken", "收费", "件", ("fees.a.n", "fees.b.n"))
UPHELD = Trend("upheld", "维持", "次", ("appeals.rest.upheld",))

EARLIER = _form(
    "early",
    2020,
    (
        SectionForm("start", "出借情况", (LOANS,)),
        SectionForm("cases", "一、办件", (OLD,)),
        SectionForm("fees", "二、收费", (FEES, FINES)),
        SectionForm("end", "三、申诉", (APPEALS,)),
    ),
    (TrendGroup("办件", (ALL, DONE)), TrendGroup("其他", (TAKEN, UPHELD))),
)
LATER = _form(
    "late",
    2021,
    (SectionForm("fees", "一、收费", (FEES,)), SectionForm("cases", "二、办件与申诉", (APPEALS, NEW))),
    (TrendGroup("办件", (ALL, DONE, UPHELD)), TrendGroup("其他", (TAKEN,))),
)
