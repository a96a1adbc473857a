"""Long lists of names, written as prose so that they can be read."""

from __future__ import annotations


def word_set(prose: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(prose.split())
