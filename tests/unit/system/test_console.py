"""The ways findings are printed."""

from disclosure.model.finding import Finding, Span
from disclosure.system.console import FACES, FindingView


def test_github_face_escapes() -> None:
    """What a report says cannot end a workflow command or begin another; a code without a hint of its own has its kind's."""
    finding = Finding("markup.html", "含有\n::error::50%", "a:b,c.md", span=Span(3, 2))
    assert FACES["github"]([FindingView(finding, "note", "", "删去标签")]) == (
        "::notice file=a%3Ab%2Cc.md,line=3,col=2,title=markup.html::含有%0A::error::50%25（删去标签）"
    )
