"""What the record of a portal says of content that changed after it was public, and what it lets pass."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from disclosure.build import check
from tests.support.portal import Change, project_in, spoil, tree, write_base
from tests.support.publication import publish, runtime_in, said


def test_a_body_that_moves_twice(tmp_path: Path) -> None:
    """The line to write has the folders before, in the order of the moves; either order leads on from both."""
    content = write_base(tmp_path)
    publish(tmp_path)
    (content / "office").rename(content / "bureau")
    spoil(content, (Change("bureau/body.yml", "order: 1", "order: 1\nmoved_from: [office]"),))
    publish(tmp_path)
    before = tree(tmp_path / "site")
    (content / "bureau").rename(content / "hall")
    hint = "把 hall/body.yml 里的 moved_from 改成：moved_from: [office, bureau]，原来的地址就转到新的；或把文件夹改回 bureau"
    message = "文件夹“bureau”改成了“hall”：已经公开的 2022.md，原来的地址会打不开"
    assert said(tmp_path, "record.moved") == [f"hall/body.yml {message} = {hint}"]
    for written in ("[bureau, office]", "[office, bureau]"):
        body = content / "hall" / "body.yml"
        body.write_text(f"name: 样例镇综合办公室\nkind: department\norder: 1\nmoved_from: {written}\n", "utf-8")
        assert said(tmp_path, "record.moved", "record.gone", "published.changed") == []
    assert "  移动　  样例镇综合办公室 2022 年报告（原来在 bureau）\n" in publish(tmp_path).listed
    after = tree(tmp_path / "site")
    assert {path for path in before.keys() - after.keys() if not path.startswith(("assets/", "search/"))} == set()
    spoil(content, (Change("hall/2022.md", "published: 2023-01-20", "published: 2023-01-21"),))
    assert len(said(tmp_path, "published.changed")) == 1


REASON = "含有个人信息"


def withdraw(content: Path, day: str = "2023-07-01", reason: str = REASON) -> None:
    """Withdraw the report of 2021."""
    line = f"withdrawn: {{date: {day}, reason: {reason}}}"
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{line}"),))


def test_what_was_withdrawn_cannot_change_in_silence(tmp_path: Path) -> None:
    """Neither the day nor a figure of a withdrawn report; it comes back as it was, or with its corrections."""
    content = write_base(tmp_path)
    publish(tmp_path)
    withdraw(content)
    assert "  撤下　  样例镇人民政府 2021 年报告\n          撤下的原因：含有个人信息" in publish(tmp_path).listed
    spoil(content, (Change("2021.md", "2023-07-01, reason: 含有个人信息", "2023-06-01, reason: 数据有误"),))
    hint = "改回 withdrawn: {date: 2023-07-01, reason: …}；重新公开的，删去 withdrawn 一行"
    message = "撤下的日期由 2023-07-01 改成了 2023-06-01：撤下已经公开，日期不能再改"
    assert said(tmp_path, "withdrawn.changed") == [f"2021.md:5:19 {message} = {hint}"]
    spoil(content, (Change("2021.md", "2023-06-01", "2023-07-01"),))
    listed = publish(tmp_path).listed
    assert "  撤下　  样例镇人民政府 2021 年报告（早已撤下，现在改了写明的内容）\n          撤下的原因：数据有误" in listed
    spoil(content, (Change("2021.md", "published: 2022-01-20", "published: 2022-01-10"),))
    assert len(said(tmp_path, "published.changed")) == 1
    spoil(content, (Change("2021.md", "published: 2022-01-10", "published: 2022-01-20"),))
    spoil(content, (Change("2021.md", "[5, 1, 0, 0, 0, 0, 6]", "[4, 2, 0, 0, 0, 0, 6]"),))
    assert len(said(tmp_path, "record.changed")) == 1
    spoil(content, (Change("2021.md", "[4, 2, 0, 0, 0, 0, 6]", "[5, 1, 0, 0, 0, 0, 6]"),))
    spoil(content, (Change("2021.md", "withdrawn: {date: 2023-07-01, reason: 数据有误}\n", ""),))
    assert "  新发布  样例镇人民政府 2021 年报告（撤下以后重新公开）" in publish(tmp_path).listed


def test_no_version_of_what_was_withdrawn_is_read_on(tmp_path: Path) -> None:
    """Its earlier versions lead on to the page that says so, and stay away once it is back in another wording."""
    content = write_base(tmp_path)
    publish(tmp_path)
    once = 'revisions: [{date: 2023-06-20, change: "更正文字"}]'
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{once}"),))
    spoil(content, (Change("2021.md", "## 二、", "张三丰来电。\n\n## 二、"),))
    publish(tmp_path)
    before = tree(tmp_path / "site")
    assert "2021.v1.html" in before
    withdraw(content)
    publish(tmp_path)
    assert b'content="0; url=2021.html"' in tree(tmp_path / "site")["2021.v1.html"]
    line = f"withdrawn: {{date: 2023-07-01, reason: {REASON}}}\n"
    twice = 'revisions: [{date: 2023-06-20, change: "更正文字"}, {date: 2023-08-01, change: "删去个人信息"}]'
    spoil(content, (Change("2021.md", line, ""), Change("2021.md", once, twice), Change("2021.md", "张三丰来电。\n\n", "")))
    publish(tmp_path)
    after = tree(tmp_path / "site")
    for version in ("2021.v1.html", "2021.v2.html"):
        assert b'content="0; url=2021.html"' in after[version]
    assert "删去个人信息" in after["2021.html"].decode()
    public = {path for path, data in after.items() if "张三丰".encode() in data}
    assert public == set()


def test_settings_that_put_an_end_to_addresses(tmp_path: Path) -> None:
    """Fewer downloads and fewer pages beside the reports are warnings that say what to write; the list shows old and new."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [csv, json]"),))
    publish(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [csv, json]", "downloads: [json]\npublish: [trends, search]"),))
    assert said(tmp_path, "record.addresses") == [
        "portal.yml:13:1 downloads 里没有 csv 了，已经公开的地址会打不开：CSV 下载"
        " = 写成 downloads: [json, csv]；确实不再提供的，先告诉引用它们的人",
        "portal.yml:14:1 publish 里没有 comparisons、rows、feeds 了，已经公开的地址会打不开：对照页、表格各行的页、订阅"
        " = 写成 publish: [trends, comparisons, rows, search, feeds]；确实不再提供的，先告诉引用它们的人",
    ]
    lines = [
        "  编辑　  网站和机构的设置 portal.yml",
        "          downloads：json、csv → json",
        "          publish：trends、comparisons、rows、search、feeds → trends、search",
    ]
    assert publish(tmp_path).listed.splitlines()[1:] == lines
    assert said(tmp_path, "record.addresses") == []


def test_a_body_of_another_name(tmp_path: Path) -> None:
    """It says which name it had, as a former one or as a slip; the list shows both, after a move too."""
    content = write_base(tmp_path)
    publish(tmp_path)
    (content / "office").rename(content / "hall")
    spoil(content, (Change("hall/body.yml", "order: 1", "order: 1\nmoved_from: [office]"),))
    spoil(content, (Change("hall/body.yml", "name: 样例镇综合办公室", "name: 样例镇便民中心"),))
    spoil(content, (Change("portal.yml", "  name: 样例镇人民政府", "  name: 样例街道办事处"),))
    (office, _) = said(tmp_path, "record.renamed")
    assert office == (
        "hall/body.yml:1:7 机构的名称由“样例镇综合办公室”改成了“样例镇便民中心”，没有写明曾用名"
        " = 在 hall/body.yml 里加一行：former_names: [{name: 样例镇综合办公室, until: 最后用这个名称的年份}]；"
        "写错了字改正的，写 also: [样例镇综合办公室]"
    )
    spoil(content, (Change("hall/body.yml", "name: 样例镇便民中心\n", ""),))
    assert said(tmp_path, "record.renamed")[0].endswith("机构的名称“样例镇综合办公室”没有了 = 写回 name: 样例镇综合办公室")
    spoil(content, (Change("hall/body.yml", "order: 1", "name: 样例镇便民中心\norder: 1"),))
    spoil(content, (Change("portal.yml", "  name: 样例街道办事处", "  name: 样例街道办事处\n  also: [样例镇人民政府, 样例镇]"),))
    former = "former_names: [{name: 样例镇综合办公室, until: 2022}]"
    spoil(content, (Change("hall/body.yml", "order: 1", f"order: 1\n{former}"),))
    assert said(tmp_path, "record.renamed") == []
    listed = publish(tmp_path).listed
    assert "          name：样例镇综合办公室 → 样例镇便民中心\n" in listed
    assert "          body.name：样例镇人民政府 → 样例街道办事处\n" in listed


def test_sums_over_a_held_body_say_so(tmp_path: Path) -> None:
    """What sums up or sets side by side names the bodies that are held or wait, of the years that this is about."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "  kind: township", "  kind: township\n  summary: true"),))
    for file in ("body.yml", "2022.md"):
        text = (
            (content / "office" / file)
            .read_text("utf-8")
            .replace("样例镇综合办公室", "样例镇财政所")
            .replace("order: 1", "order: 2")
        )
        spoil(content, (Change(f"finance/{file}", None, text),))
    explained = "published: 2023-01-20\nexplain: {rollup.unequal: 另有单位, in-force.unequal: 合并, carry-over.unequal: 合并}"
    spoil(content, (Change("2022.md", "published: 2023-01-20", explained),))
    publish(tmp_path)
    office = (content / "office" / "2022.md").read_text("utf-8")
    spoil(content, (Change("office/2022.md", "title: 样例镇综合办公室", "title: 综合办"),))
    (content / "office" / "2023.md").write_text(office.replace("2023", "2024").replace("2022", "2023"), "utf-8")
    county = (content / "2022.md").read_text("utf-8").replace("2023", "2024").replace("2022", "2023")
    (content / "2023.md").write_text(county, "utf-8")
    told = publish(tmp_path, hold=True)
    assert told.outcome.held == ("样例镇综合办公室（保留已公开的内容）",)
    assert "“rollup.unequal”没有对应的提示" not in {one.message for one in told.outcome.findings}
    after = tree(tmp_path / "site")
    words = "正在核对、暂缓公布的：样例镇综合办公室"
    pages = {path for path, data in after.items() if path.endswith(".html") and words.encode() in data}
    assert pages == {"index.html", "2022.html", "2023.html", "bodies-2022.html", "overview-2022.html"}
    spoil(content, (Change("pages/guide.md", "order: 1", "order: 2"),))
    publish(tmp_path, hold=True)
    again = tree(tmp_path / "site")
    assert pages == {path for path, data in again.items() if path.endswith(".html") and words.encode() in data}
    (content / "office" / "2022.md").write_text(office, "utf-8")
    publish(tmp_path)
    assert words not in (tmp_path / "site" / "2022.html").read_text("utf-8")


def test_a_body_cannot_vanish_into_another(tmp_path: Path) -> None:
    """Reports of a body that was merged stay: an old address that leads to a report that was public beside it is no move."""
    content = write_base(tmp_path)
    publish(tmp_path)
    office = (content / "office" / "2022.md").read_bytes()
    (content / "office" / "2022.md").unlink()
    (content / "office" / "body.yml").unlink()
    spoil(content, (Change("2022.md", "published: 2023-01-20", "published: 2023-01-20\nmoved_from: [office/2022.md]"),))
    (found,) = said(tmp_path, "record.gone")
    assert "已经公开的“office” 2022 年报告不见了，它的地址转到了另一份公开的报告“2022.md” = 取回文件：cp " in found
    assert found.endswith("机构并入别处的，原来的文件夹和报告留着，从 moved_from 里删去 office")
    (content / "office").mkdir(exist_ok=True)
    (content / "office" / "2022.md").write_bytes(office)
    assert said(tmp_path, "record.gone") == []


def test_a_whole_body_that_is_gone_is_told_once(tmp_path: Path) -> None:
    """All reports of a folder are one finding, which says how to get them back."""
    content = write_base(tmp_path)
    publish(tmp_path)
    for year in (2019, 2020, 2021):
        (content / f"{year}.md").unlink()
    (found,) = said(tmp_path, "record.gone")
    assert (
        "2019.md 已经公开的样例镇人民政府 2019、2020、2021 年报告不见了，它的地址会打不开 = 取回文件，例如 git checkout -- "
        in found
    )


def test_marks_and_line_ends_are_no_change(tmp_path: Path) -> None:
    """Files that an editor or git saved with a byte order mark or other line ends are what is public, byte for byte."""
    content = write_base(tmp_path)
    publish(tmp_path)
    before = tree(tmp_path / "site")
    for name in ("2022.md", "2021.md", "pages/guide.md", "office/body.yml"):
        data = (content / name).read_bytes()
        (content / name).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    told = publish(tmp_path)
    assert (told.outcome.unregistered, told.listed) == (0, "将公开：")
    assert tree(tmp_path / "site") == before


def test_line_ends_of_an_attachment_are_no_change(tmp_path: Path) -> None:
    """A text that git gave the line ends of Windows is published as it was; any other byte is another attachment."""
    content = write_base(tmp_path)
    publish(tmp_path)
    form = content / "pages" / "form.txt"
    text = form.read_bytes()
    form.write_bytes(text.replace(b"\n", b"\r\n"))
    assert publish(tmp_path).listed == "将公开："
    assert (tmp_path / "site" / "pages" / "form.txt").read_bytes() == text
    form.write_bytes(text + b"x")
    assert "  编辑　  附件 pages/form.txt" in publish(tmp_path).listed


def test_comments_and_targets_are_no_change(tmp_path: Path) -> None:
    """What a file says to those who write it, and where the site is released to, is nothing that was published."""
    content = write_base(tmp_path)
    publish(tmp_path)
    before = tree(tmp_path / "site")
    spoil(
        content,
        (
            Change("2022.md", "published: 2023-01-20", "published: 2023-01-20  # 首次发布\n# 数据已核对"),
            Change("pages/guide.md", "title: 政府信息公开指南", "# 由办公室维护\ntitle: 政府信息公开指南"),
            Change("office/body.yml", "order: 1", "order: 1  # 排第一"),
            Change("portal.yml", "downloads: [json]", "downloads: [json]\ntargets: [{name: www, to: dir:/srv/www}]  # 新服务器"),
        ),
    )
    told = publish(tmp_path)
    assert (told.outcome.unregistered, told.listed) == (0, "将公开：")
    assert tree(tmp_path / "site") == before
    spoil(
        content,
        (Change("portal.yml", "to: dir:/srv/www", "to: ssh:www@host:/srv/www"), Change("office/body.yml", "排第一", "第一")),
    )
    listed = publish(tmp_path).listed
    assert listed == "将公开："


def test_old_addresses_lead_on_for_ever(tmp_path: Path) -> None:
    """What `moved_from` named when it was published stays named, by a body, a report and a page, or by what took its place."""
    content = write_base(tmp_path)
    spoil(content, (Change("office/body.yml", "order: 1", "order: 1\nmoved_from: [hall, desk]"),))
    spoil(content, (Change("2021.md", "published: 2022-01-20", "published: 2022-01-20\nmoved_from: [old/2021.html]"),))
    spoil(content, (Change("pages/guide.md", "title:", "moved_from: [old/guide.html]\ntitle:"),))
    publish(tmp_path)
    spoil(content, (Change("office/body.yml", "[hall, desk]", "[desk]"),))
    spoil(content, (Change("2021.md", "moved_from: [old/2021.html]\n", ""),))
    spoil(content, (Change("pages/guide.md", "moved_from: [old/guide.html]\n", ""),))
    end = "了，已经公开的旧地址会打不开 = 写成 moved_from: "
    assert said(tmp_path, "record.moved") == [
        f"2021.md:2:8 moved_from 里没有 old/2021.html {end}[old/2021.html]；改由别的报告代替的，在这里的 revisions: 里写明",
        f"office/body.yml:1:7 moved_from 里没有 hall {end}[hall, desk]",
        f"pages/guide.md:2:8 moved_from 里没有 old/guide.html {end}[old/guide.html]",
    ]
    spoil(content, (Change("office/body.yml", "[desk]", "[hall, desk]"),))
    spoil(content, (Change("pages/guide.md", "title:", "moved_from: [old/guide.html]\ntitle:"),))
    entry = "revisions: [{date: 2023-06-02, change: 旧地址改由别的报告代替}]"
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{entry}"),))
    assert said(tmp_path, "record.moved", "record.changed", "record.backdated") == []


def test_a_correction_is_not_made_before_its_day(tmp_path: Path) -> None:
    """A new correction or withdrawal bears no day before that on which what it changes was registered."""
    content = write_base(tmp_path)
    publish(tmp_path, "2023-06-01")
    entry = "revisions: [{date: 2022-03-01, change: 更正标题}]"
    spoil(content, (Change("2021.md", "published: 2022-01-20", f"published: 2022-01-20\n{entry}"),))
    withdrawal = "withdrawn: {date: 2023-05-31, reason: 数据有误}"
    spoil(content, (Change("2022.md", "published: 2023-01-20", f"published: 2023-01-20\n{withdrawal}"),))
    end = "登记公开的还是"
    assert said(tmp_path, "record.backdated") == [
        f"2021.md:5:20 更正的日期 2022-03-01 不对：2023-06-01 {end}更正前的，读者那一天以后才看得到更正"
        f" = 写成公开更正的那一天，例如 date: {date.today()}",
        f"2022.md:5:19 撤下的日期 2023-05-31 不对：2023-06-01 {end}撤下前的，读者那一天以后才看得到撤下"
        f" = 写成公开撤下的那一天，例如 date: {date.today()}",
    ]
    spoil(content, (Change("2021.md", "2022-03-01", "2023-06-01"), Change("2022.md", "2023-05-31", "2023-06-01")))
    assert said(tmp_path, "record.backdated") == []
    publish(tmp_path, "2023-07-01")
    assert said(tmp_path, "record.backdated") == []


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    """Who publishes on a day before the last act of publication is told; a day is the next one elsewhere already."""
    write_base(tmp_path)
    publish(tmp_path, "2023-06-01")
    for day, codes in ((date(2023, 5, 1), ["register.clock"]), (date(2023, 5, 31), []), (date(2023, 6, 1), [])):
        outcome = check(replace(project_in(tmp_path), today=day), runtime_in(tmp_path))
        assert [one.code for one in outcome.findings if one.code == "register.clock"] == codes
