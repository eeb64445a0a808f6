"""How far every body is, for the public: `status.json` and the index say the same, as of the last act."""

import re
from pathlib import Path
from typing import Any

from msgspec import json

from tests.support.portal import Change, run_build, spoil, tree, write_base
from tests.support.publication import publish


def states(folder: Path) -> dict[str, dict[int, tuple[str, str]]]:
    """The state of each report by body and year, and what is said of it."""
    said: dict[str, Any] = json.decode((folder / "site" / "status.json").read_bytes())
    return {body["key"]: {one["year"]: (one["state"], one["says"]) for one in body["reports"]} for body in said["bodies"]}


def in_the_index(folder: Path) -> list[str]:
    """What the portal's index tells of the reports that are not there, to those who hear the page."""
    return re.findall(r'<span class="unseen">(2.*?)</span></li>', (folder / "site" / "index.html").read_text("utf-8"))


def as_of(folder: Path) -> str | None:
    """The day on which it was so."""
    day: str | None = json.decode((folder / "site" / "status.json").read_bytes())["as_of"]
    return day


def test_what_became_of_every_report(tmp_path: Path) -> None:
    """Published, corrected, withdrawn; missing once an act comes after the last day; held while it has errors."""
    content = write_base(tmp_path)
    run_build(tmp_path)
    assert (as_of(tmp_path), states(tmp_path)["."][2022]) == (None, ("published", "2023-01-20 公布"))
    entry = 'revisions: [{date: 2023-06-20, change: "更正一句"}]'
    spoil(content, (Change("2022.md", "published: 2023-01-20", f"published: 2023-01-20\n{entry}"),))
    line = "withdrawn: {date: 2023-07-01, reason: 数据有误}"
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{line}"),))
    publish(tmp_path, "2024-01-10")
    assert states(tmp_path)["."][2022] == ("corrected", "2023-01-20 公布，更正 1 次，最近一次 2023-06-20")
    assert states(tmp_path)["."][2021] == ("withdrawn", "2022-01-20 公布，2023-07-01 撤下：数据有误")
    assert set(states(tmp_path)["office"]) == {2022}
    office = (content / "office" / "2022.md").read_text("utf-8").replace("2023", "2024").replace("2022", "2023")
    spoil(content, (Change("office/2023.md", None, office),))
    publish(tmp_path, "2024-03-02")
    assert as_of(tmp_path) == "2024-03-02"
    assert states(tmp_path)["."][2023] == ("missing", "缺报，截至 2024-03-02 已过期限 31 天")
    assert "2023年报告还没有公布，应在2024年1月31日前公布" in in_the_index(tmp_path)
    root = (content / "2022.md").read_text("utf-8").replace("2023", "2024").replace("2022", "2023").replace(entry, "")
    spoil(content, (Change("2023.md", None, root.replace("[10, 1, 0, 0, 0, 0, 11]", "[10, 1, 0, 0, 0, 0, 12]")),))
    publish(tmp_path, "2024-03-03", hold=True)
    assert states(tmp_path)["."][2023] == ("held", "正在核对，暂缓公布")
    assert "2023年报告正在核对，暂缓公布" in in_the_index(tmp_path)
    assert "正在核对、暂缓公布的：样例镇人民政府2023年报告。" in (tmp_path / "site" / "index.html").read_text("utf-8")
    before = tree(tmp_path / "site")
    run_build(tmp_path, hold=True)
    assert tree(tmp_path / "site") == before
