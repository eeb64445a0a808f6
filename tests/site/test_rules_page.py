"""The rules that reports are checked by are a page of the site where the settings name it."""

from pathlib import Path

from disclosure.check.codes import CODES
from tests.support.portal import Change, run_build, spoil, write_base


def test_the_rules_are_published_where_they_are_named(tmp_path: Path) -> None:
    """Every rule is on the page, which each page links to; without `rules` in `publish` there is neither."""
    plain, named = tmp_path / "plain", tmp_path / "named"
    write_base(plain)
    spoil(write_base(named), (Change("portal.yml", "downloads: [json]", "downloads: [json]\npublish: [search, rules]"),))
    assert [run_build(folder).stopped for folder in (plain, named)] == [False, False]
    page = (named / "site" / "rules.html").read_text(encoding="utf-8")
    assert [one.code for one in CODES if f'id="{one.code}"' not in page] == []
    assert 'href="rules.html"' in (named / "site" / "2022.html").read_text(encoding="utf-8")
    assert not (plain / "site" / "rules.html").exists()
    assert 'href="rules.html"' not in (plain / "site" / "2022.html").read_text(encoding="utf-8")
