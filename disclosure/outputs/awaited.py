"""Reports that the public may expect and does not find yet."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..model.form import form_of_year
from ..model.portal import Body, Portal


class AwaitedReport(Struct, frozen=True):
    """A body's report of a year that is not public: its last day, None where no rule names one, and whether errors hold it."""

    year: int
    due: date | None
    held: bool


def public_years(portal: Portal) -> list[int]:
    """The years that any body of the portal has reported on, the newest first."""
    return sorted({entry.year for entry in (*portal.entries, *portal.withdrawn) if not entry.draft}, reverse=True)


def awaited_reports(portal: Portal, body: Body, years: list[int]) -> Iterator[AwaitedReport]:
    """What of `years` a body owes and has not published; it owes none before its first report, unless `begins` says so."""
    everything = (*portal.entries_by_folder[body.folder], *portal.withdrawn_in(body.folder))
    found = {entry.year for entry in everything if not entry.draft}
    for year in years:
        held = f"{body.folder}/{year}.md".lstrip("/") in portal.waiting
        begun = year >= (body.begins or min(found, default=year))
        if year not in found and body.owes(year) and (begun or held):
            yield AwaitedReport(year, due_date(portal, body, year), held)


def due_date(portal: Portal, body: Body, year: int) -> date | None:
    """The last day of a body's report of a year, None where neither its form nor the portal names one."""
    form = form_of_year(portal.forms, year)
    return portal.settings.due(body, form, year) if form else None
