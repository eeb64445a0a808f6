"""A report in a few plain sentences."""

import pytest
from msgspec.structs import replace

from disclosure.model.form import SectionForm, TrendGroup
from disclosure.present.summary import summarize
from tests.support.small_form import ALL, FORM, OTHER, TABLE, figures


@pytest.mark.parametrize(
    ("cells", "sentences"),
    [
        pytest.param("8 2 4", ("总数8件，部分2件，合计6件。", "另数4次。"), id="figures"),
        pytest.param("8 0 0", ("总数8件，部分、合计均为0。", "另数为0。"), id="zeros-together-behind-the-figures"),
        pytest.param("0 2 4", ("部分2件，合计6件，总数为0。", "另数4次。"), id="one-zero"),
        pytest.param("~ 2 ~", ("部分2件，合计部分未填报，总数未填报。", "另数未填报。"), id="blanks"),
        pytest.param("/ ~ 0", ("总数不适用，合计部分未填报，部分未填报。", "另数为0。"), id="not-applicable-first"),
        pytest.param("~ ~ ~", ("总数、部分、合计均未填报。", "另数未填报。"), id="nothing-filled-in"),
        pytest.param("", (), id="no-table"),
    ],
)
def test_a_summary(cells: str, sentences: tuple[str, ...]) -> None:
    """A sentence for each group: its figures, then what is 0, not applicable or blank, each together."""
    assert summarize(figures(cells)) == tuple(zip(("组", "另组"), sentences, strict=False))


def test_a_figure_that_a_report_lacks() -> None:
    """A figure of a table that a report lacks is passed over, and those after it are told."""
    other = replace(TABLE, key="u")
    lacking = replace(OTHER, cells=("u.a.n",))
    form = replace(FORM, sections=(SectionForm("s", "一、", (other, TABLE)),), trends=(TrendGroup("组", (lacking, ALL)),))
    assert summarize(figures("1 2 3", form=replace(form, digest="two"))) == (("组", "总数1件。"),)


def test_a_summary_has_three_groups_at_most() -> None:
    """Of a form with more groups the first three are told."""
    form = replace(FORM, trends=tuple(TrendGroup(name, (OTHER if name == "丙" else ALL,)) for name in "甲乙丙丁"))
    assert summarize(figures("1 2 3", form=form)) == (("甲", "总数1件。"), ("乙", "总数1件。"), ("丙", "另数3次。"))
