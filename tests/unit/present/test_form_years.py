"""Which years a form is for, in words."""

import pytest

from disclosure.model.form import OPEN_END
from disclosure.parsing.forms import with_trend_years
from disclosure.present.form_years import forms_in_words, group_title, years_in_words
from tests.support.forms import FORMS
from tests.support.next_form import read_next_forms


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        pytest.param(2019, 2019, "2019年", id="one"),
        pytest.param(2019, 2020, "2019、2020年", id="two"),
        pytest.param(2019, 2021, "2019—2021年", id="three"),
        pytest.param(2021, 2026, "2021—2026年", id="many"),
        pytest.param(2027, OPEN_END, "2027年起", id="no-end"),
    ],
)
def test_years_in_words(first: int, last: int, words: str) -> None:
    """A span of years is said as people say it."""
    assert years_in_words(first, last) == words


def test_forms_in_words() -> None:
    """Every form is named with its years, whatever forms there are."""
    assert forms_in_words(FORMS) == "2019（2019、2020年）、2021（2021年起）、legacy（此前）"
    later = tuple(read_next_forms().values())
    assert forms_in_words(later) == "2019（2019、2020年）、2021（2021—2026年）、2027（2027年起）、legacy（此前）"
    assert forms_in_words(FORMS[:1]) == "2019（2019、2020年）"


def test_titles_of_groups() -> None:
    """A group of figures that not all forms declare is titled with the years of those that do."""
    titles = {form.key: [group_title(group) for group in form.trends] for form in with_trend_years(FORMS)}
    common = ["申请的收到和办结", "办理结果", "行政复议和行政诉讼"]
    assert titles == {
        "2019": [*common, "主动公开政府信息（2019、2020年度格式）"],
        "2021": [*common, "主动公开政府信息（2021年度起的格式）"],
        "legacy": [],
    }
    later = {
        form.key: group_title(form.trends[-1]) for form in with_trend_years(tuple(read_next_forms().values())) if form.trends
    }
    assert later == {
        "2019": "主动公开政府信息（2019、2020年度格式）",
        "2021": "主动公开政府信息（2021年度起的格式）",
        "2027": "主动公开政府信息（2021年度起的格式）",
    }
    (alone,) = with_trend_years(tuple(form for form in FORMS if form.key == "2021"))
    assert group_title(alone.trends[-1]) == "主动公开政府信息"
