"""The clock of this machine. Only commands that say so look at it: what a build makes follows from the content alone."""

from datetime import date


def today() -> date:
    """Return which day it is here."""
    return date.today()
