"""Old addresses lead on: a moved body, report or page, and what a server is told of the old website."""

import json
from pathlib import Path

from disclosure.html.outline import outline
from tests.support.portal import Change, run_build, spoil, tree, write_base


def test_a_moved_body_takes_all_its_addresses_along(tmp_path: Path) -> None:
    """One key in `body.yml`: each page leads on from its old address, data and attachments are published there too."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]"),))
    spoil(content, (Change("office/2022.md", "## 六、", "[附表](附表.txt)\n\n## 六、"),))
    (content / "office" / "附表.txt").write_text("附表", encoding="utf-8")
    assert run_build(tmp_path).findings == ()
    before = tree(tmp_path / "site")
    (content / "office").rename(content / "general")
    spoil(content, (Change("general/body.yml", "order: 1", "order: 1\nmoved_from: office"),))
    assert run_build(tmp_path).findings == ()
    after = tree(tmp_path / "site")
    assert {path for path in before.keys() - after.keys() if not path.startswith(("assets/", "search/"))} == set()
    moved = after["office/2022.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../general/2022.html">' in moved
    assert '<link rel="canonical" href="https://www.sample.example/zwgk/general/2022.html">' in moved
    assert '<meta name="robots" content="noindex">' in moved
    assert outline(before["office/2022.html"]).ids <= outline(after["general/2022.html"]).ids
    for name in ("2022.json", "2022.xlsx", "附表.txt"):
        assert after[f"office/{name}"] == after[f"general/{name}"]
    assert b"office/2022" not in after["sitemap.xml"]
    ids = [{one["id"] for one in json.loads(site["feed.json"])["items"]} for site in (before, after)]
    assert ids[0] == ids[1], "readers of the feed see nothing twice"
    pairs = [(one["from"], one["to"]) for one in json.loads(after["redirects.json"])["redirects"]]
    assert ("office/index.html", "general/index.html") in pairs
    assert ("office/附表.txt", "general/附表.txt") in pairs
    assert run_build(tmp_path).published is not None
    assert tree(tmp_path / "site") == after


def test_addresses_of_all_kinds(tmp_path: Path) -> None:
    """Paths, files and full addresses of this portal become pages; queries and the old website are for servers alone."""
    content = write_base(tmp_path)
    old = "[archive/2020.md, https://www.sample.example/zwgk/a/2020.html, /zwgk/b/, /art/1.html?id=5, https://old.example.gov.cn/1.html]"
    spoil(content, (Change("2020.md", "published: 2021-01-20", f"published: 2021-01-20\nmoved_from: {old}"),))
    spoil(content, (Change("pages/guide.md", "title:", "moved_from: pages/zhinan.html\ntitle:"),))
    assert run_build(tmp_path).findings == ()
    site = tree(tmp_path / "site")
    for path, target in (
        ("archive/2020.html", "../2020.html"),
        ("a/2020.html", "../2020.html"),
        ("b/index.html", "../2020.html"),
        ("pages/zhinan.html", "guide.html"),
    ):
        assert f'content="0; url={target}"' in site[path].decode()
    assert site["archive/2020.json"] == site["2020.json"]
    pairs = [(one["from"], one["to"]) for one in json.loads(site["redirects.json"])["redirects"]]
    assert ("/art/1.html?id=5", "2020.html") in pairs
    assert ("https://old.example.gov.cn/1.html", "2020.html") in pairs


def test_without_moves_nothing_is_published_for_them(tmp_path: Path) -> None:
    """A portal in which nothing moved has no list of old addresses, and no script for them."""
    write_base(tmp_path)
    run_build(tmp_path)
    assert not [path for path in tree(tmp_path / "site") if "redirects" in path or "moved" in path]


def test_a_former_name_may_stand_in_reports_of_its_years(tmp_path: Path) -> None:
    """A report of those years may carry it, one of another year not; the body's page names it."""
    content = write_base(tmp_path)
    names = "former_names:\n  - name: 样例乡经济办公室\n    until: 2022"
    spoil(content, (Change("office/body.yml", "order: 1", f"order: 1\n{names}"),))
    text = (content / "office" / "2022.md").read_text(encoding="utf-8")
    (content / "office" / "2022.md").write_text(
        text.replace("title: 样例镇综合办公室", "title: 样例乡经济办公室"), encoding="utf-8"
    )
    assert run_build(tmp_path).findings == ()
    assert "曾用名：样例乡经济办公室（至2022年）" in (tmp_path / "site" / "office" / "index.html").read_text(encoding="utf-8")
    spoil(content, (Change("office/body.yml", "until: 2022", "until: 2021"),))
    assert [finding.code for finding in run_build(tmp_path).findings] == ["body.title"]
