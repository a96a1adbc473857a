"""What a newsroom has settled for itself beside its columns."""

from __future__ import annotations

from datetime import UTC, datetime

from publisher.accounts.models import Newsroom

#: How long an approval is good for where its form says nothing else.
LASTS = ("day", "week", "never")
#: Where in the settings the moment lies at which the rule of two persons was turned off last.
TWO_UNTIL = "two_until"
#: Later than anything is made.
ALWAYS = datetime.max.replace(tzinfo=UTC)


def public_name(newsroom: Newsroom) -> str:
    """The name followers know it by: on its cards and its public pages."""
    return str(newsroom.settings.get("public_name") or newsroom.name)


def lasts_of(newsroom: Newsroom) -> str:
    """One of LASTS."""
    kept = newsroom.settings.get("lasts")
    return kept if kept in LASTS else LASTS[0]


def two_until(newsroom: Newsroom) -> datetime | None:
    """When the rule that a second person approves was turned off last; what was made by then keeps it."""
    kept = newsroom.settings.get(TWO_UNTIL)
    return datetime.fromisoformat(kept) if kept else None


def bound_until(newsroom: Newsroom, approving: int) -> datetime | None:
    """Up to when what was made is bound by the rule, where so many may approve; None where nothing is."""
    if approving > 1:
        return ALWAYS if newsroom.four_eyes else two_until(newsroom)
    # With one there is nobody to ask, but for what was made while there was somebody.
    return newsroom.bound_until
