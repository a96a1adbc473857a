"""What the worst of texts would do, for the tests of the child: a fault that can be asked for."""

from __future__ import annotations

import ctypes
import re
import time
from pathlib import Path


def hang_in_regex() -> None:
    """Hold the interpreter's lock for days, as a pattern that goes back does."""
    re.match(r"(?:a|a)+b", "a" * 60)


def burn_cpu(seconds: float) -> str:
    """Take so much of the processor, and come to an end."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass
    return "done"


def sleep_forever() -> None:
    """Wait for what never comes, as a library does that locked itself out."""
    time.sleep(3600)


def exhaust_memory() -> int:
    """Want more memory than there is."""
    return len([bytes(50_000_000) for _ in range(10_000)])


def crash_process() -> None:
    """Break a C library's neck."""
    ctypes.string_at(0)


def write_file(path: str) -> None:
    """Leave something behind."""
    Path(path).write_text("left behind", encoding="utf-8")
