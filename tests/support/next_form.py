"""A made-up form for 2027: that of 2021 under a notice of its own, with a row renamed and a table more."""

from pathlib import Path

from disclosure.model.form import Format
from disclosure.parsing.forms import parse_format

from .forms import source
from .portal import ROOT

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

CHANGES = (
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
    for old, new in CHANGES:
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
