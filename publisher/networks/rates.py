"""How many calls of a kind a network takes from one account in a while. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls in any `window`; how many posts are left the network says itself, with each post."""

    window: timedelta
    uploads: int
    alts: int
