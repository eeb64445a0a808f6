"""Sentences for made-up reports: patterns by subject, and words to fill them with. No two reports read alike."""

import random

SENTENCES = {
    "主动公开": (
        "主动公开{topic}等方面信息{n}条，其中通过政府网站公开{n}条，通过{channel}推送{n}条，阅读{n}万次。",
        "围绕{topic}、{topic}等{who}普遍关心的事项，{act}，做到应公开尽公开，内容有变动的在{few}个工作日内更新。",
        "依托{place}集中展示{topic}信息{n}条，还印成{topic}明白纸{n}份，送到{who}手中。",
        "对照标准目录逐条核对{n}个公开事项，补充{topic}方面的内容{n}条，清理过时信息{n}条。",
        "发布政策文件{few}件，同步发布解读材料{few}篇，有图解，也有问答，便于{who}理解和办理。",
        "把{topic}列为主动公开重点，{act}，召开新闻发布会{few}次，回应{who}关切{n}件。",
        "{month}月起按季度梳理{topic}信息，对更新迟缓的{few}个栏目逐一补充，公开目录更加完整。",
        "重大决策事项在{place}公开征求意见{few}次，收到意见建议{n}条，采纳情况和理由一并公布。",
    ),
    "依申请公开": (
        "对每件申请实行登记、审核、答复、归档闭环管理，{act}，平均办理时间比上年缩短{few}天。",
        "疑难申请由承办人员、法制人员和法律顾问会商{few}次，必要时当面听取申请人意见，答复更有针对性。",
        "申请渠道保持畅通，{place}、信函和网络申请均有专人接收，接待{who}咨询{n}人次，电话答复{n}人次。",
        "修订答复文书样式{few}种，写明事实、依据和救济途径，{topic}类申请的答复说理更加充分。",
        "答复前主动与申请人沟通{n}次，帮助其明确所需信息，因表述不清引起的补正减少{few}件。",
        "对涉及{topic}的申请集中分析，{act}，把反复申请的内容转为主动公开{few}项。",
    ),
    "政府信息管理": (
        "制发公文时同步确定公开属性，审核{topic}公文{n}件，发布前严格执行保密审查和内容审核，退回修改{few}件。",
        "对历史文件进行清查，标注有效、废止、失效状态{n}件，{place}的政策文件库随清理结果动态调整。",
        "健全信息产生、审核、发布、归档全过程台账，登记{topic}信息{n}条，做到来源可查、去向可追。",
        "{act}，用检测工具排查错敏字词{n}处和个人信息泄露隐患{few}处，全部在{month}月底前整改到位。",
        "调整{topic}信息的分类和索引规则，同一文件在不同栏目只保留一个版本，合并重复信息{n}条。",
    ),
    "平台建设": (
        "升级站内检索功能，合并重复栏目{few}个，{channel}开设{topic}专题，更新{n}期。",
        "在{place}设立政务公开专区，配备查阅终端{few}台，并通过{channel}延伸服务，接待查阅{n}人次。",
        "全面检查网站链接、附件和适老化功能，修复失效链接{n}个，精简{channel}栏目{few}个，平台运行平稳。",
        "坚持政府网站为主、{channel}为辅、公开栏补充，{act}，线上线下内容保持一致。",
        "政府信息公开专栏按规范统一设置，{topic}、{topic}等栏目维护落实到人，每{few}天巡查一次。",
    ),
    "监督保障": (
        "组织专题培训{few}期，培训{who}和经办人员{n}人次，结合典型案例讲解条例要求，对检查发现的{few}个问题逐项销号。",
        "分管负责人听取汇报{few}次，{act}，按季通报公开情况，监督电话和意见箱保持畅通。",
        "邀请代表、委员和{who}参加政府开放日活动{few}次，当面听取意见{n}条，监督渠道进一步拓宽。",
        "将公开情况纳入年度工作考核，占分{few}分；社会评议收回问卷{n}份，满意率为百分之九十{digit}，未发生责任追究情形。",
        "完善主动公开、依申请公开、保密审查等制度{few}项，{act}，以制度保障工作连续稳定。",
    ),
    "表格说明": (
        "本表所列数据由{place}会同业务科室按台账逐项核对，核对{topic}类文书{n}份，发现差错{few}处并已更正。",
        "{topic}事项集中办理，{act}，办结时限比法定时限平均缩短{few}个工作日。",
        "涉及{topic}的文件在印发后{few}日内通过{channel}公布，{place}同步备查，{who}可以就近查阅。",
        "通过{place}受理事项{n}件，其中{topic}类{few}件，网上办理率比上年提高{few}个百分点。",
        "处理结果按规定公示，{act}，公示期内收到{who}反映{few}件，均已核实并答复。",
        "与上年相比，{topic}方面的数量变化较大，主要原因是{month}月起事项下放，{place}承接了{few}项。",
        "{act}，{topic}信息的更正和撤销都留有记录，更正{few}条，撤销{few}条。",
    ),
    "问题": (
        "一些{topic}信息从形成到发布间隔较长，平均{few}天，个别栏目更新不够及时，与{who}的期待还有差距。",
        "政策解读以文字为主，{topic}方面的图解、问答偏少，只有{few}篇，{who}不容易看懂，存在短板。",
        "经办人员多为兼职，年内变动{few}人次，业务熟练程度不高，{topic}类答复说理不足的问题仍然存在。",
        "{place}的线下渠道利用不够，查阅仅{n}人次，偏远村组的{who}获取{topic}信息仍靠口头询问。",
        "上年指出的{topic}公开不深问题，已通过{act}得到改进，补充信息{n}条。",
    ),
    "改进": (
        "下一步将明确{topic}信息形成后的公开时限，{act}，每{few}天通报一次更新情况。",
        "对惠民政策一律配发图解或问答，请起草人员在{channel}出面讲解，计划制作{few}期。",
        "建立岗位交接清单，分{few}批开展以案说法培训，覆盖{n}人，提升答复质量和说理水平。",
        "用好{place}、广播和查阅点，把{topic}信息送到{who}身边，查阅点增加到{few}处。",
        "建立常见问题库，定期汇总{topic}热点并主动发布说明，力争把答复时间再压缩{few}天。",
    ),
    "其他": (
        "本年度未发出信息处理费收费通知，未收取信息处理费，也没有减免信息处理费的情形。",
        "承办人大代表建议{few}件、政协委员提案{few}件，其中涉及{topic}的{few}件，办理结果均已公开。",
        "配合上级完成{topic}专项检查{few}次，{act}，检查结果在{place}公布。",
        "{channel}发布{topic}信息{n}条，收到{who}留言{n}条，答复率为百分之九十{digit}。",
    ),
}  # fmt: skip
"""Patterns by subject; curly brackets take a word, `n`, `few` and `month` a number."""

