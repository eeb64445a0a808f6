"""Every key of `portal.yml`, `body.yml` and the standing pages, described once.

From these descriptions follow how the files are read (`settings.py`), their JSON Schemas, the reference
`docs/settings.md`, and what is answered to a key that does not exist.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..model.portal import DATA_KINDS, DOWNLOAD_OF, DOWNLOADS, KINDS, Thresholds

Holds = Literal[
    "text",
    "address",
    "integer",
    "flag",
    "choice",
    "choices",
    "texts",
    "day",
    "date",
    "explanations",
    "old_addresses",
    "document",
    "withdrawal",
    "mapping",
    "mappings",
]
"""What can stand at a key; `choices` and `texts` are lists, `day` is `MM-DD`, `date` is `YYYY-MM-DD`, `explanations` are
sentences by code, `document` is an address or a file of the content folder."""


class SettingKey(Struct, frozen=True):
    """A key of the settings: what it holds, what it does, and how it is written.

    `default` is the value where it is absent, which `absent` may say in words. `values` are those allowed, with their meaning.
    `other_names` are words that people write for it; with `in_words` the meaning of a value may be written for it as well.
    Values that are `only_named` count where the key names them, and not where it is absent.
    """

    key: str
    holds: Holds
    about: str
    example: str
    default: str = ""
    absent: str = ""
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    least: int = 0
    greatest: int = 999_999
    keys: tuple["SettingKey", ...] = ()
    other_names: tuple[str, ...] = ()
    only_named: tuple[str, ...] = ()
    in_words: bool = False

    @property
    def words(self) -> dict[str, str]:
        """The values by the words that may be written for them."""
        return {meaning: value for value, meaning in self.values} if self.in_words else {}


class SettingPlace(Struct, frozen=True):
    """A kind of file with settings: how it is called, what it is for, and its keys."""

    file: str
    about: str
    keys: tuple[SettingKey, ...]
    schema: str = ""


_KINDS = tuple(KINDS.items())
_ORDER = "排列的次序，小的在前，相同的按文件名"

_MOVED_FROM = SettingKey(
    "moved_from",
    "old_addresses",
    "",
    "",
    absent="没有移动过",
    other_names=("aliases_of_address", "old_path", "redirect_from", "redirects", "旧地址", "原地址"),
)
_FORMER_NAMES = (
    SettingKey("name", "text", "曾用名。", "name: 某某乡人民政府", required=True, other_names=("title", "名称")),
    SettingKey(
        "since", "integer", "从哪一年起用这个名称。", "since: 1990", default="0", absent="不限", least=1900, greatest=2099
    ),
    SettingKey("until", "integer", "用到哪一年为止。", "until: 2015", default="0", absent="不限", least=1900, greatest=2099),
)

_CONTACT = (
    SettingKey(
        "office",
        "text",
        "受理申请的机构。",
        "office: 某某镇党政办公室",
        absent="机构自己",
        other_names=("受理机构", "工作机构"),
    ),
    SettingKey(
        "address",
        "text",
        "办公地址，邮寄申请也寄到这里。",
        "address: 某某镇某某路1号，邮编000000",
        absent="不显示",
        other_names=("地址",),
    ),
    SettingKey(
        "hours",
        "text",
        "办公时间。",
        "hours: 工作日 8:30—12:00、14:00—17:30",
        absent="不显示",
        other_names=("opening_hours", "time", "办公时间", "工作时间"),
    ),
    SettingKey(
        "telephone",
        "text",
        "联系电话。写在这里的号码可以公开，别处出现时不再提示、不遮去。",
        'telephone: "0000-0000000"',
        pattern=r"(?:.*\d){3}.*",
        absent="不显示",
        other_names=("tel", "phone", "电话", "联系电话"),
    ),
    SettingKey(
        "fax",
        "text",
        "传真号码，同样可以公开。",
        'fax: "0000-0000000"',
        pattern=r"(?:.*\d){3}.*",
        absent="不显示",
        other_names=("传真",),
    ),
    SettingKey(
        "email",
        "text",
        "电子邮箱，一个。",
        "email: xxgk@example.gov.cn",
        pattern=r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        absent="不显示",
        other_names=("mail", "邮箱", "电子邮箱"),
    ),
    SettingKey(
        "form",
        "document",
        "申请表：一个网址，或者内容文件夹里的文件，从内容文件夹起写。",
        "form: forms/application.docx",
        absent="不显示",
        other_names=("application", "申请表"),
    ),
    SettingKey(
        "reconsideration",
        "text",
        "对答复不服时，向哪个机关申请行政复议。",
        "reconsideration: 某某县人民政府",
        absent="只说可以申请行政复议",
        other_names=("复议机关", "行政复议机关"),
    ),
)

BODY_KEYS = (
    SettingKey(
        "name",
        "text",
        "机构的全称，显示在它的每一页上；报告的标题应当写着它。",
        "name: 某某镇人民政府",
        required=True,
        other_names=("title", "名称", "机构名称"),
    ),
    SettingKey(
        "kind",
        "choice",
        "机构的类别，截止日期和一些核对由它决定；写中文（kind: 乡镇）也可以。",
        "kind: township",
        default="other",
        absent="other，并提示没有填写",
        values=_KINDS,
        in_words=True,
        other_names=("type", "category", "类别", "机构类别"),
    ),
    SettingKey(
        "order", "integer", f"{_ORDER}（文件夹名）。", "order: 3", default="0", other_names=("sort", "weight", "position", "排序")
    ),
    SettingKey(
        "summary",
        "flag",
        "这个机构的报告是否汇总它文件夹里各机构的报告；是的，表格逐格核对是否等于各机构相加。",
        "summary: true",
        default="false",
        other_names=("sum", "total", "rollup", "汇总"),
    ),
    SettingKey(
        "also",
        "texts",
        "机构的简称、曾用名，报告的标题里可以用来代替全称。",
        "also: [某某镇, 某某镇政府]",
        absent="标题里只认全称",
        other_names=("aliases", "alias", "names", "short_name", "简称", "别名"),
    ),
    SettingKey(
        "former_names",
        "mappings",
        "机构的曾用名和使用的年份：那些年度的报告可以用它，机构的网页上也会注明。",
        "former_names:\n  - name: 某某乡人民政府\n    until: 2015",
        absent="没有",
        keys=_FORMER_NAMES,
        other_names=("former_name", "old_names", "曾用名", "原名"),
    ),
    SettingKey(
        "begins",
        "integer",
        "机构从哪一年起有年报：第一份报告的年度，新设、合并成立的写它；以前的年度不算缺报。",
        "begins: 2021",
        default="0",
        absent="不限",
        least=1900,
        greatest=2099,
        other_names=("since", "start", "founded", "成立", "起始年度"),
    ),
    SettingKey(
        "closed",
        "integer",
        "机构的年报到哪一年为止：最后一份报告的年度，撤销、并入别的机构的写它；以后的年度不算缺报，网页和报告都保留。",
        "closed: 2019",
        default="0",
        absent="不限",
        least=1900,
        greatest=2099,
        other_names=("until", "end", "ended", "撤销", "截止年度"),
    ),
    replace(
        _MOVED_FROM,
        about="机构的文件夹原来叫什么：旧地址上的每一页都转到新地址，数据和附件在旧地址上照样能下载。旧网站的网址只写进"
        " redirects.json，供服务器转向。移动过几次的，最早的写在最前。",
        example="moved_from: [old-office]",
    ),
    SettingKey(
        "contact",
        "mapping",
        "向这个机构申请公开信息找谁：写在它的首页上，答复期限和救济途径由程序照条例写；它的每份报告后面也有一行。",
        'contact:\n  office: 某某镇党政办公室\n  address: 某某镇某某路1号\n  telephone: "0000-0000000"',
        keys=_CONTACT,
        other_names=("apply", "contacts", "依申请公开"),
    ),
)

_IDENTIFIERS = (
    SettingKey(
        "site_code",
        "text",
        "政府网站标识码，加引号，否则开头的 0 容易被编辑器去掉。",
        'site_code: "0000000000"',
        absent="不显示，并提示没有填写",
        other_names=("code", "网站标识码", "标识码"),
    ),
    SettingKey(
        "icp",
        "text",
        "ICP 备案号。",
        "icp: 京ICP备00000000号",
        absent="不显示，并提示没有填写",
        other_names=("beian", "备案号", "ICP备案号"),
    ),
    SettingKey(
        "police",
        "text",
        "公安机关备案号。",
        "police: 京公网安备00000000000000号",
        absent="不显示，并提示没有填写",
        other_names=("gongan", "公安备案号"),
    ),
)

_FOOTER = (
    SettingKey(
        "organizer",
        "text",
        "主办单位。",
        "organizer: 某某镇人民政府",
        absent="不显示，并提示没有填写",
        other_names=("sponsor", "owner", "主办", "主办单位"),
    ),
    SettingKey(
        "undertaker",
        "text",
        "承办单位。",
        "undertaker: 某某镇党政办公室",
        absent="不显示",
        other_names=("承办", "承办单位"),
    ),
    SettingKey(
        "contact",
        "text",
        "联系方式。",
        "contact: 电话：0000-0000000",
        absent="不显示，并提示没有填写",
        other_names=("phone", "telephone", "tel", "email", "电话", "联系方式", "联系电话"),
    ),
)

_USUAL = Thresholds()
_THRESHOLDS = (
    SettingKey(
        "jump_factor",
        "integer",
        "一个数与上一年相差多少倍以上，才提示变化很大。",
        "jump_factor: 10",
        default=str(_USUAL.jump_factor),
        least=2,
        greatest=1000,
    ),
    SettingKey(
        "jump_minimum",
        "integer",
        "两年的数中较大的一个至少是多少，才看相差几倍。",
        "jump_minimum: 50",
        default=str(_USUAL.jump_minimum),
        least=1,
    ),
    SettingKey(
        "repetition_percent",
        "integer",
        "一章的文字有百分之多少以上与上一年相同，才提示重复；篇幅相差很大的两年不比较。",
        "repetition_percent: 95",
        default=str(_USUAL.repetition_percent),
        least=80,
        greatest=100,
    ),
    SettingKey(
        "repetition_minimum",
        "integer",
        "一章至少有多少字，才看是否重复。",
        "repetition_minimum: 200",
        default=str(_USUAL.repetition_minimum),
        least=1,
    ),
)

_LINKS = (
    SettingKey("title", "text", "链接的文字。", "title: 某某县人民政府", required=True, other_names=("name", "text")),
    SettingKey(
        "address",
        "address",
        "链接的网址。",
        "address: https://www.example.gov.cn/",
        required=True,
        pattern=r"https?://\S+",
        other_names=("url", "href", "link"),
    ),
)

_BADGES = (
    SettingKey(
        "institution_id",
        "text",
        "党政机关网站标识的编号：颁发的代码里 id= 后面的三十二位数字和字母，加引号。",
        'institution_id: "0123456789ABCDEF0123456789ABCDEF"',
        absent="不显示这个标识",
        pattern="[0-9A-Fa-f]{32}",
        other_names=("conac", "institution", "党政机关网站标识", "党政机关标识"),
    ),
    SettingKey(
        "institution_picture",
        "text",
        "这个标识的图片，另存在内容文件夹里，从内容文件夹起写。",
        "institution_picture: images/institution.png",
        absent="显示文字“党政机关网站标识”",
    ),
    SettingKey(
        "errors_id",
        "text",
        "政府网站找错的编号：颁发的代码里 sitecode= 后面的，就是网站标识码，加引号。",
        'errors_id: "0000000000"',
        absent="不显示“政府网站找错”",
        pattern="[0-9A-Za-z]{10}",
        other_names=("jiucuo", "errors", "政府网站找错", "找错"),
    ),
    SettingKey(
        "errors_picture",
        "text",
        "“政府网站找错”的图片，另存在内容文件夹里，从内容文件夹起写。",
        "errors_picture: images/errors.png",
        absent="显示文字“政府网站找错”",
    ),
)

_TARGETS = (
    SettingKey("name", "text", "这个目标的名称，命令里用它。", "name: 官网", required=True, other_names=("title", "名称")),
    SettingKey(
        "to",
        "text",
        "放到哪里：`dir:` 加这台机器上的文件夹，`ssh:` 加服务器和文件夹，`folder:` 加逐个换文件的文件夹，"
        "`sftp://` 加只有 sftp 的服务器，`s3://` 加对象存储的桶和前缀。"
        "密码和密钥不写在这里：用 ssh 的，对象存储的写在环境变量里。",
        "to: ssh:user@host:/srv/www/zfxxgk",
        required=True,
        pattern=r"(dir|folder):\S.*|ssh:[^\s:/]+:/\S+|sftp://[^\s:/]+(:\d+)?/\S+|s3://[a-z0-9][a-z0-9.-]+(/[^\s?#]*)?",
        other_names=("path", "place", "host", "server", "地址"),
    ),
    SettingKey(
        "check",
        "address",
        "放好以后按这个网址核对，不对就自动退回。",
        "check: https://www.example.gov.cn/zfxxgk/",
        absent="不核对",
        pattern=r"https?://\S+",
        other_names=("verify", "url", "网址"),
    ),
    SettingKey("keep", "integer", "那里保存最近几次公开，供退回。", "keep: 5", default="5", least=1, greatest=1000),
    SettingKey(
        "compress",
        "flag",
        "文件旁边放压缩好的 .gz（装了 brotli 的还有 .br），服务器按 server-config 配置的会直接送出。",
        "compress: true",
        default="false",
        other_names=("gzip", "压缩"),
    ),
    SettingKey(
        "endpoint_url",
        "text",
        "不是 AWS 的对象存储在哪里，`to` 写 `s3://` 时用；也可以写在环境变量 AWS_ENDPOINT_URL 里。",
        "endpoint_url: https://oss-cn-hangzhou.aliyuncs.com",
        absent="环境变量里的，没有的就是 AWS",
        pattern=r"https?://[^\s/?#@]+/?",
        other_names=("endpoint", "region_url"),
    ),
)

PORTAL_KEYS = (
    SettingKey(
        "name",
        "text",
        "网站的名称，显示在每一页的上方和浏览器的标题里。",
        "name: 某某镇政府信息公开",
        required=True,
        other_names=("title", "site", "site_name", "名称", "网站名称"),
    ),
    SettingKey(
        "body",
        "mapping",
        "内容文件夹所代表的机构，它的报告（年份.md）就放在内容文件夹里；所属机构各有一个文件夹和 body.yml。",
        "body:\n  name: 某某镇人民政府\n  kind: township",
        required=True,
        keys=BODY_KEYS,
        other_names=("agency", "organization", "organisation", "机构"),
    ),
    SettingKey(
        "address",
        "address",
        "网站公布后的网址；订阅、网站地图和搜索引擎要用完整的网址。",
        "address: https://www.example.gov.cn/zwgk/",
        absent="没有订阅和网站地图，并提示没有填写",
        pattern=r"https?://[^\s/?#]+(/[^\s?#]*)?",
        other_names=("url", "baseurl", "base_url", "host", "domain", "网址"),
    ),
    SettingKey(
        "language", "text", "网页的语言代码。", "language: zh-CN", default="zh-CN", other_names=("lang", "locale", "语言")
    ),
    SettingKey(
        "accent",
        "text",
        "网站的主色，# 和六位十六进制数，加引号。",
        'accent: "#9f1d20"',
        absent="用模板的颜色",
        pattern="#[0-9a-fA-F]{6}",
        other_names=("color", "colour", "theme_color", "主色", "颜色"),
    ),
    SettingKey(
        "licence",
        "text",
        "别人可以怎样使用这些数据，一句话或者许可协议的名称和网址；写在数据页和数据文件里。",
        "licence: 可以自由使用，请注明来源",
        absent="不说明",
        other_names=("license", "许可", "授权"),
    ),
    SettingKey(
        "identifiers",
        "mapping",
        "每一页下方的网站标识（国办发〔2017〕47号要求标明）。",
        'identifiers:\n  site_code: "0000000000"\n  icp: 京ICP备00000000号',
        keys=_IDENTIFIERS,
        other_names=("identifier", "ids", "标识"),
    ),
    SettingKey(
        "footer",
        "mapping",
        "每一页下方的单位和联系方式。",
        "footer:\n  organizer: 某某镇人民政府\n  contact: 电话：0000-0000000",
        keys=_FOOTER,
        other_names=("bottom", "colophon", "页脚"),
    ),
    SettingKey(
        "logo",
        "text",
        "每一页上方代替网站名称的图片，从内容文件夹起写；图里应当写着网站名称，读屏软件读出的是 name。",
        "logo: images/logo.png",
        absent="显示网站名称",
        other_names=("image", "banner", "标志"),
    ),
    SettingKey(
        "favicon",
        "text",
        "浏览器标签上的小图标，从内容文件夹起写。",
        "favicon: images/icon.svg",
        absent="logo 是 svg 或 png 时用它，否则用模板的图标",
        other_names=("icon", "图标"),
    ),
    SettingKey(
        "links",
        "mappings",
        "每一页下方到别的网站的链接。",
        "links:\n  - title: 某某县人民政府\n    address: https://www.example.gov.cn/",
        absent="没有",
        keys=_LINKS,
        other_names=("link", "友情链接"),
    ),
    SettingKey(
        "badges",
        "mapping",
        "每一页下方的“党政机关网站标识”和“政府网站找错”：链接到颁发它们的网站，图片是内容文件夹里的文件。"
        "颁发的脚本不用：网页不从别的网站加载任何东西，安全策略不用放宽。",
        'badges:\n  institution_id: "0123456789ABCDEF0123456789ABCDEF"\n  institution_picture: images/institution.png\n'
        '  errors_id: "0000000000"\n  errors_picture: images/errors.png',
        keys=_BADGES,
        other_names=("badge", "marks", "网站标识图"),
    ),
    SettingKey(
        "targets",
        "mappings",
        "网站可以放到哪些地方；`disclosure publish 官网` 放到名称是“官网”的那一处。",
        "targets:\n  - name: 官网\n    to: ssh:user@host:/srv/www/zfxxgk\n    check: https://www.example.gov.cn/zfxxgk/",
        absent="没有；命令里可以直接写",
        keys=_TARGETS,
        other_names=("target", "deploy", "publish_to", "目标"),
    ),
    SettingKey(
        "downloads",
        "choices",
        "每份报告提供哪些格式的下载。pdf 要先安装 WeasyPrint（`disclosure[pdf]`）和中文字体，每份约 0.5 MB，预览里没有；"
        "另一台机器做出的 PDF 字节可能不同。",
        "downloads: [json, csv, xlsx]",
        absent="json、csv、xlsx",
        values=tuple((download.kind, download.label) for download in DOWNLOADS),
        only_named=tuple(kind for kind in DOWNLOAD_OF if kind not in DATA_KINDS),
        other_names=("formats", "exports", "下载"),
    ),
    SettingKey(
        "publish",
        "choices",
        "报告、目录和页面以外，另外公布什么。",
        "publish: [trends, comparisons, rows, search, feeds]",
        absent="全部，除了 datasets、qr、rules",
        values=(
            ("trends", "历年趋势"),
            ("comparisons", "两年对照、各机构对照"),
            ("rows", "表格每一行一页：各机构、各年的数字"),
            ("search", "全文检索"),
            ("feeds", "订阅（Atom、JSON Feed）"),
            (
                "datasets",
                "全部报告的表格合在一起：一个工作簿、每张表一个 CSV、每个机构一个工作簿、一个 ZIP；不写 publish 时不公布",
            ),
            ("qr", "报告和概览印在纸上时末尾的二维码，指向这一页的网址，要填写 address；不写 publish 时没有"),
            ("rules", "检查规则一页；不写 publish 时不公布"),
        ),
        only_named=("datasets", "qr", "rules"),
        other_names=("features", "outputs", "公布"),
    ),
    SettingKey(
        "comparisons",
        "choice",
        "每个机构有哪些相邻两年的对照页；任意两年在“年度对照”页里当场对照，要用到 JSON 下载。",
        "comparisons: newest",
        default="all",
        values=(
            ("newest", "只生成最近两年的；更早的网址转到“年度对照”页，报告多的网站小得多"),
            ("all", "每相邻两年一页"),
        ),
        other_names=("comparison", "compare", "对照"),
    ),
    SettingKey(
        "data_files",
        "choice",
        "数据文件写得全，还是小：同样的数字不在几个文件里重复写。公开以后不要改，改了原来的网址会打不开。",
        "data_files: compact",
        default="full",
        values=(
            ("compact", "全部报告的数据压缩成 reports.csv.zip、reports.json.zip；一份报告的 CSV 不写每行都相同的列"),
            ("full", "全部报告的数据是 reports.csv、reports.json，不压缩；每个 CSV 的列都一样"),
        ),
        other_names=("data", "csv", "数据文件"),
    ),
    SettingKey(
        "deadlines",
        "mapping",
        "本地规定的公布截止日期，写成次年的“月-日”；与全国规定不同时才写。",
        "deadlines:\n  township: 01-20\n  department: 01-25",
        absent="按全国的规定",
        keys=tuple(
            SettingKey(kind, "day", f"{name}的截止日期。", f"{kind}: 01-20", absent="按全国的规定", other_names=(name,))
            for kind, name in KINDS.items()
        ),
        other_names=("deadline", "due", "截止日期"),
    ),
    SettingKey(
        "thresholds",
        "mapping",
        "与上一年的报告比较时，从多大的变化、多少重复起提示。",
        "thresholds:\n  jump_factor: 10\n  repetition_percent: 95",
        keys=_THRESHOLDS,
        other_names=("limits", "阈值"),
    ),
    SettingKey(
        "review",
        "texts",
        "公开以前要哪些人签署，依次写职务；签署用 `disclosure approve`，签署以后改动一个字都要重新签署。",
        "review: [部门负责人, 主管领导]",
        absent="不需要签署",
        other_names=("approval", "approvals", "reviewers", "signatures", "审核", "签署", "审批"),
    ),
    SettingKey(
        "review_names",
        "flag",
        "报告的网页上是否写出签署的人和日期；不写的，姓名只在内容文件里。",
        "review_names: true",
        default="false",
        other_names=("show_review", "reviewer_names", "公开签署人"),
    ),
)

PAGE_KEYS = (
    SettingKey(
        "title", "text", "页面的标题，也是栏目的名称。", "title: 政府信息公开指南", required=True, other_names=("name", "标题")
    ),
    SettingKey("order", "integer", f"{_ORDER}。", "order: 1", default="0", other_names=("sort", "weight", "position", "排序")),
    SettingKey(
        "column",
        "text",
        "网页元数据中的栏目类别，例如“信息公开指南”“信息公开目录”“依申请公开”“政策文件”。",
        "column: 信息公开指南",
        absent="由标题推断，推断不出的是“政策文件”",
        other_names=("category", "section", "栏目"),
    ),
    replace(
        _MOVED_FROM,
        about="页面原来的地址：本网站的路径，旧地址上留下转到这里的网页；旧网站的网址只写进 redirects.json，供服务器转向。",
        example="moved_from: [pages/zhinan.html]",
    ),
    SettingKey(
        "updated",
        "date",
        "这一页最近核对、更新的日期，显示在页末。公开指南要及时更新（条例第十二条）：比最近的报告早一年以上的，检查时提示。",
        "updated: 2026-01-15",
        absent="不显示",
        other_names=("date", "modified", "更新日期"),
    ),
    SettingKey(
        "hide_empty",
        "flag",
        "标题下面没有内容的各节不显示；全都没有内容的，整页不公开。`init --columns` 写的公开栏目用它。",
        "hide_empty: true",
        absent="照样显示标题",
        other_names=("hide_blank", "skip_empty", "隐藏空栏目"),
    ),
    SettingKey(
        "withdrawn",
        "withdrawal",
        "公布过、现在撤下的页面：文件留着，原来的网址上说明撤下的日期和原因，栏目里不再列出。",
        "withdrawn: {date: 2026-05-10, reason: 内容已经过时。}",
        absent="没有撤下",
        other_names=("removed", "archived", "撤下"),
    ),
    SettingKey(
        "explain",
        "explanations",
        "对提示的说明：说明以后不再提示。哪些提示可以说明，见 `disclosure explain`。",
        "explain:\n  personal.data: 联系人的电话，本人同意公开",
        absent="照常提示",
        other_names=("explanations", "说明"),
    ),
)

PORTAL_YML = SettingPlace("portal.yml", "网站的设置，放在内容文件夹里，每个网站一个。", PORTAL_KEYS, "portal.json")
BODY_YML = SettingPlace("body.yml", "所属机构的说明，放在这个机构的文件夹里。", BODY_KEYS, "body.json")
PAGE_HEAD = SettingPlace(
    "pages/*.md",
    "固定页面（公开指南、制度、目录等）开头两行 --- 之间的设置；机构文件夹的 pages/ 里的，是这个机构的页面。",
    PAGE_KEYS,
)
SETTING_PLACES = (PORTAL_YML, BODY_YML, PAGE_HEAD)
"""Every kind of file with settings, as the reference lists them."""


def key_paths(keys: tuple[SettingKey, ...], above: str = "") -> Iterator[tuple[str, SettingKey]]:
    """Yield each key with its path (`identifiers.icp`), one that holds others before these."""
    for key in keys:
        yield f"{above}{key.key}", key
        yield from key_paths(key.keys, f"{above}{key.key}.")
