"""A new portal or body: its settings with the comments that guide people through them, and what git is to leave alone."""

import re

from ..model.portal import EXAMPLE_NAME, KINDS
from ..parsing.settings import likely_kind
from .yaml_text import comment_line, scalar_text

EXAMPLE_KIND = "township"
"""The kind of body that a new portal is of where it has no name yet."""
_KINDS = "，".join(f"{key} {name}" for key, name in KINDS.items())
_SETTINGS = f"""\
# 网站的设置。先把 name 和 body 改成自己的；下面以“# ”开头的各项，要用时删去行首的“# ”。
name: {EXAMPLE_NAME}镇政府信息公开          # 网站名称，每一页都显示
body:                            # 公布年报的机构；所属机构各有一个文件夹和 body.yml
  name: {EXAMPLE_NAME}镇人民政府
  kind: {EXAMPLE_KIND}                 # {_KINDS}

# address: https://www.example.gov.cn/zwgk/   # 网站公布后的网址；订阅、网站地图要用
# identifiers:                   # 每一页下方的标识
#   site_code: "0000000000"      # 网站标识码
#   icp: 京ICP备00000000号
#   police: 京公网安备00000000000000号
# footer:
#   organizer: {EXAMPLE_NAME}镇人民政府       # 主办单位
#   undertaker: {EXAMPLE_NAME}镇党政办公室    # 承办单位
#   contact: 电话：0000-0000000  # 联系方式
# accent: "#9f1d20"              # 主色
# logo: logo.png                 # 代替网站名称的图片，放在这个文件旁边
# links: [{{title: 上级政府网站, address: https://www.example.gov.cn/}}]   # 每一页下方的链接
# badges:                        # 党政机关网站标识、政府网站找错
#   institution_id: "0123456789ABCDEF0123456789ABCDEF"
#   errors_id: "0000000000"
# downloads: [json, csv, xlsx, docx]   # 每份报告提供哪些下载；不写是前三种
publish: [trends, comparisons, rows, search, feeds, datasets, qr]   # 趋势、对照、表格各行、检索、订阅、合并的数据、打印时的二维码
comparisons: newest              # 两年对照只生成最近两年的；all：每相邻两年一页
data_files: compact              # 全部报告的数据压缩成 ZIP，同样的数字不重复写；full：不压缩，写全
# deadlines: {{township: 01-20}}   # 比全国规定更早的截止日期
"""

_BODY = f"""\
# 机构的说明。先把 name 和 kind 改成它自己的；它的报告（年份.md）放在这个文件旁边。
name: {EXAMPLE_NAME}局                     # 全称，报告的标题里应当写着它
kind: department                 # {_KINDS}
# order: 1                       # 排列的次序，小的在前
# also: [{EXAMPLE_NAME}局简称]             # 简称、曾用名
# summary: true                  # 它的报告汇总这个文件夹里各机构的报告
"""

_GITIGNORE = "/site/\n/shards/\n/.cache/\n"


def new_portal(schema: str, name: str = "") -> dict[str, str]:
    """Return the files with which a portal begins, by their paths; `schema` is that of the settings, "" for none.

    `name` is that of its own body, where it is known.
    """
    settings = _named(_SETTINGS, name) if name else _SETTINGS
    return {"content/portal.yml": _head(f"../{schema}" if schema else "") + settings, ".gitignore": _GITIGNORE}


def _named(settings: str, name: str) -> str:
    """The settings of a portal or body with its own name in place of the example's, and the kind that the name sounds like."""
    kind, place = likely_kind(name), _OF_GOVERNMENT.sub("", name)
    said = {"name": name, "kind": kind or "other", "organizer": name, "undertaker": _undertaker(name, kind)}
    lines = settings.replace("先把 name 和 body 改成自己的；", "").replace("先把 name 和 kind 改成它自己的；", "").split("\n")
    for number, line in enumerate(lines):
        key, mark, rest = line.partition(": ")
        value = said.get(key.strip("# "), "") if mark else ""
        if value:
            written = scalar_text(f"{place}政府信息公开" if "政府信息公开" in rest else value)
            lines[number] = comment_line(f"{key}: {written}", rest.partition("# ")[2]).rstrip(" #\n")
    return "\n".join(lines)


_OF_GOVERNMENT = re.compile("(?:人民)?政府$")


def _undertaker(name: str, kind: str) -> str:
    """The office that runs the site of a body, as such offices are called."""
    if name.endswith(("办公室", "办公厅")):
        return name
    if kind in ("township", "subdistrict"):
        return f"{_OF_GOVERNMENT.sub('', name).removesuffix('办事处')}党政办公室"
    return f"{name}{'办公厅' if kind == 'province' else '办公室'}"


def preview_batch(python: str) -> str:
    """Return a batch file for Windows: a double click shows the portal in the browser, by the Python that runs the program."""
    address = "http://127.0.0.1:8000/"
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        f'start "" /b cmd /c "timeout /t 3 >nul & start {address}"',
        f'"{python}" -m disclosure serve',
        "pause",
    )
    return "".join(f"{line}\r\n" for line in lines)


def new_body(schema: str, settings: str = "", name: str = "") -> str:
    """Return the `body.yml` with which a body begins, with its `settings` or its `name` where they are known.

    `schema` is where editors find its schema, "" for nowhere.
    """
    return _head(schema) + (f"{settings}\n" if settings else _named(_BODY, name) if name else _BODY)


def _head(schema: str) -> str:
    """The line that tells an editor the schema of a file."""
    return f"# yaml-language-server: $schema={schema}\n" if schema else ""
