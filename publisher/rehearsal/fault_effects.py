"""How each fault is played out."""

from __future__ import annotations

import errno
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from socket import SO_LINGER, SOL_SOCKET, socket

from publisher.rehearsal.faults import ApiFault, FaultKind, When
from publisher.rehearsal.problems import (
    ParentNotVisible,
    TooManyCalls,
    Unauthorized,
    build_problem_body,
)
from publisher.rehearsal.wsgi_http import Answer, Request, as_json

Proceed = Callable[[], Answer]
Act = Callable[[ApiFault, Proceed, Request], Answer]

PAGE = b"<!doctype html><html><head><title>%d</title></head><body><h1>Error</h1></body></html>"


def play_fault(fault: ApiFault, proceed: Proceed, request: Request) -> Answer:
    """Answer a call that a fault has hit; `proceed` applies it."""
    return _ACTS[fault.kind](fault, proceed, request)


def reset_connection(line: socket) -> None:
    """Reset a connection: the peer sees RST, not the end of an answer."""
    line.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def _refuse(fault: ApiFault, _proceed: Proceed, _request: Request) -> Answer:
    status = fault.status or 403
    return as_json(build_problem_body(status, fault.words or "Forbidden"), status)


def _limit(fault: ApiFault, _proceed: Proceed, _request: Request) -> Answer:
    headers = {}
    if fault.seconds is not None:
        reset = int(time.time() + fault.seconds) + 1
        headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)}
    return as_json(TooManyCalls().body, 429, headers)


def _error(fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    if fault.when is When.AFTER:
        proceed()
    status = fault.status or 503
    return as_json(build_problem_body(status, fault.words), status)


def _reset(fault: ApiFault, proceed: Proceed, request: Request) -> Answer:
    if fault.when is When.AFTER:
        proceed()
    reset_connection(request.socket)
    raise ConnectionResetError(errno.ECONNRESET, "reset on purpose")


def _delay(fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    if fault.when is When.BEFORE:
        time.sleep(fault.seconds or 0)
        return proceed()
    answer = proceed()
    time.sleep(fault.seconds or 0)
    return answer


def _late(fault: ApiFault, proceed: Proceed, request: Request) -> Answer:
    timer = threading.Timer(fault.seconds or 0, proceed)
    timer.daemon = True
    timer.start()
    reset_connection(request.socket)
    raise ConnectionResetError(errno.ECONNRESET, "reset on purpose")


def _trickle(fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    answer = proceed()
    return replace(answer, chunks=_drops(answer.body, fault.seconds or 0))


def _drops(body: bytes, pause: float) -> Iterator[bytes]:
    for at in range(len(body)):
        yield body[at : at + 1]
        time.sleep(pause)


def _truncate(_fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    answer = proceed()
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def _cut(_fault: ApiFault, proceed: Proceed, request: Request) -> Answer:
    answer = proceed()
    return replace(answer, chunks=_half(answer.body, request.socket))


def _half(body: bytes, line: socket) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    # what was sent must arrive before the reset does, which may overtake it
    time.sleep(0.05)
    reset_connection(line)
    raise ConnectionResetError(errno.ECONNRESET, "cut on purpose")


def _no_id(_fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    proceed()
    return as_json({"data": {}})


def _html(fault: ApiFault, proceed: Proceed, _request: Request) -> Answer:
    if fault.when is When.AFTER:
        proceed()
    status = fault.status or 502
    return Answer(status, PAGE % status, {"content-type": "text/html; charset=utf-8"})


def _not_visible(_fault: ApiFault, _proceed: Proceed, _request: Request) -> Answer:
    return as_json(ParentNotVisible().body, 403)


def _revoke(_fault: ApiFault, _proceed: Proceed, _request: Request) -> Answer:
    return as_json(Unauthorized().body, 401)


_ACTS: Mapping[FaultKind, Act] = {
    FaultKind.REFUSE: _refuse,
    FaultKind.LIMIT: _limit,
    FaultKind.ERROR: _error,
    FaultKind.RESET: _reset,
    FaultKind.DELAY: _delay,
    FaultKind.LATE: _late,
    FaultKind.TRICKLE: _trickle,
    FaultKind.TRUNCATE: _truncate,
    FaultKind.CUT: _cut,
    FaultKind.NO_ID: _no_id,
    FaultKind.HTML: _html,
    FaultKind.NOT_VISIBLE: _not_visible,
    FaultKind.REVOKE: _revoke,
}
