"""A figure that a text takes from the tables is published as if it had been typed."""

import re
from pathlib import Path

from tests.support.portal import Change, run_build, spoil, tree, write_base
from tests.support.search_program import asked


def published(folder: Path, figure: str) -> dict[str, str]:
    """The page, the data and the searched texts of a portal whose report states a figure in this way, but for its digest."""
    changes = (Change("2022.md", "新收依申请公开10件", f"新收依申请公开{figure}件"),)
    spoil(write_base(folder), changes)
    assert run_build(folder).stopped is False
    files = {path: data.decode() for path, data in tree(folder / "site").items() if path.endswith((".html", ".json", ".xml"))}
    return {path: _DIGEST.sub("", text) for path, text in files.items() if path not in _OF_SOURCES}


_DIGEST = re.compile(r"[0-9a-f]{4}(?:(?:<wbr>|\s)?[0-9a-f]{4}){3,15}")
_OF_SOURCES = ("manifest.json", "status.json", "register.jsonl", "search/index.json", "search/documents.json")


def test_a_bound_figure_is_published_as_a_typed_one(tmp_path: Path) -> None:
    """Every published text is the same, the page and what is searched among them with the figure of the table."""
    typed, bound = published(tmp_path / "typed", "10"), published(tmp_path / "bound", "{=requests.received.total}")
    assert {path for path in bound if bound[path] != typed.get(path)} == set()
    assert "新收依申请公开10件" in bound["2022.html"]
    (answer,) = asked(tmp_path / "bound" / "site" / "search", ["新收依申请公开10件"])
    assert answer["pages"] == ["2022.html"]
