"""`portal.yml`, `body.yml` and the standing pages → values."""

import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from ..model.digest import fingerprint
from ..model.finding import Finding, Parsed, Span
from ..model.portal import KINDS, Badges, Body, Contact, FormerName, ReleaseTarget, Settings, SiteLink, StandingPage, Thresholds
from ..model.report import Source, folder_of
from .fields import Fields, front_fields, read_fields
from .nodes import YamlScalar
from .public_address import public_address, read_document_address, read_old_addresses
from .reports import read_explanations, read_withdrawal
from .setting_keys import BODY_YML, PAGE_HEAD, PORTAL_YML, SettingKey, key_paths
from .text import filled_sections, read_halves


def parse_settings(source: Source) -> Parsed[Settings]:
    """Return what `portal.yml` says of the site; None when it can't be read at all."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    wrong: list[str] = []
    found = _read_keys(parsed.value, PORTAL_YML.keys, "", wrong)
    body = _body(source.path, "", found.pop("body"))
    deadlines = tuple((kind, day) for kind, day in found.pop("deadlines").items() if day)
    thresholds = Thresholds(**found.pop("thresholds"))
    groups = found.pop("identifiers") | found.pop("footer")
    links = tuple(SiteLink(**link) for link in found.pop("links") if all(link.values()))
    targets = tuple(ReleaseTarget(**one) for one in found.pop("targets") if one["name"] and one["to"])
    groups |= {"targets": targets, "badges": Badges(**found.pop("badges"))}
    settings = Settings(source.path, links=links, body=body, deadlines=deadlines, thresholds=thresholds, **groups, **found)
    return Parsed(replace(settings, wrong_keys=tuple(sorted(wrong))), parsed.value.findings)


def parse_body(source: Source) -> Parsed[Body]:
    """Return the body that a `body.yml` describes."""
    parsed = read_fields(source)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    body = _body(source.path, folder_of(source.name), _read_keys(parsed.value, BODY_YML.keys))
    return Parsed(body, parsed.value.findings)


def _body(path: str, folder: str, found: dict[str, Any]) -> Body:
    names = tuple(FormerName(**one) for one in found.pop("former_names") if one["name"])
    return Body(path, folder, former_names=names, contact=Contact(**found.pop("contact")), **found)


def parse_page(source: Source) -> Parsed[StandingPage]:
    """Return a standing page: front matter with its title, then Markdown."""
    halves = read_halves(source)
    if halves.value is None:
        return Parsed(None, halves.findings)
    parsed = front_fields(halves.value, source.path)
    if parsed.value is None:
        return Parsed(None, parsed.findings)
    fields = parsed.value
    if "tables" in fields.yaml.nodes:
        year = fields.yaml.nodes.get("year")
        hint = f"移到机构的文件夹，改名为 {year.text if isinstance(year, YamlScalar) else '年份'}.md；不要公开的，移出内容文件夹"
        return Parsed(None, (Finding("file.misnamed", "像是一份报告，却放在 pages/ 里，没有读取", source.path, hint=hint),))
    found = _read_keys(fields, PAGE_HEAD.keys)
    text = (filled_sections(halves.value.text) if found["hide_empty"] else halves.value.text).strip("\n")
    explanations = found.pop("explain")
    page = StandingPage(source.path, source.name, text=text, explanations=explanations, file_digest=source.digest, **found)
    if not page.text.strip() and not page.is_blank:
        hint = f"在第二行 --- 之后写上正文；不要这个页面的，删去 {source.path}"
        fields.add_finding("section.empty", "页面没有正文", Span(halves.value.text_line - 1, 1), hint)
    return Parsed(replace(page, digest=fingerprint(replace(page, path=""))), fields.findings)


def _read_keys(fields: Fields, keys: tuple[SettingKey, ...], above: str = "", wrong: list[str] | None = None) -> dict[str, Any]:
    """The value of each key; `wrong` takes the paths of those that are misspelt or have a finding, `above` is that of all."""
    wrong = [] if wrong is None else wrong
    found = {key.key: _read(fields, key, above, wrong) for key in keys}
    other_names = {name: key.key for key in keys for name in key.other_names}
    prefix = f"{above}." if above else ""
    wrong_here = fields.wrong_keys(other_names)
    wrong += [f"{prefix}{key}" for key in wrong_here if key]
    if "kind" in found and "kind" not in wrong_here:
        _ask_for_kind(fields, above)
    fields.report_unknown(other_names=other_names, homes=_HOMES)
    return found


_READERS: dict[str, Callable[[Fields, str], Any]] = {
    "flag": Fields.flag,
    "day": Fields.day,
    "date": Fields.date,
    "texts": Fields.texts,
    "explanations": read_explanations,
    "old_addresses": read_old_addresses,
    "document": read_document_address,
    "withdrawal": lambda fields, key: read_withdrawal(fields),
}
"""How values are read that need no more than their key."""


def _read(fields: Fields, key: SettingKey, above: str, wrong: list[str]) -> Any:
    match key.holds:
        case "text":
            return _text(fields, key, above)
        case "address":
            return _address(fields, key)
        case "integer":
            return fields.integer(key.key, key.least, key.greatest, int(key.default))
        case "flag" | "day" | "date" | "texts" | "explanations" | "old_addresses" | "document" | "withdrawal":
            return _READERS[key.holds](fields, key.key)
        case "choice":
            return fields.choice(key.key, tuple(value for value, _ in key.values), key.default, key.words)
        case "choices":
            everything = tuple(value for value, _ in key.values)
            unnamed = tuple(value for value in everything if value not in key.only_named)
            chosen = fields.texts(key.key, everything) if fields.node(key.key) is not None else unnamed
            return tuple(value for value in everything if value in chosen)
        case "mappings":
            return tuple(_read_keys(one, key.keys) for one in fields.mappings(key.key))
        case "mapping":
            return _read_keys(fields.mapping(key.key), key.keys, key.key, wrong)


def _ask_for_kind(fields: Fields, above: str) -> None:
    """Report that a body does not say of which kind it is: no deadline is held to it then."""
    node = fields.yaml.nodes.get("name")
    name = node.text if isinstance(node, YamlScalar) else ""
    if fields.node("kind") is not None or not name:
        return
    likely = likely_kind(name)
    where = f"在 {above}: 下面缩进两格，" if above else ""
    what = f"{where}写 kind: {KINDS[likely]}" if likely else f"{where}写上一种，例如 kind: 部门"
    message = f"没有写“{name}”的类别（kind），不知道它的报告最迟哪一天公布，不核对期限"
    fields.add_finding("body.kind", message, node.span if node else fields.at, f"{what}；可以写：{'、'.join(KINDS.values())}")


def likely_kind(name: str) -> str:
    """Return the kind of body that a name sounds like, "" where it may be any."""
    return next((kind for kind, ending in _ENDINGS if ending.search(name)), "")


_ENDINGS = (
    ("subdistrict", re.compile(r"街道(?:办事处|办)?$")),
    ("township", re.compile(r"[镇乡](?:人民政府|政府)?$")),
    ("county", re.compile(r"(?:[县旗]|(?<!自治)区)(?:人民政府|政府)$")),
    ("city", re.compile(r"[市州盟](?:人民政府|政府)$")),
    ("province", re.compile(r"(?:省|自治区)(?:人民政府|政府)$")),
    ("office", re.compile(r"政府办公[厅室]$")),
    ("department", re.compile(r"(?:局|委员会|委|厅|办公室)$")),
)
"""How the names of each kind of body end."""


def _text(fields: Fields, key: SettingKey, above: str = "") -> str:
    """The text at a key that stands below another one, "" for none."""
    if key.required and fields.node(key.key) is None:
        message = f"缺少“{above}”下面的“{key.key}”" if above else f"缺少“{key.key}”"
        fields.add_missing(
            key.key, f"在 {above}: 下一行，缩进两格，写 {key.example}" if above else f"写成 {key.example}", message=message
        )
    text = fields.text(key.key) or key.default
    if key.pattern and text and not re.fullmatch(key.pattern, text):
        fields.add_finding("field.type", f"“{key.key}”不能是“{text}”", fields.span(key.key), f"写成 {key.example}")
        return key.default
    return text


def _address(fields: Fields, key: SettingKey) -> str:
    """The public address of the site; one with a password, or that only an office can reach, is reported."""
    address = _text(fields, key, "")
    return public_address(fields, key.key, address, f"写成公众用的网址，例如 {key.example.partition(' ')[2]}")


def _homes() -> dict[str, str]:
    """Where each key of the settings is to be written, by its name and by those that people write for it."""
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for place in (PORTAL_YML, BODY_YML):
        for path, key in key_paths(place.keys):
            above = path.rpartition(".")[0]
            home = f"写在 {place.file} 的 {above} 下面" if above else f"写在 {place.file} 里，行首不空格"
            found[key.key] = found.get(key.key, home)
            others |= {name: others.get(name, f"是不是“{key.key}”？{home}") for name in key.other_names}
    return others | found


_HOMES = _homes()
