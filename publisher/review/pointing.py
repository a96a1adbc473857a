"""One post that points to the account which tells the whole thread. Pure."""

from __future__ import annotations

from typing import Any

from publisher.networks.limits import Limits


def build_pointer_text(headline: str, handle: str, limits: Limits) -> str:
    """The headline, as much of it as fits, and where the thread is; empty where nothing fits."""
    words = headline.split()
    for kept in range(len(words), 0, -1):
        named = " ".join(words[:kept]) + ("" if kept == len(words) else " …")
        text = f"{named}\n\nRead it post by post from @{handle}."
        if limits.measure(text) <= limits.limit:
            return text
    return ""


def build_pointer_offer(headline: str, handle: str, limits: Limits) -> dict[str, Any]:
    """The same as what a check offers to save with one press."""
    instead = f"one post that points to @{handle}"
    return {
        "instead": instead,
        "mended": build_pointer_text(headline, handle, limits),
        "act": "point",
    }
