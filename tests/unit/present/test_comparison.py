"""Which lines a comparison of two forms has, and what it leaves out."""

import pytest

from disclosure.parsing.forms import parse_format
from disclosure.present.comparison import ComparisonBlock, ComparisonChapter, Remark, comparison_outline, left_out, union_outline
from tests.support.comparable_forms import EARLIER, LATER
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
    text = text.replace("out: [processed, carried_over]", "out: [processed, carried_forward]")
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


def written(block: ComparisonBlock) -> list[str]:
    """The lines of a block, indented, with what is told of each: a heading, a sum of what follows, what it is a share of."""
    found = []
    for line in block.lines:
        kind = "" if line.cells else " heading"
        kind += " subtotal" if line.subtotal else ""
        kind += f" of {line.of[1][0]}" if line.of else ""
        found.append(f"{'  ' * line.level}{line.label} {line.name}{line.unit and f' in {line.unit}'}{kind}")
        assert line.cells in (None, ((line.name,), (line.name,))) or block.name.startswith("indicators")
    return found


def test_rows_that_forms_group_otherwise() -> None:
    """Rows stand where the later form has them; what only the earlier one has comes after those of its group, or last."""
    chapters = {chapter.name: chapter for chapter in comparison_outline(EARLIER, LATER)}
    assert [(name, chapter.title) for name, chapter in chapters.items()] == [
        ("indicators", "主要数字"),
        ("fees", "一、收费"),
        ("cases", "二、办件与申诉"),
    ]
    total, *others, across = chapters["cases"].blocks
    assert [(block.name, block.caption, block.folded) for block in chapters["cases"].blocks] == [
        ("cases-total", "总计", False),
        ("cases-desk", "窗口", True),
        ("cases-web", "网上", True),
        ("cases-phone", "电话", True),
        ("cases", "办件与申诉", False),
    ]
    assert written(total) == [
        "收件 cases.received.total",
        "退件 cases.missing.total-group heading",
        "  材料不全 cases.missing.total",
        "  不属本机关 cases.foreign.total",
        "  重复 cases.repeated.total",
        "办结 cases.closed.total-group heading",
        "  准予 cases.closed.granted.total",
        "  合计 cases.closed.total.total",
        "  不准予 cases.closed.denied.total",
        "转办 cases.passed.total subtotal",
        "  同级 cases.passed.same.total",
        "  下级 cases.passed.lower.total",
        "其他 cases.withdrawn.total-group heading",
        "  撤回 cases.withdrawn.total",
        "并案 cases.joined.total subtotal",
        "  上级 cases.joined.upper.total",
    ]
    for block in others:
        column = block.name.removeprefix("cases-")
        assert [line.name for line in block.lines] == [
            line.name.replace(".total-group", f".{column}-group")
            if line.cells is None
            else f"{line.name.removesuffix('.total')}.{column}"
            for line in total.lines
        ]
    assert written(across) == [
        "复核—直接 appeals.direct-group heading",
        "  维持 appeals.direct.upheld",
        "其他 appeals.rest-group heading",
        "  维持 appeals.rest.upheld",
    ]
    assert [len({line.name for line in block.lines}) for block in chapters["cases"].blocks] == [16, 16, 16, 16, 4]


def test_followed_figures_and_blocks() -> None:
    """Figures that a compared block lists as shortly are left to it; shares say what they are of."""
    chapters = {chapter.name: chapter for chapter in comparison_outline(EARLIER, LATER)}
    (indicators,) = chapters["indicators"].blocks
    assert (indicators.name, indicators.caption) == ("indicators-all", "办件")
    assert written(indicators) == ["办件 all in 件", "办结 done in 件 of cases.received.total", "维持 upheld in 次"]
    assert [(whole.name, whole.label, whole.unit, whole.cells) for whole in indicators.wholes] == [
        ("all", "办结占同年办件", "件", (("cases.received.total",), ("cases.received.total",)))
    ]
    (fees,) = chapters["fees"].blocks
    assert written(fees) == ["收费 fees-group heading", "  甲费·件数 fees.a.n", "  乙费·件数 fees.b.n"]
    assert left_out(EARLIER, LATER) == ("“出借情况”", "第二部分“收费”的“罚没”")


def test_blocks_of_one_section() -> None:
    """Blocks of a section are one table, each under its title, with every cell."""
    (chapter,) = (chapter for chapter in comparison_outline(EARLIER, EARLIER) if chapter.name == "fees")
    (block,) = chapter.blocks
    assert (block.name, block.caption) == ("fees", "收费")
    assert written(block) == [
        "收费 fees-group heading",
        "  甲费·件数 fees.a.n",
        "  乙费·件数 fees.b.n",
        "罚没 fines-group heading",
        "  罚款·件数 fines.a.n",
        "  罚款·金额 fines.a.sum",
    ]


def test_chapters_of_several_forms_stand_where_the_newest_has_them() -> None:
    """A chapter that only an earlier form has comes after what it has before that, the first one before all others."""
    chapters, remarks = union_outline([(EARLIER, EARLIER), (EARLIER, LATER), (LATER, LATER)])
    assert [(chapter.name, chapter.forms) for chapter in chapters] == [
        ("indicators", ("late+late", "early+late")),
        ("indicators-1", ("early+early",)),
        ("start", ("early+early",)),
        ("fees", ("late+late", "early+late")),
        ("fees-1", ("early+early",)),
        ("end", ("early+early",)),
        ("cases", ("late+late",)),
        ("cases-1", ("early+late",)),
        ("cases-2", ("early+early",)),
    ]
    assert remarks == (Remark(("“出借情况”", "第二部分“收费”的“罚没”"), ("early+late",)),)
