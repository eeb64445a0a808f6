"""The reference of the settings in the manual is what the program knows of them."""

import pytest

from tests.support.portal import ROOT
from tests.support.settings_reference import settings_reference


def test_the_reference_in_the_manual_is_current(request: pytest.FixtureRequest) -> None:
    """docs/settings.md is made from the described keys; `--snapshots` makes it anew."""
    file = ROOT / "docs" / "settings.md"
    if request.config.getoption("--snapshots"):
        file.write_text(settings_reference(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == settings_reference()
