"""Settings that would put an end to public addresses are told, with what to write."""

from msgspec.structs import replace

from disclosure.check.public_settings import check_public_name, check_public_settings
from disclosure.model.portal import Body, Settings

PLAIN = Settings("portal.yml", "某镇政府信息公开", Body("portal.yml", "", "某镇人民政府", "township"))
COMPACT = replace(PLAIN, data_files="compact")


def test_files_of_all_reports_that_would_be_called_otherwise() -> None:
    """Another `data_files` on a public portal is told both ways, by the files that go; not where there are none of them."""
    said = [one.message for public, now in ((PLAIN, COMPACT), (COMPACT, PLAIN)) for one in check_public_settings(public, now)]
    assert said == [
        "data_files 由 full 改成了 compact，已经公开的地址会打不开：reports.csv、reports.json",
        "data_files 由 compact 改成了 full，已经公开的地址会打不开：reports.csv.zip、reports.json.zip",
    ]
    assert list(check_public_settings(replace(PLAIN, downloads=("xlsx",)), replace(COMPACT, downloads=("xlsx",)))) == []


def test_another_name_is_told_unless_the_body_has_borne_it() -> None:
    """A body that had another name in public says so; one that had none, or is known by both, has nothing to say."""
    now = PLAIN.body
    names = {name: list(check_public_name(replace(now, name=name), now)) for name in ("", now.name, "旧镇人民政府")}
    assert {name: [one.code for one in found] for name, found in names.items() if found} == {"旧镇人民政府": ["record.renamed"]}
    assert list(check_public_name(replace(now, name="旧镇人民政府"), replace(now, also=("旧镇人民政府",)))) == []
