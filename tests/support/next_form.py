"""A made-up form for 2027, that of 2021 under a notice of its own, with a row renamed and a table more; and a portal on it."""

from pathlib import Path

from disclosure.model.form import Format
from disclosure.parsing.forms import parse_format

from .forms import source
from .portal import BASE, ROOT, write_base

NOTICE = "国办公开办函〔2027〕1号"
TABLE = """\
      - key: channels
        title: 政务公开渠道
        corner: 渠道
        columns:
          - {key: published, label: 发布信息条数}
          - {key: answered, label: 答复留言条数}
          - {key: total, label: 总计, sums: siblings}
        rows:
          - {key: websites, label: 政府网站}
          - {key: accounts, label: 政务新媒体}
"""
"""The new table: it stands in the second section, after the table in four blocks, and no figure of it is followed."""

FORM_CHANGES = (
    ('format: "2021"', 'format: "2027"'),
    ("title: 中华人民共和国政府信息公开工作年度报告格式", "title: 政府信息公开工作年度报告格式（2027年修订）"),
    ("issued_as: 国办公开办函〔2021〕30号", f"issued_as: {NOTICE}"),
    ("applies_to: {from: 2021}", "applies_to: {from: 2027}"),
    ("label: 四、结转下年度继续办理,", "label: 四、结转以后年度办理,"),
    ("  - key: requests\n    heading:", f"{TABLE}  - key: requests\n    heading:"),
)
"""What is changed in the form of 2021, each of which stands there once."""


def texts_with_next_form() -> dict[str, str]:
    """The files of a folder of forms in which that of 2021 ends with 2026 and the made-up one follows."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "formats").glob("*.yml"))}
    now = texts["2021.yml"]
    texts["2021.yml"] = now.replace("applies_to: {from: 2021}", "applies_to: {from: 2021, to: 2026}")
    for old, new in FORM_CHANGES:
        assert now.count(old) == 1, old
        now = now.replace(old, new)
    return texts | {"2027.yml": now}


def write_forms(folder: Path) -> Path:
    """Write that folder, and return it."""
    formats = folder / "formats"
    formats.mkdir()
    for name, text in texts_with_next_form().items():
        (formats / name).write_text(text, encoding="utf-8")
    return formats


def read_next_forms() -> dict[str, Format]:
    """The forms of that folder by their keys."""
    parsed = (parse_format(source(name, text.encode())).value for name, text in texts_with_next_form().items())
    return {form.key: form for form in parsed if form}


CHANNELS = """\
  channels:                      # 发布信息条数, 答复留言条数, 总计
    websites:                    [120, 30, 150]                       # 政府网站
    accounts:                    [80, 5, 85]                          # 政务新媒体
"""


REPORT_CHANGES = (
    ("国办公开办函〔2021〕30号", NOTICE),
    ("  requests: ", f"{CHANNELS}  requests: "),
    ('["3（其中修订1件）", 0, 13]', "[3, 1, 15]"),
    ("received:                    [9, 1, 0, 0, 0, 0, 10]", "received:                    [10, 1, 0, 0, 0, 0, 11]"),
    ("brought_forward:             [2, 0, 0, 0, 0, 0, 2]", "brought_forward:             [1, 0, 0, 0, 0, 0, 1]"),
    ("新收依申请公开10件", "新收依申请公开11件"),
    ("加强政府信息管理，办好门户网站专栏，开展工作考核", "信息管理台账按季核对，网站专栏改版，完成工作考核"),
    ("目录更新存在滞后问题", "解读不够及时的问题仍然存在"),
)
"""What the report of 2027 says otherwise."""


def report_text(year: int) -> str:
    """A sound report of 2026 or 2027: that of 2022 moved to the year, with last year's end as its beginning."""
    text = (BASE / "2022.md").read_text(encoding="utf-8")
    text = text.replace("2023", str(year + 1)).replace("2022", str(year))
    if year < 2027:
        return text.replace("\ntables:\n", "\nexplain: {year.gap: 其间各年的报告不在样例中}\ntables:\n", 1)
    for old, new in REPORT_CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def write_next_portal(folder: Path) -> Path:
    """The base portal with the reports of 2026 and 2027, and the folder of forms with the made-up one."""
    content = write_base(folder)
    write_forms(folder)
    for year in (2026, 2027):
        (content / f"{year}.md").write_text(report_text(year), encoding="utf-8")
    portal = content / "portal.yml"
    settings = portal.read_text(encoding="utf-8")
    portal.write_text(settings.replace("downloads: [json]", "downloads: [json, csv, xlsx]"), encoding="utf-8")
    return content
