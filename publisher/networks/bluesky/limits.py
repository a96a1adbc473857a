"""What Bluesky allows: 300 graphemes and 3,000 bytes (lexicons/app/bsky/feed/post.json)."""

from __future__ import annotations

from publisher.networks import graphemes
from publisher.networks.limits import Limits

GRAPHEMES = 300
BYTES = 3000
_BYTES_EACH = BYTES // GRAPHEMES


def measure_length(text: str) -> int:
    """Give the length in graphemes, or in tenths of its bytes where those are the narrower bound."""
    size = len(text.encode("utf-8", "surrogatepass"))
    return max(graphemes.count_graphemes(text), -(-size // _BYTES_EACH))


#: The app numbers the posts of a thread itself, so ours carry none.
BLUESKY = Limits(
    name="bluesky",
    title="Bluesky",
    limit=GRAPHEMES,
    measure=measure_length,
    numbering="none",
    pictures=4,
    picture_bytes=2_000_000,
    alt=2000,
)
