"""Values kept in a temporary file come back as they were."""

from disclosure.system.temp_files import TempFiles


def test_what_is_kept_in_a_file() -> None:
    """Values of any size come back from a file as they were, one by one or in order."""
    values = [b"one", b"", b"three" * 1000]
    with TempFiles() as temp:
        kept = temp.store(iter(values))
        assert (list(kept), len(kept), kept[2], kept[:2]) == (values, 3, values[2], (b"one", b""))
        assert list(temp.store([])) == []
