"""Texts that are hard to search, in stripes, and the index laid out for them."""

import random

from disclosure.search.index import MAX_STRING, IndexLayout, find_frequent_strings
from disclosure.search.index_encoding import END
from disclosure.search.page_text import fold
from disclosure.search.stripe_text import StripeText, stripe_text
from tests.support.effort import tried

SIZES = (3, 60, tried(100, 400))
"""Numbers of documents: few, some, many."""


def hard_texts(draw: random.Random, number: int) -> tuple[str, list[list[str]]]:
    """So many documents made to be hard, and their letters: few letters, long repetitions, rare characters."""
    letters = draw.choice(["公开", "公开信息。", "ab 公开𠀀\ue000𠮷", "".join(map(chr, range(0x4E00, 0x4F00)))])
    stock = ["".join(draw.choices(letters, k=draw.randint(2, 6 * MAX_STRING))).strip() + "尾" for _ in range(30)]
    return letters, [
        [
            fold("".join(draw.choices(stock, k=draw.randint(1, 3)))),
            *(fold("".join(draw.choices(letters, k=9)) + "末") for _ in "12"),
            *([stock[0]] if draw.random() < 0.9 else []),
        ]
        for _ in range(number)
    ]


def in_stripes(documents: list[list[str]], size: int) -> list[StripeText]:
    """The texts of documents in stripes of so many, the first text of each in the first section, the others in the third."""
    texts = [f"{first}\0\0{END.join(dict.fromkeys(others))}".encode() for first, *others in documents]
    return [stripe_text(texts[start : start + size]) for start in range(0, len(texts), size)]


def laid_out(stripes: list[StripeText], limit: int, bits: int) -> IndexLayout:
    """How they are indexed when what is met more than `limit` times is frequent."""
    units = b"".join(stripe.units for stripe in stripes)
    return IndexLayout(bits, tuple(sorted(find_frequent_strings(units, limit))))
