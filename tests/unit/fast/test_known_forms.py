"""Official forms that were read before."""

from msgspec import msgpack

from disclosure import fast
from disclosure.model.form import GlossaryEntry
from tests.support.forms import FORMS

GLOSSARY = (GlossaryEntry("open", "主动公开", "不经申请就公开。", ""),)


def test_known() -> None:
    """Forms that were kept are what they were; nothing is known where nothing was kept, or not all of it."""
    kept = msgpack.encode((FORMS, GLOSSARY))
    assert fast.known_forms(kept) == (tuple(FORMS), GLOSSARY)
    assert [fast.known_forms(other) for other in (None, b"", kept[:-1])] == [None, None, None]
