"""Which lines a comparison of two forms has, and what it leaves out."""

import pytest

from disclosure.parsing.forms import parse_format
from disclosure.present.comparison import ComparisonChapter, comparison_outline, left_out, union_outline
from tests.support.forms import source
from tests.support.next_form import read_next_forms, texts_with_next_form

FORMS = read_next_forms()


def blocks(chapters: tuple[ComparisonChapter, ...]) -> dict[str, list[str]]:
    """The names of the blocks of each chapter, without those of one kind of applicant."""
    return {chapter.name: [block.name for block in chapter.blocks if not block.folded] for chapter in chapters}


def tables(chapters: tuple[ComparisonChapter, ...]) -> set[str]:
    """The tables whose cells stand in a chapter by its key, those of followed figures apart."""
    lines = [line for chapter in chapters if chapter.name != "indicators" for block in chapter.blocks for line in block.lines]
    return {address.partition(".")[0] for line in lines if line.cells for address in line.cells[1]}


OLD = {"article_20_1", "article_20_5", "article_20_6", "article_20_8"}
COMMON = {"requests", "disputes"}
INDICATORS = [f"indicators-{name}" for name in ("received", "granted", "reconsideration")]


@pytest.mark.parametrize(
    ("earlier", "later", "compared", "absent"),
    [
        pytest.param("2021", "2027", OLD | COMMON, ("第二部分“主动公开政府信息情况”的“政务公开渠道”",), id="new-table"),
        pytest.param("2027", "2021", OLD | COMMON, ("第二部分“主动公开政府信息情况”的“政务公开渠道”",), id="table-given-up"),
        pytest.param("2019", "2027", COMMON, ("第二部分“主动公开政府信息情况”",), id="no-table-of-a-section"),
        pytest.param("2027", "2027", OLD | COMMON | {"channels"}, (), id="one-form"),
    ],
)
def test_tables_are_compared_one_by_one(earlier: str, later: str, compared: set[str], absent: tuple[str, ...]) -> None:
    """Every table that two forms share is compared, whatever else its section has; what is left out is named."""
    outline = comparison_outline(FORMS[earlier], FORMS[later])
    assert (tables(outline), left_out(FORMS[earlier], FORMS[later])) == (compared, absent)
    assert blocks(outline)["indicators"] == INDICATORS


def test_a_renamed_row_is_called_as_the_later_form_calls_it() -> None:
    """A row that both forms have by one key is one line, in the words of the later report."""
    outline = comparison_outline(FORMS["2021"], FORMS["2027"])
    lines = {line.name: line for chapter in outline for block in chapter.blocks for line in block.lines}
    line = lines["requests.carried_forward.total"]
    assert (line.label, line.cells) == ("四、结转以后年度办理", ((line.name,), (line.name,)))


def test_a_figure_is_taken_from_where_each_form_has_it() -> None:
    """A figure that two forms declare under one key is one line, though its cells have other keys."""
    text = texts_with_next_form()["2027.yml"].replace("carried_forward", "carried_over")
    text = text.replace("{key: carried_over, label: 结转下年度,", "{key: carried_forward, label: 结转下年度,")
    later = parse_format(source("2027.yml", text.encode())).value
    assert later
    outline = comparison_outline(FORMS["2021"], later)
    lines = {line.name: line for chapter in outline for block in chapter.blocks for line in block.lines}
    assert lines["carried_forward"].cells == (("requests.carried_forward.total",), ("requests.carried_over.total",))
    assert lines["requests.carried_forward.total"].label == "四、结转下年度继续办理"
    assert lines["requests.carried_over.total"].label == "四、结转以后年度办理"


def test_outlines_of_all_pairs() -> None:
    """What pairs of forms have alike stands once, for all or with the names of the pairs; every pair has all it needs."""
    pairs = [("2019", "2019"), ("2019", "2021"), ("2021", "2021"), ("2021", "2027"), ("2027", "2027"), ("2019", "2027")]
    chapters, remarks = union_outline([(FORMS[one], FORMS[other]) for one, other in pairs])
    for one, other in pairs:
        here = f"{one}+{other}"
        found = [chapter for chapter in chapters if not chapter.forms or here in chapter.forms]
        expected = comparison_outline(FORMS[one], FORMS[other])
        assert [(chapter.title, chapter.blocks) for chapter in found] == [(c.title, c.blocks) for c in expected]
        said = [words for remark in remarks if here in remark.forms for words in remark.left_out]
        assert tuple(said) == left_out(FORMS[one], FORMS[other])
    assert len({chapter.name for chapter in chapters}) == len(chapters)
    assert [chapter.forms for chapter in chapters if chapter.name in ("indicators", "disputes")] == [(), ()]
