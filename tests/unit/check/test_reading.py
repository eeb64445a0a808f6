"""Sentences that are wrong in themselves, each beside the one that is right: changes, rates, lists, years, names, leftovers."""

import pytest

from disclosure.check.all_checks import check_body_reports
from disclosure.model.portal import BodyReports
from tests.unit.check.test_statements import BODY, FIGURES, FORM, filed

WRONG_AND_RIGHT = (
    ("text.growth", "公众号全年推文460条，去年为400条，同比增长[12|15]%。"),
    ("text.growth", "与2023年的50场相比，今年举办的40场减少了[25|20]%。"),
    ("text.growth", "办事大厅接待群众1,250人次，上年同期1,000人次，增加[350|250]人次。"),
    ("text.growth", "编发简报由上年的20期增至26期，增加[5|6]期，增长30%。"),
    ("text.growth", "热线接通率96%，较上年的92%提高[5|4]个百分点。"),
    ("text.percent", "发出调查表400份，收回360份，回收率[92|90]%。"),
    ("text.percent", "交办建议40件，办结38件，办结率[85|95]%；代表满意36件。"),
    ("text.parts", "围绕[养老、助残、救孤、低保|养老、助残、救孤]三个方面公开信息。"),
    ("text.parts", "重点公开[规划、预算|规划、预算、采购]三类信息。"),
    ("text.parts", "印发《公开指南》《公开目录》《审查办法》[两|三]项制度。"),
    ("text.parts", "公开[规划、预算、采购、招标|规划、预算]等三类信息。"),
    ("text.parts", "制作解读材料[3,210|3,120]条，其中图文2,012条、视频1,108条。"),
    ("text.conflict", "全年举办培训6期。上述[7|6]期培训均有记录。"),
    ("text.conflict", "网站发布动态信息1286条，在发布的[1268|1286]条动态信息中，民生类最多。"),
    ("year.text", "本年度报告反映的是[二〇二三|二〇二四]年的工作。"),
    ("year.text", "本报告由办公室编制，时间范围为[2022|2024]年度。"),
    ("year.stale", "[2022|2024]年，网站访问量有所回升，较2023年多两成。"),
    ("form.wrong-basis", "依据《中华人民共和国政府信息公开条例》第[四十一|五十]条关于年度报告内容的规定编制。"),
    ("form.wrong-basis", "依据《中华人民共和国政府信息公开条例》（国务院令第[117|711]号）编制。"),
    ("form.wrong-basis", "依据《中华人民共和国政府信息公开条例》（[2008年5月1日|2019年5月15日]起施行）编制。"),
    ("text.growth", "粉丝由年初的800人增至1000人，增长[20|25]%。"),
    ("text.percent", "受理投诉80条，按期答复76条，按期答复率[98|95]%。"),
    ("text.parts", "更新栏目内容320条，其中规划60条、预算90条、采购[150|170]条。"),
    ("text.parts", "发布信息210条，其中规划60条、预算150条[、采购70条|]。"),
    ("text.parts", "制作材料12篇，其中图解、文字、视频分别为6篇、4篇、[3|2]篇。"),
    ("text.parts", "公众号编发一百五十篇，其中原创一百二十篇、转载[四|三]十篇。"),
    ("text.conflict", "全年推送简讯520条。全年推送的[560|520]条简讯中，民生类最多。"),
    ("text.parts", "制作图解12篇（长图[9|7]篇、漫画5篇）。"),
    ("text.parts", "答复建议14条、提案9条，合计[25|23]条。"),
    ("text.parts", "就“网上[办”“掌上办”“自助办|办”“掌上办]”两项服务开设专栏。"),
    ("text.parts", "栏目分为[四|三]大板块：一是规划，二是预算，三是采购。"),
    ("text.conflict", "聘请监督员9名，全体[8|9]名监督员到会。"),
    ("text.conflict", "全年召开新闻发布会4场；召开[5|4]场新闻发布会，均有直播。"),
    ("year.text", "文中“本年度”指[2023|2024]年。"),
    ("year.text", "文中数据均截至[２０２３|2024]年底。"),
    ("year.stale", "[2021|2024]年，我局组织开放日两次。"),
    ("year.stale", "改进措施：[2024|2025]年，我们将加强培训。"),
    ("text.other-body", "现公布[北原县教育|临河县水务]局2024年政府信息公开工作年度报告。"),
    ("text.other-body", "[北原县教育局|我局]坚持把公开摆上日程。"),
    ("text.parts", "召开发布会和访谈共9场，其中发布会[6|4]场，在线访谈5场。"),
    ("text.other-body", "如有疑问，请致电[北原|临河]县水务局办公室。"),
    ("text.leftover", "[TODO：补充案例。|已补充案例。]"),
    ("text.leftover", "[根据实际情况填写。|按实际情况公开。]"),
    ("text.leftover", "全年发布政策信息[**|36]条，多为民生类。"),
    ("text.leftover", "[此段待各股室补充。|各股室已补充内容。]"),
    ("text.growth", "编发简报520期，同比增长[40|30]%（上年400期）。"),
    ("text.growth", "编发简报900期，比上年增加[200|100]期（上年800期）。"),
    ("text.conflict", "2024年召开新闻发布会12场。一年来，召开新闻发布会[15|12]场。"),
    ("year.text", "年报数据统计期为[2023|2024]年度。"),
    ("text.growth", "订阅人数由1000人增至1300人，增长[33|30]%。"),
    ("text.parts", "接待群众[80|90]人次，其中现场查阅50人次、电话咨询40人次。"),
    ("text.leftover", "网址：http://www.[xxx|linhe].gov.cn。"),
    ("text.parts", "办理代表建议[24|22]件、委员提案13件，共35件。"),
    ("text.conflict", "2024年，我局组织政务公开培训4次。全年政务公开培训共[6|4]次。"),
    ("text.conflict", "公众号全年推送信息415条。2024年局公众号共推送信息[451|415]条。"),
    ("year.text", "统计数据自二〇二四年一月一日起至[二〇二三|二〇二四]年十二月三十一日止。"),
    ("year.text", "综述如上。（六）申请情况。[2023|2024]年，我局共收到政府信息公开申请86件。"),
    ("text.other-body", "本报告由临河县[教育局|水务局]编制。"),
    ("text.other-body", "如有疑问，请联系[东山|临河]县水务局办公室。"),
    ("text.leftover", "全年培训[X|3]次。"),
    ("text.leftover", "本年度未收取信息处理费。[（如无，填“无”）|]"),
    ("text.leftover", "电子邮箱：[xxx@xx|gongkai@qx].gov.cn。"),
    ("text.percent", "交办建议90件，办结43件，办结率[51|48]%。"),
    ("text.percent", "交办建议90件，办结79件，办结率[91.85|91.86]%。"),
    ("text.growth", "2024年收到申请86件，2023年收到申请[70|86]件，与上年持平。"),
    ("text.conflict", "我局设置查阅点11个。至年底，[13|11]个查阅点全部更换了指南。"),
    ("text.conflict", "配备公开专员6名。对[7|6]名公开专员进行了轮训。"),
    ("text.conflict", "政府网站开设专题7个，全年发布信息560条。今年政府网站共发布信息[650|560]条。"),
    ("text.conflict", "2024年发布政策解读材料18篇。全年发布的解读材料共[20|18]篇。"),
    ("text.doubled", "申请件[由由|由]专人登记。"),
    ("text.doubled", "我局建立了政府信息公开审查[政府信息公开审查|]机制。"),
    ("text.doubled", "存在的问题：水情信息更新不够快[，水情信息更新不够快|]，图解偏少。"),
    ("text.doubled", "改进措施：一是组织各科室开展专题轮训；二是[组织各科室开展专题轮训|完善栏目]。"),
    ("text.other-body", "[我委|我局]新建了查阅点。"),
    ("text.other-body", "今年以来，[临河县农业农村|我]局新收申请86件。"),
    ("text.figure", "申请人中既有自然人，也有[科研机构|商业企业]。"),
    ("text.figure", "个别申请属于[国家秘密|内部事务]，不予公开。"),
    ("text.figure", "对[19|9]件申请，因属内部事务信息，我局作出不予公开答复。"),
    ("text.figure", "通过信函、网络渠道共受理公开申请，其中网络提交的政府信息公开申请[96|40]件。"),
    ("text.figure", "水政监察队实施行政处罚[71|64]件。"),
    ("text.figure", "79件中有[50|55]件予以公开或部分公开。"),
    ("text.denied", "[全部|部分]复议案件维持原决定。"),
    ("text.figure", "办结的申请，按申请人划分，个人[71|67]件，企业10件。"),
    ("text.figure", "新收申请中[67|71]件由自然人提出，其余由企业提出。"),
    ("text.figure", "企业提出的12件，在新收的86件申请中占[31|14]%。"),
    ("text.figure", "新收和上年结转的公开申请办结率为[88.6|86.8]%。"),
    ("text.figure", "分季度看，新收申请依次为20件、22件、24件和[30|20]件。"),
    ("text.figure", "归入其他处理的[三|一]件，均由申请人撤回。"),
    ("text.figure", "除[八|五]件为上年结转外，其余均系新收申请。"),
    ("text.figure", "尚有[15|12]件申请未到答复期，依规结转下年度办理。"),
    ("text.figure", "新收公开申请不足[86|90]件。"),
    ("text.parts", "更新信息210条，按栏目划分，水情90条、汛情80条、旱情[60|40]条。"),
    ("text.parts", "发布信息210条，由三类构成，即水情90条、汛情80条、旱情[30|40]条。"),
    ("text.figure", "与2023年的70件相比，2024年度我局收到的公开申请增加16件，达[88|86]件。"),
    ("text.figure", "新收公开申请情况：一季度20件，二季度22件，三季度24件，四季度20件，全年计[96|86]件。"),
    ("text.figure", "当年办结的申请[75|74]件。"),
    ("text.figure", "局办公室共收到公开申请[93|61]件。"),
    ("text.figure", "上年遗留、跨年办理的公开申请[6|5]件。"),
    ("text.denied", "[没有无法提供政府信息的情形|没有危及三安全一稳定的情形]。"),
    ("text.balance", "以2022年为例，当年新收申请15件，无上年结转，办结14件，结转下年[3|1]件。"),
    ("text.doubled", "完善政府信息公开[公开|]审查。"),
    ("text.other-body", "本报告由临河县[教育局|水务局]根据《条例》编制。"),
    ("text.balance", "2023年新收申请70件，上年转入3件，当年办结68件，转入2024年[8|5]件。"),
    ("text.balance", "回顾2022年，新收申请41件、上年结转2件，办结40件，年末结转[1|3]件；2024年新收86件。"),
    ("text.figure", "答复结果为予以公开的，自然人申请[63|36]件。"),
    ("text.figure", "已经审结的[6|5]件政府信息公开行政复议，均有卷宗。"),
    ("text.figure", "企业12件，自然人71件，另有机构3件，连同上年结转的5件，共[71|91]件。"),
    ("text.figure", "7件复议、3件诉讼共[12|10]件。"),
    ("text.figure", "有[19|9]件申请因收到较晚、正在会商，结转下年度办理。"),
    ("text.figure", "新收申请中个人提出的占[38|83]%。"),
    ("text.conflict", "县政府网站2024年发布信息1530条；网站运行平稳，2024年发布信息[1350|1530]条。"),
    ("text.leftover", "二是[××××（填写问题）|宣传不够]。"),
    ("text.leftover", "改进措施：加强轮训。[【请各科室补充】|]"),
    ("year.text", "上年度（[2022|2023]年）结转申请5件。"),
    ("text.denied", "不予公开9件，所申请信息均属于[过程性|内部事务]信息。"),
    ("text.denied", "收到申请86件，部分公开14件，申请[均已|多数已]答复。"),
    ("text.figure", "同比变化：2023年收到申请70件，办结68件；2024年收到申请[98|86]件，办结79件。"),
    ("text.figure", "申请量较上年增加：今年收到申请[98|86]件，上年为70件。"),
    ("text.balance", "与上年相比，全局申请数量有所上升：2023年新收申请70件，上年转入3件，办结68件，转入下年[8|5]件。"),
    ("text.growth", "编发简报460期，同比增加[70|60]期、增长15%（上年400期）。"),
    ("text.growth", "收到申请 86 件，较上年增加 16 件，增长 [32|22.86]%（2023 年为 70 件）。"),
    ("text.figure", "对规范性文件开展专项清理，2024年废止[2|5]件，结果已公布。"),
    ("text.percent", "征集的40条意见中有18条来自网络，占比[54|45]%。"),
    ("year.text", "截至[2023|2024]年12月31日，现行有效的规范性文件47件，其中本年制发8件。"),
    ("text.leftover", "申请均已登记。[（此处由各股室补充案例）|]"),
    ("text.leftover", "轮训两次。[此处需补充照片。|照片已公布。]"),
    ("text.leftover", "轮训两次。[（后文待补充）|（后文简称轮训）]"),
    ("text.conflict", "县政府网站共发布信息6413条。县政府网站全年[6314|6413]条信息中，水情类居多。"),
)


