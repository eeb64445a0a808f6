"""The described keys of the settings → JSON Schemas of `portal.yml` and `body.yml`, as draft 7 as those of the reports."""

from json import dumps

from ..parsing.setting_keys import SettingKey, SettingPlace
from .schema import Schema


def settings_schema_text(place: SettingPlace) -> str:
    """Return the schema of a kind of file with settings, as a file."""
    return dumps(settings_schema(place), ensure_ascii=False, indent=1) + "\n"


def settings_schema(place: SettingPlace) -> Schema:
    """Return the schema of a kind of file with settings."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": place.file,
        "description": place.about,
        "type": "object",
        **_keys(place.keys),
    }


def _keys(keys: tuple[SettingKey, ...]) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "properties": {key.key: _key(key) for key in keys},
        "required": [key.key for key in keys if key.required],
        "additionalProperties": False,
    }


def _key(key: SettingKey) -> Schema:
    """One key, described; one that is not required may be left empty."""
    meanings = "；".join(f"{value} {meaning}" for value, meaning in key.values)
    absent = key.absent or key.default
    words = [key.about, f"可填：{meanings}。" if meanings else "", f"不写：{absent}。" if absent else ""]
    return {"description": "".join(words), **_value(key)}


def _value(key: SettingKey) -> Schema:
    values = [value for value, _ in key.values]
    if key.holds in ("text", "address", "document"):
        if key.required:
            return {"type": "string", "minLength": 1}
        return (
            {"type": ["string", "null"], "pattern": f"^{key.pattern}$"} if key.pattern else {"type": ["string", "number", "null"]}
        )
    if key.holds == "integer":
        return {"type": ["integer", "null"], "minimum": key.least, "maximum": key.greatest, "default": int(key.default)}
    if key.holds == "flag":
        return {"type": ["boolean", "null"], "default": key.default == "true"}
    if key.holds == "day":
        return {"type": ["string", "null"], "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
    if key.holds == "choice":
        return {"enum": [*values, *key.words, None], "default": key.default}
    if key.holds == "mappings":
        return {"type": ["array", "null"], "items": {"type": "object", **_keys(key.keys)}}
    if key.holds == "mapping":
        return {"type": "object" if key.required else ["object", "null"], **_keys(key.keys)}
    one: Schema = {"enum": values} if values else {"type": "string"}
    return {"anyOf": [{"type": "array", "items": one}, {**one}, {"type": "null"}]}
