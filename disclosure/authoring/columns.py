"""The page 法定主动公开内容 as a body begins it: the columns of articles 20 and 21 of the regulations, to write below."""

COLUMNS_PAGE = "pages/catalogue.md"
"""Its file in the folder of a body."""
_ARTICLE_20 = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
"""Its fifteen items in their order."""
_COUNTY = ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助")
_TOWNSHIP = (
    "贯彻落实农业农村政策",
    "农田水利工程建设运营",
    "农村土地承包经营权流转",
    "宅基地使用情况审核",
    "土地征收",
    "房屋征收",
    "筹资筹劳",
    "社会救助",
)
_ARTICLE_21 = dict.fromkeys(("city", "county", "office", "department"), _COUNTY) | {"township": _TOWNSHIP}
"""What it adds, by kinds of body: for governments of cities and counties with their departments, and for townships."""
_HEAD = """\
---
title: 法定主动公开内容
order: 3
hide_empty: true                 # 没有内容的栏目不显示；全都没有的，整页不公开
# 前 15 栏是《政府信息公开条例》第二十条的各项{more}；名称、先后可以改，不要的删去
# 栏目下面写文字或链接，例如：- [2025年部门预算](https://www.example.gov.cn/budget/)
---
"""


def columns_page(kind: str) -> str:
    """Return the page with which a body of a kind begins what it discloses of its own accord; empty columns are not shown."""
    own = _ARTICLE_21.get(kind, ())
    head = _HEAD.format(more="，以下是第二十一条的" if own else "")
    return head + "".join(f"\n## {column}\n" for column in (*_ARTICLE_20, *own))
