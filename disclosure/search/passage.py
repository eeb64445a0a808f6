"""The words of a published page as search knows them."""

from msgspec import Struct


class Passage(Struct, frozen=True, array_like=True, omit_defaults=True):
    """Texts that stand together: a paragraph alone, or the cells of one row with the row's heading as `context`."""

    texts: tuple[str, ...]
    context: str = ""


class Chapter(Struct, frozen=True, array_like=True):
    """A stretch of a page under one heading that has an address, "" for what stands above the first."""

    name: str
    heading: str
    passages: tuple[Passage, ...]
