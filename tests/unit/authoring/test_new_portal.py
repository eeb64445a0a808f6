"""The settings with which a portal begins are sound, and so is everything that they offer in comments."""

import re

import pytest

from disclosure.authoring.new_portal import new_body, new_portal
from disclosure.model.digest import digest_of
from disclosure.model.portal import DATASETS, EXTRAS, KINDS, QR, Body, Settings
from disclosure.model.report import Source
from disclosure.parsing.settings import parse_body, parse_settings

PATH = "content/portal.yml"


def settings(text: str) -> Settings:
    """What the text of a portal.yml says; nothing may be wrong with it."""
    parsed = parse_settings(Source(PATH, "portal.yml", text.encode(), digest_of(text.encode())))
    assert parsed.findings == () and parsed.value
    return parsed.value


def test_a_portal_begins_with_two_names() -> None:
    """Only the names of the site and of its body are there to be changed."""
    own = Body(PATH, "", "某某镇人民政府", "township")
    assert settings(new_portal("")[PATH]) == Settings(
        PATH, "某某镇政府信息公开", own, publish=(*EXTRAS, DATASETS, QR), comparisons="newest", data_files="compact"
    )


def test_what_the_comments_offer() -> None:
    """With every `# ` taken away the settings are still sound, and more of them are set."""
    first, *lines = new_portal("")[PATH].split("\n")
    found = settings("\n".join([first, *(re.sub("^# ", "", line) for line in lines)]))
    assert (found.address, found.organizer, found.deadlines) == (
        "https://www.example.gov.cn/zwgk/",
        "某某镇人民政府",
        (("township", "01-20"),),
    )


@pytest.mark.parametrize(
    ("name", "kind", "title", "undertaker"),
    [
        ("清河县人民政府", "county", "清河县政府信息公开", "清河县人民政府办公室"),
        ("南岭省人民政府", "province", "南岭省政府信息公开", "南岭省人民政府办公厅"),
        ("白石乡政府", "township", "白石乡政府信息公开", "白石乡党政办公室"),
        ("东关街道办事处", "subdistrict", "东关街道办事处政府信息公开", "东关街道党政办公室"),
        ("清河县财政局", "department", "清河县财政局政府信息公开", "清河县财政局办公室"),
        ("清河县人民政府办公室", "office", "清河县人民政府办公室政府信息公开", "清河县人民政府办公室"),
    ],
)
def test_a_portal_of_a_named_body(name: str, kind: str, title: str, undertaker: str) -> None:
    """What is written or offered for a body fits its name: nobody but a township or subdistrict has a 党政办公室."""
    first, *lines = new_portal("", name)[PATH].split("\n")
    found = settings("\n".join([first, *(re.sub("^# ", "", line) for line in lines)]))
    assert (found.name, found.body.name, found.body.kind) == (title, name, kind)
    assert (found.organizer, found.undertaker) == (name, undertaker)


def test_every_kind_of_body_is_offered() -> None:
    """The comment beside `kind` names all kinds in both languages."""
    (line,) = re.findall("^  kind: .*", new_portal("")[PATH], re.MULTILINE)
    assert [kind for kind in KINDS.items() if " ".join(kind) not in line] == []


def test_the_schema_of_the_settings() -> None:
    """Where there is a schema of the settings, the first line names it as seen from the content folder."""
    text = new_portal("schemas/portal.json")[PATH]
    assert text.split("\n", 1) == ["# yaml-language-server: $schema=../schemas/portal.json", new_portal("")[PATH]]


def test_a_body_begins_with_a_name() -> None:
    """A new `body.yml` is sound, and so is everything that its comments offer; its first line names its schema."""
    first, *lines = new_body("../../schemas/body.json").split("\n")
    assert first == "# yaml-language-server: $schema=../../schemas/body.json"

    def body(text: str) -> Body | None:
        parsed = parse_body(Source("content/a/body.yml", "a/body.yml", text.encode(), digest_of(text.encode())))
        assert parsed.findings == ()
        return parsed.value

    assert body(new_body("")) == Body("content/a/body.yml", "a", "某某局", "department")
    offered = "\n".join(re.sub("^# (?=[a-z])", "", line) for line in lines)
    assert body(offered) == Body("content/a/body.yml", "a", "某某局", "department", 1, summary=True, also=("某某局简称",))
