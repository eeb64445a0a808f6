"""`portal.yml`, `body.yml` and the standing pages → values."""

import re

from msgspec.structs import replace

from ..model.digest import fingerprint
from ..model.finding import Parsed, Span
from ..model.portal import DOWNLOAD_OF, EXTRAS, KINDS, Body, Settings, StandingPage, Thresholds
from ..model.report import Source, folder_of
from .fields import Fields, front_fields, read_fields
from .forms import read_deadlines
from .reports import read_explanations
from .text import read_halves

_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")


def parse_settings(source: Source) -> Parsed[Settings]:
    """Return what `portal.yml` says of the site; None when it can't be read at all."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    fields = parsed.value
    body = fields.mapping("body")
    identifiers, footer = fields.mapping("identifiers"), fields.mapping("footer")
    settings = Settings(
        path=source.path,
        name=fields.text("name", required=True, hint="写成 name: 某某镇政府信息公开"),
        body=_body(body, ""),
        address=_address(fields),
        language=fields.text("language") or "zh-CN",
        accent=_matching(fields, "accent", _ACCENT, '写成 "#9f1d20"（加引号）'),
        site_code=identifiers.text("site_code"),
        icp=identifiers.text("icp"),
        police=identifiers.text("police"),
        organizer=footer.text("organizer"),
        undertaker=footer.text("undertaker"),
        contact=footer.text("contact"),
        downloads=_chosen(fields, "downloads", tuple(DOWNLOAD_OF)),
        publish=_chosen(fields, "publish", EXTRAS),
        deadlines=read_deadlines(fields),
        thresholds=_thresholds(fields.mapping("thresholds")),
    )
    groups = {"": fields, "identifiers.": identifiers, "footer.": footer}
    wrong = tuple(sorted(f"{prefix}{key}" for prefix, group in groups.items() for key in group.wrong_keys() if key))
    for group in (identifiers, footer, fields):
        group.report_unknown()
    return Parsed(replace(settings, wrong_keys=wrong), fields.findings)


_RANGES = {
    "jump_factor": (2, 1000),
    "jump_minimum": (1, 999_999),
    "repetition_percent": (80, 100),
    "repetition_minimum": (1, 999_999),
}
"""The least and the greatest value of each threshold; texts of very different length are not compared at all."""


def _thresholds(fields: Fields) -> Thresholds:
    """The thresholds that are set, the others as they are; a wrong one is reported and left as it is."""
    usual = Thresholds()
    found = {}
    for name, (least, greatest) in _RANGES.items():
        text = fields.text(name)
        if text.isascii() and text.isdecimal() and least <= int(text) <= greatest:
            found[name] = int(text)
        elif text:
            hint = f"写 {least} 到 {greatest} 之间的整数；不写就是 {getattr(usual, name)}"
            fields.add_finding("field.type", f"“{name}”不能是“{text}”", fields.span(name), hint)
    fields.report_unknown()
    return replace(usual, **found)


_PRIVATE_HOST = re.compile(
    r"localhost|[^.:]+|.*\.(?:local|localhost|lan|intranet|internal|corp|home|test)|127\..*|10\..*|192\.168\..*|169\.254\..*"
    r"|172\.(?:1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\]",
    re.IGNORECASE,
)


def _address(fields: Fields) -> str:
    """The public address of the site; one with a password, or that only an office can reach, is reported."""
    example = "写成公众用的网址，例如 https://www.example.gov.cn/zwgk/"
    address = _matching(fields, "address", _ADDRESS, "写成 https://www.example.gov.cn/zwgk/")
    user, mark, host = address.partition("//")[2].partition("/")[0].rpartition("@")
    if mark:
        message = f"网址里有登录的用户名{'和密码' if ':' in user else ''}，会写进每一页"
        fields.add_finding("address.private", message, fields.span("address"), f"{example}；用过的密码要换掉")
    elif address and _PRIVATE_HOST.fullmatch(host if host.startswith("[") else host.partition(":")[0]):
        fields.add_finding("address.private", f"“{host}”是本机或内部网络的地址，公众打不开", fields.span("address"), example)
    return address


def _matching(fields: Fields, key: str, pattern: re.Pattern[str], hint: str) -> str:
    text = fields.text(key)
    if text and not pattern.fullmatch(text):
        fields.add_finding("field.type", f"“{key}”不能是“{text}”", fields.span(key), hint)
        return ""
    return text


def _chosen(fields: Fields, key: str, everything: tuple[str, ...]) -> tuple[str, ...]:
    """What is chosen of everything, in its order; all of it where nothing is said."""
    chosen = fields.texts(key, everything) if fields.node(key) is not None else everything
    return tuple(kind for kind in everything if kind in chosen)


def parse_body(source: Source) -> Parsed[Body]:
    """Return the body that a `body.yml` describes."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    body = _body(parsed.value, folder_of(source.name))
    return Parsed(body, parsed.value.findings)


def _body(fields: Fields, folder: str) -> Body:
    hint = "写成 name: 某某镇人民政府" if folder else "在 body: 下一行，缩进两格，写 name: 某某镇人民政府"
    if fields.node("name") is None:
        missing = "缺少“name”" if folder else "缺少“body”下面的“name”（本机构的名称）"
        fields.add_missing("name", hint, message=missing)
    body = Body(
        path=fields.path,
        folder=folder,
        name=fields.text("name"),
        kind=fields.choice("kind", tuple(KINDS), "other"),
        order=fields.integer("order"),
        summary=fields.flag("summary"),
        also=fields.texts("also"),
    )
    fields.report_unknown()
    return body


def parse_page(source: Source) -> Parsed[StandingPage]:
    """Return a standing page: front matter with its title, then Markdown."""
    halves = read_halves(source)
    if halves.value is None:
        return Parsed(None, halves.findings)
    parsed = front_fields(halves.value, source.path)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    fields = parsed.value
    page = StandingPage(
        path=source.path,
        name=source.name,
        title=fields.text("title", required=True, hint="写成 title: 页面的标题"),
        text=halves.value.body.strip("\n"),
        order=fields.integer("order"),
        column=fields.text("column"),
        explanations=read_explanations(fields),
    )
    fields.report_unknown()
    if not page.text.strip():
        hint = f"在第二行 --- 之后写上正文；不要这个页面的，删去 {source.path}"
        fields.add_finding("section.empty", "页面没有正文", Span(halves.value.body_line - 1, 1), hint)
    return Parsed(replace(page, digest=fingerprint(replace(page, path=""))), fields.findings)
