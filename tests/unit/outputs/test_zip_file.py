"""Archives that are put together from pieces are those that are made in one go."""

from io import BytesIO
from zipfile import ZipFile
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from disclosure.outputs.zip_file import PIECES_END, PartSizes, joined_checksum, pack_piece, zip_frame


@given(st.lists(st.binary(max_size=200) | st.integers(1, 3).map(lambda times: bytes(70_000 * times)), max_size=5))
def test_pieces_of_a_part_are_read_as_one(pieces: list[bytes]) -> None:
    """Any reader finds the pieces one behind the other, and their checksum is right."""
    whole = b"".join(pieces)
    packed = [pack_piece(piece) for piece in pieces]
    checksum = joined_checksum((one.checksum, one.length) for one in packed)
    assert checksum == crc32(whole)
    data = b"".join(one.data for one in packed) + PIECES_END
    heads, end = zip_frame([PartSizes(b"a.csv", checksum, len(data), len(whole))])
    with ZipFile(BytesIO(heads[0] + data + end)) as file:
        assert (file.testzip(), file.read("a.csv")) == (None, whole)
