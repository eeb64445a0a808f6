"""Texts that are hard to search, and the index laid out for them."""

import random

from disclosure.search.index import MAX_STRING, count_units, find_frequent_strings
from disclosure.search.index_layout import BLOCK, END, IndexLayout, Sample, block_text
from disclosure.search.page_text import fold
from tests.support.effort import tried

SIZES = (3, 60, tried(100, 400))
"""Numbers of documents: few, some, many."""


def hard_texts(draw: random.Random, number: int) -> tuple[str, list[list[str]]]:
    """So many texts made to be hard, and their letters: few letters, long repetitions, rare characters."""
    letters = draw.choice(["公开", "公开信息。", "ab 公开𠀀\ue000𠮷", "".join(map(chr, range(0x4E00, 0x4F00)))])
    stock = ["".join(draw.choices(letters, k=draw.randint(2, 3 * MAX_STRING))).strip() + "尾" for _ in range(30)]
    return letters, [
        [
            fold("".join(draw.choices(stock, k=draw.randint(1, 3)))),
            *(fold("".join(draw.choices(letters, k=9)) + "末") for _ in "12"),
        ]
        for _ in range(number)
    ]


def laid_out(documents: list[list[str]], limit: int, shift: int) -> tuple[list[bytes], IndexLayout]:
    """Texts and their layout, where what is met more than `limit` times is frequent."""
    texts = [block_text("".join(text + END for text in found)) for found in documents]
    units = sorted(count_units(texts))
    frequent = sorted(find_frequent_strings(Sample(tuple(texts), limit)))
    blocks = tuple(len(text) // 2 // BLOCK for text in texts)
    return texts, IndexLayout(blocks, "".join(map(chr, units)), tuple(frequent), shift)
