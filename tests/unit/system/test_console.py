"""The ways findings are printed."""

from json import loads

from disclosure.model.finding import Finding, Span
from disclosure.system.console import FACES, FindingView


def test_github_face_escapes() -> None:
    """What a report says cannot end a workflow command or begin another; a code without a hint of its own has its kind's."""
    finding = Finding("markup.html", "含有\n::error::50%", "a:b,c.md", span=Span(3, 2))
    assert FACES["github"]([FindingView(finding, "note", "", "删去标签")]) == (
        "::notice file=a%3Ab%2Cc.md,line=3,col=2,title=markup.html::含有%0A::error::50%25（删去标签）"
    )


FINDING = FindingView(Finding("total.unequal", "应为 5", "content/甲/2020.md", span=Span(23, 53, 2)), "error", "", "改正")


def test_gitlab_face() -> None:
    """GitLab gets a list of its own form; two equal findings of one file have fingerprints of their own, which lines don't change."""
    moved = FindingView(Finding("total.unequal", "应为 5", "content/甲/2020.md", span=Span(24, 53, 2)), "error", "", "改正")
    first, second = loads(FACES["gitlab"]([FINDING, moved]))
    assert {key: value for key, value in first.items() if key != "fingerprint"} == {
        "description": "应为 5（改正）",
        "check_name": "total.unequal",
        "severity": "major",
        "location": {"path": "content/甲/2020.md", "lines": {"begin": 23}},
    }
    assert first["fingerprint"] != second["fingerprint"]
    assert loads(FACES["gitlab"]([moved]))[0]["fingerprint"] == first["fingerprint"]


def test_sarif_face() -> None:
    """A SARIF log has a rule for each code, and each finding with its region; file names are written as addresses."""
    run = loads(FACES["sarif"]([FINDING]))["runs"][0]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "total.unequal", "help": {"text": "改正"}, "defaultConfiguration": {"level": "error"}}
    ]
    assert run["results"] == [
        {
            "ruleId": "total.unequal",
            "level": "error",
            "message": {"text": "应为 5（改正）"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "content/%E7%94%B2/2020.md"},
                        "region": {"startLine": 23, "startColumn": 53, "endColumn": 55},
                    }
                }
            ],
        }
    ]
