"""No address and no id that was ever public is dead."""

import pytest

from tests.support.addresses import addresses_of, record, recorded


@pytest.mark.parametrize(("site", "name"), [("shipped", "content"), ("county", "county")])
def test_recorded_addresses_are_alive(site: str, name: str, request: pytest.FixtureRequest) -> None:
    """Each recorded file is there, and each recorded id stands on its page; `--snapshots` adds what is new."""
    now = addresses_of(request.getfixturevalue(site))
    if request.config.getoption("--snapshots"):
        record(name, now)
    before = recorded(name)
    assert before.files
    assert sorted(before.files - now.files) == []
    assert sorted(before.ids - now.ids) == []
