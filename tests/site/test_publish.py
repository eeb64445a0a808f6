"""What was published is remembered: the register, corrections in the open, and what nobody can change in silence."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

from msgspec import json

from disclosure.system.register_files import pending_act
from tests.support.command_line import command
from tests.support.portal import Change as Edit
from tests.support.portal import spoil, tree, write_base
from tests.support.publication import publish, said

ADDED = re.compile(r"下面加一行：(revisions: .*?)；不该改的")


def published(folder: Path) -> Path:
    """The sound portal in a folder, published; its content folder."""
    content = write_base(folder)
    spoil(content, (Edit("portal.yml", "downloads: [json]", "downloads: [json, csv]"),))
    run = command(folder, "publish", "--yes", "--who", "张三", "--reason", "首次公开")
    assert run.returncode == 0, run.stdout + run.stderr
    return content


def wrong_figure(content: Path) -> None:
    """Correct figures of the report of 2022 as its author would."""
    spoil(
        content,
        (
            Edit("2022.md", "[9, 1, 0, 0, 0, 0, 10]", "[8, 2, 0, 0, 0, 0, 10]"),
            Edit("2022.md", "[7, 1, 0, 0, 0, 0, 8]", "[6, 2, 0, 0, 0, 0, 8]"),
            Edit("2022.md", "[10, 1, 0, 0, 0, 0, 11]", "[9, 2, 0, 0, 0, 0, 11]"),
        ),
    )


def test_what_a_first_publication_says(tmp_path: Path) -> None:
    """It lists what becomes public, by body and years, asks, and does nothing when nobody answers."""
    write_base(tmp_path)
    refused = command(tmp_path, "publish")
    lines = [
        "没有问题",
        "将公开：",
        "  新发布  样例镇人民政府 2017—2022 年报告（6 份）",
        "  新发布  样例镇综合办公室 2022 年报告",
        "  新发布  页面“政府信息公开指南”（pages/guide.md）",
        "  新发布  附件 pages/form.txt",
        "  新发布  网站和机构的设置 office/body.yml、portal.yml",
    ]
    assert refused.stdout.splitlines()[: len(lines)] == lines
    assert "没有人回答，没有公开" in refused.stdout
    assert (refused.returncode, (tmp_path / "site").exists(), (tmp_path / "content" / "register").exists()) == (1, False, False)
    done = command(tmp_path, "publish", "--yes")
    assert done.returncode == 0
    assert done.stdout.splitlines()[len(lines) :][0].startswith("已公开：新发布 11 项，记入登记册 content/register；共 ")
    again = command(tmp_path, "publish")
    assert again.stdout.splitlines()[1].startswith("没有要公开的改动，登记册不变；")


def test_what_is_dated_in_the_future_is_not_published(tmp_path: Path) -> None:
    """Whoever publishes knows the day: `publish` stops at a date that has not come, and nothing is written."""
    content = write_base(tmp_path)
    spoil(content, (Edit("2022.md", "published: 2023-01-20", "published: 2099-01-20"),))
    run = command(tmp_path, "publish", "--yes")
    assert "content/2022.md:4:12: 错误: 发布日期 2099-01-20 还没有到，今天是 " in run.stdout
    assert (run.returncode, (tmp_path / "site").exists(), (content / "register").exists()) == (1, False, False)


def test_a_wrong_figure_is_corrected_with_what_the_program_prints(tmp_path: Path) -> None:
    """`check` says the line to add, `publish` shows old and new, and the page and its earlier version say so."""
    content = published(tmp_path)
    wrong_figure(content)
    checked = command(tmp_path, "check")
    assert checked.returncode == 1
    assert "这份报告已经公开，现在有 6 处改动，没有写明更正" in checked.stdout
    found = ADDED.search(checked.stdout)
    assert found
    spoil(content, (Edit("2022.md", "published: 2023-01-20", f"published: 2023-01-20\n{found[1]}"),))
    assert command(tmp_path, "build").stdout.endswith("；尚未发布 1 项，用 python3 " + f"{command_path()} publish 发布\n")
    before = tree(tmp_path / "site")
    done = command(tmp_path, "publish", "--yes")
    assert "  更正　  样例镇人民政府 2022 年报告\n" in done.stdout
    assert "          “一、本年新收政府信息公开申请数量”的“自然人”：9 → 8\n" in done.stdout
    after = tree(tmp_path / "site")
    assert {path for path in after if after[path] != before.get(path)} == {"manifest.json", "register.jsonl"}
    page = after["2022.html"].decode()
    assert "<li>“一、本年新收政府信息公开申请数量”的“自然人”：更正前 <del>9</del>，更正后 <ins>8</ins></li>" in page
    assert '<a href="2022.v1.html">更正前的版本</a>' in page
    earlier = after["2022.v1.html"].decode()
    assert '<meta name="robots" content="noindex">' in earlier
    assert "已被更正" in earlier
    assert 'href="2022.html"' in earlier
    assert b"2022.v1.html" not in after["sitemap.xml"]
    for path in ("trends.html", "compare-2021-2022.html"):
        assert '<a href="2022.html#revisions">2022年</a>的数更正过，这里是更正后的。' in after[path].decode()
    assert "更正过" not in after["compare-2020-2021.html"].decode()
    assert "（更正前 → 更正后：“一、本年新收政府信息公开申请数量”的“自然人”：9 → 8；" in after["feed.xml"].decode()
    assert json.decode(after["2022.json"])["version"] == 2
    assert [one["version"] for one in json.decode(after["reports.json"])["reports"] if "version" in one] == [2]
    lines = [line.split(",") for line in after["reports.csv"].decode().splitlines()[1:]]
    assert {line[-1] for line in lines if (line[14], line[1]) == (".", "2022")} == {"2"}
    assert {line[-1] for line in lines if (line[14], line[1]) != (".", "2022")} == {"1"}
    assert command(tmp_path, "build").stdout.endswith("个网页，与已发布的相同，未改动文件；网站在 site\n")


def command_path() -> str:
    """How the tests call the program."""
    from tests.support.portal import ROOT

    return str(ROOT / "build.py")


def test_the_first_date_never_changes(tmp_path: Path) -> None:
    """Another date of first publication is an error that says the one to write."""
    content = published(tmp_path)
    spoil(content, (Edit("2022.md", "published: 2023-01-20", "published: 2023-01-10"),))
    for name in ("check", "build", "publish"):
        run = command(tmp_path, name)
        assert run.returncode == 1
        assert "content/2022.md:4:12: 错误: 首次发布日期由 2023-01-20 改成了 2023-01-10" in run.stdout
        assert "改回 published: 2023-01-20" in run.stdout


def test_without_a_register_the_site_knows_the_first_date(tmp_path: Path) -> None:
    """Built once with one date of first publication and again with another, that is a warning at its line."""
    content = write_base(tmp_path)
    command(tmp_path, "build")
    spoil(content, (Edit("2022.md", "published: 2023-01-20", "published: 2023-01-25"),))
    code = "published.differs"
    said = f"content/2022.md:4:12: 警告: 网站里这份报告的首次发布日期是 2023-01-20，现在改成了 2023-01-25 [{code}]"
    assert said in command(tmp_path, "check").stdout
    assert said in command(tmp_path, "build").stdout


def test_a_body_moves_in_the_open(tmp_path: Path) -> None:
    """A renamed folder is one error with the line to write; then publishing moves it, and its versions go along."""
    content = published(tmp_path)
    (content / "office").rename(content / "bureau")
    checked = command(tmp_path, "check").stdout
    assert checked.count("[record.moved]") == 1
    assert "在 bureau/body.yml 里加一行：moved_from: [office]" in checked
    body = content / "bureau" / "body.yml"
    body.write_text(f"moved_from: [office]\n{body.read_text('utf-8')}", encoding="utf-8")
    spoil(content, (Edit("bureau/2022.md", "published: 2023-01-20", "published: 2023-01-21"),))
    assert "首次发布日期由 2023-01-20 改成了 2023-01-21" in command(tmp_path, "check").stdout
    spoil(content, (Edit("bureau/2022.md", "published: 2023-01-21", "published: 2023-01-20"),))
    done = command(tmp_path, "publish", "--yes").stdout
    assert "  移动　  样例镇综合办公室 2022 年报告（原来在 office）\n" in done
    assert command(tmp_path, "check").stdout == "没有问题\n"
    body.write_text(body.read_text("utf-8").replace("moved_from: [office]\n", ""), encoding="utf-8")
    assert "已经公开的“office/2022.md”移到了“bureau/2022.md”" in command(tmp_path, "check").stdout


def test_an_attachment_that_no_page_leads_to(tmp_path: Path) -> None:
    """An attachment that was public and is linked no more is a warning; publishing withdraws it, and then all is said."""
    content = published(tmp_path)
    spoil(content, (Edit("pages/guide.md", "，下载[申请表](form.txt)", ""),))
    checked = command(tmp_path, "check").stdout
    assert "已经公开的附件“pages/form.txt”没有网页链接到它了" in checked
    assert "[record.file-gone]" in checked  # "record.file-gone"
    done = command(tmp_path, "publish", "--yes", "--reason", "换了新表").stdout
    assert "  撤下　  附件 pages/form.txt\n" in done
    assert "record.file-gone" not in command(tmp_path, "check").stdout


def test_a_changed_theme_is_told_until_it_is_registered(tmp_path: Path) -> None:
    """Pages that differ though no source does are no error: the last line says so, with nothing to do as well."""
    published(tmp_path)
    footer = tmp_path / "theme" / "parts" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>样例镇</footer>\n", encoding="utf-8")
    told = f"；要公开的内容没有改动，网页有变（换了程序或模板，另印了 PDF，暂缓了有错误的，删去了以前的一版，或几个人的发布合到了一起），用 python3 {command_path()} publish 登记"
    for _ in range(2):
        built = command(tmp_path, "build")
        assert (built.returncode, built.stdout.splitlines()[-1].endswith(told)) == (0, True)
    assert command(tmp_path, "publish", "--yes").stdout.splitlines()[-1].startswith("要公开的内容没有改动，网页有变（")
    assert command(tmp_path, "build").stdout.endswith("；网站在 site\n")


def test_an_attachment_of_a_public_report_changes_in_the_open(tmp_path: Path) -> None:
    """Another content in a file that a report leads to is told as a changed text is; a page's file is edited as the page is."""
    content = write_base(tmp_path)
    spoil(content, (Edit("2021.md", "## 六、", "[附表](附表.txt)\n\n## 六、"),))
    (content / "附表.txt").write_text("附表一", encoding="utf-8")
    publish(tmp_path)
    (content / "附表.txt").write_text("附表二", encoding="utf-8")
    (content / "pages" / "form.txt").write_text("新的申请表", encoding="utf-8")
    (told,) = said(tmp_path, "record.changed")
    place, sentence = told.split(" ", 1)
    assert place.startswith("2021.md:")
    assert sentence.startswith("附件“附表.txt”随这份报告公开过，现在换成了别的内容，没有写明更正 = 在 published: 下面加一行：")
    assert f" {content}/附表.txt" in sentence
    entry = re.search(r"revisions: \[.*?\]", sentence)
    assert entry
    line = re.sub(r"\d{4}-\d\d-\d\d", "2023-06-02", entry[0])
    spoil(content, (Edit("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{line}"),))
    assert said(tmp_path, "record.changed") == []
    listed = publish(tmp_path, "2023-06-02").listed
    assert "更正说明：附件“附表.txt”换成了改正后的" in listed
    assert "  编辑　  附件 pages/form.txt、附表.txt" in listed
    assert said(tmp_path, "record.changed") == []
    (content / "附表.txt").write_text("附表三", encoding="utf-8")
    (again,) = said(tmp_path, "record.changed")
    assert "在 revisions: 里再加一条：" in again


