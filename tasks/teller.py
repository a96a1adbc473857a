"""Tells people what happened: a loop in every worker, beside the clock and out of its way."""

from __future__ import annotations

from publisher.notifications.dispatch import round_
from tasks.app import app
from tasks.loop import Loop

EVERY = 2.0


class Teller(Loop):
    """Its own thread and its own connections: a slow mail server holds up nothing else.

    A round that is cut off when the worker ends is told again.
    """

    title = "teller"
    first = after_failure = EVERY

    def take_turn(self) -> float:
        round_()
        return EVERY


app.steps["worker"].add(Teller)
