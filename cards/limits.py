"""What a photo may be."""

from __future__ import annotations

TYPES = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