def test_a_cut_register_is_seen_by_the_site(tmp_path: Path) -> None:
    """The site names the last act it was published with; a register without it is damaged."""
    content = published(tmp_path)
    for act in (content / "register" / "acts").iterdir():
        act.unlink()
    checked = command(tmp_path, "check")
    assert (checked.returncode, "[register.damaged]" in checked.stdout) == (1, True)


def test_what_a_newer_program_publishes_is_left_alone(tmp_path: Path) -> None:
    """An act of it stops every command, and one that it has not finished too: each says to update, and nothing is dropped."""
    content = published(tmp_path)
    data = json.format(json.encode({"n": 2, "place": "镇政府", "program": "9.0.0"}, order="sorted"), indent=1) + b"\n"
    pending = pending_act(content, tmp_path / "site")
    pending.write_bytes(data)
    before = tree(content)
    build = command(tmp_path, "build")
    assert build.returncode != 0
    assert "另一版程序做的；这里的程序较旧，先更新：" in build.stdout + build.stderr
    assert tree(content) == before
    pending.rename(content / "register" / "acts" / f"00002-{sha256(data).hexdigest()[:12]}.json")
    run = command(tmp_path, "publish", "--hold", "--yes")
    assert (run.returncode, "[register.newer]" in run.stdout, "先更新" in run.stdout) == (1, True, True)


