"""The clock of this machine. Only commands that say so look at it: what a build makes follows from the content alone."""

from datetime import date, datetime


def today() -> date:
    """Return which day it is here."""
    return date.today()


def now() -> str:
    """Return the time here, to the second, with its distance from UTC: `2024-01-20T09:00:00+08:00`."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
