"""The settings are read by the descriptions of their keys: each key that is described is read, and no other."""

from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import asdict, fields

from disclosure.model.digest import digest_of
from disclosure.model.finding import Parsed
from disclosure.model.portal import KINDS, Badges, Body, ReleaseTarget, Settings, SiteLink, StandingPage, Thresholds
from disclosure.model.report import Source
from disclosure.parsing.setting_keys import (
    BODY_YML,
    PAGE_HEAD,
    PORTAL_YML,
    SETTING_PLACES,
    SettingKey,
    SettingPlace,
    key_paths,
)
from disclosure.parsing.settings import parse_body, parse_page, parse_settings
from disclosure.publishing.targets import TARGETS, target_kind
from tests.support.settings_reference import setting_example


def parsed(place: SettingPlace, text: str) -> Parsed[Any]:
    """What a file of this kind says."""
    if place is PAGE_HEAD:
        return parse_page(source("pages/guide.md", f"---\n{text}\n---\n\n正文。\n"))
    return parse_body(source("office/body.yml", text)) if place is BODY_YML else parse_settings(source("portal.yml", text))


def source(name: str, text: str) -> Source:
    """A file of the content folder."""
    return Source(f"content/{name}", name, text.encode(), digest_of(text.encode()))


EVERY_KEY = [
    pytest.param(place, path, key, id=f"{place.file}:{path}") for place in SETTING_PLACES for path, key in key_paths(place.keys)
]


@pytest.mark.parametrize(("place", "path", "key"), EVERY_KEY)
def test_every_example_is_sound(place: SettingPlace, path: str, key: SettingKey) -> None:
    """Nothing is wrong with what the reference shows of a key but what is missing beside it."""
    assert [
        one for one in parsed(place, setting_example(path, key)).findings if one.code not in ("field.missing", "body.kind")
    ] == []


@pytest.mark.parametrize(("place", "path", "key"), EVERY_KEY)
def test_an_unknown_key_is_answered_with_those_of_its_place(place: SettingPlace, path: str, key: SettingKey) -> None:
    """Where no key is near, the answer lists what is described there, each key once."""
    above = path.rpartition(".")[0]
    there = dict(key_paths(place.keys))[above].keys if above else place.keys
    odd = setting_example(f"{above}.zzz" if above else "zzz", SettingKey("zzz", "text", "", "zzz: 1"))
    (finding,) = [one for one in parsed(place, odd).findings if one.code == "field.unknown"]
    assert finding.hint == f"可用：{'、'.join(key.key for key in there)}"


@pytest.mark.parametrize(
    ("place", "read", "besides"),
    [
        pytest.param(PORTAL_YML, Settings, {"path", "wrong_keys", "contact_numbers"}, id="portal"),
        pytest.param(BODY_YML, Body, {"path", "folder"}, id="body"),
        pytest.param(PAGE_HEAD, StandingPage, {"path", "name", "text", "digest", "file_digest"}, id="page"),
    ],
)
def test_every_value_comes_of_a_key(place: SettingPlace, read: type[Struct], besides: set[str]) -> None:
    """Each thing that the program knows of a file is set by a described key, and each described key sets one."""
    groups = ("identifiers", "footer")
    described = {key.key.replace("explain", "explanations") for key in place.keys if key.key not in groups}
    described |= {key.key for group in place.keys if group.key in groups for key in group.keys}
    assert described | besides == {field.name for field in fields(read)}


def test_every_threshold_comes_of_a_key() -> None:
    """What is described of a threshold when it is absent is what holds then."""
    (group,) = [key for key in PORTAL_YML.keys if key.key == "thresholds"]
    assert {key.key: int(key.default) for key in group.keys} == asdict(Thresholds())