def test_a_register_begins_with_what_is_public(tmp_path: Path) -> None:
    """The site folder says what is public: that is the first act; the rest waits for `publish`, and no address may be lost."""
    content = write_base(tmp_path)
    shutil.move(content / "office", tmp_path / "office")
    assert command(tmp_path, "build").returncode == 0
    shutil.move(tmp_path / "office", content / "office")
    (tmp_path / "site" / "notice.html").write_text("x", encoding="utf-8")
    lost = command(tmp_path, "publish", "--begin", "--yes")
    assert (lost.returncode, "现在公开的 notice.html，内容里没有" in lost.stdout) == (1, True)  # "record.not-made"
    (tmp_path / "site" / "notice.html").unlink()
    before = tree(tmp_path / "site")
    begun = command(tmp_path, "publish", "--begin", "--yes")
    assert begun.returncode == 0, begun.stdout + begun.stderr
    assert "已开始登记：现在公开的记作第一条，在 content/register；网站没有改动；尚未发布 2 项" in begun.stdout
    assert tree(tmp_path / "site") == before
    listed = begun.stdout[begun.stdout.index("已公开、开始登记：") :]
    assert "  已公开  样例镇人民政府 2017—2022 年报告（6 份）\n" in listed
    assert "新发布" not in listed
    assert command(tmp_path, "publish", "--begin", "--yes").returncode == 2
    assert "  新发布  样例镇综合办公室 2022 年报告\n" in command(tmp_path, "publish", "--yes").stdout


