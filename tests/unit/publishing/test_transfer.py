"""What is sent, linked, carried and removed between two releases; the order that is safe; which releases are kept."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.publishing.transfer import (
    TransferPlan,
    is_hashed,
    listed_files,
    next_order,
    outdated,
    plan_transfer,
    release_before,
    safe_order,
)

OLD, NEW = "assets/site.11111111.css", "assets/site.22222222.css"
PATHS = st.sampled_from([OLD, NEW, "index.html", "2024.html", "office/index.html", "2024.csv", "manifest.json", "search/0.bin"])
SITES = st.dictionaries(PATHS, st.sampled_from("ab"))


def test_a_changed_style_sheet() -> None:
    """The old style sheet stays for one release; one that was carried already goes."""
    before = {OLD: "1", "index.html": "a", "2024.csv": "c", "gone.html": "g", "manifest.json": "m"}
    new = {NEW: "2", "index.html": "b", "2024.csv": "c", "manifest.json": "n"}
    carried_before = "assets/site.00000000.css"
    assert plan_transfer(new, before, [carried_before]) == TransferPlan(
        (NEW, "index.html"), ("2024.csv",), (OLD,), (carried_before, "gone.html")
    )


@given(SITES, SITES)
def test_every_file_has_one_fate(new: dict[str, str], before: dict[str, str]) -> None:
    """New files are sent or linked, old ones linked, replaced, carried or removed; only assets are carried."""
    plan = plan_transfer(new, before)
    assert sorted((*plan.sent, *plan.linked)) == sorted(new.keys() - {"manifest.json"})
    assert set(plan.carried) | set(plan.removed) == before.keys() - new.keys() - {"manifest.json"}
    assert all(map(is_hashed, plan.carried))
    assert [path for path in plan.linked if new[path] != before[path]] == []


@given(st.lists(PATHS, unique=True))
def test_no_page_comes_before_what_it_loads(paths: list[str]) -> None:
    """Assets first, then data, pages, lists of pages; the manifest last, whatever order they are given in."""
    ordered = safe_order(paths)
    assert sorted(ordered) == sorted(paths)
    assert ordered == safe_order(reversed(paths))
    ranks = [("css" in path, "index" not in path, path) for path in ordered]
    first_page = next((place for place, path in enumerate(ordered) if path.endswith(".html")), len(ordered))
    assert [path for path in ordered[first_page:] if path.endswith(".css")] == []
    assert "manifest.json" not in ordered[:-1], ranks


def test_only_assets_with_a_digest_are_for_ever() -> None:
    """A date in the name of an attachment is no digest."""
    names = [OLD, "assets/logo.0a1b2c3d.png", "assets/icon.svg", "office/通知.20240101.pdf", "assets/通知.20240101.pdf"]
    assert [is_hashed(name) for name in names] == [True, True, False, False, False]


def test_which_releases_are_kept() -> None:
    """The newest are kept, and the current one however old; what is published again is the newest."""
    order = ("a", "b", "c", "d")
    assert next_order(order, "b") == ("a", "c", "d", "b")
    assert (outdated(order, "d", 2), outdated(order, "a", 2), outdated(order, "d", 9)) == (("a", "b"), ("b",), ())
    assert [release_before(order, "c", steps) for steps in (1, 2, 3)] == ["b", "a", None]
    assert release_before(order, "x", 1) is None


def test_a_damaged_manifest_lists_nothing() -> None:
    """Then everything is sent anew."""
    assert [listed_files(data) for data in (None, b"", b"{", b'{"files": 3}', b'{"files": {"a": "b"}}')] == [
        {},
        {},
        {},
        {},
        {"a": "b"},
    ]
