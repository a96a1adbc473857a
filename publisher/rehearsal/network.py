"""The network's parts in one hand."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.rehearsal import practice_settings
from publisher.rehearsal.faults import Faults
from publisher.rehearsal.oauth_check import Nonces
from publisher.rehearsal.practice_settings import Settings
from publisher.rehearsal.rate_windows import Windows
from publisher.rehearsal.store import Store

#: Calls remembered for the control page, in memory.
REMEMBERED = 10_000


@dataclass
class PracticeNetwork:
    """One running network: its database, and what it keeps in memory."""

    store: Store
    control_key: str
    settings: Settings
    faults: Faults = field(default_factory=Faults)
    windows: Windows = field(default_factory=Windows)
    nonces: Nonces = field(default_factory=Nonces)
    calls: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    lock: threading.Lock = field(default_factory=threading.Lock)


def open_network(path: Path, control_key: str) -> PracticeNetwork:
    """Open the network whose database lies at `path`."""
    store = Store(path)
    return PracticeNetwork(store, control_key, practice_settings.load_settings(store))