def codes(text: str) -> list[str]:
    """The codes of what is found in a paragraph, but for what the rest of so short a report lacks."""
    reports = BodyReports(BODY, (filed(f"{text}", FIGURES),), (FORM,))
    found = check_body_reports(reports)
    return [one.code for one in found if one.code.startswith(("text.", "year.", "form.wrong")) and one.code not in _OF_THE_REST]


_OF_THE_REST = frozenset({"text.overview-topics", "text.no-improvement", "text.fees", "year.title"})


def filled(sentence: str, wrong: bool) -> str:
    """The sentence with the first or the second of the words in its brackets."""
    before, _, rest = sentence.partition("[")
    words, _, after = rest.partition("]")
    return f"{before}{words.partition('|')[0 if wrong else 2]}{after}"


@pytest.mark.parametrize(("code", "sentence"), WRONG_AND_RIGHT)
def test_what_is_wrong_is_found_and_what_is_right_is_not(code: str, sentence: str) -> None:
    """The first words in the brackets make the finding, the second make none."""
    assert codes(filled(sentence, wrong=True)) == [code]
    assert codes(filled(sentence, wrong=False)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "收到建议40件，上年为32件，网站访问量增长30%。",
        "交办的提案40条，按期办理38条，办结率100%。",
        "公开规划、预算等五类信息。",
        "2024年度，区里围绕教育，医疗、就业三个方面公开信息。",
        "全年举办培训6期，其中线上2期、线下4期。上述4期线下培训均有记录。",
        "发布动态信息1286条，在发布的300条动态信息中，民生类最多。",
        "2024年没有收到投诉；2023年收到2件，已于当年答复。",
        "更新栏目内容320条，其中规划60条、预算90条、采购等140条。",
        "答复建议14条、提案9条，其中网上答复12条、书面答复11条，合计23条。",
        "制作图解12篇（长图7篇、漫画4篇）。",
        "赴北原县水务局学习公开经验。",
        "联系邮箱为jjxx@qx.gov.cn。",
        "全体9名监督员到会。",
        "聘请监督员10余名，全体12名监督员到会。",
        "2021年，我局公开了2025年以前的规划。",
        "2021年，我局制定的公开办法沿用至今。",
        "梳理制度、流程，推进政务公开三项工作。",
        "会同教育、民政、卫健等部门在两个社区设立查阅点。",
        "新建查阅点3个。现有12个查阅点运行良好。",
        "组织培训6期。其中4期培训邀请了专家授课。",
        "对有公开需求的科研机构，安排专人辅导。",
        "对在册的12件规范性文件进行了清理。",
        "寄来信函52封，其中公开申请9封。",
        "新收公开申请86件，其中要求公开行政许可材料4件。",
        "公开率（予以公开数除以办结数）为51.9%。",
        "政务公开公开栏更新12次。",
        "2023年水务分局新收申请26件、上年转入2件，当年办结27件，1件转入2024年办理。",
        "全县9个街道2024年共收到公开申请168件，我局新收86件。",
        "收到公开申请86件，加上2023年12月27日收到、结转至2024年的5件，共应办91件。",
        "其中1件也在这24件之内。",
        "我局进行了解释说明，将将军山水库信息一并公开。",
        "不予公开9件，申请均由自然人和企业提出。",
        "推文460条，其中原创增加20条，增长10%（上年200条）。",
        "推文460条，关注者增加60人，增长15%（上年400人）。",
        "在清理中拟废止规范性文件2件。",
        "召开会议20次，会上12项议题中有3项涉及公开，占比25%。",
        "截至2023年底，现行有效的规范性文件44件，本年新制发8件，废止5件。",
        "设立查阅区（此处原为仓库），摆放指南。",
        "公众号发布信息936条。县政府网站全年963条信息中，民生类居多。",
        "发布解读信息120条。县政府网站全年5412条信息中，民生类居多。",
    ],
)
def test_what_only_looks_wrong_is_left_alone(sentence: str) -> None:
    """What may be right is not reported: another thing's rate, a list left open, a part of what was counted."""
    assert codes(sentence) == []


def test_a_body_named_twice_is_one_finding() -> None:
    """The name of another body is reported once, however many signs give it away."""
    assert codes("如有疑问，请联系北原县水务局办公室。北原县水务局将及时答复。") == ["text.other-body"]


@pytest.mark.parametrize(
    "text",
    [
        "对检查发现的4个问题逐项销号。9月，对检查发现的14个问题逐项销号。",
        "逐条核对462个公开事项，补充信息30条。年底前又逐条核对608个公开事项。",
    ],
)
def test_what_is_done_once_more_is_done_to_others(text: str) -> None:
    """The same done to so many and to so many names no number again."""
    assert codes(text) == []
