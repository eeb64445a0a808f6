"""`status.json`: how far every body is with its reports, for the public, as of the last act of publication."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..model.portal import Body, Portal, ReportEntry
from .addresses import page_path
from .awaited import AwaitedReport, awaited_reports, due_date, public_years
from .page_head import ROOT_KEY
from .report_data import indented_json


def render_status(portal: Portal, as_of: date | None) -> bytes:
    """Return the states of all reports, by body and year, the newest first; without a register nothing is said to be late.

    `state` is one of `published`, `corrected`, `withdrawn`, `held` (a new report with errors, which waits), `awaited` and, after
    the last day, `missing`; `says` puts it in words. A body that is `held` shows what was public before.
    """
    years = public_years(portal)
    bodies = [
        {
            "key": body.folder or ROOT_KEY,
            "name": body.name,
            "kind": body.kind,
            "held": body.folder in portal.held,
            "reports": sorted(_reports(portal, body, years, as_of), key=lambda one: -one["year"]),
        }
        for body in portal.bodies
    ]
    return indented_json({"as_of": as_of.isoformat() if as_of else None, "bodies": bodies})


def _reports(portal: Portal, body: Body, years: list[int], as_of: date | None) -> Iterator[dict[str, Any]]:
    """The states of a body's reports, those that it has first."""
    for entry in (*portal.entries_by_folder[body.folder], *portal.withdrawn_in(body.folder)):
        if not entry.draft:
            yield _about(entry, due_date(portal, body, entry.year))
    for report in awaited_reports(portal, body, years):
        yield _awaited(report, as_of)


def _awaited(report: AwaitedReport, as_of: date | None) -> dict[str, Any]:
    due = report.due
    if report.held:
        return {"year": report.year, "state": "held", "says": "正在核对，暂缓公布", "due": due, "days_late": 0}
    late = max((as_of - due).days, 0) if as_of and due else 0
    says = f"缺报，截至 {as_of} 已过期限 {late} 天" if late else "还没有公布"
    return {"year": report.year, "state": "missing" if late else "awaited", "says": says, "due": due, "days_late": late}


def _about(entry: ReportEntry, due: date | None) -> dict[str, Any]:
    state = "withdrawn" if entry.withdrawn else "corrected" if entry.revisions else "published"
    return {
        "year": entry.year,
        "state": state,
        "says": "，".join(_words(entry)),
        "due": due,
        "days_late": entry.days_late,
        "published": entry.published,
        "updated": entry.updated,
        "page": page_path(entry.name),
    }


def _words(entry: ReportEntry) -> Iterator[str]:
    yield f"{entry.published} 公布"
    if entry.days_late:
        yield f"迟 {entry.days_late} 天"
    if entry.withdrawn:
        yield f"{entry.withdrawn.date} 撤下：{entry.withdrawn.reason}"
    elif entry.revisions:
        yield f"更正 {len(entry.revisions)} 次，最近一次 {entry.updated}"
