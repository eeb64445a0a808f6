"""Accelerators switched on and off."""

from collections.abc import Callable
from functools import wraps
from os import environ
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PLAIN = "DISCLOSURE_PLAIN"
"""The environment variable that switches accelerators off: "1" for all, or names with commas between them."""


def switchable(function: Callable[P, R]) -> Callable[P, R | None]:
    """Let an accelerator return None while it is switched off, so that its caller takes the plain way."""
    name = function.__name__

    @wraps(function)
    def switched(*args: P.args, **kwargs: P.kwargs) -> R | None:
        off = environ.get(PLAIN)
        if off and (off == "1" or name in off.split(",")):
            return None
        return function(*args, **kwargs)

    return switched
