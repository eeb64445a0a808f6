"""Every accelerator stands beside a plain function, can be switched off, and is used."""

from collections.abc import Callable
from typing import Any

import pytest

from disclosure import fast
from disclosure.fast.pairs import PAIRS
from disclosure.fast.switch import PLAIN
from tests.support.portal import ROOT

NAMES = [quick.__name__ for _, quick in PAIRS]


def test_all_are_listed() -> None:
    """What `fast` offers are the accelerators of PAIRS, each once."""
    assert sorted(NAMES) == sorted(fast.__all__)


@pytest.mark.parametrize(("plain", "quick"), PAIRS, ids=NAMES)
@pytest.mark.parametrize("off", ["1", "{}", "other,{}"])
def test_switched_off(plain: Callable[..., Any], quick: Callable[..., Any], off: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An accelerator that is switched off, with all others or by its name, does nothing and returns None."""
    monkeypatch.setenv(PLAIN, off.format(quick.__name__))
    assert quick(...) is None


@pytest.mark.parametrize(("plain", "quick"), PAIRS, ids=NAMES)
def test_used_beside_the_plain_function(plain: Callable[..., Any], quick: Callable[..., Any]) -> None:
    """An accelerator is asked in one place of `outputs/` or `build/`, where what it stands for is at hand."""
    paths = [path for room in ("outputs", "build") for path in (ROOT / "disclosure" / room).glob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert sum(text.count(f"fast.{quick.__name__}(") for text in texts) == 1
    assert plain.__name__ != quick.__name__
