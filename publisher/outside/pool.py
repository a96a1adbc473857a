"""The children of this process: each kept by a thread of its own, started when first needed.

The thread stays for as long as the process does: the system ends a child with the thread that began it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import Future
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import BoundedSemaphore, Lock, Thread
from time import monotonic
from typing import Any

import publisher
from publisher.outside import bounds, wire
from publisher.outside.asked import TOLD
from publisher.outside.bounds import Bounds
from publisher.outside.errors import Busy, Crashed, Failed, OutsideError, TooMuch, TooSlow

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
_ENDED_BY_TIME = {-signal.SIGXCPU, -signal.SIGALRM}

Job = tuple["Future[Any]", str, tuple[Any, ...], dict[str, Any]]


class Child:
    """One child process, begun at its first piece of work and again after it died."""

    def __init__(self, limits: Bounds) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, work: str, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """The answer to one piece of work. Raises OutsideError and what the work itself raises."""
        end = monotonic() + self._limits.seconds
        order = (work, self._limits.seconds, self._limits.cpu, given, named)
        try:
            # One that died while it had nothing to do did not die of this.
            line = self._handed(order) or self._handed(order)
            data = self._answer(line, end) if line else None
        except TimeoutError:
            self.end()
            raise TooSlow(work) from None
        except OSError:
            data = None
        if data is None:
            raise self._died(work)
        return self._taken(work, data)

    def _begun(self) -> socket.socket:
        if self._process is None or self._line is None or self._process.poll() is not None:
            self.end()
            self._begin()
        assert self._line is not None  # noqa: S101 - for the types
        self._line.settimeout(self._limits.seconds)
        return self._line

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        # Not by what lies where the command was typed.
        command = [sys.executable, "-P", "-m", "publisher.outside.child"]
        words = (theirs.fileno(), os.getpid(), self._limits.memory)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, *map(str, words)],
                env=_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._line = ours

    def _handed(self, order: object) -> socket.socket | None:
        """The line to a child that has taken the order; None where it died before."""
        line = self._begun()
        try:
            wire.send(line, order)
            taken = line.recv(1)
        except (BrokenPipeError, ConnectionResetError):
            taken = b""
        if not taken:
            self.end()
        return line if taken else None

    def _answer(self, line: socket.socket, end: float) -> bytes | None:
        line.settimeout(max(0.01, end - monotonic()))
        return wire.receive(line)

    def _died(self, work: str) -> OutsideError:
        code = self.end()
        return TooSlow(work) if code in _ENDED_BY_TIME else Crashed(f"{work} ({code})")

    def _taken(self, work: str, data: bytes) -> Any:
        try:
            how, value, tired = wire.plain(data)
        except Exception as error:  # noqa: BLE001 - whatever is broken in it, it is no answer
            self.end()
            raise Crashed(f"{work}: {error}") from None
        if tired or how == "memory":
            self.end()
        if how == "done":
            return value
        raise _error(how, work, value)

    def end(self) -> int | None:
        """Kill it, if it lives, and wait for it. How it ended."""
        if self._line is not None:
            self._line.close()
        process, self._process, self._line = self._process, None, None
        if process is None:
            return None
        # Gone by itself a moment ago, it tells why.
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(0.05)
        process.kill()
        return process.wait()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Where this process found us: Celery puts the folder of the caller before it on sys.path.
    found = (str(Path(publisher.__file__).parents[1]), os.environ.get("PYTHONPATH"))
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, found))}


def _error(how: str, work: str, value: Any) -> Exception:
    if how == "memory":
        return TooMuch(work)
    if how != "error" or value[0] not in TOLD:
        return Failed(str(value))
    module, name, args, held = value
    kind = getattr(import_module(module), name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return Failed(f"{module}.{name}: {args}")
    error = kind.__new__(kind)
    error.args = tuple(args)
    vars(error).update(held)
    return error


class Pool:
    """Children of one process, and who waits for them."""

    def __init__(self, limits: Bounds) -> None:
        self._limits = limits
        self._places = BoundedSemaphore(limits.children)
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._lock = Lock()
        self._free = 0
        self.children: list[Child] = []

    def ask(self, work: str, *given: Any, **named: Any) -> Any:
        """The answer of a free child. Raises OutsideError and what the work itself raises."""
        if not self._places.acquire(timeout=self._limits.seconds * bounds.PATIENCE):
            raise Busy(work)
        try:
            job: Job = (Future(), work, given, named)
            self._keep()
            self._jobs.put(job)
            return job[0].result()
        finally:
            self._places.release()

    def _keep(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            child = Child(self._limits)
            self.children.append(child)
        Thread(target=self._kept, args=(child,), name="outside", daemon=True).start()

    def _kept(self, child: Child) -> None:
        while True:
            future, work, given, named = self._jobs.get()
            try:
                answer = child.ask(work, given, named)
            except BaseException as error:  # noqa: BLE001 - it belongs to who asked
                self._done()
                future.set_exception(error)
            else:
                self._done()
                future.set_result(answer)
            del future, given, named

    def _done(self) -> None:
        with self._lock:
            self._free += 1

    def end(self) -> None:
        """Kill every child; the next work starts one anew."""
        for child in self.children:
            if child.pid is not None:
                with contextlib.suppress(OSError):
                    os.kill(child.pid, signal.SIGKILL)


_pool: Pool | None = None
_lock = Lock()


def pool() -> Pool:
    """This process's children."""
    global _pool  # noqa: PLW0603 - one a process
    with _lock:
        if _pool is None:
            _pool = Pool(bounds.given())
            atexit.register(_pool.end)
        return _pool


def _forget() -> None:
    """Behind a fork: the children are the other process's."""
    global _pool, _lock
    _pool, _lock = None, Lock()


os.register_at_fork(after_in_child=_forget)
