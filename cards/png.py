"""A palette PNG, written straight from the canvas.

The canvas is one column wider than the card: its first column is all nought, which is PNG's
filter byte “None”, so that the canvas's own bytes are what is deflated.
"""

from __future__ import annotations

import struct
import zlib

from isal import isal_zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Levels 1 and 2 give the same bytes on every x86-64 processor; 0 and 3 depend on what it can do.
_LEVEL = 1


def encode_palette_png(canvas: bytes | bytearray, width: int, height: int, palette: bytes) -> bytes:
    """The file; `canvas` holds (width + 1) x height palette indices. No time, no metadata."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    data = isal_zlib.compress(canvas, _LEVEL)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", data),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
