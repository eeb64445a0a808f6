"""The pages that can be found: what is compared of them, and which share a stripe."""

from disclosure.search.documents import (
    MAX_DOCUMENTS,
    OtherPage,
    SearchBody,
    comparable_text,
    sample_of,
    stripes_of,
)

YEARS = tuple(range(2008, 2026))


def bodies_of(number: int) -> list[SearchBody]:
    """So many bodies with a report a year."""
    return [SearchBody(f"第{one}镇", f"town-{one}", YEARS) for one in range(number)]


def members(bodies: list[SearchBody]) -> set[frozenset[str]]:
    """The folders that share a stripe."""
    return {frozenset(bodies[number].folder for number in stripe) for stripe in stripes_of(bodies)}


def test_paths_of_a_body() -> None:
    """Reports come by year, then the other pages; the outermost body has no folder."""
    pages = (OtherPage("指南", "pages/guide.html"),)
    assert SearchBody("县", "", (2019, 2020), pages).paths == ("2019.html", "2020.html", "pages/guide.html")
    assert SearchBody("镇", "a/b", (2020,)).paths == ("a/b/2020.html",)


def test_texts_of_a_page_by_section() -> None:
    """Each text stands once in its section, folded; what is in no section that is asked for stands first."""
    html = '<main><h1>标题</h1><h2 id="b">二二</h2><p>ＡＢ</p><p>ab</p><h2 id="x">其他</h2><p>（1）</p></main>'
    assert comparable_text(html.encode(), ("a", "b")).decode() == "标题\n其他\n(1)\0\0二二\nab"


def test_every_body_is_in_one_stripe() -> None:
    """Stripes hold at most so many documents, more only of a single body."""
    bodies = [*bodies_of(60), SearchBody("大", "large", tuple(range(1800, 2025)))]
    stripes = stripes_of(bodies)
    assert sorted(number for stripe in stripes for number in stripe) == list(range(61))
    assert {len(stripe) for stripe in stripes if sum(len(bodies[number].paths) for number in stripe) > MAX_DOCUMENTS} == {1}
    assert stripes_of([]) == ()


def test_stripes_know_no_history() -> None:
    """A body more splits a stripe at most; the order in which bodies are given means nothing."""
    bodies = bodies_of(60)
    assert members(bodies[::-1]) == members(bodies)
    assert len(members(bodies) - members([*bodies, SearchBody("新", "new", YEARS)])) <= 1


def test_a_sample_is_chosen_by_hashes() -> None:
    """Of few documents all decide; of many each stands for several, and a document more changes little."""
    few = [f"{number}.html" for number in range(MAX_DOCUMENTS)]
    assert sample_of(few) == (tuple(range(MAX_DOCUMENTS)), 1)
    many = [f"{number}.html" for number in range(1000)]
    chosen, step = sample_of(many)
    assert step == 8
    assert 80 < len(chosen) < 170
    assert set(sample_of([*many, "new.html"])[0]) - set(chosen) <= {1000}
