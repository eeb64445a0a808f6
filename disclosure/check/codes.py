"""Every finding code: its level, what it means, why it matters and how to fix it. `disclosure explain CODE` prints an entry."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from ..model.finding import Finding

Level = Literal["error", "warning", "note"]


class Code(Struct, frozen=True):
    """One kind of problem. An explainable one is silenced by a sentence under `explain:` in the report."""

    code: str
    level: Level
    title: str
    why: str
    fix: str
    explainable: bool = False


CODES: tuple[Code, ...] = (
    # files
    Code(
        "content.empty",
        "error",
        "内容文件夹里没有报告",
        "没有报告就没有可以公开的网站；多半是文件夹写错了。",
        "核对 --content 的路径，或新建以年份为名的报告文件（年份.md）。",
    ),
    Code(
        "content.no-settings",
        "error",
        "缺少 portal.yml",
        "网站名称、机构和标识都写在这里，国办发〔2017〕47号要求每页标明。",
        "在内容文件夹新建 portal.yml，至少写 name 和 body。",
    ),
    Code(
        "file.too-large",
        "error",
        "文件过大",
        "一份年报约 2 万字节；超过 1 MB 的不是年报，也可能是恶意文件。",
        "核对文件；图片和附件另存为单独的文件。",
    ),
    Code(
        "file.encoding",
        "error",
        "文件编码不是 UTF-8",
        "用别的编码读会出现乱码，数字也可能读错。",
        "按提示的命令转换编码，或在编辑器中另存为 UTF-8。",
    ),
    Code(
        "file.control-character",
        "error",
        "文件含有控制字符",
        "多半是从 PDF 或 Word 粘贴时带入的，网页上不可见却会破坏检索。",
        "删去该处的不可见字符。",
    ),
    Code(
        "file.long-line",
        "error",
        "一行太长",
        "报告的一个段落约 500 字；几千字不换行的多半是粘贴出错，也可能是恶意文件。",
        "在段落之间空一行。",
    ),
    Code("file.symlink", "error", "符号链接", "链接可能把内容文件夹以外的文件公开出去。", "把文件本身放进内容文件夹。"),
    Code(
        "file.unused",
        "warning",
        "不是报告的 Markdown 文件",
        "报告文件名是四位年份；这个文件不会成为网页。",
        "报告改名为“年份.md”；常设页面放进 pages/。",
    ),
    Code(
        "body.missing",
        "error",
        "文件夹没有说明是哪个机构",
        "每份报告都要标明发布机构（国办发〔2017〕47号）。",
        "在该文件夹新建 body.yml，写上 name 和 kind。",
    ),
    # YAML
    Code(
        "front-matter.missing",
        "error",
        "没有元数据",
        "标题、年份和各张表写在文件开头的两行 --- 之间。",
        "参照 README 补上元数据。",
    ),
    Code(
        "yaml.syntax",
        "error",
        "YAML 语法有误",
        "有一处写法读不懂，后面的内容都不可信。",
        "检查所指的行：缩进用空格，冒号后有空格，方括号和引号成对，空白单元格写 ~。",
    ),
    Code("yaml.duplicate-key", "error", "键重复", "同一个键写了两次，无法知道哪一个才对。", "删去其中一处。"),
    Code(
        "yaml.feature",
        "error",
        "不支持的 YAML 写法",
        "锚点、别名和标签会让看到的和读到的不一样，也常被用来攻击程序。",
        "直接写出内容；以 ! & * 开头的文字加引号。",
    ),
    Code("yaml.depth", "error", "嵌套太深", "年报最多用到 5 层；更深的多半是缩进写错，或是恶意文件。", "检查缩进。"),
    # fields
    Code("field.missing", "error", "缺少必填项", "网页的标题、日期和机构都由它而来。", "按提示补写。"),
    Code("field.unknown", "error", "不认识的键", "写错的键会被当作没写，内容就丢失了。", "改成提示的键名。"),
    Code("field.type", "error", "值的类型不对", "这里要的是另一种内容（文字、年份、列表）。", "按提示改写。"),
    Code("field.choice", "error", "值不在可选范围内", "只能从给定的几个值里选。", "改成提示的值。"),
    Code("field.date", "error", "日期无效", "日期要写成 YYYY-MM-DD，并且日历上确有这一天。", "改为实际日期，例如 2021-01-26。"),
    # forms and tables
    Code(
        "format.invalid",
        "error",
        "格式文件有误",
        "formats/ 里的文件规定每张表的样子；它错了，所有报告都会错。",
        "按所指的行更正格式文件。",
    ),
    Code(
        "form.wrong-year",
        "error",
        "格式与年度不符",
        "每个年度用哪一种格式，由发布格式的通知规定：由年度决定，不由填报人选择。",
        "改用该年度的格式填报，或更正 year。",
    ),
    Code(
        "form.wrong-basis",
        "error",
        "引用的文号不对",
        "年度报告的依据是发布本年度格式的通知；文号要与通知的一字不差，包括发文机关的代字。",
        "改为本年度格式的文号。",
    ),
    Code(
        "table.missing",
        "error",
        "缺少表格",
        "格式规定的表格必须齐全；没有数据也要填 0 或留空白。",
        "补上整张表，没有填报的单元格写 ~。",
    ),
    Code("table.unknown", "error", "不认识的表格", "写错的表名会使整张表丢失。", "改成提示的表名。"),
    Code("row.missing", "error", "缺少一行", "官方表格不能少行。", "补上这一行，没有填报的单元格写 ~。"),
    Code("row.unknown", "error", "不认识的行", "写错的行名会使整行丢失。", "改成提示的行名。"),
    Code(
        "row.length",
        "error",
        "单元格个数不对",
        "多一格或少一格，后面的数都会错位。",
        "按列的顺序逐格核对；空白写 ~，数字里不写逗号。",
    ),
    Code(
        "cell.not-a-number",
        "error",
        "单元格不是数字",
        "程序不猜测：010、1:30、12人 这样的写法有不止一种读法。",
        "写数字、~（未填报）、/（不适用），说明写在括号里并加引号。",
    ),
    Code("cell.negative", "error", "不能是负数", "只有填写增减的列可以是负数。", "核对后改正。"),
    Code("cell.fraction", "error", "应为整数", "件数和项目数都是整数，只有金额可以有小数。", "核对后改正。"),
    Code("cell.full-width", "note", "全角数字", "已按半角读入，数值不变。", "改为半角，便于以后检索和比较。"),
    Code(
        "cell.unit-missing",
        "note",
        "金额没有单位",
        "格式未规定这一列金额的单位，只写数字时公众无法知道是元还是万元。",
        '写成 "95180元" 或 "9.518万元"（加引号）。',
        explainable=True,
    ),
    # identities between figures
    Code(
        "figure.wrong",
        "error",
        "一个数与多条勾稽关系矛盾",
        "几条勾稽关系同时不成立，而改正这一个数就全部成立。",
        "核对原始台账，改为提示的数。",
    ),
    Code(
        "total.unequal",
        "error",
        "总计不等于各项之和",
        "格式中的总计，都等于它所合计的各项之和；提示里写明是哪几项。",
        "核对后改正总计或各项。",
    ),
    Code(
        "balance.unequal",
        "error",
        "勾稽关系不成立",
        "官方表格写明了各项数据之间的勾稽关系，提示里引了原文。",
        "核对提示里列出的各项。",
    ),
    Code(
        "carry-over.unequal",
        "error",
        "上年结转与上一年度报告不一致",
        "上一年度“结转下年度继续办理”的申请，就是本年度的“上年结转”。",
        "核对两年的报告；确有原因的，在 explain 中用一句话说明。",
        explainable=True,
    ),
    Code(
        "in-force.unequal",
        "warning",
        "现行有效件数与上一年接不上",
        "现行有效件数一般等于上一年的现行有效件数加本年制发件数减本年废止件数；清理、自然失效会使它不等。",
        "核对后改正，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "items.unequal",
        "warning",
        "上一年项目数量与上一年度报告接不上",
        "上一年项目数量一般等于上一年度报告的“上一年项目数量”加“本年增/减”。",
        "核对后改正，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "disclosed-total.unequal",
        "warning",
        "对外公开总数量与上一年接不上",
        "对外公开总数量一般等于上一年的总数量加本年新公开数量。",
        "核对后改正，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "disclosed.exceeds-total",
        "warning",
        "本年新公开数量多于对外公开总数量",
        "总数量包含本年新公开的数量，不会比它少。",
        "核对后改正，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "cumulative.unequal",
        "warning",
        "历年累计与上一年接不上",
        "历年累计一般等于上一年的历年累计加本年度。",
        "核对后改正，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "otherwise-closed.share",
        "warning",
        "“其他处理”占比过高",
        "“其他处理”只收不属于前几类的情形；占比过高，多半是归类有误。",
        "核对归类，或在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "figures.uncertain",
        "note",
        "因空白无法核对",
        "空白不是 0：填上不同的数，等式可能成立也可能不成立，程序不替填报人猜。",
        "补填空白；确实没有填报的，可以保留。",
        explainable=True,
    ),
    Code(
        "figures.jump",
        "note",
        "与上一年相差悬殊",
        "多半是单位写错（元和万元）、多写少写一个 0，或填错了格；真有这样的变化，公众也会想知道原因。数太小的不提示。",
        "核对两年的数和单位；无误的可以保留，也可在 explain 中说明原因。",
        explainable=True,
    ),
    Code(
        "rollup.unequal",
        "error",
        "汇总数不等于所属机构相加",
        "body.yml 或 portal.yml 写了 summary: true 的机构，报告汇总它文件夹里的各机构；表格的每一格都应是各机构相加。",
        "核对汇总数和各机构的报告；本级自己的数也作为一个机构单独填报；确有原因的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "rollup.uncertain",
        "note",
        "缺少所属机构的报告，汇总无法核对",
        "缺的报告填上不同的数，汇总可能相等也可能不相等，程序不猜。",
        "补上所缺的报告；确实没有的，可以保留。",
        explainable=True,
    ),
    Code(
        "rules.authority",
        "warning",
        "无权制定规章的机构填报了规章",
        "《立法法》规定，规章由国务院部门、省级政府和设区的市、自治州政府制定；其他机构此行一般为 0。",
        "核对是否应填在别的一行；代本级政府填报的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "total.filled",
        "note",
        "空白的总计已填入",
        "各项都已填报，总计由它们决定；disclosure fill 只填这样的空白，不改其他任何内容。",
        "核对填入的数。",
    ),
    Code(
        "total.undetermined",
        "note",
        "总计还不能算出",
        "空白不是 0：有一项没有填报，或几条规则算出不同的数，总计就不能由程序决定。",
        "补填所指的单元格，再运行 disclosure fill；确实没有填报的，总计可以留空。",
    ),
    # identity and dates
    Code(
        "year.path",
        "error",
        "文件名的年份与 year 不一致",
        "网页地址由文件名而来，两者不一致会把报告发布到别的年份。",
        "改文件名或 year。",
    ),
    Code("year.title", "error", "标题的年份与 year 不一致", "多半是沿用上一年的文件时忘了改。", "改标题或 year。"),
    Code(
        "year.text",
        "error",
        "正文的年度与 year 不一致",
        "报告的统计期限是报告年度的 1 月 1 日至 12 月 31 日。",
        "改正文中的年度。",
    ),
    Code(
        "body.title",
        "error",
        "标题与机构不符",
        "报告放错文件夹，就会以别的机构的名义公开。",
        "核对文件所在的文件夹；机构另有简称的，写在 body.yml 的 also 中。",
    ),
    Code(
        "report.duplicate", "error", "同一机构同一年度有两份报告", "一个地址只能有一份报告。", "只留一份；更正写在 revisions 中。"
    ),
    Code(
        "published.wrong-year",
        "error",
        "发布日期不在报告年度的次年",
        "年报在次年第一季度公布（《政府信息公开条例》第四十九条）；published 写首次发布日期，以后不再改动。",
        "核对日期；确在更晚年份首次发布的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "published.late",
        "warning",
        "发布日期晚于期限",
        "《政府信息公开条例》第四十九条：部门、乡镇于 1 月 31 日前，县级以上政府部门汇总后于 3 月 31 日前公布；各级期限见格式文件，可在 portal.yml 的 deadlines 中从严规定。",
        "发布日期如实填写，在 explain 中说明迟延的原因。",
        explainable=True,
    ),
    # sections and text
    Code(
        "section.missing",
        "error",
        "缺少章节",
        "格式规定了报告分哪几个部分，标题、文字和顺序都是统一的。",
        "补上该章节；没有内容也要写明。",
    ),
    Code(
        "section.unknown",
        "error",
        "章节标题不对",
        "二级标题（##）必须是格式规定的标题，一字不差。",
        "改成提示的标题；小标题用 ###。",
    ),
    Code("section.order", "error", "章节顺序不对", "各个部分有固定的顺序。", "按标题序号的顺序排列。"),
    Code("section.duplicate", "error", "章节重复", "同一标题出现了两次。", "合并为一个章节。"),
    Code("section.empty", "error", "章节没有内容", "空的章节会被检查为空栏目；没有情况也要写明“无”。", "写上内容。"),
    Code(
        "text.overview-length",
        "warning",
        "超过规定的字数",
        "发布格式的通知规定了这一部分的字数，提示里写明是多少。",
        "精简文字。",
        explainable=True,
    ),
    Code(
        "text.overview-topics",
        "warning",
        "应写的方面没有写全",
        "发布格式的通知规定了这一部分应写哪些方面，提示里写明缺的是哪些。",
        "补写缺少的方面，或在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.figure",
        "error",
        "正文的数与表格不一致",
        "同一份报告里，正文用格式的原词写出的数（新收申请、办结、予以公开、行政复议等）应与表格相同。",
        "核对台账，改正文或改表；说的不是同一件事的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.denied",
        "error",
        "正文说没有，表格里有",
        "正文说没有收到申请、没有行政复议或诉讼、全部办结，而表格里有数，两者必有一错。",
        "核对台账，改正文或改表；说的不是同一件事的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.parts",
        "warning",
        "正文的分项之和与总数不符",
        "“其中”之后的各项不能多于总数；写了“其他”或“分为”的，各项之和就是总数。",
        "核对各项和总数；各项有重叠的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.percent",
        "warning",
        "正文的占比与数不符",
        "占比等于该项除以总数，按写出的位数四舍五入。",
        "改正占比或所依据的数；占的是别的总数的，写明占什么。",
        explainable=True,
    ),
    Code(
        "text.growth",
        "warning",
        "正文的增减与上一年的数不符",
        "增减的件数和百分比，由本年和上一年的数决定。",
        "对照上一年度的报告改正；口径不同的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.balance",
        "warning",
        "正文的几个数互相矛盾",
        "格式的勾稽关系（如第一项加第二项之和，等于第三项加第四项之和）对正文里的这几个数同样成立。",
        "核对台账，改正其中写错的数。",
        explainable=True,
    ),
    Code(
        "text.conflict",
        "warning",
        "正文前后说的数不一样",
        "同一件事在一份报告里只有一个数。",
        "核对后改成同一个数；说的不是同一件事的，写明各是什么。",
        explainable=True,
    ),
    Code(
        "text.repeated",
        "warning",
        "文字与上一年几乎相同",
        "应当年年重写的部分，除数字外与上一年几乎相同，检查时会被指为“年年雷同”。",
        "写出今年做了什么、有什么问题；确实没有变化的，在 explain 中说明。",
        explainable=True,
    ),
    Code(
        "text.problems",
        "warning",
        "问题和改进没有写全",
        "发布格式的通知要求写明存在的主要问题和改进情况，不能写“无”。",
        "补写问题和改进措施。",
        explainable=True,
    ),
    Code(
        "text.fee-information",
        "error",
        "没有说明信息处理费",
        "发布格式的通知要求写明依据《政府信息公开信息处理费管理办法》收取信息处理费的情况；没有收取也要写明。它不是行政事业性收费。",
        "写上收取信息处理费的情况，例如“本年度未收取信息处理费”。",
    ),
    # markup and links
    Code(
        "markup.html",
        "warning",
        "正文含有 HTML 标签",
        "多半是从网页或 Word 粘贴带入的；网页上会原样显示为文字。",
        "删去标签，改用 Markdown。",
    ),
    Code(
        "markup.unsafe",
        "error",
        "含有脚本",
        "脚本会在公众的浏览器里运行；程序只把它显示为文字，但它不应出现在政府网站上。",
        "删去所指的内容。",
    ),
    Code(
        "link.scheme",
        "error",
        "不允许的链接",
        "只允许 http、https、mailto、tel 和站内链接；javascript: 之类的链接会运行脚本。",
        "改为网址或站内链接。",
    ),
    Code(
        "link.dead",
        "error",
        "链接的页面不存在",
        "死链接是政府网站检查的单项否决项（国办秘函〔2019〕19号）。",
        "更正链接，或把附件放进内容文件夹。",
    ),
    Code("link.anchor", "error", "链接的位置不存在", "页面存在，但没有所指的标题或单元格。", "更正 # 后面的名称。"),
    Code("link.outside", "error", "链接指向网站之外的文件", "“../”越出了内容文件夹。", "把附件放进内容文件夹，用相对链接。"),
    Code(
        "path.collision",
        "error",
        "两个文件要发布到同一个地址",
        "一个地址只能有一个文件；大小写不同在许多服务器上也算相同。",
        "改其中一个文件的名字。",
    ),
    # explanations and the site
    Code(
        "explain.unmatched",
        "warning",
        "说明没有对应的提示",
        "数已经改正，或代码、位置写错了；多余的说明会误导读者。",
        "删去说明，或更正代码和位置。",
    ),
    Code(
        "explain.refused",
        "error",
        "这个问题不能用说明代替改正",
        "格式规定必须成立的等式和必填内容，只能改正。",
        "改正所指的问题，删去说明。",
    ),
    Code(
        "settings.incomplete",
        "note",
        "网站标识不完整",
        "国办发〔2017〕47号要求每页标明 SiteName、SiteDomain、SiteIDCode，页脚标明网站标识码和备案号。",
        "在 portal.yml 中补上 address 和 identifiers。",
    ),
    # import
    Code(
        "import.unreadable",
        "error",
        "文件读不出",
        "文件损坏、加了密码、编码不明，或不是可以导入的类型。",
        "用原来的软件打开后另存一次；可以导入 .docx .html .pdf .txt .md .xlsx .csv。",
    ),
    Code(
        "import.refused",
        "error",
        "文件不安全，没有打开",
        "文件过大、解压后过大、带有宏或实体声明，或读取超过了时间和内存的上限；年报用不到这些。",
        "另存为不带宏的 .docx 或网页再导入；很大的文件先删去图片。",
    ),
    Code(
        "import.scan",
        "error",
        "扫描件没有文字层",
        "图片里的字要先识别才能读，程序不猜。",
        "先做文字识别（OCR）并核对，或找 Word、网页版本。",
    ),
    Code(
        "import.converter",
        "error",
        "需要 LibreOffice",
        ".doc、.wps、.xls 等旧格式由本机的 LibreOffice 转换后才能读。",
        "安装 LibreOffice，或用 Word、WPS 另存为 .docx。",
    ),
    Code(
        "import.exists",
        "error",
        "目标文件已存在",
        "导入从不覆盖已有的文件：里面可能有人工改过的内容。",
        "确要覆盖时加 --force；只想看结果时加 --dry-run。",
    ),
    Code("import.no-year", "error", "不知道是哪一年的报告", "年份决定用哪一种格式。", "用 --year 指明年份。"),
    Code(
        "import.year-unsure",
        "warning",
        "年份拿不准",
        "年份决定用哪一种格式、写进哪个文件；标题与统计期限不一致，或只有文件名写了年份。",
        "对照原文核对；不对的，用 --year 指明后重新导入。",
    ),
    Code("import.no-title", "warning", "没有找到标题", "标题是网页的题目，要写明机构和年份。", "在 title 一行填写。"),
    Code(
        "import.no-date",
        "warning",
        "没有找到发布日期",
        "原文没有写明，程序不猜；发布日期以首次发布为准。",
        "在 published 一行填写首次发布日期。",
    ),
    Code("import.signed-date", "note", "发布日期取自落款", "原文只有落款日期，首次发布可能在那以后。", "核对首次发布日期。"),
    Code(
        "import.no-tables",
        "warning",
        "没有找到表格",
        "原文没有格式规定的表格，或表格是图片。",
        "对照原文填写；表格是图片的，先做文字识别。",
    ),
    Code(
        "import.table-missing",
        "warning",
        "有一张表没有找到",
        "原文缺这张表，或表的样子认不出来。",
        "对照原文填写；原文确实没有的，保留空白。",
    ),
    Code(
        "import.row-missing",
        "warning",
        "有一行没有找到",
        "原文缺这一行，或标签认不出来。",
        "对照原文填写；原文确实没有的，保留空白。",
    ),
    Code(
        "import.section-missing",
        "warning",
        "有一个部分没有找到标题",
        "各部分的标题是统一的，原文用了别的标题或没有这一部分。",
        "把属于这一部分的文字移到这个标题下面。",
    ),
    Code(
        "import.ambiguous",
        "warning",
        "有不止一种读法，留作空白",
        "数字连在一起或位置不明，勾稽关系也定不下来；程序不猜。",
        "对照原文填写；几种读法列在该行的注释里。",
    ),
    Code(
        "import.cell-unread",
        "warning",
        "单元格读不懂，留作空白",
        "单元格里不是一个数，也不是空白或不适用。",
        "对照原文填写；原来的写法在该行的注释里。",
    ),
    Code(
        "import.left-over",
        "warning",
        "原文有数没有写入单元格",
        "本地增加的行、多出的列或散落的数在格式里没有位置；一个也不丢，都列出来。",
        "需要公开的写进正文，或写成单元格的说明。",
    ),
    Code(
        "import.duplicate",
        "warning",
        "同一行出现了不止一次",
        "原文里同一行有两组不同的数，只用了其中一组。",
        "对照原文核对用哪一组。",
    ),
    Code(
        "import.other-form",
        "warning",
        "原文用的是别的年度的格式",
        "原文的表格与本年度的格式不同，已按原文的格式导入，核对时会再提示。",
        "按本年度的格式重新填报，或核对年份。",
    ),
    Code("import.split", "note", "连在一起的数字已拆开", "单元格的边线丢了；按位数或勾稽关系只有一种拆法。", "对照原文核对。"),
    Code(
        "import.by-position",
        "note",
        "按位置对应的一行",
        "这一行没有标签或标签认不出来，前后各行都已对上，只剩这个位置。",
        "对照原文核对这一行。",
    ),
    Code("import.aligned", "note", "按列的位置对应", "原表多出空列、少了列或列的顺序不同。", "对照原文核对这一行。"),
    Code(
        "import.label", "note", "行标签与格式不同", "原表的标签与官方用语不完全一样，按最接近的一行对应。", "核对是不是同一行。"
    ),
    Code(
        "import.columns", "note", "列标题与格式不同", "原表沿用了别的年度或自拟的列标题，按位置对应。", "核对两者是不是一回事。"
    ),
    Code("import.cell-changed", "note", "单元格换了写法", "去掉了千位分隔符，或换算了金额单位；数值不变。", "核对即可。"),
    Code("import.table-kept", "note", "其他表格留在正文中", "不是格式规定的表格，原样写成正文里的表格。", "核对位置即可。"),
    Code("import.left-out", "note", "网页自带的文字没有写入", "导航、按钮、浏览次数之类不是报告的内容。", "有用的写回正文。"),
    Code("template.syntax", "error", "模板语法有误", "模板读不懂，就做不出网页。", "更正所指的行。"),
    Code("template.failed", "error", "模板运行出错", "模板用了不存在的变量，或写法有误。", "更正所指的行。"),
)

BY_CODE: dict[str, Code] = {code.code: code for code in CODES}


def level_of(code: str) -> Level:
    """The level of a finding of this code."""
    return BY_CODE[code].level


def stops(findings: Iterable[Finding], strict: bool = False) -> bool:
    """Whether these findings forbid publication: any error, or with `strict` any warning."""
    levels = {level_of(finding.code) for finding in findings}
    return "error" in levels or (strict and "warning" in levels)
