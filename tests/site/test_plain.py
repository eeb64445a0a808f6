"""A portal is the same without accelerators, byte for byte."""

from pathlib import Path

import pytest

from disclosure.fast.switch import PLAIN
from tests.support.portal import ROOT, run_build, tree


@pytest.mark.slow
@pytest.mark.parametrize(("site", "content"), [("shipped", "content"), ("county", "examples/county")])
def test_plain_site(
    site: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every file of a portal that publishes all there is has the bytes that the plain functions give it."""
    quick = tree(request.getfixturevalue(site))
    monkeypatch.setenv(PLAIN, "1")
    assert run_build(tmp_path, content=ROOT / content).published is not None
    plain = tree(tmp_path / "site")
    assert list(quick) == list(plain)
    assert [path for path, body in quick.items() if body != plain[path]] == []
