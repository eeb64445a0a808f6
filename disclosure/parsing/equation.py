"""The small language in which a form states its identities.

    received + brought_forward = processed.total + carried_forward
    in_force = previous in_force + issued - repealed
    processed.otherwise_closed <= 50% processed.total

`previous` takes the figure from the report of the year before; a percentage multiplies a figure.
"""

import re
from decimal import Decimal

from ..model.form import Term

_TERM = re.compile(r"\s*(?P<sign>[+-])?\s*(?:(?P<share>\d+)%\s*)?(?P<previous>previous\s+)?(?P<key>[a-z][a-z0-9_.]*)\s*")
_RELATION = re.compile(r"<=|=")


class EquationError(ValueError):
    """A rule that does not follow the grammar; its text says where."""


def parse_equation(rule: str) -> tuple[str, tuple[Term, ...], str]:
    """Return the relation (`=` or `<=`), the terms (those of the right side negated), and the key that `=` defines.

    The last is "" unless one figure of this year stands alone left of `=`. Raises EquationError for anything else.
    """
    sides = _RELATION.split(rule)
    if len(sides) != 2:
        raise EquationError(f"规则“{rule}”应有且只有一个 = 或 <=")
    left, right = (_terms(side, rule) for side in sides)
    relation = "<=" if "<=" in rule else "="
    negated = tuple(Term(term.key, -term.factor, term.previous) for term in right)
    defines = left[0].key if relation == "=" and len(left) == 1 and not left[0].previous else ""
    return relation, (*left, *negated), defines


def _terms(side: str, rule: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    position = 0
    while position < len(side.rstrip()) or not terms:
        match = _TERM.match(side, position)
        if not match or (terms and not match["sign"]):
            raise EquationError(f"规则“{rule}”在“{side[position:].strip()}”处看不懂")
        factor = Decimal(-1 if match["sign"] == "-" else 1) * (Decimal(match["share"]) / 100 if match["share"] else 1)
        terms.append(Term(match["key"], factor, bool(match["previous"])))
        position = match.end()
    return tuple(terms)
