"""The year of a report alone decides its form."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model.finding import Finding
from ..model.form import Format
from ..model.report import Source


def check_form_years(forms: Sequence[tuple[Source, Format]]) -> Iterator[Finding]:
    """Report a form that claims a year of another."""
    ordered = sorted(forms, key=lambda pair: pair[1].first_year)
    for (_, before), (source, form) in pairwise(ordered):
        if form.first_year <= before.last_year:
            yield Finding("format.invalid", f"与格式 {before.key} 的年份重叠", source.path, ("applies_to",))
