"""How long and how large work in a child may be, from the environment."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from publisher import env

#: The least that the reader, the splitter and the drawer themselves need, in MB.
LEAST_MEMORY = 300
#: For a free child one waits so many times as long as a piece of work may take.
PATIENCE = 2


class Bounds(NamedTuple):
    """`seconds` by the clock, half as many of the processor; `memory` in MB; how many `children`."""

    seconds: float
    memory: int
    children: int

    @property
    def cpu(self) -> int:
        """Seconds of the processor, whole ones, as the system counts them."""
        return max(1, round(self.seconds / 2))


@cache
def given() -> Bounds:
    """Raises SettingError."""
    return Bounds(
        env.seconds("OUTSIDE_SECONDS", 20),
        env.number("OUTSIDE_MEMORY_MB", 1000, least=LEAST_MEMORY),
        env.number("OUTSIDE_CHILDREN", 2),
    )
