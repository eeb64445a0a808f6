"""The described keys of the settings → the reference `docs/settings.md`."""

from collections.abc import Iterator

from disclosure.parsing.setting_keys import SETTING_PLACES, Holds, SettingKey, SettingPlace, key_paths

_HOLDS: dict[Holds, str] = {
    "text": "一行文字",
    "address": "网址，以 http:// 或 https:// 开头",
    "flag": "true 或 false",
    "choice": "下列之一",
    "choices": "列表，从下列各项中选",
    "texts": "列表，文字",
    "day": "月-日，例如 01-20",
    "date": "日期，例如 2026-01-15",
    "explanations": "提示代码: 一句话",
    "old_addresses": "列表，原来的路径或网址",
    "document": "网址，或内容文件夹里的文件",
    "withdrawal": "撤下的日期 date 和原因 reason",
    "mapping": "下面各键",
    "mappings": "列表，每项有下面各键",
}
_OPENING = """\
# 设置参考

网站的设置写在三种文件里：{places}。这里列出每一个键：填什么、不写时怎样、起什么作用、怎样写。

- 除标明“必填”的，都可以不写；没有的内容不写或留空，不要编造。
- 下级的键比上级多缩进两格。标题里的 `identifiers.icp` 指 `identifiers` 下面的 `icp`。
- 在支持 YAML 的编辑器里，第一行写上 `# yaml-language-server: $schema=…` 就有补全和提示（`init` 新建的已经写好）；
  `disclosure schema` 把它们（{schemas}）写到内容文件夹旁边的 `schemas/`，第一行的路径按文件的位置写。
- 写错的键，`disclosure check` 会指出行号和应写的键。

本文由程序里对各键的说明生成。
"""


def settings_reference() -> str:
    """Return the reference of every key of the settings, as Markdown."""
    places = "、".join(f"`{place.file}`" for place in SETTING_PLACES)
    schemas = "、".join(f"`{place.schema}`" for place in SETTING_PLACES if place.schema)
    parts = (_OPENING.format(places=places, schemas=schemas), *("\n".join(_place(place)) for place in SETTING_PLACES))
    return "\n".join(parts) + "\n"


def setting_example(path: str, key: SettingKey) -> str:
    """Return the example of a key, below the keys that it stands under."""
    above = path.split(".")[:-1]
    heads = [f"{'  ' * depth}{step}:" for depth, step in enumerate(above)]
    first = "- " if above[-1:] in (["links"], ["former_names"], ["targets"]) else ""
    return "\n".join([*heads, *(f"{'  ' * len(above)}{first}{line}" for line in key.example.split("\n"))])


def _place(place: SettingPlace) -> Iterator[str]:
    yield f"## {place.file}"
    yield ""
    yield place.about
    for path, key in key_paths(place.keys):
        yield ""
        yield f"### {path}"
        yield ""
        yield key.about
        yield ""
        yield f"- 填：{_what(key)}{'（必填）' if key.required else ''}"
        if not key.required and key.holds != "mapping":
            yield f"- 不写：{key.absent or key.default}"
        yield from (f"- `{value}`：{meaning}" for value, meaning in key.values)
        yield ""
        yield from ("```yaml", setting_example(path, key), "```")


def _what(key: SettingKey) -> str:
    return f"{key.least} 到 {key.greatest} 的整数" if key.holds == "integer" else _HOLDS[key.holds]
