"""When a signed-in browser was last used, to a few minutes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError, transaction
from django.http import HttpRequest

from publisher.accounts.models import SignedIn

#: Seconds; each note is a write, so there are few. The session's end moves on with it.
OFTEN = 300


def note_last_use(request: HttpRequest, moment: datetime) -> None:
    """Note that this browser is in use."""
    session = request.session
    if moment.timestamp() - session.get("seen", 0) < OFTEN:
        return
    # A database that takes no changes can be read all the same.
    with suppress(DatabaseError), transaction.atomic():
        SignedIn.objects.filter(session_key=session.session_key).update(seen_at=moment)
        session["seen"] = moment.timestamp()
