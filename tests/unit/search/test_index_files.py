"""The files of the index: what is read first, and buckets of the entries of all stripes."""

import json

from disclosure.search.documents import OtherPage, SearchBody
from disclosure.search.index import IndexLayout
from disclosure.search.index_files import (
    DOCUMENTS,
    INDEX,
    bucket_file,
    index_files,
    joined_entries,
    split_entries,
    stripe_head,
)
from disclosure.search.stripe_text import stripe_text


def test_entries_of_a_bucket() -> None:
    """The entries of stripes are read back from a bucket, whatever their size."""
    said = [b"", b"x", bytes(127), bytes(128), bytes(20000)]
    assert list(split_entries(joined_entries(said))) == said


def test_what_is_read_first() -> None:
    """It names bodies with their addresses, stripes with who shares texts, and changes with any bucket."""
    long = "表" * 2048
    stripe = stripe_text([f"{long}\n甲乙".encode(), long.encode(), "戊己".encode()])
    bodies = [SearchBody("县", "", (2020,), (OtherPage("指南", "pages/导 引.html"),)), SearchBody("镇", "镇", (2021,))]
    layout, stripes = IndexLayout(3, ("公开", "开公")), [((1, 0), stripe_head(stripe))]
    files = index_files(bodies, stripes, ("a",), layout, {"search/0.bin": "x"})
    index, documents = json.loads(files[INDEX]), json.loads(files[DOCUMENTS])
    assert index == {"digest": documents["digest"], "bits": 3, "frequent": "公开\n开公"}
    assert documents == {
        "digest": index["digest"],
        "sections": ["a"],
        "bodies": [["县", "", [2020], [["指南", "pages/%E5%AF%BC%20%E5%BC%95.html", 0]]], ["镇", "%E9%95%87", [2021], []]],
        "stripes": [[[1, 0], [12], ["03"]]],
    }
    others = [
        index_files(bodies[:1], stripes, ("a",), layout, {"search/0.bin": "x"}),
        index_files(bodies, stripes, ("a",), IndexLayout(3, ()), {"search/0.bin": "x"}),
        index_files(bodies, stripes, ("a",), layout, {"search/0.bin": "y"}),
    ]
    assert len({index["digest"], *(json.loads(one[INDEX])["digest"] for one in others)}) == 4
    assert bucket_file(26) == "search/1a.bin"
