"""The children of this process: each kept by a thread of its own, started when first needed.

The thread stays for as long as the process does: the system ends a child with the thread that began it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from concurrent.futures import Future
from importlib import import_module
from queue import SimpleQueue
from threading import BoundedSemaphore, Lock, Thread
from typing import Any

import structlog

from publisher.outside import bounds, wire
from publisher.outside.bounds import Bounds
from publisher.outside.errors import AllAtWork, Crashed, Failed, Killed, Stuck, TooMuch
from publisher.outside.permitted_work import TOLD
from publisher.outside.process import Process

log = structlog.get_logger()
Job = tuple["Future[Any]", str, tuple[Any, ...], dict[str, Any]]


class Child:
    """One child process, begun at its first piece of work and again after it died."""

    def __init__(self, limits: Bounds) -> None:
        self._limits = limits
        self._process: Process | None = None
        #: Whether this process ends, and no other child is begun.
        self.leaving = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, work: str, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """The answer to one piece of work. Raises OutsideError and what the work itself raises."""
        order = wire.pack_message((work, self._limits.seconds, self._limits.cpu, given, named))
        try:
            data = self._tried(work, order)
        except (Stuck, Killed) as error:
            if self.leaving:
                raise
            # What became of the child is not known to be this work's doing.
            log.warning("a child was lost, another one has its work", why=str(error))
            data = self._tried(work, order)
        return self._taken(work, data)

    def _tried(self, work: str, order: bytes) -> bytes:
        process, self._process = self._process, None
        if process is not None and not process.lives:
            process.end()
            process = None
        self._process = process or Process(self._limits)
        try:
            return self._process.try_(work, order)
        except BaseException:
            self._process = None
            raise

    def _taken(self, work: str, data: bytes) -> Any:
        try:
            how, value, tired = wire.unpack_answer(data)
        except Exception as error:  # noqa: BLE001 - whatever is broken in it, it is no answer
            self.end()
            raise Crashed(f"{work}: {error}") from None
        if tired or how == "memory":
            self.end()
        if how == "done":
            return value
        raise _error(how, work, value)

    def end(self) -> None:
        """Kill it, if it lives; the next work starts one anew."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


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
        self._patient = BoundedSemaphore(limits.children)
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._lock = Lock()
        self._free = 0
        self.children: list[Child] = []

    def ask(self, work: str, *given: Any, **named: Any) -> Any:
        """The answer of a free child. Raises OutsideError and what the work itself raises."""
        if not self._place():
            raise AllAtWork(work)
        try:
            job: Job = (Future(), work, given, named)
            self._keep()
            self._jobs.put(job)
            return job[0].result()
        finally:
            self._places.release()

    def _place(self) -> bool:
        """Whether a child is free, or soon. As many as there are children wait long, all others briefly.

        So whoever asks for long work leaves most of this process's threads to others.
        """
        if not self._patient.acquire(blocking=False):
            return self._places.acquire(timeout=bounds.BRIEFLY)
        try:
            return self._places.acquire(timeout=self._limits.seconds * bounds.PATIENCE)
        finally:
            self._patient.release()

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

    def leave(self) -> None:
        """Kill every child for good."""
        for child in self.children:
            child.leaving = True
        self.end()


_pool: Pool | None = None
_lock = Lock()


def get_pool() -> Pool:
    """This process's children."""
    global _pool  # noqa: PLW0603 - one a process
    with _lock:
        if _pool is None:
            _pool = Pool(bounds.load_bounds())
            atexit.register(_pool.leave)
        return _pool


def _forget() -> None:
    """Behind a fork: the children are the other process's."""
    global _pool, _lock
    _pool, _lock = None, Lock()


os.register_at_fork(after_in_child=_forget)
