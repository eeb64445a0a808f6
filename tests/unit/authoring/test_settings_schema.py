"""The schemas of portal.yml and body.yml: current, and of one mind with the program about what may be written."""

from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from disclosure.authoring.new_portal import new_portal
from disclosure.authoring.settings_schema import settings_schema, settings_schema_text
from disclosure.parsing.setting_keys import BODY_YML, PORTAL_YML, SettingPlace, key_paths
from tests.support.portal import BASE, ROOT
from tests.support.settings_reference import setting_example

PLACES = (PORTAL_YML, BODY_YML)


def faults(place: SettingPlace, text: str) -> list[tuple[str, Any]]:
    """Where the schema finds fault with a file, and by which rule."""
    errors = Draft7Validator(settings_schema(place)).iter_errors(yaml.safe_load(text))
    return sorted((error.json_path, error.validator) for error in errors)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.file)
def test_the_schemas_in_the_repository_are_current(place: SettingPlace) -> None:
    """schemas/ holds what `schema` writes, and each is a schema itself."""
    assert (ROOT / "schemas" / place.schema).read_text(encoding="utf-8") == settings_schema_text(place)
    Draft7Validator.check_schema(settings_schema(place))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param(PORTAL_YML, new_portal("")["content/portal.yml"], id="new"),
        pytest.param(PORTAL_YML, (ROOT / "content" / "portal.yml").read_text(encoding="utf-8"), id="shipped"),
        pytest.param(PORTAL_YML, (ROOT / "examples" / "county" / "portal.yml").read_text(encoding="utf-8"), id="county"),
        pytest.param(PORTAL_YML, (BASE / "portal.yml").read_text(encoding="utf-8"), id="base"),
        pytest.param(BODY_YML, (BASE / "office" / "body.yml").read_text(encoding="utf-8"), id="office"),
    ],
)
def test_sound_settings_are_accepted(place: SettingPlace, text: str) -> None:
    """Settings that `check` accepts have no fault in the editor either."""
    assert faults(place, text) == []


@pytest.mark.parametrize(
    ("place", "path"), [pytest.param(place, path, id=path) for place in PLACES for path, _ in key_paths(place.keys)]
)
def test_every_example_is_accepted(place: SettingPlace, path: str) -> None:
    """What the reference shows of a key has no fault where it stands."""
    example = setting_example(path, dict(key_paths(place.keys))[path])
    assert [fault for fault in faults(place, example) if fault[1] != "required"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("adress: https://x.example/", ("$", "additionalProperties"), id="misspelt"),
        pytest.param("icp: x", ("$", "additionalProperties"), id="outside-its-group"),
        pytest.param("address: www.x.example", ("$.address", "pattern"), id="address"),
        pytest.param("accent: red", ("$.accent", "pattern"), id="colour"),
        pytest.param("downloads: [ofd]", ("$.downloads", "anyOf"), id="download"),
        pytest.param("thresholds: {jump_factor: 1}", ("$.thresholds.jump_factor", "minimum"), id="threshold"),
        pytest.param("deadlines: {township: 13-01}", ("$.deadlines.township", "pattern"), id="day"),
    ],
)
def test_what_is_wrong_is_underlined(text: str, expected: tuple[str, str]) -> None:
    """A wrong setting is faulted where it stands."""
    assert faults(PORTAL_YML, f"name: 甲\nbody: {{name: 乙}}\n{text}\n") == [expected]
