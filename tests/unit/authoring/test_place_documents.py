"""Documents find their bodies by their titles; those of nobody get a new one with a readable address."""

import pytest

from disclosure.authoring.named_body import bodies_named, body_named, is_elsewhere
from disclosure.authoring.place_documents import TitledDocument, of_another_body, place_documents
from disclosure.authoring.propose_body import propose_body
from disclosure.model.portal import Body, FormerName

COUNTY = Body("portal.yml", "", "青石县人民政府", "county")
FINANCE = Body("finance/body.yml", "finance", "青石县财政局", "department", also=("国资局",))
HEALTH = Body(
    "health/body.yml", "health", "青石县卫生健康委员会", "department", former_names=(FormerName("青石县卫生局", until=2018),)
)
TOWN = Body("town/body.yml", "town", "柳林镇人民政府", "township")
BODIES = (COUNTY, FINANCE, HEALTH, TOWN)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青石县财政局2024年政府信息公开工作年度报告", "青石县财政局"),
        ("2024年度青石县财政局政府信息公开工作年度报告", "青石县财政局"),
        ("关于青石县统计局2024年度政府信息公开工作情况的报告", "青石县统计局"),
        ("青石县人民政府办公室关于2024年政府信息公开工作的年度报告", "青石县人民政府办公室"),
        ("柳林镇人民政府信息公开年度报告2022", "柳林镇人民政府"),
        ("柳林镇政府信息公开 2022 年年报", "柳林镇"),
        ("附件1：青石县教育局2023年政府信息公开工作年度报告", "青石县教育局"),
        ("关于印发《柳林镇2021年政府信息公开工作年度报告》的通知", "柳林镇"),
        ("青石县市场监督管理局（知识产权局）二〇二二年政府信息公开工作年度报告", "青石县市场监督管理局"),
        ("2024年政府信息公开工作年度报告", ""),
        ("我局2024年政府信息公开工作年度报告", ""),
        ("2023年报(1)", ""),
        ("新建 Microsoft Word 文档", ""),
        ("", ""),
    ],
)
def test_what_a_title_names(title: str, name: str) -> None:
    """Year, subject and remarks go, in whatever order they stand; what is left is the body, or nothing."""
    assert body_named(title) == name


@pytest.mark.parametrize(
    ("name", "year", "folders"),
    [
        ("青石县财政局", 2024, ["finance"]),
        ("财政局", 2024, ["finance"]),
        ("县财政局", 2024, ["finance"]),
        ("某某市青石县财政局", 2024, ["finance"]),
        ("国资局", 2024, ["finance"]),
        ("白水县财政局", 2024, []),
        ("青石县财政局国库支付中心", 2024, []),
        ("卫生健康委", 2024, ["health"]),
        ("青石县卫生局", 2016, ["health"]),
        ("青石县卫生局", 2020, ["health"]),
        ("柳林镇", 2024, ["town"]),
        ("青石县柳林镇人民政府", 2024, ["town"]),
        ("青石县", 2024, [""]),
        ("青石县政府", 2024, [""]),
        ("县政府", 2024, [""]),
        ("青石县政府办公室", 2024, []),
    ],
)
def test_which_body_a_name_means(name: str, year: int, folders: list[str]) -> None:
    """A name means the body that it names with more or fewer places before it, in any of its names; never one that only begins alike."""
    assert [body.folder for body in bodies_named(name, BODIES, year, "青石县")] == folders


@pytest.mark.parametrize(
    ("name", "folder", "kind"),
    [
        ("青石县财政局", "caizheng-ju", "department"),
        ("青石县城市管理局", "chengshiguanli-ju", "department"),
        ("马店镇人民政府", "madian-zhen", "township"),
        ("绿水乡", "lvshui-xiang", "township"),
        ("城东街道办事处", "chengdong-jiedao", "subdistrict"),
        ("重庆路小学", "chongqingluxiaoxue", "other"),
        ("白水县人民政府", "baishui-xian", "county"),
        ("某某市白水区人民政府", "baishui-qu", "county"),
        ("宁夏回族自治区人民政府", "ningxiahuizuzizhi-qu", "province"),
        ("青石县经济开发区", "jingjikaifa-qu", "other"),
        ("青石县档案馆", "danganguan-2", "other"),
    ],
)
def test_a_new_body(name: str, folder: str, kind: str) -> None:
    """A new body has its name in Pinyin for an address, without the places before it, and the kind that it sounds like."""
    body = propose_body(name, {"danganguan"}, "青石县")
    assert (body.folder, body.name, body.kind) == (folder, name, kind)


@pytest.mark.parametrize(
    ("name", "home", "full"),
    [
        ("财政局", "青石县", "青石县财政局"),
        ("县财政局", "青石县", "青石县财政局"),
        ("城市管理局", "青石市", "青石市城市管理局"),
        ("市场监督管理局", "青石市", "市场监督管理局"),
        ("税务局", "青石县", "税务局"),
        ("城东街道办事处", "青石县", "城东街道办事处"),
        ("柳林镇人民政府", "青石县", "柳林镇人民政府"),
        ("白水县财政局", "青石市", "白水县财政局"),
        ("信息中心", "青石县教育局", "信息中心"),
        ("财政局", "", "财政局"),
    ],
)
def test_a_department_has_its_place(name: str, home: str, full: str) -> None:
    """A department that a title calls without its place has that of the portal in its name; others are as they are called."""
    assert propose_body(name, (), home).name == full


