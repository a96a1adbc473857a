"""The tasks: each takes an id and calls one function."""

from __future__ import annotations

from publisher.intake.draft import draft as make_draft
from publisher.post.deliver import deliver as deliver_thread
from publisher.post.trial import play
from tasks.app import app
from tasks.connections import fresh_connections


@app.task(name="deliver")
@fresh_connections
def deliver(thread_id: int) -> None:
    """Take a thread one step further."""
    deliver_thread(thread_id)


@app.task(name="draft")
@fresh_connections
def draft(thread_id: int) -> None:
    """Split an explainer and draw its cards."""
    make_draft(thread_id)


@app.task(name="trial")
@fresh_connections
def trial(call_id: int) -> None:
    """Take the trial of an account one step further."""
    play(call_id)
