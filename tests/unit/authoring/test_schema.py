"""The schemas that editors complete from: current, labelled in the form's words, and as strict as a schema can be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from disclosure.authoring.schema import schema_of, schema_text
from disclosure.authoring.settings_schema import settings_schema_text
from disclosure.cli.commands import DONE
from disclosure.cli.main import main
from disclosure.model.form import Format
from disclosure.parsing.setting_keys import BODY_YML, PORTAL_YML
from tests.support.forms import BY_KEY, FORMS
from tests.support.portal import BASE, ROOT, tree


class CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: a date is text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front_matter(path: Path, *changes: tuple[str, str]) -> Any:
    """The front matter of a content file as an editor reads it, pieces of its text replaced."""
    text = path.read_text(encoding="utf-8").split("---\n")[1]
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return yaml.load(text, CoreLoader)


def faults(form: str, document: Any) -> list[str]:
    """Where a schema finds fault with a document."""
    return sorted(error.json_path for error in Draft7Validator(schema_of(BY_KEY[form])).iter_errors(document))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_the_schemas_in_the_repository_are_current(form: Format) -> None:
    """schemas/ holds what `schema` writes, and each is a schema itself."""
    assert (ROOT / "schemas" / f"{form.key}.json").read_text(encoding="utf-8") == schema_text(form)
    Draft7Validator.check_schema(schema_of(form))


def test_schema_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`schema` writes a file for every form and for the settings, and the same again."""
    monkeypatch.chdir(tmp_path)
    assert (main(["schema", "--into", "out"]), main(["schema", "--into", "out"])) == (DONE, DONE)
    schemas = {f"{form.key}.json": schema_text(form).encode() for form in FORMS}
    schemas |= {place.schema: settings_schema_text(place).encode() for place in (PORTAL_YML, BODY_YML)}
    assert tree(tmp_path / "out") == schemas


@pytest.mark.parametrize(
    ("form", "path"),
    [
        pytest.param("2019", ROOT / "content" / "2020.md", id="the-township"),
        *(pytest.param("legacy", BASE / f"{year}.md", id=str(year)) for year in (2017, 2018)),
        *(pytest.param("2019", BASE / f"{year}.md", id=str(year)) for year in (2019, 2020)),
        *(pytest.param("2021", BASE / f"{year}.md", id=str(year)) for year in (2021, 2022)),
        pytest.param("2021", BASE / "office" / "2022.md", id="not-applicable"),
    ],
)
def test_sound_reports_are_accepted(form: str, path: Path) -> None:
    """Front matter that `check` accepts has no fault in the editor either."""
    assert faults(form, front_matter(path)) == []


ZEROS = "[0, 0, 0, 0, 0, 0, 0]"
RECEIVED = f"    received:                    {ZEROS} "
REQUESTS = "$.tables.requests"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("carried_forward: ", "carry_forward: ", [REQUESTS, REQUESTS], id="unknown-row"),
        pytest.param("      granted: ", "      grants: ", [f"{REQUESTS}.processed"] * 2, id="unknown-row-below"),
        pytest.param("disputes: ", "dispute: ", ["$.tables", "$.tables"], id="unknown-table"),
        pytest.param("published: 2021-01-26", "date: 2021-01-26", ["$", "$"], id="unknown-field"),
        pytest.param("published: 2021-01-26", "published: ~", ["$.published"], id="no-date"),
        pytest.param("published: 2021-01-26", "published: 2021-1-26", ["$.published"], id="date-written-otherwise"),
        pytest.param("published: 2021-01-26", "draft: true", [], id="a-draft-needs-no-date"),
        pytest.param("year: 2020", "year: 2021", ["$.year"], id="another-form-s-year"),
        pytest.param(RECEIVED, RECEIVED.replace("[0, ", "["), [f"{REQUESTS}.received"], id="a-cell-missing"),
        pytest.param(RECEIVED, RECEIVED.replace("[0, ", "[0, 0, "), [f"{REQUESTS}.received"], id="a-cell-too-many"),
        pytest.param(RECEIVED, RECEIVED.replace("[0", "[-1"), [f"{REQUESTS}.received[0]"], id="negative-count"),
        pytest.param(RECEIVED, RECEIVED.replace("[0", "[0.5"), [f"{REQUESTS}.received[0]"], id="half-a-request"),
        pytest.param(RECEIVED, RECEIVED.replace("[0", "[无"), [f"{REQUESTS}.received[0]"], id="a-word"),
        pytest.param(RECEIVED, RECEIVED.replace("[0", "[/"), [], id="not-applicable"),
        pytest.param(RECEIVED, RECEIVED.replace("[0", '["22（其中修订16件）"'), [], id="a-note"),
        pytest.param("[5, 0, 8]", "[5, -15, 8]", [], id="a-change"),
        pytest.param("[1, 95180]", "[1, 9.518万元]", [], id="money-with-its-unit"),
        pytest.param("[1, 95180]", "[1, 95180美元]", ["$.tables.article_20_9.centralized_procurement[1]"], id="another-unit"),
    ],
)
def test_what_is_wrong_is_underlined(old: str, new: str, expected: list[str]) -> None:
    """A spoilt front matter is faulted where it was spoilt."""
    assert faults("2019", front_matter(ROOT / "content" / "2020.md", (old, new))) == expected


def labels(schema: Any) -> Iterator[str]:
    """Every title in a schema but that of the whole, in order."""
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from labels(value)
        for item in value if isinstance(value, list) else ():
            yield from labels(item) if isinstance(item, dict) else ()


@pytest.mark.parametrize("form", [form for form in FORMS if not form.free_chapters], ids=lambda form: form.key)
def test_every_heading_shows_its_official_label(form: Format) -> None:
    """Tables, rows and columns carry the wording of the form, letter for letter."""
    schema = schema_of(form)
    tables = form.tables.values()
    rows = [step.label for table in tables for line in table.row_lines for step in line if step.key]
    assert set(labels(schema["definitions"])) == {line[-1].label for table in tables for line in table.column_lines}
    shown = [label.rpartition("：")[2] for label in labels(schema["properties"]["tables"])]
    assert set(shown) == {*rows, *(table.title for table in tables)}