def test_a_register_begins_with_a_list_of_addresses(tmp_path: Path) -> None:
    """A list of full addresses will do as well; a file that is neither is refused."""
    write_base(tmp_path)
    (tmp_path / "list.txt").write_text(
        "# 已公开\nhttps://www.sample.example/zwgk/2022.html\nhttps://www.sample.example/zwgk/office/\n", encoding="utf-8"
    )
    assert command(tmp_path, "publish", "--begin", "nothing.txt").returncode == 2
    begun = command(tmp_path, "publish", "--begin", "list.txt", "--yes")
    assert "  已公开  样例镇人民政府 2022 年报告\n  已公开  网站和机构的设置 office/body.yml、portal.yml\n" in begun.stdout


def test_a_portal_without_a_register_is_as_ever(tmp_path: Path) -> None:
    """Building alone writes nothing into the content folder and tells of no register."""
    write_base(tmp_path)
    before = tree(tmp_path / "content")
    run = command(tmp_path, "build")
    assert "尚未发布" not in run.stdout
    assert tree(tmp_path / "content") == before
    site = tree(tmp_path / "site")
    assert "register.jsonl" not in site
    assert b'"head"' not in site["manifest.json"]


def test_what_has_errors_is_held_back(tmp_path: Path) -> None:
    """A body with an error stays as it was published, a new report with one waits, and the others go on; all is named."""
    content = published(tmp_path)
    before = tree(tmp_path / "site" / "office")
    spoil(
        content, (Edit("office/body.yml", "order: 1", "order: 1\nalso: [综合办]"), Edit("pages/guide.md", "order: 1", "order: 2"))
    )
    office = content / "office" / "2022.md"
    office.write_text(office.read_text("utf-8").replace("样例镇综合办公室2022年", "综合办2022年"), encoding="utf-8")
    new = (content / "2022.md").read_text("utf-8").replace("2022", "2023").replace("published: 2023", "published: 2024")
    (content / "2023.md").write_text(new, encoding="utf-8")
    assert command(tmp_path, "build").returncode == 1
    held = "；暂缓 2 项：样例镇综合办公室（保留已公开的内容）、样例镇人民政府 2023 年报告（还没有公开过，改好再公开）"
    built = command(tmp_path, "build", "--hold")
    assert (built.returncode, built.stdout.splitlines()[-1].endswith(held)) == (1, True)
    assert "content/office/2022.md:" in built.stdout
    assert tree(tmp_path / "site" / "office") == before
    assert not (tmp_path / "site" / "2023.html").exists()
    done = command(tmp_path, "publish", "--hold", "--yes")
    assert (done.returncode, done.stdout.splitlines()[-1].endswith(held)) == (1, True)
    assert "  编辑　  页面“政府信息公开指南”（pages/guide.md）\n  暂缓　  样例镇综合办公室（保留已公开的内容）\n" in done.stdout
    (content / "2023.md").unlink()
    office.write_text(office.read_text("utf-8").replace("综合办2022年", "样例镇综合办公室2022年"), encoding="utf-8")
    whole = command(tmp_path, "build", "--hold")
    assert (whole.returncode, "暂缓" in whole.stdout) == (0, False)


