"""Two reports side by side: from what was worked out before comes what is worked out for the two alone."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from disclosure import fast
from disclosure.fast.comparison import encoded_figures
from disclosure.fast.encoded_cells import encode_cell
from disclosure.html.comparison_html import comparison_html
from disclosure.model.digest import fingerprint
from disclosure.model.form import Format
from disclosure.model.report import NOT_APPLICABLE, Cell
from disclosure.present.figures import Figures
from tests.support.forms import FORMS
from tests.support.reports import cells, report_of
from tests.support.theme import THEME

NEIGHBOURS = [(form, form) for form in FORMS if form.trends]
NEIGHBOURS += [(one, other) for one in FORMS for other in FORMS if one.trends and other.trends and one.key < other.key]
contents = st.lists(cells, min_size=1, max_size=3) | st.just([Cell()]) | st.just([NOT_APPLICABLE])


def figures_of(form: Format, year: int, left_out: int, filled: list[Cell]) -> Figures:
    """The figures of a report, one of its tables left out, the same few cells in all the others."""
    tables = report_of(form, left_out, filled, [], "甲", date(year + 1, 1, 2)).tables
    return Figures(year, form, tables, fingerprint(year, form, tables))


@given(st.sampled_from(NEIGHBOURS), st.integers(0, 9), contents, contents)
def test_line_by_line(forms: tuple[Format, Format], left_out: int, before: list[Cell], after: list[Cell]) -> None:
    """Lines, groups, shares, sums and what is left out are the same, whatever the cells say."""
    earlier, later = figures_of(forms[0], 2021, 9, before), figures_of(forms[1], 2022, left_out, after)
    assert fast.comparison(THEME, earlier, later) == comparison_html(THEME, earlier, later)


@given(st.sampled_from(FORMS), st.integers(0, 9), st.lists(cells, min_size=1, max_size=3))
def test_sums_of_words(form: Format, left_out: int, filled: list[Cell]) -> None:
    """A sum of words is the word of the sum, wherever the cells stand."""
    figures = figures_of(form, 2022, left_out, filled)
    sums = [places for places in form.cell_numbers.values() if len(places) > 1]
    assert [encoded_figures(figures).total_at(places) for places in sums] == [
        encode_cell(figures.total_at(places)) for places in sums
    ]
