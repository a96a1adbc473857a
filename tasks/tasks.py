"""The tasks: each takes an id and calls one function."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog

from publisher.delivery.account_trial import advance_trial
from publisher.delivery.deliver import deliver as deliver_thread
from tasks.app import app
from tasks.broker import MOST
from tasks.connections import fresh_connections
from tasks.drafts import DRAFTER

log = structlog.get_logger()


def takes_an_id(work: Callable[[int], None]) -> Callable[..., None]:
    """What is given anything but one id does nothing, and says so in the log."""

    @wraps(work)
    def wrapped(*given: Any, **named: Any) -> None:
        match given:
            case (int(number),) if not named and type(number) is int and 0 < number <= MOST:
                work(number)
            case _:
                log.warning("a task was given no id", task=work.__name__, given=repr(given)[:100])

    return wrapped


@app.task(name="deliver")
@takes_an_id
@fresh_connections
def deliver(thread_id: int) -> None:
    """Take a thread one step further."""
    deliver_thread(thread_id)


@app.task(name="draft")
@takes_an_id
def draft(thread_id: int) -> None:
    """Split an explainer and draw its cards, soon and elsewhere."""
    DRAFTER.take(thread_id)


@app.task(name="trial")
@takes_an_id
@fresh_connections
def trial(call_id: int) -> None:
    """Take the trial of an account one step further."""
    advance_trial(call_id)