def test_settings_in_full() -> None:
    """Every setting arrives where it belongs."""
    text = "\n".join(key.example for key in PORTAL_YML.keys)
    assert parsed(PORTAL_YML, text) == Parsed(
        Settings(
            path="content/portal.yml",
            name="某某镇政府信息公开",
            body=Body("content/portal.yml", "", "某某镇人民政府", "township"),
            address="https://www.example.gov.cn/zwgk/",
            accent="#9f1d20",
            licence="可以自由使用，请注明来源",
            site_code="0000000000",
            icp="京ICP备00000000号",
            organizer="某某镇人民政府",
            contact="电话：0000-0000000",
            logo="images/logo.png",
            badges=Badges("0123456789ABCDEF0123456789ABCDEF", "images/institution.png", "0000000000", "images/errors.png"),
            favicon="images/icon.svg",
            links=(SiteLink("某某县人民政府", "https://www.example.gov.cn/"),),
            targets=(ReleaseTarget("官网", "ssh:user@host:/srv/www/zfxxgk", "https://www.example.gov.cn/zfxxgk/"),),
            comparisons="newest",
            data_files="compact",
            deadlines=(("department", "01-25"), ("township", "01-20")),
            thresholds=Thresholds(jump_factor=10, repetition_percent=95),
            review=("部门负责人", "主管领导"),
            review_names=True,
        ),
        (),
    )


def test_other_names_are_no_keys() -> None:
    """A word that people write for a key is no key of the same place, nor another one's other name."""
    for keys in [place.keys for place in SETTING_PLACES] + [key.keys for key in PORTAL_YML.keys]:
        words = [word for key in keys for word in (key.key, *key.other_names)]
        assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(
    "to",
    [
        *(kind.example for kind in TARGETS),
        *("s3://portal", "sftp://user@host:2222/srv", "dir:www", "ssh:host:/srv/政务"),
        *(
            "/srv/www",
            "ftp://host/srv",
            "ssh:user@host",
            "sftp://u:secret@host/srv",
            "s3://key:secret@portal/x",
            "s3:portal",
            "dir:",
        ),
    ],
)
def test_targets_are_read_as_they_are_used(to: str) -> None:
    """What may stand in `targets:` is what may be typed behind `publish`; a password in an address is refused in both places."""
    found = parsed(
        PORTAL_YML, f"name: 某某镇政府信息公开\nbody: {{name: 某某镇, kind: township}}\ntargets:\n  - {{name: 官网, to: '{to}'}}"
    )
    is_target = target_kind(to) is not None
    assert found.value
    assert ([one.to for one in found.value.targets], bool(found.findings)) == ([to] if is_target else [], not is_target)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://www.example.gov.cn/zwgk/", "https://www.example.gov.cn/zwgk/"),
        ("https://样例.example/政务公开/", "https://xn--fsq541d.example/%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80/"),
        ("http://样例。政务:8080/", "http://xn--fsq541d.xn--zfr164b:8080/"),
        ("https://www.example.gov.cn/%E6%94%BF/~a/", "https://www.example.gov.cn/%E6%94%BF/~a/"),
    ],
)
def test_addresses_are_written_as_programs_read_them(written: str, read: str) -> None:
    """Whatever an author types into the settings, every output has the address in ASCII."""
    settings = parse_settings(source("portal.yml", f"name: 甲\nbody: {{name: 乙, kind: township}}\naddress: {written}\n")).value
    assert settings and settings.address == read


def test_a_host_that_no_name_server_could_know_is_reported() -> None:
    """A part of a host of more than 63 characters is a finding, not a failure of the program."""
    text = f"name: 甲\nbody: {{name: 乙, kind: township}}\naddress: https://{'长' * 64}.example/\n"
    assert [(one.code, one.message) for one in parsed(PORTAL_YML, text).findings] == [
        ("field.type", f"“{'长' * 64}.example”不能是域名")
    ]


@pytest.mark.parametrize(
    ("written", "kind", "hint"),
    [
        ("乡镇", "township", None),
        ("subdistrict", "subdistrict", None),
        ("省级政付", "other", "是不是“省级政府”？"),
        ("townsip", "other", "是不是“township”？"),
        ("局", "other", f"可用：{'、'.join(f'{kind}（{name}）' for kind, name in KINDS.items())}"),
    ],
)
def test_kinds_in_chinese(written: str, kind: str, hint: str | None) -> None:
    """A kind may be written by its key or in Chinese; a wrong one is answered with the one meant, or with all and their meaning."""
    parsed = parse_body(source("office/body.yml", f"name: 财政所\nkind: {written}\n"))
    assert parsed.value and parsed.value.kind == kind
    assert [finding.hint for finding in parsed.findings] == ([hint] if hint else [])
