"""The bidirectional algorithm (UAX 9): levels of characters, and the order of runs in a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

from bidi import algorithm as uax9

_REMOVED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF"})


class _Levelled(Protocol):
    @property
    def level(self) -> int: ...


_Run = TypeVar("_Run", bound=_Levelled)


def resolve_levels(text: str, rtl: bool) -> list[int]:
    """One embedding level for each character, in a paragraph of the given direction."""
    storage = uax9.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(rtl), "LR"[rtl]
    uax9.get_embedding_levels(text, storage)
    uax9.explicit_embed_and_overrides(storage)
    uax9.resolve_weak_types(storage)
    uax9.resolve_neutral_types(storage, debug=False)
    uax9.resolve_implicit_levels(storage, debug=False)
    return _spread(text, [entry["level"] for entry in storage["chars"]], int(rtl))


def reorder_visually(runs: Sequence[_Run]) -> list[_Run]:
    """Runs of one line in the order the eye meets them, left to right (rule L2)."""
    ordered = list(runs)
    odd = [run.level for run in ordered if run.level % 2]
    if not odd:
        return ordered
    for level in range(max(run.level for run in ordered), min(odd) - 1, -1):
        _turn(ordered, level)
    return ordered


def _spread(text: str, kept: list[int], base: int) -> list[int]:
    """Rule X9 drops joiners and the like; they take the level of what stands before them."""
    remaining = iter(kept)
    level, spread = base, []
    for character in text:
        if unicodedata.bidirectional(character) not in _REMOVED:
            level = next(remaining)
        spread.append(level)
    return spread


def _turn(runs: list[_Run], level: int) -> None:
    start = 0
    while start < len(runs):
        end = start
        while end < len(runs) and runs[end].level >= level:
            end += 1
        runs[start:end] = runs[start:end][::-1]
        start = max(end, start + 1)