@pytest.mark.parametrize(
    ("name", "own", "elsewhere"),
    [
        ("白水县财政局", "青石县人民政府", True),
        ("白水县人民政府", "青石县人民政府", True),
        ("白水县柳林镇人民政府", "某某市青石县人民政府", True),
        ("白水市财政局", "青石县人民政府", True),
        ("某某市青石县财政局", "青石县人民政府", False),
        ("青石县财政局", "某某市青石县人民政府", False),
        ("某某市柳林镇人民政府", "青石区人民政府", False),
        ("城市管理局", "青石县人民政府", False),
        ("市场监督管理局", "青石县人民政府", False),
        ("住房和城乡建设局", "青石县人民政府", False),
        ("经济开发区管理委员会", "青石县人民政府", False),
        ("柳林镇人民政府", "青石县人民政府", False),
        ("柳林镇人民政府", "马店镇人民政府", True),
        ("青石县财政局", "马店镇人民政府", True),
        ("青石县马店镇财政所", "马店镇人民政府", False),
        ("财政所", "马店镇人民政府", False),
        ("白水县财政局", "某某市人民政府", False),
        ("白水县财政局", "青石县教育局", False),
        ("白水县财政局", "", False),
    ],
)
def test_bodies_of_another_place(name: str, own: str, *, elsewhere: bool) -> None:
    """A county has no bodies of another county, a township none of another township; a city may have counties."""
    assert is_elsewhere(name, own) == elsewhere


def test_a_document_of_another_county() -> None:
    """It is not written, takes no folder away, and makes no short name doubtful; where the body is known it is at home."""
    titles = ("白水县财政局2024年年度报告", "青石县财政局2024年年度报告", "财政局2023年年度报告")
    lost, *own = place_documents(_documents(*titles), (COUNTY,))
    assert [one.folder for one in own] == ["caizheng-ju"] * 2
    assert lost.folder is None and lost.finding and lost.finding.hint.endswith("--name 白水县财政局")
    assert lost.finding.message == "“白水县财政局”不像是“青石县”的机构，没有写"
    known = Body("b/body.yml", "b", "白水县财政局", "department")
    assert place_documents(_documents(titles[0]), (COUNTY, known))[0].folder == "b"


def _documents(*named: str) -> list[TitledDocument]:
    return [TitledDocument(f"in/{number}.docx", title, 2024) for number, title in enumerate(named)]


def test_documents_find_their_bodies() -> None:
    """Known bodies are found by any name; a title without one leaves it to the file name, and else is asked about."""
    documents = [
        *_documents("财政局2024年政府信息公开工作年度报告", "青石县2024年政府信息公开工作年度报告"),
        TitledDocument("in/柳林镇/2024年报(1).docx", "2024年政府信息公开工作年度报告", 2024),
        TitledDocument("in/审计局2024.docx", "2024年政府信息公开工作年度报告", 2024),
        TitledDocument("给领导看的/年报.docx", "2024年政府信息公开工作年度报告", 2024),
    ]
    placed = place_documents(documents, BODIES)
    by = "按文件名"
    assert [(one.folder, one.by) for one in placed] == [("finance", ""), ("", ""), ("town", by), ("shenji-ju", by), (None, "")]
    finding = placed[4].finding
    assert finding and (finding.code, finding.path) == ("import.no-body", "给领导看的/年报.docx")


def test_a_name_that_several_bodies_have() -> None:
    """Where a short name fits several bodies, none is picked."""
    other = Body("b/body.yml", "b", "白水县财政局", "department")
    (placed,) = place_documents(_documents("财政局2024年政府信息公开工作年度报告"), (COUNTY, FINANCE, other))
    assert placed.folder is None and placed.finding
    assert placed.finding.message == "“财政局”可能是 “青石县财政局”（finance）、“白水县财政局”（b）"


def test_new_bodies_of_a_batch() -> None:
    """A new body is proposed once, under its fullest name, and the government whose place is before other names is the portal's own."""
    titles = ("财政局2023年年度报告", "青石县财政局2024年年度报告", "青石县人民政府2024年年度报告", "城东街道2024年年度报告")
    placed = place_documents(_documents(*titles), ())
    assert [(one.folder, one.new and one.new.name) for one in placed] == [
        ("caizheng-ju", "青石县财政局"),
        ("caizheng-ju", "青石县财政局"),
        ("", None),
        ("chengdong-jiedao", "城东街道"),
    ]


def test_a_short_name_of_several_new_bodies() -> None:
    """Where a short name fits several new bodies, none is picked either."""
    titles = ("青石县财政局2024年年度报告", "白水县财政局2024年年度报告", "财政局2023年年度报告")
    placed = place_documents(_documents(*titles), ())
    assert [one.folder for one in placed] == ["caizheng-ju-2", "caizheng-ju", None]


def test_a_portal_of_one_body() -> None:
    """What all is of one body, or names none, is the portal's own as long as it has no name or that name."""
    unnamed = Body("portal.yml", "", "某某镇人民政府", "township")
    titles = _documents("柳林镇2023年政府信息公开工作年度报告", "柳林镇人民政府2024年政府信息公开工作年度报告")
    assert [one.folder for one in place_documents(titles, (unnamed,))] == ["", ""]
    assert [one.folder for one in place_documents(_documents("2024年政府信息公开工作年度报告"), (COUNTY,))] == [""]


def test_another_body_than_the_command_line_says() -> None:
    """A title of another body is told with what to do; one that names none, or the same one otherwise, is not."""
    other, same, none = _documents("教育局2024年政府信息公开报告", "县财政局2024年政府信息公开报告", "2024年政府信息公开报告")
    finding = of_another_body(other, FINANCE)
    assert finding and (finding.message, finding.hint) == (
        "标题写的是“教育局”，不是“青石县财政局”，没有写",
        "是同一机构的，把“教育局”写进 finance/body.yml 的 also，再导入；是别的机构的，不写 --body，按标题找",
    )
    assert (of_another_body(same, FINANCE), of_another_body(none, FINANCE)) == (None, None)
