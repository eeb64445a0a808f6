"""Bytes that are no report are refused at once, whatever they are."""

import time

import pytest

from disclosure.model.report import Source
from disclosure.parsing.forms import parse_format
from disclosure.parsing.reports import parse_report
from disclosure.parsing.text import MAX_FILE_SIZE
from tests.support.forms import source_of
from tests.support.portal import ROOT

FORMS = tuple(
    form for key in ("2019", "2021", "legacy") if (form := parse_format(source_of(ROOT / "formats" / f"{key}.yml")).value)
)


def refused(data: bytes) -> tuple[list[str], float]:
    """The codes that a report of these bytes yields, and the seconds that took."""
    begun = time.perf_counter()
    parsed = parse_report(Source("2020.md", "2020.md", data, ""), FORMS)
    return [finding.code for finding in parsed.findings], time.perf_counter() - begun


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"---\ntitle: " + b"x" * (MAX_FILE_SIZE + 1) + b"\n---\n", "file.too-large", id="over-a-megabyte"),
        pytest.param(b"---\na: &a [x,x,x,x]\n" + b"b: [*a,*a,*a]\n" * 1000 + b"---\n", "yaml.feature", id="alias-bomb"),
        pytest.param(b"---\na: " + b"[" * 100 + b"]" * 100 + b"\n---\n", "yaml.depth", id="depth-100"),
        pytest.param(b"---\na: " + b"[" * 400_000 + b"\n---\n", "file.long-line", id="depth-400000"),
        pytest.param(b"---\na: !!python/object/apply:os.system [ls]\n---\n", "yaml.feature", id="python-object"),
        pytest.param("---\ntitle: 三岔河镇\n---\n".encode("gb18030"), "file.encoding", id="gbk"),
        pytest.param(b"---\ntitle: \xff\xfe\x00\x81\n---\n", "file.encoding", id="no-encoding-at-all"),
    ],
)
def test_hostile_bytes_are_refused_at_once(data: bytes, code: str) -> None:
    """What is too large, too deep or clever is refused with one finding, in far less time than it could cost."""
    codes, seconds = refused(data)
    assert codes == [code]
    assert seconds < 1
