"""The texts of a stripe: what is shared stands in it once, and every text has its place."""

from disclosure.search.index import strings
from disclosure.search.index_encoding import END
from disclosure.search.stripe_text import MIN_SAVED, SLOT, StripeText, stripe_text


def texts_at(stripe: StripeText) -> dict[tuple[int, int], list[str]]:
    """The texts of each block, by its section and its number in it."""
    units = strings(stripe.units)
    split = {divmod(block, stripe.width): bounds for block, bounds in zip(stripe.blocks, stripe.ranges, strict=True)}
    return {at: [text for text in units[start:end].split(END) if text] for at, (start, end) in split.items()}


def test_texts_stand_in_the_block_of_their_document() -> None:
    """Every section of a document has a block; one without texts has none."""
    stripe = stripe_text(["甲乙\n丙丁\0\0戊己".encode(), "\0庚辛\0".encode()])
    assert texts_at(stripe) == {(0, 0): ["甲乙", "丙丁"], (1, 1): ["庚辛"], (2, 0): ["戊己"]}
    assert (stripe.documents, stripe.groups) == (2, ())
    assert stripe_text([]).units == END.encode("utf-16-le")


def test_what_many_share_stands_once() -> None:
    """Texts of the same documents that are long enough together are in a block of their group; others are in each."""
    long = "表" * (MIN_SAVED // 2)
    stripe = stripe_text([f"{long}\n甲乙\0短文".encode(), f"{long}\0短文".encode(), f"{long}\0丙丁".encode(), "戊己".encode()])
    assert stripe.groups == ((0, 1, 2),)
    assert texts_at(stripe) == {
        (0, 0): ["甲乙"],
        (0, 3): ["戊己"],
        (0, 4): [long],
        (1, 0): ["短文"],
        (1, 1): ["短文"],
        (1, 2): ["丙丁"],
    }


def test_places_follow_from_the_number_of_a_block() -> None:
    """All blocks of a section are as wide as the longest needs, rounded up to a power of two."""
    stripe = stripe_text(["一二三".encode(), "一二三四五六七八九\0甲乙".encode()])
    assert stripe.shifts == (4, 2)
    assert stripe.places == (0, 16, 2 * 16 + 4)


def test_a_longer_text_moves_none_after_it() -> None:
    """Texts of some length begin in slots, so that a few characters more leave the places of the others."""
    one, other = (stripe_text([f"{'长' * size}\n后文".encode()]) for size in (SLOT, SLOT + 9))
    assert strings(one.units).index("后文") == strings(other.units).index("后文") == 2 * SLOT + 1
