"""What a newsroom has settled for itself beside its columns."""

from __future__ import annotations

from publisher.accounts.models import Newsroom

#: How long an approval is good for where its form says nothing else.
LASTS = ("day", "week", "never")


def public_name(newsroom: Newsroom) -> str:
    """The name followers know it by: on its cards and its public pages."""
    return str(newsroom.settings.get("public_name") or newsroom.name)


def lasts_of(newsroom: Newsroom) -> str:
    """One of LASTS."""
    kept = newsroom.settings.get("lasts")
    return kept if kept in LASTS else LASTS[0]
