"""Whether an equation holds, and what a blank in it leaves open."""

from decimal import Decimal

import pytest

from disclosure.check.evaluation import FigureKey, evaluated_equations
from disclosure.model.report import BLANK, NOT_APPLICABLE, UNREAD, Cell, Table
from tests.support.forms import BY_KEY
from tests.unit.check.filings import filed

FORM = BY_KEY["2021"].tables["requests"]
ROWS = ("received", "brought_forward", "processed.total", "carried_forward")


def cell(text: str) -> Cell:
    """The cell that is written like this, `!` what could not be read."""
    return {"~": BLANK, "/": NOT_APPLICABLE, "!": UNREAD}.get(text) or Cell(Decimal(text))


def verdict_of(figures: dict[str, str]) -> str | None:
    """What becomes of the balance of the first column, all other figures being 0; None where it is not evaluated."""
    rows = tuple((cell(figures.get(key, "0")), *[Cell(Decimal(0))] * 6) for key in FORM.row_keys)
    filing = filed("2021", tables=(Table("requests", rows),))
    found = (
        e for e in evaluated_equations(filing) if e.identity.code == "balance.unequal" and e.equation.holds_in == "natural_person"
    )
    return next((e.verdict for e in found), None)


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        pytest.param("3 1 4 0", "holds", id="both-sides-alike"),
        pytest.param("3 1 3 0", "unmet", id="left-too-large"),
        pytest.param("3 1 5 0", "unmet", id="right-too-large"),
        pytest.param("3 ~ 3 0", "holds", id="blank-that-is-not-needed"),
        pytest.param("3 ~ 4 0", "uncertain", id="left-could-rise"),
        pytest.param("3 ~ 2 0", "unmet", id="left-could-only-rise"),
        pytest.param("3 1 3 ~", "uncertain", id="right-could-rise"),
        pytest.param("3 1 5 ~", "unmet", id="right-could-only-rise"),
        pytest.param("~ 1 3 ~", "uncertain", id="both-could-rise"),
        pytest.param("~ ~ ~ ~", "holds", id="nothing-filled-in"),
        pytest.param("3 / 3 0", "holds", id="not-applicable-counts-as-nothing"),
        pytest.param("3 / 4 0", "unmet", id="not-applicable-stays-nothing"),
        pytest.param("3 ! 4 0", None, id="could-not-be-read"),
    ],
)
def test_a_balance(figures: str, verdict: str | None) -> None:
    """A balance holds, fails, or is open where a blank could make it hold; with what can't be read it is not asked."""
    assert verdict_of(dict(zip(ROWS, figures.split(), strict=True))) == verdict


def test_figures_changed_in_thought() -> None:
    """A failure whose figures are changed differs by so much more or less, each on its side of the equation."""
    rows = tuple(
        (cell({"received": "3", "processed.total": "5"}.get(key, "0")), *[Cell(Decimal(0))] * 6) for key in FORM.row_keys
    )
    filing = filed("2021", tables=(Table("requests", rows),))
    (found,) = (
        e for e in evaluated_equations(filing) if e.identity.code == "balance.unequal" and e.equation.holds_in == "natural_person"
    )
    one = Decimal(1)
    left, right = (next(term.figure for term in found.terms if term.factor == sign) for sign in (1, -1))
    changes: tuple[dict[FigureKey, Decimal], ...] = ({left: one}, {right: one}, {left: one, right: one}, {})
    assert [found.changed(by).difference - found.difference for by in changes] == [1, -1, 0, 0]
