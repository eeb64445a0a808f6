"""The search index: any texts are found exactly, and lists of documents are short."""

import json
import random
from pathlib import Path

import pytest

from disclosure.search.index import MAX_STRING, make_shard_files
from disclosure.search.index_encoding import document_list
from disclosure.search.index_layout import END
from disclosure.search.page_text import fold
from tests.support.effort import tried
from tests.support.index_texts import SIZES, hard_texts, laid_out
from tests.support.search_program import asked


@pytest.mark.parametrize("limit", [pytest.param(5, marks=pytest.mark.slow), 300, 1 << 20])
@pytest.mark.parametrize("seed", range(tried(2, 6)))
def test_any_texts(tmp_path: Path, seed: int, limit: int) -> None:
    """Texts made to be hard are searched exactly, whatever is called frequent."""
    draw = random.Random(seed)
    letters, documents = hard_texts(draw, SIZES[seed % 3])
    texts, layout = laid_out(documents, limit, draw.choice([4, 12, 16]))
    shards = sorted({ord(unit) >> layout.shift for unit in layout.units if unit != END})
    for name, body in make_shard_files(texts, layout, shards).items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "head.bin").write_bytes(layout.head_file())
    (tmp_path / "common.bin").write_bytes(b"")
    about = {"documents": len(documents), "standing": 0, "shift": layout.shift, "shards": shards}
    (tmp_path / "index.json").write_text(json.dumps(about))
    (tmp_path / "text").mkdir()
    for number, found in enumerate(documents):
        (tmp_path / "text" / f"{number}.json").write_text(json.dumps({"chapters": [["", "", [[found]]]]}), encoding="utf-8")
    queries = []
    for _ in range(tried(30, 100)):
        text = draw.choice(draw.choice(documents))
        size = draw.choice([2, 3, 5, 8, 20, MAX_STRING, MAX_STRING + 1, 2 * MAX_STRING])
        start = draw.randrange(max(1, len(text) - size))
        changed = draw.choice(letters) if draw.random() < 0.3 else ""
        query = fold(text[start : start + size] + changed)
        queries += [query] if len(query) > 1 else []
    wrong = [
        query
        for query, answer in zip(queries, asked(tmp_path, queries), strict=True)
        if sorted(answer["numbers"]) != [n for n, found in enumerate(documents) if any(query in text for text in found)]
    ]
    assert wrong == []


@pytest.mark.parametrize("documents", [[], [0], [5, 6, 900], list(range(40)), [0, *range(100, 400, 3)], list(range(7, 3000, 90))])
def test_lists_of_documents(documents: list[int]) -> None:
    """A list is never longer than a bit for each document."""
    assert len(document_list(documents)) <= max(2 * len(documents), 8 + (documents[-1] if documents else 0) // 8) + 2


def test_a_text_has_an_end() -> None:
    """The end of a text is no part of any query."""
    assert fold(f"一{END}二") == "一 二"
