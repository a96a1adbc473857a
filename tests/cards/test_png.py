"""The file itself: what PNG asks for, and the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import platform
import struct
import zlib
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cards.png import encode_palette_png

PALETTE = bytes(range(48))
KNOWN_ISAL = "1.9.1"
KNOWN = "d141d0ee0a644b23053a54fec8214d84a799291f963f087de476733d9b9a1174"


def canvas(width, height):
    """Something like lines of letters: runs of ground between bursts of ink."""
    rows = (
        bytes([0, *((x * x * y // 7) % 16 * (y % 9 < 4) for x in range(width))])
        for y in range(height)
    )
    return b"".join(rows)


def chunks(data):
    at, found = 8, []
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(
            data[at + 4 : at + 8 + length]
        )
        at += 12 + length
    return found


def test_a_file_holds_four_chunks_whose_sums_are_right():
    made = chunks(encode_palette_png(canvas(30, 20), 30, 20, PALETTE))

    assert [kind for kind, _ in made] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert zlib.decompress(made[2][1]) == canvas(30, 20)


@given(st.integers(1, 40), st.integers(1, 40), st.randoms(use_true_random=False))
def test_pillow_reads_back_every_pixel(width, height, chance):
    rows = [bytes(chance.randrange(16) for _ in range(width)) for _ in range(height)]
    data = encode_palette_png(b"".join(b"\x00" + row for row in rows), width, height, PALETTE)

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert (image.mode, image.size) == ("P", (width, height))
        assert image.tobytes() == b"".join(rows)


@pytest.mark.skipif(
    version("isal") != KNOWN_ISAL or platform.machine() not in {"x86_64", "AMD64"},
    reason="other versions of the deflate library, and other processors, may give other bytes",
)
def test_every_x86_64_processor_gives_the_same_bytes():
    assert (
        hashlib.sha256(encode_palette_png(canvas(1200, 675), 1200, 675, PALETTE)).hexdigest()
        == KNOWN
    )
