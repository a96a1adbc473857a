"""How long and how large work in a child may be, from the environment."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from publisher import env

#: The least that the reader, the splitter and the drawer themselves need, in MB.
LEAST_MEMORY = 300
#: For a free child one waits so many times as long as a piece of work may take.
PATIENCE = 2
#: Seconds that is waited for one where as many wait already as there are children.
BRIEFLY = 2.0


class Bounds(NamedTuple):
    """`seconds` by the clock; `memory` in MB; how many `children`; whole seconds `cpu` of the processor."""

    seconds: float
    memory: int
    children: int
    cpu: int


@cache
def load_bounds() -> Bounds:
    """Raises SettingError."""
    seconds = env.read_seconds("OUTSIDE_SECONDS", 20)
    return Bounds(
        seconds,
        env.read_number("OUTSIDE_MEMORY_MB", 1000, least=LEAST_MEMORY),
        env.read_number("OUTSIDE_CHILDREN", 2),
        cpu=max(1, round(seconds / 2)),
    )
