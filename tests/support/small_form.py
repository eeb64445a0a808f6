"""A made-up form of one table with three rows, and figures on it."""

from decimal import Decimal

from disclosure.model.form import Format, Heading, SectionForm, TableForm, Trend, TrendGroup
from disclosure.model.report import BLANK, NOT_APPLICABLE, Cell, Table
from disclosure.present.figures import Figures

TABLE = TableForm(
    "t", "表", tuple(Heading(label, key) for label, key in (("甲", "a"), ("乙", "b"), ("丙", "c"))), (Heading("数", "n"),)
)
ALL = Trend("all", "总数", "件", ("t.a.n",))
PART = Trend("part", "部分", "件", ("t.b.n",), of="all")
SUM = Trend("sum", "合计", "件", ("t.b.n", "t.c.n"), of="all")
OTHER = Trend("other", "另数", "次", ("t.c.n",))
FORM = Format(
    key="f",
    title="格式",
    issued_as="",
    first_year=2020,
    last_year=2030,
    sections=(SectionForm("first", "一、"), SectionForm("s", "二、", (TABLE,))),
    trends=(TrendGroup("组", (ALL, PART, SUM)), TrendGroup("另组", (OTHER,))),
    digest="f",
)


def cell(text: str) -> Cell:
    """The cell that is written like this."""
    return {"~": BLANK, "/": NOT_APPLICABLE}.get(text) or Cell(Decimal(text))


def figures(text: str, year: int = 2022, form: Format = FORM) -> Figures:
    """The figures of a report whose three cells are written like this; without any, it lacks the table."""
    rows = tuple((cell(one),) for one in text.split())
    return Figures(year, form, (Table("t", rows),) if rows else (), f"{year}/{text}")
