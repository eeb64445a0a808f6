"""The little language of identities between figures."""

from decimal import Decimal

import pytest

from disclosure.model.form import Term
from disclosure.parsing.equation import EquationError, parse_equation


@pytest.mark.parametrize("rule", ["a", "a = b = c", "a + = b", "a = 3", "a b = c", "= b", "a <="])
def test_equation_grammar(rule: str) -> None:
    """What does not follow the grammar of rules is refused."""
    with pytest.raises(EquationError):
        parse_equation(rule)


def term(key: str, factor: str = "1", previous: bool = False) -> Term:
    """One summand."""
    return Term(key, Decimal(factor), previous)


@pytest.mark.parametrize(
    ("rule", "parsed"),
    [
        pytest.param("a = b", ("=", (term("a"), term("b", "-1")), "a"), id="one-defines"),
        pytest.param("a + b = c.d", ("=", (term("a"), term("b"), term("c.d", "-1")), ""), id="a-sum-defines-nothing"),
        pytest.param("a <= b", ("<=", (term("a"), term("b", "-1")), ""), id="a-bound-defines-nothing"),
        pytest.param("a <= 50% b", ("<=", (term("a"), term("b", "-0.5")), ""), id="a-share"),
        pytest.param("previous a = b", ("=", (term("a", previous=True), term("b", "-1")), ""), id="last-year-is-not-defined"),
        pytest.param(
            "a = previous a + b - 25% c",
            ("=", (term("a"), term("a", "-1", previous=True), term("b", "-1"), term("c", "0.25")), "a"),
            id="signs",
        ),
        pytest.param("- a = +b", ("=", (term("a", "-1"), term("b", "-1")), "a"), id="leading-signs"),
    ],
)
def test_what_a_rule_says(rule: str, parsed: tuple[str, tuple[Term, ...], str]) -> None:
    """A rule is its relation, its terms brought to one side, and the key that it defines."""
    assert parse_equation(rule) == parsed


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param("a = b = c", "规则“a = b = c”应有且只有一个 = 或 <=", id="two-relations"),
        pytest.param("a = b c", "规则“a = b c”在“c”处看不懂", id="no-sign-between"),
        pytest.param("a = ", "规则“a = ”在“”处看不懂", id="nothing-right"),
    ],
)
def test_where_a_rule_is_off_the_grammar(rule: str, message: str) -> None:
    """The message quotes the rule and where it can't be understood."""
    with pytest.raises(EquationError, match=f"^{message}$"):
        parse_equation(rule)
