"""The findings about one file, collected while it is read."""

from ..model.finding import Finding, Span

CROWD = 50
"""So many wrong keys of one mapping are each told; more are something else that was put there, told once."""


class FindingCollector:
    """Takes findings one by one; `path` is the file that all of them are about."""

    def __init__(self, path: str, findings: tuple[Finding, ...] = ()) -> None:
        self.path, self._findings = path, list(findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was collected so far."""
        return tuple(self._findings)

    def add(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Add a finding at a place of the file."""
        self._findings.append(Finding(code, message, self.path, span=span, hint=hint))
