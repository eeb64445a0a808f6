"""Any text is read as YAML, or refused with a finding."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.parsing.yaml import read_yaml


@given(st.text(max_size=200))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    """No text makes the reader raise; without a value there is a finding with a place."""
    parsed = read_yaml(text, "x.yml")
    assert parsed.value is not None or parsed.findings
    assert all(finding.span is not None for finding in parsed.findings)
