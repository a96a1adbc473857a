"""One child process and the line to it: whoever waits on the line looks after the child."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

import publisher
from publisher.outside import wire
from publisher.outside.bounds import Bounds
from publisher.outside.errors import Crashed, Killed, OutsideError, Starved, Stuck, TooSlow
from publisher.outside.watching import LOOK, Watch

Got = TypeVar("Got")
#: Of the environment a child gets these alone: no secret is where text from outside is read.
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "CARDS_FONTS",
    "CARDS_THEMES",
    "VIRTUAL_ENV",
)
#: Signals that a process brings on itself; any other comes from elsewhere.
_ITS_OWN = {
    *(signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGFPE, signal.SIGILL),
    *(signal.SIGTRAP, signal.SIGSYS, signal.SIGXFSZ),
}
#: Seconds of the processor in which a child that lives takes up what it was handed.
_TAKES = 2.0
#: Seconds in which a killed process is gone, or is waited for no longer.
_GONE = 2.0


class Process:
    """A child that has been started. `try_` may be called until it raises."""

    def __init__(self, limits: Bounds) -> None:
        """Raises Stuck."""
        self._limits = limits
        self._line, theirs = socket.socketpair()
        self._line.settimeout(LOOK)
        with theirs:
            try:
                self._process = _started(theirs, limits.memory)
            except (OSError, subprocess.SubprocessError) as error:
                self._line.close()
                raise Stuck(f"no child could be started: {error}") from error
        self.pid = self._process.pid

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def try_(self, work: str, order: bytes) -> bytes:
        """The answer's bytes. Raises OutsideError: the process has ended then."""
        at = Errand(work, self._limits, self._line, Watch(self.pid))
        try:
            return at.run(order)
        except OutsideError:
            self.end()
            raise
        except OSError:
            # The line is gone, and so is the process, or soon.
            used = at.watch.used()
            raise self._died(at, used, self.end(patience=1)) from None

    def _died(self, at: Errand, used: float | None, code: int | None) -> OutsideError:
        what = f"{at.work} ({code})"
        if not at.taken:
            return Stuck(f"{what}, which was not taken up")
        if code == -signal.SIGXCPU:
            return TooSlow(at.work)
        if code == -signal.SIGALRM:
            return at.overdue(used)
        if code is None or code >= 0 or -code in _ITS_OWN:
            return Crashed(what)
        return Killed(what)

    def end(self, *, patience: float = 0.05) -> int | None:
        """Kill it, if it lives, and wait for it. How it ended; None where the system holds it."""
        self._line.close()
        # Gone by itself a moment ago, it tells why.
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(patience)
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(_GONE)
        return None


class Errand:
    """One piece of work of a child, from handing it over to its answer."""

    def __init__(self, work: str, limits: Bounds, line: socket.socket, watch: Watch) -> None:
        self.work, self._limits, self._line, self.watch = work, limits, line, watch
        self._end = monotonic() + limits.seconds
        self.taken = False

    def run(self, order: bytes) -> bytes:
        """The answer's bytes. Raises OutsideError, and OSError where the line has ended."""
        left = memoryview(order)
        while left:
            left = left[self._wait(partial(self._line.send, left)) :]
        if not self._wait(partial(self._line.recv, 1)):
            raise ConnectionResetError
        self.taken = True
        answer = wire.receive_message(lambda most: self._wait(partial(self._line.recv, most)))
        if answer is None:
            raise ConnectionResetError
        return answer

    def _wait(self, act: Callable[[], Got]) -> Got:
        while True:
            # What is there already counts, however late it is.
            with contextlib.suppress(TimeoutError):
                return act()
            self._look()

    def _look(self) -> None:
        """Raises OutsideError where there is nothing to wait for."""
        still, used = self.watch.stands_still(), self.watch.used()
        if still:
            raise Stuck(f"{self.work}, over which the child stood still")
        if not self.taken and used is not None and used > _TAKES:
            raise Stuck(f"{self.work}, which was not taken up")
        if monotonic() > self._end:
            raise self.overdue(used)

    def overdue(self, used: float | None) -> OutsideError:
        """What the end of the time by the clock means: only who had the processor has used it up."""
        had_its_time = used is None or used >= self._limits.cpu / 2
        return TooSlow(self.work) if self.taken and had_its_time else Starved(self.work)


def _started(line: socket.socket, memory: int) -> subprocess.Popen[bytes]:
    # Not by what lies where the command was typed.
    command = [sys.executable, "-P", "-m", "publisher.outside.child"]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*command, *map(str, (line.fileno(), os.getpid(), memory))],
        env=_environment(),
        pass_fds=[line.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Where this process found us: Celery puts the folder of the caller before it on sys.path.
    found = (str(Path(publisher.__file__).parents[1]), os.environ.get("PYTHONPATH"))
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, found))}
