"""A report in a few plain sentences, computed from its figures and from nothing else."""

from ..model.form import TrendGroup
from ..model.report import digits
from .figures import PARTLY, Figures
from .form_years import group_title

GROUPS = 3
"""The groups of comparable figures that a summary tells: what came in, what became of it, what was contested."""


def summary(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each group of figures with its title; none for a form that declares none."""
    return tuple(
        (group_title(group), sentence) for group in figures.form.trends[:GROUPS] if (sentence := _sentence(group, figures))
    )


def _sentence(group: TrendGroup, figures: Figures) -> str:
    """What is said of a group: its figures first, then its zeros together and its blanks together."""
    told: list[str] = []
    alike: dict[str, list[str]] = {"为0": [], "不适用": [], PARTLY: [], "未填报": []}
    for trend in group.trends:
        cell = figures.total(trend.cells)
        if cell is None:
            continue
        if cell.amount:
            told.append(f"{trend.label}{digits(cell.amount)}{trend.unit}")
        elif cell.amount is not None:
            alike["为0"].append(trend.label)
        else:
            alike["不适用" if cell.not_applicable else cell.note or "未填报"].append(trend.label)
    told += [f"{'、'.join(labels)}{'均' if len(labels) > 1 else ''}{state}" for state, labels in alike.items() if labels]
    return f"{'，'.join(told)}。" if told else ""
