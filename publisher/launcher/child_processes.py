"""Children that end with their parent, however it ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: a forked child must not import.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def _tie(parent: int) -> None:
    if _prctl:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)  # the parent died before the knot was tied


def start_child(
    command: Sequence[str], env: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a child whose words go to `log`; it gets SIGTERM when this thread's process ends.

    Call it from the main thread: the signal comes when the thread that forked ends.
    """
    parent = os.getpid()
    with log.open("ab") as words:
        return subprocess.Popen(  # noqa: S603 - our own programs
            list(command),
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _tie(parent),  # noqa: PLW1509 - only prctl and getppid, before any thread
        )


def stop_child(child: subprocess.Popen[bytes], patience: float) -> None:
    """Ask a child to end; after `patience` seconds make it."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
