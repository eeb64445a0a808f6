"""A quick sum says that a body's figures add up only where every identity holds."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.check.evaluation import evaluated_equations
from disclosure.fast.sums import figures_add_up
from disclosure.model.portal import BodyReports
from disclosure.model.report import NOT_APPLICABLE, UNREAD, Cell
from tests.support.forms import BY_KEY
from tests.unit.check.test_identities import BODY, COLUMNS, REQUESTS, changed, counts, entries, filing, filled

cells = st.one_of(st.integers(0, 30).map(lambda n: Cell(Decimal(n))), st.sampled_from([Cell(), NOT_APPLICABLE, UNREAD]))


@settings(max_examples=300)
@given(entries, counts, st.data())
def test_figures_that_add_up_have_no_failed_equation(
    entered: dict[str, list[int]], carried: list[int], data: st.DataObject
) -> None:
    """Whatever is in the cells, no equation fails where the quick sum says that all hold."""
    before, after = (filled(REQUESTS, entered, carried) for _ in range(2))
    for _ in range(data.draw(st.integers(0, 4))):
        row, column = data.draw(st.sampled_from(REQUESTS.row_keys)), data.draw(st.sampled_from(REQUESTS.column_keys))
        cell = data.draw(cells)
        if data.draw(st.booleans()):
            before = changed(before, REQUESTS, row, column, lambda _, cell=cell: cell)  # type: ignore[misc]
        else:
            after = changed(after, REQUESTS, row, column, lambda _, cell=cell: cell)  # type: ignore[misc]
    last_year = filing(before, 2019)
    body_reports = BodyReports(BODY, (filing(after, 2020, last_year), last_year), tuple(BY_KEY.values()))
    verdicts = {one.verdict for report in body_reports.filings for one in evaluated_equations(report)}
    assert figures_add_up(body_reports) is None or verdicts == {"holds"}


def test_sound_figures_need_no_more() -> None:
    """Of two years that continue each other and add up, nothing more is evaluated."""
    last_year = filing(filled(REQUESTS, {}, [0] * COLUMNS), 2019)
    body_reports = BodyReports(
        BODY, (filing(filled(REQUESTS, {}, [0] * COLUMNS), 2020, last_year), last_year), tuple(BY_KEY.values())
    )
    assert figures_add_up(body_reports) is True
