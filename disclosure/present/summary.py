"""A report in a few plain sentences, computed from its figures and from nothing else."""

from ..model.form import TrendGroup
from ..model.report import CellState, digits
from .figures import STATES_IN_WORDS, Figures
from .form_years import group_title

GROUPS = 3
"""The groups of comparable figures that a summary tells: what came in, what became of it, what was contested."""


_ZERO = "为0"
_STATES = (CellState.NOT_APPLICABLE, CellState.PARTLY_BLANK, CellState.BLANK)
_WITHOUT_FIGURES = (_ZERO, *(STATES_IN_WORDS[state] for state in _STATES))
"""What several figures can have in common, in the order in which a sentence says it."""


def summarize(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each group of figures with its title; none for a form that declares none."""
    return tuple(
        (group_title(group), sentence) for group in figures.form.trends[:GROUPS] if (sentence := _sentence(group, figures))
    )


def _sentence(group: TrendGroup, figures: Figures) -> str:
    """A sentence about a group: its figures first, then its zeros together and its blanks together."""
    phrases: list[str] = []
    alike: dict[str, list[str]] = {word: [] for word in _WITHOUT_FIGURES}
    for trend in group.trends:
        cell = figures.total(trend.cells)
        if cell is None:
            continue
        if cell.amount:
            phrases.append(f"{trend.label}{digits(cell.amount)}{trend.unit}")
        elif cell.amount is not None:
            alike[_ZERO].append(trend.label)
        else:
            alike[STATES_IN_WORDS[cell.state]].append(trend.label)
    phrases += [f"{'、'.join(labels)}{'均' if len(labels) > 1 else ''}{state}" for state, labels in alike.items() if labels]
    return f"{'，'.join(phrases)}。" if phrases else ""
