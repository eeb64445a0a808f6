"""A report that was taken off the site leaves a page that says so; nothing counts or compares it, no address of it is dead."""

import json
from pathlib import Path

from tests.support.portal import Change, run_build, spoil, tree, write_base
from tests.support.publication import publish, said

REASON = "数据有误，正在重新核实。"


def withdraw(folder: Path, name: str, year: int = 0) -> None:
    """Withdraw a report of the sound portal; `year` is that of one whose name begins with a folder."""
    published = f"published: {(year or int(name[:4])) + 1}-01-20"
    head = f"{published}\nwithdrawn: {{date: 2023-05-10, reason: {REASON}}}"
    spoil(folder / "content", (Change(name, published, head),))


def test_a_withdrawn_report_leaves_a_page_that_says_so(tmp_path: Path) -> None:
    """Its addresses all stay; its figures are gone from the site, and its row in the index says since when."""
    write_base(tmp_path)
    spoil(tmp_path / "content", (Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]"),))
    assert run_build(tmp_path).findings == ()
    before = tree(tmp_path / "site")
    withdraw(tmp_path, "2021.md")
    outcome = run_build(tmp_path)
    assert (outcome.findings, outcome.drafts) == ((), 0)
    after = tree(tmp_path / "site")
    assert {path for path in before.keys() - after.keys() if not path.startswith(("assets/", "search/"))} == set()
    page = after["2021.html"].decode()
    assert all(words in page for words in (REASON, "2023-05-10", '<meta name="robots" content="noindex">'))
    assert "requests.received" not in page
    data = json.loads(after["2021.json"])
    assert (data["tables"], data["withdrawn"]) == ({}, {"date": "2023-05-10", "reason": REASON})
    assert after["2021.csv"].count(b"\r\n") == 1
    assert "已于 2023-05-10 撤下" in after["index.html"].decode()
    assert "2021.html" not in after["sitemap.xml"].decode()
    (told,) = [one for one in json.loads(after["feed.json"])["items"] if one["url"].endswith("/2021.html")]
    assert (told["tags"], told["content_text"]) == (["撤下"], REASON)
    assert told["date_published"].startswith("2023-05-10")
    assert all(line["year"] != 2021 for line in json.loads(after["reports.json"])["reports"])
    for pair in ("compare-2020-2021.html", "compare-2021-2022.html"):
        assert b'http-equiv="refresh" content="0; url=compare.html"' in after[pair]


def test_a_body_with_one_report_left_compares_nothing(tmp_path: Path) -> None:
    """Where too few reports are left, the pages of trends and comparisons lead to the body's reports; the figures are none."""
    write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    for name in ("2019.md", "2020.md", "2021.md"):
        withdraw(tmp_path, name)
    assert run_build(tmp_path).findings == ()
    after = tree(tmp_path / "site")
    assert {path for path in before.keys() - after.keys() if not path.startswith(("assets/", "search/"))} == set()
    assert after["trends.csv"].decode("utf-8-sig") == "机构,组,项目,键,计量单位\r\n"
    assert b'content="0; url=index.html"' in after["trends.html"]


def test_a_year_in_which_one_body_is_left(tmp_path: Path) -> None:
    """Where too few bodies are left of a year, what set them side by side leads to the body above; the figures are none."""
    content = write_base(tmp_path)
    for file in ("body.yml", "2022.md"):
        text = (
            (content / "office" / file)
            .read_text("utf-8")
            .replace("样例镇综合办公室", "样例镇财政所")
            .replace("order: 1", "order: 2")
        )
        spoil(content, (Change(f"finance/{file}", None, text),))
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    assert {"bodies-2022.html", "overview-2022.html"} <= before.keys()
    withdraw(tmp_path, "finance/2022.md", 2022)
    run_build(tmp_path)
    after = tree(tmp_path / "site")
    assert {path for path in before.keys() - after.keys() if not path.startswith(("assets/", "search/"))} == set()
    assert after["overview-2022.csv"].decode("utf-8-sig") == "机构,年度,项目,键,计量单位,数值,版本\r\n"
    for path in ("bodies-2022.html", "overview-2022.html"):
        assert b'content="0; url=index.html"' in after[path]


def test_published_again(tmp_path: Path) -> None:
    """Without the key the site is what it was before, byte for byte."""
    content = write_base(tmp_path)
    run_build(tmp_path)
    before, text = tree(tmp_path / "site"), (content / "2021.md").read_text(encoding="utf-8")
    withdraw(tmp_path, "2021.md")
    run_build(tmp_path)
    (content / "2021.md").write_text(text, encoding="utf-8")
    run_build(tmp_path)
    assert tree(tmp_path / "site") == before


def test_a_withdrawn_standing_page(tmp_path: Path) -> None:
    """It says since when and why at its address, and no column or list leads to it any more."""
    content = write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    spoil(content, (Change("pages/guide.md", "title:", f"withdrawn: {{date: 2023-05-10, reason: {REASON}}}\ntitle:"),))
    assert [one.code for one in run_build(tmp_path).findings if one.code != "file.unlinked"] == []
    after = tree(tmp_path / "site")
    page = after["pages/guide.html"].decode()
    assert all(words in page for words in (REASON, "本页已于", "2023-05-10", '<meta name="robots" content="noindex">'))
    assert b"pages/guide.html" in before["index.html"]
    assert not [
        path for path, data in after.items() if b"pages/guide.html" in data and path not in ("manifest.json", "pages/guide.html")
    ]


def test_an_attachment_of_a_withdrawn_report(tmp_path: Path) -> None:
    """A server leads its address on to the page that says so, which is nothing to be warned of; elsewhere linked it stays."""
    content = write_base(tmp_path)
    spoil(content, (Change("2021.md", "## 六、", "[附表](附表.txt)、[申请表](pages/form.txt)\n\n## 六、"),))
    (content / "附表.txt").write_text("附表", encoding="utf-8")
    publish(tmp_path)
    withdraw(tmp_path, "2021.md")
    assert said(tmp_path, "record.file-gone") == []
    (noted,) = said(tmp_path, "record.file-withdrawn")
    assert noted == (
        "附表.txt 附件“附表.txt”随报告撤下：服务器按 server-config 配置的，它的地址转到撤下的说明；别的服务器上打不开"
        " = 用 disclosure server-config 配置服务器；做不到的，在 withdrawn 的 reason 里写明附件也撤下了"
    )
    publish(tmp_path)
    assert said(tmp_path, "record.file-withdrawn") == []
    redirects = json.loads((tmp_path / "site" / "redirects.json").read_text("utf-8"))
    assert redirects["redirects"] == [{"from": "附表.txt", "to": "2021.html"}]
    assert (tmp_path / "site" / "pages" / "form.txt").exists()
    assert said(tmp_path, "record.file-gone") == []
