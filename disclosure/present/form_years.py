"""Which years a form is for, in words."""

from collections.abc import Sequence

from ..model.form import OPEN_END, Format, TrendGroup


def years_in_words(first: int, last: int, unit: str = "年") -> str:
    """Return a span of years in words: `2019、2020年`, `2021—2026年`, or `2021年起` where no end is known."""
    if last == OPEN_END:
        return f"{first}{unit}起"
    years = "、".join(map(str, range(first, last + 1))) if last < first + 2 else f"{first}—{last}"
    return f"{years}{unit}"


def forms_in_words(forms: Sequence[Format]) -> str:
    """Return the keys of forms and their years, in order; what was before the first of the others comes last, as that."""
    ordered = sorted(forms, key=lambda form: form.first_year)
    first, others = ordered[0], ordered[1:]
    found = [f"{form.key}（{years_in_words(form.first_year, form.last_year)}）" for form in others or [first]]
    return "、".join([*found, f"{first.key}（此前）"] if others else found)


def group_title(group: TrendGroup) -> str:
    """Return the title of a group of figures, with the years in which forms have them unless all have."""
    if group.years is None:
        return group.title
    first, last = group.years
    return f"{group.title}（{years_in_words(first, last, '年度')}{'的' if last == OPEN_END else ''}格式）"
