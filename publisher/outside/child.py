"""The child: does one piece of work after the other, within its limits, and ends with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from publisher.outside.permitted_work import TOLD, WORK
from publisher.outside.wire import pack_message, receive_message

_PR_SET_PDEATHSIG = 1
_MB = 1 << 20
#: A child that has grown beyond this many MB is replaced behind its answer.
_GROWN = 200


def tie_to_parent(parent: int) -> None:
    """End with the parent, however it ends, even while a library holds every thread of ours."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(memory: int) -> None:
    """No more memory than this many MB, no files, no remains."""
    for kind, most in (
        (resource.RLIMIT_AS, memory * _MB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def set_time_limit(seconds: float, cpu: int) -> None:
    """So long from now: the system itself ends the child behind it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + cpu
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    # A little later than the parent, which knows better what to say.
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def main(number: int, parent: int, memory: int) -> None:
    """Work until the parent is gone."""
    tie_to_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    line = socket.socket(fileno=number)
    while (data := receive_message(line.recv)) is not None:
        line.sendall(b"!")
        answer = _answered(data)
        signal.setitimer(signal.ITIMER_REAL, 0)
        line.sendall(pack_message((*answer, _tired())))


def _tired() -> bool:
    # Not ru_maxrss: that begins with the parent's.
    with contextlib.suppress(OSError), Path("/proc/self/statm").open(encoding="ascii") as sizes:
        return int(sizes.read().split()[1]) * resource.getpagesize() // _MB > _GROWN
    return False


def _answered(data: bytes) -> tuple[str, Any]:
    try:
        name, seconds, cpu, given, named = pickle.loads(data)  # noqa: S301 - from our own parent
        set_time_limit(seconds, cpu)
        return "done", _function(name)(*given, **named)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001 - each is told to the parent, which knows what to do
        return _told(error)


def _function(name: str) -> Any:
    module, _, function = WORK[name].partition(":")
    return getattr(import_module(module), function)


def _told(error: Exception) -> tuple[str, Any]:
    kind = type(error)
    held = (*error.args, *vars(error).values())
    if kind.__module__ in TOLD and all(isinstance(each, str | int) for each in held):
        return "error", (kind.__module__, kind.__qualname__, error.args, vars(error))
    return "failed", "".join(traceback.format_exception(error))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
