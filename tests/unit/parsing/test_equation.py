"""The little language of identities between figures."""

import pytest

from disclosure.parsing.equation import EquationError, parse_equation


@pytest.mark.parametrize("rule", ["a", "a = b = c", "a + = b", "a = 3", "a b = c", "= b", "a <="])
def test_equation_grammar(rule: str) -> None:
    """What does not follow the grammar of rules is refused."""
    with pytest.raises(EquationError):
        parse_equation(rule)