WORDS = {
    "topic": (
        "财政预决算", "重大建设项目", "公共资源交易", "社会保障和就业", "生态环境保护", "义务教育招生", "学区划分", "医疗卫生",
        "征地批后实施", "国土空间规划", "不动产登记", "老旧小区改造", "低保和特困供养", "惠农补贴发放", "高标准农田建设",
        "农村饮水安全", "森林防火", "防汛抗旱", "道路交通管理", "食品药品监管", "安全生产", "公租房申请", "就业援助",
        "社区养老服务", "物业管理指导", "涉农资金使用", "乡村道路养护", "行政执法公示", "营商环境", "稳岗返还", "政府采购",
    ),
    "channel": ("微信公众号", "政务微博", "新闻客户端", "村村通广播", "便民服务小程序", "电子显示屏", "短信平台"),
    "place": (
        "政务服务大厅", "便民服务中心", "档案馆查阅点", "图书馆查阅点", "村（社区）公开栏", "政务公开专区", "信访接待室",
        "基层站所窗口", "综合服务站", "政府网站专栏",
    ),
    "who": ("群众", "企业和个体工商户", "老年人", "务工人员", "学生家长", "种养大户", "社区居民", "村民代表", "办事群众"),
    "act": (
        "明确分管负责人和经办人员", "把任务分解到岗位、进度按月对账", "实行先审查后发布的三级审核", "建立问题清单和整改台账",
        "由办公室统一编排发布计划", "邀请法律顾问逐件把关", "安排专人按周巡查", "与业务系统同步归集数据", "组织交叉检查和复核",
        "对照典型案例查漏补缺",
    ),
    "digit": tuple("一二三四五六七八九"),
}  # fmt: skip

_RANGES = {"n": (21, 979), "few": (2, 19), "month": (2, 11)}


class Writer:
    """Writes sentences from one source of chance."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def __getitem__(self, slot: str) -> str:
        """Return something new for a slot of a pattern."""
        if slot in _RANGES:
            low, high = _RANGES[slot]
            return str(low + int(self.draw.random() * (high - low + 1)))
        words = WORDS[slot]
        return words[int(self.draw.random() * len(words))]

    def sentences(self, subject: str, length: int) -> list[str]:
        """Return sentences on a subject, some `length` characters in all, none twice and no pattern twice in a row.

        What a pattern counts again is of one month, as it would be of the same year.
        """
        patterns = SENTENCES[subject]
        number = int(self.draw.random() * len(patterns))
        found: list[str] = []
        used: set[str] = set()
        left = length
        while left > 0:
            number += 1 + int(self.draw.random() * (len(patterns) - 1))
            pattern = patterns[number % len(patterns)]
            sentence = f"{self['month']}月，{pattern}" if pattern in used else pattern
            used.add(pattern)
            sentence = sentence.format_map(self)
            if sentence not in found:
                found.append(sentence)
                left -= len(sentence)
        return found

    def paragraph(self, subject: str, length: int) -> str:
        """Return a paragraph on a subject of some `length` characters."""
        return "".join(self.sentences(subject, length))
