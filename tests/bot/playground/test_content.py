import struct

import pytest

from bot.playground.content import picture_size
from tests.bot.playground.harness import PNG


@pytest.mark.parametrize(
    ("data", "size"),
    [
        pytest.param(PNG, (2, 1), id="png"),
        pytest.param(b"GIF89a" + struct.pack("<HH", 30, 20), (30, 20), id="gif"),
        pytest.param(
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 20, 30), (30, 20), id="jpeg"
        ),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x04ab", None, id="a-jpeg-cut-off"),
        pytest.param(b"%PDF-1.7", None, id="no-picture"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_head(data: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(data) == size
