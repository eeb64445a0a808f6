"""Signatures: those that a change made void, of roles that nobody asked for, and reports that wait for one."""

from collections.abc import Iterable, Iterator

from ..model.finding import Finding
from ..model.portal import FiledReport, Portal, ReportEntry


def check_review(filing: FiledReport) -> Iterator[Finding]:
    """A signature holds while the report is what was signed, and is of a role that `review` in `portal.yml` names."""
    report = filing.report
    for number, one in enumerate(report.review):
        if one.role not in filing.roles:
            roles = "、".join(filing.roles)
            message = f"portal.yml 没有要求“{one.role}”签署"
            hint = (
                f"应为：{roles}；写成其中之一，例如 role: {filing.roles[0]}"
                if roles
                else f"在 portal.yml 写上 review: [{one.role}]"
            )
            yield Finding("review.role", message, report.path, ("review", number, "role"), hint=hint)
        elif not one.holds:
            message = f"{one.role}{one.name} {one.date} 签署以后，报告改动过，签署不再算数"
            yield Finding(
                "review.void", message, report.path, ("review", number, "name"), hint=_sign(report.path, one.role, one.name)
            )


def check_unsigned(portal: Portal) -> Iterator[Finding]:
    """Say who has still to sign: reports of the newest year, those that somebody has signed, and public ones that changed."""
    newest = max((entry.year for entry in portal.entries), default=0)
    for entry in portal.entries if portal.settings.review else ():
        is_corrected = any(not one.registered for one in entry.amendments)
        if entry.missing_roles and not entry.draft and (entry.signed or is_corrected or entry.year == newest):
            message = f"等待签署：{'、'.join(entry.missing_roles)}"
            hint = _sign(entry.path, entry.missing_roles[0], "姓名")
            yield Finding("review.waiting", message, entry.path, ("title",), hint=hint)


def check_signed(entries: Iterable[ReportEntry]) -> Iterator[Finding]:
    """Nothing becomes public before all have signed it; `entries` are the reports that would."""
    for entry in entries:
        message = f"还没有签署，不能公开：等{'、'.join(entry.missing_roles)}签署"
        hint = _sign(entry.path, entry.missing_roles[0], "姓名")
        yield Finding("review.unsigned", message, entry.path, ("title",), hint=hint)


def _sign(path: str, role: str, name: str) -> str:
    return f"看过以后签署：disclosure approve {path} --role {role} --name {name}"
