"""How far the bodies of a portal are with the reports of a year."""

from datetime import date
from enum import Enum

from msgspec import Struct


class ReportState(Enum):
    """What has become of a body's report; `READY` waits to be made public, `CHANGED` is public as it was before."""

    MISSING = "missing"
    FAULTY = "faulty"
    DRAFT = "draft"
    SIGNED = "signed"
    READY = "ready"
    CHANGED = "changed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class BodyStatus(Struct, frozen=True):
    """A body and its report of a year; `findings` are codes with how often each was found, the gravest first.

    `due` is the last day, None where there is none for its kind; `days_late` counts up to the publication, else to the day of
    the question. `errors` is how many findings are errors. A report that `is_public` can be read, be it as it was before, as one
    with errors is that is held back.
    """

    folder: str
    name: str
    kind: str
    year: int
    state: ReportState
    due: date | None = None
    published: date | None = None
    days_late: int = 0
    errors: int = 0
    findings: tuple[tuple[str, int], ...] = ()
    is_public: bool = False
