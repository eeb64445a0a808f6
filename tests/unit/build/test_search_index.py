"""The search index keeps up in place: the same content has the same bytes, whatever was in the site before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from disclosure.build import search_index
from disclosure.search import documents, index
from disclosure.search.stripe_text import StripeText
from disclosure.system.cache import Cache, DiskCache, NoCache
from tests.support.portal import run_build, tree, write_base
from tests.support.search_program import asked


@pytest.fixture(autouse=True)
def _many_stripes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents make a stripe, little text a bucket, so that a small portal has many; the first document decides the layout."""
    monkeypatch.setattr(documents, "MAX_DOCUMENTS", 3)
    monkeypatch.setattr(index, "BUCKET_UNITS", 200)
    monkeypatch.setattr(search_index, "sample_of", lambda paths: ((0,), len(paths)))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A cache on disk."""
    opened = DiskCache(tmp_path / "cache.sqlite")
    yield opened
    opened.close()


def towns(content: Path) -> None:
    """Four more bodies, each with the reports of two years, of which nothing is published but pages and search."""
    settings = content / "portal.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[json]", "[]\npublish: [search]"), encoding="utf-8")
    for year in range(2017, 2021):
        (content / f"{year}.md").unlink()
    for name, town in zip("abcd", ("东山镇", "西河镇", "南岭镇", "北塘镇"), strict=True):
        folder = content / name
        folder.mkdir()
        (folder / "body.yml").write_text(f"name: {town}人民政府\nkind: township\n", encoding="utf-8")
        for year in (2021, 2022):
            text = (content / f"{year}.md").read_text(encoding="utf-8")
            text = text.replace("业务培训不足", f"业务培训{name}不足").replace("样例镇", town)
            (folder / f"{year}.md").write_text(text, encoding="utf-8")


def pages(site: Path) -> dict[str, bytes]:
    """The files of the index."""
    return {path: body for path, body in tree(site).items() if path.startswith("search/")}


def reword(old: str, new: str) -> Callable[[Path], object]:
    """An edit of a report of one town."""

    def edit(folder: Path) -> object:
        path = folder / "content" / "b" / "2021.md"
        return path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return edit


EDITS = {
    "a word": reword("业务培训b不足", "业务培训b还不足"),
    "a body less": lambda folder: [path.unlink() for path in sorted((folder / "content" / "c").iterdir())],
    "a bucket lost": lambda folder: (folder / "site" / "search" / "1.bin").unlink(),
    "the word as it was": reword("业务培训b还不足", "业务培训b不足"),
}


def test_whatever_was_before_the_index_is_the_same(tmp_path: Path, cache: Cache) -> None:
    """After every edit the site has the very files of one that is made at once."""
    towns(write_base(tmp_path))
    assert run_build(tmp_path, cache).published is not None
    for what, edit in EDITS.items():
        edit(tmp_path)
        run_build(tmp_path, cache)
        kept = pages(tmp_path / "site")
        run_build(tmp_path, NoCache(), site=tmp_path / "afresh")
        assert (what, kept == pages(tmp_path / "afresh")) == (what, True)
    assert len(kept) > 30


def test_a_change_makes_one_stripe_anew(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it is in a document that decides the layout, a change of one makes its stripe and the buckets that differ."""
    towns(write_base(tmp_path))
    made: list[StripeText] = []
    entries_of_stripe = search_index.entries_of_stripe

    def counted(text: StripeText, layout: index.IndexLayout) -> list[bytes]:
        made.append(text)
        return entries_of_stripe(text, layout)

    monkeypatch.setattr(search_index, "entries_of_stripe", counted)
    run_build(tmp_path, cache)
    assert len(made) > 3
    made.clear()
    reword("业务培训b不足", "业务培训b还不足")(tmp_path)
    published = run_build(tmp_path, cache).published
    assert len(made) == 1
    assert published is not None
    written = [path for path in published.written if path.startswith("search/")]
    assert 1 < len(written) < len(pages(tmp_path / "site"))
    (answer,) = asked(tmp_path / "site" / "search", ["业务培训b还不足"])
    assert answer["pages"] == ["b/2021.html"]
