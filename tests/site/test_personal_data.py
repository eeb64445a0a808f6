"""Numbers of persons are in no published file, unless their author says why they may be."""

from pathlib import Path

from tests.support.portal import Change as Edit
from tests.support.portal import run_build, spoil, tree, write_base

NUMBER = "13900001234"
IDENTITY = "110100190001010018"


def site_with(folder: Path, *edits: Edit) -> bytes:
    """The whole site of the sound portal with these edits, as one string of bytes."""
    spoil(write_base(folder), edits)
    assert run_build(folder).published is not None
    return b"".join(body for path, body in tree(folder / "site").items() if not path.endswith(".xlsx"))


EDITS = (
    Edit("portal.yml", "downloads: [json]\n", "downloads: [json, csv]\n"),
    Edit("2022.md", "没有发生责任追究。", f"没有发生责任追究。张某手机{NUMBER}，李某手机{NUMBER}，身份证{IDENTITY}。"),
    Edit("2022.md", '"3（其中修订1件）"', f'"3（张某{NUMBER}修订1件）"'),
    Edit(
        "2022.md",
        "published: 2023-01-20\n",
        f"published: 2023-01-20\nrevisions: [{{date: 2023-02-01, change: 删去{IDENTITY}}}]\n",
    ),
    Edit("pages/guide.md", "[申请表](form.txt)", f"[申请表](form.txt)（张某{NUMBER}）"),
)


def test_masked_everywhere(tmp_path: Path) -> None:
    """Pages, data, feeds, comparisons and the search index have the masked form, its stars whole, and nothing else."""
    site = site_with(tmp_path, *EDITS)
    assert NUMBER.encode() not in site and IDENTITY.encode() not in site
    page = (tmp_path / "site" / "2022.html").read_text(encoding="utf-8")
    assert "张某手机139****1234，李某手机139****1234，身份证11*************018。" in page


def test_contact_may_stand(tmp_path: Path) -> None:
    """A number that the footer gives as the contact is published wherever it stands."""
    site = site_with(tmp_path, *EDITS[:2], Edit("portal.yml", "电话：0000-0000000", f"手机：{NUMBER}"))
    assert NUMBER.encode() in site and IDENTITY.encode() not in site


def test_explained_stands(tmp_path: Path) -> None:
    """What a report and a page explain is published as it is."""
    reason = "explain: {personal.data: 值班手机，向社会公布}\n"
    edits = (Edit("2022.md", "published: 2023-01-20\n", f"published: 2023-01-20\n{reason}"), EDITS[1])
    page = (Edit("pages/guide.md", "title: 政府信息公开指南\n", f"title: 政府信息公开指南\n{reason}"), EDITS[4])
    site = site_with(tmp_path, *edits, *page)
    assert site.count(NUMBER.encode()) >= 3
