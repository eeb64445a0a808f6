"""Where a body takes requests: on its own page, behind its reports, and below every page of a portal with one body."""

import re
from pathlib import Path
from shutil import rmtree

from tests.support.portal import run_build, write_base

CONTACT = """\
  contact:
    office: 样例镇党政办公室
    address: 样例镇人民路1号
    hours: 工作日 8:30—17:30
    telephone: "13900001234"
    form: pages/form.txt
    reconsideration: 样例县人民政府
"""


def built(folder: Path, alone: bool) -> Path:
    """The site of the base portal whose first body says where it takes requests, with no other body where it is `alone`."""
    content = write_base(folder)
    if alone:
        rmtree(content / "office")
    settings = content / "portal.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  kind: township\n", f"  kind: township\n{CONTACT}"), encoding="utf-8")
    assert run_build(folder, content=content).published is not None
    return folder / "site"


def facts(html: str) -> dict[str, str]:
    """What the section about requests says, by its terms."""
    section = html.partition('<section class="apply"')[2].partition("</section>")[0]
    return {term: re.sub("<[^>]+>", "", said) for term, said in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", section)}


def test_page_of_a_body_says_where_when_and_how_long(tmp_path: Path) -> None:
    """Office, address, hours, telephone, form; the time limits of the Regulation; whom to turn to against an answer."""
    site = built(tmp_path, alone=False)
    html = (site / "index.html").read_text(encoding="utf-8")
    told = facts(html)
    assert [told[term] for term in ("受理机构", "地址", "办公时间", "电话", "申请表")] == [
        "样例镇党政办公室", "样例镇人民路1号", "工作日 8:30—17:30", "13900001234", "下载（TXT）",
    ]  # fmt: skip
    assert "20个工作日内答复" in told["答复期限"]
    assert "向样例县人民政府申请行政复议" in told["不服答复"]
    assert 'href="pages/form.txt"' in html
    assert (site / "pages/form.txt").exists()
    assert 'class="apply"' not in (site / "office/index.html").read_text(encoding="utf-8")


def test_the_guide_ends_with_it(tmp_path: Path) -> None:
    """The guide of the body tells the same, from the same settings; the form's address is right from there."""
    html = (built(tmp_path, alone=True) / "pages/guide.html").read_text(encoding="utf-8")
    assert list(facts(html).items()) == [
        ("受理机构", "样例镇党政办公室"), ("地址", "样例镇人民路1号"), ("办公时间", "工作日 8:30—17:30"), ("电话", "13900001234"), ("申请表", "下载（TXT）"),
    ]  # fmt: skip
    assert '<a href="form.txt">下载（TXT）</a>' in html


def test_reports_lead_to_it_in_a_line(tmp_path: Path) -> None:
    """Behind a report of the body there is where to ask for more; the foot of a portal of several bodies names none of them."""
    html = (built(tmp_path, alone=False) / "2022.html").read_text(encoding="utf-8")
    line = re.sub("<[^>]+>", "", html.partition('<p class="apply" data-nosnippet>')[2].partition("</p>")[0])
    assert line == "还要别的信息，可以向样例镇人民政府申请公开：样例镇党政办公室，样例镇人民路1号，电话13900001234。"
    assert 'href="index.html#apply"' in html
    assert "地址：样例镇人民路1号" not in html


def test_portal_of_one_body_names_it_below_every_page(tmp_path: Path) -> None:
    """Address, hours and telephone stand in the foot where there is only one body."""
    foot = (built(tmp_path, alone=True) / "glossary.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert [words in foot for words in ("地址：样例镇人民路1号", "依申请公开：13900001234", "办公时间：工作日 8:30—17:30")] == [
        True
    ] * 3
