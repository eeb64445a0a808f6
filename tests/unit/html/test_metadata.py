"""Linked data in a page."""

import json

import pytest

from disclosure.html.metadata import json_ld


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "a&lt;b&amp;", "行\u2028尾\u2029", '"\\'])
def test_json_ld_data_cannot_leave_its_element(text: str) -> None:
    """Whatever a title says, the block holds no character that HTML or a script would act on, and reads back the same."""
    block = json_ld([{"@type": "Report", "name": text}])
    assert set(block) & set("<>&\u2028\u2029") == set()
    assert json.loads(block)["@graph"] == [{"@type": "Report", "name": text}]
