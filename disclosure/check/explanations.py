"""The filter after all checks: what authors explain is dropped, and an explanation that matches nothing is reported."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import FiledReport
from ..model.report import Explanation
from .codes import BY_CODE

JUDGED_LATER = ("personal.attachment", "text.copied")
"""Codes of findings that are not known yet when the reports of a body are judged; these ask for explanations themselves."""

_UNDECIDED = {"rollup.unequal": "rollup.uncertain"}
"""Codes of findings that a finding of another code may stand for, while what it is about is missing or held back."""


def apply_explanations(findings: tuple[Finding, ...], filings: tuple[FiledReport, ...]) -> tuple[Finding, ...]:
    """Return the findings that no explanation covers, and those that the explanations themselves deserve."""
    explained = {filing.report.path: filing.report.explanations for filing in filings if filing.report.explanations}
    if not explained:
        return findings
    kept = tuple(f for f in findings if not any(_covers(e, f) for e in explained.get(f.path, ())))
    about = (f for path, explanations in explained.items() for e in explanations for f in _failures(e, path, findings))
    return (*kept, *about)


def _covers(explanation: Explanation, finding: Finding) -> bool:
    return BY_CODE[finding.code].explainable and matches(explanation, finding)


def matches(explanation: Explanation, finding: Finding) -> bool:
    """Whether a sentence speaks of a finding: of its code, at its place or above it."""
    if explanation.code != finding.code:
        return False
    target = explanation.target
    return not target or finding.target == target or finding.target.startswith(f"{target}.")


def _failures(explanation: Explanation, path: str, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    key, code = explanation.key, BY_CODE.get(explanation.code)
    place = ("explain", key, "")
    if code is None:
        from difflib import get_close_matches

        near = get_close_matches(explanation.code, BY_CODE, n=1)
        hint = f"是不是“{near[0]}”？" if near else "disclosure explain 列出全部代码"
        yield Finding("explain.unmatched", f"没有“{explanation.code}”这个代码", path, place, hint=hint)
    elif not code.explainable:
        hint = f"删去 explain 中的 {key} 一行，改正所指的问题"
        if code.may_stand:
            hint += f"；以前印发的原文就是这样的，写 as_published: {{{key}: 原文如此}} 和 source: 原载的网址"
        yield Finding("explain.refused", f"“{code.title}”不能用说明代替改正", path, place, hint=hint)
    elif explanation.code in JUDGED_LATER or any(
        f.path == path and (_covers(explanation, f) or f.code == _UNDECIDED.get(explanation.code)) for f in findings
    ):
        return
    else:
        elsewhere = [f.target for f in findings if f.path == path and f.code == explanation.code and f.target]
        hint = f"写成 {explanation.code}@{elsewhere[0]}" if elsewhere else f"问题已经改正的，删去 {key} 一行"
        yield Finding("explain.unmatched", f"“{key}”没有对应的提示", path, place, hint=hint)
