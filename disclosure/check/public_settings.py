"""Settings of the portal and its bodies against what is public: addresses that would die, bodies that have another name."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from ..model.finding import Finding
from ..model.portal import DOWNLOAD_OF, Body, Settings

_PUBLISHED = {
    "trends": "历年趋势页",
    "comparisons": "对照页",
    "rows": "表格各行的页",
    "search": "检索页",
    "feeds": "订阅",
    "datasets": "合并的数据文件",
    "rules": "检查规则页",
}
"""What has addresses of its own; a code on paper has none."""


def check_public_settings(public: Settings, now: Settings) -> Iterator[Finding]:
    """What is published beside pages stays: its addresses are public."""
    labels = {kind: f"{kind.upper()} 下载" for kind in DOWNLOAD_OF}
    for key, names in (("downloads", labels), ("publish", _PUBLISHED)):
        before, after = getattr(public, key), getattr(now, key)
        if gone := [kind for kind in before if kind in names and kind not in after]:
            what = "、".join(names[kind] for kind in gone)
            message = f"{key} 里没有 {'、'.join(gone)} 了，已经公开的地址会打不开：{what}"
            named = [kind for kind in dict.fromkeys((*names, *after)) if kind in (*before, *after)]
            hint = f"写成 {key}: [{', '.join(named)}]"
            yield Finding("record.addresses", message, now.path, (key,), hint=f"{hint}；确实不再提供的，先告诉引用它们的人")
    if public.data_files != now.data_files and (kinds := [one for one in ("csv", "json") if one in public.downloads]):
        what = "、".join(f"reports.{kind}{'.zip' if public.is_compact else ''}" for kind in kinds)
        message = f"data_files 由 {public.data_files} 改成了 {now.data_files}，已经公开的地址会打不开：{what}"
        hint = f"写成 data_files: {public.data_files}；确实要改的，先告诉引用它们的人"
        yield Finding("record.addresses", message, now.path, ("data_files",), hint=hint)
    yield from check_public_name(public.body, now.body, ("body",))


def check_public_name(public: Body, now: Body, above: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A body that has another name says which it had; `above` is the key that it is described under."""
    known = (now.name, *now.also, *(one.name for one in now.former_names))
    if public.name and public.name not in known:
        entry = f"{{name: {public.name}, until: 最后用这个名称的年份}}"
        add = f"的 former_names: 里再加一条：{entry}" if now.former_names else f"里加一行：former_names: [{entry}]"
        where = " portal.yml 的 body: " if above else f" {now.folder}/body.yml "
        hint = f"在{where}{add}；写错了字改正的，写 also: [{public.name}]"
        message = f"机构的名称由“{public.name}”改成了“{now.name}”，没有写明曾用名"
        if not now.name:
            message, hint = f"机构的名称“{public.name}”没有了", f"写回 name: {public.name}"
        yield Finding("record.renamed", message, now.path, (*above, "name"), hint=hint)


_UNTOLD = ("path", "folder", "moved_from", "wrong_keys", "targets")
"""What is no setting of the site, or is told as a move."""


def setting_changes(public: Struct, now: Struct, above: str = "") -> Iterator[str]:
    """Yield each setting that is another now, old → new."""
    for field in fields(public):
        before, after = getattr(public, field.name), getattr(now, field.name)
        if isinstance(before, Struct) and isinstance(after, Struct):
            yield from setting_changes(before, after, f"{above}{field.name}.")
        elif before != after and field.name not in _UNTOLD:
            yield f"{above}{field.name}：{_written(before)} → {_written(after)}"


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_written, value)) or "（没有）"
    if isinstance(value, Struct):
        return " ".join(str(part) for field in fields(value) if (part := getattr(value, field.name)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) or "（没有）"
