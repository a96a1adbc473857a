"""Whether a child goes on with its work, as the system tells it; elsewhere than on Linux it does not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

#: Seconds between two looks at a child that does not answer yet.
LOOK = 0.25
#: So many looks after each other find a child that does nothing, and it is given up: at work it never waits.
STILL = 8
_TICKS = os.sysconf("SC_CLK_TCK")


class ProcessState(NamedTuple):
    """A process: what it is at, by the letter the system has for it; its seconds of the processor."""

    state: str
    cpu: float


def read_process_state(pid: int) -> ProcessState | None:
    """None where that cannot be seen."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # Before it stands the program's name, which may be any.
    words = about.rpartition(")")[2].split()
    return ProcessState(words[0], (int(words[11]) + int(words[12])) / _TICKS)


class Watch:
    """One child over one piece of work."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        seen = read_process_state(pid)
        self._begun = self._before = seen.cpu if seen else 0.0
        self._still = 0

    def stands_still(self) -> bool:
        """Look once. Whether it has done nothing at any of the last looks.

        One that only waits for its turn on a busy machine goes on, and so does one nobody can see.
        """
        seen = read_process_state(self._pid)
        if seen is None or seen.state == "R" or seen.cpu > self._before:
            self._still, self._before = 0, seen.cpu if seen else 0.0
        else:
            self._still += 1
        return self._still >= STILL

    def used(self) -> float | None:
        """Its seconds of the processor over this work, if the system tells."""
        seen = read_process_state(self._pid)
        return seen.cpu - self._begun if seen else None
