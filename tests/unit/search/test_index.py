"""The search index: any texts are found exactly, however they are laid out."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from disclosure.search.documents import SearchBody
from disclosure.search.index import MAX_STRING, find_frequent_strings, make_entries
from disclosure.search.index_encoding import bit_list, label, subset, varint
from disclosure.search.index_files import index_files, joined_entries, stripe_head
from disclosure.search.page_text import fold
from disclosure.search.stripe_text import stripe_text
from tests.support.effort import tried
from tests.support.index_texts import SIZES, hard_texts, in_stripes, laid_out
from tests.support.search_program import asked


def write_index(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what is read before the buckets and beside them."""
    for path, data in files.items():
        (folder / Path(path).name).write_bytes(data)


@pytest.mark.parametrize("limit", [pytest.param(5, marks=pytest.mark.slow), 300, 1 << 20])
@pytest.mark.parametrize("seed", range(tried(2, 6)))
def test_any_texts(tmp_path: Path, seed: int, limit: int) -> None:
    """Texts made to be hard are searched exactly, whatever is called frequent, in the whole and in a section."""
    draw = random.Random(seed)
    letters, documents = hard_texts(draw, SIZES[seed % 3])
    size = draw.choice([7, 40])
    stripes = in_stripes(documents, size)
    layout = laid_out(stripes, limit, draw.choice([2, 6]))
    entries = [make_entries(stripe, layout) for stripe in stripes]
    for bucket, own in enumerate(zip(*entries, strict=True)):
        (tmp_path / f"{bucket:x}.bin").write_bytes(joined_entries(own))
    bodies = [SearchBody(f"b{number}", str(number), (2020,)) for number in range(len(documents))]
    numbers = [range(start, min(start + size, len(documents))) for start in range(0, len(documents), size)]
    heads = [(tuple(own), stripe_head(stripe)) for own, stripe in zip(numbers, stripes, strict=True)]
    write_index(tmp_path, index_files(bodies, heads, ("one", "two"), layout, {}))
    queries, expected = [], []
    for _ in range(tried(30, 100)):
        text = draw.choice(draw.choice(documents))
        length = draw.choice([2, 3, 5, 8, 20, MAX_STRING, MAX_STRING + 1, MAX_STRING + 2, 2 * MAX_STRING])
        start = draw.randrange(max(1, len(text) - length))
        changed = draw.choice(letters) if draw.random() < 0.3 else ""
        query = fold(text[start : start + length] + changed)
        if len(query) > 1 and " " not in query:
            section = draw.choice(["", "one", "two"])
            searched = {"": slice(None), "one": slice(0), "two": slice(1, None)}[section]
            queries.append({"query": query, "section": section})
            expected.append(
                [f"{n}/2020.html" for n, texts in enumerate(documents) if any(query in text for text in texts[searched])]
            )
    answers = asked(tmp_path, queries)
    wrong = [
        query
        for query, answer, pages in zip(queries, answers, expected, strict=True)
        if answer["texts"] == [query["query"]] and sorted(answer["pages"]) != sorted(pages)
    ]
    assert wrong == []


def test_bodies_by_their_folders(tmp_path: Path) -> None:
    """Hits are narrowed to a body by the name of its folder, whatever that has to be written as in an address."""
    bodies = [SearchBody("县", "", (2020,)), SearchBody("镇", "青石 镇/站", (2020,))]
    stripe = stripe_text(["公开信息".encode(), "公开信息".encode()])
    layout = laid_out([stripe], 9, 2)
    for bucket, entries in enumerate(make_entries(stripe, layout)):
        (tmp_path / f"{bucket:x}.bin").write_bytes(joined_entries([entries]))
    write_index(tmp_path, index_files(bodies, [((0, 1), stripe_head(stripe))], (), layout, {}))
    answers = asked(tmp_path, [{"query": "公开", "body": folder} for folder in ("", ".", "青石 镇/站", "青石")])
    own, town = "2020.html", "青石 镇/站/2020.html"
    assert [answer["pages"] for answer in answers] == [[own, town], [own], [town], []]


def test_frequent_strings_hold_no_half_of_a_character() -> None:
    """A string is frequent with all that it begins and ends with, and no character is cut."""
    units = "\n公开𠮷公开𠮷公开\n".encode("utf-16-le")
    assert find_frequent_strings(units, 2) == {"公开"}
    assert find_frequent_strings(units, 1) == {"公开"}
    assert find_frequent_strings("\nabcd\nabcd\n".encode("utf-16-le"), 1) == {"ab", "bc", "cd", "abc", "bcd", "abcd"}


@pytest.mark.parametrize("numbers", [[], [0], [3, 99], list(range(30)), list(range(100))])
def test_subsets(numbers: list[int]) -> None:
    """A subset takes no more than a bit for each, and the numbers while they are few."""
    assert subset(numbers, 100) == varint(len(numbers)) + (
        bit_list(numbers, 100) if len(numbers) >= 13 else b"".join(map(varint, map(int.__sub__, numbers, [0, *numbers])))
    )


def test_labels_say_what_is_new() -> None:
    """A label brings the units that the one before did not have, at most seven being those before."""
    assert label("", "ab") == b"\x02a\0b\0"
    assert label("abc", "abde") == bytes((2 << 5 | 2,)) + b"d\0e\0"
    assert label("abcdefghij", "abcdefghik") == bytes((7 << 5 | 3,)) + "hik".encode("utf-16-le")


def test_a_text_has_an_end() -> None:
    """The end of a text is no part of any query."""
    assert fold("一\n二") == "一 二"
