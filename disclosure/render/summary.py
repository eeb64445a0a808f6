"""A report in a few plain sentences, computed from its figures and from nothing else."""

from ..model.form import TrendGroup
from .figures import PARTLY, Figures, digits

GROUPS = 3
"""The groups of comparable figures that a summary tells: what came in, what became of it, what was contested."""


def summary(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each group of figures with its title; none for a form that declares none."""
    return tuple((group.title, sentence) for group in figures.form.trends[:GROUPS] if (sentence := _sentence(group, figures)))


def _sentence(group: TrendGroup, figures: Figures) -> str:
    """What is said of a group: its zeros together at the end, its blanks as blanks."""
    told: list[str] = []
    zeros: list[str] = []
    for trend in group.trends:
        cell = figures.total(trend.cells)
        if cell is None:
            continue
        if cell.amount is not None and not cell.amount:
            zeros.append(trend.label)
        elif cell.amount is not None:
            told.append(f"{trend.label}{digits(cell.amount)}{trend.unit}")
        else:
            told.append(f"{trend.label}{'不适用' if cell.not_applicable else cell.note if cell.note == PARTLY else '未填报'}")
    if zeros:
        told.append(f"{'、'.join(zeros)}{'均' if len(zeros) > 1 else ''}为0")
    return f"{'，'.join(told)}。" if told else ""
