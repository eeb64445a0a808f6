"""The state of every body's report of a year: what a webmaster asks in January, when half of them are in."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from ..check.codes import BY_CODE, LEVELS
from ..model.body_status import BodyStatus, ReportState
from ..model.finding import Finding, Parsed, by_place
from ..model.form import Format, form_of_year
from ..model.portal import Body, ReportEntry, Settings
from ..system.atomic import NullWriter
from ..system.snapshot import snapshot_folder
from .body import build_bodies
from .context import Project, Runtime
from .load import load_content
from .locate_findings import with_spans
from .record import Record


def body_statuses(project: Project, runtime: Runtime, year: int, today: date) -> Parsed[tuple[BodyStatus, ...]]:
    """Return the bodies of a portal in their order, each with its report of a year; nothing is written.

    Bodies that owe no report of the year and have none are left out. There are none where settings, forms or templates can't
    be used, which findings then say, and none where no form is for the year.
    """
    loaded = load_content(project, runtime, snapshot_folder(project.content))
    content = loaded.value
    if content is None:
        return Parsed(None, loaded.findings)
    form = form_of_year(content.forms, year)
    if form is None:
        return Parsed(None)
    bodies = build_bodies(content, content.context(project, NullWriter()), runtime, lambda built: True)
    findings = by_place((*with_spans(loaded.findings, bodies.portal), *bodies.findings))
    entries = {entry.name: entry for entry in (*bodies.portal.entries, *bodies.portal.withdrawn)}
    paths = {source.name: source.path for source in content.reports}
    found = []
    for body in content.bodies:
        name = f"{body.folder}/{year}.md".lstrip("/")
        if not body.owes(year) and name not in paths:
            continue
        wrong = [finding for finding in findings if finding.path == paths.get(name)]
        state = _state(entries.get(name), name in paths, wrong, content.record)
        was_public = bool(content.record.register.versions(name))
        found.append(_status(body, year, form, content.settings, state, was_public, entries.get(name), wrong, today))
    return Parsed(tuple(found))


def _state(entry: ReportEntry | None, is_there: bool, wrong: Iterable[Finding], record: Record) -> ReportState:
    if not is_there:
        return ReportState.MISSING
    if entry is None or any(BY_CODE[one.code].level == "error" for one in wrong):
        return ReportState.FAULTY
    if entry.withdrawn:
        return ReportState.WITHDRAWN
    public = record.register.versions(entry.name)
    if record.register.acts and (not public or public[-1] != (entry.registered or entry.source)):
        if public:
            return ReportState.CHANGED
        is_signed = entry.signed and not entry.missing_roles
        return ReportState.DRAFT if entry.draft else ReportState.SIGNED if is_signed else ReportState.READY
    return ReportState.DRAFT if entry.draft else ReportState.CORRECTED if entry.revisions else ReportState.PUBLISHED


def _status(
    body: Body,
    year: int,
    form: Format,
    settings: Settings,
    state: ReportState,
    was_public: bool,
    entry: ReportEntry | None,
    wrong: Iterable[Finding],
    today: date,
) -> BodyStatus:
    due = settings.due(body, form, year)
    counted = Counter(finding.code for finding in wrong)
    codes = sorted(counted.items(), key=lambda one: (LEVELS.index(BY_CODE[one[0]].level), one[0]))
    is_public = state in _PUBLIC or (state is ReportState.FAULTY and was_public)
    late = (entry.days_late if entry else 0) if is_public else max((today - due).days, 0) if due else 0
    return BodyStatus(
        folder=body.folder,
        name=body.name,
        kind=body.kind,
        year=year,
        state=state,
        due=due,
        published=entry.published if entry and is_public else None,
        days_late=0 if state is ReportState.WITHDRAWN else late,
        errors=sum(number for code, number in codes if BY_CODE[code].level == "error"),
        findings=tuple(codes),
        is_public=is_public,
    )


_PUBLIC = (ReportState.CHANGED, ReportState.PUBLISHED, ReportState.CORRECTED)