def test_what_a_held_body_leads_to_elsewhere_stays_too(tmp_path: Path) -> None:
    """A file of another body or of the portal that a held report leads to stays as it was published, and that is said."""
    content = write_base(tmp_path)
    spoil(content, (Edit("office/2022.md", "## 六、", "[附表](../annex/附表.txt)、[通知](../annex/通知.txt)\n\n## 六、"),))
    (content / "annex").mkdir()
    for name in ("annex/附表.txt", "annex/通知.txt"):
        (content / name).write_text("原来的", "utf-8")
    publish(tmp_path)
    before = tree(tmp_path / "site")
    (content / "annex" / "附表.txt").write_text("换了的", "utf-8")
    (content / "annex" / "通知.txt").unlink()
    spoil(content, (Edit("pages/guide.md", "order: 1", "order: 2"),))
    done = publish(tmp_path, "2023-06-02", hold=True)
    kept = [f"附件 {name}（暂缓的机构链接着它，保留已公开的一份）" for name in ("annex/通知.txt", "annex/附表.txt")]
    assert done.outcome.held == ("样例镇综合办公室（保留已公开的内容）", *kept)
    assert "附件 annex/附表.txt，" not in done.listed
    assert "  编辑　  页面“政府信息公开指南”（pages/guide.md）\n  暂缓" in done.listed
    after = tree(tmp_path / "site")
    assert [after[name] for name in ("annex/附表.txt", "annex/通知.txt")] == ["原来的".encode()] * 2
    assert after["office/2022.html"] == before["office/2022.html"]
    assert publish(tmp_path, "2023-06-03", hold=True).outcome.held == done.outcome.held
    entry = '[{date: 2023-06-04, change: "附件换成了改正后的"}]'
    published_on = "published: 2023-01-20"
    (content / "annex" / "通知.txt").write_text("原来的", "utf-8")
    spoil(content, (Edit("office/2022.md", published_on, f"{published_on}\nrevisions: {entry}"),))
    assert publish(tmp_path, "2023-06-04", hold=True).outcome.held == ()
    assert (tmp_path / "site" / "annex" / "附表.txt").read_text("utf-8") == "换了的"


def test_a_body_that_moves_with_an_error_stays_where_it_was(tmp_path: Path) -> None:
    """It is held in its public folder, and moves once the error is gone."""
    content = published(tmp_path)
    before = tree(tmp_path / "site" / "office")
    (content / "office").rename(content / "hall")
    spoil(content, (Edit("hall/body.yml", "order: 1", "order: 1\nmoved_from: [office]"),))
    report = content / "hall" / "2022.md"
    right = report.read_text("utf-8")
    report.write_text(right.replace("样例镇综合办公室2022年", "综合处2022年"), encoding="utf-8")
    spoil(content, (Edit("pages/guide.md", "order: 1", "order: 2"),))
    done = command(tmp_path, "publish", "--hold", "--yes")
    held = "；暂缓 1 项：样例镇综合办公室（保留已公开的内容）"
    assert (done.returncode, done.stdout.splitlines()[-1].endswith(held)) == (1, True)
    assert tree(tmp_path / "site" / "office") == before
    assert not (tmp_path / "site" / "hall").exists()
    report.write_text(right, encoding="utf-8")
    moved = command(tmp_path, "publish", "--hold", "--yes")
    assert (moved.returncode, "  移动　  样例镇综合办公室" in moved.stdout, "暂缓" in moved.stdout) == (0, True, False)
    assert (tmp_path / "site" / "hall" / "2022.html").exists()


def test_what_is_no_body_cannot_be_held(tmp_path: Path) -> None:
    """An error of the register stops everything, with --hold as well."""
    content = published(tmp_path)
    (content / "register" / "acts" / "note.txt").write_text("x", encoding="utf-8")
    run = command(tmp_path, "build", "--hold")
    assert (run.returncode, "登记册里有不认识的文件" in run.stdout, "暂缓" in run.stdout) == (1, True, False)


def test_a_register_begins_with_the_figures_that_are_public(tmp_path: Path) -> None:
    """A figure that is another in the site than in the content is an error that shows both; nothing is registered."""
    content = write_base(tmp_path)
    assert command(tmp_path, "build").returncode == 0
    wrong_figure(content)
    begun = command(tmp_path, "publish", "--begin", "--yes")
    assert (begun.returncode, (content / "register").exists()) == (1, False)
    assert (
        "网站上公开的（2022.json）和内容里的不同（网站 → 内容）：“一、本年新收政府信息公开申请数量”的“自然人”：9 → 8；"
        in begun.stdout
    )
    assert "；还有 3 处 [record.not-online]" in begun.stdout
    assert "先把 2022.md 改回网站上的，登记以后再照提示写 revisions: 更正" in begun.stdout
